"""Nobody learns which addresses have an account: same answers, same work, same number of mails."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from eccp.notices.models import OutgoingMail
from tests.accounts.answers import without_tokens
from tests.factories import UserFactory, ValidatorFactory

pytestmark = pytest.mark.django_db

KNOWN, UNKNOWN = "known@kestrel.example", "other@kestrel.example"
NEW_PERSON = {"name": "Nora Quill", "password1": "blue boats at dawn", "organisation_in_words": ""}

DOORS: dict[str, Callable[[str], dict[str, str]]] = {
    "/en/accounts/login/": lambda email: {"login": email, "password": "a wrong password"},
    "/en/accounts/password/reset/": lambda email: {"email": email},
    "/en/accounts/signup/": lambda email: {"email": email, **NEW_PERSON},
}
# A sign-up makes an account or does not; there the hash of the password is the work that counts.
WITHOUT_NEW_ROWS = ["/en/accounts/login/", "/en/accounts/password/reset/"]


def knock(door: str, email: str) -> tuple[Any, list[str]]:
    """What somebody sees who types this address, from page to page, and what the database was asked."""
    cache.clear()
    client = Client()
    with CaptureQueriesContext(connection) as queries:
        response = client.post(door, DOORS[door](email), follow=True)
    page = without_tokens(response.content).replace(email, "ADDRESS")
    return (response.status_code, response.redirect_chain, page), [query["sql"] for query in queries]


@pytest.mark.parametrize("door", DOORS)
def test_the_answer_is_the_same(door: str) -> None:
    UserFactory(email=KNOWN)

    assert knock(door, KNOWN)[0] == knock(door, UNKNOWN)[0]


@pytest.mark.parametrize("door", DOORS)
def test_as_many_mails_are_sent(door: str) -> None:
    UserFactory(email=KNOWN)
    for email in (KNOWN, UNKNOWN):
        knock(door, email)

    counts = [OutgoingMail.objects.filter(address=email).count() for email in (KNOWN, UNKNOWN)]

    assert counts == ([0, 0] if "login" in door else [1, 1])


@pytest.mark.parametrize("door", WITHOUT_NEW_ROWS)
def test_the_database_is_asked_as_often(door: str) -> None:
    UserFactory(email=KNOWN)

    known, unknown = (knock(door, email)[1] for email in (KNOWN, UNKNOWN))

    assert len(known) == len(unknown)


def test_a_second_factor_is_not_seen_before_the_password_is_right() -> None:
    ValidatorFactory(email=KNOWN)

    assert knock("/en/accounts/login/", KNOWN)[0] == knock("/en/accounts/login/", UNKNOWN)[0]


@pytest.mark.parametrize("email", [KNOWN, UNKNOWN])
def test_tries_are_limited_for_any_address(email: str) -> None:
    UserFactory(email=KNOWN)
    answers = [
        Client().post("/en/accounts/login/", {"login": email, "password": "wrong"}) for _number in range(6)
    ]

    said = [answer.context["form"].non_field_errors()[0] for answer in answers]

    assert said[4].startswith("We do not know this address together with this password.")
    assert said[5].startswith("That were too many tries.")


def test_the_right_password_does_not_help_after_too_many_tries() -> None:
    nora = UserFactory(email=KNOWN, password="blue boats at dawn")
    for _number in range(5):
        Client().post("/en/accounts/login/", {"login": KNOWN, "password": "wrong"})
    client = Client()

    client.post("/en/accounts/login/", {"login": nora.email, "password": "blue boats at dawn"})

    assert "_auth_user_id" not in client.session


def test_one_internet_address_cannot_try_many_accounts() -> None:
    answers = [
        Client().post("/en/accounts/login/", {"login": f"one{number}@kestrel.example", "password": "wrong"})
        for number in range(11)
    ]

    said = [answer.context["form"].non_field_errors()[0] for answer in answers]

    assert said[9].startswith("We do not know")
    assert said[10].startswith("That were too many tries.")


@pytest.mark.parametrize("email", [KNOWN, UNKNOWN])
def test_mails_for_a_new_password_are_limited_for_any_address(email: str) -> None:
    UserFactory(email=KNOWN)

    statuses = [
        Client().post("/en/accounts/password/reset/", {"email": email}).status_code for _number in range(6)
    ]

    assert statuses == [302] * 5 + [429]
    assert OutgoingMail.objects.filter(address=email).count() == 5
