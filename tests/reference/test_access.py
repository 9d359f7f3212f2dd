"""The one question: what the presentation of 2020 says, both sides of every date, exceptions, and one answer everywhere."""

import csv
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eccp.reference import access
from eccp.reference.access import answers, find_country, may_use
from eccp.reference.models import Country, Participation, Restriction, Service
from eccp.reference.programmes import in_programme
from eccp.reference.services.loading import load
from tests.factories import (
    AccessExceptionFactory,
    CountryFactory,
    ParticipationFactory,
    ProgrammeFactory,
    ServiceFactory,
)

pytestmark = pytest.mark.django_db
DECK_DAY = date(2020, 12, 14)
A_DAY = timedelta(days=1)
DATA = Path(access.__file__).parent / "data"


@pytest.fixture
def loaded(db):
    load(places=False)


def told(service, country, on=DECK_DAY, event=""):
    decided = may_use(service, find_country(country), on, event)
    return decided.allowed, decided.rule


# what the presentation says


@pytest.mark.usefixtures("loaded")
def test_services_and_countries_as_presented():
    part_one = (
        "news-and-calls partnerships-and-policy international-cooperation newsletter directory knowledge"
    )
    part_two = ("events", "capacity-building")
    answered = {
        country: {
            one.service.code: (one.allowed, one.rule) for one in answers(find_country(country), DECK_DAY)
        }
        for country in ("AM", "MD", "UA", "AZ", "BY", "GE", "DE", "JP")
    }

    for told_all in answered.values():
        assert {told_all[service] for service in part_one.split()} == {(True, "open")}
        assert {told_all[service] for service in ("partner-search", "matchmaking")} == {
            (True, "open_to_registered")
        }
    for country in ("AM", "MD", "UA"):
        assert {answered[country][service] for service in part_two} == {(True, "in_programme")}
        assert answered[country]["financial-instruments"] == (False, "excluded_instrument")
    for country in ("AZ", "BY", "GE", "JP"):
        closed = {service for service, (allowed, _rule) in answered[country].items() if not allowed}
        assert closed == {*part_two, "financial-instruments"}
        assert {answered[country][service] for service in closed} == {(False, "outside_programme")}
    assert answered["DE"]["financial-instruments"] == (True, "in_programme")


@pytest.mark.usefixtures("loaded")
def test_the_united_kingdom_before_and_after_2020():
    days = {
        date(2013, 12, 31): (False, "no_programme"),
        date(2014, 1, 1): (True, "in_programme"),
        date(2020, 12, 31): (True, "in_programme"),
        date(2021, 1, 1): (False, "no_longer_in_programme"),
        date(2027, 12, 31): (False, "no_longer_in_programme"),
        date(2028, 1, 1): (False, "no_programme"),
    }

    assert {day: told("capacity-building", "GB", day) for day in days} == days
    assert {day: told("capacity-building", "UK", day) for day in days} == days


@pytest.mark.usefixtures("loaded")
def test_every_participation_begins_and_ends_on_its_day():
    answered, expected = {}, {}
    for row in Participation.objects.select_related("country"):
        sides = (row.starts_on - A_DAY, row.starts_on, row.ends_on, row.ends_on + A_DAY)
        for day in sides:
            answered[row.country_id, day] = may_use("events", row.country, day).allowed
        others = Participation.objects.filter(country=row.country).exclude(pk=row.pk)
        expected[row.country_id, sides[0]] = others.on(sides[0]).exists()
        expected[row.country_id, sides[1]] = expected[row.country_id, sides[2]] = True
        expected[row.country_id, sides[3]] = others.on(sides[3]).exists()

    assert len(answered) > 200
    assert answered == expected


@pytest.mark.usefixtures("loaded")
def test_norway_was_let_into_one_event():
    day = date(2020, 11, 11)

    assert told("events", "NO", day, "intra-european-2020") == (True, "access_exception")
    assert told("events", "NO", day) == (False, "outside_programme")
    assert told("events", "NO", day, "another") == (False, "outside_programme")
    assert told("events", "NO", day + A_DAY, "intra-european-2020") == (False, "outside_programme")
    assert told("capacity-building", "NO", day, "intra-european-2020") == (False, "outside_programme")
    (events,) = [one for one in answers(find_country("NO"), day) if one.service.code == "events"]
    assert [(one.allowed, one.event) for one in events.event_answers] == [(True, "intra-european-2020")]


# sentences


@pytest.mark.usefixtures("loaded")
def test_sentences_name_programme_dates_exclusion_and_basis():
    in_2026 = date(2026, 3, 3)
    excluded = may_use("financial-instruments", find_country("MD"), DECK_DAY).text
    carried = may_use("events", find_country("AM"), in_2026)
    left = may_use("events", find_country("GB"), date(2021, 1, 1))
    comes = may_use("events", find_country("MD"), date(2015, 4, 6))
    kosovo = may_use("events", find_country("XK"), in_2026)

    assert excluded.startswith(
        "Moldova takes part in the Programme for the Competitiveness of Enterprises and Small and Medium-sized "
        "Enterprises (COSME) from 7 April 2015 to 31 December 2020, but without financial instruments. Basis: "
    )
    assert "to be confirmed" not in excluded.lower()
    assert (carried.allowed, carried.confirmed, carried.programme.code) == (True, False, "SMP")
    assert ", without financial instruments. To be confirmed by an administrator. Basis: " in carried.text
    assert left.programme.code == "SMP"
    assert "does not take part in the Single Market Programme (SMP). It took part in the" in left.text
    assert left.text.endswith("to 31 December 2020.")
    assert comes.rule == "not_yet_in_programme"
    assert "from 7 April 2015" in comes.text
    assert kosovo.text.startswith("Kosovo* takes part")
    assert kosovo.footnote.startswith("This designation is without prejudice")


# each rule by itself


@pytest.fixture
def armenia():
    return CountryFactory(code="AM", name="Armenia")


@pytest.mark.parametrize(
    ("day", "allowed"),
    [
        (date(2026, 4, 30), False),
        (date(2026, 5, 1), True),
        (date(2026, 5, 31), True),
        (date(2026, 6, 1), False),
    ],
)
def test_service_is_offered_between_its_dates(armenia, day, allowed):
    ParticipationFactory(country=armenia)
    service = ServiceFactory(valid_from=date(2026, 5, 1), valid_to=date(2026, 5, 31))
    AccessExceptionFactory(service=service, country=armenia)

    decided = may_use(service, armenia, day)

    assert (decided.allowed, decided.rule == "not_offered") == (allowed, not allowed)


@pytest.mark.parametrize("restriction", Restriction)
@pytest.mark.parametrize("taking_part", [True, False])
@pytest.mark.parametrize("allowed", [True, False])
def test_exception_goes_before_every_rule(armenia, restriction, taking_part, allowed):
    service = ServiceFactory(restriction=restriction)
    if taking_part:
        ParticipationFactory(country=armenia)
    AccessExceptionFactory(service=service, country=armenia, allowed=allowed)

    decided = may_use(service, armenia, date(2026, 3, 3))

    assert (decided.allowed, decided.rule) == (allowed, "access_exception")
    assert "Reason: So it was agreed." in decided.text


def test_exception_for_an_event_goes_before_that_for_the_whole_service(armenia):
    service = ServiceFactory(code="events")
    AccessExceptionFactory(service=service, country=armenia, allowed=True)
    AccessExceptionFactory(
        service=service, country=armenia, event="fair", event_name="The fair", allowed=False
    )

    assert may_use(service, armenia, event="fair").allowed is False
    assert may_use(service, armenia, event="other").allowed is True
    assert "closes The fair to Armenia" in may_use(service, armenia, event="fair").text


@pytest.mark.parametrize(
    ("day", "allowed"),
    [
        (date(2026, 4, 30), False),
        (date(2026, 5, 1), True),
        (date(2026, 5, 2), True),
        (date(2026, 5, 3), False),
    ],
)
def test_exception_holds_between_its_dates(armenia, day, allowed):
    ProgrammeFactory()
    row = AccessExceptionFactory(country=armenia, starts_on=date(2026, 5, 1), ends_on=date(2026, 5, 2))

    assert may_use(row.service, armenia, day).allowed is allowed


def test_exception_of_another_country_or_service_says_nothing(armenia):
    ProgrammeFactory()
    row = AccessExceptionFactory(country=CountryFactory(code="GE"))
    AccessExceptionFactory(service=ServiceFactory(code="other"), country=armenia)

    assert may_use(row.service, armenia, date(2026, 3, 3)).rule == "outside_programme"


def test_without_a_country_only_what_is_open_is_open():
    ProgrammeFactory()
    services = [ServiceFactory(code=name, restriction=name) for name in Restriction.values]

    assert [may_use(one, None).rule for one in services] == ["open", "open_to_registered", "no_country"]


def test_without_any_programme_the_answer_is_no(armenia):
    assert may_use(ServiceFactory(), armenia).rule == "no_programme"


def test_second_programme_with_the_instrument_opens_it(armenia):
    service = ServiceFactory(instrument="Financial Instruments")
    ParticipationFactory(country=armenia, excluded_instruments="travel; financial instruments")
    assert may_use(service, armenia, date(2026, 3, 3)).rule == "excluded_instrument"

    ParticipationFactory(country=armenia, programme__code="TWO", programme__name="Second Programme")

    decided = may_use(service, armenia, date(2026, 3, 3))
    assert (decided.allowed, decided.programme.code) == (True, "TWO")


def test_confirmed_participation_is_named_before_one_to_be_confirmed(armenia):
    ParticipationFactory(country=armenia, confirmed=False)
    ParticipationFactory(country=armenia, programme__code="TWO", confirmed=True)

    assert may_use(ServiceFactory(), armenia, date(2026, 3, 3)).confirmed is True


def test_unknown_service_is_an_error(armenia):
    with pytest.raises(Service.DoesNotExist):
        may_use("nothing", armenia)


@pytest.mark.parametrize(
    ("moment", "allowed"),
    [
        (datetime(2027, 12, 31, 22, 59, tzinfo=UTC), True),
        (datetime(2027, 12, 31, 23, 0, tzinfo=UTC), False),
    ],
)
def test_today_changes_at_midnight_in_brussels(armenia, freeze, moment, allowed):
    ParticipationFactory(country=armenia)
    service = ServiceFactory()

    freeze(moment)

    assert may_use(service, armenia).allowed is allowed


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("GR", "GR"),
        ("el", "GR"),
        ("UK", "GB"),
        ("gb", "GB"),
        ("ZZ", None),
        ("", None),
        ("ΕΛ", None),
        ("AMX", None),
    ],
)
def test_countries_are_known_by_both_codes(code, found):
    CountryFactory(code="GR", nuts0="EL")
    CountryFactory(code="GB", nuts0="UK")
    CountryFactory(code="JP")

    country = find_country(code)

    assert (country.code if country else None) == found


# one answer everywhere


def by_hand(service, country, day):
    """The rules read off the files, without the platform."""

    def rows(name):
        return csv.DictReader((DATA / name).read_text(encoding="utf-8").splitlines())

    (asked,) = [row for row in rows("services.csv") if row["code"] == service]
    if asked["restriction"] != "programme":
        return True
    held = [
        row
        for row in rows("programme_participation.csv")
        if row["country"] == country and row["from"] <= day.isoformat() <= row["to"]
    ]
    return any(
        not asked["instrument"] or asked["instrument"] not in row["excluded_instruments"] for row in held
    )


@pytest.mark.usefixtures("loaded")
@settings(
    derandomize=True,
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # nothing is changed by asking
)
@given(
    country=st.sampled_from(["AM", "GE", "GB", "MD", "UA", "XK", "NO", "DE", "TR", "JP"]),
    day=st.dates(date(2013, 12, 1), date(2028, 1, 31)) | st.dates(),
)
def test_page_data_batch_single_question_and_files_agree(client, country, day):
    land = Country.objects.get(pk=country)
    batch = {one.service.code: one.allowed for one in answers(land, day)}
    asked = {"country": country, "on": day.isoformat()}
    shown = client.get(reverse("reference:access"), asked).context["groups"]
    data = client.get("/api/v1/access", asked).json()

    assert batch == {code: may_use(code, land, day).allowed for code in batch}
    assert batch == {code: by_hand(code, country, day) for code in batch}
    assert batch == {one["service"]: one["allowed"] for one in data["services"]}
    assert batch == {
        one.service.code: code == "open" for _title, code, rules in shown for rule in rules for one in rule
    }
    assert in_programme(country, day) is data["programme_country"] is batch["events"]


@pytest.mark.parametrize("count", [1, 3])
def test_all_services_cost_as_much_as_one(armenia, count, django_assert_num_queries):
    for number in range(count):
        AccessExceptionFactory(
            service=ServiceFactory(code=f"service-{number}"), country=armenia, event="fair"
        )
        ParticipationFactory(country=armenia, programme__code=f"P{number}")

    with django_assert_num_queries(4):
        found = answers(armenia)

    assert len(found) == count
