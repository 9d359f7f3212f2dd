"""Conversations of the demonstration: partners who look for each other, one message unread, errors reported."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from eccp.accounts.models import User
from eccp.conversations import services
from eccp.conversations.models import Message, Thread
from eccp.conversations.services import Upload
from eccp.organisations.models import Organisation, Representative, Role

AGENDA = """Visit at the end of April: draft agenda

09:30  Welcome and coffee at our office
10:00  Three members show what they make of shared test data
12:00  Lunch at the pilot plant
13:30  Where we could work together: two tables, one hour each
15:30  What we do next, and who does it
"""


WE, THEY = "we", "they"


@dataclass(frozen=True)
class Said:
    """One message: so many hours ago, by the manager of the demonstration or by the other."""

    hours_ago: int
    by: str
    text: str
    agenda: bool = False


# Who writes for which of the other clusters, about what, and what was said. The first one begins.
TALKS: list[tuple[str, str, list[Said]]] = [
    (
        "Ines Marchetti",
        "A visit of ten of our members in spring",
        [
            Said(
                190,
                THEY,
                "Dear Maya,\n\nten of our members would like to see how your companies share one pilot plant. We think of"
                " two days at the end of April, at our own cost. Would that suit you, and whom should we meet?\n\n"
                "Best wishes\nInes",
            ),
            Said(
                168,
                WE,
                "Dear Ines,\n\nwith pleasure! The last week of April is free. Tell me what your members do, then I ask"
                " three of ours to prepare something that fits.\n\nMaya",
            ),
            Said(
                96,
                THEY,
                "Wonderful. Six of them build sensors, two run test sites, two are from the university. Most of all"
                " they want to learn how small companies came to share their test data.",
            ),
            Said(
                50,
                WE,
                "That is a story best told at the plant itself, and they have agreed to join us for lunch. A first"
                " agenda is attached. Change what you like.",
                agenda=True,
            ),
        ],
    ),
    (
        "Jonas Weber",
        "Partner for a call on recycling of rotor blades",
        [
            Said(
                5,
                THEY,
                "Hello Maya,\n\nwe prepare a proposal on recycling rotor blades and look for a cluster whose companies"
                " would use what comes of it. Eleven of our members know how to part fibre from resin, and none of them"
                " makes anything of it. The call closes in seven weeks.\n\nCould we talk for half an hour next week?\n\nJonas",
            ),
        ],
    ),
    (
        "Elena Duarte",
        "Exchange of staff between our offices",
        [
            Said(
                420,
                WE,
                "Dear colleagues,\n\nwe would like to send one of our project managers to another cluster for two weeks,"
                " and to have one of yours with us in return. Would you be interested?\n\nMaya Lindqvist",
            ),
            Said(
                400,
                THEY,
                "Dear Maya, thank you for thinking of us. This year our office is too small for it, but please ask"
                " again in January.",
            ),
        ],
    ),
]


def make_conversations(manager: User, validator: User, clusters: Sequence[Organisation]) -> None:
    """Let the manager be in touch with other clusters, and have two errors reported."""
    home, others = clusters[0], clusters[1:]
    people = [_person(name, others[place * 3]) for place, (name, _subject, _said) in enumerate(TALKS)]
    for (_name, subject, said), (person, cluster) in zip(TALKS, people, strict=True):
        _talk(subject, said, (manager, home), (person, cluster))
    _reports(manager, validator, home, people[0][0])


def _person(name: str, organisation: Organisation) -> tuple[User, Organisation]:
    """An invented person, who cannot sign in, acts for an organisation."""
    address = f"{name.lower().replace(' ', '.')}@clusters.example"
    person = User.objects.create_user(address, name=name, organisation_in_words=organisation.name)
    Representative.objects.create(person=person, organisation=organisation, role=Role.MANAGER)
    return person, organisation


def _talk(
    subject: str, said: list[Said], own: tuple[User, Organisation], other: tuple[User, Organisation]
) -> None:
    first, *rest = said
    (writer, writes_for), (_reader, reads_for) = (own, other) if first.by == WE else (other, own)
    thread = services.begin(
        reads_for, by=writer, starter_for=writes_for, subject=subject, text=first.text
    ).thread
    for one in rest:
        files = [Upload("agenda.txt", "txt", ContentFile(AGENDA.encode()))] if one.agenda else []
        services.send(thread, by=(own if one.by == WE else other)[0], text=one.text, files=files)
    _since(thread, [one.hours_ago for one in said])
    if len(said) > 1:
        services.mark_read(thread, by=own[0])


def _reports(manager: User, validator: User, home: Organisation, person: User) -> None:
    """One that the manager's profile has and the validator answered, and one of a listed profile that waits."""
    report = services.report(
        home, by=person, error="link", text="The link to your list of members leads to a page that is gone."
    )
    services.send(
        report, by=validator, text="Thank you, the organisation sees this too and will mend the link."
    )
    _since(report, [70, 66])
    services.mark_read(report, by=manager)
    listed = Organisation.objects.listed().order_by("pk").first()
    if listed:
        waits = services.report(
            listed,
            by=manager,
            error="gone",
            text="This cluster merged with its neighbour two years ago; its website says so.",
        )
        _since(waits, [20])


def _since(thread: Thread, hours_ago: list[int]) -> None:
    """Let the messages have been written at earlier moments."""
    now = timezone.now()
    moments = [now - timedelta(hours=hours) for hours in hours_ago]
    for message, moment in zip(thread.messages.order_by("pk"), moments, strict=True):
        Message.objects.filter(pk=message.pk).update(at=moment)
    Thread.objects.filter(pk=thread.pk).update(created_at=moments[0], last_message_at=moments[-1])
