"""The rows of a published file that mappings need, each area and period once.

One pass over the file, and nothing is kept but the rows of the council, its neighbours,
the regions and England that match a mapping.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from metrics.delimited import NoTable
from metrics.indicator import nearest
from metrics.mapping import RowsOf
from metrics.release import LEVELS, Level, Line, Release, cell

ENGLAND = "England"
_ENGLAND_CODE = "E92000001"
_MOST_VALUES = 60
"""Values of a filter that are remembered, so that a sentence can offer the nearest."""

Where = tuple[Level, str]
"""A level, and the area: England, a region's name, an authority's code (or its name where there are no codes)."""

When = tuple[str, str]
"""time_period and time_identifier as they are written."""

Pattern = tuple[tuple[str, str], ...]
"""Filters and their values, as one key."""


@dataclass
class Selection:
    """What was found: the rows of each pattern, by area and time, and which region the council lies in."""

    release: Release
    found: dict[Pattern, dict[tuple[Where, When], list[Line]]] = field(default_factory=dict)
    values: dict[str, set[str]] = field(default_factory=dict)
    region: str = ""
    lines: int = 0

    def line(self, filters: Mapping[str, str], where: Where, when: When) -> Line | None:
        """The row of these filters for an area and a time; None where there is none.

        Raises:
            NoTable: there are several; the sentence names the column that tells them apart.
        """
        lines = self.found[pattern(filters)].get((where, when), [])
        for other in lines[1:]:
            if list(other.cells) != list(lines[0].cells):
                raise NoTable(_ambiguous(self.release, lines[0], other), f"row {other.number}")
        return lines[0] if lines else None

    def times(self, filters: Mapping[str, str]) -> list[When]:
        """Every time that rows of these filters are for."""
        return list(dict.fromkeys(when for _, when in self.found[pattern(filters)]))

    def missing(self, filters: Mapping[str, str]) -> str:
        """Why no row has these filters, with the column named."""
        for column, value in filters.items():
            held = self.values.get(column, set())
            if value not in held:
                return f"column {column}: no row says '{value}'; {nearest(value, sorted(held))}"
        together = " and ".join(f"{column} '{value}'" for column, value in filters.items())
        return f"no row of the areas that are needed has {together} at once"


def pattern(filters: Mapping[str, str]) -> Pattern:
    return tuple(sorted(filters.items()))


def select(
    release: Release, mappings: Sequence[RowsOf], own: Collection[str], neighbours: Collection[str]
) -> Selection:
    """Read the file to its end and keep what the mappings need.

    ``own`` are ways to name the council and ``neighbours`` the other authorities' codes and names.

    Raises:
        NoTable: the file can't be read, or lacks a column that a mapping needs.
    """
    selection = Selection(release)
    for one in mappings:
        for column, filters in one.parts.values():
            release.place(column)
            selection.found.setdefault(pattern(filters), {})
    places = {key: [(release.place(column), value) for column, value in key] for key in selection.found}
    columns = {column: release.place(column) for key in selection.found for column, _ in key}
    areas = _Areas(release, own, neighbours)
    for line in release.lines():
        selection.lines += 1
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
                when = areas.when(line)
                selection.found[key].setdefault((where, when), []).append(line)
    selection.region = areas.region
    return selection


class _Areas:
    """Which area a row is of, and whether it is needed."""

    def __init__(self, release: Release, own: Collection[str], neighbours: Collection[str]) -> None:
        self._own, self._wanted = own, {*own, *neighbours}
        self._level = release.place("geographic_level")
        self._times = release.place("time_period"), release.place("time_identifier")
        has = set(release.columns)
        self._country = [release.place(one) for one in ("country_code", "country_name") if one in has]
        self._region = next((release.place(one) for one in ("region_name", "region_code") if one in has), None)
        self._authority = next((release.place(one) for one in ("new_la_code", "la_name") if one in has), None)
        self.region = ""

    def of(self, line: Line) -> Where | None:
        level = LEVELS.get(line.cells[self._level].strip().lower())
        if level == "Local authority" and self._authority is not None:
            area = line.cells[self._authority].strip()
            if area in self._own and self._region is not None:
                self.region = self.region or line.cells[self._region].strip()
            return (level, area) if area in self._wanted else None
        if level == "Regional" and self._region is not None:
            return level, line.cells[self._region].strip()
        if level == "National":
            named = {line.cells[place].strip() for place in self._country} - {"", ENGLAND, _ENGLAND_CODE}
            return None if named else (level, ENGLAND)
        return None

    def when(self, line: Line) -> When:
        return line.cells[self._times[0]].strip(), line.cells[self._times[1]].strip()


def _ambiguous(release: Release, one: Line, other: Line) -> str:
    """Two rows for one figure: which column tells them apart."""
    differing = [place for place, text in enumerate(one.cells) if other.cells[place] != text]
    filters = [place for place in differing if cell(one.cells[place]) is None or cell(other.cells[place]) is None]
    place = (filters or differing)[0]
    told = f"'{one.cells[place].strip()}' in row {one.number} and '{other.cells[place].strip()}' here"
    if not filters:
        return f"column {release.columns[place]}: one figure is given twice, {told}; ask the publisher which is right"
    return (
        f"column {release.columns[place]} tells rows apart that the mapping takes for one, {told}; name one in its rows"
    )


def serving(release: Release, mappings: Sequence[RowsOf]) -> tuple[list[RowsOf], list[str]]:
    """The mappings whose columns the file has, and for each other one the column that it lacks."""
    fit: list[RowsOf] = []
    lacks: list[str] = []
    for one in mappings:
        absent = [column for column in one.columns if column not in release.columns]
        if absent:
            lacks.append(f"the mapping of {one.measure} needs the column {absent[0]}")
        else:
            fit.append(one)
    return fit, lacks
