"""An administrator helps somebody who lost phone, keys and codes."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from eccp.core.log import history
from eccp.notices.models import OutgoingMail
from tests.factories import PASSWORD, AdministratorFactory, EditorFactory, UserFactory, ValidatorFactory

pytestmark = pytest.mark.django_db

PEOPLE = "/backoffice/users/"


@pytest.fixture
def victor() -> Any:
    return ValidatorFactory(email="victor@kestrel.example", name="Victor Ash")


def door(person: Any) -> str:
    """Where the second factor of a person is reset."""
    return f"/backoffice/people/{person.pk}/second-factor/"


def test_the_list_says_who_has_one(signed_in: Any, victor: Any) -> None:
    nora = UserFactory(name="Nora Quill")
    page = signed_in(AdministratorFactory(name="Adam Keys")).get(PEOPLE)

    assert {row.name: row.has_second_factor for row in page.context["object_list"]} == {
        "Adam Keys": True,
        "Victor Ash": True,
        "Nora Quill": False,
    }
    assert door(victor) in page.content.decode()
    assert door(nora) not in page.content.decode()


def test_a_reset_takes_everything_away_and_tells(signed_in: Any, victor: Any) -> None:
    boss = AdministratorFactory(name="Adam Keys")
    desk = Client()
    desk.force_login(victor)
    client = signed_in(boss)
    assert "Victor Ash" in client.get(door(victor)).content.decode()

    response = client.post(door(victor))

    assert response["Location"] == PEOPLE
    assert not Authenticator.objects.filter(user=victor).exists()
    entry = history(victor).get()
    assert (entry.verb, entry.by) == ("accounts.second_factor_reset", boss)
    mail = OutgoingMail.objects.get()
    assert (mail.address, mail.subject, mail.topic, mail.secret) == (
        victor.email,
        "Your second factor was reset",
        "security",
        False,
    )
    assert "Dear Victor Ash," in mail.text
    assert "Adam Keys" not in mail.text + mail.html


def test_then_the_person_signs_in_and_sets_up_a_new_one(signed_in: Any, victor: Any) -> None:
    elsewhere = Client()
    signed_in(AdministratorFactory()).post(door(victor))

    response = elsewhere.post(
        "/en/accounts/login/", {"login": victor.email, "password": PASSWORD}, follow=True
    )

    assert response.request["PATH_INFO"] == "/en/accounts/2fa/"


def test_the_person_is_signed_out_everywhere(signed_in: Any) -> None:
    nora = UserFactory(email="nora@kestrel.example")
    desk = Client()
    desk.post("/en/accounts/login/", {"login": nora.email, "password": PASSWORD})
    assert desk.get("/en/account/").status_code == 200

    signed_in(AdministratorFactory()).post(door(nora))

    assert desk.get("/en/account/").status_code == 302


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_resets_their_own(signed_in: Any, method: str) -> None:
    boss = AdministratorFactory()

    response = getattr(signed_in(boss), method)(door(boss))

    assert response.status_code == 403
    assert response.context["refusal"].rule == "own_second_factor"
    assert Authenticator.objects.filter(user=boss).exists()


def test_nobody_resets_whoever_runs_the_installation(signed_in: Any) -> None:
    root = AdministratorFactory(is_superuser=True)

    assert signed_in(AdministratorFactory()).post(door(root)).status_code == 403
    assert Authenticator.objects.filter(user=root).exists()


def test_others_do_not_reset(signed_in: Any, victor: Any) -> None:
    assert signed_in(EditorFactory()).post(door(victor)).status_code == 403
    assert signed_in(UserFactory()).post(door(victor)).status_code == 302  # Wagtail's door
    assert Client().post(door(victor)).status_code == 302
    assert Authenticator.objects.filter(user=victor).exists()
