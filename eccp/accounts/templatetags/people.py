"""People by name on pages."""

from typing import Any

from django import template

from eccp.accounts.policies import display_name

register = template.Library()


@register.filter
def named(person: Any) -> str:
    """What others see of a person: the name, never the address; nothing personal of who was erased."""
    return display_name(person)
