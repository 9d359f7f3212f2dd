"""For which organisation a person speaks at the moment, when they act for several."""

from django.http import HttpRequest

from eccp.organisations.models import Organisation

KEY = "acting_for"


def acting_for(request: HttpRequest) -> Organisation | None:
    """The organisation chosen last, else the first that the person acts for; `None` without any.

    Read anew for each request, so that it ends with the role.
    """
    if not request.user.is_authenticated:
        return None
    if not hasattr(request, "_acting_for"):
        own = list(Organisation.objects.represented_by(request.user))
        chosen = request.session.get(KEY)
        request._acting_for = next((row for row in own if row.pk == chosen), own[0] if own else None)  # type: ignore[attr-defined]
    return request._acting_for  # type: ignore[attr-defined]


def act_for(request: HttpRequest, organisation: Organisation) -> None:
    """Speak for this organisation from now on. The caller has asked whether the person may."""
    request.session[KEY] = organisation.pk
    request._acting_for = organisation  # type: ignore[attr-defined]
