"""The register of processing (Regulation (EU) 2018/1725, Article 31): what is done with people's data, and why.

Retention is not said here but read from the rules that the clock carries out, so the page cannot promise
anything else than what happens.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from eccp.accounts.models import RetentionPeriod
from eccp.core import personal

PUBLIC_INTEREST = _(
    "Article 5(1)(a): a task carried out in the public interest, to connect clusters in Europe"
)
CONSENT = _("Article 5(1)(d): the consent of the person")
OBLIGATION = _("Article 5(1)(b): a legal obligation, to answer for what was decided and to keep data safe")

A_YEAR = 365
A_MONTH = 30


@dataclass(frozen=True)
class Activity:
    """One thing that is done with people's data. `rooms` says whose rules of retention belong to it."""

    code: str
    title: Any
    purpose: Any
    bases: tuple[Any, ...]
    people: Any
    data: Any
    recipients: Any
    rooms: tuple[str, ...]
    beyond: Any = ""

    def covers(self, code: str) -> bool:
        """Whether a holding or a rule of retention belongs to this activity."""
        return code.partition(".")[0] in self.rooms


@dataclass(frozen=True)
class Period:
    """A rule of retention with its period of now, and what the clock did by it last."""

    title: str
    why: str
    days: int
    carried_out_at: datetime | None = None
    forgotten: int = 0

    @property
    def words(self) -> str:
        """The period as people say it."""
        if whole := _whole(self.days, A_YEAR):
            return ngettext("%(n)s year", "%(n)s years", whole) % {"n": whole}
        if whole := _whole(self.days, A_MONTH):
            return ngettext("%(n)s month", "%(n)s months", whole) % {"n": whole}
        return ngettext("%(n)s day", "%(n)s days", self.days) % {"n": self.days}


def _whole(days: int, unit: int) -> int:
    """How many of these units the days are, where nothing is left over; else none."""
    return 0 if days % unit else days // unit


@dataclass(frozen=True)
class Entry:
    """An activity as the page shows it."""

    activity: Activity
    periods: list[Period]

    def as_data(self) -> dict[str, Any]:
        """The same in JSON values."""
        one = self.activity
        return {
            "code": one.code,
            "title": str(one.title),
            "purpose": str(one.purpose),
            "legal_basis": [str(basis) for basis in one.bases],
            "people": str(one.people),
            "data": str(one.data),
            "recipients": str(one.recipients),
            "retention": [{"what": row.title, "why": row.why, "days": row.days} for row in self.periods],
            "beyond_retention": str(one.beyond),
            "transfers": str(TRANSFERS),
            "security": str(SECURITY),
        }


TRANSFERS = _("None outside the European Union and the European Economic Area.")
SECURITY = _(
    "Connections are encrypted. Passwords are kept as hashes only. People with a role sign in with a second"
    " factor. Each page asks who may see it, and who did what is logged without names. Copies for safety are"
    " kept for a limited time, and whoever was erased since is erased again when one is put back."
)

ACTIVITIES = (
    Activity(
        "accounts",
        _("Accounts and signing in"),
        _("Letting people sign in, keeping their accounts safe, and answering for their rights."),
        (PUBLIC_INTEREST, OBLIGATION),
        _("Everybody with an account."),
        _(
            "Name, e-mail address, position, place of work, languages, interests; hash of the password; second"
            " factors; connected sites; browsers signed in with their internet address; consents."
        ),
        _("Name and position: colleagues of the same organisation and validators. The rest: administrators."),
        ("accounts",),
        _("An account that is used is kept until its person erases it."),
    ),
    Activity(
        "teams",
        _("Organisations and their teams"),
        _("Knowing who may act for an organisation, and reaching somebody who can answer for its profile."),
        (PUBLIC_INTEREST, CONSENT),
        _("People who act for an organisation, ask to, or are invited; contact persons of profiles."),
        _(
            "Role and dates; requests, invitations and claims with the address they went to; name, position,"
            " e-mail address and telephone of the contact person. Contact persons are never published."
        ),
        _("Managers of the organisation, and validators."),
        ("organisations",),
        _("A contact person is kept as long as the profile names one."),
    ),
    Activity(
        "validation",
        _("Validation of profiles"),
        _("Judging whether a profile meets the criteria, and answering for the decision."),
        (PUBLIC_INTEREST, OBLIGATION),
        _("People who submit a profile; validators."),
        _("Who submitted, judged and decided what, when; the texts of websites that were read as evidence."),
        _("The people of the organisation, and validators."),
        ("validation",),
        _(
            "A decision stays with the profile as long as the platform runs, without the name of who was erased."
        ),
    ),
    Activity(
        "conversations",
        _("Conversations"),
        _("Letting people and organisations write to each other without showing their addresses."),
        (PUBLIC_INTEREST,),
        _("Everybody who writes or is written to."),
        _("Messages, attachments, who wrote them, and who blocked whom."),
        _("The people of both sides; validators for questions of validation and reports of errors."),
        ("conversations",),
    ),
    Activity(
        "mails",
        _("Notices and mails"),
        _("Telling people what waits for them, in the way they chose."),
        (PUBLIC_INTEREST,),
        _("Everybody with an account; people who are invited."),
        _("Address, subject and text of each mail, whether it arrived; what waits; choices about mails."),
        _("The person alone. The mail server passes mails on."),
        ("notices",),
    ),
    Activity(
        "log",
        _("The log of who did what"),
        _("Answering for changes and decisions, and finding misuse."),
        (OBLIGATION,),
        _("Everybody who changes something."),
        _(
            "A number for the person, the verb, the thing, the moment, the role; old and new values of profiles."
        ),
        _("Administrators; the history of a profile also its people and validators."),
        ("core", "log"),
    ),
    Activity(
        "pages",
        _("Pages, articles and access to services"),
        _("Publishing what editors write, and saying who may use which service."),
        (PUBLIC_INTEREST,),
        _("Editors, and people who use a service."),
        _(
            "Who wrote or changed a page, and of which calls you asked to be reminded. Reading leaves nothing behind."
        ),
        _("Editors."),
        ("content", "reference", "directory", "config"),
    ),
)


def activities() -> list[Entry]:
    """The register with the periods of now."""
    rows = {row.code: row for row in RetentionPeriod.objects.all()}
    return [
        Entry(one, [_period(code, rows) for code in personal.retentions if one.covers(code)])
        for one in ACTIVITIES
    ]


def kept_for_the_law() -> list[tuple[Any, Any]]:
    """What stays after an erasure, and why: always without a name."""
    return [
        (
            _("The log of who did what"),
            _(
                "It says that somebody did it, with a number in place of your name. We must answer for changes and decisions."
            ),
        ),
        (
            _("Decisions on applications"),
            _(
                "What you submitted, judged or decided stays with the organisation's profile, without your name."
            ),
        ),
        (
            _("Messages that you wrote"),
            _("They belong to the conversation of others too. They stay, said by “Somebody who left”."),
        ),
        (
            _("Your organisation's profile"),
            _("It belongs to the organisation. If it names you as contact person, you are taken out."),
        ),
        (
            _("Consents"),
            _(
                "Which wording was agreed to, when, and that it was taken back today, without your name."
                " It is proof that publishing was right then."
            ),
        ),
    ]


def _period(code: str, rows: dict[str, RetentionPeriod]) -> Period:
    rule, row = personal.retentions[code], rows.get(code)
    if row is None:
        return Period(str(rule.title), str(rule.why), rule.days)
    return Period(str(rule.title), str(rule.why), row.days, row.carried_out_at, row.forgotten)
