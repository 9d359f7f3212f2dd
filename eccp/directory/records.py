"""Profiles as programs read them."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage

from eccp.directory.results import read
from eccp.organisations.models import Organisation
from eccp.organisations.snapshot import check, public_snapshot

RESTS_ON_PRIVATE_FACTS = {"team"}  # its finding says how many posts run the cluster, which is never public


def day(moment: Any) -> str:
    """The date of a moment, as in ISO 8601."""
    return moment.date().isoformat() if moment else ""


def items(pks: Sequence[int]) -> list[dict[str, Any]]:
    """Profiles of a list, in the order of their ids."""
    return [item(organisation) for organisation in read(pks)]


def item(organisation: Organisation) -> dict[str, Any]:
    """What a list says of one profile."""
    return {
        "id": organisation.pk,
        "url": settings.SITE_URL + organisation.get_absolute_url(),
        "trust": "validated" if organisation.is_published else "listed",
        "type": organisation.type,
        "name": organisation.name,
        "short_name": organisation.short_name,
        "country": organisation.country_id,
        "region": organisation.region_id,
        "city": organisation.city,
        "latitude": organisation.latitude,
        "longitude": organisation.longitude,
        "website": organisation.website,
        "summary": organisation.summary,
        "ecosystems": organisation.codes("ecosystem"),
        "technologies": organisation.codes("technology"),
        "services": organisation.codes("service"),
        "last_confirmed": day(organisation.last_confirmed_at) or None,
    }


def profile(organisation: Organisation) -> dict[str, Any]:
    """All that is public of one profile that was read with everything."""
    values = public_snapshot(organisation)
    if values.get("logo"):
        values["logo"] = settings.SITE_URL + default_storage.url(values["logo"])
    return {
        **item(organisation),
        "values": values,
        "criteria": [
            {
                "code": checked.criterion.code,
                "title": str(checked.criterion.title),
                "source": checked.criterion.source,
                "answer": checked.finding.answer.value,
                "found": ""
                if checked.criterion.code in RESTS_ON_PRIVATE_FACTS
                else str(checked.finding.found),
            }
            for checked in (check(organisation) if organisation.is_published else [])
        ],
    }
