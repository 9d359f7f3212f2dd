"""Beginning a profile, once, however often the button is pressed."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from eccp.accounts.models import User
from eccp.organisations.models import Organisation, Visibility
from eccp.organisations.services import profiles

ONE_PRESS = timedelta(minutes=1)


@transaction.atomic
def start(kind: str, values: dict[str, Any], *, by: User) -> Organisation:
    """Make a profile, or give the one that the same person began under the same name a minute ago.

    The person's row is locked, so that of two presses at once the second finds the first.
    """
    User.objects.select_for_update().get(pk=by.pk)
    twin = Organisation.objects.filter(
        made_by=by,
        type=kind,
        country_id=values["country"],
        name=values["name"],
        visibility=Visibility.DRAFT,
        created_at__gte=timezone.now() - ONE_PRESS,
    ).first()
    return twin or profiles.create(kind, values, by=by)
