"""The pages: the list with its filters, a conversation, getting in touch, reporting an error, the ways there."""

import pytest
from django.utils import timezone

from eccp.conversations import services
from eccp.conversations.models import Message, Reading, Thread
from eccp.conversations.views.reading import A_PAGE
from eccp.core import slots
from eccp.organisations.models import Organisation, Representative, Visibility
from tests.conversations.people import WORDS, between_two, chosen, colleague_of, from_a_person, staffed
from tests.factories import (
    ApplicationFactory,
    ContactFactory,
    MessageFactory,
    OrganisationFactory,
    RepresentativeFactory,
    UserFactory,
    ValidatorFactory,
)

pytestmark = pytest.mark.django_db
INBOX = "/en/my/conversations/"


def page_of(thread):
    return f"{INBOX}{thread.pk}/"


def listed(client, query=""):
    return [row.thread for row in client.get(f"{INBOX}{query}").context["rows"]]


def text_of(response):
    return " ".join(response.content.decode().split())


# --- the list


def test_list_shows_whom_for_whom_what_and_that_it_is_unread(signed_in):
    _thread, sender, manager = between_two()
    page = text_of(signed_in(manager).get(INBOX))

    assert f"With {sender.name}, Kestrel Bay" in page
    assert "you act for Heron Hills" in page
    assert WORDS in page
    assert "1 unread" in page
    assert sender.email not in page
    page = text_of(signed_in(sender).get(INBOX))
    assert "With Heron Hills" in page
    assert "you act for Kestrel Bay" in page
    assert "1 unread" not in page


def test_newest_comes_first(signed_in):
    heron, manager = staffed()
    older, newer = (services.begin(heron, by=UserFactory(), subject="A", text="B").thread for _ in range(2))
    assert listed(signed_in(manager)) == [newer, older]
    services.send(older, by=older.starter, text="And this")
    assert listed(signed_in(manager)) == [older, newer]


def test_filters_narrow_the_list_and_keep_each_other(signed_in):
    thread, sender, manager = between_two()
    client = signed_in(manager)
    report = services.report(thread.organisation, by=sender, error="link", text="Gone.")
    services.mark_read(thread, by=manager)
    osprey = RepresentativeFactory(person=manager, organisation=staffed("Osprey")[0]).organisation
    third = services.begin(osprey, by=sender, subject="C", text="D").thread
    mine = services.begin(staffed("Tern")[0], by=manager, subject="E", text="F").thread
    services.close(mine, by=manager)

    assert listed(client) == [mine, third, report, thread]
    assert listed(client, "?show=unread") == [third, report]
    assert listed(client, "?show=open") == [third, report, thread]
    assert listed(client, "?about=error") == [report]
    assert listed(client, f"?for={osprey.pk}") == [third]
    assert listed(client, "?for=me") == [mine]
    assert listed(client, f"?for={thread.organisation_id}&about=contact") == [thread]
    assert listed(client, "?about=nonsense&for=²&show=x") == [mine, third, report, thread]
    assert 'href="?about=error&amp;show=unread"' in client.get(f"{INBOX}?about=error").content.decode()
    assert "Nothing fits" in text_of(client.get(f"{INBOX}?about=validation"))


def test_organisation_of_others_filters_to_nothing(signed_in):
    thread, _sender, _manager = between_two()
    assert listed(signed_in(UserFactory()), f"?for={thread.organisation_id}") == []


def test_empty_list_says_how_to_begin(signed_in):
    page = text_of(signed_in(UserFactory()).get(INBOX))
    assert "No conversations yet" in page
    assert "press “Get in touch”" in page


def test_list_goes_on_the_next_page(signed_in):
    heron, manager = staffed()
    threads = [ContactFactory(organisation=heron) for _ in range(21)]
    response = signed_in(manager).get(f"{INBOX}?page=2&show=open")

    assert [row.thread for row in response.context["rows"]] == threads[:1]
    assert 'href="?page=1&amp;show=open"' in response.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_however_many(signed_in, count, django_assert_num_queries):
    heron, manager = staffed()
    for _ in range(count):
        kestrel, sender = staffed("Kestrel Bay")
        thread = services.begin(heron, by=sender, starter_for=kestrel, subject="A", text="B").thread
        services.send(thread, by=sender, text="C")
    client = signed_in(manager)

    with django_assert_num_queries(13):
        response = client.get(INBOX)

    assert len(response.context["rows"]) == count


def test_validation_leads_to_the_page_of_its_application(signed_in):
    organisation, manager = staffed("Waiting", published=False)
    application = ApplicationFactory(organisation=organisation)
    MessageFactory(thread=application.thread, by=ValidatorFactory(), side="platform", text="A question")
    client = signed_in(manager)
    here = f"/en/applications/{application.pk}/"

    assert [row.url for row in client.get(INBOX).context["rows"]] == [here]
    assert client.get(page_of(application.thread))["Location"] == here
    client.get(here)
    assert not Thread.objects.unread_by(manager).exists()


def test_who_left_the_team_reads_no_more_of_what_is_said_about_an_application(signed_in):
    organisation, manager = staffed("Waiting", published=False)
    application = ApplicationFactory(organisation=organisation, submitted_by=manager)
    MessageFactory(thread=application.thread, by=ValidatorFactory(), side="platform", text="A question")
    client = signed_in(manager)
    assert "A question" in text_of(client.get(f"/en/applications/{application.pk}/"))

    Representative.objects.filter(person=manager).delete()

    assert "A question" not in text_of(client.get(f"/en/applications/{application.pk}/"))


def test_without_rooms_above_a_thread_is_read_here(signed_in, monkeypatch):
    monkeypatch.setitem(slots._slots, "conversations.place", [])
    organisation, manager = staffed("Waiting", published=False)
    application = ApplicationFactory(organisation=organisation)
    page = text_of(signed_in(manager).get(page_of(application.thread)))
    assert "Answer on its page." in page


# --- one conversation


def test_reading_marks_as_read_and_shows_what_is_new_once(signed_in):
    thread, _sender, manager = between_two()
    client = signed_in(manager)

    assert [one.is_new for one in client.get(page_of(thread)).context["told"]] == [True]
    assert [one.is_new for one in client.get(page_of(thread)).context["told"]] == [False]
    assert not Thread.objects.unread_by(manager).exists()
    assert not manager.notices.waiting().exists()


def test_it_can_be_marked_unread_again(signed_in):
    thread, _sender, manager = between_two()
    client = signed_in(manager)
    client.get(page_of(thread))
    response = client.post(f"{page_of(thread)}unread/", follow=True)
    assert "1 unread" in text_of(response)


def test_names_and_organisations_are_shown_and_no_address(signed_in):
    thread, sender, manager = between_two()
    colleague = colleague_of(thread.organisation)
    services.send(thread, by=colleague, text="Gladly.")
    page = text_of(signed_in(manager).get(page_of(thread)))

    assert f"<strong>{sender.name}, Kestrel Bay</strong>" in page
    assert f"<strong>{colleague.name}, Heron Hills</strong>" in page
    for person in (sender, colleague):
        assert person.email not in page


def test_validator_has_a_name_for_validators_only(signed_in):
    heron, manager = staffed()
    report = services.report(heron, by=UserFactory(), error="link", text="Gone.")
    services.send(report, by=ValidatorFactory(name="Ilse Brandt"), text="We look at it.")

    assert "Ilse Brandt" not in text_of(signed_in(manager).get(page_of(report)))
    assert "The team of the platform" in text_of(signed_in(manager).get(page_of(report)))
    assert "Ilse Brandt" in text_of(signed_in(ValidatorFactory()).get(page_of(report)))


def test_words_are_shown_as_words(signed_in):
    thread, sender, manager = between_two()
    services.send(thread, by=sender, text="<script>alert(1)</script>\nSecond line")
    page = signed_in(manager).get(page_of(thread)).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;\nSecond line" in page


def test_answer_is_sent_once_however_often_the_button_is_pressed(signed_in):
    thread, _sender, manager = between_two()
    client = signed_in(manager)
    token = client.get(page_of(thread)).context["form"].initial["token"]
    answers = [client.post(page_of(thread), {"text": "Gladly.", "token": token}) for _ in range(2)]

    said = Message.objects.get(text="Gladly.")
    assert [answer["Location"] for answer in answers] == [f"{page_of(thread)}#m{said.pk}"] * 2


def test_what_others_said_meanwhile_is_told_and_marked(signed_in):
    thread, sender, manager = between_two()
    client = signed_in(manager)
    client.get(page_of(thread))
    services.send(thread, by=sender, text="Or rather June?")
    page = client.post(page_of(thread), {"text": "May is fine."}, follow=True)

    assert "Meanwhile another message came. It is marked as new." in text_of(page)
    assert [(one.message.text, one.is_new) for one in page.context["told"]] == [
        (WORDS, False),
        ("Or rather June?", True),
        ("May is fine.", False),
    ]


@pytest.mark.parametrize(
    ("happens", "status", "said"),
    [
        (lambda thread, sender: services.close(thread, by=sender), 409, "This conversation is closed"),
        (
            lambda thread, sender: services.block(thread, by=sender),
            409,
            "This recipient takes no messages from you.",
        ),
        (
            lambda thread, sender: Representative.objects.filter(person=sender).delete(),
            409,
            "Nobody is on the other side",
        ),
        (
            lambda thread, sender: Message.objects.bulk_create(
                Message(
                    thread=thread,
                    side="organisation",
                    by=Representative.objects.get(organisation=thread.organisation).person,
                    text="…",
                )
                for _ in range(60)
            ),
            429,
            "You wrote sixty messages within an hour",
        ),
    ],
)
def test_what_cannot_be_sent_any_more_stays_typed(signed_in, happens, status, said):
    thread, sender, manager = between_two()
    client = signed_in(manager)
    client.get(page_of(thread))
    happens(thread, sender)
    before = thread.messages.count()
    response = client.post(
        page_of(thread), {"text": "My long answer", "attachments": [chosen("a.txt", b"a")]}
    )
    page = text_of(response)

    assert response.status_code == status
    assert said in page
    assert ">My long answer</textarea>" in page.replace("> My", ">My")
    assert "Choose your files again" in page
    assert thread.messages.count() == before


def test_empty_answer_and_one_too_long_are_explained(signed_in):
    thread, _sender, manager = between_two()
    client = signed_in(manager)
    empty = client.post(page_of(thread), {"text": "  "})
    long = client.post(page_of(thread), {"text": "a" * 10_001})

    assert (empty.status_code, long.status_code) == (422, 422)
    assert "Write what you want to say." in text_of(empty)
    assert "Say it in at most 10000." in text_of(long).replace("10,000", "10000")
    assert client.post(page_of(thread), {"text": "a" * 10_000}).status_code == 302


def test_closed_conversation_has_no_form_and_the_way_to_a_new_one(signed_in):
    thread, sender, _manager = between_two()
    client = signed_in(sender)
    client.post(f"{page_of(thread)}close/")
    page = client.get(page_of(thread))

    assert page.context["form"] is None
    assert f'href="/en/profiles/{thread.organisation_id}/contact/"' in page.content.decode()


def test_validator_answers_and_closes_in_one(signed_in):
    report = services.report(staffed()[0], by=UserFactory(), error="link", text="Gone.")
    client = signed_in(ValidatorFactory())
    assert "Send and close the report" in text_of(client.get(page_of(report)))
    client.post(page_of(report), {"text": "Mended.", "close": "1"})
    report.refresh_from_db()
    assert not report.is_open


@pytest.fixture
def long_thread():
    heron, manager = staffed()
    thread = ContactFactory(organisation=heron)
    said = [MessageFactory(thread=thread, text=f"Number {n}") for n in range(A_PAGE + 5)]
    return thread, manager, said


def test_long_one_opens_where_the_unread_begin(signed_in, long_thread):
    thread, manager, said = long_thread
    client = signed_in(manager)
    first = client.get(page_of(thread))
    assert [one.message for one in first.context["told"]] == said[:A_PAGE]
    assert Reading.objects.get(person=manager).up_to == said[A_PAGE - 1].pk

    second = client.get(page_of(thread))
    assert [one.message for one in second.context["told"]] == said[A_PAGE:]
    assert Reading.objects.get(person=manager).up_to == said[-1].pk


def test_long_one_that_was_read_opens_at_its_end(signed_in, long_thread):
    thread, manager, said = long_thread
    services.mark_read(thread, by=manager)
    client = signed_in(manager)
    assert [one.message for one in client.get(page_of(thread)).context["told"]] == said[A_PAGE:]
    assert [one.message for one in client.get(f"{page_of(thread)}?page=1").context["told"]] == said[:A_PAGE]


@pytest.mark.parametrize("count", [1, 3])
def test_conversation_asks_the_same_however_long(signed_in, count, django_assert_num_queries):
    thread, sender, manager = between_two()
    for _ in range(count - 1):
        services.send(thread, by=sender, text="C")
    services.mark_read(thread, by=manager)
    client = signed_in(manager)

    with django_assert_num_queries(18):
        response = client.get(page_of(thread))

    assert len(response.context["told"]) == count


def test_who_left_finds_nothing_and_nothing_waits(signed_in):
    thread, _sender, manager = between_two()
    Representative.objects.filter(person=manager).delete()
    client = signed_in(manager)

    assert client.get(page_of(thread)).status_code == 404
    assert client.post(page_of(thread), {"text": "Still here"}).status_code == 404
    for verb in ("unread", "close", "block"):
        assert client.post(f"{page_of(thread)}{verb}/").status_code == 404
    assert not manager.notices.waiting().exists()


# --- getting in touch


def test_form_sends_for_the_organisation_one_acts_for(signed_in):
    kestrel, sender = staffed("Kestrel Bay")
    heron, _manager = staffed()
    client = signed_in(sender)
    form = client.get(f"/en/profiles/{heron.pk}/contact/").context["form"]
    assert form.initial["starter_for"] == str(kestrel.pk)
    assert [label for _value, label in form.fields["starter_for"].choices] == [
        "for Kestrel Bay",
        "for yourself",
    ]

    response = client.post(
        f"/en/profiles/{heron.pk}/contact/", {"starter_for": kestrel.pk, "subject": "Hydrogen", "text": WORDS}
    )

    thread = Thread.objects.get()
    assert (response["Location"], thread.starter_for) == (page_of(thread), kestrel)


def test_who_acts_for_nobody_is_not_asked_for_whom(signed_in):
    heron, _manager = staffed()
    client = signed_in(UserFactory())
    assert "starter_for" not in client.get(f"/en/profiles/{heron.pk}/contact/").context["form"].fields
    client.post(f"/en/profiles/{heron.pk}/contact/", {"subject": "Hydrogen", "text": WORDS})
    assert Thread.objects.get().starter_for is None


def test_name_of_an_organisation_that_is_not_public_cannot_be_borrowed(signed_in):
    _draft, sender = staffed("European Parliament", published=False)
    heron, _manager = staffed()
    form = signed_in(sender).get(f"/en/profiles/{heron.pk}/contact/").context["form"]
    assert "starter_for" not in form.fields


def test_somebody_elses_organisation_is_no_choice(signed_in):
    heron, _manager = staffed()
    _kestrel, sender = staffed("Kestrel Bay")
    other, _person = staffed("Osprey")
    response = signed_in(sender).post(
        f"/en/profiles/{heron.pk}/contact/", {"starter_for": other.pk, "subject": "A", "text": "B"}
    )
    assert response.status_code == 422
    assert not Thread.objects.exists()


def test_second_try_shows_the_open_conversation_with_the_words(signed_in):
    thread, sender, _manager = between_two()
    response = signed_in(sender).post(
        f"/en/profiles/{thread.organisation_id}/contact/",
        {"starter_for": thread.starter_for_id, "subject": "Again", "text": "My new words"},
    )
    page = text_of(response)

    assert response.status_code == 409
    assert response.context["thread"] == thread
    assert "You have a conversation with them already" in page
    assert "My new words</textarea>" in page
    assert f'action="{page_of(thread)}"' in page
    assert thread.messages.count() == 1


def test_second_visit_of_a_person_leads_to_the_conversation(signed_in):
    thread, sender, _manager = from_a_person()
    response = signed_in(sender).get(f"/en/profiles/{thread.organisation_id}/contact/")
    assert response["Location"] == page_of(thread)


def test_second_visit_for_an_organisation_names_the_conversation(signed_in):
    thread, sender, _manager = between_two()
    page = signed_in(sender).get(f"/en/profiles/{thread.organisation_id}/contact/")
    assert list(page.context["begun"]) == [thread]
    assert f'href="{page_of(thread)}"' in page.content.decode()


def test_tenth_conversation_of_a_day_is_sent_and_the_next_keeps_the_words(signed_in):
    heron, _manager = staffed()
    sender = UserFactory()
    for _ in range(10):
        ContactFactory(starter=sender)
    response = signed_in(sender).post(
        f"/en/profiles/{heron.pk}/contact/", {"subject": "Hydrogen", "text": "My words"}
    )
    assert response.status_code == 429
    assert "You began ten conversations within a day" in text_of(response)
    assert "My words</textarea>" in text_of(response)


def test_listed_profile_says_that_nobody_reads_and_what_helps(signed_in):
    listed_one = OrganisationFactory(listed=True, website="https://heron.example")
    page = text_of(signed_in(UserFactory()).get(f"/en/profiles/{listed_one.pk}/contact/"))

    assert "Nobody acts for this organisation here yet" in page
    assert 'href="https://heron.example"' in page
    assert f'href="/en/profiles/{listed_one.pk}/claim/"' in page


def test_merged_profile_leads_to_the_people_of_the_one_that_stayed(signed_in):
    heron, _manager = staffed()
    gone = OrganisationFactory()
    Organisation.objects.filter(pk=gone.pk).update(visibility=Visibility.ARCHIVED, merged_into=heron)
    response = signed_in(UserFactory()).get(f"/en/profiles/{gone.pk}/contact/")
    assert response.context["organisation"] == heron


def test_who_is_not_signed_in_comes_back_after_signing_in(client):
    heron, _manager = staffed()
    assert client.get(f"/en/profiles/{heron.pk}/contact/")["Location"] == (
        f"/en/accounts/login/?next=/en/profiles/{heron.pk}/contact/"
    )


# --- reporting an error


def test_report_is_sent_and_shown(signed_in):
    heron, manager = staffed()
    response = signed_in(UserFactory()).post(
        f"/en/profiles/{heron.pk}/report/", {"error": "link", "text": "The website is gone."}, follow=True
    )
    assert "Thank you. Your report is with the people who can mend it" in text_of(response)
    thread = Thread.objects.get()
    assert (thread.about, thread.subject) == ("error", "A link does not work")
    assert listed(signed_in(manager), "?about=error") == [thread]
    assert listed(signed_in(ValidatorFactory()), "?about=error&show=unread") == [thread]


def test_reporter_sees_with_whom_they_speak(signed_in):
    sender = UserFactory()
    for organisation in (staffed()[0], OrganisationFactory(name="Listed", listed=True)):
        services.report(organisation, by=sender, error="gone", text="They closed.")
    page = text_of(signed_in(sender).get(INBOX))

    assert "With The team of the platform · about Listed" in page
    assert "With Heron Hills" in page


def test_report_without_its_kind_keeps_the_words(signed_in):
    heron, _manager = staffed()
    response = signed_in(UserFactory()).post(f"/en/profiles/{heron.pk}/report/", {"text": "My words"})
    assert response.status_code == 422
    assert "My words</textarea>" in text_of(response)


# --- on pages of others


def test_profile_offers_to_get_in_touch_and_to_report(client, signed_in):
    heron, manager = staffed()
    contact, report = (f'href="/en/profiles/{heron.pk}/{way}/"' for way in ("contact", "report"))

    page = client.get(heron.get_absolute_url()).content.decode()
    assert (contact in page, report in page) == (True, True)
    page = signed_in(manager).get(heron.get_absolute_url()).content.decode()
    assert (contact in page, report in page) == (False, False)


def test_profile_without_people_offers_its_website_first(client):
    listed_one = OrganisationFactory(listed=True, website="https://heron.example")
    page = client.get(listed_one.get_absolute_url()).content.decode()

    assert f'href="/en/profiles/{listed_one.pk}/contact/"' not in page
    assert f'href="/en/profiles/{listed_one.pk}/report/"' in page
    assert 'class="ecl-button ecl-button--primary" href="https://heron.example"' in page


def test_pages_of_others_stand_without_this_room(client, signed_in, monkeypatch):
    heron, manager = staffed(website="https://heron.example")
    for name in ("organisation.act", "organisation.side", "person.menu"):
        monkeypatch.setitem(slots._slots, name, [])
    page = client.get(heron.get_absolute_url()).content.decode()

    assert 'class="ecl-button ecl-button--primary" href="https://heron.example"' in page
    assert "/report/" not in page
    assert INBOX not in signed_in(manager).get("/en/my/waiting/").content.decode()


def test_draft_offers_neither(signed_in):
    draft, _manager = staffed("Draft", published=False)
    page = signed_in(ValidatorFactory()).get(draft.get_absolute_url()).content.decode()
    assert "/contact/" not in page.replace("/en/contact/", "")
    assert "/report/" not in page


def test_menu_counts_what_is_unread(signed_in):
    thread, _sender, manager = between_two()
    client = signed_in(manager)
    assert '<span class="sr">, 1 unread</span>' in client.get("/en/my/waiting/").content.decode()
    services.mark_read(thread, by=manager)
    page = client.get("/en/my/waiting/").content.decode()
    assert f'href="{INBOX}"' in page
    assert "unread</span>" not in page


def test_moments_are_said_in_few_words(signed_in, freeze):
    freeze(timezone.datetime(2026, 3, 3, 13, 5, tzinfo=timezone.get_fixed_timezone(0)))
    thread, _sender, manager = between_two()
    client = signed_in(manager)
    assert client.get(page_of(thread)).context["told"][0].when == "today, 14:05"
    freeze(timezone.datetime(2026, 3, 5, 13, 5, tzinfo=timezone.get_fixed_timezone(0)))
    assert signed_in(manager).get(page_of(thread)).context["told"][0].when == "Tuesday 3 March, 14:05"
