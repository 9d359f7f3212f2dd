"""Evidence for the validator, gathered by a worker: the website, look-alikes, what changed.

What is found is plain JSON, by kind:

website       see `website.look`; for a claim also `claimant`: `domain` of the claimant's mail address
              and `same_site`, whether that is the website's own
look_alikes   `profiles`: rows of `id`, `name`, `score` from 0 to 1, `reasons` in words, `visibility`, `people`
changes       `decision`: number of the last decided application or None; `since`: when it was;
              `changed`: {field: [old, new]}; `labels`: {field: label}
"""

import logging
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import override

from eccp.accounts.models import User
from eccp.core.changes import describe
from eccp.core.log import log
from eccp.core.refusals import require
from eccp.core.tasks import enqueue
from eccp.core.websites import same_site
from eccp.organisations import look_alikes
from eccp.organisations.models import Organisation
from eccp.organisations.snapshot import snapshot
from eccp.validation.models import Application, Evidence
from eccp.validation.policies import refuses_judging
from eccp.validation.record import HIDDEN, kept, last_decision, whole
from eccp.validation.services import website
from eccp.validation.web.addresses import Gate

logger = logging.getLogger(__name__)

Finder = Callable[[Application, Organisation], dict[str, Any]]


def gather_evidence(application_id: int, *, gate: Gate | None = None) -> list[Evidence]:
    """Find out what there is to find out and store it by kind, over what was found before.

    A kind that fails leaves the others, and is tried again by the worker: the first failure is
    raised when all have been tried. The website is asked outside any transaction.
    """
    application = Application.objects.select_related("organisation", "submitted_by").get(pk=application_id)
    organisation = whole(application.organisation_id)
    finders: dict[str, Finder] = {
        Evidence.Kind.LOOK_ALIKES: _look_alikes,
        Evidence.Kind.CHANGES: _changes,
        Evidence.Kind.WEBSITE: lambda row, profile: _website(row, profile, gate or Gate()),
    }
    stored, failures = [], []
    for kind, find in finders.items():
        try:
            found = find(application, organisation)
            with transaction.atomic():
                evidence, _made = Evidence.objects.update_or_create(
                    application=application, kind=kind, defaults={"found": found}
                )
        except Exception as failure:
            logger.warning(
                "The evidence %s of application %s could not be gathered.",
                kind,
                application_id,
                exc_info=True,
            )
            failures.append(failure)
        else:
            stored.append(evidence)
    if failures:
        raise failures[0]
    return stored


@transaction.atomic
def regather(application: Application, *, by: User) -> None:
    """Ask for the evidence anew; a worker gathers it."""
    require(refuses_judging(by, application))
    log(application, "validation.regather", by=by)
    enqueue("validation.gather_evidence", application.pk)


def _website(application: Application, organisation: Organisation, gate: Gate) -> dict[str, Any]:
    found = website.look(organisation, gate=gate)
    if application.kind == Application.Kind.CLAIM and application.submitted_by:
        domain = application.submitted_by.email.rpartition("@")[2]
        found["claimant"] = {"domain": domain, "same_site": same_site(domain, organisation.website)}
    return found


def _look_alikes(application: Application, organisation: Organisation) -> dict[str, Any]:
    alike = look_alikes.find(
        organisation.name,
        organisation.website,
        organisation.city,
        organisation.country_id,
        exclude=[organisation.pk],
    )
    with override("en"):
        return {
            "profiles": [
                {
                    "id": one.organisation.pk,
                    "name": one.organisation.name,
                    "score": round(one.score, 2),
                    "reasons": [str(reason) for reason in one.reasons],
                    "visibility": one.organisation.visibility,
                    "people": one.organisation.representatives.count(),
                }
                for one in alike
            ]
        }


def _changes(application: Application, organisation: Organisation) -> dict[str, Any]:
    decision = last_decision(organisation.pk)
    if decision is None or decision.pk == application.pk:
        return {"decision": None, "since": None, "changed": {}, "labels": {}}
    then, now = decision.snapshot.get("values", {}), kept(organisation, snapshot(organisation))
    fields = organisation.kind.fields
    # A type may have gained or lost fields since: what one side does not know is no change.
    shared = {name: value for name, value in now.items() if name in then and value != HIDDEN}
    changed = describe(then, shared, sets=organisation.kind.sets)
    with override("en"):
        return {
            "decision": decision.pk,
            "since": decision.decided_at.isoformat() if decision.decided_at else None,
            "changed": {name: [then[name], now[name]] for name in changed},
            "labels": {name: str(fields[name].label) for name in changed},
        }
