"""Who may do what with people. Questions only."""

from typing import Any

from django.utils.translation import gettext as _

from eccp.core.refusals import Refusal


def display_name(user: Any) -> str:
    """What others see of a person: the name, never the address. Who was erased has none any more."""
    if user.erased_at:
        return _("Somebody who left")
    return str(user.name) if user.name else "…"


def refuses_erasing(user: Any, person: Any) -> Refusal | None:
    """Administrators erase others, but not who runs the installation."""
    if person.is_superuser or not user.has_perm("accounts.erase_user"):
        return Refusal("erases_others")
    return None


def judges(user: Any) -> bool:
    """Whether this person is a validator."""
    return bool(user.is_authenticated and user.has_perm("validation.judge_application"))
