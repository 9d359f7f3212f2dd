"""What an uploaded file really is: its content decides, never its name."""

import io

import pytest
from PIL import Image

from eccp.core import offices
from eccp.core.uploads import clean_name, kind_of_file, redrawn
from tests.conversations.people import office, packed, picture

DOCX = ("word/document.xml", "openxmlformats-officedocument.wordprocessingml.document.main+xml")
XLSX = ("xl/workbook.xml", "openxmlformats-officedocument.spreadsheetml.sheet.main+xml")
PPTX = ("ppt/presentation.xml", "openxmlformats-officedocument.presentationml.presentation.main+xml")


def odf(kind):
    return packed(
        mimetype=f"application/vnd.oasis.opendocument.{kind}".encode(), **{"content.xml": b"<office/>"}
    )


def kind(content):
    return kind_of_file(io.BytesIO(content))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7\n1 0 obj", "pdf"),
        (picture("PNG"), "png"),
        (picture("JPEG"), "jpeg"),
        (picture("WEBP"), "webp"),
        (picture("GIF"), "gif"),
        (picture("MPO", save_all=True, append_images=[Image.new("RGB", (8, 8))]), "jpeg"),
        (office(*DOCX), "docx"),
        (office(*XLSX), "xlsx"),
        (office(*PPTX), "pptx"),
        (odf("text"), "odt"),
        (odf("spreadsheet"), "ods"),
        (odf("presentation"), "odp"),
        ("name;town\nKestrel;Łódź\n".encode(), "txt"),
        ("name;town\n".encode("utf-16"), "txt"),
        ("Straße;Köln\n".encode("latin-1"), "txt"),
        (b"a < b, and that is all", "txt"),
    ],
)
def test_kinds_are_known_by_content(content, said):
    assert kind(content) == said


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"  \n ",
        b"MZ\x90\x00\x03\x00\x00\x00",
        b"\x7fELF\x02\x01\x01\x00",
        b"<!doctype html><script>alert(1)</script>",
        b"  <html>",
        b"\xef\xbb\xbf<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<?xml version='1.0'?><svg/>",
        picture("PNG")[:45],
        picture("BMP"),
        packed(**{"readme.txt": b"a zip, and nothing else"}),
        packed(**{"word/document.xml": b"<x/>"}),
        office(*DOCX)[:-30],
        office("word/document.xml", "ms-word.document.macroEnabled.main+xml"),
        office(*DOCX, **{"word/vbaProject.bin": b"x"}),
        office(*DOCX, **{"../../etc/passwd": b"x"}),
        packed(mimetype=b"application/vnd.oasis.opendocument.text"),
        packed(**{"content.xml": b"", "mimetype": b"application/vnd.oasis.opendocument.text"}),
        packed(
            mimetype=b"application/vnd.oasis.opendocument.text",
            **{"content.xml": b"<x/>", "Basic/Standard/Module1.xml": b"x"},
        ),
        packed(mimetype=b"application/epub+zip", **{"content.xml": b"<x/>"}),
    ],
)
def test_all_else_is_not_taken(content):
    assert kind(content) is None


@pytest.mark.parametrize(("most", "said"), [(2, "docx"), (1, None)])
def test_containers_have_so_many_parts_at_most(monkeypatch, most, said):
    monkeypatch.setattr(offices, "PARTS_AT_MOST", most)
    assert kind(office(*DOCX)) == said


@pytest.mark.parametrize(("more", "said"), [(0, "docx"), (1, None)])
def test_containers_swell_so_much_at_most(monkeypatch, more, said):
    content = office(*DOCX, **{"word/media/big.xml": b"0" * 10_000})
    monkeypatch.setattr(offices, "UNPACKED_AT_MOST", 10_000 + 4 + len(types()) - more)
    assert kind(content) == said


def types():
    return f'<Types><Override ContentType="application/vnd.{DOCX[1]}"/></Types>'


@pytest.mark.parametrize(("most", "said"), [(64, "png"), (63, None)])
def test_pictures_have_so_many_pixels_at_most(most, said):
    assert kind_of_file(io.BytesIO(picture("PNG")), pixels=most) == said


@pytest.mark.parametrize(("most", "said"), [(128, "gif"), (127, None)])
def test_every_frame_counts(most, said):
    moving = picture("GIF", save_all=True, append_images=[Image.new("RGB", (8, 8), "red")])
    assert kind_of_file(io.BytesIO(moving), pixels=most) == said


def test_the_file_can_be_read_from_its_beginning_afterwards():
    file = io.BytesIO(picture("PNG"))
    kind_of_file(file)
    assert file.tell() == 0


def test_redrawn_pictures_keep_size_and_lose_what_came_with_them():
    exif = Image.Exif()
    exif[0x0110] = "Camera of Nora"
    content = redrawn(io.BytesIO(picture("JPEG", (30, 20), exif=exif)), "jpeg").read()
    drawn = Image.open(io.BytesIO(content))

    assert (drawn.format, drawn.size, dict(drawn.getexif())) == ("JPEG", (30, 20), {})
    assert b"Camera of Nora" not in content


def test_redrawn_pictures_stand_as_the_camera_was_held():
    exif = Image.Exif()
    exif[0x0112] = 6
    drawn = redrawn(io.BytesIO(picture("JPEG", (30, 20), exif=exif)), "jpeg")
    assert Image.open(drawn).size == (20, 30)


def test_moving_pictures_go_on_moving():
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    moving = picture("GIF", save_all=True, append_images=frames)
    assert Image.open(redrawn(io.BytesIO(moving), "gif")).n_frames == 3


def test_what_cannot_be_drawn_says_so():
    with pytest.raises(ValueError, match="cannot be drawn"):
        redrawn(io.BytesIO(b"no picture"), "png")


@pytest.mark.parametrize(
    ("name", "kind_", "said"),
    [
        ("Plan.PDF", "pdf", "Plan.pdf"),
        ("plan.exe", "pdf", "plan.exe.pdf"),
        ("C:\\Users\\nora\\plan.pdf", "pdf", "plan.pdf"),
        ("../../etc/passwd", "txt", "passwd.txt"),
        ("table.csv", "txt", "table.csv"),
        ("page.html", "txt", "page.html.txt"),
        ("photo.JPEG", "jpeg", "photo.jpeg"),
        ("invoice\u202efdp.exe", "pdf", "invoicefdp.exe.pdf"),
        ('a"b<c>\r\n.pdf', "pdf", "a_b_c_.pdf"),
        ("...", "pdf", "file.pdf"),
        ("", "odt", "file.odt"),
        ("ź" * 200 + ".png", "png", "ź" * 96 + ".png"),
    ],
)
def test_names_are_cleaned(name, kind_, said):
    assert clean_name(name, kind_) == said
