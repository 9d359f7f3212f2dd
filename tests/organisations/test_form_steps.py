"""The steps of the form: saved with gaps, left and resumed, checked while typing, shown to those who may."""

import pytest

from eccp.organisations.forms.checklist import fields_of
from eccp.organisations.forms.course import course
from eccp.organisations.models import Organisation, Visibility
from eccp.organisations.snapshot import snapshot
from eccp.organisations.types import all_types
from eccp.reference.models import Participation, Programme
from tests.factories import (
    CountryFactory,
    OrganisationFactory,
    PlaceFactory,
    RepresentativeFactory,
    UserFactory,
)
from tests.organisations.filling import reference, typed

pytestmark = pytest.mark.django_db
MEMBERS = {
    "members_sme": "7",
    "members_large": "2",
    "members_research": "2",
    "members_public": "1",
    "members_society": "",
    "members_other": "",
    "members_link": "",
    "management_fte": "1.5",
}


@pytest.fixture
def organisation():
    programme = Programme.objects.create(
        code="smp", name="Programme", runs_from="2021-01-01", runs_to="2027-12-31"
    )
    Participation.objects.create(
        programme=programme, country=CountryFactory(), starts_on="2021-01-01", ends_on="2099-12-31"
    )
    return RepresentativeFactory(organisation__city="Ulm").organisation


@pytest.fixture
def client_of(organisation, signed_in):
    return signed_in(organisation.representatives.get().person)


def address(organisation, step="members", what="edit"):
    return f"/en/my/{organisation.pk}/{what}/{step}/"


def again(organisation):
    return Organisation.objects.with_everything().get(pk=organisation.pk)


def test_save_and_continue_leads_to_the_next_step(organisation, client_of):
    answer = client_of.post(address(organisation), MEMBERS | {"version": 1, "save": "continue"})

    assert answer.url == address(organisation, "focus")
    assert again(organisation).cluster.members_sme == 7
    assert again(organisation).version == 2


def test_save_and_leave_leads_home(organisation, client_of):
    answer = client_of.post(address(organisation), MEMBERS | {"version": 1, "save": "leave"})

    assert answer.url == "/en/my/"
    assert again(organisation).cluster.members_sme == 7


def test_last_step_leads_to_the_end(organisation, client_of):
    answer = client_of.post(address(organisation, "contact"), {"version": 1})

    assert answer.url == address(organisation, "finish")


def test_saved_is_said_and_the_browser_may_forget(organisation, client_of):
    page = client_of.post(address(organisation), MEMBERS | {"version": 1}, follow=True).content.decode()

    assert f'data-kept="profile-{organisation.pk}-members"' in page
    assert f'data-keep="profile-{organisation.pk}-focus"' in page
    assert "Saved at" in page


def test_an_empty_step_is_saved_with_its_gaps(organisation, client_of):
    for step in organisation.kind.steps:
        sent = {"version": again(organisation).version, "country": "DE", "name": "Cluster"}
        assert client_of.post(address(organisation, step.code), sent).status_code == 302


def test_a_mistake_keeps_everything_that_was_typed(organisation, client_of):
    sent = MEMBERS | {
        "version": 1,
        "members_sme": "many",
        "members_link": "members.example.eu",
        "management_fte": "x",
    }

    answer = client_of.post(address(organisation), sent)
    page = answer.content.decode()

    assert answer.status_code == 200
    assert again(organisation).version == 1
    for words in ("many", "members.example.eu", 'value="x"'):
        assert words in page
    assert 'href="#id_members_sme"' in page
    assert "Give a whole number, without words." in page


def test_first_visit_is_never_red(organisation, client_of):
    page = client_of.get(address(organisation)).content.decode()

    assert "error-text" not in page
    assert "error-summary" not in page


def test_page_says_where_one_is(organisation, client_of):
    page = client_of.get(address(organisation)).content.decode()

    assert "Step 4 of 8 · about 4 minutes" in page
    assert page.count('aria-current="step"') == 2  # beside, and for the phone
    assert "Nothing is sent before step 8." in page


def test_optional_is_said_where_the_country_does_not_need_it(organisation, client_of, signed_in):
    there = RepresentativeFactory(organisation__country=CountryFactory(code="US"))

    here_page = client_of.get(address(organisation)).content.decode()
    there_page = signed_in(there.person).get(address(there.organisation)).content.decode()

    assert here_page.count("(optional)") == 3
    assert there_page.count("(optional)") == 8
    assert "criteria are advice" in there_page
    assert "criteria are advice" not in here_page


def test_edit_leads_to_the_first_gap_and_at_last_to_the_end(organisation, client_of):
    reference()
    assert client_of.get(f"/en/my/{organisation.pk}/edit/").url == address(organisation, "identity")

    for step in organisation.kind.steps:
        data, files = typed(again(organisation), step)
        sent = {**{key: data.getlist(key) for key in data}, **{key: files[key] for key in files}}
        assert client_of.post(address(organisation, step.code), sent).status_code == 302

    assert client_of.get(f"/en/my/{organisation.pk}/edit/").url == address(organisation, "finish")
    assert "All needed answers are given" in client_of.get(address(organisation, "finish")).content.decode()


def test_end_lists_what_is_missing_with_links(organisation, client_of):
    page = client_of.get(address(organisation, "finish")).content.decode()

    assert "E-mail address of the contact person" in page
    assert address(organisation, "contact") in page


def test_end_of_a_published_profile_says_that_edits_are_live(signed_in):
    published = RepresentativeFactory(organisation__published=True)

    page = signed_in(published.person).get(address(published.organisation, "finish")).content.decode()
    step = signed_in(published.person).get(address(published.organisation)).content.decode()

    assert "What you save is live at once" in page
    assert "What you save is live at once" in step


def test_steps_are_done_when_nothing_is_missing_and_something_is_said():
    organisation = again(OrganisationFactory(city="Ulm"))

    marks = {
        mark.step.code: mark.done
        for mark in course(organisation.kind, snapshot(organisation), programme_country=True).marks
    }

    assert marks["place"] is True
    assert marks["identity"] is False  # the website is missing
    assert marks["cooperation"] is False  # nothing is needed, but nothing was said


# --- the box that fills while typing


def test_check_works_over_what_is_typed_and_stores_nothing(organisation, client_of):
    page = client_of.post(address(organisation, what="check"), MEMBERS | {"version": 1}).content.decode()
    more = client_of.post(
        address(organisation, what="check"), MEMBERS | {"members_sme": "10"}
    ).content.decode()

    assert "Give at least 15 members; you have 12." in page
    assert "At least 15 are needed: 3 to go." in page
    assert "15 members." in more
    assert "Enough: at least 15 are needed." in more
    assert 'hx-swap-oob="true"' in more
    assert again(organisation).cluster.members_sme is None


def test_check_reads_what_cannot_be_read_as_nothing(organisation, client_of):
    page = client_of.post(
        address(organisation, what="check"), MEMBERS | {"members_sme": "many"}
    ).content.decode()

    assert "you have 5" in page


def test_check_only_answers_what_is_sent(organisation, client_of):
    assert client_of.get(address(organisation, what="check")).status_code == 405


def test_criteria_of_this_step_stand_first_and_later_ones_wait(organisation, client_of):
    rows = client_of.get(address(organisation)).context["page"].checklist.criteria

    assert [row.code for row in rows[:4]] == ["team", "size", "industry", "mix"]
    assert {row.code: row.state for row in rows} == {
        "team": "not_met",
        "size": "not_met",
        "industry": "not_met",
        "mix": "not_met",
        "website": "not_met",
        "focus": "later",
        "services": "later",
    }
    assert next(str(row.text) for row in rows if row.code == "services") == "Comes in step 5."


def test_waivable_criteria_say_who_can_waive_them(organisation, client_of):
    organisation.recognitions.create(
        programme="National clusters", level="national", link="https://example.eu"
    )

    rows = {
        row.code: str(row.text)
        for row in client_of.get(address(organisation)).context["page"].checklist.criteria
    }

    assert "validator can waive" in rows["size"]
    assert "validator can waive" not in rows["website"]


def test_every_criterion_belongs_to_a_step():
    for kind in all_types():
        names = {field.name for field in kind}
        for criterion in kind.criteria:
            assert fields_of(criterion), criterion.code
            assert fields_of(criterion) <= names | {"recognitions"}, criterion.code


@pytest.mark.parametrize("step", [step.code for step in next(iter(all_types())).steps])
def test_every_step_of_a_cluster_can_be_opened(organisation, client_of, step):
    assert client_of.get(address(organisation, step)).status_code == 200


# --- places


def test_an_unknown_town_is_said_kindly(organisation, client_of):
    page = client_of.post(
        address(organisation, "place"), {"version": 1, "country": "DE", "city": "Nowhere"}, follow=True
    ).content.decode()
    assert "We do not know this place yet" in page

    assert "We do not know this place yet" in client_of.get(address(organisation, "place")).content.decode()


def test_of_several_towns_of_one_name_one_can_be_chosen(organisation, client_of):
    for pk, people, where in ((1, 50_000, 49.35), (2, 9_000, 53.9)):
        PlaceFactory(id=pk, name="Neustadt", population=people, latitude=where).names.create(
            key="neustadt", name="Neustadt"
        )
    PlaceFactory(id=3, name="Mannheim", population=300_000, latitude=49.5)
    PlaceFactory(id=4, name="Lübeck", population=200_000, latitude=53.87)
    sent = {"version": 1, "country": "DE", "city": "Neustadt"}

    page = client_of.post(address(organisation, "place"), sent, follow=True).content.decode()
    assert again(organisation).place_id == 1
    assert "Several places are called Neustadt. We took the largest." in page
    page = client_of.get(address(organisation, "place")).content.decode()
    assert "Neustadt, near Mannheim" in page
    assert "Neustadt, near Lübeck" in page

    client_of.post(
        address(organisation, "place"), sent | {"version": again(organisation).version, "town": "2"}
    )
    assert (again(organisation).place_id, again(organisation).latitude) == (2, 53.9)

    client_of.post(
        address(organisation, "identity"), {"version": again(organisation).version, "name": "New name"}
    )
    assert again(organisation).place_id == 2


def test_a_place_of_another_name_is_not_taken(organisation, client_of):
    PlaceFactory().names.create(key="munchen", name="München")
    other = PlaceFactory(id=9, name="Ulm")

    client_of.post(
        address(organisation, "place"),
        {"version": 1, "country": "DE", "city": "München", "town": str(other.pk)},
    )

    assert again(organisation).place.name == "München"


# --- clusters that a member names


def test_clusters_are_found_by_name_and_kept_when_chosen(signed_in):
    CountryFactory()
    row = RepresentativeFactory(organisation__type="cluster_member")
    wood = OrganisationFactory(name="Süddeutsches Holzcluster", published=True)
    OrganisationFactory(name="Holzcluster in the making")
    OrganisationFactory(name="Plastics", published=True)
    client = signed_in(row.person)
    where = address(row.organisation, "cluster")

    form = client.post(where, {"version": 1, "find": "memberships", "memberships-find": "sud holz"}).context[
        "form"
    ]
    assert [int(pk) for pk, _label in form.fields["memberships"].choices] == [wood.pk]

    client.post(where, {"version": 1, "memberships": [str(wood.pk)]})
    assert list(row.organisation.memberships.values_list("cluster", flat=True)) == [wood.pk]
    assert f'value="{wood.pk}"' in client.get(where).content.decode()


def test_enter_in_the_search_box_looks_and_else_saves(signed_in):
    CountryFactory()
    row = RepresentativeFactory(organisation__type="cluster_member")
    wood = OrganisationFactory(name="Holzcluster", published=True)
    client, where = signed_in(row.person), address(row.organisation, "cluster")

    found = client.post(where, {"version": 1, "save": "enter", "memberships-find": "holz"})
    saved = client.post(where, {"version": 1, "save": "enter", "memberships-find": " "})

    assert [int(pk) for pk, _label in found.context["form"].fields["memberships"].choices] == [wood.pk]
    assert saved.status_code == 302


def test_a_draft_cannot_be_named_as_ones_cluster(signed_in):
    row = RepresentativeFactory(organisation__type="cluster_member")
    company = OrganisationFactory(type="cluster_member", published=True)

    answer = signed_in(row.person).post(
        address(row.organisation, "cluster"), {"version": 1, "memberships": [company.pk]}
    )

    assert answer.context["form"].errors["memberships"] == ["Choose one of the list."]


# --- who may


def test_strangers_do_not_find_a_draft_and_may_not_edit_what_is_public(organisation, signed_in):
    stranger = signed_in(UserFactory())
    public = OrganisationFactory(published=True)

    for what in ("edit", "check"):
        method = stranger.get if what == "edit" else stranger.post
        assert method(address(organisation, what=what)).status_code == 404
        assert method(address(public, what=what)).status_code == 403


def test_who_is_signed_out_signs_in_and_comes_back(organisation, client):
    answer = client.post(address(organisation), MEMBERS)

    assert answer.status_code == 302
    assert answer.url.endswith(f"?next={address(organisation)}")
    assert client.get(f"/en/my/{organisation.pk}/edit/").status_code == 302


def test_archived_profiles_cannot_be_edited(organisation, client_of):
    Organisation.objects.filter(pk=organisation.pk).update(visibility=Visibility.ARCHIVED)

    assert client_of.get(address(organisation)).status_code == 403


def test_a_step_that_the_type_does_not_have_is_not_found(organisation, client_of):
    assert client_of.get(address(organisation, "project")).status_code == 404
    assert client_of.post(address(organisation, "project", "check")).status_code == 404
