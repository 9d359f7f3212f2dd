"""What the platform knows about a policy area or an ecosystem: only what carries its term."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, OuterRef, Subquery, Value, When, Window
from django.db.models.functions import Coalesce, RowNumber
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language

from eccp.content.about import Few, Gathered, gather, way_to
from eccp.content.countries import COLUMNS, summary
from eccp.content.country_counts import label
from eccp.content.models import ContentPage, PolicyAreaPage
from eccp.organisations.models import Organisation
from eccp.reference.models import Scheme, Term, TermLabel

SHOWN = 6
PARTNERSHIP, OTHER = "partnership", "other"


@dataclass(frozen=True)
class Known:
    """A term, with what its page shows beside the editor's words."""

    page: PolicyAreaPage
    term: Any
    organisations: Few
    partnerships: Few
    hub: Gathered

    @property
    def way(self) -> list[tuple[str, str, str]]:
        """The pages above it."""
        return way_to(self.page)

    @property
    def name(self) -> str:
        """The term in the reader's language."""
        return str(self.term.said)

    @property
    def is_ecosystem(self) -> bool:
        """Whether organisations name it themselves; a policy area is known from pages only."""
        return self.term.scheme == Scheme.ECOSYSTEM

    @property
    def directory_url(self) -> str:
        """Its organisations in the directory."""
        return _directory(ecosystem=self.term.code)

    @property
    def partnerships_url(self) -> str:
        """Its partnerships in the directory."""
        return _directory(ecosystem=self.term.code, type="eu_partnership")


def _directory(**asked: str) -> str:
    return f"{reverse('directory:index')}?{urlencode(asked)}"


def known_of(page: PolicyAreaPage) -> Known:
    """Gather it, with as many queries for a large ecosystem as for an empty one."""
    term = named(Term.objects.filter(pk=page.term_id)).get()
    carries_it = ContentPage.terms.through.objects.filter(term=term).values("contentpage")
    profiles = _profiles(term, carries_it)
    return Known(
        page,
        term,
        profiles.get(OTHER, Few()),
        profiles.get(PARTNERSHIP, Few()),
        gather(carries_it, page.locale_id),
    )


def named(terms: Any) -> Any:
    """Terms with `said`, their label in the reader's language."""
    language = get_language() or "en"
    if language == "en":
        return terms.annotate(said=F("label"))
    labels = TermLabel.objects.filter(term=OuterRef("pk"), language=language, preferred=True)
    return terms.annotate(said=Coalesce(Subquery(labels.values("label")[:1]), F("label")))


def _profiles(term: Term, pages: Any) -> dict[str, Few]:
    """Published profiles that name an ecosystem, partnerships apart; of a policy area those who wrote about it."""
    rows = Organisation.objects.published()
    if term.scheme == Scheme.ECOSYSTEM:
        rows = rows.filter(pk__in=Organisation.terms.through.objects.filter(term=term).values("organisation"))
        kinds: Any = Case(When(type="eu_partnership", then=Value(PARTNERSHIP)), default=Value(OTHER))
    else:
        writers = ContentPage.objects.live().filter(pk__in=pages).exclude(organisation=None)
        rows = rows.filter(pk__in=writers.order_by().values("organisation"))
        kinds = Value(OTHER)
    newest = [F("published_at").desc(), F("pk").desc()]
    rows = (
        rows.annotate(group_of_it=kinds)
        .annotate(
            line=summary(),
            country_label=label("country", "country__name"),
            rank=Window(RowNumber(), partition_by="group_of_it", order_by=newest),
            of_its_kind=Window(Count("pk"), partition_by="group_of_it"),
        )
        .filter(rank__lte=SHOWN)
        .order_by("rank")
        .only(*COLUMNS)
    )
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.group_of_it, []).append(row)
    return {kind: Few(some, some[0].of_its_kind, SHOWN) for kind, some in found.items()}
