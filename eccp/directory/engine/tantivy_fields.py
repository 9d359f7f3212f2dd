"""The fields of the tantivy index, and how a document is put into them."""

from collections.abc import Iterable
from functools import lru_cache

import tantivy

from eccp.core.names import fold
from eccp.directory.engine.base import Document, Period
from eccp.directory.engine.shelf import Values
from eccp.directory.facets import NAMES

TEXTS = ("name", "place", "terms", "text")
STEMMED = ("terms", "text")
DAY_ONE_LNG, DAY_ONE_LAT = 18000, 9000  # so that hundredths of a degree are never negative
ID_BITS = 31


def schema() -> tantivy.Schema:
    """All fields: words are folded before they come here, facets are numbers in columns."""
    fields = tantivy.SchemaBuilder()
    fields.add_unsigned_field("id", indexed=True, fast=True)
    for name in TEXTS:
        fields.add_text_field(name, tokenizer_name="whitespace")
    fields.add_text_field("stems", tokenizer_name="en_stem")
    fields.add_text_field("whole_name", tokenizer_name="raw", index_option="basic")
    for name in NAMES:
        fields.add_unsigned_field(column(name), indexed=True, fast=True)
    fields.add_float_field("lng", indexed=True, fast=True)
    fields.add_float_field("lat", indexed=True, fast=True)
    fields.add_unsigned_field("spot", fast=True)
    fields.add_text_field("by_name", tokenizer_name="raw", fast=True, index_option="basic")
    for name in ("by_newest", "by_confirmed", "smes", "fingerprint"):
        fields.add_unsigned_field(name, fast=True)
    return fields.build()


def column(facet: str) -> str:
    """The name of a facet's column."""
    return f"facet_{facet}"


def put(document: Document, values: Values) -> tantivy.Document:
    """Turn a document into tantivy's."""
    row = tantivy.Document()
    row.add_unsigned("id", document.id)
    for name in TEXTS:
        for text in map(folded, document.texts.get(name, ())):
            row.add_text(name, text)
            if name in STEMMED:
                row.add_text("stems", text)
            if name == "name":
                row.add_text("whole_name", text)
    for facet, chosen in document.facets.items():
        for value in set(chosen):
            row.add_unsigned(column(facet), values.number(facet, value))
    for facet, periods in document.periods.items():
        for period in joined(periods):
            row.add_unsigned(column(facet), values.number(facet, spell(period)))
    if document.located:
        lng, lat = document.located
        row.add_float("lng", lng)
        row.add_float("lat", lat)
        row.add_unsigned("spot", pack(lng, lat))
    # The id at the end of each key makes the order total, so that pages never overlap.
    row.add_text("by_name", f"{document.order_name} {document.id:010d}")
    row.add_unsigned("by_newest", (document.newest << ID_BITS) + document.id)
    row.add_unsigned("by_confirmed", (document.confirmed << ID_BITS) + document.id)
    row.add_unsigned("smes", document.smes)
    row.add_unsigned("fingerprint", document.fingerprint)
    return row


@lru_cache(maxsize=16384)
def folded(text: str) -> str:
    """The text folded. Names of terms, countries and towns come again with every profile."""
    return fold(text)


def pack(lng: float, lat: float) -> int:
    """A place on the map as one number."""
    return ((round(lng * 100) + DAY_ONE_LNG) << 16) + round(lat * 100) + DAY_ONE_LAT


def unpack(spot: int) -> tuple[int, int]:
    """Longitude and latitude in hundredths of a degree."""
    return (spot >> 16) - DAY_ONE_LNG, (spot & 0xFFFF) - DAY_ONE_LAT


def spell(period: Period) -> str:
    """A period as the value of a facet: `unspell` reads it."""
    return f"{period.value}|{period.first.toordinal()}|{period.last.toordinal()}"


def holds(spelt: str, day: int) -> bool:
    """Whether a spelt period holds on a day (counted from the year 1)."""
    _value, first, last = spelt.rsplit("|", 2)
    return int(first) <= day <= int(last)


def value_of(spelt: str) -> str:
    """The value of a spelt period."""
    return spelt.rsplit("|", 2)[0]


def joined(periods: Iterable[Period]) -> list[Period]:
    """The same periods with those of one value that overlap made one, so that a document counts once a day."""
    whole: list[Period] = []
    for period in sorted(periods, key=lambda p: (p.value, p.first, p.last)):
        last = whole[-1] if whole else None
        if last and last.value == period.value and period.first <= last.last:
            whole[-1] = Period(last.value, last.first, max(last.last, period.last))
        else:
            whole.append(period)
    return whole
