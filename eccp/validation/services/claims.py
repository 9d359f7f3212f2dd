"""Claims that a validator decides: opening them, and what comes of the decision."""

from django.db import transaction

from eccp.accounts.models import User
from eccp.conversations import services as conversations
from eccp.conversations.models import Message
from eccp.core.log import log
from eccp.core.refusals import Refusal, Refused, require
from eccp.organisations.models import Claim, Organisation
from eccp.organisations.policies import refuses_claiming
from eccp.organisations.services import claims
from eccp.validation.models import Application
from eccp.validation.services import opening

JUDGED = Claim.Status.JUDGED


@transaction.atomic
def open_claim(claim: Claim, *, by: User, words: str = "") -> Application:
    """Put a claim before the validators, with the words that explain it. Safe to repeat.

    `Refused` where the profile has people by now, or where another application of it is open; the
    claim then lapses, so that the person may ask again.
    """
    organisation = Organisation.objects.select_for_update(of=("self",)).get(pk=claim.organisation_id)
    waiting = Application.objects.open().filter(organisation=organisation).first()
    if waiting and waiting.kind == Application.Kind.CLAIM and waiting.submitted_by_id == claim.person_id:
        return waiting
    if waiting:
        raise Refused(Refusal("already_open"))
    require(refuses_claiming(claim.person, organisation))
    claim.status = JUDGED
    claim.save(update_fields=["status", "updated_at"])
    application = opening.begin(organisation, Application.Kind.CLAIM, by=by, submitted_by=claim.person)
    if words.strip():
        conversations.write(application.thread, by=claim.person, side=Message.Side.ORGANISATION, text=words)
    return application


def receive_claim(claim: Claim, words: str) -> Application | None:
    """Open what somebody left to the validators; where that cannot be any more, the claim lapses."""
    if claim.status != JUDGED:
        return None
    try:
        return open_claim(claim, by=claim.person, words=words)
    except Refused as refused:
        with transaction.atomic():
            _lapse(claim, by=None, note=str(refused.refusal.text))
        return None


def grant(application: Application, *, by: User | None) -> None:
    """Make the claimant the manager of the profile, whose visibility stays as it is."""
    claims.grant(_claim(application), by=by)


def lapse(application: Application, *, by: User | None) -> None:
    """End the claim without a role. The person may claim again, with better grounds."""
    _lapse(_claim(application), by=by)


def _claim(application: Application) -> Claim:
    return Claim.objects.select_related("organisation", "person").get(
        organisation=application.organisation_id, person=application.submitted_by_id, status=JUDGED
    )


def _lapse(claim: Claim, *, by: User | None, note: str = "") -> None:
    claim.status = Claim.Status.LAPSED
    claim.save(update_fields=["status", "updated_at"])
    log(claim.organisation, "organisations.claim_lapsed", by=by, note=note)
