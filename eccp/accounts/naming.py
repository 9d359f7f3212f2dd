"""People in words, for pages that show what the log keeps as numbers: the names of now, read at once."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from eccp.accounts.models import User
from eccp.accounts.policies import display_name
from eccp.core.log import people_in


class Names:
    """The names of everybody whom some values of the log name, in one query; in none where they name nobody."""

    def __init__(self, *values: Any, also: Collection[int | None] = ()) -> None:
        wanted = set().union(*(people_in(value) for value in values), also) - {None}
        self.people = User.objects.in_bulk(wanted) if wanted else {}

    def of(self, number: int | None) -> str:
        """One person's name; of the clock and of commands, who that is."""
        if number is None:
            return _("the platform")
        return display_name(self.people[number]) if number in self.people else "…"
