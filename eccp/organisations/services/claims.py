"""Claiming a profile that nobody acts for: proved by a mail to the website's own domain, else judged by a validator.

mailed → proved, or lapsed; judged → proved, or lapsed. Where somebody acts for the profile already,
`disputes` puts the claim before the validators.
"""

from datetime import timedelta

from django.core import signing
from django.db import transaction
from django.utils import timezone

from eccp.accounts.models import User
from eccp.core.log import log
from eccp.core.refusals import Refusal, Refused, require
from eccp.core.tasks import enqueue
from eccp.organisations import policies, ways
from eccp.organisations.models import Claim, Organisation, Representative, Role, Visibility
from eccp.organisations.services import roles, telling, telling_disputes, withdrawing
from eccp.organisations.services.mail_domains import proves

SALT = "organisations.claim"
LIVES = timedelta(days=3)
DAY = timedelta(days=1)
MAILS_A_DAY = 3  # for one person and one organisation
ALL_MAILS_A_DAY = 10  # for one person, whatever the organisation: nobody writes to half a register

S = Claim.Status


def refuses_mail(user: User, organisation: Organisation) -> Refusal | None:
    """A few mails a day are enough: they go to people who did not ask for them."""
    sent = Claim.objects.filter(person=user, created_at__gt=timezone.now() - DAY).exclude(address="")
    if sent.filter(organisation=organisation).count() >= MAILS_A_DAY or sent.count() >= ALL_MAILS_A_DAY:
        return Refusal("claim_limit")
    return None


@transaction.atomic
def mail_proof(organisation: Organisation, address: str, *, by: User) -> Claim:
    """Send a link to an address at the website's domain. Who opens it as the same person is the manager."""
    row = _claimable(organisation, by)
    if not proves(address, row.website):
        raise Refused(Refusal("claim_address"))
    require(refuses_mail(by, row))
    claim = Claim.objects.create(person=by, organisation=row, address=address)
    token = signing.dumps(claim.pk, salt=SALT)
    telling.claim_link(claim, telling.address("claim_proof", token))
    log(row, "organisations.claim_asked", by=by)
    return claim


@transaction.atomic
def let_judge(organisation: Organisation, text: str, *, by: User) -> Claim:
    """Leave a claim to the validators, with the words that explain it."""
    row = _claimable(organisation, by)
    require(refuses_second(row, by))
    claim = Claim.objects.create(person=by, organisation=row, status=S.JUDGED)
    log(row, "organisations.claim_asked", by=by)
    enqueue("validation.open_claim", claim.pk, text)
    return claim


def read_claim(token: str, user: User) -> Claim:
    """The claim of a mailed link, for the person who asked; `Refused` where it holds no more."""
    try:
        found = Claim.objects.filter(pk=signing.loads(token, salt=SALT, max_age=LIVES))
    except signing.BadSignature as problem:
        raise Refused(Refusal("claim_over")) from problem
    claim = found.select_related("organisation__country", "person").first()
    if claim is None or claim.status != S.MAILED:
        raise Refused(Refusal("claim_over"))
    if claim.person_id != user.pk:
        raise Refused(Refusal("claim_of_another"))
    require(policies.refuses_claiming(user, claim.organisation))
    return claim


@transaction.atomic
def prove(claim: Claim, *, by: User) -> Representative:
    """Make the person who opened the mailed link the manager of the profile."""
    return grant(claim, by=by)


@transaction.atomic
def grant(claim: Claim, *, by: User | None, instead: bool = False) -> Representative:
    """Make the person who claims a manager. Of two at once, the second is refused.

    `instead` ends all roles that there were: a validator's choice, where the claim disputes them.
    """
    organisation = roles.lock(claim.organisation)
    row = (
        Claim.objects.select_for_update(of=("self",))
        .select_related("person", "organisation")
        .get(pk=claim.pk)
    )
    if row.status not in {S.MAILED, S.JUDGED}:
        raise Refused(Refusal("claim_over"))
    if not row.disputes:
        require(policies.refuses_claiming(row.person, organisation))
    elif organisation.visibility == Visibility.ARCHIVED or not row.person.is_active:
        raise Refused(Refusal("claim_over"))
    row.status = S.PROVED
    row.save(update_fields=["status", "updated_at"])
    organisation.claims.filter(status=S.MAILED).update(status=S.LAPSED, updated_at=timezone.now())
    gone = _end_roles(organisation, row.person, by=by) if row.disputes and instead else []
    representative = roles.give(organisation, row.person, Role.MANAGER, verb="organisations.claimed", by=by)
    telling.claimed(row)
    if row.disputes:
        telling_disputes.granted(row, gone)
    return representative


@transaction.atomic
def lapse(claim: Claim, *, by: User | None, note: str = "") -> None:
    """End a claim without a role; the people whom it disputed learn that nothing changes."""
    claim.status = S.LAPSED
    claim.save(update_fields=["status", "updated_at"])
    log(claim.organisation, "organisations.claim_lapsed", by=by, note=note)
    if claim.disputes:
        telling_disputes.over(claim)


def refuses_second(organisation: Organisation, user: User) -> Refusal | None:
    """One claim at a time is before the validators: one's own waits, or another's is looked at."""
    waiting = organisation.claims.filter(status=S.JUDGED)
    if waiting.filter(person=user).exists():
        return Refusal("claim_waits")
    if waiting.exists():
        return Refusal("claim_under_way", ways=(ways.joining(organisation),))
    return None


def _end_roles(organisation: Organisation, besides: User, *, by: User | None) -> list[Representative]:
    """End the roles of all but one person, with the invitations that they sent."""
    gone = list(organisation.representatives.exclude(person=besides).select_related("person", "organisation"))
    for one in gone:
        roles.end(one, verb="organisations.removed", by=by)
    withdrawing.withdraw_all(organisation, by=by)
    return gone


def _claimable(organisation: Organisation, by: User) -> Organisation:
    row = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    require(policies.refuses_claiming(by, row))
    return row
