"""A table with periods in its headings -> a section for each period, read as any other, and what each column is.

(contract: Quarters as columns)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from metrics.catalogue.period_headings import periods_of
from metrics.catalogue.period_text import without_periods
from metrics.entry.rows import FIELDS, Row
from metrics.uploads.column_match import ColumnMatch
from metrics.uploads.column_matching import field_of
from metrics.uploads.periods_read import PeriodRead
from metrics.uploads.section_rows import Section, Taken, filled_cells
from metrics.uploads.table import BLANK, Table, letter
from metrics.uploads.wide import Column, Wide

_BESIDE_SEVERAL = (
    "value",
    "numerator",
    "denominator",
    "code",
    "status",
    "commentary",
    "note",
    "reason",
    "predicted_by",
)
"""Fields of a figure: a column of one that names no period is of none in particular."""


def sections_of(wide: Wide, place: str) -> list[Section]:
    """One section for each period, in which the other periods' columns are not read."""
    return [_section(wide, group, place) for group in wide.groups()]


def _section(wide: Wide, group: Sequence[Column], place: str) -> Section:
    part = f"{_along(wide, group[0].number)}, "
    section = Section(wide.table, wide.fields(group), place, part=part, turned=wide.turned)
    first: dict[str, Column] = {}
    for column in group:
        if (earlier := first.setdefault(column.field, column)) is not column:
            both = f"“{earlier.heading}” ({_along(wide, earlier.number)}) and “{column.heading}”"
            what = f"{both} both mean {FIELDS[column.field].heading} of one period; keep one"
            section.fault(wide.table.rows[0][0], column.number, what, column.field)
    return section


def _along(wide: Wide, number: int) -> str:
    return f"row {number}" if wide.turned else f"column {letter(number)}"


def matches(wide: Wide, place: str) -> Iterator[ColumnMatch]:
    """Every heading and its field; the period that it is read as is told by ``periods``."""
    of_period = {column.number: column.field for column in wide.columns}
    for number, (head, field) in enumerate(zip(wide.table.rows[0][1], wide.shared, strict=True), 1):
        if head.strip(BLANK):
            name = of_period.get(number) or field
            where = f"{place}{_along(wide, number)}"
            unread = [] if name else filled_cells(wide.table, number)
            plain = wide.plain[number - 1]
            named = plain in _BESIDE_SEVERAL
            why = "names no period and stands beside several" if named else "is no heading that is known"
            if periods_of(head) and field_of(without_periods(head)) == "target":
                why = "is a target of a period without figures here"
            yield ColumnMatch(head.strip(BLANK), where, name, len(unread), why, unread[0][:40] if unread else "")


def periods(wide: Wide, parts: Sequence[Section], table: str, place: str) -> Iterator[PeriodRead]:
    """What each column is read as; ``table`` names the sheet or the file, ``parts`` are its sections, read."""
    for group, part in zip(wide.groups(), parts, strict=True):
        for column in group:
            where = f"{place}{_along(wide, column.number)}"
            taken = [one.row for one in part.taken if column.number in one.columns or _is_beside(column, one.row)]
            for beside in dict.fromkeys(row.cells.get("period", "") for row in taken) or [""]:
                rows = tuple(row for row in taken if row.cells.get("period", "") == beside)
                heading = f"{beside} {column.heading}".strip()
                possible = periods_of(heading) if beside else column.periods
                yield PeriodRead(table, where, heading, column.field, rows, possible, wide.year, column.quarter_end)


def _is_beside(column: Column, row: Row) -> bool:
    """Whether a column is that of the target beside a row's figure."""
    return column.field == "target" and bool(row.beside.get("target"))


def as_in_the_sheet(table: Table, wide: Wide, parts: Sequence[Section]) -> list[Section]:
    """The sections with the rows and columns of the sheet as it lies, where the table was turned."""
    if not wide.turned:
        return list(parts)
    return [
        replace(
            part,
            table=table,
            fields=(),
            taken=[Taken(column, frozenset([one.number]), one.row) for one in part.taken for column in one.columns],
        )
        for part in parts
    ]
