"""Pages for everybody are kept for a minute, whole; nobody's own page ever is, nor is anybody given another's."""

import gzip
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib import messages
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.test import Client
from django.urls import path
from wagtail.models import Page, PageViewRestriction

from eccp.config import page_cache
from eccp.config import urls as real_urls
from eccp.content.tree import ensure_pages
from eccp.core.keeping import kept_for_all
from tests import factories

NONCE = re.compile(r"'nonce-([A-Za-z0-9+/=]{24})'")
NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HOME = "/en/"


def counted(request: HttpRequest, **more: Any) -> HttpResponse:
    """A page that tells how often it was made."""
    counted.times += 1
    return HttpResponse(f"<p>made {counted.times} times, for {request.GET.get('q', 'nobody')}", **more)


counted.times = 0


def with_token(request: HttpRequest) -> HttpResponse:
    """A page with a form."""
    return HttpResponse(get_token(request))


def with_message(request: HttpRequest) -> HttpResponse:
    """A page that leaves a message for the next."""
    messages.success(request, "Done.")
    return HttpResponse("a message waits")


def with_session(request: HttpRequest) -> HttpResponse:
    """A page that begins a session."""
    request.session["began"] = True
    return HttpResponse("a session began")


def own_words(request: HttpRequest) -> HttpResponse:
    """A page that says itself who may keep it."""
    return counted(request, headers={"Cache-Control": "private, no-store"})


def by_language(request: HttpRequest) -> HttpResponse:
    """A page that is not the same for readers of other languages."""
    return counted(request, headers={"Vary": "Accept-Language"})


class Urls:
    """Pages of every kind, beside the real ones."""

    handler400 = real_urls.handler400
    urlpatterns = [
        path("en/kept/", kept_for_all()(counted)),
        path("en/kept-longer/", kept_for_all(seconds=300)(counted)),
        path("en/silent/", counted),
        path("en/token/", kept_for_all()(with_token)),
        path("en/message/", kept_for_all()(with_message)),
        path("en/session/", kept_for_all()(with_session)),
        path("en/own-words/", kept_for_all()(own_words)),
        path("en/by-language/", kept_for_all()(by_language)),
        path("en/gone/", kept_for_all()(lambda request: counted(request, status=410))),
        path("en/moved/", kept_for_all()(lambda request: counted(request, status=302))),
        path("en/stream/", kept_for_all()(lambda request: StreamingHttpResponse([counted(request).content]))),
        path("en/large/", kept_for_all()(lambda request: counted(request) and HttpResponse(b"x" * 200_000))),
        *real_urls.urlpatterns,
    ]


@pytest.fixture(autouse=True)
def keeping(settings, db):
    """Keep pages, as outside the tests."""
    settings.KEEP_PAGES = True
    settings.ROOT_URLCONF = Urls
    counted.times = 0


@pytest.fixture
def pages():
    """The first pages of an installation."""
    ensure_pages()


def times_made(address: str, *asked: dict[str, Any]) -> int:
    """Ask as often as there are questions, each a visitor of its own, and tell how often the page was made."""
    counted.times = 0
    for question in asked:
        Client(**question.pop("client", {})).get(address, **question)
    return counted.times


# --- What is kept


def test_page_is_made_once_for_all_visitors():
    assert times_made("/en/kept/", {}, {}, {}) == 1


def test_page_that_nobody_lets_be_kept_is_made_each_time():
    assert times_made("/en/silent/", {}, {}) == 2


def test_nothing_is_kept_where_it_is_turned_off(settings):
    settings.KEEP_PAGES = False

    assert times_made("/en/kept/", {}, {}) == 2


@pytest.mark.parametrize(("seconds", "made"), [(59, 1), (61, 2)])
def test_page_is_kept_for_a_minute(freeze, seconds, made):
    freeze(NOW)
    Client().get("/en/kept/")
    freeze(NOW + timedelta(seconds=seconds))
    Client().get("/en/kept/")

    assert counted.times == made


@pytest.mark.parametrize(("seconds", "made"), [(299, 1), (301, 2)])
def test_a_door_may_let_its_page_be_kept_longer(freeze, seconds, made):
    freeze(NOW)
    Client().get("/en/kept-longer/")
    freeze(NOW + timedelta(seconds=seconds))
    Client().get("/en/kept-longer/")

    assert counted.times == made


@pytest.mark.parametrize(
    "address",
    ["/en/own-words/", "/en/by-language/", "/en/gone/", "/en/moved/", "/en/stream/", "/en/large/"],
)
def test_what_is_not_the_same_for_all_or_no_page_is_made_each_time(address):
    assert times_made(address, {}, {}) == 2


@pytest.mark.parametrize("address", ["/en/token/", "/en/message/", "/en/session/"])
def test_page_that_sets_a_cookie_is_not_kept(address):
    first = Client().get(address)
    second = Client().get(address)

    assert first.cookies
    assert "private" in first["Cache-Control"]
    assert first.cookies.output() != second.cookies.output() or address == "/en/message/"
    assert caches["pages"]._cache == {}


# --- For whom


@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "messages"])
def test_who_brings_a_cookie_of_ours_is_answered_afresh(name):
    Client().get("/en/kept/")
    theirs = Client(headers={"Cookie": f"{name}=x"}).get("/en/kept/")
    Client().get("/en/kept/")

    assert counted.times == 2
    assert "2 times" in theirs.content.decode()
    assert "private" in theirs["Cache-Control"]
    assert "ETag" not in theirs


def test_who_brings_a_key_is_answered_afresh():
    assert times_made("/en/kept/", {}, {"headers": {"Authorization": "Bearer x"}}) == 2


def test_a_cookie_of_another_program_changes_nothing():
    assert times_made("/en/kept/", {}, {"headers": {"Cookie": "other=x"}}) == 1


def test_person_signed_in_sees_their_own_page_and_leaves_nothing_behind(pages, signed_in):
    person = factories.UserFactory(email="maya@demo.example")
    before = Client().get(HOME)
    own = signed_in(person).get(HOME)
    after = Client().get(HOME)

    assert "Sign in" in before.content.decode()
    assert "Sign in" not in own.content.decode()
    assert own["Cache-Control"] == "private, no-store"
    assert after.content == before.content


def test_form_is_never_answered_from_a_kept_page():
    Client().get("/en/kept/")
    Client().post("/en/kept/")
    Client().head("/en/kept/")

    assert counted.times == 2


def test_asking_for_the_head_keeps_nothing():
    Client().head("/en/kept/")
    page = Client().get("/en/kept/")

    assert page.content


# --- What the key is made of


@pytest.mark.parametrize(
    "other",
    [
        {"data": {"q": "wood"}},
        {"headers": {"Host": "127.0.0.1"}},
        {"secure": True},
        {"headers": {"HX-Request": "true"}},
        {"headers": {"HX-Target": "found"}},
        {"headers": {"HX-History-Restore-Request": "true"}},
        {"headers": {"Accept-Encoding": "gzip"}},
    ],
)
def test_what_an_answer_may_depend_on_parts_the_kept_ones(other):
    assert times_made("/en/kept/", {}, dict(other), {}, dict(other)) == 2


def test_what_is_sent_with_the_address_cannot_pass_for_another_address():
    assert (
        times_made(
            "/en/kept/",
            {"QUERY_STRING": "q=a"},
            {"QUERY_STRING": "", "headers": {"HX-Request": "q=a"}},
            {"QUERY_STRING": "q=a'", "headers": {"HX-Target": "'"}},
        )
        == 3
    )


def test_another_host_is_refused_though_the_page_is_kept(settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    Client().get("/en/kept/")

    assert Client(headers={"Host": "evil.example"}).get("/en/kept/").status_code == 400


@pytest.mark.parametrize(("letters", "made"), [(1_000, 1), (2_000, 2)])
def test_address_of_no_reader_is_not_kept(letters, made):
    assert times_made("/en/kept/", {"data": {"q": "x" * letters}}, {"data": {"q": "x" * letters}}) == made


def test_a_flood_of_questions_only_drops_older_pages(settings):
    settings.CACHES = settings.CACHES | {
        "pages": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": "flooded",
            "OPTIONS": {"MAX_ENTRIES": 20},
        }
    }
    Client().get("/en/kept/")
    for number in range(100):
        Client().get("/en/kept/", {"q": str(number)})
        Client().get("/en/kept/")

    assert counted.times == 101  # what is asked for all the time stays
    assert len(caches["pages"]._cache) <= 20


# --- Whole: the nonce of the policy is that of the page


def nonces(response: Any) -> set[str]:
    """The nonces of the policy and of the scripts."""
    body = response.content
    if response.get("Content-Encoding") == "gzip":
        body = gzip.decompress(body)
    in_page = set(re.findall(r'<script nonce="([^"]+)"', body.decode()))
    assert in_page
    return in_page | set(NONCE.findall(response["Content-Security-Policy"]))


@pytest.mark.parametrize("encoding", ["", "gzip"])
def test_kept_page_comes_with_all_its_headers_and_its_nonce(pages, encoding):
    first = Client().get(HOME, headers={"Accept-Encoding": encoding})
    second = Client().get(HOME, headers={"Accept-Encoding": encoding})

    assert dict(second.items()) == dict(first.items())
    assert second.content == first.content
    assert len(nonces(second)) == 1
    assert first.get("Content-Encoding", "") == encoding
    assert int(second["Content-Length"]) == len(second.content)


def test_page_made_again_has_another_nonce_in_both_places(pages, freeze):
    freeze(NOW)
    first = nonces(Client().get(HOME))
    freeze(NOW + timedelta(seconds=61))
    second = nonces(Client().get(HOME))

    assert len(first) == len(second) == 1
    assert first != second


def test_page_made_again_has_the_same_tag(pages, freeze):
    freeze(NOW)
    tags = {Client().get(HOME, headers={"Accept-Encoding": encoding})["ETag"] for encoding in ("", "gzip")}
    freeze(NOW + timedelta(seconds=61))
    tags.add(Client().get(HOME)["ETag"])

    assert len(tags) == 1
    assert tags.pop().startswith('W/"')


def test_changed_page_has_another_tag(pages, freeze):
    freeze(NOW)
    before = Client().get(HOME)["ETag"]
    home = Page.objects.get(url_path="/home/").specific
    home.sentence = "Another sentence"
    home.save()
    freeze(NOW + timedelta(seconds=61))

    assert Client().get(HOME)["ETag"] != before


def test_page_under_another_policy_has_another_tag(settings):
    before = Client().get("/en/kept/?q=a")["ETag"]
    caches["pages"].clear()
    counted.times = 0
    policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {**policy, "img-src": ["'self'"]}}

    assert Client().get("/en/kept/?q=a")["ETag"] != before


@pytest.mark.parametrize("asked", ["*", "{etag}", '"other", {etag}', "{bare}"])
def test_tag_is_recognised_in_every_way_to_write_it(asked):
    etag = Client().get("/en/kept/")["ETag"]
    said = asked.format(etag=etag, bare=etag.removeprefix("W/"))

    assert Client().get("/en/kept/", headers={"If-None-Match": said}).status_code == 304


@pytest.mark.parametrize("kept", [True, False])
def test_browser_that_has_the_page_hears_that_nothing_changed(pages, settings, kept):
    """A policy in this answer would replace the one that the browser kept, and stop the scripts of its copy."""
    settings.KEEP_PAGES = kept
    first = Client().get(HOME)
    again = Client().get(HOME, headers={"If-None-Match": f'"other", {first["ETag"]}'})

    assert again.status_code == 304
    assert again.content == b""
    assert "Content-Security-Policy" not in again
    assert {name.lower() for name, _value in again.items()} == {"cache-control", "etag", "vary"}
    assert {name: again[name] for name in ("Cache-Control", "ETag", "Vary")} == {
        name: first[name] for name in ("Cache-Control", "ETag", "Vary")
    }


@pytest.mark.parametrize("asked", ['W/"other"', "", "nonsense"])
def test_browser_with_another_page_gets_this_one(pages, asked):
    Client().get(HOME)
    again = Client().get(HOME, headers={"If-None-Match": asked})

    assert again.status_code == 200
    assert len(nonces(again)) == 1


def test_tag_of_the_page_for_all_is_no_answer_to_who_signed_in_since(pages, signed_in):
    tag = Client().get(HOME)["ETag"]
    own = signed_in(factories.UserFactory()).get(HOME, headers={"If-None-Match": tag})

    assert own.status_code == 200


def test_page_for_all_says_that_it_is_asked_for_each_time(pages):
    response = Client().get(HOME)

    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert {word.strip() for word in response["Vary"].split(",")} == {"Accept-Encoding", "Cookie"}


# --- Pages that editors write


def test_pages_of_editors_are_kept_and_an_editor_sees_a_change_at_once(pages, signed_in):
    page = Page.objects.get(slug="about").specific
    editor = signed_in(factories.EditorFactory())
    Client().get("/en/about/")
    page.title = "All about us"
    page.save_revision().publish()

    assert "All about us" not in Client().get("/en/about/").content.decode()
    assert "All about us" in editor.get("/en/about/").content.decode()


def test_everybody_sees_a_change_after_a_minute(pages, freeze):
    freeze(NOW)
    Client().get("/en/about/")
    page = Page.objects.get(slug="about").specific
    page.title = "All about us"
    page.save_revision().publish()
    freeze(NOW + timedelta(seconds=61))

    assert "All about us" in Client().get("/en/about/").content.decode()


def test_draft_is_previewed_though_the_page_is_kept(pages, signed_in):
    editor = signed_in(factories.EditorFactory())
    page = Page.objects.get(slug="about").specific
    Client().get("/en/about/")
    page.title = "A draft"
    page.save_revision()

    preview = editor.get(f"/backoffice/pages/{page.pk}/view_draft/")

    assert "A draft" in preview.content.decode()
    assert "A draft" not in Client().get("/en/about/").content.decode()


@pytest.mark.parametrize("kind", ["password", "login"])
def test_page_that_was_closed_in_the_back_office_is_not_kept(pages, kind):
    page = Page.objects.get(slug="about")
    PageViewRestriction.objects.create(page=page, restriction_type=kind, password="open")
    first = Client().get("/en/about/")

    assert "private" in first["Cache-Control"]
    assert caches["pages"]._cache == {}


def test_page_that_is_not_there_is_not_kept(pages):
    Client().get("/en/nothing/")

    assert caches["pages"]._cache == {}


@pytest.mark.parametrize(
    "address", ["/en/directory/", "/en/accounts/login/", "/en/accounts/signup/", "/en/my/"]
)
def test_doors_that_say_nothing_keep_what_they_said_before(pages, address):
    response = Client().get(address)

    assert "ETag" not in response
    assert caches["pages"]._cache == {}


def test_it_stands_outermost(settings):
    assert settings.MIDDLEWARE[0] == f"{page_cache.__name__}.page_cache"
