"""Two tabs, two people: each rule of the merge from both sides, then as laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eccp.core.changes import Conflict, Merge, describe, merge

SETS = {"sectors"}


def test_merge_applies_my_change():
    assert merge({"name": "Alder"}, {"name": "Birch"}, {"name": "Alder"}) == Merge(
        values={"name": "Birch"}, applied=["name"], kept=[], conflicts={}
    )


def test_merge_keeps_their_change():
    assert merge({"name": "Alder"}, {"name": "Alder"}, {"name": "Birch"}) == Merge(
        values={"name": "Birch"}, applied=[], kept=["name"], conflicts={}
    )


def test_merge_joins_changes_of_different_fields():
    base = {"name": "Alder", "members": 15, "city": "Graz"}

    merged = merge(base, base | {"members": 20}, base | {"city": "Linz"})

    assert merged == Merge(
        values={"name": "Alder", "members": 20, "city": "Linz"},
        applied=["members"],
        kept=["city"],
        conflicts={},
    )


def test_merge_asks_when_both_changed_one_field_differently():
    merged = merge({"members": 15}, {"members": 20}, {"members": 30})

    assert merged == Merge(
        values={"members": 30},
        applied=[],
        kept=[],
        conflicts={"members": Conflict(base=15, mine=20, theirs=30)},
    )


def test_merge_does_not_ask_when_both_made_the_same_change():
    assert merge({"members": 15}, {"members": 20}, {"members": 20}) == Merge(
        values={"members": 20}, applied=[], kept=[], conflicts={}
    )


@pytest.mark.parametrize(("mine", "theirs"), [(None, 20), (20, None)])
def test_merge_asks_when_one_emptied_what_the_other_changed(mine, theirs):
    assert merge({"members": 15}, {"members": mine}, {"members": theirs}).conflicts == {
        "members": Conflict(15, mine, theirs)
    }


def test_merge_tells_zero_and_nothing_apart():
    assert merge({"members": 15}, {"members": 0}, {"members": None}).conflicts == {
        "members": Conflict(15, 0, None)
    }


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "values"),
    [
        pytest.param(["a"], ["a", "b"], ["a", "c"], ["a", "c", "b"], id="both added"),
        pytest.param(["a", "b", "c"], ["b", "c"], ["a", "b"], ["b"], id="both removed"),
        pytest.param(["a", "b"], ["a"], ["a", "b", "c"], ["a", "c"], id="one removed, one added"),
        pytest.param(["a"], ["a", "b"], ["a", "b"], ["a", "b"], id="both added the same"),
        pytest.param(["a"], [], [], [], id="both removed the same"),
        pytest.param(None, ["a"], ["b"], ["b", "a"], id="from nothing"),
        pytest.param(["a", "b"], ["b", "a"], ["a", "b"], ["a", "b"], id="only turned round"),
    ],
)
def test_merge_of_codes_takes_all_additions_and_removals(base, mine, theirs, values):
    merged = merge({"sectors": base}, {"sectors": mine}, {"sectors": theirs}, SETS)

    assert (merged.values, merged.conflicts) == ({"sectors": values}, {})


def test_merge_of_codes_says_whose_changes_are_in_it():
    merged = merge({"sectors": ["a"]}, {"sectors": ["a", "b"]}, {"sectors": ["c", "a"]}, SETS)

    assert (merged.applied, merged.kept) == (["sectors"], ["sectors"])


def test_merge_of_codes_only_turned_round_is_no_change():
    merged = merge({"sectors": ["a", "b"]}, {"sectors": ["b", "a"]}, {"sectors": ["a", "b"]}, SETS)

    assert (merged.applied, merged.kept) == ([], [])


def test_merge_leaves_codes_that_nobody_touched_as_they_are():
    assert merge({"sectors": None}, {"sectors": []}, {"sectors": None}, SETS).values == {"sectors": None}


def test_merge_of_a_list_in_order_asks_like_any_value():
    merged = merge({"steps": ["a"]}, {"steps": ["a", "b"]}, {"steps": ["a", "c"]}, SETS)

    assert merged.conflicts == {"steps": Conflict(["a"], ["a", "b"], ["a", "c"])}


def test_merge_takes_a_field_that_one_side_does_not_name_as_untouched():
    base = {"name": "Alder", "city": "Graz"}

    merged = merge(base, {"city": "Linz"}, {"name": "Birch"})

    assert merged == Merge(
        values={"name": "Birch", "city": "Linz"}, applied=["city"], kept=["name"], conflicts={}
    )


def test_merge_takes_a_field_that_base_does_not_name_as_empty():
    assert merge({}, {"city": "Linz"}, {}).applied == ["city"]
    assert merge({}, {"city": "Linz"}, {"city": "Graz"}).conflicts == {"city": Conflict(None, "Linz", "Graz")}


def test_merge_sees_through_line_ends():
    stored = {"summary": "We plant.\nWe saw."}
    typed = {"summary": "We plant.\r\nWe saw."}

    assert merge(stored, typed, {"summary": "We build."}).values == {"summary": "We build."}
    assert merge(stored, typed, stored) == Merge(values=stored, applied=[], kept=[], conflicts={})


def test_merge_does_not_see_through_other_white_space():
    merged = merge({"summary": "We plant."}, {"summary": "We  plant."}, {"summary": "We build."})

    assert list(merged.conflicts) == ["summary"]


def test_describe_names_what_changed():
    old = {"name": "Alder", "members": 15, "sectors": ["a", "b"], "steps": ["a", "b"], "city": "Graz"}
    new = {"name": "Alder", "members": 16, "sectors": ["b", "a"], "steps": ["b", "a"], "logo": "alder.png"}

    assert describe(old, new, SETS) == ["members", "steps", "logo"]


def test_describe_names_codes_that_were_added_or_removed():
    assert describe({"sectors": ["a"]}, {"sectors": ["a", "b"]}, SETS) == ["sectors"]
    assert describe({"sectors": ["a"]}, {"sectors": []}, SETS) == ["sectors"]
    assert describe({"sectors": None}, {"sectors": []}, SETS) == []


# Laws, over few fields and few values, so that both sides often meet.
plain = st.sampled_from([None, "", "one", "two", "a\nb", "a\r\nb", 0, 2, ["x"], ["x", "y"]])
codes = st.lists(st.sampled_from("abcd"), unique=True)
versions = st.fixed_dictionaries({}, optional={"name": plain, "city": plain, "sectors": codes})


@given(versions, versions, versions)
def test_law_whose_changes_are_in_it_can_be_seen_in_the_values(base, mine, theirs):
    merged = merge(base, mine, theirs, SETS)

    assert set(merged.applied) == set(describe(base | theirs, merged.values, SETS))
    assert set(merged.kept) == set(describe(base | mine, merged.values, SETS)) - set(merged.conflicts)


@given(versions, versions, versions)
def test_law_turned_round_it_is_the_same_merge(base, mine, theirs):
    one, other = merge(base, mine, theirs, SETS), merge(base, theirs, mine, SETS)
    settled = {field: value for field, value in one.values.items() if field not in one.conflicts}

    assert set(one.conflicts) == set(other.conflicts)
    assert describe(other.values, settled, SETS) == []
    assert (set(one.applied), set(one.kept)) == (set(other.kept), set(other.applied))


@given(versions, versions)
def test_law_alone_i_get_what_i_typed(base, mine):
    merged = merge(base, mine, base, SETS)

    assert (describe(merged.values, mine, SETS), merged.conflicts, merged.kept) == ([], {}, [])
    assert set(merged.applied) == set(describe(base, mine, SETS))
