"""Finding the profile that an address means."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from eccp.organisations.models import Organisation


def find(request: HttpRequest, pk: int) -> Organisation:
    """The profile, if this person may see it; what was merged is followed to the one that stayed."""
    rows = Organisation.objects.visible_to(request.user).select_related("country", "region")
    if (moved := moved_to(pk)) is not None:
        pk = moved
    return get_object_or_404(rows, pk=pk)


def moved_to(pk: int) -> int | None:
    """The number of the profile that this one was merged into, if it was."""
    return Organisation.objects.filter(pk=pk).values_list("merged_into_id", flat=True).first()


def whole(request: HttpRequest, pk: int) -> Organisation:
    """The profile with all its parts, if this person may see it."""
    row = Organisation.objects.visible_to(request.user).with_everything().filter(pk=pk).first()
    if row is None:
        raise Http404
    return row
