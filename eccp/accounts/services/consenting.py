"""Consents: given with the version of the words, and taken back as easily."""

from django.db import models, transaction
from django.utils import timezone

from eccp.accounts.consents import current, wording
from eccp.accounts.models import Consent, User
from eccp.core import personal
from eccp.core.log import log
from eccp.core.refusals import Refusal, Refused


@transaction.atomic
def agree(person: User, code: str, *, where: str, about: models.Model | None = None) -> Consent:
    """Record that a person agreed to the text of today. Agreeing again to the same words renews nothing.

    `where` is the verb or page; `about` the thing that it is about, an organisation for example.
    """
    text = current(code)
    consent, made = Consent.objects.get_or_create(
        person=person,
        code=code,
        version=text.version,
        object_id=about.pk if about else None,
        withdrawn_at=None,
        defaults={"where": where, "about": str(about)[:200] if about else ""},
    )
    if made and text.withdrawable:
        log(person, "accounts.consent", by=person, note=str(consent))
    return consent


def take_note(person: User, code: str, *, where: str) -> Consent:
    """Record that a person was shown a text which only tells."""
    return agree(person, code, where=where)


@transaction.atomic
def withdraw(consent: Consent, *, by: User) -> Consent:
    """Take a consent back, and do at once what follows from it. Taking it back twice changes nothing."""
    row = Consent.objects.select_for_update().get(pk=consent.pk)
    if row.person_id != by.pk or not wording(row.code, row.version).withdrawable:
        raise Refused(Refusal("not_withdrawable"))
    if row.withdrawn_at:
        return row
    row.withdrawn_at = timezone.now()
    row.save(update_fields=["withdrawn_at"])
    log(by, "accounts.withdraw", by=by, note=str(row))
    if follows := personal.withdrawals.get(row.code):
        follows.follow(row, by)
    return row
