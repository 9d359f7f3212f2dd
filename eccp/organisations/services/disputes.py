"""Disputed claims: somebody says that the wrong people act for an organisation. Validators decide.

judged → proved (as a manager beside the others, or instead of them), or lapsed. The people who act
for it are told at once and may answer; what they say only validators read.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from eccp.accounts.models import User
from eccp.core.log import log
from eccp.core.refusals import Refusal, Refused, require
from eccp.core.tasks import enqueue
from eccp.organisations import policies, ways
from eccp.organisations.models import Claim, ClaimAnswer, Organisation
from eccp.organisations.services import claims, roles, telling_disputes

MONTH = timedelta(days=30)
IN_A_MONTH = 3  # by one person, whatever the organisation

S = Claim.Status


@transaction.atomic
def dispute(organisation: Organisation, text: str, evidence: str, *, by: User) -> Claim:
    """Put before the validators that an organisation is in the wrong hands, with words and what shows it."""
    row = roles.lock(organisation)
    require(policies.refuses_disputing(by, row))
    require(claims.refuses_second(row, by))
    require(refuses_more(by))
    claim: Claim = Claim.objects.create(person=by, organisation=row, status=S.JUDGED, disputes=True)
    log(row, "organisations.claim_disputed", by=by)
    words = f"{text.strip()}\n\n{evidence.strip()}".strip()
    enqueue("validation.open_claim", claim.pk, words)
    telling_disputes.disputed(claim)
    return claim


@transaction.atomic
def answer(claim: Claim, text: str, *, by: User) -> ClaimAnswer:
    """Say, as one who acts for the organisation, what the validators should know."""
    row = Claim.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=claim.pk)
    require(policies.refuses_answering_claim(by, row))
    if row.status != S.JUDGED:
        raise Refused(Refusal("answered", ways=(ways.team(row.organisation),)))
    said: ClaimAnswer = ClaimAnswer.objects.create(claim=row, person=by, text=text.strip())
    log(row.organisation, "organisations.claim_answered", by=by)
    telling_disputes.answered(row, by)
    enqueue("validation.claim_answered", row.pk)
    return said


def open_disputes(organisation: Organisation) -> list[Claim]:
    """The claims that dispute who acts for the organisation and that nobody has decided."""
    rows = organisation.claims.filter(status=S.JUDGED, disputes=True)
    return list(rows.select_related("person").prefetch_related("answers__person"))


def refuses_more(user: User) -> Refusal | None:
    """A few disputes are enough: each one alarms people and takes a validator's time."""
    recent = Claim.objects.filter(person=user, disputes=True, created_at__gt=timezone.now() - MONTH)
    return Refusal("dispute_limit", ways=(ways.us(),)) if recent.count() >= IN_A_MONTH else None
