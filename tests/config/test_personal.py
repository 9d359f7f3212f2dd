"""The log is kept for ten years, and names nobody who was erased."""

from datetime import timedelta

import pytest
from django.utils import timezone

from eccp.accounts.services import erase
from eccp.accounts.services.forgetting import forget_what_is_old
from eccp.core.append_only import KEPT_DAYS
from eccp.core.log import log
from eccp.core.models import LogEntry
from eccp.core.personal import retentions
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def written(age):
    LogEntry(verb="old", kind="accounts.user", object_id=1, at=timezone.now() - timedelta(days=age)).save()


def test_clock_forgets_entries_after_ten_years():
    written(KEPT_DAYS + 1)
    written(KEPT_DAYS - 1)

    assert retentions["log"].days == KEPT_DAYS
    assert forget_what_is_old()["log"] == 1
    assert LogEntry.objects.filter(verb="old").count() == 1


def test_shorter_period_in_the_table_forgets_nothing_sooner():
    written(KEPT_DAYS + 1)
    written(30)

    assert retentions["log"].forget(timezone.now() - timedelta(days=7)) == 1
    assert LogEntry.objects.filter(verb="old").count() == 1


def test_log_names_nobody_after_an_erasure():
    person = UserFactory(name="Canary Bird", email="canary@example.eu")
    log(person, "accounts.sign_in", by=person)

    erase(person, by=person)

    kept = str(list(LogEntry.objects.values()))
    assert "canary" not in kept.lower()
