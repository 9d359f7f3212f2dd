"""What a page leads to and which pictures it shows, read from its stored text; asks the database nothing.

Links are `https://…`, a path of the platform such as `/en/news/`, `page:5` or `document:7`.
"""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, NamedTuple
from urllib.parse import urldefrag, urlsplit

from django.conf import settings
from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock, ImageChooserBlock

from eccp.content.models import Picture


class Shown(NamedTuple):
    """A picture on a page, with the words that stand there in place of its own description."""

    picture: int
    words: str


class OnPage(NamedTuple):
    """What was found on a page."""

    links: set[str]
    pictures: set[Shown]


def on_page(page: Any) -> OnPage:
    """Everything that a page and its rows lead to and show; of one that is not specific only little."""
    found = OnPage(set(), set())
    _read_fields(page, found)
    for relation in get_all_child_relations(type(page)):
        for row in getattr(page, relation.get_accessor_name()).all():
            _read_fields(row, found)
    return found


def _read_fields(row: models.Model, found: OnPage) -> None:
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if not value:
            continue
        if isinstance(field, StreamField):
            for block, raw in leaves(field.stream_block, list(value.raw_data)):
                _read_leaf(block, raw, found)
        elif isinstance(field, RichTextField):
            _read_html(value, found)
        elif isinstance(field, models.URLField):
            _add_link(value, found)
        elif field.related_model is Picture:
            found.pictures.add(Shown(value, ""))


def leaves(block: Any, raw: Any) -> Iterator[tuple[Any, Any]]:
    """The blocks at the ends of a tree of blocks, each with its stored value."""
    if isinstance(block, blocks.StreamBlock):
        for one in raw or []:
            if child := block.child_blocks.get(one["type"]):
                yield from leaves(child, one["value"])
    elif isinstance(block, blocks.StructBlock) and not isinstance(block, ImageBlock):
        for name, child in block.child_blocks.items():
            yield from leaves(child, (raw or {}).get(name))
    elif isinstance(block, blocks.ListBlock):
        for one in raw or []:
            wrapped = isinstance(one, dict) and one.get("type") == "item"
            yield from leaves(block.child_block, one["value"] if wrapped else one)
    elif raw:
        yield block, raw


def _read_leaf(block: Any, raw: Any, found: OnPage) -> None:
    if isinstance(block, blocks.RichTextBlock):
        _read_html(raw, found)
    elif isinstance(block, blocks.URLBlock):
        _add_link(raw, found)
    elif isinstance(block, ImageBlock):
        if raw.get("image") and not raw.get("decorative"):
            found.pictures.add(Shown(raw["image"], (raw.get("alt_text") or "").strip()))
    elif isinstance(block, ImageChooserBlock):
        found.pictures.add(Shown(raw, ""))
    elif isinstance(block, DocumentChooserBlock):
        found.links.add(f"document:{raw}")
    elif isinstance(block, blocks.PageChooserBlock):
        found.links.add(f"page:{raw}")


class _Html(HTMLParser):
    """Reads links and pictures of rich text as Wagtail stores it."""

    def __init__(self, found: OnPage) -> None:
        super().__init__()
        self.found = found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        number = said.get("id", "")
        if tag == "a" and said.get("linktype") in ("page", "document"):
            self.found.links.add(f"{said['linktype']}:{number}")
        elif tag == "a":
            _add_link(said.get("href", ""), self.found)
        elif tag == "embed" and said.get("embedtype") == "image" and number.isdecimal():
            self.found.pictures.add(Shown(int(number), said.get("alt", "").strip()))


def _read_html(html: str, found: OnPage) -> None:
    reader = _Html(found)
    reader.feed(html)
    reader.close()


def _add_link(address: str, found: OnPage) -> None:
    """Note an address as it is asked for: without its anchor, our own as a path; mail and telephone are left out."""
    address = urldefrag(address.strip()).url
    try:
        parts = urlsplit(address)
    except ValueError:
        found.links.add(address)
        return
    if f"{parts.scheme}://{parts.netloc}" == settings.SITE_URL:
        found.links.add(parts.path or "/")
    elif parts.scheme in ("http", "https"):
        found.links.add(address)
    elif not parts.scheme and not parts.netloc and parts.path.startswith("/"):
        found.links.add(parts.path)
