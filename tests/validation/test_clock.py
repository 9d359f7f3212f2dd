"""The clock of an application: 48 hours on working days that stand while the applicant is asked."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from eccp.reference.models import ClosingDay
from eccp.validation import services
from eccp.validation.models import Application
from tests.factories import ApplicationFactory, ValidatorFactory
from tests.validation.profiles import managed

pytestmark = pytest.mark.django_db
BRUSSELS = ZoneInfo("Europe/Brussels")
HOUR = timedelta(hours=1)


def at(text):
    """A moment in Brussels: "2026-03-06 15:00", a Friday."""
    return datetime.fromisoformat(text).replace(tzinfo=BRUSSELS)


def submitted():
    organisation, manager = managed()
    return services.submit(organisation, by=manager, consent=True), manager


@pytest.mark.parametrize(
    ("submitted_at", "due_at"),
    [
        ("2026-03-03 10:00", "2026-03-05 10:00"),  # a Tuesday
        ("2026-03-06 15:00", "2026-03-10 15:00"),  # over a weekend
        ("2026-03-04 02:30", "2026-03-06 02:30"),  # at night, on a working day
        ("2026-03-07 23:30", "2026-03-11 00:00"),  # at night, on a Saturday: begins on Monday at 0:00
        ("2026-03-27 12:00", "2026-03-31 12:00"),  # the clocks change on the Sunday between
        ("2026-10-23 12:00", "2026-10-27 12:00"),  # and back
    ],
)
def test_submitting_promises_48_working_hours(freeze, submitted_at, due_at):
    freeze(at(submitted_at))

    application, _manager = submitted()

    assert application.due_at == at(due_at)


def test_closing_days_do_not_count(freeze):
    ClosingDay.objects.create(date=date(2026, 5, 1), name="Labour Day")
    freeze(at("2026-04-30 09:00"))  # a Thursday, before a free Friday

    application, _manager = submitted()

    assert application.due_at == at("2026-05-05 09:00")


def test_the_hours_are_a_setting(freeze, settings):
    settings.VALIDATION_HOURS = 24
    freeze(at("2026-03-03 10:00"))

    application, _manager = submitted()

    assert application.due_at == at("2026-03-04 10:00")
    assert services.forecast(application).allowed == 24 * HOUR


def test_a_question_stops_the_clock_and_an_answer_goes_on(freeze):
    freeze(at("2026-03-05 12:00"))  # Thursday
    application, manager = submitted()

    freeze(at("2026-03-06 12:00"))  # Friday: 24 hours used
    application = services.ask(application, {"size": "Which members?"}, by=ValidatorFactory())
    assert (application.due_at, application.clock_started_at) == (None, None)
    assert application.hours_used == 24 * HOUR
    forecast = services.forecast(application)
    assert (forecast.used, forecast.left, forecast.due_at) == (24 * HOUR, 24 * HOUR, None)

    freeze(at("2026-03-20 18:00"))  # a Friday two weeks later: still 24 hours used
    assert services.forecast(application).left == 24 * HOUR
    application = services.answer(application, {"size": "These."}, by=manager)

    assert application.due_at == at("2026-03-23 18:00")  # Monday
    assert services.forecast(application).left == 24 * HOUR


def test_several_questions_add_up(freeze):
    validator = ValidatorFactory()
    freeze(at("2026-03-02 00:00"))  # Monday
    application, manager = submitted()
    for day, used in ((2, 10), (3, 20)):
        freeze(at(f"2026-03-0{day} 10:00"))
        application = services.ask(application, {"": "And?"}, by=validator)
        assert application.hours_used == used * HOUR
        freeze(at(f"2026-03-0{day + 1} 00:00"))
        application = services.answer(application, {"": "Yes."}, by=manager)

    assert application.due_at == at("2026-03-05 04:00")


def test_time_that_is_used_up_is_due_at_once_after_the_answer(freeze):
    freeze(at("2026-03-02 10:00"))
    application, manager = submitted()
    freeze(at("2026-03-05 10:00"))  # a day late
    application = services.ask(application, {"": "And?"}, by=ValidatorFactory())
    assert services.forecast(application).left == -24 * HOUR

    freeze(at("2026-03-06 10:00"))
    application = services.answer(application, {"": "Yes."}, by=manager)

    assert application.due_at == at("2026-03-06 10:00")
    freeze(at("2026-03-06 11:00"))
    assert application.is_late(at("2026-03-06 11:00"))


def test_the_decision_ends_the_clock_and_keeps_the_promise(freeze):
    freeze(at("2026-03-03 10:00"))
    application, _manager = submitted()
    freeze(at("2026-03-03 16:00"))

    application = services.decline(application, by=ValidatorFactory(), reason="Too few members.")

    assert application.hours_used == 6 * HOUR
    assert application.due_at == at("2026-03-05 10:00")
    freeze(at("2026-03-09 10:00"))
    assert services.forecast(application).used == 6 * HOUR
    assert not application.is_late(at("2026-03-09 10:00"))


def test_forecast_counts_those_before():
    now = at("2026-03-03 10:00")
    rows = [
        ApplicationFactory(submitted_at=now + minutes * timedelta(minutes=1)) for minutes in (5, 0, 10, 0)
    ]
    ApplicationFactory(status=Application.Status.ASKED, submitted_at=now, due_at=None)
    ApplicationFactory(status=Application.Status.DECLINED, decided=True, submitted_at=now)

    assert [services.forecast(row).before for row in rows] == [2, 0, 3, 1]


def test_forecast_asks_the_same_however_many(django_assert_num_queries):
    last = ApplicationFactory()
    ApplicationFactory.create_batch(3)

    with django_assert_num_queries(2):  # closing days, those before
        services.forecast(last)
