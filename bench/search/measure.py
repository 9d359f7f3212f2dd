"""Clocks, memory and percentiles: what every engine here is measured with."""

import os
import resource
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bench.search.questions import Question, Result

ROOT = Path(__file__).resolve().parents[2]


class Taken(NamedTuple):
    """What one question took, in milliseconds."""

    cpu: float
    wall: float


class Asked(NamedTuple):
    """All rounds of a class of questions: what each question took, round by round, and its last result."""

    taken: list[list[Taken]]
    results: list[Result]


def own_cpu() -> float:
    """The CPU seconds of this process, all threads."""
    return time.process_time()


def cpu_of(pid: int) -> float:
    """The CPU seconds of another process with one thread, to the nanosecond."""
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9


def ask_all(
    questions: Sequence[Question],
    ask: Callable[[Question], Result],
    *,
    rounds: int = 1,
    seconds: float = 1e9,
    cpu: Callable[[], float] = own_cpu,
    before: Callable[[], None] = lambda: None,
) -> Asked:
    """Ask every question once a round, `before` each round. After so many seconds no further one is begun.

    At least ten questions are asked in the first round, so that a slow engine has figures too.
    """
    taken: list[list[Taken]] = [[] for _ in questions]
    results: list[Result] = []
    until = time.perf_counter() + seconds
    for number in range(rounds):
        before()
        for at, question in enumerate(questions):
            if time.perf_counter() > until and (number or at >= 10):
                break
            started, worked = time.perf_counter(), cpu()
            result = ask(question)
            spent = cpu() - worked
            taken[at].append(Taken(spent * 1000, (time.perf_counter() - started) * 1000))
            if not number:
                results.append(result)
    return Asked([one for one in taken if one], results)


def summary(asked: Asked) -> dict[str, Any]:
    """Median and 95th percentile of all times, and each question's own median, by which engines are compared."""
    every = [one for question in asked.taken for one in question]
    return {
        "questions": len(asked.taken),
        "cpu_ms_p50": percentile([one.cpu for one in every], 50),
        "cpu_ms_p95": percentile([one.cpu for one in every], 95),
        "wall_ms_p50": percentile([one.wall for one in every], 50),
        "wall_ms_p95": percentile([one.wall for one in every], 95),
        "found_p50": round(statistics.median(result.total for result in asked.results)),
        "each_cpu_ms": [round(statistics.median(one.cpu for one in question), 3) for question in asked.taken],
    }


def percentile(values: Sequence[float], of_hundred: int) -> float:
    """The value below which so many of a hundred lie, the nearest one that was measured."""
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, round(of_hundred / 100 * (len(ordered) - 1)))], 3)


def memory() -> dict[str, float]:
    """MB that this process holds: alone ("own") and with the files that it shares with others ("all")."""
    held = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    mb = {name: int(held[name].split()[0]) / 1024 for name in ("VmRSS", "RssAnon")}
    return {"all_mb": round(mb["VmRSS"], 1), "own_mb": round(mb["RssAnon"], 1)}


def peak_mb() -> float:
    """The most MB that this process ever held."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


def megabytes(folder: Path) -> float:
    """What a folder takes on the disk, in MB."""
    return round(sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6, 1)


def set_up(folder: Path) -> None:
    """Make this process one of the platform, with its data in a folder."""
    os.environ.update(
        DATA_DIR=str(folder), INDEX_DIR=str(folder / "index"), DJANGO_SETTINGS_MODULE="bench.settings"
    )
    import django

    django.setup()
