"""What is suggested while one types: names, places and terms in any script, with exact numbers, safely."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from django.utils import translation

from eccp.directory.suggestions import suggest
from eccp.reference.models import CountryLabel, PlaceName, Region, TermLabel
from tests.factories import (
    CountryFactory,
    OrganisationFactory,
    PlaceFactory,
    RegionFactory,
    TermFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

HERE = "/en/directory/suggest/"
NASTY = '<script>alert("pack")</script> & pack\'s'


def austria():
    country = CountryFactory(code="AT", name="Austria", sort_key="austria")
    CountryLabel.objects.get_or_create(country=country, language="de", defaults={"label": "Österreich"})
    CountryLabel.objects.get_or_create(country=country, language="el", defaults={"label": "Αυστρία"})
    return country


def town(pk, name, country, *others):
    place = PlaceFactory(id=pk, name=name, country=country)
    for key, other in ((name.lower(), name), *others):
        PlaceName.objects.create(place=place, key=key, name=other)
    return place


def vienna():
    return town(2761369, "Vienna", austria(), ("wien", "Wien"), ("vienni", "Βιέννη"))


def said(q):
    """What is suggested, in plain words: heading, then label, the words beside it, and the number."""
    return {
        group.label: [(str(one.label), one.beside, one.number) for one in group.suggestions]
        for group in suggest(q)
    }


def labels(q):
    return [one.label for group in suggest(q) for one in group.suggestions]


def results(client, suggestion):
    return client.get(suggestion.url).context["look"].total


@pytest.mark.parametrize("count", [1, 3])
def test_asks_the_same_however_many(index, count, django_assert_num_queries):
    for n in range(count):
        place = town(n + 1, f"Packtown {n}", CountryFactory())
        organisation = OrganisationFactory(published=True, name=f"Pack {n}", place=place)
        organisation.terms.add(TermFactory(code=f"packing-{n}"))
    index()
    suggest("pack")

    with django_assert_num_queries(4):
        groups = suggest("pack")

    assert [len(group.suggestions) for group in groups] == [count, count, count]


def test_no_more_than_five_profiles_three_places_and_three_topics(index):
    for n in range(7):
        place = town(n + 1, f"Packtown {n}", CountryFactory())
        OrganisationFactory(published=True, name=f"Pack {n}", place=place).terms.add(
            TermFactory(code=f"packing-{n}")
        )
    index()

    assert [len(group.suggestions) for group in suggest("pack")] == [5, 3, 3]


def test_profiles_by_the_words_of_their_names_with_place_and_badge(index):
    valid = OrganisationFactory(published=True, name="Valdeluna Food Valley", city="Wien", country=austria())
    listed = OrganisationFactory(listed=True, name="Foodies", short_name="FDS")
    OrganisationFactory(published=True, name="Zeta", text__summary="We do food.")
    OrganisationFactory(name="Food in draft")
    index()

    (group,) = suggest("foo")

    assert group.label == "Organisations"
    assert {(str(one.label), one.beside, one.validated, one.url) for one in group.suggestions} == {
        ("Valdeluna <mark>Food</mark> Valley", "Wien, Austria", True, valid.get_absolute_url()),
        ("<mark>Foodies</mark>", "Germany", False, listed.get_absolute_url()),
    }
    assert labels("fds") == ["Foodies (<mark>FDS</mark>)"]


def test_names_that_begin_so_come_first_in_the_order_of_names(index, django_assert_num_queries):
    for name in ("Packers", "Pack 10", "Pack 9", "Old Pack", "Package", "Packhouse"):
        OrganisationFactory(published=True, name=name)
    OrganisationFactory(name="Pack in draft")
    index()
    suggest("pack")

    with django_assert_num_queries(1):
        assert labels("pack") == [
            "<mark>Pack</mark> 9",
            "<mark>Pack</mark> 10",
            "<mark>Package</mark>",
            "<mark>Packers</mark>",
            "<mark>Packhouse</mark>",
        ]
    assert labels("packh") == ["<mark>Packhouse</mark>"]


@pytest.mark.parametrize("typed", ["valdelna", "Vadeluna", "valdelnu", "ΒΑΛΔΕΛΟΥΝΑ", "válde"])
def test_one_typing_error_and_any_script_are_forgiven_in_names(index, typed):
    OrganisationFactory(published=True, name="Valdeluna Food Valley")
    index()

    assert labels(typed) == ["<mark>Valdeluna</mark> Food Valley"]


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("austr", "<mark>Austria</mark>"),
        ("öster", "Austria (<mark>Österreich</mark>)"),
        ("oster", "Austria (<mark>Österreich</mark>)"),
        ("Αυστρ", "Austria (<mark>Αυστρία</mark>)"),
    ],
)
def test_countries_in_every_language_held(client, index, typed, label):
    OrganisationFactory.create_batch(2, published=True, country=austria())
    OrganisationFactory(country=austria())
    OrganisationFactory(published=True)
    index()

    assert said(typed) == {"Places": [(label, "Country", 2)]}
    (group,) = suggest(typed)
    assert parse_qs(urlsplit(group.suggestions[0].url).query) == {"country": ["AT"]}
    assert results(client, group.suggestions[0]) == 2


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("vienn", "<mark>Vienna</mark>"),
        ("Wien", "Vienna (<mark>Wien</mark>)"),
        ("Βιέννη", "Vienna (<mark>Βιέννη</mark>)"),
    ],
)
def test_towns_by_every_name_with_the_number_of_public_profiles(client, index, typed, label):
    place = vienna()
    OrganisationFactory.create_batch(2, published=True, country=austria(), place=place, city="Wien")
    OrganisationFactory(country=austria(), place=place, city="Wien")
    index()

    assert said(typed) == {"Places": [(label, "Town in Austria", 2)]}
    (group,) = suggest(typed)
    assert parse_qs(urlsplit(group.suggestions[0].url).query) == {"q": ["Vienna"], "country": ["AT"]}
    assert results(client, group.suggestions[0]) == 2


def test_town_without_public_profiles_is_not_suggested(index):
    OrganisationFactory(country=austria(), place=vienna())
    index()

    assert said("vienna") == {}


def test_region_once_though_it_is_also_the_region_around_it(index):
    greece = CountryFactory(code="GR", name="Greece", sort_key="greece")
    for code, name in (("EL3", "Αττική"), ("EL30", "Αττική"), ("EL301", "Βόρειος Τομέας Αθηνών")):
        RegionFactory(code=code, level=len(code) - 2, country=greece, name=name)
    OrganisationFactory(published=True, country=greece, region=Region.objects.get(pk="EL301"))
    index()

    assert said("attik") == {"Places": [("<mark>Αττική</mark>", "Region in Greece", 1)]}
    assert said("athino") == {"Places": [("Βόρειος Τομέας <mark>Αθηνών</mark>", "Region in Greece", 1)]}
    assert "region=EL3" in suggest("attik")[0].suggestions[0].url


def test_own_name_comes_before_one_in_another_language_and_a_word_inside(index):
    france = CountryFactory(code="FR", name="France", sort_key="france")
    CountryLabel.objects.create(country=france, language="de", label="Frankreich")
    place = town(1, "Frankfurt", CountryFactory())
    OrganisationFactory.create_batch(2, published=True, country=france)
    OrganisationFactory(published=True, place=place, region=RegionFactory(name="Bad Frankenau"))
    index()

    assert [label for label, _beside, _number in said("frank")["Places"]] == [
        "<mark>Frankfurt</mark>",
        "France (<mark>Frankreich</mark>)",
        "Bad <mark>Frankenau</mark>",
    ]


def test_terms_of_several_lists_in_the_readers_language(client, index):
    food = TermFactory(code="agri-food", label="Agri-food")
    TermLabel.objects.create(term=food, language="fr", label="Agroalimentaire")
    OrganisationFactory(published=True).terms.add(food, TermFactory(scheme="sector", code="food-processing"))
    OrganisationFactory(published=True).terms.add(food)
    TermFactory(scheme="technology", code="food-nobody-has")
    index()

    assert said("food") == {
        "Ecosystems and topics": [
            ("<mark>Food</mark> processing", "Sector", 1),
            ("Agri-<mark>food</mark>", "Industrial ecosystem", 2),
        ]
    }
    assert labels("agroal") == ["Agri-food (<mark>Agroalimentaire</mark>)"]
    with translation.override("fr"):
        assert labels("agroal") == ["<mark>Agroalimentaire</mark>"]
    suggestion = suggest("agri")[0].suggestions[0]
    assert parse_qs(urlsplit(suggestion.url).query) == {"ecosystem": ["agri-food"]}
    assert results(client, suggestion) == 2


def test_joining_word_inside_a_label_is_no_reason(index):
    term = TermFactory(code="energy", label="Industrias de energía")
    OrganisationFactory(published=True).terms.add(term)
    index()

    assert said("de") == {}


@pytest.mark.parametrize(
    "q",
    [
        "",
        " ",
        "a",
        "…",
        "a" * 200,
        "💥💥",
        "%",
        "\ud800".encode("utf-8", "replace").decode(),
    ],
)
def test_strange_questions_get_an_empty_list(client, index, q):
    OrganisationFactory(published=True)
    index()

    response = client.get(f"{HERE}?q={quote(q)}")

    assert response.status_code == 200
    assert b"No suggestions." in response.content
    assert b"option" not in response.content


def test_markup_in_names_stays_text(client, index):
    country = CountryFactory(code="ES", name="<b>Packland</b>")
    place = town(1, "<i>Packtown</i>", country, ("packtown", "<u>Packtown</u>"))
    OrganisationFactory(
        published=True, name=NASTY, city="<b>pack</b>", country=country, place=place
    ).terms.add(TermFactory(code="packing", label="<em>Packing</em>"))
    index()

    page = client.get(f"{HERE}?q=pack").content.decode()

    assert page.count('role="option"') == 4
    assert not {"<script", "<b>", "<i>", "<u>", "<em>"} & set(page.replace(" ", "").split(">"))
    for markup in ("<script", "<b>", "<i>", "<u>", "<em>"):
        assert markup not in page
    assert "&lt;script&gt;alert(&quot;<mark>pack</mark>&quot;)" in page


def test_answer_is_the_same_for_everybody_and_known_by_its_tag(client, signed_in, index):
    OrganisationFactory(published=True, name="Valdeluna")
    index()

    response = client.get(f"{HERE}?q=valde")
    own = signed_in(UserFactory()).get(f"{HERE}?q=valde")
    again = client.get(f"{HERE}?q=valde", headers={"If-None-Match": response["ETag"]})

    assert response.content == own.content
    assert response["Cache-Control"] == "private, no-cache"
    assert again.status_code == 304
    assert client.get(f"{HERE}?q=nobody")["ETag"] != response["ETag"]
    OrganisationFactory(published=True, name="Valdemar")
    index()
    assert client.get(f"{HERE}?q=valde", headers={"If-None-Match": response["ETag"]}).status_code == 200


def test_number_of_suggestions_is_said(client, index):
    OrganisationFactory.create_batch(2, published=True, country=austria())
    index()

    assert "1 suggestion: the arrow keys lead to it." in client.get(f"{HERE}?q=austria").content.decode()


def test_new_towns_and_changed_words_are_learnt_within_minutes(index, freeze):
    start = datetime(2026, 3, 2, 10, tzinfo=UTC)
    freeze(start)
    country = austria()
    OrganisationFactory(published=True, country=country)
    index()
    assert said("vienna") == {}

    freeze(start + timedelta(seconds=1))
    OrganisationFactory(published=True, country=country, place=vienna())
    country.name = "Alpland"
    country.save()
    index()
    freeze(start + timedelta(minutes=6))

    assert said("vienna") == {"Places": [("<mark>Vienna</mark>", "Town in Alpland", 1)]}
    assert said("alpl") == {"Places": [("<mark>Alpland</mark>", "Country", 2)]}


def test_without_an_index_nothing_is_suggested(client):
    OrganisationFactory(published=True, name="Valdeluna")

    response = client.get(f"{HERE}?q=valde")

    assert response.status_code == 200
    assert b"No suggestions." in response.content
    assert response["Cache-Control"] == "private, no-cache"
