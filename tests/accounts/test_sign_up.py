"""From nothing to "My organisation": sign-up, the mail, the confirmation; and what strangers cannot learn."""

import re
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from eccp.accounts.models import User
from eccp.notices.models import OutgoingMail
from tests.accounts.answers import without_tokens
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

HOME = "/en/my/"
FORM = {"name": "Nora O'Quill", "email": "Nora@Kestrel.example", "password1": "blue boats at dawn"}


def link_in(mail: OutgoingMail) -> str:
    """The path of the first address of ours in a mail."""
    found = re.search(r"http://[^/\s]+(/en/accounts/\S+)", mail.text)
    assert found, mail.text
    return found[1]


def sign_up(client: Client, **more: Any) -> OutgoingMail:
    """Fill the form in and give the mail that comes."""
    response = client.post("/en/accounts/signup/", FORM | {"organisation_in_words": "Kestrel Bay"} | more)
    assert response.status_code == 302
    assert response["Location"] == "/en/accounts/confirm-email/"
    return OutgoingMail.objects.first()


def test_sign_up_asks_four_things(client: Client) -> None:
    form = client.get("/en/accounts/signup/").context["form"]

    assert list(form.fields) == ["name", "email", "password1", "organisation_in_words"]
    assert [field.field.required for field in form] == [True, True, True, False]


@pytest.mark.parametrize("address", ["signup/", "login/"])
def test_who_must_mend_something_is_told_to_type_the_password_again(client: Client, address: str) -> None:
    page = client.post(f"/en/accounts/{address}", FORM | {"name": "", "login": ""}).content.decode()

    assert "a password is never kept: please type it again" in page
    assert "Nothing is lost" not in page
    assert FORM["password1"] not in page


def test_where_no_password_is_asked_nothing_is_lost(client: Client) -> None:
    page = client.post("/en/accounts/password/reset/", {"email": ""}).content.decode()

    assert "Nothing is lost: what you typed is still in the form." in page


def test_sign_up_leads_to_my_organisation(client: Client) -> None:
    mail = sign_up(client)
    page = client.get(link_in(mail))

    assert not EmailAddress.objects.get().verified
    assert page.context["can_confirm"]
    response = client.post(link_in(mail))

    person = User.objects.get()
    assert response["Location"] == HOME
    assert client.session["_auth_user_id"] == str(person.pk)
    assert (person.email, person.name, person.organisation_in_words) == (
        "nora@kestrel.example",
        "Nora O'Quill",
        "Kestrel Bay",
    )
    assert EmailAddress.objects.get().verified


def test_sign_up_keeps_where_the_person_came_from(client: Client) -> None:
    mail = sign_up(client, next="/en/profiles/7/join/")

    assert client.post(link_in(mail))["Location"] == "/en/profiles/7/join/"


def test_sign_up_never_leads_to_another_site(client: Client) -> None:
    mail = sign_up(client, next="https://elsewhere.example/")

    assert client.post(link_in(mail))["Location"] == HOME


def test_the_mail_says_all_in_both_parts(client: Client) -> None:
    mail = sign_up(client)

    assert mail.subject == "Confirm your address to finish signing up"
    assert mail.text.startswith("Confirm your address to finish signing up\n\nDear Nora O'Quill,\n")
    assert "nora@kestrel.example" in mail.text
    assert "Dear Nora O&#x27;Quill," in mail.html
    assert mail.html.count(link_in(mail)) == 1
    assert "works for 3 days" in mail.text
    assert mail.secret


def test_in_another_browser_the_link_confirms_but_does_not_sign_in(client: Client) -> None:
    mail = sign_up(client)
    elsewhere = Client()

    response = elsewhere.post(link_in(mail))

    assert response["Location"] == "/en/accounts/login/"
    assert "_auth_user_id" not in elsewhere.session
    assert EmailAddress.objects.get().verified


def test_a_wrong_key_says_what_to_do(client: Client) -> None:
    response = client.get("/en/accounts/confirm-email/nonsense/")

    assert response.status_code == 200
    assert response.context["confirmation"] is None
    assert "This link does not work any more" in response.content.decode()


def test_an_old_link_confirms_nothing(client: Client, freeze: Any) -> None:
    moment = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Europe/Brussels"))
    freeze(moment)
    link = link_in(sign_up(client))

    freeze(moment + timedelta(days=2, hours=23))
    assert client.get(link).context["can_confirm"]
    freeze(moment + timedelta(days=3, hours=1))
    assert client.get(link).context["confirmation"] is None
    assert client.post(link).status_code == 404
    assert not EmailAddress.objects.get().verified


def test_before_the_confirmation_nobody_signs_in(client: Client) -> None:
    sign_up(client)
    elsewhere = Client()

    response = elsewhere.post("/en/accounts/login/", {"login": FORM["email"], "password": FORM["password1"]})

    assert response["Location"] == "/en/accounts/confirm-email/"
    assert "_auth_user_id" not in elsewhere.session


def test_a_known_address_gets_the_same_answer(client: Client) -> None:
    UserFactory(email="known@kestrel.example")
    stranger, known = Client(), Client()

    answers = [
        (one.post("/en/accounts/signup/", FORM | {"email": email}), one)
        for one, email in ((stranger, "new@kestrel.example"), (known, "known@kestrel.example"))
    ]

    seen = [
        (response.status_code, response["Location"], without_tokens(who.get(response["Location"]).content))
        for response, who in answers
    ]
    assert seen[0] == seen[1]
    assert User.objects.count() == 2
    mail = OutgoingMail.objects.get(address="known@kestrel.example")
    assert mail.subject == "You have an account here already"
    assert "/en/accounts/password/reset/" in mail.text


def test_a_weak_password_is_refused_with_words(client: Client) -> None:
    response = client.post("/en/accounts/signup/", FORM | {"password1": "short"})

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["password1"]
    page = response.content.decode()
    assert "error-summary" in page
    assert ">E-mail address</label>" in re.sub(r"\s+<", "<", page)
    assert "placeholder" not in page
    assert User.objects.count() == 0


def test_sign_in_leads_to_my_organisation(client: Client) -> None:
    UserFactory(email="nora@kestrel.example")

    response = client.post("/en/accounts/login/", {"login": "NORA@kestrel.example", "password": PASSWORD})

    assert response["Location"] == HOME


@pytest.mark.parametrize("email", ["nora@kestrel.example", "nobody@kestrel.example"])
def test_a_failed_sign_in_does_not_tell_who_has_an_account(client: Client, email: str) -> None:
    UserFactory(email="nora@kestrel.example")

    response = client.post("/en/accounts/login/", {"login": email, "password": "not the password"})

    assert response.context["form"].non_field_errors() == [
        "We do not know this address together with this password. Check both, or set a new password."
    ]


def test_after_many_tries_everybody_waits(client: Client) -> None:
    UserFactory(email="nora@kestrel.example")
    wrong = {"login": "nora@kestrel.example", "password": "not the password"}

    for _ in range(5):
        client.post("/en/accounts/login/", wrong)
    response = client.post("/en/accounts/login/", wrong | {"password": PASSWORD})

    assert response.context["form"].non_field_errors() == [
        "That were too many tries. Wait five minutes, or set a new password."
    ]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_who_signs_up_in_a_language_gets_mails_in_it(client, language):
    client.post(f"/{language}/accounts/signup/", FORM | {"email": "noor@example.com"})

    assert User.objects.get(email="noor@example.com").language == language
