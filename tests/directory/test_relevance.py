"""Organisations that people know are found first, however they type the name. Against the engine, invented names."""

from datetime import date

import pytest

from eccp.core.names import fold
from eccp.core.slips import Typed
from eccp.directory.engine import Document
from eccp.directory.query import Query
from eccp.directory.words import Matcher, marked

TODAY = date(2026, 3, 3)
KNOWN = {
    1: ("Nordwind Hydrogen Valley e.V.", "Rostock"),
    2: ("Association of Maritime Robotics (AMAROB)", "Gdańsk"),
    3: ("Klaster Przetwórstwa Drewna", "Łódź"),
    4: ("Agri-Food Network Thessaly", "Λάρισα"),
    5: ("Agrifood Innovation Alentejo", "Évora"),
    6: ("Photonics Delta", "Eindhoven"),
    7: ("Delta Water Technology Alliance", "Rotterdam"),
    8: ("Süßwaren Südwest GmbH", "Nürnberg"),
    9: ("Клъстер Мехатроника", "Пловдив"),
    10: ("S.O.L.A.R. Cluster", "Sevilla"),
    11: ("Basque Health Cluster", "Derio"),
    12: ("Health Tourism Network Latvia", "Jūrmala"),
    13: ("Wood Industry Cluster", "Tirana"),
    14: ("Food Industry Cluster", "Parma"),
    15: ("Polymer Science Park", "Zwolle"),
    16: ("Smart Materials Cluster Flam3D", "Antwerpen"),
    17: ("Textile Cluster", "Prato"),
    18: ("Textile Machinery Cluster Upper Valley", "Bergamo"),
    19: ("Wine Cluster", "Chișinău"),
    20: ("Wind Cluster", "Esbjerg"),
}


@pytest.fixture
def look(filled):
    """Ask an index that holds the organisations above, each with some words of its own kind."""
    engine = filled(
        *(
            Document(
                pk,
                {
                    "name": [name],
                    "place": [town],
                    "terms": ["Cluster organisation"],
                    "text": ["innovation park"],
                },
                order_name=fold(name),
            )
            for pk, (name, town) in KNOWN.items()
        )
    )
    return lambda typed: engine.search(Query(typed), on=TODAY)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("nordwind hydrogne valley", 1),  # swapped
        ("norwind hydrogen vally", 1),  # two errors in two words
        ("hydorgenn", 1),  # two in one
        ("ordwind", 1),  # the first letter left out
        ("bordwind", 1),  # the first letter wrong
        ("onrdwind", 1),  # the first letter swapped
        ("nrodwind", 1),  # the next one
        ("maritime robotics", 2),
        ("robotiks martime", 2),
        ("amarob", 2),
        ("amaorb gdansk", 2),
        ("klaster drewna", 3),
        ("lodz przetworstwa", 3),
        ("agrifood thessaly", 4),  # one word for two
        ("agri food alentejo", 5),  # two for one
        ("agri larisa", 4),
        ("fotonics delta", 6),
        ("delta foton", 6),  # only the beginning, and not the first letters
        ("photonicsdelta", 6),
        ("suesswaren suedwest", 8),
        ("sudwest nuernberg", 8),
        ("klaster mehatronika", 9),
        ("mechatronika plovdiv", 9),
        ("solar sevilla", 10),
        ("s o l a r", 10),
        ("basq hea", 11),  # every word begun
        ("health latvia turism", 12),
        ("wood industry", 13),
        ("foood industri", 14),
        ("polymer science ark", 15),  # an error in a short word
        ("polymer sc", 15),
        ("flam 3d", 16),
        ("smart material flam3d", 16),
        ("textile", 17),  # the very words come first
        ("textile cluster u", 18),  # one letter of the next word
        ("textilemachinery", 18),
        ("tex tile machinery", 18),
        ("wine chisinau", 19),
    ],
)
def test_first_is_the_one_that_was_meant(look, typed, meant):
    assert look(typed).ids[:1] == [meant]


@pytest.mark.parametrize(
    "typed", ["wine", "wind", "delta water", "basq", "agri food alentejo", "textilemachinery"]
)
def test_right_words_and_beginnings_are_not_called_errors(look, typed):
    assert not look(typed).forgiven


@pytest.mark.parametrize("typed", ["winf", "delta foton", "basq hea", "polymer science ark"])
def test_what_only_comes_close_is_said(look, typed):
    assert look(typed).forgiven


@pytest.mark.parametrize(("typed", "found"), [("wine", [19]), ("wind", [20]), ("winf", [19, 20])])
def test_word_that_exists_brings_no_neighbours(look, typed, found):
    assert sorted(look(typed).ids) == found


@pytest.mark.parametrize("typed", ["flam2d", "zzzqqq", "xk", "zzzqqq wine"])
def test_what_is_like_nothing_finds_nothing(look, typed):
    answer = look(typed)

    assert (answer.ids, answer.forgiven) == ([], False)


def test_one_of_several_words_may_be_too_much(look):
    answer = look("polymer science zzzqqq")

    assert (answer.ids, answer.forgiven) == ([15], True)


@pytest.mark.parametrize(
    ("typed", "text", "shown"),
    [
        ("agrifood", "Agri-Food Network", "<mark>Agri</mark>-<mark>Food</mark> Network"),
        ("agri food", "Agrifood Alentejo", "<mark>Agrifood</mark> Alentejo"),
        ("suedwest", "Südwest", "<mark>Südwest</mark>"),
        ("hydorgenn", "Hydrogen Valley", "<mark>Hydrogen</mark> Valley"),
        ("wine", "Wine and Wind", "<mark>Wine</mark> and Wind"),
        ("winf", "Wine and Wind", "<mark>Wine</mark> and <mark>Wind</mark>"),
        ("photonisc", "Photonics Delta", "<mark>Photonics</mark> Delta"),
    ],
)
def test_mark_is_where_the_nearest_stands(typed, text, shown):
    assert marked(text, Matcher.of(typed, forgiving=True).spans(text)) == shown


@pytest.mark.parametrize(
    ("typed", "other", "whole", "beginning"),
    [
        ("wood", "wood", 0, 0),
        ("wodo", "wood", 1, 1),
        ("inova", "innovation", 5, 1),
        ("", "wood", 4, 0),
        ("wood", "", 4, 4),
        ("ca", "abc", 3, 1),
    ],
)
def test_slips_are_counted_to_the_word_and_to_its_beginning(typed, other, whole, beginning):
    assert Typed(typed).slips(other) == (whole, beginning)
