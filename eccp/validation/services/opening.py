"""Opening applications: submitting a profile, asking a cluster, and the second look after an edit."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from eccp.accounts import services as accounts
from eccp.accounts.consents import PUBLICATION, current
from eccp.accounts.models import User
from eccp.conversations import services as conversations
from eccp.conversations.models import Thread
from eccp.core.log import history, log
from eccp.core.refusals import Refusal, Refused, require
from eccp.core.tasks import enqueue
from eccp.organisations.criteria.base import Answer, Checked
from eccp.organisations.models import ClusterMembership, Organisation, Visibility
from eccp.organisations.models.people import Answer as MembershipAnswer
from eccp.organisations.services import people, telling
from eccp.organisations.snapshot import check, facts
from eccp.organisations.types.base import Step
from eccp.organisations.types.fields import Field
from eccp.validation import clock
from eccp.validation.models import Application
from eccp.validation.policies import refuses_submitting
from eccp.validation.record import last_decision, whole
from eccp.validation.services import notifying
from eccp.validation.services.showing import MEMBER

SENT = "validation.send_to_cluster"


@transaction.atomic
def submit(organisation: Organisation, *, by: User, consent: bool) -> Application:
    """Put a profile before the validators: all that is mandatory is filled, and consent is given.

    Criteria that fail do not forbid it: a person decides. A member's profile is confirmed by its
    cluster instead (`send_to_cluster`), as long as a cluster it names has a manager.
    """
    row = _ready(organisation, by=by, consent=consent)
    if confirmed_by_cluster(row):
        raise Refused(Refusal("cluster_confirms"))
    if row.type == MEMBER and not ClusterMembership.objects.waiting().filter(member=row).exists():
        raise Refused(Refusal("no_cluster"))
    consent_to = current(PUBLICATION).version
    return begin(row, Application.Kind.FIRST, by=by, submitted_by=by, consent_to=consent_to)


@transaction.atomic
def send_to_cluster(organisation: Organisation, *, by: User, consent: bool = True) -> list[ClusterMembership]:
    """Ask the managers of each named cluster to confirm a member; return the memberships that wait.

    A profile that a cluster confirmed before it was complete is published at once.
    """
    row = _ready(organisation, by=by, consent=consent)
    if row.memberships.filter(status=MembershipAnswer.ACCEPTED).exists():
        people.publish_member(row, by=by)
        return []
    waiting = _waiting_for_managers(row)
    if not waiting:
        raise Refused(Refusal("no_cluster"))
    if sent_to_cluster(row):
        raise Refused(Refusal("cluster_asked"))
    for membership in waiting:
        telling.membership_asked(membership)
    log(row, SENT, by=by, note=", ".join(one.cluster.name for one in waiting))
    return waiting


@transaction.atomic
def look_again(organisation_id: int) -> Application | None:
    """Open a second look where an edit of a published profile made a criterion fail.

    The profile stays published. Only what was not so at the last publication counts: a criterion
    that a validator waived or accepted as it was is not brought up again. Safe to repeat.
    """
    row = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation_id)
    opened = Application.objects.open().about_the_profile().filter(organisation=row)
    if row.visibility != Visibility.PUBLISHED or opened.exists():
        return None
    failing = newly_failing(row)
    if not failing:
        return None
    with override("en"):
        reason = "\n".join(f"{one.criterion.title}: {one.finding.found}" for one in failing)
    return begin(row, Application.Kind.SECOND_LOOK, by=None, submitted_by=None, reason=reason)


def begin(
    organisation: Organisation, kind: str, *, by: User | None, submitted_by: User | None, **columns: Any
) -> Application:
    """Open an application of any kind: its thread, its clock, its log, its evidence, its mails.

    The thread of a claim is between the claimant and the validators; the organisation has no part in it.
    """
    now = timezone.now()
    claim = kind == Application.Kind.CLAIM
    application = Application(
        organisation=organisation,
        kind=kind,
        submitted_by=submitted_by,
        submitted_at=now,
        thread=conversations.open_thread(
            organisation,
            Thread.About.VALIDATION,
            organisation.name,
            starter=submitted_by if claim else None,
            with_organisation=not claim,
            with_platform=True,
        ),
        **columns,
    )
    clock.start(application, now)
    application.save()
    log(application, "validation.submit", by=by, changes={"status": ["", application.status]})
    log(organisation, f"validation.opened_{kind}", by=by, note=application.reason)
    enqueue("validation.gather_evidence", application.pk)
    notifying.opened(application)
    return application


def missing(organisation: Organisation) -> list[tuple[Step, Field]]:
    """The mandatory fields that are still empty, each with its step."""
    row = whole(organisation.pk)
    known = facts(row)
    return row.kind.missing(dict(known.values), known.programme_country)


def confirmed_by_cluster(organisation: Organisation) -> bool:
    """Whether a cluster decides about this profile, not the validators."""
    return organisation.type == MEMBER and (
        organisation.memberships.filter(status=MembershipAnswer.ACCEPTED).exists()
        or bool(_waiting_for_managers(organisation))
    )


def sent_to_cluster(organisation: Organisation) -> bool:
    """Whether the managers of every named cluster that has some were asked since it was named."""
    waiting = _waiting_for_managers(organisation)
    if not waiting:
        return False
    newest = max(membership.created_at for membership in waiting)
    return history(organisation).filter(verb=SENT, at__gte=newest).exists()


def newly_failing(organisation: Organisation) -> list[Checked]:
    """The criteria that fail now and did not when the profile was last published.

    Advice never fails. Of a profile published without a validator's decision, all that fail count.
    """
    decision = last_decision(organisation.pk, published=True)
    then = decision.snapshot.get("findings", {}) if decision else {}
    failing = [
        one
        for one in check(whole(organisation.pk))
        if one.finding.answer is Answer.NOT_MET and not one.advises
    ]
    return [one for one in failing if then.get(one.criterion.code, {}).get("answer") != Answer.NOT_MET.value]


def _ready(organisation: Organisation, *, by: User, consent: bool) -> Organisation:
    """The locked row of a profile that may be submitted now, its consent recorded, or `Refused` with the rule."""
    row = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    require(refuses_submitting(by, row))
    if empty := missing(row):
        raise Refused(Refusal("incomplete", ", ".join(str(field.label) for _step, field in empty)))
    if not consent:
        raise Refused(Refusal("consent_needed"))
    accounts.agree(by, PUBLICATION, where="validation.submit", about=row)
    return row


def _waiting_for_managers(organisation: Organisation) -> list[ClusterMembership]:
    rows = ClusterMembership.objects.waiting().filter(member=organisation).select_related("member", "cluster")
    return [row for row in rows if telling.managers(row.cluster).exists()]
