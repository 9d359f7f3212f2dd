"""Calls as calendars: each event at its moment, by the zone's name and by the zone as the file describes it."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings as django_settings
from django.test import Client
from icalendar import Calendar

from eccp.content.models import CallPage, Cutoff
from eccp.content.timezones import described
from eccp.content.zones import ZONES, moment_in
from tests.factories import CallFactory, TermFactory, UserFactory, cutoff_at

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 1, 4, 11, tzinfo=UTC)
DAY = timedelta(days=1)
SOON = NOW + 30 * DAY


@pytest.fixture(autouse=True)
def at_noon(freeze):
    freeze(NOW)


def raw(address="/en/calls.ics"):
    answer = Client().get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def events(address="/en/calls.ics"):
    return list(Calendar.from_ical(raw(address)).walk("VEVENT"))


# --- Moments

MOMENTS = [
    (day, hour, zone)
    for zone in ("Europe/Brussels", "Europe/Lisbon", "America/New_York", "Asia/Kolkata", "UTC")
    for day, hour in [
        ("2027-01-15", "17:00"),
        ("2027-07-15", "17:00"),
        ("2027-03-28", "00:30"),
        ("2027-03-28", "03:30"),
        ("2027-03-28", "23:59"),
        ("2027-10-31", "01:30"),
        ("2027-10-31", "02:30"),
        ("2027-10-31", "03:30"),
        ("2027-10-31", "23:59"),
    ]
]


def test_every_event_is_at_its_moment_by_the_name_of_its_zone_and_by_its_description():
    rows = [Cutoff(day=date.fromisoformat(d), hour=time.fromisoformat(h), zone=z) for d, h, z in MOMENTS]
    call = CallFactory(cutoffs=rows)
    wanted = sorted(row.moment for row in rows)
    address = f"/en/calls/{call.pk}.ics"
    assert len(set(wanted)) > 30

    # icalendar itself knows the zones by name; under another name it has to believe the file.
    unknown = raw(address)
    for _code, label in ZONES:
        name = label.replace(" ", "_")
        unknown = unknown.replace(f"TZID:{name}\r\n", f"TZID:X-{name}\r\n").replace(
            f"TZID={name}:", f"TZID=X-{name}:"
        )
    for text in (raw(address), unknown):
        found = [event.decoded("dtstart") for event in Calendar.from_ical(text).walk("VEVENT")]
        assert sorted(moment.astimezone(UTC) for moment in found) == wanted
    assert "TZID=X-Europe/Brussels:20270715T170000" in unknown


@pytest.mark.parametrize(
    ("zone", "onset", "before", "after"),
    [
        ("Europe/Brussels", "20270328T020000", "+0100", "+0200"),
        ("Europe/Brussels", "20271031T030000", "+0200", "+0100"),
        ("Europe/Lisbon", "20270328T010000", "+0000", "+0100"),
        ("America/New_York", "20270314T020000", "-0500", "-0400"),
        ("America/New_York", "20271107T020000", "-0400", "-0500"),
    ],
)
def test_clocks_change_at_the_hour_that_they_showed_before(zone, onset, before, after):
    text = (
        described(zone, datetime(2027, 1, 1, tzinfo=UTC), datetime(2027, 12, 20, tzinfo=UTC))
        .to_ical()
        .decode()
    )
    parts = [part for part in text.split("BEGIN:") if onset in part]

    assert len(parts) == 1
    assert f"TZOFFSETFROM:{before}" in parts[0]
    assert f"TZOFFSETTO:{after}" in parts[0]


def test_a_zone_without_summer_time_has_one_part():
    text = (
        described("Asia/Kolkata", datetime(2027, 1, 1, tzinfo=UTC), datetime(2037, 1, 1, tzinfo=UTC))
        .to_ical()
        .decode()
    )

    assert (text.count("BEGIN:STANDARD"), text.count("BEGIN:DAYLIGHT")) == (1, 0)


@pytest.mark.parametrize("zone", [name for name, _label in ZONES if name != "UTC"])
def test_ten_years_of_every_zone(zone):
    first, last = datetime(2026, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)
    theirs = described(zone, first, last).to_tz(lookup_tzid=False)
    asked = [first + timedelta(days=3 * n, hours=n % 24) for n in range(1200)]
    naive = [moment_in(moment.date(), moment.time(), zone) for moment in asked]

    assert [moment.astimezone(theirs).utcoffset() for moment in naive] == [
        moment.astimezone(ZoneInfo(zone)).utcoffset() for moment in naive
    ]


# --- What is in it


def test_one_event_a_cutoff_with_all_that_programs_ask_for():
    horizon = TermFactory(scheme="funding_programme", code="horizon", label="Horizon Europe")
    call = CallFactory(
        title="Ships; yards, and \\ more",
        lead="First line.\nSecond line: " + "ä long word " * 20,
        cutoffs=[NOW + 5 * DAY, NOW + 30 * DAY],
        terms=[horizon],
        budget=2400000,
    )
    first, second = events()

    assert [str(one["uid"]) for one in (first, second)] == [
        f"call-{call.pk}-1@localhost",
        f"call-{call.pk}-2@localhost",
    ]
    assert str(first["summary"]) == "Cut-off: Ships; yards, and \\ more"
    assert str(first["description"]).startswith(
        "Programme: Horizon Europe\nBudget: €2,400,000\nFirst line.\nSecond line: ä long"
    )
    assert str(first["url"]) == f"{django_settings.SITE_URL}/en/calls/{call.slug}/"
    assert (str(first["status"]), str(first["transp"])) == ("CONFIRMED", "TRANSPARENT")
    assert first.decoded("dtend") - first.decoded("dtstart") == timedelta(minutes=1)
    assert first.decoded("dtstamp") == NOW


def test_an_event_says_which_of_several_cutoffs_it_is():
    CallFactory(
        title="Valley",
        cutoffs=[
            Cutoff(day=date(2027, 2, 1), hour=time(17), label="Outline"),
            Cutoff(day=date(2027, 5, 3), hour=time(17)),
        ],
    )

    assert [str(one["summary"]) for one in events()] == ["Cut-off: Valley (Outline)", "Cut-off: Valley"]
    assert "Outline" not in str(events()[0]["description"])


def test_lines_are_folded_and_text_is_escaped():
    CallFactory(title="Ships; yards, and \\ more", lead="ä" * 390, cutoffs=[SOON])
    text = raw()

    assert all(len(line) <= 75 for line in text.encode().split(b"\r\n"))
    assert text.count("\n") == text.count("\r\n")
    assert "Ships\\; yards\\, and \\\\ more" in text.replace("\r\n ", "")


def test_the_calendar_says_its_name_and_when_to_ask_again():
    text = raw()

    for line in (
        "VERSION:2.0",
        "X-WR-CALNAME:Cut-offs of calls · ECCP",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
    ):
        assert line in text.split("\r\n")


def test_it_is_a_calendar_to_subscribe_to_and_no_message():
    CallFactory(cutoffs=[SOON])
    text = raw()

    assert "METHOD" not in text
    assert "ORGANIZER" not in text
    assert "method=" not in Client().get("/en/calls.ics")["Content-Type"]


def test_an_empty_calendar_is_valid():
    found = Calendar.from_ical(raw())

    assert found.errors == []
    assert str(found["prodid"])
    assert found.walk("VEVENT") == []


def test_a_change_has_a_higher_sequence_and_the_same_identity(freeze):
    call = CallFactory(cutoffs=[SOON, SOON + DAY])
    before = events()
    freeze(NOW + timedelta(minutes=5))
    page = CallPage.objects.get(pk=call.pk)
    page.cutoffs = [cutoff_at(SOON + 2 * DAY), cutoff_at(SOON + 3 * DAY)]
    page.save_revision().publish()
    after = events()

    assert [str(one["uid"]) for one in after] == [str(one["uid"]) for one in before]
    assert all(new["sequence"] > old["sequence"] for new, old in zip(after, before, strict=True))
    assert [one.decoded("dtstart").astimezone(UTC) for one in after] == [SOON + 2 * DAY, SOON + 3 * DAY]
    assert all(one["sequence"] < 2**31 for one in after)


def test_a_cutoff_that_moves_over_the_change_of_the_clocks_reaches_who_holds_it(freeze):
    call = CallFactory(cutoffs=[Cutoff(day=date(2027, 3, 27), hour=time(17))])
    before = Calendar.from_ical(raw())
    freeze(NOW + timedelta(seconds=1))
    page = CallPage.objects.get(pk=call.pk)
    page.cutoffs = [Cutoff(day=date(2027, 3, 29), hour=time(17))]
    page.save_revision().publish()
    after = Calendar.from_ical(raw())
    [old], [new] = before.walk("VEVENT"), after.walk("VEVENT")

    assert [before.errors, after.errors, old.errors, new.errors] == [[], [], [], []]
    assert str(new["uid"]) == str(old["uid"])
    assert (old["sequence"], new["sequence"]) == (0, 1)
    assert new.decoded("dtstamp") - old.decoded("dtstamp") == timedelta(seconds=1)
    assert old.decoded("dtstart").astimezone(UTC) == datetime(2027, 3, 27, 16, tzinfo=UTC)
    assert new.decoded("dtstart").astimezone(UTC) == datetime(2027, 3, 29, 15, tzinfo=UTC)


def test_what_is_taken_back_and_published_again_has_a_higher_sequence_too(freeze):
    call = CallFactory(cutoffs=[SOON])
    freeze(NOW + timedelta(seconds=30))
    CallPage.objects.get(pk=call.pk).unpublish()
    freeze(NOW + timedelta(seconds=60))
    CallPage.objects.get(pk=call.pk).save_revision().publish()

    assert [one["sequence"] for one in events()] == [60]


def test_what_is_taken_back_drops_out():
    call = CallFactory(cutoffs=[SOON])
    CallFactory(cutoffs=[SOON], live=False)
    assert len(events()) == 1
    CallPage.objects.get(pk=call.pk).unpublish()

    assert events() == []
    assert Client().get(f"/en/calls/{call.pk}.ics").status_code == 404


def test_the_filters_of_the_list():
    life = TermFactory(scheme="funding_programme", code="life", label="LIFE")
    CallFactory(title="Green", terms=[life], cutoffs=[SOON])
    CallFactory(title="Other", cutoffs=[SOON])
    CallFactory(title="Over", terms=[life], cutoffs=[NOW - DAY])

    assert [str(one["summary"]) for one in events("/en/calls.ics?funding_programme=life")] == [
        "Cut-off: Green"
    ]
    assert [str(one["summary"]) for one in events("/en/calls.ics?state=closed")] == ["Cut-off: Over"]
    assert "X-WR-CALNAME:Cut-offs of calls · LIFE · ECCP" in raw("/en/calls.ics?funding_programme=life")


# --- How it is given


def test_kind_and_name_of_the_file():
    call = CallFactory(title="Ships", cutoffs=[SOON])

    answer = Client().get("/en/calls.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == 'inline; filename="calls.ics"'
    assert (
        Client().get(f"/en/calls/{call.pk}.ics")["Content-Disposition"] == 'inline; filename="call-ships.ics"'
    )


def test_unchanged_costs_no_body(freeze):
    CallFactory(cutoffs=[SOON])
    first = Client().get("/en/calls.ics")
    freeze(NOW + 2 * DAY)
    again = Client().get("/en/calls.ics", headers={"If-None-Match": first["ETag"]})
    dated = Client().get("/en/calls.ics", headers={"If-Modified-Since": first["Last-Modified"]})
    CallFactory(cutoffs=[SOON])
    changed = Client().get("/en/calls.ics", headers={"If-None-Match": first["ETag"]})

    assert [one.status_code for one in (again, dated, changed)] == [304, 304, 200]
    assert again.content == b""
    assert again["ETag"] == first["ETag"]


def test_what_closed_meanwhile_is_a_change_by_its_date_too(freeze):
    CallFactory(cutoffs=[NOW + DAY])
    first = Client().get("/en/calls.ics")
    freeze(NOW + DAY)
    later = Client().get("/en/calls.ics", headers={"If-Modified-Since": first["Last-Modified"]})

    assert later.status_code == 200
    assert b"VEVENT" not in later.content


def test_not_too_often(settings):
    settings.LIMITS = {**settings.LIMITS, "search": (2, 3600)}
    answers = [Client().get("/en/calls.ics").status_code for _time in range(3)]

    assert answers == [200, 200, 429]


@pytest.mark.parametrize("rows", [1, 3])
def test_questions_do_not_grow_with_the_calls(rows, django_assert_num_queries):
    for _row in range(rows):
        CallFactory(cutoffs=[SOON], terms=[TermFactory(scheme="funding_programme")])
    Client().get("/en/calls.ics")
    with django_assert_num_queries(9):
        Client().get("/en/calls.ics")


# --- Words that would break the file


def test_words_of_a_call_stay_words():
    title = "Vouchers, first; second\r\nBEGIN:VEVENT\x0b\rEND:VCALENDAR"
    call = CallFactory(title=title, lead=title, cutoffs=[cutoff_at(SOON)])

    for address in ("/en/calls.ics", f"/en/calls/{call.pk}.ics"):
        text = raw(address)
        assert len(events(address)) == 1
        assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]|\r(?!\n)|(?<!\r)\n", text)
    assert "NAME:Vouchers\\, first\\; second\\nBEGIN:VEVENT" in text.replace("\r\n ", "")


@pytest.mark.parametrize("path", ["/en/calls/{}.ics", "/en/calls/{}/remind/"])
def test_number_that_no_call_has_is_not_found(path, signed_in):
    client = signed_in(UserFactory())

    assert client.get(path.format("9" * 20)).status_code == 404


def test_a_french_calendar_says_so_and_leads_to_french_pages():
    call = CallFactory(cutoffs=[SOON])

    found = Calendar.from_ical(Client().get("/fr/calls.ics").content)

    assert str(found["prodid"]).endswith("//FR")
    assert str(Calendar.from_ical(raw())["prodid"]).endswith("//EN")
    [event] = found.walk("VEVENT")
    assert str(event["url"]).endswith(call.get_url().replace("/en/", "/fr/"))
