"""Profiles as programs read them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone

from eccp.directory.facets import FACETS, LISTED, VALIDATED
from eccp.organisations.models import Organisation, ProfileText
from eccp.organisations.snapshot import check, public_snapshot

RESTS_ON_PRIVATE_FACTS = {"team"}  # its finding says how many posts run the cluster, which is never public


def day(moment: datetime | None) -> date | None:
    """The date of a moment, in Brussels."""
    return timezone.localdate(moment) if moment else None


@dataclass(frozen=True)
class Brief:
    """One profile with what lists and files say of it. `codes` are its terms by their list, sorted."""

    organisation: Organisation
    summary: str
    codes: Mapping[str, list[str]]


def read(pks: Sequence[int]) -> list[Brief]:
    """The public profiles of these ids, in this order: three queries, however many.

    A profile that went from the public a moment ago is left out, even if the index still has it. Terms and
    texts are read as bare values: as records they would take most of the time of a long file.
    """
    found = {row.pk: row for row in Organisation.objects.filter(pk__in=pks) if row.is_public}
    summaries = dict(
        ProfileText.objects.filter(organisation__in=pks, language="en").values_list(
            "organisation_id", "summary"
        )
    )
    codes: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    named = Organisation.terms.through.objects.filter(organisation__in=pks)
    for pk, scheme, code in sorted(named.values_list("organisation_id", "term__scheme", "term__code")):
        codes[pk][scheme].append(code)
    return [Brief(found[pk], summaries.get(pk, ""), codes[pk]) for pk in pks if pk in found]


def items(pks: Sequence[int]) -> list[dict[str, Any]]:
    """Profiles of a list, in the order of their ids."""
    return [item(brief) for brief in read(pks)]


def item(brief: Brief) -> dict[str, Any]:
    """What a list says of one profile."""
    organisation = brief.organisation
    return {
        "id": organisation.pk,
        "url": settings.SITE_URL + organisation.get_absolute_url(),
        "trust": VALIDATED if organisation.is_published else LISTED,
        "type": organisation.type,
        "name": organisation.name,
        "short_name": organisation.short_name,
        "country": organisation.country_id,
        "region": organisation.region_id,
        "city": organisation.city,
        "latitude": organisation.latitude,
        "longitude": organisation.longitude,
        "website": organisation.website,
        "summary": brief.summary,
        "ecosystems": brief.codes.get("ecosystem", []),
        "technologies": brief.codes.get("technology", []),
        "services": brief.codes.get("service", []),
        "last_confirmed": day(organisation.last_confirmed_at),
        "from_register": "" if organisation.is_published else organisation.source,
    }


def facts(brief: Brief) -> dict[str, Any]:
    """What a file says of one profile: what a list says of it, and some more."""
    return item(brief) | {
        "founded": brief.organisation.founded,
        "sectors": brief.codes.get("sector", []),
        "emerging_industries": brief.codes.get("emerging_industry", []),
        "languages": brief.codes.get("language", []),
        "published": day(brief.organisation.published_at),
    }


def profile(organisation: Organisation) -> dict[str, Any]:
    """All that is public of one profile that was read with everything."""
    values = public_snapshot(organisation)
    if values.get("logo"):
        values["logo"] = settings.SITE_URL + default_storage.url(values["logo"])
    codes = {facet.scheme: organisation.codes(facet.scheme) for facet in FACETS if facet.scheme}
    return {
        **item(Brief(organisation, organisation.summary, codes)),
        "values": values,
        "criteria": [
            {
                "code": checked.criterion.code,
                "title": str(checked.criterion.title),
                "source": str(checked.criterion.source),
                "answer": checked.finding.answer.value,
                "found": ""
                if checked.criterion.code in RESTS_ON_PRIVATE_FACTS
                else str(checked.finding.found),
            }
            for checked in (check(organisation) if organisation.is_published else [])
        ],
    }
