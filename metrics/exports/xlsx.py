"""A tidy table as a workbook: numbers as numbers, texts as texts that no spreadsheet takes for a formula."""

from __future__ import annotations

import io
import re
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

WIDE = ("name", "note", "source_title")
MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def xlsx_bytes(table: pd.DataFrame, name: str) -> bytes:
    """One sheet with one header row and a frozen head, as the Analysis Function asks; no formulas, links or macros.

    Guidance: Releasing statistics in spreadsheets (one table a sheet, no merged or blank cells in its head).
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\\/*?:\[\]']", " ", name)[:31].strip() or "Figures")
    sheet.freeze_panes = "A2"
    for number, column in enumerate(table.columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = 40 if column in WIDE else 18
    sheet.append([_cell(sheet, str(column), bold=True) for column in table.columns])
    for row in table.itertuples(index=False):
        sheet.append([_cell(sheet, value) for value in row])
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def _cell(sheet: Any, value: Any, *, bold: bool = False) -> Any:
    if pd.isna(value):
        return None
    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value=float(value) if float(value) % 1 else int(value))
    cell = WriteOnlyCell(sheet, value=value)
    cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell
