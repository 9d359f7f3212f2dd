"""Our engine, through the interface that the platform uses: built, asked, and changed while it is asked."""

import pickle
import statistics
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from bench.search import measure
from bench.search.questions import CLASSES, WITH_TEXT, Question, Result
from bench.search.rows import BATCH, Kept, Numbers, row_of

TRAFFIC = 10
COMMITS = 9
FREQUENT = "organisation"  # a word of most documents, asked to warm up; no question has it


def build(folder: Path, number: int) -> dict[str, Any]:
    """Documents to an index in use; the documents are kept as rows for the peers meanwhile."""
    measure.set_up(folder)
    from bench.search.data import documents
    from eccp.directory.engine import start_writer

    kept, numbers = Kept(folder), Numbers()
    made = documents(number)
    cpu = wall = 0.0
    writer = start_writer()
    with kept.rows.open("wb") as file:
        while batch := list(islice(made, BATCH)):
            worked, started = measure.own_cpu(), time.perf_counter()
            writer.replace(batch)
            cpu, wall = cpu + measure.own_cpu() - worked, wall + time.perf_counter() - started
            pickle.dump([row_of(document, numbers) for document in batch], file)
    worked, started = measure.own_cpu(), time.perf_counter()
    writer.commit()
    writer.close()
    writer.publish()
    cpu, wall = cpu + measure.own_cpu() - worked, wall + time.perf_counter() - started
    kept.values.write_bytes(pickle.dumps(numbers))
    return {
        "cpu_s": round(cpu, 2),
        "wall_s": round(wall, 2),
        "profiles_a_cpu_second": round(number / cpu),
        "profiles_a_second": round(number / wall),
        "disk_mb": measure.megabytes(folder / "index"),
        "writer_peak_mb": measure.peak_mb(),
    }


class Ours:
    """One reader of the index, as a web process has it."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "index"
        self.numbers = Kept(folder).numbers()
        self.forget()

    def forget(self) -> None:
        """Begin with a new reader, so that no words are remembered, and warm up what any question needs."""
        from eccp.directory.engine.tantivy_reader import TantivyReader
        from eccp.directory.facets import FIRST

        self.reader = TantivyReader(self.root)
        values = {name: next(value for facet, value in self.numbers.of if facet == name) for name in FIRST}
        for question in (
            *(Question(sort=sort) for sort in ("confirmed", "name", "newest")),
            *(Question(facets={name: (value,)}) for name, value in values.items()),
            Question(box=(0, 40, 20, 50)),
        ):
            self.ask(question)
            self.answer(question, q=FREQUENT)

    def answer(self, question: Question, q: str = "") -> Any:
        """Ask as the page asks."""
        from bench.search.data import TODAY
        from eccp.directory.facets import FIRST
        from eccp.directory.query import Box, Query

        query = Query(
            q=q or question.text,
            facets=question.facets,
            bbox=Box(*question.box) if question.box else None,
            sort=question.sort,
            page=question.page,
        )
        return self.reader.search(query, on=TODAY, facets=FIRST)

    def ask(self, question: Question) -> Result:
        """Answer one question."""
        answer = self.answer(question)
        counts = {
            self.numbers.of[facet, value]: number
            for facet, values in answer.facets.items()
            for value, number in values.items()
        }
        return Result(answer.total, answer.ids, counts)


def ask(folder: Path, questions: Mapping[str, Sequence[Question]], rounds: int) -> dict[str, Any]:
    """Ask all classes: each round with words that are not remembered, then once more with those that are."""
    measure.set_up(folder)
    before = measure.memory()
    ours = Ours(folder)
    first = measure.memory()
    classes, results = {}, {}
    for name in CLASSES:
        fresh = measure.ask_all(questions[name], ours.ask, rounds=rounds, before=ours.forget)
        classes[name], results[name] = measure.summary(fresh), fresh.results
        if name in WITH_TEXT:
            again = measure.ask_all(questions[name], ours.ask, rounds=rounds)
            known = measure.summary(again)
            classes[name]["remembered_cpu_ms_p50"] = known["cpu_ms_p50"]
            classes[name]["remembered_cpu_ms_p95"] = known["cpu_ms_p95"]
    return {
        "classes": classes,
        "results": results,
        "memory": {"before_the_first_search": before, "after_the_first_searches": first},
    }


def traffic(folder: Path, many: Sequence[Mapping[str, Sequence[Question]]]) -> dict[str, Any]:
    """The memory of one reader after each class once, after ten times as many other questions, and after those again.

    Between the first two, Python modules may be loaded and small memories filled; after that nothing may grow.
    """
    measure.set_up(folder)
    ours = Ours(folder)
    held = []
    for questions in (*many, *many):
        for asked in questions.values():
            for question in asked:
                ours.ask(question)
        held.append(measure.memory())
    times = (1, TRAFFIC, 2 * TRAFFIC)
    return {f"after_{number}_times_the_traffic": held[number - 1] for number in times}


def change(folder: Path, questions: Mapping[str, Sequence[Question]]) -> dict[str, Any]:
    """What it takes to change one profile, and the first searches after that, against the same ones later."""
    measure.set_up(folder)
    from bench.search.data import documents
    from eccp.directory.engine import open_writer

    changed = next(documents(1))
    ours, words = Ours(folder), questions["common word"]
    worked, started = measure.own_cpu(), time.perf_counter()
    writer = open_writer()
    opened = (measure.own_cpu() - worked) * 1000, (time.perf_counter() - started) * 1000
    times: dict[str, list[float]] = {}

    def took(name: str, what: Any) -> None:
        worked, started = measure.own_cpu(), time.perf_counter()
        what()
        times.setdefault(f"{name}_cpu_ms", []).append((measure.own_cpu() - worked) * 1000)
        times.setdefault(f"{name}_wall_ms", []).append((time.perf_counter() - started) * 1000)

    def write(number: int) -> None:
        writer.replace([replace(changed, smes=number)])
        writer.commit()

    for number in range(COMMITS):
        took("commit", lambda number=number: write(number))
        word, other = words[number % len(words)], words[(number + 1) % len(words)]
        took("first_search_after", lambda word=word: ours.ask(word))
        took("search_later", lambda other=other: ours.ask(other))
    writer.close()
    return {
        "open_writer_cpu_ms": round(opened[0], 1),
        "open_writer_wall_ms": round(opened[1], 1),
        **{name: round(statistics.median(values), 2) for name, values in times.items()},
    }
