"""The kinds of fields that a profile type is made of: what each is called, needs, reads and stores.

A field's value is plain JSON: a word, a number in words, a list of codes, or a list of rows.
The same value stands in the form's merge, the log, the criteria, the export and the import.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import Any

from django.core.files.base import File
from django.db import models

from eccp.organisations.models.organisation import Organisation
from eccp.reference.models import Term


class Need(Enum):
    """When a field is mandatory. The country comes first, because it decides."""

    NEVER = "never"
    ALWAYS = "always"
    IN_PROGRAMME_COUNTRIES = "in programme countries"

    def holds(self, programme_country: bool) -> bool:
        """Whether the field must be filled for an organisation there."""
        return self is Need.ALWAYS or (self is Need.IN_PROGRAMME_COUNTRIES and programme_country)


def plain(value: Any) -> Any:
    """Turn a column's value into JSON: terms by code, other rows by key, decimals and dates in words, files by name."""
    if isinstance(value, Term):
        return value.code
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, File):
        return value.name or ""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value


def read_column(row: models.Model, name: str) -> Any:
    """Read a column as plain JSON. Only terms are followed: other foreign keys are their key already."""
    column: Any = row._meta.get_field(name)
    if isinstance(column, models.ForeignKey) and column.related_model is not Term:
        return getattr(row, column.attname)
    return plain(getattr(row, name))


@dataclass(frozen=True)
class Field(ABC):
    """One thing that a profile says. `label` and `help` are what the form asks."""

    name: str
    label: Any
    need: Need = Need.NEVER
    help: Any = ""
    unit: Any = ""
    public: bool = True

    is_set = False

    @abstractmethod
    def read(self, organisation: Organisation) -> Any:
        """The value as plain JSON, without a query where the parts are prefetched."""

    def read_public(self, organisation: Organisation) -> Any:
        """The value as everybody may read it; asked only of public fields."""
        return self.read(organisation)

    def is_filled(self, value: Any) -> bool:
        """Whether a value answers the question. Nought is an answer."""
        return value not in (None, "", [])


@dataclass(frozen=True)
class Column(Field):
    """A column of `Organisation`."""

    def read(self, organisation: Organisation) -> Any:
        """Read the column."""
        return read_column(organisation, self.name)


@dataclass(frozen=True)
class Detail(Field):
    """A column of the type's own table."""

    def read(self, organisation: Organisation) -> Any:
        """Read the column."""
        return read_column(organisation.details, self.name)


@dataclass(frozen=True)
class Text(Field):
    """One of the texts, in English."""

    def read(self, organisation: Organisation) -> str:
        """Read the English text."""
        return organisation.text(self.name)


@dataclass(frozen=True)
class Terms(Field):
    """Terms of one code list, as a set of codes. At most `most` where a clear focus is wanted."""

    scheme: str = ""
    most: int | None = None

    is_set = True

    def read(self, organisation: Organisation) -> list[str]:
        """Read the codes, sorted."""
        return organisation.codes(self.scheme)


@dataclass(frozen=True)
class Countries(Field):
    """Countries that are cooperated with, sought or targeted, as a set of codes."""

    link: str = ""

    is_set = True

    def read(self, organisation: Organisation) -> list[str]:
        """Read the codes, sorted."""
        return sorted(row.country_id for row in organisation.country_links.all() if row.link == self.link)


@dataclass(frozen=True)
class Rows(Field):
    """Rows of a table of parts, each a mapping of the named columns."""

    related: str = ""
    columns: Sequence[str] = field(default=())

    def read(self, organisation: Organisation) -> list[dict[str, Any]]:
        """Read the rows in their order."""
        rows = getattr(organisation, self.related).all()
        return [{name: read_column(row, name) for name in self.columns} for row in rows if self.belongs(row)]

    def belongs(self, row: models.Model) -> bool:
        """Whether a row of the table is one of this field's."""
        return True


@dataclass(frozen=True)
class OwnLanguages(Rows):
    """The texts in languages other than English."""

    def belongs(self, row: Any) -> bool:
        """Every language but English, which has fields of its own."""
        return bool(row.language != "en")


@dataclass(frozen=True)
class Partners(Rows):
    """Who is in a partnership. It takes at least two: one that coordinates, and another."""

    def is_filled(self, value: Any) -> bool:
        """Whether both are named."""
        roles = {row["role"] for row in value or []}
        return {"coordinator", "partner"} <= roles

    def read_public(self, organisation: Organisation) -> list[dict[str, Any]]:
        """Read the rows with the links that readers may follow: those to published profiles."""
        rows = getattr(organisation, self.related).all()
        public = {row.profile_id for row in rows if row.public_profile}
        return [
            one | {"profile": one["profile"] if one["profile"] in public else None}
            for one in self.read(organisation)
        ]


@dataclass(frozen=True)
class Clusters(Field):
    """The clusters that a member names, as a set of profile numbers."""

    is_set = True

    def read(self, organisation: Organisation) -> list[int]:
        """Read the numbers of the named clusters."""
        return sorted(row.cluster_id for row in organisation.memberships.all())


@dataclass(frozen=True)
class Private(Field):
    """A column of the contact person: asked for, never public, never exported."""

    public: bool = False
    column: str = ""

    def read(self, organisation: Organisation) -> str:
        """Read the column, or nothing where no contact is given yet."""
        contact = getattr(organisation, "contact", None)
        return str(getattr(contact, self.column)) if contact else ""
