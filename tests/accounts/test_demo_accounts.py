"""The people of the demonstration."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from eccp.accounts.models import User
from eccp.config.demo_accounts import ACCOUNTS, PASSWORD, code_of, ensure_demo_accounts
from tests.factories import PASSWORD as FACTORY_PASSWORD
from tests.factories import ValidatorFactory

pytestmark = pytest.mark.django_db


def test_everybody_signs_in_with_the_role_that_is_promised(client: Client) -> None:
    people = ensure_demo_accounts()

    roles = {email: sorted(person.groups.values_list("name", flat=True)) for email, person in people.items()}
    assert list(roles.values()) == [
        [],
        [],
        [],
        ["Validators"],
        ["Validators"],
        ["Editors"],
        ["Administrators"],
    ]
    for account in ACCOUNTS:
        one = Client()
        one.post("/en/accounts/login/", {"login": account.email, "password": account.password})
        if account.groups:
            one.post("/en/accounts/2fa/authenticate/", {"code": shown(one)})
        assert one.session["_auth_user_id"] == str(people[account.email].pk)


def shown(client: Client) -> str:
    """The code that the page shows to whoever tries a demonstration account; none shown is none."""
    page = client.get("/en/accounts/2fa/authenticate/").content.decode()
    found = re.search(r"The code is (\d{6})\. It changes every 30 seconds\.", page)
    return found[1] if found else ""


def test_several_people_try_the_same_account_at_once(freeze: Any) -> None:
    freeze(datetime(2026, 3, 2, 9, tzinfo=UTC))
    victor = ensure_demo_accounts()["victor.ash@demo.example"]
    visitors = [Client(), Client(), Client()]

    for one in visitors:
        one.post("/en/accounts/login/", {"login": victor.email, "password": PASSWORD})
        one.post("/en/accounts/2fa/authenticate/", {"code": shown(one)})

    assert [one.session.get("_auth_user_id") for one in visitors] == [str(victor.pk)] * 3


def test_nobody_elses_code_is_shown(client: Client) -> None:
    boss = ValidatorFactory(email="boss@kestrel.example")

    client.post("/en/accounts/login/", {"login": boss.email, "password": FACTORY_PASSWORD})

    assert shown(client) == ""


def test_a_second_run_gives_the_second_factor_back() -> None:
    victor = ensure_demo_accounts()["victor.ash@demo.example"]
    Authenticator.objects.all().delete()

    ensure_demo_accounts()

    assert code_of(victor).isdigit()
    assert Authenticator.objects.filter(type="totp").count() == 4


def test_a_second_run_makes_nobody_twice_and_gives_the_password_back() -> None:
    maya = ensure_demo_accounts()["maya.lindqvist@demo.example"]
    maya.set_password("something else")
    maya.name = "Maya Changed"
    maya.save()

    again = ensure_demo_accounts()["maya.lindqvist@demo.example"]

    assert User.objects.count() == len(ACCOUNTS)
    assert (again.pk, again.name) == (maya.pk, "Maya Changed")
    assert again.check_password(ACCOUNTS[0].password)


def test_production_has_none(settings: Any) -> None:
    settings.DEMO = False

    with pytest.raises(ImproperlyConfigured):
        ensure_demo_accounts()
    assert User.objects.count() == 0
    assert Authenticator.objects.count() == 0


def test_production_shows_no_code(settings: Any, client: Client) -> None:
    victor = ensure_demo_accounts()["victor.ash@demo.example"]
    settings.DEMO = False

    with pytest.raises(ImproperlyConfigured):
        code_of(victor)
    client.post("/en/accounts/login/", {"login": victor.email, "password": PASSWORD})
    assert client.get("/en/accounts/2fa/authenticate/").status_code == 200
    assert shown(client) == ""
