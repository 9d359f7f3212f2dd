"""Claiming a listed profile: proved by a mail to the website's own domain, else judged by a validator.

mailed → proved, or lapsed; judged → proved, or lapsed.
"""

from datetime import timedelta

from django.core import signing
from django.db import transaction
from django.utils import timezone

from eccp.accounts.models import User
from eccp.core import outbox
from eccp.core.log import log
from eccp.core.refusals import Refusal, Refused, require
from eccp.core.tasks import enqueue
from eccp.organisations import policies
from eccp.organisations.models import Claim, Organisation, Representative, Role
from eccp.organisations.services import telling
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
    if Claim.objects.filter(person=by, organisation=row, status=S.JUDGED).exists():
        raise Refused(Refusal("claim_waits"))
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
def grant(claim: Claim, *, by: User | None) -> Representative:
    """Make the person who claims the first manager. Of two at once, the second is refused."""
    organisation = Organisation.objects.select_for_update(of=("self",)).get(pk=claim.organisation_id)
    row = (
        Claim.objects.select_for_update(of=("self",))
        .select_related("person", "organisation")
        .get(pk=claim.pk)
    )
    if row.status not in {S.MAILED, S.JUDGED}:
        raise Refused(Refusal("claim_over"))
    require(policies.refuses_claiming(row.person, organisation))
    row.status = S.PROVED
    row.save(update_fields=["status", "updated_at"])
    organisation.claims.filter(status=S.MAILED).update(status=S.LAPSED, updated_at=timezone.now())
    representative = Representative.objects.create(
        person=row.person, organisation=organisation, role=Role.MANAGER
    )
    changes = {"representatives": ["", f"{row.person.name} ({representative.get_role_display()})"]}
    log(organisation, "organisations.claimed", by=by, changes=changes)
    outbox.changed(organisation)
    telling.claimed(row)
    return representative


def _claimable(organisation: Organisation, by: User) -> Organisation:
    row = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    require(policies.refuses_claiming(by, row))
    return row
