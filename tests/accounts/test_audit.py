"""What the log says of signing in: who, when, that it failed; no address, no password, no internet address."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.test import Client

from eccp.accounts.forms import PersonForm
from eccp.accounts.services import update_person
from eccp.core import audit
from eccp.core.models import LogEntry
from tests.accounts.answers import code_for
from tests.factories import PASSWORD, AdministratorFactory, UserFactory

pytestmark = pytest.mark.django_db

SIGN_IN = "/en/accounts/login/"
CANARY = "canary@kestrel.example"


@pytest.fixture
def nora() -> Any:
    return UserFactory(email=CANARY, name="Canary Quill")


def logged(person: Any) -> list[tuple[str, int | None, str]]:
    """What the log has about an account: verb, who, in which role."""
    rows = LogEntry.objects.filter(kind="accounts.user", object_id=person.pk)
    return [(entry.verb, entry.by_id, entry.role) for entry in rows]


def test_sign_in_is_logged(nora: Any) -> None:
    Client().post(SIGN_IN, {"login": CANARY, "password": PASSWORD})

    assert logged(nora) == [("accounts.sign_in", nora.pk, "person")]


def test_failed_sign_in_is_counted_for_the_account(nora: Any, run_tasks: Any) -> None:
    Client().post(SIGN_IN, {"login": CANARY.upper(), "password": "something else"})
    run_tasks()

    assert logged(nora) == [("accounts.sign_in_failed", None, "anonymous")]


def test_failed_sign_in_without_an_account_leaves_nothing(run_tasks: Any) -> None:
    Client().post(SIGN_IN, {"login": CANARY, "password": "something else"})

    assert run_tasks() == [("accounts.note_failure", "done")]
    assert not LogEntry.objects.exists()


def test_wrong_second_factor_is_logged(run_tasks: Any) -> None:
    administrator, client = AdministratorFactory(), Client()
    client.post(SIGN_IN, {"login": administrator.email, "password": PASSWORD})

    client.post("/en/accounts/2fa/authenticate/", {"code": "000000"})

    assert logged(administrator) == [("accounts.second_factor_failed", None, "anonymous")]


@pytest.mark.django_db(transaction=True)
def test_second_factor_is_logged_when_added_and_taken_away(just_signed_in: Any, nora: Any) -> None:
    client = just_signed_in(nora)
    secret = client.get("/en/accounts/2fa/totp/activate/").context["form"].secret
    client.post("/en/accounts/2fa/totp/activate/", {"code": code_for(str(secret))})
    client.post("/en/accounts/2fa/totp/deactivate/")

    verbs = [verb for verb, _by, _role in logged(nora)]
    assert "accounts.second_factor_added" in verbs
    assert "accounts.second_factor_removed" in verbs
    assert str(secret) not in str(list(LogEntry.objects.values()))


def test_password_and_address_are_logged_without_what_they_are(just_signed_in: Any, nora: Any) -> None:
    client = just_signed_in(nora)
    client.post(
        "/en/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": "green boats at dusk", "password2": "green boats at dusk"},
    )
    client.post("/en/accounts/email/", {"email": "canary2@kestrel.example", "action_add": ""})
    key = EmailConfirmationHMAC(EmailAddress.objects.get(email="canary2@kestrel.example")).key
    client.post(f"/en/accounts/confirm-email/{key}/")

    assert logged(nora) == [
        ("accounts.password_changed", nora.pk, "person"),
        ("accounts.address_confirmed", nora.pk, "person"),
        ("accounts.address_changed", nora.pk, "person"),
    ]
    kept = str(list(LogEntry.objects.values())).lower()
    assert [word for word in ("canary", "green boats", PASSWORD) if word in kept] == []


def test_roles_given_are_logged_with_who_gave_them(nora: Any) -> None:
    administrator = AdministratorFactory()
    form = PersonForm(
        {"name": "Canary Renamed", "is_active": "on", "groups": [administrator.groups.get().pk]},
        instance=nora,
    )
    assert form.is_valid(), form.errors

    update_person(form, by=administrator)

    (entry,) = LogEntry.objects.filter(verb="accounts.administer")
    assert (entry.by, entry.role) == (administrator, "administrator")
    assert entry.changes == {"groups": [[], ["Administrators"]]}
    assert "canary" not in entry.note.lower()
    (said,) = audit.kinds["accounts.user"].tell([entry])[entry.pk]
    assert (str(said.label), said.old, said.new) == ("Roles", "", "Administrators")
