"""The limit: plain numpy over sorted columns. It finds and counts exactly, and neither ranks nor writes.

What it counts is also the truth that the engines are compared with.
"""

import pickle
import time
from array import array
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bench.search import measure
from bench.search.ours import TRAFFIC
from bench.search.questions import CLASSES, FORGIVEN, Draw, Known, Question, Result, Word
from bench.search.rows import Kept, Numbers

SEED = 1
EVERY_NTH = 7  # values of facets are drawn from every seventh document
Array = np.ndarray[Any, Any]


class NumpyCounts:
    """Posting arrays by word; facets as columns of small numbers, as wide as the document with most values."""

    def __init__(self, kept: Kept) -> None:
        self.numbers = kept.numbers()
        having: dict[str, array[int]] = {}
        names: set[str] = set()
        values: list[tuple[int, ...]] = []
        places: list[tuple[float, float]] = []
        for batch in kept.read():
            for row in batch:
                at = len(values)
                for word in set(" ".join(row.texts).split()):
                    having.setdefault(word, array("I")).append(at)
                names.update(row.texts[0].split())
                values.append(row.values)
                places.append((np.nan, np.nan) if row.lng is None or row.lat is None else (row.lng, row.lat))
        self.number = len(values)
        self.words = sorted(having)
        self.place_of = {word: at for at, word in enumerate(self.words)}
        self.ends = np.cumsum([0, *(len(having[word]) for word in self.words)])
        self.rows = np.concatenate([np.frombuffer(having[word], np.uint32) for word in self.words])
        self.lng, self.lat = np.array(places).T.copy()
        self.names = sorted(names)
        self.columns = {name: self._column(name, values) for name in self.numbers.following}

    def _column(self, name: str, values: Sequence[tuple[int, ...]]) -> Array:
        first, last = Numbers.span(name)
        lists = [[one - first + 1 for one in some if first <= one <= last] for some in values]
        wide = max(map(len, lists))
        return np.array([one + [0] * (wide - len(one)) for one in lists], np.uint8)

    def known(self) -> Known:
        """What questions are drawn from."""
        spelt: dict[str, list[str]] = {}
        for (facet, value), number in self.numbers.of.items():
            first = Numbers.span(facet)[0]
            held = self.columns[facet][::EVERY_NTH]
            spelt.setdefault(facet, []).extend([value] * int((held == number - first + 1).sum()))
        there = np.flatnonzero(~np.isnan(self.lng))[::EVERY_NTH]
        return Known(
            self.number,
            dict(zip(self.words, np.diff(self.ends).tolist(), strict=True)),
            self.names,
            spelt,
            list(zip(self.lng[there].tolist(), self.lat[there].tolist(), strict=True)),
            lambda question: self.ask(question).total,
        )

    def ask(self, question: Question) -> Result:
        """Find and count. No ids: there is no order here."""
        base = self._base(question)
        masks = {name: self._having(name, values, base) for name, values in question.facets.items()}
        rows, matching = base, None
        if masks:
            matching = np.logical_and.reduce(list(masks.values()))
            rows = np.flatnonzero(matching) if base is None else base[matching]
        counts: dict[int, int] = {}
        for name in self.columns:
            if name in masks:
                others = [mask for other, mask in masks.items() if other != name]
                counts |= self._counts(name, self._narrowed(base, others))
            else:
                counts |= self._counts(name, rows)
        return Result(self.number if rows is None else len(rows), [], counts)

    def _base(self, question: Question) -> Array | None:
        """The rows that the words and the box leave, None for all."""
        rows = None
        for word in question.words:
            found = self._rows(word)
            rows = found if rows is None else np.intersect1d(rows, found, assume_unique=True)
        if question.box:
            west, south, east, north = question.box
            lng, lat = (self.lng, self.lat) if rows is None else (self.lng[rows], self.lat[rows])
            inside = np.flatnonzero((lng >= west) & (lng <= east) & (lat >= south) & (lat <= north))
            rows = inside if rows is None else rows[inside]
        return rows

    def _rows(self, word: Word) -> Array:
        """The rows that have a word. Words that begin alike stand together, and so do their rows."""
        parts = [self._between(at, at + 1) for other in word.others for at in (self.place_of[other],)]
        if word.begins:
            low, high = np.searchsorted(self._spelt, [word.typed, word.typed + "\uffff"])
            parts.append(self._between(int(low), int(high)))
        elif word.typed in self.place_of:
            at = self.place_of[word.typed]
            parts.append(self._between(at, at + 1))
        if len(parts) == 1 and not word.begins:
            return parts[0]
        some = np.zeros(self.number, bool)
        for part in parts:
            some[part] = True
        return np.flatnonzero(some)

    @property
    def _spelt(self) -> Array:
        if not hasattr(self, "_array"):
            self._array = np.array(self.words)
        return self._array

    def _between(self, low: int, high: int) -> Array:
        return self.rows[self.ends[low] : self.ends[high]]

    def _having(self, name: str, values: tuple[str, ...], base: Array | None) -> Array:
        """Which of some rows have one of the values."""
        first = Numbers.span(name)[0]
        wanted = np.zeros(256, bool)
        wanted[[number - first + 1 for number in self.numbers.some(name, values)]] = True
        column = self.columns[name] if base is None else self.columns[name][base]
        return wanted[column].any(axis=1)

    @staticmethod
    def _narrowed(base: Array | None, masks: Sequence[Array]) -> Array | None:
        if not masks:
            return base
        matching = np.logical_and.reduce(masks)
        return np.flatnonzero(matching) if base is None else base[matching]

    def _counts(self, name: str, rows: Array | None) -> dict[int, int]:
        column = self.columns[name] if rows is None else self.columns[name][rows]
        counted = np.bincount(column.ravel(), minlength=1)
        first = Numbers.span(name)[0]
        return {first + at - 1: number for at, number in enumerate(counted.tolist()) if number and at}


def ask(folder: Path, rounds: int) -> dict[str, Any]:
    """Draw the questions, keep them in the folder, and answer those that have one exact answer."""
    measure.set_up(folder)
    worked = time.process_time()
    counts = NumpyCounts(Kept(folder))
    built = time.process_time() - worked
    known = counts.known()
    questions = Draw(known, SEED).all()
    Path(folder, "questions.pickle").write_bytes(pickle.dumps(questions))
    traffic: list[Mapping[str, Sequence[Question]]] = [questions]
    traffic += [Draw(known, SEED + more).all() for more in range(1, TRAFFIC)]
    Path(folder, "traffic.pickle").write_bytes(pickle.dumps(traffic))
    classes, results = {}, {}
    for name in CLASSES:
        if name != FORGIVEN:
            measure.ask_all(questions[name], counts.ask)
            asked = measure.ask_all(questions[name], counts.ask, rounds=rounds)
            classes[name], results[name] = measure.summary(asked), asked.results
    return {
        "build": {"cpu_s": round(built, 2), "memory_mb": measure.memory()["own_mb"]},
        "classes": classes,
        "results": results,
    }
