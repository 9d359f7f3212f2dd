"""The decision page: verdicts, what is missing, the mail before it is sent, two validators at once."""

import re
from html import unescape

import pytest

from eccp.notices.models import OutgoingMail
from eccp.organisations.models import Claim, Visibility
from eccp.validation import services
from eccp.validation.models import Application, NoteTemplate, Verdict
from tests.factories import (
    ApplicationFactory,
    OrganisationFactory,
    RepresentativeFactory,
    UserFactory,
    ValidatorFactory,
)
from tests.validation.profiles import CODES, complete, managed, recognise

pytestmark = pytest.mark.django_db
ALL_MET = {f"say-{code}": "met" for code in CODES}


@pytest.fixture
def application():
    organisation, manager = managed(name="Kestrel Bay")
    return services.submit(organisation, by=manager, consent=True)


@pytest.fixture
def validator():
    return ValidatorFactory(name="Ilse Brandt")


def page_of(application):
    return f"/en/validation/{application.pk}/"


def hidden(response):
    """The hidden fields of the page's form, as a browser would send them again."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', response.content.decode())
    return {name: unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def post(client, application, **typed):
    """What a validator sends who opened the page just now."""
    mark = hidden(client.get(page_of(application))).get("seen", "")
    return client.post(page_of(application), {"seen": mark, **typed})


def confirm(client, application, preview):
    return client.post(page_of(application), {**hidden(preview), "do": "confirm"})


def parts(preview):
    return tuple(preview.context["mail"][part] for part in ("subject", "text", "html"))


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(response.content.decode())).split())


def test_verdicts_are_stored_and_take_the_application_in_hand(signed_in, application, validator):
    client = signed_in(validator)

    response = post(
        client,
        application,
        **{"do": "save", "say-team": "met", "say-size": "not_met", "note-size": "Three names twice."},
    )

    assert response.status_code == 302
    stored = {row.criterion: (row.say, row.note, row.by) for row in application.verdicts.all()}
    assert stored == {"team": ("met", "", validator), "size": ("not_met", "Three names twice.", validator)}
    application.refresh_from_db()
    assert application.in_progress_by == validator


def test_saving_again_changes_only_what_changed(signed_in, application, validator):
    client = signed_in(validator)
    post(client, application, **{"do": "save", "say-team": "met", "say-size": "met"})
    before = application.verdicts.get(criterion="team").updated_at

    post(client, application, **{"do": "save", "say-team": "met", "say-size": "not_met"})

    assert application.verdicts.get(criterion="team").updated_at == before
    assert application.verdicts.get(criterion="size").say == "not_met"


def test_page_counts_what_is_judged_and_leads_to_what_is_open(signed_in, application, validator):
    client = signed_in(validator)
    post(client, application, **{"do": "save", "say-team": "met", "say-website": "met"})

    response = client.get(page_of(application))

    assert "2 of 7 judged." in text(response)
    assert 'href="#k-size"' in response.content.decode()


def test_publishing_with_an_open_criterion_is_refused_and_keeps_what_was_typed(
    signed_in, application, validator
):
    typed = ALL_MET | {"do": "publish", "message": "Welcome aboard", "question-size": "Who are they?"}
    typed.pop("say-size")

    response = post(signed_in(validator), application, **typed)

    assert response.status_code == 422
    assert "Some criteria have no verdict yet." in text(response)
    assert "Members" in response.context["told"]
    assert "Welcome aboard" in response.content.decode()
    assert "Who are they?" in response.content.decode()
    application.refresh_from_db()
    assert application.status == Application.Status.SUBMITTED


def test_publishing_with_a_criterion_not_met_needs_a_note(signed_in, application, validator):
    client = signed_in(validator)

    refused = post(client, application, **(ALL_MET | {"say-mix": "not_met", "do": "publish"}))
    allowed = post(
        client,
        application,
        **(ALL_MET | {"say-mix": "not_met", "do": "publish", "message": "A young cluster."}),
    )

    assert refused.status_code == 422
    assert allowed.context["action"] == "publish"


def test_publishing_shows_the_mail_first_and_sends_that_one(signed_in, application, validator):
    client = signed_in(validator)
    sent_before = OutgoingMail.objects.count()

    preview = post(client, application, **(ALL_MET | {"do": "publish", "message": "Welcome aboard"}))
    application.refresh_from_db()
    assert (application.status, OutgoingMail.objects.count()) == (Application.Status.SUBMITTED, sent_before)
    response = confirm(client, application, preview)

    assert response.status_code == 302
    application.refresh_from_db()
    mail = OutgoingMail.objects.latest("pk")
    assert application.status == Application.Status.PUBLISHED
    assert application.organisation.visibility == Visibility.PUBLISHED
    assert (mail.subject, mail.text, mail.html) == parts(preview)
    assert "Welcome aboard" in mail.text


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        (
            {"do": "ask", "question-size": "Which members did you mean?", "message": "And who runs it?"},
            Application.Status.ASKED,
        ),
        ({"do": "decline", "message": "The website is about something else."}, Application.Status.DECLINED),
    ],
)
def test_asking_and_declining_show_the_mail_that_is_sent(signed_in, application, validator, typed, status):
    client = signed_in(validator)

    preview = post(client, application, **typed)
    confirm(client, application, preview)

    application.refresh_from_db()
    mail = OutgoingMail.objects.latest("pk")
    assert application.status == status
    assert (mail.subject, mail.text, mail.html) == parts(preview)
    assert all(words in mail.text for name, words in typed.items() if name != "do")


@pytest.mark.parametrize("do", ["ask", "decline"])
def test_asking_and_declining_need_words(signed_in, application, validator, do):
    response = post(signed_in(validator), application, **{"do": do, "say-team": "met"})

    assert response.status_code == 422
    assert response.context["told_kind"] == "error"
    application.refresh_from_db()
    assert application.status == Application.Status.SUBMITTED


def test_going_back_from_the_mail_keeps_what_was_typed(signed_in, application, validator):
    client = signed_in(validator)
    preview = post(client, application, **{"do": "ask", "question-size": "Which members?"})

    response = client.post(page_of(application), {**hidden(preview), "do": "back"})

    assert response.status_code == 200
    assert "Which members?" in response.content.decode()


def test_mail_is_shown_anew_when_a_verdict_changed_meanwhile(signed_in, application, validator):
    client = signed_in(validator)
    preview = post(client, application, **(ALL_MET | {"do": "publish"}))
    services.judge(application, "size", "met", "Seen on the page.", by=validator)

    response = confirm(client, application, preview)

    assert response.context["action"] == "publish"
    application.refresh_from_db()
    assert application.status == Application.Status.SUBMITTED


def test_second_click_on_publish_says_who_decided(signed_in, application, validator):
    client = signed_in(validator)
    preview = post(client, application, **(ALL_MET | {"do": "publish"}))
    confirm(client, application, preview)

    response = confirm(client, application, preview)

    assert response.status_code == 409
    assert response.context["told"].startswith("Ilse Brandt decided this: published")
    assert OutgoingMail.objects.filter(subject=preview.context["mail"]["subject"]).count() == 1


def test_second_validator_is_told_that_it_was_decided_and_keeps_the_words(signed_in, application, validator):
    second = signed_in(ValidatorFactory(name="Ada Lind"))
    preview = post(second, application, do="decline", message="Not enough members for me.")
    publish(application, validator)

    response = confirm(second, application, preview)

    assert response.status_code == 409
    assert "Ilse Brandt decided this: published" in response.context["told"]
    assert "Nothing of yours was stored or sent." in response.context["told"]
    assert "Not enough members for me." in response.content.decode()


def publish(application, validator):
    for code in CODES:
        services.judge(application, code, "met", by=validator)
    services.publish(application, by=validator)


def test_second_validator_is_told_of_verdicts_given_meanwhile_and_keeps_the_words(
    signed_in, application, validator
):
    second = signed_in(ValidatorFactory(name="Ada Lind"))
    mark = hidden(second.get(page_of(application)))["seen"]
    services.take(application, by=validator)
    services.judge(application, "size", "met", by=validator)

    response = second.post(
        page_of(application),
        {"seen": mark, "do": "save", "say-size": "not_met", "note-size": "I see twelve."},
    )

    assert response.status_code == 409
    assert "Ilse Brandt took it in hand" in text(response)
    assert "Ilse Brandt gave verdicts." in response.context["told"]
    assert "I see twelve." in response.content.decode()
    assert application.verdicts.get(criterion="size").say == "met"


def test_sending_once_more_after_being_told_is_possible(signed_in, application, validator):
    second = signed_in(ValidatorFactory())
    services.judge(application, "size", "met", by=validator)

    post(second, application, **{"do": "save", "say-size": "not_met", "note-size": "I see twelve."})

    assert application.verdicts.get(criterion="size").note == "I see twelve."


def test_who_has_it_in_hand_is_said_on_the_page_and_before_the_mail(signed_in, application, validator):
    services.take(application, by=validator)
    client = signed_in(ValidatorFactory())

    page = client.get(page_of(application))
    preview = post(client, application, **(ALL_MET | {"do": "publish"}))

    assert "Ilse Brandt took it in hand" in text(page)
    assert "Ilse Brandt took it in hand" in text(preview)


def test_taking_what_another_has_in_hand_is_told_and_taking_over_works(signed_in, application, validator):
    services.take(application, by=validator)
    other = ValidatorFactory()
    client = signed_in(other)

    told = client.post(f"{page_of(application)}take/", follow=True)
    application.refresh_from_db()
    assert application.in_progress_by == validator
    assert "Ilse Brandt took it in hand" in text(told)

    client.post(f"{page_of(application)}take/", {"over": "1"})
    application.refresh_from_db()
    assert application.in_progress_by == other


def test_application_is_handed_to_another_validator_and_put_back(signed_in, application, validator):
    other, client = ValidatorFactory(), signed_in(validator)
    client.post(f"{page_of(application)}take/")

    client.post(f"{page_of(application)}hand/", {"to": other.pk})
    application.refresh_from_db()
    assert application.in_progress_by == other

    signed_in(other).post(f"{page_of(application)}release/")
    application.refresh_from_db()
    assert application.in_progress_by is None


def test_application_is_not_handed_to_somebody_who_judges_nothing(signed_in, application, validator):
    signed_in(validator).post(f"{page_of(application)}hand/", {"to": UserFactory().pk})

    application.refresh_from_db()
    assert application.in_progress_by is None


def test_own_application_is_refused_with_the_rule(signed_in):
    validator = ValidatorFactory()
    organisation = complete()
    RepresentativeFactory(person=validator, organisation=organisation)
    application = services.submit(organisation, by=validator, consent=True)

    for response in (
        signed_in(validator).get(page_of(application)),
        signed_in(validator).post(page_of(application), {"do": "save", "say-team": "met"}),
        signed_in(validator).post(f"{page_of(application)}take/"),
    ):
        assert response.status_code == 403
        assert "Nobody judges an application of their own organisation." in text(response)


def test_waived_is_offered_only_where_a_recognition_stands(signed_in, application, validator):
    client = signed_in(validator)
    without = client.get(page_of(application))
    refused = post(client, application, **{"do": "save", "say-size": "waived"})
    recognise(application.organisation)
    given = client.get(page_of(application))
    post(client, application, **{"do": "save", "say-size": "waived"})

    assert 'name="say-size" value="waived"' not in without.content.decode()
    assert refused.status_code == 409
    assert 'name="say-size" value="waived"' in given.content.decode()
    assert "https://programme.example.eu" in given.content.decode()
    assert application.verdicts.get(criterion="size").say == "waived"


def test_template_is_inserted_into_the_question_of_its_criterion(signed_in, application, validator):
    template = NoteTemplate.objects.create(title="Twice", criterion="size", text="Some names appear twice.")

    response = post(
        signed_in(validator),
        application,
        **{"insert": "size", "template-size": template.pk, "question-size": "Hello.", "note-team": "kept"},
    )

    form = response.context["form"]
    assert form["question-size"].value() == "Hello.\n\nSome names appear twice."
    assert form["note-team"].value() == "kept"
    assert Verdict.objects.count() == 0


def test_general_template_is_inserted_into_the_words_below(signed_in, application, validator):
    template = NoteTemplate.objects.create(title="Thanks", text="Thank you for your patience.")

    response = post(signed_in(validator), application, **{"insert": "", "template-": template.pk})

    assert response.context["form"]["message"].value() == "Thank you for your patience."


def test_inserting_nothing_says_so(signed_in, application, validator):
    response = post(signed_in(validator), application, **{"insert": "size", "template-size": ""})

    assert response.context["told"] == "Choose a template first."


def test_questions_that_were_not_sent_stay_on_the_page_after_saving(signed_in, application, validator):
    response = post(
        signed_in(validator),
        application,
        **{"do": "save", "say-team": "met", "question-size": "Which members?"},
    )

    assert response.status_code == 200
    assert "Which members?" in response.content.decode()
    assert application.verdicts.get().criterion == "team"


def test_while_the_applicant_is_asked_only_declining_is_offered(signed_in, application, validator):
    services.ask(application, {"size": "Which members?"}, by=validator)
    client = signed_in(validator)

    page = client.get(page_of(application)).content.decode()
    refused = post(client, application, **(ALL_MET | {"do": "publish"}))

    assert re.findall(r'name="do" value="(\w+)"', page.partition('class="decide"')[2]) == ["save", "decline"]
    assert refused.status_code == 422


def test_decided_application_shows_verdicts_and_takes_no_more(signed_in, application, validator):
    client = signed_in(validator)
    services.judge(application, "size", "not_met", "Twelve names only.", by=validator)
    services.decline(application, by=validator, reason="Come again with more members.")

    page = client.get(page_of(application))
    late = client.post(page_of(application), {"do": "save", "say-size": "met"})

    assert "Come again with more members." in text(page)
    assert "Twelve names only." in text(page)
    assert 'name="do"' not in page.content.decode()
    assert late.status_code == 409
    assert application.verdicts.get().say == "not_met"


def test_earlier_decisions_are_shown(signed_in, application, validator):
    services.decline(application, by=validator, reason="Too few members.")
    manager = application.submitted_by
    again = services.submit(application.organisation, by=manager, consent=True)

    page = text(signed_in(validator).get(page_of(again)))

    assert "First validation: declined" in page
    assert "Too few members." in page


def test_claim_shows_the_claimants_words_and_is_granted(signed_in, validator):
    claimant = UserFactory(email="nora@cluster.example.eu")
    listed = OrganisationFactory(listed=True, name="Listed one", website="https://cluster.example.eu")
    claim = Claim.objects.create(person=claimant, organisation=listed, status=Claim.Status.JUDGED)
    application = services.open_claim(claim, by=claimant, words="I have run it since 2019.")
    client = signed_in(validator)

    page = client.get(page_of(application))
    preview = post(client, application, do="publish")
    confirm(client, application, preview)

    assert "I have run it since 2019." in text(page)
    assert "Grant the claim" in text(page)
    assert listed.representatives.get().person == claimant
    assert OutgoingMail.objects.latest("pk").text == preview.context["mail"]["text"]


def test_page_is_for_validators_only(client, signed_in, application):
    manager = application.submitted_by

    assert signed_in(manager).get(page_of(application)).status_code == 403
    assert client.get(page_of(application)).status_code == 302
    assert signed_in(ValidatorFactory()).get("/en/validation/999999/").status_code == 404


def test_what_people_type_is_never_markup(signed_in, validator):
    application = ApplicationFactory(organisation=OrganisationFactory(name="<script>alert(1)</script>"))

    assert "<script>alert(1)" not in signed_in(validator).get(page_of(application)).content.decode()
