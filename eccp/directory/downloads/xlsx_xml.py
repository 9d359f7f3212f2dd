"""The XML inside a workbook: cells, rows, and the few files around the sheets (ECMA-376, part 1)."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from xml.sax.saxutils import escape, quoteattr

BOLD = 1  # the styles by their place in `STYLES`
DAY = 2
LETTERS_AT_MOST = 32_767  # of a cell in Excel
NAME_AT_MOST = 31  # of a sheet in Excel, in letters
BEGINNING = date(1899, 12, 30)  # Excel counts the days from here
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # in XML 1.0
NUMBERED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # Excel would read `_x0041_` as the letter of that number

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONSHIPS = "application/vnd.openxmlformats-package.relationships+xml"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
END = b"</sheetData></worksheet>"
STYLES = (
    f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def path(number: int) -> str:
    """Where a sheet stands in the workbook, counted from 1."""
    return f"xl/worksheets/sheet{number}.xml"


def beginning(widths: Sequence[int], *, header: bool = False) -> bytes:
    """The beginning of a sheet, up to its first row. A header stays in view when the others are scrolled."""
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' if header else ""
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(widths, 1)
    )
    return (
        f'{HEAD}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>"
    ).encode()


def row(number: int, cells: Sequence[Any], style: int = 0) -> bytes:
    """One row. Empty cells are left out."""
    held = "".join(
        cell(f"{chr(65 + n)}{number}", value, style)
        for n, value in enumerate(cells)
        if value not in {None, ""}
    )
    return f'<row r="{number}">{held}</row>'.encode()


def cell(place: str, value: Any, style: int = 0) -> str:
    """One cell: a number and a date are such, anything else is a text."""
    if isinstance(value, date):
        return f'<c r="{place}" s="{DAY}"><v>{(value - BEGINNING).days}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{place}"><v>{value}</v></c>'
    styled = f' s="{style}"' if style else ""
    return f'<c r="{place}"{styled} t="inlineStr"><is><t xml:space="preserve">{text(value)}</t></is></c>'


def text(value: str) -> str:
    """A text as it may stand in XML and in a cell."""
    return escape(NUMBERED.sub("_x005F_", FORBIDDEN.sub("", value)[:LETTERS_AT_MOST]))


def frame(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The files around the sheets of these names, with where they stand."""
    numbers = range(1, len(names) + 1)
    kinds = [("/xl/workbook.xml", "sheet.main"), ("/xl/styles.xml", "styles")]
    kinds += [(f"/{path(n)}", "worksheet") for n in numbers]
    overrides = "".join(
        f'<Override PartName="{part}" ContentType="{KIND}.{kind}+xml"/>' for part, kind in kinds
    )
    defaults = (
        f'<Default Extension="rels" ContentType="{RELATIONSHIPS}"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    yield "[Content_Types].xml", f'{HEAD}<Types xmlns="{TYPES}">{defaults}{overrides}</Types>'
    yield "_rels/.rels", links([("officeDocument", "xl/workbook.xml")])
    sheets = "".join(
        f'<sheet name={quoteattr(names[n - 1][:NAME_AT_MOST])} sheetId="{n}" r:id="rId{n}"/>' for n in numbers
    )
    yield (
        "xl/workbook.xml",
        f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>',
    )
    sheet_links = [("worksheet", path(n).removeprefix("xl/")) for n in numbers]
    yield "xl/_rels/workbook.xml.rels", links([*sheet_links, ("styles", "styles.xml")])
    yield "xl/styles.xml", STYLES


def links(targets: Sequence[tuple[str, str]]) -> str:
    """What a part refers to, numbered from 1."""
    held = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}">{held}</Relationships>'
