"""The people of the demonstration."""

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from eccp.accounts.models import User
from eccp.config.demo_accounts import ACCOUNTS, ensure_demo_accounts

pytestmark = pytest.mark.django_db


def test_everybody_signs_in_with_the_role_that_is_promised(client: Client) -> None:
    people = ensure_demo_accounts()

    roles = {email: sorted(person.groups.values_list("name", flat=True)) for email, person in people.items()}
    assert list(roles.values()) == [[], ["Validators"], ["Validators"], ["Editors"], ["Administrators"]]
    for account in ACCOUNTS:
        one = Client()
        one.post("/en/accounts/login/", {"login": account.email, "password": account.password})
        assert one.session["_auth_user_id"] == str(people[account.email].pk)


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
