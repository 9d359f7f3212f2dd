"""What a page says of itself to those who share it or search for it: Open Graph and schema.org."""

from typing import Any
from urllib.parse import urljoin

from babel.core import get_global
from django.conf import settings
from django.http import HttpRequest
from django.utils.html import strip_tags
from wagtail.images.models import SourceImageIOError
from wagtail.models import Page

from eccp.content.languages import language_of
from eccp.content.models import ArticlePage, CallPage, HelpPage, HomePage, Picture, ResourcePage, TextPage
from eccp.content.questions import questions_of
from eccp.organisations.structured import as_script, filled

PLATFORM = "European Cluster Collaboration Platform"
SHARED_SIZE = "fill-1200x630|format-jpeg"
DESCRIPTION_LENGTH = 300
SCHEMA = "https://schema.org"
IN_EUROPE = {"en": "GB", "pt": "PT"}  # where most who speak them live elsewhere


def head_of(page: Page, request: HttpRequest) -> dict[str, Any]:
    """Title, description, address, picture and data of a live page, for its head."""
    address = page.get_full_url(request) or ""
    picture = getattr(page, "picture", None)
    shared = _picture(picture) if picture and picture.pk else {}  # one in a preview is not stored
    return {
        "title": page.seo_title or page.title,
        "description": description_of(page),
        "address": address,
        "locale": locale_of(language_of(page.locale_id)),
        "kind": "article" if isinstance(page, ArticlePage) else "website",
        "picture": shared,
        "data": as_script(said) if (said := _data(page, address, shared.get("url", ""))) else "",
        "translations": translations_of(page, request),
    }


def locale_of(language: str) -> str:
    """A language as Open Graph names it, with the European country where most people speak it: `fr_FR`."""
    likely = get_global("likely_subtags").get(language, "")
    country = IN_EUROPE.get(language) or likely.rpartition("_")[2]
    return f"{language}_{country}"


def description_of(page: Page) -> str:
    """What the page is about in one or two sentences: what the editor wrote for searchers, else its lead."""
    said = page.search_description or getattr(page, "lead", "")
    return str(strip_tags(said))[:DESCRIPTION_LENGTH]


def translations_of(page: Page, request: HttpRequest) -> list[tuple[str, str]]:
    """The languages in which the page is published, its own too, with the address of each."""
    found = Page.objects.live().filter(translation_key=page.translation_key).order_by()
    rows = list(found.only("locale", "url_path"))  # whole pages take longer than all the rest of a head
    if len(rows) < 2:
        return []
    return sorted((language_of(row.locale_id), row.get_full_url(request) or "") for row in rows)


def _picture(picture: Picture) -> dict[str, Any]:
    try:
        made = picture.get_rendition(SHARED_SIZE)
    except SourceImageIOError:  # its file is away: the page goes without
        return {}
    return {
        "url": urljoin(settings.SITE_URL, made.url),
        "width": made.width,
        "height": made.height,
        "alt": picture.description,
    }


def _data(page: Page, address: str, picture: str) -> dict[str, Any] | None:
    """The page as schema.org has it; plain lists have nothing of their own to say."""
    said: dict[str, Any] = {"@context": SCHEMA, "name": page.title, "url": address}
    said["description"] = description_of(page)
    if isinstance(page, CallPage):
        return filled(said | _call(page))  # schema.org gives a grant no language
    said["inLanguage"] = language_of(page.locale_id)
    if isinstance(page, HomePage):
        search = {"@type": "SearchAction", "target": f"{address}search/?q={{search_term_string}}"}
        search["query-input"] = "required name=search_term_string"
        return filled(said | {"@type": "WebSite", "name": PLATFORM, "potentialAction": search})
    if isinstance(page, ArticlePage):
        return filled(said | _article(page, picture))
    if isinstance(page, ResourcePage):
        return filled(said | _resource(page, picture))
    if isinstance(page, HelpPage) and (asked := questions_of(page.body)):
        return filled(said | {"@type": "FAQPage", "mainEntity": [_question(*one) for one in asked]})
    return filled(said | {"@type": "WebPage"}) if isinstance(page, TextPage | HelpPage) else None


def _article(page: ArticlePage, picture: str) -> dict[str, Any]:
    author = page.organisation.name if page.organisation else PLATFORM
    return {
        "@type": "NewsArticle",
        "headline": page.title,
        "datePublished": page.date.isoformat(),
        "dateModified": page.last_published_at.isoformat() if page.last_published_at else "",
        "author": {"@type": "Organization", "name": author},
        "publisher": {"@type": "Organization", "name": PLATFORM},
        "image": picture,
    }


def _call(page: CallPage) -> dict[str, Any]:
    """A call as the grant that it offers; schema.org has nothing nearer."""
    amount = {"@type": "MonetaryAmount", "currency": "EUR", "value": int(page.budget)} if page.budget else {}
    return {"@type": "MonetaryGrant", "identifier": page.reference, "amount": amount, "sameAs": page.link}


def _resource(page: ResourcePage, picture: str) -> dict[str, Any]:
    return {
        "@type": "Article" if page.kind == ResourcePage.Kind.PRACTICE else "Report",
        "author": {"@type": "Organization", "name": page.author} if page.author else {},
        "datePublished": str(page.year or ""),
        "image": picture,
        "sameAs": page.link,
    }


def _question(question: str, answer: str) -> dict[str, Any]:
    return {
        "@type": "Question",
        "name": question,
        "acceptedAnswer": {"@type": "Answer", "text": answer},
    }
