"""Dates and numbers as each language of the interface writes them."""

from datetime import UTC, datetime

import pytest
from django.template import Context, Template
from django.utils import formats
from django.utils.translation import override

MOMENT = datetime(2026, 3, 9, 13, 5, tzinfo=UTC)  # in Brussels an hour later


@pytest.mark.parametrize(
    ("language", "pattern", "said"),
    [
        ("en", "DATE_FORMAT", "9 March 2026"),
        ("fr", "DATE_FORMAT", "9 mars 2026"),
        ("en", "DATETIME_FORMAT", "9 March 2026, 14:05"),
        ("fr", "DATETIME_FORMAT", "9 mars 2026 à 14:05"),
        ("en", "YEAR_MONTH_FORMAT", "March 2026"),
        ("fr", "YEAR_MONTH_FORMAT", "mars 2026"),
        ("en", "MONTH_DAY_FORMAT", "9 March"),
        ("fr", "MONTH_DAY_FORMAT", "9 mars"),
        ("en", "SHORT_DATE_FORMAT", "09/03/2026"),
        ("fr", "SHORT_DATE_FORMAT", "09/03/2026"),
        ("fr", "l j F", "lundi 9 mars"),
    ],
)
def test_dates_are_written_as_in_the_language(language, pattern, said):
    with override(language):
        shown = Template("{{ moment|date:pattern }}").render(Context({"moment": MOMENT, "pattern": pattern}))

    assert shown == said


@pytest.mark.parametrize(
    ("language", "thousands", "share"),
    [("en", "12,345", "12.5"), ("fr", "12\xa0345", "12,5")],
)
def test_numbers_are_written_as_in_the_language(language, thousands, share):
    with override(language):
        assert Template("{{ n|grouped }}").render(Context({"n": 12345})) == thousands
        assert formats.number_format(12.5, 1) == share
        assert formats.get_format("FIRST_DAY_OF_WEEK") == 1
