"""The register of processing, for everybody."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from eccp.accounts import processing


@require_GET
def register(request: HttpRequest) -> HttpResponse:
    """What is processed, why, on which basis and for how long."""
    context = {
        "activities": processing.activities(),
        "transfers": processing.TRANSFERS,
        "security": processing.SECURITY,
        **_controller(),
    }
    return render(request, "accounts/register.html", context)


@require_GET
def register_data(request: HttpRequest) -> JsonResponse:
    """The same for programs."""
    rows = [activity.as_data() for activity in processing.activities()]
    return JsonResponse({"controller": _controller(), "activities": rows})


def _controller() -> dict[str, str]:
    return {
        "controller": settings.CONTROLLER_NAME,
        "controller_contact": settings.CONTROLLER_CONTACT,
        "dpo_contact": settings.DPO_CONTACT,
    }
