"""The translations of one language: the file that people edit, and the compiled one that is read.

The file is written so that a change of one text is a change of one place: sorted, without numbers of lines,
without dates. What the code no longer says is dropped, since version control keeps it.
"""

import fcntl
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from eccp.config.translating.collecting import Message

HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural_forms};\\n"

"""
Forms = tuple[str, ...]  # one text, or one for one and one for many


def file_of(folder: Path, language: str) -> Path:
    """Where a language's translations stand."""
    return folder / language / "LC_MESSAGES" / "django.po"


def read(file: Path) -> dict[Message, Forms]:
    """The translations of a file; one marked as fuzzy counts as missing."""
    if not file.exists():
        return {}
    with file.open("rb") as source:
        catalog = read_po(source, locale=file.parents[1].name, ignore_obsolete=True)
    return {
        _message(entry.id, entry.context): () if entry.fuzzy else _forms(entry.string)
        for entry in catalog
        if entry.id
    }


def write(file: Path, translations: Mapping[Message, Forms], where: Mapping[Message, list[str]]) -> None:
    """Write the file anew: every message that is somewhere, with its translation or without."""
    language = file.parents[1].name
    catalog = Catalog(locale=language, domain="django", fuzzy=False)
    for message in sorted(where, key=lambda one: (one.id, one.context)):
        forms = translations.get(message, ())
        catalog.add(
            (message.id, message.plural) if message.plural else message.id,
            (tuple(forms) or ("", "")) if message.plural else "".join(forms),
            locations=[(name, 0) for name in where[message]],
            context=message.context or None,
        )
    header = HEADER.format(language=language, plural_forms=catalog.plural_forms.rstrip(";"))
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(".po-new")
    with fresh.open("wb") as target:
        target.write(header.encode())
        write_po(target, catalog, width=100, omit_header=True, include_lineno=False)
    fresh.replace(file)


def compile_stale(folder: Path) -> list[str]:
    """Compile each language whose translations are newer than what is read; name those compiled."""
    compiled = []
    for file in sorted(folder.glob("*/LC_MESSAGES/django.po")):
        made = file.with_suffix(".mo")
        if made.exists() and made.stat().st_mtime >= file.stat().st_mtime:
            continue
        with file.open("rb") as source:
            catalog = read_po(source, locale=file.parents[1].name)
        fresh = made.with_suffix(f".mo-{os.getpid()}")  # two may compile at once
        with fresh.open("wb") as target:
            write_mo(target, catalog)
        fresh.replace(made)
        compiled.append(file.parents[1].name)
    return compiled


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Let nobody else change the translations below a folder meanwhile."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _message(identity: str | tuple[str, ...] | list[str], context: str | None) -> Message:
    words = (identity,) if isinstance(identity, str) else tuple(identity)
    return Message(words[0], "".join(words[1:]), context or "")


def _forms(string: str | tuple[str, ...] | list[str] | None) -> Forms:
    """The translation; nothing unless all its forms are there."""
    forms = (string,) if isinstance(string, str) else tuple(string or ())
    return forms if all(forms) else ()
