"""Where pages are made, which are never taken down, how days are typed, and what the schedule lists."""

import json
import re
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.forms import DateField, DateTimeField, TimeField
from django.urls import reverse
from wagtail.models import Page, get_page_models

from eccp.content.backoffice.home import SchedulePanel
from eccp.content.models import CallPage, HelpPage, HomePage, SectionPage, TextPage
from eccp.content.models.slugs import latin_slug
from tests.factories import (
    AdministratorFactory,
    ArticleFactory,
    CallFactory,
    EditorFactory,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)


@pytest.fixture
def desk(signed_in):
    return signed_in(EditorFactory())


def section(shows):
    return SectionPage.objects.get(shows=shows, locale__language_code="en")


# --- where pages are made


def offered(parent):
    return {model.__name__ for model in get_page_models() if model.can_create_at(parent)}


@pytest.mark.parametrize(
    ("shows", "kinds"),
    [
        ("news", {"ArticlePage"}),
        ("calls", {"CallPage"}),
        ("library", {"ResourcePage"}),
        ("practices", {"ResourcePage"}),
        ("networks", set()),
        ("policy", {"PolicyAreaPage"}),
        ("countries", {"CountryPage"}),
        ("programmes", {"ProgrammePage"}),
        ("help", {"HelpPage"}),
        ("pages", {"SectionPage"}),
    ],
)
def test_section_offers_the_kind_of_page_that_it_lists(shows, kinds):
    assert offered(section(shows)) == kinds
    assert offered(Page.objects.get(pk=section(shows).pk)) == kinds


def test_pages_below_other_pages(desk):
    help_page = section("help").add_child(instance=HelpPage(title="Words", lead="…"))

    assert offered(HomePage.objects.get(locale__language_code="en")) == {"SectionPage", "TextPage"}
    assert offered(help_page) == {"HelpPage"}
    assert offered(TextPage.objects.first()) == {"TextPage"}


def test_only_kind_is_begun_at_once_and_another_is_refused(desk):
    news = section("news")

    answer = desk.get(reverse("wagtailadmin_pages:add_subpage", args=[news.pk]))
    assert answer.url == reverse("wagtailadmin_pages:add", args=["content", "articlepage", news.pk])
    other = desk.get(reverse("wagtailadmin_pages:add", args=["content", "callpage", news.pk]))
    assert other.url == reverse("wagtailadmin_home")


# --- pages that stay


SENTENCE = "so it is never taken down. Take single pages down instead."


@pytest.mark.parametrize("factory", [EditorFactory, AdministratorFactory])
@pytest.mark.parametrize("kind", [SectionPage, HomePage])
def test_section_and_home_page_are_never_taken_down(signed_in, factory, kind):
    client, page = signed_in(factory()), kind.objects.filter(live=True).first()
    below = page.get_descendants().live().count()
    address = reverse("wagtailadmin_pages:unpublish", args=[page.pk])

    asked = client.get(address).content.decode()
    assert SENTENCE in asked
    assert "Yes, unpublish it" not in asked
    refused = client.post(address, {"include_descendants": "on"}, follow=True).content.decode()

    assert SENTENCE in refused
    assert "action-unpublish" not in refused
    assert 'name="expire_at"' not in refused
    assert kind.objects.get(pk=page.pk).live
    assert page.get_descendants().live().count() == below


def test_section_is_not_taken_down_among_others_either(desk):
    article, news = ArticleFactory(), section("news")
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])

    answer = desk.post(f"{address}?id={article.pk}&id={news.pk}", {"include_descendants": "on"}, follow=True)

    assert SENTENCE in answer.content.decode()
    assert Page.objects.filter(pk__in=[article.pk, news.pk], live=True).count() == 2


def test_other_pages_are_taken_down(desk):
    one, many = ArticleFactory(), ArticleFactory()
    address = reverse("wagtailadmin_pages:unpublish", args=[one.pk])

    assert "Yes, unpublish it" in desk.get(address).content.decode()
    desk.post(address)
    desk.post(reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"]) + f"?id={many.pk}")

    assert not Page.objects.filter(pk__in=[one.pk, many.pk], live=True).exists()


# --- days and hours


BROWSERS_OWN = {DateTimeField: "datetime-local", DateField: "date", TimeField: "time"}


def days_of(form):
    """The fields of a form, and of the forms within it, that take days or hours."""
    yield from (field for field in form.base_fields.values() if type(field) in BROWSERS_OWN)
    for formset in form.formsets.values():
        yield from days_of(formset.form)


@pytest.mark.parametrize(
    "model", [model for model in get_page_models() if model.__module__.startswith("eccp.")]
)
def test_days_and_hours_are_typed_as_the_browser_has_them(model):
    form = model.get_edit_handler().get_form_class()
    found = list(days_of(form))

    assert [field.widget.input_type for field in found] == [BROWSERS_OWN[type(field)] for field in found]
    assert len(found) >= {CallPage: 5, SectionPage: 0, HomePage: 0}.get(model, 2)


def test_stored_days_and_hours_stand_in_their_fields(desk):
    call = CallFactory(opens_on=date(2027, 1, 2), cutoffs=[])
    call.cutoffs.create(day=date(2027, 3, 1), hour=time(17, 0), zone="Europe/Brussels")
    call.expire_at = datetime(2027, 6, 1, 10, 30, tzinfo=ZoneInfo("Europe/Brussels"))
    call.save_revision().publish()

    page = desk.get(reverse("wagtailadmin_pages:edit", args=[call.pk])).content.decode()
    inputs = re.findall(r"<input[^>]*>", page)

    def stands(name, kind, value):
        [one] = [tag for tag in inputs if f'name="{name}"' in tag]
        return f'type="{kind}"' in one and f'value="{value}"' in one

    assert stands("opens_on", "date", "2027-01-02")
    assert stands("cutoffs-0-day", "date", "2027-03-01")
    assert stands("cutoffs-0-hour", "time", "17:00")
    assert stands("expire_at", "datetime-local", "2027-06-01T10:30")


# --- what happens by itself


def coming():
    rows, number = SchedulePanel().rows(None)
    assert number == len(rows)
    return [(row.title, row.at, row.goes_live) for row in rows]


def test_schedule_lists_both_moments_of_a_page(freeze):
    freeze(NOW)
    page = ArticleFactory(title="Comes and goes", live=False)
    page.go_live_at, page.expire_at = NOW + timedelta(days=1), NOW + timedelta(days=9)
    page.save_revision().publish()

    assert coming() == [
        ("Comes and goes", page.go_live_at, True),
        ("Comes and goes", page.expire_at, False),
    ]


@pytest.mark.parametrize(("days", "listed"), [(1, [1, 2, 9]), (2, [2, 9]), (3, [2, 9])])
def test_day_of_going_that_a_newer_version_replaces_is_not_listed(freeze, days, listed):
    freeze(NOW)
    page = ArticleFactory()
    page.expire_at = NOW + timedelta(days=days)
    page.save_revision().publish()
    page.go_live_at, page.expire_at = NOW + timedelta(days=2), NOW + timedelta(days=9)
    page.save_revision().publish()

    assert [at for _title, at, _live in coming()] == [NOW + timedelta(days=day) for day in listed]


# --- the rest


def test_browser_spells_letters_as_the_platform_does():
    script = (Path(settings.BASE_DIR) / "eccp" / "static" / "content" / "latin_slug.js").read_text()
    table = json.loads("{" + script.split("LETTERS = {")[1].split("};")[0].strip().rstrip(",") + "}")

    assert {letter: latin for letter, latin in table.items() if latin} == {
        letter: latin_slug(letter) for letter, latin in table.items() if latin
    }
    assert sorted(letter for letter, latin in table.items() if not latin) == ["ъ", "ь"]
    assert latin_slug("ъ") == latin_slug("ь") == "page"  # nothing is left of them


def test_title_of_the_browser_is_that_of_the_platform(desk):
    title = re.search(r"<title>(.*?)</title>", desk.get("/backoffice/").content.decode(), re.DOTALL)[1]

    assert title.strip().endswith("- European Cluster Collaboration Platform")
    assert "Wagtail" not in title


def test_time_zones_are_places():
    assert {"UTC", "Europe/Brussels", "Europe/Kyiv"} < set(settings.WAGTAIL_USER_TIME_ZONES)
    assert not {"localtime", "Factory"} & set(settings.WAGTAIL_USER_TIME_ZONES)
