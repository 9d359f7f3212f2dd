"""Erasing: everything personal goes at once or nothing does, and a backup put back is erased again."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from eccp.accounts import services
from eccp.accounts.consents import PRIVACY, PUBLICATION
from eccp.accounts.models import Archive, Consent, User
from eccp.accounts.policies import display_name
from eccp.accounts.services import erasing
from eccp.core import personal
from eccp.core.log import history
from eccp.core.models import LogEntry
from eccp.core.personal import Erasure
from eccp.core.refusals import Refusal, Refused, Way
from eccp.notices.models import OutgoingMail
from eccp.reference.models import Scheme
from tests.factories import (
    PASSWORD,
    AdministratorFactory,
    ApplicationFactory,
    EditorFactory,
    OrganisationFactory,
    TermFactory,
    UserFactory,
    ValidatorFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def erased_list(settings: Any, tmp_path: Path) -> Path:
    settings.ERASED_LIST = tmp_path / "erased.log"
    return tmp_path / "erased.log"


@pytest.fixture
def obstacle(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody who should settle something first."""
    refusal = Refusal("managers_only", "Kestrel Bay", (Way("Hand over", "/en/my/"),))
    monkeypatch.setattr(personal, "_hinders", [lambda _person: [refusal]])


def erase(person: User, **said: Any) -> User:
    services.erase(person, **{"by": person, **said})
    person.refresh_from_db()
    return person


def full_person() -> User:
    """Somebody with one of everything that the room holds."""
    nora = ValidatorFactory(
        name="Nora Quill",
        email="nora@kestrel.example",
        position="Director",
        organisation_in_words="Kestrel Bay",
        last_login=timezone.now(),
    )
    nora.spoken.add(TermFactory(scheme=Scheme.LANGUAGE))
    nora.interests.add(TermFactory())
    EmailAddress.objects.create(user=nora, email="other@kestrel.example")
    Authenticator.objects.create(user=nora, type=Authenticator.Type.WEBAUTHN, data={})
    SocialAccount.objects.create(user=nora, provider="site", uid="nora-there")
    services.take_note(nora, PRIVACY, where="sign-up")
    services.agree(nora, PUBLICATION, where="validation.submit", about=OrganisationFactory())
    services.ask_for_archive(nora, by=nora)
    return nora


def test_nothing_says_any_more_who_it_was() -> None:
    nora = erase(full_person())

    assert {
        field.name: getattr(nora, field.name)
        for field in User._meta.fields
        if field.name not in {"id", "date_joined"}
    } == {
        "password": nora.password,
        "last_login": None,
        "is_superuser": False,
        "email": f"erased-{nora.pk}@erased.invalid",
        "name": "",
        "organisation_in_words": "",
        "position": "",
        "language": "en",
        "is_active": False,
        "is_staff": False,
        "asked_to_stay_at": None,
        "erased_at": nora.erased_at,
    }
    assert nora.erased_at is not None
    assert not nora.has_usable_password()
    for model in (EmailAddress, Authenticator, SocialAccount, UserSession):
        assert not model.objects.filter(user=nora).exists()
    assert not Archive.objects.filter(person=nora).exists()
    assert [manager.count() for manager in (nora.groups, nora.spoken, nora.interests)] == [0, 0, 0]
    assert display_name(nora) == str(nora) == nora.get_full_name() == "Somebody who left"


def test_consents_stay_as_proof_ended_and_what_only_told_goes() -> None:
    nora = erase(full_person())

    rows = [(row.code, row.withdrawn_at is not None) for row in Consent.objects.filter(person=nora)]
    assert rows == [(PUBLICATION, True)]


def test_the_old_address_gets_one_last_mail_and_the_log_one_entry() -> None:
    nora = erase(UserFactory(name="Nora Quill", email="nora@kestrel.example"))

    mail = OutgoingMail.objects.get()
    assert (mail.address, mail.to, mail.subject) == ("nora@kestrel.example", None, "Your account is erased")
    entry = history(nora).get()
    assert (entry.verb, entry.by, entry.changes, entry.note) == ("accounts.erase", nora, {}, "")


def test_erasing_twice_changes_nothing() -> None:
    nora = erase(UserFactory())
    first = nora.erased_at

    assert erase(nora).erased_at == first
    assert OutgoingMail.objects.count() == 1


@pytest.mark.parametrize("at", [1, 50, 99, 101])
def test_when_one_room_fails_nothing_is_gone(
    at: int, monkeypatch: pytest.MonkeyPatch, erased_list: Path, django_capture_on_commit_callbacks: Any
) -> None:
    def broken(_person: User) -> None:
        raise RuntimeError("the room is on fire")

    rooms = sorted([*personal.erasures, Erasure(at, broken)], key=lambda one: one.order)
    monkeypatch.setattr(personal, "erasures", rooms)
    nora = full_person()

    with pytest.raises(RuntimeError), django_capture_on_commit_callbacks(execute=True):
        services.erase(nora, by=nora)

    nora.refresh_from_db()
    assert (nora.name, nora.email, nora.is_active, nora.erased_at) == (
        "Nora Quill",
        "nora@kestrel.example",
        True,
        None,
    )
    assert nora.emailaddress_set.count() == 2  # type: ignore[attr-defined]
    assert Consent.objects.given().count() == 2
    assert not OutgoingMail.objects.filter(subject="Your account is erased").exists()
    assert not erased_list.exists()


def test_all_sessions_end() -> None:
    nora = UserFactory()
    browsers = [Client() for _ in range(2)]
    for browser in browsers:
        browser.post("/en/accounts/login/", {"login": nora.email, "password": PASSWORD})
        assert browser.get("/en/account/").status_code == 200

    erase(nora)

    for browser in browsers:
        assert browser.get("/en/account/")["Location"].startswith("/en/accounts/login/")
    assert not Session.objects.exists()


def test_nobody_signs_in_any_more_and_the_address_is_free_again(client: Client) -> None:
    old = erase(UserFactory(email="nora@kestrel.example"))
    refused = client.post("/en/accounts/login/", {"login": "nora@kestrel.example", "password": PASSWORD})
    assert refused.status_code == 200

    client.post(
        "/en/accounts/signup/",
        {"name": "Nora Again", "email": "nora@kestrel.example", "password1": "blue boats at dawn"},
    )

    new = User.objects.get(email="nora@kestrel.example")
    assert new.pk != old.pk
    assert new.name == "Nora Again"
    assert OutgoingMail.objects.first().subject == "Confirm your address to finish signing up"


def test_what_should_be_settled_first_refuses_until_the_person_says_all_the_same(obstacle: None) -> None:
    nora = UserFactory()
    with pytest.raises(Refused) as refused:
        services.erase(nora, by=nora)
    assert refused.value.refusal.rule == "managers_only"
    nora.refresh_from_db()
    assert nora.erased_at is None

    assert erase(nora, nevertheless=True).erased_at is not None


def test_an_administrator_follows_a_written_request_and_nobody_else_may(obstacle: None) -> None:
    boss, nora = AdministratorFactory(), UserFactory()
    for by, reason, rule in [
        (UserFactory(), "letter of 3 March", "erases_others"),
        (ValidatorFactory(), "letter of 3 March", "erases_others"),
        (boss, "  ", "request_needed"),
    ]:
        with pytest.raises(Refused) as refused:
            services.erase(nora, by=by, reason=reason)
        assert refused.value.refusal.rule == rule
    root = User.objects.create_superuser("root@eccp.example")
    with pytest.raises(Refused):
        services.erase(root, by=boss, reason="letter of 3 March")

    erase(nora, by=boss, reason="letter of 3 March")

    entry = LogEntry.objects.get(verb="accounts.erase")
    assert (entry.by, entry.object_id, entry.note) == (boss, nora.pk, "letter of 3 March")
    assert nora.erased_at is not None


def test_validators_leave_decisions_and_give_back_what_they_hold() -> None:
    victor = ValidatorFactory()
    decided = ApplicationFactory(
        decided=True, decided_by=victor, status="declined", decision_note="No website."
    )
    held = ApplicationFactory(in_progress_by=victor, in_progress_since=timezone.now())

    erase(victor)

    decided.refresh_from_db()
    held.refresh_from_db()
    assert (decided.decided_by, decided.decision_note) == (victor, "No website.")
    assert (held.in_progress_by, held.in_progress_since) == (None, None)


# --- the list outside the database


def test_the_list_has_the_number_and_the_date_and_nothing_else(
    erased_list: Path, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        nora = erase(UserFactory(name="Nora Quill", email="nora@kestrel.example"))

    assert nora.erased_at is not None
    assert erased_list.read_text() == f"{nora.pk} {nora.erased_at.isoformat()}\n"
    assert erasing.listed() == [(nora.pk, nora.erased_at)]


def test_who_comes_back_with_a_backup_is_erased_again(erased_list: Path, capsys: Any) -> None:
    nora, other = UserFactory(), UserFactory()
    erased_list.write_text(
        f"{nora.pk} {timezone.now().isoformat()}\n999999 2026-01-01T00:00:00+00:00\nhalf a li"
    )

    call_command("erase_again")

    nora.refresh_from_db()
    other.refresh_from_db()
    assert nora.erased_at is not None
    assert other.erased_at is None
    assert not OutgoingMail.objects.exists()  # they had their last mail
    assert "1" in capsys.readouterr().out
    assert services.erase_again() == []


def test_somebody_new_with_an_old_number_is_left_alone(erased_list: Path) -> None:
    new = UserFactory()
    erased_list.write_text(f"{new.pk} {(new.date_joined - timedelta(seconds=1)).isoformat()}\n")

    assert services.erase_again() == []
    new.refresh_from_db()
    assert new.erased_at is None


def test_a_full_disk_does_not_stop_an_erasure_and_the_clock_completes_the_list(
    settings: Any, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    (tmp_path / "a file").write_text("")
    settings.ERASED_LIST = tmp_path / "a file" / "erased.log"  # cannot be written
    with django_capture_on_commit_callbacks(execute=True):
        nora = erase(UserFactory())
    assert nora.erased_at is not None

    settings.ERASED_LIST = tmp_path / "erased.log"
    assert services.complete_list() == 1
    assert services.complete_list() == 0
    assert erasing.listed() == [(nora.pk, nora.erased_at)]


# --- the pages


def proved(person: User) -> Client:
    client = Client()
    client.post("/en/accounts/login/", {"login": person.email, "password": PASSWORD})
    return client


def test_the_page_explains_and_asks_for_password_and_word(signed_in: Any) -> None:
    nora = UserFactory()
    page = signed_in(nora).get("/en/my/data/erase/").content.decode()
    assert "What stays, without your name" in page
    confirm = "/en/my/data/erase/confirm/"
    for ask in (signed_in(nora).get, signed_in(nora).post):
        assert ask(confirm)["Location"].startswith("/en/accounts/reauthenticate/")

    client = proved(nora)
    wrong = client.post(confirm, {"word": "delete"})
    assert wrong.context["form"].errors["word"] == [
        "Type the word “erase” here, or go back to keep your account."
    ]
    assert client.post(confirm, {"word": ' "Erase" '})["Location"] == "/en/farewell/"
    nora.refresh_from_db()
    assert nora.erased_at is not None
    assert client.get("/en/farewell/").status_code == 200
    assert client.get("/en/account/").status_code == 302


def test_the_page_shows_what_to_settle_with_its_way_and_asks_for_a_word_more(obstacle: None) -> None:
    nora = UserFactory()
    client = proved(nora)
    assert '<a class="hit" href="/en/my/">Hand over</a>' in client.get("/en/my/data/erase/").content.decode()

    assert list(client.post("/en/my/data/erase/confirm/", {"word": "erase"}).context["form"].errors) == [
        "nevertheless"
    ]
    client.post("/en/my/data/erase/confirm/", {"word": "erase", "nevertheless": "on"})

    nora.refresh_from_db()
    assert nora.erased_at is not None


def test_the_back_office_erases_with_a_reason(signed_in: Any) -> None:
    nora = UserFactory(name="Nora Quill")
    client = signed_in(AdministratorFactory())
    path = f"/backoffice/people/{nora.pk}/erase/"
    assert path in client.get("/backoffice/users/").content.decode()
    assert "Nora Quill" in client.get(path).content.decode()
    assert list(client.post(path, {"word": "erase"}).context["form"].errors) == ["reason"]

    client.post(path, {"word": "erase", "reason": "letter of 3 March"})

    nora.refresh_from_db()
    assert nora.erased_at is not None
    assert client.get(path, follow=True).status_code == 404
    assert client.get(f"/backoffice/users/edit/{nora.pk}/", follow=True).status_code == 404
    assert f"edit/{nora.pk}/" not in client.get("/backoffice/users/").content.decode()


def test_editors_and_strangers_do_not_come_to_that_page(signed_in: Any, client: Client) -> None:
    nora = UserFactory()
    path = f"/backoffice/people/{nora.pk}/erase/"

    assert signed_in(EditorFactory()).get(path).status_code == 403
    assert signed_in(EditorFactory()).post(path, {"word": "erase", "reason": "x"}).status_code == 403
    assert client.get(path).status_code == 302
    nora.refresh_from_db()
    assert nora.erased_at is None
