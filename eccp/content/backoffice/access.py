"""Who is an editor in the back office: whoever may publish pages."""

from typing import Any

from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import policy_registry


def publishes(user: Any) -> bool:
    """Whether this person publishes pages."""
    return bool(policy_registry.get_by_type(Page).user_has_permission(user, "publish"))


class ForEditors(ModelPermissionPolicy):
    """Lists that the platform makes for editors: they look at them, nothing in them is added or changed."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether the person may look."""
        return action == "view" and publishes(user)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """Whether one of the actions is allowed."""
        return any(self.user_has_permission(user, action) for action in actions)
