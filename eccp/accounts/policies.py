"""Who may do what with people. Questions only."""

from typing import Any


def display_name(user: Any) -> str:
    """What others see of a person: the name, never the address."""
    return str(user.name) if user.name else "…"


def judges(user: Any) -> bool:
    """Whether this person is a validator."""
    return bool(user.is_authenticated and user.has_perm("validation.judge_application"))
