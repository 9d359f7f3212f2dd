"""The way in: the application that an address names, for somebody who may see it."""

from typing import Any

from django.shortcuts import get_object_or_404

from eccp.accounts.policies import judges
from eccp.core.refusals import require
from eccp.validation.models import Application
from eccp.validation.policies import only_validators, refuses_judging


def require_validator(user: Any) -> None:
    """Go on for validators only."""
    require(None if judges(user) else only_validators())


def find(pk: int, user: Any) -> Application:
    """An application that this person may see, with what every page says of it; else not found."""
    rows = Application.objects.visible_to(user).select_related(
        "organisation__country", "submitted_by", "in_progress_by", "decided_by", "thread"
    )
    return get_object_or_404(rows, pk=pk)


def find_to_judge(pk: int, user: Any) -> Application:
    """An application that this validator may judge; else refused with the rule."""
    require_validator(user)
    application = find(pk, user)
    require(refuses_judging(user, application))
    return application
