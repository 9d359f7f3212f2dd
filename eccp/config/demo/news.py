"""News for the demonstration: written by the platform, and contributed by a member in every state. All invented."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale

from eccp.accounts.models import User
from eccp.config.demo.drawings import DESCRIPTIONS, drawing
from eccp.content.contributing import pictures, services, words
from eccp.content.contributing.deciding import decided_by
from eccp.content.contributing.kinds import of_code
from eccp.content.contributing.services import NewPicture
from eccp.content.models import ArticlePage, Contribution, SectionPage
from eccp.content.tree import words as body_of
from eccp.core.names import slug
from eccp.organisations.models import Organisation
from eccp.reference.models import Country, Scheme, Term, today

HERE = Path(__file__).parent
INVENTED = "*Invented for the demonstration: neither the people nor the figures exist.*"
CREDIT = "Drawn for the demonstration"
S = Contribution.Status


@transaction.atomic
def ensure_news(*, member: User | None = None, editor: User | None = None) -> int:
    """Write the news where there are none yet; how many were made. `member` contributes, `editor` decides."""
    section = SectionPage.objects.filter(shows=SectionPage.Shows.NEWS, locale=Locale.get_default()).first()
    if section is None or ArticlePage.objects.exists():
        return 0
    written = told("news")
    for place, facts in enumerate(written):
        _publish(section, facts, place)
    if member is None or editor is None:
        return len(written)
    own = Organisation.objects.published().represented_by(member).order_by("pk").first()
    contributed = told("contributed") if own else []
    for place, facts in enumerate(contributed):
        _contribute(own, facts, member, editor, place)
    return len(written) + len(contributed)


def told(name: str) -> list[dict[str, Any]]:
    """The invented facts of one list."""
    facts: list[dict[str, Any]] = json.loads((HERE / f"{name}.json").read_text())
    return facts


def _publish(section: SectionPage, facts: dict[str, Any], place: int) -> None:
    """One article by the platform, as it would stand there since its day."""
    page = ArticlePage(
        title=facts["title"],
        slug=slug(facts["title"]),
        kind=facts["kind"],
        date=today() - timedelta(days=facts["days"]),
        lead=facts["lead"],
        body=body_of(words.to_html(f"{facts['text']}\n\n{INVENTED}")),
        live=False,
    )
    page.terms = _terms(facts)
    page.countries = list(Country.objects.filter(pk__in=facts["countries"]))
    if "picture" in facts:
        page.picture = pictures.keep(
            drawing(facts["picture"], place),
            title=facts["title"],
            description=DESCRIPTIONS[facts["picture"]],
            credit=CREDIT,
            place="",
            by=None,
        )
    section.add_child(instance=page)
    page.save_revision().publish()
    _long_ago(page.pk, facts["days"])


def _contribute(organisation: Any, facts: dict[str, Any], member: User, editor: User, place: int) -> None:
    """One contribution of a member, on its way as far as it came."""
    kind: Any = of_code(facts["kind"])
    values = {
        "title": facts["title"],
        "lead": facts["lead"],
        "text": f"{facts['text']}\n\n{INVENTED}",
        "source_url": "",
        "ecosystem": facts["about"],
        "policy_area": facts["policy"],
        "countries": facts["countries"],
        "description": DESCRIPTIONS.get(facts.get("picture", ""), ""),
        "credit": CREDIT if "picture" in facts else "",
        "focus": "",
    }
    picture = NewPicture(drawing(facts["picture"], 100 + place)) if "picture" in facts else None
    row = services.draft(kind, organisation, values, by=member, picture=picture)
    if facts["end"] != S.DRAFT:
        row = services.submit(row, by=member)
    if facts["end"] == S.WITHDRAWN:
        row = services.withdraw(row, by=member)
    _decide(row, facts, editor)
    _since(row, facts["days"])


def _decide(row: Contribution, facts: dict[str, Any], editor: User) -> None:
    """Let the editor decide in the workflow, as in the back office."""
    actions = {S.PUBLISHED: "approve", S.TAKEN_DOWN: "approve", S.ASKED: "reject", S.DECLINED: "decline"}
    action = actions.get(facts["end"])
    if action is None:
        return
    page: Any = row.page
    state = page.specific.current_workflow_task_state
    state.task.specific.on_action(state, editor, action, comment=facts.get("reason", ""))
    if facts["end"] == S.TAKEN_DOWN:
        with decided_by(editor):
            ArticlePage.objects.get(pk=row.page_id).unpublish()


def _since(row: Contribution, days: int) -> None:
    """Let a contribution have been written some days ago."""
    moment = timezone.now() - timedelta(days=days)
    stored = Contribution.objects.get(pk=row.pk)
    Contribution.objects.filter(pk=row.pk).update(
        created_at=moment,
        updated_at=moment,
        submitted_at=stored.submitted_at and moment,
        decided_at=stored.decided_at and moment,
    )
    ArticlePage.objects.filter(pk=row.page_id).update(date=moment.date())
    if row.page_id and ArticlePage.objects.filter(pk=row.page_id, live=True).exists():
        _long_ago(row.page_id, days)


def _long_ago(pk: int, days: int) -> None:
    moment = timezone.now() - timedelta(days=days)
    ArticlePage.objects.filter(pk=pk).update(first_published_at=moment, last_published_at=moment)


def _terms(facts: dict[str, Any]) -> list[Term]:
    found = Term.objects.filter(scheme=Scheme.ECOSYSTEM, code__in=facts["about"])
    return [*found, *Term.objects.filter(scheme=Scheme.POLICY_AREA, code__in=facts["policy"])]
