"""Whatever is sent, no address breaks: it answers, or says in a page what was wrong."""

import re
from typing import Any

import pytest
from django.db import transaction
from django.http import QueryDict
from django.test import Client

from eccp.directory.index.build import rebuild_now
from tests.access import PEOPLE, World
from tests.test_access_matrix import TABLES as ALL_TABLES

pytestmark = pytest.mark.postgres_only

# The back office is Wagtail's own, and open to the staff alone.
TABLES = {name: rows for name, rows in ALL_TABLES.items() if name != "backoffice"}

HOSTILE = {
    "nothing": "",
    "blank": " ",
    "negative": "-1",
    "zero": "0",
    "huge": "9" * 30,
    "fraction": "1.5",
    "exponent": "1e309",
    "not a number": "NaN",
    "digits of others": "１２٣४",
    "a superscript": "²",
    "NUL": "a\0b",
    "line breaks": "a\r\nSet-Cookie: b=c",
    "lone surrogate": "\udc80",
    "right to left": "\u202e\u2066\ufeff",
    "beyond the first plane": "😀𐍈" * 20,
    "very long": "a" * 20_000,
    "many words": "a " * 3_000,
    "quotes": "'\";)--<script>alert(1)</script>",
    "template": "{{ 7|add:7 }}{% load x %}${7*7}%s%(x)s{0}",
    "path": "../../../../etc/passwd",
    "address": "https://evil.example/",
    "comma": ",,,,",
    "box": "180,90,-180,-90",
    "box of nothing": "nan,inf,-inf,1e400",
    "brackets": "[" * 5_000,
    "stars": "*" * 500,
    "backslashes": "\\" * 99,
    "a date": "0000-99-99",
    "year ten thousand": "10000-01-01",
    "json": '{"a": {"a": {"a": []}}}',
    "none": "None",
    "a word of the engine": 'name:"x" AND OR NOT (^ ~ [1 TO *]',
}
# All are given to all parameters of an address at once, and these to each alone: the first may hide the next.
ALONE = ("huge", "digits of others", "lone surrogate", "quotes")
SENT = ("huge", "digits of others", "lone surrogate", "quotes", "very long", "a date")
MANY = 400
BROKEN = 500


@pytest.fixture
def world(db: None, settings: Any, tmp_path: Any) -> World:
    settings.INDEX_DIR = tmp_path
    settings.LIMITS = dict.fromkeys(settings.LIMITS, (10**9, 60))
    world = World()
    rebuild_now()
    return world


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The names that views look for in what was sent: so every parameter is found, also those to come."""
    names: set[str] = set()

    def noting(method: Any) -> Any:
        def look(params: QueryDict, name: Any, *more: Any, **others: Any) -> Any:
            if isinstance(name, str):
                names.add(name)
            return method(params, name, *more, **others)

        return look

    for method in ("get", "getlist", "__getitem__", "__contains__"):
        monkeypatch.setattr(QueryDict, method, noting(getattr(QueryDict, method)))
    return names


def addresses(world: World, table: str, method: str) -> list[tuple[Client, str]]:
    """Each address of a table with a person who may open it: those that nobody may open need no look."""
    found = []
    for row in TABLES[table]:
        may = [person for person in PEOPLE if row[person] == ("200" if method == "GET" else "302")]
        may += [person for person in PEOPLE if method == "POST" and row[person] in {"200", "400"}]
        if row["method"] == method and row["name"] != "healthz" and may:
            client = Client(raise_request_exception=False)
            if user := world.people[may[-1]]:
                client.force_login(user)
            found.append((client, world.path(row["name"], row["given"])))
    return found


def encoded(kind: str) -> bytes:
    """What is sent: the lone surrogate as the byte that is no text."""
    return HOSTILE[kind].encode("utf-8", "surrogateescape")


def status(response: Any) -> int:
    """The status, of an answer that was read to its end: a file may break while it is made."""
    if response.streaming:
        b"".join(response.streaming_content)
    return int(response.status_code)


@pytest.mark.parametrize("table", TABLES)
def test_no_parameter_breaks_an_address(world, read, table):
    broken = []
    for client, path in addresses(world, table, "GET"):
        read.clear()
        status(client.get(path))
        names = sorted(name for name in read if re.fullmatch(r"[a-z_-]+", name))
        asked = [(kind, dict.fromkeys(names, encoded(kind))) for kind in HOSTILE if names]
        asked += [(kind, {name: encoded(kind)}) for name in names for kind in ALONE]
        asked.append(("many", {name: ["x"] * MANY for name in names}))
        broken += [
            (path, kind, list(sent)) for kind, sent in asked if status(client.get(path, sent)) >= BROKEN
        ]

    assert broken == []


@pytest.mark.parametrize("table", TABLES)
def test_no_answer_to_a_form_breaks_an_address(world, read, table):
    broken = []
    for client, path in addresses(world, table, "POST"):
        read.clear()
        send(client, path, "nothing at all")
        names = sorted(name for name in read if re.fullmatch(r"[A-Za-z_-]+", name))
        for kind in SENT:
            with transaction.atomic():
                answer = client.post(path, dict.fromkeys(names, encoded(kind))).status_code
                transaction.set_rollback(True)
            if answer >= BROKEN:
                broken.append((path, kind, names))

    assert broken == []


def test_no_path_breaks_the_site(world):
    client = Client(raise_request_exception=False)
    befores = "/ /en/ /media/ /en/directory/ /en/organisations/ /api/v1/profiles/ /documents/1/ /.well-known/ /static/"
    broken = [
        (before, kind)
        for before in befores.split()
        for kind in HOSTILE
        if status(client.generic("GET", "/", PATH_INFO=before + encoded(kind).decode("latin-1"))) >= BROKEN
    ]

    assert broken == []


# What is large is sent to the first few of a table: it is refused before any view.
LARGE = ("too many fields", "too long", "too many files")
FEW = 2
BODIES = {
    "nothing at all": ("application/x-www-form-urlencoded", b""),
    "bytes that are no text": ("application/x-www-form-urlencoded", b"a=%ff%fe&\xff=\xfe"),
    "NUL": ("application/x-www-form-urlencoded", b"text=a%00b"),
    "too many fields": ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % n for n in range(2100))),
    "too long": ("application/x-www-form-urlencoded", b"text=" + b"a" * (6 * 1024 * 1024 + 1)),
    "no boundary": ("multipart/form-data", b"--x\r\n"),
    "broken parts": (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="a"\r\n',
    ),
    "unknown encoding of a part": (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="a"\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!\r\n--x--\r\n',
    ),
    "too many files": (
        "multipart/form-data; boundary=x",
        b"".join(
            b'--x\r\nContent-Disposition: form-data; name="f%d"; filename="a"\r\n\r\nx\r\n' % n
            for n in range(30)
        )
        + b"--x--\r\n",
    ),
    "unknown letters": ("application/x-www-form-urlencoded; charset=utf-7", b"a=b"),
    "deep json": ("application/json", b"[" * 100_000),
    "xml": ("text/xml", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
    "a kind that nobody knows": ('a/b; c="', b"\x00\x01"),
}


def send(client: Client, path: str, kind: str) -> int:
    """Send a body, and take back what came of it."""
    content_type, body = BODIES[kind]
    with transaction.atomic():
        answer = client.generic("POST", path, body, content_type=content_type).status_code
        transaction.set_rollback(True)
    return answer


@pytest.mark.parametrize("table", TABLES)
def test_no_body_breaks_an_address(world, table):
    found = addresses(world, table, "POST")
    broken = [
        (path, kind)
        for number, (client, path) in enumerate(found)
        for kind in BODIES
        if (number < FEW or kind not in LARGE) and send(client, path, kind) >= BROKEN
    ]

    assert broken == []


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("too long", 413),
        ("too many files", 413),
        ("too many fields", 400),
        ("no boundary", 400),
        ("NUL", 400),
    ],
)
def test_what_cannot_be_read_is_said_in_a_page(world, kind, answer):
    content_type, body = BODIES[kind]
    client = Client(raise_request_exception=False)

    response = client.generic("POST", "/en/accounts/login/", body, content_type=content_type)

    assert response.status_code == answer
    page = response.content.decode()
    assert ("That was too much at once" if answer == 413 else "We could not read that") in page


@pytest.mark.parametrize(
    ("length", "answer"),
    [(25 * 1024 * 1024, 200), (25 * 1024 * 1024 + 1, 413), ("-1", 400), ("x", 400), ("１", 400)],
)
def test_body_is_refused_by_its_length_before_it_is_read(world, length, answer):
    response = Client().generic("POST", "/en/accounts/login/", b"", CONTENT_LENGTH=str(length))

    assert response.status_code == answer


def test_no_cookie_breaks_a_page(world):
    client = Client(raise_request_exception=False)
    values = ["", '"a\\000b"', "x" * 4000, "é", "../..", "None", "0" * 32, '"[[" ']
    for name in ("sessionid", "csrftoken", "messages", "django_language", "other"):
        for value in values:
            client.cookies.clear()
            response = client.get("/en/my/", headers={"Cookie": f"{name}={value}"})
            assert response.status_code in {302, 400}, (name, value)


def test_several_forms_with_deep_json_break_nothing(world):
    client = Client(raise_request_exception=False)
    client.force_login(world.people["manager"])
    for path in (
        "/en/accounts/2fa/webauthn/add/",
        "/en/accounts/2fa/webauthn/login/",
        "/en/accounts/2fa/authenticate/",
    ):
        answer = client.post(path, {"credential": "[" * 100_000, "name": "key"}).status_code
        assert answer < BROKEN, path
