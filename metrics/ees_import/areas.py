"""Areas: which one a row of a published file is of, by its code or its name, whichever the row has.

Older years have names without codes, and files differ in case and in spaces: neither
makes another area.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from metrics.catalogue.models import Organisation
from metrics.catalogue.neighbours import Model
from metrics.ees_import.ees_file import AREAS, LEVELS, EesFile, EesRow, Level, folded_text

ENGLAND = "England"
COUNCIL = "the council"

Where = tuple[Level, str]
"""A level, and the area: England, a region's name, the council, or a neighbour's code."""

_ENGLAND = {"england", "e92000001"}
_REGIONS = {
    "e12000001": "North East",
    "e12000002": "North West",
    "e12000003": "Yorkshire and The Humber",
    "e12000004": "East Midlands",
    "e12000005": "West Midlands",
    "e12000006": "East of England",
    "e12000007": "London",
    "e12000008": "South East",
    "e12000009": "South West",
}
"""ONS codes of the regions of England."""

_MOST_LEVELS = 20
"""Levels that are remembered, so that a sentence can say what the file has instead."""


def known_areas(organisation: Organisation, model: Model | None) -> dict[str, str]:
    """Every way to name the council and its neighbours, folded, and what each is kept by."""
    names = {folded_text(name): COUNCIL for name in (organisation.area_code, organisation.area) if name}
    for authority in model.authorities if model else ():
        for name in (authority.code, authority.name):
            names.setdefault(folded_text(name), authority.code)
    return names


class Areas:
    """The areas of one file's rows; ``region`` is the one that the council lies in, as far as its rows say so."""

    def __init__(self, file: EesFile, names: Mapping[str, str]) -> None:
        self._names = names
        self._level = file.place("geographic_level")
        self._places = {column: file.place(column) for column in AREAS if column in file.columns}
        self._region_names = {folded_text(name): name for name in _REGIONS.values()}
        self.region = ""
        self.levels: dict[str, None] = {}

    def of(self, row: EesRow) -> Where | None:
        """The row's area; None where it is not needed."""
        written = row.cells[self._level].strip()
        if len(self.levels) < _MOST_LEVELS:
            self.levels[written] = None
        level = LEVELS.get(folded_text(written))
        if level == "Local authority":
            named = self._area_texts(row, "new_la_code", "la_name")
            area = next((self._names[name] for name in named if name in self._names), "")
            if area == COUNCIL:
                self.region = self.region or self._region(row)
            return (level, area) if area else None
        if level == "Regional":
            return level, self._region(row)
        if level == "National":
            country = set(self._area_texts(row, "country_code", "country_name"))
            return (level, ENGLAND) if not country or country & _ENGLAND else None
        return None

    def by_code(self, row: EesRow) -> bool:
        """Whether an authority's row is known by its code, which goes before its name."""
        return any(code in self._names for code in self._area_texts(row, "new_la_code"))

    def _area_texts(self, row: EesRow, *columns: str) -> Iterator[str]:
        for column in columns:
            if column in self._places and (text := folded_text(row.cells[self._places[column]])):
                yield text

    def _region(self, row: EesRow) -> str:
        """The region's name, spelt in one way."""
        for column in ("region_code", "region_name"):
            for text in self._area_texts(row, column):
                if text in _REGIONS or text in self._region_names:
                    return _REGIONS.get(text) or self._region_names[text]
                if column == "region_name" or "region_name" not in self._places:
                    return self._region_names.setdefault(text, row.cells[self._places[column]].strip())
        return ""
