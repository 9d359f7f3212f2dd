"""Erasing a person: all rooms in one transaction, nothing half.

The row stays without a name (`accounts.personal`), so that what others see and what the law keeps does not
fall apart. A list of erased numbers lies outside the database, so that a backup put back is erased again.
"""

import logging
from datetime import datetime
from pathlib import Path

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from eccp.accounts import mails
from eccp.accounts.models import User
from eccp.accounts.policies import refuses_erasing
from eccp.core import personal
from eccp.core.log import log
from eccp.core.refusals import Refusal, Refused, require

logger = logging.getLogger(__name__)

ERASED_ADDRESSES = "erased.invalid"


@transaction.atomic
def erase(person: User, *, by: User | None, reason: str = "", nevertheless: bool = False) -> None:
    """Take everything personal away for good, in every room, or nothing when one of them fails.

    `by` is the person, an administrator who was asked in writing and says so in `reason`, or None: the clock.
    What should be settled before (`personal.obstacles`) refuses it, unless the person says `nevertheless`.
    """
    row = User.objects.select_for_update().get(pk=person.pk)
    if row.erased_at:
        return
    if by and by.pk != row.pk:
        _require_request(row, by, reason)
    elif not nevertheless and (found := personal.obstacles(row)):
        raise Refused(found[0])
    address, language, name = row.email, row.language, row.name
    proved = EmailAddress.objects.filter(user=row, email=address, verified=True).exists()
    verb = "accounts.erase" if by else "accounts.erase_unused"
    log(row, verb, by=by, note=reason)
    _erase(row)
    if proved:
        mails.erased(address, language, name, asked=by is not None)


def erase_again() -> list[int]:
    """Erase those of the list who are in the database as before: a backup was put back. Return their numbers.

    Whoever joined after the date in the list is somebody else with the same number, and is left alone.
    """
    again = []
    for pk, erased_at in listed():
        with transaction.atomic():
            rows = User.objects.select_for_update().filter(pk=pk, erased_at__isnull=True)
            person = rows.filter(date_joined__lte=erased_at).first()
            if person:
                log(person, "accounts.erase_again", by=None)
                _erase(person)
                again.append(pk)
    return again


def complete_list() -> int:
    """Add to the list whom it lacks, and return how many there were: the disk may have been full then."""
    known = {pk for pk, _erased_at in listed()}
    missing = User.objects.filter(erased_at__isnull=False).exclude(pk__in=known)
    rows = list(missing.values_list("pk", "erased_at"))
    for pk, erased_at in rows:
        if erased_at:
            _note(pk, erased_at)
    return len(rows)


def listed() -> list[tuple[int, datetime]]:
    """Who was erased, and when, as the file outside the database has it. A half line is passed over."""
    file = _file()
    found = []
    for line in file.read_text().splitlines() if file.exists() else []:
        number, _space, moment = line.partition(" ")
        try:
            found.append((int(number), datetime.fromisoformat(moment)))
        except ValueError:
            logger.warning("A line of %s cannot be read and is passed over.", file)
    return found


def _erase(person: User) -> None:
    """Ask every room, the account itself last, and note it outside once it holds."""
    for erasure in personal.erasures:
        erasure.erase(person)
    erased_at = User.objects.values_list("erased_at", flat=True).get(pk=person.pk) or timezone.now()
    transaction.on_commit(lambda: _note(person.pk, erased_at), robust=True)


def _require_request(person: User, by: User, reason: str) -> None:
    """Only administrators erase others, and they say which request it follows."""
    require(refuses_erasing(by, person))
    if not reason.strip():
        raise Refused(Refusal("request_needed"))


def _file() -> Path:
    return Path(settings.ERASED_LIST)


def _note(pk: int, erased_at: datetime) -> None:
    """Add one line: the number and when, nothing else."""
    file = _file()
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a") as opened:
        opened.write(f"{pk} {erased_at.isoformat()}\n")
