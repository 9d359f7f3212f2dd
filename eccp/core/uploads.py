"""What a file that somebody uploads really is. Its content decides, never its name or what the browser says."""

import io
import struct
import unicodedata
import zlib
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import IO, Any

from django.core.files.base import ContentFile, File
from PIL import Image, ImageOps, ImageSequence

from eccp.core.offices import office_kind

FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
# Telephones put a second, smaller picture behind a JPEG and call it MPO; the first is the picture.
PICTURES = {"PNG": "png", "JPEG": "jpeg", "MPO": "jpeg", "WEBP": "webp", "GIF": "gif"}
# The endings under which each kind may be kept; the first is given where the file's own does not fit.
ENDINGS: dict[str, tuple[str, ...]] = {
    "pdf": ("pdf",),
    "png": ("png",),
    "jpeg": ("jpg", "jpeg"),
    "webp": ("webp",),
    "gif": ("gif",),
    **{kind: (kind,) for kind in ("docx", "xlsx", "pptx", "odt", "ods", "odp")},
    "txt": ("txt", "csv"),
}
KINDS = frozenset(ENDINGS)

PIXELS_AT_MOST = 25_000_000  # of all frames together
NAME_AT_MOST = 100
BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error, IndexError, TypeError)
BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
TEXT_CONTROLS = {*range(0x20)} - {0x09, 0x0A, 0x0C, 0x0D} | {0x7F}
NOT_IN_NAMES = set('<>:"/\\|?*')


def kind_of_file(file: IO[bytes] | File, *, pixels: int = PIXELS_AT_MOST) -> str | None:
    """The kind of a file, one of `KINDS`, or None for what we do not take.

    Pictures are decoded, if all their frames have at most so many `pixels`; office files are opened and must
    hold no macros. Text and tables of text are one kind, "txt". What begins like a page or a drawing for
    browsers is no text.
    """
    file.seek(0)
    head = file.read(1024)
    file.seek(0)
    try:
        if head.startswith(b"%PDF-"):
            return "pdf"
        if head.startswith(b"PK\x03\x04"):
            return office_kind(file)
        return _picture_kind(file, pixels) or ("txt" if _is_text(file) else None)
    finally:
        file.seek(0)


def redrawn(file: IO[bytes] | File, kind: str) -> ContentFile:
    """The pixels of a picture alone, in its own format and size: no place, no camera, nothing hidden.

    `kind` is what `kind_of_file` said. Raises `ValueError` where it cannot be drawn after all.
    """
    file.seek(0)
    drawn = io.BytesIO()
    try:
        picture = Image.open(file, formats=FORMATS)
        frames = [_bare(frame) for frame in _frames(picture, kind)]
        more: dict[str, Any] = {"quality": 90} if kind in {"jpeg", "webp"} else {}
        if len(frames) > 1:
            more |= {
                "save_all": True,
                "append_images": frames[1:],
                "duration": picture.info.get("duration", 100),
                "loop": picture.info.get("loop", 0),
            }
        frames[0].save(drawn, kind.upper(), **more)
    except (*BROKEN, *BOMBS) as problem:
        raise ValueError("This picture cannot be drawn.") from problem
    return ContentFile(drawn.getvalue())


def clean_name(name: str, kind: str) -> str:
    """The name under which a file is shown and given back: no path, no hidden signs, an ending that is true."""
    plain = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    kept = "".join(
        "_" if sign in NOT_IN_NAMES else sign
        for sign in plain
        if unicodedata.category(sign)[0] != "C"  # control signs, and those that turn the reading direction
    )
    path = PurePosixPath(" ".join(kept.split()).strip(". ") or "file")
    ending = path.suffix.lower().lstrip(".")
    endings = ENDINGS[kind]
    stem = path.stem if ending in endings else path.name
    ending = ending if ending in endings else endings[0]
    return f"{stem[: NAME_AT_MOST - len(ending) - 1].rstrip('. ') or 'file'}.{ending}"


def _picture_kind(file: IO[bytes] | File, most: int) -> str | None:
    """The kind of a picture whose every pixel can be read, and of which there are not too many."""
    try:
        picture = Image.open(file, formats=FORMATS)
        kind = PICTURES[str(picture.format)]
        pixels = picture.width * picture.height
        for number, frame in enumerate(_frames(picture, kind), start=1):
            if pixels * number > most:
                return None
            frame.load()
    except (*BROKEN, *BOMBS):
        return None
    return kind


def _frames(picture: Image.Image, kind: str) -> Iterable[Image.Image]:
    """The frames of what may move; of a photograph the first."""
    return [picture] if kind == "jpeg" else ImageSequence.Iterator(picture)


def _bare(frame: Image.Image) -> Image.Image:
    """The frame turned as the camera said, in plain colours, with nothing that came with it."""
    turned = ImageOps.exif_transpose(frame) or frame
    grey, coloured = {"L", "1", "I", "I;16"}, {"RGB", "CMYK", "YCbCr"}
    plain = turned.convert("L" if turned.mode in grey else "RGB" if turned.mode in coloured else "RGBA")
    return Image.frombytes(plain.mode, plain.size, plain.tobytes())


def _is_text(file: IO[bytes] | File) -> bool:
    """Whether a file holds words: no control signs, and nothing that a browser would take for a page."""
    file.seek(0)
    content = file.read()
    if not content.strip():
        return False
    try:
        text = content.decode("utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")  # older programs save tables so; any byte is a letter there
    if any(ord(sign) in TEXT_CONTROLS for sign in set(text)):
        return False
    begin = text.lstrip()[:2]
    return not (begin.startswith("<") and (begin[1:].isalpha() or begin[1:] in {"!", "?", "/"}))
