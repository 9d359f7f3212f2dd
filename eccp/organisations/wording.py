"""What fields and their values are called: on the public page, in the history and in a merge."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from eccp.accounts.naming import Names
from eccp.core.audit import Said
from eccp.core.models import LogEntry
from eccp.organisations.models import Organisation, Role, Visibility
from eccp.organisations.types.base import ProfileType
from eccp.organisations.types.fields import Clusters, Column, Countries, Detail, Field, Rows, Terms
from eccp.reference.models import Country, Region, Term

KEPT_PRIVATE = "…"

# What the log keeps besides the fields of the form.
BESIDE = {
    "visibility": _("Who sees it"),
    "last_confirmed_at": _("Last confirmed"),
    "merged_into": _("Merged into"),
    "merged_from": _("Merged from"),
    "representatives": _("People"),
    "join_requests": _("Requests to join"),
    "memberships": _("Memberships"),
    "member_of": _("Member of"),
    "members": _("Members"),
    "claims": _("Claims"),
    "partnerships": _("Partnerships"),
    "role": _("Role"),
    # As partnerships named them before partners became rows.
    "coordinator": _("Coordinator"),
    "partners": _("Partners"),
}

# The form asks; the page says. Where the two need other words, the page's stand here.
SAID = {
    "members_sme": _("SMEs"),
    "members_large": _("large companies"),
    "members_research": _("research and education"),
    "members_public": _("public bodies"),
    "members_society": _("civil society"),
    "members_other": _("others"),
    "members_link": _("List of members"),
    "clusters": _("Cluster organisations among the members"),
    "companies": _("Companies reached through the members"),
    "scope": _("How it brings clusters together"),
    "mandate": _("Mandate"),
    "policy_link": _("Cluster policy"),
    "subjects": _("What it teaches"),
    "audience": _("For whom"),
    "way": _("How it teaches"),
    "offer_link": _("Training offer"),
    "support": _("What it can share"),
    "erek_sectors": _("Sectors it helps"),
    "s3_priorities": _("Policy goals"),
    "services": _("Services"),
    "languages": _("Works in"),
    "countries_cooperated": _("Works with"),
    "countries_sought": _("Seeks partners in"),
    "countries_targeted": _("Target countries"),
}


class Words:
    """The labels of some values, read with a fixed number of queries, however many values there are."""

    def __init__(self, kind: ProfileType, values: Iterable[tuple[str, Any]]) -> None:
        self.kind = kind
        self.fields = kind.fields
        values = list(values)
        self.people = Names(*(value for _name, value in values))
        wanted: dict[type[models.Model], set[Any]] = defaultdict(set)
        for name, value in values:
            if (field := self.fields.get(name)) and value not in (None, "", [], KEPT_PRIVATE):
                for model, codes in self._codes(field, value):
                    wanted[model].update(codes)
        self.terms = {(term.scheme, term.code): str(term) for term in self._terms(wanted[Term])}
        self.names: dict[Any, dict[Any, str]] = {
            model: {row.pk: str(row) for row in model._default_manager.filter(pk__in=wanted[model])}
            for model in (Country, Region, Organisation)
        }

    def label(self, name: str) -> Any:
        """What a field is called."""
        if field := self.fields.get(name):
            return field.label
        return BESIDE.get(name, name.replace("_", " ").capitalize())

    def say(self, name: str, value: Any) -> str:
        """A value in words; nothing where it is empty."""
        if value in (None, "", []):
            return ""
        if value == KEPT_PRIVATE:
            return str(_("given, not shown here"))
        if field := self.fields.get(name):
            return self._field(field, value)
        return self._beside(name, value)

    def _field(self, field: Field, value: Any) -> str:
        if isinstance(field, Terms):
            return self._list(self.terms.get((field.scheme, code), code) for code in value)
        if isinstance(field, Countries | Clusters):
            names = self.names[Country if isinstance(field, Countries) else Organisation]
            return self._list(names.get(key, key) for key in value)
        if isinstance(field, Rows):
            return "; ".join(self._list(self._row(field, row)) for row in value)
        if isinstance(field, Column | Detail):
            return self._column(self._model(field)._meta.get_field(field.name), value)
        return str(value)

    def _row(self, field: Rows, row: dict[str, Any]) -> Iterable[str]:
        """The parts of a row in the form's order: a database may keep them in another."""
        model = related(field)
        filled = ((name, row[name]) for name in field.columns if row.get(name) not in (None, ""))
        return (self._column(model._meta.get_field(name), value) for name, value in filled)

    def _beside(self, name: str, value: Any) -> str:
        if name == "visibility":
            return str(dict(Visibility.choices).get(value, value))
        if name == "role":
            return str(dict(Role.choices).get(value, value))
        if name == "last_confirmed_at" and (moment := parse_datetime(str(value))):
            return date_format(moment, "DATE_FORMAT")
        if isinstance(value, list):
            return self._list(self._beside(name, one) for one in value)
        return self._person(value) if isinstance(value, dict) and "person" in value else str(value)

    def _person(self, value: dict[str, Any]) -> str:
        """A person by the name of now, with the role that was given or taken."""
        name, role = self.people.of(value["person"]), dict(Role.choices).get(value.get("role", ""))
        return f"{name} ({role})" if role else name

    def _column(self, column: Any, value: Any) -> str:
        if isinstance(column, models.ForeignKey):
            if column.related_model is Term:
                return self.terms.get((scheme_of(column), value), str(value))
            name = self.names[column.related_model].get(value, str(value))
            return str(_("profile “%(name)s”") % {"name": name}) if column.name == "profile" else name
        if column.choices:
            return str(dict(column.flatchoices).get(value, value))
        if isinstance(column, models.DateField):
            return date_format(date.fromisoformat(value), "DATE_FORMAT")
        if isinstance(column, models.FileField):
            return str(value).rpartition("/")[2]
        return str(value)

    def _codes(self, field: Field, value: Any) -> Iterable[tuple[type[models.Model], Iterable[Any]]]:
        if isinstance(field, Terms):
            yield Term, value
        elif isinstance(field, Countries):
            yield Country, value
        elif isinstance(field, Clusters):
            yield Organisation, value
        elif isinstance(field, Rows):
            for name in field.columns:
                column = related(field)._meta.get_field(name)
                if isinstance(column, models.ForeignKey):
                    yield column.related_model, [row[name] for row in value if row.get(name)]
        elif isinstance(field, Column | Detail):
            column = self._model(field)._meta.get_field(field.name)
            if isinstance(column, models.ForeignKey):
                yield column.related_model, [value]

    def _model(self, field: Field) -> type[models.Model]:
        return self.kind.details if isinstance(field, Detail) else Organisation

    @staticmethod
    def _terms(codes: set[str]) -> Iterable[Term]:
        return Term.objects.filter(code__in=codes).prefetch_related("labels")

    @staticmethod
    def _list(words: Iterable[Any]) -> str:
        return ", ".join(str(word) for word in words)


def changes(entry: LogEntry, words: Words) -> list[Said]:
    """The fields that really say something, in the form's order: an empty one that stayed empty does not."""
    order = {name: number for number, name in enumerate(words.kind.fields)}
    said = [
        Said(words.label(name), words.say(name, old), words.say(name, new))
        for name, (old, new) in sorted(
            entry.changes.items(), key=lambda change: order.get(change[0], len(order))
        )
    ]
    return [one for one in said if one.old or one.new]


def related(field: Rows) -> Any:
    """The table of a field that is kept in rows."""
    return Organisation._meta.get_field(field.related).related_model


def scheme_of(column: Any) -> str:
    """The code list of a column that holds a term."""
    return str(column.get_limit_choices_to()["scheme"])
