"""Whole addresses are made of `SITE_URL`, whoever writes them and whatever the host that was asked."""

import re

import pytest
from django.test import Client
from wagtail.models import Site

from eccp.content.tree import ensure_pages
from tests.factories import ArticleFactory, CallFactory, ImageFactory, OrganisationFactory, ResourceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")]
ELSEWHERE = ("schema.org", "w3.org", "sitemaps.org", "linkedin.com", "facebook.com", "x.com", "bsky.app")


@pytest.fixture(params=["http://localhost:8790", "https://clusters.example"])
def site(request, settings):
    settings.SITE_URL = request.param
    ensure_pages()
    picture = ImageFactory()
    ArticleFactory(title="News", picture=picture, organisation=OrganisationFactory(published=True))
    CallFactory(title="Call")
    ResourceFactory(title="Book")
    ResourceFactory(title="Practice", kind="practice")
    return request.param


@pytest.mark.parametrize(
    "path",
    [
        "/en/",
        "/en/news/news/",
        "/en/calls/call/",
        "/en/knowledge/library/book/",
        "/sitemap.xml",
        "/en/calls.csv",
        "/en/calls.ics",
        "/en/knowledge/library.csv",
        "/en/knowledge/good-practice.csv",
        "/en/knowledge/networks.csv",
        "/en/feeds/news.atom",
        "/fr/about/",
    ],
)
def test_every_whole_address_is_of_the_platform(site, path):
    answer = Client().get(path, headers={"Host": "127.0.0.1"})
    body = (b"".join(answer) if answer.streaming else answer.content).decode().replace("\r\n ", "")
    hosts = {found for found in re.findall(r"https?://[\w.:-]+", body) if not found.endswith(ELSEWHERE)}

    assert answer.status_code == 200
    assert hosts <= {site, "https://creativecommons.org"}


def test_the_site_follows_when_the_platform_moves(settings):
    settings.SITE_URL = "https://clusters.example"
    ensure_pages()
    assert Site.objects.get().root_url == "https://clusters.example"

    settings.SITE_URL = "http://localhost:9000"
    ensure_pages()

    assert Site.objects.get().root_url == "http://localhost:9000"
    assert Site.objects.get().site_name == "European Cluster Collaboration Platform"
