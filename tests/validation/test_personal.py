"""What the room reads out of a person, gives back at an erasure, and forgets in time."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from eccp.accounts import services as accounts
from eccp.core import personal
from eccp.core.models import LogEntry
from eccp.validation.models import Application, Evidence, Verdict
from eccp.validation.personal import applications, decisions, forget_evidence, in_hand, verdicts
from tests.factories import ApplicationFactory, OrganisationFactory, UserFactory, ValidatorFactory

pytestmark = pytest.mark.django_db

NOW = timezone.now()


def test_holdings_are_one_s_own() -> None:
    nora, victor = UserFactory(), ValidatorFactory()
    kestrel = OrganisationFactory(name="Kestrel Bay")
    mine = ApplicationFactory(organisation=kestrel, submitted_by=nora, consent_to="profiles, first wording")
    ApplicationFactory(decided=True, status="declined", decided_by=victor, decision_note="No website.")
    ApplicationFactory(in_progress_by=victor, in_progress_since=NOW)
    Verdict.objects.create(application=mine, criterion="website", say="not_met", note="Away.", by=victor)

    assert [(row["organisation"], row["state"], row["agreed_to"]) for row in applications(nora)] == [
        ("Kestrel Bay", "waiting for validation", "profiles, first wording")
    ]
    assert [(row["decision"], row["note"]) for row in decisions(victor)] == [("declined", "No website.")]
    assert [(row["criterion"], row["verdict"], row["note"]) for row in verdicts(victor)] == [
        ("website", "not met", "Away.")
    ]
    assert len(in_hand(victor)) == 1
    assert [decisions(nora), verdicts(nora), in_hand(nora), applications(victor)] == [[], [], [], []]


@pytest.mark.parametrize("count", [1, 3])
def test_reading_out_asks_the_same_however_many(django_assert_num_queries: Any, count: int) -> None:
    victor = ValidatorFactory()
    for application in ApplicationFactory.create_batch(count, submitted_by=victor, in_progress_by=victor):
        Verdict.objects.create(application=application, criterion="website", say="met", by=victor)

    with django_assert_num_queries(4):
        held = [collect(victor) for collect in (applications, decisions, verdicts, in_hand)]

    assert [len(rows) for rows in held] == [count, 0, count, count]


def test_an_erasure_gives_back_what_is_in_hand_and_takes_claims_back() -> None:
    nora = UserFactory()
    held = ApplicationFactory(in_progress_by=nora, in_progress_since=NOW)
    claim = ApplicationFactory(submitted_by=nora, kind=Application.Kind.CLAIM)
    submitted = ApplicationFactory(submitted_by=nora)

    accounts.erase(nora, by=nora, nevertheless=True)

    for row in (held, claim, submitted):
        row.refresh_from_db()
    assert (held.in_progress_by, held.in_progress_since) == (None, None)
    assert (claim.status, submitted.status) == ("withdrawn", "submitted")
    assert LogEntry.objects.get(verb="validation.withdraw").by is None


def test_evidence_is_forgotten_by_its_age_and_the_decision_stays() -> None:
    old = ApplicationFactory(decided=True, status="published")
    young = ApplicationFactory(decided=True, status="declined")
    still_open = ApplicationFactory()
    for row in (old, young, still_open):
        Evidence.objects.create(application=row, kind=Evidence.Kind.WEBSITE, found={"text": "Ada runs it."})
    Application.objects.exclude(pk=young.pk).update(updated_at=NOW - timedelta(seconds=1))
    Application.objects.filter(pk=young.pk).update(updated_at=NOW)

    assert forget_evidence(NOW) == 1

    kept = set(Evidence.objects.values_list("application", flat=True))
    assert kept == {young.pk, still_open.pk}
    assert Application.objects.filter(pk=old.pk).exists()
    assert personal.retentions["validation.evidence"].days == 730
