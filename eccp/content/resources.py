"""What a resource shows beside its text: its files, its terms in words, and who helps to do the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from babel import Locale
from django.db.models import Exists, OuterRef, Prefetch, prefetch_related_objects
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from eccp.content.models import ResourceFile, ResourcePage
from eccp.content.related import related
from eccp.core.languages import speakable
from eccp.organisations.models import Organisation
from eccp.reference.models import Scheme, Term

PROVIDER = "resource_efficiency_provider"
PROVIDERS_SHOWN = 4


@dataclass(frozen=True)
class FileRow:
    """A file to take away, with what one wants to know before."""

    url: str
    title: str
    kind: str
    size: str
    language: str
    language_code: str

    @property
    def facts(self) -> str:
        """Its kind, size and language: "PDF, 1.2 MB, German"."""
        return ", ".join(part for part in (self.kind, self.size, self.language) if part)


@dataclass(frozen=True)
class Row:
    """A resource in a list: read once, with all that the line says."""

    page: ResourcePage
    files: list[FileRow]
    countries: list[str]
    by_scheme: dict[str, list[str]]

    @property
    def payback(self) -> str:
        """After how long it was paid back, in words."""
        return payback(self.page.payback_months)

    @property
    def about(self) -> list[str]:
        """What the list's filters have of it, in words: sectors and techniques, else target groups."""
        return [
            label
            for scheme in (Scheme.EREK_SECTOR, Scheme.TECHNIQUE, Scheme.TARGET_GROUP)
            for label in self.by_scheme.get(scheme, [])
        ]

    def terms(self, scheme: str) -> str:
        """The terms of one code list in words."""
        return ", ".join(self.by_scheme.get(scheme, []))

    @property
    def target_groups(self) -> str:
        """For whom it is."""
        return self.terms(Scheme.TARGET_GROUP)

    @property
    def sectors(self) -> str:
        """The sectors of resource efficiency."""
        return self.terms(Scheme.EREK_SECTOR)

    @property
    def techniques(self) -> str:
        """What was done."""
        return self.terms(Scheme.TECHNIQUE)

    @property
    def subjects(self) -> str:
        """Ecosystems and policy areas."""
        return ", ".join(
            [*self.by_scheme.get(Scheme.ECOSYSTEM, []), *self.by_scheme.get(Scheme.POLICY_AREA, [])]
        )

    @property
    def places(self) -> str:
        """The countries in words."""
        return ", ".join(self.countries)


def rows_of(pages: Iterable[Any]) -> list[Row]:
    """Resources with their files, terms and countries, in a fixed number of queries in every language."""
    found = list(pages)
    prefetch_related_objects(
        found,
        "terms",
        "countries",
        Prefetch("files", ResourceFile.objects.select_related("document").order_by("sort_order")),
    )
    return [
        Row(
            page,
            [file_row(file) for file in page.files.all()],
            [str(country) for country in page.countries.all()],
            _by_scheme(page.terms.all()),
        )
        for page in found
    ]


def _by_scheme(terms: Iterable[Term]) -> dict[str, list[str]]:
    gathered: dict[str, list[str]] = {}
    for term in sorted(terms, key=lambda term: (term.order, term.label)):
        gathered.setdefault(term.scheme, []).append(str(term))
    return gathered


def file_row(file: ResourceFile) -> FileRow:
    """A file as the page says it."""
    document = file.document
    size = document.get_file_size()
    return FileRow(
        document.url,
        document.title,
        document.file_extension.upper(),
        filesizeformat(size) if size is not None else "",
        language(file.language),
        file.language,
    )


def language(code: str) -> str:
    """The name of a language as the reader calls it within a sentence: "German", "allemand"."""
    return str(Locale(code).get_language_name(speakable(get_language())))


def payback(months: int | None) -> str:
    """After how long something was paid back: in months, from two full years on in years."""
    if months is None:
        return ""
    if months >= 2 * 12 and months % 12 == 0:
        return ngettext("%(number)s year", "%(number)s years", months // 12) % {"number": months // 12}
    return ngettext("%(number)s month", "%(number)s months", months) % {"number": months}


@dataclass(frozen=True)
class Help:
    """Who helps to do the same: some providers, the nearest first, and the address of all."""

    near: Sequence[Organisation]
    others: Sequence[Organisation]
    near_url: str
    all_url: str


def who_helps(page: ResourcePage) -> Help:
    """The validated providers of support: of the practice's countries first, then of its sectors."""
    countries = sorted(country.pk for country in page.countries.all())
    sectors = [term.pk for term in page.terms.all() if term.scheme == Scheme.EREK_SECTOR]
    same = Organisation.terms.through.objects.filter(organisation=OuterRef("pk"), term__in=sectors)
    found = (
        Organisation.objects.published()
        .of_type(PROVIDER)
        .select_related("country")
        .prefetch_related("texts")
        .annotate(same_sector=Exists(same))
        .order_by("-same_sector", "sort_key", "pk")
    )
    near = list(found.filter(country__in=countries)[:PROVIDERS_SHOWN])
    others = list(found.exclude(country__in=countries)[: PROVIDERS_SHOWN - len(near)])
    return Help(near, others, providers_address(countries) if near else "", providers_address())


def providers_address(countries: Iterable[str] = ()) -> str:
    """Where the directory lists the validated providers of support, of some countries or of all."""
    asked = [("type", PROVIDER), *(("country", code) for code in countries), ("trust", "validated")]
    return f"{reverse('directory:index')}?{urlencode(asked)}"


def resource_page(page: ResourcePage) -> dict[str, Any]:
    """The context of a resource's page."""
    row = rows_of([page])[0]
    helps = who_helps(page) if page.kind == ResourcePage.Kind.PRACTICE else None
    return {"row": row, "facts": facts(row), "helps": helps, "related": related(page)}


def facts(row: Row) -> list[dict[str, Any]]:
    """What there is to know at a glance; what is not known is left out."""
    said = [
        (_("Company"), row.page.company),
        (_("Author"), row.page.author),
        (_("Year"), row.page.year),
        (_("For whom"), row.target_groups),
        (_("Sector"), row.sectors),
        (_("Technique"), row.techniques),
        (_("Country"), row.places),
        (_("About"), row.subjects),
    ]
    return [{"label": label, "value": value} for label, value in said if value]
