"""What pages for everybody cost: made anew, and given once more from the page cache, beside Django's own.

Made anew: CPU and queries in this process as it runs on a server, but for the page cache, which is emptied
each time; and without anything that is remembered for a minute, as for the first reader of all. Given once more: the home page from
granian as `manage.py serve` runs it, to a small client on the same machine; our cache and Django's take turns.
"""

import gc
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import ExitStack
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
RESULTS = ROOT / "bench" / "results" / "pages.json"
PORT = int(os.environ.get("BENCH_PORT", "8151"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "20"))
SECONDS = float(os.environ.get("BENCH_SECONDS", "4"))
TURNS = 5
CONNECTIONS = 8
WORKERS = 2
LIMIT_CPU_MS = 15
LIMIT_REQUESTS = 2_000
HOME = "/en/"


def addresses() -> dict[str, str]:
    """The pages that are measured, as far as the demonstration has them."""
    from eccp.content import models

    found = {"home": HOME, "plain page": "/en/about/", "list of calls": "/en/calls/"}
    for name, kind in {"article": "ArticlePage", "call": "CallPage", "country": "CountryPage"}.items():
        if page := getattr(models, kind).objects.live().filter(locale__language_code="en").first():
            found[name] = page.url
    return found


def made_anew(client: Any, address: str, *, keep: bool) -> dict[str, float]:
    """Ask in this process, where no page is kept: the median of the CPU, and the queries."""
    from django.conf import settings
    from django.core.cache import caches
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    settings.KEEP_PAGES = keep
    for _ in range(3):
        response = client.get(address)
        caches["pages"].clear()
    if response.status_code != 200:
        raise SystemExit(f"{address} answers {response.status_code}.")
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
        caches["pages"].clear()
        queries = len(asked)
    times = []
    for _ in range(ROUNDS):
        caches["pages"].clear()
        started = time.process_time()
        client.get(address)
        times.append((time.process_time() - started) * 1000)
    return {
        "cpu_ms": round(statistics.median(times), 1),
        "queries": queries,
        "bytes_gzip": len(response.content),
    }


def given_again(port: int, processes: list[int]) -> dict[str, float]:
    """Ask for the home page for some seconds, and tell what it cost the server and the client."""
    from bench.bench_directory import cpu_seconds

    before = cpu_seconds(processes)
    command = [
        sys.executable,
        str(ROOT / "bench" / "load.py"),
        str(port),
        HOME,
        str(SECONDS),
        str(CONNECTIONS),
    ]
    told = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return {
        "requests_a_second": told["answers"] / told["seconds"],
        "server_cpu_ms": (cpu_seconds(processes) - before) * 1000 / told["answers"],
        "client_cpu_ms": told["cpu_seconds"] * 1000 / told["answers"],
    }


def fill() -> None:
    """A demonstration, but for its static files."""
    from eccp.config import preparing
    from eccp.directory.index.build import rebuild_now

    for step in preparing.STEPS:
        if step is not preparing.static_files:
            step()
    rebuild_now()


def both_caches() -> dict[str, dict[str, float]]:
    """Ours and Django's, each with a server of its own, asked in turns: medians."""
    from bench.server import serving
    from eccp.config.management.commands.serve import web_command

    turns: dict[str, list[dict[str, float]]] = {"ours": [], "django": []}
    with ExitStack() as servers:
        processes = {}
        for port, (name, settings) in enumerate(
            {"ours": "bench.settings", "django": "bench.settings_peer"}.items(), start=PORT
        ):
            os.environ["DJANGO_SETTINGS_MODULE"] = settings
            command = web_command("127.0.0.1", port, WORKERS)
            processes[name] = (port, servers.enter_context(serving(port, command)))
            for _ in range(4 * WORKERS):  # until each process has met its templates and kept the page
                request = urllib.request.Request(f"http://localhost:{port}{HOME}")
                request.add_header("Accept-Encoding", "gzip")
                urllib.request.urlopen(request, timeout=60).read()  # noqa: S310
        for _ in range(TURNS):
            for name, (port, pids) in processes.items():
                turns[name].append(given_again(port, pids))
    return {
        name: {key: round(statistics.median(one[key] for one in measured), 3) for key in measured[0]}
        for name, measured in turns.items()
    }


def main() -> None:
    """Fill, measure, print, keep."""
    with tempfile.TemporaryDirectory(prefix="eccp-bench-") as place:
        os.environ.update(DATA_DIR=place, DJANGO_SETTINGS_MODULE="bench.settings", PYTHONPATH=str(ROOT))
        Path(place, "static").mkdir()
        import django

        django.setup()
        from django.test import Client

        fill()
        client = Client(SERVER_NAME="localhost", headers={"Accept-Encoding": "gzip"})
        gc.freeze()  # as wsgi.py does
        places = addresses().items()
        pages = {name: made_anew(client, address, keep=True) for name, address in places}
        first = {name: made_anew(client, address, keep=False) for name, address in places}
        given = both_caches()

    report = {
        "limit_cpu_ms": LIMIT_CPU_MS,
        "limit_requests_a_second": LIMIT_REQUESTS,
        "processors": os.cpu_count(),
        "pages": pages,
        "pages_with_nothing_remembered": first,
        "home_from_the_cache": given,
        "django_server_cpu_to_ours": round(
            given["django"]["server_cpu_ms"] / given["ours"]["server_cpu_ms"], 2
        ),
    }
    RESULTS.write_text(json.dumps(report, indent=2) + "\n")
    say(report)


def say(report: dict[str, Any]) -> None:
    """Print the numbers as tables."""
    print(f"Made anew (limit {LIMIT_CPU_MS} CPU ms):")
    _say_pages(report["pages"])
    print("The same with nothing remembered:")
    _say_pages(report["pages_with_nothing_remembered"])
    print(f"The home page given once more (at least {LIMIT_REQUESTS} a second):")
    for name, one in report["home_from_the_cache"].items():
        print(
            f"  {name:16}{one['requests_a_second']:>8.0f} a second, {one['server_cpu_ms']} CPU ms of the server, "
            f"{one['client_cpu_ms']} of the client"
        )
    print(f"  Django's own costs the server {report['django_server_cpu_to_ours']} times as much.")


def _say_pages(pages: dict[str, Any]) -> None:
    for page, one in pages.items():
        late = "" if one["cpu_ms"] <= LIMIT_CPU_MS else "  above the limit"
        print(
            f"  {page:16}{one['cpu_ms']:>8} CPU ms{one['queries']:>5} queries{one['bytes_gzip']:>8} bytes{late}"
        )


if __name__ == "__main__":
    main()
