"""Attachments, which lie in the private storage and have no address of their own."""

from django.contrib.auth.decorators import login_required
from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from eccp.conversations import services
from eccp.conversations.models import Attachment

# Even opened by mistake, a file runs nothing and loads nothing.
POLICY = "sandbox; default-src 'none'"


@login_required
@require_safe
def attachment(request: HttpRequest, pk: int) -> FileResponse:
    """Give a file to those who take part in its conversation: to keep, never as a page to open."""
    row = get_object_or_404(Attachment.objects.visible_to(request.user), pk=pk)
    try:
        content = storages["private"].open(row.file.name, "rb")
    except FileNotFoundError as problem:
        raise Http404 from problem
    services.note_opened(row, by=request.user)
    response = FileResponse(
        content, as_attachment=True, filename=row.name, content_type="application/octet-stream"
    )
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    return response
