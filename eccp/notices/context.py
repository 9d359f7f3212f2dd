"""What every page's head says: how much waits for the person, and that their address is bad."""

from functools import cached_property
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest

from eccp.accounts.models import User
from eccp.notices.models import AddressTrouble


class Head:
    """True when something waits. Asks one question, and only where the head is drawn."""

    def __init__(self, person: Any) -> None:
        self._person = person

    def __bool__(self) -> bool:
        return self.number > 0

    @property
    def number(self) -> int:
        """How much waits."""
        return self._asked[0]

    @property
    def trouble(self) -> AddressTrouble | None:
        """What is wrong with the person's address; None when mails arrive."""
        return self._trouble if self._asked[1] else None

    @cached_property
    def _asked(self) -> tuple[int, bool]:
        failing = AddressTrouble.objects.filter(address=OuterRef("email"), failing=True)
        waiting = Count("notices", filter=Q(notices__done_at__isnull=True))
        row = User.objects.filter(pk=self._person.pk).annotate(number=waiting, fails=Exists(failing))
        return row.values_list("number", "fails").first() or (0, False)

    @cached_property
    def _trouble(self) -> AddressTrouble | None:
        return AddressTrouble.objects.filter(address=self._person.email, failing=True).first()


def waiting(request: HttpRequest) -> dict[str, Any]:
    """`waiting`, for the head and for the notice below it."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"waiting": False}
    return {"waiting": Head(user)}
