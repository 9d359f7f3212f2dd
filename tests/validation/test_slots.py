"""What the room shows on "my organisation" and at the end of the form."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory

from eccp.core.slots import entries
from eccp.organisations.models import Claim, Organisation, Visibility
from eccp.organisations.services.merging import is_busy
from eccp.validation import services
from tests.factories import UserFactory, ValidatorFactory
from tests.validation.profiles import complete, edit, managed, member_of, published, submitted

pytestmark = pytest.mark.django_db


def shown(slot, organisation, user):
    """The slot as the page would show it; nothing when the room is silent."""
    request = RequestFactory().get("/")
    request.user = user
    organisation = Organisation.objects.get(pk=organisation.pk)
    parts = [
        render_to_string(template, context, request)
        for template, context in entries(slot, organisation=organisation, user=user)
        if template.startswith("validation/")
    ]
    return " ".join(" ".join(parts).split())


def home(organisation, user):
    return shown("organisation.home", organisation, user)


def form_end(organisation, user):
    return shown("organisation.form_end", organisation, user)


def test_draft_says_what_is_missing():
    organisation, manager = managed(website="")

    assert "1 answer is still missing." in home(organisation, manager)
    assert f"/my/{organisation.pk}/edit/" in home(organisation, manager)
    end = form_end(organisation, manager)
    assert "#id_website" in end
    assert "<form" not in end


def test_complete_draft_shows_the_button():
    organisation, manager = managed()

    assert "Only the button is left" in home(organisation, manager)
    end = form_end(organisation, manager)
    assert f'action="/en/my/{organisation.pk}/submit/"' in end
    assert 'name="csrfmiddlewaretoken"' in end
    assert 'name="consent"' in end
    assert "/privacy/" in end
    assert "Submit for validation" in end
    assert "48 hours" in end


def test_waiting_application_says_when_and_where():
    application = submitted()
    organisation, manager = application.organisation, application.submitted_by

    assert "Waiting for validation" in home(organisation, manager)
    assert "You get our answer by" in home(organisation, manager)
    assert f"/applications/{application.pk}/" in home(organisation, manager)
    assert "It is with the validators" in form_end(organisation, manager)
    assert "<form" not in form_end(organisation, manager)


def test_question_asks_for_the_answer():
    application = services.ask(submitted(), {"": "And?"}, by=ValidatorFactory())

    told = home(application.organisation, application.submitted_by)

    assert "Waiting for your answer" in told
    assert ">Answer</a>" in told


def test_declined_says_why():
    application = submitted()
    services.decline(application, by=ValidatorFactory(), reason="Too <few> members.")

    told = home(application.organisation, application.submitted_by)

    assert "To mend" in told
    assert "The validator said: Too &lt;few&gt; members." in told
    assert "<form" in form_end(application.organisation, application.submitted_by)


def test_published_says_so_and_offers_no_button():
    organisation, manager = published()

    assert "Last confirmed:" in home(organisation, manager)
    assert "<form" not in form_end(organisation, manager)


def test_second_look_says_that_it_stays_published():
    organisation, manager = published()
    edit(organisation, manager, members_sme=5)
    services.look_again(organisation.pk)

    told = home(organisation, manager)

    assert "Second look" in told
    assert "It stays published meanwhile." in told


def test_member_asks_its_cluster():
    cluster, _cluster_manager = managed(published=True)
    member, manager = member_of(cluster)
    assert "Ask the cluster to confirm" in form_end(member, manager)

    services.send_to_cluster(member, by=manager)

    assert "Waiting for your cluster" in home(member, manager)
    assert "Your cluster has been asked" in form_end(member, manager)


def test_claim_by_another_is_not_shown_as_an_application_of_the_profile():
    organisation, person = complete(listed=True), UserFactory()
    claim = Claim.objects.create(person=person, organisation=organisation, status=Claim.Status.JUDGED)
    services.open_claim(claim, by=person)

    assert "Listed, not validated" in home(organisation, person)


@pytest.mark.parametrize("slot", ["organisation.home", "organisation.form_end"])
def test_archived_profile_is_silent(slot):
    organisation = complete()
    Organisation.objects.filter(pk=organisation.pk).update(visibility=Visibility.ARCHIVED)

    assert shown(slot, organisation, AnonymousUser()) == ""


def test_profile_with_an_open_application_is_busy():
    application = submitted()

    assert is_busy(application.organisation)
    services.withdraw(application, by=application.submitted_by)
    assert not is_busy(application.organisation)


def test_end_of_the_form_is_silent_on_a_published_profile():
    organisation, manager = published()

    assert form_end(organisation, manager) == ""


def test_end_of_the_form_leads_to_the_second_look():
    organisation, manager = published()
    edit(organisation, manager, members_sme=3)
    opened = services.look_again(organisation.pk)

    assert f"/applications/{opened.pk}/" in form_end(organisation, manager)
