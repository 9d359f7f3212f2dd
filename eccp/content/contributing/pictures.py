"""Pictures that come with a contribution: judged by their content, drawn anew, described in words.

Refused is what is larger than 5 MB, has more than 40 million pixels, or is no picture; each with what to do.
"""

import io
import secrets
from typing import Any

from django.core import signing
from django.core.files.base import ContentFile, File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from PIL import Image
from wagtail.models import ReferenceIndex
from wagtail.utils.file import hash_filelike

from eccp.content.editors import contributed
from eccp.content.models import ContentPage, Picture
from eccp.core.uploads import BOMBS, BROKEN, FORMATS, kind_of_file, redrawn
from eccp.organisations.forms.held import held_file, hold
from eccp.organisations.pictures import PictureRefused

BYTES_AT_MOST = 5 * 1024 * 1024
PIXELS_AT_MOST = 40_000_000
SIDE_AT_MOST = 2400  # more than any page shows
# A picture that was drawn anew may be larger than the file that was sent; more than its points it never is.
DRAWN_BYTES = 4 * SIDE_AT_MOST * SIDE_AT_MOST
SEAL = "content.drawn"
SUFFIXES = {"png": "png", "jpeg": "jpg", "webp": "webp"}
NOT_READ = _("This is no picture that we can read. Save it as PNG or JPEG and choose it again.")

# Where the part of a picture lies that must not be cut off: the middle of that part, in ninths of the picture.
PLACES: dict[str, tuple[float, float]] = {
    "middle": (0.5, 0.5),
    "top": (0.5, 0.2),
    "bottom": (0.5, 0.8),
    "left": (0.2, 0.5),
    "right": (0.8, 0.5),
    "top-left": (0.2, 0.2),
    "top-right": (0.8, 0.2),
    "bottom-left": (0.2, 0.8),
    "bottom-right": (0.8, 0.8),
}
PLACE_LABELS = [
    ("", _("Nothing in particular")),
    ("middle", _("In the middle")),
    ("top", _("At the top")),
    ("bottom", _("At the bottom")),
    ("left", _("On the left")),
    ("right", _("On the right")),
    ("top-left", _("Top left")),
    ("top-right", _("Top right")),
    ("bottom-left", _("Bottom left")),
    ("bottom-right", _("Bottom right")),
]
PART = 0.3  # of the width and the height: how large that part is taken to be


class Drawn(ContentFile):
    """A picture that was drawn anew here. It is never drawn twice, so the same file makes the same bytes."""


def redraw(upload: File) -> Drawn:
    """The picture alone, at most 2400 pixels a side, under a name by chance: no place, no camera, nothing hidden."""
    if isinstance(upload, Drawn):
        return upload
    if (upload.size or 0) > BYTES_AT_MOST:
        limit = filesizeformat(BYTES_AT_MOST)
        raise PictureRefused(
            _("This file is larger than %(limit)s. Make it smaller and choose it again.") % {"limit": limit}
        )
    _refuse_many_pixels(upload)
    kind = kind_of_file(upload, pixels=PIXELS_AT_MOST) or ""
    if kind not in SUFFIXES:
        raise PictureRefused(NOT_READ)
    try:
        drawn = Image.open(redrawn(upload, kind))
        drawn.thumbnail((SIDE_AT_MOST, SIDE_AT_MOST))
    except (*BROKEN, *BOMBS) as problem:
        raise PictureRefused(NOT_READ) from problem
    file = io.BytesIO()
    more: dict[str, Any] = {"quality": 85} if kind in {"jpeg", "webp"} else {"optimize": True}
    drawn.save(file, kind.upper(), **more)
    return Drawn(file.getvalue(), name=f"{secrets.token_hex(8)}.{SUFFIXES[kind]}")


def let_wait(drawn: Drawn) -> str:
    """Keep a picture for a day while the rest of its form is mended; the word for it says that it was drawn here."""
    word = hold(drawn, most=DRAWN_BYTES)
    return signing.dumps(word, salt=SEAL) if word else ""


def waiting(word: str) -> Drawn | None:
    """The picture that a word stands for; None where its day is over, or the word is not ours."""
    try:
        file = held_file(signing.loads(word, salt=SEAL))
    except signing.BadSignature:
        return None
    return Drawn(file.read(), name=file.name) if file else None


def _refuse_many_pixels(upload: File) -> None:
    """Read the head of the file only; what cannot be read is judged later."""
    upload.seek(0)
    try:
        with Image.open(upload, formats=FORMATS) as picture:
            pixels = picture.width * picture.height
    except BOMBS:
        pixels = PIXELS_AT_MOST + 1
    except BROKEN:
        return
    finally:
        upload.seek(0)
    if pixels > PIXELS_AT_MOST:
        raise PictureRefused(
            _(
                "This picture has more than 40 million pixels. Make it smaller, for example"
                " 2400 pixels wide, and choose it again."
            )
        )


def keep(file: File, *, title: str, description: str, credit: str, place: str, by: Any) -> Picture:
    """Store a picture in the collection of what members sent."""
    picture = Picture(
        title=title[:200], file=file, description=description, credit=credit, uploaded_by_user=by
    )
    file.seek(0)
    with Image.open(file) as drawn:
        picture.width, picture.height = drawn.size
    picture.file_size, picture.file_hash = file.size, hash_filelike(file)
    picture.collection = contributed()
    set_place(picture, place)
    picture.save()
    return picture


def holds(picture: Picture | None, file: File) -> bool:
    """Whether a file that was drawn anew is the picture that is stored, to the last byte."""
    if picture is None:
        return False
    try:
        return bool(picture.get_file_hash() == hash_filelike(file))
    except OSError:  # what is stored has lost its file
        return False


def set_place(picture: Picture, place: str) -> None:
    """Note which part of the picture must not be cut off."""
    if place not in PLACES:
        picture.focal_point_x = picture.focal_point_y = None
        picture.focal_point_width = picture.focal_point_height = None
        return
    x, y = PLACES[place]
    picture.focal_point_x, picture.focal_point_y = round(picture.width * x), round(picture.height * y)
    picture.focal_point_width = round(picture.width * PART)
    picture.focal_point_height = round(picture.height * PART)


def place_of(picture: Picture) -> str:
    """The place that was chosen, or the one nearest to what an editor drew."""
    if picture.focal_point_x is None or picture.focal_point_y is None:
        return ""
    x, y = picture.focal_point_x / picture.width, picture.focal_point_y / picture.height
    return min(PLACES, key=lambda name: (PLACES[name][0] - x) ** 2 + (PLACES[name][1] - y) ** 2)


def drop_if_unused(picture: Picture | None, *, by_page: int) -> None:
    """Delete a picture, with its file, that no page shows any more; `by_page` showed it until now.

    Wagtail's index of references may be a moment behind, so pages are asked themselves too.
    """
    if picture is None:
        return
    elsewhere = ReferenceIndex.get_references_to(picture).exclude(object_id=str(by_page))
    if not elsewhere.exists() and not ContentPage.objects.filter(picture=picture).exists():
        picture.delete()
