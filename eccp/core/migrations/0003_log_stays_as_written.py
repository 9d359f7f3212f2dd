"""People's names leave the log, numbers come in their place; from then on entries are only added.

A name becomes a number where exactly one person of that name did something with the same object, as
everybody did who asked to join, claimed or judged; else it becomes "…". What can no longer be known
for certain is not guessed.
"""

import re

from django.db import migrations
from django.db.models import Q

from eccp.core import append_only

UNKNOWN = "…"
# Where names stood: as "Name (role)", or as a bare name.
NAMED = ("representatives", "join_requests", "in_progress_by")
OF_A_PERSON = ("name", "email", "organisation_in_words")
WITH_ROLE = re.compile(r"^(?P<name>.*?)(?: \((?P<role>manager|colleague)\))?$", re.DOTALL)


def convert(apps, schema_editor):
    """Go through the entries that may hold a name; leave all others as they are."""
    append_only.lift(schema_editor.connection)
    LogEntry = apps.get_model("core", "LogEntry")
    people = PeopleOfAnObject(LogEntry)
    accounts = Q(verb__in=["accounts.update", "accounts.administer"])
    refused = Q(verb="organisations.join_refused")
    named = Q()
    for key in NAMED:
        named |= Q(changes__has_key=key)
    for entry in LogEntry.objects.filter(accounts | refused | named).iterator():
        changes, note = dict(entry.changes), entry.note
        if entry.verb.startswith("accounts."):
            hide(changes)
        else:
            for key in set(NAMED) & set(changes):
                changes[key] = [people.say(entry, value) for value in changes[key]]
            if entry.verb == "organisations.join_refused" and note:
                changes["join_requests"], note = [people.say(entry, note), ""], ""
        if (changes, note) != (entry.changes, entry.note):
            LogEntry.objects.filter(pk=entry.pk).update(changes=changes, note=note)


def hide(changes):
    """Of what a person said of themselves, only that it changed."""
    for key in set(OF_A_PERSON) & set(changes):
        changes[key] = [UNKNOWN if value else "" for value in changes[key]]


class PeopleOfAnObject:
    """Who did something with an object, by name."""

    def __init__(self, model):
        self.model = model

    def say(self, entry, value):
        """The value with numbers in place of names."""
        if isinstance(value, list):
            return [self.say(entry, one) for one in value]
        if not isinstance(value, str) or not value:
            return value
        name, role = WITH_ROLE.match(value).group("name", "role")
        found = self.model.objects.filter(kind=entry.kind, object_id=entry.object_id, by__name=name)
        numbers = set(found.order_by().values_list("by", flat=True))
        if len(numbers) != 1:
            return UNKNOWN
        return {"person": numbers.pop(), **({"role": role} if role else {})}


def forbid(apps, schema_editor):
    """From now on entries are only added."""
    append_only.forbid(schema_editor.connection)


def lift(apps, schema_editor):
    """Back to where entries could be changed."""
    append_only.lift(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0002_roles_in_the_log'),
    ]

    operations = [
        migrations.RunPython(convert, migrations.RunPython.noop),
        migrations.RunPython(forbid, lift),
    ]
