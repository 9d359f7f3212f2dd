"""What the platform counts: each figure with its unit and in words what is in it and what is not.

Every page, file and program that shows one of these numbers asks here, so that a word means one number
everywhere. Most are of validated profiles, as they are published at the moment of asking; those of the work
of validation are of the last twelve months.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Avg, Count, Q, QuerySet, Sum, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from eccp.core.working_time import BRUSSELS
from eccp.organisations.models import Organisation
from eccp.reference.models import Participation, today
from eccp.validation import clock
from eccp.validation.models import Application
from eccp.validation.record import DECIDED

HOUR = timedelta(hours=1)
NETWORKS = ("national_association", "meta_cluster_network")
Way = Callable[[], Any]  # makes the expression that counts, at the moment of counting


@dataclass(frozen=True)
class Counter:
    """A figure. `label` stands under the number, `unit` says what one of it is.

    Where `of` and `way` are missing, no table of ours has it: people keep it by hand, with dates.
    `part_of` names the counter of the whole that this one is a part of. `since` gives the first day of the
    time that is counted, of which today is the last; most are of now and have none.
    """

    code: str
    label: Any
    unit: Any
    counts: Any
    leaves_out: Any
    of: Callable[[], QuerySet[Any]] | None = None
    way: Way | None = None
    part_of: str = ""
    since: Callable[[], date] | None = None

    @property
    def by_hand(self) -> bool:
        """Whether people keep it."""
        return self.way is None


def profiles() -> QuerySet[Any]:
    """The validated and published profiles."""
    return Organisation.objects.published()


def a_year_ago() -> date:
    """The first day of the last twelve months, of which today is the last, in Brussels."""
    tomorrow = today() + timedelta(days=1)
    try:
        return tomorrow.replace(year=tomorrow.year - 1)
    except ValueError:  # on 28 February before a leap day
        return date(tomorrow.year - 1, 3, 1)


def decisions() -> QuerySet[Any]:
    """The applications that a validator decided in the last twelve months, by the day of the decision.

    A claim is about people and counts nowhere. `off_middle` is 0, 1 or 2 of the one or two that stand in the
    middle by the working time used: of so many before it as after it.
    """
    begins = datetime.combine(a_year_ago(), time(), tzinfo=BRUSSELS)
    decided = Application.objects.about_the_profile().filter(status__in=DECIDED, decided_at__gte=begins)
    place, among = Window(RowNumber(), order_by="hours_used"), Window(Count("pk"))
    return decided.annotate(off_middle=place * 2 - among)


def today_taking_part() -> QuerySet[Any]:
    """The codes of the countries that take part in a programme today."""
    return Participation.objects.on(today()).values("country")


def of_types(*types: str) -> Way:
    """Count the profiles of some types."""
    return lambda: Count("pk", filter=Q(type__in=types))


CLUSTERS = Q(type="cluster_organisation")
VALIDATED_ONLY = _("Drafts, profiles on their way through validation, listed and archived ones.")

COUNTERS = (
    Counter(
        "cluster_organisations",
        _("cluster organisations"),
        _("organisations"),
        _("Published profiles of cluster organisations, validated, worldwide."),
        VALIDATED_ONLY,
        profiles,
        of_types("cluster_organisation"),
    ),
    Counter(
        "associations_networks",
        _("associations and networks"),
        _("organisations"),
        _(
            "Published profiles of national associations of clusters, of meta-clusters and networks of clusters."
        ),
        _("Cluster organisations themselves, even where they have clusters among their members."),
        profiles,
        of_types(*NETWORKS),
    ),
    Counter(
        "smes_declared",
        _("SMEs declared"),
        _("SMEs declared"),
        _(
            "The sum of the small and medium-sized members that published cluster organisations declare. "
            "Clusters may overlap: an SME in two of them is counted twice."
        ),
        _("It is no number of different companies. Clusters that declare no number add nothing."),
        profiles,
        lambda: Sum("cluster__members_sme", filter=CLUSTERS, default=0),
    ),
    Counter(
        "partnerships",
        _("partnerships and initiatives"),
        _("partnerships"),
        _(
            "Published profiles of European cluster partnerships and other EU-funded cluster projects, "
            "of whatever programme."
        ),
        VALIDATED_ONLY,
        profiles,
        of_types("eu_partnership"),
    ),
    Counter(
        "profiles",
        _("profiles"),
        _("profiles"),
        _("All published profiles of the eight types. An organisation with two types has two."),
        VALIDATED_ONLY,
        profiles,
        lambda: Count("pk"),
    ),
    Counter(
        "countries",
        _("countries"),
        _("countries"),
        _("Countries and territories in which at least one published profile has its seat."),
        _("Countries that a profile only works with or seeks partners in."),
        profiles,
        lambda: Count("country", distinct=True),
    ),
    Counter(
        "programme_countries",
        _("programme countries"),
        _("countries"),
        _(
            "Countries that take part in the Single Market Programme (until 2020: COSME) with at least one "
            "published cluster organisation today."
        ),
        _("Programme countries without one, and countries that take part on another date only."),
        profiles,
        lambda: Count("country", distinct=True, filter=CLUSTERS & Q(country__in=today_taking_part())),
    ),
    Counter(
        "applications_judged",
        _("applications judged"),
        _("applications"),
        _(
            "First validations and second looks that ended with publication or with a declined application, "
            "by the day of the decision."
        ),
        _("Applications that wait or were withdrawn, and claims of a profile."),
        decisions,
        lambda: Count("pk"),
        since=a_year_ago,
    ),
    Counter(
        "applications_in_time",
        _("judged within 48 hours"),
        _("applications"),
        _(
            "Of the applications judged, those decided within 48 hours that run on working days, in Brussels. "
            "The clock stands while the applicant is asked."
        ),
        _("Applications that took longer. Saturdays, Sundays and closing days are not counted as time."),
        decisions,
        lambda: Count("pk", filter=Q(hours_used__lte=clock.allowed())),
        "applications_judged",
        a_year_ago,
    ),
    Counter(
        "hours_to_decision",
        _("median hours until the decision"),
        _("hours on working days"),
        _(
            "Half of the applications judged took this time or less, half this time or more. A working day in "
            "Brussels has 24 hours, and a begun hour counts as one."
        ),
        _("Saturdays, Sundays and closing days, and the time in which the applicant was asked."),
        decisions,
        lambda: Avg("hours_used", filter=Q(off_middle__gte=0, off_middle__lte=2)),
        since=a_year_ago,
    ),
    Counter(
        "subscribers",
        _("newsletter subscribers"),
        pgettext_lazy("unit", "subscribers"),
        _("Addresses that get the newsletter, on the date that is given."),
        _("Nothing is known of readers beyond these addresses."),
    ),
    Counter(
        "followers",
        _("followers on social media"),
        pgettext_lazy("unit", "followers"),
        _("Followers of the platform's own channels, added up, on the date that is given."),
        _("It is no number of different people: who follows two channels is counted twice."),
    ),
)
BY_CODE = {counter.code: counter for counter in COUNTERS}
COUNTED = tuple(counter for counter in COUNTERS if not counter.by_hand)
KEPT_BY_HAND = tuple(counter for counter in COUNTERS if counter.by_hand)


def choices() -> list[tuple[str, Any]]:
    """Codes and labels, for columns and forms."""
    return [(counter.code, counter.label) for counter in COUNTERS]


def count(counters: Iterable[Counter] = COUNTED) -> dict[str, int | None]:
    """The numbers of now by code, with one query for each population. Those kept by hand are left out.

    A median of nothing is None; everything else is nought where there is nothing.
    """
    asked: dict[Callable[[], QuerySet[Any]], dict[str, Any]] = {}
    for counter in counters:
        if counter.of and counter.way:
            asked.setdefault(counter.of, {})[counter.code] = counter.way()
    numbers: dict[str, int | None] = {}
    for of, ways in asked.items():
        numbers |= {code: _whole(value) for code, value in of().aggregate(**ways).items()}
    return numbers


def _whole(value: Any) -> Any:
    """A length of time in hours, begun ones counted, so that none over the promise is said to be within it."""
    return -(-value // HOUR) if isinstance(value, timedelta) else value
