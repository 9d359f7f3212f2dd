"""Closing days that change while applications run: their promises are counted anew."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from eccp.core.log import history
from eccp.reference.models import ClosingDay
from eccp.validation import services
from eccp.validation.models import Application
from tests.factories import AdministratorFactory, ValidatorFactory
from tests.validation.profiles import submitted

pytestmark = pytest.mark.django_db
DAYS = "/backoffice/snippets/reference/closingday/"


def at(text):
    """A moment in Brussels."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Brussels"))


@pytest.fixture
def application(freeze):
    freeze(at("2026-03-03 10:00"))  # a Tuesday: promised for Thursday
    return submitted()


def due_at(application):
    return Application.objects.get(pk=application.pk).due_at


def test_a_new_closing_day_moves_the_promise_and_is_in_the_history(application):
    ClosingDay.objects.create(date=date(2026, 3, 4), name="Storm")

    assert services.reclock() == [application]

    assert due_at(application) == at("2026-03-06 10:00")
    entry = history(application).last()
    assert (entry.verb, entry.by) == ("validation.reclock", None)
    assert entry.changes == {"due_at": ["2026-03-05T09:00:00+00:00", "2026-03-06T09:00:00+00:00"]}


def test_counting_again_changes_nothing(application):
    ClosingDay.objects.create(date=date(2026, 3, 4), name="Storm")
    services.reclock()
    entries = history(application).count()

    assert services.reclock() == []
    assert history(application).count() == entries


def test_what_was_used_before_a_question_is_kept(application, freeze):
    freeze(at("2026-03-04 10:00"))
    services.ask(application, {"": "And?"}, by=ValidatorFactory())
    freeze(at("2026-03-05 10:00"))
    services.answer(application, {"": "Yes."}, by=application.submitted_by)
    ClosingDay.objects.create(date=date(2026, 3, 4), name="Known too late")
    ClosingDay.objects.create(date=date(2026, 3, 6), name="Storm")

    services.reclock()

    assert due_at(application) == at("2026-03-09 10:00")


def test_applications_that_are_asked_or_decided_stay(application, freeze):
    asked = services.ask(submitted(name="Another"), {"": "And?"}, by=ValidatorFactory())
    services.decline(application, by=ValidatorFactory(), reason="Too few members.")
    ClosingDay.objects.create(date=date(2026, 3, 4), name="Storm")

    assert services.reclock() == []
    assert (due_at(asked), due_at(application)) == (None, at("2026-03-05 10:00"))


def test_adding_moving_and_deleting_a_day_in_the_back_office_counts_anew(application, signed_in, run_tasks):
    client = signed_in(AdministratorFactory())

    client.post(f"{DAYS}add/", {"date": "2026-03-04", "name": "Storm"})
    run_tasks()
    assert due_at(application) == at("2026-03-06 10:00")

    day = ClosingDay.objects.get()
    client.post(f"{DAYS}edit/{day.pk}/", {"date": "2026-03-20", "name": "Storm"})
    run_tasks()
    assert due_at(application) == at("2026-03-05 10:00")

    ClosingDay.objects.update(date=date(2026, 3, 4))
    services.reclock()
    client.post(f"{DAYS}delete/{day.pk}/")
    run_tasks()
    assert due_at(application) == at("2026-03-05 10:00")


def test_several_days_deleted_at_once_count_anew(application, signed_in, run_tasks):
    days = [ClosingDay.objects.create(date=date(2026, 3, number), name="Storm") for number in (4, 5)]
    services.reclock()
    assert due_at(application) == at("2026-03-09 10:00")

    query = "&".join(f"id={day.pk}" for day in days)
    signed_in(AdministratorFactory()).post(f"/backoffice/bulk/reference/closingday/delete/?{query}")
    run_tasks()

    assert due_at(application) == at("2026-03-05 10:00")
