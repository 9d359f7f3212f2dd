"""Keep the translations: collect what is to translate, take translations in, compile what the platform reads.

Without an option: bring the files of all languages up to the texts that the code and the templates hold, and
compile them. `--compile`: only compile, where a file is newer. `--missing`: print what is not translated as
JSON. `--take FILE …`: take translations from such a list, with "fr" (or "fr_plural": one and many) added.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from eccp.config.languages import INTERFACE_LANGUAGES  # noqa: E402
from eccp.config.translating import catalogue, fitting  # noqa: E402
from eccp.config.translating.collecting import Message, Unreadable, collect  # noqa: E402

CODE = ROOT / "eccp"
LOCALES = CODE / "locale"
TRANSLATED = [language for language in INTERFACE_LANGUAGES if language != "en"]


def main() -> int:
    """Do what is asked for; 1 when something did not fit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--compile", action="store_true", help="only compile, where a file is newer")
    parser.add_argument(
        "--missing", metavar="LANGUAGE", choices=TRANSLATED, help="print what is not translated"
    )
    parser.add_argument(
        "--take", metavar="FILE", nargs="+", type=Path, help="take translations from these files"
    )
    asked = parser.parse_args()
    refused: list[str] = []
    if not asked.compile:
        try:
            where = collect(CODE)
        except Unreadable as wrong:
            print(wrong, file=sys.stderr)
            return 1
        if asked.missing:
            print(json.dumps(missing(asked.missing, where), ensure_ascii=False, indent=1))
            return 0
        refused = [said for language in TRANSLATED for said in bring_up(language, where, asked.take or [])]
    catalogue.compile_stale(LOCALES)
    for said in refused:
        print(f"refused: {said}", file=sys.stderr)
    return 1 if refused else 0


def bring_up(language: str, where: dict[Message, list[str]], lists: list[Path]) -> list[str]:
    """Write a language's file anew, with what fits of the lists given; the rest is answered in words.

    Taking drops nothing, since somebody may be changing the code meanwhile; collecting drops what is not said.
    """
    file = catalogue.file_of(LOCALES, language)
    with catalogue.alone(LOCALES):
        translations = catalogue.read(file)
        entries = [one for given in lists for one in json.loads(given.read_text(encoding="utf-8"))]
        refused = [said for entry in entries for said in take(language, entry, where, translations)]
        said_now = {(message.id, message.context) for message in where}
        kept = {one: [] for one in translations if lists and (one.id, one.context) not in said_now}
        catalogue.write(file, translations, kept | where)
    done = sum(1 for message in where if translations.get(message))
    print(f"{language}: {done} of {len(where)} texts are translated")
    return refused


def take(
    language: str,
    entry: dict[str, Any],
    where: dict[Message, list[str]],
    translations: dict[Message, catalogue.Forms],
) -> list[str]:
    """Take one translation in, or say why not. An entry without a translation is passed over."""
    forms = tuple(entry.get(f"{language}_plural") or [entry.get(language) or ""])
    if not any(forms):
        return []
    sought = (entry["id"], entry.get("context") or "")
    message = next((one for one in where if (one.id, one.context) == sought), None)
    if message is None:
        return [f"{entry['id']!r} is no text of the platform"]
    if wrong := list(fitting.complaints(message, forms)):
        return [f"{entry['id']!r}: {said}" for said in wrong]
    translations[message] = forms
    return []


def missing(language: str, where: dict[Message, list[str]]) -> list[dict[str, object]]:
    """What has no translation, in the order of the files that say it."""
    translations = catalogue.read(catalogue.file_of(LOCALES, language))
    left = [message for message in where if not translations.get(message)]
    return [
        {"id": one.id, "plural": one.plural or None, "context": one.context or None, "where": where[one]}
        for one in sorted(left, key=lambda one: (where[one], one.id, one.context))
    ]


if __name__ == "__main__":
    sys.exit(main())
