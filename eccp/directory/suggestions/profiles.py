"""Profiles by the words of their names, one typing error forgiven."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from django.urls import reverse

from eccp.core.names import fold, sort_key
from eccp.core.slips import slips
from eccp.directory.engine import reader
from eccp.directory.suggestions.base import Suggestion, also
from eccp.directory.words import Matcher, marked
from eccp.organisations.models import Organisation, OrganisationQuerySet, Visibility
from eccp.reference import labels

PUBLIC = (Visibility.PUBLISHED, Visibility.LISTED)
AT_MOST = 5
LAST = "\uffff"  # after every letter of a folded name
# The engine also finds words that stand in texts; names weigh most, so they are among the first.
LOOKED_AT = 15
ERROR_IN_BEGINNING_FROM = 5  # letters; as the engine forgives it
_WORD = re.compile(r"[^\W_]+")


class Row(NamedTuple):
    """What a suggestion says of a profile."""

    pk: int
    slug: str
    name: str
    short_name: str
    city: str
    country_code: str
    country_name: str
    visibility: str


def named(q: str) -> list[Suggestion]:
    """The best profiles whose name has what was typed: those that begin with it, then as the engine finds them.

    `Unavailable` without an index. Two queries; one where enough names begin so, and then the engine, for
    which the first letters are the dearest question, is not asked.
    """
    beginning = _beginning(sort_key(q))
    matcher = Matcher.of(q, forgiving=False)
    if len(beginning) < AT_MOST:
        answer = reader().likeliest(q, size=LOOKED_AT)
        matcher = Matcher.of(q, forgiving=answer.forgiven)
        rows = {row.pk: row for row in _read(Organisation.objects.filter(pk__in=answer.ids).order_by())}
        beginning += [rows[pk] for pk in answer.ids if pk in rows]
    once = {row.pk: row for row in beginning}.values()
    found = (_suggestion(row, matcher) for row in once)
    return list(islice((suggestion for suggestion in found if suggestion), AT_MOST))


def _beginning(key: str) -> list[Row]:
    """Public profiles whose name begins so, in the order of names, from a few more rows than are wanted."""
    rows = Organisation.objects.filter(sort_key__gte=key, sort_key__lt=key + LAST).order_by("sort_key", "pk")
    return _read(rows[: 2 * AT_MOST])


def _read(rows: OrganisationQuerySet) -> list[Row]:
    """The public ones. Asked for them, a database without statistics would read every public row by that index."""
    columns = ("pk", "slug", "name", "short_name", "city", "country_id", "country__name", "visibility")
    return [row for row in map(Row._make, rows.values_list(*columns)) if row.visibility in PUBLIC]


def _suggestion(row: Row, matcher: Matcher) -> Suggestion | None:
    """The profile as a suggestion; nothing where neither its name nor its short name has a word of the question."""
    spans, short = list(_spans(row.name, matcher)), list(_spans(row.short_name, matcher))
    if not (spans or short):
        return None
    label = also(marked(row.name, spans), None if spans else marked(row.short_name, short))
    country = labels.of_country(row.country_code, row.country_name)
    where = ", ".join(part for part in (row.city, country) if part)
    url = reverse("organisations:profile", args=[row.pk, row.slug])
    return Suggestion(label, where, url, validated=row.visibility == Visibility.PUBLISHED)


def _spans(text: str, matcher: Matcher) -> Iterator[tuple[int, int]]:
    """Where a name has what was typed; where typing errors are forgiven, also in the beginning of a word."""
    whole = matcher.spans(text)
    yield from whole
    if not whole and matcher.forgiving:
        yield from (word.span() for word in _WORD.finditer(text) if _begins_like(fold(word[0]), matcher.last))


def _begins_like(word: str, asked: str) -> bool:
    near = (len(asked) - 1, len(asked), len(asked) + 1)
    return len(asked) >= ERROR_IN_BEGINNING_FROM and any(slips(word[:size], asked) <= 1 for size in near)
