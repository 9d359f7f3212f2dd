"""The files: the same profiles in the same order as the list, in three forms, with their licence."""

import csv
import io
import json
from datetime import UTC, date, datetime
from zipfile import BadZipFile

import openpyxl
import pytest

from eccp.directory import licence
from eccp.directory.downloads import FORMS
from eccp.directory.downloads.as_csv import harmless
from eccp.directory.downloads.as_xlsx import parts
from eccp.directory.downloads.rows import BATCH
from eccp.organisations.models import ContactPerson, Organisation
from tests.factories import CountryFactory, OrganisationFactory, TermFactory

pytestmark = pytest.mark.django_db

HERE = "/en/directory/"
DANGEROUS = "=cmd|' /C calc'!A0"


def spain():
    return CountryFactory(code="ES", name="Spain", sort_key="spain")


def file(client, form, address=""):
    response = client.get(f"{HERE}download.{form}{address}")
    assert response.status_code == 200
    return b"".join(response)


def table(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def sheets(data):
    """Every sheet of a workbook as rows; the first as dicts by its header."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    rows = [[[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book]
    return book, [dict(zip(rows[0][0], row, strict=True)) for row in rows[0][1:]], rows


def ids(client, form, address=""):
    data = file(client, form, address)
    if form == "csv":
        return [int(row["id"]) for row in table(data)]
    if form == "xlsx":
        return [row["id"] for row in sheets(data)[1]]
    return [one["id"] for one in json.loads(data)["features"]]


@pytest.mark.parametrize("form", FORMS)
def test_file_has_all_the_list_has_in_its_order(client, index, form):
    for n in range(25):
        OrganisationFactory(published=True, name=f"Wood {(n * 7) % 25:02}")
    OrganisationFactory(published=True, country=spain(), name="Wood in Spain")
    OrganisationFactory(name="Wood in a draft")
    index()
    address = "?country=DE&q=wood&sort=name"

    pages = [client.get(f"{HERE}{address}&page={n}").context["look"].rows for n in (1, 2)]

    listed = [row.organisation.pk for page in pages for row in page]
    assert len(listed) == 25
    assert ids(client, form, f"{address}&page=2") == listed


@pytest.mark.parametrize("form", FORMS)
def test_nothing_private_is_in_a_file(client, index, form):
    organisation = OrganisationFactory(published=True, parts__management_fte="7.77")
    ContactPerson.objects.create(organisation=organisation, name="Privata", email="privata@example.eu")
    index()

    data = file(client, form)

    text = str(sheets(data)[2]) if form == "xlsx" else data.decode()
    assert organisation.name in text
    assert [word for word in ("rivata", "7.77", "management_fte") if word in text] == []


@pytest.mark.parametrize("form", FORMS)
def test_what_went_from_the_public_since_is_left_out(client, index, form):
    one, gone = OrganisationFactory.create_batch(2, published=True)
    index()
    Organisation.objects.filter(pk=gone.pk).update(visibility="unpublished")

    assert ids(client, form) == [one.pk]


@pytest.mark.parametrize("form", FORMS)
def test_file_of_nothing_is_whole(client, index, form):
    index()

    assert ids(client, form) == []


@pytest.mark.parametrize("form", FORMS)
def test_file_is_named_by_its_day_and_names_its_licence(client, index, form, freeze):
    index()
    freeze(datetime(2026, 3, 3, 23, 30, tzinfo=UTC))  # half past midnight in Brussels

    response = client.get(f"{HERE}download.{form}")

    assert response["Content-Disposition"] == f'attachment; filename="directory-2026-03-04.{form}"'
    assert response["Link"] == '<https://creativecommons.org/licenses/by/4.0/>; rel="license"'
    assert response.streaming
    b"".join(response)


@pytest.mark.parametrize("form", FORMS)
def test_without_an_index_there_is_no_file(client, form):
    OrganisationFactory(published=True)

    response = client.get(f"{HERE}download.{form}?q=wood")

    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert "Content-Disposition" not in response
    assert "try the download again" in response.content.decode()


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("form", FORMS)
def test_batch_asks_the_same_however_many(form, count, django_assert_num_queries):
    pks = [one.pk for one in OrganisationFactory.create_batch(count, published=True)]
    for organisation in Organisation.objects.all():
        organisation.terms.add(TermFactory(), TermFactory(scheme="sector"))

    with django_assert_num_queries(3):
        list(FORMS[form].pieces(pks, "https://eccp.example/en/directory/"))


@pytest.mark.parametrize("form", FORMS)
def test_every_batch_asks_the_same(form, django_assert_num_queries):
    pks = [OrganisationFactory(published=True).pk, *range(10**6, 10**6 + 2 * BATCH)]

    with django_assert_num_queries(3 * 3):
        list(FORMS[form].pieces(pks, ""))


@pytest.mark.parametrize("form", FORMS)
def test_rows_are_read_while_the_file_is_sent(form, django_assert_num_queries):
    """Half a million ids, of which nothing is read before the first piece was taken."""
    organisation = OrganisationFactory(published=True)
    pieces = FORMS[form].pieces([organisation.pk, *range(10**6, 10**6 + 500_000)], "")

    with django_assert_num_queries(0 if form != "xlsx" else 3):
        first = next(pieces)

    assert len(first) < 5000
    pieces.close()


@pytest.mark.parametrize("form", FORMS)
def test_half_a_file_does_not_look_like_a_whole_one(form):
    organisation = OrganisationFactory(published=True)
    broken = [organisation.pk, *range(10**6, 10**6 + BATCH - 1), "not a number"]
    sent = []

    with pytest.raises(ValueError, match="not a number"):
        sent.extend(FORMS[form].pieces(broken, ""))

    if form == "csv":
        *_rows, last = "".join(sent).splitlines()
        assert last == "This file is not complete. Please download it again."
    elif form == "xlsx":
        with pytest.raises(BadZipFile):
            openpyxl.load_workbook(io.BytesIO(b"".join(sent)))
    else:
        with pytest.raises(json.JSONDecodeError):
            json.loads("".join(sent))


def wood(**more):
    organisation = OrganisationFactory(
        published=True,
        name=DANGEROUS,
        text__summary="Ärger & <wood>\x0b, _x0041_\nand “more”",
        founded=1998,
        latitude=41.66,
        longitude=-0.88,
        published_at=datetime(2026, 3, 3, 23, 30, tzinfo=UTC),
        last_confirmed_at=None,
        **more,
    )
    organisation.terms.add(TermFactory(code="textiles"), TermFactory(code="agri-food"))
    return organisation


def test_table_has_texts_that_no_spreadsheet_runs(client, index):
    organisation = wood()
    listed = OrganisationFactory(listed=True, source="Register of clusters")
    index()

    rows = {int(row["id"]): row for row in table(file(client, "csv"))}

    row = rows[organisation.pk]
    assert row["name"] == f"'{DANGEROUS}"
    assert row["summary"] == "Ärger & <wood>\x0b, _x0041_\nand “more”"
    assert (row["latitude"], row["longitude"], row["founded"]) == ("41.66", "-0.88", "1998")
    assert (row["published"], row["last_confirmed"]) == ("2026-03-04", "")
    assert (row["ecosystems"], row["from_register"], row["licence"]) == (
        "agri-food textiles",
        "",
        "CC BY 4.0",
    )
    assert (rows[listed.pk]["trust"], rows[listed.pk]["from_register"]) == ("listed", "Register of clusters")


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Wood;=1+1", "Wood;'=1+1"),
        ("Wood; @SUM(1)\n=1+1", "Wood;' @SUM(1)\n'=1+1"),
        (" =1+1", "' =1+1"),
        ("＝1+1", "'＝1+1"),
        ("\tWood", "'\tWood"),
        ("Wood - a town; 1+1=2, info@wood.example", "Wood - a town; 1+1=2, info@wood.example"),
    ],
)
def test_no_part_of_a_text_is_run_where_a_semicolon_ends_a_cell(text, held):
    assert harmless(text) == held


def test_numbers_stay_numbers_in_a_table():
    assert (harmless(-0.88), harmless("-0.88"), harmless("Wood")) == (-0.88, "'-0.88", "Wood")


def test_workbook_has_numbers_dates_and_no_formulas(client, index):
    organisation = wood()
    index()

    book, (row,), rows = sheets(file(client, "xlsx", "?country=DE"))

    sheet = book["Organisations"]
    assert sheet.freeze_panes == "A2"
    assert [cell.font.b for cell in sheet[1]] == [True] * sheet.max_column
    assert row["id"] == organisation.pk
    assert row["name"] == DANGEROUS
    assert {cell.data_type for cell in sheet[2]} == {"n", "s", "d"}  # "f" would be a formula
    # Excel reads `_x005F_` as `_`, and would read `_x0041_` as `A`; openpyxl leaves both.
    assert row["summary"] == "Ärger & <wood>, _x005F_x0041_\nand “more”"
    assert (row["latitude"], row["longitude"], row["founded"]) == (41.66, -0.88, 1998)
    assert row["published"] == datetime(2026, 3, 4)  # noqa: DTZ001
    assert (row["last_confirmed"], row["ecosystems"]) == (None, "agri-food textiles")
    about = dict(rows[-1])
    assert about["This list"].endswith("/en/directory/?country=DE")
    assert about["Terms of the licence"] == licence.URL
    assert about["What is left out"].startswith("Contact persons, staff")


def test_workbook_goes_on_with_another_sheet_where_one_is_full():
    pks = [one.pk for one in OrganisationFactory.create_batch(5, published=True)]

    book, _rows, _all = sheets(b"".join(parts(pks, "", rows_at_most=3)))

    assert book.sheetnames == ["Organisations", "Organisations 2", "Organisations 3", "About these data"]
    found = [row[0].value for sheet in book.worksheets[:3] for row in sheet.iter_rows(min_row=2)]
    assert found == pks
    assert [sheet.max_row for sheet in book.worksheets[:3]] == [3, 3, 2]


def test_workbook_full_to_the_last_row_has_no_empty_sheet_after():
    pks = [one.pk for one in OrganisationFactory.create_batch(4, published=True)]

    book, _rows, _all = sheets(b"".join(parts(pks, "", rows_at_most=3)))

    assert book.sheetnames == ["Organisations", "Organisations 2", "About these data"]


def test_geojson_has_a_feature_for_each_profile_also_without_a_place(client, index, freeze):
    freeze(datetime(2026, 3, 3, 12, tzinfo=UTC))
    organisation = wood()
    OrganisationFactory(listed=True, name="Nowhere")
    index()

    response = client.get(f"{HERE}download.geojson?sort=name")
    collection = json.loads(b"".join(response))

    assert response["Content-Type"] == "application/geo+json"
    assert collection["type"] == "FeatureCollection"
    assert collection["license"] == licence.URL
    assert collection["attribution"] == "European Cluster Collaboration Platform"
    assert collection["source"].endswith("/en/directory/?sort=name")
    assert collection["date"] == date(2026, 3, 3).isoformat()
    placed, nowhere = sorted(collection["features"], key=lambda one: one["geometry"] is None)
    assert placed["type"] == "Feature"
    assert placed["id"] == organisation.pk
    assert placed["geometry"] == {"type": "Point", "coordinates": [-0.88, 41.66]}
    assert placed["properties"]["ecosystems"] == ["agri-food", "textiles"]
    assert placed["properties"]["published"] == "2026-03-04"
    assert nowhere["geometry"] is None
    assert nowhere["properties"]["from_register"] == "register"


def test_page_says_beside_the_files_what_they_are(client, index):
    OrganisationFactory(published=True)
    index()

    page = client.get(f"{HERE}?country=DE&page=1").content.decode()

    for form in FORMS:
        assert f'href="{HERE}download.{form}?country=DE"' in page
    assert f'href="{licence.URL}" rel="license"' in page
    assert "Contact persons, staff and drafts are not in it; listed profiles name their register." in page
    assert 'href="/en/data/"' in page


def test_plain_list_offers_no_file(client):
    OrganisationFactory(published=True)

    assert "download." not in client.get(HERE).content.decode()
