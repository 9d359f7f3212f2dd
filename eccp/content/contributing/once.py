"""The same words make one contribution, however often and however late their form is sent again."""

from typing import Any

from django.db import transaction

from eccp.accounts.models import User
from eccp.content.contributing import pictures
from eccp.content.contributing.kinds import Kind
from eccp.content.contributing.services import NewPicture, draft, latest
from eccp.content.contributing.values import values_of
from eccp.content.models import Contribution
from eccp.organisations.models import Organisation


@transaction.atomic
def draft_once(
    kind: Kind,
    organisation: Organisation,
    values: dict[str, Any],
    *,
    by: User,
    picture: NewPicture | None = None,
) -> Contribution:
    """`draft`, but what the same person stored before with the very same answers is not stored a second time.

    Two forms that come at the same moment are looked at one after the other.
    """
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    before = organisation.contributions.filter(by=by, kind=kind.code, title=values["title"])
    for row in before.exclude(page=None).select_related("page"):
        if holds(row, values, picture):
            return row
    return draft(kind, organisation, values, by=by, picture=picture)


def holds(row: Contribution, values: dict[str, Any], picture: NewPicture | None) -> bool:
    """Whether this is what is stored already, to the last answer."""
    page = latest(row)
    found = values_of(page, [*values, "picture"])
    if any(found.get(name) != value for name, value in values.items()):
        return False
    if picture is None:
        return True
    return pictures.holds(page.picture, picture.file) if picture.file else page.picture is None
