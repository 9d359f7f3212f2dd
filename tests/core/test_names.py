"""Names and hosts: how they fold, which words of them count, what is alike. All names are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eccp.core.names import ALIKE, fold, name_key, similarity, slug, sort_key
from eccp.core.websites import host_key, same_site


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Pôle   Énergie\tNord ", "pole energie nord"),
        ("Weiß & Groß", "weiss gross"),
        ("Łódź / Ærø / Đakovo", "lodz aero dakovo"),
        ("Κλάστερ Ξυλείας", "klaster xyleias"),
        ("Київський кластер", "kiivskiy klaster"),
        ("Ольвія здоров'я", "olviya zdorovya"),
        ("България", "balgariya"),
        ("Подъезд", "podezd"),
        ("Հայաստան", "hayastan"),
        ("საქართველო", "sakartvelo"),
        ("L'industrie: bois-énergie", "l industrie bois energie"),
        ("Cafe\u0301", "cafe"),
        ("ﬁlm № ２", "film no 2"),
        ("😀 – !", ""),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


def test_sort_key_orders_by_letters_and_by_numbers():
    names = ["Zinc", "Área 10", "Area 9", "Ökonomie", "Βιομηχανία", "alder"]

    assert sorted(names, key=sort_key) == ["alder", "Area 9", "Área 10", "Ökonomie", "Βιομηχανία", "Zinc"]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Holzcluster Weiß & Söhne", "holzcluster-weiss-sohne"),
        ("Кластер Дунай", "klaster-dunay"),
        ("", "profile"),
        ("– ! –", "profile"),
    ],
)
def test_slug(text, address):
    assert slug(text) == address


def test_slug_is_cut_between_words_or_inside_a_single_long_one():
    assert slug("forest timber paper", length=13) == "forest-timber"
    assert slug("forest timber paper", length=12) == "forest"
    assert slug("forest", length=3) == "for"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Holzwerk Mur GmbH", "holzwerk mur"),
        ("Holzwerk Mur e.V.", "holzwerk mur"),
        ("Lumina AISBL", "lumina"),
        ("Maderas del Sur, S.L.", "maderas del sur"),
        ("Dřevo Morava, a.s.", "drevo morava"),
        ("Klastr Dřevo Morava, z.s.", "drevo morava"),
        ("Drewno Mazur sp. z o.o.", "drewno mazur"),
        ("Lesy o.o.", "lesy"),
        ("Ξυλεία ΑΕ", "xyleia"),
        ("ТОВ «Ліс»", "lis"),
        ("Mur GmbH & Co. KG", "mur"),
        ("Mur e.V. – Timber of the Alps", "mur timber of the alps"),
        ("Grappolo Legno", "legno"),
        ("Pôle Bois", "bois"),
        ("Κλάστερ Ξυλείας", "xyleias"),
        ("Кластер Дунай", "dunay"),
        ("Holzcluster Mur", "holz mur"),
        # Only as long as something remains, and only where a legal form stands.
        ("Cluster", "cluster"),
        ("Cluster e.V.", "cluster"),
        ("GmbH", "gmbh"),
        ("AS Timber", "as timber"),
        ("Go Timber", "go timber"),
        ("Clusterland Mur", "clusterland mur"),
        ("", ""),
    ],
)
def test_name_key(name, key):
    assert name_key(name) == key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Wood Cluster Styria", "Styria Wood Cluster"),
        ("Wood Cluster Styria", "Wood Styria e.V."),
        ("Wood Cluster Styria", "Wod Cluster Styria"),
        ("Automotive Cluster Slovenia", "Automotive Cluster of Slovenia (ACS)"),
        ("Kyiv Textile Cluster", "Kiev Textile Cluster"),
        ("Київ Textile", "Kyiv Textile Cluster"),
        ("Möbelcluster Münster", "Moebel Cluster Muenster"),
        ("Agrifood Alentejo", "Agri-Food Cluster Alentejo"),
        ("Mare Nostrum / Cluster Blue Coast", "Blue Coast Cluster"),
        ("Slovenia Photonics", "Slovenian Photonics Cluster"),
        ("Timber Network Carpathia", "Timber Carpathia"),
        ("–", "—"),
    ],
)
def test_similarity_sees_look_alikes(one, other):
    assert similarity(one, other) >= ALIKE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Wood Cluster Styria", "Wood Cluster Tyrol"),
        ("Wood Cluster Styria", "Food Cluster Styria"),
        ("Automotive Cluster Slovenia", "Automotive Cluster Slovakia"),
        ("Automotive Cluster Ireland", "Automotive Cluster Iceland"),
        ("Wine Cluster Navarra", "Wind Cluster Navarra"),
        ("Plastics Upper Silesia", "Plastics Lower Silesia"),
        ("Photonics Valencia", "Photonics Palencia"),
        ("Region 4 Timber", "Region 5 Timber"),
        ("Wood Cluster", "Wood Cluster Styria and Furniture"),
        ("Alpine Agency: Food Cluster", "Alpine Agency: Plastics Cluster"),
        ("Wood", "–"),
    ],
)
def test_similarity_tells_neighbours_apart(one, other):
    assert similarity(one, other) < ALIKE


@given(st.text(max_size=30), st.text(max_size=30))
def test_law_similarity_is_symmetric_and_between_0_and_1(one, other):
    assert 0 <= similarity(one, other) <= 1
    assert similarity(one, other) == pytest.approx(similarity(other, one))
    assert similarity(one, one) == 1


@given(st.text(max_size=40))
def test_law_folding_twice_is_folding_once(text):
    folded = fold(text)

    assert fold(folded) == folded
    assert folded.isascii()
    assert set(folded) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")


@given(st.text(max_size=120))
def test_law_a_slug_is_an_address(text):
    assert set(slug(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert 1 <= len(slug(text)) <= 80


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.Example.org/en/about?x=1#y", "example.org"),
        ("example.org:8080/a", "example.org"),
        ("  WWW2.example.org. ", "example.org"),
        ("http://wood.example.org", "wood.example.org"),
        ("www.eu", "www.eu"),
        ("http://müller-straße.example", "xn--mller-strae-46a18a.example"),
        ("http://xn--mller-strae-46a18a.example", "xn--mller-strae-46a18a.example"),
        ("κλάστερ.ελ", "xn--hxasne6akh.xn--qxam"),
        ("", ""),
        ("n/a", ""),
        ("localhost", ""),
        ("info@example.org", ""),
        ("mailto:info@example.org", ""),
        ("javascript:alert(1)", ""),
        ("ftp://example.org", ""),
        ("http://192.0.2.1/", ""),
        ("http://[2001:db8::1]/", ""),
        ("http://[", ""),
        ("http://exa mple.org", ""),
        ("http://a..example", ""),
    ],
)
def test_host_key(url, key):
    assert host_key(url) == key


@given(st.text(max_size=60))
def test_law_a_host_key_is_its_own_key(text):
    key = host_key(text)

    assert host_key(key) == key


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.example.org/en/", "http://example.org", True),
        ("example.org", "example.com", False),
        ("wood.example.org", "example.org", False),
        ("", "", False),
        ("n/a", "n/a", False),
        ("https://www.linkedin.com/company/lumetra/", "https://de.linkedin.com/company/Lumetra", True),
        ("https://www.linkedin.com/company/lumetra/", "https://www.linkedin.com/company/brevent", False),
        ("https://facebook.com/", "https://facebook.com/", False),
        ("https://facebook.com/profile.php?id=1", "https://facebook.com/profile.php?id=1", True),
        ("https://facebook.com/profile.php?id=1", "https://facebook.com/profile.php?id=2", False),
    ],
)
def test_same_site(one, other, same):
    assert same_site(one, other) is same
    assert same_site(other, one) is same
