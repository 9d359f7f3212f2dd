"""The criteria of the other profile types, on both sides."""

from datetime import date

import pytest

from eccp.organisations.criteria.base import Answer, Facts, check_all
from eccp.organisations.types import of_code

ON = date(2026, 11, 23)
MET, NOT_MET, LOOK = Answer.MET, Answer.NOT_MET, Answer.LOOK


def answer(kind, code, **values):
    checked = check_all(of_code(kind).criteria, Facts(values, programme_country=True, on=ON))
    return next(one.finding.answer for one in checked if one.criterion.code == code)


@pytest.mark.parametrize("kind", ["national_association", "meta_cluster_network"])
@pytest.mark.parametrize(
    ("clusters", "said"), [(None, NOT_MET), (0, NOT_MET), (1, NOT_MET), (2, MET), (30, MET)]
)
def test_networks_need_two_clusters(kind, clusters, said):
    assert answer(kind, "clusters", clusters=clusters) is said


@pytest.mark.parametrize(
    ("kind", "code", "field", "given"),
    [
        ("cluster_member", "membership", "memberships", [7]),
        ("eu_partnership", "dimension", "cluster_dimension", "Clusters lead it."),
        ("national_association", "scope", "scope", "We meet each year."),
        ("training_provider", "offer", "offer_link", "https://example.eu/courses"),
        ("policy_public_institution", "mandate", "mandate", "We fund clusters."),
        ("resource_efficiency_provider", "charter", "charter_signed_on", "2024-05-06"),
        ("resource_efficiency_provider", "support", "support", "Heat recovery."),
    ],
)
def test_what_a_person_reads_must_be_there(kind, code, field, given):
    assert answer(kind, code) is NOT_MET
    assert answer(kind, code, **{field: given}) is LOOK


@pytest.mark.parametrize(("named", "said"), [([7], MET), ([], NOT_MET)])
def test_a_membership_is_met_once_the_cluster_confirms_it(named, said):
    known = Facts({"memberships": named}, programme_country=True, on=ON, confirmed_by_cluster=True)
    checked = check_all(of_code("cluster_member").criteria, known)

    assert next(one.finding.answer for one in checked if one.criterion.code == "membership") is said


def test_every_type_asks_for_a_website():
    for kind in ("cluster_member", "eu_partnership", "training_provider"):
        assert answer(kind, "website") is NOT_MET
        assert answer(kind, "website", website="https://example.eu") is LOOK
