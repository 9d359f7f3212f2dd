"""Who is told what: notices and mails to the people of an organisation."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from eccp.accounts.models import User
from eccp.accounts.policies import display_name
from eccp.accounts.roles import VALIDATORS
from eccp.notices import services as notices
from eccp.notices.topics import TEAM
from eccp.organisations.models import Claim, ClusterMembership, JoinRequest, Organisation, Role

ANSWER = gettext_lazy("Answer")
GO_THERE = gettext_lazy("Go to my organisation")
TO_JOIN = gettext_lazy("%(asker)s asks to join %(name)s")
TO_MANAGE = gettext_lazy("%(asker)s asks to become a manager of %(name)s")
NAMED = gettext_lazy("%(member)s says that it is a member of %(cluster)s")
ABOUT_MANAGING = gettext_lazy(
    "%(asker)s acts for %(name)s as a colleague, and would like to answer requests and look after the team too."
)
MANAGING = gettext_lazy("You answer requests to join and look after the team now, with the other managers.")
REFUSED_ROLE = gettext_lazy("Your request to become a manager of %(name)s")
NOT_MANAGING = gettext_lazy("The answer is no. You stay in the team of %(name)s as you were.")


def managers(organisation: Organisation) -> models.QuerySet[User]:
    """The managers of an organisation."""
    return User.objects.filter(
        is_active=True, representations__organisation=organisation, representations__role=Role.MANAGER
    )


def people(organisation: Organisation) -> models.QuerySet[User]:
    """Everybody who acts for an organisation."""
    return User.objects.filter(is_active=True, representations__organisation=organisation)


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
    notices.mail(person, f"mail/organisations/{name}", said, topic=TEAM)


def told(
    people: Iterable[User],
    subject: Any,
    sentences: Iterable[Any],
    words: dict[str, Any],
    *,
    url: str = "",
    label: Any = "",
    quote: str = "",
) -> None:
    """Write a few sentences to each, in each one's language; all are filled with `words`."""
    for person in people:
        with override(person.language):
            said = {name: str(value) for name, value in words.items()}
            context = {
                "subject": str(subject) % said,
                "sentences": [str(one) % said for one in sentences],
                "quote": quote,
                "button_url": url,
                "button_label": str(label),
            }
        notices.mail(person, "mail/organisations/told", context, topic=TEAM)


def asks(request: JoinRequest) -> Any:
    """What a request asks for, as the notice of it says."""
    return TO_MANAGE if request.role == Role.MANAGER else TO_JOIN


def join_asked(request: JoinRequest) -> None:
    """Tell the managers what somebody asks for: to join, or to become a manager. Without managers, the validators."""
    asker, organisation = request.person, request.organisation
    words = {
        "asker": display_name(asker),
        "email": asker.email,
        "name": organisation.name,
        "message": request.message,
    }
    subject = asks(request)
    for person in managers(organisation) or validators():
        with override(person.language):
            text = str(subject) % words
        notices.tell(person, join_key(request), text, reverse("organisations:team", args=[organisation.pk]))
        url = address("team", organisation.pk)
        if request.role == Role.MANAGER:
            told([person], subject, [ABOUT_MANAGING], words, url=url, label=ANSWER, quote=request.message)
        else:
            write(person, "join_asked", subject, words, url=url, label=ANSWER)


def join_answered(request: JoinRequest, role: Any = "") -> None:
    """Tell the person who asked: with a role when the answer is yes."""
    notices.settle(join_key(request))
    words = {"name": request.organisation.name, "role": role}
    url = home_of(request.organisation)
    if request.role == Role.MANAGER:
        subject = gettext_lazy("You are a manager of %(name)s now") if role else REFUSED_ROLE
        told([request.person], subject, [MANAGING if role else NOT_MANAGING], words, url=url, label=GO_THERE)
    elif role:
        subject = gettext_lazy("You act for %(name)s now")
        write(request.person, "join_accepted", subject, words, url=url, label=GO_THERE)
    else:
        write(request.person, "join_refused", gettext_lazy("Your request to join %(name)s"), words)


def membership_asked(membership: ClusterMembership) -> None:
    """Tell the managers of a cluster that an organisation says it is their member."""
    member, cluster = membership.member, membership.cluster
    place = ", ".join(part for part in (member.city, str(member.country)) if part)
    words = {"member": member.name, "cluster": cluster.name, "place": place}
    subject = NAMED
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
    notices.keep(
        address=claim.address,
        subject=letter["subject"],
        text=letter["text"],
        html=letter["html"],
        secret=True,
    )


def claimed(claim: Claim) -> None:
    """Tell the person who claimed that the profile is theirs."""
    words = {"name": claim.organisation.name, "published": claim.organisation.is_published}
    subject = gettext_lazy("The profile of %(name)s is yours")
    write(claim.person, "claimed", subject, words, url=home_of(claim.organisation), label=GO_THERE)


def merged(person: User, kept: Organisation, gone: Organisation) -> None:
    """Tell a person of the profile that went where it is now."""
    words = {"kept": kept.name, "gone": gone.name}
    subject = gettext_lazy("“%(gone)s” is part of “%(kept)s” now")
    write(person, "merged", subject, words, url=home_of(kept), label=GO_THERE)
