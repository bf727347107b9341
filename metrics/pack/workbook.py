"""The pack as a workbook (XLSX): cover, contents, notes, then one marked table a sheet.

After the Government Analysis Function, Releasing statistics in spreadsheets: one table a sheet with one row of
headings, no merged cells, no blank rows within it, codes in columns of their own. Texts are texts, whatever they look
like: nothing becomes a formula, a link or a number.

(contract: The pack)
"""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from metrics.catalogue.models import Catalogue
from metrics.pack.contents import Pack
from metrics.pack.tables import Cell, Table, tables
from metrics.wording import pack as words

LONGEST = 32_000
"""Characters of a cell; Excel takes 32,767."""
LINE, HIGHEST = 15.6, 400
"""Points of a line of text, and of the highest row; Excel takes 409."""
LETTERS = 0.97
"""Letters of this type that a column holds for each of its characters of width."""
PAPER = 200
"""Characters of width that a landscape sheet of A4 holds in a size that can be read."""


def _options() -> dict[str, object]:
    """How the library is to write; made anew for each workbook, since it changes what it is given."""
    form = {"font_name": "Arial", "font_scheme": "", "font_size": 12, "text_wrap": True, "valign": "top"}
    texts = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    return {"in_memory": True, **texts, "default_format_properties": form}


def workbook(pack: Pack, catalogue: Catalogue, made_on: date) -> bytes:
    """The pack as XLSX: the same bytes for the same pack on the same day.

    ``catalogue`` is the one that the pack was made of, with small numbers suppressed.
    """
    output = io.BytesIO()
    book = Workbook(output, _options())
    book.set_properties(
        {
            "title": f"{pack.title}: {pack.meeting}",
            "subject": pack.about,
            "author": pack.organisation,
            "company": pack.organisation,
            "status": pack.standing,
            "created": datetime(made_on.year, made_on.month, made_on.day),
        }
    )
    book.set_custom_property("Language", "en-GB")
    made = _Book(book)
    listed = tables(pack, catalogue)
    made.cover(pack, len(listed))
    made.contents(listed)
    for table in listed:
        made.table(table)
    book.close()
    return output.getvalue()


class _Book:
    """A workbook that is being written, with its formats."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.title = book.add_format({"bold": True, "font_size": 16, "text_wrap": False, "valign": "top"})
        self.bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self.text = book.add_format({"text_wrap": True, "valign": "top"})
        self.line = book.add_format({"text_wrap": False, "valign": "top"})
        self.link = book.add_format({"font_color": "#12436D", "underline": 1, "valign": "top"})
        self.numbers: dict[int, Any] = {}

    def cover(self, pack: Pack, count: int) -> None:
        sheet = self.book.add_worksheet("Cover")
        sheet.set_column(0, 0, 100)
        _on_paper(sheet, 100)
        lines = (
            *(pack.meeting, pack.organisation, pack.standing, pack.chosen, pack.left_out),
            *(pack.finding, pack.counts_sentence, pack.published),
            *(
                pack.data,
                f"Made on {pack.made_on}",
                words.contact_words(pack.contact) if pack.contact else "",
                pack.address,
            ),
            f"After this cover come a list of contents and {count} sheets, each with one table at most.",
            words.FIGURES_ARE,
        )
        self._string(sheet, 0, 0, pack.title, self.title)
        for row, line in enumerate([one for one in lines if one], 1):
            self._string(sheet, row, 0, line, self.text)
            _as_high(sheet, row, ((line, 100),))

    def contents(self, listed: list[Table]) -> None:
        """The sheets with links that lead to them, as a table."""
        columns = (("Sheet", 28), ("What it holds", 60), ("Rows", 10))
        rows = tuple((one.name, one.title, len(one.rows)) for one in listed)
        sheet = self.table(Table(words.CONTENTS, words.CONTENTS, (), "", columns, rows))
        for row, one in enumerate(listed, 2):
            sheet.write_url(row, 0, f"internal:'{one.name}'!A1", self.link, one.name)

    def table(self, table: Table) -> Worksheet:
        """A sheet with a table, below its title and what is said of it; or with the sentence that there is none."""
        sheet = self.book.add_worksheet(table.name)
        sheet.hide_gridlines(2)
        for place, (_, width) in enumerate(table.columns):
            sheet.set_column(place, place, width)
        _on_paper(sheet, sum(width for _, width in table.columns))
        told = (table.title, *(table.about if table.rows else (table.empty,)))
        for row, line in enumerate(told):
            self._string(sheet, row, 0, line, self.line if row else self.title)
        if not table.rows:
            return sheet
        top, widths = len(told), [width for _, width in table.columns]
        sheet.repeat_rows(top)
        _as_high(sheet, top, table.columns)
        for row, cells in enumerate(table.rows, top + 1):
            _as_high(sheet, row, zip(cells, widths, strict=True))
            for place, cell in enumerate(cells):
                self._cell(sheet, row, place, cell)
        options = {
            "name": re.sub(r"\W", "_", table.name),
            "columns": [{"header": heading, "header_format": self.bold} for heading, _ in table.columns],
            "autofilter": False,
            "style": "Table Style Light 1",
            "banded_rows": False,
        }
        sheet.add_table(top, 0, top + len(table.rows), len(table.columns) - 1, options)
        return sheet

    def _cell(self, sheet: Worksheet, row: int, place: int, cell: Cell) -> None:
        """A number as a number, with its digits as published; everything else as text."""
        if isinstance(cell, str):
            self._string(sheet, row, place, cell, self.text)
        elif cell is not None:
            sheet.write_number(row, place, float(cell), self._digits(cell))

    def _string(self, sheet: Worksheet, row: int, place: int, written: str, form: Any) -> None:
        """A text, cut where no spreadsheet could hold it; an empty one leaves its cell blank."""
        text = written if written.isascii() else written.encode("utf-8", "replace").decode("utf-8")
        if text:
            sheet.write_string(row, place, text if len(text) <= LONGEST else f"{text[:LONGEST]} … (cut)", form)

    def _digits(self, number: int | Decimal) -> Any:
        """The format that shows as many digits as were published."""
        places = -int(number.as_tuple().exponent) if isinstance(number, Decimal) else 0
        places = max(places, 0)
        if places not in self.numbers:
            shown = "#,##0" + ("." + "0" * places if places else "")
            self.numbers[places] = self.book.add_format(
                {"num_format": shown, "valign": "top", "align": "right", "indent": 1}
            )
        return self.numbers[places]


def _as_high(sheet: Worksheet, row: int, cells: Iterable[tuple[Cell, int]]) -> None:
    """A row as high as the text in its widths needs, which not every program finds out by itself."""
    lines = max(
        (
            len(textwrap.wrap(cell[:LONGEST], max(1, int(width * LETTERS))))
            for cell, width in cells
            if isinstance(cell, str) and len(cell) > width * LETTERS
        ),
        default=1,
    )
    if lines > 1:
        sheet.set_row(row, min(lines * LINE, HIGHEST))


def _on_paper(sheet: Worksheet, width: int) -> None:
    """Printed on A4, landscape, with as many sheets side by side as its columns' width needs."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(-(-width // PAPER), 0)
