"""The French of the pages that an installation starts with, beside the English ones and at the same places.

What is there is never changed, and what an editor has put at a place stays. As in the first tree, a page that
was deleted comes back and one that is unpublished stays away. No page is made of an English one that is not
published, or that an editor has closed: its words would be read although they were taken away.
"""

from typing import Any

from django.conf import settings
from wagtail.models import Locale, Page

from eccp.content import texts_fr
from eccp.content.models import HomePage, SectionPage, TextPage

LANGUAGE = "fr"
CAPACITY_BUILDING = "capacity-building"


def ensure_french(home: HomePage, body: Any) -> None:
    """Make the pages that are missing in French; nothing where the installation has no such language.

    `body` makes of a text what a page keeps.
    """
    locale = Locale.objects.filter(language_code=LANGUAGE).first()
    if locale is None or not home.live:
        return
    french = home.get_translation_or_none(locale)
    if french is None:
        french = Page.get_first_root_node().add_child(
            instance=_copy(home, locale, texts_fr.HOME | {"slug": f"{home.slug}-{LANGUAGE}"})
        )
    for place, said in texts_fr.SECTIONS.items():
        _ensure(place, home, locale, said)
    for place, said in texts_fr.PAGES.items():
        _ensure(place, home, locale, said | {"body": body(said["body"])})
    said = texts_fr.CAPACITY_BUILDING
    first = texts_fr.DEMO_CAPACITY_BUILDING if settings.DEMO else ""
    _ensure(CAPACITY_BUILDING, home, locale, said | {"body": body(first + said["body"])})


def _ensure(place: str, home: HomePage, locale: Locale, said: dict[str, str]) -> None:
    """Make one page below the translation of the page above it, unless it is there or its place is taken."""
    english = Page.objects.filter(url_path=f"{home.url_path}{place}/", live=True).first()
    if english is None or english.has_translation(locale) or english.get_view_restrictions().exists():
        return
    above = english.get_parent().get_translation_or_none(locale)
    if above is None or above.get_children().filter(slug=english.slug).exists():
        return
    above.add_child(instance=_copy(english.specific, locale, said | {"slug": english.slug}))


def _copy(english: Any, locale: Locale, said: dict[str, str]) -> Any:
    """The page in the other language, published: a section that lists the same, a page closed by the same service."""
    same: dict[str, Any] = {"translation_key": english.translation_key, "locale": locale}
    if isinstance(english, SectionPage):
        same["shows"] = english.shows
    if isinstance(english, TextPage):
        same["service"] = english.service
    return type(english)(show_in_menus=english.show_in_menus, **same, **said)
