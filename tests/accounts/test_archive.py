"""Everything that is held on a person in one file: what is in it, who fetches it, and when it goes."""

import json
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.test import Client
from django.utils import timezone

from eccp.accounts import services
from eccp.accounts.consents import PRIVACY
from eccp.accounts.models import Archive, User
from eccp.accounts.readable import lines
from eccp.core import personal
from eccp.core.personal import Holding
from eccp.core.refusals import Refused
from eccp.notices.models import OutgoingMail
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


def made(person: User, run_tasks: Any) -> Archive:
    archive = services.ask_for_archive(person, by=person)
    run_tasks()
    archive.refresh_from_db()
    return archive


def content_of(archive: Archive) -> bytes:
    with archive.file.open() as file:
        content: bytes = file.read()
    return content


def proved(person: User) -> Client:
    """The client of somebody who typed the password a moment ago."""
    client = Client()
    client.post("/en/accounts/login/", {"login": person.email, "password": PASSWORD})
    assert client.session[AUTHENTICATION_METHODS_SESSION_KEY]
    return client


def opened(content: bytes) -> dict[str, Any]:
    with ZipFile(BytesIO(content)) as zipped:
        assert sorted(zipped.namelist()) == ["data.json", "index.html", "style.css"]
        said: dict[str, Any] = json.loads(zipped.read("data.json"))
        page = zipped.read("index.html").decode()
    for holding in said["holdings"]:
        assert holding["title"] in page.replace("&#x27;", "'")
    assert "src=" not in page
    assert 'href="style.css"' in page
    return {holding["code"]: holding["records"] for holding in said["holdings"]}


def test_the_archive_has_every_holding_and_no_secret(run_tasks: Any) -> None:
    nora = UserFactory(name="Nora Quill", email="nora@kestrel.example", position="Director")
    services.take_note(nora, PRIVACY, where="sign-up")
    Authenticator.objects.create(user=nora, type=Authenticator.Type.TOTP, data={"secret": "TOPSECRET"})
    UserSession.objects.create(user=nora, ip="10.0.0.7", session_key="keyofthesession", user_agent="Firefox")

    archive = made(nora, run_tasks)

    content = content_of(archive)
    held = opened(content)
    assert set(held) == set(personal.holdings)
    assert held["accounts.account"][0]["position"] == "Director"
    assert held["accounts.addresses"] == [{"email": "nora@kestrel.example", "confirmed": True, "main": True}]
    assert held["accounts.consents"][0]["version"] == "first wording"
    assert held["accounts.sessions"][0]["browser"] == "Firefox"
    assert held["accounts.second_factors"][0]["added_at"]
    with ZipFile(BytesIO(content)) as zipped:
        everything = b"".join(zipped.read(name) for name in zipped.namelist()).decode()
    for secret in ("TOPSECRET", "keyofthesession", nora.password):
        assert secret not in everything


def test_the_archive_has_nothing_of_others(run_tasks: Any) -> None:
    UserFactory(name="Olga Oak", email="olga@oak.example", position="Chief of oaks")

    content = content_of(made(UserFactory(), run_tasks))

    with ZipFile(BytesIO(content)) as zipped:
        everything = b"".join(zipped.read(name) for name in zipped.namelist()).decode()
    assert "Olga" not in everything
    assert "oak" not in everything


def test_the_person_is_written_to_and_fetches_it(run_tasks: Any) -> None:
    nora = UserFactory(email="nora@kestrel.example")

    archive = made(nora, run_tasks)

    mail = OutgoingMail.objects.get(subject="Your data are ready to fetch")
    path = next(line for line in mail.text.splitlines() if "/my/data/archive/" in line)
    response = proved(nora).get(path.removeprefix(settings.SITE_URL))
    assert mail.address == "nora@kestrel.example"
    assert response["Content-Type"] == "application/zip"
    assert response["Content-Disposition"] == 'attachment; filename="my-data-eccp.zip"'
    assert "no-store" in response["Cache-Control"]
    assert len(b"".join(response.streaming_content)) == archive.size  # type: ignore[attr-defined]


def test_fetching_asks_for_the_password_and_nobody_else_gets_it(run_tasks: Any, signed_in: Any) -> None:
    nora, other = UserFactory(), UserFactory()
    archive = made(nora, run_tasks)
    paths = [f"/en/my/data/archive/{services.token_of(archive)}/", f"/en/my/data/archive/{archive.pk}/"]

    for path in paths:
        assert Client().get(path)["Location"].startswith("/en/accounts/login/?next=")
        assert signed_in(nora).get(path)["Location"].startswith("/en/accounts/reauthenticate/?next=")
        assert proved(other).get(path).status_code == 404
    assert proved(nora).get("/en/my/data/archive/nonsense/").status_code == 404


def test_while_one_is_put_together_asking_again_gives_that_one() -> None:
    nora = UserFactory()

    assert services.ask_for_archive(nora, by=nora) == services.ask_for_archive(nora, by=nora)


def test_three_a_day_and_a_newer_one_takes_the_place_of_the_older(
    run_tasks: Any, django_capture_on_commit_callbacks: Any
) -> None:
    nora = UserFactory()
    with django_capture_on_commit_callbacks(execute=True):
        archives = [made(nora, run_tasks) for _ in range(3)]

    with pytest.raises(Refused) as refused:
        services.ask_for_archive(nora, by=nora)

    assert refused.value.refusal.rule == "archive_limit"
    kept = [bool(archive.file) for archive in Archive.objects.order_by("pk")]
    assert kept == [False, False, True]
    assert [Path(settings.DATA_DIR, "private", archive.file.name).exists() for archive in archives] == [
        False,
        False,
        True,
    ]


def test_one_that_never_came_is_given_up_and_can_be_asked_for_again(freeze: Any) -> None:
    nora = UserFactory()
    lost = services.ask_for_archive(nora, by=nora)
    Archive.objects.filter(pk=lost.pk).update(asked_at=timezone.now() - timedelta(hours=3, minutes=1))

    assert services.ask_for_archive(nora, by=nora) != lost
    lost.refresh_from_db()
    assert lost.failed_at is not None


def test_the_page_says_how_far_it_is_and_when_it_failed(signed_in: Any, run_tasks: Any) -> None:
    nora = UserFactory()
    client = signed_in(nora)
    client.post("/en/my/data/archive/")
    archive = Archive.objects.get()
    Archive.objects.filter(pk=archive.pk).update(done=3)
    part = client.get("/en/my/data/", headers={"HX-Request": "true"}).content.decode()
    assert f"3 of {archive.total} parts" in part
    assert "hx-get" in part
    assert "<html" not in part

    Archive.objects.update(asked_at=timezone.now() - timedelta(hours=4))
    assert "Ask once more" in client.get("/en/my/data/").content.decode()

    Archive.objects.update(asked_at=timezone.now())
    run_tasks()
    assert "Fetch my data" in client.get("/en/my/data/").content.decode()


def test_a_room_that_cannot_read_fails_the_task_and_it_is_tried_again(
    run_tasks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    nora = UserFactory()
    archive = services.ask_for_archive(nora, by=nora)

    def broken(_person: User) -> list[dict[str, Any]]:
        raise RuntimeError("the room is on fire")

    with monkeypatch.context() as patch:
        patch.setitem(personal.holdings, "test.broken", Holding("test.broken", "Broken", broken))
        assert ("accounts.make_archive", "later") in run_tasks(may_fail=True)

    services.make_archive(archive.pk)
    archive.refresh_from_db()
    assert archive.made_at is not None
    first = archive.file.name
    services.make_archive(archive.pk)  # a task may run twice
    archive.refresh_from_db()
    assert archive.file.name == first


def test_what_is_held_reads_as_people_say_it() -> None:
    said = lines(
        {"asked_at": "2026-01-05T13:30:00Z", "ok": True, "empty": "", "parts": [{"a": 1}], "words": "not a T"}
    )

    assert [(line.key, line.words) for line in said] == [
        ("Asked at", ["5 January 2026, 14:30"]),
        ("Ok", ["yes"]),
        ("Parts", []),
        ("Words", ["not a T"]),
    ]
    assert said[2].below[0].below[0].words == ["1"]
    assert lines({"broken": "2026-99-99T10:00:00"})[0].words == ["2026-99-99T10:00:00"]
