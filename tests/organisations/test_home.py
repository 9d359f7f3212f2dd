"""My organisation, its history, and the link that confirms it from a mail."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from eccp.core import slots
from eccp.core.log import history, log
from eccp.notices import services as notices
from eccp.organisations.models import JoinRequest, Organisation, Role, Visibility
from eccp.organisations.services import people, profiles
from eccp.organisations.services.confirming import (
    LIVES,
    LinkExpired,
    LinkUnknown,
    confirmation_token,
    read_confirmation,
)
from tests.factories import (
    CountryFactory,
    MembershipFactory,
    OrganisationFactory,
    RepresentativeFactory,
    TermFactory,
    UserFactory,
    ValidatorFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def alone(monkeypatch):
    """No room above speaks."""
    monkeypatch.setattr(
        slots, "_slots", {name: [] for name in slots._slots} | {"organisation.home": [], "my.waiting": []}
    )


def test_home_of_nobodys_shows_both_ways(signed_in):
    person = UserFactory()
    JoinRequest.objects.create(
        person=person, organisation=OrganisationFactory(name="Blue Bay", published=True)
    )

    content = signed_in(person).get("/en/my/").content.decode()

    assert "Register your organisation" in content
    assert 'action="/en/directory/"' in content
    assert "Blue Bay" in content


def test_home_asks_to_sign_in(client):
    assert client.get("/en/my/")["Location"] == "/en/accounts/login/?next=/en/my/"


def test_home_chooses_between_several(signed_in):
    first, second = RepresentativeFactory(organisation__name="Alpha"), OrganisationFactory(name="Beta")
    RepresentativeFactory(person=first.person, organisation=second)
    client = signed_in(first.person)

    chosen = [
        client.get("/en/my/", {"organisation": wanted}).context["organisation"].name
        for wanted in ("", str(second.pk), "none", str(OrganisationFactory().pk))
    ]

    assert chosen == ["Alpha", "Beta", "Beta", "Beta"]


def test_home_says_each_waiting_thing_once(signed_in):
    row = RepresentativeFactory(organisation__published=True)
    people.ask_to_join(row.organisation, "It is me", by=UserFactory(name="Ana"))
    MembershipFactory(cluster=row.organisation, member__name="Small Ltd")
    notices.tell(row.person, "other", "Something else", "/en/my/")

    response = signed_in(row.person).get("/en/my/")

    content = response.content.decode()
    assert response.context["waits"] == 3
    assert [
        content.count(words)
        for words in ("Ana asks to join", "Small Ltd says that it is your member", "Something else")
    ] == [1, 1, 1]


def test_home_of_a_colleague_has_nothing_to_answer(signed_in):
    row = RepresentativeFactory(role=Role.COLLEAGUE, organisation__published=True)
    people.ask_to_join(row.organisation, "", by=UserFactory(name="Ana"))

    assert signed_in(row.person).get("/en/my/").context["joins"] == []


def test_home_stands_without_rooms_above(signed_in, alone):
    row = RepresentativeFactory()

    content = signed_in(row.person).get("/en/my/").content.decode()

    assert f"/en/my/{row.organisation_id}/edit/" in content
    assert content.count("ecl-button--primary") == 1


def test_home_has_one_filled_button(signed_in):
    row = RepresentativeFactory(organisation__published=True)
    Organisation.objects.update(last_confirmed_at=timezone.now() - timedelta(days=400))

    content = signed_in(row.person).get("/en/my/").content.decode()

    assert "Look and confirm" in content
    assert content.count("ecl-button--primary") == 1


@pytest.mark.parametrize("count", [1, 3])
def test_home_asks_the_same_however_much_waits(count, signed_in, django_assert_num_queries, alone):
    row = RepresentativeFactory(organisation__published=True)
    for number in range(count):
        people.ask_to_join(row.organisation, "", by=UserFactory())
        MembershipFactory(cluster=row.organisation)
        MembershipFactory(member=row.organisation)
        RepresentativeFactory(organisation=row.organisation)
        notices.tell(row.person, f"key{number}", "…", "/")
    client = signed_in(row.person)

    with django_assert_num_queries(24):
        response = client.get("/en/my/")

    assert len(response.context["joins"]) == count


def test_history_says_old_and_new_in_words(signed_in):
    row = RepresentativeFactory(person__name="Nora Quill")
    CountryFactory(code="FR")
    TermFactory(scheme="ecosystem", code="agri-food", label="Agri-food")
    values = {
        "ecosystems": ["agri-food"],
        "countries_sought": ["FR"],
        "founded": "2009",
        "contact_email": "secret@example.eu",
    }
    profiles.update(row.organisation, values, opened_at=1, by=row.person)

    response = signed_in(row.person).get(f"/en/my/{row.organisation_id}/history/")

    [event] = response.context["events"]
    assert event.what == "Profile changed"
    assert [(str(said.label), said.old, said.new) for said in event.changes] == [
        ("Year of establishment", "", "2009"),
        ("Industrial ecosystems", "", "Agri-food"),
        ("Countries where you seek partners", "", "France"),
        ("E-mail address of the contact person", "", "given, not shown here"),
    ]
    assert "Nora Quill" in response.content.decode()
    assert "secret@example.eu" not in response.content.decode()


def test_history_is_newest_first_and_paged(signed_in):
    row = RepresentativeFactory()
    for number in range(25):
        log(row.organisation, "organisations.update", by=row.person, note=f"note {number}")
    client = signed_in(row.person)

    first, second = (client.get(f"/en/my/{row.organisation_id}/history/?page={page}") for page in (1, 2))

    assert [event.entry.note for event in first.context["events"]][:2] == ["note 24", "note 23"]
    assert [event.entry.note for event in second.context["events"]] == [
        f"note {number}" for number in range(4, -1, -1)
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_history_asks_the_same_however_long(count, signed_in, django_assert_num_queries):
    row = RepresentativeFactory()
    for number in range(count):
        TermFactory(scheme="ecosystem", code=f"e{number}")
        changes = {
            "ecosystems": [[], [f"e{number}"]],
            "country": ["DE", "FR"],
            "memberships": [[], [row.organisation_id]],
        }
        log(row.organisation, "organisations.update", by=UserFactory(), changes=changes)
    client = signed_in(row.person)

    with django_assert_num_queries(15):
        response = client.get(f"/en/my/{row.organisation_id}/history/")

    assert len(response.context["events"]) == count


def test_history_is_read_by(signed_in):
    row = RepresentativeFactory(organisation__published=True)
    address = f"/en/my/{row.organisation_id}/history/"

    statuses = [
        signed_in(person).get(address).status_code
        for person in (row.person, ValidatorFactory(), UserFactory())
    ]

    assert statuses == [200, 200, 403]


def test_confirming_works_without_signing_in_and_twice():
    row = RepresentativeFactory(organisation__published=True)
    Organisation.objects.update(last_confirmed_at=timezone.now() - timedelta(days=400))
    address = f"/en/confirm/{confirmation_token(row.organisation, row.person)}/"
    client = Client()

    asked = client.get(address)
    first, second = client.post(address, follow=True), client.post(address, follow=True)

    assert "Is everything still right?" in asked.content.decode()
    assert [response.context["just"] for response in (first, second)] == [True, True]
    row.organisation.refresh_from_db()
    assert timezone.now() - row.organisation.last_confirmed_at < timedelta(minutes=1)
    assert [(entry.verb, entry.by) for entry in history(row.organisation)] == [
        ("organisations.confirm", row.person)
    ]


def test_confirmation_by_a_robot_that_only_looks_changes_nothing():
    row = RepresentativeFactory(organisation__published=True)
    before = row.organisation.last_confirmed_at

    Client().get(f"/en/confirm/{confirmation_token(row.organisation, row.person)}/")

    row.organisation.refresh_from_db()
    assert row.organisation.last_confirmed_at == before


def test_confirmation_link_ends():
    row = RepresentativeFactory(organisation__published=True)
    written = datetime(2026, 1, 1, tzinfo=UTC)
    with time_machine.travel(written, tick=False):
        token = confirmation_token(row.organisation, row.person)
    with time_machine.travel(written + LIVES - timedelta(seconds=1), tick=False):
        assert read_confirmation(token) == (row.organisation, row.person)
    with time_machine.travel(written + LIVES + timedelta(seconds=2), tick=False), pytest.raises(LinkExpired):
        read_confirmation(token)

    response = Client().get(f"/en/confirm/{token}/")

    assert response.status_code == 410
    assert "This link is too old" in response.content.decode()


def test_confirmation_link_is_its_persons_only():
    row = RepresentativeFactory(organisation__published=True)
    token = confirmation_token(row.organisation, row.person)
    row.delete()

    with pytest.raises(LinkUnknown):
        read_confirmation(token)
    assert Client().get(f"/en/confirm/{token}/").status_code == 404
    assert Client().post(f"/en/confirm/{token[:-3]}abc/").status_code == 404


def test_archived_profile_is_not_confirmed():
    row = RepresentativeFactory(organisation__visibility=Visibility.ARCHIVED)

    response = Client().post(f"/en/confirm/{confirmation_token(row.organisation, row.person)}/")

    assert response.status_code == 410
    assert list(history(row.organisation)) == []
