"""Saying no with the rule that says so and the way forward."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Way:
    """A way forward from a refusal: what the link says, and where it leads."""

    label: Any
    url: str


@dataclass(frozen=True)
class Refusal:
    """A rule that says no. `rule` is a code of `RULES`; `detail` and `ways` say who or what can help."""

    rule: str
    detail: Any = ""
    ways: tuple[Way, ...] = ()

    RULES: ClassVar[dict[str, Any]] = {
        "sign_in": _("This page is for people who are signed in."),
        "validators_only": _("Only validators can do this."),
        "not_ones_own": _(
            "Nobody judges an application of their own organisation. Another validator takes it."
        ),
        "representatives_only": _(
            "Only people who act for this organisation can do this. A manager of it can add you."
        ),
        "managers_only": _("Only managers of this organisation can do this. Ask one of them."),
        "cluster_managers_only": _("Only managers of the cluster itself can confirm its members."),
        "archived": _("This profile was merged or archived and can no longer be changed."),
        "incomplete": _("Some mandatory fields are still empty. The form shows which."),
        "already_open": _("An application of this organisation is already being looked at."),
        "not_submittable": _("This profile is published already. Your edits are live at once."),
        "already_represented": _("You act for this organisation already."),
        "claimed": _("Somebody acts for this organisation already. Ask to join instead."),
        "criteria_open": _("Some criteria have no verdict yet. Give each one a verdict before you publish."),
        "consent_needed": _(
            "Say that you agree to the terms and to how your data is used: the box above the button."
        ),
        "cluster_confirms": _(
            "The cluster that you named confirms your profile, not the validators. Ask it to."
        ),
        "cluster_asked": _("The cluster has been asked already. Its managers answer."),
        "no_cluster": _(
            "You have not named a cluster that could confirm you. Name the one you are a member of."
        ),
        "second_look_stays": _(
            "A validator ends a second look. Mend what it is about, and the validator sees it."
        ),
        "no_waiver": _(
            "Only a recognition with evidence can stand for this criterion, and the profile gives none."
        ),
        "note_needed": _("A criterion is not met. Say in a note why the profile is published all the same."),
        "reason_needed": _("Say why, so that the organisation knows what to mend."),
        "words_needed": _("Write what you want to say first."),
        "history_readers": _(
            "Only people who act for this organisation, and validators, can read its history."
        ),
        "answered": _("Somebody answered this already."),
        "not_confirmed": _(
            "No cluster has confirmed yet that you are its member. You find on your page whom to ask."
        ),
        "one_profile_twice": _("These are one and the same profile. Choose another one to merge it with."),
        "busy": _("An application of the profile that would go is still open. Decide it first, then merge."),
        "claim_address": _(
            "This address is not at the domain of the website, or it is a free mail address. Let a validator decide instead."
        ),
        "claim_limit": _(
            "You had several mails sent for claims today. Look in that mailbox, its spam folder too, or try again tomorrow."
        ),
        "claim_waits": _(
            "You asked for this profile already. A validator looks at it and answers you by mail."
        ),
        "claim_of_another": _(
            "This link belongs to another account. Sign in with the account that asked for the profile."
        ),
        "claim_over": _(
            "This link was used or is too old. You can ask for a new one on the page of the profile."
        ),
        "back_office": _(
            "The back office is for editors and administrators. An administrator can make you one."
        ),
    }

    def __post_init__(self) -> None:
        if self.rule not in self.RULES:
            raise KeyError(self.rule)

    @property
    def text(self) -> Any:
        """The rule in words, with what helps."""
        return self.RULES[self.rule]


class Refused(Exception):
    """Somebody asked for what a rule forbids. The middleware answers with the rule's page."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.rule)
        self.refusal = refusal


def require(refusal: Refusal | None) -> None:
    """Go on, or raise `Refused` with the rule."""
    if refusal:
        raise Refused(refusal)
