"""The room in the back office: the way to the queue, and the note templates."""

import pytest
from django.contrib.auth.models import Group
from django.test import RequestFactory

from eccp.accounts.roles import EDITORS
from eccp.validation.models import NoteTemplate
from eccp.validation.wagtail_hooks import queue_menu_item
from tests.factories import AdministratorFactory, EditorFactory, ValidatorFactory

pytestmark = pytest.mark.django_db
SNIPPETS = "/backoffice/snippets/validation/notetemplate/"


def shown(user):
    request = RequestFactory().get("/backoffice/")
    request.user = user
    return queue_menu_item().is_shown(request)


def test_menu_leads_validators_to_the_queue():
    assert shown(ValidatorFactory())
    assert not shown(EditorFactory())


def test_menu_of_who_works_in_both_names_the_queue(signed_in):
    person = ValidatorFactory()
    person.groups.add(Group.objects.get(name=EDITORS))

    assert "/en/validation/" in signed_in(person).get("/backoffice/").content.decode()


def test_administrator_writes_a_note_template(signed_in):
    client = signed_in(AdministratorFactory())

    assert "Cluster services" in client.get(f"{SNIPPETS}add/").content.decode()
    client.post(
        f"{SNIPPETS}add/", {"title": "Twice", "criterion": "size", "text": "Some names appear twice."}
    )

    assert NoteTemplate.objects.get().criterion == "size"


def test_editor_does_not_write_note_templates(signed_in):
    assert signed_in(EditorFactory()).get(f"{SNIPPETS}add/").status_code == 302


def test_list_of_note_templates_says_the_criterion_in_words(signed_in):
    NoteTemplate.objects.create(title="Twice", criterion="size", text="Some names appear twice.")
    NoteTemplate.objects.create(title="Thanks", text="Thank you.")

    listed = signed_in(AdministratorFactory()).get(SNIPPETS).content.decode()

    assert "Members" in listed
    assert "Any" in listed
    assert ">size<" not in "".join(listed.split())
