"""Comparators of England and of the region, and the council's own series, from the rows of one mapping.

Codes stay codes, and counts come only where the file prints all of them and no suppressed
number could be worked out from them (contract: Suppression).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from metrics.catalogue.models import Indicator
from metrics.catalogue.period import Period
from metrics.ees_import import secondary_suppression
from metrics.ees_import.areas import Where
from metrics.ees_import.ees_file import Cell, EesRow, Level
from metrics.ees_import.extracted_figure import ExtractedFigure, Extraction
from metrics.ees_import.mapping import RowsOf
from metrics.ees_import.row_selection import When
from metrics.ees_import.unnamed_filters import row_status
from metrics.uploads.table import UnreadableTable
from metrics.wording import formatting

_BLANK = "The cell is blank in the file."
_REVEALING = "{} left out: a number that the publisher does not show could be worked out."


def area_series(
    extraction: Extraction, mapping: RowsOf, indicator: Indicator, periods: Mapping[When, Period], where: Where
) -> Iterator[ExtractedFigure]:
    """One area's figure in each period that has a row: the council's as its own series, others' as comparators."""
    council = where[0] == "Local authority"
    for when, period in periods.items():
        try:
            row = extraction.selection.row(mapping.filters, where, when)
            if row is None:
                continue
            value = _value_and_counts(extraction, mapping, indicator, row, where, when)
        except UnreadableTable as unreadable:
            extraction.refuse(unreadable)
            continue
        entry = {"group": mapping.group, "period": period.label, **value, **extraction.citation(mapping, period)}
        entry |= {} if council else {"area": where[1]}
        yield extraction.figure(mapping, "own_series" if council else "comparators", entry, f"row {row.number}")


def _value_and_counts(
    extraction: Extraction, mapping: RowsOf, indicator: Indicator, row: EesRow, where: Where, when: When
) -> dict[str, object]:
    """Value or code, the counts where the file prints all of them, and a note of what is left out."""
    value = extraction.cell(mapping.column, row)
    entry: dict[str, object] = {"value": value.value, "code": value.code, "marker": value.marker}
    entry["status"] = row_status(extraction.selection.file, row)
    cells = {name: _count(extraction, *part, where, when) for name, part in mapping.parts.items() if name != "value"}
    printed = {name: _whole(cell) for name, cell in cells.items() if cell is not None and cell.value is not None}
    revealing = _revealing(extraction, mapping, indicator, printed, where, when)
    counts = {name: count for name, count in printed.items() if name not in revealing}
    notes = [_BLANK] if value.blank else []
    if value.value is not None:
        if revealing:
            notes.append(
                _REVEALING.format("The counts are" if "denominator" in revealing else "How many are not known is")
            )
        if _of_all(counts, indicator):
            if "denominator" in counts:
                entry |= counts | {"counts_rounded_to": _rounded(mapping, where[0])}
            notes += _unknown_note(cells.get("unknown"))
    return entry | {"note": " ".join(notes) or None}


def _of_all(counts: Mapping[str, object], indicator: Indicator) -> bool:
    """Whether a percentage has the count that it is the share of; other units need none."""
    return "numerator" in counts or indicator.unit != "percent"


def _revealing(
    extraction: Extraction,
    mapping: RowsOf,
    indicator: Indicator,
    printed: Mapping[str, object],
    where: Where,
    when: When,
) -> frozenset[str]:
    """Which printed counts can't be shown; none where no counts would be shown anyway."""
    if "denominator" not in printed or not _of_all(printed, indicator):
        return frozenset()
    return secondary_suppression.revealing_counts(mapping, extraction.selection, where, when) & set(printed)


def _unknown_note(unknown: Cell | None) -> list[str]:
    if unknown is None or unknown.code is None or unknown.blank:
        return []
    return [f"How many are not known: {formatting.CODES[unknown.code]}."]


def _count(extraction: Extraction, column: str, filters: Mapping[str, str], where: Where, when: When) -> Cell | None:
    row = extraction.selection.row(filters, where, when)
    if row is None:
        return None
    cell = extraction.cell(column, row)
    if cell.value is not None and _whole(cell) is None:
        raise UnreadableTable(
            f"column {column}: {cell.value} is no count; a count is a whole number", f"row {row.number}"
        )
    return cell


def _whole(cell: Cell) -> int | None:
    if cell.value is None or cell.value != cell.value.to_integral_value() or cell.value < 0:
        return None
    return int(cell.value)


def _rounded(mapping: RowsOf, level: Level) -> int | None:
    to = mapping.counts_rounded_to.at(level)
    return to if to > 1 else None
