"""What editors decide, whatever way they go in the back office: the state, the mails, the log; never one's own."""

import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page, Workflow, WorkflowPage, WorkflowTask

from eccp.accounts.roles import EDITORS
from eccp.config.preparing import roles_and_pages
from eccp.content.contributing import owners, services
from eccp.content.contributing.deciding import ReasonForm
from eccp.content.contributing.services import latest
from eccp.content.contributing.telling import remind_editors
from eccp.content.contributing.workflow import NAME, ensure_workflow
from eccp.content.models import ArticlePage, Contribution, EditorsLook, SectionPage
from eccp.content.tree import ensure_pages
from eccp.core.log import history
from eccp.core.refusals import Refused
from eccp.notices.models import Notice, OutgoingMail
from eccp.organisations.models import Representative
from tests.content.contributing import SMALL_COPIES, cluster_of, contributor, decide, news, sent
from tests.factories import (
    ArticleFactory,
    EditorFactory,
    OrganisationFactory,
    RepresentativeFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, SMALL_COPIES]
S = Contribution.Status


@pytest.fixture
def person():
    return contributor()


@pytest.fixture
def editor():
    """An editor who may edit and publish all pages, as the roles give it."""
    group = Group.objects.get(name=EDITORS)
    for verb in ("add", "change", "publish"):
        GroupPagePermission.objects.get_or_create(
            group=group, page=Page.objects.get(depth=1), permission=permission(verb)
        )
    return EditorFactory()


@pytest.fixture
def desk(editor, signed_in):
    """The editor's browser."""
    return signed_in(editor)


def permission(verb):
    return Permission.objects.get(content_type__app_label="wagtailcore", codename=f"{verb}_page")


def fresh(row):
    return Contribution.objects.get(pk=row.pk)


def mails():
    return [(mail.to, mail.subject) for mail in OutgoingMail.objects.order_by("pk")]


def waiting():
    return sorted(Notice.objects.waiting().values_list("person", "key"))


# --- the workflow itself


def test_workflow_is_made_once_and_tied_to_the_sections():
    ensure_pages()
    roles_and_pages()

    workflow = Workflow.objects.get(name=NAME)
    task = EditorsLook.objects.get()
    assert [one.pk for one in workflow.tasks] == [task.pk]
    assert [group.name for group in task.groups.all()] == [EDITORS]
    ties = WorkflowPage.objects.filter(workflow=workflow)
    assert sorted(tie.page.url for tie in ties) == ["/en/calls/", "/en/news/", "/fr/calls/", "/fr/news/"]
    assert WorkflowTask.objects.filter(workflow=workflow).count() == 1


def test_section_that_an_editor_gave_another_workflow_keeps_it():
    other = Workflow.objects.create(name="Another")
    WorkflowPage.objects.filter(page__slug="news").update(workflow=other)

    ensure_workflow()

    assert WorkflowPage.objects.get(page__slug="news").workflow == other


# --- decisions


def test_publish(person, editor):
    row = sent(person)
    decide(row, editor, "approve")
    row = fresh(row)

    assert (row.status, row.page.live, row.reason) == (S.PUBLISHED, True, "")
    assert row.decided_at
    assert mails() == [(person, f"“{row.title}” is published")]
    assert waiting() == []
    entry = history(row).last()
    assert (entry.verb, entry.by, entry.role) == ("contributions.publish", editor, "editor")


def test_editor_of_the_workflow_needs_no_further_permission(person):
    row = sent(person)
    decide(row, EditorFactory(), "approve")

    assert fresh(row).page.live


def test_ask_for_changes_and_send_again(person, editor):
    row = sent(person)
    decide(row, editor, "reject", "Say who paid.")
    row = fresh(row)

    assert (row.status, row.reason) == (S.ASKED, "Say who paid.")
    assert mails() == [(person, f"Please change something in “{row.title}”")]
    assert "Say who paid." in OutgoingMail.objects.get().text
    assert "Say who paid." in OutgoingMail.objects.get().html
    assert waiting() == [(person.pk, f"content.asked.{row.pk}")]
    assert history(row).last().note == "Say who paid."

    services.submit(row, by=person)
    row = fresh(row)
    assert (row.status, row.reason) == (S.SUBMITTED, "")
    assert waiting() == [(editor.pk, f"content.waits.{row.pk}")]
    assert row.page.specific.workflow_states.count() == 1

    decide(row, editor, "approve")
    assert fresh(row).status == S.PUBLISHED


def test_decline(person, editor):
    row = sent(person)
    decide(row, editor, "decline", "This is an advertisement.")
    row = fresh(row)

    assert (row.status, row.reason, row.page.live) == (S.DECLINED, "This is an advertisement.", False)
    assert mails() == [(person, f"“{row.title}” will not be published")]
    assert row.page.specific.current_workflow_state is None
    assert waiting() == []


@pytest.mark.parametrize("action", ["reject", "decline"])
@pytest.mark.parametrize("reason", ["", "   "])
def test_no_without_a_reason_is_refused(person, editor, action, reason):
    row = sent(person)

    with pytest.raises(Refused) as caught:
        decide(row, editor, action, reason)

    assert caught.value.refusal.rule == "reason_needed"
    assert fresh(row).status == S.SUBMITTED
    assert not ReasonForm({"comment": reason}).is_valid()


def test_who_is_no_editor_decides_nothing(person):
    row = sent(person)

    with pytest.raises(PermissionDenied):
        decide(row, UserFactory(), "approve")

    assert fresh(row).status == S.SUBMITTED


# --- never one's own


@pytest.mark.parametrize("own", ["wrote", "colleague"])
@pytest.mark.parametrize("action", ["approve", "reject", "decline"])
def test_nobody_decides_on_their_own(editor, own, action):
    if own == "wrote":
        RepresentativeFactory(person=editor, organisation__published=True)
        row = sent(editor)
        Representative.objects.filter(person=editor).delete()
    else:
        person = contributor()
        RepresentativeFactory(person=editor, organisation=cluster_of(person))
        row = sent(person)
    page = row.page.specific

    assert page.current_workflow_task.get_actions(page, editor) == []
    assert page.permissions_for_user(editor).can_publish() is False
    with pytest.raises(Refused) as caught:
        decide(row, editor, action, "Because.")
    assert caught.value.refusal.rule == "not_ones_own_contribution"
    assert fresh(row).status == S.SUBMITTED
    assert Notice.objects.filter(person=editor).count() == 0


def test_other_editors_and_other_pages_are_not_touched_by_that_rule(person, editor):
    row = sent(person)

    assert row.page.specific.permissions_for_user(editor).can_publish() is True
    assert ArticleFactory().permissions_for_user(editor).can_publish() is True
    assert ArticleFactory().permissions_for_user(person).can_publish() is False


# --- the back office itself


def back_office(signed_in, editor, row, **sent_with):
    """Open the page as the editor does, and send its form back with a button pressed."""
    return press(signed_in(editor), row, **sent_with)


def press(client, row, **sent_with):
    """Send the form of the page with a button pressed, as the browser of a person does."""
    address = reverse("wagtailadmin_pages:edit", args=[row.page_id])
    page = latest(row)
    form = {
        "title": page.title, "slug": page.slug, "kind": page.kind, "date": str(page.date), "lead": page.lead,
        "source_url": "", "picture": "", "body-count": "1", "body-0-type": "text", "body-0-order": "0",
        "body-0-deleted": "", "body-0-id": "", "go_live_at": "", "expire_at": "", "seo_title": "",
        "search_description": "", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
        "body-0-value": '{"blocks": [{"key": "a", "text": "Words", "type": "unstyled", "depth": 0,'
        ' "inlineStyleRanges": [], "entityRanges": []}], "entityMap": {}}',
    }  # fmt: skip
    return client.post(address, form | sent_with)


@pytest.mark.parametrize("button", ["action-cancel-workflow", "action-restart-workflow"])
def test_moderation_ends_with_a_decision_only(person, editor, signed_in, button):
    row, client = sent(person), signed_in(editor)
    address = reverse("wagtailadmin_pages:edit", args=[row.page_id])
    assert "action-cancel-workflow" not in client.get(address).content.decode()

    press(client, row, **{button: "1"})

    assert fresh(row).status == S.SUBMITTED
    assert row.page.specific.workflow_in_progress
    page = client.get(address).content.decode()
    assert "A contribution leaves your list by a decision" in page


def never_sent(person, editor):
    return news(person)


def taken_back(person, editor):
    return services.withdraw(sent(person), by=person)


def declined(person, editor):
    row = sent(person)
    decide(row, editor, "decline", "An advertisement.")
    return fresh(row)


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (never_sent, "Only what was sent to the editors is published."),
        (taken_back, "Only what was sent to the editors is published."),
        (declined, "This was declined, and the organisation was told so."),
    ],
)
def test_what_no_member_offers_is_not_published(person, editor, signed_in, made, said):
    row = made(person, editor)
    before = row.status
    page = signed_in(editor).get(reverse("wagtailadmin_pages:edit", args=[row.page_id])).content.decode()
    assert said in page
    assert 'name="action-publish"' not in page
    assert 'name="action-submit"' not in page

    for button in ("action-publish", "action-submit"):
        back_office(signed_in, editor, row, **{button: "1"})

    assert (fresh(row).status, fresh(row).page.live) == (before, False)
    assert not fresh(row).page.specific.workflow_in_progress


def test_what_was_taken_down_is_published_again(person, editor, signed_in):
    row = sent(person)
    decide(row, editor, "approve")
    fresh(row).page.specific.unpublish(user=editor)
    back_office(signed_in, editor, row, **{"action-publish": "1"})

    assert (fresh(row).status, fresh(row).page.live) == (S.PUBLISHED, True)


def test_only_contributions_are_submitted_to_their_workflow(person, editor, signed_in):
    asked = sent(person)
    decide(asked, editor, "reject", "Who paid?")
    own, section = ArticleFactory(), SectionPage.objects.get(slug="news", locale__language_code="en")
    client = signed_in(editor)
    button = 'name="action-submit"'

    assert button in client.get(reverse("wagtailadmin_pages:edit", args=[asked.page_id])).content.decode()
    for address in (
        reverse("wagtailadmin_pages:edit", args=[own.pk]),
        reverse("wagtailadmin_pages:edit", args=[section.pk]),
        reverse("wagtailadmin_pages:add", args=["content", "articlepage", section.pk]),
    ):
        assert button not in client.get(address).content.decode()


def test_workflow_of_somebody_else_is_used_for_own_pages(editor):
    page = ArticleFactory()
    WorkflowPage.objects.filter(page=page.get_parent()).update(workflow=Workflow.objects.create(name="Two"))

    assert page.permissions_for_user(editor).can_submit_for_moderation() is True


def decide_in_the_editor(client, row, action, comment="", **sent_with):
    """Press a button of the decision; where that leads, and what stands there."""
    said = {
        "action-workflow-action": "1",
        "workflow-action-name": action,
        "workflow-action-extra-data": json.dumps({"comment": comment}),
    }
    answer = press(client, row, **said, **sent_with)
    return answer.url, client.get(answer.url).content.decode()


@pytest.mark.parametrize(
    ("action", "comment", "said"),
    [
        ("approve", "", "is published. The organisation is told."),
        ("reject", "Who paid?", "You asked for changes in"),
        ("decline", "Spam.", "is declined. Your words are mailed"),
    ],
)
def test_editor_reads_what_came_of_the_decision(desk, action, comment, said):
    row = sent(contributor(), title="<b>Valves</b>")
    url, page = decide_in_the_editor(desk, row, action, comment)

    assert url == reverse("contributions")
    assert said in page
    assert "&lt;b&gt;Valves&lt;/b&gt;" in page
    assert "has been updated" not in page


def test_editor_reads_that_it_is_published_later(person, desk):
    day = f"{timezone.now() + timedelta(days=2):%Y-%m-%dT%H:%M}"
    row = sent(person)
    _url, page = decide_in_the_editor(desk, row, "approve", go_live_at=day)

    assert fresh(row).status == S.SCHEDULED
    assert "is accepted and goes live by itself on its day." in page


def test_editor_publishes_directly(person, editor, signed_in):
    row = sent(person)
    answer = back_office(signed_in, editor, row, **{"action-publish": "1"})

    assert answer.status_code == 302
    assert (fresh(row).status, fresh(row).page.live) == (S.PUBLISHED, True)
    assert history(row).last().by == editor
    assert [mail.subject for mail in OutgoingMail.objects.all()] == [f"“{row.title}” is published"]


def test_editor_cannot_publish_directly_what_their_organisation_wrote(person, editor, signed_in):
    RepresentativeFactory(person=editor, organisation=cluster_of(person))
    row = sent(person)
    back_office(signed_in, editor, row, **{"action-publish": "1"})

    assert (fresh(row).status, fresh(row).page.live) == (S.SUBMITTED, False)
    page = signed_in(editor).get(reverse("wagtailadmin_pages:edit", args=[row.page_id]))
    assert "Nobody decides on what their own organisation contributed" in page.content.decode()


def test_editor_decides_with_the_buttons_of_the_back_office(person, editor, signed_in):
    row = sent(person)
    state = row.page.specific.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[row.page_id, "decline", state.pk])

    empty = signed_in(editor).post(address, {"comment": ""}, headers={"X-Requested-With": "XMLHttpRequest"})
    assert "Say why, so that the organisation knows what to mend." in empty.content.decode()
    assert fresh(row).status == S.SUBMITTED

    signed_in(editor).post(address, {"comment": "An advertisement."})
    assert (fresh(row).status, fresh(row).reason) == (S.DECLINED, "An advertisement.")


def test_back_office_shows_who_contributed_and_what_is_wrong_with_the_link(person, editor, signed_in):
    row = sent(person)
    Contribution.objects.filter(pk=row.pk).update(
        link_problem="not_found_host", link_checked_at=timezone.now()
    )

    page = signed_in(editor).get(reverse("wagtailadmin_pages:edit", args=[row.page_id])).content.decode()

    assert cluster_of(person).name in page
    assert "There is no site of this name." in page
    other = (
        signed_in(editor).get(reverse("wagtailadmin_pages:edit", args=[ArticleFactory().pk])).content.decode()
    )
    assert "Contributed by a member" not in other


def test_editor_ends_the_moderation_without_a_decision(person, editor):
    row = sent(person)
    row.page.specific.current_workflow_state.cancel(user=editor)

    assert fresh(row).status == S.DRAFT
    assert waiting() == [(person.pk, f"content.asked.{row.pk}")]
    assert mails() == []


def test_editor_starts_the_moderation_anew(person, editor):
    row = sent(person)
    page = row.page.specific
    page.current_workflow_state.cancel(user=editor)
    page.get_workflow().start(page, editor)

    assert fresh(row).status == S.SUBMITTED
    assert waiting() == [(editor.pk, f"content.waits.{row.pk}")]


def test_publishing_on_a_later_day(person, editor, freeze):
    row = sent(person)
    page = latest(row)
    page.go_live_at = timezone.now() + timedelta(days=2)
    page.save_revision(user=editor)

    decide(row, editor, "approve")
    assert (fresh(row).status, fresh(row).page.live) == (S.SCHEDULED, False)
    assert mails() == [(person, f"“{row.title}” is accepted and will be published")]

    freeze(timezone.now() + timedelta(days=3))
    call_command("publish_scheduled")
    assert (fresh(row).status, fresh(row).page.live) == (S.PUBLISHED, True)
    assert history(row).last().by is None
    assert len(mails()) == 2


def test_unpublish_and_publish_again(person, editor):
    row = sent(person)
    decide(row, editor, "approve")
    fresh(row).page.specific.unpublish(user=editor)

    assert fresh(row).status == S.TAKEN_DOWN
    assert mails()[-1] == (person, f"“{row.title}” is no longer published")

    fresh(row).page.specific.get_latest_revision().publish(user=editor)
    assert fresh(row).status == S.PUBLISHED


@pytest.mark.parametrize(
    ("status", "after"),
    [(S.SUBMITTED, S.TAKEN_DOWN), (S.DECLINED, S.DECLINED), (S.PUBLISHED, S.TAKEN_DOWN)],
)
def test_editor_deletes_the_page(person, editor, status, after):
    row = sent(person)
    if status != S.SUBMITTED:
        decide(row, editor, "approve" if status == S.PUBLISHED else "decline", "Because.")
    fresh(row).page.specific.delete(user=editor)
    row = fresh(row)

    assert (row.status, row.page) == (after, None)
    assert row.reason == ("Because." if after == S.DECLINED else "An editor deleted the page.")


def test_pages_of_the_platform_itself_go_through_all_that_too(editor):
    page = ArticleFactory(live=False)
    page.get_workflow().start(page, editor)
    state = page.current_workflow_task_state
    state.task.specific.on_action(state, editor, "approve")

    assert ArticlePage.objects.get(pk=page.pk).live
    assert Contribution.objects.count() == 0


# --- who is told


def test_wagtail_sends_no_mails_of_its_own(person, editor):
    row = sent(person)
    decide(row, editor, "reject", "Because.")

    assert [mail.topic for mail in OutgoingMail.objects.all()] == ["content"]


def test_who_left_the_team_is_not_told_but_its_managers_are(person, editor):
    manager = RepresentativeFactory(organisation=cluster_of(person)).person
    row = sent(person)
    Representative.objects.filter(person=person).delete()

    decide(row, editor, "approve")

    assert [to for to, _subject in mails()] == [manager]


def test_editors_are_written_to_once_a_day_about_what_waits(person, editor):
    first = sent(person, title="First")
    second = sent(person, title="Second")
    other = EditorFactory()
    RepresentativeFactory(person=other, organisation=cluster_of(person))

    assert remind_editors() == 1
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.subject) == (editor, "2 contributions wait for an editor")
    assert mail.text.index(first.title) < mail.text.index(second.title)

    decide(first, editor, "approve")
    decide(second, editor, "decline", "Because.")
    OutgoingMail.objects.all().delete()
    assert remind_editors() == 0


def test_contributors_of_merged_organisations_keep_what_they_wrote(person, editor):
    row = sent(person)
    gone, kept = cluster_of(person), OrganisationFactory(published=True)

    assert owners.move(gone, kept, by=None) == 1
    assert (fresh(row).organisation, fresh(row).page.specific.organisation) == (kept, kept)

    decide(fresh(row), editor, "approve")
    assert fresh(row).page.live
    assert fresh(row).page.specific.organisation == kept
