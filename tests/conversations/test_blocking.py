"""Taking no messages from somebody: who is kept out of what, and for how long."""

import pytest
from django.db import IntegrityError

from eccp.conversations import services
from eccp.conversations.models import Block
from eccp.conversations.policies import refuses_blocking, refuses_writing
from eccp.core.models import LogEntry
from eccp.core.refusals import Refused
from eccp.organisations.services import merging
from tests.conversations.people import between_two, colleague_of, from_a_person, staffed
from tests.factories import RepresentativeFactory, ThreadFactory, UserFactory, ValidatorFactory

pytestmark = pytest.mark.django_db


def rule(refusal):
    return refusal and refusal.rule


def begin(organisation, by, starter_for=None):
    """Try to begin a conversation; the rule that says no, or None."""
    try:
        services.begin(organisation, by=by, starter_for=starter_for, subject="A", text="B")
    except Refused as refused:
        return refused.refusal.rule
    return None


def test_organisation_that_blocks_hears_from_neither_person_nor_organisation():
    thread, sender, manager = between_two()
    kestrel, heron = thread.starter_for, thread.organisation
    colleague = colleague_of(kestrel)
    services.block(thread, by=manager)

    assert rule(refuses_writing(sender, thread)) == "takes_no_messages"
    assert rule(refuses_writing(colleague, thread)) == "takes_no_messages"
    services.close(thread, by=sender)
    assert begin(heron, sender, kestrel) == "takes_no_messages"
    assert begin(heron, sender) == "takes_no_messages"
    assert begin(heron, colleague, kestrel) == "takes_no_messages"
    assert begin(heron, colleague) is None


def test_who_blocks_cannot_write_either_and_is_led_to_the_list():
    thread, _sender, manager = between_two()
    services.block(thread, by=manager)
    refusal = refuses_writing(colleague_of(thread.organisation), thread)

    assert refusal.rule == "blocked_by_you"
    assert [way.url for way in refusal.ways] == ["/en/my/conversations/blocks/"]
    assert begin(thread.starter_for, manager, thread.organisation) == "blocked_by_you"


def test_sender_blocks_the_organisation_for_all_of_theirs():
    thread, sender, manager = between_two()
    services.block(thread, by=colleague_of(thread.starter_for))

    assert rule(refuses_writing(manager, thread)) == "takes_no_messages"
    assert rule(refuses_writing(sender, thread)) == "blocked_by_you"
    assert begin(thread.starter_for, manager, thread.organisation) == "takes_no_messages"
    assert begin(thread.starter_for, manager) is None


def test_person_blocks_for_themselves_alone():
    thread, sender, manager = from_a_person()
    services.block(thread, by=sender)

    assert rule(refuses_writing(manager, thread)) == "takes_no_messages"
    other = services.begin(thread.organisation, by=UserFactory(), subject="A", text="B").thread
    assert refuses_writing(manager, other) is None


def test_block_keeps_the_person_out_for_every_organisation():
    thread, sender, manager = from_a_person()
    services.block(thread, by=manager)
    osprey = RepresentativeFactory(person=sender, organisation=staffed("Osprey Coast")[0]).organisation

    assert begin(thread.organisation, sender, osprey) == "takes_no_messages"


def test_blocked_is_told_neutrally_and_reads_on(signed_in):
    thread, sender, manager = between_two()
    services.block(thread, by=manager)
    response = signed_in(sender).post(f"/en/my/conversations/{thread.pk}/", {"text": "My words"})
    page = response.content.decode()

    assert response.status_code == 409
    assert "This recipient takes no messages from you." in page
    assert ">\nMy words</textarea>" in page


def test_who_begins_anew_after_a_block_reads_why_beside_the_words(signed_in):
    thread, sender, manager = between_two()
    services.block(thread, by=manager)

    page = signed_in(sender).post(
        f"/en/profiles/{thread.organisation_id}/contact/",
        {"starter_for": str(thread.starter_for_id), "subject": "Again", "text": "Words kept"},
    )

    assert page.status_code == 409
    assert "takes no messages from you" in page.content.decode()
    assert "Words kept" in page.content.decode()


def test_blocking_twice_is_blocking_once_and_unblocking_ends_it():
    thread, sender, manager = between_two()
    rows = [services.block(thread, by=manager) for _ in range(2)]
    assert rows[0] == rows[1]

    services.unblock(rows[0], by=colleague_of(thread.organisation))

    assert not Block.objects.exists()
    assert refuses_writing(sender, thread) is None
    log = LogEntry.objects.filter(kind="conversations.block")
    assert list(log.values_list("verb", "changes")) == [
        (
            "conversations.block",
            {"person": [None, {"person": sender.pk}], "organisation": [None, thread.starter_for_id]},
        ),
        (
            "conversations.unblock",
            {"person": [{"person": sender.pk}, None], "organisation": [thread.starter_for_id, None]},
        ),
    ]


def test_database_keeps_a_block_once():
    thread, _sender, manager = between_two()
    row = services.block(thread, by=manager)
    with pytest.raises(IntegrityError, match=r"(?i)unique"):
        Block.objects.create(
            organisation=row.organisation,
            blocked_person=row.blocked_person,
            blocked_organisation=row.blocked_organisation,
            by=manager,
        )


def test_who_left_the_team_unblocks_nothing():
    thread, _sender, manager = between_two()
    row = services.block(thread, by=manager)
    manager.representations.all().delete()
    with pytest.raises(Refused):
        services.unblock(row, by=manager)


def test_nobody_is_blocked_where_the_platform_takes_part():
    heron, manager = staffed()
    report = services.report(heron, by=UserFactory(), error="link", text="Gone.")
    validation = ThreadFactory(organisation=heron)

    assert [rule(refuses_blocking(manager, one)) for one in (report, validation)] == ["platform_stays"] * 2
    assert rule(refuses_blocking(ValidatorFactory(), report)) == "platform_stays"


def test_report_of_a_blocked_person_goes_to_the_validators_alone():
    thread, sender, manager = from_a_person()
    services.block(thread, by=manager)
    report = services.report(thread.organisation, by=sender, error="link", text="Gone.")

    assert (report.with_organisation, report.with_platform) == (False, True)


def test_list_shows_ones_own_and_those_of_ones_organisations(signed_in):
    thread, sender, manager = between_two()
    mine = services.block(thread, by=manager)
    other, person, _manager = from_a_person()
    theirs = services.block(other, by=person)

    assert list(signed_in(manager).get("/en/my/conversations/blocks/").context["page"]) == [mine]
    assert list(signed_in(person).get("/en/my/conversations/blocks/").context["page"]) == [theirs]
    assert signed_in(manager).post(f"/en/my/conversations/blocks/{theirs.pk}/end/").status_code == 404
    page = signed_in(manager).get("/en/my/conversations/blocks/").content.decode()
    assert f"{sender.name}, Kestrel Bay" in page
    assert sender.email not in page
    response = signed_in(manager).post(f"/en/my/conversations/blocks/{mine.pk}/end/", follow=True)
    assert "They can write to you again." in response.content.decode()
    assert "You block nobody" in response.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_however_many(signed_in, count, django_assert_num_queries):
    heron, manager = staffed()
    for _ in range(count):
        thread = services.begin(heron, by=UserFactory(), subject="A", text="B").thread
        services.block(thread, by=manager)
    client = signed_in(manager)

    with django_assert_num_queries(9):
        response = client.get("/en/my/conversations/blocks/")

    assert response.context["page"].paginator.count == count


def test_a_merge_lets_nobody_in_who_was_blocked():
    thread, sender, manager = between_two()
    services.block(thread, by=manager)
    services.close(thread, by=manager)
    (heirs, heir), (others, other) = staffed("Heron Valley"), staffed("Kestrel Cape")
    validator = ValidatorFactory()
    merging.merge(heirs, thread.organisation, {}, by=validator)
    merging.merge(others, thread.starter_for, {}, by=validator)

    for person, starter_for in ((sender, None), (other, others)):
        with pytest.raises(Refused) as refused:
            services.begin(heirs, by=person, starter_for=starter_for, subject="Again", text="Hello?")
        assert refused.value.refusal.rule == "takes_no_messages"
    assert services.begin(heirs, by=other, subject="For myself", text="Hello?").said
    with pytest.raises(Refused) as refused:
        services.begin(others, by=heir, starter_for=heirs, subject="From us", text="Hello?")
    assert refused.value.refusal.rule == "blocked_by_you"
