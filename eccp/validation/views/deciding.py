"""The decision page: verdicts are stored, and what will be mailed is shown before it is sent."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from eccp.core.refusals import Refusal, Refused
from eccp.core.workflow import WrongState
from eccp.validation import mails, record, services
from eccp.validation.forms import inserted
from eccp.validation.models import Application, NoteTemplate
from eccp.validation.views import edits, values
from eccp.validation.views.desk import (
    DONE,
    Desk,
    actions,
    holder,
    open_desk,
    others_did,
    seen,
    show,
    version_seen,
)
from eccp.validation.views.finding import find_to_judge
from eccp.validation.views.holding import decided, held

ACTIONS = ("ask", "publish", "decline")
PROFILE_CHANGED = gettext_lazy(
    "The profile changed since you opened this page. Nothing of yours is stored yet; what you typed is still"
    " here. Look at what changed, and send it once more if it still holds."
)


@require_http_methods(["GET", "POST"])
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one application to a validator; store verdicts; ask, publish or decline after a look at the mail."""
    application = find_to_judge(pk, request.user)
    if request.method == "GET":
        return show(request, open_desk(application))
    return _posted(request, application) if application.is_open else _too_late(request, pk)


def _posted(request: HttpRequest, application: Application) -> HttpResponse:
    """Take what was typed, or say why it cannot be taken, with the words still in the page."""
    desk = open_desk(application, request.POST)
    if "insert" in request.POST:
        return _insert(request, desk)
    if told := _not_now(request, desk):
        return show(request, desk, told=told, status=409, edited=_edited(request, desk))
    try:
        return _go_on(request, desk, request.POST.get("do", "save"))
    except WrongState:
        return _too_late(request, application.pk)
    except services.ProfileChanged:
        desk = open_desk(find_to_judge(application.pk, request.user), request.POST)
        return show(request, desk, told=str(PROFILE_CHANGED), status=409, edited=_edited(request, desk))
    except Refused as refused:
        desk = open_desk(find_to_judge(application.pk, request.user), request.POST)
        return show(request, desk, told=_said(refused), status=409)


def _not_now(request: HttpRequest, desk: Desk) -> str:
    """Why what was typed cannot be taken: it does not fit, or somebody else was here meanwhile."""
    if not desk.form.is_valid():
        return _("One of the texts is too long, or a verdict is not possible here.")
    mark = request.POST.get("seen", "")
    if mark.partition("-")[2] != others_did(desk.application, request.user):
        return _meanwhile(desk.application, request.user)
    return str(PROFILE_CHANGED) if version_seen(mark) != desk.organisation.version else ""


def _edited(request: HttpRequest, desk: Desk) -> list[values.Changed]:
    """What the profile says otherwise than when the page was opened."""
    version = version_seen(request.POST.get("seen", ""))
    return [] if version is None else edits.since_version(desk.organisation, version)


def _go_on(request: HttpRequest, desk: Desk, wanted: str) -> HttpResponse:
    """Store the verdicts; then stay, show the mail, or send it."""
    action = request.POST.get("action", "")
    if wanted == "back":
        return show(request, desk)
    if wanted == "confirm" and action in ACTIONS:
        return _confirm(request, desk, action)
    _store(request, desk)
    if wanted in ACTIONS:
        return _preview(request, desk.application, wanted)
    return _saved(request, desk)


def _store(request: HttpRequest, desk: Desk) -> None:
    """Keep the verdicts that changed, and those given again after an edit; who begins takes it in hand."""
    application = desk.application
    stored = {row.code: (row.say, row.note) for row in desk.rows}
    given = desk.form.verdicts()
    changed = {code: said for code, said in given.items() if said != stored[code] or code in desk.edited}
    if changed and application.in_progress_by_id is None:
        try:
            services.take(application, by=request.user)
        except services.InProgress as problem:
            messages.warning(request, held(problem))
    for code, (say, note) in changed.items():
        services.judge(application, code, say, note, by=request.user)


def _saved(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Say that verdicts are stored. Words that belong to no verdict yet stay in the page."""
    pk, form = desk.application.pk, desk.form
    verdicts = form.verdicts()
    unsaved = form.questions() or any(
        form.cleaned_data[f"note-{code}"] for code in form.criteria if code not in verdicts
    )
    if not unsaved:
        messages.success(request, _("Your verdicts are saved."), extra_tags=f"kept:decision-{pk}")
        return redirect("validation:decision", pk=pk)
    told = _("Your verdicts are saved. Notes without a verdict and questions are still only on this page.")
    return show(
        request, open_desk(find_to_judge(pk, request.user), request.POST), told=told, told_kind="info"
    )


def _preview(request: HttpRequest, application: Application, action: str) -> HttpResponse:
    """Show the mail, word for word, with the button that sends it; or say what is missing for it."""
    pk = application.pk
    desk = open_desk(find_to_judge(pk, request.user), request.POST)
    desk.form.is_valid()
    if missing := _missing(desk, action):
        return show(request, desk, told=missing, told_kind="error", status=422)
    application = desk.application
    kept = [(name, value) for name, value in request.POST.items() if name in desk.form.fields and value]
    context: dict[str, Any] = {
        "application": application,
        "organisation": desk.organisation,
        "action": action,
        "label": actions(application).get(action, _("Send the question")),
        "mail": services.preview(application, action, **_data(desk, action)),
        "recipients": [person.name for person in mails.recipients(application)],
        "kept": kept,
        "seen": seen(desk, request.user),
        "judged": judged_mark(application),
        "holder": holder(application, request.user),
        "disputes": "people" in desk.form.fields,
        "ends_roles": desk.form.cleaned_data.get("people") == services.INSTEAD,
    }
    return render(request, "validation/preview.html", context)


def _confirm(request: HttpRequest, desk: Desk, action: str) -> HttpResponse:
    """Send what was shown. Where a verdict changed since, the mail is shown anew."""
    application = desk.application
    if request.POST.get("judged") != judged_mark(application):
        messages.warning(request, _("A verdict changed since you read the mail. Please read it again."))
        return _preview(request, application, action)
    data = _data(desk, action)
    name = desk.organisation.name
    if action == "ask":
        services.ask(application, data["questions"], by=request.user)
        words = _("Your question to %(name)s is sent. The clock stands until the answer comes.")
    elif action == "publish":
        services.publish(application, by=request.user, version=desk.organisation.version, **data)
        words = _("%(done)s: %(name)s. The applicant is written to.")
    else:
        services.decline(application, by=request.user, reason=data["reason"])
        words = _("%(done)s: %(name)s. The applicant is written to, with your reason.")
    done = DONE[application.kind].get(action, "")
    messages.success(
        request, words % {"name": name, "done": done}, extra_tags=f"kept:decision-{application.pk}"
    )
    return redirect("validation:queue")


def judged_mark(application: Application) -> str:
    """A mark of the verdicts that stand in the mail."""
    return ";".join(
        f"{one.criterion}:{one.pk}:{one.updated_at.timestamp()}" for one in application.verdicts.all()
    )


def _data(desk: Desk, action: str) -> dict[str, Any]:
    """What the action is called with."""
    words = desk.form.cleaned_data["message"]
    return {
        "ask": {"questions": desk.form.questions()},
        "publish": {"note": words, "people": desk.form.cleaned_data.get("people", "")},
        "decline": {"reason": words},
    }[action]


def _missing(desk: Desk, action: str) -> str:
    """What must be given first, in words; the services ask the same again."""
    application, data = desk.application, _data(desk, action)
    if action != "decline" and application.status == Application.Status.ASKED:
        return _("The applicant is asked and has not answered yet. Until then you can only decline.")
    if action == "ask" and not data["questions"]:
        return _("Write your question first: under the criterion that it is about, or below the criteria.")
    if action == "decline" and not data["reason"]:
        return _("Say why, in your words below the criteria, so that the organisation knows what to mend.")
    if action == "publish" and "people" in desk.form.fields and not data["people"]:
        return str(Refusal("claim_people_needed").text)
    if action == "publish" and application.kind != Application.Kind.CLAIM:
        refusal = record.refuses_publishing(application, data["note"])
        return _said(Refused(refusal)) if refusal else ""
    return ""


def _insert(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Put the words of a template into the field beside it; nothing is stored."""
    code = request.POST["insert"]
    target = f"question-{code}" if code else "message"
    chosen = request.POST.get(f"template-{code}", "")
    template = NoteTemplate.objects.filter(pk=chosen).first() if chosen.isdigit() else None
    if template is None or target not in desk.form.fields:
        return show(request, desk, told=_("Choose a template first."), status=422)
    typed: QueryDict = request.POST.copy()
    typed[target] = inserted(typed.get(target, ""), template)
    return show(request, open_desk(desk.application, typed), focus=target)


def _meanwhile(application: Application, user: Any) -> str:
    """What other validators did since the page was opened; who has it in hand stands below."""
    names = sorted({str(one.by) for one in application.verdicts.exclude(by=user).select_related("by")})
    told = [
        _("%(names)s gave verdicts.") % {"names": ", ".join(names)} if names else _("It changed hands."),
        _(
            "That happened since you opened this page. Nothing of yours is stored yet; what you typed is"
            " still here. Look at it again, and send it once more if it still holds."
        ),
    ]
    return " ".join(told)


def _too_late(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who decided and when, with what was typed still on the page."""
    application = find_to_judge(pk, request.user)
    desk = open_desk(application, request.POST)
    if application.is_open:
        told = _("The state changed since you opened this page: %(state)s.") % {
            "state": application.get_status_display()
        }
        return show(request, desk, told=told, status=409)
    kept = _typed(desk)
    told = decided(application)
    if application.decided_by_id != request.user.pk:
        told += " " + _("Nothing of yours was stored or sent.")
    if kept:
        told += " " + _("What you typed stands below.")
    return show(request, open_desk(application), told=told, status=409, typed=kept)


def _typed(desk: Desk) -> list[dict[str, Any]]:
    """What was typed into a page that can no longer take it."""
    desk.form.is_valid()
    stored = {f"note-{row.code}": row.note for row in desk.rows}
    return [
        {"title": _title(desk, name, field.label), "text": words}
        for name, field in desk.form.fields.items()
        if not name.startswith("say-")
        and name != "people"
        and (words := desk.form.cleaned_data.get(name))
        and words != stored.get(name)
    ]


def _title(desk: Desk, name: str, label: Any) -> Any:
    """What a text was about: the criterion goes before the field's own name."""
    title = desk.titles.get(name.partition("-")[2])
    return f"{title}: {label}" if title else label


def _said(refused: Refused) -> str:
    detail = refused.refusal.detail
    told = str(refused.refusal.text)
    return f"{told.removesuffix('.')}: {detail}." if detail else told
