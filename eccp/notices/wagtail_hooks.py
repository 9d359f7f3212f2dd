"""Outgoing mail in the back office: whether a mail left, why not, and sending it again.

Administrators see to whom and what about, never what was written: that is for its reader.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from eccp.notices import services
from eccp.notices.models import OutgoingMail
from eccp.notices.services.again import refuses_sending_again
from eccp.notices.states import state
from eccp.notices.topics import TOPICS

AGAIN = "notices.change_outgoingmail"


class LookOnly(ModelPermissionPolicy):
    """Mails are made by the platform: here they are looked at, and sent again."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Say no to adding, changing and deleting, whoever asks."""
        return action == "view" and bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """Say yes when one of the actions is allowed."""
        return any(self.user_has_permission(user, action) for action in actions)


class ListOfMails(IndexView):
    """Found by address and subject, the newest first."""

    any_permission_required = ["view"]

    def get_edit_url(self, instance: OutgoingMail) -> str:
        """The subject leads to the mail's page."""
        return str(self.get_inspect_url(instance))

    def get_list_more_buttons(self, instance: OutgoingMail) -> list[Any]:
        """All that can be done stands on the mail's page."""
        return []


class OneMail(InspectView):
    """Where a mail is, with the button that sends it again."""

    any_permission_required = ["view"]
    template_name = "notices/back_office_mail.html"
    page_title = gettext_lazy("Outgoing mail")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The mail's facts in words."""
        mail, user = self.object, self.request.user
        may = user.has_perm(AGAIN) and refuses_sending_again(mail, by=user) is None
        topic = TOPICS.get(mail.topic)
        return super().get_context_data(**kwargs) | {
            "mail": mail,
            "state": state(mail),
            "topic": topic.label if topic else "",
            "again_url": self.again_url(mail) if may else "",
        }

    @staticmethod
    def again_url(mail: OutgoingMail) -> str:
        """Where the button leads."""
        return str(mails.reverse("again", mail.pk))


def send_again(request: Any, pk: int) -> HttpResponse:
    """Send a mail that was not delivered once more."""
    if request.method != "POST" or not request.user.has_perm(AGAIN):
        raise PermissionDenied
    mail = get_object_or_404(OutgoingMail, pk=pk)
    services.send_again(mail, by=request.user)
    messages.success(request, _("The mail is on its way again."))
    return redirect(mails.reverse("inspect", mail.pk))


class Mails(ModelViewSet):
    """The list and the page of one mail; there is nothing to add, change or delete."""

    model = OutgoingMail
    name = "mails"
    icon = "mail"
    menu_label = gettext_lazy("Outgoing mail")
    menu_order = 720
    add_to_admin_menu = True
    add_to_reference_index = False
    exclude_form_fields = ()
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = ListOfMails
    inspect_view_class = OneMail
    inspect_template_name = OneMail.template_name
    inspect_view_fields = ["subject"]
    list_display = ("subject", "address", "status", "created_at", "sent_at")
    list_filter = ("status",)
    search_fields = ("subject", "address")
    ordering = ("-id",)

    def reverse(self, name: str, *args: Any) -> str:
        """The address of one of the pages here."""
        return reverse(self.get_url_name(name), args=args)

    def get_urlpatterns(self) -> list[URLPattern]:
        """Only the pages that there are."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<int:pk>/", self.inspect_view, name="inspect"),
            path("<int:pk>/again/", send_again, name="again"),
        ]


mails = Mails()
register_permission_policy(OutgoingMail, LookOnly(OutgoingMail), exact_class=True)


@hooks.register("register_admin_viewset")
def register_mails() -> Mails:
    """Put the list into the back office."""
    return mails
