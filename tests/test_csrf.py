"""No form of ours is taken without its token: another site cannot send one in somebody's name."""

import pytest
from django.test import Client

from tests.access import PEOPLE, World
from tests.test_access_matrix import ROWS

pytestmark = pytest.mark.sqlite_only

# A mail program presses this button itself, without a page of ours (RFC 8058): the signed link is the token.
SIGNED = {"notices:off"}
SENDING = [
    row
    for row in ROWS
    if row["method"] == "POST" and not row["name"].startswith("api-") and row["name"] not in SIGNED
]
READERS = [row for row in ROWS if row["name"].startswith("api-")]


@pytest.mark.django_db
def test_every_post_of_ours_needs_the_token():
    world = World()
    taken = {}
    for person in PEOPLE:
        client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        if user := world.people[person]:
            client.force_login(user)
        for row in SENDING:
            path = world.path(row["name"], row["given"])
            response = client.post(path)
            refused = response.status_code == 403 and b"This form was open too long" in response.content
            if not refused:
                taken[person, path] = response.status_code

    assert SENDING
    assert taken == {}


@pytest.mark.django_db
def test_a_token_of_somebody_else_is_none():
    world = World()
    stranger = Client(enforce_csrf_checks=True)
    stranger.get("/en/accounts/login/")
    token = stranger.cookies["csrftoken"].value
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people["manager"])
    client.get("/en/accounts/email/")

    answers = {
        client.post(world.path(row["name"], row["given"]), {"csrfmiddlewaretoken": token}).status_code
        for row in SENDING
    }

    assert answers == {403}


@pytest.mark.django_db
def test_what_needs_no_token_reads_no_session_and_changes_nothing():
    world = World()
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(world.people["administrator"])
    for row in READERS:
        response = client.post(world.path(row["name"], row["given"]))
        assert response.status_code == 405
        assert response.cookies == {}
