"""Searching the whole platform with one question: profiles and pages, grouped by what they are.

Profiles are the directory's business. Pages are found in Wagtail's index by whole words and beginnings of
words; where that finds nothing, in the titles of the newest pages with typing errors forgiven.

What has all the words in its name or title stands first. Where one of the two has the words and the other
has only what comes close, that stands last, says so, and is neither counted nor marked for its errors.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page

from eccp.content import models
from eccp.content.about import address
from eccp.content.public import for_everybody
from eccp.content.search import askable, said
from eccp.directory import results, search
from eccp.directory.panel import address as directory_address
from eccp.directory.query import Query
from eccp.directory.words import Matcher, marked

PROFILES_SHOWN = 5
PAGES_SHOWN = 5
MOST_PAGES = 300
TITLES_SCANNED = 500
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
    """A page that was found, with what matched marked."""

    page: Page
    title: SafeString
    text: SafeString
    url: str


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

    `forgiven` and `profiles_forgiven` say of which of the two typing errors were forgiven.
    """

    words: str
    profiles: list[results.Row]
    profiles_total: int
    profiles_url: str
    groups: list[Group]
    only: str
    forgiven: bool
    profiles_forgiven: bool
    pages_first: bool

    @property
    def total(self) -> int:
        """How much was found in all; what only comes close counts where there is nothing else."""
        pages = sum(group.total for group in self.groups)
        exact = (not self.profiles_forgiven) * self.profiles_total + (not self.forgiven) * pages
        return exact or self.profiles_total + pages

    @property
    def words_said(self) -> str:
        """The words as the page says them in quotation marks of its own."""
        return said(self.words)


def answer(words: str, only: str = "") -> Answer:
    """Search everything. `only` names a kind whose pages are shown all instead of the first five."""
    query = Query.from_params(QueryDict(urlencode({"q": words})))
    found = search.find(query, facets=(), size=PROFILES_SHOWN)
    pages, forgiven = pages_with(words)
    matcher = Matcher.of(words, forgiving=forgiven)
    close = found.answer.forgiven and bool(pages) and not forgiven
    answered = replace(found.answer, forgiven=found.answer.forgiven and not close)
    profiles = results.rows(answered, query) if words else []
    names = [one.organisation.name for one in profiles]
    titles = [page.title for page in pages]
    return Answer(
        words=words,
        profiles=profiles,
        profiles_total=found.answer.total if words else 0,
        profiles_forgiven=found.answer.forgiven,
        pages_first=close or (not forgiven and has_all(titles, matcher) and not has_all(names, matcher)),
        profiles_url=directory_address(query),
        groups=grouped(pages, matcher, only),
        only=only if only in KINDS else "",
        forgiven=forgiven,
    )


def has_all(names: Iterable[str], matcher: Matcher) -> bool:
    """Whether one of the names has all the words."""
    return any(not matcher.besides(name).words for name in names)


def pages_with(words: str) -> tuple[list[Page], bool]:
    """The pages that have all the words, best first, as the reader's language shows them; whether errors were forgiven."""
    asked = askable(words)
    if not asked:
        return [], False
    pages = for_everybody(Page.objects.live())
    found = {page.pk: page for page in pages.search(asked, operator="and")[:MOST_PAGES]}
    for page in pages.autocomplete(asked, operator="and")[:MOST_PAGES]:
        found.setdefault(page.pk, page)
    if found:
        return in_readers_language(found.values()), False
    close = Matcher.of(words, forgiving=True)
    newest = pages.order_by("-last_published_at")[:TITLES_SCANNED]
    return in_readers_language(page for page in newest if not close.besides(page.title).words), True


def in_readers_language(pages: Iterable[Page]) -> list[Page]:
    """Each page once: in the reader's language where it was found in it, else in the first language."""
    rows = list(pages)
    codes = dict(Locale.objects.values_list("pk", "language_code"))
    own = {page.translation_key for page in rows if codes[page.locale_id] == get_language()}
    return [
        page
        for page in rows
        if codes[page.locale_id] == get_language()
        or (codes[page.locale_id] == settings.LANGUAGE_CODE and page.translation_key not in own)
    ]


def grouped(pages: list[Page], matcher: Matcher, only: str) -> list[Group]:
    """The pages by kind, those with all the words in their title first; kinds that have such a page first, too."""
    groups = []
    leads = leads_of(pages)
    titled = {page.pk for page in pages if has_all([page.title], matcher)}
    for code, (label, kinds) in KINDS.items():
        types = {ContentType.objects.get_for_model(kind).pk for kind in kinds}
        mine = [page for page in pages if page.content_type_id in types]
        mine.sort(key=lambda page: page.pk not in titled)
        if mine and only in ("", code):
            shown = mine if only else mine[:PAGES_SHOWN]
            groups.append(Group(code, label, [hit(page, leads, matcher) for page in shown], len(mine)))
    return sorted(groups, key=lambda group: group.hits[0].page.pk not in titled)


def leads_of(pages: list[Page]) -> dict[int, str]:
    """What pages say they are about, by page."""
    keys = [page.pk for page in pages]
    of_kinds = models.ContentPage.objects.filter(pk__in=keys).values_list("pk", "lead")
    return dict(of_kinds) | dict(models.TextPage.objects.filter(pk__in=keys).values_list("pk", "lead"))


def hit(page: Page, leads: dict[int, str], matcher: Matcher) -> Hit:
    """A page as a result."""
    text = page.search_description or leads.get(page.pk, "")
    return Hit(
        page, marked(page.title, matcher.spans(page.title)), marked(text, matcher.spans(text)), address(page)
    )


def suggested(words: str) -> list[tuple[SafeString, str, str]]:
    """A few pages whose title has what was typed so far: title, kind, address."""
    asked = askable(words)
    if not asked:
        return []
    pages = for_everybody(Page.objects.live()).autocomplete(asked, operator="and")[: SUGGESTED * 5]
    matcher = Matcher.of(words, forgiving=False)
    labels = {
        ContentType.objects.get_for_model(kind).pk: label for label, kinds in KINDS.values() for kind in kinds
    }
    return [
        (
            marked(page.title, matcher.spans(page.title)),
            str(labels.get(page.content_type_id, "")),
            address(page),
        )
        for page in in_readers_language(pages)[:SUGGESTED]
    ]
