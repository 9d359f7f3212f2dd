"""Rules of the house that are read off the source itself: what may stand where, and how large it may be."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from ninja.operation import Operation

from eccp.config.api import api

ROOT = settings.BASE_DIR
ECCP = ROOT / "eccp"
ROOMS = sorted(file.parent for file in ECCP.glob("*/apps.py"))
LONGEST = 300

DOORS = ("views", "api")
NOUNS_AND_VERBS = ("models", "policies", "services", "types", "criteria")

INLINE = {
    "a script in the page": re.compile(
        r"<script(?![^>]*\b(src=|type=\"application/(ld\+)?json\"))", re.IGNORECASE
    ),
    "a style in the page": re.compile(r"<style\b|\sstyle=", re.IGNORECASE),
    "a handler in the page": re.compile(r"\son[a-z]+=\"", re.IGNORECASE),
}


def sources(*names: str) -> list[Path]:
    """The files of these names in every room: `views.py` as well as all of `views/`."""
    return [
        file
        for name in names
        for room in ROOMS
        for file in (room / f"{name}.py", *room.glob(f"{name}/**/*.py"))
        if file.exists()
    ]


def imported(file: Path) -> Iterator[str]:
    """The modules that a file imports, wherever in the file."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{name.name}" for name in node.names)


def offenders(files: list[Path], *forbidden: str) -> list[str]:
    """Which files import what they should not."""
    return [
        f"{file.relative_to(ROOT)} imports {module}"
        for file in files
        for module in imported(file)
        if any(module == name or module.startswith(f"{name}.") for name in forbidden)
    ]


def test_doors_ask_the_database_through_others():
    # The assembly's health page must know when the database is away altogether.
    doors = [file for file in sources(*DOORS) if "config" not in file.parts]

    assert doors, "no doors found: the folders have other names now"
    assert offenders(doors, "django.db") == []


def test_nouns_and_verbs_know_nothing_of_requests():
    assert sources(*NOUNS_AND_VERBS), "no nouns found: the folders have other names now"
    assert offenders(sources(*NOUNS_AND_VERBS), "django.http", "django.shortcuts", "ninja") == []


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_migrations_are_named_and_in_one_line(room):
    names = sorted(file.stem for file in room.glob("migrations/[0-9]*.py"))

    assert [name for name in names if re.fullmatch(r"\d{4}_[a-z][a-z0-9_]*", name) is None] == []
    assert [name for name in names if "_auto_" in name or "_alter_" in name or "_initial" in name] == []
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_room_says_what_it_is(room):
    readme = room / "README.md"

    assert readme.exists()
    assert len(readme.read_text().split()) > 30


def test_rooms_are_in_the_settings_and_in_the_import_contract():
    stated = (ROOT / "pyproject.toml").read_text()

    assert {f"eccp.{room.name}" for room in ROOMS} == set(settings.ROOMS)
    assert re.findall(r'^    "([a-z]+)",$', stated.split("layers = [")[1].split("]")[0], re.MULTILINE) == [
        room.removeprefix("eccp.") for room in settings.ROOMS
    ]


def test_files_are_short():
    files = [file for folder in ("eccp", "bin", "bench") for file in (ROOT / folder).rglob("*.py")]
    long = {
        str(file.relative_to(ROOT)): len(file.read_text().splitlines())
        for file in files
        if file.parent.name != "migrations"
    }

    assert {name: length for name, length in long.items() if length > LONGEST} == {}


@pytest.mark.parametrize("what", INLINE)
def test_templates_have_nothing_that_the_policy_forbids(what):
    pages = [
        file for file in (ECCP / "templates").rglob("*.html") if "mail" not in file.relative_to(ECCP).parts
    ]

    found = [
        f"{file.relative_to(ROOT)}: {match.group()}"
        for file in pages
        for match in INLINE[what].finditer(file.read_text())
    ]

    assert pages
    assert found == []


def operations() -> list[tuple[str, Operation]]:
    """Every operation of the programming interface, with its address."""
    return [
        (path, operation)
        for _prefix, router in api._routers
        for path, view in router.path_operations.items()
        for operation in view.operations
    ]


def test_writing_operations_ask_who_writes():
    unguarded = [
        f"{method} {path}"
        for path, operation in operations()
        for method in operation.methods
        if method != "GET" and not operation.auth_callbacks
    ]

    assert unguarded == []
