"""Who is told what: notices and mails to the people of an organisation."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from eccp.accounts.models import User
from eccp.accounts.roles import VALIDATORS
from eccp.notices import services as notices
from eccp.organisations.models import Claim, ClusterMembership, JoinRequest, Organisation, Role

ANSWER = gettext_lazy("Answer")
GO_THERE = gettext_lazy("Go to my organisation")


def managers(organisation: Organisation) -> models.QuerySet[User]:
    """The managers of an organisation."""
    return User.objects.filter(
        is_active=True, representations__organisation=organisation, representations__role=Role.MANAGER
    )


def validators() -> models.QuerySet[User]:
    """The validators, who answer where nobody else can."""
    return User.objects.filter(is_active=True, groups__name=VALIDATORS)


def address(name: str, *args: Any) -> str:
    """The full address of a page of this room, for mails."""
    return settings.SITE_URL + reverse(f"organisations:{name}", args=args)


def home_of(organisation: Organisation) -> str:
    """The full address of the page on which its people see the organisation."""
    return f"{address('home')}?organisation={organisation.pk}"


def join_key(request: JoinRequest) -> str:
    """The key of the notice that somebody asks to join."""
    return f"organisations.join.{request.pk}"


def membership_key(membership: ClusterMembership) -> str:
    """The key of the notice that an organisation names a cluster."""
    return f"organisations.membership.{membership.pk}"


def write(
    person: User, name: str, subject: Any, words: dict[str, Any], *, url: str = "", label: Any = ""
) -> None:
    """Mail a person, in the person's language; `subject` is filled with `words`, as the mail is."""
    with override(person.language):
        said = {**words, "subject": str(subject) % words, "button_url": url, "button_label": str(label)}
    notices.mail(person, f"mail/organisations/{name}", said)


def join_asked(request: JoinRequest) -> None:
    """Tell the managers that somebody asks to join; the validators where there is no manager."""
    asker, organisation = request.person, request.organisation
    words = {"asker": asker.name, "email": asker.email, "name": organisation.name, "message": request.message}
    subject = gettext_lazy("%(asker)s asks to join %(name)s")
    for person in managers(organisation) or validators():
        with override(person.language):
            text = str(subject) % words
        notices.tell(person, join_key(request), text, reverse("organisations:team", args=[organisation.pk]))
        write(person, "join_asked", subject, words, url=address("team", organisation.pk), label=ANSWER)


def join_answered(request: JoinRequest, role: Any = "") -> None:
    """Tell the person who asked: with a role when the answer is yes."""
    notices.settle(join_key(request))
    words = {"name": request.organisation.name, "role": role}
    if role:
        subject = gettext_lazy("You act for %(name)s now")
        write(
            request.person, "join_accepted", subject, words, url=home_of(request.organisation), label=GO_THERE
        )
    else:
        write(request.person, "join_refused", gettext_lazy("Your request to join %(name)s"), words)


def membership_asked(membership: ClusterMembership) -> None:
    """Tell the managers of a cluster that an organisation says it is their member."""
    member, cluster = membership.member, membership.cluster
    place = ", ".join(part for part in (member.city, member.country.name) if part)
    words = {"member": member.name, "cluster": cluster.name, "place": place}
    subject = gettext_lazy("%(member)s says that it is a member of %(cluster)s")
    for person in managers(cluster):
        with override(person.language):
            text = str(subject) % words
        notices.tell(
            person, membership_key(membership), text, reverse("organisations:team", args=[cluster.pk])
        )
        write(person, "membership_asked", subject, words, url=address("team", cluster.pk), label=ANSWER)


def membership_answered(membership: ClusterMembership, *, accepted: bool, published: bool = False) -> None:
    """Tell the managers of a member what its cluster said."""
    notices.settle(membership_key(membership))
    words = {"member": membership.member.name, "cluster": membership.cluster.name, "published": published}
    yes, no = (
        gettext_lazy("%(cluster)s confirmed your membership"),
        gettext_lazy("%(cluster)s did not confirm you"),
    )
    name = "membership_accepted" if accepted else "membership_refused"
    for person in managers(membership.member):
        write(person, name, yes if accepted else no, words, url=home_of(membership.member), label=GO_THERE)


def claim_link(claim: Claim, url: str) -> None:
    """Send the link that proves a claim to the address it was asked for. Nobody finds it on the site."""
    words = {
        "asker": claim.person.name,
        "email": claim.person.email,
        "name": claim.organisation.name,
        "site": claim.organisation.website_key,
    }
    with override(claim.person.language):
        subject = _("Is the profile of %(name)s yours?") % words
        context = {**words, "subject": subject, "button_url": url, "button_label": _("Look and take over")}
    letter = notices.write("mail/organisations/claim", context, claim.person.language)
    notices.keep(address=claim.address, secret=True, **letter)


def claimed(claim: Claim) -> None:
    """Tell the person who claimed that the profile is theirs."""
    words = {"name": claim.organisation.name}
    subject = gettext_lazy("The profile of %(name)s is yours")
    write(claim.person, "claimed", subject, words, url=home_of(claim.organisation), label=GO_THERE)


def merged(person: User, kept: Organisation, gone: Organisation) -> None:
    """Tell a person of the profile that went where it is now."""
    words = {"kept": kept.name, "gone": gone.name}
    subject = gettext_lazy("“%(gone)s” is part of “%(kept)s” now")
    write(person, "merged", subject, words, url=home_of(kept), label=GO_THERE)
