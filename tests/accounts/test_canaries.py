"""Contact persons, and names and addresses of people, appear nowhere for strangers: canaries in every answer.

Every person and every contact person of the small world of the access matrix gets words that stand nowhere
else. Then everybody who is not theirs opens and posts to every address of the matrix, and asks every
search, export, feed and interface. A canary in any byte of any answer, be it a hidden field, structured
data, a cell of a workbook or a header, fails.
"""

import re
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import transaction
from django.test import Client

from eccp.accounts.models import User
from eccp.directory.index.build import rebuild_now
from eccp.notices.models import OutgoingMail
from eccp.organisations.models import ContactPerson, Organisation
from tests.access import World
from tests.test_access_matrix import ROWS

# Who is nobody's colleague here, and people of other organisations.
pytestmark = pytest.mark.sqlite_only

STRANGERS = ("anonymous", "signed_in", "other_manager", "third_country")

# The page of all mails is for trying the demonstration; it exists nowhere else.
DEMONSTRATION = "notices:demo_"
# Who speaks in a conversation says so by name to the other side. Addresses stay hidden there too.
SPOKEN = "conversations:"
# Whoever has the signed link has read the mailbox that was invited: the page says by name who invites.
INVITED = "organisations:invitation"

ASKED = [
    "/en/directory/?q={word}",
    "/en/directory/filters/?q={word}",
    "/en/directory/suggest/?q={word}",
    "/en/directory/download.csv?q={word}",
    "/en/directory/download.csv",
    "/en/directory/download.xlsx",
    "/en/directory/download.geojson",
    "/en/directory/points.json",
    "/en/directory/regions/?q={word}",
    "/api/v1/profiles?q={word}",
    "/api/v1/profiles?limit=100",
    "/api/v1/openapi.json",
    "/sitemap.xml",
    "/dots.svg",
]


class Canaries:
    """The words, by whose they are."""

    def __init__(self, world: World) -> None:
        self.own: dict[str, list[str]] = {}
        for key, person in world.people.items():
            if person is not None:
                self.own[key] = self._name(key, person)
        for number, person in enumerate(User.objects.exclude(email__contains="@canary.example")):
            self._name(f"else{number}", person)
        for number, organisation in enumerate(Organisation.objects.all(), 100):
            ContactPerson.objects.update_or_create(
                organisation=organisation,
                defaults={
                    "name": f"Okapiname{number} Okapi",
                    "position": f"Okapiposition{number}",
                    "email": f"okapimail{number}@canary.example",
                    "phone": f"+32 770077{number}",
                },
            )
        # So that words of the profile are found, and only words of people are not.
        Organisation.objects.update(latitude=48.1, longitude=11.6)

    def _name(self, key: str, person: User) -> list[str]:
        word = key.replace("_", "")
        person.name, person.position = f"Zebraname{word} Zebra", f"Zebraposition{word}"
        person.organisation_in_words = f"Zebraplace{word}"
        person.email = f"zebramail{word}@canary.example"
        person.save()
        person.emailaddress_set.update(email=person.email)  # type: ignore[attr-defined]
        return [f"zebra{what}{word}" for what in ("name", "position", "place", "mail")]


CANARY = re.compile(
    r"zebra(?:name|position|place|mail)\w+|okapi\w+|770077\d+|\w+@canary\.example", re.IGNORECASE
)


def seen(response: Any, own: list[str], *, names_allowed: bool = False) -> set[str]:
    """The canaries of others in an answer: in its headers, its bytes, and what is packed in them."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    text = body.decode(errors="replace") + str(response.headers)
    if body.startswith(b"PK"):
        with ZipFile(BytesIO(body)) as packed:
            text += "".join(packed.read(name).decode(errors="replace") for name in packed.namelist())
    found = {match.group().lower() for match in CANARY.finditer(text)}
    found = {word for word in found if not word.startswith(tuple(own or ["nobody"]))}
    return {word for word in found if not (names_allowed and word.startswith("zebraname"))}


@pytest.fixture
def world(db: None, settings: Any, tmp_path: Any) -> World:
    settings.INDEX_DIR = tmp_path
    return World()


@pytest.fixture
def canaries(world: World) -> Canaries:
    canaries = Canaries(world)
    rebuild_now()
    return canaries


def client_of(world: World, person: str) -> Client:
    client = Client(raise_request_exception=False)
    if user := world.people[person]:
        client.force_login(user)
    return client


def test_the_canaries_would_be_seen(world: World, canaries: Canaries) -> None:
    profile = world.things["published"]

    page = client_of(world, "manager").get(f"/en/my/{profile.pk}/edit/contact/", follow=True)
    team = client_of(world, "colleague").get(f"/en/my/{profile.pk}/team/", follow=True)

    assert "okapiname" in "".join(seen(page, canaries.own["manager"]))
    assert "zebranamemanager" in seen(team, canaries.own["colleague"])


@pytest.mark.parametrize("person", STRANGERS)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_address_shows_people_to_strangers(
    world: World, canaries: Canaries, person: str, method: str
) -> None:
    rows = [row for row in ROWS if row["method"] == method and not row["name"].startswith(DEMONSTRATION)]
    assert len(rows) > 50

    found = {}
    for row in rows:
        path = world.path(row["name"], row["given"])
        with transaction.atomic():
            response = client_of(world, person).generic(
                method, path, content_type="application/x-www-form-urlencoded"
            )
            spoken = row["name"].startswith(SPOKEN) and person != "anonymous"
            named = spoken or row["name"].startswith(INVITED)
            if leak := seen(response, canaries.own.get(person, []), names_allowed=named):
                found[row["name"], path] = sorted(leak)
            transaction.set_rollback(True)

    assert found == {}


@pytest.mark.parametrize("person", STRANGERS)
def test_no_search_export_or_interface_knows_people(world: World, canaries: Canaries, person: str) -> None:
    client = client_of(world, person)
    words = ["zebranamemanager", "okapiname100", "okapimail100", "canary.example"]

    found = {}
    for asked in ASKED:
        for word in words if "{word}" in asked else [""]:
            address = asked.format(word=word)
            response = client.get(address)
            assert response.status_code == 200, address
            # The page repeats what was asked for; what it found must not.
            if leak := seen(response, [*canaries.own.get(person, []), *filter(None, [word])]):
                found[address] = leak

    assert found == {}
    assert client.get("/api/v1/profiles?q=okapiname100").json()["total"] == 0
    assert client.get("/api/v1/profiles?q=cluster").json()["total"] > 0


@pytest.mark.parametrize("person", STRANGERS)
def test_every_public_profile_is_silent_about_people(world: World, canaries: Canaries, person: str) -> None:
    client = client_of(world, person)
    profiles = list(Organisation.objects.public())

    found = {
        profile.name: leak
        for profile in profiles
        for address in (profile.get_absolute_url(), f"/api/v1/profiles/{profile.pk}")
        if (leak := seen(client.get(address), canaries.own.get(person, [])))
    }

    assert len(profiles) >= 3
    assert found == {}


def test_mails_to_strangers_hold_no_address_of_others(world: World, canaries: Canaries) -> None:
    Client().post(
        "/en/accounts/signup/",
        {"name": "New", "email": "zebramailmanager@canary.example", "password1": "blue boats at dawn"},
    )
    Client().post("/en/accounts/password/reset/", {"email": "nobody@elsewhere.example"})
    Client().post("/en/accounts/password/reset/", {"email": "zebramailcolleague@canary.example"})

    mails = list(OutgoingMail.objects.filter(created_at__gte=world.people["manager"].date_joined))
    others = {
        (mail.address, word)
        for mail in mails
        for word in re.findall(r"\w+@canary\.example", f"{mail.subject}{mail.text}{mail.html}")
        if word != mail.address
    }

    assert {mail.address for mail in mails} >= {"nobody@elsewhere.example", "zebramailmanager@canary.example"}
    assert others == set()
