"""The rows of a published file that mappings need, each area and period once.

One pass over the file, and nothing is kept but the rows of the council, its neighbours,
the regions and England that match a mapping.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from metrics.catalogue.models import nearest
from metrics.ees_import.areas import Areas, Where
from metrics.ees_import.ees_file import AREAS, LEVELS, EesFile, EesRow, read_cell
from metrics.ees_import.mapping import RowsOf
from metrics.uploads.delimited import UnreadableTable
from metrics.wording import formatting

_MOST_VALUES = 60
"""Values of a filter that are remembered, so that a sentence can offer the nearest."""

When = tuple[str, str]
"""time_period and time_identifier as they are written."""

Pattern = tuple[tuple[str, str], ...]
"""Filters and their values, as one key."""


@dataclass
class Selection:
    """What was found: the rows of each pattern, by area and time, and the file's areas."""

    release: EesFile
    areas: Areas
    found: dict[Pattern, dict[tuple[Where, When], list[EesRow]]] = field(default_factory=dict)
    values: dict[str, set[str]] = field(default_factory=dict)
    figures: frozenset[str] = frozenset()

    def lines(self, filters: Mapping[str, str], where: Where, when: When) -> list[EesRow]:
        """The rows of these filters for an area and a time; by its code where some name it by its code."""
        lines = self.found[pattern(filters)].get((where, when), [])
        return [one for one in lines if self.areas.by_code(one)] or lines

    def line(self, filters: Mapping[str, str], where: Where, when: When) -> EesRow | None:
        """The row of these filters for an area and a time; None where there is none.

        Raises:
            NoTable: there are several; the sentence names the column that tells them apart.
        """
        lines = self.lines(filters, where, when)
        for other in lines[1:]:
            differing = self._differing(lines[0], other)
            if differing:
                raise UnreadableTable(self._ambiguous(filters, differing, lines[0], other), f"row {other.number}")
        return lines[0] if lines else None

    def times(self, filters: Mapping[str, str]) -> list[When]:
        """Every time that rows of these filters are for."""
        return list(dict.fromkeys(when for _, when in self.found[pattern(filters)]))

    def missing(self, filters: Mapping[str, str]) -> str:
        """Why no row has these filters, with the column named."""
        if not self.areas.levels:
            return "it has headings and no rows"
        if not any(one.lower() in LEVELS for one in self.areas.levels):
            says = formatting.listed([f"'{one}'" for one in self.areas.levels])
            return f"column geographic_level: no row says National, Regional or Local authority; the file says {says}"
        for column, value in filters.items():
            held = self.values.get(column, set())
            if held and value not in held:
                return f"column {column}: no row says '{value}'; {nearest(value, sorted(held))}"
        if not self.values:
            return "no row is of England, a region, the council or a neighbour"
        together = " and ".join(f"{column} '{value}'" for column, value in filters.items())
        return f"no row of the areas that are needed has {together} at once"

    def _differing(self, one: EesRow, other: EesRow) -> list[int]:
        """Where two rows of one area say different things; how they name the area is none."""
        columns = self.release.columns
        places = (place for place, column in enumerate(columns) if column not in (*AREAS, "geographic_level"))
        return [place for place in places if one.cells[place].strip() != other.cells[place].strip()]

    def _ambiguous(self, filters: Mapping[str, str], differing: Sequence[int], one: EesRow, other: EesRow) -> str:
        """Two rows for one figure: which column tells them apart; numbers may do so too, as ages."""
        columns = self.release.columns
        words = [
            place for place in differing if read_cell(one.cells[place]) is None or read_cell(other.cells[place]) is None
        ]
        words = [place for place in words if columns[place] not in self.figures]
        unnamed = [place for place in differing if columns[place] not in self.figures]
        place = words[0] if words else min(unnamed or differing, key=lambda one: self._kinds(filters, one))
        told = f"'{one.cells[place].strip()}' in row {one.number} and '{other.cells[place].strip()}' here"
        column = columns[place]
        if not unnamed:
            return f"column {column}: one figure is given twice, {told}; ask the publisher which is right"
        apart = f"column {column} tells rows apart that the mapping takes for one, {told}; name one in its rows"
        return apart if words else f"{apart}, or ask the publisher which is right where {column} is a figure too"

    def _kinds(self, filters: Mapping[str, str], place: int) -> int:
        """How many different cells a column has: a filter few, a figure many."""
        rows = self.found[pattern(filters)].values()
        return len({line.cells[place].strip() for lines in rows for line in lines})


def pattern(filters: Mapping[str, str]) -> Pattern:
    return tuple(sorted(filters.items()))


def select(release: EesFile, mappings: Sequence[RowsOf], names: Mapping[str, str]) -> Selection:
    """Read the file to its end and keep what the mappings need; ``names`` are those of ``areas.known``.

    Raises:
        NoTable: the file can't be read, or lacks a column that a mapping needs.
    """
    areas = Areas(release, names)
    selection = Selection(release, areas, figures=frozenset(name for one in mappings for name, _ in one.parts.values()))
    for one in mappings:
        for column, filters in one.parts.values():
            release.place(column)
            selection.found.setdefault(pattern(filters), {})
        if one.apart:
            selection.found.setdefault(pattern(one.together), {})
    places = {key: [(release.place(column), value) for column, value in key] for key in selection.found}
    columns = {column: release.place(column) for key in selection.found for column, _ in key}
    times = release.place("time_period"), release.place("time_identifier")
    for line in release.lines():
        where = areas.of(line)
        if where is None:
            continue
        cells = line.cells
        for column, place in columns.items():
            held = selection.values.setdefault(column, set())
            if len(held) < _MOST_VALUES:
                held.add(cells[place].strip())
        for key, wanted in places.items():
            if all(cells[place].strip() == value for place, value in wanted):
                when = cells[times[0]].strip(), cells[times[1]].strip()
                selection.found[key].setdefault((where, when), []).append(line)
    return selection


def rows_serving(release: EesFile, mappings: Sequence[RowsOf]) -> tuple[list[RowsOf], list[tuple[RowsOf, str]]]:
    """The mappings whose columns the file has, and each other one with the column that it lacks."""
    fit: list[RowsOf] = []
    lacks: list[tuple[RowsOf, str]] = []
    for one in mappings:
        absent = one.absent(release.columns)
        if absent:
            lacks.append((one, f"the mapping of {one.measure} needs the column {absent[0]}"))
        else:
            fit.append(one)
    return fit, lacks
