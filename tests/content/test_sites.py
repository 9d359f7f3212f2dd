"""The site of a request is asked for once, and again when it changed."""

import pytest
from django.test import RequestFactory
from wagtail.models import Locale, Page, Site

from eccp.content.sites import HOSTS_AT_MOST, site_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def pages(settings) -> None:
    settings.KEEP_PAGES = True


def asked(host: str = "platform.example"):
    return site_of(RequestFactory().get("/en/", headers={"Host": host}))


def test_site_is_asked_for_once(django_assert_num_queries):
    with django_assert_num_queries(1):
        first = asked()
    with django_assert_num_queries(0):
        again = asked()
        assert again.root_page.url_path == first.root_page.url_path


def test_site_is_asked_for_each_time_where_nothing_is_kept(settings, django_assert_num_queries):
    settings.KEEP_PAGES = False
    asked()

    with django_assert_num_queries(1):
        asked()


def test_request_keeps_it_where_wagtail_looks(django_assert_num_queries):
    asked()
    request = RequestFactory().get("/en/", headers={"Host": "platform.example"})
    site = site_of(request)

    with django_assert_num_queries(0):
        assert Site.find_for_request(request) is site
        assert site_of(request) is site


def test_changed_site_is_seen_at_once():
    asked()
    root = Page.objects.get(depth=1).add_child(
        instance=Page(title="Elsewhere", slug="elsewhere", locale=Locale.get_active())
    )
    site = Site.objects.get()
    site.root_page = root
    site.save()

    assert asked().root_page.slug == "elsewhere"


def test_another_host_is_another_site():
    other = Page.objects.get(slug="about")
    Site.objects.create(hostname="other.example", port=80, root_page=other)
    asked()

    assert asked("other.example").root_page.slug == "about"
    assert asked().root_page.slug == "home"


def test_without_any_site_there_is_none():
    Site.objects.all().delete()

    assert asked() is None


def test_many_hosts_are_answered_but_not_all_remembered(django_assert_num_queries):
    for number in range(HOSTS_AT_MOST + 1):
        assert asked(f"h{number}.example").root_page.slug == "home"

    with django_assert_num_queries(0):
        asked(f"h{HOSTS_AT_MOST - 1}.example")
    with django_assert_num_queries(1):
        asked(f"h{HOSTS_AT_MOST}.example")
