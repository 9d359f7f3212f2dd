"""How static files are stored for serving: sheets joined, under hashed names, compressed, without source maps."""

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = re.compile(
    r"""@import\s+url\(\s*(["'])(?P<url>[^"']+)\1\s*\)(?:\s+layer\((?P<layer>[\w.-]+)\))?\s*;"""
)
ANY_IMPORT = re.compile(r"@import\b")
ADDRESS = re.compile(r"""\burl\(\s*(["']?)(?P<url>[^"')]+)\1\s*\)""")
ELSEWHERE = re.compile(r"[a-z]+:|/|#")  # data, other sites, whole addresses, places in a picture
CHARSET = re.compile(r'^\ufeff?@charset "[^"]*";', re.IGNORECASE)


class Storage(CompressedManifestStaticFilesStorage):
    """Join what a sheet imports into one file, and leave the comments that name source maps as they are.

    Browsers wait for a sheet, then for each that it imports; joined, they wait once. The sources keep their
    imports, so that nothing has to be built while one works on them.

    No visitor needs a map, so `collectstatic --ignore "*.map"` may leave them out;
    Django's own rules would then stop at the first comment that names one.
    """

    patterns = tuple(
        (files, tuple(rule for rule in rules if "sourceMappingURL" not in str(rule)))
        for files, rules in CompressedManifestStaticFilesStorage.patterns
    )

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Give Django the joined sheets in place of those that import others."""
        joined = InMemoryStorage()
        instead: dict[str, Any] = {}
        for name in paths:
            if name.endswith(".css") and ANY_IMPORT.search(read(paths, name)):
                joined.save(name, ContentFile(join(paths, name).encode()))
                instead[name] = (joined, name)
        yield from super().post_process({**paths, **instead}, dry_run=dry_run, **options)


def read(paths: dict[str, Any], name: str) -> str:
    """The text of a collected sheet, without the words for its letters: all of ours are in UTF-8."""
    storage, path = paths[name]
    with storage.open(path) as file:
        return CHARSET.sub("", file.read().decode())


def join(paths: dict[str, Any], name: str, above: tuple[str, ...] = ()) -> str:
    """A sheet with what it imports in place of each import, in its layer. ValueError names what is not found."""
    if name in above:
        raise ValueError(f"{name} imports itself, by way of {', '.join(above)}.")

    def imported(found: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), found["url"]))
        if target not in paths:
            raise ValueError(f"{name} imports {found['url']}, which is not there.")
        text = rebased(join(paths, target, (*above, name)), target, name)
        return f"@layer {found['layer']} {{\n{text}\n}}" if found["layer"] else text

    text = IMPORT.sub(imported, read(paths, name))
    if ANY_IMPORT.search(text):
        raise ValueError(f'{name} has an import that is not written as @import url("…") layer(…);')
    return text


def rebased(text: str, source: str, target: str) -> str:
    """Sheet `source` as a part of sheet `target`: what it names by relative addresses is still found."""
    there, here = posixpath.dirname(source), posixpath.dirname(target) or "."

    def address(found: re.Match[str]) -> str:
        if ELSEWHERE.match(found["url"]):
            return found[0]
        return f'url("{posixpath.relpath(posixpath.join(there, found["url"]), here)}")'

    return ADDRESS.sub(address, text)
