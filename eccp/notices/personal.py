"""What the room holds on a person, how an erasure takes it away, and what is forgotten in time."""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eccp.accounts.models import User
from eccp.core.personal import erases, forgets, holds
from eccp.notices.models import AddressTrouble, Digest, Notice, OutgoingMail, Preference
from eccp.notices.services.choosing import chosen
from eccp.notices.services.unnaming import unname
from eccp.notices.states import state

Records = list[dict[str, Any]]
Status = OutgoingMail.Status
EMPTY = {"address": "", "subject": "", "text": "", "html": "", "url": "", "problem": "", "to": None}


@holds("notices.mails", _("Mails to you"))
def mails(person: User) -> Records:
    """Each mail with its text; of those with a link for signing in only the subject."""
    rows = OutgoingMail.objects.filter(to=person).select_related("digest__mail").order_by("pk")
    return [
        {
            "address": mail.address,
            "subject": mail.subject,
            "text": "" if mail.secret else mail.text,
            "topic": mail.topic,
            "written_at": mail.created_at,
            "state": state(mail).words,
            "read_at": mail.read_at,
        }
        for mail in rows
    ]


@holds("notices.waiting", _("What waited for you"))
def waiting(person: User) -> Records:
    """The notices, also those that are done."""
    rows = Notice.objects.filter(person=person).order_by("pk")
    return [
        {"text": row.text, "about": row.about, "since": row.at, "done_at": row.done_at, "page": row.url}
        for row in rows
    ]


@holds("notices.preferences", _("Which mails you want"))
def preferences(person: User) -> Records:
    """The pace for each topic, also where it is ours."""
    return [{"topic": topic, "pace": pace} for topic, pace in chosen(person).items()]


@holds("notices.address_trouble", _("Addresses that sent mails back"))
def address_trouble(person: User) -> Records:
    """What we know of mails that did not arrive."""
    return [
        {
            "address": row.address,
            "since": row.since,
            "last_at": row.last_at,
            "times": row.count,
            "why": row.why,
        }
        for row in _troubles(person)
    ]


@erases(order=40)
def take_away(person: User) -> None:
    """Call off what has not left, empty what has, and delete the rest. Needs the person's addresses still."""
    typed = OutgoingMail.objects.annotate(lowered=Lower("address"))
    unproved = Q(secret=True, lowered__in=_addresses(person, verified=False))
    nobodys = Q(to=None) & (Q(lowered__in=_addresses(person)) | unproved)
    mails = typed.filter(Q(to=person) | nobodys)
    mails.filter(status__in=(Status.WAITING, Status.HELD)).update(
        status=Status.CANCELLED, held_for="", due_at=None
    )
    _troubles(person).delete()
    mails.update(**EMPTY, key="", updated_at=timezone.now())
    Notice.objects.filter(person=person).delete()
    Preference.objects.filter(person=person).delete()
    Digest.objects.filter(person=person).delete()
    unname(person)


@forgets(
    "notices.secret_mails",
    _("The text of mails with a link for signing in"),
    days=7,
    why=_("No link in them works any longer than that."),
)
def secret_mails(before: datetime) -> int:
    """Empty old mails that hold a link for signing in."""
    old = OutgoingMail.objects.filter(secret=True, created_at__lt=before)
    done = old.exclude(status=Status.WAITING).exclude(text="", html="")
    return done.update(text="", html="", url="", updated_at=timezone.now())


@forgets(
    "notices.mails",
    _("Mails and their copies on the site"),
    days=365,
    why=_(
        "A year is long enough to find again what was written. That a mail was sent stays, without whom to and what."
    ),
)
def old_mails(before: datetime) -> int:
    """Empty mails that are old."""
    old = OutgoingMail.objects.filter(created_at__lt=before).exclude(status__in=(Status.WAITING, Status.HELD))
    emptied = old.exclude(to=None, **{name: value for name, value in EMPTY.items() if name != "to"})
    return emptied.update(**EMPTY, key="", updated_at=timezone.now())


@forgets(
    "notices.notices",
    _("Notices of what waited and is done"),
    days=180,
    why=_("They help to find again what was done lately."),
)
def done_notices(before: datetime) -> int:
    """Delete notices that are done for long."""
    return Notice.objects.filter(done_at__lt=before).delete()[0]


@forgets(
    "notices.address_trouble",
    _("Addresses that sent mails back"),
    days=365,
    why=_("As long as mails may still come back from them."),
)
def old_troubles(before: datetime) -> int:
    """Delete what is known of addresses from which nothing came back for long, and nobody has any more."""
    used = User.objects.values("email")
    return AddressTrouble.objects.filter(last_at__lt=before).exclude(address__in=used).delete()[0]


def _addresses(person: User, *, verified: bool = True) -> list[str]:
    """The addresses that are the person's; or those only typed, which may be somebody else's."""
    rows = EmailAddress.objects.filter(user=person, verified=verified).values_list("email", flat=True)
    found = [address.lower() for address in rows]
    return [person.email, *found] if verified else found


def _troubles(person: User) -> Any:
    return AddressTrouble.objects.filter(Q(person=person) | Q(address__in=_addresses(person)))
