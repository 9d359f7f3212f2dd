"""Profiles on their way through validation, one for each thing that a validator or an applicant may meet."""

from collections.abc import Callable
from typing import Any

from eccp.accounts.models import User
from eccp.organisations.models import Organisation
from eccp.organisations.services import profiles
from eccp.validation import services as validation

Values = dict[str, Any]
Make = Callable[[Values, User, User], Organisation]


def _draft(values: Values, applicant: User, **changed: Any) -> Organisation:
    return profiles.create("cluster_organisation", values | changed, by=applicant)


def unfinished(values: Values, applicant: User, validator: User) -> Organisation:
    """Begun, and left with gaps."""
    return _draft(
        values, applicant, members_sme=7, members_large=2, services=[], contact_email="", description=""
    )


def waiting(values: Values, applicant: User, validator: User) -> Organisation:
    """Complete and submitted; every rule is met."""
    organisation = _draft(values, applicant)
    validation.submit(organisation, by=applicant, consent=True)
    return organisation


def waiting_with_gaps(values: Values, applicant: User, validator: User) -> Organisation:
    """Submitted although two criteria fail: a person decides."""
    organisation = _draft(
        values,
        applicant,
        members_sme=9,
        members_large=1,
        members_research=2,
        members_public=0,
        services=values["services"][:1],
    )
    validation.submit(organisation, by=applicant, consent=True)
    return organisation


def waiting_recognised(values: Values, applicant: User, validator: User) -> Organisation:
    """Small, but recognised by a regional programme: its criteria can be waived."""
    recognised = [
        {
            "programme": "Invented regional cluster programme",
            "level": "regional",
            "link": "https://programme.example/list",
            "letter": "",
        }
    ]
    organisation = _draft(values, applicant, members_sme=8, members_large=0, recognitions=recognised)
    validation.submit(organisation, by=applicant, consent=True)
    return organisation


def asked(values: Values, applicant: User, validator: User) -> Organisation:
    """A validator has asked; the clock stands."""
    organisation = _draft(values, applicant)
    application = validation.submit(organisation, by=applicant, consent=True)
    question = "Your list of members names 11 companies, the profile more. Which of the two is right?"
    validation.ask(application, {"size": question}, by=validator)
    return organisation


def declined(values: Values, applicant: User, validator: User) -> Organisation:
    """Declined with its reason; may be improved and submitted again."""
    organisation = _draft(values, applicant, members_sme=4, members_large=0)
    application = validation.submit(organisation, by=applicant, consent=True)
    validation.judge(application, "size", "not_met", "We could find five members.", by=validator)
    reason = "The cluster is still small. Come back when 15 members have signed; until then a personal account is enough to follow everything."
    validation.decline(application, by=validator, reason=reason)
    return organisation


APPLICATIONS: tuple[Make, ...] = (
    unfinished,
    waiting,
    waiting_with_gaps,
    waiting,
    asked,
    waiting_recognised,
    waiting,
    declined,
)

# The demonstration's cluster manager has these two on the way; the others are somebody else's.
OF_THE_MANAGER = (unfinished, asked)

NOTE_TEMPLATES = (
    (
        "Members differ",
        "size",
        "Your website names fewer members than your profile. Which of the two is right?",
    ),
    (
        "No English",
        "website",
        "Your website has no English version and no translation button. Could you add one page in English?",
    ),
    (
        "Services not visible",
        "services",
        "We could not find the services you chose on your website. Where can they be seen?",
    ),
    (
        "Newly founded",
        "",
        "Your cluster is very young. Please submit again as soon as your activities can be seen in public.",
    ),
)
