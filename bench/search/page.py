"""What the directory's page, its map and its suggestions cost over HTTP with 150,000 profiles.

The profiles are in a database and in an index that were made from the same documents. One worker answers
one visitor, who asks another question each time; the CPU is that of the server, request by request. The
figures go to `bench/results/page_150000.json`.
"""

import http.client
import json
import os
import pickle
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")

from bench.search import measure, numpy_counts  # noqa: E402 (needs the path)
from bench.search.questions import Question  # noqa: E402
from bench.search.rows import BATCH, Kept, Numbers, row_of  # noqa: E402
from bench.server import serving  # noqa: E402

PORT = int(os.environ.get("BENCH_PORT", "8149"))
SIZE = int(os.environ.get("BENCH_SIZES", "150000").split()[-1])
RESULTS = ROOT / "bench" / "results" / f"page_{SIZE}.json"
SCHEMES = ("ecosystem", "technology", "service", "sector", "emerging_industry", "language")
LIMIT_PAGE, LIMIT_SUGGESTIONS = 60, 10
SUGGESTIONS = "suggestions while typing"
FLOOR = "robots.txt, as a floor"
SIGHTS = ("zoom=4&view=-11,34,32,61", "zoom=6&view=4,46,16,53", "zoom=9&view=8,48,10,50")


class Spelling:
    """The invented values of documents as codes that the platform has."""

    def __init__(self) -> None:
        from bench.search.data import TYPES
        from eccp.organisations.types import all_types
        from eccp.reference.models import Country, Term

        self.countries = set(Country.objects.values_list("code", flat=True))
        self.types = {code: kind.code for code, kind in zip(TYPES, all_types(), strict=True)}
        self.kinds = {kind.code: kind for kind in all_types()}
        self.terms = {scheme: list(Term.objects.filter(scheme=scheme).order_by("pk")) for scheme in SCHEMES}

    def term(self, scheme: str, value: str) -> Any:
        """The term that stands for an invented value."""
        terms = self.terms[scheme]
        return terms[int(value.rpartition("-")[2]) % len(terms)]

    def spelt(self, document: Any) -> tuple[Any, list[Any]]:
        """A document with the platform's codes and labels, and its terms."""
        terms = {self.term(scheme, value) for scheme in SCHEMES for value in document.facets.get(scheme, ())}
        facets = dict(document.facets)
        facets.pop("region")
        facets["type"] = [self.types[document.facets["type"][0]]]
        facets["country"] = [code if code in self.countries else "DE" for code in document.facets["country"]]
        for scheme in SCHEMES:
            facets[scheme] = sorted(term.code for term in terms if term.scheme == scheme)
        labels = [str(self.kinds[facets["type"][0]].label), *(term.label for term in terms)]
        texts = {**document.texts, "terms": labels}
        return replace(document, facets=facets, texts=texts), list(terms)


def fill(folder: Path) -> None:
    """Make the documents; put each into the index, into the database, and down as a row to draw questions from."""
    from bench.search.data import documents
    from eccp.directory.engine import start_writer

    spelling, numbers, kept = Spelling(), Numbers(), Kept(folder)
    made, writer = documents(SIZE), start_writer()
    with kept.rows.open("wb") as file:
        while batch := [spelling.spelt(document) for document in islice(made, BATCH)]:
            writer.replace([document for document, _terms in batch])
            store(batch, spelling)
            pickle.dump([row_of(document, numbers) for document, _terms in batch], file)
    writer.commit()
    writer.close()
    writer.publish()
    kept.values.write_bytes(pickle.dumps(numbers))


def store(batch: Sequence[tuple[Any, list[Any]]], spelling: Spelling) -> None:
    """Put some documents into the database as published profiles."""
    from django.db import transaction

    from eccp.core.names import name_key, slug, sort_key
    from eccp.organisations.models import Organisation, ProfileText

    rows = []
    for document, _terms in batch:
        name = document.texts["name"][0]
        lng, lat = document.located or (None, None)
        rows.append(
            Organisation(
                pk=document.id,
                type=document.facets["type"][0],
                country_id=document.facets["country"][0],
                city=document.texts["place"][0][:120],
                longitude=lng,
                latitude=lat,
                name=name[:200],
                name_key=name_key(name)[:220],
                sort_key=sort_key(name)[:220],
                slug=slug(name),
                visibility="published",
                published_at=datetime.fromtimestamp(document.newest, UTC),
                last_confirmed_at=datetime.fromtimestamp(document.confirmed, UTC),
            )
        )
    link = Organisation.terms.through
    with transaction.atomic():
        Organisation.objects.bulk_create(rows)
        for code, kind in spelling.kinds.items():
            kind.details.objects.bulk_create(
                kind.details(organisation=row) for row in rows if row.type == code
            )
        ProfileText.objects.bulk_create(
            ProfileText(
                organisation_id=document.id,
                language="en",
                summary=document.texts["text"][0][:120],
                description=document.texts["text"][0],
            )
            for document, _terms in batch
        )
        link.objects.bulk_create(
            link(organisation_id=document.id, term_id=term.pk) for document, terms in batch for term in terms
        )


def addresses(questions: dict[str, list[Question]]) -> dict[str, list[str]]:
    """What is asked: each kind of request with its addresses."""
    page, number = "/en/directory/", len(questions["browse all"])

    def of(name: str, path: str = page) -> list[str]:
        return [path + "?" + asked(question) for question in questions[name]]

    typed = [question.text for question in questions["common word"] + questions["rare word"]]
    letters = [word[: 2 + at % 5] for at, word in enumerate(typed)][:number]
    views = [
        f"{page}points.json?{SIGHTS[at % len(SIGHTS)]}&{asked(question)}"
        for at, question in enumerate(questions["two facets"])
    ]
    return {
        "everything": [page] * number,
        "everything, further pages": [f"{page}?page={at + 2}" for at in range(number)],
        "common word": of("common word"),
        "rare word": of("rare word"),
        "two facets": of("two facets"),
        "word and three facets": of("word and three facets"),
        "word and box": of("word and box"),
        "misspelt word": of("misspelt word"),
        SUGGESTIONS: [f"{page}suggest/?" + urlencode({"q": some}) for some in letters],
        "places for the map": views,
        FLOOR: ["/robots.txt"] * number,
    }


def asked(question: Question) -> str:
    """A question as the end of an address."""
    pairs = [("q", question.text)] if question.words else []
    pairs += [(name, value) for name, values in question.facets.items() for value in values]
    if question.box:
        pairs.append(("bbox", ",".join(f"{edge:.4f}" for edge in question.box)))
    return urlencode(pairs)


def cpu(processes: Sequence[int]) -> float:
    """The CPU seconds of some processes, all threads."""
    threads = [thread for pid in processes for thread in Path(f"/proc/{pid}/task").iterdir()]
    return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads) / 1e9


def ask(paths: Sequence[str], processes: Sequence[int]) -> dict[str, float]:
    """Ask one after the other over one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    spent, waits, size = [], [], 0
    for path in paths:
        worked, started = cpu(processes), time.perf_counter()
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        response = connection.getresponse()
        size += len(response.read())
        waits.append((time.perf_counter() - started) * 1000)
        spent.append((cpu(processes) - worked) * 1000)
        if response.status != 200:
            raise SystemExit(f"{path} answers {response.status}.")
    connection.close()
    return {
        "requests": len(paths),
        "cpu_ms_p50": measure.percentile(spent, 50),
        "cpu_ms_p95": measure.percentile(spent, 95),
        "wall_ms_p50": measure.percentile(waits, 50),
        "wall_ms_p95": measure.percentile(waits, 95),
        "bytes": round(size / len(paths)),
    }


def resident(processes: Sequence[int]) -> float:
    """The MB that some processes hold, shared files counted in each."""
    pages = sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in processes)
    return round(pages * os.sysconf("SC_PAGE_SIZE") / 2**20, 1)


def main() -> None:
    """Fill, measure, print, keep."""
    with tempfile.TemporaryDirectory(prefix="eccp-bench-page-") as place:
        folder = Path(place)
        folder.joinpath("static").mkdir()
        os.environ["PYTHONPATH"] = str(ROOT)
        measure.set_up(folder)
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        with Path(os.devnull).open("w") as nowhere:
            call_command("load_reference", "--no-places", stdout=nowhere)
        fill(folder)
        numpy_counts.ask(folder, 1)
        questions = pickle.loads(Path(folder, "questions.pickle").read_bytes())  # noqa: S301 (our own)
        asked_of = addresses(questions)
        with serving(PORT) as processes:
            for paths in asked_of.values():
                ask(paths[-2:], processes)
            pages = {name: ask(paths, processes) for name, paths in asked_of.items()}
            memory = resident(processes)
    report = {
        "profiles": SIZE,
        "limits_cpu_ms": {"page": LIMIT_PAGE, "suggestions": LIMIT_SUGGESTIONS},
        "server_mb": memory,
        "pages": pages,
    }
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(report, indent=2) + "\n")
    say(report)


def say(report: dict[str, Any]) -> None:
    """Print the figures and whether they keep to the limits."""
    print(f"{report['profiles']} profiles by HTTP, one worker; the server holds {report['server_mb']} MB")
    for name, one in report["pages"].items():
        limit = LIMIT_SUGGESTIONS if name == SUGGESTIONS else LIMIT_PAGE
        kept = "met" if one["cpu_ms_p95"] <= limit else "missed"
        limited = "" if name == FLOOR else f" (limit {limit}, {kept})"
        print(
            f"{name:28} CPU {one['cpu_ms_p50']:7.1f} ms, p95 {one['cpu_ms_p95']:7.1f}{limited}; "
            f"wall {one['wall_ms_p50']:7.1f}, p95 {one['wall_ms_p95']:7.1f}; {one['bytes']} bytes"
        )


if __name__ == "__main__":
    main()
