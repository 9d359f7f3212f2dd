"""A page that moves or is renamed keeps its old address as a way to the new one."""

import pytest

from eccp.content.models import ArticlePage, HelpPage, SectionPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def section():
    return lambda slug: SectionPage.objects.get(slug=slug)


def test_renamed_page_is_found_at_its_old_address(client, section, django_capture_on_commit_callbacks):
    page = section("news").add_child(instance=ArticlePage(title="Before", slug="before"))
    page.slug = "after"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()

    response = client.get("/en/news/before/")

    assert (response.status_code, response["Location"]) == (301, "/en/news/after/")


def test_pages_below_one_that_moved_are_found_too(client, section, django_capture_on_commit_callbacks):
    above = section("help").add_child(instance=HelpPage(title="First", slug="first"))
    above.add_child(instance=HelpPage(title="Below", slug="below"))
    other = section("help").add_child(instance=HelpPage(title="Other", slug="other"))
    with django_capture_on_commit_callbacks(execute=True):
        above.move(other, pos="last-child")

    response = client.get("/en/help/first/below/")

    assert (response.status_code, response["Location"]) == (301, "/en/help/other/first/below/")


def test_address_that_never_was_stays_unknown(client, section):
    assert client.get("/en/news/never/").status_code == 404
