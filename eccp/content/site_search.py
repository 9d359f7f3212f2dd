"""Searching the whole platform with one question: profiles and pages, grouped by what they are.

Profiles are the directory's business; `site_pages.py` finds the pages.

What has all the words in its name or title stands first. Where one of the two has the words and the other
has only what comes close, that stands last, says so, and is neither counted nor marked for its errors.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.search.models import IndexEntry

from eccp.content import models
from eccp.content.about import address
from eccp.content.asking import askable, has, is_question, missing
from eccp.content.help.finding import best_on
from eccp.content.search import said
from eccp.content.site_pages import FoundPages, How, beginning_with, pages_with
from eccp.content.site_places import Place, places_with
from eccp.content.topic_names import titles_of
from eccp.core.names import fold
from eccp.core.slips import Typed
from eccp.directory import results, search
from eccp.directory.engine.words import errors_forgiven
from eccp.directory.panel import address as directory_address
from eccp.directory.query import Query
from eccp.directory.words import Matcher, excerpt, marked
from eccp.organisations.models import Organisation

PROFILES_SHOWN = 5
PAGES_SHOWN = 5
SUGGESTED = 3

# The kinds of pages in the order in which they are shown.
KINDS: dict[str, tuple[Any, tuple[type[Page], ...]]] = {
    "calls": (_("Open calls"), (models.CallPage,)),
    "news": (_("News"), (models.ArticlePage,)),
    "knowledge": (_("Knowledge"), (models.ResourcePage,)),
    "topics": (
        _("Countries, policy areas and programmes"),
        (models.CountryPage, models.PolicyAreaPage, models.ProgrammePage),
    ),
    "help": (
        _("Help and about the platform"),
        (models.HelpPage, models.TextPage, models.SectionPage, models.HomePage),
    ),
}


@dataclass(frozen=True)
class Hit:
    """A page that was found, with what matched marked. The title of a country is not in the language of its page."""

    page: Page | None
    title: SafeString
    text: SafeString
    url: str
    title_of: Page | None


@dataclass(frozen=True)
class Group:
    """The pages of one kind: those shown, how many there are, and where all of them are."""

    code: str
    label: Any
    hits: list[Hit]
    total: int


@dataclass(frozen=True)
class Answer:
    """What a question found: profiles with their number and the way to all, and pages by kind.

    `forgiven` and `profiles_forgiven` say of which of the two typing errors were forgiven; `some_words`, that
    pages with only some of the words are shown.
    """

    words: str
    profiles: list[results.Row]
    profiles_total: int
    profiles_url: str
    groups: list[Group]
    only: str
    forgiven: bool
    some_words: bool
    profiles_forgiven: bool
    pages_first: bool

    @property
    def total(self) -> int:
        """How much was found in all; what only comes close counts where there is nothing else."""
        pages = sum(group.total for group in self.groups)
        pages_close = self.forgiven or self.some_words
        exact = (not self.profiles_forgiven) * self.profiles_total + (not pages_close) * pages
        return exact or self.profiles_total + pages

    @property
    def words_said(self) -> str:
        """The words as the page says them in quotation marks of its own."""
        return said(self.words)


def answer(words: str, only: str = "") -> Answer:
    """Search everything. `only` names a kind whose pages are shown all instead of the first five."""
    query = Query.from_params(QueryDict(urlencode({"q": words})))
    found = search.find(query, facets=(), size=PROFILES_SHOWN)
    forgiven = found.answer.forgiven
    places = places_with(words)
    told = pages_with(words, elsewhere=bool(places) or (found.answer.total > 0 and not forgiven))
    if told.how is not How.ALL and not places and (places := places_with(told.words)):
        told = replace(told, how=How.CLOSE, pages=told.pages if told.how is How.CLOSE else [])
    close = forgiven and told.how is How.ALL and bool(told.pages or places)
    answered = replace(found.answer, forgiven=forgiven and not close)
    profiles = results.rows(answered, query) if words else []
    if forgiven and (told.pages or places):
        profiles = [row for row in profiles if comes_close(row.organisation, words)]
    shown = shown_of(told)
    names = [row.organisation.name for row in profiles]
    titled = any(not one.lacks for one in shown) or any(
        not missing(words, str(place.title)) for place in places
    )
    return Answer(
        words=words,
        profiles=profiles,
        profiles_total=found.answer.total if profiles else 0,
        profiles_forgiven=forgiven,
        pages_first=close or (told.how is How.ALL and titled and all(missing(words, name) for name in names)),
        profiles_url=directory_address(query),
        groups=grouped(shown, places, told, only, help_first=is_question(words)),
        only=only if only in KINDS else "",
        forgiven=told.how is How.CLOSE,
        some_words=told.how is How.SOME and not places,
    )


def comes_close(organisation: Organisation, words: str) -> bool:
    """Whether a name has all the words with few typing errors. Otherwise a question about something else has profiles."""
    names = fold(f"{organisation.name} {organisation.short_name}").split()
    return all(
        has(word, names) or any(Typed(word).slips(name)[0] <= errors_forgiven(word) for name in names)
        for word in fold(askable(words)).split()
    )


@dataclass(frozen=True)
class Shown:
    """A page as it would be shown: a country by its name in the reader's language, of help the answer that fits.

    `lacks` says how many of the words the title lacks.
    """

    page: Page
    title: str
    text: str
    url: str
    lacks: int


def shown_of(told: FoundPages) -> list[Shown]:
    """The pages as they would be shown, in their order."""
    pages, names = told.pages, titles_of(told.pages)
    keys = [page.pk for page in pages]
    of_kinds = models.ContentPage.objects.filter(pk__in=keys).values_list("pk", "lead")
    leads = dict(of_kinds) | dict(models.TextPage.objects.filter(pk__in=keys).values_list("pk", "lead"))
    help_type = ContentType.objects.get_for_model(models.HelpPage).pk
    asking = [
        page.pk for page in pages if page.content_type_id == help_type and missing(told.words, names[page.pk])
    ]
    answers = best_on(models.HelpPage.objects.filter(pk__in=asking), told.words) if asking else {}
    rows = []
    for page in pages:
        title, text = names[page.pk], page.search_description or leads.get(page.pk, "")
        url, best = address(page), answers.get(page.pk)
        if best:
            title, text, url = best.title, best.beginning, best.url
        lacks = 0 if page.pk in told.named else missing(told.words, title)
        rows.append(Shown(page, title, text, url, lacks))
    return rows


def grouped(
    shown: list[Shown], places: list[Place], told: FoundPages, only: str, *, help_first: bool
) -> list[Group]:
    """What was found by kind, titles that lack the fewest words first; kinds that have such a title first, too.

    `help_first` puts help before other kinds whose titles fit as well.
    """
    groups = []
    matcher = Matcher.of(told.words, forgiving=False)
    order = {one.page.pk: place for place, one in enumerate(shown)}
    bodies = bodies_of(one.page for one in shown if one.lacks and missing(told.words, one.title, one.text))
    for code, (label, kinds) in KINDS.items():
        types = {ContentType.objects.get_for_model(kind).pk for kind in kinds}
        mine = [
            (one.lacks, order[one.page.pk], hit(one, matcher, bodies.get(one.page.pk, "")))
            for one in shown
            if one.page.content_type_id in types
        ]
        if code == "help":
            mine += [(missing(told.words, str(one.title)), -1, hit_of(one, matcher)) for one in places]
        mine.sort(key=lambda one: one[:2])
        if mine and only in ("", code):
            hits = [row for _lacks, _order, row in mine]
            group = Group(code, label, hits if only else hits[:PAGES_SHOWN], len(hits))
            groups.append((mine[0][0], not (help_first and code == "help"), group))
    return [group for *_order, group in sorted(groups, key=lambda one: one[:2])]


def hit(one: Shown, matcher: Matcher, body: str) -> Hit:
    """A page as a result. Where neither title nor lead has the words, the place in the text that has them."""
    named = one.title != one.page.title and one.page.content_type_id in _topic_types()
    title, text = (marked(said, matcher.spans(said)) for said in (one.title, one.text))
    left = matcher.besides(one.title, one.text)
    if body and (spans := left.spans(body)):
        text = excerpt(body, spans)
    return Hit(one.page, title, text, one.url, None if named else one.page)


def bodies_of(pages: Iterable[Page]) -> dict[int, str]:
    """The texts of pages as the index has them, by page; one query, none where there are no pages."""
    keys = {str(page.pk): page.content_type_id for page in pages}
    rows = IndexEntry.objects.filter(object_id__in=keys, content_type__in=set(keys.values())) if keys else []
    # On PostgreSQL `body` is what the database searches in, and the words stand beside it.
    said = {int(row.object_id): getattr(row, "body_text", row.body) for row in rows if _is_of(row, keys)}
    return {pk: text or "" for pk, text in said.items()}


def _is_of(row: IndexEntry, keys: dict[str, int]) -> bool:
    return keys[row.object_id] == row.content_type_id


def hit_of(place: Place, matcher: Matcher) -> Hit:
    """A page of the platform's own as a result."""
    title, text = (marked(said, matcher.spans(said)) for said in (str(place.title), str(place.text)))
    return Hit(None, title, text, place.url, None)


def _topic_types() -> set[int]:
    kinds = (models.CountryPage, models.PolicyAreaPage)
    return {ContentType.objects.get_for_model(kind).pk for kind in kinds}


def suggested(words: str) -> list[tuple[SafeString, str, str]]:
    """A few pages whose title has what was typed so far, else comes close: title, kind, address."""
    rows, asked = beginning_with(words, SUGGESTED)
    matcher = Matcher.of(asked, forgiving=False)
    labels = {
        ContentType.objects.get_for_model(kind).pk: label for label, kinds in KINDS.values() for kind in kinds
    }
    return [
        (marked(title, matcher.spans(title)), str(labels.get(page.content_type_id, "")), address(page))
        for page, title in rows
    ]
