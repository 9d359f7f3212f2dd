"""The history of a reference record in the back office: who changed what, from what to what, and when."""

from typing import Any

from allauth.account.utils import user_display
from django.db import models
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.snippets.views.snippets import HistoryView

from eccp.core.log import history
from eccp.core.models import LogEntry

VERBS = {
    "reference.made": _("Made"),
    "reference.changed": _("Changed"),
    "reference.removed": _("Removed"),
}


class ChangesColumn(Column):
    """The fields that changed, each with its old and new value, in words."""

    cell_template_name = "reference/backoffice/changes.html"

    def __init__(self, *args: Any, model: type[models.Model], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.model = model
        self.read: dict[tuple[str, Any], str] = {}

    def get_value(self, instance: LogEntry) -> list[tuple[str, str, str]]:
        """Field, old value, new value; what was and stayed empty is left out."""
        said = [
            (self.label_of(name), self.say(name, old), self.say(name, new))
            for name, (old, new) in instance.changes.items()
        ]
        return [one for one in said if one[1] or one[2]]

    def label_of(self, name: str) -> str:
        """What the form calls a field."""
        known = {field.name: field for field in self.model._meta.concrete_fields}
        return capfirst(str(known[name].verbose_name if name in known else name))

    def say(self, name: str, value: Any) -> str:
        """A value as people read it."""
        if value in (None, ""):
            return ""
        if isinstance(value, bool):
            return str(_("yes") if value else _("no"))
        field: Any = next((one for one in self.model._meta.concrete_fields if one.name == name), None)
        if isinstance(field, models.ForeignKey):
            return self.named(field, value)
        if isinstance(field, models.DateField) and (day := parse_date(str(value))):
            return date_format(day, "DATE_FORMAT")
        return str(dict(getattr(field, "flatchoices", [])).get(value, value))

    def named(self, field: Any, key: Any) -> str:
        """The record that a key stands for; the key where it is gone."""
        if (field.name, key) not in self.read:
            found = field.related_model._default_manager.filter(pk=key).first()
            self.read[field.name, key] = str(found or key)
        return self.read[field.name, key]


class ValuesHistory(HistoryView):
    """The platform's own log in the place of Wagtail's, which does not say from what to what."""

    filterset_class = None

    @property
    def columns(self) -> list[Column]:
        """When, who, what."""
        return [
            Column("verb", label=_("Action"), accessor=lambda entry: VERBS.get(entry.verb, entry.verb)),
            ChangesColumn("changes", label=_("What changed"), model=self.model),
            Column("by", label=_("Who"), accessor=who),
            DateColumn("at", label=_("When"), width="15%"),
        ]

    def get_base_queryset(self) -> Any:
        """The entries of this record, the newest first."""
        return history(self.object).order_by("-at", "-pk")


def who(entry: LogEntry) -> str:
    """The person by their present name; the platform where files of a new edition changed the record."""
    return str(user_display(entry.by)) if entry.by else str(_("the files of the platform"))
