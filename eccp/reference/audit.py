"""What the log says of reference data: that a record was made, changed or removed, by the names of its fields."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from eccp.core.audit import Kind, Said, names_kind, names_verbs
from eccp.core.models import kind_of
from eccp.reference.models import Sourced

names_verbs(
    {
        "reference.made": _("Record made"),
        "reference.changed": _("Record changed"),
        "reference.removed": _("Record removed"),
    }
)


def tell(entries: Iterable[Any]) -> Mapping[int, list[Said]]:
    """What each entry changed; the record itself may be gone by now."""
    return {entry.pk: list(_said(entry)) for entry in entries}


def _said(entry: Any) -> Iterable[Said]:
    fields = {field.name: field for field in apps.get_model(entry.kind)._meta.concrete_fields}
    for name, (old, new) in entry.changes.items():
        label = fields[name].verbose_name if name in fields else name.replace("_", " ")
        yield Said(capfirst(label), _say(old), _say(new))


def _say(value: Any) -> str:
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


for model in apps.get_app_config("reference").get_models():
    if issubclass(model, Sourced):
        names_kind(kind_of(model), Kind(capfirst(model._meta.verbose_name), tell=tell))
