"""What a profile's public page shows, read from the declaration of its type: a new type needs no template."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from eccp.organisations.legible import followable, host, language_name, lines
from eccp.organisations.models import Label, Organisation, ProfileText
from eccp.organisations.types.base import Step
from eccp.organisations.types.fields import Countries, Detail, Field, Terms
from eccp.organisations.wording import SAID
from eccp.reference.labels import in_order
from eccp.reference.models import Term

FRESH_FOR = timedelta(days=365)

# The facets of the directory that a term leads to.
FACETS = {"ecosystem", "sector", "emerging_industry", "technology", "service", "partnership_strand"}
PLACED = {"languages", "services"}  # shown elsewhere than with the focus


@dataclass(frozen=True)
class Fact:
    """One thing that a profile says, in a few words; of a figure also what it counts."""

    label: Any
    value: Any
    url: str = ""
    unit: Any = ""
    definition: Any = ""


@dataclass(frozen=True)
class Group:
    """Things of one kind under one heading."""

    label: Any
    facts: list[Fact] = field(default_factory=list)


@dataclass(frozen=True)
class Translation:
    """The texts in a language besides English."""

    code: str
    language: str
    text: ProfileText


class Page:
    """A profile as its page shows it. Reads a profile that came `with_everything`; asks the database nothing."""

    def __init__(self, organisation: Organisation, on: datetime | None = None) -> None:
        self.organisation = organisation
        self.kind = organisation.kind
        self.now = on or timezone.now()

    @property
    def place(self) -> str:
        """Town, region and country in one line; not the region that is the town itself ("Essen, Kreisfreie Stadt")."""
        row = self.organisation
        region = row.region.name if row.region else ""
        if row.city and region.partition(",")[0] == row.city:
            region = ""
        return ", ".join(dict.fromkeys(part for part in (row.city, region, str(row.country)) if part))

    @property
    def stale(self) -> bool:
        """Whether a validated profile has not been confirmed for a year (365 days)."""
        at = self.organisation.last_confirmed_at
        return self.organisation.is_published and (at is None or self.now - at > FRESH_FOR)

    @property
    def website(self) -> str:
        """The address of the website, if it is one that a browser may follow."""
        return followable(self.organisation.website)

    @property
    def labels(self) -> list[Label]:
        """The excellence labels that hold today."""
        today = timezone.localdate(self.now)
        return [label for label in self.organisation.labels.all() if label.holds(today)]

    @property
    def seeks(self) -> list[str]:
        """What they seek, line by line."""
        return lines(self.organisation.text("seeks"))

    @property
    def offers(self) -> list[str]:
        """What they offer, line by line."""
        return lines(self.organisation.text("offers"))

    @property
    def facts(self) -> list[Fact]:
        """What all types say of themselves, then what only this type does."""
        row = self.organisation
        founded = [str(part) for part in (row.founded, row.legal_form) if part]
        found = [
            Fact(_("Founded") if row.founded else _("Legal form"), ", ".join(founded)),
            Fact(_("Region"), f"{row.region.name} ({row.region.code})" if row.region else ""),
            Fact(_("Website"), host(self.website), self.website),
            Fact(_("Short name"), row.short_name),
            Fact(SAID["languages"], ", ".join(str(term) for term in row.terms_of("language"))),
        ]
        found += [self._fact(one) for one in self._details() if not self._is_prose(one)]
        return [fact for fact in found if fact.value or fact.value == 0]

    @property
    def prose(self) -> list[Fact]:
        """The long texts that only this type has."""
        found = [self._fact(one) for one in self._details() if self._is_prose(one)]
        return [fact for fact in found if fact.value]

    @property
    def members(self) -> list[tuple[int, Any]]:
        """How many members of each kind, with their words; empty for types without member counts."""
        details = self.organisation.details
        counts = ((getattr(details, name), self._said(name)) for name in self.kind.members_total)
        return [(count, words) for count, words in counts if count]

    @property
    def members_total(self) -> int:
        """How many members there are in all."""
        return sum(count for count, _words in self.members)

    @property
    def members_url(self) -> str:
        """Where the list of members can be read."""
        return followable(getattr(self.organisation.details, "members_link", ""))

    @property
    def figures(self) -> list[Group]:
        """The steps of the form that only count something, such as the results of a partnership."""
        groups = [
            Group(
                step.title, [self._figure(one) for one in step.fields if self._value(one) not in (None, "")]
            )
            for step in self.kind.steps
            if self._counts(step)
        ]
        return [group for group in groups if group.facts]

    @property
    def focus(self) -> list[Group]:
        """The code lists that describe the focus, each term leading to the like in the directory."""
        lists = (one for one in self.kind if isinstance(one, Terms) and one.name not in PLACED)
        groups = [self._terms(one) for one in lists]
        return [group for group in groups if group.facts]

    @property
    def services(self) -> list[Fact]:
        """The services to members, for the types that have them."""
        found = [self._terms(one) for one in self.kind if isinstance(one, Terms) and one.name == "services"]
        return found[0].facts if found else []

    @property
    def countries(self) -> list[Group]:
        """The countries that they work with, or seek partners in."""
        groups = [
            self._group(
                one,
                (
                    (str(row), facet("country", row.pk))
                    for row in in_order(self.organisation.countries_of(one.link))
                ),
            )
            for one in self.kind
            if isinstance(one, Countries)
        ]
        return [group for group in groups if group.facts]

    @property
    def projects(self) -> list[Fact]:
        """The European projects: their name with programme and years."""
        found = []
        for row in self.organisation.projects.all():
            years = "–".join(str(year) for year in (row.starts, row.ends) if year)
            when = ", ".join(part for part in (row.programme, years) if part)
            found.append(Fact(row.acronym, when, followable(row.link)))
        return found

    @property
    def recognitions(self) -> list[Fact]:
        """The programmes that recognise them. Never the letters."""
        return [
            Fact(row.programme, row.get_level_display(), followable(row.link))
            for row in self.organisation.recognitions.all()
        ]

    @property
    def social(self) -> list[Fact]:
        """Their accounts on social networks."""
        found = [Fact("", row.network, followable(row.link)) for row in self.organisation.social_links.all()]
        return [fact for fact in found if fact.url]

    @property
    def english(self) -> ProfileText | None:
        """The texts in English."""
        return next((row for row in self.organisation.texts.all() if row.language == "en"), None)

    @property
    def translations(self) -> list[Translation]:
        """The texts in other languages, where there are any words in them."""
        return [
            Translation(row.language, self._language(row.language), row)
            for row in self.organisation.texts.all()
            if row.language != "en" and (row.summary or row.description)
        ]

    def _details(self) -> Iterator[Detail]:
        """The public fields of the type's own table that have no place of their own on the page."""
        elsewhere = {*self.kind.members_total}
        if self.kind.members_total:
            elsewhere.add("members_link")
        for step in self.kind.steps:
            for one in step.fields:
                if (
                    isinstance(one, Detail)
                    and one.public
                    and one.name not in elsewhere
                    and not self._counts(step)
                ):
                    yield one

    def _counts(self, step: Step) -> bool:
        """Whether a step only counts things, members apart."""
        return all(
            isinstance(one, Detail)
            and one.name not in self.kind.members_total
            and isinstance(self._column(one), models.PositiveIntegerField)
            for one in step.fields
        )

    def _terms(self, one: Terms) -> Group:
        chosen = self.organisation.terms_of(one.scheme)
        return self._group(one, ((term, facet(one.scheme, term.code)) for term in chosen))

    def _group(self, one: Field, named: Iterable[tuple[Any, str]]) -> Group:
        return Group(self._said(one.name), [Fact("", word, url) for word, url in named])

    def _fact(self, one: Field) -> Fact:
        column, value = self._column(one), self._value(one)
        label = self._said(one.name)
        if isinstance(column, models.URLField):
            return Fact(label, host(followable(value)), followable(value))
        if isinstance(value, Term):
            return Fact(label, value, facet(value.scheme, value.code))
        if column.choices:
            return Fact(label, capfirst(getattr(self.organisation.details, f"get_{one.name}_display")()))
        if isinstance(column, models.DateField):
            return Fact(label, date_format(value, "DATE_FORMAT") if value else "")
        return Fact(label, "" if value is None else value)

    def _figure(self, one: Any) -> Fact:
        return Fact(self._said(one.name), self._value(one), unit=one.unit, definition=one.help)

    def _value(self, one: Any) -> Any:
        return getattr(self.organisation.details, one.name)

    def _column(self, one: Field) -> Any:
        return self.kind.details._meta.get_field(one.name)

    def _is_prose(self, one: Detail) -> bool:
        return isinstance(self._column(one), models.TextField)

    def _language(self, code: str) -> str:
        """A language's name in itself, else as the profile's own list of languages has it, else its code."""
        own = (str(term) for term in self.organisation.terms_of("language") if term.code == code)
        known = language_name(code)
        return next(own, code) if known == code else known

    def _said(self, name: str) -> Any:
        return SAID.get(name) or self.kind.field(name).label


def facet(name: str, code: str) -> str:
    """The address of all that share a term in the directory; nothing where the directory cannot filter by it."""
    if name not in FACETS | {"country"}:
        return ""
    try:
        return f"{reverse('directory:index')}?{urlencode({name: code})}"
    except NoReverseMatch:
        return ""
