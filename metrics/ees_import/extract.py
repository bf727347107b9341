"""A published file and its mappings -> comparators of England, region and neighbours, and the council's own series.

Codes stay codes, counts come only where the file prints them, and nothing is ever worked
out from what is left beside a suppressed cell. The neighbours' mean or median is the one
number that is ours; its note says of how many authorities it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import BinaryIO

from metrics.analysis import releases
from metrics.catalogue import neighbours
from metrics.catalogue.amend import Addition
from metrics.catalogue.field_types import Statistic
from metrics.catalogue.models import Catalogue, Indicator
from metrics.catalogue.neighbours import FEWEST, Model
from metrics.catalogue.period import Period
from metrics.ees_import import areas, ees_file, row_selection, secondary_suppression
from metrics.ees_import.areas import COUNCIL, ENGLAND, Where
from metrics.ees_import.coverage import CoverageGaps, area_with_article, periods_in_words
from metrics.ees_import.ees_file import Cell, EesFile, EesRow, Level
from metrics.ees_import.mapping import RowsOf
from metrics.ees_import.row_selection import Selection, When
from metrics.entry.faults import Fault
from metrics.uploads.table import UnreadableTable
from metrics.wording import formatting

_REVEALING = "{} left out: a number that the publisher does not show could be worked out."

MOST_FAULTS = 50
"""Faults of a file that are listed at once; with more, it is another file than the mapping's."""


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


@dataclass(frozen=True)
class Extract:
    """What a file comes to: its figures, what of it was left out and why, and what is wrong."""

    figures: tuple[ExtractedFigure, ...] = ()
    messages: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


def extract_figures(
    stream: BinaryIO, name: str, mappings: Sequence[RowsOf], catalogue: Catalogue, options: ImportOptions
) -> Extract:
    """Every figure that the mappings find in a file, for the areas that are needed; ``name`` is only displayed."""
    try:
        file = EesFile(stream, name)
        fit, lacks = row_selection.rows_serving(file, mappings)
        if not fit:
            way = "; ".join(what for _, what in lacks) or "there is no mapping yet"
            return Extract(faults=(Fault(name, f"no mapping serves this file: {way}"),))
        known = areas.known_areas(catalogue.organisation, options.model)
        selection = row_selection.select(file, fit, known)
    except UnreadableTable as unreadable:
        return Extract(faults=(unreadable.fault_in(name),))
    messages = [f"{what}, which {name} lacks" for mapping, what in lacks if mapping.nearly_fits(file.columns)]
    return _Extraction(selection, catalogue, options, messages).all_of(fit)


class _Extraction:
    """One file on its way to figures."""

    def __init__(self, selection: Selection, catalogue: Catalogue, options: ImportOptions, messages: list[str]) -> None:
        self.selection, self.file, self.catalogue, self.options = selection, selection.file, catalogue, options
        self.council, self.inspection_day = catalogue.organisation.area, releases.inspection_day(catalogue)
        self.gaps, self.messages = CoverageGaps(), messages
        self.faults: list[Fault] = []

    def all_of(self, mappings: Sequence[RowsOf]) -> Extract:
        figures: list[ExtractedFigure] = []
        unserved: list[str] = []
        for mapping in mappings:
            if not self.selection.times(mapping.rows):
                unserved.append(f"{mapping.measure}: not in this file ({self.selection.missing(mapping.rows)})")
                continue
            indicator = self.catalogue.indicator(mapping.measure)
            assert indicator is not None  # the loader of mappings refuses others
            several = sum(other.measure == mapping.measure for other in mappings) > 1
            figures += self._mapping_figures(
                mapping, indicator, f"{indicator.title} ({mapping.group})" if several else indicator.title
            )
        if len(unserved) == len(mappings):
            what = "; ".join(dict.fromkeys(unserved))
            return Extract(faults=(Fault(self.file.name, f"no mapping serves this file: {what}"),))
        if not self.selection.areas.region and any("Regional" in mapping.levels for mapping in mappings):
            self.messages.append(f"No row says in which region {self.council} lies, so no region's figures are taken")
        messages = (*self.messages, *unserved, *self.gaps.messages())
        return Extract(tuple(figures), messages, tuple(self.faults[:MOST_FAULTS]))

    def _mapping_figures(self, mapping: RowsOf, indicator: Indicator, title: str) -> Iterator[ExtractedFigure]:
        """The figures of one mapping: England's, the region's, the neighbours' and the council's, each oldest first."""
        for name, (_, filters) in mapping.parts.items():
            if not self.selection.times(filters):
                self.faults.append(
                    Fault(self.file.name, f"{mapping.measure}, {name}: {self.selection.missing(filters)}")
                )
                return
        periods = self._periods(mapping, title)
        region = self.selection.areas.region
        ways: dict[Level, tuple[str, str]] = {
            "National": (ENGLAND, ENGLAND),
            "Local authority": (COUNCIL, self.council),
        }
        ways |= {"Regional": (region, area_with_article(region))} if region else {}
        for level in ("National", "Regional", "Local authority"):
            if level not in mapping.levels:
                continue
            if level == "Local authority":
                yield from self._neighbours(mapping, title, periods)
            if level in ways:
                area, name = ways[level]
                self._note_gaps(mapping, periods, (level, area), title, name)
                yield from self._series(mapping, indicator, periods, (level, area))

    def _note_gaps(self, mapping: RowsOf, periods: Mapping[When, Period], where: Where, title: str, name: str) -> None:
        """Note the periods that have no row of an area."""
        covered = {period for time, period in periods.items() if self.selection.rows(mapping.rows, where, time)}
        self.gaps.add_missing(title, name, (period for period in periods.values() if period not in covered))

    def _periods(self, mapping: RowsOf, title: str) -> dict[When, Period]:
        """The periods of a mapping's rows, oldest first, as far as they are of this definition."""
        periods: dict[When, Period] = {}
        by_place = self.selection.by_pattern[row_selection.pattern(mapping.rows)]
        for (_, time), rows in by_place.items():
            if time not in periods:
                try:
                    where = f"row {rows[0].number}"
                    periods[time] = ees_file.read_period(*time, mapping.reporting_year, where)
                except UnreadableTable as unreadable:
                    self.faults.append(unreadable.fault_in(self.file.name))
                    return {}
        ordered = sorted(periods.items(), key=lambda item: item[1].order)
        within = {time: period for time, period in ordered if _within(mapping, period)}
        if not within:
            years = periods_in_words(list(dict.fromkeys(period for _, period in ordered)))
            self.messages.append(f"{title}: nothing is taken, since its rows are of {years}, another definition's")
        return within

    def _series(
        self, mapping: RowsOf, indicator: Indicator, periods: Mapping[When, Period], where: Where
    ) -> Iterator[ExtractedFigure]:
        for time, period in periods.items():
            try:
                row = self.selection.row(mapping.rows, where, time)
                if row is not None:
                    entry = self._entry(mapping, indicator, row, where, time)
                    yield self._figure(mapping, period, where, entry, f"row {row.number}")
            except UnreadableTable as unreadable:
                self.faults.append(unreadable.fault_in(self.file.name))

    def _entry(self, mapping: RowsOf, indicator: Indicator, row: EesRow, where: Where, time: When) -> dict[str, object]:
        """Value or code, and the counts where the file prints all of them."""
        value = self._cell(mapping.value, row)
        entry: dict[str, object] = {"value": value.value, "code": value.code, "marker": value.marker}
        notes = ["The cell is blank in the file."] if value.blank else []
        counts = {name: self._count(*part, where, time) for name, part in mapping.parts.items() if name != "value"}
        given = {name: _whole(cell) for name, cell in counts.items() if cell is not None and cell.value is not None}
        counted = "denominator" in given and ("numerator" in given or indicator.unit != "percent")
        revealing = (
            secondary_suppression.revealing_counts(mapping, self.selection, where, time) & set(given)
            if counted
            else set()
        )
        given = {name: count for name, count in given.items() if name not in revealing}
        if value.value is not None and revealing:
            notes.append(
                _REVEALING.format("The counts are" if "denominator" in revealing else "How many are not known is")
            )
        if value.value is not None and ("numerator" in given or indicator.unit != "percent"):
            if "denominator" in given:
                entry |= given | {"counts_rounded_to": _rounded(mapping, where[0])}
            unknown = counts.get("unknown")
            if unknown is not None and unknown.code is not None and not unknown.blank:
                notes.append(f"How many are not known: {formatting.CODES[unknown.code]}.")
        return entry | {"note": " ".join(notes) or None}

    def _count(self, column: str, filters: Mapping[str, str], where: Where, time: When) -> Cell | None:
        row = self.selection.row(filters, where, time)
        if row is None:
            return None
        cell = self._cell(column, row)
        if cell.value is not None and _whole(cell) is None:
            raise UnreadableTable(
                f"column {column}: {cell.value} is no count; a count is a whole number", f"row {row.number}"
            )
        return cell

    def _cell(self, column: str, row: EesRow) -> Cell:
        text = row.cells[self.file.place(column)]
        cell = ees_file.read_cell(text)
        if cell is None:
            codes = "c, k, low, u, x, z, ':' and '~'"
            what = f"column {column}: '{text.strip()[:40]}' is neither a number nor one of the codes {codes}"
            raise UnreadableTable(what, f"row {row.number}")
        return cell

    def _figure(
        self, mapping: RowsOf, period: Period, where: Where, entry: Mapping[str, object], row: str
    ) -> ExtractedFigure:
        """A figure of England or the region as a comparator, and of the council as its own series."""
        council = where[0] == "Local authority"
        fields = {"group": mapping.group, "period": period.label, **entry, **self._shared(mapping, period)}
        fields |= {} if council else {"area": where[1]}
        return ExtractedFigure(
            Addition(mapping.measure, "own_series" if council else "comparators", fields), f"{self.file.name}, {row}"
        )

    def _shared(self, mapping: RowsOf, period: Period) -> dict[str, object]:
        """What every figure of a mapping says."""
        comparability = {} if mapping.comparable == "yes" else {"comparable": mapping.comparable}
        filters = ", ".join(f"{column} {value}" for column, value in mapping.rows.items())
        at = f"{self.file.name}, {filters}, column {mapping.value}"
        after = {"published_after": True} if self._published_after(period) else {}
        return {**comparability, "why": mapping.why, **after, "source": self.options.source, "at": at}

    def _published_after(self, period: Period) -> bool:
        """Whether the figure is known to have come after the inspection's report, by the release's day or its own."""
        day = self.options.published or period.end
        return day is not None and self.inspection_day is not None and day > self.inspection_day

    def _neighbours(self, mapping: RowsOf, title: str, periods: Mapping[When, Period]) -> Iterator[ExtractedFigure]:
        model = self.options.model
        for time, period in periods.items() if model is not None else ():
            assert model is not None
            values: list[Decimal] = []
            left_out: list[str] = []
            for authority in model.authorities:
                try:
                    row = self.selection.row(mapping.rows, ("Local authority", authority.code), time)
                    cell = self._cell(mapping.value, row) if row is not None else None
                except UnreadableTable as unreadable:
                    self.faults.append(unreadable.fault_in(self.file.name))
                    continue
                if cell is not None and cell.value is not None:
                    values.append(cell.value)
                else:
                    left_out.append(f"{authority.name} ({_why_out(cell)})")
            if len(values) < FEWEST:
                have = f"only {len(values)} of {len(model.authorities)} neighbours ({model.name}) have a figure"
                self.gaps.add_too_few(title, have, self.options.statistic, period)
                continue
            yield self._average(mapping, period, model, values, left_out)

    def _average(
        self, mapping: RowsOf, period: Period, model: Model, values: Sequence[Decimal], left_out: Sequence[str]
    ) -> ExtractedFigure:
        statistic = self.options.statistic
        count = f"{len(values)} of {len(model.authorities)}"
        left = f" Left out: {formatting.listed(left_out)}." if left_out else ""
        entry = {
            "area": neighbours.AREA,
            "group": mapping.group,
            "period": period.label,
            "value": neighbours.average(values, statistic),
            "model": model.name,
            "statistic": statistic,
            **self._shared(mapping, period),
            "note": f"Worked out here: the {statistic} of {count} authorities' figures as published.{left}",
        }
        return ExtractedFigure(Addition(mapping.measure, "comparators", entry), f"{self.file.name}, {neighbours.AREA}")


def _why_out(cell: Cell | None) -> str:
    if cell is None:
        return "no row"
    return "blank" if cell.blank else cell.marker or str(cell.code)


def _whole(cell: Cell) -> int | None:
    if cell.value is None or cell.value != cell.value.to_integral_value() or cell.value < 0:
        return None
    return int(cell.value)


def _rounded(mapping: RowsOf, level: Level) -> int | None:
    to = mapping.counts_rounded_to.at(level)
    return to if to > 1 else None


def _within(mapping: RowsOf, period: Period) -> bool:
    """Whether a period is of the mapping's own definition."""
    since, until = mapping.since, mapping.until
    return (since is None or since.order <= period.order) and (until is None or period.order <= until.order)
