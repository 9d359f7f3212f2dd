"""One's own page, the change of address, and every page of the sign-in in our face."""

from datetime import date
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from eccp.core.log import history
from eccp.notices.models import OutgoingMail
from eccp.reference.models import Scheme
from tests.factories import TermFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_account_shows_and_stores(signed_in: Any) -> None:
    german = TermFactory(scheme=Scheme.LANGUAGE, code="de", label="German")
    health = TermFactory(scheme=Scheme.ECOSYSTEM, code="health", label="Health")
    nora = UserFactory(name="Nora Quill", organisation_in_words="")
    client = signed_in(nora)
    form = client.get("/en/account/").context["form"]
    assert form.initial == {
        "name": "Nora Quill",
        "position": "",
        "organisation_in_words": "",
        "spoken": [],
        "interests": [],
        "language": "en",
    }

    response = client.post(
        "/en/account/",
        {
            "name": "  Nora  Heron ",
            "position": "Cluster manager",
            "organisation_in_words": "Kestrel Bay",
            "spoken": [german.pk],
            "interests": [health.pk],
            "language": "en",
        },
    )

    nora.refresh_from_db()
    assert response["Location"] == "/en/account/"
    assert (nora.name, nora.position, nora.organisation_in_words) == (
        "Nora Heron",
        "Cluster manager",
        "Kestrel Bay",
    )
    assert (list(nora.spoken.all()), list(nora.interests.all())) == ([german], [health])


def test_the_log_has_which_fields_changed_and_never_what_they_said(signed_in: Any) -> None:
    nora = UserFactory(name="Nora Quill")

    signed_in(nora).post("/en/account/", {"name": "Nora Heron", "position": "Director", "language": "en"})

    entry = history(nora).get()
    assert (entry.verb, entry.by, entry.changes, entry.note) == (
        "accounts.update",
        nora,
        {},
        "name, position",
    )


def test_account_offers_the_terms_of_its_lists_under_their_headings(signed_in: Any) -> None:
    for scheme, code in [(Scheme.TECHNOLOGY, "ai"), (Scheme.ECOSYSTEM, "health"), (Scheme.SECTOR, "tools")]:
        TermFactory(scheme=scheme, code=code, label=code.capitalize())
    retired = TermFactory(scheme=Scheme.ECOSYSTEM, code="coal", label="Coal", valid_to=date(2020, 1, 1))
    TermFactory(scheme=Scheme.ECOSYSTEM, code="peat", label="Peat", valid_to=date(2020, 1, 1))
    nora = UserFactory()
    nora.interests.add(retired)

    form = signed_in(nora).get("/en/account/").context["form"]

    choices = [
        (str(group), [label for _pk, label in rows]) for group, rows in form["interests"].field.choices
    ]
    assert choices == [("Industrial ecosystems", ["Coal", "Health"]), ("Technologies", ["Ai"])]


@pytest.mark.parametrize("count", [1, 3])
def test_account_asks_the_same_however_many_terms(
    signed_in: Any, django_assert_num_queries: Any, count: int
) -> None:
    nora = UserFactory()
    nora.spoken.add(*TermFactory.create_batch(count, scheme=Scheme.LANGUAGE))
    nora.interests.add(*TermFactory.create_batch(count, scheme=Scheme.TECHNOLOGY))
    client = signed_in(nora)

    with django_assert_num_queries(14):
        client.get("/en/account/")


def test_account_stores_nothing_when_nothing_changed(signed_in: Any) -> None:
    nora = UserFactory(name="Nora Quill")

    signed_in(nora).post(
        "/en/account/", {"name": "Nora Quill", "organisation_in_words": "", "language": "en"}
    )

    assert not history(nora).exists()


def test_account_keeps_the_name_in_the_head_when_the_form_fails(signed_in: Any) -> None:
    nora = UserFactory(name="Nora Quill")

    response = signed_in(nora).post("/en/account/", {"name": "", "language": "en"})

    nora.refresh_from_db()
    assert list(response.context["form"].errors) == ["name"]
    assert response.context["user"].name == "Nora Quill"
    assert nora.name == "Nora Quill"


def test_account_is_for_people_who_are_signed_in(client: Client) -> None:
    assert client.get("/en/account/")["Location"] == "/en/accounts/login/?next=/en/account/"


def test_the_address_is_changed_when_the_new_one_is_confirmed(just_signed_in: Any) -> None:
    nora = UserFactory(email="nora@kestrel.example")
    client = just_signed_in(nora)
    client.post("/en/accounts/email/", {"action_add": "", "email": "nora@heron.example"})
    confirm = OutgoingMail.objects.get()
    assert (confirm.address, confirm.subject) == (
        "nora@heron.example",
        "Confirm the address nora@heron.example",
    )
    nora.refresh_from_db()
    assert nora.email == "nora@kestrel.example"

    path = next(line for line in confirm.text.splitlines() if "/confirm-email/" in line)
    client.post(path.split("testserver", 1)[1])

    nora.refresh_from_db()
    assert nora.email == "nora@heron.example"
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [
        ("nora@heron.example", True, True)
    ]
    told = OutgoingMail.objects.first()
    assert (told.address, told.subject) == (
        "nora@kestrel.example",
        "Your address is now nora@heron.example",
    )
    assert f"Dear {nora.name}," in told.text


def test_a_change_that_waits_can_be_taken_back(just_signed_in: Any) -> None:
    nora = UserFactory(email="nora@kestrel.example")
    client = just_signed_in(nora)
    client.post("/en/accounts/email/", {"action_add": "", "email": "nora@heron.example"})
    assert "nora@heron.example waits for you" in client.get("/en/accounts/email/").content.decode()

    client.post("/en/accounts/email/", {"action_remove": "", "email": "nora@heron.example"})

    path = next(line for line in OutgoingMail.objects.last().text.splitlines() if "/confirm-email/" in line)
    assert client.post(path.split("testserver", 1)[1]).status_code == 404
    assert EmailAddress.objects.get().email == "nora@kestrel.example"


def test_the_address_is_changed_only_after_the_password(signed_in: Any) -> None:
    client = signed_in(UserFactory(email="nora@kestrel.example"))

    response = client.post("/en/accounts/email/", {"action_add": "", "email": "nora@heron.example"})

    assert response["Location"] == "/en/accounts/reauthenticate/?next=%2Fen%2Faccounts%2Femail%2F"
    assert EmailAddress.objects.get().email == "nora@kestrel.example"
    assert not OutgoingMail.objects.exists()


def test_the_address_of_somebody_else_cannot_be_taken(just_signed_in: Any) -> None:
    UserFactory(email="known@kestrel.example")
    nora = UserFactory(email="nora@kestrel.example")

    response = just_signed_in(nora).post(
        "/en/accounts/email/", {"action_add": "", "email": "known@kestrel.example"}, follow=True
    )

    assert response.status_code == 200
    assert not EmailAddress.objects.filter(user=nora, email="known@kestrel.example", verified=True).exists()


ANYBODY = ["login", "signup", "inactive", "confirm-email", "password/reset", "password/reset/done"]
ANYBODY += ["password/reset/key/1-nonsense", "password/reset/key/done", "confirm-email/nonsense"]
MEMBERS = ["email", "password/change", "logout", "reauthenticate"]


@pytest.mark.parametrize("page", ANYBODY)
def test_pages_for_anybody_wear_our_face(client: Client, page: str) -> None:
    assert_dressed(client.get(f"/en/accounts/{page}/"))


@pytest.mark.parametrize("page", MEMBERS)
def test_pages_for_members_wear_our_face(signed_in: Any, page: str) -> None:
    assert_dressed(signed_in(UserFactory()).get(f"/en/accounts/{page}/"))


def test_choosing_a_first_password_wears_our_face(signed_in: Any) -> None:
    nora = UserFactory()
    nora.set_unusable_password()
    nora.save()

    assert_dressed(signed_in(nora).get("/en/accounts/password/set/"))


def assert_dressed(response: Any) -> None:
    """One heading, our skip link, no example text instead of labels, nothing of allauth's own look."""
    page = response.content.decode()
    assert response.status_code == 200
    assert page.count("<h1") == 1
    assert "ecl-skip-link" in page
    assert "placeholder" not in page
    assert not [t.name for t in response.templates if t.name and t.name.startswith("allauth/")]


def test_mails_can_be_had_in_the_languages_of_the_platform_only(signed_in):
    person = UserFactory()
    sent = {"name": person.name, "language": "de"}

    page = signed_in(person).get("/en/account/").content.decode()
    refused = signed_in(person).post("/en/account/", sent)
    signed_in(person).post("/en/account/", sent | {"language": "fr"})

    assert '<option value="fr">français</option>' in page
    assert 'value="de"' not in page
    assert refused.status_code == 200
    person.refresh_from_db()
    assert person.language == "fr"
