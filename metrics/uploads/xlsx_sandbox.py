"""The sandbox: the process that reads one workbook (XLSX, ODS, XLS), bytes in, JSON out, limited in memory and time.

Size and number of parts are checked before anything is parsed (ASVS 5.2.3), names
of parts are never used as paths, and openpyxl refuses XML that expands by defusedxml.
"""

from __future__ import annotations

import io
import json
import os
import re
import sys
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from metrics.uploads import ods_sheets, xls_book
from metrics.uploads.cell_text import rounded_from, text
from metrics.uploads.table import COLUMNS, ROWS, TOO_LONG, TOO_WIDE, UnreadableTable, letter
from metrics.uploads.xlsx_hidden import HIDDEN, hidden_places

os.environ["OPENPYXL_LXML"] = "False"
"""Where lxml is installed, as the pack's PDF needs it, openpyxl would read by it and not by defusedxml."""

ENTRIES = 200
UNPACKED = 50_000_000
"""Bytes of all parts together."""

TEXT = 5_000_000
"""Characters of all cells together."""

MEMORY = 1_000_000_000
"""Bytes of this process."""

SECONDS = 20
BOOK_ROWS = 100_000
"""Rows of all sheets, empty ones with them; openpyxl goes through each before the first is read."""

FAULTY_CELLS = 1_000
"""Cells of a sheet that can't be read as they are; up to here each has its fault."""

LAST_ROW = 1_048_576
"""No spreadsheet has more."""

_AGAIN = "open it in a spreadsheet program, save it again as .xlsx, and upload that"
NO_WORKBOOK = f"this is no .xlsx workbook; {_AGAIN}"
BROKEN = f"this workbook can't be read; {_AGAIN}, or save the sheet as CSV"
NOT_INSTALLED = (
    "workbooks can't be read here, since packages of the dashboard are missing; ask IT to install those of "
    "requirements.txt, or save the sheet as CSV"
)
LOCKED = "this workbook has a password; save it without one"
TOO_LARGE = "this workbook unpacks to more than 50 MB; keep the rows of one quarter, without pictures"
TOO_MANY = f"this workbook has more than {ENTRIES} parts; keep the sheets of the template only"
TOO_MUCH = "this workbook takes too much memory or time to read; copy its rows into a new template"
TOO_LONG_SHEETS = f"this workbook has more than {BOOK_ROWS:,} rows, empty or not; copy its rows into a new template"
EXPANDS = f"this workbook holds text that would expand (a DOCTYPE or ENTITY); {_AGAIN}"
TOO_MUCH_TEXT = "this workbook holds more than 5 million characters; keep the rows of one quarter"
FORMULA = (
    "this cell holds a formula whose result was not saved; open the file in a spreadsheet program and save it again, "
    "or type the number"
)
TOO_MUCH_EXIT = 3
_EXPANDS = re.compile(rb"<\0?!\0?(?:D\0?O\0?C|E\0?N\0?T)")
_FORMULA = re.compile(rb"<(\w+:)?f[\s/>]")


def main(memory: int = MEMORY) -> int:
    """Read a workbook from standard input and print its sheets, or the sentence that refuses it, as JSON."""
    _limit(memory)
    sys.modules["numpy"] = None  # type: ignore[assignment]  # openpyxl would load it, which takes memory and time
    try:
        answer = read(sys.stdin.buffer.read())
    except UnreadableTable as unreadable:
        answer = {"refused": unreadable.what, "where": unreadable.where}
    except (MemoryError, RecursionError):
        return TOO_MUCH_EXIT
    except ImportError:
        answer = {"refused": NOT_INSTALLED, "where": ""}
    except Exception:
        # Whatever a library makes of a broken file is one thing to its reader: it can't be read.
        answer = {"refused": BROKEN, "where": ""}
    sys.stdout.write(json.dumps(answer))
    return 0


def _limit(memory: int) -> None:
    """Bounds on this process; Windows has none, and there only the wait is limited."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(data: bytes) -> dict[str, Any]:
    """The visible sheets' rows and faulty cells, and the names of the hidden sheets.

    Raises:
        UnreadableTable: no workbook, one with a password, or one past a limit.
    """
    if data.startswith(xls_book.OLD):
        return _old_book(data)
    parts = _check_parts(data)
    if parts.open_document:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("content.xml") as part:
            visible, unseen = ods_sheets.sheets(part, TEXT, TOO_MUCH_TEXT)
        return {"sheets": visible, "hidden": unseen}
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    formula_book = (
        openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False) if parts.calculated else None
    )
    characters_left, sheets = TEXT, []
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            formulas = _formulas(formula_book[sheet.title]) if formula_book else set()
            content = _sheet(sheet, formulas, characters_left)
            sheets.append(content | _hidden(sheet, hide=parts.hide))
            characters_left -= _characters(content["rows"])
    return {
        "sheets": sheets,
        "hidden": [_sheet_name(sheet) for sheet in book.worksheets if sheet.sheet_state != "visible"],
    }


def _old_book(data: bytes) -> dict[str, Any]:
    """An XLS workbook, whose bytes are no archive; its cells are gone through as those of any other."""
    try:
        visible, unseen = xls_book.sheets(data)
    except xls_book.Locked:
        raise UnreadableTable(LOCKED) from None
    characters_left, sheets = TEXT, []
    for sheet in visible:
        content = _sheet(sheet, sheet.formulas, characters_left)
        rows, columns, merged = sheet.hidden_places()
        sheets.append(content | {"hidden_rows": rows, "hidden_columns": columns, "merged": merged})
        characters_left -= _characters(content["rows"])
    return {"sheets": sheets, "hidden": [name[:31] for name in unseen]}


class _Parts(NamedTuple):
    """Whether any part holds a formula, whether any sheet may hide rows or columns, and whether it is an ODS."""

    calculated: bool
    hide: bool
    open_document: bool


def _check_parts(data: bytes) -> _Parts:
    """Look at the list of parts, then unpack each once and count, keeping nothing but what they need."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise UnreadableTable(NO_WORKBOOK) from None
    parts = archive.infolist()
    if len(parts) > ENTRIES:
        raise UnreadableTable(TOO_MANY)
    if any(part.flag_bits & 0x1 for part in parts):
        raise UnreadableTable(LOCKED)
    names = {part.filename for part in parts}
    open_document = {"mimetype", "content.xml"} <= names and b"oasis.opendocument.spreadsheet" in data[:200]
    if not open_document and not {"[Content_Types].xml", "xl/workbook.xml"} <= names:
        raise UnreadableTable(NO_WORKBOOK)
    if sum(part.file_size for part in parts) > UNPACKED:
        raise UnreadableTable(TOO_LARGE)
    bytes_left, rows, calculated, hide = UNPACKED, 0, False, False
    for part in parts:
        for chunk in _chunks(archive, part):
            bytes_left -= len(chunk)
            rows += chunk.count(b"<row")
            if bytes_left < 0:
                raise UnreadableTable(TOO_LARGE)
            if rows > BOOK_ROWS:
                raise UnreadableTable(TOO_LONG_SHEETS)
            if _EXPANDS.search(chunk):
                raise UnreadableTable(EXPANDS)
            if open_document and part.filename == "META-INF/manifest.xml" and b"encryption-data" in chunk:
                raise UnreadableTable(LOCKED)
            calculated = calculated or bool(_FORMULA.search(chunk))
            hide = hide or (part.filename.startswith("xl/worksheets/") and bool(HIDDEN.search(chunk)))
    return _Parts(calculated, hide, open_document)


def _chunks(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """A part's bytes as they unpack, each chunk after the end of the one before it, so that no sign is cut in two."""
    before = b""
    try:
        with archive.open(part) as stream:
            while chunk := stream.read(65_536):
                yield before + chunk
                before = chunk[-16:]
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, zlib.error):
        raise UnreadableTable(BROKEN) from None


def _sheet(sheet: Any, formulas: set[tuple[int, int]], characters_left: int) -> dict[str, Any]:
    """A sheet's rows that hold anything, at most ``characters_left`` characters of them, and its faulty cells."""
    rows: list[tuple[int, list[str]]] = []
    wrong: list[tuple[int, int, str]] = []
    rounded: list[tuple[int, int, str]] = []
    for number, row in _numbered_rows(sheet):
        texts: list[str] = []
        for column, cell in enumerate(row[:COLUMNS], 1):
            worked_out = (number, column) in formulas
            cell_text, fault = ("", FORMULA) if cell.value is None and worked_out else text(cell, worked_out=worked_out)
            if not fault and (exact := rounded_from(cell, cell_text)) and len(rounded) < FAULTY_CELLS:
                rounded.append((number, column, exact))
            texts.append(cell_text)
            wrong += [(number, column, fault)] if fault else []
            if len(wrong) > FAULTY_CELLS:
                raise UnreadableTable(
                    f"more than {FAULTY_CELLS:,} cells are like this one: {fault}", _place(sheet, number, column)
                )
        beyond = next((at for at, cell in enumerate(row[COLUMNS:], COLUMNS + 1) if cell.value is not None), 0)
        if beyond:
            raise UnreadableTable(TOO_WIDE, _place(sheet, number, beyond))
        if any(texts) or (wrong and wrong[-1][0] == number):
            rows.append((number, texts))
            characters_left -= sum(map(len, texts))
        if len(rows) > ROWS:
            raise UnreadableTable(TOO_LONG, _place(sheet, number))
        if characters_left < 0:
            raise UnreadableTable(TOO_MUCH_TEXT, _place(sheet, number))
    return {"name": _sheet_name(sheet), "rows": rows, "wrong": wrong, "rounded": rounded}


def _hidden(sheet: Any, *, hide: bool) -> dict[str, Any]:
    """What nobody sees of a sheet, and its merged cells; none are looked for where no sheet may ``hide`` any."""
    rows, columns, merged = hidden_places(sheet._get_source()) if hide else ([], [], [])
    return {"hidden_rows": rows, "hidden_columns": columns, "merged": merged}


def _sheet_name(sheet: Any) -> str:
    """A sheet's name; spreadsheet programs allow 31 characters."""
    return str(sheet.title)[:31]


def _place(sheet: Any, row: int, column: int = 0) -> str:
    return f"sheet {_sheet_name(sheet)}, row {row}" + (f", column {letter(column)}" if column else "")


def _characters(rows: list[tuple[int, list[str]]]) -> int:
    return sum(len(cell) for _, cells in rows for cell in cells)


def _numbered_rows(sheet: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """The sheet's rows, whatever size it says it has."""
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(), 1):
        if number > LAST_ROW:
            raise UnreadableTable(BROKEN)
        yield number, row


def _formulas(sheet: Any) -> set[tuple[int, int]]:
    """Where formulas stand."""
    return {
        (number, column)
        for number, row in _numbered_rows(sheet)
        for column, cell in enumerate(row[:COLUMNS], 1)
        if cell.data_type == "f"
    }


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
