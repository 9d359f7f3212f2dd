"""Knowledge for the demonstration: publications and toolkits with small real files, and good practices. All invented."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Locale

from eccp.config.demo.files import WRITERS
from eccp.content.models import ResourceFile, ResourcePage, SectionPage
from eccp.core.names import slug
from eccp.reference.models import Country, Scheme, Term

HERE = Path(__file__).parent
INVENTED = "<p><i>Invented for the demonstration: neither the people nor the figures exist.</i></p>"
DAYS_APART = 9
# What a file in each language says; each is a sample, so that it is small and can be read at once.
SAMPLE = {
    "en": "A sample file, invented for the demonstration. These are its chapters:",
    "da": "En eksempelfil, opfundet til demonstrationen. Kapitlerne er:",
    "de": "Eine Beispieldatei, für die Vorführung erfunden. Ihre Kapitel:",
    "el": "Δείγμα αρχείου, επινοημένο για την επίδειξη. Τα κεφάλαια:",
    "es": "Un archivo de muestra, inventado para la demostración. Sus capítulos:",
    "fi": "Esimerkkitiedosto, keksitty esittelyä varten. Luvut:",
    "fr": "Un fichier d’exemple, inventé pour la démonstration. Ses chapitres :",
    "hu": "Mintafájl, a bemutatóhoz kitalálva. Fejezetei:",
    "it": "Un file di esempio, inventato per la dimostrazione. I capitoli:",
    "nl": "Een voorbeeldbestand, verzonnen voor de demonstratie. De hoofdstukken:",
    "pl": "Plik przykładowy, wymyślony na potrzeby pokazu. Rozdziały:",
    "pt": "Um ficheiro de exemplo, inventado para a demonstração. Os capítulos:",
    "sv": "En exempelfil, påhittad för demonstrationen. Kapitlen:",
    "uk": "Зразок файлу, вигаданий для демонстрації. Розділи:",
}


@transaction.atomic
def ensure_knowledge() -> int:
    """Fill the library and the good practices where they are still empty; how many were made."""
    library = SectionPage.objects.filter(shows=SectionPage.Shows.LIBRARY, locale=Locale.get_default()).first()
    practices = SectionPage.objects.filter(
        shows=SectionPage.Shows.PRACTICES, locale=Locale.get_default()
    ).first()
    if library is None or practices is None or ResourcePage.objects.exists():
        return 0
    made = 0
    for section, name, page_of in ((library, "library", _publication), (practices, "practices", _practice)):
        for place, facts in enumerate(told(name)):
            when = timezone.now() - timedelta(days=1 + DAYS_APART * place)
            page = page_of(facts)
            page.first_published_at = page.last_published_at = when
            section.add_child(instance=page)
            made += 1
    return made


def told(name: str) -> list[dict[str, Any]]:
    """The invented facts of one list."""
    facts: list[dict[str, Any]] = json.loads((HERE / f"{name}.json").read_text())
    return facts


def _publication(facts: dict[str, Any]) -> ResourcePage:
    chapters = "".join(f"<li>{chapter}</li>" for chapter in facts["chapters"])
    page = ResourcePage(
        kind=facts["kind"],
        title=facts["title"],
        slug=slug(facts["title"]),
        author=facts["author"],
        year=facts["year"],
        lead=facts["lead"],
        link="" if facts["files"] else f"https://{slug(facts['author'])}.example/{slug(facts['title'])}",
        body=_body(f"<h2>What is in it</h2><ol>{chapters}</ol>{INVENTED}"),
        terms=_terms((Scheme.TARGET_GROUP, facts["targets"]), (None, facts["about"])),
        countries=_countries(facts["countries"]),
    )
    pairs = [file.split() for file in facts["files"]]
    page.files = [
        ResourceFile(document=_document(facts, kind, language), language=language, sort_order=order)
        for order, (kind, language) in enumerate(pairs)
    ]
    return page


def _document(facts: dict[str, Any], kind: str, language: str) -> Any:
    """A small real file of that kind, in that language."""
    content = WRITERS[kind](facts["title"], [SAMPLE[language], *facts["chapters"]])
    name = f"{slug(facts['title'], 50)}-{language}.{kind}"
    document = get_document_model()(title=facts["title"], file=ContentFile(content, name))
    document._set_document_file_metadata()
    document.save()
    return document


def _practice(facts: dict[str, Any]) -> ResourcePage:
    text = "".join(
        f"<h2>{heading}</h2><p>{facts[part]}</p>"
        for heading, part in (
            ("The problem", "problem"),
            ("The solution", "solution"),
            ("The result", "result"),
        )
    )
    return ResourcePage(
        kind=ResourcePage.Kind.PRACTICE,
        title=facts["title"],
        slug=slug(facts["title"]),
        year=facts["year"],
        lead=f"{facts['company']} saves {facts['saving']}.",
        company=facts["company"],
        saving=facts["saving"],
        payback_months=facts["payback_months"],
        body=_body(text + INVENTED),
        terms=_terms(
            (Scheme.EREK_SECTOR, facts["sectors"]),
            (Scheme.TECHNIQUE, facts["techniques"]),
            (Scheme.POLICY_AREA, ["green"]),
        ),
        countries=_countries([facts["country"]]),
    )


def _body(html: str) -> str:
    return json.dumps([{"type": "text", "value": html}])


def _terms(*wanted: tuple[str | None, list[str]]) -> list[Term]:
    """Terms of named lists; without a name, of ecosystems and policy areas."""
    schemes = (Scheme.ECOSYSTEM, Scheme.POLICY_AREA)
    keys = [
        (name, code)
        for scheme, codes in wanted
        for code in codes
        for name in ((scheme,) if scheme else schemes)
    ]
    found = {
        (term.scheme, term.code): term for term in Term.objects.filter(code__in=[code for _s, code in keys])
    }
    return [found[key] for key in keys if key in found]


def _countries(codes: list[str]) -> list[Country]:
    return list(Country.objects.filter(pk__in=codes))
