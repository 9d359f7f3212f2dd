"""Which pages of a website a validator would open next: about, services, members, projects, news."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from .mentions import fold_word

# Beginnings of folded words, as menus and paths of European sites have them.
KINDS = {
    "about": "about ueber uber wir apropos propos quienes nosotros sobre chisiamo siamo acerca over onas"
    " nas despre rolunk meista omoss omos meist apie par σχετικα ποιοι занас",
    "services": "service servic leistung angebot prestation servizi diensten uslug sluzb storitv"
    " szolgaltatas palvelu tjanst ydelse tjenest teenus paslaug pakalpojum activit actividad"
    " attivita offer oferta υπηρεσι услуг",
    "members": "member mitglied membre miembro asociad soci associad membri leden lid czlonk clen clan"
    " clani clanovi tag jasen medlem liikme nariai biedri partner partenair uyeler μελη член",
    "projects": "project projekt projet proyecto progett projeto proiect projekat hanke hankk prosjekt εργα"
    " проект",
    "news": "news neuigkeit aktuell actualit noticia notizi novidad nieuws aktualnosc novin novice"
    " novost hirek stiri uutis nyhet nyhed uudis naujien jaunum blog press event νεα новин",
}
PREFIXES = [(kind, tuple(map(fold_word, beginnings.split()))) for kind, beginnings in KINDS.items()]
SHORT = 4  # letters: beginnings up to this length must be the whole word
EACH = 2  # links of one kind
WORD = re.compile(r"[^\W\d_]+")
FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|zip|jpe?g|png|gif|svg|webp|mp[34]|ics|xml)$", re.IGNORECASE)


class Link(NamedTuple):
    """A page of the same site; `kind` is one of about, services, members, projects, news."""

    kind: str
    url: str
    text: str


def on_site(address: str, url: str) -> bool:
    """Say whether a web address belongs to the site of `url`: its host or one below it, `www.` aside."""
    parts = urlsplit(address)
    home = (urlsplit(url).hostname or "").removeprefix("www.")
    host = (parts.hostname or "").removeprefix("www.")
    return parts.scheme in {"http", "https"} and bool(home) and (host == home or host.endswith(f".{home}"))


def worth_reading(links: list[tuple[str, str]], url: str) -> tuple[Link, ...]:
    """Return at most two links of each kind, by kind, then in the order of the page.

    The words of the link decide, and those of its path where they say nothing; the page itself and files
    are left out. `links` are (address, text) of the same site.
    """
    found: dict[str, list[Link]] = {kind: [] for kind in KINDS}
    for address, text in links:
        path = urlsplit(address).path
        if FILE.search(path) or address.rstrip("/") == url.rstrip("/"):
            continue
        kind = _kind(text) or _kind(unquote(path))
        if kind and len(found[kind]) < EACH:
            found[kind].append(Link(kind, address, text[:120]))
    return tuple(link for kind in KINDS for link in found[kind])


def _kind(words: str) -> str:
    for word in map(fold_word, WORD.findall(words)):
        for kind, beginnings in PREFIXES:
            if any(word == start or (len(start) > SHORT and word.startswith(start)) for start in beginnings):
                return kind
    return ""
