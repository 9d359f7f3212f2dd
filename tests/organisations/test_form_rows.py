"""Rows: added and taken away without a script, empty ones ignored, nothing lost on the way."""

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile

from eccp.organisations.models import Organisation, Recognition
from tests.factories import RepresentativeFactory, TermFactory
from tests.organisations.filling import reference

pytestmark = pytest.mark.django_db

GOLD = {
    "labels-0-level": "label-0",
    "labels-0-issued_on": "2025-01-01",
    "labels-0-expires_on": "2027-01-01",
}


@pytest.fixture
def organisation():
    reference()
    return RepresentativeFactory().organisation


@pytest.fixture
def client_of(organisation, signed_in):
    return signed_in(organisation.representatives.get().person)


def address(organisation, step="cooperation"):
    return f"/en/my/{organisation.pk}/edit/{step}/"


def sent(organisation, **typed):
    return {
        "version": organisation.version,
        "labels-count": "0",
        "projects-count": "0",
        "recognitions-count": "0",
    } | typed


def labels(organisation):
    return [(row.level.code, str(row.issued_on)) for row in organisation.labels.all()]


def test_another_row_comes_with_all_that_was_typed(organisation, client_of):
    typed = sent(organisation, add="labels", **GOLD, **{"labels-count": "1", "countries_sought": "FR"})

    page = client_of.post(address(organisation), typed)
    form = page.context["form"]

    assert len(form.rows["labels"].forms) == 2
    assert form.rows["labels"].forms[0]["issued_on"].value() == "2025-01-01"
    assert form["countries_sought"].value() == ["FR"]
    assert not any(one.errors for one in form.all_forms)
    assert labels(organisation) == []
    assert page.content.decode().count("autofocus") == 1


def test_a_row_goes_and_those_after_it_move_up(organisation, client_of):
    projects = {f"projects-{number}-acronym": f"P{number}" for number in range(3)}
    typed = sent(organisation, remove="projects-1", **projects, **{"projects-count": "3"})

    form = client_of.post(address(organisation), typed).context["form"]

    assert [row["acronym"].value() for row in form.rows["projects"].forms] == ["P0", "P2"]


@pytest.mark.parametrize("row", ["projects-7", "projects-x", "labels-0", "nonsense"])
def test_a_row_that_is_not_there_cannot_go(organisation, client_of, row):
    typed = sent(organisation, remove=row, **{"projects-0-acronym": "P0", "projects-count": "1"})

    form = client_of.post(address(organisation), typed).context["form"]

    assert [one["acronym"].value() for one in form.rows["projects"].forms] == ["P0"]


def test_empty_rows_are_no_mistake_and_are_not_stored(organisation, client_of):
    answer = client_of.post(address(organisation), sent(organisation, **GOLD, **{"labels-count": "3"}))

    assert answer.status_code == 302
    assert labels(organisation) == [("label-0", "2025-01-01")]


def test_half_a_row_is_told_what_is_missing(organisation, client_of):
    typed = sent(organisation, **{"labels-count": "1", "labels-0-level": "label-0"})

    page = client_of.post(address(organisation), typed)

    assert set(page.context["form"].rows["labels"].forms[0].errors) == {"issued_on", "expires_on"}
    assert "Some answers need another look" in page.content.decode()
    assert labels(organisation) == []


def test_dates_of_a_row_are_in_order(organisation, client_of):
    typed = sent(organisation, **GOLD | {"labels-count": "1", "labels-0-expires_on": "2024-12-31"})

    form = client_of.post(address(organisation), typed).context["form"]

    assert form.rows["labels"].forms[0].errors == {
        "expires_on": ["This comes before the beginning. Mend one of the two."]
    }


def test_the_same_row_twice_is_told(organisation, client_of):
    again = {key.replace("labels-0", "labels-1"): value for key, value in GOLD.items()}

    form = client_of.post(
        address(organisation), sent(organisation, **GOLD, **again, **{"labels-count": "2"})
    ).context["form"]

    assert form.rows["labels"].forms[1].errors == {
        "level": ["This is in the list already. Mend it or remove this row."]
    }


def test_a_language_stands_once_and_english_is_not_offered(organisation, client_of):
    rows = {"own_languages-count": "2", "own_languages-0-language": "de", "own_languages-1-language": "de"}
    page = client_of.post(address(organisation, "about"), {"version": organisation.version, **rows})
    rows = page.context["form"].rows["own_languages"].forms

    assert list(rows[1].errors) == ["language"]
    assert [code for code, _label in rows[0].fields["language"].choices] == ["", "de", "fr"]


def test_a_letter_waits_while_the_rest_is_mended(organisation, client_of):
    wrong = sent(
        organisation,
        **{
            "recognitions-count": "1",
            "recognitions-0-programme": "National clusters",
            "recognitions-0-letter": SimpleUploadedFile("our letter.pdf", b"%PDF-1.7 words"),
        },
    )
    page = client_of.post(address(organisation), wrong)
    word = page.context["form"].held["recognitions-0-letter"]
    assert f'value="{word}"' in page.content.decode()

    right = wrong | {"recognitions-0-level": "national", "recognitions-0-letter-held": word}
    del right["recognitions-0-letter"]
    answer = client_of.post(address(organisation), right)

    assert answer.status_code == 302
    letter = Recognition.objects.get().letter
    with letter.open() as file:
        assert file.read() == b"%PDF-1.7 words"
    assert "our letter" not in letter.name
    assert storages["private"].exists(letter.name)


def test_a_held_letter_moves_up_with_its_row(organisation, client_of):
    typed = sent(
        organisation,
        add="labels",
        **{
            "recognitions-count": "2",
            "recognitions-1-programme": "Two",
            "recognitions-1-letter": SimpleUploadedFile("a.pdf", b"%PDF-1 x"),
        },
    )
    word = client_of.post(address(organisation), typed).context["form"].held["recognitions-1-letter"]
    typed = sent(
        organisation,
        remove="recognitions-0",
        **{"recognitions-count": "2", "recognitions-1-programme": "Two", "recognitions-1-letter-held": word},
    )

    form = client_of.post(address(organisation), typed).context["form"]

    assert form.held == {"recognitions-0-letter": word}


def test_nobody_can_name_a_letter_of_somebody_else(organisation, client_of):
    theirs = RepresentativeFactory().organisation
    row = Recognition.objects.create(
        organisation=theirs, programme="P", level="national", letter="recognitions/theirs.pdf"
    )
    typed = sent(
        organisation,
        **{
            "recognitions-count": "1",
            "recognitions-0-programme": "Mine",
            "recognitions-0-level": "national",
            "recognitions-0-letter-now": row.letter.name,
        },
    )

    client_of.post(address(organisation), typed)

    assert organisation.recognitions.get().letter.name == ""


def test_a_made_up_word_brings_no_file(organisation, client_of):
    typed = sent(
        organisation,
        **{
            "recognitions-count": "1",
            "recognitions-0-programme": "P",
            "recognitions-0-level": "national",
            "recognitions-0-letter-held": "x:y:z",
        },
    )

    client_of.post(address(organisation), typed)

    assert organisation.recognitions.get().letter.name == ""


def test_a_stored_letter_stays_and_goes_when_asked(organisation, client_of):
    Recognition.objects.create(
        organisation=organisation, programme="P", level="national", letter="recognitions/mine.pdf"
    )
    row = {
        "recognitions-count": "1",
        "recognitions-0-programme": "Renamed",
        "recognitions-0-level": "national",
        "recognitions-0-letter-now": "recognitions/mine.pdf",
    }

    client_of.post(address(organisation), sent(organisation, **row))
    assert organisation.recognitions.get().letter.name == "recognitions/mine.pdf"

    organisation = Organisation.objects.get(pk=organisation.pk)
    client_of.post(address(organisation), sent(organisation, **row, **{"recognitions-0-letter-clear": "on"}))
    assert organisation.recognitions.get().letter.name == ""


@pytest.mark.parametrize("count", [1, 3])
def test_a_step_asks_the_same_however_many_rows(organisation, client_of, count, django_assert_num_queries):
    for number in range(count):
        organisation.projects.create(acronym=f"P{number}")
        organisation.recognitions.create(programme=f"R{number}", level="national", link="https://example.eu")
        organisation.social_links.create(
            network=TermFactory(scheme="social_network", code="x"), link="https://x.com/a"
        )
        organisation.labels.create(
            level=TermFactory(scheme="label", code="gold"),
            issued_on=f"202{number}-01-01",
            expires_on="2027-01-01",
        )
    client_of.get(address(organisation))

    with django_assert_num_queries(23):
        page = client_of.get(address(organisation))

    assert len(page.context["form"].rows["projects"].forms) == count


@pytest.mark.parametrize(
    "typed",
    [
        {"labels-count": "9" * 5000},
        {"remove": f"labels-{'9' * 5000}"},
        {"find": f"partners-{'9' * 5000}"},
    ],
)
def test_numbers_of_rows_that_no_form_sends_are_no_error(organisation, client_of, typed):
    page = client_of.post(address(organisation), sent(organisation, add="labels", **typed))

    assert page.status_code == 200
