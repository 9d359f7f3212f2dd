"""Retention: periods as data, carried out by the clock, and accounts that nobody uses."""

import logging
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.admin.utils import quote
from django.db import IntegrityError, transaction

from eccp.accounts import services
from eccp.accounts.consents import PUBLICATION
from eccp.accounts.models import Archive, Consent, RetentionPeriod, User
from eccp.accounts.personal import (
    ask_sleepers,
    erase_sleepers,
    forget_archives,
    forget_consents,
    forget_unconfirmed,
)
from eccp.core import clock, personal
from eccp.core.log import history
from eccp.core.personal import Retention
from eccp.core.refusals import Refusal
from eccp.notices.models import OutgoingMail
from tests.factories import (
    AdministratorFactory,
    EditorFactory,
    OrganisationFactory,
    UserFactory,
    ValidatorFactory,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
JUST_BEFORE, JUST_AFTER = timedelta(seconds=1), -timedelta(seconds=1)


def rule(code: str, forget: Any, days: int = 10) -> Retention:
    return Retention(code, f"Title of {code}", "Because.", days, forget)


@pytest.fixture
def rules(monkeypatch: pytest.MonkeyPatch) -> dict[str, Retention]:
    known: dict[str, Retention] = {}
    monkeypatch.setattr(personal, "retentions", known)
    return known


def test_every_rule_is_carried_out_with_the_period_of_the_table(
    rules: dict[str, Retention], caplog: Any
) -> None:
    moments = {}

    def forget(before: datetime) -> int:
        moments["test.one"] = before
        return 7

    rules["test.one"] = rule("test.one", forget)
    with caplog.at_level(logging.INFO):
        assert services.forget_what_is_old(NOW) == {"test.one": 7}
    row = RetentionPeriod.objects.get(code="test.one")
    assert (row.days, row.carried_out_at, row.forgotten) == (10, NOW, 7)
    assert moments["test.one"] == NOW - timedelta(days=10)
    assert "test.one: 7 records" in caplog.text

    services.set_period(row, 3, by=AdministratorFactory())
    services.forget_what_is_old(NOW)
    assert moments["test.one"] == NOW - timedelta(days=3)


def test_a_rule_that_fails_leaves_nothing_half_and_does_not_stop_the_others(
    rules: dict[str, Retention], caplog: Any
) -> None:
    nora = UserFactory(name="Nora Quill")

    def broken(_before: datetime) -> int:
        User.objects.filter(pk=nora.pk).update(name="half")
        raise RuntimeError("the room is on fire")

    rules["test.broken"] = rule("test.broken", broken)
    rules["test.whole"] = rule("test.whole", lambda _before: 1)

    assert services.forget_what_is_old(NOW) == {"test.whole": 1}

    nora.refresh_from_db()
    assert nora.name == "Nora Quill"
    assert "test.broken failed" in caplog.text
    assert RetentionPeriod.objects.get(code="test.broken").carried_out_at is None


def test_the_clock_does_it_once_a_day() -> None:
    names = {"accounts.forget_what_is_old", "accounts.complete_list_of_erased"}

    assert names <= set(clock.run_due(NOW))
    assert not names & set(clock.run_due(NOW + timedelta(hours=23, minutes=59)))
    assert names <= set(clock.run_due(NOW + timedelta(hours=24)))


def test_rows_that_are_there_stay_as_they_are(rules: dict[str, Retention]) -> None:
    rules["test.one"] = rule("test.one", lambda _before: 0)
    assert services.period("test.one") == 10
    services.ensure_periods()
    RetentionPeriod.objects.update(days=4)

    services.ensure_periods()

    assert services.period("test.one") == 4


def test_setting_a_period_is_logged_with_old_and_new(rules: dict[str, Retention]) -> None:
    rules["test.one"] = rule("test.one", lambda _before: 0)
    services.ensure_periods()
    boss = AdministratorFactory()

    for _ in range(2):
        services.set_period(RetentionPeriod.objects.get(), 30, by=boss)

    entry = history(boss).get()
    assert (entry.verb, entry.changes) == ("accounts.set_period", {"test.one": [10, 30]})


def test_nothing_is_kept_for_less_than_a_day() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        RetentionPeriod.objects.create(code="test.one", days=0)


def test_administrators_set_periods_in_the_back_office(signed_in: Any) -> None:
    services.ensure_periods()
    base = "/backoffice/snippets/accounts/retentionperiod/"
    client = signed_in(AdministratorFactory())
    page = client.get(base).content.decode()
    assert "Archives of one" in page
    assert f"{base}add/" not in page

    path = f"{base}edit/{quote('accounts.archives')}/"
    assert client.post(path, {"days": "0"}).context["form"].errors
    client.post(path, {"days": "5"})

    assert services.period("accounts.archives") == 5
    assert signed_in(EditorFactory()).get(base)["Location"] == "/backoffice/"


# --- accounts


def joined(at: datetime, *, confirmed: bool = True, **more: Any) -> User:
    person: User = UserFactory(date_joined=at, confirmed=confirmed, **more)
    if not confirmed:
        person.emailaddress_set.create(email=person.email, verified=False, primary=True)  # type: ignore[attr-defined]
    return person


def erased(*people: User) -> list[bool]:
    for person in people:
        person.refresh_from_db()
    return [person.erased_at is not None for person in people]


def test_accounts_never_confirmed_go_without_a_mail_and_no_others() -> None:
    old = joined(NOW - JUST_BEFORE, confirmed=False)
    young = joined(NOW, confirmed=False)
    confirmed = joined(NOW - timedelta(days=900))
    by_a_command = UserFactory(date_joined=NOW - timedelta(days=900), confirmed=False)

    assert forget_unconfirmed(NOW) == 1

    assert erased(old, young, confirmed, by_a_command) == [True, False, False, False]
    assert not OutgoingMail.objects.exists()


def asleep(at: datetime, **more: Any) -> User:
    return joined(NOW - timedelta(days=4000), last_login=at, **more)


def test_who_has_not_signed_in_is_asked_once_by_mail(freeze: Any) -> None:
    freeze(NOW)
    old = asleep(NOW - JUST_BEFORE, email="old@kestrel.example")
    never = joined(NOW - JUST_BEFORE, email="never@kestrel.example")
    awake = asleep(NOW)
    others = [
        asleep(NOW - timedelta(days=9), email="maya.lindqvist@demo.example"),
        ValidatorFactory(last_login=NOW - timedelta(days=9)),
        asleep(NOW - timedelta(days=9), is_superuser=True),
    ]

    assert (ask_sleepers(NOW), ask_sleepers(NOW)) == (2, 0)

    assert sorted(OutgoingMail.objects.values_list("address", flat=True)) == [
        "never@kestrel.example",
        "old@kestrel.example",
    ]
    mail = OutgoingMail.objects.get(address="old@kestrel.example")
    assert mail.subject == "Do you still want your account?"
    assert "before 1 May 2026" in mail.text
    for person in (old, never, awake, *others):
        person.refresh_from_db()
    assert [person.asked_to_stay_at for person in (old, never)] == [NOW, NOW]
    assert [person.asked_to_stay_at for person in (awake, *others)] == [None] * 4


def test_who_does_not_answer_is_erased_and_who_signs_in_is_not() -> None:
    silent = asleep(NOW - timedelta(days=1200), asked_to_stay_at=NOW - JUST_BEFORE)
    still_time = asleep(NOW - timedelta(days=1200), asked_to_stay_at=NOW)
    back = asleep(NOW + timedelta(days=1), asked_to_stay_at=NOW - JUST_BEFORE)

    assert erase_sleepers(NOW) == 1

    assert erased(silent, still_time, back) == [True, False, False]
    assert back.asked_to_stay_at is None
    assert history(silent).get().verb == "accounts.erase_unused"


def test_who_should_settle_something_first_is_kept_and_the_validators_are_told_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(personal, "_hinders", [lambda _person: [Refusal("managers_only", "Kestrel Bay")]])
    validator = ValidatorFactory(email="victor@eccp.example")
    last = asleep(NOW - timedelta(days=9))

    assert [ask_sleepers(NOW), ask_sleepers(NOW)] == [1, 0]
    User.objects.filter(pk=last.pk).update(asked_to_stay_at=NOW - JUST_BEFORE)
    assert erase_sleepers(NOW) == 0

    assert erased(last) == [False]
    mail = OutgoingMail.objects.get()
    assert mail.address == validator.email
    assert "Kestrel Bay" in mail.text
    assert last.name not in mail.text


def test_archives_and_old_consents_go_by_their_date() -> None:
    nora = UserFactory()
    for at in (NOW - JUST_BEFORE, NOW):
        Archive.objects.create(person=nora, asked_at=at, made_at=at)
        consent = services.agree(nora, PUBLICATION, where="validation.submit", about=OrganisationFactory())
        Consent.objects.filter(pk=consent.pk).update(given_at=at - timedelta(days=1), withdrawn_at=at)
    services.agree(nora, PUBLICATION, where="validation.submit", about=OrganisationFactory())

    assert (forget_archives(NOW), forget_consents(NOW)) == (1, 1)

    assert Archive.objects.get().asked_at == NOW
    assert Consent.objects.count() == 2
