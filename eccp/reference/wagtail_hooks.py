"""The back office of reference data: terms, countries, programme access, closing days, each with its history."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from eccp.reference.backoffice.actions import Create, Edit, Remove
from eccp.reference.backoffice.history import ValuesHistory
from eccp.reference.models import (
    AccessException,
    ClosingDay,
    Country,
    Participation,
    Programme,
    Service,
    Sourced,
    Term,
)
from eccp.reference.services import editing

SOURCE = [FieldPanel("source"), FieldPanel("version")]


def panels(*names: str) -> list[Any]:
    """A panel for each field, and where the record comes from."""
    return [*[FieldPanel(name) for name in names], *SOURCE]


class Terms(SnippetViewSet):
    """The words of the code lists. A term is retired by its date, so nothing that uses it breaks."""

    model = Term
    icon = "tag"
    list_display = ("label", "scheme", "code", "valid_to")
    list_filter = ("scheme",)
    search_fields = ("label", "code")
    history_view_class = ValuesHistory
    panels = panels(
        *("scheme", "code", "label", "parent", "order", "status"), *("valid_from", "valid_to", "replaced_by")
    )


class Countries(SnippetViewSet):
    """Countries and territories."""

    model = Country
    icon = "globe"
    list_display = ("name", "code", "eu_from", "eu_to")
    search_fields = ("name", "code")
    panels = panels("name", "note", "eu_from", "eu_to", "groups", "nuts0")


class Programmes(SnippetViewSet):
    """Programmes that countries take part in."""

    model = Programme
    icon = "list-ul"
    list_display = ("name", "code", "runs_from", "runs_to")
    panels = panels("code", "name", "runs_from", "runs_to", "successor_of", "note")


class Participations(SnippetViewSet):
    """Who takes part in what, between which dates, and whether an administrator has confirmed it."""

    model = Participation
    icon = "check"
    list_display = (
        "country",
        "programme",
        "starts_on",
        "ends_on",
        "excluded_instruments",
        BooleanColumn("confirmed", label=_("Confirmed"), sort_key="confirmed"),
    )
    list_filter = ("programme", "confirmed")
    search_fields = ("country__name", "programme__name")
    history_view_class = ValuesHistory
    panels = panels(
        *("programme", "country", "starts_on", "ends_on"), *("excluded_instruments", "basis", "confirmed")
    )


class Services(SnippetViewSet):
    """What the platform offers, and to whom. A service ends by its date; it is not deleted."""

    model = Service
    icon = "key"
    list_display = ("name", "code", "restriction", "instrument", "valid_from", "valid_to")
    list_filter = ("restriction",)
    search_fields = ("name", "code")
    history_view_class = ValuesHistory
    panels = [
        *[FieldPanel(name) for name in ("code", "name", "description", "order", "page")],
        MultiFieldPanel(
            [FieldPanel(name) for name in ("restriction", "instrument", "valid_from", "valid_to")],
            heading=_("Who may use it"),
        ),
        *SOURCE,
    ]


class Exceptions(SnippetViewSet):
    """Where a country may use a service against the rule, or may not. It goes before every other rule."""

    model = AccessException
    icon = "warning"
    menu_label = _("Access exceptions")
    list_display = (
        "country",
        "service",
        "event_name",
        "starts_on",
        "ends_on",
        BooleanColumn("allowed", label=_("May use it"), sort_key="allowed"),
    )
    list_filter = ("service", "allowed")
    search_fields = ("country__name", "event", "event_name")
    history_view_class = ValuesHistory
    panels = panels(
        *("service", "country", "allowed", "event", "event_name"), *("starts_on", "ends_on", "basis")
    )


class ClosingDays(SnippetViewSet):
    """Days on which the clock of validation stands still, the latest first."""

    model = ClosingDay
    icon = "calendar"
    list_display = ("date", "name")
    ordering = ("-date",)
    search_fields = ("name",)
    history_view_class = ValuesHistory
    panels = panels("date", "name")


class ReferenceData(SnippetViewSetGroup):
    """One word in the menu for all of it."""

    items = (Terms, Countries, Programmes, Participations, Services, Exceptions, ClosingDays)
    menu_label = _("Reference data")
    menu_icon = "folder-open-inverse"
    menu_order = 700


register_snippet(ReferenceData)


@hooks.register("register_actions")
def register_actions(registry: Any) -> None:
    """Have the back office store and remove records by the verbs of this room."""
    for action in (Create, Edit, Remove):
        registry.register(Sourced, action)


@hooks.register("register_bulk_action", order=100)
class RemoveSeveral(DeleteBulkAction):
    """Remove chosen records one by one, so that each has its entry in the log."""

    models = [Participation, AccessException, ClosingDay]

    @classmethod
    def execute_action(cls, objects: list[Any], user: Any = None, **_more: Any) -> tuple[int, int]:
        """Remove them in one transaction."""
        editing.remove_all(objects, by=user)
        return len(objects), 0
