"""Which counts of a published figure would tell, by what is left over, a number that the publisher suppressed.

A remainder that would reveal a suppressed cell is never shown (reporting: Small numbers): where
one row alone of an area and a year is suppressed, it is the total less all the others.
"""

from __future__ import annotations

from metrics.ees_import.areas import Where
from metrics.ees_import.ees_file import EesRow, is_filter_or_indicator, read_cell
from metrics.ees_import.mapping import RowsOf
from metrics.ees_import.row_selection import Selection, When

HIDDEN = ("c", "low")
COUNTS = frozenset({"numerator", "denominator", "unknown"})
UNKNOWN = frozenset({"unknown"})


def revealing_counts(mapping: RowsOf, found: Selection, where: Where, when: When) -> frozenset[str]:
    """The parts of a figure that can't be shown: all counts, the unknown alone, or none.

    Raises:
        NoTable: a part has several rows; the sentence names the column that tells them apart.
    """
    parts = {name: found.line(filters, where, when) for name, (_, filters) in mapping.parts.items()}
    own, total = parts["value"], parts.get("denominator")
    if own is None or total is None or not mapping.apart:
        return frozenset()
    places = [found.release.place(column) for column in mapping.apart]

    def key(line: EesRow) -> tuple[str, ...]:
        return tuple(line.cells[place].strip() for place in places)

    beside = [one for one in found.lines(mapping.together, where, when) if _alike(mapping, found, own, one)]
    rows = {key(one): _suppressed(mapping, found, one) for one in beside if key(one) != key(total)}
    hidden = {one for one, suppressed in rows.items() if suppressed}
    if len(hidden) != 1:
        return frozenset()
    counted = parts["numerator"]
    untold = set(rows) - ({key(counted)} - hidden if counted is not None else set())
    return COUNTS if untold == hidden else UNKNOWN


def _suppressed(mapping: RowsOf, found: Selection, line: EesRow) -> bool:
    columns = {column for name, (column, _) in mapping.parts.items() if name != "value"}
    cells = [read_cell(line.cells[found.release.place(column)]) for column in columns]
    return any(one is not None and one.code in HIDDEN for one in cells)


def _alike(mapping: RowsOf, found: Selection, own: EesRow, other: EesRow) -> bool:
    """Whether a row stands beside the figure's own: of the same words in every other filter, named or not."""
    for place, column in enumerate(found.release.columns):
        written = own.cells[place].strip()
        same = other.cells[place].strip() == written
        if not same and is_filter_or_indicator(column) and column not in mapping.apart and read_cell(written) is None:
            return False
    return True
