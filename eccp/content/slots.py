"""What this room shows on pages of rooms below it."""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from wagtail.models import Page

from eccp.content.about import address
from eccp.content.contributing import owners
from eccp.content.languages import language_of
from eccp.content.lists.calls import STATE, STATES
from eccp.content.lists.facets import ORGANISATION
from eccp.content.meta import head_of
from eccp.content.models import ContentPage, Contribution, ProgrammePage, next_cutoff_of
from eccp.content.moments import say
from eccp.content.reminding import reminders_of
from eccp.core.slots import fill
from eccp.organisations.models import Organisation
from eccp.reference.models import Scheme

CONTRIBUTED = 3


@fill("page.head", "content/head.html")
def head(page: Any, request: HttpRequest) -> dict[str, Any] | None:
    """What a page that editors write says of itself; other rooms' pages speak for themselves."""
    return head_of(page, request) if isinstance(page, Page) else None


@fill("organisation.partnership", "content/programme_line.html", order=20)
def programme(organisation: Organisation) -> dict[str, Any] | None:
    """The page of the programme that a partnership belongs to, in the reader's language or in the first one."""
    strand = getattr(organisation.details, "strand_id", None)
    if strand is None:
        return None
    pages = ProgrammePage.objects.live().public().filter(strand=strand).select_related("locale")
    found = sorted(pages, key=lambda page: (page.locale.language_code != get_language(), page.path))
    return {"title": found[0].title, "url": address(found[0])} if found else None


@fill("account.page", "content/slots/reminders.html", order=20)
def reminders(person: Any) -> dict[str, Any]:
    """How many calls the person is reminded of, with the way to them."""
    return {"url": reverse("content:reminders"), "number": reminders_of(person).count()}


@fill("directory.take_away", "content/slots/feed_of_profiles.html")
def feed_of_profiles(address: str) -> dict[str, Any]:
    """The feed of the newest profiles with the filters of the list."""
    return {"url": reverse("content:feed", args=["profiles"]) + address}


@fill("organisation.merged", "")
def merged(kept: Organisation, gone: Organisation, by: Any) -> dict[str, Any] | None:
    """Take what the one that goes contributed to the one that stays."""
    return {"pages": owners.move(gone, kept, by=by)}


@fill("organisation.page", "content/slots/contributed.html", order=70)
def contributed(organisation: Organisation, user: Any) -> dict[str, Any] | None:
    """The newest of what the organisation contributed, with the ways to all its news and all its calls."""
    pages = ContentPage.objects.live().for_everybody().brought_by(organisation).order_by()
    newest = (
        pages.select_related("articlepage", "callpage")
        .annotate(**next_cutoff_of("callpage__pk", timezone.now()))
        .order_by("-first_published_at", "-pk")
    )
    rows = [contributed_line(page) for page in newest[: CONTRIBUTED + 1]]
    if not rows:
        return None
    shown, ways = rows[:CONTRIBUTED], {}
    if len(rows) > CONTRIBUTED:
        totals = pages.aggregate(news=Count("articlepage"), calls=Count("callpage"))
        more = {kind for kind, total in totals.items() if total > sum(one["in"] == kind for one in shown)}
        asked: dict[str, list[tuple[str, Any]]] = {"news": [(ORGANISATION, organisation.pk)]}
        asked["calls"] = [*asked["news"], *((STATE, state) for state in STATES)]
        ways = {f"{kind}_url": f"{reverse('home')}{kind}/?{urlencode(asked[kind])}" for kind in more}
    return {"rows": shown, **ways}


def contributed_line(page: Any) -> dict[str, Any]:
    """A contribution as a line: a call with its next cut-off or that it is closed, all else with its date."""
    line = {"title": page.title, "url": address(page), "lead": page.lead, "in": ""}
    line["language"] = language_of(page.locale_id)
    call, article = getattr(page, "callpage", None), getattr(page, "articlepage", None)
    if call:
        closes = say(page.next_at, page.next_zone) if page.next_at else None
        over = bool(call.last_cutoff_at and not closes)
        return line | {"in": "calls", "closes": closes, "over": over}
    if article:
        return line | {"in": "news", "kind": article.get_kind_display(), "day": article.date}
    return line | {"day": page.first_published_at}


@fill("organisation.home", "content/slots/contributions.html", order=60)
def contributions(organisation: Organisation, user: Any) -> dict[str, Any] | None:
    """How its contributions stand, and the way to a new one; nothing before the profile is published."""
    if not organisation.is_published:
        return None
    rows = list(Contribution.objects.filter(organisation=organisation)[:CONTRIBUTED])
    return {"rows": rows, "url": f"{reverse('content:contributions')}?organisation={organisation.pk}"}


@fill("organisation.side", "content/slots/topics.html", order=40)
def topics(organisation: Organisation, acts: bool) -> dict[str, Any] | None:
    """The ways to the pages of its country and its ecosystems; asks the database nothing."""
    if not organisation.is_public:
        return None
    ecosystems = organisation.terms_of(Scheme.ECOSYSTEM)
    return {
        "country": organisation.country,
        "country_url": reverse("content:topic", args=["country", organisation.country_id.lower()]),
        "ecosystems": [
            (str(term), reverse("content:topic", args=[Scheme.ECOSYSTEM, term.code])) for term in ecosystems
        ],
    }
