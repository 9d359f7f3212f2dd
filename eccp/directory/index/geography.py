"""The words, codes and participations of the places of some profiles, read in four queries for all of them."""

from collections import defaultdict
from collections.abc import Sequence

from eccp.directory.index.access import access
from eccp.organisations.models import Organisation
from eccp.reference.models import CountryLabel, Participation, PlaceName, Region


class Geography:
    """Countries, regions and towns of a batch of profiles, by every name they have.

    `access` has the periods of each country's access to the programme.
    """

    def __init__(self, organisations: Sequence[Organisation]) -> None:
        codes = {row.region_id for row in organisations if row.region_id}
        chains = {part for code in codes for part in chain(code)}
        self._regions = dict(Region.objects.filter(code__in=chains).values_list("code", "name"))
        countries = {row.country_id: row.country for row in organisations}
        taking_part: dict[str, list[Participation]] = defaultdict(list)
        for participation in Participation.objects.filter(country__in=countries):
            taking_part[participation.country_id].append(participation)
        self.access = {code: access(country, taking_part[code]) for code, country in countries.items()}
        self._countries: dict[str, list[str]] = defaultdict(list)
        named = CountryLabel.objects.filter(country__in=countries)
        for code, label in named.values_list("country_id", "label"):
            self._countries[code].append(label)
        self._places: dict[int, list[str]] = defaultdict(list)
        towns = PlaceName.objects.filter(place__in={row.place_id for row in organisations if row.place_id})
        for place, name in towns.values_list("place_id", "name"):
            self._places[place].append(name)

    def regions(self, organisation: Organisation) -> list[str]:
        """The codes of the profile's region and of those around it."""
        return [code for code in chain(organisation.region_id or "") if code in self._regions]

    def words(self, organisation: Organisation) -> list[str]:
        """The names of town, region and country, each once."""
        place = organisation.place
        words = [
            organisation.city,
            *([place.name] if place else []),
            *self._places.get(organisation.place_id or 0, ()),
            *(self._regions[code] for code in self.regions(organisation)),
            organisation.country.name,
            *self._countries.get(organisation.country_id, ()),
        ]
        return list(dict.fromkeys(word for word in words if word))


def chain(code: str) -> list[str]:
    """The statistical regions that a region lies in, from the largest to itself: ES, two letters, is no region."""
    return [code[:length] for length in range(3, len(code) + 1)]
