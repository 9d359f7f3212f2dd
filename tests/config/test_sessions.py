"""Sessions: begun anew at sign-in, gone at sign-out, ended everywhere by a new password."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from tests import factories

PASSWORD = "a-long-word-nobody-guesses-1"
OTHER = "another-long-word-nobody-guesses-2"

pytestmark = pytest.mark.django_db


def signed_in(person):
    client = Client()
    response = client.post("/en/accounts/login/", {"login": person.email, "password": PASSWORD})
    assert response.status_code == 302
    return client


def own_page(client):
    return client.get("/en/my/").status_code


def test_session_from_before_is_not_the_one_after_sign_in():
    person = factories.UserFactory(password=PASSWORD)
    client = Client()
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted

    client.post("/en/accounts/login/", {"login": person.email, "password": PASSWORD})

    assert client.cookies["sessionid"].value != planted
    assert not Session.objects.filter(pk=planted).exists()


def test_cookie_that_was_copied_is_worth_nothing_after_sign_out():
    client = signed_in(factories.UserFactory(password=PASSWORD))
    copied = client.cookies["sessionid"].value
    thief = Client()
    thief.cookies["sessionid"] = copied
    assert own_page(thief) == 200

    client.post("/en/accounts/logout/")

    assert own_page(thief) == 302
    assert own_page(client) == 302


def test_new_password_ends_the_other_sessions():
    person = factories.UserFactory(password=PASSWORD)
    here, elsewhere = signed_in(person), signed_in(person)

    here.post(
        "/en/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": OTHER, "password2": OTHER},
    )

    person.refresh_from_db()
    assert person.check_password(OTHER)
    assert (own_page(here), own_page(elsewhere)) == (200, 302)


def test_cookie_of_a_session_is_for_this_site_and_no_script():
    cookie = signed_in(factories.UserFactory(password=PASSWORD)).cookies["sessionid"]

    assert cookie["httponly"] is True
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == 14 * 24 * 60 * 60
    assert cookie["domain"] == ""
    assert cookie["path"] == "/"
