"""The criteria of cluster organisations, on both sides of each boundary."""

from datetime import date

import pytest

from eccp.organisations.criteria.base import Answer, Facts, check_all, recognised
from eccp.organisations.criteria.cluster import CRITERIA

ON = date(2026, 11, 23)
MET, NOT_MET, LOOK = Answer.MET, Answer.NOT_MET, Answer.LOOK
LETTER = {"programme": "National clusters", "level": "national", "link": "", "letter": "recognitions/a.pdf"}


def found(code, programme_country=True, **values):
    """What one criterion says of some values."""
    checked = check_all(CRITERIA, Facts(values, programme_country=programme_country, on=ON))
    return next(one for one in checked if one.criterion.code == code)


def answer(code, **values):
    return found(code, **values).finding.answer


@pytest.mark.parametrize(
    ("posts", "said"),
    [(None, NOT_MET), ("0", NOT_MET), ("0.49", NOT_MET), ("0.5", MET), ("0.50", MET), ("3", MET)],
)
def test_team_needs_half_a_post(posts, said):
    assert answer("team", management_fte=posts) is said


@pytest.mark.parametrize(
    ("posts", "words"),
    [("1.00", "1 full-time post runs the cluster."), ("1.5", "1.5 full-time posts run the cluster.")],
)
def test_one_post_is_one_post(posts, words):
    assert str(found("team", management_fte=posts).finding.found) == words


@pytest.mark.parametrize(
    ("members", "said"), [(None, NOT_MET), (0, NOT_MET), (14, NOT_MET), (15, MET), (16, MET)]
)
def test_size_needs_fifteen_members(members, said):
    assert answer("size", members_sme=members) is said


def test_size_counts_every_kind_of_member():
    kinds = ["sme", "large", "research", "public", "society", "other"]
    values = {f"members_{kind}": number for number, kind in enumerate(kinds)}

    assert sum(values.values()) == 15
    assert answer("size", **values) is MET
    assert answer("size", **values | {"members_other": 4}) is NOT_MET


def test_size_says_how_many_are_missing():
    finding = found("size", members_sme=12).finding

    assert str(finding.mend) == "Give at least 15 members; you have 12."


@pytest.mark.parametrize(
    ("companies", "others", "said"),
    [(0, 0, NOT_MET), (5, 5, NOT_MET), (6, 5, MET), (5, 6, NOT_MET), (1, 0, MET)],
)
def test_industry_needs_more_than_half(companies, others, said):
    assert answer("industry", members_sme=companies, members_research=others) is said


def test_industry_counts_small_and_large_companies_together():
    assert answer("industry", members_sme=3, members_large=3, members_public=5) is MET
    assert answer("industry", members_sme=3, members_large=2, members_public=5) is NOT_MET


def test_others_count_against_the_majority():
    assert answer("industry", members_sme=5, members_other=5) is NOT_MET


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, NOT_MET),
        ({"members_sme": 9}, NOT_MET),
        ({"members_sme": 9, "members_large": 9}, NOT_MET),
        ({"members_sme": 9, "members_other": 9}, NOT_MET),
        ({"members_sme": 9, "members_research": 0}, NOT_MET),
        ({"members_sme": 9, "members_research": 1}, MET),
        ({"members_large": 9, "members_public": 1}, MET),
        ({"members_research": 1, "members_society": 1}, MET),
    ],
)
def test_mix_needs_two_kinds_and_companies_are_one(values, said):
    assert answer("mix", **values) is said


@pytest.mark.parametrize(
    ("chosen", "said"),
    [([], NOT_MET), (["a"], NOT_MET), (["a", "a"], NOT_MET), (["a", "b"], MET), (["a", "b", "c"], MET)],
)
def test_services_need_two_different_ones(chosen, said):
    assert answer("services", services=chosen) is said


@pytest.mark.parametrize(
    ("ecosystems", "sectors", "said"),
    [(0, 0, NOT_MET), (1, 0, MET), (3, 0, MET), (4, 0, LOOK), (3, 6, MET), (3, 7, LOOK), (0, 1, LOOK)],
)
def test_focus_is_looked_at_from_four_ecosystems_or_seven_sectors_on(ecosystems, sectors, said):
    values = {
        "ecosystems": [f"e{n}" for n in range(ecosystems)],
        "sectors": [f"s{n}" for n in range(sectors)],
    }

    assert answer("focus", **values) is said


def test_website_is_read_by_a_person():
    assert answer("website", website="https://example.eu") is LOOK
    assert answer("website", website="  ") is NOT_MET


@pytest.mark.parametrize(
    ("row", "stands"),
    [
        (LETTER, True),
        (LETTER | {"letter": "", "link": "https://example.eu"}, True),
        (LETTER | {"letter": ""}, False),
        (LETTER | {"programme": ""}, False),
    ],
)
def test_waiver_needs_a_programme_and_its_evidence(row, stands):
    assert recognised(Facts({"recognitions": [row]}, programme_country=True, on=ON)) is stands
    assert found("size", recognitions=[row], members_sme=3).waiver is stands


def test_website_is_never_waived():
    assert found("website", recognitions=[LETTER]).waiver is False


def test_outside_programme_countries_criteria_advise():
    here = found("size", members_sme=3)
    there = found("size", programme_country=False, members_sme=3)

    assert (here.advises, there.advises) == (False, True)
    assert here.finding.answer is there.finding.answer is NOT_MET


@pytest.mark.parametrize("typed", ["many", "", None, "12,5"])
def test_what_is_no_number_counts_as_nothing(typed):
    assert answer("team", management_fte=typed) is NOT_MET


def test_every_criterion_says_what_it_found_and_where_its_rule_stands():
    for one in check_all(CRITERIA, Facts({}, programme_country=True, on=ON)):
        assert str(one.finding.found).endswith(".")
        assert str(one.finding.mend).endswith(".")
        assert one.criterion.source
