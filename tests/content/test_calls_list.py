"""The list of calls: its order, what it is narrowed by, its words, and how many questions it asks."""

import csv
import io
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, PageViewRestriction

from eccp.content.models import CountryPage, Cutoff
from eccp.reference.models.geography import CountryLabel
from eccp.reference.models.terms import TermLabel
from tests.factories import (
    CallFactory,
    CountryFactory,
    EditorFactory,
    OrganisationFactory,
    TermFactory,
    cutoff_at,
    section_of,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 2, 26, 11, tzinfo=UTC)  # a Friday, 12:00 in Brussels
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def at_noon(freeze):
    freeze(NOW)


def page_of(address="/en/calls/"):
    response = Client().get(address)
    assert response.status_code == 200
    return response.content.decode()


def listed(address="/en/calls/"):
    response = Client().get(address)
    assert response.status_code == 200
    return [row.page.title for row in response.context["rows"]]


def test_what_closes_next_stands_first():
    CallFactory(title="Coming later", opens_on=date(2027, 4, 1), cutoffs=[NOW + 90 * DAY])
    CallFactory(title="Coming soon", opens_on=date(2027, 3, 1), cutoffs=[NOW + 99 * DAY])
    CallFactory(title="Without a cut-off")
    CallFactory(title="In a month", cutoffs=[NOW + 30 * DAY])
    CallFactory(title="Two stages", cutoffs=[NOW - DAY, NOW + 2 * DAY])
    CallFactory(title="Many stages", cutoffs=[NOW + DAY, NOW + 200 * DAY])
    CallFactory(title="Closed lately", cutoffs=[NOW - DAY])
    CallFactory(title="Closed long ago", cutoffs=[NOW - 90 * DAY])

    assert listed() == [
        "Many stages",
        "Two stages",
        "In a month",
        "Without a cut-off",
        "Coming soon",
        "Coming later",
    ]
    assert listed("/en/calls/?state=closed") == ["Closed lately", "Closed long ago"]


def test_closed_calls_are_counted_and_one_click_away():
    CallFactory(title="Open")
    CallFactory(title="Closed", cutoffs=[NOW - DAY])

    assert '<a class="hit" href="?state=closed">1 closed call</a>' in page_of()
    assert "1 closed call" not in page_of("/en/calls/?state=closed")
    assert "?q=nothing&amp;state=closed" not in page_of("/en/calls/?q=nothing")


def test_drafts_and_what_was_taken_back_are_nowhere():
    CallFactory(title="Draft", live=False)
    CallFactory(title="Taken back").unpublish()

    assert listed() == []
    assert "No call is open or announced now" in page_of()


@pytest.fixture
def several():
    life = TermFactory(scheme="funding_programme", code="life", label="LIFE")
    smes = TermFactory(scheme="applicant", code="smes", label="Small companies")
    health = TermFactory(code="health", label="Health")
    germany, france = CountryFactory(), CountryFactory(code="FR")
    CallFactory(title="Green", cutoffs=[NOW + 5 * DAY], terms=[life, smes], countries=[germany])
    CallFactory(title="Blue", cutoffs=[NOW + 25 * DAY], terms=[life, health], countries=[france])
    CallFactory(title="For all", cutoffs=[NOW + 85 * DAY], terms=[smes])
    CallFactory(title="Later", opens_on=date(2027, 6, 1), terms=[life], countries=[germany])
    CallFactory(title="Over", cutoffs=[NOW - DAY], terms=[life], countries=[germany])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Green", "Blue", "For all", "Later"]),
        ("state=open", ["Green", "Blue", "For all"]),
        ("state=coming", ["Later"]),
        ("state=closed", ["Over"]),
        ("state=open&state=closed", ["Green", "Blue", "For all", "Over"]),
        ("deadline=7", ["Green"]),
        ("deadline=30", ["Green", "Blue"]),
        ("deadline=90", ["Green", "Blue", "For all"]),
        ("funding_programme=life", ["Green", "Blue", "Later"]),
        ("funding_programme=life&applicant=smes", ["Green"]),
        ("ecosystem=health", ["Blue"]),
        ("country=DE", ["Green", "For all", "Later"]),
        ("country=FR", ["Blue", "For all"]),
        ("country=DE&country=FR", ["Green", "Blue", "For all", "Later"]),
        ("country=EE", ["For all"]),
        ("country=DE&state=closed", ["Over"]),
        ("state=nothing", ["Green", "Blue", "For all", "Later"]),
        ("funding_programme=nothing", []),
        ("q=blu", ["Blue"]),
    ],
)
def test_what_the_list_is_narrowed_to(several, query, found, run_tasks):
    run_tasks()  # the index of words
    assert listed(f"/en/calls/?{query}") == found


def options(query, name):
    boxes = Client().get(f"/en/calls/?{query}").context["listing"].boxes
    box = next(box for box in boxes if box.name == name)
    return {option.value: option.count for option in [*box.at_first, *box.rest]}


@pytest.mark.parametrize(
    "query", ["", "funding_programme=life", "applicant=smes&deadline=90", "country=DE", "state=closed"]
)
@pytest.mark.parametrize(
    "name", ["state", "deadline", "funding_programme", "applicant", "ecosystem", "country"]
)
def test_each_number_is_what_one_click_finds(several, query, name):
    kept = "&".join(part for part in query.split("&") if part and not part.startswith(name))
    boxes = {box.name for box in Client().get(f"/en/calls/?{query}").context["listing"].boxes}
    if name not in boxes:
        assert (query, name) in {
            ("country=DE", "ecosystem"),
            ("applicant=smes&deadline=90", "ecosystem"),
            ("state=closed", "deadline"),
            ("state=closed", "applicant"),
            ("state=closed", "ecosystem"),
        }
        return
    for value, number in options(query, name).items():
        assert len(listed(f"/en/calls/?{kept}&{name}={value}")) == number, value


@pytest.mark.parametrize("zone", ["Europe/Brussels", "Asia/Tbilisi", "America/New_York"])
@pytest.mark.parametrize(
    ("day", "hour", "said", "found"),
    [
        (date(2027, 3, 5), time(23, 59), "in 7 days", ["Call"]),
        (date(2027, 3, 6), time(0, 1), "in 8 days", []),
    ],
)
def test_seven_days_are_days_of_the_calendar_of_the_zone(zone, day, hour, said, found):
    CallFactory(title="Call", cutoffs=[Cutoff(day=day, hour=hour, zone=zone)])

    assert listed("/en/calls/?deadline=7") == found
    assert options("", "deadline").get("7", 0) == len(found)
    assert f"<strong>{said}</strong>" in page_of()


def test_a_cutoff_counts_until_its_very_moment():
    CallFactory(title="Over", cutoffs=[NOW])
    CallFactory(title="Now", cutoffs=[NOW + timedelta(seconds=1)])

    assert listed("/en/calls/?deadline=7") == ["Now"]


def test_words_that_were_searched_stand_in_the_quotation_marks_of_the_language():
    chips = {code: Client().get(f"/{code}/calls/?q=wind").context["listing"].chips for code in ("en", "fr")}

    assert chips["en"][0].label == "“wind”"
    assert chips["fr"][0].label == "«\u00a0wind\u00a0»"


def test_calls_for_all_countries_say_so(several):
    html = page_of("/en/calls/?country=DE")

    assert "1 of them names no country and is open to applicants from everywhere." in html
    assert "names no country" not in page_of()


def test_what_a_line_says():
    horizon = TermFactory(scheme="funding_programme", code="horizon", label="Horizon Europe")
    who = [
        TermFactory(scheme="applicant", code=c, label=n, order=o)
        for o, (c, n) in enumerate([("clusters", "Cluster organisations"), ("smes", "Small companies")])
    ]
    CallFactory(
        title="Ships",
        cutoffs=[Cutoff(day=date(2027, 3, 2), hour=time(17), zone="Europe/Lisbon")],
        terms=[horizon, *who],
        budget=2400000,
    )
    html = page_of()

    for words in (
        "Horizon Europe",
        '<time datetime="2027-03-02T17:00:00Z" data-zone="Europe/Lisbon" data-own="{} where you are">',
        "Tuesday 2 March, 17:00 Lisbon time (18:00 Brussels time)</time>, <strong>in 4 days</strong>",
        "Cluster organisations and small companies",
        "€2,400,000",
        "<dt>From</dt> <dd>all countries</dd>",
        "Cut-off within 14 days",
    ):
        assert words in html


def test_a_line_names_the_countries_that_it_is_open_to():
    names = {"DE": "Germany", "FR": "France", "ES": "Spain", "IT": "Italy", "PT": "Portugal"}
    lands = [CountryFactory(code=code, name=name) for code, name in names.items()]
    CallFactory(cutoffs=[NOW + DAY], countries=lands[:3])
    CallFactory(cutoffs=[NOW + 2 * DAY], countries=lands)

    rows = Client().get("/en/calls/").context["rows"]

    assert [row.some_countries for row in rows] == [
        "France, Germany, Spain",
        "France, Germany, Italy and 2 more",
    ]
    assert "<dt>From</dt> <dd>France, Germany, Spain</dd>" in page_of()


def test_countries_with_a_page_can_be_chosen_for_calls_that_are_open_to_all(several):
    estonia = CountryFactory(code="EE", name="Estonia")
    CountryFactory(code="MT", name="Malta")  # has no page
    section = section_of("countries")
    section.add_child(instance=CountryPage(title="Estonia", slug="estonia", country=estonia))

    assert options("", "country") == {"DE": 3, "FR": 2, "EE": 1}
    assert listed("/en/calls/?country=EE") == ["For all"]
    # Nobody is offered a country that would find nothing.
    assert options("funding_programme=life", "country") == {"DE": 2, "FR": 1}


def test_calls_of_one_organisation():
    mine = OrganisationFactory(published=True, name="Heron")
    CallFactory(title="Mine", organisation=mine)
    CallFactory(title="Mine, over", organisation=mine, cutoffs=[NOW - DAY])
    CallFactory(title="Another's", organisation=OrganisationFactory(published=True))

    assert listed(f"/en/calls/?organisation={mine.pk}") == ["Mine"]
    assert listed(f"/en/calls/?organisation={mine.pk}&state=closed") == ["Mine, over"]
    assert listed("/en/calls/?organisation=nobody") == []
    assert "Announced by" in page_of(f"/en/calls/?organisation={mine.pk}")
    assert "Announced by" not in page_of()


# --- Nothing found


def test_words_alone_that_find_nothing_are_said_once_and_in_one_pair_of_quotation_marks(several):
    html = page_of("/en/calls/?q=%22zzz+qqq%22")

    assert "Nothing here has the words “zzz qqq”." in html
    assert "““" not in html
    assert "Without" not in html
    assert 'value="&quot;zzz qqq&quot;"' in html  # what was typed stays


def test_only_ways_out_that_lead_somewhere_are_offered(several):
    ways = Client().get("/en/calls/?q=zzz&country=DE&deadline=7").context["listing"].ways_out
    assert [(way.label, way.url, way.total) for way in ways] == [("zzz", "?deadline=7&country=DE", 1)]

    ways = Client().get("/en/calls/?country=EE&country=FR&deadline=7").context["listing"].ways_out
    assert [(way.url, way.total) for way in ways] == [
        ("?country=EE&country=FR", 2),
        ("?deadline=7", 1),
    ]


def test_each_way_out_finds_what_it_says(several):
    ways = Client().get("/en/calls/?state=closed&deadline=7&country=FR").context["listing"].ways_out

    assert len(ways) == 0
    ways = Client().get("/en/calls/?state=closed&deadline=7&country=DE").context["listing"].ways_out
    assert len(ways) == 2
    assert all(len(listed(f"/en/calls/{way.url}")) == way.total > 0 for way in ways)


def test_nothing_is_given_to_take_away_where_there_is_nothing(several):
    assert "Table (CSV)" in page_of()
    html = page_of("/en/calls/?q=zzz")
    assert "Table (CSV)" not in html
    assert "/calls.ics" not in html
    assert "Feed (Atom)" in html  # it tells of what comes later


def test_the_calendar_can_be_subscribed_to_with_the_filters_of_the_list(several, settings):
    settings.SITE_URL = "https://clusters.example"
    asked = Client().get("/en/calls/?country=FR&deadline=30")
    html = asked.content.decode()

    assert asked.context["calendar"] == {
        "address": "https://clusters.example/en/calls.ics?deadline=30&country=FR",
        "subscribe": "webcal://clusters.example/en/calls.ics?deadline=30&country=FR",
    }
    assert 'href="webcal://clusters.example/en/calls.ics?deadline=30&amp;country=FR"' in html
    assert 'readonly value="https://clusters.example/en/calls.ics?deadline=30&amp;country=FR"' in html
    assert '<a class="hit" href="#calendar">Calendar</a>' in html
    assert "Subscribe" not in page_of("/en/calls/?q=zzz")


def test_a_value_that_does_not_exist_is_said_and_can_be_dropped():
    CallFactory(title="For all")
    listing = Client().get("/en/calls/?country=XX").context["listing"]

    assert [(chip.label, chip.url) for chip in listing.chips] == [("XX", "?")]
    assert "<b>" not in page_of("/en/calls/?country=<b>x</b>").split("<main")[1]
    feed = Client().get("/en/feeds/calls.atom?country=XX").content.decode()
    assert "Open calls (XX)</title>" in feed


def test_questions_of_a_list_that_finds_nothing(several):
    assert questions("/en/calls/?country=FR&deadline=7&state=coming") == 10


def test_a_page_in_another_tree_is_not_listed_twice():
    call = CallFactory(title="Ships")
    french = Locale.objects.get_or_create(language_code="fr")[0]
    copy = call.copy_for_translation(french, copy_parents=True)
    copy.title = "Bateaux"
    copy.save_revision().publish()

    assert listed() == ["Ships"]


def test_what_a_restriction_closes_is_not_listed():
    CallFactory(title="For all")
    closed = CallFactory(title="For some")
    PageViewRestriction.objects.create(page=closed, restriction_type="login")

    assert listed() == ["For all"]
    assert Client().get(f"/en/calls/{closed.pk}.ics").status_code == 404


def test_twenty_a_page():
    for n in range(21):
        CallFactory(title=f"Call {n:02}", cutoffs=[NOW + (n + 1) * DAY])

    assert len(listed()) == 20
    assert listed("/en/calls/?page=2") == ["Call 20"]
    assert listed("/en/calls/?page=99") == ["Call 20"]


def table(query=""):
    answer = Client().get(f"/en/calls.csv{query}")
    text = b"".join(answer.streaming_content).decode()
    return answer, list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_table_has_all_rows_of_the_list(several):
    for n in range(21):
        CallFactory(cutoffs=[NOW + (100 + n) * DAY])
    answer, rows = table()

    assert len(rows) == 25
    assert [row["title"] for row in rows][:3] == ["Green", "Blue", "For all"]
    assert [row["title"] for row in table("?country=FR&deadline=30")[1]] == ["Blue"]
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="calls-2027-02-26.csv"'


def test_a_row_of_the_table(several):
    CallFactory(
        title="=SUM(A1)",
        cutoffs=[Cutoff(day=date(2027, 2, 27), hour=time(17), zone="America/New_York"), cutoff_at(NOW - DAY)],
        budget=100,
        grant=10,
        reference="R-1",
        link="https://apply.example/",
    )
    row = table()[1][0]

    assert row["title"] == "'=SUM(A1)"
    assert (row["next_cutoff_utc"], row["next_cutoff_local"], row["next_cutoff_zone"]) == (
        "2027-02-27T22:00:00Z",
        "2027-02-27T17:00",
        "America/New_York",
    )
    assert row["all_cutoffs_utc"] == "2027-02-25T11:00:00Z; 2027-02-27T22:00:00Z"
    assert (row["status"], row["budget_eur"], row["largest_grant_eur"]) == ("closing", "100", "10")
    assert (row["countries"], row["reference"], row["apply_at"]) == ("", "R-1", "https://apply.example/")
    assert row["url"] == f"{settings.SITE_URL}/en/calls/sum-a1/"


# --- The page of one call


def test_cutoffs_that_are_over_are_struck_and_said():
    call = CallFactory(cutoffs=[NOW - DAY, NOW + DAY], link="https://apply.example/")
    html = page_of(call.get_url())

    assert '<s>Thursday 25 February, 12:00 Brussels time</s> <span class="quiet">over</span>' in html
    assert "<strong>tomorrow</strong>" in html
    assert 'href="https://apply.example/"' in html


@pytest.mark.parametrize(
    ("facts", "said", "unsaid"),
    [
        ({}, "Go to the application", "This call is closed."),
        ({"opens_on": date(2027, 3, 1)}, "This call opens on Monday 1 March.", "Go to the application"),
        ({"cutoffs": [NOW]}, "This call is closed.", "Go to the application"),
    ],
)
def test_one_can_apply_only_while_it_is_open(facts, said, unsaid):
    html = page_of(CallFactory(link="https://apply.example/", **facts).get_url())

    assert said in html
    assert unsaid not in html


def test_who_announced_it():
    public = OrganisationFactory(published=True, name="Heron")
    left = OrganisationFactory(name="Kite")

    assert public.get_absolute_url() in page_of(CallFactory(organisation=public).get_url())
    html = page_of(CallFactory(organisation=left).get_url())
    assert "Announced by Kite" in html
    assert left.get_absolute_url() not in html


def test_an_editor_looks_at_a_draft(signed_in):
    call = CallFactory(cutoffs=[NOW + DAY])
    call.cutoffs = [cutoff_at(NOW + 3 * DAY)]
    call.save_revision()
    answer = signed_in(EditorFactory()).get(f"{settings.BACK_OFFICE_PATH}pages/{call.pk}/view_draft/")

    assert answer.status_code == 200
    assert "in 3 days" in answer.content.decode()
    assert "tomorrow" not in answer.content.decode()


# --- Numbers


def questions(address):
    Client().get(address)
    with CaptureQueriesContext(connection) as asked:
        assert Client().get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("address", "number"),
    [
        ("/en/calls/", 11),
        ("/en/calls/?state=open&country=DE&funding_programme=life&deadline=30", 11),
        ("/fr/calls/", 12),
    ],
)
def test_questions_do_not_grow_with_the_rows(rows, address, number):
    germany = CountryFactory()
    CountryLabel.objects.create(country=germany, language="fr", label="Allemagne")
    life = TermFactory(scheme="funding_programme", code="life", label="LIFE")
    TermLabel.objects.create(term=life, language="fr", label="VIE")
    for n in range(rows):
        CallFactory(
            cutoffs=[NOW + DAY, NOW + 2 * DAY],
            terms=[life, TermFactory(scheme="applicant"), TermFactory()],
            countries=[germany, CountryFactory(code=("FR", "ES", "IT")[n])],
            organisation=OrganisationFactory(published=True),
        )

    assert questions(address) == number


def test_terms_and_countries_in_french():
    germany = CountryFactory()
    CountryLabel.objects.create(country=germany, language="fr", label="Allemagne")
    life = TermFactory(scheme="funding_programme", code="life", label="LIFE")
    TermLabel.objects.create(term=life, language="fr", label="VIE")
    CallFactory(terms=[life], countries=[germany], budget=2400000)
    html = page_of("/fr/calls/")

    assert html.count("VIE") == 2
    assert "Allemagne" in html
    assert "2\u202f400\u202f000\xa0€" in html


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("language", "number"), [("en", 11), ("fr", 12)])
def test_questions_of_a_page_do_not_grow_with_its_parts(rows, language, number):
    call = CallFactory(
        cutoffs=[NOW + (n + 1) * DAY for n in range(rows)],
        terms=[TermFactory(scheme="funding_programme") for _n in range(rows)],
        countries=[CountryFactory(code=code) for code in ("DE", "FR", "ES")[:rows]],
        organisation=OrganisationFactory(published=True),
    )
    for _n in range(rows):
        CallFactory(terms=list(call.terms.all()))

    assert questions(call.get_url().replace("/en/", f"/{language}/")) == number
