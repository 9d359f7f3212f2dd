"""Claims that a validator decides: opening them, and what comes of the decision.

A claim of a profile that people act for disputes them: they are asked, and the validator chooses
whether the claimant manages it beside them or instead of them.
"""

from django.db import transaction

from eccp.accounts.models import User
from eccp.conversations import services as conversations
from eccp.conversations.models import Message
from eccp.core.refusals import Refusal, Refused, require
from eccp.organisations.models import Claim, Organisation
from eccp.organisations.policies import refuses_claiming, refuses_disputing
from eccp.organisations.services import claims
from eccp.validation.models import Application
from eccp.validation.services import notifying, opening

JUDGED = Claim.Status.JUDGED
BESIDE, INSTEAD = "beside", "instead"


@transaction.atomic
def open_claim(claim: Claim, *, by: User, words: str = "") -> Application:
    """Put a claim before the validators, with the words that explain it. Safe to repeat.

    `Refused` where the profile has people by now and the claim does not dispute them, or where another
    claim is open; the claim then lapses, so that the person may ask again.
    """
    organisation = Organisation.objects.select_for_update(of=("self",)).get(pk=claim.organisation_id)
    claims_open = Application.objects.open().filter(organisation=organisation, kind=Application.Kind.CLAIM)
    waiting: Application | None = claims_open.first()
    if waiting and waiting.submitted_by_id == claim.person_id:
        return waiting
    if waiting:
        raise Refused(Refusal("claim_under_way"))
    refuses = refuses_disputing if claim.disputes else refuses_claiming
    require(refuses(claim.person, organisation))
    claim.status = JUDGED
    claim.save(update_fields=["status", "updated_at"])
    application = opening.begin(organisation, Application.Kind.CLAIM, by=by, submitted_by=claim.person)
    if words.strip():
        conversations.write(application.thread, by=claim.person, side=Message.Side.SENDER, text=words)
    return application


def receive_claim(claim: Claim, words: str) -> Application | None:
    """Open what somebody left to the validators; where that cannot be any more, the claim lapses."""
    if claim.status != JUDGED:
        return None
    try:
        return open_claim(claim, by=claim.person, words=words)
    except Refused as refused:
        with transaction.atomic():
            claims.lapse(claim, by=None, note=str(refused.refusal.text))
            notifying.claim_lapsed(claim, refused.refusal)
        return None


def grant(application: Application, *, by: User | None, people: str = "") -> None:
    """Make the claimant a manager of the profile, whose visibility stays as it is.

    `people` says what becomes of those whom the claim disputes: `BESIDE` or `INSTEAD`; `Refused`
    without it where it does.
    """
    claim = claim_of(application)
    if claim is None:
        raise Refused(Refusal("claim_over"))
    if claim.disputes and people not in (BESIDE, INSTEAD):
        raise Refused(Refusal("claim_people_needed"))
    claims.grant(claim, by=by, instead=people == INSTEAD)


def lapse(application: Application, *, by: User | None) -> None:
    """End the claim without a role. The person may claim again, with better grounds."""
    if claim := claim_of(application):
        claims.lapse(claim, by=by)


def answered(claim: Claim) -> None:
    """Tell the validators that the people whom a claim disputes answered it."""
    opened = Application.objects.open().filter(
        organisation=claim.organisation_id, submitted_by=claim.person_id, kind=Application.Kind.CLAIM
    )
    if application := opened.first():
        notifying.team_answered(application)


def claim_of(application: Application) -> Claim | None:
    """The claim that an application puts before the validators, while it is open."""
    found: Claim | None = (
        Claim.objects.select_related("organisation", "person")
        .filter(organisation=application.organisation_id, person=application.submitted_by_id, status=JUDGED)
        .first()
    )
    return found
