"""The working clock: by example over weekends, holidays, nights and changes of the clock; then as laws."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eccp.core.working_time import BRUSSELS, due, elapsed, is_working_day, remaining

NEW_YEAR = {date(2026, 12, 24) + timedelta(days=n) for n in range(9)}  # Thursday to Friday 1 January
EASTER_MONDAY = date(2026, 4, 6)


def brussels(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BRUSSELS)


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        pytest.param("2026-02-06 15:00", "2026-02-10 15:00", id="Friday afternoon to Tuesday afternoon"),
        pytest.param("2026-02-02 09:00", "2026-02-04 09:00", id="within a week"),
        pytest.param("2026-02-03 02:30", "2026-02-05 02:30", id="at night"),
        pytest.param("2026-02-06 23:59", "2026-02-10 23:59", id="the last minute of the week"),
        pytest.param("2026-02-07 11:00", "2026-02-11 00:00", id="Saturday starts on Monday"),
        pytest.param("2026-02-08 23:59", "2026-02-11 00:00", id="Sunday night starts on Monday"),
        pytest.param("2026-02-09 00:00", "2026-02-11 00:00", id="Monday at midnight"),
        pytest.param("2026-02-05 00:00", "2026-02-07 00:00", id="due at 24:00 on Friday, not on Monday"),
        pytest.param("2026-02-07 00:00", "2026-02-11 00:00", id="from the first instant of Saturday"),
        pytest.param("2026-04-02 10:00", "2026-04-07 10:00", id="over Easter Monday"),
        pytest.param("2026-04-06 10:00", "2026-04-09 00:00", id="on Easter Monday starts on Tuesday"),
        pytest.param("2026-12-23 15:00", "2027-01-05 15:00", id="over the end of the year"),
        pytest.param("2026-12-22 00:00", "2026-12-24 00:00", id="due as the year's end begins"),
        pytest.param("2026-03-27 15:00", "2026-03-31 15:00", id="over the change to summer time"),
        pytest.param("2026-10-23 15:00", "2026-10-27 15:00", id="over the change to winter time"),
        pytest.param("2026-03-29 02:30", "2026-04-01 00:00", id="in the hour that the clock leaps over"),
    ],
)
def test_due_after_48_hours(start, expected):
    assert due(brussels(start), 48, {EASTER_MONDAY} | NEW_YEAR) == brussels(expected)


def test_due_answers_in_utc_and_in_the_season_of_its_day():
    answer = due(brussels("2026-03-27 15:00"), 48)

    assert answer.tzinfo is UTC
    assert answer == datetime(2026, 3, 31, 13, tzinfo=UTC)  # the start was 14:00 UTC


def test_due_counts_days_in_brussels_wherever_the_start_was_said():
    sunday_in_new_york = datetime(2026, 2, 8, 19, tzinfo=ZoneInfo("America/New_York"))

    assert due(sunday_in_new_york, 1) == brussels("2026-02-09 02:00")


def test_due_without_hours_is_at_once_or_when_work_begins():
    friday = brussels("2026-02-06 15:00")

    assert due(friday, 0) == friday
    assert due(friday, timedelta(hours=-3)) == friday
    assert due(brussels("2026-02-07 11:00"), 0) == brussels("2026-02-09 00:00")


def test_due_takes_closed_days_in_any_collection():
    assert due(brussels("2026-04-03 12:00"), 24, [EASTER_MONDAY]) == brussels("2026-04-07 12:00")


def test_a_working_day_counts_the_hours_it_really_has():
    # On Monday 20 May 1940 Brussels put its clocks forward: a working day of 23 hours.
    begins, ends = brussels("1940-05-20 00:00"), brussels("1940-05-21 00:00")

    assert elapsed(begins, ends) == timedelta(hours=23)
    assert due(begins, 24) == brussels("1940-05-21 01:00")


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-02-06 15:00", "2026-02-10 15:00", 48),
        ("2026-02-07 00:00", "2026-02-09 00:00", 0),
        ("2026-03-27 00:00", "2026-03-30 00:00", 24),  # the Sunday between has 23 hours, none counts
        ("2026-04-06 00:00", "2026-04-07 06:00", 6),
        ("2026-02-10 15:00", "2026-02-06 15:00", -48),
    ],
)
def test_elapsed_counts_working_hours(start, end, hours):
    assert elapsed(brussels(start), brussels(end), {EASTER_MONDAY}) == timedelta(hours=hours)


def test_remaining_says_what_is_left_and_how_late_it_is():
    due_at = brussels("2026-02-10 15:00")

    assert remaining(brussels("2026-02-08 12:00"), due_at) == timedelta(hours=39)
    assert remaining(due_at, due_at) == timedelta(0)
    assert remaining(brussels("2026-02-10 16:30"), due_at) == timedelta(hours=-1.5)


def test_stopping_keeps_what_was_used():
    allowed = timedelta(hours=48)
    used = elapsed(brussels("2026-02-06 15:00"), brussels("2026-02-09 06:00"))

    assert used == timedelta(hours=15)
    assert due(brussels("2026-02-12 10:00"), allowed - used) == brussels("2026-02-13 19:00")


def test_weekends_and_closed_days_are_not_working_days():
    week = [date(2026, 4, 6) + timedelta(days=n) for n in range(7)]

    assert [is_working_day(day, {EASTER_MONDAY}) for day in week] == [
        False,
        True,
        True,
        True,
        True,
        False,
        False,
    ]


def test_times_without_a_zone_are_refused():
    zoned = brussels("2026-02-06 15:00")
    bare = zoned.replace(tzinfo=None)

    with pytest.raises(ValueError, match="with a zone"):
        due(bare, 48)
    with pytest.raises(ValueError, match="with a zone"):
        elapsed(zoned, bare)


# Laws. The moments lie around the changes of the clock as often as elsewhere.
CHANGES = [datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)]
moments = st.one_of(
    st.builds(
        lambda change, minutes: change + timedelta(minutes=minutes),
        st.sampled_from(CHANGES),
        st.integers(-5000, 5000),
    ),
    st.timedeltas(timedelta(0), timedelta(days=365)).map(
        lambda time: datetime(2026, 1, 1, tzinfo=UTC) + time
    ),
    st.dates(date(2026, 1, 1), date(2026, 12, 31)).map(lambda day: brussels(f"{day} 00:00").astimezone(UTC)),
)
amounts = st.one_of(
    st.timedeltas(timedelta(0), timedelta(days=12)), st.integers(0, 12).map(lambda days: timedelta(days=days))
)
closings = st.sets(st.dates(date(2026, 1, 1), date(2027, 2, 1)), max_size=60)


@given(moments, amounts, closings)
def test_law_what_is_due_has_used_its_hours(start, hours, closed):
    assert elapsed(start, due(start, hours, closed), closed) == hours


@given(moments, amounts, closings)
def test_law_nothing_is_due_inside_a_closed_day(start, hours, closed):
    local = due(start, hours, closed).astimezone(BRUSSELS)

    assert is_working_day(local.date(), closed) or local.time() == time()


@given(moments, moments, amounts, closings)
def test_law_who_comes_first_is_due_first(one, other, hours, closed):
    first, second = sorted([one, other])

    assert due(first, hours, closed) <= due(second, hours, closed)


@given(moments, amounts, amounts, closings)
def test_law_more_hours_are_due_later(start, one, other, closed):
    fewer, more = sorted([one, other])

    assert due(start, fewer, closed) <= due(start, more, closed)


@given(moments, moments, moments, closings)
def test_law_elapsed_adds_up(a, b, c, closed):
    assert elapsed(a, b, closed) + elapsed(b, c, closed) == elapsed(a, c, closed)


@given(moments, amounts, moments, closings)
def test_law_stopping_and_going_on_uses_all_hours(start, used, again, closed):
    allowed = timedelta(days=12)
    stopped = due(start, used, closed)

    assert (
        elapsed(start, stopped, closed) + elapsed(again, due(again, allowed - used, closed), closed)
        == allowed
    )
