"""Moments and lengths of time as people say them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from eccp.core.said import hours, said

NOW = datetime(2026, 2, 27, 12, 0, tzinfo=UTC)  # a Friday, 13:00 in Brussels


def brussels(*moment):
    return datetime(*moment, tzinfo=ZoneInfo("Europe/Brussels"))


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (brussels(2026, 3, 3, 18, 0), "Tuesday 3 March, 18:00 Brussels time, in 4 days"),
        (brussels(2026, 2, 28, 0, 30), "Saturday 28 February, 00:30 Brussels time, in 1 day"),
        (brussels(2026, 2, 27, 15, 0), "Friday 27 February, 15:00 Brussels time, in 2 hours"),
        (brussels(2026, 2, 27, 13, 1), "Friday 27 February, 13:01 Brussels time, in 1 minute"),
        (brussels(2026, 2, 27, 13, 0), "Friday 27 February, 13:00 Brussels time, now"),
        (brussels(2026, 2, 27, 12, 15), "Friday 27 February, 12:15 Brussels time, 45 minutes ago"),
        (brussels(2026, 2, 27, 9, 0), "Friday 27 February, 09:00 Brussels time, 4 hours ago"),
        (brussels(2025, 12, 29, 9, 0), "Monday 29 December 2025, 09:00 Brussels time, 60 days ago"),
        (datetime(2026, 7, 1, 22, 30, tzinfo=UTC), "Thursday 2 July, 00:30 Brussels time, in 125 days"),
    ],
)
def test_moment_is_said_in_brussels_time(when, words):
    with override("en"):
        assert said(when, NOW) == words


def test_deadline_at_midnight_is_the_end_of_the_day_before():
    with override("en"):
        assert said(brussels(2026, 3, 4), NOW, ends=True) == "Tuesday 3 March, 24:00 Brussels time, in 4 days"
        assert said(brussels(2026, 3, 4), NOW) == "Wednesday 4 March, 00:00 Brussels time, in 5 days"


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (timedelta(hours=30), "30 hours"),
        (timedelta(hours=29, seconds=1), "30 hours"),
        (timedelta(minutes=1), "1 hour"),
        (timedelta(0), "0 hours"),
        (timedelta(hours=-3), "0 hours"),
    ],
)
def test_length_is_said_in_begun_hours(time, words):
    assert hours(time) == words
