"""Uploaded pictures: what is drawn anew, and what is refused with which words."""

import io
import struct
import zlib

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from eccp.organisations.pictures import PictureRefused, redraw
from tests.organisations.filling import picture


def drawn(content: bytes, name: str = "logo.png") -> tuple[Image.Image, str]:
    file = redraw(ContentFile(content, name=name))
    return Image.open(file), file.name


def refused(content: bytes, name: str = "logo.png") -> str:
    with pytest.raises(PictureRefused) as caught:
        redraw(ContentFile(content, name=name))
    return str(caught.value.text)


def png_head(width: int, height: int) -> bytes:
    """The first bytes of a picture that says to be huge, and has nothing behind."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = b"IDAT" + zlib.compress(b"\0" * 1000)
    chunks = [head, data, b"IEND"]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) for chunk in chunks
    )


@pytest.mark.parametrize("kind", ["PNG", "GIF", "WEBP"])
def test_graphics_become_png_under_a_random_name(kind):
    first, name = drawn(picture(kind=kind), "../../etc/passwd.svg")
    _second, other = drawn(picture(kind=kind), "../../etc/passwd.svg")

    assert first.format == "PNG"
    assert name.endswith(".png")
    assert "passwd" not in name
    assert name != other


def test_photographs_become_webp():
    image, name = drawn(picture(kind="JPEG"), "photo.jpg")

    assert image.format == "WEBP"
    assert name.endswith(".webp")


def test_large_pictures_shrink_and_keep_their_shape():
    image, _name = drawn(picture((1600, 400)))

    assert image.size == (800, 200)


def test_small_pictures_stay_as_large_as_they_are():
    image, _name = drawn(picture((30, 10)))

    assert image.size == (30, 10)


def test_metadata_is_gone_and_the_picture_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010F] = "Secret camera"
    content = picture((40, 20), "JPEG", exif=exif, comment=b"where I live")

    file = redraw(ContentFile(content, name="photo.jpg"))
    image = Image.open(file)

    assert b"Secret camera" in content
    assert b"Secret" not in file.read()
    assert not image.getexif()
    assert image.size == (20, 40)


def test_text_in_a_png_is_gone():
    file = io.BytesIO()
    from PIL.PngImagePlugin import PngInfo

    words = PngInfo()
    words.add_text("Author", "Somebody")
    Image.new("RGB", (5, 5)).save(file, "PNG", pnginfo=words)

    assert b"Somebody" in file.getvalue()
    assert b"Somebody" not in redraw(ContentFile(file.getvalue(), name="x.png")).read()


@pytest.mark.parametrize(
    "content",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"",
        b"GIF",
        b"%PDF-1.7",
        picture(kind="BMP"),
        picture(kind="TIFF"),
    ],
    ids=["svg named png", "empty", "three letters", "pdf", "bmp", "tiff"],
)
def test_everything_else_is_refused(content):
    assert "Save it as PNG or JPEG" in refused(content)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_file_cut_off_is_refused(kind):
    whole = picture((300, 300), kind)

    assert "choose it again" in refused(whole[: len(whole) // 2])


@pytest.mark.parametrize("side", [6000, 60_000])
def test_a_bomb_is_refused_by_its_head(side):
    assert "too many pixels" in refused(png_head(side, side))


def test_pixels_are_allowed_up_to_the_limit(settings):
    settings.PROFILE_IMAGE_PIXELS = 200

    assert drawn(picture((20, 10)))[0].size == (20, 10)
    assert "too many pixels" in refused(picture((20, 11)))


def test_bytes_are_allowed_up_to_the_limit(settings):
    content = picture()
    settings.PROFILE_IMAGE_BYTES = len(content)
    assert drawn(content)

    settings.PROFILE_IMAGE_BYTES = len(content) - 1
    assert "larger than" in refused(content)
