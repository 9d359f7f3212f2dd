"""What is read of calls: the line in a list, the facts on the page, in the reader's words."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any

from babel import Locale
from babel.numbers import NumberPattern, format_currency, parse_pattern
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.text import capfirst, get_text_list
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from eccp.content.days import days_left
from eccp.content.lists.facets import COUNTRIES, TERMS
from eccp.content.models import CallPage, Status, status_of
from eccp.content.moments import Said, day, say
from eccp.core.names import sort_key
from eccp.reference.labels import of_country, of_term
from eccp.reference.models import Scheme

COUNTRIES_NAMED = 3  # in a line of a list
BADGES = {Status.OPEN: "yes", Status.CLOSING: "wait", Status.COMING: "wait"}


@dataclass(frozen=True)
class InZone:
    """All that a line of a list says of a cut-off beside its moment."""

    zone: str


@dataclass(frozen=True)
class CutoffRow:
    """One cut-off, and whether it is over."""

    cutoff: Any
    moment: datetime
    said: Said
    over: bool


@dataclass(frozen=True)
class Row:
    """A call, read once with all that lists, page, feeds and interface say of it."""

    page: Any
    now: datetime
    by_scheme: Mapping[str, list[tuple[str, str]]] = field(default_factory=dict)
    lands: list[tuple[str, str]] = field(default_factory=list)

    @cached_property
    def status(self) -> Status:
        """How it stands."""
        return status_of(self.page.opens_on, self.page.last_cutoff_at, self.left, self.now)

    @property
    def left(self) -> int | None:
        """How many days are left to the next cut-off; None without any."""
        return days_left(self.next.moment, self.next.cutoff.zone, self.now) if self.next else None

    @property
    def badge(self) -> str:
        """How it stands, in words."""
        return capfirst(str(self.status.label))

    @property
    def badge_kind(self) -> str:
        """The kind of its badge."""
        return BADGES.get(self.status, "")

    @cached_property
    def cutoffs(self) -> list[CutoffRow]:
        """All cut-offs by their moments."""
        found = sorted(self.page.cutoffs.all(), key=lambda one: one.moment)
        return [self._row(one, one.moment, one.zone) for one in found]

    @cached_property
    def next(self) -> CutoffRow | None:
        """The next cut-off that is still to come."""
        return next((one for one in self.cutoffs if not one.over), None)

    @cached_property
    def last(self) -> CutoffRow | None:
        """The last cut-off of all."""
        return self.cutoffs[-1] if self.cutoffs else None

    def _row(self, cutoff: Any, moment: datetime, zone: str) -> CutoffRow:
        return CutoffRow(cutoff, moment, say(moment, zone, self.now), moment <= self.now)

    @property
    def is_open(self) -> bool:
        """Whether one can apply now."""
        return self.status in (Status.OPEN, Status.CLOSING)

    @property
    def opens(self) -> str:
        """The day on which it opens or opened, in words."""
        return day(self.page.opens_on, self.now) if self.page.opens_on else ""

    @cached_property
    def programme(self) -> str:
        """The programme that pays."""
        return ", ".join(self.labels(Scheme.FUNDING_PROGRAMME))

    @cached_property
    def applicants(self) -> str:
        """Who may apply, as a sentence has it: "Cluster organisations and public bodies"."""
        first, *rest = self.labels(Scheme.APPLICANT) or [""]
        return str(get_text_list([first, *map(uncapitalised, rest)], _("and")))

    @property
    def ecosystems(self) -> list[str]:
        """The industrial ecosystems that it is about."""
        return self.labels(Scheme.ECOSYSTEM)

    @property
    def countries(self) -> str:
        """Where applicants must be; empty where that does not matter."""
        return ", ".join(name for _code, name in self.lands)

    @property
    def some_countries(self) -> str:
        """The same for a line: the first of them, and how many more."""
        names = ", ".join(name for _code, name in self.lands[:COUNTRIES_NAMED])
        more = len(self.lands) - COUNTRIES_NAMED
        if more <= 0:
            return names
        return ngettext("%(names)s and %(number)s more", "%(names)s and %(number)s more", more) % {
            "names": names,
            "number": more,
        }

    @cached_property
    def budget(self) -> str:
        """The budget with its unit."""
        return money(self.page.budget)

    @property
    def grant(self) -> str:
        """The largest grant with its unit."""
        return money(self.page.grant)

    def labels(self, scheme: str) -> list[str]:
        """Its terms of one code list, in words."""
        return [label for _code, label in self.by_scheme.get(scheme, [])]

    def codes(self, scheme: str) -> list[str]:
        """Its terms of one code list, as codes."""
        return [code for code, _label in self.by_scheme.get(scheme, [])]


class ListedRow(Row):
    """A call as a line of a list, which says of its cut-offs only the next one, or the last.

    Its `page` has the columns of the line only: twenty whole pages take as long as all the rest of a list.
    """

    @cached_property
    def next(self) -> CutoffRow | None:
        """The next cut-off, as the list has read it with the call."""
        return self._cutoff(self.page.next_at, self.page.next_zone)

    @cached_property
    def last(self) -> CutoffRow | None:
        """The last cut-off."""
        return self._cutoff(self.page.last_cutoff_at, self.page.last_zone)

    def _cutoff(self, moment: datetime | None, zone: str | None) -> CutoffRow | None:
        if moment is None or zone is None:
            return None
        return self._row(InZone(zone), moment, zone)


def rows_of(pages: Iterable[CallPage], now: datetime | None = None) -> list[Row]:
    """The calls with cut-offs, terms and countries: three questions, whatever their number and language."""
    found, now = list(pages), now or timezone.now()
    prefetch_related_objects(found, "cutoffs")
    terms, lands = terms_of(found), countries_of(found)
    return [Row(page, now, terms[page.pk], lands[page.pk]) for page in found]


def lines_of(pages: Iterable[Any], now: datetime | None = None, *, lands: bool = False) -> list[ListedRow]:
    """The calls of a list, which know their cut-offs already, with their terms: one question; one more for `lands`."""
    found, now = list(pages), now or timezone.now()
    terms = terms_of(found)
    named = countries_of(found) if lands else defaultdict(list)
    return [ListedRow(page, now, terms[page.pk], named[page.pk]) for page in found]


def row_of(page: CallPage, now: datetime | None = None) -> Row:
    """One call. Of a draft that is looked at, the cut-offs are those of the draft."""
    now = now or timezone.now()
    terms: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for term in page.terms.all():
        terms[term.scheme].append((term.code, str(term)))
    lands = sorted(((one.pk, str(one)) for one in page.countries.all()), key=lambda pair: sort_key(pair[1]))
    return Row(page, now, terms, lands)


def terms_of(pages: Iterable[Any]) -> Mapping[int, dict[str, list[tuple[str, str]]]]:
    """The terms of pages by page and code list: code and label, in the order of the code list."""
    found = (
        TERMS.objects.filter(contentpage__in=[page.pk for page in pages])
        .order_by("term__order", "term__label")
        .values_list("contentpage", "term__scheme", "term__code", "term_id", "term__label")
    )
    terms: dict[int, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for page, scheme, code, pk, label in found:
        terms[page][scheme].append((code, of_term(pk, label)))
    return terms


def countries_of(pages: Iterable[Any]) -> Mapping[int, list[tuple[str, str]]]:
    """The countries of pages by page: code and name, by name."""
    found = COUNTRIES.objects.filter(contentpage__in=[page.pk for page in pages])
    rows = [
        (sort_key(name := of_country(code, english)), name, page, code)
        for page, code, english in found.values_list("contentpage", "country_id", "country__name")
    ]
    lands: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for _key, name, page, code in sorted(rows):
        lands[page].append((code, name))
    return lands


def money(amount: Decimal | None) -> str:
    """An amount in euro as the reader's language writes it, without cents."""
    return _money_in(get_language() or "en", amount) if amount is not None else ""


@lru_cache(maxsize=2_000)
def _money_in(language: str, amount: Decimal) -> str:
    locale, pattern = _writes_money(language)
    return format_currency(amount, "EUR", format=pattern, locale=locale, currency_digits=False)


@lru_cache
def _writes_money(language: str) -> tuple[Locale, NumberPattern]:
    """How a language writes amounts without cents."""
    locale = Locale.parse(language, sep="-")
    return locale, parse_pattern(re.sub(r"\.0+", "", locale.currency_formats["standard"].pattern))


def uncapitalised(words: str) -> str:
    """Words inside a sentence; abbreviations stay as they are, and so does German."""
    if get_language() == "de" or words[1:2].isupper():
        return words
    return words[:1].lower() + words[1:]
