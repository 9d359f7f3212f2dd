"""Whether a person may use a service for the organisation they speak for: yes or no, with the rule.

Services for everybody need nothing. All others are for organisations with a validated profile; which
countries they are open to is the business of `reference.access`. Validators, editors and
administrators may look at everything, because they answer for it.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from eccp.core.refusals import Refusal, Way
from eccp.organisations.models import Organisation, Visibility
from eccp.organisations.policies import represents
from eccp.reference.access import Decision, may_use
from eccp.reference.models import Restriction, Service

LOOKS = ("validation.judge_application", "wagtailadmin.access_admin")


def may_use_for(
    user: Any,
    service: Service | str,
    organisation: Organisation | None,
    on: date | None = None,
    event: str = "",
) -> Decision:
    """Whether a person may use a service for an organisation on a date: today in Brussels unless told.

    An organisation that the person does not act for counts as none.
    """
    found = service if isinstance(service, Service) else Service.objects.get(code=service)
    if organisation and not represents(user, organisation):
        organisation = None
    decided = may_use(found, organisation.country if organisation else None, on, event)
    if decided.allowed and found.restriction == Restriction.EVERYBODY:
        return decided
    if any(user.has_perm(permission) for permission in LOOKS):
        said = _("You see this because of your role on the platform.")
        return replace(decided, allowed=True, rule="looks", text=said)
    if decided.rule == "not_offered":
        return decided
    return replace(decided, **lacks) if (lacks := _lacking(user, organisation, decided)) else decided


def _lacking(user: Any, organisation: Organisation | None, decided: Decision) -> dict[str, Any]:
    """What a person still needs before the country's rule counts; nothing where only that rule speaks."""
    if not user.is_authenticated:
        said = _(
            "It is for people who act for an organisation. Sign in, so that we know for which one you ask."
        )
        return {"allowed": False, "rule": "sign_in", "text": said}
    if organisation is None:
        said = _("It is for organisations. Register yours, or ask to join its team.")
        return {"allowed": False, "rule": "no_organisation", "text": said}
    if decided.allowed and organisation.visibility != Visibility.PUBLISHED:
        said = _("Once the profile of %(organisation)s is validated, this is open to you. %(why)s") % {
            "organisation": organisation.name,
            "why": decided.text,
        }
        return {"allowed": False, "rule": "profile_not_published", "text": said}
    return {}


def refusal(decided: Decision, *, back: str = "") -> Refusal:
    """A no as the platform says it: the rule, the sentence, and what can be done. `back` is where to return to."""
    return Refusal(decided.rule, decided.text, (*_first_ways(decided, back), _way_to_rules(decided)))


def _first_ways(decided: Decision, back: str) -> tuple[Way, ...]:
    if decided.rule == "sign_in":
        following = f"?{urlencode({'next': back})}" if back else ""
        return (
            Way(_("Sign in"), reverse("account_login") + following),
            Way(_("Make an account"), reverse("account_signup") + following),
        )
    if decided.rule == "no_organisation":
        return (
            Way(_("Register your organisation"), reverse("organisations:start")),
            Way(_("Find your organisation in the directory"), reverse("directory:index")),
        )
    if decided.rule == "profile_not_published":
        return (Way(_("See how your profile stands"), reverse("organisations:home")),)
    return ()


def _way_to_rules(decided: Decision) -> Way:
    page = reverse("reference:access")
    if decided.country is None:
        return Way(_("See what is open to which country"), page)
    label = _("See what is open to %(country)s") % {"country": decided.country}
    return Way(label, f"{page}?{urlencode({'country': decided.country.pk})}")
