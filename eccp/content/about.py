"""The pages about one thing, a country or a term: calls, news and resources, the first of each, with one query."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce, RowNumber
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.models import Page, PageViewRestriction

from eccp.content.languages import language_of
from eccp.content.models import CallPage, ContentPage, Cutoff, ResourcePage
from eccp.content.moments import Said, say

SHOWN = 4  # of each kind
MOST = 60  # of resources, which stand in two lists, so that no one list has those of a page
CALL, ARTICLE, RESOURCE = "call", "article", "resource"
COLUMNS = ("title", "lead", "url_path", "callpage__pk", "articlepage__date", "resourcepage__kind")


@dataclass(frozen=True)
class Line:
    """A page in a list: a call with its next cut-off, news with their date, a resource with its kind."""

    title: str
    lead: str
    address: str
    closes_at: datetime | None = None
    zone: str = ""
    day: date | None = None
    kind: Any = ""

    @property
    def closes(self) -> Said | None:
        """The next cut-off as people read it."""
        return say(self.closes_at, self.zone) if self.closes_at else None


@dataclass(frozen=True)
class Few:
    """The first pages of a kind, and how many there are in all."""

    rows: list[Any] = field(default_factory=list)
    total: int = 0
    shown: int = SHOWN

    @property
    def first(self) -> list[Any]:
        """Those that are seen at once."""
        return self.rows[: self.shown]

    @property
    def others(self) -> list[Any]:
        """Those that are read too, and seen when they are asked for."""
        return self.rows[self.shown :]

    def __bool__(self) -> bool:
        """Whether there are any."""
        return self.total > 0


@dataclass(frozen=True)
class Gathered:
    """What the hub has about one thing."""

    calls: Few
    news: Few
    resources: Few


def gather(about: Any, locale: int) -> Gathered:
    """The live pages of a language tree among those of these ids, newest first, with one query.

    Calls only while they are open, what closes next first. Whole pages are not read: that takes longer than
    all the rest.
    """
    now = timezone.now()
    open_now = Q(pk__in=CallPage.objects.open(now).order_by().values("pk"))
    next_cutoff = Cutoff.objects.filter(page=OuterRef("callpage__pk"), at__gt=now).order_by("at")
    order = [
        F("closes_at").asc(nulls_last=True),
        F("articlepage__date").desc(nulls_last=True),
        F("resourcepage__year").desc(nulls_last=True),
        F("pk").desc(),
    ]
    rows = (
        ContentPage.objects.live()
        .filter(
            Q(articlepage__isnull=False) | Q(resourcepage__isnull=False) | open_now,
            is_public(),
            pk__in=about,
            locale=locale,
        )
        .annotate(
            closes_at=Subquery(next_cutoff.values("at")[:1]), zone=Subquery(next_cutoff.values("zone")[:1])
        )
        .annotate(
            rank=Window(RowNumber(), partition_by="content_type", order_by=order),
            of_its_kind=Window(Count("pk"), partition_by="content_type"),
            most=Case(When(resourcepage__isnull=False, then=Value(MOST)), default=Value(SHOWN)),
        )
        .filter(rank__lte=F("most"))
        .order_by("rank")
        .values(*COLUMNS, "closes_at", "zone", "of_its_kind")
    )
    found: dict[str, list[Line]] = {CALL: [], ARTICLE: [], RESOURCE: []}
    totals = dict.fromkeys(found, 0)
    for row in rows:
        kind = CALL if row["callpage__pk"] else ARTICLE if row["articlepage__date"] else RESOURCE
        found[kind].append(_line(row))
        totals[kind] = row["of_its_kind"]
    return Gathered(*(Few(found[kind], totals[kind]) for kind in (CALL, ARTICLE, RESOURCE)))


def _line(row: dict[str, Any]) -> Line:
    said = row["resourcepage__kind"]
    return Line(
        row["title"],
        row["lead"],
        place_of(row["url_path"]),
        row["closes_at"],
        row["zone"] or "",
        row["articlepage__date"],
        ResourcePage.Kind(said).label if said else "",
    )


def calls_for_all(locale: int) -> Any:
    """How many open calls name no country, as an expression beside another row."""
    named = ContentPage.countries.through.objects.filter(contentpage=OuterRef("pk"))
    rows = CallPage.objects.live().open().filter(is_public(), ~Exists(named), locale=locale).order_by()
    counted = rows.values("live").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))


def is_public() -> Any:
    """A condition on pages: an editor has closed neither it nor a page above it. Part of the one query."""
    closed = PageViewRestriction.objects.annotate(asked=ExpressionWrapper(OuterRef("path"), CharField()))
    return ~Exists(closed.filter(asked__startswith=F("page__path")))


def way_to(page: Any) -> list[tuple[str, str, str]]:
    """The pages above it below the home page, in the reader's language where they are; with one query.

    Of each its title, its address and the language of the title.
    """
    above = page.get_ancestors().filter(depth__gt=2).order_by()
    columns = ("translation_key", "title", "url_path", "locale_id")
    if language_of(page.locale_id) == get_language():
        rows = above.order_by("depth").values_list(*columns)
    else:
        of_reader = Q(locale__language_code=get_language())
        asked = Q(pk__in=above.values("pk")) | Q(
            of_reader, live=True, translation_key__in=above.values("translation_key")
        )
        rows = (
            Page.objects.filter(asked)
            .alias(read=Q(of_reader))
            .order_by("depth", "read")
            .values_list(*columns)
        )
    found = {key: (title, path, language) for key, title, path, language in rows}
    return [(title, place_of(path), language_of(language)) for title, path, language in found.values()]


def address(page: Any) -> str:
    """Where a page is read below the language of the reader, whichever tree it stands in."""
    return place_of(page.url_path)


def place_of(path: str) -> str:
    """The same for the path that Wagtail keeps of a page."""
    _root, _slash, place = path.strip("/").partition("/")
    return _home_in(get_language()) + (f"{place}/" if place else "")


@lru_cache(maxsize=100)
def _home_in(language: str | None) -> str:
    """The first page in a language. A list asks for it at each line, and it stays while a process runs."""
    return reverse("home")
