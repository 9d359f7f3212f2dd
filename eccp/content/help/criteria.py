"""The criteria in words for readers, each with its rule as the code checks it: the numbers are the code's own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import localize
from django.utils.translation import gettext_lazy as _

from eccp.organisations.criteria import cluster, shared
from eccp.organisations.types import all_types
from eccp.organisations.types.base import ProfileType
from eccp.organisations.types.fields import Need

# By the code of a criterion. A test keeps a rule for every criterion that a profile type has.
RULES: Mapping[str, Any] = {
    "team": (
        _("A team of at least %(posts)s full-time posts runs the cluster."),
        {"posts": cluster.FTE_AT_LEAST},
    ),
    "website": (
        _(
            "You have a website, and it says the same as your profile. It should be in English or have a"
            " translation button. A validator reads it."
        ),
        {},
    ),
    "size": (
        _(
            "The cluster has at least %(members)s members: companies, research, public bodies, civil society and others together."
        ),
        {"members": cluster.MEMBERS_AT_LEAST},
    ),
    "industry": (
        _(
            "More than half of the members are companies. Small and large ones count together; exactly half is not enough."
        ),
        {},
    ),
    "mix": (
        _(
            "The members are of at least %(kinds)s kinds: industry, research, public sector, civil society."
            " Small and large companies are one kind, and “other” is none."
        ),
        {"kinds": cluster.KINDS_AT_LEAST},
    ),
    "focus": (
        _(
            "The cluster has a clear focus: one to %(ecosystems)s industrial ecosystems and at most %(sectors)s"
            " sectors. With more, or with sectors alone, a validator looks; with neither, it is not met."
        ),
        {"ecosystems": cluster.ECOSYSTEMS_AT_MOST, "sectors": cluster.SECTORS_AT_MOST},
    ),
    "services": (
        _("The cluster gives its members at least %(services)s different services."),
        {"services": cluster.SERVICES_AT_LEAST},
    ),
    "membership": (
        _("You name the cluster that you are a member of, and its manager confirms it."),
        {},
    ),
    "dimension": (
        _("The profile says what clusters do in the partnership or project. A validator reads it."),
        {},
    ),
    "scope": (
        _(
            "The profile says how you bring cluster organisations together at national level. A validator reads it."
        ),
        {},
    ),
    "clusters": (
        _("At least %(clusters)s cluster organisations are members."),
        {"clusters": shared.CLUSTERS_AT_LEAST},
    ),
    "offer": (
        _("Your training for clusters or their members stands on a public page. A validator reads it."),
        {},
    ),
    "mandate": (
        _("The profile says what your public mandate has to do with clusters. A validator reads it."),
        {},
    ),
    "charter": (
        _("You signed the EREK Charter, and give the date. A validator checks it."),
        {},
    ),
    "support": (
        _(
            "The profile says which technologies or cases of resource efficiency you can share. A validator reads it."
        ),
        {},
    ),
}


@dataclass(frozen=True)
class Rule:
    """A criterion as help says it."""

    title: Any
    rule: str
    waivable: bool
    source: str


@dataclass(frozen=True)
class TypeRules:
    """A profile type: who it is for, its criteria, and what its form asks."""

    kind: ProfileType
    rules: list[Rule]
    always: int
    in_programme: int
    minutes: int

    @property
    def anchor(self) -> str:
        """Where it stands on the page."""
        return anchor_of(self.kind)


def rules_of(kind: ProfileType) -> list[Rule]:
    """The criteria of one type, in the order in which they are checked."""
    return [Rule(one.title, said(one.code), one.waivable, one.source) for one in kind.criteria]


def anchor_of(kind: ProfileType) -> str:
    """Where the criteria of a type stand on their page."""
    return kind.code.replace("_", "-")


def said(code: str) -> str:
    """The rule of a criterion in one or two sentences, with the numbers of today."""
    words, numbers = RULES[code]
    return (
        str(words) % {name: localize(number) for name, number in numbers.items()} if numbers else str(words)
    )


def all_rules() -> list[TypeRules]:
    """Every profile type with its criteria, how many answers are mandatory, and how long its form takes."""
    return [
        TypeRules(
            kind,
            rules_of(kind),
            always=sum(field.need is Need.ALWAYS for field in kind),
            in_programme=sum(field.need is Need.IN_PROGRAMME_COUNTRIES for field in kind),
            minutes=sum(step.minutes for step in kind.steps),
        )
        for kind in all_types()
    ]
