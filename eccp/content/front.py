"""What the home page shows: the map of dots, what is open now, and what is new."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from eccp.content.calls import ListedRow, lines_of
from eccp.content.languages import key_of
from eccp.content.lists.calls import COLUMNS, readable
from eccp.content.models import ArticlePage

SHOWN = 3
OF_ARTICLES = ("title", "url_path", "locale", "lead", "date", "organisation__name")
EXAMPLES = ("packaging", "hydrogen", "wood", "photonics")


def front_page() -> dict[str, Any]:
    """The context of the home page."""
    locale = key_of(get_language() or settings.LANGUAGE_CODE)
    return {
        "dots_url": reverse("dots"),
        "examples": EXAMPLES,
        "calls": open_calls(locale),
        "articles": articles(locale),
    }


def open_calls(locale: int) -> list[ListedRow]:
    """The open calls that close next, as a language shows them."""
    now = timezone.now()
    found = readable(locale).open(now).as_listed(now).values_list(*COLUMNS, named=True)
    return lines_of(found[:SHOWN], now)


def articles(locale: int) -> list[ArticlePage]:
    """The newest articles, as a language shows them."""
    found = ArticlePage.objects.live().for_everybody().shown_in(locale)
    rows = found.select_related("organisation").only(*OF_ARTICLES).order_by("-date", "-pk")
    return list(rows[:SHOWN])
