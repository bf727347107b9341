"""The mean or median of the statistical neighbours' figures, as one comparator a period.

It is the one number of an import that is ours; its note says of how many authorities it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from statistics import median, median_low

from metrics.catalogue.field_types import Statistic
from metrics.catalogue.neighbours import Model
from metrics.catalogue.period import Period
from metrics.ees_import.ees_file import Cell
from metrics.ees_import.extracted_figure import ExtractedFigure, Extraction
from metrics.ees_import.mapping import RowsOf
from metrics.ees_import.row_selection import When
from metrics.ees_import.unnamed_filters import row_status
from metrics.uploads.table import UnreadableTable
from metrics.wording import formatting

AREA = "Statistical neighbours"
FEWEST = 3
"""A mean of fewer authorities would tell of single ones, and says little of neighbours (ours)."""

MOST_DECIMALS = 3


def neighbour_averages(
    extraction: Extraction, model: Model, mapping: RowsOf, title: str, periods: Mapping[When, Period]
) -> Iterator[ExtractedFigure]:
    """The neighbours' mean or median in each period in which ``FEWEST`` of them have a figure, at least."""
    for when, period in periods.items():
        values: list[Decimal] = []
        left_out: list[str] = []
        unsettled = False
        for name, cell, unsettled_cell in _cells(extraction, model, mapping, when):
            if cell is not None and cell.value is not None:
                values.append(cell.value)
                unsettled = unsettled or unsettled_cell
            else:
                left_out.append(f"{name} ({_why_out(cell)})")
        if len(values) < FEWEST:
            have = f"only {len(values)} of {len(model.authorities)} neighbours ({model.name}) have a figure"
            extraction.gaps.add_too_few(title, have, extraction.options.statistic, period)
        else:
            status: dict[str, object] = {"status": "provisional"} if unsettled else {}
            entry = _figure(extraction, model, mapping, period, values, left_out) | status
            yield extraction.figure(mapping, "comparators", entry, AREA)


def _cells(
    extraction: Extraction, model: Model, mapping: RowsOf, when: When
) -> Iterator[tuple[str, Cell | None, bool]]:
    """Each neighbour's name, its cell and whether that is provisional; one that can't be read is a fault."""
    for authority in model.authorities:
        try:
            row = extraction.selection.row(mapping.filters, ("Local authority", authority.code), when)
            cell = extraction.cell(mapping.column, row) if row is not None else None
            yield authority.name, cell, row is not None and row_status(extraction.selection.file, row) is not None
        except UnreadableTable as unreadable:
            extraction.refuse(unreadable)


def _figure(
    extraction: Extraction,
    model: Model,
    mapping: RowsOf,
    period: Period,
    values: Sequence[Decimal],
    left_out: Sequence[str],
) -> dict[str, object]:
    statistic = extraction.options.statistic
    count = f"{len(values)} of {len(model.authorities)}"
    left = f" Left out: {formatting.listed(left_out)}." if left_out else ""
    return {
        "area": AREA,
        "group": mapping.group,
        "period": period.label,
        "value": average(values, statistic),
        "model": model.name,
        "statistic": statistic,
        **extraction.citation(mapping, period),
        "note": f"Worked out here: the {statistic} of {count} authorities' figures as published.{left}",
    }


def average(values: Sequence[Decimal], statistic: Statistic) -> Decimal:
    """The mean or median of authorities' figures, to one decimal more than most are published to and at most three.

    Decimals beyond are debris of arithmetic, as in 66.666667, and say nothing of authorities
    (ours). Zeros at the end are left out.
    """
    middle = Decimal(median(values)) if statistic == "median" else sum(values, Decimal(0)) / len(values)
    decimals = median_low(max(-int(value.as_tuple().exponent), 0) for value in values)
    rounded = middle.quantize(Decimal(1).scaleb(-min(decimals + 1, MOST_DECIMALS)), ROUND_HALF_UP)
    return Decimal(f"{rounded.normalize():f}")


def _why_out(cell: Cell | None) -> str:
    if cell is None:
        return "no row"
    return "blank" if cell.blank else cell.marker or str(cell.code)
