"""Every column that points at a person is either read out by a holding or excepted with its reason.

The table is written by hand. A new column fails here until somebody says where the person reads it, and
what an erasure does with it: the row goes, or it stays and points at a row without a name.
"""

from dataclasses import dataclass

from django.apps import apps

from eccp.accounts.models import User
from eccp.core import personal

GOES, STAYS = "goes", "stays without a name"


@dataclass(frozen=True)
class Link:
    """Where a column is read out (the code of a holding, or why none), and what an erasure does with its row."""

    held: str
    erasure: str
    reason: str = ""


def by_others(reason: str) -> Link:
    """What the person did to others' things: read out in the log, and kept."""
    return Link("accounts.log", STAYS, reason)


BACK_OFFICE = Link("accounts.back_office", STAYS, "pages and files belong to the platform")

LINKS = {
    "accounts.Archive.person": Link("accounts.archives", GOES),
    "accounts.Consent.person": Link("accounts.consents", STAYS, "proof that publishing was right then"),
    "accounts.User_groups.user": Link("accounts.account", GOES),
    "accounts.User_interests.user": Link("accounts.account", GOES),
    "accounts.User_spoken.user": Link("accounts.account", GOES),
    "accounts.User_user_permissions.user": Link("accounts.account", GOES, "nobody has any: roles are groups"),
    "account.EmailAddress.user": Link("accounts.addresses", GOES),
    "mfa.Authenticator.user": Link("accounts.second_factors", GOES),
    "socialaccount.SocialAccount.user": Link("accounts.connections", GOES),
    "usersessions.UserSession.user": Link("accounts.sessions", GOES),
    "core.LogEntry.by": by_others("the law asks who changed what; the number stays, the name goes"),
    "content.Contribution.by": Link(
        "content.contributions", STAYS, "what was sent or published is the organisation's; own drafts go"
    ),
    "content.HomePage.locked_by": BACK_OFFICE,
    "content.HomePage.owner": BACK_OFFICE,
    "content.Reminder.person": Link("content.reminders", GOES),
    "content.ArticlePage.locked_by": BACK_OFFICE,
    "content.ArticlePage.owner": BACK_OFFICE,
    "content.CallPage.locked_by": BACK_OFFICE,
    "content.CallPage.owner": BACK_OFFICE,
    "content.ContentPage.locked_by": BACK_OFFICE,
    "content.ContentPage.owner": BACK_OFFICE,
    "content.CountryPage.locked_by": BACK_OFFICE,
    "content.CountryPage.owner": BACK_OFFICE,
    "content.HelpPage.locked_by": BACK_OFFICE,
    "content.HelpPage.owner": BACK_OFFICE,
    "content.PolicyAreaPage.locked_by": BACK_OFFICE,
    "content.PolicyAreaPage.owner": BACK_OFFICE,
    "content.ProgrammePage.locked_by": BACK_OFFICE,
    "content.ProgrammePage.owner": BACK_OFFICE,
    "content.ResourcePage.locked_by": BACK_OFFICE,
    "content.ResourcePage.owner": BACK_OFFICE,
    "content.SectionPage.locked_by": BACK_OFFICE,
    "content.SectionPage.owner": BACK_OFFICE,
    "content.Picture.uploaded_by_user": BACK_OFFICE,
    "content.TextPage.locked_by": BACK_OFFICE,
    "content.TextPage.owner": BACK_OFFICE,
    "conversations.Block.blocked_person": Link("", GOES, "whom others block is theirs to know"),
    "conversations.Block.by": Link("conversations.blocks", STAYS, "an organisation's blocks stay its own"),
    "conversations.Block.person": Link("conversations.blocks", GOES),
    "conversations.Message.by": Link("conversations.messages", STAYS, "others have read it"),
    "conversations.Reading.person": Link("conversations.threads", GOES),
    "conversations.Thread.closed_by": by_others("the conversation belongs to both sides"),
    "conversations.Thread.starter": Link("conversations.threads", STAYS, "it belongs to both sides"),
    "notices.AddressTrouble.person": Link("notices.address_trouble", GOES),
    "notices.Digest.person": Link("notices.mails", GOES),
    "notices.Notice.person": Link("notices.waiting", GOES),
    "notices.OutgoingMail.to": Link("notices.mails", GOES, "emptied: that a mail went stays, not to whom"),
    "notices.Preference.person": Link("notices.preferences", GOES),
    "organisations.Claim.person": Link("organisations.claims", STAYS, "why somebody became manager"),
    "organisations.ClaimAnswer.person": Link("organisations.claims", STAYS, "why a claim was decided so"),
    "organisations.ClusterMembership.answered_by": by_others("the membership is the organisation's"),
    "organisations.Invitation.answered_by": Link("organisations.invitations", STAYS, "who came how"),
    "organisations.Invitation.invited_by": Link("organisations.invitations", STAYS, "who came how"),
    "organisations.JoinRequest.answered_by": by_others("who let somebody in"),
    "organisations.JoinRequest.person": Link("organisations.requests", STAYS, "who came how"),
    "organisations.Organisation.made_by": by_others("the profile is the organisation's"),
    "organisations.Representative.person": Link("organisations.teams", GOES),
    "validation.Application.decided_by": Link(
        "validation.decisions", STAYS, "why a profile is public or not"
    ),
    "validation.Application.in_progress_by": Link("validation.in_hand", GOES, "given back"),
    "validation.Application.submitted_by": Link("validation.applications", STAYS, "the profile's history"),
    "validation.Verdict.by": Link("validation.verdicts", STAYS, "why a profile is public or not"),
    "wagtailadmin.EditingSession.user": Link("", GOES, "a page that is open at this minute"),
    "wagtailadmin.FormState.user": Link("", GOES, "how a form of the back office was folded"),
    "wagtailcore.APIToken.user": Link("", GOES, "a secret; nobody has any here"),
    "wagtailcore.Comment.resolved_by": BACK_OFFICE,
    "wagtailcore.Comment.user": BACK_OFFICE,
    "wagtailcore.CommentReply.user": BACK_OFFICE,
    "wagtailcore.ModelLogEntry.user": BACK_OFFICE,
    "wagtailcore.Page.locked_by": BACK_OFFICE,
    "wagtailcore.Page.owner": BACK_OFFICE,
    "wagtailcore.PageLogEntry.user": BACK_OFFICE,
    "wagtailcore.PageSubscription.user": Link("", GOES, "who is mailed about comments on a page"),
    "wagtailcore.Revision.user": BACK_OFFICE,
    "wagtailcore.TaskState.finished_by": BACK_OFFICE,
    "wagtailcore.UploadedFile.uploaded_by_user": Link("", STAYS, "half an upload, deleted by Wagtail"),
    "wagtailcore.WorkflowState.requested_by": BACK_OFFICE,
    "wagtaildocs.Document.uploaded_by_user": BACK_OFFICE,
    "wagtailimages.Image.uploaded_by_user": BACK_OFFICE,
    "wagtailusers.UserProfile.user": Link("", GOES, "picture and language of the back office, unused"),
}


def links() -> set[str]:
    """Every column of every table that points at a person."""
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.concrete and not field.many_to_many and field.related_model is User
    }


def test_every_column_that_points_at_a_person_is_in_the_table() -> None:
    assert sorted(links() - set(LINKS)) == []
    assert sorted(set(LINKS) - links()) == []


def test_every_holding_of_the_table_exists() -> None:
    assert sorted({link.held for link in LINKS.values() if link.held} - set(personal.holdings)) == []


def test_every_exception_has_its_reason() -> None:
    assert [
        name for name, link in LINKS.items() if not link.reason and (not link.held or link.erasure == STAYS)
    ] == []
