"""Calls for the demonstration, in every state, by days from the day on which it is set up. All invented."""

import json
from datetime import time, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale

from eccp.content import reminding
from eccp.content.models import CallPage, Cutoff, SectionPage
from eccp.content.tree import words
from eccp.core.names import slug
from eccp.organisations.models import Organisation
from eccp.reference.models import Country, Scheme, Term, today

TOLD = Path(__file__).with_name("calls.json")
SITE = "https://calls.example/"
APART = timedelta(days=3)  # so that they were not all announced at once
EXPLAINED = (
    "<p><i>Invented for the demonstration: neither the call nor the money exists.</i></p>"
    "<h2>What is paid</h2><p>The time of the people who work on it, travel between the partners, tests and material."
    " Buildings and what was bought before the call are not.</p>"
    "<h2>How it is judged</h2><ul><li>What changes for the companies, and how one would see it.</li>"
    "<li>Whether the partners need each other.</li><li>Whether it goes on when the money has ended.</li></ul>"
    "<h2>After the cut-off</h2><p>You hear within three months. Those who are turned down get two pages that say why.</p>"
)


@transaction.atomic
def ensure_calls(*, by: Any = None) -> int:
    """Announce the calls where there are none yet; how many were made. `by` is reminded of two of them."""
    section = SectionPage.objects.filter(shows=SectionPage.Shows.CALLS, locale=Locale.get_default()).first()
    if section is None or CallPage.objects.exists():
        return 0
    told: list[dict[str, Any]] = json.loads(TOLD.read_text())
    announcing = list(Organisation.objects.published().order_by("pk")[:4])
    for place, facts in enumerate(told):
        page = _page(facts, announcing[place % 8] if place % 8 < len(announcing) else None)
        section.add_child(instance=page)
        page.save_revision().publish()
        made = timezone.now() - APART * (place + 1)
        CallPage.objects.filter(pk=page.pk).update(first_published_at=made, last_published_at=made)
    if by is not None:
        for call, days in zip(
            CallPage.objects.open().exclude(last_cutoff_at=None)[5:7], (7, 3), strict=False
        ):
            reminding.remind(call, by=by, days=days)
    return len(told)


def _page(facts: dict[str, Any], organisation: Organisation | None) -> CallPage:
    """One call, not stored yet."""
    page = CallPage(
        title=facts["title"],
        slug=slug(facts["title"]),
        lead=facts["lead"],
        who=facts["in_words"],
        opens_on=None if facts["opens"] is None else today() + timedelta(days=facts["opens"]),
        budget=facts["budget"],
        grant=facts.get("grant"),
        reference=f"DEMO-{today().year}-{slug(facts['title'])[:12].upper().strip('-')}",
        link=f"{SITE}{slug(facts['title'])}/",
        body=words(EXPLAINED),
        organisation=organisation,
        live=False,
    )
    page.cutoffs = [_cutoff(*said) for said in facts["cutoffs"]]
    page.terms = [
        _term(Scheme.FUNDING_PROGRAMME, facts["programme"]),
        *(_term(Scheme.APPLICANT, code) for code in facts["who"]),
        *(_term(Scheme.ECOSYSTEM, code) for code in facts["about"]),
    ]
    page.countries = list(Country.objects.filter(pk__in=facts.get("countries", [])))
    return page


def _cutoff(days: int, hour: str, zone: str, label: str) -> Cutoff:
    """A cut-off so many days from today."""
    return Cutoff(day=today() + timedelta(days=days), hour=time.fromisoformat(hour), zone=zone, label=label)


def _term(scheme: str, code: str) -> Term:
    return Term.objects.get(scheme=scheme, code=code)
