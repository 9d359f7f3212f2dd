"""What the tests of contributions share: people of a published cluster, an editor, and answers to the form."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from eccp.content.contributing import services
from eccp.content.contributing.kinds import CALL, NEWS
from eccp.content.models import Contribution
from eccp.organisations.models import Organisation
from tests.factories import OrganisationFactory, RepresentativeFactory

# Wagtail leaves the file open in which it makes the small copy of a picture.
SMALL_COPIES = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
NEWS_VALUES: dict[str, Any] = {
    "title": "Three clusters share a test site",
    "lead": "Valves for hydrogen are tested in one place.",
    "text": "We **opened** it.\n\n- one\n- two",
    "source_url": "",
    "ecosystem": [],
    "policy_area": [],
    "countries": [],
}
CALL_VALUES: dict[str, Any] = {
    "title": "Vouchers for small companies",
    "lead": "Up to 10,000 euro each.",
    "text": "",
    "who": "Companies with fewer than 250 people.",
    "link": "https://calls.example/1",
    "reference": "",
    "opens_on": None,
    "budget": "100000",
    "grant": "10000",
    "cutoffs": [{"label": "", "day": "2030-03-01", "hour": "17:00", "zone": "Europe/Brussels"}],
    "funding_programme": [],
    "applicant": [],
    "ecosystem": [],
    "policy_area": [],
    "countries": [],
}


def contributor(**organisation: Any) -> Any:
    """A manager of a published cluster."""
    return RepresentativeFactory(organisation=OrganisationFactory(published=True, **organisation)).person


def cluster_of(person: Any) -> Organisation:
    """The cluster that a person acts for."""
    return Organisation.objects.represented_by(person).order_by("pk").get()


def news(by: Any, **values: Any) -> Contribution:
    """A draft of a piece of news."""
    return services.draft(NEWS, cluster_of(by), NEWS_VALUES | values, by=by)


def call(by: Any, **values: Any) -> Contribution:
    """A draft of a call."""
    return services.draft(CALL, cluster_of(by), CALL_VALUES | values, by=by)


def sent(by: Any, **values: Any) -> Contribution:
    """News that waits for an editor."""
    return services.submit(news(by, **values), by=by)


def typed(**answers: Any) -> dict[str, Any]:
    """The form of news as a browser sends it."""
    return {"title": "A title", "lead": "A lead.", "text": "Words.", "do": "save", **answers}


def typed_call(**answers: Any) -> dict[str, Any]:
    """The form of a call as a browser sends it, with one cut-off."""
    return {
        "title": "A call",
        "lead": "A lead.",
        "who": "Everybody.",
        "link": "https://calls.example/1",
        "cutoffs-count": "1",
        "cutoffs-0-day": "2030-03-01",
        "cutoffs-0-hour": "17:00",
        "cutoffs-0-zone": "Europe/Brussels",
        "do": "save",
        **answers,
    }


def picture(
    width: int = 40,
    height: int = 30,
    *,
    kind: str = "PNG",
    name: str = "p.png",
    colour: tuple[int, int, int] = (14, 71, 203),
) -> SimpleUploadedFile:
    """A picture as it is uploaded."""
    file = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(file, kind)
    return SimpleUploadedFile(name, file.getvalue())


def decide(row: Contribution, editor: Any, action: str, comment: str = "") -> None:
    """Have an editor decide in the workflow, as the back office does."""
    state = row.page.specific.current_workflow_task_state
    state.task.specific.on_action(state, editor, action, comment=comment)


def url(row: Contribution, name: str = "contribution") -> str:
    """The address of a contribution, in English."""
    return reverse(f"content:{name}", args=[row.pk])
