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
from eccp.content.remembering import remembered
from eccp.organisations.models import Organisation

SHOWN = 3
OF_ARTICLES = ("title", "url_path", "locale", "lead", "date", "organisation__name")
EXAMPLES = ("packaging", "hydrogen", "wood", "photonics")


def front_page() -> dict[str, Any]:
    """The context of the home page."""
    locale = key_of(get_language() or settings.LANGUAGE_CODE)
    return {
        **_what_profiles_allow(),
        "calls": open_calls(locale),
        "calls_number": remembered("front.calls", lambda: readable(locale).open().count()),
        "articles": articles(locale),
    }


def _what_profiles_allow() -> dict[str, Any]:
    """The map of dots and the examples of questions, which are empty promises before there is any profile."""
    if not remembered("front.profiles", lambda: Organisation.objects.public().exists()):
        return {}
    return {"dots_url": reverse("dots"), "examples": EXAMPLES}


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
