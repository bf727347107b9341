"""A pack for tests, and what the workbook and the CSV that are made of it hold."""

from __future__ import annotations

import csv
import functools
import io
from dataclasses import dataclass
from datetime import date

from openpyxl import Workbook, load_workbook

from metrics.analysis.reading import read_all
from metrics.analysis.suppression import suppress
from metrics.catalogue.models import Catalogue
from metrics.catalogue.panel_record import NONE, PanelRecord
from metrics.pack import committee_text, pdf, pictures, rows, workbook
from metrics.pack.contents import Choice, DataVersion, Pack, contents

DAY = date(2013, 12, 1)
VERSION = DataVersion("6930c6df5daafda8", date(2013, 11, 4))
EVERYTHING = Choice(everything=True)


@dataclass(frozen=True)
class Made:
    """A pack, and the catalogue with small numbers suppressed that it was made of."""

    pack: Pack
    catalogue: Catalogue

    @property
    def xlsx(self) -> bytes:
        return workbook.workbook(self.pack, self.catalogue, DAY)

    @functools.cached_property
    def charts(self) -> dict[str, str]:
        """The chart of every block."""
        readings = [block.reading for block in self.pack.blocks]
        return {one.indicator.id: pictures.picture(self.catalogue, one) for one in readings}

    @functools.cached_property
    def pdf(self) -> bytes:
        return pdf.pdf(self.pack, self.charts, DAY)

    @property
    def csv(self) -> bytes:
        return rows.csv(self.pack, self.catalogue)

    @property
    def text(self) -> str:
        return committee_text.committee_text(self.pack)

    @property
    def book(self) -> Workbook:
        return load_workbook(io.BytesIO(self.xlsx))

    @property
    def rows(self) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.csv.decode("utf-8-sig"))))


def made(catalogue: Catalogue, record: PanelRecord = NONE, choice: Choice = EVERYTHING, day: date = DAY) -> Made:
    shown = suppress(catalogue)
    return Made(contents(shown, read_all(shown, day), record, day, choice, VERSION), shown)


def sheet(book: Workbook, name: str) -> list[dict[str, object]]:
    """The rows of a sheet's table, by heading; [] where it has none."""
    page = book[name]
    if not page.tables:
        return []
    (table,) = page.tables.values()
    headings, *below = ([cell.value for cell in row] for row in page[table.ref])
    return [dict(zip(headings, row, strict=True)) for row in below]


def words(book: Workbook) -> str:
    """Every text and number of a workbook, a cell a line."""
    return "\n".join(
        str(cell.value) for page in book for row in page.iter_rows() for cell in row if cell.value is not None
    )
