"""Who is told what about a team: invitations, roles, and teams that nobody manages any more.

All but the invitation itself are one kind of letter (`mail/organisations/told`): a few sentences,
perhaps somebody's words, one thing to do.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from eccp.accounts.models import User
from eccp.accounts.policies import display_name
from eccp.notices import services as notices
from eccp.organisations.models import (
    Claim,
    ClusterMembership,
    Invitation,
    Organisation,
    Representative,
    Role,
)
from eccp.organisations.models.people import Answer
from eccp.organisations.services import telling

TEAM_PAGE = gettext_lazy("See your team")
ROLES = {
    Role.MANAGER: gettext_lazy("As a manager you edit the profile, answer requests and look after the team."),
    Role.COLLEAGUE: gettext_lazy("As a colleague you edit the profile with the others."),
}


def invitation_key(invitation: Invitation) -> str:
    """The key of the notice that somebody is invited."""
    return f"organisations.invitation.{invitation.pk}"


def unmanaged_key(organisation: Organisation) -> str:
    """The key of the notice that nobody manages an organisation."""
    return f"organisations.unmanaged.{organisation.pk}"


def dispute_key(claim: Claim) -> str:
    """The key of the notice that somebody disputes who acts for an organisation."""
    return f"organisations.dispute.{claim.pk}"


def duty_keys(organisation: Organisation) -> list[str]:
    """The keys of what waits for the managers of an organisation."""
    joins = organisation.join_requests.filter(status=Answer.ASKED)
    members = ClusterMembership.objects.waiting().filter(cluster=organisation)
    disputes = organisation.claims.filter(status=Claim.Status.JUDGED, disputes=True)
    return [
        *(telling.join_key(row) for row in joins),
        *(telling.membership_key(row) for row in members),
        *(dispute_key(row) for row in disputes),
    ]


def duties_begin(person: User, organisation: Organisation) -> None:
    """Put before a new manager what waits for one; no mails, for it is not news."""
    url = _page("team", organisation)
    with override(person.language):
        for asked in organisation.join_requests.filter(status=Answer.ASKED).select_related("person"):
            words = {"asker": display_name(asked.person), "name": organisation.name}
            notices.tell(person, telling.join_key(asked), str(telling.asks(asked)) % words, url)
        for named in (
            ClusterMembership.objects.waiting().filter(cluster=organisation).select_related("member")
        ):
            words = {"member": named.member.name, "cluster": organisation.name}
            notices.tell(person, telling.membership_key(named), str(telling.NAMED) % words, url)
        for claim in organisation.claims.filter(status=Claim.Status.JUDGED, disputes=True):
            text = _("Somebody says that %(name)s is theirs") % {"name": organisation.name}
            notices.tell(
                person,
                dispute_key(claim),
                text,
                reverse("organisations:answer_claim", args=[organisation.pk, claim.pk]),
            )


def invited(invitation: Invitation, url: str, by: User) -> None:
    """Write to the invited address. Who has an account under it also finds it on the site.

    In the language of that account, else of who invites: neither is told to who invites.
    """
    reader = User.objects.filter(
        is_active=True, emailaddress__email=invitation.address, emailaddress__verified=True
    ).first()
    language = reader.language if reader else by.language
    words = {"inviter": display_name(by), "name": invitation.organisation.name}
    with override(language):
        subject = _("%(inviter)s invites you to act for %(name)s") % words
        context = {
            **words,
            "subject": subject,
            "country": str(invitation.organisation.country),
            "role": invitation.get_role_display(),
            "may": ROLES[Role(invitation.role)],
            "message": invitation.message,
            "address": invitation.address,
            "expires_at": invitation.expires_at,
            "button_url": url,
            "button_label": _("Look at the invitation"),
        }
    letter = notices.write("mail/organisations/invitation", context, language)
    notices.keep(
        address=invitation.address,
        subject=letter["subject"],
        text=letter["text"],
        html=letter["html"],
        secret=True,
    )
    if reader:
        notices.tell(reader, invitation_key(invitation), subject, url.removeprefix(settings.SITE_URL))


def invitation_accepted(invitation: Invitation, *, proved: bool) -> None:
    """Tell who invited, or the managers where they left, who accepted, and under which address."""
    who = invitation.answered_by
    assert who is not None  # noqa: S101  # the row was answered in this transaction
    sentences = [gettext_lazy("%(person)s accepted the invitation and acts for %(name)s now, as %(role)s.")]
    if not proved:
        sentences += [
            gettext_lazy(
                "You invited %(address)s. The person opened the mail to it, and accepted as %(other)s."
            ),
            gettext_lazy("If that is not right, remove them from your team."),
        ]
    words = {
        "person": display_name(who),
        "name": invitation.organisation.name,
        "role": invitation.get_role_display(),
        "address": invitation.address,
        "other": who.email,
    }
    subject = gettext_lazy("%(person)s is in your team of %(name)s")
    _to_team(_senders(invitation), subject, sentences, words, invitation.organisation)


def invitation_declined(invitation: Invitation) -> None:
    """Tell who invited that the answer is no."""
    subject = gettext_lazy("Your invitation to act for %(name)s was declined")
    sentences = [gettext_lazy("You invited %(address)s. The answer is no.")]
    _to_team(_senders(invitation), subject, sentences, _about(invitation), invitation.organisation)


def invitation_expired(invitation: Invitation) -> None:
    """Tell who invited that nobody answered."""
    subject = gettext_lazy("Nobody answered your invitation to act for %(name)s")
    sentences = [
        gettext_lazy("You invited %(address)s two weeks ago. Nobody answered, so the link works no more."),
        gettext_lazy("If you still want it, invite the person again, or ask them another way first."),
    ]
    _to_team(_senders(invitation), subject, sentences, _about(invitation), invitation.organisation)


def role_changed(row: Representative, by: User) -> None:
    """Tell a person of their new role."""
    subject = gettext_lazy("You are a %(role)s of %(name)s now")
    sentences = [gettext_lazy("%(by)s changed your role in the team of %(name)s."), ROLES[Role(row.role)]]
    words = {"by": display_name(by), "name": row.organisation.name, "role": Role(row.role).label}
    _to_team([row.person], subject, sentences, words, row.organisation)


def handed_over(row: Representative, by: User, *, leaves: bool) -> None:
    """Tell the successor."""
    subject = gettext_lazy("%(by)s handed %(name)s over to you")
    goes = gettext_lazy("%(by)s leaves the team.")
    stays = gettext_lazy("%(by)s stays in the team as a colleague.")
    sentences = [
        gettext_lazy("You are a manager of %(name)s now."),
        goes if leaves else stays,
        ROLES[Role.MANAGER],
    ]
    words = {"by": display_name(by), "name": row.organisation.name}
    _to_team([row.person], subject, sentences, words, row.organisation)


def removed(row: Representative, by: User) -> None:
    """Tell a person that their role ended, and what they can do."""
    subject = gettext_lazy("You no longer act for %(name)s")
    sentences = [
        gettext_lazy("%(by)s removed you from the team of %(name)s."),
        gettext_lazy("If you think that this is a mistake, speak with them, or ask to join again."),
    ]
    words = {"by": display_name(by), "name": row.organisation.name}
    telling.told([row.person], subject, sentences, words)


def left(row: Representative, besides: User | None = None) -> None:
    """Tell the managers who stay that somebody left; not who was told already."""
    subject = gettext_lazy("%(person)s left the team of %(name)s")
    sentences = [gettext_lazy("%(person)s, %(role)s, no longer acts for %(name)s.")]
    words = {
        "person": display_name(row.person),
        "name": row.organisation.name,
        "role": row.get_role_display(),
    }
    people = telling.managers(row.organisation).exclude(
        pk__in=[one.pk for one in (row.person, besides) if one]
    )
    _to_team(people, subject, sentences, words, row.organisation)


def unmanaged(organisation: Organisation) -> None:
    """Tell the validators, and the colleagues if there are any, that nobody manages an organisation."""
    colleagues = User.objects.filter(is_active=True, representations__organisation=organisation)
    there = colleagues.exists()
    empty = gettext_lazy("Nobody acts for %(name)s any more")
    headless = gettext_lazy("%(name)s has no manager any more")
    subject = headless if there else empty
    sentences = [
        gettext_lazy(
            "The last manager left. Colleagues are still there, and may ask you to make them a manager."
        )
        if there
        else gettext_lazy(
            "The last person left. The profile stays as it is; somebody may claim it or ask to join."
        ),
        gettext_lazy("Until there is a manager, requests to join are answered by validators."),
    ]
    words = {"name": organisation.name}
    people = telling.validators()
    for person in people:
        with override(person.language):
            notices.tell(
                person, unmanaged_key(organisation), str(subject) % words, _page("team", organisation)
            )
    _to_team(people, subject, sentences, words, organisation)
    asks = [
        gettext_lazy("The last manager left, and you are still in the team."),
        gettext_lazy("One of you can ask to become a manager; a validator answers."),
    ]
    telling.told(
        colleagues,
        headless,
        asks,
        words,
        url=telling.address("become_manager", organisation.pk),
        label=gettext_lazy("Ask to become a manager"),
    )


def _about(invitation: Invitation) -> dict[str, Any]:
    return {"name": invitation.organisation.name, "address": invitation.address}


def _senders(invitation: Invitation) -> Iterable[User]:
    """Who invited, if they are a manager still; else those who are."""
    managers = telling.managers(invitation.organisation)
    own: models.QuerySet[User] = managers.filter(pk=invitation.invited_by_id)
    return own if own.exists() else managers


def _page(name: str, organisation: Organisation) -> str:
    return reverse(f"organisations:{name}", args=[organisation.pk])


def _to_team(
    people: Iterable[User],
    subject: Any,
    sentences: list[Any],
    words: dict[str, Any],
    organisation: Organisation,
) -> None:
    """Write to people of a team, with the way to its page."""
    url = telling.address("team", organisation.pk)
    telling.told(people, subject, sentences, words, url=url, label=TEAM_PAGE)
