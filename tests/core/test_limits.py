"""Limits: who is counted as one, what is answered up to the limit and what beyond it, and for how long."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.http import HttpResponse

from eccp.config.apps import make_shared_cache
from eccp.core import limits
from eccp.core.limits import DOWNLOADS, POSTS, SEARCH, asker, limited, take_place
from tests import factories

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)


@pytest.fixture(params=["one process", "shared"])
def cache(request: Any, settings: Any, db: None) -> Any:
    """Counts in one process, and counts in the database that all processes share."""
    if request.param == "shared":
        settings.CACHES = settings.CACHES | {
            "default": {"BACKEND": "eccp.core.shared_cache.SharedCache", "LOCATION": "shared_cache_of_a_test"}
        }
        call_command("createcachetable", verbosity=0)
    return caches["default"]


@pytest.mark.usefixtures("cache")
def test_the_last_one_allowed_is_answered_and_the_next_one_waits(settings, freeze):
    settings.LIMITS = settings.LIMITS | {"downloads": (3, 3600)}
    freeze(NOON + timedelta(minutes=10))

    assert [DOWNLOADS.wait("a") for _ in range(5)] == [0, 0, 0, 3000, 3000]
    assert DOWNLOADS.wait("b") == 0


@pytest.mark.usefixtures("cache")
def test_limit_ends_with_its_window(settings, freeze):
    settings.LIMITS = settings.LIMITS | {"downloads": (1, 3600)}
    freeze(NOON)
    assert [DOWNLOADS.wait("a"), DOWNLOADS.wait("a")] == [0, 3600]

    freeze(NOON + timedelta(seconds=3599))
    assert DOWNLOADS.wait("a") == 1

    freeze(NOON + timedelta(seconds=3600))
    assert DOWNLOADS.wait("a") == 0


def test_shared_count_keeps_its_end_and_is_no_number_before_it_began(cache, freeze):
    freeze(NOON)
    with pytest.raises(ValueError, match="n"):
        cache.incr("n")
    cache.add("n", 1, 600)

    freeze(NOON + timedelta(seconds=590))
    assert cache.incr("n", 2) == 3

    freeze(NOON + timedelta(seconds=601))
    with pytest.raises(ValueError, match="n"):
        cache.incr("n")


def test_few_places_at_once_and_each_is_free_again_when_it_is_given_back(cache, freeze):
    freeze(NOON)
    first, second, third = (take_place("work", "a", places=2, seconds=60) for _ in range(3))

    assert third is None
    assert take_place("work", "b", places=2, seconds=60) is not None
    first()
    assert take_place("work", "a", places=2, seconds=60) is not None
    assert take_place("work", "a", places=2, seconds=60) is None
    assert second is not None


@pytest.mark.usefixtures("cache")
def test_place_of_somebody_who_died_is_free_in_the_end(freeze):
    freeze(NOON)
    take_place("work", "a", places=1, seconds=60)

    freeze(NOON + timedelta(seconds=62))

    assert take_place("work", "a", places=1, seconds=60) is not None


@pytest.mark.django_db
def test_person_is_counted_wherever_they_are_and_others_behind_the_same_address_apart(rf):
    anna, berta = factories.UserFactory(), factories.UserFactory()

    def who(user: Any, address: str) -> str:
        request = rf.get("/", REMOTE_ADDR=address)
        request.user = user
        return asker(request)

    assert who(anna, "198.51.100.7") == who(anna, "2001:db8::1")
    assert who(anna, "198.51.100.7") != who(berta, "198.51.100.7")
    assert who(AnonymousUser(), "198.51.100.7") == who(AnonymousUser(), "198.51.100.7")
    assert who(AnonymousUser(), "198.51.100.7") != who(AnonymousUser(), "198.51.100.8")


@pytest.mark.django_db
def test_page_says_what_was_too_much_when_to_come_back_and_that_signing_in_helps(client, settings, freeze):
    settings.LIMITS = settings.LIMITS | {"search": (1, 60)}
    freeze(NOON + timedelta(seconds=10))
    client.get("/en/directory/suggest/?q=wood")

    refused = client.get("/en/directory/suggest/?q=wood")

    assert (refused.status_code, refused["Retry-After"]) == (429, "50")
    page = refused.content.decode()
    assert "very many searches in the directory" in page
    assert "In 1 minute you can go on" in page
    assert "When you are signed in, only what you do yourself is counted" in page


@pytest.mark.django_db
def test_sending_is_limited_by_person_and_reading_is_not(signed_in, settings, freeze):
    settings.LIMITS = settings.LIMITS | {"posts": (2, 60)}
    freeze(NOON)
    client, other = signed_in(factories.UserFactory()), signed_in(factories.UserFactory())

    sent = [client.post("/en/nothing/").status_code for _ in range(3)]

    assert sent == [404, 404, 429]
    assert client.get("/en/nothing/").status_code == 404
    assert other.post("/en/nothing/").status_code == 404


@pytest.mark.django_db
def test_tries_to_sign_in_end_with_the_page_and_when_to_come_back(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    answers = [
        client.post("/en/accounts/login/", {"login": "a@example.eu", "password": "x"}) for _ in range(3)
    ]

    assert answers[-1].status_code == 429
    assert answers[-1]["Retry-After"] == "300"
    assert "wait 5 minutes" in answers[-1].content.decode()


def test_limited_view_answers_as_often_as_it_may(rf, settings, freeze):
    settings.LIMITS = settings.LIMITS | {"search": (2, 60)}
    freeze(NOON)
    view = limited(SEARCH, by=limits.address)(lambda _request: HttpResponse("found"))
    request = rf.get("/", REMOTE_ADDR="198.51.100.7")
    request.user = AnonymousUser()
    request.session = {}

    assert [SEARCH.wait("198.51.100.7"), view(request).status_code] == [0, 200]
    assert SEARCH.wait("198.51.100.7") == 60


def test_every_limit_has_its_numbers(settings):
    for limit in (limits.API, SEARCH, DOWNLOADS, POSTS):
        assert limit.most > 0
        assert limit.seconds > 0
    assert set(settings.LIMITS) == {"api", "search", "downloads", "posts"}


@pytest.mark.django_db
def test_table_of_the_shared_cache_is_made_once(settings):
    settings.CACHES = {"default": {"BACKEND": "eccp.core.shared_cache.SharedCache", "LOCATION": "made_twice"}}

    for _ in range(2):
        make_shared_cache(using="default")

    assert "made_twice" in connection.introspection.table_names()
