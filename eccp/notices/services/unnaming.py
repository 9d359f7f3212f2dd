"""Taking a person's name out of what was written about them to others: copies of mails, and notices.

The mails themselves are in other people's mailboxes; what the site shows of them is ours to mend.
A name is whatever somebody typed, so addresses of pages and what makes a page are never touched.
"""

import re
from collections.abc import Callable

from django.db.models import Q
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import override

from eccp.accounts.models import User
from eccp.notices.models import Notice, OutgoingMail

SHORTEST = 3  # shorter names would be found in the middle of everything
LINK = r"https?://[^\s<>\"]+"
MARKUP = rf"<style\b.*?</style>|<[^>]*>|{LINK}"
SIGN = r"&#?\w+;"  # as HTML writes a quotation mark; a name may begin with one


def unname(person: User) -> int:
    """Put "Somebody who left" where name or address stood, in each reader's language; return how many rows."""
    if person.emailaddress_set.filter(email=person.email, verified=False).exists():  # type: ignore[attr-defined]
        return 0  # never confirmed: did nothing here that others could have been told of
    own = person.emailaddress_set.filter(verified=True).values_list("email", flat=True)  # type: ignore[attr-defined]
    words = {word for word in (person.name, person.email, *own) if len(word) >= SHORTEST}
    if not words:
        return 0
    to_others = OutgoingMail.objects.exclude(to=person).select_related("to")
    mails = to_others.filter(_saying(words, "subject", "text", "html"))
    changed = sum(_rewrite(mail, words, mail.to, "subject", "text", "html") for mail in mails)
    of_others = Notice.objects.exclude(person=person).select_related("person")
    notices = of_others.filter(_saying(words, "text"))
    return changed + sum(_rewrite(notice, words, notice.person, "text") for notice in notices)


def _rewrite(row: OutgoingMail | Notice, words: set[str], reader: User | None, *columns: str) -> bool:
    """Replace the words in a row; no where none of them stands there as a whole word."""
    without = _without(words, reader)
    new = {column: _fitting(row, column, without(getattr(row, column), column)) for column in columns}
    if all(getattr(row, column) == text for column, text in new.items()):
        return False
    for column, text in new.items():
        setattr(row, column, text)
    row.save(update_fields=columns)
    return True


def _fitting(row: OutgoingMail | Notice, column: str, text: str) -> str:
    """The text, cut where its column ends."""
    longest: int | None = row._meta.get_field(column).max_length  # type: ignore[union-attr]
    return text[:longest]


def _saying(words: set[str], *columns: str) -> Q:
    """Rows in which one of the words stands, plain or as HTML writes it."""
    found = Q()
    for spelling in {written for word in words for written in (word, escape(word))}:
        for column in columns:
            found |= Q(**{f"{column}__contains": spelling})
    return found


def _without(words: set[str], reader: User | None) -> Callable[[str, str], str]:
    """A function that replaces the words in a column, whole ones only, the longest first."""
    spellings = {spelling for word in words for spelling in (word, escape(word))}
    said = "|".join(re.escape(word) for word in sorted(spellings, key=len, reverse=True))
    with override(reader.language if reader else "en"):
        instead = _("Somebody who left")

    def without(text: str, column: str) -> str:
        stays = MARKUP if column == "html" else LINK
        found = re.compile(rf"{stays}|(?<!\w)(?P<said>{said})(?!\w)|{SIGN}", re.DOTALL)
        return found.sub(lambda match: instead if match["said"] else match[0], text)

    return without
