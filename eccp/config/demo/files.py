"""Small real files for the demonstration's library, written by hand: a page of PDF, a text, a table, a document."""

import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from textwrap import wrap

LETTERS_A_LINE = 84
TEXT_TYPE = "application/vnd.oasis.opendocument.text"
MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:'
    'manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
CONTENT = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:'
    'xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3"><office:body>'
    "<office:text>{paragraphs}</office:text></office:body></office:document-content>"
)


def as_pdf(title: str, paragraphs: Sequence[str]) -> bytes:
    """One page of A4 in Helvetica. Its letters are those of Western Europe; others become question marks."""
    lines = ["BT", "/F2 16 Tf 20 TL 56 780 Td"]
    lines += [f"({_in_pdf(line)}) Tj T*" for line in wrap(title, 52)]
    lines.append("/F1 11 Tf 15 TL")
    for paragraph in paragraphs:
        lines.append("T*")
        lines += [f"({_in_pdf(line)}) Tj T*" for line in wrap(paragraph, LETTERS_A_LINE)]
    page = "\n".join([*lines, "ET"]).encode("cp1252", "replace")
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            b" /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page),
        font % b"Helvetica",
        font % b"Helvetica-Bold",
    ]
    made, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, len(made))
    return made + b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1) + rows + end


def as_txt(title: str, paragraphs: Sequence[str]) -> bytes:
    """Plain words."""
    return "\r\n\r\n".join([title, *paragraphs]).encode() + b"\r\n"


def as_csv(title: str, paragraphs: Sequence[str]) -> bytes:
    """A table with one column for what to do and one to tick."""
    rows = [f'"{title}","Done"', *(f'"{line}",""' for line in paragraphs)]
    return "\r\n".join(rows).encode() + b"\r\n"


def as_odt(title: str, paragraphs: Sequence[str]) -> bytes:
    """A document to write on in."""
    body = f'<text:h text:outline-level="1">{title}</text:h>' + "".join(
        f"<text:p>{paragraph}</text:p>" for paragraph in paragraphs
    )
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as container:
        container.writestr("mimetype", TEXT_TYPE)
        container.writestr("META-INF/manifest.xml", MANIFEST.format(kind=TEXT_TYPE))
        container.writestr("content.xml", CONTENT.format(paragraphs=body))
    return file.getvalue()


WRITERS: dict[str, Callable[[str, Sequence[str]], bytes]] = {
    "pdf": as_pdf,
    "txt": as_txt,
    "csv": as_csv,
    "odt": as_odt,
}


def _in_pdf(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
