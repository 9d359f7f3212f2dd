"""A profile that is edited while a validator judges it: the page tells, and asks again."""

import pytest

from eccp.core.log import history
from eccp.organisations.models import Visibility
from eccp.validation import services
from eccp.validation.models import Application
from tests.factories import ValidatorFactory
from tests.validation.profiles import CODES, edit, judged_well, managed
from tests.validation.test_pages_decision import hidden, page_of, post, text

pytestmark = pytest.mark.django_db
ALL_MET = {f"say-{code}": "met" for code in CODES}
CHANGED = "The profile changed since you opened this page."


@pytest.fixture
def application():
    organisation, manager = managed(name="Kestrel Bay")
    return services.submit(organisation, by=manager, consent=True)


@pytest.fixture
def validator():
    return ValidatorFactory(name="Ilse Brandt")


def status(application):
    return Application.objects.get(pk=application.pk).status


def fewer_members(application, number=3):
    edit(application.organisation, application.submitted_by, members_sme=number)


def table(response):
    return [(str(one.label), one.before, one.after) for one in response.context["edited"]]


@pytest.mark.parametrize("action", ["save", "ask", "publish", "decline"])
def test_edit_since_the_page_was_opened_is_shown_before_anything_is_stored(
    signed_in, application, validator, action
):
    client = signed_in(validator)
    mark = hidden(client.get(page_of(application)))["seen"]
    fewer_members(application)

    response = client.post(
        page_of(application), {"seen": mark, **ALL_MET, "do": action, "message": "Welcome aboard"}
    )

    assert response.status_code == 409
    assert CHANGED in text(response)
    assert table(response) == [("Small and medium-sized companies", "14", "3")]
    assert not application.verdicts.exists()
    assert "Welcome aboard" in text(response)


def test_sent_once_more_it_goes_on(signed_in, application, validator):
    client = signed_in(validator)
    mark = hidden(client.get(page_of(application)))["seen"]
    fewer_members(application)
    told = client.post(page_of(application), {"seen": mark, **ALL_MET, "do": "publish"})

    response = client.post(page_of(application), {**hidden(told), **ALL_MET, "do": "publish"})

    assert response.status_code == 200
    assert response.context["action"] == "publish"


def test_edit_between_the_mail_and_its_sending_stops_the_sending(signed_in, application, validator):
    client = signed_in(validator)
    preview = post(client, application, **ALL_MET, do="publish")
    fewer_members(application)

    response = client.post(page_of(application), {**hidden(preview), "do": "confirm"})

    assert response.status_code == 409
    assert CHANGED in text(response)
    assert status(application) == "submitted"


def test_several_edits_are_told_as_one_and_what_came_back_is_not_told(signed_in, application, validator):
    client = signed_in(validator)
    mark = hidden(client.get(page_of(application)))["seen"]
    for number in (3, 5):
        fewer_members(application, number)
    edit(application.organisation, application.submitted_by, members_large=9)
    edit(application.organisation, application.submitted_by, members_large=2)

    response = client.post(page_of(application), {"seen": mark, **ALL_MET, "do": "save"})

    assert table(response) == [("Small and medium-sized companies", "14", "5")]


def test_mark_that_is_none_asks_again_without_a_table(signed_in, application, validator):
    response = signed_in(validator).post(page_of(application), {"seen": "x", **ALL_MET, "do": "save"})

    assert response.status_code == 409
    assert table(response) == []


def test_publishing_what_was_edited_since_is_undone_whole(application, validator):
    judged_well(application, validator)
    version = application.organisation.version
    fewer_members(application)

    with pytest.raises(services.ProfileChanged):
        services.publish(application, by=validator, version=version)

    assert status(application) == "submitted"
    application.organisation.refresh_from_db()
    assert application.organisation.visibility == Visibility.DRAFT
    assert services.publish(application, by=validator, version=version + 1).status == "published"


def test_verdict_that_was_given_before_an_edit_is_marked(signed_in, application, validator):
    judged_well(application, validator)
    fewer_members(application)

    response = signed_in(validator).get(page_of(application))

    marked = {one.row.code for one in response.context["judging"] if one.edited}
    assert marked == {"size", "industry", "mix"}
    assert "Small and medium-sized companies: 14 → 3" in text(response)


def test_saying_it_again_takes_the_mark_away_and_stands_in_the_history(signed_in, application, validator):
    judged_well(application, validator)
    fewer_members(application)
    client = signed_in(validator)
    before = history(application).count()

    post(client, application, **ALL_MET, do="save")

    assert history(application).count() == before + len(("taken", "size", "industry", "mix"))
    response = client.get(page_of(application))
    assert [one for one in response.context["judging"] if one.edited] == []


def test_verdicts_without_an_edit_are_not_marked(signed_in, application, validator):
    fewer_members(application)
    judged_well(application, validator)

    response = signed_in(validator).get(page_of(application))

    assert [one for one in response.context["judging"] if one.edited] == []
