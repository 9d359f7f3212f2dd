"""Consents: recorded with the version of the words, listed, and taken back as easily as given."""

import re
from collections import Counter
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils.html import strip_tags

from eccp.accounts import services
from eccp.accounts.consents import PRIVACY, PUBLICATION, TEXTS, current, wording
from eccp.accounts.models import Consent, User
from eccp.core.log import history
from eccp.core.refusals import Refused
from eccp.organisations.models import ContactPerson, Visibility
from eccp.validation.models import Application
from tests.factories import ApplicationFactory, OrganisationFactory, RepresentativeFactory, UserFactory

pytestmark = pytest.mark.django_db

S = Application.Status


def agreed(person: User, organisation: Any) -> Consent:
    return services.agree(person, PUBLICATION, where="validation.submit", about=organisation)


def test_every_wording_is_kept_once_and_has_words() -> None:
    assert [
        key for key, number in Counter((text.code, text.version) for text in TEXTS).items() if number > 1
    ] == []
    assert [text.code for text in TEXTS if not (text.words and text.purpose and text.title)] == []
    with pytest.raises(KeyError):
        wording(PRIVACY, "never written")


def test_signing_up_records_which_wording_was_shown(client: Client) -> None:
    client.post(
        "/en/accounts/signup/",
        {"name": "Nora Quill", "email": "nora@kestrel.example", "password1": "blue boats at dawn"},
    )

    consent = Consent.objects.get(person__email="nora@kestrel.example")
    assert (consent.code, consent.version, consent.where) == (PRIVACY, current(PRIVACY).version, "sign-up")
    assert consent.given_at is not None


def test_the_words_on_the_form_are_the_words_that_are_recorded() -> None:
    page = render_to_string(
        "validation/slots/form_end.html",
        {"organisation": OrganisationFactory(), "may_submit": True, "missing": [], "hours": "48 hours"},
    )

    label = page.partition('<label class="pick" for="id_consent">')[2].partition("</label>")[0]
    assert re.sub(r"\s+", " ", strip_tags(label)).strip() == str(current(PUBLICATION).words)


def test_agreeing_twice_to_the_same_words_is_one_consent_and_after_taking_back_a_new_one() -> None:
    nora, organisation = UserFactory(), OrganisationFactory()
    first = agreed(nora, organisation)
    assert agreed(nora, organisation) == first
    assert agreed(nora, OrganisationFactory()) != first

    services.withdraw(first, by=nora)

    assert agreed(nora, organisation) != first
    assert [entry.verb for entry in history(nora)] == [
        "accounts.consent",
        "accounts.consent",
        "accounts.withdraw",
        "accounts.consent",
    ]


def test_information_and_consents_of_others_cannot_be_taken_back() -> None:
    nora = UserFactory()
    told = services.take_note(nora, PRIVACY, where="sign-up")
    others = agreed(UserFactory(), OrganisationFactory())

    for consent in (told, others):
        with pytest.raises(Refused) as refused:
            services.withdraw(consent, by=nora)
        assert refused.value.refusal.rule == "not_withdrawable"
    assert not Consent.objects.filter(withdrawn_at__isnull=False).exists()


def test_the_page_lists_them_with_version_and_words(signed_in: Any) -> None:
    nora = UserFactory()
    services.take_note(nora, PRIVACY, where="sign-up")
    agreed(nora, OrganisationFactory(name="Kestrel Bay"))
    agreed(UserFactory(), OrganisationFactory(name="Somebody Else's"))

    page = signed_in(nora).get("/en/my/data/").content.decode()

    assert page.count("Take it back<") == 1
    assert "Publishing a profile: Kestrel Bay" in page
    assert "profiles, first wording" in page
    assert "The contact person is never shown." in page
    assert "Somebody Else" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_however_many(
    signed_in: Any, django_assert_num_queries: Any, count: int
) -> None:
    nora = UserFactory()
    for organisation in OrganisationFactory.create_batch(count):
        agreed(nora, organisation)
    client = signed_in(nora)

    with django_assert_num_queries(10):
        client.get("/en/my/data/")


def test_taking_back_by_the_only_manager_takes_the_profile_out_of_the_public(signed_in: Any) -> None:
    manager = RepresentativeFactory(organisation__published=True)
    organisation, nora = manager.organisation, manager.person
    ContactPerson.objects.create(organisation=organisation, name="Nora", email=nora.email.upper(), phone="1")
    consent = agreed(nora, organisation)
    client = signed_in(nora)
    assert (
        "leaves the directory" in client.get(f"/en/my/data/consents/{consent.pk}/withdraw/").content.decode()
    )

    response = client.post(f"/en/my/data/consents/{consent.pk}/withdraw/")

    organisation.refresh_from_db()
    consent.refresh_from_db()
    contact = ContactPerson.objects.get(organisation=organisation)
    assert response["Location"] == "/en/my/data/"
    assert consent.withdrawn_at is not None
    assert organisation.visibility == Visibility.UNPUBLISHED
    assert (contact.name, contact.email, contact.phone) == ("", "", "")


def test_where_another_manager_speaks_the_profile_stays() -> None:
    manager = RepresentativeFactory(organisation__published=True)
    RepresentativeFactory(organisation=manager.organisation)
    ContactPerson.objects.create(organisation=manager.organisation, name="Ada", email="ada@kestrel.example")

    services.withdraw(agreed(manager.person, manager.organisation), by=manager.person)

    manager.organisation.refresh_from_db()
    assert manager.organisation.visibility == Visibility.PUBLISHED
    assert ContactPerson.objects.get(organisation=manager.organisation).name == "Ada"


def test_an_open_application_is_taken_back_and_a_claim_of_somebody_else_stays() -> None:
    manager = RepresentativeFactory()
    mine = ApplicationFactory(organisation=manager.organisation, submitted_by=manager.person)
    claimed = RepresentativeFactory()
    claim = ApplicationFactory(organisation=claimed.organisation, kind=Application.Kind.CLAIM)

    for one in (manager, claimed):
        services.withdraw(agreed(one.person, one.organisation), by=one.person)

    mine.refresh_from_db()
    claim.refresh_from_db()
    assert (mine.status, claim.status) == (S.WITHDRAWN, S.SUBMITTED)


def test_who_left_the_organisation_takes_back_without_touching_its_profile() -> None:
    organisation = OrganisationFactory(published=True)
    nora = UserFactory()

    services.withdraw(agreed(nora, organisation), by=nora)

    organisation.refresh_from_db()
    assert organisation.visibility == Visibility.PUBLISHED


def test_what_is_taken_back_or_only_told_has_no_page_to_take_it_back(signed_in: Any) -> None:
    nora = UserFactory()
    told = services.take_note(nora, PRIVACY, where="sign-up")
    gone = services.withdraw(agreed(nora, OrganisationFactory()), by=nora)

    answers = [
        signed_in(nora).get(f"/en/my/data/consents/{consent.pk}/withdraw/").status_code
        for consent in (told, gone)
    ]

    assert answers == [404, 404]
