"""What an organisation's website says: whether it is up, its languages, whether it backs the profile."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from eccp.organisations.models import Organisation
from eccp.reference.models import Scheme
from eccp.validation.web.addresses import Gate
from eccp.validation.web.fetch import Page, fetch
from eccp.validation.web.mentions import mentions
from eccp.validation.web.reading import Reading, read

CLAIMED = {"services": Scheme.SERVICE, "ecosystems": Scheme.ECOSYSTEM, "technologies": Scheme.TECHNOLOGY}
READ_FURTHER = ("services", "about", "members", "news", "projects")  # in this order, one page each
LEAST = 1.0  # seconds: below this, no further page is asked for
NO_WEBSITE = "no_website"


@dataclass
class _Visit:
    """One visit to a site: all its pages share the seconds and the bytes."""

    gate: Gate
    ends: float
    bytes_left: int
    pages: list[dict[str, Any]] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)

    def ask(self, kind: str, url: str) -> Page:
        page = fetch(url, gate=self.gate, timeout=self.ends - time.monotonic(), limit=self.bytes_left)
        self.bytes_left -= page.bytes
        self.pages.append({"kind": kind, "url": page.final_url, "problem": str(page.problem or "")})
        if page.text:
            self.readings.append(read(page.text, page.final_url))
        return page

    @property
    def may_go_on(self) -> bool:
        return self.ends - time.monotonic() > LEAST and self.bytes_left > 0


def look(organisation: Organisation, *, gate: Gate) -> dict[str, Any]:
    """Read the website's first page and up to five it leads to, and say what was found, as plain JSON.

    All pages together may take `settings.EVIDENCE_SECONDS` and `settings.EVIDENCE_BYTES`. `problem`
    is a code of `web.problems`, `no_website`, or empty; `english` is "written", "offered",
    "by_machine" or empty; `mentions` has for each claimed term its label and the words around
    where the site speaks of it, or None.
    """
    if not organisation.website:
        return {"url": "", "problem": NO_WEBSITE, "pages": [], "mentions": {}, "links": []}
    visit = _Visit(gate, time.monotonic() + settings.EVIDENCE_SECONDS, settings.EVIDENCE_BYTES)
    first = visit.ask("home", organisation.website)
    home = visit.readings[0] if visit.readings else None
    links = home.links if home and first.problem is None else ()
    for kind in READ_FURTHER:
        link = next((one for one in links if one.kind == kind), None)
        if link and visit.may_go_on:
            visit.ask(kind, link.url)
    return {
        "url": first.url,
        "final_url": first.final_url,
        "status": first.status,
        "problem": str(first.problem or ""),
        "seconds": first.seconds,
        "truncated": first.truncated,
        "title": home.title if home else "",
        "language": home.language if home else "",
        "languages": sorted({code for reading in visit.readings for code in reading.languages}),
        "written_in": home.written_in.language if home else "",
        "confidence": home.written_in.confidence if home else 0.0,
        "translated_by": home.translated_by if home else "",
        "english": _english(visit.readings),
        "pages": visit.pages,
        "mentions": _mentions(organisation, visit.readings),
        "links": [{"kind": one.kind, "url": one.url, "text": one.text} for one in links],
    }


def _english(readings: list[Reading]) -> str:
    """How the site can be read in English: the criterion asks for it, translation by machine counts."""
    if any(reading.written_in.language == "en" for reading in readings):
        return "written"
    if any("en" in reading.languages for reading in readings):
        return "offered"
    return "by_machine" if any(reading.translated_by for reading in readings) else ""


def _mentions(organisation: Organisation, readings: list[Reading]) -> dict[str, list[dict[str, Any]]]:
    """For each list of claimed terms: code, label, and the words around where the site speaks of it."""
    text = "\n".join(f"{reading.title}\n{reading.text}" for reading in readings)
    told = {}
    for name, scheme in CLAIMED.items():
        terms = organisation.terms_of(scheme)
        labels: Mapping[str, set[str]] = {
            term.code: {term.label, *(label.label for label in term.labels.all())} for term in terms
        }
        found = mentions(text, labels)
        told[name] = [{"code": term.code, "label": term.label, "snippet": found[term.code]} for term in terms]
    return told
