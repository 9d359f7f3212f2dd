"""Uploaded pictures made safe: decoded, limited, stripped of all that is not the picture, drawn anew."""

import io
import secrets
import struct
import zlib
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

SIDE_AT_MOST = 800
FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error, IndexError, TypeError)
NO_PICTURE = _("This is no picture that we can read. Save it as PNG or JPEG and choose it again.")


class PictureRefused(Exception):
    """A file cannot be taken as a picture; the text says why and how to mend it."""

    def __init__(self, text: Any) -> None:
        super().__init__(text)
        self.text = text


def redraw(upload: File) -> ContentFile:
    """Draw an uploaded picture anew: at most 800 by 800, without metadata, under a random name.

    The content alone decides what a file is, never its name. Bytes and pixels are limited by
    `PROFILE_IMAGE_BYTES` and `PROFILE_IMAGE_PIXELS`; the pixels are read from the head of the file,
    before anything is unpacked. Photographs become WebP, all else PNG. Raises `PictureRefused`.
    """
    if (upload.size or 0) > settings.PROFILE_IMAGE_BYTES:
        limit = filesizeformat(settings.PROFILE_IMAGE_BYTES)
        raise PictureRefused(
            _("This file is larger than %(limit)s. Make it smaller and choose it again.") % {"limit": limit}
        )
    picture = _open(upload)
    photograph = picture.format == "JPEG"
    try:
        picture.load()
        drawn = ImageOps.exif_transpose(picture) or picture
        drawn = drawn.convert("RGB" if photograph else "RGBA")
        drawn.thumbnail((SIDE_AT_MOST, SIDE_AT_MOST))
    except BROKEN as problem:
        raise PictureRefused(_("This picture is damaged. Save it again and choose it again.")) from problem
    return _stored(drawn, "webp" if photograph else "png")


def _open(upload: File) -> Image.Image:
    """Read the head of the file only, and refuse what is too large to unpack."""
    upload.seek(0)
    too_many = PictureRefused(
        _("This picture has too many pixels. Make it at most %(side)s by %(side)s and choose it again.")
        % {"side": 4000}
    )
    try:
        picture = Image.open(upload, formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as problem:
        raise too_many from problem
    except BROKEN as problem:
        raise PictureRefused(NO_PICTURE) from problem
    if picture.width * picture.height > settings.PROFILE_IMAGE_PIXELS:
        raise too_many
    return picture


def _stored(drawn: Image.Image, suffix: str) -> ContentFile:
    """Write the pixels, and nothing that came with them."""
    bare = Image.frombytes(drawn.mode, drawn.size, drawn.tobytes())
    file = io.BytesIO()
    bare.save(
        file,
        "WEBP" if suffix == "webp" else "PNG",
        **({"quality": 85} if suffix == "webp" else {"optimize": True}),
    )
    return ContentFile(file.getvalue(), name=f"{secrets.token_hex(12)}.{suffix}")
