"""The profile types. A ninth type is one file beside these, its line below, and a migration."""

from eccp.organisations.types.base import ProfileType


def all_types() -> "tuple[ProfileType, ...]":
    """The types, in the order in which people read them."""
    from eccp.organisations.types.details import TYPES

    return TYPES


def of_code(code: str) -> ProfileType:
    """The type of that code; `KeyError` where there is none."""
    from eccp.organisations.types.details import BY_CODE

    return BY_CODE[code]


def choices() -> list[tuple[str, str]]:
    """Codes and labels, for forms and facets."""
    return [(kind.code, kind.label) for kind in all_types()]
