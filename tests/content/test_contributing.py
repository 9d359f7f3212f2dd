"""The verbs of a contribution: drafted, changed by two, sent, taken back, deleted; who may, and what the log says."""

from datetime import timedelta

import pytest
from django.utils import timezone

from eccp.content.contributing import policies, services
from eccp.content.contributing.kinds import CALL, NEWS, of_code
from eccp.content.contributing.services import NewPicture, Stale, latest
from eccp.content.contributing.values import values_of
from eccp.content.models import ArticlePage, Contribution, Picture
from eccp.core.log import history
from eccp.core.refusals import Refused
from eccp.core.workflow import WrongState
from eccp.notices.models import Notice, OutgoingMail
from eccp.organisations.models import Visibility
from tests.content.contributing import (
    CALL_VALUES,
    NEWS_VALUES,
    SMALL_COPIES,
    call,
    cluster_of,
    contributor,
    decide,
    news,
    picture,
    sent,
)
from tests.factories import (
    CountryFactory,
    EditorFactory,
    OrganisationFactory,
    RepresentativeFactory,
    TermFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, SMALL_COPIES]
S = Contribution.Status


@pytest.fixture
def person():
    return contributor()


def opened(row):
    return row.page.latest_revision_id


def fresh(row):
    return Contribution.objects.get(pk=row.pk)


def assert_refused(rule, verb, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        verb(*args, **kwargs)
    assert caught.value.refusal.rule == rule


def test_draft_is_a_page_below_its_section_that_is_not_live(person):
    row = news(person)
    page = row.page.specific

    assert (page.live, page.get_parent().slug, page.organisation, page.owner) == (
        False,
        "news",
        cluster_of(person),
        None,
    )
    assert (row.status, row.kind, row.by, row.version) == (S.DRAFT, "news", person, 1)
    assert [(entry.verb, entry.by, entry.role) for entry in history(row)] == [
        ("contributions.draft", person, "manager")
    ]


def test_draft_keeps_all_that_was_typed(person):
    TermFactory(scheme="ecosystem", code="energy")
    CountryFactory(code="FR")
    values = NEWS_VALUES | {"ecosystem": ["energy"], "countries": ["FR"], "source_url": "https://a.example/"}

    row = services.draft(NEWS, cluster_of(person), values, by=person)

    assert values_of(latest(row), NEWS.form.names()) == values | {
        "picture": None, "description": "", "credit": "", "focus": "",
    }  # fmt: skip


def test_call_keeps_its_cutoffs_and_sums(person):
    row = call(person)

    stored = values_of(latest(row), CALL.form.names())

    assert {name: stored[name] for name in CALL_VALUES} == CALL_VALUES
    assert row.page.specific.get_parent().slug == "calls"


def test_kinds_say_what_a_page_is_born_as(person):
    row = services.draft(of_code("achievement"), cluster_of(person), NEWS_VALUES, by=person)

    assert row.page.specific.kind == ArticlePage.Kind.ACHIEVEMENT


def test_two_pages_of_one_title_have_addresses_of_their_own(person):
    assert [news(person).page.slug for _time in range(3)] == [
        "three-clusters-share-a-test-site",
        "three-clusters-share-a-test-site-2",
        "three-clusters-share-a-test-site-3",
    ]


def test_title_of_other_letters_makes_an_address(person):
    assert news(person, title="Три кластери").page.slug == "tri-klasteri"


def test_change_is_noted_with_old_and_new_values(person):
    row = news(person)
    changed = services.change(row, NEWS_VALUES | {"title": "New"}, opened=opened(row), by=person)

    assert (changed.title, changed.version, fresh(row).page.slug) == ("New", 2, "new")
    assert history(row).last().changes == {"title": [NEWS_VALUES["title"], "New"]}


def test_change_of_nothing_stores_nothing(person):
    row = news(person)
    services.change(row, NEWS_VALUES, opened=opened(row), by=person)

    assert (fresh(row).version, history(row).count()) == (1, 1)


def test_two_who_change_different_fields_both_win(person):
    row = news(person)
    first = opened(row)
    services.change(row, NEWS_VALUES | {"title": "Theirs"}, opened=first, by=person)

    services.change(row, NEWS_VALUES | {"lead": "Mine"}, opened=first, by=person)

    page = latest(fresh(row))
    assert (page.title, page.lead) == ("Theirs", "Mine")


def test_two_who_change_the_same_field_get_both_values_and_nothing_is_stored(person):
    row = news(person)
    first = opened(row)
    services.change(row, NEWS_VALUES | {"title": "Theirs"}, opened=first, by=person)

    with pytest.raises(Stale) as caught:
        services.change(row, NEWS_VALUES | {"title": "Mine", "lead": "New"}, opened=first, by=person)

    conflict = caught.value.conflicts["title"]
    assert (conflict.base, conflict.mine, conflict.theirs) == (NEWS_VALUES["title"], "Mine", "Theirs")
    assert (latest(fresh(row)).title, latest(fresh(row)).lead) == ("Theirs", NEWS_VALUES["lead"])
    assert caught.value.opened == opened(fresh(row))


def test_what_an_editor_wrote_into_the_page_meanwhile_is_seen_too(person):
    row = news(person)
    first = opened(row)
    page = latest(row)
    page.title = "The editor's"
    page.save_revision(user=EditorFactory())

    with pytest.raises(Stale) as caught:
        services.change(row, NEWS_VALUES | {"title": "Mine"}, opened=first, by=person)

    assert caught.value.conflicts["title"].theirs == "The editor's"


def test_blocks_that_an_editor_added_stay(person):
    row = news(person)
    page = latest(row)
    page.body = [*page.body.raw_data, {"type": "quote", "value": {"text": "Well said", "who": "Ana"}}]
    page.save()
    page.save_revision()

    services.change(row, NEWS_VALUES | {"text": "Only this"}, opened=page.latest_revision_id, by=person)

    blocks = [(block.block_type, str(block.value.source if block.block_type == "text" else block.value["who"]))
              for block in latest(fresh(row)).body]  # fmt: skip
    assert blocks == [("text", "<p>Only this</p>"), ("quote", "Ana")]


def test_terms_that_the_form_does_not_ask_for_stay(person):
    row = news(person)
    page = latest(row)
    page.terms = [TermFactory(scheme="sector", code="C")]
    page.save()
    page.save_revision()
    TermFactory(scheme="ecosystem", code="energy")

    services.change(row, NEWS_VALUES | {"ecosystem": ["energy"]}, opened=page.latest_revision_id, by=person)

    assert {term.code for term in latest(fresh(row)).terms.all()} == {"C", "energy"}


# --- pictures


def test_picture_is_kept_with_its_description_and_replaced_without_leaving_the_old_one(person):
    said = {"description": "A valve", "credit": "Ana", "focus": "top-left"}
    row = services.draft(
        NEWS, cluster_of(person), NEWS_VALUES | said, by=person, picture=NewPicture(picture())
    )
    first = row.page.specific.picture

    services.change(
        row, NEWS_VALUES | said | {"description": "Another"}, opened=opened(row), by=person,
        picture=NewPicture(picture(80, 60, name="q.png")),
    )  # fmt: skip

    page = latest(fresh(row))
    assert (first.description, first.credit, first.focal_point_x, first.width) == ("A valve", "Ana", 8, 40)
    assert (page.picture.description, page.picture.width) == ("Another", 80)
    assert list(Picture.objects.values_list("pk", flat=True)) == [page.picture_id]


def test_words_about_a_stored_picture_can_be_changed_alone(person):
    said = {"description": "A valve", "credit": "", "focus": ""}
    row = services.draft(
        NEWS, cluster_of(person), NEWS_VALUES | said, by=person, picture=NewPicture(picture())
    )

    services.change(
        row,
        NEWS_VALUES | said | {"description": "Two valves", "focus": "right"},
        opened=opened(row),
        by=person,
    )

    found = Picture.objects.get()
    assert (found.description, found.focal_point_x) == ("Two valves", 32)


# --- to the editors


def test_submit_starts_the_workflow_and_tells_the_editors(person):
    editor = EditorFactory()
    row = sent(person)
    page = row.page.specific

    assert (row.status, page.live) == (S.SUBMITTED, False)
    assert page.current_workflow_task.get_actions(page, editor) != []
    assert list(Notice.objects.waiting().values_list("person", "key", "topic")) == [
        (editor.pk, f"content.waits.{row.pk}", "content")
    ]
    assert OutgoingMail.objects.count() == 0
    assert [entry.verb for entry in history(row)] == ["contributions.draft", "contributions.submit"]


def test_article_has_the_date_of_the_day_on_which_it_was_sent(person, freeze):
    now = timezone.now()
    freeze(now - timedelta(days=30))
    row = news(person)
    freeze(now)

    services.submit(row, by=person)

    assert latest(fresh(row)).date == timezone.localdate(now)


@pytest.mark.parametrize("gap", ["lead", "text"])
def test_submit_refuses_gaps(person, gap):
    row = news(person, **{gap: ""})

    with pytest.raises(Refused) as caught:
        services.submit(row, by=person)

    assert caught.value.refusal.rule == "contribution_gaps"
    assert fresh(row).status == S.DRAFT


@pytest.mark.parametrize(
    ("visibility", "rule"),
    [(Visibility.PUBLISHED, None), (Visibility.UNPUBLISHED, "profile_not_published"),
     (Visibility.LISTED, "profile_not_published"), (Visibility.ARCHIVED, "profile_not_published")],
)  # fmt: skip
def test_only_published_organisations_send(person, visibility, rule):
    row = news(person)
    cluster = cluster_of(person)
    cluster.visibility = visibility
    cluster.save()

    if rule:
        assert_refused(rule, services.submit, row, by=person)
    else:
        services.submit(row, by=person)

    assert fresh(row).status == (S.SUBMITTED if rule is None else S.DRAFT)


@pytest.mark.parametrize("published", [True, False])
def test_only_people_of_published_organisations_draft(published):
    person = RepresentativeFactory(organisation=OrganisationFactory(published=published)).person

    if published:
        assert news(person).status == S.DRAFT
    else:
        with pytest.raises(Refused) as caught:
            news(person)
        assert caught.value.refusal.rule == "profile_not_published"


def test_who_acts_for_nobody_is_told_the_ways(person):
    with pytest.raises(Refused) as caught:
        services.draft(NEWS, cluster_of(person), NEWS_VALUES, by=UserFactory())

    assert caught.value.refusal.rule == "no_organisation"
    assert len(caught.value.refusal.ways) == 2


@pytest.mark.parametrize("verb", ["change", "submit", "withdraw", "delete"])
def test_others_can_do_nothing_with_it(person, verb):
    row = news(person) if verb != "withdraw" else sent(person)
    other = contributor()

    more = {"values": NEWS_VALUES, "opened": opened(row)} if verb == "change" else {}
    with pytest.raises(Refused) as caught:
        getattr(services, verb)(row, by=other, **more)

    assert caught.value.refusal.rule == "representatives_only"


def test_what_waits_for_an_editor_cannot_be_changed(person):
    row = sent(person)

    with pytest.raises(Refused) as caught:
        services.change(row, NEWS_VALUES | {"title": "New"}, opened=opened(row), by=person)

    assert caught.value.refusal.rule == "contribution_closed"


def test_withdrawn_waits_for_nobody_and_can_be_sent_again(person):
    EditorFactory()
    row = services.withdraw(sent(person), by=person)

    assert (row.status, row.page.specific.current_workflow_state) == (S.WITHDRAWN, None)
    assert Notice.objects.waiting().count() == 0
    assert services.submit(row, by=person).status == S.SUBMITTED


@pytest.mark.parametrize("action", ["reject", "decline", "approve"])
def test_withdraw_after_a_decision_is_too_late_or_not(person, action):
    row = sent(person)
    decide(row, EditorFactory(), action, "Because.")

    if action == "reject":
        assert services.withdraw(fresh(row), by=person).status == S.WITHDRAWN
    else:
        with pytest.raises(WrongState):
            services.withdraw(fresh(row), by=person)


def test_colleague_goes_on_with_the_draft(person):
    row = news(person)
    colleague = RepresentativeFactory(organisation=cluster_of(person)).person

    assert services.submit(row, by=colleague).status == S.SUBMITTED


# --- deleting


def test_delete_leaves_neither_page_nor_picture(person):
    said = {"description": "A valve", "credit": "", "focus": ""}
    row = services.draft(
        NEWS, cluster_of(person), NEWS_VALUES | said, by=person, picture=NewPicture(picture())
    )

    services.delete(row, by=person)

    assert (Contribution.objects.count(), ArticlePage.objects.count(), Picture.objects.count()) == (0, 0, 0)
    assert history(row).last().verb == "contributions.delete"


@pytest.mark.parametrize("status", S)
def test_only_what_was_never_published_and_waits_for_nobody_is_deleted(person, status):
    row = sent(person) if status == S.SUBMITTED else news(person)
    Contribution.objects.filter(pk=row.pk).update(status=status, reason="Because.")
    row = fresh(row)
    refused = policies.refuses_deleting(person, row)

    if refused is None:
        services.delete(row, by=person)
    else:
        assert_refused("contribution_stays", services.delete, row, by=person)

    assert (refused is None) == (status in {S.DRAFT, S.WITHDRAWN, S.DECLINED})
    assert Contribution.objects.filter(pk=row.pk).exists() == (refused is not None)


def test_picture_that_another_page_shows_stays(person):
    said = {"description": "A valve", "credit": "", "focus": ""}
    row = services.draft(
        NEWS, cluster_of(person), NEWS_VALUES | said, by=person, picture=NewPicture(picture())
    )
    other = latest(news(person))
    other.picture = row.page.specific.picture
    other.save()

    services.delete(row, by=person)

    assert list(Picture.objects.values_list("pk", flat=True)) == [other.picture_id]
