"""The rows of a published file that mappings select, each area and period once.

One pass over the file, and nothing is kept but the rows of the council, its neighbours,
the regions and England that match a mapping.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from metrics.catalogue.field_types import nearest_name
from metrics.ees_import.areas import Areas, Where
from metrics.ees_import.ees_file import AREAS, LEVELS, EesFile, EesRow, folded_text, read_cell
from metrics.ees_import.mapping import RowsOf
from metrics.uploads.table import UnreadableTable
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

    file: EesFile
    areas: Areas
    by_pattern: dict[Pattern, dict[tuple[Where, When], list[EesRow]]] = field(default_factory=dict)
    values: dict[str, set[str]] = field(default_factory=dict)
    figure_columns: frozenset[str] = frozenset()

    def rows(self, filters: Mapping[str, str], where: Where, when: When) -> list[EesRow]:
        """The rows of these filters for an area and a time; by its code where some name it by its code."""
        rows = self.by_pattern[pattern(filters)].get((where, when), [])
        return [row for row in rows if self.areas.by_code(row)] or rows

    def row(self, filters: Mapping[str, str], where: Where, when: When) -> EesRow | None:
        """The row of these filters for an area and a time; None where there is none.

        Raises:
            UnreadableTable: there are several; the sentence names the column that tells them apart.
        """
        rows = self.rows(filters, where, when)
        for other in rows[1:]:
            differing = self._differing(rows[0], other)
            if differing:
                raise UnreadableTable(self._ambiguous(filters, differing, rows[0], other), f"row {other.number}")
        return rows[0] if rows else None

    def times(self, filters: Mapping[str, str]) -> list[When]:
        """Every time that rows of these filters are for."""
        return list(dict.fromkeys(when for _, when in self.by_pattern[pattern(filters)]))

    def spelling(self, column: str, wanted: str) -> str:
        """A filter's value as the file writes it."""
        alike = (value for value in self.values.get(column, ()) if folded_text(value) == folded_text(wanted))
        return min(alike, default=wanted)

    def missing(self, filters: Mapping[str, str]) -> str:
        """Why no row has these filters, with the column named."""
        if not self.areas.levels:
            return "it has headings and no rows"
        if not any(level.lower() in LEVELS for level in self.areas.levels):
            says = formatting.listed([f"'{level}'" for level in self.areas.levels])
            return f"column geographic_level: no row says National, Regional or Local authority; the file says {says}"
        for column, value in filters.items():
            values = self.values.get(column, set())
            if values and not has_value(values, value):
                return f"column {column}: no row says '{value}'; {nearest_name(value, sorted(values))}"
        if not self.values:
            return "no row is of England, a region, the council or a neighbour"
        together = " and ".join(f"{column} '{value}'" for column, value in filters.items())
        return f"no row of the areas that are needed has {together} at once"

    def _differing(self, row: EesRow, other: EesRow) -> list[int]:
        """Where two rows of one area say different things; how they name the area is none."""
        columns = self.file.columns
        places = (place for place, column in enumerate(columns) if column not in (*AREAS, "geographic_level"))
        return [place for place in places if row.cells[place].strip() != other.cells[place].strip()]

    def _ambiguous(self, filters: Mapping[str, str], differing: Sequence[int], row: EesRow, other: EesRow) -> str:
        """Two rows for one figure: which column tells them apart; numbers may do so too, as ages."""
        columns = self.file.columns
        words = [
            place for place in differing if read_cell(row.cells[place]) is None or read_cell(other.cells[place]) is None
        ]
        words = [place for place in words if columns[place] not in self.figure_columns]
        unnamed = [place for place in differing if columns[place] not in self.figure_columns]
        place = words[0] if words else min(unnamed or differing, key=lambda place: self._kinds(filters, place))
        cells = f"'{row.cells[place].strip()}' in row {row.number} and '{other.cells[place].strip()}' here"
        column = columns[place]
        if not unnamed:
            return f"column {column}: one figure is given twice, {cells}; ask the publisher which is right"
        apart = f"column {column} tells rows apart that the mapping takes for one, {cells}; name one in its rows"
        return apart if words else f"{apart}, or ask the publisher which is right where {column} is a figure too"

    def _kinds(self, filters: Mapping[str, str], place: int) -> int:
        """How many different cells a column has: a filter few, a figure many."""
        rows = self.by_pattern[pattern(filters)].values()
        return len({row.cells[place].strip() for alike in rows for row in alike})


def rows_of(selection: Selection, filters: Mapping[str, str]) -> Iterator[EesRow]:
    """Every row of these filters."""
    for rows in selection.by_pattern[pattern(filters)].values():
        yield from rows


def pattern(filters: Mapping[str, str]) -> Pattern:
    return tuple(sorted(filters.items()))


def select(file: EesFile, mappings: Sequence[RowsOf], names: Mapping[str, str]) -> Selection:
    """Read the file to its end and keep what the mappings need; ``names`` are those of ``areas.known_areas``.

    Raises:
        UnreadableTable: the file can't be read, lacks a column that a mapping needs, or gives an area another's code.
    """
    areas = Areas(file, names)
    selection = Selection(
        file, areas, figure_columns=frozenset(name for mapping in mappings for name, _ in mapping.parts.values())
    )
    for mapping in mappings:
        for column, filters in mapping.parts.values():
            file.place(column)
            selection.by_pattern.setdefault(pattern(filters), {})
        if mapping.key_columns:
            selection.by_pattern.setdefault(pattern(mapping.shared_filters), {})
    places = {key: [(file.place(column), folded_text(value)) for column, value in key] for key in selection.by_pattern}
    columns = {column: file.place(column) for key in selection.by_pattern for column, _ in key}
    times = file.place("time_period"), file.place("time_identifier")
    for row in file.rows():
        where = areas.of(row)
        if where is None:
            continue
        cells = row.cells
        for column, place in columns.items():
            values = selection.values.setdefault(column, set())
            if len(values) < _MOST_VALUES:
                values.add(cells[place].strip())
        for key, wanted in places.items():
            if all(folded_text(cells[place]) == value for place, value in wanted):
                when = cells[times[0]].strip(), cells[times[1]].strip()
                selection.by_pattern[key].setdefault((where, when), []).append(row)
    areas.check()
    return selection


def has_value(values: Iterable[str], wanted: str) -> bool:
    """Whether a filter's value is among those of a file, in whatever capitals."""
    return folded_text(wanted) in map(folded_text, values)
