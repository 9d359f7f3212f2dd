"""Who may do what with an application. Questions only: each answers yes, or no with its rule."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from eccp.accounts.policies import judges
from eccp.core.refusals import Refusal, Way
from eccp.organisations import ways
from eccp.organisations.models import Organisation, Visibility
from eccp.organisations.policies import represents
from eccp.validation.models import Application


def refuses_submitting(user: Any, organisation: Organisation) -> Refusal | None:
    """Those who act for an organisation put its profile forward, as long as it is not published."""
    if not user.is_authenticated:
        return Refusal("sign_in")
    if organisation.visibility == Visibility.ARCHIVED:
        return Refusal("archived", ways=ways.stayed(organisation))
    if not represents(user, organisation):
        return Refusal("representatives_only", ways=ways.into(organisation))
    if organisation.visibility == Visibility.PUBLISHED:
        return Refusal("not_submittable", ways=(ways.home(organisation),))
    opened = Application.objects.open().about_the_profile().filter(organisation=organisation).first()
    if opened:
        return Refusal("already_open", ways=(Way(_("See where it stands"), _page(opened)),))
    return None


def refuses_judging(user: Any, application: Application) -> Refusal | None:
    """Validators judge every application but those of organisations they act for or that they made."""
    if not user.is_authenticated:
        return Refusal("sign_in")
    if not judges(user):
        return only_validators()
    if application.submitted_by_id == user.pk or represents(user, application.organisation):
        queue = Way(_("Go to the validation queue"), reverse("validation:queue"))
        return Refusal("not_ones_own", ways=(queue, Way(_("See where it stands"), _page(application))))
    return None


def only_validators() -> Refusal:
    """Say that this is the validators' business, and how to reach them."""
    return Refusal("validators_only", ways=(ways.us(),))


def refuses_speaking(user: Any, application: Application) -> Refusal | None:
    """Those who act for the organisation answer; of a claim, the person who claims."""
    if not user.is_authenticated:
        return Refusal("sign_in")
    if application.kind == Application.Kind.CLAIM:
        return None if application.submitted_by_id == user.pk else Refusal("claimant_only")
    if represents(user, application.organisation):
        return None
    return Refusal("representatives_only", ways=ways.into(application.organisation))


def refuses_withdrawing(user: Any, application: Application) -> Refusal | None:
    """Those who speak for an application take it back. A second look is no wish of theirs, so it stays."""
    if refusal := refuses_speaking(user, application):
        return refusal
    return Refusal("second_look_stays") if application.kind == Application.Kind.SECOND_LOOK else None


def _page(application: Application) -> str:
    return reverse("validation:application", args=[application.pk])
