"""What people are written: equal in plain text and HTML, shown before it is sent, never lost, never twice."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest

from eccp.notices.models import Notice, OutgoingMail
from eccp.organisations.models import Claim, Role
from eccp.validation import services
from eccp.validation.mails import recipients
from tests.factories import RepresentativeFactory, UserFactory, ValidatorFactory
from tests.validation import profiles
from tests.validation.profiles import complete, edit, judged_well, managed

pytestmark = pytest.mark.django_db


def submitted(**columns):
    return profiles.submitted(**{"name": "Kestrel <Bay> & Co", **columns})


def last():
    return OutgoingMail.objects.first()


def words(html):
    """The words of an HTML mail, without its style sheet and title."""
    html = re.sub(r"(?s)<(style|title)>.*?</\1>", " ", html)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def assert_equal_parts(mail):
    """Every line of the text stands in the HTML as well."""
    shown = words(mail.html)
    for written in mail.text.splitlines():
        line = " ".join(written.removeprefix("- ").split()).removesuffix(":")
        if line and line != "--" and not line.startswith("http"):
            assert line in shown, line
    for address in re.findall(r"https?://\S+", mail.text):
        assert f'href="{address}"' in unescape(mail.html), address


def test_received_says_when_and_how_many_are_before(freeze):
    freeze(datetime(2026, 3, 6, 14, 0, tzinfo=UTC))
    submitted(name="The one before")
    submitted(parts__management_fte="0.2")

    mail = last()

    assert mail.subject == "Kestrel <Bay> & Co is with the validators: answer by Tuesday 10 March"
    assert "You get our answer by Tuesday 10 March, 15:00 Brussels time, in 4 days." in mail.text
    assert "1 application is before yours." in mail.text
    assert "A team of at least 0.5 full-time posts is needed." in mail.text
    assert_equal_parts(mail)


def test_question_names_criterion_note_and_time_left(freeze):
    application, validator = submitted(), ValidatorFactory()
    services.judge(application, "mix", "met", "Seen on your website.", by=validator)

    services.ask(
        application,
        {"size": "Three names appear twice.\nWhich did you mean?", "": "Where do you meet?"},
        by=validator,
    )

    mail = last()
    assert mail.subject == "2 questions about Kestrel <Bay> & Co: please answer"
    assert "Members\nThree names appear twice." in mail.text
    assert "Kinds of members – Met" in mail.text
    assert "The validator says: Seen on your website." in mail.text
    assert "within 48 hours on working days" in mail.text
    assert f"/applications/{application.pk}/" in mail.text
    assert validator.name not in mail.text + mail.html
    assert_equal_parts(mail)


def test_answer_is_acknowledged():
    application = services.ask(submitted(), {"": "And?"}, by=ValidatorFactory())

    services.answer(application, {"": "Yes."}, by=application.submitted_by)

    assert last().subject.startswith("We have your answer about Kestrel <Bay> & Co: decision by ")
    assert_equal_parts(last())


def test_published_leads_to_the_page():
    application, validator = submitted(), ValidatorFactory()
    judged_well(application, validator)
    services.judge(application, "focus", "not_met", "A little wide.", by=validator)

    services.publish(application, by=validator, note="Welcome.")

    mail = last()
    assert mail.subject == "Kestrel <Bay> & Co is published"
    assert "Welcome." in mail.text
    assert "Thematic focus – Not met" in mail.text
    assert "Team – " not in mail.text
    assert f"/profiles/{application.organisation_id}-" in mail.text
    assert_equal_parts(mail)


def test_declined_says_why_and_how_to_mend():
    application, validator = submitted(parts__members_sme=1), ValidatorFactory()
    services.judge(application, "size", "not_met", "Only those with a contract count.", by=validator)

    services.decline(application, by=validator, reason="Too few\nmembers.")

    mail = last()
    assert mail.subject == "Kestrel <Bay> & Co is not published yet: what to mend"
    assert "Too few\nmembers." in mail.text
    assert "Only those with a contract count." in mail.text
    assert "How to mend it: Give at least 15 members; you have 7." in mail.text
    assert f"/my/{application.organisation_id}/edit/" in mail.text
    assert_equal_parts(mail)


def test_withdrawn_is_acknowledged():
    application = submitted()

    services.withdraw(application, by=application.submitted_by)

    assert last().subject == "The application of Kestrel <Bay> & Co is withdrawn"
    assert f"/my/{application.organisation_id}/edit/" in last().text
    assert_equal_parts(last())


def second_look():
    application, validator = submitted(), ValidatorFactory()
    judged_well(application, validator)
    services.publish(application, by=validator)
    edit(application.organisation, application.submitted_by, members_sme=5)
    return services.look_again(application.organisation_id), validator


def test_second_look_says_what_fails_and_what_stays():
    second_look()

    assert last().subject == "Kestrel <Bay> & Co: one criterion is not met any more"
    assert "the profile stays published" in last().text
    assert "Give at least 15 members; you have 11." in last().text
    assert_equal_parts(last())


def test_second_look_is_closed_in_its_own_words():
    application, validator = second_look()
    judged_well(application, validator)
    services.publish(application, by=validator)

    assert last().subject == "Kestrel <Bay> & Co stays published: the second look is over"
    assert_equal_parts(last())


def test_declined_second_look_says_that_it_is_no_longer_public():
    application, validator = second_look()
    services.decline(application, by=validator, reason="A cluster of seven.")

    assert last().subject == "Kestrel <Bay> & Co is no longer public: what to mend"
    assert_equal_parts(last())


@pytest.mark.parametrize("end", ["decline", "withdraw"])
def test_claim_is_told_to_the_person_who_claims(end):
    organisation, person = complete(listed=True, name="Kestrel <Bay> & Co"), UserFactory()
    claim = Claim.objects.create(person=person, organisation=organisation, status=Claim.Status.JUDGED)
    application = services.open_claim(claim, by=person)
    assert (last().to, last().subject.split(":")[0]) == (
        person,
        "Your request for Kestrel <Bay> & Co is with the validators",
    )
    assert_equal_parts(last())

    if end == "decline":
        services.decline(application, by=ValidatorFactory(), reason="We could not reach you.")
    else:
        services.withdraw(application, by=person)

    assert last().to == person
    assert "You get this mail because you asked to act for Kestrel <Bay> & Co." in last().text
    assert_equal_parts(last())


def test_what_people_wrote_is_text_and_no_markup():
    application = submitted()

    services.ask(application, {"": "<b>Bold</b> & <script>x</script>"}, by=ValidatorFactory())

    assert "<script>" not in last().html
    assert "<b>Bold</b>" not in last().html
    assert "<b>Bold</b> & <script>x</script>" in last().text


def sent():
    return {"subject": last().subject, "text": last().text, "html": last().html}


@pytest.mark.parametrize(
    ("action", "data"),
    [
        ("ask", {"questions": {"size": "Which?", "": "And?"}}),
        ("publish", {"note": "Welcome."}),
        ("decline", {"reason": "Too few."}),
    ],
)
def test_preview_is_the_mail(freeze, action, data):
    application, validator = submitted(), ValidatorFactory()
    judged_well(application, validator)
    freeze(application.submitted_at)

    shown = services.preview(application, action, **data)
    assert OutgoingMail.objects.count() == 1
    getattr(services, action)(application, **data, by=validator)

    assert shown == sent()


def test_second_look_and_claim_are_shown_in_their_words():
    application, _validator = second_look()
    assert "stays published" in services.preview(application, "publish")["subject"]

    person = UserFactory()
    claim = Claim.objects.create(
        person=person, organisation=complete(listed=True), status=Claim.Status.JUDGED
    )
    claimed = services.open_claim(claim, by=person)
    assert "not given to you" in services.preview(claimed, "decline", reason="No.")["subject"]
    assert person.name in services.preview(claimed, "publish")["text"]


def test_other_actions_have_no_letter():
    with pytest.raises(KeyError):
        services.preview(submitted(), "withdraw")


def test_all_managers_are_written_to_and_colleagues_are_not():
    organisation, manager = managed()
    second = RepresentativeFactory(organisation=organisation).person
    colleague = RepresentativeFactory(organisation=organisation, role=Role.COLLEAGUE).person

    application = services.submit(organisation, by=colleague, consent=True)

    assert recipients(application) == [manager, second]
    assert set(OutgoingMail.objects.values_list("to", flat=True)) == {manager.pk, second.pk}


def test_who_submitted_comes_first():
    organisation, _manager = managed()
    second = RepresentativeFactory(organisation=organisation).person

    assert recipients(services.submit(organisation, by=second, consent=True))[0] == second


def test_nobody_left_is_no_error():
    application = submitted()
    application.organisation.representatives.all().delete()
    application.submitted_by.is_active = False
    application.submitted_by.save()
    application.refresh_from_db()

    assert services.preview(application, "decline", reason="No.") == {
        "subject": "",
        "text": "",
        "html": "",
    }
    assert services.decline(application, by=ValidatorFactory(), reason="No.").status == "declined"


def test_validators_get_notices_and_no_mails():
    validators = [ValidatorFactory(), ValidatorFactory()]

    submitted()

    assert set(Notice.objects.waiting().values_list("person", flat=True)) == {
        person.pk for person in validators
    }
    assert not OutgoingMail.objects.filter(to__in=validators).exists()


def test_validator_is_not_told_of_an_own_application():
    organisation, validator = managed()[0], ValidatorFactory()
    person = RepresentativeFactory(organisation=organisation, person=validator).person

    services.submit(organisation, by=person, consent=True)

    assert not Notice.objects.waiting().filter(person=validator).exists()
