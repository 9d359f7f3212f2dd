"""Letters of recognition: what is taken, what is drawn anew, and what is refused whatever it is called."""

import io
import zipfile

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from eccp.organisations.forms.letters import BYTES_AT_MOST, LetterRefused, checked_letter
from tests.organisations.filling import picture

SCRIPT = b"<script>alert(1)</script>"


def archive() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("a", b"\0" * 10_000_000)
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "suffix"),
    [
        (b"%PDF-1.7 words", "letter.pdf", "pdf"),
        (b"%PDF-1.7 words" + SCRIPT, "letter.html", "pdf"),
        (picture(), "letter.png", "png"),
        (picture(kind="JPEG"), "letter.png", "jpg"),
        (picture(), "../../../etc/passwd", "png"),
        (picture(), "letter.png.php", "png"),
        (picture(), "a\u202egnp.exe", "png"),
    ],
)
def test_content_decides_and_the_name_is_chance(content, name, suffix):
    letter = checked_letter(ContentFile(content, name=name))

    stem, _dot, ending = letter.name.rpartition(".")
    assert ending == suffix
    assert len(stem) == 24
    assert stem.isalnum()


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_what_hides_in_a_picture_is_gone(kind):
    letter = checked_letter(ContentFile(picture(kind=kind) + SCRIPT, name="letter.png"))

    content = letter.read()
    assert SCRIPT not in content
    assert Image.open(io.BytesIO(content)).format == kind


@pytest.mark.parametrize(
    "content",
    [
        b"",
        SCRIPT,
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"\x89PNG\r\n\x1a\n" + SCRIPT,
        b"\xff\xd8\xff" + SCRIPT,
        b"GIF89a/*" + SCRIPT + b"*/=1;",
        b"MZ\x90\x00",
        b"#!/bin/sh\n",
        b" %PDF-1.7",
        archive(),
        picture(kind="GIF"),
        picture(kind="WEBP"),
    ],
    ids="empty page svg half-png half-jpeg gif-and-script program shell late-pdf zip-bomb gif webp".split(),
)
def test_all_else_is_refused_under_any_name(content):
    for name in ("letter.pdf", "letter.png", "letter"):
        with pytest.raises(LetterRefused, match="PDF, PNG or JPEG"):
            checked_letter(ContentFile(content, name=name))


def test_size_is_limited_on_both_sides():
    fits = b"%PDF-" + b"a" * (BYTES_AT_MOST - 5)

    assert checked_letter(ContentFile(fits)).name.endswith(".pdf")
    with pytest.raises(LetterRefused, match="larger than"):
        checked_letter(ContentFile(fits + b"a"))
