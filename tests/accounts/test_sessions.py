"""Where one is signed in: seen, ended, and over when the password changes."""

from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from eccp.accounts.browsers import in_words
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

SESSIONS = "/en/accounts/sessions/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1"


@pytest.fixture
def nora() -> Any:
    return UserFactory(email="nora@kestrel.example")


def browser_of(person: Any, user_agent: str) -> Client:
    """A browser in which the person signed in with the form."""
    client = Client(headers={"user-agent": user_agent})
    client.post("/en/accounts/login/", {"login": person.email, "password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    """Whether the browser still knows somebody."""
    return bool(client.get("/en/account/").status_code == 200)


def test_each_browser_is_in_the_list(nora: Any) -> None:
    desk, _phone = browser_of(nora, FIREFOX), browser_of(nora, PHONE)
    browser_of(UserFactory(), FIREFOX)

    page = desk.get(SESSIONS)

    assert [session.user_agent for session in page.context["sessions"]] == [FIREFOX, PHONE]
    assert "Firefox on Linux" in page.content.decode()
    assert "Safari on iPhone" in page.content.decode()
    assert page.content.decode().count("Sign out there") == 1


def test_one_is_ended(nora: Any) -> None:
    desk, phone, other = (browser_of(nora, name) for name in (FIREFOX, PHONE, "Other"))

    desk.post(f"{SESSIONS}{UserSession.objects.get(user_agent=PHONE).pk}/end/")

    assert [is_in(one) for one in (desk, phone, other)] == [True, False, True]


def test_all_others_are_ended(nora: Any) -> None:
    desk, phone, other = (browser_of(nora, name) for name in (FIREFOX, PHONE, "Other"))

    response = desk.post(SESSIONS, follow=True)

    assert [is_in(one) for one in (desk, phone, other)] == [True, False, False]
    assert "You are signed out everywhere else." in response.content.decode()


def test_ending_ones_own_is_signing_out(nora: Any) -> None:
    desk = browser_of(nora, FIREFOX)

    desk.post(f"{SESSIONS}{UserSession.objects.get().pk}/end/")

    assert not is_in(desk)


def test_somebody_elses_is_not_there(nora: Any) -> None:
    phone = browser_of(UserFactory(), PHONE)
    desk = browser_of(nora, FIREFOX)

    response = desk.post(f"{SESSIONS}{UserSession.objects.get(user_agent=PHONE).pk}/end/")

    assert response.status_code == 404
    assert is_in(phone)


def test_another_password_ends_the_others(nora: Any) -> None:
    desk, phone = browser_of(nora, FIREFOX), browser_of(nora, PHONE)
    new = "seven grey herons"

    desk.post("/en/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert [is_in(one) for one in (desk, phone)] == [True, False]
    assert [session.user_agent for session in desk.get(SESSIONS).context["sessions"]] == [FIREFOX]


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (FIREFOX, "Firefox on Linux"),
        (PHONE, "Safari on iPhone"),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/142.0 Safari/537.36 Edg/142.0",
            "Edge on Windows",
        ),
        (
            "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36",
            "Chrome on Android",
        ),
        ("curl/8.5.0", "A browser that we do not know"),
        ("", "A browser that we do not know"),
    ],
)
def test_browsers_in_words(user_agent: str, words: str) -> None:
    assert in_words(user_agent) == words
