"""What the people of an organisation are told of a claim that disputes them.

Managers learn who claims: the name, and the organisation in words, never the address. Colleagues
learn that there is a claim. What either side writes only validators read.
"""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy, override

from eccp.accounts.models import User
from eccp.accounts.policies import display_name
from eccp.notices import services as notices
from eccp.organisations import policies
from eccp.organisations.models import Claim, Representative
from eccp.organisations.services import telling
from eccp.organisations.services.telling_team import TEAM_PAGE, dispute_key

SAYS = gettext_lazy("Somebody says that %(name)s is theirs")


def claimant(claim: Claim) -> str:
    """Who claims, as the managers see it."""
    return ", ".join(
        part for part in (display_name(claim.person), claim.person.organisation_in_words) if part
    )


def disputed(claim: Claim) -> None:
    """Tell everybody in the team; who may answer is asked to, and learns who claims."""
    organisation = claim.organisation
    words = {"name": organisation.name, "claimant": claimant(claim)}
    answerers = _answerers(claim)
    url = reverse("organisations:answer_claim", args=[organisation.pk, claim.pk])
    for person in answerers:
        with override(person.language):
            notices.tell(person, dispute_key(claim), str(SAYS) % words, url)
    telling.told(
        answerers,
        SAYS,
        [
            gettext_lazy(
                "%(claimant)s says that the wrong people act for %(name)s, and wants to manage its profile."
            ),
            gettext_lazy("A validator decides. Until then nothing changes: you act for it as before."),
            gettext_lazy("Say what the validator should know. Only validators read it."),
        ],
        words,
        url=telling.address("answer_claim", organisation.pk, claim.pk),
        label=gettext_lazy("Answer the claim"),
    )
    _to_team(
        _people(claim).exclude(pk__in=answerers.values("pk")),
        SAYS,
        [
            gettext_lazy("Somebody says that the wrong people act for %(name)s. A validator decides."),
            gettext_lazy("Your managers were asked what they say to it. Until then nothing changes."),
        ],
        words,
        claim,
    )


def answered(claim: Claim, by: User) -> None:
    """The claim waits no more for who answered; others may still add something."""
    notices.settle(dispute_key(claim), person=by)


def granted(claim: Claim, gone: list[Representative]) -> None:
    """Tell the people who stay that there is a manager more, and those who go that their role ended."""
    notices.settle(dispute_key(claim))
    words = {"name": claim.organisation.name, "claimant": display_name(claim.person)}
    telling.told(
        [one.person for one in gone if one.person.is_active],
        gettext_lazy("You no longer act for %(name)s"),
        [
            gettext_lazy(
                "The validators looked at a claim of %(name)s and gave the profile to %(claimant)s."
            ),
            gettext_lazy("Your role in the team ended with it. You can ask %(claimant)s to let you join."),
            gettext_lazy("If you think that this is wrong, write to us and say why."),
        ],
        words,
        url=telling.address("join", claim.organisation_id),
        label=gettext_lazy("Ask to join"),
    )
    _to_team(
        _people(claim),
        gettext_lazy("%(claimant)s manages %(name)s too now"),
        [
            gettext_lazy(
                "The validators granted the claim: %(claimant)s is a manager of %(name)s beside you."
            ),
            gettext_lazy("Your own roles stay as they were."),
        ],
        words,
        claim,
    )


def over(claim: Claim) -> None:
    """Tell the team that the claim came to nothing: declined, or taken back."""
    notices.settle(dispute_key(claim))
    _to_team(
        _people(claim),
        gettext_lazy("Nothing changes for %(name)s"),
        [gettext_lazy("The claim of %(name)s was declined or taken back. You act for it as before.")],
        {"name": claim.organisation.name},
        claim,
    )


def _people(claim: Claim) -> models.QuerySet[User]:
    """Everybody who acts for the organisation but the person who claims."""
    people: models.QuerySet[User] = User.objects.filter(
        is_active=True, representations__organisation=claim.organisation_id
    ).exclude(pk=claim.person_id)
    return people


def _answerers(claim: Claim) -> models.QuerySet[User]:
    """The managers; where there is none, the colleagues."""
    return telling.managers(claim.organisation) if policies.managed(claim.organisation) else _people(claim)


def _to_team(
    people: Iterable[User], subject: Any, sentences: list[Any], words: dict[str, Any], claim: Claim
) -> None:
    url = telling.address("team", claim.organisation_id)
    telling.told(people, subject, sentences, words, url=url, label=TEAM_PAGE)
