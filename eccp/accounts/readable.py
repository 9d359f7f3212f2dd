"""Records of an archive as people read them: keys as words, moments as dates."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _

MOMENT = "DATETIME_FORMAT"


@dataclass(frozen=True)
class Line:
    """One key with what stands under it: words, or lines again."""

    key: str
    words: list[str] = field(default_factory=list)
    below: list["Line"] = field(default_factory=list)


@dataclass(frozen=True)
class Section:
    """One kind of record, each record as lines."""

    code: str
    title: str
    records: list[list[Line]]


def sections(holdings: list[dict[str, Any]]) -> list[Section]:
    """All holdings, those with records first."""
    made = [
        Section(one["code"], one["title"], [lines(record) for record in one["records"]]) for one in holdings
    ]
    return sorted(made, key=lambda section: not section.records)


def lines(record: dict[str, Any]) -> list[Line]:
    """A record as lines; what is empty is left out."""
    return [line(key, value) for key, value in record.items() if value not in (None, "", [], {})]


def line(key: str, value: Any) -> Line:
    """One key with its value, however deep."""
    label = key.replace("_", " ").capitalize()
    if isinstance(value, dict):
        return Line(label, below=lines(value))
    if not isinstance(value, list):
        return Line(label, [words(value)])
    if any(isinstance(one, dict | list) for one in value):
        parts = (line(str(number), one) for number, one in enumerate(value, 1))
        return Line(label, below=list(parts))
    return Line(label, [words(one) for one in value])


def words(value: Any) -> str:
    """One value in words."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, str) and "T" in value:
        try:
            moment = parse_datetime(value)
        except ValueError:  # looks like a moment, but is none: the words of somebody
            moment = None
        if moment:
            return date_format(localtime(moment) if is_aware(moment) else moment, MOMENT)
    return str(value)
