"""The first of a month as French writes it: "1er novembre". Django's formats have no sign for it."""

from typing import Any

from django.utils.dateformat import DateFormat
from django.utils.translation import get_language


def day_of_the_month(said: Any) -> Any:
    """What `j` stands for in a format."""
    return "1er" if said.data.day == 1 and get_language() == "fr" else said.data.day


def say_the_first() -> None:
    """Let every date format of the platform say it so, in templates and in code."""
    setattr(DateFormat, "j", day_of_the_month)  # noqa: B010 # Django promises a number, and joins words
