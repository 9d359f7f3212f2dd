"""The letters of recognition, which lie in the private storage and have no address of their own."""

from pathlib import PurePosixPath

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from eccp.organisations.models import Recognition
from eccp.validation import services
from eccp.validation.views.finding import find_to_judge


@require_GET
def letter(request: HttpRequest, pk: int, recognition_pk: int) -> FileResponse:
    """Give a validator the letter as a file to keep, never as a page to open."""
    application = find_to_judge(pk, request.user)
    recognition = get_object_or_404(
        Recognition, pk=recognition_pk, organisation_id=application.organisation_id
    )
    if not recognition.letter or not recognition.letter.storage.exists(recognition.letter.name):
        raise Http404
    services.note_letter(application, recognition, by=request.user)
    name = PurePosixPath(recognition.letter.name).name
    response = FileResponse(
        recognition.letter.open("rb"),
        as_attachment=True,
        filename=name,
        content_type="application/octet-stream",
    )
    response["Cache-Control"] = "private, no-store"
    return response
