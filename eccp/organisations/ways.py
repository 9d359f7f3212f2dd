"""Ways forward from a no: where each of them leads. Only addresses, so that policies may give them."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from eccp.core.refusals import Way
from eccp.organisations.models import Organisation, Visibility


def joining(organisation: Organisation) -> Way:
    """Ask to act for it."""
    return Way(_("Ask to join %(name)s") % {"name": organisation.name}, _at("join", organisation))


def claiming(organisation: Organisation) -> Way:
    """Claim a profile that nobody acts for."""
    return Way(_("Is it your organisation? Claim the profile"), _at("claim", organisation))


def disputing(organisation: Organisation) -> Way:
    """Say that the wrong people act for it."""
    return Way(_("The wrong people act for it? Tell the validators"), _at("dispute", organisation))


def becoming_manager(organisation: Organisation) -> Way:
    """Ask for the role of a manager."""
    return Way(_("Ask to become a manager"), _at("become_manager", organisation))


def team(organisation: Organisation) -> Way:
    """See who is in the team and who manages it."""
    return Way(_("See your team and who manages it"), _at("team", organisation))


def home(organisation: Organisation) -> Way:
    """The page on which its people see it."""
    return Way(
        _("Go to the page of your organisation"),
        f"{reverse('organisations:home')}?organisation={organisation.pk}",
    )


def successor(organisation: Organisation) -> Way:
    """Hand the role over."""
    return Way(_("Hand over to a colleague"), _at("hand_over", organisation))


def leaving(organisation: Organisation) -> Way:
    """Leave the team."""
    return Way(_("Leave the team"), _at("leave", organisation))


def stayed(organisation: Organisation) -> tuple[Way, ...]:
    """The profile that a merged one is part of now."""
    kept = organisation.merged_into
    return (
        (Way(_("Go to “%(name)s”, which it is part of now") % {"name": kept.name}, kept.get_absolute_url()),)
        if kept
        else ()
    )


def us() -> Way:
    """Ask the people who run the platform."""
    return Way(_("Write to the team of the platform"), f"{reverse('home')}contact/")


def into(organisation: Organisation) -> tuple[Way, ...]:
    """How somebody outside the team comes into it: claims where nobody acts for it, else asks.

    Asks nothing of what this person may not see: a hidden profile is a 404 before a policy speaks.
    """
    if organisation.visibility == Visibility.ARCHIVED:
        return stayed(organisation)
    if organisation.is_public and not organisation.representatives.active().exists():
        return (claiming(organisation),)
    return (joining(organisation),)


def _at(name: str, organisation: Organisation) -> str:
    return reverse(f"organisations:{name}", args=[organisation.pk])
