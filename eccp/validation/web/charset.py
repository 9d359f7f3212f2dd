"""Turning the bytes of a page into text when its word about them cannot be relied on."""

from __future__ import annotations

import codecs
import re

META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
BOMS = [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")]
# Codecs that Python also calls encodings, but that no page is written in, are not let in.
TEXT = re.compile(
    r"utf-8|utf-16(-[lb]e)?|cp125\d|iso8859-\d+|koi8-[ru]|mac-\w+|gb\w+|big5|shift_jis|euc_\w+|cp932"
)


def decode(body: bytes, declared: str | None) -> str:
    """Return the text of a page, whatever happens.

    `declared` is the charset of the HTTP header. In order: a byte-order mark, the header, the page's own
    `meta`, UTF-8, Windows-1252. A page that says Latin-1 but is valid UTF-8 is read as UTF-8, and one that
    says UTF-8 but mostly is not is read as Windows-1252: both are common and both would garble every name.
    Zero characters are left out: no page means them, and not every database stores them.
    """
    return _decoded(body, declared).replace("\x00", "")


def _decoded(body: bytes, declared: str | None) -> str:
    for mark, codec in BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(codec, "replace")
    codec = _known(declared) or _in_meta(body) or "utf-8"
    if codec in {"cp1252", "utf-8"}:
        return _utf8(body) or body.decode("cp1252", "replace")
    return body.decode(codec, "replace")


def _in_meta(body: bytes) -> str | None:
    found = META.search(body[:4096])
    codec = _known(found[1].decode("ascii", "replace")) if found else None
    # Had it been UTF-16, the word could not have been read.
    return "utf-8" if codec and codec.startswith("utf-16") else codec


def _known(name: str | None) -> str | None:
    try:
        codec = codecs.lookup((name or "").strip("\"' ")).name
    except (LookupError, ValueError):
        return None
    if codec in {"ascii", "iso8859-1"}:
        return "cp1252"  # as browsers do
    return codec if TEXT.fullmatch(codec) else None


def _utf8(body: bytes) -> str | None:
    """Return the text if it is UTF-8, forgiving a few broken letters and a cut at the end."""
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    letters = sum(character > "\x7f" for character in text) - broken if broken else 0
    return text if broken == 0 or broken * 4 < letters else None
