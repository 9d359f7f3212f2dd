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
        "archive_limit": _(
            "You asked for your data three times today. The newest file is on your page; ask again tomorrow."
        ),
        "not_withdrawable": _(
            "This is no consent of yours that could be taken back. Your page lists those that can."
        ),
        "erases_others": _(
            "Administrators erase people who asked for it in writing. Whoever runs the installation erases their own account."
        ),
        "request_needed": _("Say which written request this follows, without a name: its date or number."),
        "last_second_factor": _(
            "Your role needs a second factor, and this is the only one you have. Add another one first."
        ),
        "own_second_factor": _(
            "Nobody resets their own second factor. Ask another administrator, or use a recovery code."
        ),
        "not_claimable": _("Only profiles that everybody sees can be claimed."),
        "claim_under_way": _(
            "Validators are looking at a claim of this profile already. When they have decided, you can ask."
        ),
        "nobody_to_dispute": _("Nobody acts for this organisation now, so there is nothing to dispute."),
        "dispute_limit": _(
            "You disputed several profiles in the last 30 days. Wait, or write to us if it is urgent."
        ),
        "claimant_only": _("Only the person who claims the profile can answer here."),
        "claim_people_needed": _(
            "Say first what becomes of the people who act for the organisation now: they stay, or their roles end."
        ),
        "manages_already": _("You are a manager of this organisation already."),
        "not_in_team": _("This person does not act for the organisation any more."),
        "in_team": _("This person is in your team already."),
        "invited_already": _("An invitation to this address is waiting already. You can send it once more."),
        "invitations_full": _(
            "20 invitations of your organisation are waiting. Take one back, or wait for an answer."
        ),
        "invitation_day": _("You sent 30 invitations today. Tomorrow you can send more."),
        "invitation_often": _(
            "This address got four invitations of your organisation in the last 30 days. Ask the person another way."
        ),
        "invitation_soon": _(
            "This invitation was sent less than an hour ago. Ask the person to look into the spam folder first."
        ),
        "invitation_over": _(
            "This invitation was answered, taken back, or is older than two weeks. Ask for a new one."
        ),
        "not_by_yourself": _("You cannot remove yourself here. You can leave the team."),
        "last_manager": _(
            "The team needs a manager. Make somebody else a manager first, or hand over to a colleague."
        ),
        "successor_needed": _(
            "You are the only manager. Say who of your colleagues takes over, then you can go."
        ),
        "last_person": _(
            "You are the only one who acts for this organisation. Confirm that the validators are told, then you can go."
        ),
        "not_in_conversation": _("Only those who take part in a conversation can read it."),
        "answer_in_validation": _("This conversation belongs to an application. Answer on its page."),
        "conversation_closed": _("This conversation is closed, so nothing more can be written in it."),
        "nobody_reads": _("Nobody is on the other side any more, so nobody would read your message."),
        "validators_close": _("A validator closes the report when it is dealt with."),
        "platform_stays": _("The platform takes part in this conversation, so nobody can be blocked in it."),
        "own_organisation": _(
            "You act for this organisation yourself. You find your colleagues in your team."
        ),
        "nobody_acts": _("Nobody acts for this organisation here yet, so nobody would read your message."),
        "takes_no_messages": _("This recipient takes no messages from you."),
        "blocked_by_you": _("You take no messages from them. To write to them, end that first."),
        "mend_it_yourself": _("You act for this organisation, so you can mend its profile yourself."),
        "too_many_conversations": _(
            "You began ten conversations within a day, which is as many as may be. Go on tomorrow."
        ),
        "too_many_messages": _(
            "You wrote sixty messages within an hour, which is as many as may be. Go on a little later."
        ),
        "mail_not_failed": _("Only a mail that could not be delivered can be sent again."),
        "mail_emptied": _("The text of this mail is gone, so it cannot be sent again."),
        "mail_again_limit": _(
            "You had this mail sent again three times. It does not get through to this address."
        ),
        "mail_test_limit": _(
            "You had three tests sent within a day, and mails still come back. Change your address, or try again tomorrow."
        ),
        "no_country": _("This is for programme countries, and no country is known here."),
        "no_programme": _("This is for programme countries, and no programme runs at this time."),
        "outside_programme": _("This is for organisations of programme countries."),
        "not_yet_in_programme": _(
            "This is for organisations of programme countries. Yours takes part later."
        ),
        "no_longer_in_programme": _(
            "This is for organisations of programme countries. Yours takes part no longer."
        ),
        "excluded_instrument": _("Your country takes part in the programme, but without this instrument."),
        "access_exception": _("An exception closes this to organisations of your country."),
        "not_offered": _("This is not offered at present."),
        "no_organisation": _("This is for organisations with a profile. You act for none yet."),
        "profile_not_published": _("This is for organisations whose profile is validated. Yours is not yet."),
        "call_over": _("This call is closed, so there is no cut-off left to remind you of."),
        "no_cutoff": _("This call has no cut-off, so there is nothing to remind you of."),
        "not_ones_own_contribution": _(
            "Nobody decides on what their own organisation contributed. Another editor takes it."
        ),
        "contribution_closed": _(
            "This contribution cannot be changed as it stands now. Its page says what you can do."
        ),
        "contribution_stays": _(
            "Only what was never published, and does not wait for an editor, can be deleted."
        ),
        "contribution_not_sent": _(
            "The organisation has not sent this, or took it back. Only what was sent to the editors is published."
        ),
        "contribution_declined": _(
            "This was declined, and the organisation was told so. If you want it after all, ask for a new contribution."
        ),
        "decision_needed": _(
            "A contribution leaves your list by a decision: publish it, ask for changes, or decline it with a reason."
        ),
        "section_stays": _(
            "Readers find the pages below by this one, so it is never taken down. Take single pages down instead."
        ),
        "contribution_gaps": _("Something that the editors need is still missing. The form shows what."),
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
