"""Production starts with what it needs, or not at all; and nothing of the demonstration is in it."""

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core import signing
from django.core.management import CommandError, call_command

from eccp.config import preparing
from eccp.config.demo_accounts import ACCOUNTS, PASSWORD
from eccp.config.production import problems
from tests import factories

KEY = "for tests only: long, and with many different characters 0123456789"
GOOD = {
    "MODE": "production",
    "SECRET_KEY": KEY,
    "ALLOWED_HOSTS": "platform.example",
    "SITE_URL": "https://platform.example",
    "FROM_EMAIL": "ECCP <contact@platform.example>",
}
TELL = """
from eccp.config import settings as s
print({name: getattr(s, name, None) for name in %r})
"""


def started(tmp_path: Path, changes: dict[str, str | None], *names: str) -> subprocess.CompletedProcess[str]:
    """Read the settings in a process of their own."""
    wanted = {**GOOD, "DATA_DIR": str(tmp_path), **changes}
    environment = {name: value for name, value in wanted.items() if value is not None}
    return subprocess.run(  # noqa: S603 (ourselves)
        [sys.executable, "-c", TELL % (names,)],
        cwd=django_settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "FROM_EMAIL"])
def test_production_does_not_start_without(tmp_path, missing):
    told = started(tmp_path, {missing: None})

    assert told.returncode != 0
    assert f"{missing} is not set." in told.stderr
    assert KEY not in told.stderr
    assert list(tmp_path.iterdir()) == []  # above all no key of its own


def test_all_that_is_missing_is_said_at_once():
    assert len(problems({})) == 4
    assert problems(GOOD) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"SECRET_KEY": "x" * 49}, "SECRET_KEY is too easy"),
        ({"SECRET_KEY": "x" * 80}, "SECRET_KEY is too easy"),
        ({"SECRET_KEY_FALLBACKS": f"{KEY.replace(' ', '-')} short"}, "SECRET_KEY_FALLBACKS (2) is too easy"),
        ({"ALLOWED_HOSTS": "*"}, "names every host"),
        ({"ALLOWED_HOSTS": "other.example"}, "ALLOWED_HOSTS does not name"),
        ({"SITE_URL": "http://platform.example"}, "not an https address"),
        ({"SITE_URL": "platform.example"}, "not an https address"),
        ({"DEBUG": "1"}, "DEBUG"),
    ],
)
def test_unsafe_settings_are_named(changes, said):
    (problem,) = problems({**GOOD, **changes})

    assert said in problem


@pytest.mark.parametrize("hosts", ["platform.example", "www.example, platform.example", ".example"])
def test_host_of_the_site_may_be_named_in_several_ways(hosts):
    assert problems({**GOOD, "ALLOWED_HOSTS": hosts}) == []


def test_production_is_closed(tmp_path):
    told = started(
        tmp_path,
        {"SECRET_KEY_FALLBACKS": f"{KEY.replace(' ', '-')}"},
        *("DEBUG", "DEMO", "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE"),
        *("CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "CSRF_COOKIE_HTTPONLY", "SESSION_COOKIE_SAMESITE"),
        *("SESSION_COOKIE_PATH", "SESSION_COOKIE_DOMAIN", "SECURE_HSTS_SECONDS", "SECURE_SSL_REDIRECT"),
        "SECRET_KEY_FALLBACKS",
        "USE_X_FORWARDED_HOST",
    )

    assert told.stderr == ""
    assert eval(told.stdout) == {  # noqa: S307 (our own words)
        "DEBUG": False,
        "DEMO": False,
        "SESSION_COOKIE_NAME": "__Host-session",
        "CSRF_COOKIE_NAME": "__Host-csrf",
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": None,
        "SESSION_COOKIE_DOMAIN": None,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "SECURE_SSL_REDIRECT": True,
        "SECRET_KEY_FALLBACKS": [KEY.replace(" ", "-")],
        "USE_X_FORWARDED_HOST": None,
    }


def test_no_file_of_the_program_holds_a_secret(tmp_path):
    told = started(tmp_path, {"MODE": "demo", "SECRET_KEY": None}, "SECRET_KEY")
    again = started(tmp_path, {"MODE": "demo", "SECRET_KEY": None}, "SECRET_KEY")
    (kept,) = tmp_path.glob("secret.key")

    assert told.stdout == again.stdout
    assert kept.read_text() in told.stdout
    assert kept.stat().st_mode & 0o077 == 0


def test_what_an_old_key_signed_is_good_while_it_is_named(settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "old", []
    word = signing.dumps("word")

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new", ["old"]
    assert signing.loads(word) == "word"

    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(signing.BadSignature):
        signing.loads(word)


@pytest.mark.django_db
def test_production_does_not_go_on_with_people_whose_password_all_know(settings: Any) -> None:
    person = factories.UserFactory(email=ACCOUNTS[0].email)
    person.set_password(PASSWORD)
    person.save()

    assert preparing.no_demonstration_people() == ""

    settings.DEMO = False
    with pytest.raises(CommandError, match=ACCOUNTS[0].email):
        preparing.no_demonstration_people()

    person.set_password("another-password-1")
    person.save()
    assert preparing.no_demonstration_people() == ""


@pytest.mark.django_db
def test_production_makes_no_invented_community(settings: Any) -> None:
    settings.DEMO = False

    with pytest.raises(CommandError, match="demonstration mode only"):
        call_command("demo", stdout=StringIO())
