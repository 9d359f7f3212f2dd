"""The audit in the back office: who may read it, how entries are found, what they say, and the files."""

import csv
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO
from urllib.parse import urlencode

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from eccp.config.audit import report, sheets
from eccp.core.log import log, person
from eccp.core.models import LogEntry
from eccp.organisations.services import people, profiles
from eccp.validation.services import taking
from tests.factories import (
    AdministratorFactory,
    ApplicationFactory,
    EditorFactory,
    JoinRequestFactory,
    OrganisationFactory,
    RepresentativeFactory,
    UserFactory,
    ValidatorFactory,
)

pytestmark = pytest.mark.django_db

AUDIT = "/backoffice/reports/audit/"
RESULTS = "/backoffice/reports/audit/results/"


@pytest.fixture
def administrator():
    return AdministratorFactory(name="Ada Ministrator")


@pytest.fixture
def read(signed_in, administrator):
    """The rows of the table that an administrator gets for these filters."""
    client = signed_in(administrator)

    def rows(**asked):
        return client.get(f"{RESULTS}?{urlencode(asked)}").context["object_list"]

    return rows


@pytest.fixture
def download(signed_in, administrator):
    client = signed_in(administrator)

    def whole(form, **asked):
        response = client.get(f"{AUDIT}?{urlencode({'export': form, **asked})}")
        return response, b"".join(response.streaming_content)

    return whole


def rows_of(data):
    return list(csv.reader(StringIO(data.decode("utf-8-sig"))))


@pytest.mark.parametrize("factory", [EditorFactory, ValidatorFactory, UserFactory])
@pytest.mark.parametrize("address", [AUDIT, RESULTS, f"{AUDIT}?export=csv"])
def test_only_administrators_read_the_log(signed_in, factory, address):
    assert signed_in(factory()).get(address).status_code in {302, 403}


def test_menu_shows_it_to_administrators_alone(signed_in, administrator):
    assert AUDIT in signed_in(administrator).get("/backoffice/").content.decode()
    assert AUDIT not in signed_in(EditorFactory()).get("/backoffice/").content.decode()


def test_line_says_who_did_what_to_what_in_which_role(read):
    request = JoinRequestFactory(person__name="Ben", organisation__name="Blue Cluster")
    manager = RepresentativeFactory(organisation=request.organisation, person__name="Ana").person
    people.accept_join(request, "colleague", by=manager)

    (line,) = read(verb="organisations.join_accepted")

    assert (line.who, str(line.role), str(line.what)) == ("Ana", "manager", "Let somebody join")
    assert (str(line.kind), line.seen.name, line.seen.url) == ("Organisation", "Blue Cluster", "")
    assert [(str(one.label), one.old, one.new) for one in line.changes] == [("People", "", "Ben (colleague)")]


def test_changes_of_a_profile_are_said_by_the_fields_names(read):
    organisation = OrganisationFactory(published=True, city="Ulm")
    profiles.update(organisation, {"city": "Kiel"}, opened_at=organisation.version, by=None)

    (line,) = read(number=organisation.pk, kind="organisations.organisation")

    assert [(str(one.label), one.old, one.new) for one in line.changes] == [("Town or city", "Ulm", "Kiel")]
    assert (line.who, line.seen.url) == ("the platform", organisation.get_absolute_url())


def test_name_is_the_one_of_now(read):
    someone = UserFactory(name="Before")
    log(OrganisationFactory(), "organisations.confirm", by=someone)
    someone.name = "After"
    someone.save()

    assert [line.who for line in read()] == ["After"]


@pytest.fixture
def different():
    """Three entries that differ in everything that one may ask for."""
    validator, manager = ValidatorFactory(name="Vera Validator"), RepresentativeFactory(person__name="Max")
    application = ApplicationFactory(organisation__name="Green Cluster")
    taking.take(application, by=validator)
    profiles.confirm(manager.organisation, by=manager.person)
    LogEntry(
        verb="organisations.published",
        kind="organisations.organisation",
        object_id=OrganisationFactory(name="Œuvre Été").pk,
        role="platform",
        at=datetime(2020, 5, 1, 12, tzinfo=UTC),
    ).save()
    return validator, manager.organisation, application


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["organisations.confirm", "validation.take", "organisations.published"]),
        ({"at_from": "2020-05-01", "at_to": "2020-05-01"}, ["organisations.published"]),
        ({"at_to": "2020-04-30"}, []),
        ({"verb": "validation.take"}, ["validation.take"]),
        ({"role": "manager"}, ["organisations.confirm"]),
        ({"person": "vera"}, ["validation.take"]),
        ({"person": "nobody"}, []),
        ({"organisation": "oeuvre ete"}, ["organisations.published"]),
        ({"organisation": "green"}, ["validation.take"]),
        ({"organisation": "nowhere"}, []),
        ({"kind": "validation.application"}, ["validation.take"]),
        ({"number": "999999"}, []),
        ({"q": "taken in"}, ["validation.take"]),
        ({"q": "max"}, ["organisations.confirm"]),
        ({"q": "green cluster"}, ["validation.take"]),
        ({"q": "no such thing"}, []),
        ({"role": "validator", "organisation": "oeuvre"}, []),
    ],
)
def test_filters_find(read, different, asked, found):
    assert [line.entry.verb for line in read(**asked)] == found


def test_what_was_asked_wrongly_finds_nothing(read, download, different):
    assert list(read(kind="no.kind")) == []
    assert len(rows_of(download("csv", role="emperor")[1])) == 1


def test_filters_find_by_number_and_address(read, different):
    validator, organisation, application = different

    assert [line.entry.verb for line in read(person=validator.email.upper())] == ["validation.take"]
    assert [line.entry.verb for line in read(person=validator.pk)] == ["validation.take"]
    assert [line.entry.verb for line in read(organisation=organisation.pk)] == ["organisations.confirm"]
    assert [line.entry.verb for line in read(number=application.pk, kind="validation.application")] == [
        "validation.take"
    ]


def test_pages_have_a_stable_order_also_in_one_moment(read):
    moment, about = timezone.now(), OrganisationFactory()
    entries = [
        LogEntry(verb="x", kind="organisations.organisation", object_id=about.pk, at=moment)
        for _ in range(120)
    ]
    LogEntry.objects.bulk_create(entries)

    shown = [line.entry.pk for page in (1, 2, 3) for line in read(p=page)]

    assert shown == sorted((entry.pk for entry in entries), reverse=True)


def test_counting_ends_where_nobody_pages_any_more(read, signed_in, administrator, monkeypatch):
    monkeypatch.setattr(report, "PAGED_AT_MOST", 60)
    LogEntry.objects.bulk_create([LogEntry(verb="x", kind="gone.thing", object_id=1) for _ in range(61)])

    response = signed_in(administrator).get(RESULTS, {"p": 99})

    assert (response.context["paginator"].count, response.context["page_obj"].number) == (60, 2)
    assert "newest 60 of more" in response.content.decode()


def test_empty_list_says_what_to_do(signed_in, administrator):
    page = signed_in(administrator).get(AUDIT, {"role": "editor"}).content.decode()

    assert "Nothing in the log is like this." in page


@pytest.mark.parametrize("number", [1, 3])
def test_list_asks_as_often_for_one_as_for_three(signed_in, administrator, django_assert_num_queries, number):
    for _ in range(number):
        request = JoinRequestFactory()
        manager = RepresentativeFactory(organisation=request.organisation).person
        people.accept_join(request, "colleague", by=manager)
        taking.take(ApplicationFactory(), by=ValidatorFactory())
    client = signed_in(administrator)
    client.get(RESULTS)

    with django_assert_num_queries(14):
        client.get(RESULTS)


def test_file_has_all_that_was_found_not_one_page(read, download):
    LogEntry.objects.bulk_create(
        [LogEntry(verb="x", kind="gone.thing", object_id=number) for number in range(1, 1203)]
        + [LogEntry(verb="z", kind="gone.thing", object_id=1)]
    )

    _response, data = download("csv", number="")
    head, *rows = rows_of(data)

    assert head[:4] == ["Number", "When (Brussels)", "Who, by number", "Who"]
    assert [row[8] for row in rows if row[6] == "x"] == [str(number) for number in range(1202, 0, -1)]
    assert len(rows_of(download("csv", kind="organisations.organisation")[1])) == 1


def test_workbook_has_the_same_and_goes_on_on_another_sheet(administrator):
    LogEntry.objects.bulk_create(
        [LogEntry(verb="x", kind="gone.thing", object_id=number) for number in range(1, 6)]
    )

    data = b"".join(sheets.as_xlsx(LogEntry.objects.all(), administrator, rows_at_most=4))

    book = load_workbook(BytesIO(data))
    assert book.sheetnames == ["Log 1", "Log 2"]
    assert [row[8].value for sheet in book for row in sheet.iter_rows(min_row=2)] == [5, 4, 3, 2, 1]


def test_nothing_in_a_file_is_a_formula(download):
    someone = UserFactory(name='=HYPERLINK("http://evil.example")')
    log(OrganisationFactory(name="+1+1"), "organisations.unpublished", by=someone, note="@SUM(1;2)\n-3")

    _response, data = download("csv", verb="organisations.unpublished")
    (row,) = rows_of(data)[1:]
    _response, workbook = download("xlsx", verb="organisations.unpublished")
    cells = list(next(load_workbook(BytesIO(workbook)).worksheets[0].iter_rows(min_row=2)))

    assert [cell for cell in row if cell[:1] in set("=+-@")] == []
    assert (row[3], row[9], row[11]) == ('\'=HYPERLINK("http://evil.example")', "'+1+1", "'@SUM(1;2)\n'-3")
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}


def test_download_is_logged_without_the_name_that_was_asked_for(download, administrator):
    response, _data = download("xlsx", person="Canary", role="manager")

    (entry,) = LogEntry.objects.filter(verb="audit.export")
    assert (entry.by, entry.role) == (administrator, "administrator")
    assert entry.changes == {"form": ["", "xlsx"], "person": ["", "…"], "role": ["", "manager"]}
    assert response["Content-Disposition"] == f'attachment; filename="audit-{timezone.localdate()}.xlsx"'


def test_file_that_fails_half_way_says_so(administrator, monkeypatch):
    LogEntry.objects.bulk_create([LogEntry(verb="x", kind="gone.thing", object_id=1) for _ in range(3)])
    monkeypatch.setattr(sheets, "BATCH", 2)
    pieces = sheets.as_csv(LogEntry.objects.all(), administrator)
    next(pieces), next(pieces)
    monkeypatch.setattr(sheets, "cells", None)

    assert next(pieces).strip() == "This file is not complete. Please download it again."
    with pytest.raises(TypeError):
        next(pieces)


def test_rows_written_while_a_file_is_made_do_not_shift_it(administrator, monkeypatch):
    monkeypatch.setattr(sheets, "BATCH", 2)
    LogEntry.objects.bulk_create(
        [LogEntry(verb="x", kind="gone.thing", object_id=number) for number in range(1, 6)]
    )
    batches = sheets.batches(LogEntry.objects.all(), administrator)
    first = next(batches)
    LogEntry(verb="x", kind="gone.thing", object_id=6, at=timezone.now() + timedelta(seconds=1)).save()

    assert [line.entry.object_id for batch in (first, *batches) for line in batch] == [5, 4, 3, 2, 1]


def test_handing_on_names_both_by_number_and_shows_both_names(read):
    vera, otto = ValidatorFactory(name="Vera"), ValidatorFactory(name="Otto")
    application = ApplicationFactory()
    taking.reassign(taking.take(application, by=vera), otto, by=vera)

    (line,) = read(verb="validation.reassign")

    assert line.entry.changes == {"in_progress_by": [person(vera), person(otto)]}
    assert [(str(one.label), one.old, one.new) for one in line.changes] == [
        ("In progress by", "Vera", "Otto")
    ]
