"""How long a contribution that was never published is kept, and its picture; what an editor touched stays."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from eccp.accounts.models import RetentionPeriod
from eccp.accounts.services import erase, forget_what_is_old
from eccp.content.contributing import forgetting, services
from eccp.content.contributing.kinds import NEWS
from eccp.content.contributing.services import NewPicture, latest
from eccp.content.models import ArticlePage, Contribution, Picture
from eccp.core.log import history
from eccp.notices.models import Notice
from tests.content.contributing import (
    NEWS_VALUES,
    SMALL_COPIES,
    cluster_of,
    contributor,
    decide,
    news,
    picture,
    sent,
    url,
)
from tests.factories import EditorFactory, RepresentativeFactory

pytestmark = [pytest.mark.django_db, SMALL_COPIES]
S = Contribution.Status
BEGIN = datetime(2026, 3, 2, 12, tzinfo=UTC)
SAID = {"description": "A valve", "credit": "", "focus": ""}


@pytest.fixture
def person():
    return contributor()


@pytest.fixture
def afterwards(django_capture_on_commit_callbacks, run_tasks):
    """Say a verb, and do the work in the background that comes of it: files go there."""

    def done(verb, *args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            found = verb(*args, **kwargs)
        run_tasks(may_fail=True)
        return found

    return done


def with_picture(person):
    return services.draft(
        NEWS, cluster_of(person), NEWS_VALUES | SAID, by=person, picture=NewPicture(picture())
    )


def taken_back(person):
    return services.withdraw(services.submit(with_picture(person), by=person), by=person)


def decided(action):
    def made(person):
        row = services.submit(with_picture(person), by=person)
        decide(row, EditorFactory(), action, "Because.")
        return row

    return made


def at(freeze, moment, made, *more):
    freeze(moment)
    found = made(*more)
    freeze(BEGIN + timedelta(days=1000))
    return found


@pytest.mark.parametrize(
    ("code", "made", "goes"),
    [
        ("content.drafts", with_picture, True),
        ("content.drafts", taken_back, True),
        ("content.drafts", decided("reject"), True),
        ("content.drafts", decided("decline"), False),
        ("content.drafts", lambda person: services.submit(with_picture(person), by=person), False),
        ("content.drafts", decided("approve"), False),
        ("content.declined", decided("decline"), True),
        ("content.declined", with_picture, False),
    ],
)
def test_what_was_never_published_goes_with_its_page_and_its_picture(
    person, freeze, afterwards, *, code, made, goes
):
    row = at(freeze, BEGIN, made, person)
    file = Picture.objects.get().file.name

    assert afterwards(forgetting.forget, code, BEGIN) == 0
    assert afterwards(forgetting.forget, code, BEGIN + timedelta(seconds=1)) == goes

    left = (0, 0, 0, False) if goes else (1, 1, 1, True)
    assert (
        Contribution.objects.count(),
        ArticlePage.objects.count(),
        Picture.objects.count(),
        default_storage.exists(file),
    ) == left
    assert (history(row).last().verb == "contributions.delete") == goes
    assert not goes or history(row).last().by is None


def test_what_waited_for_its_member_waits_no_more_when_it_is_gone(person, freeze):
    at(freeze, BEGIN, decided("reject"), person)
    assert Notice.objects.waiting().filter(person=person).count() == 1

    forgetting.forget("content.drafts", BEGIN + timedelta(days=1))

    assert Notice.objects.waiting().count() == 0


def test_each_change_begins_the_time_anew_an_editors_too(person, freeze):
    mine, theirs = at(freeze, BEGIN, news, person), at(freeze, BEGIN, news, person)
    freeze(BEGIN + timedelta(days=10))
    services.change(mine, NEWS_VALUES | {"lead": "New"}, opened=mine.page.latest_revision_id, by=person)
    page = latest(theirs)
    page.lead = "The editor's"
    page.save_revision(user=EditorFactory())

    assert forgetting.forget("content.drafts", BEGIN + timedelta(days=10)) == 0
    assert forgetting.forget("content.drafts", BEGIN + timedelta(days=10, seconds=1)) == 2


def test_what_was_ever_published_stays(person, freeze):
    row = at(freeze, BEGIN, decided("approve"), person)
    row.page.specific.unpublish()
    Contribution.objects.update(status=S.WITHDRAWN, updated_at=BEGIN)

    assert forgetting.forget("content.drafts", timezone.now() + timedelta(days=1)) == 0


def test_declined_whose_page_an_editor_deleted_goes_too(person, freeze):
    row = at(freeze, BEGIN, decided("decline"), person)
    row.page.specific.delete()

    assert forgetting.forget("content.declined", BEGIN + timedelta(days=1)) == 1
    assert Contribution.objects.count() == 0


@pytest.mark.parametrize(
    ("made", "days", "day"), [(news, 365, "2 March 2027"), (decided("decline"), 180, "29 August 2026")]
)
def test_page_says_until_when_it_is_kept_and_the_clock_keeps_to_it(
    person, signed_in, freeze, *, made, days, day
):
    row = at(freeze, BEGIN, made, person)
    freeze(BEGIN + timedelta(days=1))
    fresh = Contribution.objects.get(pk=row.pk)

    assert forgetting.kept_until(fresh) == BEGIN + timedelta(days=days)
    assert f"until {day}" in signed_in(person).get(url(row)).content.decode()
    last = BEGIN + timedelta(days=days)
    turns = [forget_what_is_old(moment) for moment in (last, last + timedelta(seconds=1))]
    assert [sum(counts[code] for code in forgetting.RULES) for counts in turns] == [0, 1]


def test_period_of_the_back_office_counts(person, freeze):
    row = at(freeze, BEGIN, news, person)
    RetentionPeriod.objects.update_or_create(code="content.drafts", defaults={"days": 20})

    assert forgetting.kept_until(row) == BEGIN + timedelta(days=20)


@pytest.mark.parametrize("made", [sent, decided("approve")])
def test_what_stays_has_no_such_day(person, made):
    assert forgetting.kept_until(Contribution.objects.get(pk=made(person).pk)) is None


# --- pictures


def lonely(person):
    """A picture whose page an editor deleted."""
    row = with_picture(person)
    row.page.specific.delete()
    return Picture.objects.get()


def test_picture_that_no_page_shows_goes_after_its_time(person, freeze, afterwards):
    file = at(freeze, BEGIN, lonely, person).file.name

    assert afterwards(forgetting.forget_pictures, BEGIN) == 0
    assert default_storage.exists(file)
    assert afterwards(forgetting.forget_pictures, BEGIN + timedelta(seconds=1)) == 1
    assert not default_storage.exists(file)


@pytest.mark.parametrize("place", ["page", "version", "text", "text of a version"])
def test_picture_that_a_page_shows_or_a_version_of_it_stays(person, afterwards, place):
    found = lonely(person)
    page = latest(news(person))
    block = {"image": {"image": found.pk, "decorative": False, "alt_text": "A valve"}, "caption": ""}
    if "text" in place:
        page.body = [*page.body.raw_data, {"type": "picture", "value": block}]
    else:
        page.picture = found
    afterwards(page.save_revision if "version" in place else page.save)

    assert forgetting.forget_pictures(timezone.now() + timedelta(days=1)) == 0
    assert Picture.objects.count() == 1


def test_picture_of_an_editor_and_of_another_collection_stays(person):
    found = lonely(person)
    Picture.objects.update(uploaded_by_user=EditorFactory())
    assert forgetting.forget_pictures(timezone.now() + timedelta(days=1)) == 0

    Picture.objects.update(uploaded_by_user=person, collection=found.collection.get_parent())
    assert forgetting.forget_pictures(timezone.now() + timedelta(days=1)) == 0


# --- a person who goes


def test_erasing_takes_the_drafts_that_nobody_could_go_on_with_and_their_pictures(person, afterwards):
    file = with_picture(person).page.specific.picture.file.name

    afterwards(erase, person, by=person, nevertheless=True)

    assert (Contribution.objects.count(), Picture.objects.count()) == (0, 0)
    assert not default_storage.exists(file)


def test_erasing_leaves_to_colleagues_what_they_can_go_on_with(person):
    row = with_picture(person)
    RepresentativeFactory(organisation=cluster_of(person))

    erase(person, by=person, nevertheless=True)

    assert Contribution.objects.get() == row
    assert Picture.objects.count() == 1
