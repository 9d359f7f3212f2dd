"""What validators take away or open of others: the queue as a file, letters. That they did is kept, and by whom."""

from collections.abc import Mapping

from eccp.accounts.models import User
from eccp.core.log import VALIDATOR, log
from eccp.organisations.models import Recognition
from eccp.validation.models import Application

LETTER_OPENED = "validation.letter_opened"


def note_export(asked: Mapping[str, str], *, by: User) -> None:
    """Write down that somebody took the queue as a file, and by which filters."""
    changes = {name: ["", value] for name, value in asked.items()}
    log(by, "validation.export", by=by, role=VALIDATOR, changes=changes)


def note_letter(application: Application, letter: Recognition, *, by: User) -> None:
    """Write down that somebody opened a letter of recognition."""
    log(application, LETTER_OPENED, by=by, changes={"letter": ["", letter.pk]})
