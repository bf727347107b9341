"""Areas: which one a row of a published file is of, by its code or its name, whichever the row has.

Older years have names without codes, and files differ in case and in spaces: neither
makes another area. A code of one area beside the name of another is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from metrics.catalogue.models import Organisation
from metrics.catalogue.neighbours import Model
from metrics.catalogue.regions import ENGLAND, REGIONS
from metrics.ees_import import area_names
from metrics.ees_import.ees_file import AREAS, LEVELS, EesFile, EesRow, Level, folded_text
from metrics.uploads.table import UnreadableTable

COUNCIL = "the council"

Where = tuple[Level, str]
"""A level, and the area: England, a region's name, the council, or a neighbour's code."""

_ENGLAND, _ENGLAND_CODE = "england", "e92000001"

_MOST_LEVELS = 20
"""Levels that are remembered, so that a sentence can say what the file has instead."""

_MOST_AUTHORITIES = 5_000
"""Ways of naming authorities that are remembered; England has 153 of them."""


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
        self._region_names = {folded_text(name): name for name in REGIONS.values()}
        self._known_regions = dict(self._region_names)
        self._authorities: dict[tuple[str, str, str], tuple[str, int]] = {}
        self.region = ""
        self.levels: dict[str, None] = {}
        self._parts: dict[str, None] = {}
        self._other_codes: dict[str, None] = {}

    def of(self, row: EesRow) -> Where | None:
        """The row's area; None where it is not needed.

        Raises:
            UnreadableTable: its code is one area's and its name another's (contract: Mappings: `published.yaml`).
        """
        written = row.cells[self._level].strip()
        if len(self.levels) < _MOST_LEVELS:
            self.levels[written] = None
        level = LEVELS.get(folded_text(written))
        if level == "Local authority":
            area = self._authority(row)
            if area == COUNCIL:
                self.region = self.region or self._region(row)
            return (level, area) if area else None
        if level == "Regional":
            return None if self._is_part(row, "region_name", self._known_regions) else (level, self._region(row))
        if level == "National":
            if self._is_part(row, "country_name", (_ENGLAND,)):
                return None
            return (level, ENGLAND) if self._is_england(row) else None
        return None

    def by_code(self, row: EesRow) -> bool:
        """Whether an authority's row is known by its code, which goes before its name."""
        return any(code in self._names for code in self._area_texts(row, "new_la_code"))

    def notices(self) -> Iterator[str]:
        """What is told of rows whose area is left out, or known by its name alone."""
        for name in self._parts:
            yield f"The rows of '{name}' are left out: they are of a part of an area only"
        yield from self._other_codes

    def check(self) -> None:
        """Hold the authorities of the whole file against each other, after its last row.

        Raises:
            UnreadableTable: a needed authority has the code, old or new, of another one.
        """
        of_code: dict[tuple[int, str], dict[str, int]] = {}
        for codes_and_name, (_, number) in self._authorities.items():
            for which, code in enumerate(codes_and_name[:2]):
                if area_names.is_code(code):
                    of_code.setdefault((which, code), {}).setdefault(codes_and_name[2], number)
        for codes_and_name, (area, number) in self._authorities.items():
            name = codes_and_name[2]
            for which, code in enumerate(codes_and_name[:2]):
                others = of_code.get((which, code), {}) if area and name else {}
                for other, elsewhere in others.items():
                    if other and not area_names.alike(other, name):
                        what = f"'{code.upper()}' is the code of {name.title()} here and of {other.title()} in row"
                        column = ("new_la_code", "old_la_code")[which]
                        raise UnreadableTable(
                            f"column {column}: {what} {elsewhere}; {area_names.WAY_OUT}", f"row {number}"
                        )

    def _authority(self, row: EesRow) -> str:
        """What the council or a neighbour is kept by; nothing for any other authority."""
        key = (self._text(row, "new_la_code"), self._text(row, "old_la_code"), self._text(row, "la_name"))
        if key not in self._authorities:
            area = self._named_authority(*key[::2], row)
            if len(self._authorities) >= _MOST_AUTHORITIES:
                return area
            self._authorities[key] = area, row.number
        return self._authorities[key][0]

    def _named_authority(self, code: str, name: str, row: EesRow) -> str:
        by_code, by_name = self._names.get(code, ""), self._names.get(name, "")
        area = by_code or by_name
        contradicts = bool(by_code and by_name) and by_code != by_name
        if by_code and name and not by_name:
            known = [one for one, kept in self._names.items() if kept == area and not area_names.is_code(one)]
            contradicts = bool(known) and not any(area_names.same_name(name, one) for one in known)
        elif by_name and area_names.is_code(code) and not by_code:
            own = next((one for one, kept in self._names.items() if kept == area and area_names.is_code(one)), "")
            contradicts = by_name == COUNCIL and bool(own)
            written, spelt = self._cells(row, "new_la_code", "la_name")
            told = f"The rows of {spelt} have the code {written}, and the list of neighbours has {own.upper()}"
            self._other_codes[f"{told}; they are taken by their name"] = None
        if contradicts:
            self._refuse(row, "new_la_code", "la_name")
        return area

    def _cells(self, row: EesRow, *columns: str) -> list[str]:
        return [row.cells[self._places[column]].strip() for column in columns]

    def _is_england(self, row: EesRow) -> bool:
        """Whether a row of a country is England's.

        Raises:
            UnreadableTable: only one of its code and its name is England's.
        """
        code, name = self._text(row, "country_code"), self._text(row, "country_name")
        says = [code == _ENGLAND_CODE] if area_names.is_code(code) else []
        says += [name.startswith(_ENGLAND)] if name else []
        if any(says) and not all(says):
            self._refuse(row, "country_code", "country_name")
        return all(says)

    def _is_part(self, row: EesRow, column: str, names: Iterable[str]) -> bool:
        """Whether a row is of a part of England or of a region, by its name; such names are remembered."""
        part = area_names.is_part(self._text(row, column), names)
        if part and len(self._parts) < _MOST_LEVELS:
            self._parts[row.cells[self._places[column]].strip()] = None
        return part

    def _refuse(self, row: EesRow, *columns: str) -> None:
        code, name = self._cells(row, *columns)
        what = f"columns {columns[0]} and {columns[1]}: {code} is not the code of '{name}'"
        raise UnreadableTable(f"{what}; {area_names.WAY_OUT}", f"row {row.number}")

    def _text(self, row: EesRow, column: str) -> str:
        """A cell of an area, folded; nothing where the file has no such column or the cell names no area."""
        return next((text for text in self._area_texts(row, column) if text not in area_names.NO_AREA), "")

    def _area_texts(self, row: EesRow, *columns: str) -> Iterator[str]:
        for column in columns:
            if column in self._places and (text := folded_text(row.cells[self._places[column]])):
                yield text

    def _region(self, row: EesRow) -> str:
        """The region's name, spelt in one way.

        Raises:
            UnreadableTable: its code is one region's and its name another's.
        """
        code, name = self._text(row, "region_code"), self._text(row, "region_name")
        by_code, by_name = REGIONS.get(code), self._known_regions.get(name)
        if by_code and by_name and by_code != by_name:
            self._refuse(row, "region_code", "region_name")
        for column in ("region_code", "region_name"):
            for text in self._area_texts(row, column):
                if text in REGIONS or text in self._region_names:
                    return REGIONS.get(text) or self._region_names[text]
                if column == "region_name" or "region_name" not in self._places:
                    return self._region_names.setdefault(text, row.cells[self._places[column]].strip())
        return ""
