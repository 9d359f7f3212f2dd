"""The lists of the hub as Atom feeds (RFC 4287), each with the filters of its list.

A list of pages becomes a feed by `feed(name, shows, title)`; a list of other things brings its own entries:

    @feed("profiles", title=_("Newest profiles"))
    def profiles(sent: QueryDict) -> Asked: ...
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import F
from django.http import QueryDict
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator

from eccp.content.about import address
from eccp.content.languages import language_of
from eccp.content.lists import section_showing
from eccp.content.models import ContentPage

MOST = 50
CONTENT_TYPE = "application/atom+xml; charset=utf-8"
BEGUN = datetime(2020, 1, 1, tzinfo=UTC)  # when a feed without entries changed last
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
PUBLISHER = gettext_lazy("European Cluster Collaboration Platform")


@dataclass(frozen=True)
class Entry:
    """One thing in a feed. `path` is where it is read; `number` with the kind names it for ever."""

    kind: str
    number: int
    title: str
    path: str
    summary: str
    published: datetime
    updated: datetime
    author: str = ""
    about: tuple[str, ...] = ()
    language: str = ""  # of title and summary, where it is not that of the feed


@dataclass(frozen=True)
class Asked:
    """What an address asks of a feed: its entries, the page with the same list, and its filters in words."""

    entries: list[Entry]
    path: str
    filters: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Feed:
    """A feed by its name in the address."""

    name: str
    title: Any
    ask: Callable[[QueryDict], Asked | None]


FEEDS: dict[str, Feed] = {}
_of_sections: dict[str, Feed] = {}


def feed(name: str, *, title: Any, shows: str = "", entries: Any = None) -> Any:
    """Make a list a feed.

    With `shows`, it is what the section of that kind lists, newest first; `entries` makes the entries of its pages
    where they are not to be the usual ones. Without, it decorates the function that reads an address.
    """

    def register(ask: Callable[[QueryDict], Asked | None]) -> Callable[[QueryDict], Asked | None]:
        FEEDS[name] = Feed(name, title, ask)
        if shows:
            _of_sections[shows] = FEEDS[name]
        return ask

    if shows:
        return register(lambda sent: pages_of(shows, sent, entries or entries_of))
    return register


def feed_of(shows: str) -> Feed | None:
    """The feed of what a section lists, if it has one."""
    return _of_sections.get(shows)


def pages_of(shows: str, sent: QueryDict, entries: Callable[[Any], list[Entry]]) -> Asked | None:
    """The newest pages of a section's list; None where there is no such section."""
    section = section_showing(shows)
    if section.pk is None:
        return None
    listing = import_module(f"eccp.content.lists.{shows}").listing_of(section, sent)
    newest = listing.narrowed().order_by(F("first_published_at").desc(nulls_last=True), "-pk")
    chips = [chip.label for chip in listing.chips]
    return Asked(
        entries(newest.select_related("organisation")[:MOST]), address(section) + listing.query, chips
    )


def entries_of(pages: Iterable[ContentPage]) -> list[Entry]:
    """Pages as entries: the lead, who contributed it, and when it was published and last changed."""
    return [entry_of(page) for page in pages]


def entry_of(page: ContentPage, *, summary: str = "", about: tuple[str, ...] = ()) -> Entry:
    """One page as an entry."""
    made = page.first_published_at or page.latest_revision_created_at or BEGUN
    return Entry(
        "content",
        page.pk,
        page.title,
        address(page),
        summary or page.lead,
        made,
        max(made, page.last_published_at or made),
        page.organisation.name if page.organisation else "",
        about,
        language_of(page.locale_id),
    )


def written(one: Feed, asked: Asked, path: str) -> bytes:
    """The feed as it is sent. `path` is its own address."""
    title = _("%(platform)s: %(list)s") % {"platform": PUBLISHER, "list": one.title}
    if asked.filters:
        title = f"{title} ({', '.join(asked.filters)})"
    atom = Atom(
        title=clean(title),
        link=settings.SITE_URL + asked.path,
        feed_url=settings.SITE_URL + path,
        feed_guid=tag_of("feed", path),
        description=_("The newest first, at most %(most)s.") % {"most": MOST},
        subtitle=_("The newest first, at most %(most)s.") % {"most": MOST},
        language=get_language(),
        author_name=str(PUBLISHER),
        author_link=settings.SITE_URL + "/",
    )
    for entry in asked.entries:
        atom.add_item(
            title=clean(entry.title),
            link=settings.SITE_URL + entry.path,
            description=escape(clean(entry.summary)),
            unique_id=tag_of(entry.kind, str(entry.number)),
            author_name=clean(entry.author) or str(PUBLISHER),
            pubdate=entry.published.astimezone(UTC).replace(microsecond=0),
            updateddate=entry.updated.astimezone(UTC).replace(microsecond=0),
            categories=[clean(label) for label in entry.about],
            written_in=entry.language,
        )
    return atom.writeString("utf-8").encode()


class Atom(Atom1Feed):
    """Django's feed, whose date without entries does not change with the clock."""

    def latest_post_date(self) -> datetime:
        """When the newest entry changed last."""
        return max((item["updateddate"] for item in self.items), default=BEGUN)

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        """Mark an entry whose words are in another language than the feed."""
        said = item["written_in"]
        return {} if said in ("", get_language()) else {"xml:lang": said}

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        """Say also what made the feed."""
        super().add_root_elements(handler)
        handler.addQuickElement("generator", "ECCP")


def tag_of(kind: str, what: str) -> str:
    """An identity that stays when a page moves (RFC 4151)."""
    what = what.strip("/").replace("?", "/")
    return f"tag:{urlsplit(settings.SITE_URL).hostname},{BEGUN.year}:{kind}/{what}"


def clean(words: Any) -> str:
    """Words without what XML cannot say."""
    return NOT_IN_XML.sub("", str(words))
