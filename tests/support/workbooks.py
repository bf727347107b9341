"""Workbooks for tests: good ones by openpyxl, and broken or hostile ones by exchanging a part of a good one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
HEAD = ("Indicator", "Period", "Value", "Commentary")


def saved(book: Workbook) -> bytes:
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def workbook(*rows: Sequence[Any], sheet: str = "Figures") -> bytes:
    """A workbook of one sheet; texts stay texts, whatever they begin with."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = sheet
    for row, cells in enumerate(rows, 1):
        for column, value in enumerate(cells, 1):
            cell = page.cell(row, column, value)
            if isinstance(value, str):
                cell.data_type = "s"
    return saved(book)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(content: Mapping[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in content.items():
            archive.writestr(name, part)
    return written.getvalue()


def exchanged(part: str, content: bytes) -> bytes:
    """A good workbook with one part exchanged."""
    return packed(parts(workbook(HEAD, ("neet", "2013/14 Q1", 26, "less"))) | {part: content})


def with_strings(strings: bytes) -> bytes:
    """A workbook as spreadsheet programs write it, whose texts stand in a part of their own."""
    plain = parts(workbook(HEAD))
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    listed = f'<Override PartName="/{STRINGS}" ContentType="{kind}"/></Types>'.encode()
    types = {"[Content_Types].xml": plain["[Content_Types].xml"].replace(b"</Types>", listed)}
    cells = "".join(f'<c r="{letter}1" t="s"><v>{number}</v></c>' for number, letter in enumerate("ABCD"))
    neet = '<row r="2"><c r="A2" t="s"><v>4</v></c><c r="C2"><v>26</v></c></row>'
    return packed(plain | types | {SHEET: sheet(f'<row r="1">{cells}</row>{neet}'), STRINGS: strings})


def strings(*words: str, before: str = "") -> bytes:
    """The part of the texts, with ``before`` between its declaration and its root."""
    items = "".join(f"<si><t>{word}</t></si>" for word in words)
    return f'<?xml version="1.0" encoding="UTF-8"?>{before}<sst {NAMESPACE}>{items}</sst>'.encode()


def sheet(rows: str, before: str = "") -> bytes:
    """A worksheet's XML, with ``before`` between its declaration and its root."""
    declared = '<?xml version="1.0" encoding="UTF-8"?>'
    return f"{declared}{before}<worksheet {NAMESPACE}><sheetData>{rows}</sheetData></worksheet>".encode()


def text_cell(place: str, words: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'


def headings() -> str:
    cells = (text_cell(f"{letter}1", heading) for letter, heading in zip("ABCD", HEAD, strict=True))
    return f'<row r="1">{"".join(cells)}</row>'
