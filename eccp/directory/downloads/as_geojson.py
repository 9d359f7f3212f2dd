"""The features for a map program: GeoJSON (RFC 7946), one profile a feature."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from eccp.directory import licence, records
from eccp.directory.downloads.rows import batches
from eccp.reference.models import today

IN_GEOMETRY = {"id", "latitude", "longitude"}  # or in the feature itself


def features(pks: Sequence[int], address: str) -> Iterator[str]:
    """The collection, a batch of features at a time. Only the end of a whole one makes it valid JSON."""
    about = {
        "type": "FeatureCollection",
        "license": licence.URL,
        "attribution": licence.SOURCE,
        "source": address,
        "date": today(),
        "left_out": licence.LEFT_OUT,
    }
    yield f'{written(about)[:-1]}, "features": ['
    comma = "\n"
    for batch in batches(pks):
        if batch:
            yield comma + ",\n".join(written(feature(brief)) for brief in batch)
            comma = ",\n"
    yield "\n]}\n"


def feature(brief: records.Brief) -> dict[str, Any]:
    """One profile. A profile without a place has no geometry, and is there all the same."""
    facts = records.facts(brief)
    place = (facts["longitude"], facts["latitude"])
    return {
        "type": "Feature",
        "id": facts["id"],
        "geometry": None if None in place else {"type": "Point", "coordinates": place},
        "properties": {name: fact for name, fact in facts.items() if name not in IN_GEOMETRY},
    }


def written(value: Any) -> str:
    """JSON with letters as they are and dates as in ISO 8601."""
    return json.dumps(value, ensure_ascii=False, default=date.isoformat)
