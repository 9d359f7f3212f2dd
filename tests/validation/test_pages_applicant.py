"""The applicant's side: submitting, seeing where it stands, answering, taking back, coming again."""

import re
from datetime import datetime
from html import unescape

import pytest

from eccp.core.working_time import BRUSSELS
from eccp.organisations.models import Claim, Role
from eccp.validation import services
from eccp.validation.models import Application
from tests.factories import OrganisationFactory, RepresentativeFactory, UserFactory, ValidatorFactory
from tests.validation.profiles import CODES, complete, managed, member_of

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 10, 20, tzinfo=BRUSSELS)


@pytest.fixture
def application():
    organisation, manager = managed(name="Kestrel Bay")
    return services.submit(organisation, by=manager, consent=True)


def page_of(application):
    return f"/en/applications/{application.pk}/"


def text(response):
    main = re.sub(r"(?s)^.*<main|</main>.*$", "", response.content.decode())
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(main)).split())


def told(response):
    return " ".join(str(message) for message in response.context["messages"])


def submit(client, organisation, **typed):
    return client.post(f"/en/my/{organisation.pk}/submit/", typed, follow=True)


def test_submitting_says_what_happens_next_and_when(signed_in, freeze):
    freeze(MONDAY)
    earlier, somebody = managed()
    services.submit(earlier, by=somebody, consent=True)
    organisation, manager = managed()

    response = submit(signed_in(manager), organisation, consent="on")

    application = organisation.applications.get()
    assert response.redirect_chain[-1][0] == page_of(application)
    assert "You get our answer by Wednesday 25 November, 10:20 Brussels time, in 2 days." in told(response)
    assert "1 application is before yours." in told(response)


def test_submitting_without_consent_leads_back_to_the_end_of_the_form(signed_in):
    organisation, manager = managed()

    response = submit(signed_in(manager), organisation)

    assert response.redirect_chain[-1][0] == f"/en/my/{organisation.pk}/edit/contact/"
    assert "Not sent yet." in told(response)
    assert not organisation.applications.exists()


def test_submitting_an_unfinished_profile_says_what_is_missing(signed_in):
    organisation, manager = managed(city="", website="")

    response = submit(signed_in(manager), organisation, consent="on")

    assert response.redirect_chain[-1][0] == f"/en/my/{organisation.pk}/edit/contact/"
    assert "Still empty: Town or city, Website." in told(response)


def test_second_click_on_submit_leads_to_the_open_application(signed_in, application):
    client = signed_in(application.submitted_by)

    response = submit(client, application.organisation, consent="on")

    assert response.redirect_chain[-1][0] == page_of(application)
    assert application.organisation.applications.count() == 1


def test_submitting_is_for_people_who_act_for_the_organisation(signed_in, client):
    organisation = complete(listed=True)

    assert submit(signed_in(UserFactory()), organisation, consent="on").status_code == 403
    assert client.get(f"/en/my/{organisation.pk}/submit/").status_code == 302
    assert signed_in(UserFactory()).get(f"/en/my/{organisation.pk}/submit/").status_code == 405


def test_member_is_sent_to_its_cluster(signed_in):
    cluster = OrganisationFactory(published=True)
    RepresentativeFactory(organisation=cluster)
    member, manager = member_of(cluster)

    response = submit(signed_in(manager), member, consent="on")

    assert "Your cluster is asked to confirm you." in told(response)
    assert not member.applications.exists()


def test_page_says_when_to_expect_the_answer_and_what_was_found(signed_in, freeze):
    freeze(MONDAY)
    organisation, manager = managed(parts__members_sme=2, parts__members_large=0)
    application = services.submit(organisation, by=manager, consent=True)

    page = text(signed_in(manager).get(page_of(application)))

    assert (
        "You get our answer by Wednesday 25 November, 10:20 Brussels time, in 2 days. Yours is the next one."
        in page
    )
    assert "6 members." in page
    assert "Go to “Members and team” in the form" in page


def test_colleague_sees_the_page_and_a_stranger_does_not(signed_in, client, application):
    colleague = RepresentativeFactory(organisation=application.organisation, role=Role.COLLEAGUE).person

    assert signed_in(colleague).get(page_of(application)).status_code == 200
    assert signed_in(ValidatorFactory()).get(page_of(application)).status_code == 200
    assert signed_in(UserFactory()).get(page_of(application)).status_code == 404
    assert client.get(page_of(application)).status_code == 302


def test_claim_is_seen_by_its_claimant_and_validators_only(signed_in):
    listed = OrganisationFactory(listed=True)
    claim = Claim.objects.create(person=UserFactory(), organisation=listed, status=Claim.Status.JUDGED)
    application = services.open_claim(claim, by=claim.person)
    somebody = RepresentativeFactory(organisation=listed).person

    assert signed_in(claim.person).get(page_of(application)).status_code == 200
    assert signed_in(ValidatorFactory()).get(page_of(application)).status_code == 200
    assert signed_in(somebody).get(page_of(application)).status_code == 404


def test_questions_are_answered_one_by_one(signed_in, application):
    services.ask(application, {"size": "Which members?", "": "Who runs it?"}, by=ValidatorFactory())
    client = signed_in(application.submitted_by)

    page = client.get(page_of(application))
    assert list(page.context["form"].fields) == ["answer-size", "answer-"]
    response = client.post(
        f"{page_of(application)}answer/",
        {"answer-size": "These fifteen.", "answer-": "Tadhg does."},
        follow=True,
    )

    application.refresh_from_db()
    said = list(application.thread.messages.filter(side="organisation").values_list("topic", "text"))
    assert application.status == Application.Status.SUBMITTED
    assert said == [("size", "These fifteen."), ("", "Tadhg does.")]
    assert "kept:answer-" in " ".join(str(message.extra_tags) for message in response.context["messages"])


def test_only_the_questions_since_the_last_answer_are_asked(signed_in, application):
    validator = ValidatorFactory()
    services.ask(application, {"size": "Which members?"}, by=validator)
    services.answer(application, {"size": "These."}, by=application.submitted_by)
    services.ask(application, {"team": "Who runs it?"}, by=validator)

    form = signed_in(application.submitted_by).get(page_of(application)).context["form"]

    assert form.questions == {"team": "Who runs it?"}


def test_empty_answer_is_not_sent(signed_in, application):
    services.ask(application, {"size": "Which members?"}, by=ValidatorFactory())

    response = signed_in(application.submitted_by).post(
        f"{page_of(application)}answer/", {"answer-size": " "}
    )

    assert response.status_code == 422
    assert "Write your answer, in a few words." in text(response)
    application.refresh_from_db()
    assert application.status == Application.Status.ASKED


def test_of_several_questions_one_answer_is_enough(signed_in, application):
    services.ask(application, {"size": "Which members?", "team": "Who runs it?"}, by=ValidatorFactory())

    response = signed_in(application.submitted_by).post(f"{page_of(application)}answer/", {})

    assert response.status_code == 422
    assert "Answer at least one question" in text(response)


def test_answering_what_is_not_asked_any_more_is_told(signed_in, application):
    response = signed_in(application.submitted_by).post(
        f"{page_of(application)}answer/", {"answer-size": "These."}, follow=True
    )

    assert "Nothing is asked any more." in told(response)


def test_validator_cannot_answer_for_the_organisation(signed_in, application):
    services.ask(application, {"size": "Which members?"}, by=ValidatorFactory())
    client = signed_in(ValidatorFactory())

    assert client.get(page_of(application)).context["form"] is None
    assert client.post(f"{page_of(application)}answer/", {"answer-size": "These."}).status_code == 403


def test_taking_back_asks_first(signed_in, application):
    client = signed_in(application.submitted_by)

    assert "Take the application back?" in text(client.get(f"{page_of(application)}withdraw/"))
    application.refresh_from_db()
    assert application.is_open

    client.post(f"{page_of(application)}withdraw/")
    application.refresh_from_db()
    assert application.status == Application.Status.WITHDRAWN


def test_taking_back_what_is_decided_is_told(signed_in, application):
    services.decline(application, by=ValidatorFactory(), reason="Too small.")

    response = signed_in(application.submitted_by).post(f"{page_of(application)}withdraw/", follow=True)

    assert "It is decided already" in told(response)


def test_second_look_cannot_be_taken_back(signed_in, application):
    Application.objects.filter(pk=application.pk).update(kind=Application.Kind.SECOND_LOOK)

    assert signed_in(application.submitted_by).get(f"{page_of(application)}withdraw/").status_code == 403


def test_declined_page_says_why_what_to_mend_and_where_and_offers_to_submit_again(signed_in, application):
    validator = ValidatorFactory()
    services.judge(application, "services", "not_met", "Only one course.", by=validator)
    services.decline(application, by=validator, reason="Your services are missing.")

    response = signed_in(application.submitted_by).get(page_of(application))

    page = text(response)
    assert "Your services are missing." in page
    assert "Only one course." in page
    assert f"/en/my/{application.organisation_id}/edit/focus/" in response.content.decode()
    assert f"/en/my/{application.organisation_id}/submit/" in response.content.decode()


def test_published_page_shows_verdicts_and_notes(signed_in, application):
    validator = ValidatorFactory()
    for code in CODES:
        services.judge(application, code, "met", "Seen on the list." if code == "size" else "", by=validator)
    services.publish(application, by=validator, note="Welcome.")

    response = signed_in(application.submitted_by).get(page_of(application))

    assert "Your profile is validated and published." in text(response)
    assert "Seen on the list." in text(response)
    assert "Welcome." in text(response)
    assert [row.said for row in response.context["rows"]] == ["met"] * len(CODES)


def test_decided_page_shows_what_was_judged_not_what_was_edited_since(signed_in, application):
    services.decline(application, by=ValidatorFactory(), reason="Too small.")
    details = application.organisation.details
    details.members_sme = 99
    details.save()

    rows = signed_in(application.submitted_by).get(page_of(application)).context["rows"]

    assert next(row.found for row in rows if row.code == "size") == "20 members."
