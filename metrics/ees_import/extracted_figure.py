"""An extracted figure: what it adds, its cell in the published file, its citation, and what went wrong on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from metrics.analysis import releases
from metrics.catalogue.amend import Addition, Kind
from metrics.catalogue.field_types import Statistic
from metrics.catalogue.models import Catalogue
from metrics.catalogue.neighbours import Model
from metrics.catalogue.period import Period
from metrics.ees_import import ees_file
from metrics.ees_import.coverage import CoverageGaps
from metrics.ees_import.ees_file import Cell, EesRow
from metrics.ees_import.mapping import RowsOf
from metrics.ees_import.row_selection import Selection
from metrics.entry.doubts import Doubt
from metrics.entry.faults import Fault
from metrics.uploads.table import UnreadableTable


@dataclass(frozen=True)
class ImportOptions:
    """What is chosen once for all files: source, neighbours by mean or median (None for none), the release's day."""

    source: str
    model: Model | None = None
    statistic: Statistic = "mean"
    published: date | None = None


@dataclass(frozen=True)
class ExtractedFigure:
    """One figure of a file: what it adds, and the row it came from."""

    addition: Addition
    where: str


@dataclass
class Extraction:
    """One file on its way to figures: its rows, what was chosen, and what was found wrong or missing so far."""

    selection: Selection
    catalogue: Catalogue
    options: ImportOptions
    messages: list[str]
    doubts: list[Doubt] = field(default_factory=list)
    gaps: CoverageGaps = field(default_factory=CoverageGaps)
    newest: date | None = None
    """The last day that any figure of the file is of, as far as it was read: its release came after."""
    faults: list[Fault] = field(default_factory=list)

    def refuse(self, unreadable: UnreadableTable) -> None:
        """Note a fault of the file, at its place; other figures go on."""
        self.faults.append(unreadable.fault_in(self.selection.file.name))

    def cell(self, column: str, row: EesRow) -> Cell:
        """What a row says in a column.

        Raises:
            UnreadableTable: neither a number nor a code; the sentence names the column and the row.
        """
        text = row.cells[self.selection.file.place(column)]
        cell = ees_file.read_cell(text)
        if cell is None:
            codes = "c, k, low, u, x, z, ':' and '~'"
            what = f"column {column}: '{text.strip()[:40]}' is neither a number nor one of the codes {codes}"
            raise UnreadableTable(what, f"row {row.number}")
        return cell

    def citation(self, mapping: RowsOf, period: Period) -> dict[str, object]:
        """What every figure of a mapping says: how comparable it is, and where it stands in which source."""
        comparability = {} if mapping.comparable == "yes" else {"comparable": mapping.comparable}
        file = self.selection.file
        filters = (
            f"{file.heading(column)} {self.selection.spelling(column, value)}"
            for column, value in mapping.filters.items()
        )
        at = ", ".join([file.name, *filters, f"column {file.heading(mapping.column)}"])
        after = {"published_after": True} if self._published_after(period) else {}
        return {**comparability, "why": mapping.why, **after, "source": self.options.source, "at": at}

    def figure(self, mapping: RowsOf, kind: Kind, entry: Mapping[str, object], row: str) -> ExtractedFigure:
        """A figure of a mapping's indicator that comes from ``row`` of the file."""
        return ExtractedFigure(Addition(mapping.indicator, kind, entry), f"{self.selection.file.name}, {row}")

    def _published_after(self, period: Period) -> bool:
        """Whether the figure is known to have come after the inspection's report.

        By the day of the release; where that is not known, by the newest figure that stands beside it in the file.
        """
        day = self.options.published or self.newest or period.end
        return day is not None and self._inspection_day is not None and day > self._inspection_day

    @cached_property
    def _inspection_day(self) -> date | None:
        return releases.inspection_day(self.catalogue)
