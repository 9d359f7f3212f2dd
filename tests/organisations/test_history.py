"""The history of a profile as its people read it: who did it, in which role, by the names of now."""

import pytest
from django.utils import timezone

from eccp.core.log import log, person
from eccp.organisations.services import people, profiles
from tests.factories import JoinRequestFactory, OrganisationFactory, RepresentativeFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return RepresentativeFactory(person__name="Ana Azul")


@pytest.fixture
def events(manager, signed_in):
    """What the page says: who, in which role, what changed."""

    def read():
        page = signed_in(manager.person).get(f"/en/my/{manager.organisation_id}/history/")
        return [
            (event.who, str(event.role), [(one.old, one.new) for one in event.changes])
            for event in page.context["events"]
        ]

    return read


def test_event_says_in_which_role(manager, events):
    people.accept_join(
        JoinRequestFactory(organisation=manager.organisation, person__name="Ben Blau"),
        "colleague",
        by=manager.person,
    )
    profiles.unpublish(manager.organisation, by=None)

    assert events() == [
        ("by itself", "", [("draft", "unpublished")]),
        ("Ana Azul", "manager", [("", "Ben Blau (colleague)")]),
    ]


def test_names_are_those_of_now_and_none_of_who_was_erased(manager, events):
    renamed, gone = UserFactory(name="Before"), UserFactory(name="Gone Gonzo")
    log(
        manager.organisation,
        "organisations.left",
        by=gone,
        changes={"representatives": [[person(gone), {**person(renamed), "role": "manager"}], []]},
    )
    renamed.name = "After"
    renamed.save()
    gone.name, gone.erased_at = "", timezone.now()
    gone.save()

    assert events() == [
        ("Somebody who left", "", [("Somebody who left, After (manager)", "")]),
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_names_are_read_at_once(manager, signed_in, django_assert_num_queries, number):
    for _ in range(number):
        asked = JoinRequestFactory(organisation=manager.organisation)
        people.accept_join(asked, "colleague", by=manager.person)
    client = signed_in(manager.person)
    client.get(f"/en/my/{manager.organisation_id}/history/")

    with django_assert_num_queries(13):
        client.get(f"/en/my/{manager.organisation_id}/history/")


def test_one_does_not_read_the_history_of_others(signed_in):
    response = signed_in(UserFactory()).get(f"/en/my/{OrganisationFactory(published=True).pk}/history/")

    assert response.status_code == 403
