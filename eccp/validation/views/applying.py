"""The applicant's side: submitting, seeing where it stands, answering, taking it back."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from eccp.accounts.policies import judges
from eccp.conversations import services as conversations
from eccp.conversations.policies import refuses_reading
from eccp.core.refusals import Refused, require
from eccp.core.workflow import WrongState
from eccp.organisations.models import Organisation
from eccp.validation import record, services
from eccp.validation.forms import AnswerForm
from eccp.validation.models import Application
from eccp.validation.policies import refuses_speaking, refuses_submitting, refuses_withdrawing
from eccp.validation.views import criteria, moments, threads
from eccp.validation.views.finding import find

TO_MEND = {"incomplete", "consent_needed"}


@login_required
@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a profile before the validators, or before its cluster; what is missing leads back to the form."""
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user), pk=pk)
    consent = request.POST.get("consent") in {"on", "1", "true", "yes"}
    try:
        if services.confirmed_by_cluster(organisation):
            services.send_to_cluster(organisation, by=request.user, consent=consent)
            messages.success(
                request, _("Your cluster is asked to confirm you. When it does, your profile is published.")
            )
            return redirect("organisations:home")
        application = services.submit(organisation, by=request.user, consent=consent)
    except Refused as refused:
        return _not_sent(request, organisation, refused)
    sentence = moments.promise(application, timezone.now())
    messages.success(
        request,
        _(
            "Your profile is submitted. A validator reads it beside your website. %(promise)s We write to you by mail."
        )
        % {"promise": sentence},
    )
    return redirect("validation:application", pk=application.pk)


@login_required
@require_GET
def application(request: HttpRequest, pk: int) -> HttpResponse:
    """Where an application stands, what was found and said, and what the applicant can do now."""
    row = find(pk, request.user)
    if refuses_reading(request.user, row.thread) is None:
        conversations.mark_read(row.thread, by=request.user)
    return _page(request, row)


@login_required
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer what was asked; the clock goes on."""
    row = find(pk, request.user)
    require(refuses_speaking(request.user, row))
    form = _answer_form(row, request.POST)
    if form is None:
        messages.info(
            request, _("Nothing is asked any more. Somebody answered, or the application was decided.")
        )
        return redirect("validation:application", pk=pk)
    if not form.is_valid():
        return _page(request, row, form=form, status=422)
    try:
        services.answer(row, form.answers(), by=request.user)
    except WrongState:
        messages.warning(
            request,
            _(
                "Somebody was quicker: the question is answered, or the application decided. What you typed was not sent."
            ),
        )
        return _page(request, find(pk, request.user), typed=form.answers(), status=409)
    messages.success(
        request, _("Your answer is sent, and the clock goes on."), extra_tags=f"kept:answer-{pk}"
    )
    return redirect("validation:application", pk=pk)


@login_required
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether the application is really to be taken back, and take it back."""
    row = find(pk, request.user)
    require(refuses_withdrawing(request.user, row))
    if request.method == "GET" and row.is_open:
        return render(request, "validation/withdraw.html", {"application": row})
    try:
        services.withdraw(row, by=request.user)
    except WrongState:
        messages.info(request, _("It is decided already, so there is nothing to take back."))
    else:
        messages.success(
            request,
            _("Your application is taken back. Your profile is still here, and you can submit it again."),
        )
    return redirect("validation:application", pk=pk)


def _page(
    request: HttpRequest,
    row: Application,
    *,
    form: AnswerForm | None = None,
    typed: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    now, organisation = timezone.now(), record.whole(row.organisation_id)
    rows = criteria.rows(row, organisation)
    titles = {one.code: one.title for one in rows}
    speaks = refuses_speaking(request.user, row) is None
    context: dict[str, Any] = {
        "application": row,
        "organisation": organisation,
        "rows": rows,
        "to_mend": [one for one in rows if one.fails],
        "promise": moments.promise(row, now) if row.is_open else "",
        "track": moments.track(row, now),
        # Who left the team still sees what became of the application, but not what is said.
        "thread": threads.thread(row, titles, now)
        if refuses_reading(request.user, row.thread) is None
        else [],
        "form": (form or _answer_form(row)) if speaks else None,
        "typed": [{"title": titles.get(code, ""), "text": text} for code, text in (typed or {}).items()],
        "speaks": speaks,
        "judges": judges(request.user),
        "withdraws": any(
            verb.name == "withdraw" for verb in services.APPLICATION.available(row, request.user)
        ),
        "submits_again": not row.is_open and refuses_submitting(request.user, organisation) is None,
    }
    return render(request, "validation/application.html", context, status=status)


def _answer_form(row: Application, typed: Any = None) -> AnswerForm | None:
    if not (asked := threads.questions(row)):
        return None
    titles = {one.code: one.title for one in row.organisation.kind.criteria}
    return AnswerForm(typed, questions=asked, titles=titles)


def _not_sent(request: HttpRequest, organisation: Organisation, refused: Refused) -> HttpResponse:
    """Say why nothing was sent, where it can be mended: at the end of the form, or where the open one stands."""
    rule = refused.refusal.rule
    opened = (
        Application.objects.open()
        .about_the_profile()
        .filter(organisation=organisation)
        .visible_to(request.user)
        .first()
    )
    if rule == "already_open" and opened:
        messages.info(request, refused.refusal.text)
        return redirect("validation:application", pk=opened.pk)
    if rule not in TO_MEND:
        raise refused
    if empty := services.missing(organisation):
        names = ", ".join(str(field.label) for _step, field in empty)
        words = ngettext(
            "Not sent yet: %(names)s is still empty.", "Not sent yet. Still empty: %(names)s.", len(empty)
        )
        messages.error(request, words % {"names": names})
    else:
        messages.error(request, _("Not sent yet. %(why)s") % {"why": refused.refusal.text})
    return redirect("organisations:step", organisation.pk, organisation.kind.steps[-1].code)
