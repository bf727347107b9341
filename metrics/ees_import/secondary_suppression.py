"""Secondary suppression: which counts would tell, by what is left over, a number that the publisher suppressed.

A remainder that would reveal a suppressed cell is never shown (contract: Suppression): where
one row alone of an area and a year is suppressed, it is the total less all the others.
"""

from __future__ import annotations

from metrics.ees_import.areas import Where
from metrics.ees_import.ees_file import EesRow, is_filter_or_indicator, read_cell
from metrics.ees_import.mapping import RowsOf
from metrics.ees_import.row_selection import Selection, When

SUPPRESSED = ("c", "low")
COUNTS = frozenset({"numerator", "denominator", "unknown"})
UNKNOWN = frozenset({"unknown"})


def revealing_counts(mapping: RowsOf, selection: Selection, where: Where, when: When) -> frozenset[str]:
    """The parts of a figure that can't be shown: all counts, the unknown alone, or none.

    Raises:
        UnreadableTable: a part has several rows; the sentence names the column that tells them apart.
    """
    parts = {name: selection.row(filters, where, when) for name, (_, filters) in mapping.parts.items()}
    own, total = parts["value"], parts.get("denominator")
    if own is None or total is None or not mapping.key_columns:
        return frozenset()
    places = [selection.file.place(column) for column in mapping.key_columns]

    def key(row: EesRow) -> tuple[str, ...]:
        return tuple(row.cells[place].strip() for place in places)

    siblings = [
        row for row in selection.rows(mapping.shared_filters, where, when) if _alike(mapping, selection, own, row)
    ]
    rows = {key(row): _suppressed(mapping, selection, row) for row in siblings if key(row) != key(total)}
    hidden = {label for label, suppressed in rows.items() if suppressed}
    if len(hidden) != 1:
        return frozenset()
    counted = parts["numerator"]
    uncounted = set(rows) - ({key(counted)} - hidden if counted is not None else set())
    return COUNTS if uncounted == hidden else UNKNOWN


def _suppressed(mapping: RowsOf, selection: Selection, row: EesRow) -> bool:
    columns = {column for name, (column, _) in mapping.parts.items() if name != "value"}
    cells = [read_cell(row.cells[selection.file.place(column)]) for column in columns]
    return any(cell is not None and cell.code in SUPPRESSED for cell in cells)


def _alike(mapping: RowsOf, selection: Selection, own: EesRow, other: EesRow) -> bool:
    """Whether a row stands beside the figure's own: of the same words in every other filter, named or not."""
    for place, column in enumerate(selection.file.columns):
        written = own.cells[place].strip()
        same = other.cells[place].strip() == written
        if (
            not same
            and is_filter_or_indicator(column)
            and column not in mapping.key_columns
            and read_cell(written) is None
        ):
            return False
    return True
