"""What people and administrators change about an account. The log has which fields, never what they said."""

from typing import Any

from django.db import transaction

from eccp.accounts.forms import AccountForm, PersonForm
from eccp.accounts.models import User
from eccp.core.log import log

KEPT_IN_THE_LOG = {"is_active", "groups"}  # who may do what is what the log is for


@transaction.atomic
def update_account(form: AccountForm, *, by: User) -> User:
    """Store what a person changed about themselves; only changed columns are written."""
    person: User = form.instance
    if form.changed_data:
        many = {field.name for field in person._meta.many_to_many}
        person.save(update_fields=[name for name in form.changed_data if name not in many])
        for name in many & set(form.changed_data):
            getattr(person, name).set(form.cleaned_data[name])
        log(person, "accounts.update", by=by, note=", ".join(sorted(form.changed_data)))
    return person


@transaction.atomic
def update_person(form: PersonForm, *, by: User) -> User:
    """Store the name, the roles and whether the person may sign in, as an administrator says."""
    changes = {
        name: [_said(form.initial[name]), _said(form.cleaned_data[name])]
        for name in form.changed_data
        if name in KEPT_IN_THE_LOG
    }
    person = form.save()
    if form.changed_data:
        other = sorted(set(form.changed_data) - KEPT_IN_THE_LOG)
        log(person, "accounts.administer", by=by, changes=changes, note=", ".join(other))
    return person


def _said(value: Any) -> Any:
    """A value as the log keeps it: groups by their names."""
    return value if isinstance(value, bool) else sorted(str(one) for one in value)
