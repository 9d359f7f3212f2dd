"""Getting in touch with an organisation, and reporting an error in its profile."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from eccp.conversations import policies, services
from eccp.conversations.forms import MYSELF, AnswerForm, FirstForm, ReportForm
from eccp.conversations.models import Thread
from eccp.conversations.views.reading import CONFLICT, NOT_STORED, TO_MEND, TOO_MANY, not_stored, page_of
from eccp.core.refusals import Refused, require
from eccp.organisations.acting import acting_for
from eccp.organisations.models import Organisation


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Write to an organisation; where a conversation with it is open, go on in that one."""
    organisation = _find(pk)
    refusal = policies.refuses_contact(request.user, organisation)
    if refusal and refusal.rule == "nobody_acts" and request.method != "POST":
        return render(
            request, "conversations/nobody.html", {"organisation": organisation, "refusal": refusal}
        )
    require(refusal)
    own = list(policies.speaks_for(request.user))
    form = FirstForm(*_sent(request), organisations=own, initial=_first(request, own))
    if request.method != "POST":
        return _blank(request, organisation, form)
    if not form.is_valid():
        return _first_page(request, organisation, form, TO_MEND)
    try:
        begun = services.begin(
            organisation,
            by=request.user,
            starter_for=form.speaks_for,
            subject=form.cleaned_data["subject"],
            text=form.cleaned_data["text"],
            files=form.cleaned_data["attachments"],
            token=form.cleaned_data["token"],
        )
    except (Refused, services.NotStored) as problem:
        return _first_page(request, organisation, form, _explain(form, problem))
    if not begun.said:
        return _go_on_there(request, begun.thread, form)
    messages.success(
        request,
        _("Your message is sent. You get a mail when an answer comes."),
        extra_tags=f"kept:contact-{organisation.pk}",
    )
    return redirect("conversations:thread", begun.thread.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what is wrong with a profile."""
    organisation = _find(pk)
    require(policies.refuses_reporting(request.user, organisation))
    form = ReportForm(*_sent(request))
    if request.method != "POST":
        return _report_page(request, organisation, form)
    if not form.is_valid():
        return _report_page(request, organisation, form, TO_MEND)
    try:
        thread = services.report(
            organisation,
            by=request.user,
            error=form.cleaned_data["error"],
            text=form.cleaned_data["text"],
            files=form.cleaned_data["attachments"],
            token=form.cleaned_data["token"],
        )
    except (Refused, services.NotStored) as problem:
        return _report_page(request, organisation, form, _explain(form, problem))
    messages.success(
        request,
        _("Thank you. Your report is with the people who can mend it, and you get a mail when they answer."),
        extra_tags=f"kept:report-{organisation.pk}",
    )
    return redirect("conversations:thread", thread.pk)


def _find(pk: int) -> Organisation:
    """A public profile; one that was merged leads to the one that stayed."""
    moved = Organisation.objects.filter(pk=pk).values_list("merged_into_id", flat=True).first()
    return get_object_or_404(Organisation.objects.public().select_related("country"), pk=moved or pk)


def _sent(request: HttpRequest) -> tuple[Any, Any]:
    """What was sent with the form, if it was sent."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _first(request: HttpRequest, own: list[Organisation]) -> dict[str, Any]:
    """Whom one speaks for at first: the organisation one acts for now, else another of one's own, else oneself."""
    now = acting_for(request)
    chosen = now if now in own else next(iter(own), None)
    return {"starter_for": str(chosen.pk) if chosen else MYSELF}


def _blank(request: HttpRequest, organisation: Organisation, form: FirstForm) -> HttpResponse:
    """The empty form; who speaks for nobody else and has an open conversation is led to it."""
    alone = Thread.objects.begun_by(request.user, []).filter(organisation=organisation).open()
    if not form.organisations and (thread := alone.first()):
        return redirect("conversations:thread", thread.pk)
    return _first_page(request, organisation, form)


def _first_page(
    request: HttpRequest, organisation: Organisation, form: FirstForm, status: int = 200
) -> HttpResponse:
    begun = Thread.objects.begun_by(request.user, form.organisations.values())
    open_ones = begun.filter(organisation=organisation).open().select_related("starter_for")
    context = {
        "organisation": organisation,
        "form": form,
        "begun": open_ones,
        "keep": f"contact-{organisation.pk}",
    }
    return render(request, "conversations/begin.html", context, status=status)


def _go_on_there(request: HttpRequest, thread: Thread, form: FirstForm) -> HttpResponse:
    """Show the open conversation, with what was typed ready to be sent in it, if it can be sent there."""
    if refusal := policies.refuses_writing(request.user, thread):
        return _first_page(request, thread.organisation, form, _explain(form, Refused(refusal)))
    messages.info(
        request,
        _("You have a conversation with them already: this one. Your words are below, and not sent yet."),
    )
    if request.FILES:
        messages.warning(request, _("Choose your files again: a browser does not keep them."))
    return page_of(request, thread, AnswerForm(initial={"text": form.cleaned_data["text"]}), CONFLICT)


def _report_page(
    request: HttpRequest, organisation: Organisation, form: ReportForm, status: int = 200
) -> HttpResponse:
    context = {
        "organisation": organisation,
        "form": form,
        "keep": f"report-{organisation.pk}",
        "has_people": policies.has_people(organisation),
    }
    return render(request, "conversations/report.html", context, status=status)


def _explain(form: Any, problem: Exception) -> int:
    """Say in the form why nothing was sent, and give the status of the answer."""
    if isinstance(problem, Refused):
        form.add_error(None, str(problem.refusal.text))
        return TOO_MANY if problem.refusal.rule.startswith("too_many") else CONFLICT
    form.add_error("attachments", not_stored())
    return NOT_STORED
