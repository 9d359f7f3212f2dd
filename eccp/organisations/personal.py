"""What the room holds on a person, what an erasure ends, and what is forgotten in time."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eccp.accounts.models import User
from eccp.core.personal import erases, forgets, hinders, holds
from eccp.core.refusals import Refusal
from eccp.organisations import ways
from eccp.organisations.models import Claim, Invitation, JoinRequest, Representative
from eccp.organisations.policies import last_manager_of
from eccp.organisations.services import forgetting, leaving

Records = list[dict[str, Any]]


@holds("organisations.teams", _("Organisations that you act for"))
def teams(person: User) -> Records:
    """Each organisation with the role and since when."""
    rows = Representative.objects.filter(person=person).select_related("organisation")
    return [
        {"organisation": row.organisation.name, "role": row.role, "since": row.created_at} for row in rows
    ]


@holds("organisations.requests", _("Requests to join an organisation, or to manage one"))
def requests(person: User) -> Records:
    """What the person asked for, with the words and the answer."""
    rows = JoinRequest.objects.filter(person=person).select_related("organisation")
    return [
        {
            "organisation": row.organisation.name,
            "asked_for": row.role,
            "message": row.message,
            "answer": row.status,
            "asked_at": row.created_at,
        }
        for row in rows
    ]


@holds("organisations.claims", _("Claims of profiles, and what you said to claims of others"))
def claims(person: User) -> Records:
    """The person's claims with the address that was to prove them, and answers to disputes."""
    rows = Claim.objects.filter(person=person).select_related("organisation")
    said = person.claim_answers.select_related("claim__organisation")
    return [
        *(
            {
                "organisation": row.organisation.name,
                "address": row.address,
                "disputes": row.disputes,
                "state": row.status,
                "claimed_at": row.created_at,
            }
            for row in rows
        ),
        *(
            {"organisation": row.claim.organisation.name, "answer": row.text, "said_at": row.created_at}
            for row in said
        ),
    ]


@holds("organisations.invitations", _("Invitations that you sent, answered or got"))
def invitations(person: User) -> Records:
    """Invitations by the person, and to addresses that are proved to be the person's."""
    own = set(person.emailaddress_set.filter(verified=True).values_list("email", flat=True))  # type: ignore[attr-defined]
    mine = Q(invited_by=person) | Q(answered_by=person) | Q(address__in=own)
    rows = Invitation.objects.filter(mine).select_related("organisation")
    return [
        {
            "organisation": row.organisation.name,
            "sent_by_you": row.invited_by_id == person.pk,
            "address": row.address,
            "role": row.role,
            "message": row.message,
            "state": row.status,
            "sent_at": row.created_at,
        }
        for row in rows
    ]


@hinders()
def unsettled(person: User) -> list[Refusal]:
    """Each organisation that the person alone manages: a successor would be better than the validators."""
    found = []
    for organisation in last_manager_of(person):
        others = organisation.representatives.active().exclude(person=person).exists()
        way = ways.successor(organisation) if others else ways.leaving(organisation)
        rule = "successor_needed" if others else "last_person"
        found.append(Refusal(rule, organisation.name, (way,)))
    return found


@erases(order=60)  # after validation took claims back
def erase(person: User) -> None:
    """End all roles, take back what waits, and empty words and addresses.

    Nobody is promoted by itself: where no manager is left the validators are told, and a colleague may
    ask them for the role. Answered requests, claims and invitations stay as a number: they say how
    somebody came into a team.
    """
    leaving.leave_everything(person, by=person)
    forgetting.empty_what_is_of(person)


@forgets(
    "organisations.requests",
    _("Answered requests to join"),
    days=365,
    why=_("A team may look up for a year whom it let in or refused."),
)
def forget_requests(before: datetime) -> int:
    """Delete requests that were answered long ago."""
    return forgetting.forget_requests(before)


@forgets(
    "organisations.invitations",
    _("Invitations that have ended"),
    days=365,
    why=_("A team may look up for a year who came into it, and by whom."),
)
def forget_invitations(before: datetime) -> int:
    """Delete invitations that ended long ago."""
    return forgetting.forget_invitations(before)


@forgets(
    "organisations.invited_addresses",
    _("Addresses of people who did not accept an invitation"),
    days=30,
    why=_("For 30 days they keep anybody from being invited over and over; then nobody needs them."),
)
def forget_addresses(before: datetime) -> int:
    """Empty the addresses and words of invitations that were not accepted."""
    return forgetting.forget_addresses(before)


@forgets(
    "organisations.claim_addresses",
    _("Addresses that were to prove a claim"),
    days=90,
    why=_("For some weeks they show why somebody became the manager of a profile."),
)
def forget_claim_addresses(before: datetime) -> int:
    """Empty the addresses of claims that are over."""
    return forgetting.forget_claim_addresses(before)
