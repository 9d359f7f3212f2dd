"""The pages that an installation starts with. Editors change them afterwards; nothing is put back."""

import json
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site

from eccp.content.contributing.workflow import ensure_workflow
from eccp.content.editors import ensure_editors
from eccp.content.help.making import ensure_help
from eccp.content.models import HomePage, SectionPage, TextPage
from eccp.content.programme_pages import ensure_programmes
from eccp.content.texts import CAPACITY_BUILDING, DEMO_CAPACITY_BUILDING, HOME, PAGES, SECTIONS
from eccp.content.tree_translated import ensure_french
from eccp.reference.models import Service

DEFAULT_PORTS = {"http": 80, "https": 443}


@transaction.atomic
def ensure_pages() -> None:
    """Make the home page, the site and the plain pages where they are missing; may be run again."""
    home = HomePage.objects.filter(locale=Locale.get_default()).first()
    if home is None:
        for welcome in Page.get_first_root_node().get_children().filter(slug=HOME["slug"]):
            welcome.delete()
        home = Page.get_first_root_node().add_child(instance=HomePage(**HOME))
    _ensure_site(home)
    there = set(home.get_children().values_list("slug", flat=True))
    for page in PAGES:
        if page["slug"] not in there:
            home.add_child(instance=TextPage(**page | {"body": words(page["body"])}))
    _add_sections(home)
    if CAPACITY_BUILDING["slug"] not in there:
        _add_capacity_building(home)
    ensure_french(home, words)
    ensure_help(home.get_children().get(slug="help").specific)
    ensure_programmes()
    ensure_workflow()
    ensure_editors()


def _ensure_site(home: HomePage) -> None:
    """Let the site begin at the home page and stand where `SITE_URL` says, which whole addresses are made of."""
    place = urlsplit(settings.SITE_URL)
    says = {
        "hostname": place.hostname,
        "port": place.port or DEFAULT_PORTS[place.scheme],
        "root_page_id": home.pk,
    }
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    if any(getattr(site, name) != value for name, value in says.items()):
        site.site_name = site.site_name or settings.WAGTAIL_SITE_NAME
        for name, value in says.items():
            setattr(site, name, value)
        site.save()


def _add_capacity_building(home: HomePage) -> None:
    """Make the first page of a restricted service; never without its service, else all could read it."""
    service = Service.objects.filter(code=CAPACITY_BUILDING["service"]).first()
    if service is None:
        return
    body = (DEMO_CAPACITY_BUILDING if settings.DEMO else "") + CAPACITY_BUILDING["body"]
    home.add_child(instance=TextPage(**CAPACITY_BUILDING | {"service": service, "body": words(body)}))


def _add_sections(home: HomePage) -> None:
    """Make the sections that are missing, each below the one that it names."""
    for section in SECTIONS:
        facts = {key: value for key, value in section.items() if key != "above"}
        above = home.get_children().get(slug=section["above"]) if "above" in section else home
        if not above.get_children().filter(slug=section["slug"]).exists():
            above.add_child(instance=SectionPage(show_in_menus=True, **facts))


def words(html: str) -> str:
    """A text as the one block of a body."""
    return json.dumps([{"type": "text", "value": html}])
