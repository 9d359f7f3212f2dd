"""What stands in the database already: the register's own profiles, and those that are there from elsewhere."""

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from eccp.core.changes import describe
from eccp.core.names import name_key
from eccp.core.websites import host_key, same_site
from eccp.organisations.models import Organisation, Visibility
from eccp.organisations.types import fields
from eccp.organisations.types.base import ProfileType

AT_ONCE = 200


def of_register(source: str, keys: Iterable[str]) -> dict[str, Organisation]:
    """The profiles that an earlier import of the register made, by key, with all that a comparison reads."""
    wanted = list(dict.fromkeys(keys))
    found: dict[str, Organisation] = {}
    for start in range(0, len(wanted), AT_ONCE):
        rows = Organisation.objects.with_everything().filter(
            source=source, source_key__in=wanted[start : start + AT_ONCE]
        )
        found |= {row.source_key: row for row in rows.prefetch_related("representatives")}
    return found


def count_gone(source: str, keys: Collection[str]) -> int:
    """How many listed profiles of the register have none of these keys: a newer file may leave rows out."""
    stand = Organisation.objects.listed().filter(source=source).values_list("source_key", flat=True)
    return sum(key not in keys for key in stand)


def why_left_alone(organisation: Organisation, kind: ProfileType) -> str:
    """Why the register may not change a profile any more; nothing where it may."""
    if organisation.type != kind.code:
        return _("It has a profile of another type: %(type)s.") % {"type": organisation.kind.label}
    if organisation.visibility == Visibility.ARCHIVED and organisation.merged_into_id:
        return _("It was merged into profile %(number)s.") % {"number": organisation.merged_into_id}
    if organisation.visibility != Visibility.LISTED:
        return _("Its profile is %(state)s.") % {"state": organisation.get_visibility_display()}
    if organisation.representatives.all():
        return _("Somebody acts for it and keeps the profile.")
    return ""


def twin(values: Mapping[str, Any], source: str, kind: ProfileType) -> Organisation | None:
    """The profile from elsewhere that looks exactly like a row: same name in the country, or same website.

    Names are compared by their stored keys; websites only among profiles of the type, since a
    partnership may well have its page at a cluster's site. Archived profiles do not count.
    """
    wanted = Q(name_key=name_key(values["name"])[:220], country=values["country"])
    website = values.get("website") or ""
    if host := host_key(website):
        wanted |= Q(website_key=host, type=kind.code)
    for row in (
        Organisation.objects.exclude(visibility=Visibility.ARCHIVED)
        .exclude(source=source)
        .filter(wanted)
        .order_by("pk")
    ):
        if row.name_key == name_key(values["name"])[:220] and row.country_id == values["country"]:
            return row
        if same_site(row.website, website):
            return row
    return None


def changed(values: Mapping[str, Any], now: Mapping[str, Any], kind: ProfileType) -> dict[str, Any]:
    """Those of a row's values that differ from the stored ones. Rows of parts are compared in any order."""
    names = describe(
        {name: _comparable(kind, name, now.get(name)) for name in values},
        {name: _comparable(kind, name, value) for name, value in values.items()},
        sets=kind.sets,
    )
    return {name: values[name] for name in names}


def _comparable(kind: ProfileType, name: str, value: Any) -> Any:
    if isinstance(kind.fields[name], fields.Rows):
        return sorted(json.dumps(row, sort_keys=True) for row in value or [])
    return None if value == "" else value
