"""What members contribute, from the first word until it is published."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from eccp.content.contributing import pictures, services
from eccp.content.contributing.desk import Desk, parts_of
from eccp.content.contributing.forms import ContributionForm
from eccp.content.contributing.forms.cutoffs import with_another_cutoff
from eccp.content.contributing.kinds import of_code
from eccp.content.contributing.policies import (
    refuses_changing,
    refuses_contributing,
    refuses_deleting,
)
from eccp.content.contributing.services import Stale
from eccp.content.models import Contribution
from eccp.content.views import contributed
from eccp.core.refusals import Refused, require
from eccp.core.workflow import WrongState
from eccp.organisations.acting import own
from eccp.organisations.forms.rows import without_row

TO_MEND, CONFLICT, NOT_STORED = 422, 409, 503
SESSION = "contributed"  # drafts that were stored just now, by the token of their form
TOKENS_KEPT = 20


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What my organisations contributed, the newest first."""
    context = contributed.listed(request, own(request))
    context["refusal"] = refuses_contributing(request.user)
    return render(request, "content/contribute/mine.html", context)


@contributed.words_stay
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """Write a new contribution of a kind."""
    chosen = of_code(kind)
    if chosen is None:
        raise Http404
    require(refuses_contributing(request.user))
    stored = request.session.get(SESSION, {}).get(request.POST.get("token", ""))
    if stored and (row := Contribution.objects.visible_to(request.user).filter(pk=stored).first()):
        return _on(request, row)  # the same form was sent twice
    return _written(request, Desk(request.user, chosen))


@contributed.words_stay
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One contribution: its form while it can be changed, else how it stands."""
    return _on(request, _find(request, pk))


@login_required
@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The stored draft as its page will look."""
    row = _find(request, pk)
    if row.page is None:
        raise Http404
    page = Desk.of(request.user, row).page
    return _rendered(request, page, {"back": reverse("content:contribution", args=[row.pk])})


@login_required
@require_safe
def held_picture(request: HttpRequest) -> HttpResponse:
    """A picture that waits while the rest of its form is mended; only who has the signed word for it sees it."""
    file = pictures.waiting(request.GET.get("word", ""))
    if file is None:
        raise Http404
    return contributed.picture(file)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a contribution back from the editors. Who only comes to this address sees how it stands."""
    row = _find(request, pk)
    if request.method != "POST":
        return redirect("content:contribution", row.pk)
    try:
        services.withdraw(row, by=request.user)
    except WrongState:
        messages.info(request, _("This does not wait for an editor any more. You see here how it stands."))
    else:
        messages.success(request, _("It is yours again: change it, send it once more, or delete it."))
    return redirect("content:contribution", row.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a contribution that was never published. Who only comes to this address sees how it stands."""
    row = _find(request, pk)
    if request.method != "POST":
        return redirect("content:contribution", row.pk)
    require(refuses_deleting(request.user, row))
    services.delete(row, by=request.user)
    messages.success(
        request, _("“%(title)s” is deleted.") % {"title": row.title}, extra_tags=f"kept:contribution-{pk}"
    )
    return redirect("content:contributions")


def _find(request: HttpRequest, pk: int) -> Contribution:
    rows = Contribution.objects.visible_to(request.user).select_related("organisation__country", "page", "by")
    found: Contribution = get_object_or_404(rows, pk=pk)
    return found


# --- writing


def _on(request: HttpRequest, row: Contribution) -> HttpResponse:
    """Go on with a contribution as it stands: write it, take it back to do so, or see why that is over."""
    closed = refuses_changing(request.user, row) is not None
    if closed and request.POST.get("do") == "take_back":
        try:
            row, closed = services.withdraw(row, by=request.user), False
        except WrongState:
            row = _find(request, row.pk)  # an editor was quicker
    desk = Desk.of(request.user, row)
    if not closed:
        return _written(request, desk)
    if request.method == "POST":
        return _too_late(request, desk, row)
    return render(request, "content/contribute/contribution.html", contributed.state(request.user, row))


def _too_late(request: HttpRequest, desk: Desk, row: Contribution) -> HttpResponse:
    """Words for what is closed since the form was opened: nothing is stored, and all of them are shown again.

    Where they say what is stored already, the form was sent twice, and how it stands is all there is to say.
    """
    form, valid = _read(request, desk)
    if form.judged and valid and desk.holds(form):
        return _sent_already(request, desk, row)
    return _shown(request, desk, form, CONFLICT, closed=True)


def _sent_already(request: HttpRequest, desk: Desk, row: Contribution) -> HttpResponse:
    said = _("You sent this already. Here you see how it stands.")
    messages.info(request, said, extra_tags=f"kept:{desk.keep}")
    return redirect("content:contribution", row.pk)


def _written(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the form; add or remove a row; preview, store or send what was typed."""
    if request.method != "POST":
        return _shown(request, desk, desk.form())
    asked = request.POST.get("do", "save")
    form, valid = _read(request, desk, sending=asked == "send")
    if not form.judged:
        return _shown(request, desk, form)
    if not valid:
        return _shown(request, desk, form, TO_MEND)
    if asked == "preview":
        return _previewed(request, desk, form)
    return _stored(request, desk, form, send=asked == "send")


def _read(request: HttpRequest, desk: Desk, *, sending: bool = False) -> tuple[ContributionForm, bool]:
    """What was typed, and whether it can be stored; who only asked for another row is not judged."""
    typed = request.POST
    judged = not ("add" in typed or "remove" in typed or typed.get("do") == "back")
    form = desk.form(_rearranged(typed), request.FILES, sending=sending, judged=judged)
    valid = form.is_valid()
    form.hold()
    return form, valid


def _stored(request: HttpRequest, desk: Desk, form: ContributionForm, *, send: bool) -> HttpResponse:
    try:
        row = desk.store(form)
    except Stale as stale:
        fresh = Desk.of(request.user, _find(request, desk.contribution.pk)) if desk.contribution else desk
        again = fresh.form_after(stale, request.POST, request.FILES)
        return _shown(request, fresh, again, CONFLICT, met=fresh.who_stored(stale.opened))
    except OSError:
        form.add_error(
            "picture", _("The picture could not be stored just now. Nothing is lost: try again in a minute.")
        )
        return _shown(request, desk, form, NOT_STORED)
    _remember(request, row)
    if desk.contribution is None and refuses_changing(request.user, row):
        return _sent_already(request, desk, row)
    if send:
        return _sent(request, desk, row)
    messages.success(
        request, _("Your draft is saved. Only your team sees it."), extra_tags=f"kept:{desk.keep}"
    )
    return redirect("content:contribution", row.pk)


def _sent(request: HttpRequest, desk: Desk, row: Contribution) -> HttpResponse:
    """Send what was just stored; where a rule forbids it, the draft is safe and the rule is said."""
    try:
        services.submit(row, by=request.user)
    except Refused as refused:
        messages.warning(
            request,
            _("Your draft is saved, but it was not sent. %(rule)s") % {"rule": refused.refusal.text},
            extra_tags=f"kept:{desk.keep}",
        )
    else:
        messages.success(
            request,
            _("It is with the editors now. You get a mail when one of them has looked at it."),
            extra_tags=f"kept:{desk.keep}",
        )
    return redirect("content:contribution", row.pk)


def _shown(
    request: HttpRequest,
    desk: Desk,
    form: ContributionForm,
    status: int = 200,
    *,
    met: str = "",
    closed: bool = False,
) -> HttpResponse:
    context = {
        "desk": desk,
        "form": form,
        "parts": list(parts_of(form)),
        "met": met,
        "closed": closed,
        "action": _address(request, desk),
        "held_url": _held_url(form),
        "contribution": desk.contribution,
        "token": request.POST.get("token") or contributed.new_token(),
    }
    if desk.contribution:
        context |= contributed.state(request.user, desk.contribution)
    return render(request, "content/contribute/form.html", context, status=status)


def _previewed(request: HttpRequest, desk: Desk, form: ContributionForm) -> HttpResponse:
    """The real page with what was typed, and the way on with all of it; nothing is stored."""
    page = desk.as_page(form, _held_url(form))
    sent = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in ("do", "csrfmiddlewaretoken", "picture-held")
        for value in values
    ]
    if form.held:
        sent.append(("picture-held", form.held))
    return _rendered(
        request, page, {"sent": sent, "action": _address(request, desk), "stored": desk.contribution}
    )


def _rendered(request: HttpRequest, page: Any, bar: dict[str, Any]) -> HttpResponse:
    context = page.get_context(request) | {"preview": bar}
    response = render(request, page.get_template(request), context)
    response["Cache-Control"] = "private, no-store"
    return response


def _held_url(form: ContributionForm) -> str:
    return f"{reverse('content:held_picture')}?{urlencode({'word': form.held})}" if form.held else ""


def _address(request: HttpRequest, desk: Desk) -> str:
    """Where the form is sent: once there is a contribution, to its own page."""
    own = desk.contribution
    return reverse("content:contribution", args=[own.pk]) if own else request.path


def _rearranged(typed: Any) -> Any:
    """What was typed, with a row more or less."""
    if "add" in typed:
        return with_another_cutoff(typed)
    return without_row(typed, typed["remove"]) if "remove" in typed else typed


def _remember(request: HttpRequest, row: Contribution) -> None:
    """Know the form again when it is sent twice, so that a double click makes one draft."""
    if token := request.POST.get("token", ""):
        known = {**request.session.get(SESSION, {}), token[:40]: row.pk}
        request.session[SESSION] = dict(list(known.items())[-TOKENS_KEPT:])
