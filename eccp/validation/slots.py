"""What this room shows on the pages of organisations: the state of a profile, and the end of its form."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eccp.conversations.models import Thread
from eccp.core.said import hours, said
from eccp.core.slots import fill
from eccp.organisations.forms.course import END
from eccp.organisations.models import Organisation, Visibility
from eccp.validation import clock, services
from eccp.validation.models import Application
from eccp.validation.policies import refuses_submitting
from eccp.validation.record import last_decision
from eccp.validation.views import moments

S = Application.Status
SUBMITTABLE = {Visibility.DRAFT, Visibility.LISTED, Visibility.UNPUBLISHED}


@fill("organisation.is_busy", "")
def is_busy(organisation: Organisation) -> dict[str, Any] | None:
    """Speak while an application of the profile is open: then it cannot be merged away."""
    return {} if Application.objects.open().filter(organisation=organisation).exists() else None


@fill("conversations.place", "")
def place(threads: list[Thread]) -> dict[str, Any] | None:
    """The threads of applications are read and answered on the application's own page."""
    rows = Application.objects.filter(thread__in=threads).values_list("thread_id", "pk")
    return {"places": {thread: reverse("validation:application", args=[pk]) for thread, pk in rows}}


@fill("organisation.home", "validation/slots/home.html", order=10)
def home(organisation: Organisation, user: Any) -> dict[str, Any] | None:
    """The state of the profile, and the one thing to do about it."""
    if organisation.visibility == Visibility.ARCHIVED:
        return None
    opened = _open(organisation)
    if opened:
        return _under_way(opened)
    if organisation.visibility == Visibility.PUBLISHED:
        return _published(organisation)
    if services.sent_to_cluster(organisation):
        return {
            "badge": _("Waiting for your cluster"),
            "kind": "wait",
            "sentences": [
                _(
                    "The managers of the cluster you named are asked. When one says yes, your profile is published."
                )
            ],
        }
    return _not_submitted(organisation)


@fill("organisation.form_end", "validation/slots/form_end.html", order=10)
def form_end(organisation: Organisation, user: Any) -> dict[str, Any] | None:
    """The button at the end of the form: who decides, what is still missing, or why it cannot be pressed.

    Silent where there is nothing to press: a published profile's edits are live at once.
    """
    if organisation.visibility == Visibility.ARCHIVED:
        return None
    opened = _open(organisation)
    if organisation.visibility == Visibility.PUBLISHED and opened is None:
        return None
    missing = services.missing(organisation)
    refusal = refuses_submitting(user, organisation)
    by_cluster = services.confirmed_by_cluster(organisation)
    return {
        "organisation": organisation,
        "application": opened,
        "promise": moments.promise(opened, timezone.now()) if opened else "",
        "refusal": refusal,
        "missing": [
            {
                "label": field.label,
                "url": reverse("organisations:step", args=[organisation.pk, step.code]) + f"#id_{field.name}",
            }
            for step, field in missing
        ],
        "may_submit": not missing and refusal is None,
        "hours": hours(clock.allowed()),
        "by_cluster": by_cluster,
        "asked_cluster": by_cluster and services.sent_to_cluster(organisation),
    }


def _open(organisation: Organisation) -> Application | None:
    return Application.objects.open().about_the_profile().filter(organisation=organisation).first()


def _under_way(application: Application) -> dict[str, Any]:
    now = timezone.now()
    asked = application.status == S.ASKED
    second = application.kind == Application.Kind.SECOND_LOOK
    waits = _("Second look") if second else _("Waiting for validation")
    sentences = [moments.promise(application, now)]
    if second:
        sentences.insert(0, _("It stays published meanwhile."))
    return {
        "badge": _("Waiting for your answer") if asked else waits,
        "kind": "wait",
        "sentences": [sentence for sentence in sentences if sentence],
        "track": moments.track(application, now),
        "url": reverse("validation:application", args=[application.pk]),
        "action": _("Answer") if asked else _("See where it stands"),
    }


def _published(organisation: Organisation) -> dict[str, Any]:
    confirmed = organisation.last_confirmed_at
    told = _("Last confirmed: %(when)s") % {"when": said(confirmed, timezone.now())} if confirmed else ""
    return {
        "badge": _("Published"),
        "kind": "yes",
        "sentences": [sentence for sentence in (told, _("Your edits are live at once.")) if sentence],
        "url": organisation.get_absolute_url(),
        "action": _("See it as others do"),
    }


def _not_submitted(organisation: Organisation) -> dict[str, Any]:
    missing = len(services.missing(organisation))
    decision = last_decision(organisation.pk)
    sentences = []
    if decision and decision.status == S.DECLINED:
        sentences.append(_("The validator said: %(reason)s") % {"reason": decision.decision_note})
    if missing:
        sentences.append(
            ngettext("%(number)s answer is still missing.", "%(number)s answers are still missing.", missing)
            % {"number": missing}
        )
    else:
        sentences.append(_("Everything is filled. Only the button is left: it is where the form ends."))
    url = (
        reverse("organisations:edit", args=[organisation.pk])
        if missing
        else reverse("organisations:step", args=[organisation.pk, END.code])
    )
    return {
        "badge": _("To mend")
        if decision and decision.status == S.DECLINED
        else organisation.get_visibility_display().capitalize(),
        "kind": "",
        "sentences": sentences,
        "url": url,
        "action": _("Go on with your profile") if missing else _("Go to the button"),
        "next": sentences[-1],
    }
