"""What people met on their way through the pages: words, dots and numbers that were wrong once."""

import pytest

from eccp.organisations.forms.step import MINE, THEIRS
from eccp.organisations.models import Role
from tests.factories import JoinRequestFactory, OrganisationFactory, RepresentativeFactory, UserFactory

pytestmark = pytest.mark.django_db

DOT = '<span class="dot"></span>'


def test_asking_to_join_lights_no_dot_for_who_asks(client):
    """The page once called the request "waiting", the word by which the head knows that something waits."""
    organisation = RepresentativeFactory(organisation__published=True).organisation
    client.force_login(UserFactory())

    address = f"/en/profiles/{organisation.pk}/join/"
    page = client.post(address, {"message": ""}, follow=True).content.decode()

    assert page.count("Your request is on its way") == 1
    assert DOT not in page


def test_sign_in_tells_who_was_sent_there_that_they_come_back(client):
    told = "Then you come back to the page that you asked for."

    assert told in client.get("/en/my/", follow=True).content.decode()
    assert told not in client.get("/en/accounts/login/").content.decode()


def test_members_of_a_profile_have_their_thousands_apart(client):
    organisation = OrganisationFactory(type="cluster_organisation", published=True)
    organisation.details.members_sme = 1200
    organisation.details.members_large = 5
    organisation.details.members_research = organisation.details.members_public = 0
    organisation.details.members_society = organisation.details.members_other = 0
    organisation.details.save()

    page = client.get(organisation.get_absolute_url()).content.decode()

    assert "1,205 members" in page


def test_preview_of_a_draft_names_the_validators_among_its_readers(client):
    row = RepresentativeFactory()
    client.force_login(row.person)

    page = client.get(row.organisation.get_absolute_url()).content.decode()

    assert "Only you, your colleagues and the validators see this page." in page
    client.force_login(UserFactory())
    assert client.get(row.organisation.get_absolute_url()).status_code == 404


def test_step_saves_to_its_own_address_without_the_part_of_the_page(client):
    """A form without an address keeps "#rows-…" of a search, and carries it over to the next step."""
    row = RepresentativeFactory()
    client.force_login(row.person)
    address = f"/en/my/{row.organisation.pk}/edit/about/"

    page = client.get(address).content.decode()

    assert f'id="step-form" method="post" action="{address}"' in page


def test_choice_between_two_answers_fits_one_person_in_two_windows(client):
    row = RepresentativeFactory()
    client.force_login(row.person)
    address = f"/en/my/{row.organisation.pk}/edit/about/"
    opened = row.organisation.version
    for words in ("Said in the first window", "Said in the second window"):
        page = client.post(address, {"version": opened, "summary": words, "save": "continue"})

    assert page.status_code == 200
    said = page.content.decode()
    assert "you both" not in said
    field = page.context["form"].fields["keep-summary"]
    assert [(code, str(label)) for code, label in field.choices] == [
        (THEIRS, "Keep what is stored"),
        (MINE, "Keep what I typed"),
    ]


def test_title_of_a_broken_link_says_what_its_heading_says(client):
    page = client.get("/en/confirm/nonsense/").content.decode()

    assert "<title>This link does not work" in page
    assert "<h1>This link does not work</h1>" in page


def test_address_of_who_asks_to_join_is_for_those_who_answer(client):
    asked = JoinRequestFactory(organisation=RepresentativeFactory().organisation)
    seen = {}
    for role in (Role.MANAGER, Role.COLLEAGUE):
        client.force_login(RepresentativeFactory(organisation=asked.organisation, role=role).person)
        team = client.get(f"/en/my/{asked.organisation.pk}/team/").content.decode()
        seen[role] = asked.person.email in team

    assert seen == {Role.MANAGER: True, Role.COLLEAGUE: False}


def test_who_asks_to_join_is_told_who_sees_the_address(client):
    organisation = RepresentativeFactory(organisation__published=True).organisation
    client.force_login(UserFactory())

    page = client.get(f"/en/profiles/{organisation.pk}/join/").content.decode()

    assert "Who answers your request also sees your e-mail address; nobody else does." in page
