"""The page: the same with and without htmx, in a fixed number of queries, safe whatever a profile says."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import QueryDict

from eccp.directory.engine import Document
from eccp.directory.words import Matcher, excerpt, marked
from eccp.organisations.models import Organisation
from eccp.reference.models import PlaceName, TermLabel
from tests.factories import CountryFactory, OrganisationFactory, PlaceFactory, TermFactory

pytestmark = pytest.mark.django_db

HERE = "/en/directory/"
HTMX = {"HX-Request": "true"}


def spain():
    return CountryFactory(code="ES", name="Spain", sort_key="spain")


def look(client, address="", **headers):
    return client.get(HERE + address, headers=headers or None).context["look"]


def row(look, n=0):
    return look.rows[n]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("asks", [("packaging", 6), ("emballage", 8)])
def test_page_asks_the_same_however_many(client, index, asks, count, django_assert_num_queries):
    """Other names of towns and terms are asked for where nothing else can be the reason."""
    for n in range(count):
        organisation = OrganisationFactory(
            published=True, text__description="With packaging.", place=PlaceFactory()
        )
        term = TermFactory(code=f"eco-{n}")
        TermLabel.objects.create(term=term, language="fr", label="Emballage")
        organisation.terms.add(term)
    index()
    client.get(HERE)

    words, queries = asks

    with django_assert_num_queries(queries):
        response = client.get(f"{HERE}?q={words}&country=DE&type=cluster_organisation")

    assert response.context["look"].total == count


def test_results_say_who_where_and_what(client, index):
    organisation = OrganisationFactory(
        published=True,
        name="Valdeluna",
        city="Zaragoza",
        country=spain(),
        parts__members_sme=41,
        text__summary="We pack.",
    )
    organisation.terms.add(TermFactory(code="agri-food", label="Agri-food"))
    OrganisationFactory(listed=True, name="Zeta")
    index()

    first, second = look(client, "?sort=name").rows

    assert (first.title, first.badge, first.place, first.text, first.tags, first.why) == (
        "Valdeluna",
        "Validated",
        "Zaragoza, Spain · 41 members",
        "We pack.",
        ["Agri-food"],
        "",
    )
    assert (second.badge, second.place) == ("Listed, not validated", "Germany · From a register")


def test_facets_have_exact_counts_and_their_own_choice_does_not_narrow_them(client, index):
    OrganisationFactory.create_batch(2, published=True)
    OrganisationFactory(published=True, country=spain())
    index()

    shown = look(client, "?country=ES")

    boxes = {box.name: [(o.label, o.count, o.chosen) for o in box.at_first] for box in shown.boxes}
    assert shown.total == 1
    assert boxes["country"] == [("Germany", 2, False), ("Spain", 1, True)]
    assert boxes["type"] == [("Cluster organisations", 1, False)]


def test_long_facet_keeps_what_is_chosen_in_an_open_list(client, index):
    for n in range(12):
        OrganisationFactory(published=True).terms.add(TermFactory(code=f"eco-{n:02}"))
    index()

    box = next(box for box in look(client, "?ecosystem=eco-11").boxes if box.name == "ecosystem")

    assert (len(box.at_first), len(box.rest), box.open, box.all_of_them) == (5, 7, True, "All 12 ecosystems")


def test_htmx_gets_the_changing_parts_and_the_address(client, index):
    OrganisationFactory(published=True)
    index()

    response = client.get(f"{HERE}?q=&country=de&sort=", headers=HTMX)

    page = response.content.decode()
    assert "<html" not in page
    assert page.lstrip().startswith('<section id="results"')
    assert page.count('hx-swap-oob="true"') == 6
    assert response["HX-Push-Url"] == f"{HERE}?country=DE"
    assert "HX-Request" in response["Vary"]


def test_whole_page_comes_back_from_the_history(client, index):
    index()

    response = client.get(HERE, headers=HTMX | {"HX-History-Restore-Request": "true"})

    assert "<html" in response.content.decode()


def test_chips_lead_to_the_page_without_them(client, index):
    OrganisationFactory(published=True)
    index()

    shown = look(client, "?q=cluster&country=DE&bbox=0,0,1,1&page=2")

    assert [(chip.label, parse_qs(urlsplit(chip.url).query)) for chip in shown.chips] == [
        ("Germany", {"q": ["cluster"], "bbox": ["0,0,1,1"]}),
        ("Area on the map", {"q": ["cluster"], "country": ["DE"]}),
    ]


def test_pages_are_linked_and_one_too_far_is_the_last(client, index):
    OrganisationFactory.create_batch(21, published=True)
    index()

    first, beyond = look(client), look(client, "?page=9")

    assert (len(first.rows), first.page.has_next()) == (20, True)
    assert (len(beyond.rows), beyond.page.number) == (1, 2)
    assert 'href="?page=2"' in client.get(HERE).content.decode()


def test_thousands_are_written_apart_wherever_the_page_says_a_number(client, filled):
    filled(
        *(
            Document(
                id=n,
                facets={"country": {"DE"}, "region": {"DE2"}},
                located=(10.0, 50.0) if n > 2 else None,
                smes=1,
                order_name=f"{n:04}",
            )
            for n in range(1, 1235)
        )
    )

    page = client.get(f"{HERE}?more=1").content.decode()
    nothing = look(client, "?country=FR")

    assert 'data-said="1,234 organisations found"' in page
    assert ">1,234 organisations</h2>" in page
    assert "Show 1,234 organisations" in page
    assert page.count('<span class="num">1,234</span>') == 3  # the country twice, the region in it
    assert "The map shows 1,232 of the 1,234 organisations." in page
    assert "found: 1,234. A company" in page
    assert nothing.ways_out[0].label == "Without “FR”: 1,234 organisations"


def test_long_words_are_said_shortened_in_a_way_out(client, index):
    OrganisationFactory(published=True)
    index()

    shown = look(client, f"?q={'w' * 90}")

    assert shown.ways_out[0].label == f"Without the words “{'w' * 59}…”: 1 organisation"


def test_nothing_found_says_what_to_drop_and_what_there_would_be(client, index):
    OrganisationFactory.create_batch(2, published=True, name="Wood")
    OrganisationFactory(published=True, country=spain())
    index()

    shown = look(client, "?q=wood&country=ES")

    assert [way.label for way in shown.ways_out] == [
        "Without “Spain”: 2 organisations",
        "Without the words “wood”: 1 organisation",
    ]


def test_what_is_not_understood_is_said_and_the_rest_is_answered(client, index):
    OrganisationFactory(published=True)
    index()

    page = client.get(f"{HERE}?bbox=x&country=ZZ").content.decode()

    assert "We did not understand the part of the map" in page
    assert "We know no “ZZ” under “Country”." in page


NASTY = '<script>alert("pack")</script> & pack\'s'


def test_markup_in_profiles_stays_text(client, index):
    OrganisationFactory(
        published=True,
        name=NASTY,
        city="<b>pack</b>",
        text__summary=NASTY,
        text__description=NASTY,
        text__seeks=NASTY,
    )
    index()

    for address in ("?q=pack", "?q=%3Cscript%3Ealert", "?q=script"):
        page = client.get(HERE + address).content.decode()
        assert "<script>alert" not in page
        assert "<b>" not in page.split('id="results"')[1]
    assert (
        "&lt;script&gt;alert(&quot;<mark>pack</mark>&quot;)&lt;/script&gt; &amp; <mark>pack" in page
        or "<mark>script</mark>" in page
    )


def test_marks_are_where_the_engine_found():
    matcher = Matcher.of("batteries łódz pakaging", forgiving=True)
    text = "Battery packaging of Lodz & Co"

    assert (
        marked(text, matcher.spans(text))
        == "<mark>Battery</mark> <mark>packaging</mark> of <mark>Lodz</mark> &amp; Co"
    )


def test_excerpt_is_cut_between_words():
    text = "one " * 40 + "packaging " + "two " * 40

    shown = excerpt(text, Matcher.of("packaging", forgiving=False).spans(text))

    assert shown.startswith("…one ")
    assert "<mark>packaging</mark>" in shown
    assert shown.endswith("two…")
    assert len(shown) < 160


def test_reason_names_term_text_or_the_other_name_of_the_place(client, index):
    place = PlaceFactory()
    PlaceName.objects.create(place=place, key="munich", name="Munich")
    organisation = OrganisationFactory(
        published=True,
        name="A",
        city="München",
        place=place,
        text__description="We do packaging.",
        text__summary="All.",
        text__offers="A kiln.",
    )
    organisation.terms.add(TermFactory(scheme="service", code="skills", label="Training of people"))
    index()

    assert row(look(client, "?q=training")).why == "<mark>Training</mark> of people in services"
    assert row(look(client, "?q=packaging")).why == "“We do <mark>packaging</mark>.” in description"
    assert row(look(client, "?q=kiln")).why == "“A <mark>kiln</mark>.” in what they offer"
    assert row(look(client, "?q=munich")).why == "<mark>Munich</mark> is another name of München"


def test_profile_that_just_left_the_public_is_not_shown(client, index):
    OrganisationFactory(published=True)
    index()
    Organisation.objects.update(visibility="unpublished")

    assert look(client).rows == []


def test_without_an_index_there_is_a_plain_list(client):
    OrganisationFactory(published=True, name="Beta", longitude=1.5, latitude=2)
    OrganisationFactory(published=True, name="Alpha", country=spain())
    OrganisationFactory(published=True, name="Gamma", type="training_provider")
    OrganisationFactory()

    page = client.get(f"{HERE}?q=anything&type=cluster_organisation")

    assert [row.title for row in page.context["look"].rows] == ["Alpha", "Beta"]
    assert "The search is being set up" in page.content.decode()
    assert [row.title for row in look(client, "?country=ES").rows] == ["Alpha"]
    assert client.get(f"{HERE}points.json?type=cluster_organisation").json()["points"][:2] == [150, 200]


def test_empty_directory_says_what_would_be_here(client, index):
    index()

    assert "as soon as the first profile is published" in client.get(HERE).content.decode()


def test_address_of_the_page_is_read_again_as_the_same_question(client, index):
    index()

    shown = look(client, "?q=a%26b&country=ES&country=IT&label=gold")

    assert QueryDict(shown.address[1:]).getlist("country") == ["ES", "IT"]
    assert shown.points_url.startswith(f"{HERE}points.json?q=a%26b")
