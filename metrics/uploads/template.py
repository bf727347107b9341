"""The template of a period (CSV or XLSX workbook), to fill in with a spreadsheet program and upload."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any, get_args

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from metrics.catalogue import field_types
from metrics.catalogue.models import Catalogue
from metrics.catalogue.period import Period
from metrics.entry.changeable import CHANGEABLE
from metrics.entry.rows import EVERY, FIELDS, PARTS, SheetPart
from metrics.exports.formula_guard import guard_formula
from metrics.uploads import template_rows
from metrics.wording.formatting import CODES

ROWS = 300
"""Rows of a sheet that offer lists to choose from."""

_WIDE = ("new", "name", "definition", "caution", "commentary", "note", "title", "words", "why", "why_missing", "reason")
_NARROW = ("value", "numerator", "denominator", "code", "last_value")
_TEXTS = ("indicator", "id", "period", "at", "new")
"""Columns that a spreadsheet must not make dates of."""

_HEAD = PatternFill("solid", start_color="E6E6E6")
HELP = (
    "Each row of the sheet Figures is one figure for {period}. Write its value, or its numerator and denominator "
    "(the value is then worked out), or a code that says why there is no number. Rows left alone are not read.",
    "The codes are c (suppressed), x (not available), z (not applicable) and low (not zero, but rounds to zero). A "
    "suppressed number is never written, nor <5: c takes its place, in the column Code or as the value.",
    "Values are plain numbers in the indicator's unit: 87.5 for 87.5%. Round to the digits that you publish.",
    "The grey columns are for reference. Columns may stand in any order, and columns that you don't need may go.",
    "Commentary says what happened and what will be done; readers see it beside the figure.",
    "A revised figure needs the status revised and a reason; the earlier figure stays in the file.",
    "Source is the id of a source from the sheet Lists; a new source goes into the sheet Sources. The place in the "
    "source is a page, table or paragraph. Both may be left out here and set once for all rows when you upload.",
    "Periods are written in full: 2013/14 Q1, 2013/14 financial year, 2013/14 academic year, June 2013, 31 March 2013.",
    "Comparators are others' figures for the same indicator; a target is dated, and a new target is a new row.",
    "A change gives an indicator that stands other words: name the indicator and the field, and write the new words; "
    "“take out” leaves none. To retire one, the field is Retired, the new words are the day, and the reason says why; "
    "“take back” undoes it. For a target say which one. A break or new limits stand before the figure of a period; "
    "the new words are the reason.",
    "A new indicator needs an id (lower-case words joined by hyphens), a name, a theme, a unit, which way is better, "
    "a frequency and a definition.",
)


def csv_bytes(catalogue: Catalogue, period: Period, due: Sequence[str]) -> bytes:
    """One table for all kinds of row, as CSV for a spreadsheet: UTF-8 with a byte-order mark, texts guarded.

    What may stand in the column Code is said in its heading, which is read back without what is in brackets.
    """
    output = io.StringIO(newline="")
    writer = csv.writer(output, quoting=csv.QUOTE_ALL)
    codes = f" ({', '.join(get_args(field_types.Code))})"
    writer.writerow([FIELDS[name].heading + (codes if name == "code" else "") for name in EVERY])
    for part in PARTS:
        for cells in template_rows.rows(catalogue, period, due, part.kind):
            writer.writerow([guard_formula(cells.get(name, "")) for name in EVERY])
    return output.getvalue().encode("utf-8-sig")


def xlsx_bytes(catalogue: Catalogue, period: Period, due: Sequence[str]) -> bytes:
    """A workbook with a sheet for each kind of row, lists to choose from, and help; no formulas, links or macros."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = catalogue.organisation.name
    lists = _lists(catalogue)
    for part in PARTS:
        rows = list(template_rows.rows(catalogue, period, due, part.kind))
        _fill(book.create_sheet(part.sheet), part, rows, lists)
    _help(book.create_sheet("Help"), period)
    _write_lists(book.create_sheet("Lists"), lists)
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def _lists(catalogue: Catalogue) -> dict[str, list[str]]:
    """The words that a column may hold, by field."""
    return {
        "code": list(get_args(field_types.Code)),
        "status": list(get_args(field_types.Status)),
        "kind": list(get_args(field_types.TargetKind)),
        "unit": list(get_args(field_types.Unit)),
        "polarity": list(get_args(field_types.Polarity)),
        "frequency": list(get_args(field_types.Frequency)),
        "comparable": list(get_args(field_types.Comparable)),
        "relation": list(get_args(field_types.Relation)),
        "statistic": list(get_args(field_types.Statistic)),
        "source_kind": list(get_args(field_types.SourceKind)),
        "theme": [theme.name for theme in catalogue.themes],
        "source": list(catalogue.sources),
        "indicator": [indicator.id for indicator in catalogue.indicators],
        "changes": [one.words for one in CHANGEABLE],
    }


def _fill(
    sheet: Worksheet, part: SheetPart, rows: Sequence[Mapping[str, str]], lists: Mapping[str, Sequence[str]]
) -> None:
    for column, name in enumerate(part.columns, 1):
        reference = FIELDS[name].reference or (part.kind not in FIELDS[name].kinds)
        _head(sheet, column, FIELDS[name].heading, 40 if name in _WIDE else 11 if name in _NARROW else 20)
        if name in _TEXTS:
            sheet.column_dimensions[get_column_letter(column)].number_format = "@"
        for row, cells in enumerate(rows, 2):
            cell = _put(sheet, row, column, cells.get(name, ""))
            cell.number_format = "@" if name in _TEXTS else cell.number_format
            if reference:
                cell.fill = _HEAD
        if name in lists and not reference:
            _offer(sheet, column, list(lists).index(name) + 1, len(lists[name]))


def _head(sheet: Worksheet, column: int, text: str, width: int) -> None:
    _put(sheet, 1, column, text).font = Font(bold=True)
    sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"


def _put(sheet: Worksheet, row: int, column: int, text: str) -> Any:
    """Write text as text, whatever it begins with; nothing where there is none."""
    cell: Any = sheet.cell(row, column)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if text:
        cell.value = text
        cell.data_type = "s"
        cell.quotePrefix = guard_formula(text) != text
    return cell


def _offer(sheet: Worksheet, column: int, list_column: int, length: int) -> None:
    """Offer the words of a column of the sheet Lists; others may be typed, since the upload says what is wrong."""
    letters = get_column_letter(list_column)
    validation = DataValidation("list", formula1=f"Lists!${letters}$2:${letters}${length + 1}", showErrorMessage=False)
    validation.add(f"{get_column_letter(column)}2:{get_column_letter(column)}{ROWS}")
    sheet.add_data_validation(validation)


def _help(sheet: Worksheet, period: Period) -> None:
    _head(sheet, 1, "How to fill in", 110)
    codes = [f"Code {code}: {meaning}." for code, meaning in CODES.items()]
    for row, text in enumerate((*HELP, *codes), 2):
        _put(sheet, row, 1, text.replace("{period}", period.words))


def _write_lists(sheet: Worksheet, lists: Mapping[str, Sequence[str]]) -> None:
    for column, (name, words) in enumerate(lists.items(), 1):
        _head(sheet, column, FIELDS[name].heading, 30)
        for row, word in enumerate(words, 2):
            _put(sheet, row, column, word)
