"""The criteria of the other profile types.

Two duties are common to all: the information must match the website, and (seen by the platform
itself) the organisation must have no published profile yet. The rest is special to a type; where
the platform published no wording, `source` says that the rule is our default.
"""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from eccp.organisations.criteria.base import Criterion, Facts, Finding, look, met, not_met
from eccp.organisations.criteria.cluster import website

PUBLISHED_CONSENT = _("ECCP consent text of the profile type")
DEFAULT = _("our default where the platform published no wording")

CLUSTERS_AT_LEAST = 2


def given(field: str, missing: Any, mend: Any, found: Any) -> Callable[[Facts], Finding]:
    """A rule that needs an answer in one field, which a person then reads."""

    def check(facts: Facts) -> Finding:
        return look(found) if facts.values.get(field) not in (None, "", []) else not_met(missing, mend)

    return check


def enough_clusters(facts: Facts) -> Finding:
    """At least two cluster organisations among the members."""
    number = int(facts.number("clusters") or 0)
    said = ngettext_lazy("%(number)s cluster organisation.", "%(number)s cluster organisations.", number) % {
        "number": number
    }
    if number >= CLUSTERS_AT_LEAST:
        return met(said)
    return not_met(said, _("At least two cluster organisations must be members."))


def named_cluster(facts: Facts) -> Finding:
    """The member names its cluster, whose manager confirms it."""
    named = facts.codes("memberships")
    if named and facts.confirmed_by_cluster:
        return met(_("The cluster has confirmed it."))
    if named:
        return look(_("The manager of the cluster confirms the membership."))
    return not_met(_("No cluster named yet."), _("Name the cluster that you are a member of."))


WEBSITE = Criterion("website", _("Website"), PUBLISHED_CONSENT, website)

MEMBERSHIP = Criterion("membership", _("Membership"), PUBLISHED_CONSENT, named_cluster)

CLUSTER_DIMENSION = Criterion(
    "dimension",
    _("Cluster dimension"),
    PUBLISHED_CONSENT,
    given(
        "cluster_dimension",
        _("Nothing said yet about the part of clusters."),
        _("Say what clusters do in this project, in two or three sentences."),
        _("The validator reads what you say about the part of clusters."),
    ),
)

NATIONAL_SCOPE = Criterion(
    "scope",
    _("National scope"),
    PUBLISHED_CONSENT,
    given(
        "scope",
        _("Nothing said yet about your scope."),
        _("Say how you bring cluster organisations together at national level."),
        _("The validator reads how you bring cluster organisations together."),
    ),
)

CLUSTERS = Criterion("clusters", _("Cluster organisations as members"), DEFAULT, enough_clusters)

TRAINING_OFFER = Criterion(
    "offer",
    _("Training offer"),
    DEFAULT,
    given(
        "offer_link",
        _("No public training offer given yet."),
        _("Give the page where your training for clusters or their members is offered."),
        _("The validator reads your training offer."),
    ),
)

MANDATE = Criterion(
    "mandate",
    _("Public mandate"),
    DEFAULT,
    given(
        "mandate",
        _("Nothing said yet about your mandate."),
        _("Say what your public mandate has to do with clusters."),
        _("The validator reads your mandate."),
    ),
)

CHARTER = Criterion(
    "charter",
    _("EREK Charter"),
    _("EREK Charter"),
    given(
        "charter_signed_on",
        _("The EREK Charter is not signed yet."),
        _("Sign the EREK Charter and give the date."),
        _("The validator checks the signature of the EREK Charter."),
    ),
)

SUPPORT = Criterion(
    "support",
    _("Support for resource efficiency"),
    _("EREK Charter"),
    given(
        "support",
        _("Nothing said yet about your support."),
        _("Say which technologies or cases of resource efficiency you can share."),
        _("The validator reads what you can share."),
    ),
)
