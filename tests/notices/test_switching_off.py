"""The foot of mails: why they come, where to choose, and the button of mail programs that ends them (RFC 8058)."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from eccp.core.log import history
from eccp.notices import services
from eccp.notices.models import OutgoingMail, Preference
from eccp.notices.switching_off import off_url, read
from eccp.notices.topics import CONVERSATIONS, SECURITY, TEAM, VALIDATION, Topic
from tests.factories import UserFactory
from tests.notices.letters import letter
from tests.notices.mail_server import serving

pytestmark = pytest.mark.django_db

HOST = "http://localhost:8000"


@pytest.fixture
def nora() -> Any:
    return UserFactory(email="nora@kestrel.example")


def path(person: Any) -> str:
    """The address in the mails on conversations."""
    return off_url(person.pk, CONVERSATIONS).removeprefix(HOST)


def paces() -> dict[str, str]:
    """What is stored."""
    return dict(Preference.objects.values_list("topic", "pace"))


def test_a_mail_program_finds_the_way_and_goes_it(nora, settings, run_tasks):
    with serving(settings) as server:
        letter(nora)
        run_tasks()
    mail = server.taken[0].mail
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    url = re.fullmatch(r"<(http://localhost:8000/\S+)>", "".join(mail["List-Unsubscribe"].split()))
    assert url

    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(url.group(1).removeprefix(HOST), {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert paces() == {"conversations": "never"}
    assert [(entry.verb, entry.by) for entry in history(nora)] == [("notices.choose", nora)]


@pytest.mark.parametrize("topic", [SECURITY, TEAM, VALIDATION, None])
def test_what_cannot_be_switched_off_has_no_such_header(nora, run_tasks, mailoutbox, topic):
    letter(nora, topic=topic)
    run_tasks()

    assert "List-Unsubscribe" not in mailoutbox[0].extra_headers


def test_mails_to_nobody_with_an_account_have_no_such_header(run_tasks, mailoutbox):
    services.keep(address="sam@heron.example", subject="…", text="…", topic=CONVERSATIONS)
    run_tasks()

    assert "List-Unsubscribe" not in mailoutbox[0].extra_headers


def test_looking_changes_nothing(nora, client):
    page = client.get(path(nora)).content.decode()

    assert "No more mails on “Conversations”?" in page
    assert paces() == {}


def test_the_button_on_the_page_does_it(nora, client):
    page = client.post(path(nora)).content.decode()

    assert "We no longer write to you on “Conversations”." in page
    assert paces() == {"conversations": "never"}
    assert "We no longer write to you" in client.get(path(nora)).content.decode()


def test_pressed_twice_it_is_off_once(nora, client):
    client.post(path(nora))
    client.post(path(nora))

    assert history(nora).count() == 1


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_made_up_leads_nowhere(nora, client, method):
    token = path(nora).split("/")[-2]
    forged = [token[:-1], token.swapcase(), "x", f"x{token}"]

    answers = [getattr(client, method)(f"/en/mails/off/{one}/").status_code for one in forged]

    assert answers == [404] * 4
    assert paces() == {}


def test_a_link_for_a_topic_that_cannot_be_off_leads_nowhere(nora):
    assert read(off_url(nora.pk, TEAM).split("/")[-2]) is None
    assert read(path(nora).split("/")[-2]) == (nora.pk, CONVERSATIONS)


def test_people_who_left_have_no_such_page(nora, client):
    link = path(nora)
    type(nora).objects.update(erased_at=nora.date_joined)

    assert client.post(link).status_code == 404


@pytest.fixture
def write(nora: Any, settings: Any, tmp_path: Path) -> Callable[..., OutgoingMail]:
    """Write mails to Nora that say nothing but their foot."""
    for part in ("txt", "html"):
        (tmp_path / f"footed.{part}").write_text('{% extends "mail/base.' + part + '" %}')
    (tmp_path / "footed.subject.txt").write_text("Hello")
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [*settings.TEMPLATES[0]["DIRS"], tmp_path]}]

    def write(topic: Topic, **context: Any) -> OutgoingMail:
        return services.mail(nora, "footed", context, topic=topic)

    return write


@pytest.mark.parametrize(
    ("topic", "choose", "off"), [(TEAM, True, False), (CONVERSATIONS, True, True), (SECURITY, False, False)]
)
def test_the_foot_leads_to_the_choice(write, topic, choose, off):
    mail = write(topic)

    for said in (mail.text, mail.html):
        assert (f"{HOST}/en/my/mails/settings/" in said) is choose
        assert (f"{HOST}/en/mails/off/" in said) is off


def test_a_mail_knows_the_page_that_it_leads_to(write):
    assert write(TEAM, button_url=f"{HOST}/en/my/").url == f"{HOST}/en/my/"
    assert write(TEAM, button_url="x" * 501).url == ""
