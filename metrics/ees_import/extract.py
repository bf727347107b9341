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

from metrics.analysis import releases
from metrics.catalogue import neighbours
from metrics.catalogue.amend import Addition
from metrics.catalogue.models import Catalogue, Indicator
from metrics.catalogue.neighbours import FEWEST, Model, Statistic
from metrics.catalogue.period import Period
from metrics.ees_import import areas, ees_file, row_selection, secondary_suppression
from metrics.ees_import.areas import COUNCIL, ENGLAND, Where
from metrics.ees_import.coverage import CoverageGaps, area_with_article, periods_in_words
from metrics.ees_import.ees_file import Cell, EesFile, EesRow, Level
from metrics.ees_import.mapping import RowsOf
from metrics.ees_import.row_selection import Selection, When
from metrics.entry.rows import Fault
from metrics.uploads.delimited import UnreadableTable
from metrics.wording import formatting

_REVEALING = "{} left out: a number that the publisher does not show could be worked out."

MOST = 50
"""Faults of a file that are told at once; with more, it is another file than the mapping's."""


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
    told: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


def extract_figures(file: EesFile, mappings: Sequence[RowsOf], catalogue: Catalogue, choice: ImportOptions) -> Extract:
    """Every figure that the mappings find in the file, for the areas that are needed."""
    try:
        fit, lacks = row_selection.rows_serving(file, mappings)
        if not fit:
            way = "; ".join(what for _, what in lacks) or "there is no mapping yet"
            return Extract(faults=(Fault(file.name, f"no mapping serves this file: {way}"),))
        names = areas.known_areas(catalogue.organisation, choice.model)
        found = row_selection.select(file, fit, names)
    except UnreadableTable as no:
        return Extract(faults=(_fault(file, no),))
    told = [f"{what}, which {file.name} lacks" for one, what in lacks if one.nearly(file.columns)]
    return _Taking(found, catalogue, choice, told).all_of(fit)


def _fault(file: EesFile, no: UnreadableTable) -> Fault:
    return Fault(f"{file.name}, {no.where}" if no.where else file.name, no.what)


class _Taking:
    """One file on its way to figures."""

    def __init__(self, found: Selection, catalogue: Catalogue, choice: ImportOptions, told: list[str]) -> None:
        self.found, self.file, self.catalogue, self.choice = found, found.release, catalogue, choice
        self.council, self.inspected = catalogue.organisation.area, releases.inspection_day(catalogue)
        self.unfound, self.told = CoverageGaps(), told
        self.faults: list[Fault] = []

    def all_of(self, mappings: Sequence[RowsOf]) -> Extract:
        figures: list[ExtractedFigure] = []
        out: list[str] = []
        for mapping in mappings:
            if not self.found.times(mapping.rows):
                out.append(f"{mapping.measure}: not in this file ({self.found.missing(mapping.rows)})")
                continue
            known = self.catalogue.indicator(mapping.measure)
            assert known is not None  # the loader of mappings refuses others
            several = sum(one.measure == mapping.measure for one in mappings) > 1
            figures += self._mapped(mapping, known, f"{known.title} ({mapping.group})" if several else known.title)
        if len(out) == len(mappings):
            what = "; ".join(dict.fromkeys(out))
            return Extract(faults=(Fault(self.file.name, f"no mapping serves this file: {what}"),))
        if not self.found.areas.region and any("Regional" in one.levels for one in mappings):
            self.told.append(f"No row says in which region {self.council} lies, so no region's figures are taken")
        told = (*self.told, *out, *self.unfound.told())
        return Extract(tuple(figures), told, tuple(self.faults[:MOST]))

    def _mapped(self, mapping: RowsOf, known: Indicator, title: str) -> Iterator[ExtractedFigure]:
        """The figures of one mapping: England's, the region's, the neighbours' and the council's, each oldest first."""
        for name, (_, filters) in mapping.parts.items():
            if not self.found.times(filters):
                self.faults.append(Fault(self.file.name, f"{mapping.measure}, {name}: {self.found.missing(filters)}"))
                return
        periods = self._periods(mapping, title)
        region = self.found.areas.region
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
                self._look(mapping, periods, (level, area), title, name)
                yield from self._series(mapping, known, periods, (level, area))

    def _look(self, mapping: RowsOf, periods: Mapping[When, Period], where: Where, title: str, name: str) -> None:
        """Note the periods that have no row of an area."""
        there = {period for time, period in periods.items() if self.found.lines(mapping.rows, where, time)}
        self.unfound.area(title, name, (one for one in periods.values() if one not in there))

    def _periods(self, mapping: RowsOf, title: str) -> dict[When, Period]:
        """The periods of a mapping's rows, oldest first, as far as they are of this definition."""
        found: dict[When, Period] = {}
        rows = self.found.found[row_selection.pattern(mapping.rows)]
        for (_, time), lines in rows.items():
            if time not in found:
                try:
                    where = f"row {lines[0].number}"
                    found[time] = ees_file.read_period(*time, mapping.reporting_year, where)
                except UnreadableTable as no:
                    self.faults.append(_fault(self.file, no))
                    return {}
        ordered = sorted(found.items(), key=lambda one: one[1].order)
        within = {time: one for time, one in ordered if _within(mapping, one)}
        if not within:
            years = periods_in_words(list(dict.fromkeys(one for _, one in ordered)))
            self.told.append(f"{title}: nothing is taken, since its rows are of {years}, another definition's")
        return within

    def _series(
        self, mapping: RowsOf, known: Indicator, periods: Mapping[When, Period], where: Where
    ) -> Iterator[ExtractedFigure]:
        for time, period in periods.items():
            try:
                line = self.found.line(mapping.rows, where, time)
                if line is not None:
                    entry = self._entry(mapping, known, line, where, time)
                    yield self._figure(mapping, period, where, entry, f"row {line.number}")
            except UnreadableTable as no:
                self.faults.append(_fault(self.file, no))

    def _entry(self, mapping: RowsOf, known: Indicator, line: EesRow, where: Where, time: When) -> dict[str, object]:
        """Value or code, and the counts where the file prints all of them."""
        value = self._cell(mapping.value, line)
        entry: dict[str, object] = {"value": value.value, "code": value.code, "marker": value.marker}
        notes = ["The cell is blank in the file."] if value.blank else []
        counts = {name: self._count(*part, where, time) for name, part in mapping.parts.items() if name != "value"}
        given = {name: _whole(one) for name, one in counts.items() if one is not None and one.value is not None}
        counted = "denominator" in given and ("numerator" in given or known.unit != "percent")
        out = (
            secondary_suppression.revealing_counts(mapping, self.found, where, time) & set(given) if counted else set()
        )
        given = {name: one for name, one in given.items() if name not in out}
        if value.value is not None and out:
            notes.append(_REVEALING.format("The counts are" if "denominator" in out else "How many are not known is"))
        if value.value is not None and ("numerator" in given or known.unit != "percent"):
            if "denominator" in given:
                entry |= given | {"counts_rounded_to": _rounded(mapping, where[0])}
            unknown = counts.get("unknown")
            if unknown is not None and unknown.code is not None and not unknown.blank:
                notes.append(f"How many are not known: {formatting.CODES[unknown.code]}.")
        return entry | {"note": " ".join(notes) or None}

    def _count(self, column: str, filters: Mapping[str, str], where: Where, time: When) -> Cell | None:
        line = self.found.line(filters, where, time)
        if line is None:
            return None
        found = self._cell(column, line)
        if found.value is not None and _whole(found) is None:
            raise UnreadableTable(
                f"column {column}: {found.value} is no count; a count is a whole number", f"row {line.number}"
            )
        return found

    def _cell(self, column: str, line: EesRow) -> Cell:
        text = line.cells[self.file.place(column)]
        found = ees_file.read_cell(text)
        if found is None:
            codes = "c, k, low, u, x, z, ':' and '~'"
            what = f"column {column}: '{text.strip()[:40]}' is neither a number nor one of the codes {codes}"
            raise UnreadableTable(what, f"row {line.number}")
        return found

    def _figure(
        self, mapping: RowsOf, period: Period, where: Where, entry: Mapping[str, object], row: str
    ) -> ExtractedFigure:
        """A figure of England or the region as a comparator, and of the council as its own series."""
        council = where[0] == "Local authority"
        told = {"group": mapping.group, "period": period.label, **entry, **self._shared(mapping, period)}
        told |= {} if council else {"area": where[1]}
        return ExtractedFigure(
            Addition(mapping.measure, "own_series" if council else "comparators", told), f"{self.file.name}, {row}"
        )

    def _shared(self, mapping: RowsOf, period: Period) -> dict[str, object]:
        """What every figure of a mapping says."""
        likeness = {} if mapping.comparable == "yes" else {"comparable": mapping.comparable}
        filters = ", ".join(f"{column} {value}" for column, value in mapping.rows.items())
        at = f"{self.file.name}, {filters}, column {mapping.value}"
        after = {"published_after": True} if self._after(period) else {}
        return {**likeness, "why": mapping.why, **after, "source": self.choice.source, "at": at}

    def _after(self, period: Period) -> bool:
        """Whether the figure is known to have come after the inspection's report, by the release's day or its own."""
        day = self.choice.published or period.end
        return day is not None and self.inspected is not None and day > self.inspected

    def _neighbours(self, mapping: RowsOf, title: str, periods: Mapping[When, Period]) -> Iterator[ExtractedFigure]:
        model = self.choice.model
        for time, period in periods.items() if model is not None else ():
            assert model is not None
            shown: list[Decimal] = []
            out: list[str] = []
            for one in model.authorities:
                try:
                    line = self.found.line(mapping.rows, ("Local authority", one.code), time)
                    cell = self._cell(mapping.value, line) if line is not None else None
                except UnreadableTable as no:
                    self.faults.append(_fault(self.file, no))
                    continue
                if cell is not None and cell.value is not None:
                    shown.append(cell.value)
                else:
                    out.append(f"{one.name} ({_why_out(cell)})")
            if len(shown) < FEWEST:
                have = f"only {len(shown)} of {len(model.authorities)} neighbours ({model.name}) have a figure"
                self.unfound.few(title, have, self.choice.statistic, period)
                continue
            yield self._average(mapping, period, model, shown, out)

    def _average(
        self, mapping: RowsOf, period: Period, model: Model, shown: Sequence[Decimal], out: Sequence[str]
    ) -> ExtractedFigure:
        statistic = self.choice.statistic
        count = f"{len(shown)} of {len(model.authorities)}"
        left = f" Left out: {formatting.listed(out)}." if out else ""
        entry = {
            "area": neighbours.AREA,
            "group": mapping.group,
            "period": period.label,
            "value": neighbours.average(shown, statistic),
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
