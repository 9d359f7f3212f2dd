"""The file itself: letters, delimiters, lines, and the first row."""

import pytest

from eccp.organisations.services.importing import Unreadable, run
from eccp.organisations.services.importing.table import read
from eccp.organisations.types import of_code
from tests.organisations.register import take, world

CLUSTER = of_code("cluster_organisation")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "with a mark"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_file_is_read_whatever_wrote_it(delimiter, mark, end):
    text = end.join([f"name{delimiter}country", f'"Łódź{delimiter} ""Loom"""{delimiter}PL', ""])

    table = read(mark + text.encode())

    assert table.header == ["name", "country"]
    assert [(line.number, line.cells) for line in table.lines] == [(2, [f'Łódź{delimiter} "Loom"', "PL"])]


def test_lines_are_counted_over_empty_rows_and_cells_of_several_lines():
    table = read(b'name,country\n\n"One\nTwo",DE\n , \nThree,FR\n')

    assert [(line.number, line.cells[0]) for line in table.lines] == [(3, "One\nTwo"), (6, "Three")]


def test_letters_of_two_parts_become_one():
    assert read("name,country\nŁo\u0301dz\u0301,PL".encode()).lines[0].cells[0] == "Łódź"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        ("name,country\nM\xfcnchen,DE".encode("latin-1"), "line 2"),
        ("name,country".encode("utf-16"), "not UTF-8"),
        (b"PK\x03\x04rest of a workbook", "spreadsheet"),
        (b'name,country\nOne,DE\n"Two,DE\nThree,DE\n', "line 3"),
    ],
)
def test_file_that_cannot_be_read_is_refused_with_what_to_do(content, says):
    with pytest.raises(Unreadable, match=says):
        read(content)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("header", "mapped", "says"),
    [
        ("One,DE", {}, "name, country are missing.*One, DE.*--map"),
        ("name,land", {}, "no column country.*name, land.*--map theirs=country"),
        ("name,country,nuts3,region", {}, "both mean region"),
        ("name,country", {"web": "website"}, "no column “web”"),
        ("name,country,web", {"web": "site"}, "no column “site”"),
        ("name,country,picture", {"picture": "logo"}, "no column “logo”"),
    ],
)
def test_header_that_cannot_be_read_is_refused_with_what_to_do(header, mapped, says):
    with pytest.raises(Unreadable, match=says):
        run(f"{header}\n".encode(), CLUSTER, "A register", mapped=mapped)


@pytest.mark.django_db
def test_unknown_columns_are_named_and_ignored():
    world()

    outcome = take("name,country,colour,logo,\nOne,DE,red,x.png,\n")

    assert outcome.ignored == ["colour", "logo"]
    assert len(outcome.rows) == 1


@pytest.mark.django_db
def test_file_with_only_a_first_row_has_no_rows():
    assert take("name,country\n").rows == []
