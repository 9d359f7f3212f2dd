"""From whom one takes no messages, and taking them again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from eccp.conversations import services
from eccp.conversations.models import Block

A_PAGE = 20


@login_required
@require_safe
def blocks(request: HttpRequest) -> HttpResponse:
    """One's own blocks, and those of the organisations one acts for, the newest first."""
    rows = Block.objects.visible_to(request.user).select_related(
        "organisation", "blocked_organisation", "blocked_person", "by"
    )
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "conversations/blocks.html", {"page": page})


@login_required
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Take messages again."""
    row = get_object_or_404(Block.objects.visible_to(request.user), pk=pk)
    services.unblock(row, by=request.user)
    messages.success(request, _("They can write to you again."))
    return redirect("conversations:blocks")
