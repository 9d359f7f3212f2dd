"""Numbers that are found by range: how many members a cluster has, when an organisation was founded."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Range:
    """Whole numbers from `first` to `last`, both included. `code` stands in addresses."""

    code: str
    label: Any
    first: int
    last: int


MEMBERS = (
    Range("1-29", _("1 to 29"), 1, 29),
    Range("30-59", _("30 to 59"), 30, 59),
    Range("60-99", _("60 to 99"), 60, 99),
    Range("100-199", _("100 to 199"), 100, 199),
    Range("200-499", _("200 to 499"), 200, 499),
    Range("500-or-more", _("500 or more"), 500, sys.maxsize),
)
FOUNDED = (
    Range("before-1990", _("1989 or earlier"), 1, 1989),
    Range("1990-1999", _("1990 to 1999"), 1990, 1999),
    Range("2000-2009", _("2000 to 2009"), 2000, 2009),
    Range("2010-2019", _("2010 to 2019"), 2010, 2019),
    Range("since-2020", _("2020 or later"), 2020, sys.maxsize),
)


def codes_of(number: int, ranges: Sequence[Range]) -> list[str]:
    """The code of the range that a number lies in; none for nought, which means that nothing is known."""
    return [one.code for one in ranges if one.first <= number <= one.last]
