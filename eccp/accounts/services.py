"""What happens to people's accounts beyond sign-in, which is allauth's."""

from typing import Any

from django.db import transaction

from eccp.accounts.forms import AccountForm, PersonForm
from eccp.accounts.models import User
from eccp.core.log import log


@transaction.atomic
def update_account(form: AccountForm, *, by: User) -> User:
    """Store what a person changed about themselves; only changed columns are written."""
    person: User = form.instance
    changes = {name: [form.initial[name], form.cleaned_data[name]] for name in form.changed_data}
    if changes:
        person.save(update_fields=list(changes))
        log(person, "accounts.update", by=by, changes=changes)
    return person


@transaction.atomic
def update_person(form: PersonForm, *, by: User) -> User:
    """Store the name, the roles and whether the person may sign in, as an administrator says."""
    changes = {
        name: [_said(form.initial[name]), _said(form.cleaned_data[name])] for name in form.changed_data
    }
    person = form.save()
    if changes:
        log(person, "accounts.administer", by=by, changes=changes)
    return person


def _said(value: Any) -> Any:
    """A value as the log keeps it: groups by their names."""
    return value if isinstance(value, bool | str) else sorted(str(one) for one in value)
