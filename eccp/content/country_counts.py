"""How many profiles a country has, published and not: the one place where that is defined.

Published: validated, and everybody sees it. Not published: people of the country began it, and it is a
draft, under validation, or was declined and not yet submitted again. An entry that was only taken from a
register is neither; nor is a profile that was withdrawn, merged away or archived after it was published.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from eccp.organisations.models import Organisation, Visibility
from eccp.reference.models import AccessException, Country, CountryLabel
from eccp.validation.models import Application

PUBLISHED_MEANS = _("Published: validated by a person, and shown to everybody.")
UNPUBLISHED_MEANS = _(
    "Not published: begun by people of the country, and still a draft, under validation or declined. "
    "Entries that were only taken from a register are in neither number."
)
STANDS = Application.Status
ON_THE_WAY = (STANDS.SUBMITTED, STANDS.ASKED, STANDS.DECLINED)


@dataclass(frozen=True)
class Pair:
    """How many profiles are published, and how many are not."""

    published: int
    unpublished: int

    @property
    def total(self) -> int:
        """All that people began."""
        return self.published + self.unpublished

    @property
    def share(self) -> int | None:
        """How many of a hundred are published, rounded; nothing where there are none."""
        return round(100 * self.published / self.total) if self.total else None

    def __add__(self, other: "Pair") -> "Pair":
        return Pair(self.published + other.published, self.unpublished + other.unpublished)


def unpublished() -> QuerySet[Organisation]:
    """The profiles that people began and that are not published.

    Who takes over an entry of a register and submits it is counted from then on; so is who submits a
    withdrawn profile again. What counts is the last application about the profile, not an older one.
    """
    of_it = Application.objects.about_the_profile().filter(organisation=OuterRef("pk"))
    last = of_it.order_by("-submitted_at", "-pk").values("status")[:1]
    begun_again = Q(visibility__in=[Visibility.LISTED, Visibility.UNPUBLISHED], stands__in=ON_THE_WAY)
    rows: QuerySet[Organisation] = Organisation.objects.annotate(stands=Subquery(last))
    return rows.filter(Q(visibility=Visibility.DRAFT) | begun_again)


def counted(countries: QuerySet[Country], kind: str = "") -> QuerySet[Any]:
    """Countries with `published`, `unpublished` and `listed` profiles, and `label` in the reader's language.

    `has_exceptions` says whether there are exceptions to the rules of access for it.
    `kind` counts the profiles of one type only. One query, however many countries there are.
    """
    public = Organisation.objects.all()
    return countries.annotate(
        label=label("pk", "name"),
        published=_number(public.published(), kind),
        unpublished=_number(unpublished(), kind),
        listed=_number(public.listed(), kind),
        has_exceptions=Exists(AccessException.objects.filter(country=OuterRef("pk"))),
    )


def pair(country: Any) -> Pair:
    """The two numbers of a country that was `counted`."""
    return Pair(country.published, country.unpublished)


def label(code: str, name: str) -> Any:
    """An expression for a country's name in the reader's language: paths to its code and its English name."""
    language = get_language() or "en"
    if language == "en":
        return F(name)
    of_it = CountryLabel.objects.filter(country=OuterRef(code), language=language)
    return Coalesce(Subquery(of_it.values("label")[:1]), F(name))


def _number(profiles: QuerySet[Organisation], kind: str) -> Any:
    """How many of these profiles a country has, as a number beside it."""
    of_it = profiles.filter(country=OuterRef("pk"), **({"type": kind} if kind else {})).order_by()
    found = of_it.values("country").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(found, output_field=IntegerField()), Value(0))
