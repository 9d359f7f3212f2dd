"""The page of a restricted service: those who may use it read it, all others read the rule, and nothing leaks."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import ProtectedError
from django.test import Client, RequestFactory
from wagtail.models import Page

from eccp.content.models import HomePage, TextPage
from eccp.content.tree import ensure_pages, words
from eccp.reference.models import Restriction
from eccp.reference.services.loading import load
from tests.factories import (
    AccessExceptionFactory,
    AdministratorFactory,
    CountryFactory,
    EditorFactory,
    ParticipationFactory,
    RepresentativeFactory,
    ServiceFactory,
    UserFactory,
    ValidatorFactory,
)

pytestmark = pytest.mark.django_db
HERE = "/en/centre/"
SECRETS = ("A secret lead", "A secret body", "A secret title", "A secret description")


@pytest.fixture
def centre():
    """A page of the capacity building centre, with nothing in it that others may read."""
    service = ServiceFactory(name="Capacity building centre")
    ensure_pages()
    return HomePage.objects.get().add_child(
        instance=TextPage(
            title=SECRETS[2],
            slug="centre",
            lead=SECRETS[0],
            body=words(f"<p>{SECRETS[1]}</p>"),
            search_description=SECRETS[3],
            service=service,
        )
    )


@pytest.fixture
def armenian():
    country = CountryFactory(code="AM", name="Armenia")
    ParticipationFactory(country=country)
    return RepresentativeFactory(organisation__country=country, organisation__published=True)


@pytest.fixture
def georgian(armenian):
    country = CountryFactory(code="GE", name="Georgia")
    return RepresentativeFactory(organisation__country=country, organisation__published=True)


def leaks(response):
    return [secret for secret in SECRETS if secret in response.content.decode()]


def test_programme_country_reads_it(centre, armenian, signed_in):
    response = signed_in(armenian.person).get(HERE)

    assert response.status_code == 200
    assert "A secret body" in response.content.decode()
    assert "private" in response["Cache-Control"]
    assert "no-store" in response["Cache-Control"]


def test_another_country_reads_the_rule_and_nothing_of_the_page(centre, georgian, signed_in):
    response = signed_in(georgian.person).get(HERE)

    content = " ".join(response.content.decode().split())
    assert response.status_code == 403
    assert "Capacity building centre" in content
    assert "This is for organisations of programme countries." in content
    assert "Georgia does not take part in it." in content
    assert "/en/access/?country=GE" in content
    assert f"You act for {georgian.organisation.name}, Georgia." in content
    assert leaks(response) == []
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(("method", "status"), [("get", 403), ("head", 403), ("post", 403), ("options", 200)])
def test_nobody_gets_it_by_another_method(centre, georgian, signed_in, method, status):
    for client in (Client(), signed_in(georgian.person)):
        response = getattr(client, method)(HERE)
        assert response.status_code == status
        assert leaks(response) == []


@pytest.mark.parametrize(
    "address",
    [
        HERE,
        "/en/centre",
        f"{HERE}?mode_name=",
        f"{HERE}?in_preview_panel=true",
        "/en//centre/",
        "/fr/centre/",
    ],
)
def test_no_address_leaks_it_to_who_is_not_signed_in(centre, client, address):
    assert leaks(client.get(address, follow=True)) == []


def test_who_is_not_signed_in_reads_how_to_come_in(centre, client):
    content = client.get(HERE).content.decode()

    assert "/en/accounts/login/?next=%2Fen%2Fcentre%2F" in content
    assert "It is for registered organisations of programme countries." in " ".join(content.split())


def test_person_without_an_organisation_reads_how_to_get_one(centre, signed_in):
    response = signed_in(UserFactory()).get(HERE)

    assert response.status_code == 403
    assert "/en/my/new/" in response.content.decode()
    assert leaks(response) == []


def test_draft_reads_that_validation_opens_it(centre, armenian, signed_in):
    row = RepresentativeFactory(organisation__country=armenian.organisation.country)

    content = " ".join(signed_in(row.person).get(HERE).content.decode().split())

    assert "is validated, this is open to you. Armenia takes part" in content
    assert "A secret" not in content


@pytest.mark.parametrize("factory", [ValidatorFactory, EditorFactory, AdministratorFactory])
def test_those_who_answer_for_it_may_look(centre, signed_in, factory):
    assert signed_in(factory()).get(HERE).status_code == 200


def test_person_of_two_organisations_reads_it_for_the_one_they_speak_for(
    centre, armenian, georgian, signed_in
):
    RepresentativeFactory(person=georgian.person, organisation=armenian.organisation)
    client = signed_in(georgian.person)
    session = client.session
    answers = {}
    for organisation in (armenian.organisation, georgian.organisation):
        session["acting_for"] = organisation.pk
        session.save()
        answers[organisation.country_id] = client.get(HERE)

    assert {country: answer.status_code for country, answer in answers.items()} == {"AM": 200, "GE": 403}
    assert f"Act for {armenian.organisation.name}" in answers["GE"].content.decode()


def test_participation_opens_and_ends_it(centre, armenian, signed_in, freeze):
    client = signed_in(armenian.person)
    statuses = []
    for moment in (datetime(2027, 12, 31, 22, 59, tzinfo=UTC), datetime(2027, 12, 31, 23, 1, tzinfo=UTC)):
        freeze(moment)
        client.force_login(armenian.person)
        statuses.append(client.get(HERE).status_code)

    assert statuses == [200, 403]


def test_exception_opens_it(centre, georgian, signed_in):
    AccessExceptionFactory(service=centre.service, country=georgian.organisation.country)

    assert signed_in(georgian.person).get(HERE).status_code == 200


def test_pages_below_are_closed_with_it(centre, georgian, armenian, signed_in):
    below = centre.add_child(
        instance=TextPage(title="Slides", slug="slides", body=words("<p>A secret body</p>"))
    )
    below.add_child(instance=TextPage(title="More", slug="more", body=words("<p>A secret body</p>")))

    for address in (f"{HERE}slides/", f"{HERE}slides/more/"):
        refused = signed_in(georgian.person).get(address)
        assert (refused.status_code, leaks(refused)) == (403, [])
        assert signed_in(armenian.person).get(address).status_code == 200


def test_page_below_asks_for_its_own_service_too(centre, armenian, signed_in):
    other = ServiceFactory(code="other", restriction=Restriction.REGISTERED)
    AccessExceptionFactory(service=other, country=armenian.organisation.country, allowed=False)
    centre.add_child(instance=TextPage(title="Slides", slug="slides", body=words("…"), service=other))

    assert signed_in(armenian.person).get(f"{HERE}slides/").status_code == 403


def test_copies_and_aliases_stay_closed(centre, client):
    centre.copy(update_attrs={"slug": "copy"})
    centre.create_alias(update_slug="alias", parent=HomePage.objects.get())

    assert [client.get(f"/en/{slug}/").status_code for slug in ("copy", "alias")] == [403, 403]


def test_page_that_is_not_restricted_is_for_everybody(centre, client):
    assert client.get("/en/about/").status_code == 200
    assert "no-store" not in client.get("/en/about/").headers.get("Cache-Control", "")


@pytest.mark.parametrize(
    "address",
    [
        "/sitemap.xml",
        "/robots.txt",
        "/en/",
        "/en/about/",
        "/en/directory/?q=secret",
        "/en/access/",
        "/api/v1/openapi.json",
    ],
)
def test_nothing_of_it_stands_elsewhere(centre, client, address):
    assert leaks(client.get(address)) == []


@pytest.mark.parametrize(
    "address",
    ["/backoffice/api/main/pages/{}/", "/backoffice/pages/{}/edit/", "/backoffice/pages/{}/view_draft/"],
)
def test_back_office_shows_it_to_nobody_from_outside(centre, georgian, signed_in, address):
    for client in (Client(), signed_in(georgian.person)):
        response = client.get(address.format(centre.pk))
        assert response.status_code in {302, 401, 403, 404}
        assert leaks(response) == []


def test_service_with_a_page_is_not_deleted(centre):
    with pytest.raises(ProtectedError):
        centre.service.delete()


def test_editor_chooses_the_service(centre, signed_in):
    content = signed_in(AdministratorFactory(is_superuser=True)).get(f"/backoffice/pages/{centre.pk}/edit/")

    assert f'<option value="{centre.service.pk}" selected' in content.content.decode()


def test_page_is_asked_for_every_time(centre, armenian):
    request = RequestFactory().get(HERE)
    request.user, request.session = AnonymousUser(), {}

    assert Page.objects.get(slug="centre").specific.serve(request).status_code == 403


# the first restricted page


@pytest.mark.parametrize("demo", [True, False])
def test_first_page_is_made_with_its_service_also_afterwards(settings, demo):
    settings.DEMO = demo
    ensure_pages()
    assert not TextPage.objects.filter(slug="capacity-building").exists()

    load(places=False)
    ensure_pages()
    ensure_pages()

    made = TextPage.objects.get(slug="capacity-building")
    assert made.service.code == "capacity-building"
    assert ("invented for the demonstration" in str(made.body)) is demo
    assert made.service.address == "/en/capacity-building/"


def test_first_page_is_as_an_editor_left_it():
    ServiceFactory()
    ensure_pages()
    TextPage.objects.filter(slug="capacity-building").update(title="Ours", body=words("Ours"))

    ensure_pages()

    assert TextPage.objects.get(slug="capacity-building").title == "Ours"


@pytest.mark.parametrize("count", [1, 3])
def test_a_no_costs_the_same_however_much_there_is(
    centre, georgian, signed_in, count, django_assert_num_queries
):
    client = signed_in(georgian.person)
    for number in range(count):
        country = georgian.organisation.country
        AccessExceptionFactory(service=centre.service, country=country, event=f"fair-{number}")
        ServiceFactory(code=f"other-{number}")
    client.get(HERE)

    with django_assert_num_queries(18):
        client.get(HERE)
