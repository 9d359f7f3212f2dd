"""The password: a new one by mail, another one on one's own page, and what strangers cannot learn."""

from typing import Any

import pytest
from django.test import Client

from eccp.notices.models import OutgoingMail
from tests.accounts.answers import without_tokens
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

NEW = "seven grey herons"


@pytest.fixture
def nora() -> Any:
    return UserFactory(email="nora@kestrel.example", name="Nora Quill")


def ask(client: Client, email: str) -> OutgoingMail:
    """Ask for a new password and give the mail that comes."""
    response = client.post("/en/accounts/password/reset/", {"email": email})
    assert response["Location"] == "/en/accounts/password/reset/done/"
    return OutgoingMail.objects.get(address=email)


def path_in(mail: OutgoingMail) -> str:
    """The path of the link in the mail."""
    return next(line for line in mail.text.splitlines() if "/key/" in line).split("testserver", 1)[1]


def test_a_new_password_by_mail(client: Client, nora: Any) -> None:
    mail = ask(client, nora.email)
    form = client.get(path_in(mail), follow=True)
    response = client.post(form.request["PATH_INFO"], {"password1": NEW, "password2": NEW})

    nora.refresh_from_db()
    assert response["Location"] == "/en/accounts/password/reset/key/done/"
    assert nora.check_password(NEW)
    assert "_auth_user_id" not in client.session


def test_the_link_works_once(client: Client, nora: Any) -> None:
    mail = ask(client, nora.email)
    form = client.get(path_in(mail), follow=True)
    client.post(form.request["PATH_INFO"], {"password1": NEW, "password2": NEW})

    again = Client().get(path_in(mail), follow=True)

    assert again.context["token_fail"]
    assert "This link does not work any more" in again.content.decode()


def test_the_mails_are_kept_as_their_secrets_demand(client: Client, nora: Any) -> None:
    mail = ask(client, nora.email)
    form = client.get(path_in(mail), follow=True)
    client.post(form.request["PATH_INFO"], {"password1": NEW, "password2": NEW})

    assert list(OutgoingMail.objects.order_by("pk").values_list("subject", "secret", "to")) == [
        ("Your link to choose a new password", True, nora.pk),
        ("Your new password is set", False, nora.pk),
    ]
    told = OutgoingMail.objects.first()
    assert "Dear Nora Quill," in told.text
    assert "/en/accounts/password/reset/" in told.text


def test_an_unknown_address_gets_the_same_answer(client: Client, nora: Any) -> None:
    pages = [
        Client().post("/en/accounts/password/reset/", {"email": email}, follow=True)
        for email in (nora.email, "nobody@kestrel.example")
    ]

    assert pages[0].redirect_chain == pages[1].redirect_chain
    assert without_tokens(pages[0].content) == without_tokens(pages[1].content)
    mail = OutgoingMail.objects.get(address="nobody@kestrel.example")
    assert mail.subject == "There is no account with this address"
    assert mail.to is None


def test_change_on_ones_own_page(signed_in: Any, nora: Any) -> None:
    client = signed_in(nora)
    response = client.post(
        "/en/accounts/password/change/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    )

    nora.refresh_from_db()
    assert response["Location"] == "/en/account/"
    assert nora.check_password(NEW)
    assert client.get("/en/account/").status_code == 200
    assert OutgoingMail.objects.get().subject == "Your password was changed"


def test_change_needs_the_password_as_it_is(signed_in: Any, nora: Any) -> None:
    response = signed_in(nora).post(
        "/en/accounts/password/change/", {"oldpassword": "wrong", "password1": NEW, "password2": NEW}
    )

    nora.refresh_from_db()
    assert list(response.context["form"].errors) == ["oldpassword"]
    assert nora.check_password(PASSWORD)
