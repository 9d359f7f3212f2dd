"""Office files looked into: zip containers that hold a document and no programs."""

import zipfile
import zlib
from typing import IO, Any

PARTS_AT_MOST = 5_000
UNPACKED_AT_MOST = 300 * 1024 * 1024
LIST_AT_MOST = 2 * 1024 * 1024  # the list of parts of an OOXML file

# By kind: the part that holds the document, and its type in the container's own list of parts.
OOXML = {
    "docx": ("word/document.xml", b"wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", b"spreadsheetml.sheet.main+xml"),
    "pptx": ("ppt/presentation.xml", b"presentationml.presentation.main+xml"),
}
ODF = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
PROGRAMS = ("vbaproject.bin", "vbadata.xml")  # macros of OOXML files, wherever they lie
PROGRAM_FOLDERS = ("basic/", "scripts/")  # and of OpenDocument files


def office_kind(file: IO[bytes] | Any) -> str | None:
    """The kind of an office file, or None: not one, damaged, encrypted, with macros, or far too large unpacked."""
    try:
        with zipfile.ZipFile(file) as container:
            parts = container.infolist()
            if not _is_harmless(parts):
                return None
            names = {part.filename for part in parts}
            return _odf(container, parts) or _ooxml(container, names)
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        ValueError,
        KeyError,
        EOFError,
        NotImplementedError,
        RuntimeError,
    ):
        return None


def _is_harmless(parts: list[zipfile.ZipInfo]) -> bool:
    """Whether nothing in the container is encrypted, leads out of it, is a macro, or swells without end."""
    if len(parts) > PARTS_AT_MOST or sum(part.file_size for part in parts) > UNPACKED_AT_MOST:
        return False
    for part in parts:
        name = part.filename.lower().replace("\\", "/")
        if part.flag_bits & 1 or name.startswith("/") or ".." in name.split("/"):
            return False
        if name.endswith(PROGRAMS) or name.startswith(PROGRAM_FOLDERS):
            return False
    return True


def _odf(container: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> str | None:
    """OpenDocument says its type in the first part, plainly."""
    first = parts[0] if parts else None
    if first is None or first.filename != "mimetype" or first.file_size > 100:
        return None
    if "content.xml" not in {part.filename for part in parts}:
        return None
    return ODF.get(container.read(first).strip())


def _ooxml(container: zipfile.ZipFile, names: set[str]) -> str | None:
    """OOXML lists its parts with their types; a type with macros is another one."""
    if "[Content_Types].xml" not in names:
        return None
    with container.open("[Content_Types].xml") as part:
        types = part.read(LIST_AT_MOST)
    fitting = (kind for kind, (main, said) in OOXML.items() if main in names and said in types)
    return next(fitting, None)
