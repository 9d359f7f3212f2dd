"""When summaries leave: at 7:00 on the wall in Brussels, in winter, in summer, and on the days between."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eccp.notices.models import Pace
from eccp.notices.schedule import next_digest

BRUSSELS = ZoneInfo("Europe/Brussels")
SECOND = timedelta(seconds=1)


def brussels(*numbers: int) -> datetime:
    """A moment as the clock on the wall shows it."""
    return datetime(*numbers, tzinfo=BRUSSELS)


@pytest.mark.parametrize(
    ("pace", "now", "then"),
    [
        (Pace.DAILY, brussels(2026, 3, 3, 6, 59, 59), brussels(2026, 3, 3, 7)),
        (Pace.DAILY, brussels(2026, 3, 3, 7), brussels(2026, 3, 4, 7)),
        (Pace.WEEKLY, brussels(2026, 3, 2, 6, 59, 59), brussels(2026, 3, 2, 7)),  # a Monday
        (Pace.WEEKLY, brussels(2026, 3, 2, 7), brussels(2026, 3, 9, 7)),
        (Pace.WEEKLY, brussels(2026, 3, 1, 23, 59), brussels(2026, 3, 2, 7)),
        (Pace.AT_ONCE, brussels(2026, 3, 3, 12), brussels(2026, 3, 4, 7)),
        (Pace.DAILY, brussels(2026, 12, 31, 8), brussels(2027, 1, 1, 7)),
    ],
)
def test_summaries_leave_at_seven(pace, now, then):
    assert next_digest(pace, now) == then


@pytest.mark.parametrize(
    ("saturday", "hours"),
    [(brussels(2026, 3, 28, 7), 23), (brussels(2026, 10, 24, 7), 25), (brussels(2026, 6, 6, 7), 24)],
    ids=["clocks go forward", "clocks go back", "an ordinary night"],
)
def test_the_night_in_which_clocks_change_is_shorter_or_longer(saturday, hours):
    sunday = next_digest(Pace.DAILY, saturday)

    assert sunday.astimezone(BRUSSELS).hour == 7
    assert sunday.timestamp() - saturday.timestamp() == hours * 3600


@pytest.mark.parametrize("monday", [brussels(2026, 3, 23, 7), brussels(2026, 10, 19, 7)])
def test_the_week_in_which_clocks_change_ends_on_monday_at_seven(monday):
    then = next_digest(Pace.WEEKLY, monday).astimezone(BRUSSELS)

    assert (then.weekday(), then.hour, then.date() - monday.date()) == (0, 7, timedelta(days=7))


@given(st.integers(0, 20 * 365 * 24 * 3600))
def test_it_is_always_seven_later_and_at_most_a_day_or_week_away(seconds):
    now = brussels(2020, 1, 1).astimezone(UTC) + timedelta(seconds=seconds)
    for pace, most in ((Pace.DAILY, 25), (Pace.WEEKLY, 7 * 24 + 1)):
        then = next_digest(pace, now)
        local = then.astimezone(BRUSSELS)

        assert (local.hour, local.minute, local.second) == (7, 0, 0)
        assert timedelta(0) < then - now <= timedelta(hours=most)
        assert pace == Pace.DAILY or local.weekday() == 0
