"""What an editor makes of a contribution besides its page: a copy is their own, a translation the organisation's."""

import pytest
from django.urls import reverse
from wagtail.models import Locale

from eccp.content.contributing import services
from eccp.content.contributing.kinds import NEWS
from eccp.content.contributing.services import NewPicture
from eccp.content.models import ArticlePage, CallPage, Contribution, Picture
from eccp.notices.models import Notice, OutgoingMail
from tests.content.contributing import (
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
from tests.factories import EditorFactory, RepresentativeFactory

pytestmark = [pytest.mark.django_db, SMALL_COPIES]
S = Contribution.Status


@pytest.fixture
def person():
    return contributor(name="Kestrel Cluster")


@pytest.fixture
def editor():
    return EditorFactory()


@pytest.fixture
def desk(editor, signed_in):
    return signed_in(editor)


def fresh(row):
    return Contribution.objects.select_related("page").get(pk=row.pk)


def published(person, made=sent):
    row = made(person)
    decide(row, EditorFactory(), "approve")
    return fresh(row)


def copied(desk, row, **more):
    answers = {
        "new_title": "A page of the editor",
        "new_slug": "a-page-of-the-editor",
        "new_parent_page": row.page.get_parent().pk,
        **more,
    }
    return desk.post(reverse("wagtailadmin_pages:copy", args=[row.page_id]), answers, follow=True)


def french():
    return Locale.objects.get_or_create(language_code="fr")[0]


def translated(row):
    return row.page.specific.copy_for_translation(french(), copy_parents=True)


def save(desk, page, **more):
    """What the editor's browser sends with a page's form."""
    form = {"title": page.title, "slug": page.slug, "kind": "news", "date": str(page.date), "lead": page.lead,
            "body-count": "0", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}  # fmt: skip
    return desk.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form | more)


# --- copies


@pytest.mark.parametrize("live", [True, False])
def test_copy_is_the_editors_own_page_and_the_original_stays_the_contribution(desk, person, live):
    row = published(person)
    OutgoingMail.objects.all().delete()

    copied(desk, row, **({"publish_copies": "on"} if live else {}))

    copy = ArticlePage.objects.get(slug="a-page-of-the-editor")
    assert (copy.live, copy.organisation, copy.get_latest_revision_as_object().organisation) == (
        live, None, None,
    )  # fmt: skip
    assert not Contribution.objects.filter(page=copy).exists()
    assert (fresh(row).page_id, fresh(row).status, fresh(row).page.live) == (row.page_id, S.PUBLISHED, True)
    assert fresh(row).page.specific.organisation == cluster_of(person)
    assert (OutgoingMail.objects.count(), Notice.objects.waiting().filter(person=person).count()) == (0, 0)


def test_readers_are_not_told_that_the_organisation_contributed_the_copy(desk, client, person):
    row = published(person)
    copied(desk, row, publish_copies="on")

    page = client.get("/en/news/a-page-of-the-editor/").content.decode()
    profile = client.get(cluster_of(person).get_absolute_url()).content.decode()

    assert "Contributed by" not in page
    assert "Contributed by" in client.get(row.page.url).content.decode()
    assert (NEWS_VALUES["title"] in profile, "A page of the editor" in profile) == (True, False)


@pytest.mark.parametrize("happens", ["publish", "unpublish", "delete"])
def test_nothing_that_happens_to_the_copy_is_told_to_the_organisation(desk, person, happens):
    row = published(person)
    copied(desk, row, publish_copies="on")
    OutgoingMail.objects.all().delete()
    copy = ArticlePage.objects.get(slug="a-page-of-the-editor")

    if happens == "publish":
        copy.save_revision().publish()
    else:
        getattr(copy, happens)()

    assert (fresh(row).status, fresh(row).page_id, OutgoingMail.objects.count()) == (
        S.PUBLISHED, row.page_id, 0,
    )  # fmt: skip


def test_copy_is_edited_and_published_like_any_page(desk, person):
    copied(desk, published(person))
    copy = ArticlePage.objects.get(slug="a-page-of-the-editor")

    editing = desk.get(reverse("wagtailadmin_pages:edit", args=[copy.pk])).content.decode()
    save(desk, copy, title="Mine now", **{"action-publish": "1"})

    assert "Contributed by a member" not in editing
    copy.refresh_from_db()
    assert (copy.live, copy.title, copy.organisation) == (True, "Mine now", None)


def test_copy_keeps_the_picture_when_the_contribution_goes(desk, person):
    said = {"description": "A valve", "credit": "", "focus": ""}
    row = services.draft(
        NEWS, cluster_of(person), NEWS_VALUES | said, by=person, picture=NewPicture(picture())
    )
    copied(desk, services.submit(row, by=person))
    services.withdraw(fresh(row), by=person)

    services.delete(fresh(row), by=person)

    copy = ArticlePage.objects.get(slug="a-page-of-the-editor")
    assert copy.picture == Picture.objects.get()


def test_copy_of_a_call_has_its_cutoffs(desk, person):
    row = call(person)
    Contribution.objects.filter(pk=row.pk).update(status=S.SUBMITTED)

    copied(desk, row)

    copy = CallPage.objects.get(slug="a-page-of-the-editor")
    assert (copy.organisation, copy.cutoffs.count()) == (None, 1)
    assert CallPage.objects.get(pk=row.page_id).cutoffs.count() == 1


def declined(person):
    row = sent(person)
    decide(row, EditorFactory(), "decline", "Because.")
    return row


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (news, "The organisation has not sent this, or took it back."),
        (lambda person: services.withdraw(sent(person), by=person), "The organisation has not sent this"),
        (declined, "This was declined, and the organisation was told so."),
        (sent, None),
        (published, None),
    ],
)
def test_what_may_not_be_published_is_not_copied_either(desk, person, made, words):
    row = fresh(made(person))

    response = copied(desk, row)

    assert ArticlePage.objects.count() == (2 if words is None else 1)
    assert words is None or words in response.content.decode()


def test_editor_does_not_copy_what_their_own_organisation_sent(desk, editor, person):
    RepresentativeFactory(person=editor, organisation=cluster_of(person))

    response = copied(desk, sent(person))

    assert ArticlePage.objects.count() == 1
    assert "Nobody decides on what their own organisation contributed." in response.content.decode()


def test_pages_of_the_platform_itself_are_copied_as_ever(desk, person):
    copied(desk, published(person))
    own = ArticlePage.objects.get(slug="a-page-of-the-editor")

    desk.post(
        reverse("wagtailadmin_pages:copy", args=[own.pk]),
        {"new_title": "Again", "new_slug": "again", "new_parent_page": own.get_parent().pk},
    )

    assert ArticlePage.objects.filter(slug="again").exists()


# --- translations


def test_translation_says_who_contributed_it(person):
    row = published(person)

    page = translated(row)

    assert ArticlePage.objects.get(pk=page.pk).organisation == cluster_of(person)
    page.get_latest_revision().publish()
    assert ArticlePage.objects.get(pk=page.pk).organisation == cluster_of(person)
    assert not Contribution.objects.filter(page_id=page.pk).exists()


def test_translation_of_a_page_of_the_platform_has_nobody(person, desk):
    copied(desk, published(person))
    own = ArticlePage.objects.get(slug="a-page-of-the-editor")

    assert own.copy_for_translation(french(), copy_parents=True).organisation is None


@pytest.mark.parametrize(
    ("made", "live"), [(news, False), (declined, False), (sent, True), (published, True)]
)
def test_translation_goes_live_only_where_the_contribution_may(desk, person, made, live):
    row = fresh(made(person))
    page = translated(row)

    save(desk, page, **{"action-publish": "1"})

    assert ArticlePage.objects.get(pk=page.pk).live == live
    assert fresh(row).status == row.status
