"""What every answer says about itself, whatever kind of page it is and whoever asks."""

import re
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import path
from wagtail.models import Page

from eccp.config import urls as real_urls
from eccp.directory.index.build import rebuild_now
from tests import factories

NONCE = re.compile(r"script-src 'nonce-([A-Za-z0-9+/=]{24})'")
SCRIPT = re.compile(r"<script\b([^>]*)>")
STRICT = {
    "default-src": "'none'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "frame-src": "'none'",
    "worker-src": "'none'",
    "media-src": "'none'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
ANYBODYS = [
    "/en/",
    "/en/about/",
    "/en/directory/",
    "/en/directory/filters/",
    "/en/directory/regions/",
    "/en/directory/suggest/?q=wood",
    "/en/directory/points.json",
    "/en/directory/cards/",
    "/en/directory/download.csv",
    "/en/accounts/login/",
    "/en/accounts/signup/",
    "/en/accounts/password/reset/",
    "/robots.txt",
    "/sitemap.xml",
    "/healthz",
    "/dots.svg",
    "/.well-known/security.txt",
    "/api/v1/profiles",
    "/en/nothing/here/",
    "/nothing",
    "/api/v1/nothing",
    "/en/?q=%00",
]
OWN = [
    "/en/my/",
    "/en/accounts/email/",
    "/en/accounts/password/change/",
    "/en/directory/",
    "/en/",
    "/en/nothing/",
]
BACK_OFFICE = [
    "/backoffice/",
    "/backoffice/images/",
    "/%62ackoffice/",
    "/backoffice%2f",
    "/backoffice/nothing/",
]
NOT_BACK_OFFICE = [
    "/backoffice",
    "/backoffices/",
    "/en/backoffice/",
    "/en/backoffice",
    "//backoffice/",
    "/en/directory/?next=/backoffice/",
    "/media/backoffice/none.png",
    "/x/../backoffice/",
    "/BACKOFFICE/",
]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site(settings: Any, tmp_path: Any) -> None:
    settings.INDEX_DIR = tmp_path
    factories.OrganisationFactory(name="Wood Cluster", published=True)
    rebuild_now()


@pytest.fixture
def editor(signed_in: Any) -> Client:
    return signed_in(factories.EditorFactory())


def policy(response: Any) -> dict[str, str]:
    """The policy by directive."""
    parts = (part.strip().partition(" ") for part in response["Content-Security-Policy"].split(";"))
    return {name: sources for name, _blank, sources in parts}


def body(response: Any) -> str:
    """The page, read to its end where it is made while it is sent."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode(errors="replace")


def has_all_headers(response: Any) -> None:
    """The headers that no answer may miss."""
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] in {"same-origin", "cross-origin"}
    assert "camera=()" in response["Permissions-Policy"]
    assert "publickey-credentials-get=(self)" in response["Permissions-Policy"]


def has_strict_policy(response: Any) -> None:
    """The policy without any exception; only what runs has a nonce."""
    said = policy(response)
    scripts = said.pop("script-src")
    page = body(response)
    assert said == STRICT
    assert response["X-Frame-Options"] == "DENY"
    tags = SCRIPT.findall(page) if response["Content-Type"].startswith("text/html") else []
    tags = [tag for tag in tags if 'type="application/ld+json"' not in tag]  # data, which never runs
    if tags:
        nonce = NONCE.search(response["Content-Security-Policy"])[1]
        assert [tag for tag in tags if f'nonce="{nonce}"' not in tag] == []
    else:
        assert scripts == "" or NONCE.fullmatch(f"script-src {scripts}")


@pytest.mark.parametrize("address", ANYBODYS)
def test_every_page_for_anybody_has_the_headers(client, address):
    response = client.get(address)

    has_all_headers(response)
    has_strict_policy(response)


@pytest.mark.parametrize("address", OWN)
def test_a_page_for_one_person_is_kept_nowhere(signed_in, address):
    response = signed_in(factories.UserFactory()).get(address)

    has_all_headers(response)
    has_strict_policy(response)
    assert "private" in response["Cache-Control"]
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("address", ["/en/directory/", "/en/accounts/login/", "/en/nothing/"])
def test_a_page_with_a_nonce_is_shared_by_no_proxy(client, address):
    assert "private" in client.get(address)["Cache-Control"]


@pytest.mark.parametrize("address", ["/en/", "/en/about/"])
def test_a_page_for_all_is_given_by_no_proxy_that_did_not_ask(client, address):
    assert client.get(address)["Cache-Control"] == "public, max-age=0, must-revalidate"


@pytest.mark.parametrize("address", ["/dots.svg", "/.well-known/security.txt"])
def test_what_proxies_may_keep_has_no_nonce(client, address):
    response = client.get(address)

    assert "public" in response["Cache-Control"]
    assert "nonce" not in response["Content-Security-Policy"]
    assert response.cookies == {}


def test_nonces_differ_from_answer_to_answer(client):
    nonces = {NONCE.search(client.get("/en/directory/")["Content-Security-Policy"])[1] for _ in range(3)}

    assert len(nonces) == 3


@pytest.mark.parametrize("address", BACK_OFFICE)
def test_back_office_has_its_exception(editor, address):
    response = editor.get(address)

    has_all_headers(response)
    changed = {name for name, sources in policy(response).items() if STRICT.get(name) != sources}
    assert changed == {"script-src", "style-src", "img-src", "frame-src", "frame-ancestors"}
    assert policy(response)["script-src"] == "'self' 'unsafe-inline'"
    assert policy(response)["style-src"] == "'self' 'unsafe-inline'"
    assert "unsafe-eval" not in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize("address", NOT_BACK_OFFICE)
@pytest.mark.parametrize("who", ["anonymous", "editor"])
def test_exception_of_the_back_office_is_nowhere_else(client, editor, who, address):
    response = (editor if who == "editor" else client).get(address)

    assert "unsafe" not in response["Content-Security-Policy"]
    has_strict_policy(response)


def test_only_the_embedded_map_may_stand_in_frames_of_others(client):
    response = client.get("/en/directory/embed/")

    has_all_headers(response)
    differs = {name: sources for name, sources in policy(response).items() if STRICT.get(name) != sources}
    assert set(differs) == {"script-src", "frame-ancestors"}
    assert differs["frame-ancestors"] == "*"
    assert "X-Frame-Options" not in response
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    nonce = NONCE.search(response["Content-Security-Policy"])[1]
    tags = SCRIPT.findall(body(response))
    assert len(tags) == 1
    assert all(f'nonce="{nonce}"' in tag for tag in tags)


def broken(request: Any) -> None:
    """A view with a mistake in it."""
    raise ZeroDivisionError


class WithBroken:
    """The addresses, and one that breaks."""

    urlpatterns = [path("broken/", broken), *real_urls.urlpatterns]
    handler400 = real_urls.handler400


@pytest.mark.parametrize(
    ("status", "ask"),
    [
        (403, lambda: Client(enforce_csrf_checks=True).post("/en/accounts/login/")),
        (404, lambda: Client().get("/en/nothing/")),
        (400, lambda: Client().get("/en/%00/")),
        (405, lambda: Client().post("/robots.txt")),
        (413, lambda: Client().post("/en/accounts/login/", headers={"Content-Length": str(10**9)})),
        (500, lambda: Client(raise_request_exception=False).get("/broken/")),
        (302, lambda: Client().get("/en/my/")),
    ],
)
def test_refusals_and_errors_have_the_headers(settings, status, ask):
    settings.ROOT_URLCONF = WithBroken

    response = ask()

    assert response.status_code == status
    has_all_headers(response)
    has_strict_policy(response)


def test_too_many_requests_have_the_headers(client, settings):
    settings.LIMITS = settings.LIMITS | {"search": (1, 60)}
    for _ in range(2):  # the minute may turn in between, so the third is the one
        client.get("/en/directory/")
    answers = [client.get("/en/directory/") for _ in range(2)]

    refused = next(response for response in answers if response.status_code == 429)
    has_all_headers(refused)
    has_strict_policy(refused)


def test_unknown_host_is_refused_with_the_headers(settings):
    settings.ALLOWED_HOSTS = ["platform.example"]

    response = Client(headers={"Host": "evil.example"}).get("/en/")

    assert response.status_code == 400
    has_all_headers(response)
    has_strict_policy(response)


def test_uploaded_picture_can_never_be_a_page(client):
    default_storage.save("headers/a.png", ContentFile(b"<script>alert(1)</script>"))

    response = client.get("/media/headers/a.png")

    body(response)
    has_all_headers(response)
    assert response["Content-Type"] == "image/png"
    assert response["Content-Disposition"] == "inline"
    assert policy(response) == {"default-src": "'none'", "sandbox": "", "frame-ancestors": "'none'"}


def test_policy_of_production_asks_for_encryption():
    from eccp.config.policy import content_security_policy

    assert content_security_policy([], encrypted=True)["DIRECTIVES"]["upgrade-insecure-requests"] is True
    assert django_settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["upgrade-insecure-requests"] is False


def test_forms_may_end_at_the_other_site_that_one_signs_in_with():
    from eccp.config.policy import content_security_policy

    forms = content_security_policy(["https://login.example"], encrypted=True)["DIRECTIVES"]["form-action"]
    assert forms == ["'self'", "https://login.example"]


def test_a_preview_of_a_page_shows_in_the_back_office(editor):
    page = Page.objects.get(slug="about")

    response = editor.get(f"/backoffice/pages/{page.pk}/view_draft/")

    assert response.status_code == 200
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert policy(response)["frame-ancestors"] == "'self'"
