"""Every number is exact: lists, totals, counts, sums and the map equal a count by hand, whatever was changed before."""

import math
from base64 import urlsafe_b64encode
from collections import Counter
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from eccp.directory.engine import BadCursor, Document, Period
from eccp.directory.engine.tantivy_reader import TantivyReader
from eccp.directory.engine.tantivy_writer import TantivyWriter
from eccp.directory.facets import FACETS
from eccp.directory.query import SORTS, Box, Query

DAY = date(2026, 3, 3)
PLAIN = [facet.name for facet in FACETS if not facet.dated]
DATED = [facet.name for facet in FACETS if facet.dated]
VALUES = "ab"
WORDS = ["wood", "wine", "solar"]
ZOOMS = (0, 1, 5, 14)
IDS = st.integers(1, 14)

days = st.integers(-2, 2).map(lambda days: DAY + timedelta(days))
longitudes = st.sampled_from([-180, -179.75, -3, 0, 0.25, 0.5, 2, 19, 180])
latitudes = st.sampled_from([-90, -86, -0.25, 0, 0.25, 41, 41.5, 85.25, 90])
places = st.tuples(longitudes, latitudes)
periods = st.builds(
    lambda value, one, other: Period(value, min(one, other), max(one, other)),
    st.sampled_from(VALUES),
    days,
    days,
)
documents = st.builds(
    Document,
    IDS,
    texts=st.lists(st.sampled_from(WORDS), max_size=2).map(
        lambda words: {"name": ["cluster"], "text": words}
    ),
    facets=st.dictionaries(
        st.sampled_from(PLAIN), st.lists(st.sampled_from(VALUES), unique=True, max_size=2), max_size=4
    ),
    periods=st.dictionaries(st.sampled_from(DATED), st.lists(periods, max_size=3)),
    located=st.none() | places,
    order_name=st.sampled_from(["", "a", "a 0", "a b", "b"]),
    newest=st.integers(0, 2),
    confirmed=st.integers(0, 2) | st.just(2**31 + 7),
    smes=st.integers(0, 9),
)
boxes = st.builds(
    lambda one, other: Box(*map(float, (*map(min, zip(one, other)), *map(max, zip(one, other))))),  # noqa: B905
    places,
    places,
)
queries = st.builds(
    Query,
    st.lists(st.sampled_from(WORDS), max_size=2, unique=True).map(" ".join),
    st.dictionaries(
        st.sampled_from(PLAIN[:3] + DATED),
        st.lists(st.sampled_from(VALUES + "z"), unique=True, min_size=1).map(tuple),
        max_size=3,
    ),
    st.none() | boxes,
    st.sampled_from(["", *SORTS]),
)
# What a writer goes through between two looks at the index. What it lets go is forgotten.
steps = st.lists(
    st.one_of(
        st.tuples(st.just("replace"), st.lists(documents, min_size=1, max_size=8)),
        st.tuples(st.just("delete"), st.lists(IDS, min_size=1, max_size=5)),
        st.tuples(st.sampled_from(["commit", "commit and go", "let go", "rebuild"]), st.none()),
    ),
    max_size=8,
)


# By hand


def having(document, name):
    """The values of a facet that a document has on the day."""
    if name in DATED:
        held = document.periods.get(name, ())
        return {period.value for period in held if period.first <= DAY <= period.last}
    return set(document.facets.get(name, ()))


def inside(document, box):
    if box is None:
        return True
    if document.located is None:
        return False
    return box.west <= document.located[0] <= box.east and box.south <= document.located[1] <= box.north


def matching(held, query):
    return [
        document
        for document in held
        if all(word in document.texts["text"] for word in query.q.split())
        and all(having(document, name) & set(chosen) for name, chosen in query.facets.items())
        and inside(document, query.bbox)
    ]


def cell(document, zoom):
    """The square of 64 pixels of Mercator's map that a document stands in: its column and row."""
    side = 4 * 2**zoom
    lng, lat = document.located[0], max(-85.0511, min(85.0511, document.located[1]))
    down = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2
    return min(int((lng + 180) / 360 * side), side - 1), max(0, min(int(down * side), side - 1))


ORDERS = {
    "name": lambda document: (document.order_name, document.id),
    "newest": lambda document: (-document.newest, -document.id),
    "confirmed": lambda document: (-document.confirmed, -document.id),
}


# Compared


def compare(engine, held, query):
    """Ask everything that can be asked and compare each answer with the one by hand."""
    if query.q and not matching(held, Query(query.q)):
        return  # words that nobody has, or nobody has together, are forgiven: another promise
    names = [*PLAIN, *DATED]
    hits = matching(held, query)
    answer = engine.search(query, on=DAY, facets=names, size=100)

    assert sorted(answer.ids) == sorted(document.id for document in hits)
    assert (answer.total, answer.next) == (len(hits), "")
    assert answer.smes == sum(document.smes for document in hits)
    for name in names:
        rest = matching(held, query.without_facet(name))
        assert answer.facets[name] == Counter(value for document in rest for value in having(document, name))
    compare_order(engine, hits, query, answer)
    compare_map(engine, hits, query, answer)


def compare_order(engine, hits, query, answer):
    """List, ids, pages and cursors give the same profiles in the same order."""
    if query.order in ORDERS:
        assert answer.ids == [document.id for document in sorted(hits, key=ORDERS[query.order])]
    assert engine.ids(query, on=DAY) == answer.ids
    for size in (1, 3):
        by_page = [
            engine.search(replace(query, page=page), on=DAY, size=size).ids
            for page in range(1, len(hits) + 2)
        ]
        assert [pk for page in by_page for pk in page] == answer.ids[: size * len(by_page)]
        walked = list(walk(engine, query, size))
        assert [pk for page in walked for pk in page] == answer.ids
        assert all(len(page) == size for page in walked[:-1])


def walk(engine, query, size):
    """The pages of a list, from cursor to cursor."""
    while True:
        answer = engine.search(query, on=DAY, size=size)
        yield answer.ids
        if not answer.next:
            return
        query = replace(query, cursor=answer.next)


def compare_map(engine, hits, query, answer):
    """Points and clusters are all that have a place, once each, where they are."""
    placed = [document for document in hits if document.located]
    assert answer.on_map == len(placed)
    points = {(100 * one.located[0], 100 * one.located[1], one.id) for one in placed}
    assert set(engine.points(query, on=DAY)) == points
    for zoom in ZOOMS:
        for view in (None, Box(-180.0, -90.0, 0.0, 41.0), Box(0.25, 0.25, 0.25, 90.0)):
            members = {}
            for one in placed:
                if inside(one, view):
                    members.setdefault(cell(one, zoom), []).append(one)
            found = engine.clusters(query, on=DAY, zoom=zoom, view=view)
            assert sum(cluster.size for cluster in found) == sum(map(len, members.values()))
            assert sorted(map(told, found)) == sorted(map(expected, members.values()))
            for cluster in found:
                assert any(is_in_the_middle(cluster, some) for some in members.values())


def told(cluster):
    return cluster.size, cluster.id


def expected(members):
    return len(members), members[0].id if len(members) == 1 else 0


def is_in_the_middle(cluster, members):
    """Whether a group may be one of these members: their mean, so within the box around them."""
    if told(cluster) != expected(members):
        return False
    middle = [sum(one.located[axis] for one in members) * 100 / len(members) for axis in (0, 1)]
    if (cluster.lng, cluster.lat) != tuple(map(round, middle)):
        return False
    bounds = [(min(some), max(some)) for some in zip(*(one.located for one in members), strict=True)]
    return all(
        math.floor(least * 100) <= at <= math.ceil(most * 100)
        for at, (least, most) in zip((cluster.lng, cluster.lat), bounds, strict=True)
    )


# Histories


class Story:
    """An index that things happen to, and what it should hold: what was committed, and what was said since."""

    def __init__(self, root):
        self.root = root
        self.writer = self.built({})
        self.committed = {}
        self.said = {}
        self.engine = TantivyReader(root)
        self.versions = [self.engine.version()]

    def built(self, held):
        """A new index with these documents, in use."""
        writer = TantivyWriter.beside(self.root)
        writer.replace(held.values())
        writer.commit()
        writer.close()
        writer.publish()
        return TantivyWriter.in_use(self.root)

    def step(self, verb, what):
        """Let one thing happen; return whether the index may have changed for its readers."""
        if verb == "replace":
            self.writer.replace(what)
            self.said |= {document.id: document for document in what}
        elif verb == "delete":
            self.writer.delete(what)
            self.said = {pk: document for pk, document in self.said.items() if pk not in what}
        elif verb == "rebuild":
            self.writer.close()
            self.writer = self.built(self.committed)
        if verb.startswith("commit"):
            self.writer.commit()
            self.committed = dict(self.said)
        if "go" in verb:
            self.writer.close()
            self.writer = TantivyWriter.in_use(self.root)
        if verb not in {"replace", "delete"}:
            self.said = dict(self.committed)
        return verb not in {"replace", "delete"}

    def look(self, asked):
        """Compare the index as its readers see it."""
        held = list(self.committed.values())
        assert self.engine.fingerprints() == {document.id: document.fingerprint for document in held}
        for query in asked:
            compare(self.engine, held, query)


@contextmanager
def story():
    with TemporaryDirectory(ignore_cleanup_errors=True) as place:  # the engine may still be merging
        told = Story(Path(place))
        yield told
        told.writer.close()


EXACT = settings(
    deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@settings(EXACT, max_examples=40)
@given(st.lists(documents, max_size=12), st.lists(queries, min_size=1, max_size=4))
@example([], [Query(), Query("wood", {"label": ("a",)}, Box(0, 0, 1, 1))])
@example(
    [Document(1, located=(0.25, 41)), Document(2, located=(0.5, 41.5)), Document(3, located=(0.5, 41.25))],
    [Query()],
)
def test_every_number_equals_a_count_by_hand(held, asked):
    with story() as told:
        told.step("replace", held)
        told.step("commit", None)
        told.look(asked)


@settings(EXACT, max_examples=30)
@given(steps, st.lists(queries, min_size=1, max_size=2))
@example(
    [
        ("replace", [Document(n, {"text": ["wood"]}, located=(n, n)) for n in range(1, 8)]),
        ("commit", None),
        ("delete", [2, 4, 4, 6]),
        ("replace", [Document(n, {"text": ["wine"]}) for n in (9, 2, 10, 11, 12)]),
        ("let go", None),
        ("delete", [1, 3]),
        ("replace", [Document(n, {"text": ["wine"]}, smes=n) for n in (9, 3, 10, 11)]),
        ("commit and go", None),
        ("replace", [Document(9, {"text": ["wood"]}), Document(9, {"text": ["solar"]})]),
        ("replace", [Document(9, {"text": ["wine", "wood"]})]),
        ("delete", [10]),
        ("commit", None),
        ("rebuild", None),
        ("delete", [9]),
        ("commit", None),
    ],
    [Query("wine"), Query("wood", sort="name"), Query(sort="newest")],
)
def test_every_number_is_exact_after_every_history(happened, asked):
    with story() as told:
        for verb, what in happened:
            if told.step(verb, what):
                told.look(asked)
            else:  # nobody sees what is not committed
                assert told.engine.search(Query(), on=DAY).total == len(told.committed)
        told.step("commit", None)
        told.look([*asked, Query()])


def test_dated_facets_are_counted_for_each_day():
    held = [
        Document(1, periods={"label": [Period("a", DAY, DAY)], "access": [Period("eu", date.min, DAY)]}),
        Document(2, periods={"label": [Period("a", DAY - timedelta(1), DAY + timedelta(1))]}),
        Document(
            3, periods={"access": [Period("eu", DAY, DAY), Period("third", DAY + timedelta(1), date.max)]}
        ),
    ]
    with story() as told:
        told.step("replace", held)
        told.step("commit", None)
        found = {
            day: told.engine.search(Query(), on=DAY + timedelta(day), facets=DATED).facets
            for day in range(-2, 3)
        }

    assert found == {
        -2: {"label": {}, "access": {"eu": 1}},
        -1: {"label": {"a": 1}, "access": {"eu": 1}},
        0: {"label": {"a": 2}, "access": {"eu": 2}},
        1: {"label": {"a": 1}, "access": {"third": 1}},
        2: {"label": {}, "access": {"third": 1}},
    }


# Cursors


@pytest.fixture
def walked(filled):
    """An index of twenty, and the cursor after its first ten."""
    engine = filled(*(Document(n, newest=n) for n in range(1, 21)))
    return engine, engine.search(Query(sort="newest"), on=DAY, size=10).next


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "=",
        "made-up",
        "€",
        "\0",
        "MC4x",
        "MS4w",
        "LTEuMQ",
        "MS4x=",
        "MS4xLjE",
        "MQ",
        "IDEuMQ",
        "MDEuMQ",
        "A" * 100,
    ],
)
def test_cursor_that_was_never_given_is_refused(walked, cursor):
    engine, _next = walked

    with pytest.raises(BadCursor):
        engine.search(Query(cursor=cursor), on=DAY)


spelt = st.tuples(st.integers(-1, 10**20), st.integers(-1, 10**20)).map(lambda pair: f"{pair[0]}.{pair[1]}")
in_base64 = spelt.map(lambda text: urlsafe_b64encode(text.encode()).decode().rstrip("="))


@settings(EXACT, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1, max_size=30) | in_base64)
def test_any_text_is_a_cursor_or_is_refused(walked, text):
    engine, _next = walked  # nothing here is changed by asking

    try:
        answer = engine.search(Query(cursor=text), on=DAY, size=5)
    except BadCursor:
        return
    assert (answer.total, bool(answer.next)) == (20, answer.ids[-1:] not in ([], [1]))


def test_cursor_goes_on_after_its_profile_though_others_came_and_went(walked):
    engine, cursor = walked
    writer = TantivyWriter.in_use(engine.root)
    writer.delete([20, 15])
    writer.replace([Document(n, newest=n) for n in (21, 22, 23, 24)])
    writer.commit()

    answer = engine.search(Query(sort="newest", cursor=cursor), on=DAY, size=4)

    assert answer.ids == [10, 9, 8, 7]
    assert engine.search(Query(sort="newest", cursor=answer.next), on=DAY).ids == [6, 5, 4, 3, 2, 1]


def test_cursor_whose_profile_went_goes_on_at_its_place(walked):
    engine, cursor = walked
    writer = TantivyWriter.in_use(engine.root)
    writer.delete([11])
    writer.replace([Document(21, newest=21)])
    writer.commit()

    assert engine.search(Query(sort="newest", cursor=cursor), on=DAY, size=3).ids == [10, 9, 8]


def test_cursor_of_a_longer_list_ends_the_shorter_one(walked):
    engine, cursor = walked
    writer = TantivyWriter.in_use(engine.root)
    writer.delete(range(2, 21))
    writer.commit()

    answer = engine.search(Query(sort="newest", cursor=cursor), on=DAY)

    assert (answer.ids, answer.total, answer.next) == ([], 1, "")
