"""Pages that go live and go by the clock, on both sides of the minute; and previews of every kind of page."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from wagtail.models import Page, get_page_models

from eccp.content import scheduling
from eccp.content.models import ArticlePage, CallPage, ContentPage, Contribution, Cutoff, SectionPage
from eccp.content.programme_pages import ensure_programmes
from eccp.content.topic_pages import ensure_country_pages, ensure_policy_pages
from eccp.core.clock import run_due
from tests.content.contributing import contributor, decide, sent
from tests.factories import (
    ArticleFactory,
    CallFactory,
    EditorFactory,
    OrganisationFactory,
    ResourceFactory,
    TermFactory,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)
MOMENT = timedelta(seconds=1)


def scheduled(freeze, **facts):
    """A page that an editor scheduled an hour ago."""
    freeze(NOW - timedelta(hours=1))
    page = ArticleFactory(live="expire_at" in facts)
    for name, moment in facts.items():
        setattr(page, name, moment)
    page.save_revision().publish()
    return page


def is_live(page):
    return Page.objects.get(pk=page.pk).live


@pytest.mark.parametrize(("moment", "live"), [(NOW - MOMENT, False), (NOW, True), (NOW + MOMENT, True)])
def test_page_goes_live_on_its_minute(freeze, moment, live):
    page = scheduled(freeze, go_live_at=NOW)
    freeze(moment)

    run_due(moment)

    assert is_live(page) is live


@pytest.mark.parametrize(("moment", "live"), [(NOW - MOMENT, True), (NOW, False), (NOW + MOMENT, False)])
def test_page_goes_on_its_minute(freeze, moment, live):
    page = scheduled(freeze, expire_at=NOW)
    freeze(moment)

    run_due(moment)

    assert is_live(page) is live


def test_clock_looks_every_minute(freeze):
    freeze(NOW)
    run_due(NOW)
    page = scheduled(freeze, go_live_at=NOW + timedelta(seconds=30))

    freeze(NOW + timedelta(seconds=59))
    assert "content.carry_out_schedule" not in run_due(NOW + timedelta(seconds=59))
    freeze(NOW + timedelta(seconds=60))
    assert "content.carry_out_schedule" in run_due(NOW + timedelta(seconds=60))

    assert is_live(page)


def test_contribution_that_is_scheduled_goes_live_on_its_minute(freeze):
    freeze(NOW - timedelta(hours=1))
    row = sent(contributor())
    page = row.page.specific
    page.go_live_at = NOW
    page.save_revision()
    row.refresh_from_db()
    decide(row, EditorFactory(), "approve")
    assert Contribution.objects.get().status == "scheduled"

    freeze(NOW - MOMENT)
    run_due(NOW - MOMENT)
    assert Contribution.objects.get().status == "scheduled"

    freeze(NOW + timedelta(minutes=1))
    run_due(NOW + timedelta(minutes=1))
    assert Contribution.objects.get().status == "published"
    assert is_live(page)


def test_page_that_cannot_be_published_keeps_no_other_from_its_minute(freeze, caplog):
    broken = scheduled(freeze, go_live_at=NOW - MOMENT)
    revision = broken.latest_revision
    revision.content["content_type"] = revision.content["terms"] = [999999]
    revision.save()
    other = scheduled(freeze, go_live_at=NOW)
    freeze(NOW)

    done = scheduling.carry_out(NOW)

    assert done == [other.title]
    assert (is_live(broken), is_live(other)) == (False, True)
    assert "stays as it is" in caplog.text


# --- previews


def one_of_each():
    """A page of every kind that there is."""
    OrganisationFactory(published=True)
    TermFactory(scheme="policy_area", code="circular-economy")
    TermFactory(scheme="partnership_strand", code="escp-4i", label="ESCP-4i")
    ensure_programmes()
    ensure_country_pages()
    ensure_policy_pages()
    ArticleFactory()
    CallFactory(cutoffs=[NOW], budget=Decimal(1000))
    ResourceFactory()
    ResourceFactory(kind="practice")
    kinds = [kind for kind in get_page_models() if kind not in (Page, ContentPage)]
    return [(kind, list(kind.objects.all())) for kind in kinds]


def test_every_kind_of_page_is_previewed():
    for kind, found in one_of_each():
        assert found, kind
        for page in found:
            draft = page.save_revision().as_object()
            for mode, _label in draft.preview_modes:
                answer = draft.make_preview_request(preview_mode=mode)
                assert (answer.status_code, kind) == (200, kind)


def test_every_section_is_previewed_with_its_list():
    shown = set(SectionPage.objects.values_list("shows", flat=True))

    assert {"news", "calls", "library", "practices", "networks", "policy", "countries", "programmes"} <= shown
    for section in SectionPage.objects.all():
        assert section.make_preview_request().status_code == 200


def test_preview_shows_cutoffs_that_are_not_stored_yet():
    page = CallFactory(cutoffs=[])
    page.cutoffs = [Cutoff(label="First stage", day=date(2031, 3, 1), hour=time(17))]
    draft = page.save_revision().as_object()

    shown = draft.make_preview_request().content.decode()

    assert "First stage" in shown
    assert "2031" in shown
    assert not Cutoff.objects.exists()


def test_page_that_was_never_stored_is_previewed_in_the_editor(signed_in):
    section = SectionPage.objects.get(shows="news")
    desk = signed_in(EditorFactory())
    desk.get(reverse("wagtailadmin_pages:add", args=["content", "articlepage", section.pk]))
    url = reverse("wagtailadmin_pages:preview_on_add", args=["content", "articlepage", section.pk])
    said = {
        "title": "A title that is only typed",
        "slug": "a-title",
        "kind": "news",
        "date": "2026-05-04",
        "lead": "A lead.",
        "body-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }

    assert desk.post(url, said).json() == {"is_valid": True, "is_available": True}
    shown = desk.get(url)

    assert shown.status_code == 200
    assert "A title that is only typed" in shown.content.decode()
    assert shown["X-Frame-Options"] == "SAMEORIGIN"
    assert not ArticlePage.objects.exists()


def test_call_that_was_never_stored_is_previewed(signed_in):
    section = SectionPage.objects.get(shows="calls")
    call = CallPage(title="New call", lead="…", slug="new", locale=section.locale)
    call.cutoffs = [Cutoff(day=NOW.date(), hour=NOW.time())]
    section.add_child(instance=call)

    assert call.make_preview_request().status_code == 200
