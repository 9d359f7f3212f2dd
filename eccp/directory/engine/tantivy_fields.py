"""The fields of the text engine's index, and how a document is put into them. It holds words and no facts."""

import re
from functools import lru_cache

import tantivy

from eccp.core.names import fold
from eccp.directory.engine.base import Document

TEXTS = ("name", "place", "terms", "text")
WEIGHED = ("name", "place", "terms")  # searched apart as well, because a word there says more
BITS = 52  # rows in a block: as many powers of two as a 64-bit float adds without losing one
BLOCKS_AT_MOST = 65_000  # as many groups as the engine gives in one answer
ROWS_BY_BLOCK = {
    "blocks": {
        "terms": {"field": "block", "size": BLOCKS_AT_MOST, "segment_size": BLOCKS_AT_MOST},
        "aggs": {"rows": {"sum": {"field": "bit"}}},
    }
}

_SINGLE_LETTERS = re.compile(r"\b\w(?: \w)+\b")  # "S.O.L.A.R." is folded to "s o l a r"; people type "solar"


def schema() -> tantivy.Schema:
    """All fields: words, folded before they come here, and the document's row in the columns."""
    fields = tantivy.SchemaBuilder()
    fields.add_unsigned_field("row", indexed=True, fast=True)
    fields.add_unsigned_field("block", fast=True)
    fields.add_float_field("bit", fast=True)
    fields.add_unsigned_field("fingerprint", fast=True)
    fields.add_text_field("all", tokenizer_name="whitespace")
    fields.add_text_field("stems", tokenizer_name="en_stem", index_option="freq")
    for name in WEIGHED:
        fields.add_text_field(name, tokenizer_name="whitespace")
    fields.add_text_field("whole_name", tokenizer_name="raw", index_option="basic")
    return fields.build()


def put(document: Document, row: int) -> tantivy.Document:
    """Turn a document into the text engine's, for its row in the columns."""
    words = tantivy.Document()
    words.add_unsigned("row", row)
    words.add_unsigned("block", row // BITS)
    words.add_float("bit", float(1 << row % BITS))
    words.add_unsigned("fingerprint", document.fingerprint)
    for name in TEXTS:
        for text in map(folded, document.texts.get(name, ())):
            words.add_text("all", text)
            words.add_text("stems", text)
            if name in WEIGHED:
                words.add_text(name, text)
            if name == "name":
                words.add_text("whole_name", text)
                for letters in _SINGLE_LETTERS.findall(text):
                    words.add_text("all", letters.replace(" ", ""))
                    words.add_text("name", letters.replace(" ", ""))
    return words


@lru_cache(maxsize=16384)
def folded(text: str) -> str:
    """The text folded. Names of terms, countries and towns come again with every profile."""
    return fold(text)
