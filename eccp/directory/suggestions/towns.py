"""The towns that profiles are in, by every name they have, to be found by how a name begins."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from operator import sub
from typing import NamedTuple

from django.db.models import Count

from eccp.directory.suggestions.labels import BEGINNING, EXACT, IN_OTHER_WORDS
from eccp.organisations.models import Organisation
from eccp.reference.models import PlaceName

BATCH = 500
LAST = "\uffff"  # after every letter of a folded name
OTHER_NAME = 1 << 40  # more than any town has profiles
NAMES = 8  # of one town that may begin alike


class Town(NamedTuple):
    """A town with its number of public profiles and the name that fits, ranked as labels are."""

    rank: int
    name: str
    shown: str
    country: str
    number: int


@dataclass(frozen=True)
class Towns:
    """Folded names in order, each with its place and its weight; the lightest are suggested first.

    A name that is not the one shown weighs more than nothing, a large town less. A town of drafts only is
    here too; those who ask count what is public.
    """

    keys: list[str]
    places: "array[int]"
    weights: "array[int]"

    @classmethod
    def read(cls, before: "Towns | None" = None) -> "Towns":
        """Read which towns there are, and the names of those that were not there before.

        The database answers the first from the index of the foreign key alone, so this is cheap to repeat.
        """
        located = Organisation.objects.filter(place__isnull=False).order_by()
        sizes = dict(located.values_list("place").annotate(Count("pk")))
        known = before or cls([], array("q"), array("q"))
        if new := list(sizes.keys() - set(known.places)):
            known = known._with(new)
        heavy = (OTHER_NAME if weight > 0 else 0 for weight in known.weights)
        sized = (sizes.get(place, 0) for place in known.places)
        return cls(known.keys, known.places, array("q", map(sub, heavy, sized)))

    def _with(self, new: Sequence[int]) -> "Towns":
        rows = list(zip(self.keys, self.places, self.weights, strict=True))
        for start in range(0, len(new), BATCH):
            names = PlaceName.objects.filter(place__in=new[start : start + BATCH])
            columns = names.values_list("key", "place_id", "name", "place__name")
            rows += {(key, place, int(name != shown)) for key, place, name, shown in columns}
        rows.sort()
        return Towns(
            [key for key, _place, _weight in rows],
            array("q", (place for _key, place, _weight in rows)),
            array("q", (weight for _key, _place, weight in rows)),
        )

    def named(self, asked: str, most: int) -> list[Town]:
        """The towns with a name that begins so: the best fit first, then the largest. Two queries, or none."""
        first, last = bisect_left(self.keys, asked), bisect_left(self.keys, asked + LAST)
        longer = bisect_right(self.keys, asked)
        exact = sorted(range(first, longer), key=self.weights.__getitem__)
        begin = nsmallest(most * NAMES, range(longer, last), key=self.weights.__getitem__)
        fits: dict[int, tuple[int, str]] = {}
        for row in (*exact, *begin):
            rank = EXACT if row < longer else IN_OTHER_WORDS if self.weights[row] > 0 else BEGINNING
            fits.setdefault(self.places[row], (rank, self.keys[row]))
        return _counted(dict(list(fits.items())[:most])) if fits else []


def _counted(fits: Mapping[int, tuple[int, str]]) -> list[Town]:
    rows = Organisation.objects.public().filter(place__in=fits).order_by()
    numbers = dict(rows.values_list("place").annotate(Count("pk")))
    names = PlaceName.objects.filter(place__in=fits, key__in={key for _rank, key in fits.values()})
    found: dict[int, Town] = {}
    for pk, key, name, shown, country in names.order_by("pk").values_list(
        "place_id", "key", "name", "place__name", "place__country"
    ):
        if key == fits[pk][1] and numbers.get(pk) and (pk not in found or name == shown):
            found[pk] = Town(fits[pk][0], name, shown, country, numbers[pk])
    return list(found.values())
