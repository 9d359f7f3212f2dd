"""Two tabs, two people: who comes second sees both answers and chooses; nothing typed is lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from eccp.organisations.models import Organisation
from eccp.organisations.services import profiles
from tests.factories import CountryFactory, RepresentativeFactory, UserFactory
from tests.organisations.filling import picture, reference

pytestmark = pytest.mark.django_db
MINE = {
    "summary": "Mine: houses of wood.",
    "description": "",
    "objectives": "Grow.",
    "own_languages-count": "0",
}


@pytest.fixture
def organisation():
    CountryFactory()
    return RepresentativeFactory().organisation


@pytest.fixture
def client_of(organisation, signed_in):
    return signed_in(organisation.representatives.get().person)


def address(organisation, step="about"):
    return f"/en/my/{organisation.pk}/edit/{step}/"


def theirs(organisation, **values):
    """A colleague saves meanwhile."""
    now = Organisation.objects.get(pk=organisation.pk)
    return profiles.update(organisation, values, opened_at=now.version, by=UserFactory(name="Bea Colleague"))


def text(organisation, name):
    return Organisation.objects.get(pk=organisation.pk).text(name)


def test_both_answers_are_shown_and_nothing_is_stored(organisation, client_of):
    theirs(organisation, summary="Theirs: wood for houses.")

    answer = client_of.post(address(organisation), MINE | {"version": 1})
    page = answer.content.decode()

    assert "Bea Colleague saved this page while you were typing" in page
    assert "Theirs: wood for houses." in page
    assert "Mine: houses of wood." in page
    assert answer.context["form"]["objectives"].value() == "Grow."
    assert 'name="version" value="2"' in page
    assert text(organisation, "summary") == "Theirs: wood for houses."
    assert text(organisation, "objectives") == ""


def test_ones_own_other_window_is_called_so(organisation, client_of):
    client_of.post(address(organisation), MINE | {"version": 1, "summary": "First window."})

    page = client_of.post(address(organisation), MINE | {"version": 1}).content.decode()

    assert "You saved this page in another window meanwhile" in page
    assert "First window." in page


@pytest.mark.parametrize(
    ("choice", "summary"), [("mine", "Mine: houses of wood."), ("theirs", "Theirs: wood for houses.")]
)
def test_the_choice_is_stored_with_all_else(organisation, client_of, choice, summary):
    theirs(organisation, summary="Theirs: wood for houses.")
    client_of.post(address(organisation), MINE | {"version": 1})

    answer = client_of.post(
        address(organisation), MINE | {"version": 2, "conflict": "summary", "keep-summary": choice}
    )

    assert answer.status_code == 302
    assert text(organisation, "summary") == summary
    assert text(organisation, "objectives") == "Grow."


def test_without_a_choice_it_is_asked_again(organisation, client_of):
    theirs(organisation, summary="Theirs: wood for houses.")

    answer = client_of.post(address(organisation), MINE | {"version": 2, "conflict": "summary"})

    assert answer.context["form"].errors == {"keep-summary": ["Choose which of the two stays."]}
    assert "Theirs: wood for houses." in answer.content.decode()
    assert text(organisation, "summary") == "Theirs: wood for houses."


def test_other_fields_of_a_colleague_stay_through_a_conflict(organisation, client_of):
    theirs(organisation, summary="Theirs.", seeks="Partners in France.")

    shown = client_of.post(address(organisation), MINE | {"version": 1, "seeks": ""})
    assert shown.context["form"]["seeks"].value() == "Partners in France."

    sent = MINE | {
        "version": 2,
        "conflict": "summary",
        "keep-summary": "mine",
        "seeks": "Partners in France.",
    }
    client_of.post(address(organisation), sent)
    assert text(organisation, "seeks") == "Partners in France."
    assert text(organisation, "summary") == MINE["summary"]


def test_different_fields_join_without_a_question(organisation, client_of):
    theirs(organisation, seeks="Partners in France.")

    answer = client_of.post(address(organisation), MINE | {"version": 1, "seeks": ""})

    assert answer.status_code == 302
    assert text(organisation, "seeks") == "Partners in France."
    assert text(organisation, "objectives") == "Grow."


def test_a_third_answer_while_choosing_is_shown_too(organisation, client_of):
    theirs(organisation, summary="Second.")
    client_of.post(address(organisation), MINE | {"version": 1})
    theirs(organisation, summary="Third.")

    answer = client_of.post(
        address(organisation), MINE | {"version": 2, "conflict": "summary", "keep-summary": "mine"}
    )

    assert answer.status_code == 200
    assert answer.context["page"].parts[0].choice.theirs == ["Third."]
    assert text(organisation, "summary") == "Third."


def test_codes_of_both_are_joined(organisation, client_of):
    reference()
    theirs(organisation, sectors=["sector-0"])

    answer = client_of.post(address(organisation, "focus"), {"version": 1, "sectors": ["sector-2"]})

    assert answer.status_code == 302
    assert Organisation.objects.get(pk=organisation.pk).codes("sector") == ["sector-0", "sector-2"]


def test_rows_and_choices_are_said_in_words(organisation, client_of):
    reference()
    theirs(
        organisation,
        labels=[
            {"level": "label-1", "issued_on": "2025-01-01", "expires_on": "2026-01-01", "certificate": ""}
        ],
    )
    mine = {
        "labels-0-level": "label-0",
        "labels-0-issued_on": "2025-02-02",
        "labels-0-expires_on": "2027-01-01",
    }

    answer = client_of.post(address(organisation, "cooperation"), {"version": 1, "labels-count": "1", **mine})
    choice = answer.context["page"].parts[0].choice

    assert choice.theirs == ["Label 1, 2025-01-01, 2026-01-01"]
    assert answer.context["form"].rows["labels"].forms[0]["level"].value() == "label-0"


def test_a_picture_survives_the_choice(organisation, client_of):
    theirs(organisation, website="https://theirs.eu")
    logo = SimpleUploadedFile("logo.png", picture())
    sent = {"version": 1, "name": organisation.name, "website": "mine.eu"}

    shown = client_of.post(address(organisation, "identity"), sent | {"logo": logo})
    word = shown.context["form"].held["logo"]
    assert f'value="{word}"' in shown.content.decode()
    client_of.post(
        address(organisation, "identity"),
        sent | {"version": 2, "logo-held": word, "conflict": "website", "keep-website": "mine"},
    )

    stored = Organisation.objects.get(pk=organisation.pk)
    assert stored.website == "https://mine.eu"
    assert stored.logo.name.endswith(".png")


def test_a_form_without_a_version_never_overwrites_silently(organisation, client_of):
    theirs(organisation, summary="Theirs.")

    answer = client_of.post(address(organisation), MINE)

    assert answer.status_code == 200
    assert text(organisation, "summary") == "Theirs."
