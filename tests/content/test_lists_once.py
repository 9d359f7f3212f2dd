"""Lists whose markup is kept for all readers: nothing of one reader may stand in it."""

import re

import pytest
from django.test import Client

from tests.factories import ArticleFactory, CallFactory, ResourceFactory, UserFactory

pytestmark = pytest.mark.django_db
KEPT = ["/en/calls/", "/en/news/", "/en/knowledge/library/", "/en/knowledge/good-practice/"]
FORM = re.compile(r'<form id="hub".*?</form>', re.DOTALL)


@pytest.fixture
def lists(settings):
    settings.KEEP_PAGES = True
    CallFactory()
    ArticleFactory()
    ResourceFactory()
    ResourceFactory(kind="practice")


def form(client: Client, address: str) -> str:
    """The list on its page."""
    return FORM.search(client.get(address).content.decode())[0]


@pytest.mark.parametrize("address", KEPT)
def test_readers_share_the_list_and_nothing_of_theirs(lists, signed_in, address):
    own = form(signed_in(UserFactory(name="Nora Quist")), address)

    assert own == form(Client(), address)
    assert "nonce" not in own
    assert "csrf" not in own
    assert "Nora" not in own


def test_what_one_reader_adds_to_the_address_is_not_in_the_list_of_the_next(lists):
    for _ in range(20):
        CallFactory()

    assert "from_a_mail" in form(Client(), "/en/calls/?utm_source=from_a_mail")
    assert "from_a_mail" not in form(Client(), "/en/calls/")
