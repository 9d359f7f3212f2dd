"""What the platform knows about a programme: its generations, its partnerships, their results, its calls.

Two kinds of numbers stand on the page and are never added up: those that were published of a generation,
each with its source, and those that partnerships with a validated profile report themselves.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Count, F, Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eccp.content.calls import Row
from eccp.content.models import CallPage, Generation, ProgrammePage
from eccp.core.names import fold
from eccp.directory.facets import VALIDATED
from eccp.organisations.legible import host
from eccp.organisations.models import Organisation, Partner
from eccp.organisations.types import of_code
from eccp.reference.labels import in_order

KIND = "eu_partnership"
SHOWN = 12  # partnerships of one generation; the others open on demand
CALLS_SHOWN = 8

# Where a generation keeps what partnerships report under another name.
COLUMNS = {"collaboration_projects": "projects"}
COUNTED: dict[str, tuple[Any, Any, Any]] = {
    "partnerships": (
        gettext_lazy("Partnerships"),
        "",
        gettext_lazy("Partnerships selected in this generation."),
    ),
    "organisations": (
        gettext_lazy("Cluster organisations"),
        "",
        gettext_lazy("Cluster organisations in all partnerships together."),
    ),
    "countries": (gettext_lazy("Countries"), "", gettext_lazy("Countries that the partners come from.")),
    "budget": (gettext_lazy("Budget"), gettext_lazy("euro"), gettext_lazy("Of the generation as a whole.")),
}


@dataclass(frozen=True)
class Figure:
    """A number with what it counts. `about` says that its source gives it rounded."""

    label: Any
    value: int
    unit: Any = ""
    definition: Any = ""
    about: bool = False


@dataclass(frozen=True)
class Total:
    """What partnerships report in all, and how many of them do."""

    figure: Figure
    reported: int
    among: int


@dataclass(frozen=True)
class Line:
    """One partnership with a validated profile. `programme` is said where the list is not of one programme."""

    organisation: Organisation
    partners: int
    countries: Sequence[Any]
    years: str
    programme: Any = ""


@dataclass
class Round:
    """One generation: what was published of it, and its partnerships that have a profile here."""

    number: int | None
    years: str = ""
    figures: Sequence[Figure] = ()
    markets: str = ""
    note: str = ""
    source_url: str = ""
    source: str = ""
    lines: list[Line] = field(default_factory=list)

    @property
    def shown(self) -> list[Line]:
        """The partnerships that stand open."""
        return self.lines[:SHOWN]

    @property
    def more(self) -> list[Line]:
        """The partnerships that open on demand."""
        return self.lines[SHOWN:]


@dataclass(frozen=True)
class Known:
    """Everything on a programme's page that no editor has to write; `published` is whether figures of it were."""

    rounds: list[Round]
    published: bool
    totals: list[Total]
    calls: list[Row]
    partnerships: int
    partners: int
    countries: list[Any]
    directory_url: str


def known_of(page: ProgrammePage) -> Known:
    """What the page shows. The same few queries, however many partnerships there are."""
    rows = list(partnerships().filter(partnership__strand=page.strand_id))
    known = rounds(page.generations.all(), rows)
    calls = CallPage.objects.live().public().shown_in(page.locale_id).filter(terms=page.strand_id).as_listed()
    now = timezone.now()
    places = [place for row in rows for place in row.partners.all()]
    return Known(
        known,
        any(one.figures for one in known),
        totals(rows),
        [Row(call, now) for call in calls.prefetch_related("cutoffs")[:CALLS_SHOWN]],
        len(rows),
        len({key(place) for place in places}),
        countries_of(places),
        directory_url(partnership_strand=rows[0].partnership.strand.code) if rows else directory_url(),
    )


def directory_url(**asked: str) -> str:
    """The validated partnerships in the directory: all, or those that were asked for."""
    return f"{reverse('directory:index')}?{urlencode({'trust': VALIDATED, 'type': KIND} | asked)}"


def partnerships() -> Any:
    """The published partnerships with their partners, the newest first."""
    with_partners = Prefetch("partners", Partner.objects.select_related("country", "profile__country"))
    return (
        Organisation.objects.published()
        .filter(type=KIND)
        .select_related("partnership__strand")
        .prefetch_related(with_partners)
        .order_by(F("partnership__starts_on").desc(nulls_last=True), "sort_key", "pk")
    )


def rounds(generations: Iterable[Generation], rows: Sequence[Organisation]) -> list[Round]:
    """The generations, the newest first, each with its partnerships; at last those that name none."""
    found: dict[int | None, Round] = {one.number: described(one) for one in generations}
    for row in rows:
        number = row.partnership.generation
        found.setdefault(number, Round(number)).lines.append(line(row))
    return sorted(found.values(), key=lambda one: -(one.number or 0))


def described(generation: Generation) -> Round:
    """A generation with the figures that were published of it."""
    about = {name.strip() for name in generation.approximate.split(",")}
    figures = []
    for name, (label, unit, definition) in (COUNTED | reported()).items():
        column = COLUMNS.get(name, name)
        if (value := getattr(generation, column)) is not None:
            figures.append(Figure(label, value, unit, definition, column in about))
    return Round(
        generation.number,
        years(generation.starts, generation.ends),
        figures,
        generation.markets,
        generation.note,
        generation.source_url,
        host(generation.source_url).partition("/")[0],
    )


def reported() -> dict[str, tuple[Any, Any, Any]]:
    """The results that partnerships report: label, unit and definition, as their own form has them."""
    fields = of_code(KIND).step("results").fields
    return {one.name: (one.label, one.unit, one.help) for one in fields}


def totals(rows: Sequence[Organisation]) -> list[Total]:
    """The sum of each result over the partnerships that report it. Nought is a report, nothing is none."""
    found = []
    for name, (label, unit, definition) in reported().items():
        values = [getattr(row.partnership, name) for row in rows]
        given = [value for value in values if value is not None]
        if given:
            found.append(Total(Figure(label, sum(given), unit, definition), len(given), len(rows)))
    return found


def line(row: Organisation) -> Line:
    """One partnership as a list shows it."""
    details: Any = row.partnership
    places = list(row.partners.all())
    first, last = details.starts_on, details.ends_on
    return Line(row, len(places), countries_of(places), years(first and first.year, last and last.year))


def countries_of(places: Iterable[Partner]) -> list[Any]:
    """The countries of some partners, each once, by name."""
    return in_order({country.pk: country for place in places if (country := land(place))}.values())


def land(place: Partner) -> Any:
    """The country of a partner: of its profile where it is linked to a published one, else as typed."""
    return place.public_profile.country if place.public_profile else place.country


def key(place: Partner) -> Any:
    """What makes two partners the same organisation: the profile, else name and country."""
    return place.profile_id or (fold(place.name), place.country_id)


def years(first: int | None, last: int | None) -> str:
    """A time in years: "2016–2017", "2016", "since 2018"."""
    if not first:
        return ""
    if not last:
        return _("since %(year)s") % {"year": first}
    return str(first) if first == last else f"{first}–{last}"


def others(strands: Iterable[int | None]) -> list[Line]:
    """The partnerships that belong to none of these programmes, with the programme that they name, if any."""
    rows = partnerships().exclude(partnership__strand__in=list(strands))
    return [replace(line(row), programme=row.partnership.strand or "") for row in rows]


def by_strand() -> Counter[int | None]:
    """How many published partnerships name each programme; under None, how many name none."""
    mine = Organisation.objects.published().filter(type=KIND).order_by()
    return Counter(dict(mine.values_list("partnership__strand").annotate(Count("pk"))))


def brief(pages: Sequence[ProgrammePage], here: Counter[int | None]) -> list[Mapping[str, Any]]:
    """The programmes as their section lists them, with the numbers of partnerships that are here."""
    found: list[Mapping[str, Any]] = []
    for page in pages:
        generations = sorted(page.generations.all(), key=lambda one: one.number)
        selected = [one.partnerships for one in generations if one.partnerships is not None]
        ends = [one.ends for one in generations]
        found.append(
            {
                "page": page,
                "years": years(generations[0].starts, None if None in ends else max(ends))
                if generations
                else "",
                "generations": len(generations),
                "selected": sum(selected) if selected else None,
                "here": here[page.strand_id],
            }
        )
    return found
