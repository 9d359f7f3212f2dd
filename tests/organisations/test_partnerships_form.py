"""Partners in the form: named row by row, found by name, linked to published profiles only."""

import pytest

from eccp.organisations.forms.words import in_words
from eccp.organisations.models import Organisation, Partner
from eccp.organisations.services import profiles
from eccp.organisations.snapshot import snapshot
from eccp.organisations.types import of_code
from tests.factories import CountryFactory, OrganisationFactory, PartnerFactory, RepresentativeFactory
from tests.organisations.filling import form_of

pytestmark = pytest.mark.django_db

STEP = of_code("eu_partnership").step("partners")
FIELD = of_code("eu_partnership").field("consortium")


@pytest.fixture
def partnership():
    for code in ("DE", "FR"):
        CountryFactory(code=code)
    return RepresentativeFactory(organisation__type="eu_partnership").organisation


@pytest.fixture
def client_of(partnership, signed_in):
    return signed_in(partnership.representatives.get().person)


def rows(*partners, **more):
    """What a browser sends of some partners, each a mapping of its answers."""
    sent = {"consortium-count": str(len(partners)), **more}
    for number, partner in enumerate(partners):
        sent |= {f"consortium-{number}-{name}": value for name, value in partner.items()}
    return sent


def partner(name, role="partner", **more):
    return {"role": role, "name": name, **more}


def values(partnership, *partners, **more):
    form = form_of(partnership, STEP, rows(*partners, **more))
    assert form.is_valid(), [one.errors for one in form.all_forms]
    return form.values()["consortium"]


def send(client, partnership, *partners, **more):
    sent = {"version": partnership.version} | rows(*partners, **more)
    return client.post(f"/en/my/{partnership.pk}/edit/partners/", sent)


def test_partners_are_stored_in_the_order_typed(partnership, client_of):
    send(
        client_of, partnership, partner("Zeta"), partner("Alpha", "coordinator", country="FR"), partner("Mu")
    )

    stored = [(row.order, row.role, row.name, row.country_id) for row in partnership.partners.all()]

    assert stored == [
        (0, "partner", "Zeta", None),
        (1, "coordinator", "Alpha", "FR"),
        (2, "partner", "Mu", None),
    ]


def test_the_name_of_one_published_profile_is_linked_by_itself(partnership):
    cluster = OrganisationFactory(published=True, name="Häfen Cluster")

    assert values(partnership, partner("hafen cluster"))[0]["profile"] == cluster.pk
    assert values(partnership, partner("Hafen"))[0]["profile"] is None


def test_a_name_that_is_nearly_the_same_is_offered_when_something_is_to_mend(partnership):
    cluster = OrganisationFactory(published=True, name="North Cluster")

    form = form_of(partnership, STEP, rows({"name": "North"}))

    assert not form.is_valid()
    assert [value for value, _label in form.rows["consortium"].forms[0].fields["profile"].choices] == [
        str(cluster.pk),
        "none",
    ]


@pytest.mark.parametrize("hidden", ["draft", "listed", "unpublished", "archived"])
def test_only_published_profiles_are_found_or_taken(partnership, client_of, hidden):
    cluster = OrganisationFactory(visibility=hidden, name="Hidden Cluster")

    assert values(partnership, partner("Hidden Cluster"))[0]["profile"] is None
    form = form_of(partnership, STEP, rows(partner("Hidden Cluster", profile=str(cluster.pk))))
    assert not form.is_valid()
    page = send(client_of, partnership, partner("Hidden"), find="consortium-0")
    assert "No published profile of that name" in page.content.decode()


@pytest.mark.parametrize(("country", "linked"), [("", True), ("DE", True), ("FR", False)])
def test_a_namesake_in_another_country_is_not_linked(partnership, country, linked):
    cluster = OrganisationFactory(published=True, name="North Cluster")

    assert values(partnership, partner("North Cluster", country=country))[0]["profile"] == (
        cluster.pk if linked else None
    )


def test_of_two_namesakes_none_is_linked_before_somebody_chooses(partnership, client_of):
    first, second = OrganisationFactory.create_batch(2, published=True, name="North Cluster")

    assert values(partnership, partner("North Cluster"))[0]["profile"] is None
    page = send(client_of, partnership, partner("North"), find="consortium-0")
    offered = [
        value for value, _label in page.context["form"].rows["consortium"].forms[0].fields["profile"].choices
    ]
    assert offered == [str(first.pk), str(second.pk), "none"]
    assert (
        values(partnership, partner("North", profile=str(second.pk)), find="consortium-0")[0]["profile"]
        == second.pk
    )


def test_looking_finds_every_word_and_saves_nothing(partnership, client_of):
    OrganisationFactory(published=True, name="Norden Maritime Cluster", city="Kiel")
    OrganisationFactory(published=True, name="Norden Food")
    OrganisationFactory(published=True, name="Norden Maritime Partnership", type="eu_partnership")

    page = send(client_of, partnership, partner("maritime nord"), partner("Norden"), find="consortium-0")

    first, second = page.context["form"].rows["consortium"].forms
    assert [label for _value, label in first.fields["profile"].choices] == [
        "Norden Maritime Cluster, Kiel, Germany",
        "No link to a profile",
    ]
    assert len(second.fields["profile"].choices) == 1
    assert first["name"].value() == "maritime nord"
    assert not Partner.objects.exists()


def test_no_link_once_said_stays_no_link(partnership, client_of):
    OrganisationFactory(published=True, name="North Cluster")
    send(client_of, partnership, partner("North Cluster", profile="none"))

    page = client_of.get(f"/en/my/{partnership.pk}/edit/partners/").content.decode()

    assert '<input type="hidden" name="consortium-0-profile" value="none">' in page
    assert partnership.partners.get().profile is None


def test_a_link_outlives_that_the_profile_is_unpublished(partnership, client_of):
    cluster = OrganisationFactory(published=True, name="North Cluster")
    send(client_of, partnership, partner("North Cluster"))
    profiles.unpublish(cluster, by=None)
    Organisation.objects.filter(pk=cluster.pk).update(name="Secret new name")
    partnership.refresh_from_db()

    page = client_of.get(f"/en/my/{partnership.pk}/edit/partners/").content.decode()
    send(client_of, partnership, partner("North", profile=str(cluster.pk)))

    assert "it is not published now" in page
    assert "Secret new name" not in page
    assert [(row.name, row.profile_id) for row in partnership.partners.all()] == [("North", cluster.pk)]


def test_one_alone_coordinates(partnership):
    one = form_of(partnership, STEP, rows(partner("A", "coordinator"), partner("B")))
    two = form_of(partnership, STEP, rows(partner("A", "coordinator"), partner("B", "coordinator")))

    assert [one.is_valid(), two.is_valid()] == [True, False]
    assert [list(row.errors) for row in two.rows["consortium"].forms] == [[], ["role"]]


def test_one_profile_is_in_a_partnership_once(partnership):
    OrganisationFactory(published=True, name="North Cluster")

    form = form_of(
        partnership, STEP, rows(partner("North Cluster"), partner("North  Cluster", "coordinator"))
    )

    assert not form.is_valid()
    assert [list(row.errors) for row in form.rows["consortium"].forms] == [[], ["profile"]]


def test_a_row_with_a_role_alone_is_no_partner(partnership):
    assert values(partnership, partner("", "coordinator"), partner("", profile="none")) == []


@pytest.mark.parametrize(
    ("roles", "filled"),
    [
        ([], False),
        (["coordinator"], False),
        (["partner", "partner"], False),
        (["coordinator", "partner"], True),
    ],
)
def test_a_coordinator_and_a_partner_are_needed(roles, filled):
    assert FIELD.is_filled([{"role": role, "name": "X"} for role in roles]) is filled


def test_generation_is_a_small_number(partnership):
    project = of_code("eu_partnership").step("project")

    wrong = [
        "generation" in form_of(partnership, project, {"generation": word}).errors
        for word in ("0", "1", "20", "21", "")
    ]

    assert wrong == [True, False, False, True, False]


def test_results_say_their_unit_and_what_they_count(partnership, client_of):
    page = client_of.get(f"/en/my/{partnership.pk}/edit/results/").content.decode()

    assert "Count what was held, not what was asked for." in page
    assert "Meetings held between two companies." in page
    assert ">agreements</span>" in page


def test_two_people_choose_between_partners_by_name(partnership):
    cluster = OrganisationFactory(published=True, name="North Cluster")
    theirs = [{"role": "partner", "name": "North", "country": "DE", "profile": cluster.pk}]
    form = form_of(partnership, STEP)

    assert in_words(form, "consortium", theirs) == ["Partner, North, Germany, North Cluster"]
    profiles.unpublish(cluster, by=None)
    assert in_words(form, "consortium", theirs) == [
        "Partner, North, Germany, a profile that is not published now"
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_step_asks_the_same_however_many_partners(
    count, partnership, client_of, django_assert_num_queries
):
    for number in range(count):
        profile = OrganisationFactory(published=True)
        PartnerFactory(organisation=partnership, order=number, profile=profile, country_id="FR")
    client_of.get(f"/en/my/{partnership.pk}/edit/partners/")

    with django_assert_num_queries(21):
        page = client_of.get(f"/en/my/{partnership.pk}/edit/partners/")

    assert len(page.context["form"].rows["consortium"].forms) == count


def test_history_names_partners_and_their_profiles(partnership, client_of):
    cluster = OrganisationFactory(published=True, name="North Cluster")
    send(client_of, partnership, partner("North", "coordinator", country="DE", profile=str(cluster.pk)))

    page = client_of.get(f"/en/my/{partnership.pk}/history/").content.decode()

    assert "coordinator, North, Germany, profile “North Cluster”" in page
    assert snapshot(partnership)["consortium"][0]["profile"] == cluster.pk
