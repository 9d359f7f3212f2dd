"""What people are written at each step. The same letter is shown before it is sent."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from eccp.accounts.models import User
from eccp.core.said import hours, said
from eccp.core.working_time import BRUSSELS
from eccp.notices import services as notices
from eccp.notices.topics import VALIDATION
from eccp.organisations.services import telling
from eccp.validation import clock
from eccp.validation.models import Application, Verdict
from eccp.validation.record import Judged, disputes, judged

Letter = tuple[str, dict[str, Any]]  # a template's name and what it says; made in the reader's language
CLAIM, SECOND_LOOK = Application.Kind.CLAIM, Application.Kind.SECOND_LOOK
GENERAL = ""


@dataclass(frozen=True)
class Line:
    """A criterion as a mail tells it."""

    title: Any
    word: Any
    found: Any
    note: str
    mend: Any


def recipients(application: Application) -> list[User]:
    """Who is written to: the managers, first the one who submitted; of a claim, the person who claims.

    Where an organisation has no manager any more, the colleagues. Who left the team is not written to.
    """
    author = application.submitted_by
    if application.kind == CLAIM:
        return [author] if author and author.is_active else []
    organisation = application.organisation
    people = telling.managers(organisation).order_by("pk") or telling.people(organisation).order_by("pk")
    return sorted(people, key=lambda person: person != author)


def preview(application: Application, action: str, **data: Any) -> dict[str, str]:
    """The mail that saying "ask", "publish" or "decline" would send, as its first reader gets it.

    `data` is what the action is called with: `questions`, `note` or `reason`. Empty where nobody
    would be written to.
    """
    people = recipients(application)
    if not people:
        return {"subject": "", "text": "", "html": ""}
    build = {
        "ask": lambda: asked_letter(application, data["questions"]),
        "publish": lambda: published_letter(application, data.get("note", "")),
        "decline": lambda: declined_letter(application, data["reason"]),
    }[action]
    return notices.write(*_addressed(people[0], build), people[0].language, topic=VALIDATION)


def write(people: Iterable[User], build: Callable[[], Letter], *, urgent: bool = False) -> None:
    """Send a letter to each, made in each one's language; an urgent one waits for no summary."""
    for person in people:
        notices.mail(person, *_addressed(person, build), topic=VALIDATION, urgent=urgent)


def received_letter(application: Application) -> Letter:
    """It is with the validators: by when, how many are before, what may need mending."""
    failing = [line(one) for one in judged(application) if one.fails and not one.checked.advises]
    return _letter("received", application, criteria=failing, **_page(application, _("See where it stands")))


def asked_letter(application: Application, questions: Mapping[str, str]) -> Letter:
    """The questions, each under its criterion, and what was noted on the other criteria."""
    criteria = judged(application)
    titles = {one.code: one.checked.criterion.title for one in criteria}
    asked = [
        {"title": titles.get(code, ""), "text": text.strip()}
        for code, text in questions.items()
        if text.strip()
    ]
    noted = [line(one) for one in criteria if one.verdict and one.verdict.note]
    label = ngettext("Answer the question", "Answer the questions", len(asked))
    return _letter("question", application, questions=asked, criteria=noted, **_page(application, label))


def answered_letter(application: Application) -> Letter:
    """The answer came in, and the clock runs again: by when."""
    return _letter("answered", application, **_page(application, _("See where it stands")))


def published_letter(application: Application, note: str) -> Letter:
    """It is published, or stays so; or the claim is granted."""
    organisation = application.organisation
    if application.kind == CLAIM:  # sent by `organisations`, which grants it; a test holds the two equal
        return "mail/organisations/claimed", {
            "name": organisation.name,
            "published": organisation.is_published,
            "subject": _("The profile of %(name)s is yours") % {"name": organisation.name},
            "button_url": telling.home_of(organisation),
            "button_label": str(telling.GO_THERE),
        }
    return _letter(
        "published",
        application,
        note=note.strip(),
        criteria=[line(one) for one in judged(application) if _worth_saying(one)],
        button_url=settings.SITE_URL + organisation.get_absolute_url(),
        button_label=_("See your profile"),
    )


def declined_letter(application: Application, reason: str) -> Letter:
    """The reason, and of each criterion that is not met what was found and how to mend it."""
    if application.kind == CLAIM:
        return _letter("claim_declined", application, note=reason.strip(), disputes=disputes(application))
    return _letter(
        "declined",
        application,
        note=reason.strip(),
        criteria=[line(one) for one in judged(application) if _worth_saying(one)],
        button_url=telling.address("edit", application.organisation_id),
        button_label=_("Mend your profile"),
    )


def withdrawn_letter(application: Application) -> Letter:
    """It is taken back, and may come again."""
    if application.kind == CLAIM:
        return _letter("withdrawn", application)
    return _letter(
        "withdrawn",
        application,
        button_url=telling.address("edit", application.organisation_id),
        button_label=_("Go to your profile"),
    )


def second_look_letter(application: Application) -> Letter:
    """Which criteria an edit made fail, and that the profile stays published meanwhile."""
    failing = [line(one) for one in judged(application) if one.fails and not one.checked.advises]
    return _letter("second_look", application, criteria=failing, **_page(application, _("See what to mend")))


def line(one: Judged) -> Line:
    """Tell a criterion with what the validator says of it, or with what it found itself."""
    finding, verdict = one.checked.finding, one.verdict
    return Line(
        one.checked.criterion.title,
        capfirst(verdict.get_say_display() if verdict else finding.answer.word),
        finding.found,
        verdict.note if verdict else "",
        finding.mend if one.fails else "",
    )


def _worth_saying(one: Judged) -> bool:
    """Whether a decision should name the criterion: it fails, was waived, or something was noted."""
    verdict = one.verdict
    fails = one.fails and not (one.checked.advises and verdict is None)
    return fails or bool(verdict and (verdict.note or verdict.say == Verdict.Say.WAIVED))


def _addressed(person: User, build: Callable[[], Letter]) -> Letter:
    with override(person.language):
        template, context = build()
    return template, {"person": person, **context}


def _letter(name: str, application: Application, **more: Any) -> Letter:
    now = timezone.now()
    forecast = clock.forecast(application, now)
    context = {
        "application": application,
        "organisation": application.organisation,
        "claim": application.kind == CLAIM,
        "second_look": application.kind == SECOND_LOOK,
        "due": said(forecast.due_at, now, ends=True) if forecast.due_at else "",
        "due_day": day_of(forecast.due_at) if forecast.due_at else "",
        "before": forecast.before,
        "left": hours(forecast.left),
        **more,
    }
    return f"mail/validation/{name}", context


def day_of(deadline: datetime) -> str:
    """The day on which a deadline falls: "Tuesday 3 March"; at midnight the day that ends."""
    return date_format(deadline.astimezone(BRUSSELS) - timedelta(microseconds=1), "l j F")


def _page(application: Application, label: str) -> dict[str, str]:
    address = settings.SITE_URL + reverse("validation:application", args=[application.pk])
    return {"button_url": address, "button_label": label}
