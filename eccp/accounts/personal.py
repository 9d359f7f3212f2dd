"""What the room holds on a person, how an erasure empties it, and what is forgotten in time."""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Comment, CommentReply, ModelLogEntry, Page, PageLogEntry, Revision

from eccp.accounts.consents import wording
from eccp.accounts.models import Archive, Consent, User
from eccp.accounts.services import archiving, emptying, unused
from eccp.core.models import LogEntry
from eccp.core.personal import erases, forgets, holds

Records = list[dict[str, Any]]


@holds("accounts.account", _("Your account"))
def account(person: User) -> Records:
    """The row itself, without what only proves a password."""
    return [
        {
            "name": person.name,
            "email": person.email,
            "position": person.position,
            "where_you_work": person.organisation_in_words,
            "language_of_mails": person.language,
            "languages_spoken": [str(term) for term in person.spoken.all()],
            "interests": [str(term) for term in person.interests.all()],
            "roles": sorted(person.groups.values_list("name", flat=True)),
            "joined_at": person.date_joined,
            "last_signed_in_at": person.last_login,
            "has_a_password": person.has_usable_password(),
        }
    ]


@holds("accounts.addresses", _("Your addresses"))
def addresses(person: User) -> Records:
    """The addresses, with what is proved."""
    rows = EmailAddress.objects.filter(user=person).order_by("pk")
    return [{"email": row.email, "confirmed": row.verified, "main": row.primary} for row in rows]


@holds("accounts.consents", _("What you agreed to"))
def consents(person: User) -> Records:
    """Each consent with its whole text."""
    return [_consent(row) for row in Consent.objects.visible_to(person)]


@holds("accounts.second_factors", _("Your second factors"))
def second_factors(person: User) -> Records:
    """The kinds and dates; what they prove with never leaves the database."""
    rows = Authenticator.objects.filter(user=person).order_by("pk")
    return [
        {"kind": row.get_type_display(), "added_at": row.created_at, "last_used_at": row.last_used_at}
        for row in rows
    ]


@holds("accounts.sessions", _("Where you are signed in"))
def sessions(person: User) -> Records:
    """The browsers that are signed in, without the keys of their sessions."""
    rows = UserSession.objects.filter(user=person).order_by("pk")
    return [
        {
            "browser": row.user_agent,
            "internet_address": row.ip,
            "since": row.created_at,
            "last_seen_at": row.last_seen_at,
        }
        for row in rows
    ]


@holds("accounts.connections", _("Other sites that you sign in with"))
def connections(person: User) -> Records:
    """Which site knows you by which name. What else the site told at sign-in is listed too."""
    rows = SocialAccount.objects.filter(user=person).order_by("pk")
    return [
        {"site": row.provider, "known_there_as": row.uid, "since": row.date_joined, "told_us": row.extra_data}
        for row in rows
    ]


@holds("accounts.archives", _("Archives that you asked for"))
def archives(person: User) -> Records:
    """When an archive like this was asked for."""
    rows = Archive.objects.visible_to(person)
    return [{"asked_at": row.asked_at, "made_at": row.made_at, "kept_until": row.kept_until} for row in rows]


@holds("accounts.log", _("What you did"))
def log_entries(person: User) -> Records:
    """The entries of the log that the person made: verb, kind and moment, not what others' objects say."""
    rows = LogEntry.objects.filter(by=person).order_by("pk").values("verb", "kind", "object_id", "at")
    return [
        {"what": row["verb"], "about": f"{row['kind']} {row['object_id']}", "at": row["at"]} for row in rows
    ]


@holds("accounts.back_office", _("What you did in the back office"))
def back_office(person: User) -> Records:
    """What Wagtail notes beside our own log: pages, their versions, comments and files."""
    found: Records = [
        {"kind": "page", "name": row.title, "at": row.first_published_at}
        for row in Page.objects.filter(owner=person).order_by("pk")
    ]
    found += [
        {"kind": "version", "name": row.object_str, "at": row.created_at}
        for row in Revision.objects.filter(user=person).defer("content").order_by("pk")
    ]
    for model in (PageLogEntry, ModelLogEntry):
        rows = model.objects.filter(user=person).order_by("pk")
        found += [{"kind": row.action, "name": row.label, "at": row.timestamp} for row in rows]
    for model in (Comment, CommentReply):
        rows = model.objects.filter(user=person).order_by("pk")
        found += [{"kind": "comment", "text": row.text, "at": row.created_at} for row in rows]
    for model in (get_image_model(), get_document_model()):
        rows = model.objects.filter(uploaded_by_user=person).order_by("pk")
        found += [{"kind": "file", "name": row.title, "at": row.created_at} for row in rows]
    return found


@erases(order=100)
def erase(person: User) -> None:
    """Empty the account, after all other rooms read what they needed."""
    emptying.empty_account(person)


@forgets(
    "accounts.unconfirmed",
    _("Accounts whose address was never confirmed"),
    days=30,
    why=_("Somebody may have typed an address that is not theirs. A month is enough to find the mail."),
)
def forget_unconfirmed(before: datetime) -> int:
    """Erase accounts that never became one."""
    return unused.erase_unconfirmed(before)


@forgets(
    "accounts.asleep",
    _("Accounts that nobody signed in to: their people are asked"),
    days=1095,
    why=_("Three years without a sign-in say that the account may not be needed any more."),
)
def ask_sleepers(before: datetime) -> int:
    """Ask those who have not signed in for long."""
    return unused.ask_sleepers(before)


@forgets(
    unused.ANSWER_WITHIN,
    _("The same accounts, after they were asked: erased"),
    days=60,
    why=_("Time to read the mail and sign in. Whoever is the last manager of an organisation is kept."),
)
def erase_sleepers(before: datetime) -> int:
    """Erase those who did not answer."""
    return unused.erase_sleepers(before)


@forgets(
    archiving.KEPT_FOR,
    _("Archives of one's own data"),
    days=7,
    why=_("Time to fetch the file; a copy of everything should not lie about."),
)
def forget_archives(before: datetime) -> int:
    """Delete the files and their rows."""
    return archiving.forget_archives(before)


@forgets(
    "accounts.consents",
    _("Consents that were taken back"),
    days=1095,
    why=_("What was published because of them may be asked about for three years."),
)
def forget_consents(before: datetime) -> int:
    """Delete the record of consents that ended long ago."""
    return Consent.objects.filter(withdrawn_at__lt=before).delete()[0]


def _consent(row: Consent) -> dict[str, Any]:
    text = wording(row.code, row.version)
    return {
        "title": str(text.title),
        "version": row.version,
        "text": str(text.words),
        "about": row.about,
        "where": row.where,
        "given_at": row.given_at,
        "withdrawn_at": row.withdrawn_at,
    }
