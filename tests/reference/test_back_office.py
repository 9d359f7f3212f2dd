"""Programme access in the back office: what is stored, what is refused, and the history that says who did it."""

import re
from datetime import date

import pytest

from eccp.core.log import history
from eccp.core.models import LogEntry
from eccp.reference.access import may_use
from eccp.reference.models import AccessException, Participation, Programme, Service, Term
from tests.factories import (
    AccessExceptionFactory,
    AdministratorFactory,
    CountryFactory,
    EditorFactory,
    ParticipationFactory,
    ProgrammeFactory,
    ServiceFactory,
    TermFactory,
    ValidatorFactory,
)

pytestmark = pytest.mark.django_db
SNIPPETS = "/backoffice/snippets/reference"
DAY = date(2026, 3, 3)


@pytest.fixture
def administrator():
    return AdministratorFactory(name="Adam Keys")


@pytest.fixture
def client(administrator, signed_in):
    return signed_in(administrator)


@pytest.fixture
def armenia():
    return CountryFactory(code="AM", name="Armenia")


def typed(row):
    """What the form shows of a participation, as a browser sends it back."""
    return {
        "programme": row.programme_id,
        "country": row.country_id,
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat(),
        "excluded_instruments": row.excluded_instruments,
        "basis": row.basis,
        "confirmed": "on" if row.confirmed else "",
        "source": row.source,
        "version": row.version,
    }


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def ours(done):
    """The work of the platform among what was done; Wagtail keeps an index of its own."""
    return [name for name, _outcome in done if not name.startswith("wagtail.")]


def errors(response):
    return {name: list(said) for name, said in response.context["form"].errors.items()}


def test_edit_changes_the_answer_and_is_on_record(client, administrator, armenia):
    row = ParticipationFactory(country=armenia)
    service = ServiceFactory()
    assert may_use(service, armenia, DAY).allowed

    client.post(
        f"{SNIPPETS}/participation/edit/{row.pk}/",
        typed(row) | {"ends_on": "2025-12-31", "basis": "Letter of 1 March"},
    )

    assert may_use(service, armenia, DAY).rule == "no_longer_in_programme"
    [entry] = history(row)
    assert (entry.verb, entry.by) == ("reference.changed", administrator)
    assert entry.changes == {"ends_on": ["2027-12-31", "2025-12-31"], "basis": ["", "Letter of 1 March"]}


def test_history_says_who_changed_what_from_what_to_what(client, armenia):
    CountryFactory(code="GE", name="Georgia")
    row = ParticipationFactory(country=armenia, confirmed=False)
    edit = f"{SNIPPETS}/participation/edit/{row.pk}/"
    client.post(edit, typed(row) | {"country": "GE"})
    row.refresh_from_db()
    client.post(edit, typed(row) | {"confirmed": "on", "ends_on": "2026-06-30"})

    said = words(client.get(f"{SNIPPETS}/participation/history/{row.pk}/"))

    assert "Country: Armenia → Georgia" in said
    assert "Until: 31 December 2027 → 30 June 2026" in said
    assert "Confirmed by an administrator: no → yes" in said
    assert said.index("30 June 2026") < said.index("Armenia → Georgia")
    assert "Adam Keys" in said


def test_saving_without_a_change_leaves_no_entry(client, armenia):
    row = ParticipationFactory(country=armenia)

    client.post(f"{SNIPPETS}/participation/edit/{row.pk}/", typed(row))

    assert not history(row).exists()


def test_made_and_removed_are_on_record(client, armenia):
    programme = ProgrammeFactory()
    values = {"programme": programme.pk, "country": "AM", "starts_on": "2021-01-01", "ends_on": "2022-12-31"}
    client.post(f"{SNIPPETS}/participation/add/", values)
    row = Participation.objects.get()
    client.post(f"{SNIPPETS}/participation/delete/{row.pk}/")

    made, removed = LogEntry.objects.filter(kind="reference.participation")

    assert (made.verb, made.changes["ends_on"]) == ("reference.made", [None, "2022-12-31"])
    assert (removed.verb, removed.changes["ends_on"]) == ("reference.removed", ["2022-12-31", None])
    assert made.object_id == removed.object_id == row.pk
    assert not Participation.objects.exists()


def test_several_are_removed_with_an_entry_each(client, armenia, run_tasks):
    rows = [ParticipationFactory(country=armenia, programme__code=code) for code in ("ONE", "TWO")]
    run_tasks()

    client.post(
        "/backoffice/bulk/reference/participation/delete/?" + "&".join(f"id={row.pk}" for row in rows),
    )

    assert not Participation.objects.exists()
    assert list(LogEntry.objects.values_list("verb", flat=True)) == ["reference.removed"] * 2
    assert ours(run_tasks()) == ["organisations.read_again"] * 2


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        (
            {"starts_on": "2024-01-01", "ends_on": "2023-12-31"},
            "ends_on",
            "The last day is before the first one.",
        ),
        (
            {"starts_on": "2020-12-31"},
            "starts_on",
            "runs from 1 January 2021 to 31 December 2027. Stay within",
        ),
        ({"ends_on": "2028-01-01"}, "ends_on", "runs from 1 January 2021 to 31 December 2027. Stay within"),
        (
            {"starts_on": "2022-12-31"},
            "starts_on",
            "takes part in Single Market Programme from 1 January 2021 to",
        ),
        (
            {"starts_on": "2021-01-01", "ends_on": "2021-01-01"},
            "starts_on",
            "Change that record, or choose dates",
        ),
    ],
)
def test_dates_that_make_no_sense_are_refused_with_their_reason(client, armenia, change, field, said):
    ParticipationFactory(country=armenia, ends_on=date(2022, 12, 31))
    values = {"programme": "SMP", "country": "AM", "starts_on": "2023-01-01", "ends_on": "2027-12-31"}

    response = client.post(f"{SNIPPETS}/participation/add/", values | change)

    assert Participation.objects.count() == 1
    assert list(errors(response)) == [field]
    assert said in errors(response)[field][0]


def test_participations_may_follow_each_other_and_stand_beside_other_countries(client, armenia):
    ParticipationFactory(country=armenia, ends_on=date(2022, 12, 31))
    CountryFactory(code="GE")
    values = {"programme": "SMP", "starts_on": "2023-01-01", "ends_on": "2027-12-31"}

    client.post(f"{SNIPPETS}/participation/add/", values | {"country": "AM"})
    client.post(f"{SNIPPETS}/participation/add/", values | {"country": "GE", "starts_on": "2021-01-01"})

    assert Participation.objects.count() == 3


def test_exception_is_made_and_decides(client, armenia):
    service = ServiceFactory(code="events")
    values = {"service": service.pk, "country": "AM", "event": "fair", "allowed": "on", "basis": "Invited."}

    client.post(f"{SNIPPETS}/accessexception/add/", values)

    assert may_use(service, armenia, DAY, "fair").rule == "access_exception"
    assert history(AccessException.objects.get()).get().verb == "reference.made"


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({}, True),
        ({"starts_on": "2026-05-31"}, True),
        ({"ends_on": "2026-05-01"}, True),
        ({"starts_on": "2026-06-01"}, False),
        ({"ends_on": "2026-04-30"}, False),
        ({"event": "other"}, False),
        ({"event": ""}, False),
    ],
)
def test_two_answers_for_one_day_are_refused(client, armenia, change, refused):
    row = AccessExceptionFactory(
        country=armenia, event="fair", starts_on=date(2026, 5, 1), ends_on=date(2026, 5, 31)
    )
    values = {"service": row.service_id, "country": "AM", "event": "fair", "basis": "No."}

    response = client.post(f"{SNIPPETS}/accessexception/add/", values | change)

    assert AccessException.objects.count() == (1 if refused else 2)
    if refused:
        assert "from 1 May 2026 to 31 May 2026" in errors(response)["country"][0]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"starts_on": "2026-05-02", "ends_on": "2026-05-01"}, "ends_on"),
        ({"event_name": "The fair"}, "event"),
        ({"basis": ""}, "basis"),
    ],
)
def test_exception_is_complete(client, armenia, change, field):
    values = {"service": ServiceFactory().pk, "country": "AM", "basis": "Agreed."}

    response = client.post(f"{SNIPPETS}/accessexception/add/", values | change)

    assert list(errors(response)) == [field]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"valid_from": "2026-05-02", "valid_to": "2026-05-01"}, "valid_to"),
        ({"restriction": "registered", "instrument": "loans"}, "instrument"),
        ({"page": "javascript:alert(1)"}, "page"),
        ({"page": "http://example.eu"}, "page"),
    ],
)
def test_service_makes_sense(client, change, field):
    values = {
        "code": "loans",
        "name": "Loans",
        "description": "About loans.",
        "order": "1",
        "restriction": "programme",
    }

    assert list(errors(client.post(f"{SNIPPETS}/service/add/", values | change))) == [field]
    client.post(f"{SNIPPETS}/service/add/", values)
    assert Service.objects.get().code == "loans"


def test_service_is_opened_to_all_and_it_is_on_record(client, armenia):
    service = ServiceFactory()
    values = {"code": service.code, "name": service.name, "description": "What it offers.", "order": "0"}

    client.post(f"{SNIPPETS}/service/edit/{service.pk}/", values | {"restriction": "registered"})

    assert may_use(service.code, armenia, DAY).allowed
    said = words(client.get(f"{SNIPPETS}/service/history/{service.pk}/"))
    assert (
        "registered organisations of programme countries → registered organisations of all countries" in said
    )


def test_programme_ends_after_it_began(client):
    values = {"code": "X", "name": "X", "runs_from": "2026-05-02", "runs_to": "2026-05-01"}

    assert list(errors(client.post(f"{SNIPPETS}/programme/add/", values))) == ["runs_to"]
    assert not Programme.objects.exists()


def test_record_whose_key_is_a_word_has_its_history_too(client):
    ProgrammeFactory()
    values = {"code": "SMP", "name": "New name", "runs_from": "2021-01-01", "runs_to": "2027-12-31"}

    client.post(f"{SNIPPETS}/programme/edit/SMP/", values)

    assert Programme.objects.get().name == "New name"
    assert "Adam Keys" in words(client.get(f"{SNIPPETS}/programme/history/SMP/"))


def test_term_has_its_history_and_its_profiles_are_read_again(client, run_tasks):
    term = TermFactory(code="textiles", label="Textiles")
    values = {"scheme": term.scheme, "code": "textiles", "label": "Textile", "order": "0"}

    client.post(f"{SNIPPETS}/term/edit/{term.pk}/", values)

    assert Term.objects.get().label == "Textile"
    assert history(term).get().changes == {"label": ["Textiles", "Textile"]}
    assert ours(run_tasks()) == ["organisations.read_again"]


def test_only_administrators_come_here(signed_in, armenia):
    row = ParticipationFactory(country=armenia)

    for person in (EditorFactory(), ValidatorFactory()):
        answers = [
            signed_in(person).get(f"{SNIPPETS}/participation/{page}").status_code
            for page in ("", f"edit/{row.pk}/", f"history/{row.pk}/")
        ]
        assert set(answers) <= {302, 403}


def test_service_is_ended_not_deleted(client):
    service = ServiceFactory()

    client.post(f"{SNIPPETS}/service/delete/{service.pk}/")

    assert Service.objects.filter(pk=service.pk).exists()
