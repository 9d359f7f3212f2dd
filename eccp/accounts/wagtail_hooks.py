"""People in Wagtail's back office: administrators give roles there; everything else people do themselves."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import account
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.users.views.users import EditView, IndexView, UserViewSet

from eccp.accounts import services
from eccp.accounts.forms import PersonForm
from eccp.accounts.models import User


class ChangeOnly(ModelPermissionPolicy):
    """People make their accounts themselves and are never deleted: here they are only changed."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Say no to adding and deleting, whoever asks."""
        return action in {"change", "view"} and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """Say yes when one of the actions is allowed."""
        return any(self.user_has_permission(user, action) for action in actions)


class ListOfPeople(IndexView):
    """Found by name and address."""

    page_title = _("People")

    @property
    def search_fields(self) -> set[str]:
        """Where the search box looks."""
        return {"name", "email"}

    @cached_property
    def columns(self) -> list[Column]:
        """Wagtail's columns; what it calls a user name is an address here."""
        columns = [column for column in super().columns if column.name != "is_superuser"]
        for column in columns:
            if column.name == "email":
                column.label = _("E-mail address")
        return columns


class EditPerson(EditView):
    """Stores through the room's own verb, so that the log knows who gave which role."""

    def save_instance(self) -> User:
        """Store what the form changed."""
        return services.update_person(self.form, by=self.request.user)


class People(UserViewSet):
    """Wagtail's list of users with our form, which has no user name and no password."""

    menu_label = _("People")
    index_view_class = ListOfPeople
    edit_view_class = EditPerson
    edit_template_name = "wagtailadmin/generic/edit.html"

    def get_form_class(self, for_update: bool = False) -> type[PersonForm]:
        """The one form there is."""
        return PersonForm


# Wagtail reads the name when it builds its addresses, after all hooks are known.
apps.get_app_config("wagtailusers").user_viewset = f"{__name__}.People"  # type: ignore[attr-defined]
# For exactly this class: that goes before the policy that Wagtail registers itself.
register_permission_policy(User, ChangeOnly(User), exact_class=True)


def sign_in_on_the_platform(_view: account.LoginView, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
    """Lead from Wagtail's own sign-in, which knows neither confirmed addresses nor our limits, to ours."""
    return redirect_to_login(request.GET.get("next", settings.BACK_OFFICE_PATH))


account.LoginView.dispatch = sign_in_on_the_platform

# Its own form for name and address knows first and last names, and would change the address unproved.
account.NameEmailSettingsPanel.is_active = lambda _panel: False


@hooks.register("register_account_menu_item")
def own_account(request: Any) -> dict[str, Any]:
    """Lead from Wagtail's account page to ours."""
    return {
        "url": reverse("accounts:account"),
        "label": _("My account"),
        "help_text": _("Your name, address and password are kept on the platform itself."),
    }
