"""Whether a translation can stand in for its text: the same blanks to fill, the same elements, nothing lost."""

import re
from collections import Counter
from collections.abc import Iterator

from eccp.config.translating.catalogue import Forms
from eccp.config.translating.collecting import Message

BLANK = re.compile(r"%\(\w+\)[-#0 +]*[\d.]*[a-z]|%[sdif]|\{\w*\}")
PERCENT = re.compile(r"%%|%")
TAG = re.compile(r"</?[a-zA-Z][^>]*>")


def complaints(message: Message, forms: Forms) -> Iterator[str]:
    """What is wrong with a translation, in words; nothing when it fits."""
    sources = (message.id, message.plural) if message.plural else (message.id,)
    if not forms or not all(form.strip() for form in forms):
        yield "it is not translated"
        return
    if len(forms) != len(sources):
        yield f"it has {len(forms)} forms, not {len(sources)}"
        return
    expected = _blanks(*sources)
    for source, form in zip(sources, forms, strict=True):
        if set(_blanks(form)) != set(expected):
            yield f"it has the blanks {_said(_blanks(form))}, not {_said(expected)}: {form}"
        if not message.plural and _unnamed(form) != _unnamed(source):
            yield f"its unnamed blanks are others or in another order: {form}"
        if _lone_percents(form) != _lone_percents(source):
            yield f"a percent sign is written otherwise: {form}"
        if Counter(TAG.findall(form)) != Counter(TAG.findall(source)):
            yield f"it has the elements {_said(TAG.findall(form))}, not {_said(TAG.findall(source))}: {form}"
        if _edges(form) != _edges(source):
            yield f"it begins or ends with other blanks or lines: {form!r}"


def _blanks(*texts: str) -> list[str]:
    """What code fills in. Both forms of a plural get the same, since French says 0 with the singular."""
    return [blank for text in texts for blank in BLANK.findall(text.replace("%%", ""))]


def _unnamed(text: str) -> list[str]:
    return [blank for blank in _blanks(text) if blank[1] != "(" and blank[0] == "%"]


def _lone_percents(text: str) -> bool:
    """Whether percent signs stand single, as they may where nothing is filled in."""
    return "%" in PERCENT.findall(BLANK.sub("", text))


def _edges(text: str) -> tuple[str, str]:
    bare = text.strip()
    start = text.index(bare)
    return text[:start], text[start + len(bare) :]


def _said(words: list[str]) -> str:
    return " ".join(sorted(words)) or "none"
