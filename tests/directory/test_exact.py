"""Every number is exact: list, total, facet counts, map and sums equal a count by brute force."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eccp.directory.engine import Document, Period
from eccp.directory.engine.tantivy_reader import TantivyReader
from eccp.directory.engine.tantivy_writer import TantivyWriter
from eccp.directory.query import Box, Query

DAY = date(2026, 3, 3)
PLAIN = {"country": "ABC", "ecosystem": "xyz", "type": "pq"}
DAYS = st.integers(-2, 2).map(lambda days: DAY + timedelta(days))
PERIODS = st.builds(
    lambda value, one, other: Period(value, min(one, other), max(one, other)),
    st.sampled_from("gs"),
    DAYS,
    DAYS,
)
COORDINATES = st.tuples(st.integers(-3, 3), st.integers(-3, 3))
WORDS = st.lists(st.sampled_from(["wood", "wine", "solar"]), max_size=2)


@st.composite
def documents(draw):
    return [
        Document(
            pk,
            texts={"name": ["cluster"], "text": draw(WORDS)},
            facets={
                name: sorted(draw(st.sets(st.sampled_from(values), min_size=name == "country", max_size=2)))
                for name, values in PLAIN.items()
            },
            periods={"label": draw(st.lists(PERIODS, max_size=3))},
            located=draw(st.none() | COORDINATES),
            smes=draw(st.integers(0, 9)),
        )
        for pk in range(1, draw(st.integers(1, 12)) + 1)
    ]


@st.composite
def queries(draw):
    facets = {
        name: tuple(sorted(draw(st.sets(st.sampled_from(values), min_size=1))))
        for name, values in {**PLAIN, "label": "gs"}.items()
        if draw(st.booleans())
    }
    box = draw(st.none() | st.tuples(COORDINATES, COORDINATES))
    bbox = box and Box(*map(float, (*map(min, zip(*box, strict=True)), *map(max, zip(*box, strict=True)))))
    return Query(" ".join(draw(WORDS)), facets, bbox)


def valid(document):
    return {period.value for period in document.periods["label"] if period.first <= DAY <= period.last}


def values(document, name):
    return valid(document) if name == "label" else set(document.facets[name])


def matches(document, query):
    if not all(word in document.texts["text"] for word in query.q.split()):
        return False
    if not all(values(document, name) & set(chosen) for name, chosen in query.facets.items()):
        return False
    if query.bbox is None:
        return True
    if document.located is None:
        return False
    lng, lat = document.located
    return query.bbox.west <= lng <= query.bbox.east and query.bbox.south <= lat <= query.bbox.north


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents(), st.lists(queries(), min_size=1, max_size=6), st.integers(1, 3))
def test_every_number_equals_a_count_by_hand(held, asked, commits):
    with TemporaryDirectory(ignore_cleanup_errors=True) as place:  # the engine may still be merging
        writer = TantivyWriter.beside(Path(place))
        for n in range(commits):  # several commits make several segments
            writer.replace(held[n::commits])
            writer.commit()
        writer.publish()
        engine = TantivyReader(Path(place))

        known = {word for document in held for word in document.texts["text"]}
        for query in asked:
            if not set(query.q.split()) <= known:
                continue  # unknown words are forgiven, which is another promise
            wanted = [*PLAIN, "label"]
            answer = engine.search(query, on=DAY, facets=wanted, size=100)
            hits = [document for document in held if matches(document, query)]

            if query.q and not any(all(w in d.texts["text"] for w in query.q.split()) for d in held):
                continue  # the same for words that nobody has together
            assert sorted(answer.ids) == [document.id for document in hits]
            assert sorted(engine.ids(query, on=DAY)) == sorted(answer.ids)
            assert answer.total == len(hits)
            assert answer.smes == sum(document.smes for document in hits)
            placed = [document for document in hits if document.located]
            assert answer.on_map == len(placed)
            assert sorted(engine.points(query, on=DAY)) == sorted(
                (100 * d.located[0], 100 * d.located[1], d.id) for d in placed
            )
            for name in wanted:
                rest = query.without_facet(name)
                counted = Counter(value for d in held if matches(d, rest) for value in values(d, name))
                assert answer.facets[name] == counted
        writer.close()
