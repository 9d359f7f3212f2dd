"""The log says nothing of people: what they are called, typed and wrote stays out of it, whatever they do."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from eccp.content.tree import ensure_pages
from eccp.core.log import history
from eccp.core.models import LogEntry
from eccp.organisations.models import JoinRequest, Representative
from eccp.organisations.services import claims, merging, people, profiles
from eccp.validation import services as validation
from tests.factories import (
    AdministratorFactory,
    ApplicationFactory,
    CountryFactory,
    EditorFactory,
    OrganisationFactory,
    RepresentativeFactory,
    UserFactory,
    ValidatorFactory,
)

pytestmark = pytest.mark.django_db

CANARY = "canary"


def person(factory=UserFactory, **columns):
    """Somebody whose name and address are easy to find again."""
    made = factory(**columns)
    made.name, made.email = f"Canary {made.pk}", f"canary{made.pk}@canary.example"
    made.organisation_in_words = "Canary Ltd"
    made.save()
    return made


def test_no_entry_holds_what_a_person_is_called_or_wrote(signed_in):
    manager, asker, refused, claimant = (person() for _ in range(4))
    validator, other = person(ValidatorFactory), person(ValidatorFactory)
    organisation = RepresentativeFactory(person=manager).organisation
    listed = OrganisationFactory(listed=True, website="https://listed.example")

    people.accept_join(people.ask_to_join(organisation, "I am Canary", by=asker), "colleague", by=manager)
    people.refuse_join(people.ask_to_join(organisation, "I am Canary", by=refused), by=manager)
    values = {
        "contact_name": "Canary",
        "contact_email": "canary@canary.example",
        "contact_phone": "+49 CANARY",
        "contact_position": "Head of canaries",
        "city": "Kiel",
    }
    profiles.update(organisation, values, opened_at=organisation.version, by=manager)
    claim = claims.mail_proof(listed, "canary@listed.example", by=claimant)
    claims.prove(claim, by=claimant)
    application = ApplicationFactory(organisation=organisation, submitted_by=manager)
    validation.take(application, by=validator)
    validation.reassign(application, other, by=validator)
    validation.ask(application, {"": "Are you Canary?"}, by=other)
    validation.answer(application, {"": "I am Canary."}, by=manager)
    validation.withdraw(application, by=manager)
    merging.merge(organisation, listed, {}, by=validator)
    signed_in(manager).post("/en/account/", {"name": "Canary Changed", "language": "en"})

    entries = list(LogEntry.objects.values())
    assert [one for one in entries if CANARY in str(one).lower()] == []
    assert len(entries) > 12
    assert {one["role"] for one in entries} >= {"manager", "person", "validator"}
    assert Representative.objects.filter(organisation=organisation).count() == 3
    assert JoinRequest.objects.count() == 2


def test_contact_person_leaves_that_it_changed():
    organisation = RepresentativeFactory().organisation

    profiles.update(organisation, {"contact_name": "Canary"}, opened_at=organisation.version, by=None)

    assert history(organisation).last().changes == {"contact_name": ["", "…"]}


def test_queue_taken_away_is_logged_with_its_filters(signed_in):
    validator = person(ValidatorFactory)

    response = signed_in(validator).get("/en/validation/queue.csv", {"q": CANARY, "state": "asked"})

    assert response.status_code == 200
    (entry,) = LogEntry.objects.filter(verb="validation.export")
    assert (entry.by, entry.role) == (validator, "validator")
    assert entry.changes == {"state": ["", "asked"]}


def test_opened_letter_is_logged_and_leaves_the_track_as_it_is(signed_in):
    application = ApplicationFactory()
    letter = application.organisation.recognitions.create(programme="A programme", level="national")
    letter.letter.save("canary.pdf", ContentFile(b"%PDF-1.4"))
    validator = ValidatorFactory()
    client = signed_in(validator)

    response = client.get(f"/en/validation/{application.pk}/letters/{letter.pk}/")
    b"".join(response.streaming_content)

    entry = history(application).get(verb="validation.letter_opened")
    assert (entry.by, entry.role, entry.changes) == (validator, "validator", {"letter": ["", letter.pk]})
    assert "Letter opened" not in client.get(f"/en/validation/{application.pk}/").content.decode()


def test_edits_in_the_back_office_are_in_the_same_log(signed_in):
    ensure_pages()
    editor, about = EditorFactory(), Page.objects.get(slug="about")

    body = streamfield([("text", rich_text("<p>We.</p>"))])
    typed = nested_form_data({"title": "About us all", "slug": "about", "body": body})
    signed_in(editor).post(f"/backoffice/pages/{about.pk}/edit/", typed)

    entry = LogEntry.objects.filter(verb="wagtail.edit").get()
    assert (entry.kind, entry.object_id, entry.by) == ("content.textpage", about.pk, editor)
    assert (entry.role, entry.changes, entry.note) == ("editor", {}, "")


def test_record_with_a_word_for_its_key_is_found_by_its_note(signed_in):
    country, administrator = CountryFactory(code="FR"), AdministratorFactory()

    signed_in(administrator).post(
        f"/backoffice/snippets/reference/country/edit/{country.pk}/",
        {"name": "France", "groups": "[]", "source": "x", "version": "1"},
    )

    entry = LogEntry.objects.filter(kind="reference.country").last()
    assert (entry.object_id, entry.note, entry.role) == (0, "FR", "administrator")


def test_who_is_not_signed_in_leaves_nothing():
    Client().get("/en/directory/")

    assert not LogEntry.objects.exists()
