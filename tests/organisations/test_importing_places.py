"""Where rows of a register are put on the map, and why some are not."""

import pytest

from eccp.core.models import LogEntry
from eccp.organisations.services import profiles
from eccp.organisations.services.importing.lookups import Countries
from eccp.organisations.services.importing.outcome import NoPlace
from eccp.organisations.services.importing.spots import Finder, spellings
from tests.organisations.register import counts, made, take, world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_small_world():
    world()


def found(country: str, city: str = "", **cells: str):
    return Finder(Countries()).find(country, {"city": city, **cells})


@pytest.mark.parametrize(
    ("country", "city", "pk"),
    [
        ("DE", "München", 1),
        ("DE", "MUNICH", 1),
        ("DE", "München (Bayern)", 1),
        ("DE", "München (Bayern", 1),
        ("DE", "Martinsried/Munich", 1),
        ("DE", "Garching bei München, München", 1),
        ("DE", "Schwabing - München", 1),
        ("DE", "Schwabing-München", 1),
        ("DE", "80331 München", 1),
        ("DE", "D-80331 München", 1),
        ("FR", "Avignon Cedex 9", 6),
        ("FR", "84000 AVIGNON CEDEX", 6),
        ("FR", "Saint-Denis", 5),
        ("PL", "Lodz", 2),
        ("PL", "Łódź", 2),
        ("GR", "Αθήνα", 3),
        ("UA", "Київ", 4),
        ("GB", "London SE", 9),
        ("GB", "London 2", 9),
        ("DE", "Neustadt", 7),
    ],
)
def test_town_is_found_by_its_name(country, city, pk):
    assert found(country, city).spot.place.pk == pk


def test_spellings_begin_with_the_whole_name_and_never_repeat():
    tried = list(spellings("Aarhus C."))

    assert tried == ["Aarhus C.", "Aarhus"]
    assert list(spellings("")) == []
    assert list(spellings("Porte-de-Savoie")) == ["Porte-de-Savoie"]


def test_number_comes_first_where_it_is_in_the_country():
    assert found("DE", "Neustadt", geonameid="8").spot.place.pk == 8
    assert found("DE", "Neustadt", geonameid="6").spot.place.pk == 7
    assert found("DE", "Neustadt", geonameid="999").spot.place.pk == 7
    assert found("FR", "", geonameid="5").city == "Saint-Denis"


def test_of_two_towns_the_one_near_the_coordinates_is_taken():
    assert found("DE", "Neustadt", latitude="52,4", longitude="9.5").spot.place.pk == 8


def test_coordinates_stand_where_the_town_is_not_known():
    here = found("DE", "Kleinstdorf", latitude="48.98765", longitude="11.12345")

    assert (here.spot.place, here.spot.latitude, here.spot.longitude) == (None, 48.99, 11.12)
    assert (here.city, here.no_place) == ("Kleinstdorf", None)


def test_town_far_from_its_coordinates_is_another_one():
    here = found("DE", "München", latitude="50.5", longitude="10.0")

    assert (here.spot.place, here.spot.latitude) == (None, 50.5)


@pytest.mark.parametrize(
    ("country", "city", "cells", "reason", "kept"),
    [
        ("DE", "", {}, NoPlace.NO_TOWN, ""),
        ("DE", "Nirgendheim", {}, NoPlace.UNKNOWN, "Nirgendheim"),
        ("AL", "Albania", {}, NoPlace.COUNTRY_ONLY, ""),
        ("AL", "ALBANIEN", {"latitude": "41", "longitude": "20"}, NoPlace.COUNTRY_ONLY, ""),
        ("DE", "Nirgendheim", {"latitude": "0", "longitude": "0"}, NoPlace.UNKNOWN, "Nirgendheim"),
        ("DE", "Nirgendheim", {"latitude": "11.1", "longitude": "48.9"}, NoPlace.ELSEWHERE, "Nirgendheim"),
    ],
)
def test_row_without_a_place_says_why(country, city, cells, reason, kept):
    here = found(country, city, **cells)

    assert (here.no_place, here.city, here.spot.latitude, here.problems) == (reason, kept, None, ())


def test_raw_town_is_read_only_where_town_is_empty():
    assert found("DE", "", city_raw="80331 München").city == "80331 München"
    assert found("DE", "Neustadt", city_raw="München").spot.place.pk == 7


def test_reasons_are_counted():
    outcome = take("name,country,city\nOne,DE,\nTwo,AL,Albania\nThree,DE,Nirgendheim\nFour,DE,München\n")

    assert outcome.on_the_map == 1
    assert outcome.without_a_place == {NoPlace.NO_TOWN: 1, NoPlace.COUNTRY_ONLY: 1, NoPlace.UNKNOWN: 1}


def test_place_of_the_register_is_kept_until_a_person_changes_the_town():
    take("name,country,city,geonameid\nOne,DE,Neustadt,8\n")
    assert made().place_id == 8

    profiles.update(made(), {"city": "München"}, opened_at=1, by=None)

    assert (made().place_id, made().latitude) == (1, 48.14)


def test_moved_coordinates_alone_are_a_change():
    file = "name,country,city,latitude,longitude\nOne,DE,Kleinstdorf,{},11.1\n"
    take(file.format("48.9"))

    second, third = take(file.format("49.3")), take(file.format("49.3"))

    assert (counts(second), counts(third)) == ({"changed": 1}, {"same": 1})
    assert made().latitude == 49.3
    assert LogEntry.objects.last().changes == {"coordinates": ["48.9, 11.1", "49.3, 11.1"]}


def test_file_without_columns_of_place_leaves_the_place():
    take("key,name,country,city\nk,One,DE,München\n")

    outcome = take("key,name,country,founded\nk,One,DE,2001\n")

    assert counts(outcome) == {"changed": 1}
    assert (made().city, made().latitude, made().founded) == ("München", 48.14, 2001)
