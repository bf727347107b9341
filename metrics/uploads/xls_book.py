"""An old workbook (XLS, Excel 97 to 2003) -> its sheets, as ``xlsx_sandbox`` goes through those of openpyxl.

Runs in the sandbox, by xlrd, which openpyxl's own makers name for such files. It follows no link and runs no formula;
what a formula came to stands in the file, and the records say which cells hold one.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, NamedTuple

from metrics.uploads.table import COLUMNS, letter
from metrics.uploads.xlsx_hidden import LOWEST, MOST_MERGED, NARROWEST, NARROWEST_USUAL

OLD = b"\xd0\xcf\x11\xe0"
"""How such a file begins, and also a newer one with a password."""

ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The name of the part that a newer workbook with a password is kept in."""

_FORMULA, _END = 0x0006, 0x000A
_ON_LOAD = 0x0002
"""The sign of a formula that is to be worked out when the file is opened."""

_ANY_COLUMN = 255
_TWIPS, _WIDTH = 20, 256
"""Parts of a point, and of a character, in which heights and widths are given."""


class Locked(Exception):  # noqa: N818 - it names what was found
    """The workbook has a password."""


class Cell(NamedTuple):
    """A cell as ``cell_text`` reads it: its value, its kind (e is an error) and its number format."""

    value: object
    data_type: str
    number_format: str


class Sheet:
    """A sheet in the shape of openpyxl's: its title, its rows of cells; and what nobody sees of it.

    ``formulas`` are the places, from 1, of cells that a formula gave.
    """

    def __init__(self, book: Any, number: int) -> None:
        self._book, self._sheet = book, book.sheet_by_index(number)
        self.title = str(self._sheet.name)
        self.formulas, self._without_result = _formulas(book.mem, book._sh_abs_posn[number])

    def reset_dimensions(self) -> None:
        """Nothing: the size is that of the cells."""

    def iter_rows(self) -> Iterator[tuple[Cell, ...]]:
        """Every row from the first on, each as long as its cells."""
        for row in range(self._sheet.nrows):
            yield tuple(self._cell(row, column) for column in range(self._sheet.row_len(row)))

    def hidden_places(self) -> tuple[list[int], list[int], list[str]]:
        """As ``xlsx_hidden.hidden_places``: numbers of rows and columns that are hidden, and merged cells."""
        sheet = self._sheet
        low = bool(sheet.default_row_hidden)
        rows = [
            number + 1
            for number in range(sheet.nrows)
            if (_is_low(info) if (info := sheet.rowinfo_map.get(number)) is not None else low)
        ]
        usual = sheet.colinfo_map.get(_ANY_COLUMN + 1)
        narrow = sheet.defcolwidth is not None and sheet.defcolwidth < NARROWEST_USUAL
        columns = []
        for number in range(min(sheet.ncols, COLUMNS)):
            info = sheet.colinfo_map.get(number, usual)
            if narrow if info is None else info.hidden or info.width < NARROWEST * _WIDTH:
                columns.append(number + 1)
        return rows, columns, [_reference(*place) for place in sheet.merged_cells[:MOST_MERGED]]

    def _cell(self, row: int, column: int) -> Cell:
        from xlrd import XL_CELL_BOOLEAN, XL_CELL_DATE, XL_CELL_ERROR, XL_CELL_NUMBER, XL_CELL_TEXT, xldate
        from xlrd.biffh import error_text_from_code

        kind, value = self._sheet.cell_type(row, column), self._sheet.cell_value(row, column)
        shown = self._number_format(row, column)
        if (row + 1, column + 1) in self._without_result:
            return Cell(None, "f", shown)
        if kind == XL_CELL_TEXT:
            return Cell(value or None, "s", shown)
        if kind == XL_CELL_NUMBER:
            return Cell(int(value) if float(value).is_integer() else value, "n", shown)
        if kind == XL_CELL_BOOLEAN:
            return Cell(bool(value), "b", shown)
        if kind == XL_CELL_ERROR:
            return Cell(error_text_from_code.get(value, "#N/A"), "e", shown)
        if kind == XL_CELL_DATE:
            with suppress(xldate.XLDateError, ValueError, OverflowError):
                return Cell(xldate.xldate_as_datetime(value, self._book.datemode), "d", shown)
            return Cell(str(value), "s", shown)
        return Cell(None, "n", shown)

    def _number_format(self, row: int, column: int) -> str:
        book = self._book
        found = book.format_map.get(book.xf_list[self._sheet.cell_xf_index(row, column)].format_key)
        return found.format_str if found is not None else "General"


def sheets(data: bytes) -> tuple[list[Sheet], list[str]]:
    """The sheets that a person sees, and the names of the hidden ones.

    Raises:
        Locked: the workbook has a password.
        Exception: whatever xlrd makes of bytes that are no workbook.
    """
    import xlrd

    if ENCRYPTED in data:
        raise Locked
    try:
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, on_demand=True, ragged_rows=True, logfile=io.StringIO()
        )
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise Locked from None
        raise
    visible = [number for number, state in enumerate(book._sheet_visibility) if state == 0]
    names = book.sheet_names()
    return [Sheet(book, number) for number in visible], [
        str(name) for number, name in enumerate(names) if number not in visible
    ]


def _formulas(stream: Any, position: int) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """The places, from 1, of a sheet's formulas, and of those whose result was not saved.

    A program that works nothing out writes 0 for the result, and that it is to be worked out on opening.
    """
    found: set[tuple[int, int]] = set()
    without: set[tuple[int, int]] = set()
    while position + 4 <= len(stream):
        code, length = struct.unpack("<HH", stream[position : position + 4])
        if code == _END:
            break
        if code == _FORMULA and length >= 16:
            row, column, _, result, flags = struct.unpack("<HHHdH", stream[position + 4 : position + 20])
            found.add((row + 1, column + 1))
            if flags & _ON_LOAD and result == 0:
                without.add((row + 1, column + 1))
        position += 4 + length
    return found, without


def _is_low(info: Any) -> bool:
    return bool(info.hidden) or (not info.has_default_height and 0 <= info.height < LOWEST * _TWIPS)


def _reference(first_row: int, beyond_row: int, first_column: int, beyond_column: int) -> str:
    """Merged cells, given from 0 and up to the next, as B2:B4."""
    return f"{letter(first_column + 1)}{first_row + 1}:{letter(beyond_column)}{beyond_row}"
