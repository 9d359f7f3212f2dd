"""A question is read tolerantly from an address and written back to the same."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from eccp.directory.facets import NAMES
from eccp.directory.query import SORTS, Box, Query

VALUES = st.sets(st.text("ABCabc01-", min_size=1, max_size=8).map(str.upper), min_size=1, max_size=4)
QUERIES = st.builds(
    Query,
    q=st.lists(st.text("abcłćΑω&=#%+", min_size=1, max_size=9), max_size=4).map(" ".join),
    facets=st.dictionaries(st.sampled_from(NAMES), VALUES.map(lambda values: tuple(sorted(values)))),
    bbox=st.none()
    | st.tuples(*[st.integers(-900, 900)] * 4).map(
        lambda four: Box(
            *(edge / 10 for edge in (min(four[0], four[1]), min(four[2:]), max(four[:2]), max(four[2:])))
        )
    ),
    sort=st.sampled_from(["", *SORTS]),
    page=st.integers(1, 100_000),
)


@given(QUERIES)
def test_query_survives_its_address(query):
    again = Query.from_params(QueryDict(query.address[1:]))

    assert again == query
    assert again.errors == ()


@given(st.text(max_size=60))
def test_no_address_is_too_strange(text):
    query = Query.from_params(QueryDict(text))

    assert Query.from_params(query.to_params()) == query


def test_empty_address_asks_for_everything():
    assert Query.from_params(QueryDict("q=&country=&bbox=&sort=&page=")) == Query()


def test_codes_of_statistics_are_understood():
    assert Query.from_params(QueryDict("country=el&country=uk&sought=fr")).facets == {
        "country": ("GB", "GR"),
        "sought": ("FR",),
    }


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("bbox=1,2,3", "part of the map"),
        ("bbox=9,2,3,4", "part of the map"),
        ("bbox=nan,2,3,4", "part of the map"),
        ("bbox=1,2,3,inf", "part of the map"),
        ("sort=price", "cannot sort"),
        ("page=0", "no page"),
        ("page=x", "no page"),
        ("page=999999999999", "no page"),
        (f"q={'a' * 201}", "first 200 letters"),
        ("&".join(f"sector=s{n}" for n in range(61)), "At most 60"),
    ],
)
def test_what_is_not_understood_is_said_and_left_out(address, said):
    query = Query.from_params(QueryDict(address))

    assert len(query.errors) == 1
    assert said in query.errors[0]
    assert (query.bbox, query.sort, query.page) == (None, "", 1)


def test_without_drops_one_value_and_returns_to_the_first_page():
    query = Query("wood", {"country": ("ES", "IT"), "type": ("x",)}, page=3)

    assert query.without("country", "ES") == Query("wood", {"country": ("IT",), "type": ("x",)})
    assert query.without("type", "x").facets == {"country": ("ES", "IT")}


def test_best_match_needs_words():
    assert (Query().order, Query("wood").order, Query(sort="relevance").order) == (
        "confirmed",
        "relevance",
        "confirmed",
    )


def test_page_that_is_no_number_of_a_page_is_the_first():
    query = Query.from_params(QueryDict("page=000000001" + "9" * 5000))

    assert (query.page, len(query.errors)) == (1, 1)


@pytest.mark.parametrize(("letters", "taken"), [(60, True), (61, False)])
def test_value_of_more_letters_than_any_code_is_left_out_and_said(letters, taken):
    query = Query.from_params(QueryDict("sector=" + "x" * letters))

    assert (bool(query.facets), bool(query.errors)) == (taken, not taken)


@pytest.mark.parametrize(("number", "errors"), [(120, 0), (121, 1)])
def test_filters_are_bounded_over_all_facets(number, errors):
    address = "&".join(f"{('country', 'sector', 'region')[n % 3]}=A{n}" for n in range(number))
    query = Query.from_params(QueryDict(address))

    assert (len(query.filters), len(query.errors)) == (120, errors)


def test_box_says_itself_as_it_was_read():
    box = Box.read("-179.123456,-8.00001,123.45678,9")

    assert str(box) == "-179.1235,-8,123.4568,9"
    assert Box.read(str(box)) == box
