"""Which mappings serve a published file, and which of the others that is worth telling.

A file shares filters and totals with files that have nothing to do with it, and a publisher's renamed rows are kept
beside the old ones: what another mapping of the same definition brings in is not missing.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from metrics.catalogue.models import Catalogue, Comparator, OwnFigure
from metrics.ees_import.ees_file import EesFile, folded_name, folded_text
from metrics.ees_import.mapping import FILE, RowsOf
from metrics.ees_import.row_selection import Selection, has_value
from metrics.ees_import.unnamed_filters import is_total

COLUMN = ", column "
"""What stands before the column in the place of an imported figure."""

ALIKE = 0.8
"""How alike a filter's value and one of the file's must be to be one that was renamed (ours)."""

MOST = 3
"""Mappings that a refusal names; more have nothing to do with the file."""

HOW = (
    "choose its rows under “Choose rows for another indicator” on the page Import published figures, "
    f"or write a mapping in data/{FILE}"
)


@dataclass
class Serving:
    """The mappings that a file serves, and sentences: what of it is told, and why others don't serve it."""

    serves: list[RowsOf] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    def refusal(self) -> str:
        """Why no mapping serves the file, and what to do."""
        named = "; ".join(dict.fromkeys(self.reasons[:MOST]))
        return f"no mapping serves this file{f': {named}' if named else ''}; {HOW}"


def with_all_columns(file: EesFile, mappings: Sequence[RowsOf]) -> list[RowsOf]:
    """The mappings whose columns the file has."""
    return [mapping for mapping in mappings if not mapping.missing_columns(file.columns)]


def lacking(file: EesFile, mappings: Sequence[RowsOf]) -> Serving:
    """Where no mapping has all its columns: what those lack that are nearest to the file."""
    lacks = [(mapping, mapping.missing_columns(file.columns)) for mapping in mappings]
    near = [(mapping, missing) for mapping, missing in lacks if mapping.column not in missing]
    near += [(one, missing) for one, missing in lacks if one.filters and not {*one.filters} & {*missing}]
    reasons = [f"the mapping of {mapping.indicator} needs the column {missing[0]}" for mapping, missing in near]
    return Serving(reasons=list(dict.fromkeys(reasons)) or ([] if mappings else ["there is no mapping yet"]))


def serving(selection: Selection, mappings: Sequence[RowsOf], catalogue: Catalogue) -> Serving:
    """Which of ``mappings`` the file serves, after its rows were selected.

    A mapping whose figures are there and whose counts are not serves too, so that the fault is told, unless another
    of the same definition serves in its place.
    """
    found = Serving()
    fit = with_all_columns(selection.file, mappings)
    whole = [mapping for mapping in fit if all(selection.times(rows) for _, rows in mapping.parts.values())]
    told: list[RowsOf] = []
    for mapping in [*fit, *(mapping for mapping in mappings if mapping not in fit)]:
        if mapping in whole:
            found.serves.append(mapping)
        elif any(mapping.same_definition(other) for other in (*whole, *told)):
            continue
        elif mapping in fit and selection.times(mapping.filters):
            found.serves.append(mapping)
        elif mapping in fit:
            reason = f"{mapping.indicator}: not in this file ({selection.missing(mapping.filters)})"
            found.reasons.append(reason)
            if _is_for(selection, mapping, whole, catalogue):
                found.notices.append(reason)
                told.append(mapping)
        elif _is_missing(selection, mapping, whole, catalogue):
            lacks = f"{mapping.missing_columns(selection.file.columns)[0]}, which {selection.file.name} lacks"
            found.notices.append(f"the mapping of {mapping.indicator} needs the column {lacks}")
            told.append(mapping)
    return found


def _is_missing(selection: Selection, mapping: RowsOf, whole: Sequence[RowsOf], catalogue: Catalogue) -> bool:
    """Whether a file without one of a mapping's columns should have it, by all that is known."""
    columns = selection.file.columns
    if mapping.nearly_fits(columns) or _served_before(selection.file.name, mapping, catalogue):
        return True
    filters = {name for _, rows in mapping.parts.values() for name in rows}
    return filters <= set(columns) and any(other.indicator == mapping.indicator for other in whole)


def _is_for(selection: Selection, mapping: RowsOf, whole: Sequence[RowsOf], catalogue: Catalogue) -> bool:
    """Whether a file that has all columns of a mapping, and none of its rows, is plainly the one that it is for.

    Its figures came from a file of this name before, or a value may have been renamed. Where they never came from
    another file: it has a value of another filter or the rows of a count, unless those are a total as many files have,
    or serves a mapping of the indicator by the very same columns, by two filters at the least. An earlier definition of
    an indicator that is served is not missing.
    """
    name, kin = selection.file.name, [other for other in whole if other.indicator == mapping.indicator]
    if _served_before(name, mapping, catalogue):
        return True
    if mapping.until is not None and kin:
        return False
    if _renamed(selection, mapping):
        return True
    if _came_from_others(name, mapping, catalogue):
        return False
    columns = {*mapping.filters, mapping.column}
    if any({*other.filters, other.column} == columns for other in kin) and len(mapping.filters) > 1:
        return True
    wanted = {pair for _, filters in mapping.parts.values() for pair in filters.items()}
    return any(not is_total(value) and has_value(selection.values.get(column, ()), value) for column, value in wanted)


def _renamed(selection: Selection, mapping: RowsOf) -> bool:
    """Whether a value of the file is so like one that the mapping names that it may be its new name."""
    values = {column: [*map(folded_text, selection.values.get(column, ()))] for column in mapping.filters}
    wanted = {column: folded_text(value) for column, value in mapping.filters.items()}
    missing = [column for column, value in wanted.items() if value not in values[column]]
    alike = (difflib.get_close_matches(wanted[column], values[column], 1, ALIKE) for column in missing)
    return bool(missing) and all(alike)


def _served_before(name: str, mapping: RowsOf, catalogue: Catalogue) -> bool:
    """Whether figures came in by this mapping from a file of this name, of any year, as far as their places tell."""
    return (_undated(name), mapping.column) in _places(mapping, catalogue)


def _came_from_others(name: str, mapping: RowsOf, catalogue: Catalogue) -> bool:
    """Whether all of a definition's figures that came in by an import came from files of other names."""
    files = {file for file, _ in _places(mapping, catalogue)}
    return bool(files) and _undated(name) not in files


def _places(mapping: RowsOf, catalogue: Catalogue) -> set[tuple[str, str]]:
    """The files, without years, and columns that the imported figures of a mapping's definition are cited to."""
    indicator = catalogue.indicator(mapping.indicator)
    figures: list[OwnFigure | Comparator] = [*indicator.own_series, *indicator.comparators] if indicator else []
    cited = (figure.at for figure in figures if figure.group == mapping.group and COLUMN in figure.at)
    return {(_undated(at.partition(", ")[0]), folded_name(at.rpartition(COLUMN)[2])) for at in cited}


def _undated(name: str) -> str:
    """A file's name without years, dates and the number of a download: one of next year has the same.

    A digit within a word stays: ks2 is another key stage than ks4.
    """
    words = re.sub(r"[\W_]+", " ", name.casefold())
    return " ".join(re.sub(r"\d{4,}|\b\d+\b", " ", words).split())
