"""A page as the plain values of its form, and the values put into a page.

Values are JSON: words, numbers, lists of codes, rows. Terms of code lists that the form does not ask for,
and blocks that an editor added to the text, stay as they are.
"""

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from eccp.content.contributing import words
from eccp.content.contributing.pictures import place_of
from eccp.content.models import CallPage, ContentPage, Cutoff
from eccp.reference.models import Country, Scheme, Term

# The fields of a form that are code lists, by the name of the field.
SCHEMES: dict[str, str] = {
    "ecosystem": Scheme.ECOSYSTEM,
    "policy_area": Scheme.POLICY_AREA,
    "funding_programme": Scheme.FUNDING_PROGRAMME,
    "applicant": Scheme.APPLICANT,
}
SETS = frozenset({*SCHEMES, "countries"})
DAYS = {"opens_on"}
PICTURE = ("picture", "description", "credit", "focus")
COLUMNS = ("title", "lead", "source_url", "reference", "opens_on", "who", "budget", "grant", "link")


def values_of(page: ContentPage, names: Iterable[str]) -> dict[str, Any]:
    """What a form of these fields shows of a page at first."""
    wanted = set(names)
    found: dict[str, Any] = {name: _plain(getattr(page, name)) for name in COLUMNS if name in wanted}
    terms = list(page.terms.all()) if wanted & set(SCHEMES) else []
    for name in wanted & set(SCHEMES):
        found[name] = sorted(term.code for term in terms if term.scheme == SCHEMES[name])
    if "countries" in wanted:
        found["countries"] = sorted(country.pk for country in page.countries.all())
    if "text" in wanted:
        block = _text_block(page)
        found["text"] = words.to_marks(block.value.source) if block else ""
    if "cutoffs" in wanted:
        found["cutoffs"] = [_row(cutoff) for cutoff in page.cutoffs.all()]
    if "picture" in wanted:
        picture = page.picture
        found |= {
            "picture": picture.pk if picture else None,
            "description": picture.description if picture else "",
            "credit": picture.credit if picture else "",
            "focus": place_of(picture) if picture else "",
        }
    return found


def put(page: ContentPage, values: dict[str, Any]) -> ContentPage:
    """Put values into a page that is not stored by it; pictures are the business of who stores."""
    for name in COLUMNS:
        if name in values:
            setattr(page, name, _stored(name, values[name]))
    if "text" in values:
        _put_text(page, words.to_html(values["text"]))
    asked = {name: SCHEMES[name] for name in SCHEMES if name in values}
    if asked:
        kept = [term for term in page.terms.all() if term.scheme not in asked.values()] if page.pk else []
        chosen = Term.objects.none()
        for name, scheme in asked.items():
            chosen = chosen | Term.objects.filter(scheme=scheme, code__in=values[name])
        page.terms = [*kept, *chosen]
    if "countries" in values:
        page.countries = list(Country.objects.filter(pk__in=values["countries"]))
    if "cutoffs" in values and isinstance(page, CallPage):
        page.cutoffs = [_cutoff(row, place) for place, row in enumerate(values["cutoffs"])]
    return page


def added_by_editors(page: ContentPage) -> bool:
    """Whether the text has blocks that the form cannot show."""
    return len(page.body) > (1 if _text_block(page) else 0)


def _text_block(page: ContentPage) -> Any:
    return next((block for block in page.body if block.block_type == "text"), None)


def _put_text(page: ContentPage, html: str) -> None:
    """Change the first text, or put one before all else; without words there is none."""
    blocks = [dict(block) for block in page.body.raw_data] if page.body else []
    at = next((place for place, block in enumerate(blocks) if block["type"] == "text"), None)
    if at is not None and html:
        blocks[at]["value"] = html
    elif at is not None:
        del blocks[at]
    elif html:
        blocks.insert(0, {"type": "text", "value": html})
    page.body = page._meta.get_field("body").stream_block.to_python(blocks)


def _plain(value: Any) -> Any:
    if value is None:
        return None
    return value if isinstance(value, str) else str(value)


def _stored(name: str, value: Any) -> Any:
    if name in DAYS:
        return date.fromisoformat(value) if value else None
    if name in ("budget", "grant"):
        return int(value) if value else None
    return value or ""


def _row(cutoff: Cutoff) -> dict[str, str]:
    return {
        "label": cutoff.label,
        "day": str(cutoff.day),
        "hour": f"{cutoff.hour:%H:%M}",
        "zone": cutoff.zone,
    }


def _cutoff(row: dict[str, str], place: int) -> Cutoff:
    return Cutoff(
        label=row["label"],
        day=date.fromisoformat(row["day"]),
        hour=time.fromisoformat(row["hour"]),
        zone=row["zone"],
        sort_order=place,
    )
