"""The back office of reference data: terms, countries, participations, closing days, each with its history."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from eccp.core.models import kind_of
from eccp.core.tasks import enqueue
from eccp.reference.models import ClosingDay, Country, Participation, Programme, Term

SOURCE = [FieldPanel("source"), FieldPanel("version")]


class Terms(SnippetViewSet):
    """The words of the code lists. A term is retired by its date, so nothing that uses it breaks."""

    model = Term
    icon = "tag"
    list_display = ("label", "scheme", "code", "valid_to")
    list_filter = ("scheme",)
    search_fields = ("label", "code")
    panels = [
        *[FieldPanel(name) for name in ("scheme", "code", "label", "parent", "order", "status")],
        *[FieldPanel(name) for name in ("valid_from", "valid_to", "replaced_by")],
        *SOURCE,
    ]


class Countries(SnippetViewSet):
    """Countries and territories."""

    model = Country
    icon = "globe"
    list_display = ("name", "code", "eu_from", "eu_to")
    search_fields = ("name", "code")
    panels = [
        *[FieldPanel(name) for name in ("name", "note", "eu_from", "eu_to", "groups", "nuts0")],
        *SOURCE,
    ]


class Programmes(SnippetViewSet):
    """Programmes that countries take part in."""

    model = Programme
    icon = "list-ul"
    panels = [
        *[FieldPanel(name) for name in ("code", "name", "runs_from", "runs_to", "successor_of", "note")],
        *SOURCE,
    ]


class Participations(SnippetViewSet):
    """Who takes part in what, between which dates, and whether an administrator has confirmed it."""

    model = Participation
    icon = "check"
    list_display = (
        "country",
        "programme",
        "starts_on",
        "ends_on",
        BooleanColumn("confirmed", label=_("Confirmed"), sort_key="confirmed"),
    )
    list_filter = ("programme", "confirmed")
    search_fields = ("country__name", "programme__name")
    panels = [
        *[FieldPanel(name) for name in ("programme", "country", "starts_on", "ends_on")],
        *[FieldPanel(name) for name in ("excluded_instruments", "basis", "confirmed")],
        *SOURCE,
    ]


class ClosingDays(SnippetViewSet):
    """Days on which the clock of validation stands still, the latest first."""

    model = ClosingDay
    icon = "calendar"
    list_display = ("date", "name")
    ordering = ("-date",)
    search_fields = ("name",)
    panels = [FieldPanel("date"), FieldPanel("name"), *SOURCE]


class ReferenceData(SnippetViewSetGroup):
    """One word in the menu for all of it."""

    items = (Terms, Countries, Programmes, Participations, ClosingDays)
    menu_label = _("Reference data")
    menu_icon = "folder-open-inverse"
    menu_order = 700


register_snippet(ReferenceData)


@hooks.register("after_edit_snippet")
def tell_the_index(request: Any, instance: Any) -> None:
    """Have the profiles that use an edited term or country read again by the search index."""
    if isinstance(instance, Term | Country):
        enqueue("organisations.read_again", kind_of(instance), str(instance.pk))


def take_part_anew(*countries: str) -> None:
    """Have the profiles of countries read again by the search index: they may take part, or no longer."""
    for code in sorted(set(countries)):
        enqueue("organisations.read_again", kind_of(Country), code)


@hooks.register("before_edit_snippet")
def remember_country(request: Any, instance: Any) -> None:
    """Keep in mind whose participation it was: the edit may give it to another country."""
    if isinstance(instance, Participation):
        request.took_part = instance.country_id


@hooks.register("after_create_snippet")
def tell_of_participation(request: Any, instance: Any) -> None:
    """A participation was added."""
    if isinstance(instance, Participation):
        take_part_anew(instance.country_id)


@hooks.register("after_edit_snippet")
def tell_of_changed_participation(request: Any, instance: Any) -> None:
    """A participation was changed, maybe given to another country."""
    if isinstance(instance, Participation):
        take_part_anew(request.took_part, instance.country_id)


@hooks.register("after_delete_snippet")
def tell_of_ended_participation(request: Any, instances: Any) -> None:
    """Participations were taken away, one or several."""
    take_part_anew(*(one.country_id for one in instances if isinstance(one, Participation)))


def keep_promises(*changed: Any) -> None:
    """Have the running applications counted anew where closing days changed."""
    if any(isinstance(one, ClosingDay) for one in changed):
        enqueue("validation.reclock")


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def count_anew(request: Any, instance: Any) -> None:
    """A closing day was added or moved."""
    keep_promises(instance)


@hooks.register("after_delete_snippet")
def count_anew_without(request: Any, instances: Any) -> None:
    """Closing days were taken away, one or several."""
    keep_promises(*instances)
