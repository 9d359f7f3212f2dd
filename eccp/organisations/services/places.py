"""Finding the place of a profile from the name of its town."""

from dataclasses import dataclass

from django.db import transaction

from eccp.accounts.models import User
from eccp.core import outbox
from eccp.core.log import log
from eccp.organisations.models import Organisation
from eccp.reference.models import Place
from eccp.reference.places import find_places


@dataclass(frozen=True)
class Spot:
    """Where a profile is on the map: a place of the table, or coordinates that a register gives, in degrees."""

    place: Place | None = None
    latitude: float | None = None
    longitude: float | None = None

    def is_of(self, row: Organisation) -> bool:
        """Whether the profile is there already."""
        place = self.place.pk if self.place else None
        return (place, self.latitude, self.longitude) == (row.place_id, row.latitude, row.longitude)


NOWHERE = Spot()


def spot_of(place: Place | None) -> Spot:
    """The coordinates of a place, rounded to some 1 km: never those of a street."""
    return Spot(place, round(place.latitude, 2), round(place.longitude, 2)) if place else NOWHERE


def locate(row: Organisation, spot: Spot | None = None) -> None:
    """Set place and coordinates from country and town, or from a known spot. A region of another country goes.

    Coordinates are those of the place, never of a street. Of several places of one name, the one
    chosen before stays, else the most populous is taken. Where the town is not known, the profile
    has no coordinates: it is in the list, not on the map, and the form says so.
    """
    if spot is None:
        found = find_places(row.country_id, row.city) if row.city else []
        spot = spot_of(
            next((place for place in found if place.pk == row.place_id), found[0] if found else None)
        )
    _put(row, spot)
    if row.region and row.region.country_id != row.country_id:
        row.region = None


@transaction.atomic
def choose_place(organisation: Organisation, place_id: int, *, by: User | None) -> Organisation:
    """Say which of several places of one name is meant; a place of another name is not taken."""
    row = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    chosen = next((place for place in find_places(row.country_id, row.city) if place.pk == place_id), None)
    if chosen is None or chosen.pk == row.place_id:
        return row
    before = row.place_id
    _put(row, spot_of(chosen))
    row.save(update_fields=["place", "latitude", "longitude", "updated_at"])
    log(row, "organisations.choose_place", by=by, changes={"place": [before, chosen.pk]})
    outbox.changed(row)
    return row


def _put(row: Organisation, spot: Spot) -> None:
    row.place, row.latitude, row.longitude = spot.place, spot.latitude, spot.longitude
