"""The decision page put together: criteria with their fields, evidence, thread, history, who has it in hand."""

from collections import defaultdict
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.forms.boundfield import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eccp.accounts.policies import display_name
from eccp.organisations.models import Organisation
from eccp.validation import record, services
from eccp.validation.forms import HandForm, VerdictsForm
from eccp.validation.models import Application, NoteTemplate
from eccp.validation.views import criteria, disputed, edits, evidence, moments, past, threads, values
from eccp.validation.views.holding import others

Kind = Application.Kind
# What the two decisions are called, by the kind of application: the words on the buttons.
ACTIONS: dict[str, dict[str, Any]] = {
    Kind.FIRST: {"publish": gettext_lazy("Publish"), "decline": gettext_lazy("Decline")},
    Kind.SECOND_LOOK: {
        "publish": gettext_lazy("Keep it published"),
        "decline": gettext_lazy("Take it down"),
    },
    Kind.CLAIM: {"publish": gettext_lazy("Grant the claim"), "decline": gettext_lazy("Decline the claim")},
}


# What was done, in the words of the message after it.
DONE: dict[str, dict[str, Any]] = {
    Kind.FIRST: {"publish": gettext_lazy("Published"), "decline": gettext_lazy("Declined")},
    Kind.SECOND_LOOK: {
        "publish": gettext_lazy("Kept published"),
        "decline": gettext_lazy("Taken down"),
    },
    Kind.CLAIM: {"publish": gettext_lazy("Claim granted"), "decline": gettext_lazy("Claim declined")},
}


@dataclass(frozen=True)
class Judging:
    """A criterion with the fields in which it is judged, its evidence, and the templates that fit it."""

    row: criteria.Row
    say: BoundField
    note: BoundField
    question: BoundField
    evidence: list[evidence.Line]
    templates: list[NoteTemplate]
    typed: str
    edited: list[values.Changed]

    @property
    def open(self) -> bool:
        """Whether it waits for a verdict, stored or typed."""
        return self.row.waits and not self.typed


@dataclass(frozen=True)
class Desk:
    """Everything that was read to show one application to a validator. `edited`: since the verdict, by criterion."""

    application: Application
    organisation: Organisation
    rows: list[criteria.Row]
    form: VerdictsForm
    titles: dict[str, Any] = field(default_factory=dict)
    edited: dict[str, list[values.Changed]] = field(default_factory=dict)


def form_of(application: Application, rows: list[criteria.Row], typed: Any = None) -> VerdictsForm:
    """The form of verdicts, with what is stored in it or with what was typed."""
    stored = {f"say-{row.code}": row.say for row in rows} | {f"note-{row.code}": row.note for row in rows}
    return VerdictsForm(
        typed,
        criteria={row.code: row.title for row in rows},
        disputes=application.is_open and record.disputes(application),
        waivable=frozenset(row.code for row in rows if row.waiver or row.say == "waived"),
        initial=stored,
        auto_id="f-%s",
    )


def open_desk(application: Application, typed: Any = None) -> Desk:
    """Read an application for a validator."""
    organisation = record.whole(application.organisation_id)
    rows = criteria.rows(application, organisation)
    return Desk(
        application,
        organisation,
        rows,
        form_of(application, rows, typed),
        {row.code: row.title for row in rows},
        edited_since(organisation, rows) if application.is_open else {},
    )


def edited_since(organisation: Organisation, rows: list[criteria.Row]) -> dict[str, list[values.Changed]]:
    """What was edited after each verdict, in what its criterion reads."""
    given = {row.code: row.judged_at for row in rows if row.judged_at}
    return edits.since_verdicts(organisation, given, {row.code: row.reads for row in rows})


def seen(desk: Desk, user: Any) -> str:
    """A mark of the profile as it is shown, and of what other validators did; `version_seen` reads it."""
    return f"{desk.organisation.version}-{others_did(desk.application, user)}"


def version_seen(mark: str) -> int | None:
    """The version of the profile in a mark that came back; None where it is no mark."""
    version = mark.partition("-")[0]
    return int(version) if version.isdecimal() and len(version) < 10 else None


def others_did(application: Application, user: Any) -> str:
    """A mark that changes when another validator judges, or takes the application in hand."""
    verdicts = (
        application.verdicts.exclude(by=user)
        .order_by("criterion")
        .values_list("criterion", "say", "note", "by")
    )
    holder = application.in_progress_by_id if application.in_progress_by_id != user.pk else None
    return sha256(repr((holder, list(verdicts))).encode()).hexdigest()[:16]


def actions(application: Application) -> dict[str, Any]:
    """What the two decisions are called for this application."""
    return ACTIONS[application.kind]


def holder(application: Application, user: Any) -> str:
    """Who else has it in hand, in a sentence; nothing where nobody has, or this validator."""
    if application.in_progress_by is None or application.in_progress_by_id == user.pk:
        return ""
    since = application.in_progress_since
    return _("%(name)s took it in hand: %(when)s.") % {
        "name": display_name(application.in_progress_by),
        "when": moments.short(since, timezone.now()) if since else "",
    }


def show(
    request: HttpRequest,
    desk: Desk,
    *,
    told: str = "",
    told_kind: str = "warning",
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The decision page. `told` is what the validator has to know first."""
    now, row = timezone.now(), desk.application
    found = evidence.gathered(row, desk.organisation)
    templates: dict[str, list[NoteTemplate]] = defaultdict(list)
    for template in NoteTemplate.objects.all():
        templates[template.criterion if template.criterion in desk.titles else ""].append(template)
    judging = [_judging(desk, one, found, templates) for one in desk.rows]
    missing = [one for one in judging if one.open]
    needed = [one for one in judging if not one.row.advises or one.row.say or one.typed]
    context: dict[str, Any] = {
        **disputed.shown(row),
        "application": row,
        "organisation": desk.organisation,
        "form": desk.form,
        "judging": judging,
        "missing": missing,
        "needed": len(needed),
        "done": len(needed) - len(missing),
        "templates": templates[""],
        "found": found,
        "profile": values.whole_profile(desk.organisation),
        "grounds": desk.organisation.recognitions.all() if any(one.waiver for one in desk.rows) else [],
        "clock": moments.clock_of(row, now),
        "sent": moments.short(row.submitted_at, now),
        "thread": threads.thread(row, desk.titles, now),
        "history": past.steps(row, desk.titles, now, request.user),
        "earlier": past.earlier(row, now),
        "holder": holder(row, request.user) if row.is_open else "",
        "mine": row.in_progress_by_id == request.user.pk,
        "hand_form": HandForm(validators=others(request.user)) if row.is_open else None,
        "actions": actions(row),
        "verbs": {verb.name for verb in services.APPLICATION.available(row, request.user)},
        "seen": seen(desk, request.user),
        "told": told,
        "told_kind": told_kind,
        **more,
    }
    return render(request, "validation/decision.html", context, status=status)


def _judging(
    desk: Desk, row: criteria.Row, found: evidence.Gathered, templates: dict[str, list[NoteTemplate]]
) -> Judging:
    form = desk.form
    return Judging(
        row=row,
        say=form[f"say-{row.code}"],
        note=form[f"note-{row.code}"],
        question=form[f"question-{row.code}"],
        evidence=found.by_criterion.get(row.code, []),
        templates=templates[row.code],
        typed=str(form[f"say-{row.code}"].value() or ""),
        edited=desk.edited.get(row.code, []),
    )
