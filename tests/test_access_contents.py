"""What stands in lists, exports and search results, for every kind of person: no draft, nothing of others.

The access matrix says who may open an address; here it is what they find there. Names are looked for in
the whole answer, so that a profile that slips into a hidden field or a script is found too.
"""

import re
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from eccp.directory.index.build import rebuild_now
from eccp.organisations.models import Organisation, Visibility
from tests import factories
from tests.access import PEOPLE, World

PUBLIC = {"Published", "Listed", "Other", "Georgian"}
VALIDATED = PUBLIC - {"Listed"}
NAMES = PUBLIC | {"Draft", "Waiting", "Withdrawn", "Archived"}

# By hand: which profiles stand there, whoever asks. Not even their own people find a draft in the directory.
FOR_EVERYBODY = {
    "/en/directory/?q=cluster": PUBLIC,
    "/en/directory/?q=draft": set(),
    "/en/directory/?type=cluster_organisation": PUBLIC,
    "/en/directory/?trust=validated": VALIDATED,
    "/en/directory/filters/?q=cluster": set(),
    "/en/directory/download.csv": PUBLIC,
    "/en/directory/download.geojson": PUBLIC,
    "/en/directory/download.xlsx": PUBLIC,
    "/api/v1/profiles": PUBLIC,
    "/api/v1/profiles?q=waiting": set(),
    "/sitemap.xml": VALIDATED,
}


@pytest.fixture
def world(db, settings, tmp_path):
    settings.INDEX_DIR = tmp_path
    world = World()
    for name, visibility in (("Withdrawn", Visibility.UNPUBLISHED), ("Archived", Visibility.ARCHIVED)):
        row = factories.OrganisationFactory(name=f"{name} Cluster", visibility=visibility)
        world.things[name.lower()] = row
        factories.RepresentativeFactory(organisation=row, person=world.people["manager"])
    Organisation.objects.update(latitude=48.1, longitude=11.6)
    rebuild_now()
    return world


def client_of(world, person):
    client = Client()
    if user := world.people[person]:
        client.force_login(user)
    return client


def words_of(response):
    """Everything that an answer says, also what is packed in a workbook."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if "spreadsheet" in response["Content-Type"]:
        sheets = load_workbook(BytesIO(body), read_only=True).worksheets
        return " ".join(
            str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row
        )
    page = body.decode()
    # The head names the organisation that one acts for; what was found stands in the page itself.
    return page[page.index("<main") :] if "<main" in page else page


def named(text):
    """The profiles that are named in a text, in words or in an address."""
    return {name for name in NAMES if re.search(rf"\b{name}[ -]cluster\b", text, re.IGNORECASE)}


@pytest.mark.parametrize("person", PEOPLE)
def test_lists_and_exports_hold_public_profiles_only(world, person):
    client = client_of(world, person)

    found = {address: named(words_of(client.get(address))) for address in FOR_EVERYBODY}

    assert found == FOR_EVERYBODY


@pytest.mark.parametrize("person", PEOPLE)
def test_suggestions_name_public_profiles_only(world, person):
    client = client_of(world, person)

    suggested = {
        name
        for name in NAMES
        if name in named(words_of(client.get("/en/directory/suggest/", {"q": f"{name.lower()} clu"})))
    }

    assert suggested == PUBLIC


@pytest.mark.parametrize("person", PEOPLE)
def test_the_map_holds_public_profiles_only(world, person):
    client = client_of(world, person)
    numbers = {row.pk: row.name.split()[0] for row in Organisation.objects.all()}

    points = client.get("/en/directory/points.json").json()["points"]
    cards = client.get("/en/directory/cards/", {"id": list(numbers)})

    assert {numbers[pk] for pk in points[2::3]} == PUBLIC
    assert named(words_of(cards)) == PUBLIC


@pytest.mark.parametrize(
    ("person", "seen"),
    [
        ("signed_in", set()),
        ("colleague", {"Draft", "Published", "Waiting"}),
        ("manager", {"Draft", "Published", "Waiting", "Withdrawn", "Archived"}),
        ("other_manager", {"Other"}),
        ("third_country", {"Georgian"}),
        ("validator", set()),
        ("editor", set()),
        ("administrator", set()),
    ],
)
def test_my_organisation_lists_only_whom_one_acts_for(world, person, seen):
    response = client_of(world, person).get("/en/my/")

    assert {row.name.split()[0] for row in response.context.get("own", [])} == seen


def test_a_guessed_slug_opens_no_draft(world):
    draft = world.things["draft"]

    answers = {
        (person, slug): client_of(world, person).get(f"/en/profiles/{draft.pk}-{slug}/").status_code
        for person in ("anonymous", "signed_in", "other_manager", "editor", "administrator")
        for slug in (draft.slug, "x", "draft-cluster-2")
    }

    assert set(answers.values()) == {404}
