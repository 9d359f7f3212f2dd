# ruff: noqa: S608 (all that is put together is our own)
"""The first peer: SQLite with FTS5 and GROUP BY, well used.

Matches are staged in a temporary table with a bit for each chosen facet that they fulfil, so that words are
searched and ranked once, however many facets are counted. Joins are in the order that is written (CROSS).
"""

import sqlite3
import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from bench.search import measure
from bench.search.questions import CLASSES, FORGIVEN, Question, Result, Word
from bench.search.rows import Kept, Numbers, Row

PAGE = 20
MAKE = """
pragma journal_mode = off; pragma synchronous = off; pragma page_size = 8192;
create table doc (id integer primary key, lng real, lat real, name text, newest int, confirmed int);
create table tag (value int, doc int, primary key (value, doc)) without rowid;
create table doc_tag (doc int, value int, primary key (doc, value)) without rowid;
create virtual table place using rtree(id, west, east, south, north);
create virtual table words using fts5(
  name, place, terms, text, content='', prefix='3 4', tokenize="unicode61 remove_diacritics 0"
);
"""
INDEX = """
create index doc_name on doc (name); create index doc_newest on doc (newest, id);
create index doc_confirmed on doc (confirmed, id);
insert into words (words) values ('optimize'); analyze;
"""
TUNE = """
pragma cache_size = -400000; pragma mmap_size = 4000000000; pragma temp_store = memory;
pragma journal_mode = off; pragma synchronous = off;
create temp table hit (id integer primary key, score real, fulfilled int);
"""
RANK = "bm25(words, 6.0, 2.5, 2.0, 0.7)"
ORDERS = {
    "": "confirmed desc, id desc",
    "confirmed": "confirmed desc, id desc",
    "newest": "newest desc, id desc",
    "name": "name",
}
MANY = 0.13  # of all documents: above that, the values' lists are gone through instead of the matches'


class Sqlite:
    """One connection to a file."""

    def __init__(self, kept: Kept, file: Path) -> None:
        self.file = file
        self.numbers = kept.numbers()
        self.db = sqlite3.connect(file, isolation_level=None)
        self.kept = kept
        self.documents = 0

    def fill(self) -> None:
        """Load all rows, in one transaction."""
        self.db.executescript(MAKE)
        self.db.execute("begin")
        for batch in self.kept.read():
            self.documents += len(batch)
            self.db.executemany(
                "insert into doc values (?, ?, ?, ?, ?, ?)",
                [
                    (row.id, row.lng, row.lat, f"{row.name} {row.id:010}", row.newest, row.confirmed)
                    for row in batch
                ],
            )
            self.db.executemany("insert into doc_tag values (?, ?)", pairs(batch))
            self.db.executemany(
                "insert into place values (?, ?, ?, ?, ?)",
                [(row.id, row.lng, row.lng, row.lat, row.lat) for row in batch if row.lng is not None],
            )
            self.db.executemany(
                "insert into words (rowid, name, place, terms, text) values (?, ?, ?, ?, ?)",
                [(row.id, *row.texts) for row in batch],
            )
        self.db.execute("insert into tag select value, doc from doc_tag order by value, doc")
        self.db.execute("commit")
        self.db.executescript(INDEX + TUNE)

    def ask(self, question: Question) -> Result:
        """Answer one question."""
        if not (question.words or question.facets or question.box):
            return self._everything(question)
        self.db.execute("delete from hit")
        self._stage(question)
        whole = (1 << len(question.facets)) - 1
        staged = self.db.execute("select fulfilled, count(*) from hit group by fulfilled").fetchall()
        total = dict(staged).get(whole, 0)
        counts = dict(self._counted("fulfilled = ?", [whole], total))
        for at, facet in enumerate(question.facets):
            first, last = Numbers.span(facet)
            counts = {value: number for value, number in counts.items() if not first <= value <= last}
            where = "fulfilled | ? = ? and value between ? and ?"
            hits = sum(number for bits, number in staged if bits | 1 << at == whole)
            counts |= dict(self._counted(where, [1 << at, whole, first, last], hits))
        order = "score, id" if question.words else ORDERS[question.sort]
        join = "" if question.words else "cross join doc using (id)"
        ids = self.db.execute(
            f"select id from hit {join} where fulfilled = ? order by {order} limit {PAGE} offset ?",
            [whole, PAGE * (question.page - 1)],
        )
        return Result(total, [pk for (pk,) in ids], counts)

    def _everything(self, question: Question) -> Result:
        (total,) = self.db.execute("select count(*) from doc").fetchone()
        counts = dict(self.db.execute("select value, count(*) from tag group by value"))
        ids = self.db.execute(
            f"select id from doc order by {ORDERS[question.sort]} limit {PAGE} offset ?",
            [PAGE * (question.page - 1)],
        )
        return Result(total, [pk for (pk,) in ids], counts)

    def _stage(self, question: Question) -> None:
        """Put every match into the table of hits, and what fails one chosen facet only."""
        bits, asked = "0", []
        chosen = [self.numbers.some(facet, values) for facet, values in question.facets.items()]
        if not (question.words or question.box):
            parts = [
                f"select doc, {1 << at} as bit from tag where value in ({marks(some)})"
                for at, some in enumerate(chosen)
            ]
            self.db.execute(
                "insert into hit select doc, 0, sum(distinct bit) as bits from "
                f"({' union all '.join(parts)}) group by doc having {almost('bits', len(chosen))}",
                list(chain(*chosen)),
            )
            return
        for at, some in enumerate(chosen):
            having = f"exists (select 1 from tag where value in ({marks(some)}) and doc = found.id)"
            bits += f" | ({having} << {at})"
        asked += chain(*chosen)
        if question.words:
            found = f"select rowid as id, {RANK} as score from words where words match ?"
            asked.append(" AND ".join(map(expression, question.words)))
        else:
            west, south, east, north = question.box or (0, 0, 0, 0)
            found = (
                "select id, 0 as score from place where east >= ? and west <= ? and north >= ? and south <= ?"
            )
            asked += [west, east, south, north]
        inside = ""
        if question.box:
            west, south, east, north = question.box
            inside = "cross join doc using (id) where lng between ? and ? and lat between ? and ?"
            asked += [west, east, south, north]
        staged = f"select found.id, score, {bits} as bits from ({found}) found {inside}"
        narrowed = f"select * from ({staged}) where {almost('bits', len(chosen))}" if chosen else staged
        self.db.execute(f"insert into hit {narrowed}", asked)

    def _counted(self, where: str, asked: list[int], hits: int) -> sqlite3.Cursor:
        if hits > self.documents * MANY:
            return self.db.execute(
                f"select value, count(*) from tag cross join hit on hit.id = tag.doc where {where} group by value",
                asked,
            )
        return self.db.execute(
            f"select value, count(*) from hit cross join doc_tag on doc = hit.id where {where} group by value",
            asked,
        )


def pairs(rows: list[Row]) -> Iterator[tuple[int, int]]:
    """Each document with each of its values."""
    return ((row.id, value) for row in rows for value in sorted(row.values))


def expression(word: Word) -> str:
    """A word as FTS5 writes it."""
    return (
        "("
        + " OR ".join(
            [f'"{word.typed}"{" *" if word.begins else ""}', *(f'"{other}"' for other in word.others)]
        )
        + ")"
    )


def marks(values: list[int]) -> str:
    """So many question marks."""
    return ", ".join("?" * len(values))


def almost(bits: str, number: int) -> str:
    """That at most one of so many bits is missing."""
    whole = (1 << number) - 1
    return f"{bits} in ({', '.join(str(some) for some in [whole, *(whole - (1 << at) for at in range(number))])})"


def ask(folder: Path, questions: dict[str, list[Question]], rounds: int, seconds: float) -> dict[str, Any]:
    """Load, warm up, ask."""
    measure.set_up(folder)
    worked, started = measure.own_cpu(), time.perf_counter()
    peer = Sqlite(Kept(folder), folder / "peer.sqlite3")
    peer.fill()
    build = {
        "cpu_s": round(measure.own_cpu() - worked, 2),
        "wall_s": round(time.perf_counter() - started, 2),
        "disk_mb": round(peer.file.stat().st_size / 1e6, 1),
    }
    classes, results = {}, {}
    for name in CLASSES:
        if name != FORGIVEN:
            measure.ask_all(questions[name][:5], peer.ask)
            asked = measure.ask_all(questions[name], peer.ask, rounds=rounds, seconds=seconds)
            classes[name], results[name] = measure.summary(asked), asked.results
    return {"build": build, "classes": classes, "results": results, "memory": measure.memory()}
