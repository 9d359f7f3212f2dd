"""Dates in the languages of the interface."""

from datetime import date

import pytest
from django.utils.formats import date_format
from django.utils.translation import override


@pytest.mark.parametrize(
    ("language", "day", "said"),
    [
        ("fr", date(2026, 11, 1), "1er novembre 2026"),
        ("fr", date(2026, 11, 2), "2 novembre 2026"),
        ("fr", date(2026, 11, 11), "11 novembre 2026"),
        ("en", date(2026, 11, 1), "1 November 2026"),
    ],
)
def test_only_the_first_of_a_month_has_an_ending_and_only_in_french(language, day, said):
    with override(language):
        assert date_format(day, "DATE_FORMAT") == said
        assert date_format(day, "SHORT_DATE_FORMAT") == f"{day:%d/%m/%Y}"
