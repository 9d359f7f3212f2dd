"""The columns of a register's file: made from the declaration of the type, so that a new field is importable at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from eccp.core.names import fold
from eccp.organisations.forms import questions
from eccp.organisations.services.importing.table import Unreadable
from eccp.organisations.types import fields
from eccp.organisations.types.base import ProfileType
from eccp.reference.models import Country, Region, Term

NEEDED = ("name", "country")
FILES = {"logo", "letter"}  # a cell holds no file
CITY_ELSE = "city_raw"
ALIASES = {
    "lat": "latitude",
    "lng": "longitude",
    "lon": "longitude",
    "nuts": "region",
    "nuts2": "region",
    "nuts2_2021": "region",
    "nuts2_2024": "region",
    "nuts3": "region",
    "nuts3_2021": "region",
    "nuts3_2024": "region",
    "geoname_id": "geonameid",
}


@dataclass(frozen=True)
class Column:
    """A column that the import understands, with what to write into its cells."""

    name: str
    label: Any
    says: Any


# What a register knows besides a profile's own fields.
BESIDE = (
    Column(
        "key",
        gettext_lazy("Key"),
        gettext_lazy("the register's own number or word for the row; without it, country and name"),
    ),
    Column(CITY_ELSE, gettext_lazy("Town as first written"), gettext_lazy("read only where city is empty")),
    Column("geonameid", gettext_lazy("Place"), gettext_lazy("the number of the town in GeoNames")),
    Column(
        "latitude",
        gettext_lazy("Latitude"),
        gettext_lazy("in degrees; rounded to two decimals, used where the town is not known"),
    ),
    Column("longitude", gettext_lazy("Longitude"), gettext_lazy("as latitude")),
)
PLACE = ("city", *(column.name for column in BESIDE[1:]))


def importable(field: fields.Field) -> bool:
    """Whether a cell can hold the field."""
    return field.name not in FILES


def columns_of(kind: ProfileType) -> list[Column]:
    """All columns for a profile type: what registers know besides, then the fields in the form's order."""
    own = [Column(field.name, field.label, _says(kind, field)) for field in kind if importable(field)]
    return [*BESIDE, *own]


def row_columns(field: fields.Rows) -> list[str]:
    """What an entry of a rows field may hold."""
    return [name for name in field.columns if name not in FILES]


@dataclass(frozen=True)
class Heading:
    """Which column stands where in the file, and the names that mean nothing to us."""

    places: Mapping[str, int]
    theirs: Mapping[str, str]
    ignored: Sequence[str]

    def cells(self, line: Sequence[str]) -> dict[str, str]:
        """The cells of a row by column. What a short row leaves out is empty."""
        return {name: line[place] if place < len(line) else "" for name, place in self.places.items()}


def read_header(header: Sequence[str], kind: ProfileType, mapped: Mapping[str, str]) -> Heading:
    """Find our columns in the first row of a file: as `mapped` says, by name, by a usual name, by our label.

    Raises `Unreadable` where `mapped` names what is not there, where two columns mean the same, and
    without name and country.
    """
    known = {_word(column.name): column.name for column in columns_of(kind)}
    labels = {_word(str(field.label)): field.name for field in kind if importable(field)}
    asked = {_word(theirs): ours for theirs, ours in mapped.items()}
    _check_map(mapped, set(known.values()), [_word(cell) for cell in header])
    places: dict[str, int] = {}
    ignored = []
    for place, cell in enumerate(header):
        word = _word(cell)
        name = (
            asked.get(word) or known.get(word) or known.get(_word(ALIASES.get(word, ""))) or labels.get(word)
        )
        if name is None:
            ignored += [cell] if cell else []
        elif name in places:
            raise Unreadable(
                _(
                    "The columns “%(one)s” and “%(other)s” both mean %(name)s. Rename the one that you do not need."
                )
                % {"one": header[places[name]], "other": cell, "name": name}
            )
        else:
            places[name] = place
    _check_needed(places, header)
    return Heading(places, {name: header[place] for name, place in places.items()}, ignored)


def _word(cell: str) -> str:
    """A column's name as it is compared: without case, and `short name` as `short_name`."""
    return fold(cell).replace(" ", "_")


def _check_map(mapped: Mapping[str, str], known: Iterable[str], header: Sequence[str]) -> None:
    for theirs, ours in mapped.items():
        if _word(theirs) not in header:
            raise Unreadable(
                _("The file has no column “%(theirs)s” that could mean %(ours)s.")
                % {"theirs": theirs, "ours": ours}
            )
        if ours not in known:
            raise Unreadable(
                _("There is no column “%(ours)s” for this type of profile. Ask with --columns.")
                % {"ours": ours}
            )


def _check_needed(places: Iterable[str], header: Sequence[str]) -> None:
    missing = [name for name in NEEDED if name not in places]
    if missing:
        raise Unreadable(
            ngettext(
                "There is no column %(missing)s. The first row of the file names the columns; it says: %(header)s. "
                "If one of them is meant, say so: --map theirs=%(first)s",
                "The columns %(missing)s are missing. The first row of the file names the columns; it says: %(header)s. "
                "If some of them are meant, say so: --map theirs=%(first)s",
                len(missing),
            )
            % {"missing": ", ".join(missing), "header": ", ".join(header)[:300], "first": missing[0]}
        )


def _says(kind: ProfileType, field: fields.Field) -> Any:
    """What to write into the cells of a field."""
    if isinstance(field, fields.Terms):
        return _("codes or labels of the list %(list)s, with | between") % {"list": field.scheme}
    if isinstance(field, fields.Countries):
        return _("codes or names of countries, with | between")
    if isinstance(field, fields.Clusters):
        return _("numbers of their profiles here, with | between")
    if isinstance(field, fields.Rows):
        return _("JSON: [{%(columns)s}, …]") % {
            "columns": ", ".join(f'"{name}": …' for name in row_columns(field))
        }
    return _says_of_column(questions.column_of(kind, field))


def _says_of_column(column: Any) -> Any:
    if column.related_model is Country:
        return _("the code of ISO 3166 (EL and UK too), or the name in any language")
    if column.related_model is Region:
        return _("the NUTS code of 2021 or 2024, of any level")
    if column.related_model is Term:
        return _("code or label of the list %(list)s") % {"list": questions.scheme_of(column)}
    if column.choices:
        return _("one of %(words)s") % {"words": ", ".join(value for value, _label in column.choices)}
    for kind, says in SAYS.items():
        if isinstance(column, kind):
            return says
    return (
        _("text")
        if not column.max_length
        else _("text, at most %(most)s letters") % {"most": column.max_length}
    )


SAYS: dict[type[models.Field[Any, Any]], Any] = {
    models.URLField: gettext_lazy("address"),
    models.EmailField: gettext_lazy("e-mail address"),
    models.DateField: gettext_lazy("date, as 2026-01-31"),
    models.DecimalField: gettext_lazy("number"),
    models.PositiveSmallIntegerField: gettext_lazy("year"),
    models.IntegerField: gettext_lazy("whole number"),
}
