"""One conversation: what was said, an answer, and what else one can do with it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from eccp.conversations import policies, services
from eccp.conversations.forms import AnswerForm
from eccp.conversations.models import Message, Reading, Thread
from eccp.conversations.views import shown
from eccp.core.refusals import Refused

A_PAGE = 30
Side = Message.Side
TOO_MANY, CONFLICT, NOT_STORED, TO_MEND = 429, 409, 503, 422


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def thread(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a conversation, and take an answer. What was typed stays when it cannot be sent."""
    row = _find(request, pk)
    if (place := shown.places_of([row]).get(row.pk)) and request.method != "POST":
        return redirect(place)
    if request.method != "POST":
        return page_of(request, row, AnswerForm())
    form = AnswerForm(request.POST, request.FILES)
    if not form.is_valid():
        return page_of(request, row, form, TO_MEND)
    closing = bool(request.POST.get("close"))
    try:
        said = services.send(
            row,
            by=request.user,
            text=form.cleaned_data["text"],
            files=form.cleaned_data["attachments"],
            token=form.cleaned_data["token"],
            closing=closing,
        )
    except Refused as refused:
        return _not_sent(request, pk, form, refused)
    except services.NotStored:
        form.add_error("attachments", not_stored())
        return page_of(request, row, form, NOT_STORED)
    messages.success(
        request, _sent(request, row, said, closing=closing), extra_tags=f"kept:conversation-{pk}"
    )
    return redirect(f"{request.path}#m{said.pk}")


@login_required
@require_POST
def unread(request: HttpRequest, pk: int) -> HttpResponse:
    """Have it stand as unread, and go back to the list."""
    services.mark_unread(_find(request, pk), by=request.user)
    messages.success(request, _("The conversation stands as unread now."))
    return redirect("conversations:inbox")


@login_required
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """End it."""
    services.close(_find(request, pk), by=request.user)
    messages.success(request, _("The conversation is closed. You can still read it here."))
    return redirect("conversations:thread", pk)


@login_required
@require_POST
def block(request: HttpRequest, pk: int) -> HttpResponse:
    """Take no more messages from the other side."""
    services.block(_find(request, pk), by=request.user)
    messages.success(
        request, _("You take no more messages from them. They learn it only when they try to write.")
    )
    return redirect("conversations:thread", pk)


def _find(request: HttpRequest, pk: int) -> Thread:
    """The thread, for who takes part in it; of one that a person left, nothing waits for them any more."""
    threads = Thread.objects.visible_to(request.user)
    row = threads.select_related("organisation", "starter", "starter_for").filter(pk=pk).first()
    if row is None:
        services.let_go(pk, by=request.user)
        raise Http404
    return row


def page_of(request: HttpRequest, row: Thread, form: AnswerForm, status: int = 200) -> HttpResponse:
    """The page; seeing it is reading it, as far as it was shown."""
    user = request.user
    side = str(policies.side_of(user, row))
    seen = Reading.objects.filter(thread=row, person=user).values_list("up_to", flat=True).first() or 0
    page = _messages(request, row, seen)
    told = shown.said(page.object_list, row, user=user, side=side, seen=seen, now=timezone.now())
    if told and told[-1].message.pk > seen:
        services.mark_read(row, by=user, up_to=told[-1].message.pk)
    refusal = policies.refuses_writing(user, row, side)
    context: dict[str, Any] = {
        "thread": row,
        "side": side,
        "who": shown.counterpart(row, is_sender=side == Side.SENDER),
        "speaks_for": shown.speaks_for(row, side),
        "page": page,
        "told": told,
        "form": form if refusal is None or form.is_bound else None,
        "refusal": refusal,
        "closes": policies.refuses_closing(user, row, side) is None,
        "blocks": policies.refuses_blocking(user, row, side) is None
        and (refusal is None or refusal.rule != "blocked_by_you"),
    }
    return render(request, "conversations/thread.html", context, status=status)


def _messages(request: HttpRequest, row: Thread, seen: int) -> Page:
    """One page of a thread, oldest first: the one asked for, else where the unread begin, else the last."""
    said = row.messages.select_related("by").prefetch_related("attachments").order_by("pk")
    pages = Paginator(said, A_PAGE)
    if asked := request.GET.get("page"):
        return pages.get_page(asked)
    missed = (
        row.messages.exclude(by=request.user)
        .filter(pk__gt=seen)
        .order_by("pk")
        .values_list("pk", flat=True)
        .first()
    )
    if missed is None or request.method == "POST":
        return pages.get_page(pages.num_pages)
    return pages.get_page(row.messages.filter(pk__lt=missed).count() // A_PAGE + 1)


def _not_sent(request: HttpRequest, pk: int, form: AnswerForm, refused: Refused) -> HttpResponse:
    """Say why, below the conversation as it is now, with the words still there."""
    rule = refused.refusal.rule
    form.add_error(None, str(refused.refusal.text))
    if request.FILES:
        form.add_error("attachments", _("Choose your files again: a browser does not keep them."))
    return page_of(request, _find(request, pk), form, TOO_MANY if rule.startswith("too_many") else CONFLICT)


def _sent(request: HttpRequest, row: Thread, said: Message, *, closing: bool) -> str:
    """What came of it; and that others wrote while this was typed, so that nobody overlooks it."""
    words = (
        _("Your message is sent, and the conversation is closed.") if closing else _("Your message is sent.")
    )
    seen = (
        Reading.objects.filter(thread=row, person=request.user).values_list("up_to", flat=True).first() or 0
    )
    missed = row.messages.exclude(by=request.user).filter(pk__gt=seen, pk__lt=said.pk).count()
    if not missed:
        return words
    meanwhile = ngettext(
        "Meanwhile another message came. It is marked as new.",
        "Meanwhile %(number)s other messages came. They are marked as new.",
        missed,
    )
    return f"{words} {meanwhile % {'number': missed}}"


def not_stored() -> str:
    """What to say when the disk takes no files."""
    return _(
        "Your files could not be stored just now. Your words are still here: send them without files, or try again in a while."
    )
