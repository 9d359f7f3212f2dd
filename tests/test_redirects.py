"""Nobody is led to another site by a link to this one."""

from urllib.parse import urlsplit

import pytest
from django.test import Client

from tests import factories

EVIL = [
    "//evil.example",
    "///evil.example",
    "////evil.example/..",
    "https://evil.example/",
    "https:evil.example",
    "https:/evil.example",
    "http:///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\\/evil.example",
    "\\/evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,x",
    "/\t/evil.example",
    "\t//evil.example",
    " //evil.example",
    "/\n/evil.example",
    "\r\n//evil.example",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
    "https://evil.example#@testserver/",
    "https://evil.example\\@testserver",
    "//evil.example%2f..",
    "%2f%2fevil.example",
    "%5cevil.example",
    "／／evil.example",
    "//evil。example",
    "https://еvil.example/",
    "ftp://evil.example/",
    "\x00//evil.example",
    "?next=//evil.example",
]
ASKS = [
    "/en/accounts/login/?next={}",
    "/en/accounts/signup/?next={}",
    "/en/accounts/logout/?next={}",
    "/en/accounts/reauthenticate/?next={}",
    "/en/accounts/password/change/?next={}",
    "/backoffice/login/?next={}",
    "/_util/login/?next={}",
    "/en/my/?next={}",
]
PASSWORD = "a-long-word-nobody-guesses-1"

pytestmark = pytest.mark.django_db


def leads_away(location: str) -> bool:
    """Whether a browser would leave this site: it takes backslashes for slashes, and drops tabs and breaks."""
    as_browsers_read = location.replace("\\", "/").translate({9: None, 10: None, 13: None}).strip("\x00 ")
    parts = urlsplit(as_browsers_read)
    return bool(
        (parts.scheme and parts.scheme not in {"http", "https"}) or parts.netloc not in {"", "testserver"}
    ) or (as_browsers_read.startswith("//") or as_browsers_read.lower().startswith(("javascript:", "data:")))


@pytest.fixture
def person() -> object:
    return factories.UserFactory(password=PASSWORD)


@pytest.mark.parametrize("evil", EVIL)
def test_sign_in_leads_to_this_site_only(person, evil):
    response = Client().post(
        "/en/accounts/login/", {"login": person.email, "password": PASSWORD, "next": evil}
    )

    # What holds a NUL is refused as a whole.
    assert response.status_code in {302, 400}
    assert not leads_away(response.get("Location", ""))


def test_sign_in_leads_to_where_one_was_going(person):
    response = Client().post(
        "/en/accounts/login/",
        {"login": person.email, "password": PASSWORD, "next": "/en/directory/?q=wood"},
    )

    assert response["Location"] == "/en/directory/?q=wood"


@pytest.mark.parametrize("evil", EVIL)
def test_links_with_a_next_lead_to_this_site_only(person, signed_in, evil):
    for client in (Client(), signed_in(person)):
        for address in ASKS:
            path, _question, name = address.partition("?")
            response = client.get(path, {name.partition("=")[0]: evil}, follow=False)
            assert not leads_away(response.get("Location", "")), (address, response.get("Location"))
            if response.status_code == 200:
                assert f'href="{evil}"' not in response.content.decode()
                assert f'action="{evil}"' not in response.content.decode()


@pytest.mark.parametrize("evil", EVIL)
def test_sign_out_leads_to_this_site_only(person, signed_in, evil):
    response = signed_in(person).post("/en/accounts/logout/", {"next": evil})

    assert response.status_code in {302, 400}
    assert not leads_away(response.get("Location", ""))


@pytest.mark.parametrize(
    "path",
    ["//evil.example", "//evil.example/%2e%2e", "/\\evil.example", "/%5cevil.example", "//evil.example/en"],
)
def test_an_address_that_looks_like_another_site_leads_nowhere(client, path):
    response = client.get("/en/")  # the client would read two slashes as a host
    response = client.generic("GET", "/", PATH_INFO=path)

    assert response.status_code in {301, 302, 404}
    assert not leads_away(response.get("Location", ""))


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-Host": "evil.example"},
        {"X-Host": "evil.example"},
        {"X-Original-URL": "/backoffice/", "X-Rewrite-URL": "/backoffice/"},
        {"Forwarded": "host=evil.example"},
        {"Origin": "https://evil.example"},
        {"Referer": "https://evil.example/"},
    ],
)
def test_headers_of_a_visitor_change_no_link(client, headers):
    for path in (
        "/en/accounts/login/",
        "/security.txt",
        "/sitemap.xml",
        "/dots.svg",
        "/robots.txt",
        "/en/my/",
    ):
        response = client.get(path, headers=headers)
        assert b"evil.example" not in response.content
        assert "evil.example" not in response.get("Location", "")


def test_mail_to_set_a_new_password_names_this_site_whatever_host_was_asked_for(person, settings):
    from eccp.notices.models import OutgoingMail

    settings.ALLOWED_HOSTS = ["platform.example", "testserver"]
    settings.SITE_URL = "https://platform.example"
    Client().post(
        "/en/accounts/password/reset/", {"email": person.email}, headers={"X-Forwarded-Host": "evil.example"}
    )

    mail = OutgoingMail.objects.latest("pk")
    assert "evil.example" not in mail.text
    assert "/accounts/password/reset/key/" in mail.text
