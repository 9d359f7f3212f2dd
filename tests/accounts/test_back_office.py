"""The way into the back office, and people there."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from eccp.accounts.models import User
from eccp.accounts.roles import VALIDATORS
from eccp.core.log import history
from tests.factories import AdministratorFactory, EditorFactory, UserFactory

pytestmark = pytest.mark.django_db

PEOPLE = "/backoffice/users/"


def test_strangers_sign_in_first(client: Client) -> None:
    assert client.get("/backoffice/")["Location"] == "/en/accounts/login/?next=/backoffice/"


@pytest.mark.parametrize(("query", "goal"), [("", "/backoffice/"), ("?next=/backoffice/users/", PEOPLE)])
def test_wagtails_own_sign_in_leads_to_ours(client: Client, query: str, goal: str) -> None:
    answers = [ask(f"/backoffice/login/{query}")["Location"] for ask in (client.get, client.post)]

    assert answers == [f"/en/accounts/login/?next={goal}"] * 2


def test_without_a_right_to_it_one_is_told_so(signed_in: Any) -> None:
    response = signed_in(UserFactory()).get("/backoffice/", follow=True)

    assert response.status_code == 403
    assert response.context["refusal"].rule == "back_office"


def test_editors_come_in(signed_in: Any) -> None:
    assert signed_in(EditorFactory()).get("/backoffice/").status_code == 200


def test_editors_do_not_see_people(signed_in: Any) -> None:
    assert signed_in(EditorFactory()).get(PEOPLE)["Location"] == "/backoffice/"


def test_administrators_find_people(signed_in: Any) -> None:
    UserFactory(name="Nora Quill", email="nora@kestrel.example")
    UserFactory(name="Somebody Else", email="else@kestrel.example")

    page = signed_in(AdministratorFactory()).get(f"{PEOPLE}?q=quill").content.decode()

    assert "nora@kestrel.example" in page
    assert "else@kestrel.example" not in page


def test_administrators_give_roles(signed_in: Any) -> None:
    nora, boss = UserFactory(name="Nora Quill"), AdministratorFactory()
    validators = Group.objects.get(name=VALIDATORS)
    client = signed_in(boss)
    form = client.get(f"{PEOPLE}edit/{nora.pk}/").context["form"]
    assert list(form.fields) == ["name", "is_active", "groups"]

    client.post(
        f"{PEOPLE}edit/{nora.pk}/", {"name": "Nora Quill", "is_active": "on", "groups": [validators.pk]}
    )

    assert list(nora.groups.all()) == [validators]
    entry = history(nora).get()
    assert (entry.by, entry.changes) == (boss, {"groups": [[], ["Validators"]]})


def test_administrators_keep_their_own_role(signed_in: Any) -> None:
    boss = AdministratorFactory()
    client = signed_in(boss)

    client.post(f"{PEOPLE}edit/{boss.pk}/", {"name": "The Boss"})

    boss.refresh_from_db()
    assert (boss.name, boss.is_active, boss.groups.count()) == ("The Boss", True, 1)


@pytest.mark.parametrize("door", ["new/", "delete/{pk}/"])
def test_people_are_neither_made_nor_deleted_there(signed_in: Any, door: str) -> None:
    nora = UserFactory()
    boss = AdministratorFactory(is_superuser=True, is_staff=True)

    response = signed_in(boss).post(PEOPLE + door.format(pk=nora.pk), {"email": "new@kestrel.example"})

    assert response["Location"] == "/backoffice/"
    assert set(User.objects.all()) == {nora, boss}


def test_the_back_offices_own_account_page_leads_to_ours(signed_in: Any) -> None:
    page = signed_in(EditorFactory()).get("/backoffice/account/").content.decode()

    assert "/en/account/" in page
    assert 'name="name_email-first_name"' not in page
