"""Sums of money as people type them, and those that are refused because they may be two."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from eccp.organisations.forms.inputs import Euros

FIELD = Euros(most=10**13, required=False)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("50000", 50_000),
        ("50,000", 50_000),
        ("50.000", 50_000),
        ("50 000", 50_000),
        ("50\u202f000", 50_000),
        ("50'000", 50_000),
        ("€50,000", 50_000),
        ("50.000 €", 50_000),
        ("eur 50000", 50_000),
        ("1.234.567", 1_234_567),
        ("1,000", 1_000),
        ("1.000,50", Decimal("1000.50")),
        ("1,000.50", Decimal("1000.50")),
        ("50000.00", 50_000),
        ("0", 0),
    ],
)
def test_sum_is_read_as_europe_writes_it(typed, read):
    assert FIELD.clean(typed) == read


@pytest.mark.parametrize("typed", ["", "  ", None])
def test_none_is_no_sum(typed):
    assert FIELD.clean(typed) is None


@pytest.mark.parametrize(
    "typed",
    [
        "1.5",
        "12,5",
        "1.0000",
        "1,00,000",
        "1.234,567",
        "1e5",
        "2 million",
        "-5",
        "€",
        "1000,",
        ".50",
        "NaN",
        "5€€",
    ],
)
def test_what_might_be_another_sum_is_refused(typed):
    with pytest.raises(ValidationError, match="Give the sum in full euros"):
        FIELD.clean(typed)


def test_more_than_we_can_believe_is_refused():
    assert FIELD.clean("10.000.000.000.000") == 10**13
    with pytest.raises(ValidationError, match="at most"):
        FIELD.clean("10.000.000.000.001")
