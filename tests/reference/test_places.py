"""Finding a place by any of its names."""

import pytest

from eccp.core.names import fold
from eccp.reference.models import Country, Place, PlaceName
from eccp.reference.places import find_place, find_places

pytestmark = pytest.mark.django_db


@pytest.fixture
def places(db):
    for code, name in (("GR", "Greece"), ("PL", "Poland"), ("ES", "Spain")):
        Country.objects.create(code=code, name=name)
    towns = [
        (1, "GR", "Athens", 3_000_000, ["Athens", "Αθήνα", "Athen"]),
        (2, "PL", "Łódź", 700_000, ["Łódź", "Lodz"]),
        (3, "ES", "Santiago", 90_000, ["Santiago"]),
        (4, "ES", "Santiago", 1_200, ["Santiago"]),
    ]
    for pk, country, name, population, names in towns:
        place = Place.objects.create(
            pk=pk, country_id=country, name=name, population=population, latitude=0, longitude=0
        )
        keys = {fold(spelling): spelling for spelling in names}
        PlaceName.objects.bulk_create(
            [PlaceName(place=place, key=key, name=word) for key, word in keys.items()]
        )


@pytest.mark.parametrize(
    ("country", "typed", "found"),
    [
        ("GR", "αθηνα", 1),
        ("GR", "ATHENS", 1),
        ("PL", "lodz", 2),
        ("PL", "Łódź ", 2),
        ("PL", "Athens", None),
        ("GR", "", None),
    ],
)
def test_find_place(places, country, typed, found):
    place = find_place(country, typed)

    assert (place and place.pk) == found


def test_of_two_places_of_one_name_the_larger_comes_first(places):
    assert [place.pk for place in find_places("ES", "Santiago")] == [3, 4]
