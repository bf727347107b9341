"""A published file and its mappings -> comparators of England, region and neighbours, and the council's own series.

Codes stay codes, counts come only where the file prints them, and nothing is ever worked
out from what is left beside a suppressed cell. The neighbours' mean or median is the one
number that is ours; its note says of how many authorities it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from metrics import neighbours, reading, release, selection, wording
from metrics.amend import Addition
from metrics.columns import Fault
from metrics.delimited import NoTable
from metrics.indicator import Catalogue, Indicator
from metrics.mapping import RowsOf
from metrics.neighbours import FEWEST, Model, Statistic
from metrics.period import Period
from metrics.release import Cell, Level, Line, Release
from metrics.selection import ENGLAND, Selection, When, Where

MOST = 50
"""Faults of a file that are told at once; with more, it is another file than the mapping's."""


@dataclass(frozen=True)
class Choice:
    """What is chosen once for all files: source, neighbours by mean or median (None for none), the release's day."""

    source: str
    model: Model | None = None
    statistic: Statistic = "mean"
    published: date | None = None


@dataclass(frozen=True)
class Published:
    """One figure of a file: what it adds, and the row it came from."""

    addition: Addition
    where: str


@dataclass(frozen=True)
class Taken:
    """What a file comes to: its figures, what of it was left out and why, and what is wrong."""

    figures: tuple[Published, ...] = ()
    told: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


def take(file: Release, mappings: Sequence[RowsOf], catalogue: Catalogue, choice: Choice) -> Taken:
    """Every figure that the mappings find in the file, for the areas that are needed."""
    try:
        fit, lacks = selection.serving(file, mappings)
        if not fit:
            way = "; ".join(lacks) or "there is no mapping yet"
            return Taken(faults=(Fault(file.name, f"no mapping serves this file: {way}"),))
        own = [one for one in (catalogue.organisation.area_code, catalogue.organisation.area) if one]
        others = [name for one in choice.model.authorities for name in (one.code, one.name)] if choice.model else []
        found = selection.select(file, fit, own, others)
    except NoTable as no:
        return Taken(faults=(_fault(file, no),))
    return _Taking(found, catalogue, choice, own).all_of(fit)


def _fault(file: Release, no: NoTable) -> Fault:
    return Fault(f"{file.name}, {no.where}" if no.where else file.name, no.what)


class _Taking:
    """One file on its way to figures."""

    def __init__(self, found: Selection, catalogue: Catalogue, choice: Choice, own: Sequence[str]) -> None:
        self.found, self.file, self.catalogue, self.choice = found, found.release, catalogue, choice
        self.own, self.inspected = own, reading.inspected(catalogue)
        self.told: list[str] = []
        self.faults: list[Fault] = []

    def all_of(self, mappings: Sequence[RowsOf]) -> Taken:
        figures: list[Published] = []
        served = 0
        for mapping in mappings:
            if not self.found.times(mapping.rows):
                self.told.append(f"{mapping.measure}: not in this file ({self.found.missing(mapping.rows)})")
                continue
            served += 1
            known = self.catalogue.indicator(mapping.measure)
            assert known is not None  # the loader of mappings refuses others
            figures += self._mapped(mapping, known)
        if not served:
            what = "; ".join(self.told) or "it holds no row of the areas that are needed"
            return Taken(faults=(Fault(self.file.name, f"no mapping serves this file: {what}"),))
        return Taken(tuple(figures), tuple(self.told), tuple(self.faults[:MOST]))

    def _mapped(self, mapping: RowsOf, known: Indicator) -> Iterator[Published]:
        """The figures of one mapping: England's, the region's, the neighbours' and the council's, each oldest first."""
        for name, (_, filters) in mapping.parts.items():
            if not self.found.times(filters):
                self.faults.append(Fault(self.file.name, f"{mapping.measure}, {name}: {self.found.missing(filters)}"))
                return
        periods = self._periods(mapping)
        ways = {"National": [ENGLAND], "Regional": [self.found.region] if self.found.region else []}
        for level in mapping.levels:
            for area in ways.get(level, []):
                yield from self._series(mapping, known, periods, (level, area))
        if "Local authority" in mapping.levels:
            yield from self._neighbours(mapping, known, periods)
            for name in self.own:
                yield from self._series(mapping, known, periods, ("Local authority", name))

    def _periods(self, mapping: RowsOf) -> dict[When, Period]:
        """The periods of a mapping's rows, oldest first, as far as they are of this definition."""
        found: dict[When, Period] = {}
        rows = self.found.found[selection.pattern(mapping.rows)]
        for (_, when), lines in rows.items():
            if when not in found:
                try:
                    where = f"row {lines[0].number}"
                    found[when] = release.period(*when, mapping.reporting_year, where)
                except NoTable as no:
                    self.faults.append(_fault(self.file, no))
                    return {}
        ordered = sorted(found.items(), key=lambda one: one[1].order)
        return {when: one for when, one in ordered if _within(mapping, one)}

    def _series(
        self, mapping: RowsOf, known: Indicator, periods: Mapping[When, Period], where: Where
    ) -> Iterator[Published]:
        for when, period in periods.items():
            try:
                line = self.found.line(mapping.rows, where, when)
                if line is not None:
                    entry = self._entry(mapping, known, line, where, when)
                    yield self._figure(mapping, period, where, entry, f"row {line.number}")
            except NoTable as no:
                self.faults.append(_fault(self.file, no))

    def _entry(self, mapping: RowsOf, known: Indicator, line: Line, where: Where, when: When) -> dict[str, object]:
        """Value or code, and the counts where the file prints all of them."""
        value = self._cell(mapping.value, line)
        entry: dict[str, object] = {"value": value.value, "code": value.code, "marker": value.marker}
        notes = ["The cell is blank in the file."] if value.blank else []
        counts = {name: self._count(*part, where, when) for name, part in mapping.parts.items() if name != "value"}
        given = {name: _whole(one) for name, one in counts.items() if one is not None and one.value is not None}
        if value.value is not None and ("numerator" in given or known.unit != "percent"):
            if "denominator" in given:
                entry |= given | {"counts_rounded_to": _rounded(mapping, where[0])}
            unknown = counts.get("unknown")
            if unknown is not None and unknown.code is not None and not unknown.blank:
                notes.append(f"How many are not known: {wording.CODES[unknown.code]}.")
        return entry | {"note": " ".join(notes) or None}

    def _count(self, column: str, filters: Mapping[str, str], where: Where, when: When) -> Cell | None:
        line = self.found.line(filters, where, when)
        if line is None:
            return None
        found = self._cell(column, line)
        if found.value is not None and _whole(found) is None:
            raise NoTable(
                f"column {column}: {found.value} is no count; a count is a whole number", f"row {line.number}"
            )
        return found

    def _cell(self, column: str, line: Line) -> Cell:
        text = line.cells[self.file.place(column)]
        found = release.cell(text)
        if found is None:
            codes = "c, k, low, u, x, z, ':' and '~'"
            what = f"column {column}: '{text.strip()[:40]}' is neither a number nor one of the codes {codes}"
            raise NoTable(what, f"row {line.number}")
        return found

    def _figure(
        self, mapping: RowsOf, period: Period, where: Where, entry: Mapping[str, object], row: str
    ) -> Published:
        """A figure of England or the region as a comparator, and of the council as its own series."""
        council = where[0] == "Local authority"
        told = {"group": mapping.group, "period": period.label, **entry, **self._shared(mapping, period)}
        told |= {} if council else {"area": where[1]}
        return Published(
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

    def _neighbours(self, mapping: RowsOf, known: Indicator, periods: Mapping[When, Period]) -> Iterator[Published]:
        model = self.choice.model
        for when, period in periods.items() if model is not None else ():
            assert model is not None
            shown: list[Decimal] = []
            out: list[str] = []
            for one in model.authorities:
                try:
                    cell = self._neighbour(mapping, (one.code, one.name), when)
                except NoTable as no:
                    self.faults.append(_fault(self.file, no))
                    continue
                if cell is not None and cell.value is not None:
                    shown.append(cell.value)
                else:
                    out.append(f"{one.name} ({_why_out(cell)})")
            if len(shown) < FEWEST:
                few = f"only {len(shown)} of {len(model.authorities)} neighbours ({model.name}) have a figure"
                self.told.append(f"{known.title}, {period.label}: {few}, too few for a {self.choice.statistic}")
                continue
            yield self._average(mapping, period, model, shown, out)

    def _neighbour(self, mapping: RowsOf, names: Iterable[str], when: When) -> Cell | None:
        for name in names:
            line = self.found.line(mapping.rows, ("Local authority", name), when)
            if line is not None:
                return self._cell(mapping.value, line)
        return None

    def _average(
        self, mapping: RowsOf, period: Period, model: Model, shown: Sequence[Decimal], out: Sequence[str]
    ) -> Published:
        statistic = self.choice.statistic
        count = f"{len(shown)} of {len(model.authorities)}"
        left = f" Left out: {wording.listed(out)}." if out else ""
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
        return Published(Addition(mapping.measure, "comparators", entry), f"{self.file.name}, {neighbours.AREA}")


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
