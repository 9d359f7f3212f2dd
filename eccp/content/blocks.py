"""The one set of blocks that every page is written with."""

import re
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from eccp.content.addresses import HOW, AddressField, for_reader
from eccp.content.anchors import anchors
from eccp.content.page_form import plainly

WORDS = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link", "hr"]
INLINE = ["bold", "italic", "link"]
COLUMNS_AT_ONCE = 3  # with more, a table scrolls in itself on a phone
NUMBER = re.compile(r"[-+]?[\d\s.,]*\d\s?(?:%|€)?|–?|-?")


class PictureBlock(blocks.StructBlock):
    """A picture with what it shows in words, unless it only decorates."""

    image = ImageBlock(label=_("picture"))
    caption = blocks.CharBlock(label=_("caption"), required=False, max_length=250)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "content/blocks/picture.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Add what is read in its place; a text that begins with a picture does not make one wait for it."""
        image, place = value["image"], (parent_context or {}).get("forloop") or {}
        return {
            **super().get_context(value, parent_context),
            "alt": "" if image.decorative else image.contextual_alt_text or image.default_alt_text,
            "loading": "eager" if place.get("first") else "lazy",
        }


class QuoteBlock(blocks.StructBlock):
    """What somebody said, with who said it."""

    text = blocks.TextBlock(label=_("words"), max_length=600)
    who = blocks.CharBlock(label=_("who said it"), max_length=150)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "content/blocks/quote.html"


class AddressBlock(blocks.URLBlock):
    """A whole address, or a path of the platform."""

    def __init__(self, required: bool = True, help_text: Any = None, **kwargs: Any) -> None:
        super().__init__(required=required, help_text=help_text, **kwargs)
        self.field = AddressField(required=required, help_text=help_text or "", paths_stay=True)


class NumberBlock(blocks.StructBlock):
    """A number that says what it counts."""

    value = blocks.CharBlock(label=_("number"), max_length=30)
    unit = blocks.CharBlock(label=_("of what"), max_length=80)
    definition = blocks.CharBlock(label=_("what is counted, and what not"), max_length=250)
    source = AddressBlock(label=_("source"), required=False)


class NumbersBlock(blocks.StructBlock):
    """A few numbers side by side."""

    numbers = blocks.ListBlock(NumberBlock(), label=_("numbers"), min_num=1, max_num=6)

    class Meta:
        icon = "order"
        label = _("Numbers")
        template = "content/blocks/numbers.html"


class NoteBlock(blocks.StructBlock):
    """Something that readers must not miss."""

    title = blocks.CharBlock(label=_("title"), max_length=120)
    text = blocks.RichTextBlock(label=_("text"), features=INLINE)

    class Meta:
        icon = "warning"
        label = _("Note")
        template = "content/blocks/note.html"


class QuestionBlock(blocks.StructBlock):
    """A question that people ask, with its answer."""

    question = blocks.CharBlock(label=_("question"), max_length=200)
    answer = blocks.RichTextBlock(label=_("answer"), features=["bold", "italic", "ol", "ul", "link"])


class QuestionsBlock(blocks.StructBlock):
    """Questions that people ask; each opens on its own."""

    questions = blocks.ListBlock(QuestionBlock(), label=_("questions"), min_num=1)

    class Meta:
        icon = "help"
        label = _("Questions and answers")
        template = "content/blocks/questions.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Add to each question its own address on the page."""
        rows = value["questions"]
        names = anchors(row["question"] for row in rows)
        shown = [{**row, "anchor": name} for row, name in zip(rows, names, strict=True)]
        return {**super().get_context(value, parent_context), "questions": shown}


class DefinitionBlock(blocks.StructBlock):
    """A word, and what the platform means by it."""

    word = blocks.CharBlock(label=_("word"), max_length=100)
    meaning = blocks.RichTextBlock(label=_("meaning"), features=INLINE)


class DefinitionsBlock(blocks.StructBlock):
    """Words with their meaning."""

    definitions = blocks.ListBlock(DefinitionBlock(), label=_("definitions"), min_num=1)

    class Meta:
        icon = "list-ul"
        label = _("Definitions")
        template = "content/blocks/definitions.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Add to each word its own address on the page."""
        rows = value["definitions"]
        names = anchors(row["word"] for row in rows)
        shown = [{**row, "anchor": name} for row, name in zip(rows, names, strict=True)]
        return {**super().get_context(value, parent_context), "definitions": shown}


class FileBlock(blocks.StructBlock):
    """A file to take away; its kind and size are said."""

    file = DocumentChooserBlock(label=_("file"))
    text = blocks.CharBlock(label=_("what it is"), max_length=150, required=False)

    class Meta:
        icon = "doc-full"
        label = _("File")
        template = "content/blocks/file.html"


class TableBlock(blocks.StructBlock):
    """A table: the first line of words is its head, columns are parted by a bar."""

    title = blocks.CharBlock(label=_("what the table shows"), max_length=150)
    rows = blocks.TextBlock(
        label=_("rows"), help_text=_("One row a line, columns parted by “|”. The first line is the head.")
    )

    class Meta:
        icon = "table"
        label = _("Table")
        template = "content/blocks/table.html"

    def clean(self, value: Any) -> Any:
        """Refuse a line that has more cells than the head: what does not fit would not be shown."""
        cleaned = super().clean(value)
        cells = cells_of(cleaned["rows"])
        for number, row in enumerate(cells, 1):
            if len(row) > len(cells[0]):
                raise blocks.StructBlockValidationError(
                    {"rows": ValidationError(_too_wide(number, row, cells[0]))}
                )
        return cleaned

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Add the cells, every row as wide as the head; columns of numbers stand to the right."""
        cells = cells_of(value["rows"])
        head = cells[0] if cells else []
        rows = [(row + [""] * len(head))[: len(head)] for row in cells[1:]]
        numbers = [
            bool(rows) and all(NUMBER.fullmatch(row[place]) for row in rows) for place in range(len(head))
        ]
        return {
            **super().get_context(value, parent_context),
            "head": [{"label": label, "number": number} for label, number in zip(head, numbers, strict=True)],
            "body": [
                [{"words": cell, "number": number} for cell, number in zip(row, numbers, strict=True)]
                for row in rows
            ],
            "wide": len(head) > COLUMNS_AT_ONCE,
        }


def cells_of(rows: str) -> list[list[str]]:
    """The cells of each line. Bars around a whole line, as some write tables, part nothing; an empty cell stays one."""
    lines = [line.strip() for line in rows.splitlines() if line.strip()]
    around = bool(lines) and all(
        line.startswith("|") and line.endswith("|") and len(line) > 1 for line in lines
    )
    return [[cell.strip() for cell in (line[1:-1] if around else line).split("|")] for line in lines]


def _too_wide(number: int, row: list[str], head: list[str]) -> str:
    return gettext(
        "Line %(number)s has %(cells)s cells, the head has %(columns)s. Add a column to the head, or drop a bar “|”."
    ) % {
        "number": number,
        "cells": len(row),
        "columns": len(head),
    }


class ButtonBlock(blocks.StructBlock):
    """The one thing to do next: at a page of the platform, wherever it moves, or at an address."""

    label = blocks.CharBlock(label=_("what happens"), max_length=60)
    page = blocks.PageChooserBlock(
        label=_("page of the platform"),
        required=False,
        help_text=_(
            "The button goes on working when the page moves. Choose a page, or give an address below."
        ),
    )
    url = AddressBlock(label=_("or an address"), required=False, help_text=HOW)

    class Meta:
        icon = "link"
        label = _("Button")
        template = "content/blocks/button.html"

    def clean(self, value: Any) -> Any:
        """Refuse a button that leads to two places, or to none; a draft may still be without one."""
        cleaned = super().clean(value)
        page, address = cleaned["page"], cleaned["url"]
        if page and address:
            raise blocks.StructBlockValidationError(
                {"url": ValidationError(gettext("You chose a page too. Keep one of the two."))}
            )
        if not page and not address and not self.is_deferred_validation:
            raise blocks.StructBlockValidationError(
                {
                    "page": ValidationError(
                        gettext("Choose the page that the button leads to, or give an address.")
                    )
                }
            )
        return cleaned

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Add where it leads; nowhere while its page is not published."""
        page = value.get("page")
        address = (page.url if page.live else "") if page else value.get("url")
        return {**super().get_context(value, parent_context), "address": for_reader(address or "")}


class Body(blocks.StreamBlock):
    """What pages are made of."""

    text = blocks.RichTextBlock(label=_("Text"), features=WORDS, template="content/blocks/text.html")
    picture = PictureBlock()
    quote = QuoteBlock()
    numbers = NumbersBlock()
    note = NoteBlock()
    table = TableBlock()
    questions = QuestionsBlock()
    definitions = DefinitionsBlock()
    file = FileBlock()
    button = ButtonBlock()


def _typed_into(block: Any) -> Iterator[Any]:
    """The fields of all blocks within one that something is typed into; each block begins with a capital, as fields do."""
    if isinstance(block, blocks.TextBlock) or "field" in vars(block):
        yield block.field
    for inner in [*getattr(block, "child_blocks", {}).values(), *_item_of(block)]:
        inner.label = capfirst(inner.label)
        yield from _typed_into(inner)


def _item_of(block: Any) -> list[Any]:
    return [block.child_block] if isinstance(block, blocks.ListBlock) else []


# Once: all bodies share the blocks within.
for _field in _typed_into(Body()):
    plainly(_field)
