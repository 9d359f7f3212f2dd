"""The columns: their file, their rows, and the way from the words that match to the rows that have them."""

import errno
import json
import resource
import signal
import subprocess
import sys
from collections import Counter
from datetime import date

import numpy as np
import pytest

from eccp.directory.engine import Document, Unavailable, arrays_file, matches, open_writer, shelf, state
from eccp.directory.engine.arrays_file import MARK, BrokenFile
from eccp.directory.engine.column_writer import ColumnWriter
from eccp.directory.engine.columns import CONFIRMED, NAME, NEWEST, Columns
from eccp.directory.engine.tantivy_fields import BITS
from eccp.directory.query import Box, Query

TODAY = date(2026, 3, 3)


def doc(pk, name="Cluster", **parts):
    return Document(pk, {"name": [name]}, order_name=parts.pop("order_name", name.lower()), **parts)


def written(path, head, body=b""):
    """A file with such a beginning."""
    path.write_bytes(MARK + len(head).to_bytes(8, "little") + head + body)


# The file


def test_arrays_come_back_as_they_were(tmp_path):
    arrays = {
        "whole": np.array([3, -1, 2**62], np.int64),
        "none": np.array([], np.int64),
        "parts": np.array([1.5, np.nan]),
        "bytes": np.frombuffer(b"\0\xffabc", np.uint8),
        "every_second": np.arange(10)[::2],
        "none_at_the_end": np.array([], np.float64),
    }

    arrays_file.save(tmp_path / "file", arrays)
    held = arrays_file.load(tmp_path / "file")

    assert list(held) == list(arrays)
    for name, array in arrays.items():
        assert held[name].dtype == array.dtype
        np.testing.assert_array_equal(held[name], array)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_file_of_no_arrays_comes_back(tmp_path):
    arrays_file.save(tmp_path / "file", {})

    assert arrays_file.load(tmp_path / "file") == {}


def test_arrays_cannot_be_changed_in_their_file(tmp_path):
    arrays_file.save(tmp_path / "file", {"one": np.array([1, 2])})
    held = arrays_file.load(tmp_path / "file")

    with pytest.raises(ValueError, match="read-only"):
        held["one"][0] = 7


def test_arrays_outlive_their_file(tmp_path):
    arrays_file.save(tmp_path / "file", {"one": np.arange(100_000)})
    held = arrays_file.load(tmp_path / "file")
    arrays_file.save(tmp_path / "file", {"one": np.array([5])})
    (tmp_path / "file").unlink()

    assert held["one"].sum() == 4_999_950_000


@pytest.mark.parametrize("size", [0, 1, len(MARK), len(MARK) + 7, len(MARK) + 8, 100, -1])
def test_file_that_was_cut_is_broken(tmp_path, size):
    arrays_file.save(tmp_path / "whole", {"one": np.arange(1000)})
    (tmp_path / "cut").write_bytes((tmp_path / "whole").read_bytes()[:size])

    with pytest.raises(BrokenFile):
        arrays_file.load(tmp_path / "cut")


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"5",
        b"[]",
        b"null",
        b"{}",
        json.dumps({"bytes": 0}).encode(),
        json.dumps({"bytes": 0, "arrays": []}).encode(),
        json.dumps({"bytes": "many", "arrays": {}}).encode(),
        json.dumps({"bytes": 1, "arrays": {}}).encode(),
    ],
)
def test_file_with_a_broken_head_is_broken(tmp_path, head):
    written(tmp_path / "file", head)

    with pytest.raises(BrokenFile):
        arrays_file.load(tmp_path / "file")


def test_file_of_something_else_is_broken(tmp_path):
    (tmp_path / "file").write_bytes(b"SQLite format 3\0" * 100)

    with pytest.raises(BrokenFile):
        arrays_file.load(tmp_path / "file")


def test_head_that_says_it_is_longer_than_the_file_is_broken(tmp_path):
    (tmp_path / "file").write_bytes(MARK + (2**63).to_bytes(8, "little") + b"{}")

    with pytest.raises(BrokenFile):
        arrays_file.load(tmp_path / "file")


def test_failing_write_leaves_the_old_file_and_nothing_else(tmp_path):
    """In a process of its own, because the limit is one of the whole process."""
    arrays_file.save(tmp_path / "file", {"one": np.arange(10)})

    told = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", TOO_LARGE, str(tmp_path / "file")], capture_output=True, text=True, check=True
    )

    assert told.stdout.strip() == str(errno.EFBIG)
    assert arrays_file.load(tmp_path / "file")["one"].tolist() == list(range(10))
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


TOO_LARGE = f"""
import resource, signal, sys
from pathlib import Path
import numpy as np
from eccp.directory.engine import arrays_file
signal.signal({signal.SIGXFSZ.value}, signal.SIG_IGN)
resource.setrlimit({resource.RLIMIT_FSIZE}, (10_000, 10_000))
try:
    arrays_file.save(Path(sys.argv[1]), {{"one": np.arange(100_000)}})
except OSError as problem:
    print(problem.errno)
"""


# The rows


@pytest.fixture
def values(tmp_path):
    """Numbers for the values of facets."""
    return shelf.Values(tmp_path, {})


def test_document_keeps_its_row_and_a_row_is_used_again(values):
    writer = ColumnWriter()

    assert writer.replace([doc(10), doc(20), doc(30)], values) == [0, 1, 2]
    assert writer.replace([doc(20, "Other")], values) == [1]
    writer.delete([10, 20, 99])
    assert sorted(writer.replace([doc(40), doc(50)], values)) == [0, 1]
    assert writer.replace([doc(60)], values) == [3]
    assert writer.rows([30, 10, 60]) == [2, 3]


def test_row_used_again_has_nothing_of_the_one_before(values, tmp_path):
    writer = ColumnWriter()
    writer.replace([doc(1, facets={"country": ["ES"]}, located=(2.0, 41.0), smes=9)], values)
    writer.delete([1])
    writer.replace([doc(2)], values)

    writer.save(tmp_path / "columns-0")
    columns = Columns.read(tmp_path / "columns-0")

    assert columns.ids(np.array([0])) == [2]
    assert list(columns.having(values.number("country", "ES"))) == []
    assert (list(columns.placed), columns.sum_of_smes(columns.everything)) == ([], 0)


def test_deleted_document_is_in_no_set_and_in_no_box(values, tmp_path):
    writer = ColumnWriter()
    writer.replace([doc(n, facets={"country": ["ES"]}, located=(2.0, 41.0)) for n in (1, 2)], values)
    writer.delete([1])
    writer.delete([1])

    writer.save(tmp_path / "columns-0")
    columns = Columns.read(tmp_path / "columns-0")

    spain = columns.having(values.number("country", "ES"))
    for rows in (columns.everything, columns.placed, columns.within(Box(0, 40, 3, 42)), spain):
        assert list(rows) == [1]
    assert list(columns.having(999)) == []


def test_columns_go_on_where_they_were(values, tmp_path):
    writer = ColumnWriter()
    writer.replace([doc(n, f"Łódź {n}", newest=n, located=(n, -n)) for n in range(1, 6)], values)
    writer.delete([2, 4])
    writer.save(tmp_path / "columns-0")

    again = ColumnWriter.read(tmp_path / "columns-0")

    assert again.columns.keys() == writer.columns.keys()
    assert (again.row_of, sorted(again.free)) == (writer.row_of, sorted(writer.free))
    assert (again.names, again.by_name, again.sets) == (writer.names, writer.by_name, writer.sets)
    again.save(tmp_path / "columns-1")
    assert (tmp_path / "columns-1").read_bytes() == (tmp_path / "columns-0").read_bytes()


def test_columns_of_nothing_go_on(values, tmp_path):
    ColumnWriter().save(tmp_path / "columns-0")

    again = ColumnWriter.read(tmp_path / "columns-0")

    assert list(Columns.read(tmp_path / "columns-0").everything) == []
    assert again.replace([doc(7)], values) == [0]


def test_orders_are_total_also_for_names_that_begin_alike(values, tmp_path):
    writer = ColumnWriter()
    named = ["a", "a 0", "", "a", "a b", "ab", "a", "å"]
    documents = [
        doc(n, order_name=name, newest=n % 2, confirmed=2**31 - n % 3) for n, name in enumerate(named, 1)
    ]
    writer.replace(documents[::-1], values)
    writer.save(tmp_path / "columns-0")
    columns = Columns.read(tmp_path / "columns-0")

    wanted = {
        NAME: sorted(documents, key=lambda d: (d.order_name, d.id)),
        NEWEST: sorted(documents, key=lambda d: (-d.newest, -d.id)),
        CONFIRMED: sorted(documents, key=lambda d: (-d.confirmed, -d.id)),
    }
    for order, expected in wanted.items():
        ids = [document.id for document in expected]
        for most in range(len(named) + 2):
            rows = columns.ordered(columns.everything, order, most)
            assert columns.ids(rows) == ids[:most], (order, most)


@pytest.mark.parametrize("damage", ["missing", "empty", "cut", "other"])
def test_columns_that_cannot_be_read_are_told_as_unavailable(values, tmp_path, damage):
    path = tmp_path / "columns-0"
    writer = ColumnWriter()
    writer.replace([doc(1)], values)
    writer.save(path)
    whole = path.read_bytes()
    path.unlink()
    if damage != "missing":
        path.write_bytes({"empty": b"", "cut": whole[:-64], "other": whole[::-1]}[damage])

    with pytest.raises(Unavailable):
        Columns.read(path)


# Which columns belong to a commit


def test_columns_of_a_commit_are_the_last_before_it(tmp_path):
    for name in ("columns-3", "columns-7", "columns-12", "columns-12.ab12cd34"):
        (tmp_path / name).touch()

    found = {commit: shelf.columns_of(tmp_path, commit).name for commit in (4, 7, 8, 12, 13, 99)}

    assert found == {
        4: "columns-3",
        7: "columns-3",
        8: "columns-7",
        12: "columns-7",
        13: "columns-12",
        99: "columns-12",
    }
    with pytest.raises(Unavailable):
        shelf.columns_of(tmp_path, 3)


def test_columns_are_forgotten_but_for_two_commits(tmp_path):
    for name in ("columns-3", "columns-7", "columns-12", "columns-9.ab12cd34", "values.json"):
        (tmp_path / name).touch()

    shelf.forget_columns(tmp_path)

    assert {path.name for path in tmp_path.iterdir()} == {"columns-7", "columns-12", "values.json"}


def test_index_that_never_came_into_use_makes_room_for_the_next(tmp_path):
    used, left = shelf.new(tmp_path), tmp_path / "index-of-a-writer-that-died"
    (used / shelf.VALUES).touch()
    shelf.use(tmp_path, used)
    left.mkdir()

    new = shelf.new(tmp_path)

    assert set(tmp_path.glob("index-*")) == {used, new}


# From words to rows

EDGES = sorted({0, 1, BITS - 2, BITS - 1, BITS, BITS + 1, 2 * BITS - 1, 2 * BITS, 5 * BITS, 5 * BITS + 7})


@pytest.fixture(params=["few", "many"])
def size(request, monkeypatch):
    """Few matches are listed, named and counted one by one, many are not: both must say the same."""
    if request.param == "many":
        monkeypatch.setattr(state, "LISTED_AT_MOST", 0)
        monkeypatch.setattr(matches, "FEW", 5)
        monkeypatch.setattr(matches, "TALLIED_AT_MOST", 0)


@pytest.mark.usefixtures("size")
def test_words_are_found_in_every_row_at_the_edges_of_blocks(filled):
    engine = filled(*(doc(row + 1, f"odd{row:03}" if row in EDGES else "even") for row in range(6 * BITS)))

    for row in EDGES:
        assert engine.ids(Query(f"odd{row:03}", sort="newest"), on=TODAY) == [row + 1]
    everything = set(range(1, 6 * BITS + 1))
    rest = engine.ids(Query("even", sort="newest"), on=TODAY)
    assert set(rest) == everything - {row + 1 for row in EDGES}
    assert len(rest) == engine.search(Query("even"), on=TODAY).total


@pytest.mark.usefixtures("size")
@pytest.mark.parametrize("count", [BITS - 1, BITS, BITS + 1, 3 * BITS])
def test_blocks_that_are_full_to_the_last_row_are_exact(filled, count):
    engine = filled(*(doc(n, "Wood") for n in range(1, count + 1)))

    assert sorted(engine.ids(Query("wood"), on=TODAY)) == list(range(1, count + 1))


@pytest.mark.usefixtures("size")
def test_rows_of_one_block_in_several_segments_are_added_up(filled, index_dir):
    engine = filled(*(doc(n, "Wood") for n in range(1, 41)))
    writer = open_writer()
    for n in range(41, 2 * BITS + 10, 9):  # every commit makes a segment, in the middle of a block
        writer.replace([doc(m, "Wood" if m % 2 else "Wine") for m in range(n, n + 9)])
        writer.replace([doc(n - 35, "Wine")])
        writer.delete([n - 34])
        writer.commit()
    writer.close()

    held = dict.fromkeys(range(1, 41), "wood")
    for n in range(41, 2 * BITS + 10, 9):
        held |= {m: "wood" if m % 2 else "wine" for m in range(n, n + 9)}
        held[n - 35] = "wine"
        held.pop(n - 34, None)
    for word in ("wood", "wine"):
        expected = sorted(pk for pk, said in held.items() if said == word)
        assert sorted(engine.ids(Query(word), on=TODAY)) == expected
        assert engine.search(Query(word), on=TODAY).total == len(expected)


@pytest.mark.usefixtures("size")
def test_relevance_is_one_order_and_counts_are_right_however_many_match(filled):
    """Hundreds of matches, narrowed by a filter, walked in pages and asked for at once."""
    held = {n: {"country": ["ES" if n % 10 else "FR"], "type": [str(n % 3)]} for n in range(1, 901)}
    engine = filled(*(doc(n, "Wood " * (n % 5 + 1), facets=facets) for n, facets in held.items()))

    for facets in ({}, {"country": ("ES",)}, {"country": ("FR",)}, {"type": ("1",), "country": ("FR",)}):
        whole = engine.ids(Query("wood", facets), on=TODAY)
        answers = [
            engine.search(Query("wood", facets, page=page), on=TODAY, facets=["type"], size=70)
            for page in range(1, len(whole) // 70 + 2)
        ]
        matching = [n for n, own in held.items() if all(set(own[name]) & {*facets[name]} for name in facets)]
        of_countries = facets.get("country", ("ES", "FR"))
        types = Counter(own["type"][0] for own in held.values() if own["country"][0] in of_countries)
        assert sorted(whole) == matching
        assert [pk for answer in answers for pk in answer.ids] == whole
        assert all(answer.facets == {"type": types} for answer in answers)
