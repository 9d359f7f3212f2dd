"""Networks of clusters: which kind each is of, the list, its map and its table."""

import csv
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from eccp.content.lists import networks
from eccp.directory.index.build import rebuild_now
from eccp.organisations.models import CountryLink
from eccp.reference.models.terms import TermLabel
from tests.factories import CountryFactory, OrganisationFactory, RegionFactory, TermFactory

pytestmark = pytest.mark.django_db
LIST = "/en/knowledge/networks/"


@pytest.fixture(autouse=True)
def first_pages(settings, tmp_path):
    settings.INDEX_DIR = tmp_path / "index"


def network(name="Network", *, works_with=(), ecosystems=0, sectors=0, **facts):
    facts = {"type": "meta_cluster_network", "published": True, **facts}
    made = OrganisationFactory(name=name, **facts)
    for code in works_with:
        CountryLink.objects.create(organisation=made, country=CountryFactory(code=code), link="cooperates")
    made.terms.set(
        [TermFactory(code=f"eco-{number}", label=f"Eco {number}") for number in range(ecosystems)]
        + [TermFactory(scheme="sector", code=f"sector-{number}") for number in range(sectors)]
    )
    return made


def kinds_of(**facts):
    found = networks.known().get(pk=network(**facts).pk)
    return {kind for kind in networks.KINDS if getattr(found, f"is_{kind}")}


def listed(address=LIST):
    response = Client().get(address)
    assert response.status_code == 200
    return [one.row.organisation.name for one in response.context["networks"]]


def test_a_network_at_home_is_regional_where_it_names_its_region_else_national():
    assert kinds_of(region=RegionFactory()) == {"regional"}
    assert kinds_of(region=None) == {"national"}
    assert kinds_of(works_with=["FR"], region=RegionFactory()) == {
        "regional"
    }  # one other country is no "several"


def test_a_network_is_international_from_two_other_countries_on():
    assert kinds_of(works_with=["FR"]) == {"national"}
    assert kinds_of(works_with=["FR", "DE"]) == {"national"}  # Germany is its own
    assert kinds_of(works_with=["FR", "AT"]) == {"international"}
    assert kinds_of(works_with=["FR", "AT"], region=RegionFactory()) == {"international"}


def test_countries_that_are_only_sought_do_not_count():
    made = network()
    for code in ("FR", "AT", "IT"):
        CountryLink.objects.create(organisation=made, country=CountryFactory(code=code), link="seeks")

    assert networks.known().get(pk=made.pk).is_international is False


def test_an_association_is_national_whatever_else_it_is():
    association = {"type": "national_association"}
    assert kinds_of(**association) == {"national"}
    assert kinds_of(region=RegionFactory(), **association) == {"national"}
    assert kinds_of(works_with=["FR", "AT"], **association) == {"national", "international"}


@pytest.mark.parametrize(
    ("ecosystems", "sectors", "sectoral"),
    [(0, 0, False), (1, 0, True), (1, 5, True), (2, 0, False), (0, 1, True), (0, 2, False), (2, 1, False)],
)
def test_a_network_with_one_field_is_sectoral(ecosystems, sectors, sectoral):
    assert ("sectoral" in kinds_of(ecosystems=ecosystems, sectors=sectors)) is sectoral


def test_only_validated_networks_are_listed_by_name():
    network("Beta")
    network("Alpha", type="national_association")
    network("Listed", published=False, listed=True)
    network("A draft", published=False)
    OrganisationFactory(name="A cluster", published=True)

    assert listed() == ["Alpha", "Beta"]
    assert ">2 networks<" in " ".join(Client().get(LIST).content.decode().split())


def test_the_list_is_narrowed_by_kind_country_and_ecosystem():
    network("Home", ecosystems=1)
    network("Abroad", works_with=["FR", "AT"], ecosystems=2)
    network("In France", country=CountryFactory(code="FR"))

    assert listed(f"{LIST}?kind=international") == ["Abroad"]
    assert listed(f"{LIST}?kind=international&kind=sectoral") == ["Abroad", "Home"]
    assert listed(f"{LIST}?country=FR") == ["In France"]
    assert listed(f"{LIST}?ecosystem=eco-1") == ["Abroad"]
    assert listed(f"{LIST}?kind=nothing") == ["Abroad", "Home", "In France"]
    boxes = {
        box.name: [(o.label, o.count) for o in box.at_first]
        for box in Client().get(LIST).context["listing"].boxes
    }
    assert boxes == {
        "kind": [("National", 2), ("International", 1), ("Sectoral", 1)],
        "country": [("France", 1), ("Germany", 2)],
        "ecosystem": [("Eco 0", 2), ("Eco 1", 1)],
    }


def test_words_are_found_as_in_the_directory_and_by_name_without_its_index():
    network("Alpine Rings", text__summary="Timber for all.")
    network("Řeka")
    assert listed(f"{LIST}?q=rings+alp") == ["Alpine Rings"]
    assert listed(f"{LIST}?q=reka") == ["Řeka"]
    assert listed(f"{LIST}?q=timber") == []
    rebuild_now()

    assert listed(f"{LIST}?q=timber") == ["Alpine Rings"]


def test_the_map_has_the_places_of_the_same_networks():
    here = network("Here", latitude=48.14, longitude=11.58)
    network("There", latitude=-33.92, longitude=18.42, country=CountryFactory(code="FR"))
    network("Nowhere", country=CountryFactory(code="FR"))

    assert Client().get("/en/knowledge/networks.json?country=DE").json() == {"points": [1158, 4814, here.pk]}
    assert len(Client().get("/en/knowledge/networks.json").json()["points"]) == 6
    context = Client().get(f"{LIST}?country=FR").context
    assert context["on_map"] == 1
    assert context["points_url"].endswith(
        "?type=meta_cluster_network&type=national_association&trust=validated&country=FR"
    )


def test_the_table_is_the_directorys_with_the_networks_of_the_list():
    network("Home")
    abroad = network("Abroad", works_with=["FR", "AT"])

    response = Client().get("/en/knowledge/networks.csv?kind=international")
    text = b"".join(response).decode().removeprefix("\ufeff")

    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["name"] for row in rows] == [abroad.name]
    assert rows[0]["licence"] == "CC BY 4.0"


def test_an_empty_list_and_a_narrow_one_say_what_to_do():
    assert "will stand here as soon as" in Client().get(LIST).content.decode()
    network()

    page = Client().get(f"{LIST}?kind=international").content.decode()

    assert "Nothing here has all that you asked for" in page
    assert "How we tell the kinds apart" in page


@pytest.mark.parametrize(("language", "asked"), [("en", 15), ("fr", 16)])
@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_however_many(count, language, asked):
    for number, code in enumerate(("DE", "FR", "AT")[:count]):
        term = TermFactory(code=f"term-{number}")
        TermLabel.objects.create(term=term, language="fr", label=f"terme {number}")
        network(f"Network {number}", country=CountryFactory(code=code)).terms.add(term)
    address = f"/{language}/knowledge/networks/"
    Client().get(address)

    with CaptureQueriesContext(connection) as seen:
        response = Client().get(address)

    assert response.context["listing"].total == count
    assert len(seen) == asked, "\n".join(query["sql"][:200] for query in seen)
