"""The queue: its order, its filters, the first thing seen, the file, and what it costs."""

import csv
import io
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from eccp.core.working_time import BRUSSELS
from eccp.validation.models import Application
from tests.factories import (
    ApplicationFactory,
    CountryFactory,
    OrganisationFactory,
    RepresentativeFactory,
    UserFactory,
    ValidatorFactory,
)

pytestmark = pytest.mark.django_db
QUEUE = "/en/validation/"
MONDAY = datetime(2026, 11, 23, 10, 20, tzinfo=BRUSSELS)


def waiting(name, hours=48, **more):
    organisation = OrganisationFactory(name=name, **more.pop("organisation", {}))
    return ApplicationFactory(
        organisation=organisation, **({"due_at": timezone.now() + timedelta(hours=hours)} | more)
    )


def names(response, which="rows"):
    return [row.application.organisation.name for row in response.context[which]]


def test_queue_stands_in_the_order_of_the_clock(signed_in):
    waiting("Second", 20)
    waiting("First", 4)
    waiting("Asked", status="asked", due_at=None)

    response = signed_in(ValidatorFactory()).get(QUEUE)

    assert names(response) == ["First", "Second"]
    assert names(response, "answer_rows") == ["Asked"]
    assert response.context["next"].application.organisation.name == "First"


def test_queue_says_how_long_is_left_and_what_is_late(signed_in, freeze):
    freeze(MONDAY)
    waiting("Calm", 24)
    waiting("Late", -3)

    response = signed_in(ValidatorFactory()).get(QUEUE)

    assert [(row.said, row.late) for row in response.context["rows"]] == [
        ("3 hours late", True),
        ("24 hours left", False),
    ]
    assert response.context["counts"] == {"waiting": 2, "late": 1, "asked": 0}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"country": "FR"}, ["French"]),
        ({"type": "training_provider"}, ["Training"]),
        ({"kind": "second_look"}, ["Again"]),
        ({"who": "mine"}, ["Mine"]),
        ({"state": "declined"}, ["Declined"]),
        ({"state": "asked"}, ["Asked"]),
        ({"country": "FR", "type": "training_provider"}, []),
        ({"country": "nowhere"}, ["French", "Training", "Again", "Mine", "Theirs"]),
    ],
)
def test_filters_narrow_the_queue(signed_in, asked, expected):
    validator = ValidatorFactory()
    waiting("French", 1, organisation={"country": CountryFactory(code="FR")})
    waiting("Training", 2, organisation={"type": "training_provider"})
    waiting("Again", 3, kind="second_look", submitted_by=None, organisation={"published": True})
    waiting("Mine", 4, in_progress_by=validator, in_progress_since=timezone.now())
    waiting("Theirs", 5, in_progress_by=ValidatorFactory(), in_progress_since=timezone.now())
    waiting("Asked", status="asked", due_at=None)
    ApplicationFactory(organisation=OrganisationFactory(name="Declined"), status="declined", decided=True)

    response = signed_in(validator).get(QUEUE, asked)

    assert names(response) == expected


def test_nobodys_applications_can_be_asked_for(signed_in):
    waiting("Free")
    waiting("Taken", in_progress_by=ValidatorFactory(), in_progress_since=timezone.now())

    assert names(signed_in(ValidatorFactory()).get(QUEUE, {"who": "nobodys"})) == ["Free"]


def test_next_is_none_that_this_validator_may_not_judge_or_another_has_in_hand(signed_in):
    validator = ValidatorFactory()
    RepresentativeFactory(person=validator, organisation=waiting("Own", 1).organisation)
    waiting("Submitted by me", 2, submitted_by=validator)
    waiting("Theirs", 3, in_progress_by=ValidatorFactory(), in_progress_since=timezone.now())
    waiting("Free", 4)

    response = signed_in(validator).get(QUEUE)

    assert response.context["next"].application.organisation.name == "Free"
    assert [row.own for row in response.context["rows"]] == [True, True, False, False]


def test_queue_is_cut_into_pages_that_keep_the_filters(signed_in):
    for number in range(26):
        waiting(f"Number {number:02}", number + 1)

    response = signed_in(ValidatorFactory()).get(QUEUE, {"kind": "first", "page": "2"})

    assert names(response) == ["Number 25"]
    assert "?kind=first&amp;page=1" in response.content.decode()


def test_empty_queue_says_so(signed_in):
    assert "Nothing waits for you" in signed_in(ValidatorFactory()).get(QUEUE).content.decode()


def test_filters_that_nothing_fits_say_what_to_drop(signed_in):
    waiting("Here")

    assert (
        "Nothing fits these filters"
        in signed_in(ValidatorFactory()).get(QUEUE, {"kind": "claim"}).content.decode()
    )


@pytest.mark.parametrize("path", [QUEUE, f"{QUEUE}queue.csv"])
def test_queue_is_for_validators_only(client, signed_in, path):
    assert signed_in(UserFactory()).get(path).status_code == 403
    assert client.get(path).status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_queue_asks_the_same_however_many(signed_in, django_assert_num_queries, count):
    for number in range(count):
        waiting(f"Waiting {number}", in_progress_by=ValidatorFactory(), in_progress_since=timezone.now())
        waiting(f"Asked {number}", status="asked", due_at=None)
    client = signed_in(ValidatorFactory())

    with django_assert_num_queries(16):
        response = client.get(QUEUE)

    assert response.context["page"].paginator.count == count


def test_file_has_the_same_rows_and_no_address(signed_in):
    person = UserFactory(email="secret@example.eu", name="Nora Quill")
    waiting(
        "Here",
        5,
        submitted_by=person,
        in_progress_by=ValidatorFactory(name="Ilse Brandt", email="ilse@example.eu"),
    )
    waiting("Elsewhere", 6, organisation={"country": CountryFactory(code="FR")})

    response = signed_in(ValidatorFactory()).get(f"{QUEUE}queue.csv", {"country": "DE"})
    text = response.content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))

    assert response["Content-Disposition"] == 'attachment; filename="validation-queue.csv"'
    assert [(row["Organisation"], row["Country"], row["In progress by"]) for row in rows] == [
        ("Here", "DE", "Ilse Brandt")
    ]
    assert "@" not in text


def test_file_holds_no_formula(signed_in):
    waiting("=HYPERLINK(1)")

    text = signed_in(ValidatorFactory()).get(f"{QUEUE}queue.csv").content.decode("utf-8-sig")

    assert next(csv.DictReader(io.StringIO(text)))["Organisation"] == "'=HYPERLINK(1)"


def test_decided_ones_stand_newest_first(signed_in):
    for name, days in (("Older", 3), ("Newer", 1)):
        ApplicationFactory(
            organisation=OrganisationFactory(name=name),
            status=Application.Status.PUBLISHED,
            decided=True,
            decided_at=timezone.now() - timedelta(days=days),
        )

    assert names(signed_in(ValidatorFactory()).get(QUEUE, {"state": "published"})) == ["Newer", "Older"]
