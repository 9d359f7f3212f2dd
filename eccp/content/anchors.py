"""Where on a page a question or a definition stands: names that last as long as its words."""

from collections.abc import Iterable

from eccp.core.names import slug

LETTERS = 60


def anchors(words: Iterable[str]) -> list[str]:
    """A name for each, in ASCII, none twice: what is asked twice is numbered."""
    seen: dict[str, int] = {}
    names = []
    for one in words:
        name = slug(one, LETTERS)
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return names
