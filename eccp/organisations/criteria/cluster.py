"""The criteria of cluster organisations, as the platform published them in December 2020.

Source of the rules: the presentation of 14 December 2020 and the registration page; where a
rule is our own reading of an open wording, its `source` says so.
"""

from decimal import Decimal

from django.utils.formats import localize
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from eccp.organisations.criteria.base import Criterion, Facts, Finding, look, met, not_met

FTE_AT_LEAST = Decimal("0.5")
MEMBERS_AT_LEAST = 15
KINDS_AT_LEAST = 2
SERVICES_AT_LEAST = 2
ECOSYSTEMS_AT_MOST = 3
SECTORS_AT_MOST = 6

PUBLISHED_RULE = _("ECCP validation criteria, December 2020")
WITH_OUR_NUMBERS = _("ECCP validation criteria, December 2020; the numbers are ours")

INDUSTRY = ("members_sme", "members_large")
KINDS = {
    "industry": INDUSTRY,
    "research": ("members_research",),
    "public": ("members_public",),
    "society": ("members_society",),
}
MEMBERS = (*INDUSTRY, "members_research", "members_public", "members_society", "members_other")


def plain(number: Decimal) -> str:
    """A number without needless zeros."""
    return format(number.normalize(), "f")


def total(facts: Facts, names: tuple[str, ...] = MEMBERS) -> Decimal:
    """The sum of some member counts, in organisations; empty counts as none."""
    return sum((facts.number(name) or Decimal(0) for name in names), Decimal(0))


def team(facts: Facts) -> Finding:
    """A dedicated team of at least 0.5 full-time posts."""
    posts = facts.number("management_fte")
    if posts is None:
        return not_met(
            _("No staff given yet."), _("Say how many full-time posts run the cluster; at least 0.5.")
        )
    said = ngettext_lazy(
        "%(posts)s full-time post runs the cluster.",
        "%(posts)s full-time posts run the cluster.",
        1 if posts == 1 else 0 if posts < 2 else 2,  # French has one form for all below two
    ) % {"posts": localize(Decimal(plain(posts)))}
    if posts >= FTE_AT_LEAST:
        return met(said)
    return not_met(said, _("A team of at least 0.5 full-time posts is needed."))


def website(facts: Facts) -> Finding:
    """A website in English (automatic translation counts) that backs the profile: a person reads it."""
    if address := facts.text("website"):
        return look(
            _("The validator reads %(address)s beside your profile.") % {"address": address},
            _(
                "Have activities, services, members and recent news on it, in English or with a translation button."
            ),
        )
    return not_met(_("No website given yet."), _("Give the address of your website."))


def size(facts: Facts) -> Finding:
    """At least 15 committed members."""
    members = int(total(facts))
    if members >= MEMBERS_AT_LEAST:
        return met(_("%(members)s members.") % {"members": members})
    return not_met(
        ngettext_lazy("%(members)s member.", "%(members)s members.", members) % {"members": members},
        _("Give at least %(least)s members; you have %(members)s.")
        % {"least": MEMBERS_AT_LEAST, "members": members},
    )


def industry(facts: Facts) -> Finding:
    """More than half of the members are from industry: SMEs and large companies together."""
    members, companies = total(facts), total(facts, INDUSTRY)
    if not members:
        return not_met(_("No members given yet."), _("Say how many of your members are companies."))
    said = _("%(companies)s of %(members)s members are companies.") % {
        "companies": int(companies),
        "members": int(members),
    }
    if companies * 2 > members:
        return met(said)
    return not_met(said, _("More than half of the members must come from industry."))


def mix(facts: Facts) -> Finding:
    """At least two kinds of the helix; SMEs and large companies are both industry, "other" is no kind."""
    kinds = sum(1 for names in KINDS.values() if total(facts, names) > 0)
    if kinds >= KINDS_AT_LEAST:
        return met(_("%(kinds)s kinds of members.") % {"kinds": kinds})
    return not_met(
        ngettext_lazy("%(kinds)s kind of members.", "%(kinds)s kinds of members.", kinds) % {"kinds": kinds},
        _("Besides companies, have at least one member from research, the public sector or civil society."),
    )


def focus(facts: Facts) -> Finding:
    """A clear thematic focus.

    The published rule gives no number; from four ecosystems or seven sectors on, or with no
    ecosystem at all, a person looks.
    """
    ecosystems, sectors = len(facts.codes("ecosystems")), len(facts.codes("sectors"))
    if not ecosystems and not sectors:
        return not_met(_("No ecosystem chosen yet."), _("Choose the ecosystem you work in: one to three."))
    if 0 < ecosystems <= ECOSYSTEMS_AT_MOST and sectors <= SECTORS_AT_MOST:
        return met(
            ngettext_lazy("%(number)s ecosystem.", "%(number)s ecosystems.", ecosystems)
            % {"number": ecosystems}
        )
    return look(
        _("%(ecosystems)s ecosystems and %(sectors)s sectors.")
        % {"ecosystems": ecosystems, "sectors": sectors},
        _("Choose only the ones you really work in, so that the focus is clear."),
    )


def services(facts: Facts) -> Finding:
    """At least two different cluster services."""
    number = len(set(facts.codes("services")))
    said = ngettext_lazy("%(number)s service.", "%(number)s services.", number) % {"number": number}
    if number >= SERVICES_AT_LEAST:
        return met(said)
    return not_met(said, _("Choose at least two services that you give to your members."))


CRITERIA = (
    Criterion("team", _("Team"), PUBLISHED_RULE, team, waivable=True),
    Criterion("website", _("Website"), PUBLISHED_RULE, website),
    Criterion("size", _("Members"), PUBLISHED_RULE, size, waivable=True),
    Criterion("industry", _("Majority from industry"), PUBLISHED_RULE, industry, waivable=True),
    Criterion("mix", _("Kinds of members"), PUBLISHED_RULE, mix, waivable=True),
    Criterion("focus", _("Thematic focus"), WITH_OUR_NUMBERS, focus, waivable=True),
    Criterion("services", _("Cluster services"), PUBLISHED_RULE, services, waivable=True),
)
