"""Measure our search engine and its peers on the same documents and questions, in one run.

Each part runs in a process of its own, so that memory is told apart; everything is kept in a folder that is
deleted. Every answer is compared with the count by plain numpy first: engines that do not agree are not
compared. The figures go to `bench/results/search.json`; those of other sizes stay there.
"""

import json
import math
import os
import pickle
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")

from bench.search import numpy_counts, ours, peer_postgres, peer_sqlite, report  # noqa: E402 (needs the path)
from bench.search.questions import CLASSES, FORGIVEN, Question, Result  # noqa: E402

RESULTS = ROOT / "bench" / "results" / "search.json"
SIZES = [int(size) for size in os.environ.get("BENCH_SIZES", "1445 150000").replace(",", " ").split()]
SECONDS = float(os.environ.get("BENCH_SECONDS", "15"))  # for a class of questions asked of a peer
ROUNDS = 3
SMALL = 10_000  # documents; peers are asked as many rounds as ours where there are no more
PEERS = ("numpy", "sqlite", "postgres")


def alone(part: Callable[..., Any], *given: Any) -> Any:
    """Run one part in a new process and wait for what it found."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(part, *given).result()


def measured(size: int, folder: Path) -> tuple[dict[str, Any], list[str]]:
    """All figures for one number of documents, and what the engines did not agree on."""

    def say(part: str) -> None:
        print(f"  {size}: {part} …", file=sys.stderr, flush=True)

    rounds = ROUNDS if size <= SMALL else 1
    say("documents and our index")
    built = alone(ours.build, folder, size)
    say("numpy")
    engines = {"numpy": alone(numpy_counts.ask, folder, ROUNDS)}
    questions = pickle.loads(Path(folder, "questions.pickle").read_bytes())  # noqa: S301 (our own)
    traffic = pickle.loads(Path(folder, "traffic.pickle").read_bytes())  # noqa: S301 (our own)
    say("ours")
    engines["ours"] = alone(ours.ask, folder, questions, ROUNDS) | {"build": built}
    engines["ours"]["memory"] |= alone(ours.traffic, folder, traffic)
    engines["ours"]["change"] = alone(ours.change, folder, questions)
    say("SQLite")
    engines["sqlite"] = alone(peer_sqlite.ask, folder, questions, rounds, SECONDS)
    say("PostgreSQL")
    engines["postgres"] = alone(peer_postgres.ask, folder, questions, rounds, SECONDS)
    results = {name: engine.pop("results") for name, engine in engines.items()}
    wrong = disagreements(questions, results)
    figures: dict[str, Any] = {"profiles": size, **engines}
    figures["misspelt_words_found_alike"] = sum(
        mine.total == theirs.total
        for mine, theirs in zip(results["ours"][FORGIVEN], results["postgres"][FORGIVEN], strict=False)
    )
    figures["ratios"] = {peer: ratios(engines["ours"], engines[peer]) for peer in PEERS}
    for engine in engines.values():
        for one in engine["classes"].values():
            del one["each_cpu_ms"]
    figures["limits"] = report.limits(figures)
    return figures, wrong


def disagreements(
    questions: Mapping[str, Sequence[Question]], results: Mapping[str, Mapping[str, Sequence[Result]]]
) -> list[str]:
    """Where an engine's total or counts are not those of numpy; without words, also where the order is not ours."""
    wrong = []
    for name in CLASSES:
        if name == FORGIVEN:
            continue
        for engine, answers in results.items():
            for question, truth, own, answer in zip(
                questions[name], results["numpy"][name], results["ours"][name], answers[name], strict=False
            ):
                same = answer.total == truth.total and answer.counts == truth.counts
                if engine != "numpy" and not question.words:
                    same = same and answer.ids == own.ids
                if not same:
                    wrong.append(f"{engine}, {name}: {answer.total} for {truth.total}: {question}")
    return wrong


def ratios(own: Mapping[str, Any], peer: Mapping[str, Any]) -> dict[str, Any]:
    """How many times our CPU a peer takes, by class: the geometric mean over the questions that both were asked."""
    found: dict[str, Any] = {}
    slower = asked = 0
    for name, one in peer["classes"].items():
        both = list(zip(one["each_cpu_ms"], own["classes"][name]["each_cpu_ms"], strict=False))
        found[name] = round(math.exp(sum(math.log(theirs / ours) for theirs, ours in both) / len(both)), 2)
        slower += sum(theirs < ours for theirs, ours in both)
        asked += len(both)
    found["geometric mean"] = round(math.exp(sum(map(math.log, found.values())) / len(found)), 2)
    return found | {"questions": asked, "faster_than_ours": slower}


def main() -> int:
    """Measure every size, print, keep."""
    kept = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    wrong: list[str] = []
    for size in SIZES:
        with tempfile.TemporaryDirectory(prefix="eccp-bench-search-") as place:
            kept[str(size)], different = measured(size, Path(place))
        RESULTS.parent.mkdir(exist_ok=True)
        ordered = dict(sorted(kept.items(), key=lambda entry: int(entry[0])))
        RESULTS.write_text(json.dumps(ordered, indent=2) + "\n")
        report.say(kept[str(size)])
        wrong += different
    for line in wrong:
        print(f"Not the same answer: {line}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
