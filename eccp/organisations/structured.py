"""A profile for search engines, as JSON-LD in the words of schema.org. Nothing in it is about a person."""

import json
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from eccp.organisations.legible import followable
from eccp.organisations.models import Organisation

# What would end the script element or begin a comment in it, spelled so that JSON reads the same.
ESCAPES = {
    ord("<"): "\\u003C",
    ord(">"): "\\u003E",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}

FOCUS = ("ecosystem", "sector", "emerging_industry", "technology")


def structured(organisation: Organisation, clusters: "list[Organisation] | tuple[()]" = ()) -> dict[str, Any]:
    """What the profile says, by schema.org's names; `clusters` are those that confirmed it as a member.

    Empty values are left out. Reads a profile that came `with_everything`.
    """
    row = organisation
    said = {
        "@context": "https://schema.org",
        "@type": row.kind.schema_type,
        "@id": settings.SITE_URL + row.get_absolute_url(),
        "name": row.name,
        "alternateName": row.short_name,
        "description": row.summary,
        "url": followable(row.website),
        "logo": settings.SITE_URL + row.logo.url if row.logo else "",
        "foundingDate": str(row.founded or ""),
        "address": {
            "@type": "PostalAddress",
            "addressLocality": row.city,
            "addressRegion": row.region.name if row.region else "",
            "addressCountry": row.country_id,
        },
        "knowsAbout": [str(term) for scheme in FOCUS for term in row.terms_of(scheme)],
        "knowsLanguage": [str(term) for term in row.terms_of("language")],
        "sameAs": [link.link for link in row.social_links.all() if followable(link.link)],
        "memberOf": [
            {"@type": "Organization", "@id": settings.SITE_URL + one.get_absolute_url(), "name": one.name}
            for one in clusters
        ],
    }
    return filled(said)


def filled(said: dict[str, Any]) -> dict[str, Any]:
    """The same without what is empty."""
    inner = {name: filled(value) if isinstance(value, dict) else value for name, value in said.items()}
    return {name: value for name, value in inner.items() if value not in ("", [], {}, None)}


def as_script(said: dict[str, Any]) -> SafeString:
    """The data block for a page. Whatever people typed, it stays data: it can neither end the block nor open another."""
    block = json.dumps(said, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{block}</script>')
