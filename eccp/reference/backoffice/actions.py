"""Wagtail's own steps for making, editing and deleting, with our verbs in the middle.

Wagtail keeps asking for permission and writing its log; what is stored, and who is told, is the room's.
"""

from typing import Any

from wagtail.actions.create import CreateAction
from wagtail.actions.delete import DeleteAction
from wagtail.actions.edit import EditAction
from wagtail.log_actions import log

from eccp.reference.services import editing


class Create(CreateAction):
    """Make a record."""

    def _save_instance(self) -> None:
        self.instance = editing.store(self.form, by=self.user)


class Edit(EditAction):
    """Change a record."""

    def _save_instance(self) -> None:
        self.instance = editing.store(self.form, by=self.user)


class Remove(DeleteAction):
    """Take a record away."""

    def _delete(self) -> Any:
        log(instance=self.instance, action=self.log_action, user=self.user, deleted=True)
        editing.remove(self.instance, by=self.user)
