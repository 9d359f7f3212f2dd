"""What the stations of an application say of the promised time, and how its history begins."""

from datetime import timedelta

import pytest

from eccp.validation import services
from eccp.validation.models import Application
from eccp.validation.views import past
from eccp.validation.views.moments import by_when
from tests.factories import ApplicationFactory, ValidatorFactory
from tests.validation.profiles import edit, published, submitted

pytestmark = pytest.mark.django_db


def test_promise_is_by_a_time_and_when_late_was_due():
    application = ApplicationFactory()
    due = application.due_at

    assert by_when(application, due).startswith("by ")
    assert by_when(application, due + timedelta(minutes=1)).startswith("was due on ")


def test_standing_clock_promises_nothing():
    application = services.ask(submitted(), {"": "And?"}, by=ValidatorFactory())

    assert by_when(application, application.updated_at) == ""


def test_second_look_begins_and_is_not_submitted():
    organisation, manager = published()
    edit(organisation, manager, members_sme=3)
    application = services.look_again(organisation.pk)

    first, *_rest = past.steps(application, {}, application.submitted_at, ValidatorFactory())

    assert application.kind == Application.Kind.SECOND_LOOK
    assert (first["label"], first["done"]) == ("Second look begun", True)
