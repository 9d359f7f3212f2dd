"""One's own page, the change of address, and every page of the sign-in in our face."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from eccp.core.log import history
from eccp.notices.models import OutgoingMail
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_account_shows_and_stores(signed_in: Any) -> None:
    nora = UserFactory(name="Nora Quill", organisation_in_words="")
    client = signed_in(nora)
    form = client.get("/en/account/").context["form"]
    assert form.initial == {"name": "Nora Quill", "organisation_in_words": "", "language": "en"}

    response = client.post(
        "/en/account/", {"name": "Nora Heron", "organisation_in_words": "Kestrel Bay", "language": "en"}
    )

    nora.refresh_from_db()
    assert response["Location"] == "/en/account/"
    assert (nora.name, nora.organisation_in_words) == ("Nora Heron", "Kestrel Bay")
    entry = history(nora).get()
    assert (entry.verb, entry.by) == ("accounts.update", nora)
    assert entry.changes == {
        "name": ["Nora Quill", "Nora Heron"],
        "organisation_in_words": ["", "Kestrel Bay"],
    }


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


def test_the_address_is_changed_when_the_new_one_is_confirmed(signed_in: Any) -> None:
    nora = UserFactory(email="nora@kestrel.example")
    client = signed_in(nora)
    client.post("/en/accounts/email/", {"action_add": "", "email": "nora@heron.example"})
    confirm = OutgoingMail.objects.get()
    assert (confirm.address, confirm.subject) == (
        "nora@heron.example",
        "Confirm the address nora@heron.example",
    )

    client.post("/en/accounts/email/", {"action_primary": "", "email": "nora@heron.example"})
    nora.refresh_from_db()
    assert nora.email == "nora@kestrel.example"

    path = next(line for line in confirm.text.splitlines() if "/confirm-email/" in line)
    client.post(path.split("testserver", 1)[1])
    client.post("/en/accounts/email/", {"action_primary": "", "email": "nora@heron.example"})

    nora.refresh_from_db()
    assert nora.email == "nora@heron.example"
    told = OutgoingMail.objects.first()
    assert (told.address, told.subject) == (
        "nora@kestrel.example",
        "Your main address is now nora@heron.example",
    )
    assert f"Dear {nora.name}," in told.text


def test_the_address_of_somebody_else_cannot_be_taken(signed_in: Any) -> None:
    UserFactory(email="known@kestrel.example")
    nora = UserFactory(email="nora@kestrel.example")

    response = signed_in(nora).post(
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
