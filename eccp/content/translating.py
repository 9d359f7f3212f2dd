"""Pages that an editor has copied for translation are translated by the provider of the installation, if any.

What comes of it is a draft with the mark "translated by a machine", which a person reads and publishes.
"""

import json
from collections.abc import Iterator
from typing import Any

import nh3
from django.db import transaction
from wagtail.models import Page

from eccp.content.models import ContentPage
from eccp.core.tasks import TryLater, enqueue
from eccp.core.translators import CannotTranslate, translator

PLAIN = ("title", "lead", "search_description")
HTML = {"text"}  # blocks of the body that are HTML as a whole
# What editors' rich text is stored as; a provider brings nothing else in.
TAGS = {"p", "h2", "h3", "ul", "ol", "li", "b", "i", "strong", "em", "a", "hr", "br"}
ATTRIBUTES = {"a": {"href", "linktype", "id"}}
WORDS_OF_BLOCKS = {
    "caption",
    "text",
    "title",
    "question",
    "answer",
    "word",
    "meaning",
    "unit",
    "definition",
    "label",
}


def when_copied(sender: Any, source_obj: Any, target_obj: Any, **_rest: Any) -> None:
    """Leave a new copy to the provider, in the transaction that makes it."""
    if isinstance(target_obj, ContentPage) and not target_obj.alias_of_id and translator():
        enqueue("content.translate", target_obj.pk, source_obj.locale.language_code)


@transaction.atomic
def translate(page_id: int, source: str) -> bool:
    """Translate the draft of a page and mark it; False where it is gone, published or no provider is there any more.

    Text that a person has changed meanwhile stays: only a page that nobody has saved since the copy is touched.
    """
    provider = translator()
    found = Page.objects.filter(pk=page_id, live=False).first()
    if provider is None or found is None:
        return False
    page = found.specific.get_latest_revision_as_object()
    body = page.body.get_prep_value()
    texts = list(_texts(page, body))
    try:
        said = provider.translate(
            [text for _put, text in texts], source=source, target=page.locale.language_code
        )
    except CannotTranslate as problem:
        raise TryLater(str(problem)) from problem
    if len(said) != len(texts):
        raise TryLater(f"{len(said)} translations came back for {len(texts)} texts.")
    for (put, _text), words in zip(texts, said, strict=True):
        put(words)
    page.body = json.dumps(body)
    page.translated_by_machine = True
    page.save_revision(log_action=True)
    return True


def cleaned(html: str) -> str:
    """Only what rich text has, whatever came back."""
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, link_rel=None)


def _texts(page: ContentPage, body: list[dict[str, Any]]) -> Iterator[tuple[Any, str]]:
    """The texts of a page and of its body, each with what puts another one in its place."""
    for name in PLAIN:
        if text := getattr(page, name):
            yield _putter(page, name), text
    for block in body:
        if block["type"] in HTML:
            yield _in_row(block, "value", html=True), block["value"]
        elif isinstance(block["value"], dict):
            yield from _in_values(block["value"])


def _in_values(values: dict[str, Any]) -> Iterator[tuple[Any, str]]:
    for name, value in values.items():
        if isinstance(value, str) and value and name in WORDS_OF_BLOCKS:
            yield _in_row(values, name, html="<" in value), value
        elif isinstance(value, list):
            for one in value:
                inner = one.get("value", one) if isinstance(one, dict) else None
                if isinstance(inner, dict):
                    yield from _in_values(inner)


def _putter(page: ContentPage, name: str) -> Any:
    length = page._meta.get_field(name).max_length
    return lambda words: setattr(page, name, words[:length])


def _in_row(row: dict[str, Any], name: str, *, html: bool) -> Any:
    return lambda words: row.__setitem__(name, cleaned(words) if html else words)
