"""The form of a profile, step by step: left and resumed, saved with gaps, checked while typing."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eccp.core.refusals import Refusal, require
from eccp.organisations import policies
from eccp.organisations.forms import StepForm
from eccp.organisations.forms.course import END
from eccp.organisations.forms.page import StepPage
from eccp.organisations.forms.rows import with_another, without_row
from eccp.organisations.models import Organisation
from eccp.organisations.services import places, profiles
from eccp.organisations.services.profiles import Stale
from eccp.organisations.types.base import Step
from eccp.organisations.views.finding import whole

UNFINISHED = ("add", "remove", "find")  # buttons that ask for more of the form, and save nothing


@require_safe
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to the first step with something missing, and at last to the end."""
    organisation = _editable(request, pk)
    return redirect("organisations:step", pk, StepPage(organisation, END).course.first_open.code)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Show one step, and save what was typed."""
    organisation = _editable(request, pk)
    if step == END.code:
        return render(request, "organisations/form/finish.html", {"page": StepPage(organisation, END)})
    page = StepPage(organisation, _declared(organisation, step))
    if request.method != "POST":
        return _shown(request, page, page.form())
    if any(button in request.POST for button in UNFINISHED) or _looks_for_something(request.POST):
        form = page.form(_rearranged(request.POST), request.FILES, judged=False)
        form.hold()
        return _shown(request, page, form)
    return _saved(request, page)


@require_POST
def check(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Say what the criteria find in what is being typed. Nothing is stored."""
    organisation = _editable(request, pk)
    page = StepPage(organisation, _declared(organisation, step))
    page.read(page.form(request.POST))
    return render(request, "organisations/form/check.html", {"page": page})


def _saved(request: HttpRequest, page: StepPage) -> HttpResponse:
    """Store what was typed, or show again what must be mended or chosen between."""
    form = page.form(request.POST, request.FILES, between=request.POST.getlist("conflict"))
    if not form.is_valid():
        form.hold()
        return _shown(request, page, form)
    try:
        row = profiles.update(
            page.organisation, form.values(), opened_at=form.cleaned_data["version"] or 1, by=request.user
        )
    except Stale as stale:
        fresh = StepPage(whole(request, page.organisation.pk), page.step)
        return _shown(
            request,
            fresh,
            fresh.form_after(stale.conflicts, stale.values, stale.version, reader=request.user),
        )
    if town := form.chosen_town():
        row = places.choose_place(row, town, by=request.user)
    _tell(request, page, form, row)
    if request.POST.get("save") == "leave":
        return redirect("organisations:home")
    return redirect("organisations:step", row.pk, page.course.after(page.step).code)


def _tell(request: HttpRequest, page: StepPage, form: StepForm, row: Organisation) -> None:
    """Say that it was saved, and what the town's name left open."""
    live = _("Saved. Your edits are live.") if row.is_published else _("Saved.")
    messages.success(request, live, extra_tags=f"kept:{page.keep}")
    if "city" not in form.fields or not row.city:
        return
    if row.latitude is None:
        messages.info(request, _("We do not know this place yet, so you are in the list but not on the map."))
    elif row.city != form.stored.get("city") and len(form.towns) > 1 and not form.chosen_town():
        address = reverse("organisations:step", args=[row.pk, page.step.code])
        words = _("Several places are called %(town)s. We took the largest.") % {"town": row.city}
        messages.info(
            request, format_html('{} <a href="{}#town">{}</a>', words, address, _("Choose another one"))
        )


def _shown(request: HttpRequest, page: StepPage, form: StepForm) -> HttpResponse:
    page.show(form, added=request.POST.get("add", ""))
    return render(request, "organisations/form/step.html", {"page": page, "form": form})


def _editable(request: HttpRequest, pk: int) -> Organisation:
    """The profile, if this person may edit it."""
    if not request.user.is_authenticated:
        require(Refusal("sign_in"))
    organisation = whole(request, pk)
    require(policies.refuses_editing(request.user, organisation))
    return organisation


def _declared(organisation: Organisation, code: str) -> Step:
    """The step of that code, if the type has it."""
    for declared in organisation.kind.steps:
        if declared.code == code:
            return declared
    raise Http404


def _looks_for_something(typed: QueryDict) -> bool:
    """Whether Enter was pressed, which saves, while words to search for stand in a list's search box."""
    return typed.get("save") == "enter" and any(
        key.endswith("-find") and str(typed[key]).strip() for key in typed
    )


def _rearranged(typed: QueryDict) -> QueryDict:
    """What was typed, with a row more or less."""
    if "add" in typed:
        return with_another(typed, typed["add"])
    return without_row(typed, typed["remove"]) if "remove" in typed else typed
