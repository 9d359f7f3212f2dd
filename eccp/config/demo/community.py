"""Making the demonstration community: published, listed, waiting, asked, declined and unfinished profiles."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from eccp.accounts.models import User
from eccp.config.demo.conversations import make_conversations
from eccp.config.demo.figures import ensure_figures
from eccp.config.demo.neighbours import ensure_neighbours
from eccp.config.demo.organisations import Inventor
from eccp.config.demo.partnerships import make_partnerships
from eccp.config.demo.states import APPLICATIONS, NOTE_TEMPLATES, OF_THE_MANAGER
from eccp.config.demo.themes import THEMES
from eccp.config.demo.words import WEIGHTS
from eccp.config.demo_accounts import ACCOUNTS, ensure_demo_accounts
from eccp.core.working_time import due
from eccp.organisations.models import ClusterMembership, Organisation, Representative, Role, Visibility
from eccp.organisations.models.people import Answer
from eccp.organisations.services import profiles
from eccp.validation.clock import closed_days
from eccp.validation.models import Application, NoteTemplate

OTHER_TYPES = {
    "cluster_member": 30,
    "eu_partnership": 14,
    "national_association": 8,
    "meta_cluster_network": 12,
    "training_provider": 8,
    "policy_public_institution": 10,
    "resource_efficiency_provider": 8,
}
REGISTER = "Register of invented clusters"
LISTED_EVERY = 9
HOURS_APART = timedelta(hours=7)
Say = Callable[[str], Any]


@transaction.atomic
def make_community(say: Say) -> int:
    """Make everything, telling the progress to `say`, and return how many organisations there are.

    Only in the demonstration, and all or nothing: an interrupted run leaves an empty database.
    """
    if not settings.DEMO:
        raise RuntimeError("The demonstration community belongs in demonstration mode only.")
    ensure_demo_accounts()
    inventor = Inventor()
    clusters = _clusters(inventor, say)
    _others(inventor, clusters)
    _applications(inventor)
    make_conversations(account("cluster manager"), account("validator"), clusters)
    for title, criterion, text in NOTE_TEMPLATES:
        NoteTemplate.objects.get_or_create(title=title, defaults={"criterion": criterion, "text": text})
    make_partnerships(inventor, clusters, _published)
    ensure_figures()
    total = Organisation.objects.count()
    say(f"{total} invented organisations are there.")
    return total


def account(role: str) -> User:
    """The demonstration account of a role."""
    return User.objects.get(email=next(one.email for one in ACCOUNTS if str(one.role) == role))


def _clusters(inventor: Inventor, say: Say) -> list[Organisation]:
    made, wanted = [], sum(WEIGHTS.values())
    for number, values in enumerate(inventor.clusters(), start=1):
        if number % LISTED_EVERY == 0:
            _listed(values)
        else:
            made.append(_published(inventor, "cluster_organisation", values))
        if number % 50 == 0:
            say(f"{number} of {wanted} clusters")
    manager = account("cluster manager")
    Representative.objects.create(person=manager, organisation=made[0], role=Role.MANAGER)
    User.objects.filter(pk=manager.pk).update(organisation_in_words=made[0].name)
    ensure_neighbours()
    return made


def _published(inventor: Inventor, kind: str, values: dict[str, Any]) -> Organisation:
    return _long_ago(inventor, profiles.publish(profiles.create(kind, values, by=None), by=None))


def _long_ago(inventor: Inventor, organisation: Organisation) -> Organisation:
    """Have a profile be there for some time already; a few were not confirmed for more than a year."""
    days = inventor.random.randint(3, 900)
    now = timezone.now()
    Organisation.objects.filter(pk=organisation.pk).update(
        published_at=now - timedelta(days=days),
        last_confirmed_at=now - timedelta(days=inventor.random.randint(0, min(days, 420))),
    )
    return organisation


def _listed(values: dict[str, Any]) -> None:
    """An entry of a register: name, place and focus, and nothing else."""
    few = {name: values[name] for name in ("country", "city", "name", "website", "ecosystems")}
    profiles.create(
        "cluster_organisation",
        few,
        by=None,
        visibility=Visibility.LISTED,
        source=REGISTER,
        source_key=values["website"],
    )


def _others(inventor: Inventor, clusters: list[Organisation]) -> None:
    countries, weights = list(WEIGHTS), list(WEIGHTS.values())
    for kind, number in OTHER_TYPES.items():
        for _index in range(number):
            country = inventor.random.choices(countries, weights)[0]
            values = inventor.other(kind, country)
            if kind == "cluster_member":
                _member(inventor, values, inventor.random.choice(clusters[:40]))
            else:
                _published(inventor, kind, values)


def _member(inventor: Inventor, values: dict[str, Any], cluster: Organisation) -> None:
    member = profiles.create("cluster_member", values | {"memberships": [cluster.pk]}, by=None)
    ClusterMembership.objects.filter(member=member).update(status=Answer.ACCEPTED)
    _long_ago(inventor, profiles.publish(member, by=None))


def _applications(inventor: Inventor) -> None:
    """Profiles on their way: each state of the queue is there to be seen, with the clock at different hours."""
    countries, validator, manager = list(WEIGHTS), account("validator"), account("cluster manager")
    for index, make in enumerate(APPLICATIONS):
        values = inventor.cluster(countries[index * 3 % len(countries)], inventor.random.choice(THEMES))
        applicant = manager if make in OF_THE_MANAGER else _applicant(values)
        organisation = make(values, applicant, validator)
        for application in organisation.applications.waiting():
            _since(application, timezone.now() - HOURS_APART * index)


def _applicant(values: dict[str, Any]) -> User:
    """An invented person, who cannot sign in."""
    return User.objects.create_user(values["contact_email"], name=values["contact_name"])


def _since(application: Application, moment: datetime) -> None:
    """Let an application have been submitted at an earlier moment."""
    application.submitted_at = application.clock_started_at = moment
    application.due_at = due(moment, settings.VALIDATION_HOURS, closed_days())
    application.save(update_fields=["submitted_at", "clock_started_at", "due_at"])
