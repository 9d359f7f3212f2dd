"""How a call stands: each rule on both sides of its boundary, and the same said by page and by QuerySet."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings as django_settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eccp.content.calls import lines_of, row_of
from eccp.content.days import days_left
from eccp.content.models import CallPage, Cutoff, SectionPage
from eccp.content.moments import say
from eccp.content.tree import ensure_pages
from eccp.content.zones import ZONES, moment_in
from tests.factories import CallFactory, EditorFactory, cutoff_at

NOW = datetime(2027, 2, 26, 11, tzinfo=UTC)  # a Friday, 12:00 in Brussels
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
BACK_OFFICE = django_settings.BACK_OFFICE_PATH
ADJECTIVES = ("coming", "open", "closing", "closed")


# Midnight in Brussels after the fourteenth day from now.
FIFTEENTH = datetime(2027, 3, 12, 23, tzinfo=UTC)


def standing(opens_on=None, cutoffs=()):
    call = CallPage(opens_on=opens_on, last_cutoff_at=max(cutoffs, default=None))
    call.cutoffs = [cutoff_at(moment) for moment in cutoffs]
    return call.status(NOW).value


@pytest.mark.parametrize(
    ("cutoffs", "status"),
    [
        ([], "open"),
        ([NOW - SECOND], "closed"),
        ([NOW], "closed"),
        ([NOW + SECOND], "closing"),
        ([FIFTEENTH - SECOND], "closing"),
        ([FIFTEENTH], "open"),
        # The next one decides, whatever comes after it.
        ([NOW + 9 * DAY, NOW + 200 * DAY], "closing"),
        ([NOW - DAY, NOW + 200 * DAY], "open"),
        ([NOW - DAY, FIFTEENTH - SECOND, FIFTEENTH], "closing"),
    ],
)
def test_status_by_the_cutoffs(cutoffs, status):
    assert standing(cutoffs=cutoffs) == status


@pytest.mark.parametrize(
    ("opens_on", "status"),
    [(date(2027, 2, 25), "open"), (date(2027, 2, 26), "open"), (date(2027, 2, 27), "coming")],
)
def test_status_by_the_opening_day(opens_on, status):
    assert standing(opens_on=opens_on, cutoffs=[NOW + 90 * DAY]) == status


def test_the_opening_day_is_one_of_brussels():
    call = CallPage(opens_on=date(2027, 2, 27))

    assert call.status(datetime(2027, 2, 26, 22, 59, 59, tzinfo=UTC)) == "coming"
    assert call.status(datetime(2027, 2, 26, 23, tzinfo=UTC)) == "open"


def test_what_is_over_before_it_opens_is_closed():
    assert standing(opens_on=date(2027, 3, 1), cutoffs=[NOW - DAY]) == "closed"


MOMENTS = st.one_of(
    st.sampled_from([NOW - SECOND, NOW, NOW + SECOND, FIFTEENTH - SECOND, FIFTEENTH]),
    st.integers(-60 * 24, 60 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes)),
    st.integers(13 * 24 * 60, 16 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes)),
)
SAID_IN = st.sampled_from(["Europe/Brussels", "UTC", "Asia/Tbilisi", "Asia/Tokyo", "America/New_York"])
DAYS = st.one_of(st.none(), st.dates(date(2027, 2, 20), date(2027, 3, 3)))


@pytest.fixture
def call(db):
    return CallFactory()


@given(opens_on=DAYS, cutoffs=st.dictionaries(MOMENTS, SAID_IN, max_size=3))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_page_list_and_queryset_say_the_same(call, opens_on, cutoffs):
    CallPage.objects.filter(pk=call.pk).update(opens_on=opens_on, last_cutoff_at=max(cutoffs, default=None))
    Cutoff.objects.filter(page=call.pk).delete()
    for moment, zone in cutoffs.items():
        there = moment.astimezone(ZoneInfo(zone))
        Cutoff.objects.create(page_id=call.pk, day=there.date(), hour=there.time(), zone=zone)
    status = CallPage.objects.get(pk=call.pk).status(NOW).value
    (line,) = lines_of(CallPage.objects.filter(pk=call.pk).as_listed(NOW), NOW)
    found = {name for name in ADJECTIVES if getattr(CallPage.objects, name)(NOW).exists()}

    assert found == ({"open", "closing"} if status == "closing" else {status})
    assert line.status == status


# --- Cut-offs


def cutoff(day, hour, zone="Europe/Brussels"):
    return Cutoff(day=date.fromisoformat(day), hour=time.fromisoformat(hour), zone=zone)


def said_everywhere(call, now, *cutoffs):
    """What the words, the badges and the filter say of the days that are left."""
    call.cutoffs = list(cutoffs)
    call.save()
    found = CallPage.objects.filter(pk=call.pk)
    (line,) = lines_of(found.as_listed(now), now)
    row = row_of(found.get(), now)
    states = {str(state) for state in (line.status, row.status, found.get().status(now))}
    return {line.next.said.left, row.next.said.left}, states, found.closing(now).exists()


@pytest.mark.parametrize(
    ("zone", "now", "at", "left"),
    [
        ("Europe/Brussels", "2027-02-26T11:00", "2027-03-12 23:59", 14),
        ("Europe/Brussels", "2027-02-26T11:00", "2027-03-13 00:01", 15),
        # Both are evenings in Brussels.
        ("Asia/Tbilisi", "2027-02-26T11:00", "2027-03-12 23:59", 14),
        ("Asia/Tbilisi", "2027-02-26T11:00", "2027-03-13 00:01", 15),
        # Both are mornings in Brussels.
        ("America/New_York", "2027-02-26T11:00", "2027-03-12 23:59", 14),
        ("America/New_York", "2027-02-26T11:00", "2027-03-13 00:01", 15),
        # It is 23:59 there when somebody reads it, then 00:01.
        ("Asia/Tbilisi", "2027-02-26T19:59", "2027-03-13 12:00", 15),
        ("Asia/Tbilisi", "2027-02-26T20:01", "2027-03-13 12:00", 14),
        ("America/New_York", "2027-02-27T04:59", "2027-03-13 12:00", 15),
        ("America/New_York", "2027-02-27T05:01", "2027-03-13 12:00", 14),
    ],
)
def test_badge_filter_and_words_count_the_days_of_the_cutoffs_own_zone(call, zone, now, at, left):
    moment = datetime.fromisoformat(f"{now}+00:00")

    assert said_everywhere(call, moment, cutoff(*at.split(), zone)) == (
        {f"in {left} days"},
        {"closing" if left == 14 else "open"},
        left == 14,
    )


def test_the_next_cutoff_decides_where_a_later_one_has_fewer_days_left(call):
    in_tokyo, in_new_york = (
        cutoff("2027-03-13", "00:30", "Asia/Tokyo"),
        cutoff("2027-03-12", "23:59", "America/New_York"),
    )
    assert in_tokyo.moment < in_new_york.moment

    assert said_everywhere(call, NOW, in_new_york, in_tokyo) == ({"in 15 days"}, {"open"}, False)


@pytest.mark.parametrize(
    ("day", "hour", "zone", "utc"),
    [
        ("2027-01-15", "17:00", "Europe/Brussels", "2027-01-15T16:00"),
        ("2027-07-15", "17:00", "Europe/Brussels", "2027-07-15T15:00"),
        ("2027-07-15", "17:00", "Europe/Lisbon", "2027-07-15T16:00"),
        ("2027-01-15", "17:00", "America/New_York", "2027-01-15T22:00"),
        ("2027-01-15", "17:00", "Asia/Kolkata", "2027-01-15T11:30"),
        ("2027-01-15", "17:00", "UTC", "2027-01-15T17:00"),
        # 31 October 2027: the clock of Brussels shows 02:30 twice, the first is summer time.
        ("2027-10-31", "02:30", "Europe/Brussels", "2027-10-31T00:30"),
        ("2027-10-31", "03:00", "Europe/Brussels", "2027-10-31T02:00"),
    ],
)
def test_moment_of_a_cutoff(day, hour, zone, utc):
    assert cutoff(day, hour, zone).moment == datetime.fromisoformat(f"{utc}+00:00")


@pytest.mark.parametrize(
    ("day", "hour", "zone", "is_there"),
    [
        ("2027-03-28", "01:59", "Europe/Brussels", True),
        ("2027-03-28", "02:00", "Europe/Brussels", False),
        ("2027-03-28", "02:59", "Europe/Brussels", False),
        ("2027-03-28", "03:00", "Europe/Brussels", True),
        ("2027-03-28", "02:30", "Asia/Kolkata", True),
        ("2027-03-14", "02:30", "America/New_York", False),
        ("2027-10-31", "02:30", "Europe/Brussels", True),
    ],
)
def test_no_hour_that_the_clock_jumps_over(day, hour, zone, is_there):
    row = cutoff(day, hour, zone)
    if is_there:
        row.clean()
    else:
        with pytest.raises(ValidationError, match="jump over this hour"):
            row.clean()


@pytest.mark.parametrize("zone", [name for name, _label in ZONES])
def test_every_zone_is_known(zone):
    noon = moment_in(date(2027, 7, 1), time(12), zone)

    assert noon.astimezone(ZoneInfo(zone)).time() == time(12)


@pytest.mark.parametrize(
    ("moment", "days"),
    [
        (datetime(2027, 2, 26, 22, 59, 59, tzinfo=UTC), 0),
        (datetime(2027, 2, 26, 23, tzinfo=UTC), 1),
        (datetime(2027, 3, 12, 11, tzinfo=UTC), 14),
        (datetime(2027, 4, 1, 11, tzinfo=UTC), 34),
    ],
)
def test_days_left_are_days_of_the_calendar(moment, days):
    assert days_left(moment, "Europe/Brussels", NOW) == days


@pytest.mark.parametrize(
    ("day", "hour", "zone", "words"),
    [
        ("2027-02-26", "17:00", "Europe/Brussels", "Friday 26 February, 17:00 Brussels time, today"),
        ("2027-02-27", "00:30", "Europe/Brussels", "Saturday 27 February, 00:30 Brussels time, tomorrow"),
        ("2027-03-02", "17:00", "Europe/Paris", "Tuesday 2 March, 17:00 Paris time, in 4 days"),
        (
            "2027-03-02",
            "17:00",
            "Europe/Lisbon",
            "Tuesday 2 March, 17:00 Lisbon time (18:00 Brussels time), in 4 days",
        ),
        (
            "2027-03-02",
            "23:30",
            "America/New_York",
            "Tuesday 2 March, 23:30 New York time (Wednesday 3 March, 05:30 Brussels time), in 4 days",
        ),
        ("2027-03-02", "17:00", "UTC", "Tuesday 2 March, 17:00 UTC (18:00 Brussels time), in 4 days"),
        ("2028-03-02", "17:00", "Europe/Brussels", "Thursday 2 March 2028, 17:00 Brussels time, in 370 days"),
        ("2027-02-26", "12:00", "Europe/Brussels", "Friday 26 February, 12:00 Brussels time"),
    ],
)
def test_a_cutoff_as_people_read_it(day, hour, zone, words):
    row = cutoff(day, hour, zone)

    assert str(say(row.moment, zone, NOW)) == words


def test_a_foreign_cutoff_in_french_has_no_brackets_in_brackets():
    row = cutoff("2027-03-02", "18:00", "Asia/Tbilisi")
    with override("fr"):
        said = say(row.moment, row.zone, NOW)

    assert said.when == "mardi 2 mars, 18:00 à Tbilissi (15:00 à Bruxelles)"
    assert said.left == "dans 4 jours"


# --- What is noted beside the call, however it is stored


def last_of(page):
    return CallPage.objects.get(pk=page.pk).last_cutoff_at


def test_last_cutoff_follows_a_published_revision(call, freeze):
    freeze(NOW)
    call.cutoffs = [cutoff("2027-03-10", "17:00"), cutoff("2027-05-10", "17:00", "Asia/Kolkata")]
    revision = call.save_revision()
    assert last_of(call) is None  # a draft changes nothing for readers
    revision.publish()

    page = CallPage.objects.get(pk=call.pk)
    assert page.last_cutoff_at == datetime(2027, 5, 10, 11, 30, tzinfo=UTC)
    assert [row.at for row in page.cutoffs.order_by("at")] == [
        datetime(2027, 3, 10, 16, tzinfo=UTC),
        datetime(2027, 5, 10, 11, 30, tzinfo=UTC),
    ]
    assert page.next_cutoff(NOW).at == datetime(2027, 3, 10, 16, tzinfo=UTC)
    assert page.next_cutoff(datetime(2027, 3, 10, 16, tzinfo=UTC)).zone == "Asia/Kolkata"


def test_last_cutoff_goes_with_the_cutoffs(call):
    call.cutoffs = [cutoff("2027-03-10", "17:00")]
    call.save_revision().publish()
    assert last_of(call)

    page = CallPage.objects.get(pk=call.pk)
    page.cutoffs = []
    page.save_revision().publish()

    assert last_of(call) is None
    assert not Cutoff.objects.filter(page=call.pk).exists()


def test_a_revision_that_is_published_later_brings_its_cutoffs(call, freeze):
    freeze(NOW)
    call.cutoffs = [cutoff("2027-03-10", "17:00")]
    call.save_revision().publish()
    page = CallPage.objects.get(pk=call.pk)
    page.cutoffs = [cutoff("2027-08-10", "17:00")]
    page.go_live_at = NOW + DAY
    page.save_revision().publish()
    assert last_of(call) == datetime(2027, 3, 10, 16, tzinfo=UTC)

    freeze(NOW + DAY + SECOND)
    call_command("publish_scheduled")

    assert last_of(call) == datetime(2027, 8, 10, 15, tzinfo=UTC)


def test_an_earlier_revision_that_is_published_again_brings_back_its_cutoffs(call):
    call.cutoffs = [cutoff("2027-03-10", "17:00")]
    first = call.save_revision()
    first.publish()
    page = CallPage.objects.get(pk=call.pk)
    page.cutoffs = [cutoff("2027-08-10", "17:00")]
    page.save_revision().publish()
    first.publish()

    assert last_of(call) == datetime(2027, 3, 10, 16, tzinfo=UTC)


def typed(client, **changes):
    """What comes of a call with two cut-offs that an editor types in the back office."""
    ensure_pages()
    section = SectionPage.objects.get(shows="calls", locale__language_code="en")
    form = {
        "title": "Typed",
        "slug": "typed",
        "lead": "",
        "body-count": "0",
        "action-publish": "1",
        "who": "",
        "reference": "",
        "link": "",
        "opens_on": "",
        "budget": "",
        "grant": "",
        "cutoffs-TOTAL_FORMS": "2",
        "cutoffs-INITIAL_FORMS": "0",
        "cutoffs-0-day": "2027-03-28",
        "cutoffs-0-hour": "17:00",
        "cutoffs-0-zone": "Europe/Brussels",
        "cutoffs-0-label": "",
        "cutoffs-0-ORDER": "1",
        "cutoffs-0-id": "",
        "cutoffs-1-day": "2027-03-20",
        "cutoffs-1-hour": "12:00",
        "cutoffs-1-zone": "America/New_York",
        "cutoffs-1-label": "",
        "cutoffs-1-ORDER": "2",
        "cutoffs-1-id": "",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        **changes,
    }
    return client.post(f"{BACK_OFFICE}pages/add/content/callpage/{section.pk}/", form)


def test_editors_type_cutoffs_in_the_back_office(db, signed_in):
    assert typed(signed_in(EditorFactory())).status_code == 302

    page = CallPage.objects.get(slug="typed")
    assert page.last_cutoff_at == datetime(2027, 3, 28, 15, tzinfo=UTC)
    assert sorted(page.cutoffs.values_list("at", flat=True)) == [
        datetime(2027, 3, 20, 16, tzinfo=UTC),
        datetime(2027, 3, 28, 15, tzinfo=UTC),
    ]


def test_an_hour_that_the_clocks_jump_over_is_refused_in_the_back_office(db, signed_in):
    answer = typed(signed_in(EditorFactory()), **{"cutoffs-0-hour": "02:30"})

    assert answer.status_code == 200
    assert "The clocks jump over this hour" in answer.content.decode()


@pytest.mark.parametrize(("opens_on", "status"), [("2027-03-28", 302), ("2027-03-29", 200)])
def test_no_call_opens_after_its_last_cutoff(db, signed_in, opens_on, status):
    answer = typed(signed_in(EditorFactory()), opens_on=opens_on)

    assert answer.status_code == status
    if status == 200:
        assert "The call would open after its last cut-off." in answer.content.decode()
    assert CallPage.objects.filter(slug="typed").exists() is (status == 302)


@pytest.mark.parametrize(("grant", "fits"), [(99, True), (100, True), (101, False)])
def test_one_grant_is_at_most_the_budget(db, grant, fits):
    call = CallPage(title="A", slug="a", budget=100, grant=grant, path="x", depth=1)
    if fits:
        call.clean()
    else:
        with pytest.raises(ValidationError, match="larger than the whole budget"):
            call.clean()
