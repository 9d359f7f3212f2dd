"""The pages: what waits, the mails to me, and in the demonstration everybody's mails."""

import importlib
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import clear_url_caches

import eccp.config.urls
import eccp.notices.urls
from eccp.notices import services
from eccp.notices.models import OutgoingMail
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def nora() -> Any:
    return UserFactory(email="nora@kestrel.example")


def keep(**more: Any) -> OutgoingMail:
    """A mail to Nora."""
    return services.keep(
        **{"address": "nora@kestrel.example", "subject": "A question", "text": "Read https://eccp.example/q"}
        | more
    )


def test_mails_are_mine_and_hold_no_secret(signed_in: Any, nora: Any) -> None:
    mine = keep()
    secret = keep(secret=True)
    others = keep(address=UserFactory().email)
    client = signed_in(nora)

    assert list(client.get("/en/my/mails/").context["page"]) == [mine]
    answers = [client.get(f"/en/my/mails/{mail.pk}/").status_code for mail in (mine, secret, others)]
    assert answers == [200, 404, 404]


def test_a_mail_is_shown_as_written_and_then_read(signed_in: Any, nora: Any) -> None:
    mail = keep(text="<b>Bold</b> https://eccp.example/q.", html="<script>alert(1)</script>")
    client = signed_in(nora)
    assert "Not read yet" in client.get("/en/my/mails/").content.decode()

    page = client.get(f"/en/my/mails/{mail.pk}/").content.decode()

    assert '&lt;b&gt;Bold&lt;/b&gt; <a href="https://eccp.example/q" rel="nofollow">' in page
    assert "alert(1)" not in page
    assert "Not read yet" not in client.get("/en/my/mails/").content.decode()


def test_looking_at_somebodys_mail_does_not_mark_it(signed_in: Any, nora: Any) -> None:
    mail = keep()

    signed_in(UserFactory()).get(f"/en/my/mails/{mail.pk}/")

    mail.refresh_from_db()
    assert mail.read_at is None


@pytest.mark.parametrize("count", [1, 3])
def test_mails_ask_the_same_however_many(
    signed_in: Any, nora: Any, count: int, django_assert_num_queries: Any
) -> None:
    for _ in range(count):
        keep()
    client = signed_in(nora)

    with django_assert_num_queries(9):
        response = client.get("/en/my/mails/")

    assert response.context["page"].paginator.count == count


def test_mails_go_on_the_next_page(signed_in: Any, nora: Any) -> None:
    mails = [keep() for _ in range(21)]

    response = signed_in(nora).get("/en/my/mails/?page=2")

    assert list(response.context["page"]) == mails[:1]
    assert 'href="?page=1"' in response.content.decode()


def test_what_waits_is_mine_and_not_done(signed_in: Any, nora: Any) -> None:
    services.tell(nora, "question-7", "Kestrel Bay: a question to you", "/en/applications/7/")
    services.tell(nora, "join-3", "Somebody wants to join", "/en/my/3/team/")
    services.tell(UserFactory(), "question-8", "Not for Nora", "/en/applications/8/")
    services.settle("join-3")

    page = signed_in(nora).get("/en/my/waiting/")

    assert [notice.key for notice in page.context["page"]] == ["question-7"]
    assert '<a href="/en/applications/7/">Kestrel Bay: a question to you</a>' in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_what_waits_asks_the_same_however_many(
    signed_in: Any, nora: Any, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        services.tell(nora, f"question-{number}", "A question", "/en/my/")
    client = signed_in(nora)

    with django_assert_num_queries(9):
        response = client.get("/en/my/waiting/")

    assert response.context["page"].paginator.count == count


def test_the_dot_in_the_head_says_that_something_waits(signed_in: Any, nora: Any) -> None:
    client = signed_in(nora)
    assert "waits for you</span>" not in client.get("/en/account/").content.decode()

    services.tell(nora, "question-7", "A question", "/en/my/")

    assert "Your menu, 1 thing waits for you</span>" in client.get("/en/account/").content.decode()


def test_said_twice_a_thing_waits_once_with_the_newer_words(nora: Any) -> None:
    services.tell(nora, "question-7", "Old words", "/en/old/")
    services.tell(nora, "question-7", "New words", "/en/new/")

    assert list(nora.notices.values_list("text", "url")) == [("New words", "/en/new/")]


@pytest.mark.parametrize("page", ["/en/my/mails/", "/en/my/mails/1/", "/en/my/waiting/"])
def test_pages_are_for_people_who_are_signed_in(client: Client, page: str) -> None:
    assert client.get(page)["Location"] == f"/en/accounts/login/?next={page}"


def test_demo_mails_show_all_and_are_found_by_address(client: Client) -> None:
    nora, secret = keep(), keep(address="sam@heron.example", secret=True)

    assert list(client.get("/en/demo/mails/").context["page"]) == [secret, nora]
    assert list(client.get("/en/demo/mails/?q=HERON").context["page"]) == [secret]
    assert list(client.get("/en/demo/mails/?q=nobody").context["page"]) == []


def test_a_demo_mail_has_links_and_its_html_in_a_frame(client: Client) -> None:
    mail = keep(html='<html><head></head><body><a href="/en/">Go</a></body></html>')

    page = client.get(f"/en/demo/mails/{mail.pk}/").content.decode()
    frame = client.get(f"/en/demo/mails/{mail.pk}/html/")

    assert '<a href="https://eccp.example/q" rel="nofollow">' in page
    assert f'src="/en/demo/mails/{mail.pk}/html/"' in page
    assert frame["Content-Security-Policy"] == (
        "sandbox allow-top-navigation-by-user-activation; default-src 'none'; "
        "style-src 'unsafe-inline'; frame-ancestors 'self'"
    )
    assert b'<head><base target="_top"></head>' in frame.content


def test_a_demo_mail_without_html_has_no_frame(client: Client) -> None:
    mail = keep(html="")

    assert "<iframe" not in client.get(f"/en/demo/mails/{mail.pk}/").content.decode()
    assert client.get(f"/en/demo/mails/{mail.pk}/html/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_demo_mails_ask_the_same_however_many(
    client: Client, count: int, django_assert_num_queries: Any
) -> None:
    for _ in range(count):
        keep()

    with django_assert_num_queries(2):
        response = client.get("/en/demo/mails/")

    assert response.context["page"].paginator.count == count


@pytest.fixture
def production(settings: Any) -> Iterator[None]:
    """The addresses as production knows them."""

    def read_again() -> None:
        importlib.reload(eccp.notices.urls)
        importlib.reload(eccp.config.urls)
        clear_url_caches()

    settings.DEMO = False
    read_again()
    yield
    settings.DEMO = True
    read_again()


@pytest.mark.usefixtures("production")
@pytest.mark.parametrize("door", ["", "{pk}/", "{pk}/html/"])
def test_production_has_no_page_of_mails(client: Client, door: str) -> None:
    mail = keep(html="<p>")

    assert client.get("/en/demo/mails/" + door.format(pk=mail.pk)).status_code == 404
    assert client.get("/en/accounts/password/reset/done/").status_code == 200
