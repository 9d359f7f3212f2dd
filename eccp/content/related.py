"""What belongs to a page: computed from the terms and countries that both carry, never typed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from eccp.content.about import address
from eccp.content.models import ArticlePage, CallPage, ContentPage, ResourcePage, next_cutoff_of
from eccp.content.moments import Said, say
from eccp.content.remembering import remembered

MOST = 4
COLUMNS = ("title", "lead", "url_path", "content_type")
KINDS: list[Any] = [ArticlePage, CallPage, ResourcePage]


@dataclass(frozen=True)
class Related:
    """One page, as a line."""

    title: str
    url: str
    kind: str
    lead: str
    day: Any  # none of a call: only its cut-off matters
    next_at: datetime | None
    zone: str

    @property
    def closes(self) -> Said | None:
        """The next cut-off of a call as people read it."""
        return say(self.next_at, self.zone) if self.next_at else None


def related(page: ContentPage) -> list[Related]:
    """Articles, calls that one can still apply to, and resources that share most with a page, the newest first.

    One query for what the page carries, unless it was read already, and one for all that shares it.
    """
    carried = [
        *(("term", term.pk) for term in page.terms.all()),
        *(("country", country.pk) for country in page.countries.all()),
    ]
    if not carried:
        return []
    return remembered(f"related.{page.pk}.{hash(tuple(carried))}", lambda: _sharing(page, carried))


def _sharing(page: ContentPage, carried: list[tuple[str, Any]]) -> list[Related]:
    terms = [key for kind, key in carried if kind == "term"]
    countries = [key for kind, key in carried if kind == "country"]
    with_terms = ContentPage.terms.through.objects.filter(term__in=terms)
    with_countries = ContentPage.countries.through.objects.filter(country__in=countries)
    kinds = ContentType.objects.get_for_models(*KINDS).values()
    now = timezone.now()
    found = (
        ContentPage.objects.live()
        .for_everybody()
        .filter(content_type__in=list(kinds), locale=page.locale_id)
        .filter(Q(pk__in=with_terms.values("contentpage")) | Q(pk__in=with_countries.values("contentpage")))
        .exclude(pk=page.pk)
        .exclude(callpage__last_cutoff_at__lte=now)
        .annotate(
            **next_cutoff_of("callpage__pk", now),
            shared=_number(with_terms) + _number(with_countries),
            day=Coalesce("articlepage__date", TruncDate("first_published_at")),
            is_achievement=Q(articlepage__kind=ArticlePage.Kind.ACHIEVEMENT),
        )
        .order_by("-shared", F("day").desc(nulls_last=True), "-pk")
    )
    return [_line(one) for one in found.only(*COLUMNS)[:MOST]]


def _number(shared: Any) -> Any:
    """How many of the rows are of this page."""
    of_it = shared.filter(contentpage=OuterRef("pk")).order_by().values("contentpage")
    return Coalesce(
        Subquery(of_it.annotate(number=Count("pk")).values("number")), Value(0), output_field=IntegerField()
    )


def _line(one: Any) -> Related:
    model: Any = one.cached_content_type.model_class()
    kind = ArticlePage.Kind.ACHIEVEMENT.label if one.is_achievement else model.kind_label
    day = None if model is CallPage else one.day
    return Related(one.title, address(one), str(kind), one.lead, day, one.next_at, one.next_zone or "")
