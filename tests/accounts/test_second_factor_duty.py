"""Validators, editors and administrators set up a second factor before anything else; all others need none."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext

from eccp.accounts.roles import ADMINISTRATORS, EDITORS, VALIDATORS
from tests.accounts.answers import code_for
from tests.factories import (
    AdministratorFactory,
    EditorFactory,
    UserFactory,
    ValidatorFactory,
)

pytestmark = pytest.mark.django_db

SET_UP = "/en/accounts/2fa/"
ROLES = {"validator": ValidatorFactory, "editor": EditorFactory, "administrator": AdministratorFactory}


@pytest.fixture(params=ROLES)
def without(request: Any) -> Any:
    """Somebody with a role and without a second factor."""
    return ROLES[request.param](second_factor=False)


@pytest.mark.parametrize("address", ["/en/my/", "/en/account/", "/en/directory/", "/backoffice/", "/en/"])
def test_whoever_has_a_role_is_led_to_set_one_up(signed_in: Any, without: Any, address: str) -> None:
    assert signed_in(without).get(address)["Location"] == SET_UP


def test_it_says_why(signed_in: Any, without: Any) -> None:
    page = signed_in(without).get("/en/my/", follow=True).content.decode()

    assert "You have a role that decides about others, so your account needs a second factor." in page


def test_nothing_is_stored_before(signed_in: Any, without: Any) -> None:
    response = signed_in(without).post("/en/account/", {"name": "Changed", "language": "en"})

    without.refresh_from_db()
    assert response["Location"] == SET_UP
    assert without.name != "Changed"


def test_a_part_of_a_page_leads_there_too(signed_in: Any, without: Any) -> None:
    response = signed_in(without).get("/en/directory/", headers={"HX-Request": "true"})

    assert response["HX-Redirect"] == SET_UP


@pytest.mark.parametrize("address", [SET_UP, SET_UP + "webauthn/", "/en/accounts/logout/", "/robots.txt"])
def test_what_setting_up_needs_is_open(signed_in: Any, without: Any, address: str) -> None:
    assert signed_in(without).get(address).status_code == 200


def test_then_they_go_on_to_where_they_wanted(just_signed_in: Any) -> None:
    victor = ValidatorFactory(second_factor=False)
    client = just_signed_in(victor)
    client.get("/en/validation/?sort=clock")
    secret = client.get(SET_UP + "totp/activate/").context["form"].secret

    page = client.post(SET_UP + "totp/activate/", {"code": code_for(secret)}, follow=True)

    assert page.request["PATH_INFO"] == SET_UP + "recovery-codes/"
    assert 'href="/en/validation/?sort=clock"' in page.content.decode()
    assert client.get("/en/validation/?sort=clock").status_code == 200
    assert 'href="/en/validation/?sort=clock"' not in client.get(SET_UP).content.decode()


@pytest.mark.parametrize("role", ROLES)
def test_whoever_has_one_goes_where_they_want(signed_in: Any, role: str) -> None:
    assert signed_in(ROLES[role]()).get("/en/account/").status_code == 200


def test_people_without_a_role_need_none(signed_in: Any) -> None:
    client = signed_in(UserFactory())

    assert client.get("/en/account/").status_code == 200
    assert "You have a role" not in client.get(SET_UP).content.decode()


@pytest.mark.parametrize("group", [VALIDATORS, EDITORS, ADMINISTRATORS])
def test_a_role_counts_from_the_next_page_on(signed_in: Any, group: str) -> None:
    nora = UserFactory()
    client = signed_in(nora)
    assert client.get("/en/account/").status_code == 200

    nora.groups.add(Group.objects.get(name=group))

    assert client.get("/en/account/")["Location"] == SET_UP


def test_a_factor_that_is_gone_counts_at_once(signed_in: Any) -> None:
    victor = ValidatorFactory()
    client = signed_in(victor)
    assert client.get("/en/account/").status_code == 200

    Authenticator.objects.filter(user=victor).delete()

    assert client.get("/en/account/")["Location"] == SET_UP


def test_recovery_codes_alone_are_no_second_factor(signed_in: Any, without: Any) -> None:
    Authenticator.objects.create(user=without, type="recovery_codes", data={"seed": "x", "used_mask": 0})

    assert signed_in(without).get("/en/account/")["Location"] == SET_UP


@pytest.mark.parametrize("factor", [False, True])
def test_the_question_costs_no_query_of_its_own(signed_in: Any, factor: bool) -> None:
    nora = UserFactory()
    if factor:
        TOTP.activate(nora, generate_totp_secret())
    client = signed_in(nora)

    with CaptureQueriesContext(connection) as queries:
        client.get("/en/accounts/inactive/")

    about = [query["sql"] for query in queries if "mfa_authenticator" in query["sql"]]
    permissions = [query["sql"] for query in queries if "auth_permission" in query["sql"]]
    assert ["accounts_user" in sql for sql in about] == [True]  # asked together with the person
    assert len(permissions) == 2  # of the person and of the groups: the head asks for them anyway
