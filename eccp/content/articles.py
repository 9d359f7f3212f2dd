"""What the page of an article shows beside its words: who contributed it, what it is about, what belongs to it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.utils.http import urlencode

from eccp.content.about import address
from eccp.content.models import ArticlePage
from eccp.content.related import related
from eccp.core.names import sort_key
from eccp.organisations.legible import followable, host
from eccp.reference import labels
from eccp.reference.models import Scheme

# The lists of codes that news can be narrowed by, in the order of the page.
LINKED = (Scheme.ECOSYSTEM, Scheme.POLICY_AREA)


@dataclass(frozen=True)
class Link:
    """A word that leads to all news with it; without an address it is only a word."""

    label: str
    url: str = ""


def shown(page: ArticlePage, request: HttpRequest) -> dict[str, Any]:
    """The context of the page; a draft that somebody looks at before it is stored has the same."""
    if page.pk:
        prefetch_related_objects([page], "terms", "countries")
    organisation = page.organisation
    return {
        "about": about(page),
        "by": organisation,
        "by_url": organisation.get_absolute_url() if organisation and organisation.is_public else "",
        "source_url": followable(page.source_url),
        "source": host(followable(page.source_url)),
        "related": related(page),
    }


def about(page: ArticlePage) -> list[Link]:
    """The terms and countries of an article, each leading to the news with it."""
    news = _news_url(page)
    terms = sorted(page.terms.all(), key=lambda term: (term.scheme not in LINKED, term.scheme, term.order))
    found = [
        Link(
            labels.of_term(term.pk, term.label),
            f"{news}?{urlencode({term.scheme: term.code})}" if term.scheme in LINKED else "",
        )
        for term in terms
    ]
    countries = [
        Link(labels.of_country(one.pk, one.name), f"{news}?{urlencode({'country': one.pk})}")
        for one in page.countries.all()
    ]
    return [*found, *sorted(countries, key=lambda link: sort_key(link.label))]


def _news_url(page: ArticlePage) -> str:
    """The list that the article stands in: the page above it."""
    here = address(page)
    return here[: here.rstrip("/").rindex("/") + 1]
