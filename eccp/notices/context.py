"""What every page's header says of waiting things."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from eccp.notices.models import Notice


def waiting(request: HttpRequest) -> dict[str, Any]:
    """Whether something waits for the person; asked only where the header is drawn."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"waiting": False}
    return {"waiting": SimpleLazyObject(lambda: Notice.objects.filter(person=user).waiting().exists())}
