"""People in Wagtail's back office: administrators give roles there; everything else people do themselves."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import account
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import EditView as SnippetEditView
from wagtail.snippets.views.snippets import SnippetViewSet
from wagtail.users.views.users import EditView, IndexView, UserViewSet

from eccp.accounts import services
from eccp.accounts.backend import with_second_factor
from eccp.accounts.forms import PeriodForm, PersonForm
from eccp.accounts.models import RetentionPeriod, User
from eccp.accounts.policies import refuses_erasing
from eccp.accounts.second_factor import has_second_factor, refuses_resetting
from eccp.accounts.views.erasing import erase_other
from eccp.accounts.views.resetting import reset_other


class ChangeOnly(ModelPermissionPolicy):
    """Rows that are only changed: people make their accounts themselves, rules of retention are in the software."""

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

    def get_base_queryset(self) -> QuerySet[User]:
        """Everybody who is still somebody."""
        people: QuerySet[User] = super().get_base_queryset()
        return with_second_factor(people).filter(erased_at__isnull=True)

    @cached_property
    def columns(self) -> list[Column]:
        """Wagtail's columns; what it calls a user name is an address here."""
        columns = [column for column in super().columns if column.name != "is_superuser"]
        for column in columns:
            if column.name == "email":
                column.label = _("E-mail address")
        return [*columns, BooleanColumn("has_second_factor", label=_("Second factor"))]


class EditPerson(EditView):
    """Stores through the room's own verb, so that the log knows who gave which role."""

    def get_object(self, queryset: Any = None) -> User:
        """The person, unless erased: there is nothing left to change."""
        person: User = super().get_object(queryset)
        if person.erased_at:
            raise Http404
        return person

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
register_permission_policy(RetentionPeriod, ChangeOnly(RetentionPeriod))


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


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    """Where an administrator erases somebody who asked for it in writing, or helps somebody who is locked out."""
    return [
        path("people/<int:pk>/erase/", erase_other, name="erase_person"),
        path("people/<int:pk>/second-factor/", reset_other, name="reset_second_factor"),
    ]


@hooks.register("register_user_listing_buttons")
def erase_button(user: User, request_user: User) -> Iterator[Button]:
    """Offer it beside each person, to those who may."""
    if user != request_user and refuses_erasing(request_user, user) is None:
        yield Button(
            _("Erase on written request"),
            reverse("erase_person", args=[user.pk]),
            icon_name="bin",
            priority=90,
        )


@hooks.register("register_user_listing_buttons")
def reset_button(user: User, request_user: User) -> Iterator[Button]:
    """Offer it beside each person who has a second factor."""
    if refuses_resetting(request_user, user) is None and has_second_factor(user):
        yield Button(
            _("Reset the second factor"),
            reverse("reset_second_factor", args=[user.pk]),
            icon_name="key",
            priority=80,
        )


class EditPeriod(SnippetEditView):
    """Stores through the room's own verb, so that the log knows who set which period."""

    def save_instance(self) -> RetentionPeriod:
        """Store the days."""
        return services.set_period(self.object, self.form.cleaned_data["days"], by=self.request.user)


class Periods(SnippetViewSet):
    """How long records are kept, and what the clock did by it last."""

    model = RetentionPeriod
    icon = "time"
    menu_label = _("Retention periods")
    menu_order = 750
    add_to_admin_menu = True
    list_display = ("__str__", "days", "carried_out_at", "forgotten")
    edit_view_class = EditPeriod
    inspect_view_enabled = False
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[PeriodForm]:
        """Only the days are data."""
        return PeriodForm


register_snippet(Periods)
