"""Quarters as columns: where the headings of a sheet name periods, and which column is of which, by one proposal.

Years above quarters, "Q1 13/14 Actual", "Apr-Jun 2013", months and dates of quarter ends, also turned, with periods
down the side. What is found is shown as a table and confirmed once (contract: Quarters as columns).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from metrics.catalogue.period import Period
from metrics.catalogue.period_headings import ends_quarter, financial_years, is_open, periods_of, without_kind_of_year
from metrics.catalogue.period_text import without_periods
from metrics.uploads.column_matching import field_of, match_fields, normalise, settled
from metrics.uploads.table import BLANK, HEADING_ROWS, Table

DEEPEST = 3
"""Rows of headings above each other."""

MOST_TURNED = 200
"""Rows of a table that may have its periods down the side."""

_OF_PERIOD = ("value", "numerator", "denominator", "code", "status", "commentary", "note", "reason", "target")
"""Fields of which each period has its own column."""

_NUMBERS = ("value", "numerator", "denominator", "code")
_OF_ROW = (
    *("what", "indicator", "id", "name", "short_name", "theme", "unit", "of", "ref", "area", "group"),
    *("last_period", "last_value", "target", "source", "at", "model", "statistic"),
)
"""Fields that hold for every period of a row."""

_FIGURE = re.compile(r"[-+]?(?:\d{1,3}|\d{1,3}(?:,\d{3})+|\d*\.\d+) ?%?")
"""A cell that is a figure and no heading; four digits may be a year."""

_OF_ONE = ("code", "status", "commentary", "note", "reason")
"""Fields that are of the one period, where there is no other that they may be of."""

_AT = re.compile(r"^(?:(?:as )?at|(?:at )?(?:the )?end of|(?:position|snapshot) (?:as )?at)(?: the)?$", re.IGNORECASE)
"""Words before a day that say no more than that it is one."""

_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")


@dataclass(frozen=True)
class Column:
    """A column below a period: its number, from 1, its whole heading, what it holds, and the periods it may be of.

    ``quarter_end``: a day or month was written, and the quarter that ends with it is read.
    """

    number: int
    heading: str
    field: str
    periods: tuple[Period, ...]
    quarter_end: bool = False


@dataclass(frozen=True)
class Wide:
    """A table with periods in its headings: the same with one row of headings, and the fields of its columns.

    ``above`` are the rows over its headings; ``shared`` the fields that hold for every period, by column, and None
    of others, which ``plain`` still has; ``year`` is the first of the one financial year that is named above or in the
    name of the sheet.
    """

    table: Table
    above: Sequence[tuple[int, Sequence[str]]]
    shared: Sequence[str | None]
    plain: Sequence[str | None]
    columns: Sequence[Column]
    year: int | None
    turned: bool = False

    def groups(self) -> list[list[Column]]:
        """The columns of each period, in the order of the sheet."""
        together: dict[tuple[Period, ...], list[Column]] = {}
        for column in self.columns:
            together.setdefault(column.periods, []).append(column)
        return list(together.values())

    def fields(self, group: Sequence[Column]) -> list[str | None]:
        """The field of every column, where only the columns of one period are read."""
        fields = list(self.shared)
        for column in group:
            fields[column.number - 1] = column.field
        return fields


def find(table: Table, normal: Sequence[int]) -> Wide | None:
    """The periods in the headings of a table; None where it has none, or is one row a figure.

    ``normal`` are the places of rows that are headings without them.
    """
    return _across(table, normal) or (_down(table) if not normal else None)


def blocks(table: Table) -> list[Table]:
    """The parts of a table that stand below headings of their own with periods, a row of years above with them."""
    starts = [0]
    for place, (_, cells) in enumerate(table.rows):
        if place and _is_head(cells):
            above = [cell for cell in table.rows[place - 1][1] if cell.strip(BLANK)]
            with_years = bool(above) and all(periods_of(cell) and not _rest(cell) for cell in above)
            starts.append(place - 1 if with_years else place)
    if len(starts) > 1 and not any(map(_is_head, (cells for _, cells in table.rows[: starts[1]]))):
        del starts[1]
    return [replace(table, rows=table.rows[start:end]) for start, end in pairwise([*starts, len(table.rows)])]


def _is_head(cells: Sequence[str]) -> bool:
    """Whether a row is one of headings without doubt: it says which indicator, and names two periods or more."""
    named = {field_of(cell) for cell in cells} & {"indicator", "id", "name"}
    return (
        bool(named) and sum(bool(periods_of(cell)) and not _FIGURE.fullmatch(cell.strip(BLANK)) for cell in cells) > 1
    )


def doubled(table: Table) -> str:
    """That two headings of a row say the same period, so that nobody can tell which of their figures is meant."""
    for row, cells in table.rows[:HEADING_ROWS]:
        standing: dict[tuple[Period, ...], str] = {}
        for cell in (one.strip(BLANK) for one in cells):
            periods = periods_of(cell)
            if periods and not _rest(cell):
                if periods in standing:
                    return (
                        f"the headings '{standing[periods]}' and '{cell}' of row {row} are of one period; keep one "
                        "column for each period, or say in each heading what it holds, such as Actual and Target"
                    )
                standing[periods] = cell
    return ""


def _across(table: Table, normal: Sequence[int]) -> Wide | None:
    last = min(HEADING_ROWS, len(table.rows) - 1)
    if normal and {"period"} < {"period", "value", "numerator"} & set(match_fields(table.rows[normal[0]][1])):
        return None
    bottoms = range(normal[0], min(normal[0] + DEEPEST, last)) if normal else range(last)
    found: list[tuple[tuple[int, int, int, int], Wide]] = []
    for bottom in bottoms:
        least = bottom - normal[0] + 1 if normal else 1
        for depth in range(least, min(DEEPEST, bottom + 1) + 1):
            lines = table.rows[bottom - depth + 1 : bottom + 1]
            if any(_FIGURE.fullmatch(cell.strip(BLANK)) for _, cells in lines for cell in cells[1:]):
                continue
            heads = _composed(table, bottom, depth)
            if (wide := _of_headings(table, bottom, depth, heads)) is not None:
                certain = sum(not is_open(column.periods) for column in wide.columns)
                dated = sum(bool(periods_of(head)) and bool(re.search(r"[A-Za-z]", _rest(head))) for head in heads)
                found.append(((len(wide.columns), certain, dated, -depth), wide))
    return max(found, key=lambda one: one[0])[1] if found else None


def _composed(table: Table, bottom: int, depth: int) -> list[str]:
    """The whole heading of each column; what stands above is said of the columns beside it up to the next."""
    rows = table.rows[bottom - depth + 1 : bottom + 1]
    width = max(len(cells) for _, cells in table.rows)
    lines: list[list[str]] = []
    for place, (number, cells) in enumerate(rows):
        texts = [cell.strip(BLANK) for cell in cells] + [""] * (width - len(cells))
        lines.append(texts if place == len(rows) - 1 else _carried(texts, _merged(table, number)))
    return [" ".join(dict.fromkeys(filter(None, parts))) for parts in zip(*lines, strict=True)]


def _carried(texts: Sequence[str], merged: dict[int, int]) -> list[str]:
    carried, upto = [], 0
    words = ""
    for column, text in enumerate(texts, 1):
        if text:
            words, upto = text, merged.get(column, len(texts))
        carried.append(words if column <= upto else "")
    return carried


def _merged(table: Table, row: int) -> dict[int, int]:
    """The last column of each merged cell of a row, by its first."""
    found: dict[int, int] = {}
    for ref in table.merged:
        if (match := _RANGE.fullmatch(ref)) and int(match[2]) <= row <= int(match[4]):
            found[_number(match[1])] = _number(match[3])
    return found


def _number(letters: str) -> int:
    number = 0
    for sign in letters:
        number = 26 * number + ord(sign) - ord("A") + 1
    return number


def _rest(heading: str) -> str:
    """What a heading says beside its periods."""
    rest = without_kind_of_year(without_periods(heading))
    return _AT.sub("", rest).strip(BLANK)


def _of_headings(table: Table, bottom: int, depth: int, heads: Sequence[str]) -> Wide | None:
    """What a row of whole headings says, where it names periods of numbers and the indicators stand beside them."""
    below = table.rows[bottom + 1 :]
    plain = settled([None if periods_of(head) else field_of(head) for head in heads], [normalise(one) for one in heads])
    if "period" in plain and {"value", "numerator"} & set(plain):
        return None
    columns: list[Column] = []
    for number, head in enumerate(heads, 1):
        periods, rest = periods_of(head), _rest(head)
        field = ("value" if not rest else field_of(rest)) if periods else None
        if field in _OF_PERIOD:
            columns.append(Column(number, head, str(field), periods))
    of_numbers = [column for column in columns if column.field in _NUMBERS]
    measured = {column.periods for column in of_numbers}
    columns = [column for column in columns if column.field != "target" or column.periods in measured]
    known = {"indicator", "id", "name"} & set(plain)
    enough = len({column.periods for column in of_numbers}) > 1
    alone = (
        len(of_numbers) == 1
        and not _rest(of_numbers[0].heading)
        and bool(known)
        and not {"value", "numerator"} & set(plain)
    )
    if not (enough or alone) or len({column.heading for column in of_numbers}) < len(of_numbers):
        return None
    years_beside = any(is_open(column.periods) for column in of_numbers)
    of_row = {*_OF_ROW, *(("period",) if years_beside else ()), *(() if enough else _OF_ONE)}
    shared = [field if field in of_row else None for field in plain]
    if not known:
        if (names := _names_column(below, min(column.number for column in columns))) is None:
            return None
        shared[names - 1] = "indicator"
    above = table.rows[: bottom - depth + 1]
    texts = [table.name, *(cell for _, cells in above for cell in cells)]
    years = {year for text in texts for year in financial_years(text)}
    whole = replace(table, rows=[(table.rows[bottom][0], heads), *below])
    year = years.pop() if len(years) == 1 else None
    return Wide(whole, above, shared, plain, _quarter_ends(columns), year)


def _names_column(below: Sequence[tuple[int, Sequence[str]]], first: int) -> int | None:
    """The column before the first period whose cells are words, the longest ones; None where none is."""
    worded: dict[int, list[str]] = {}
    for column in range(1, first):
        texts = [cells[column - 1].strip(BLANK) for _, cells in below if len(cells) >= column]
        words = [text for text in texts if re.search(r"[A-Za-z]{3}", text)]
        if words and 2 * len(set(words)) > len(words) and 2 * len(words) >= len([text for text in texts if text]):
            worded[column] = words
    most = max(map(len, worded.values()), default=0)
    lengths = {column: sum(map(len, words)) / len(words) for column, words in worded.items() if 2 * len(words) >= most}
    return max(lengths, key=lambda column: (lengths[column], column)) if lengths else None


def _quarter_ends(columns: Sequence[Column]) -> list[Column]:
    """Days that end quarters, and months three apart, as the quarters that end with them."""
    kinds = {period.kind for column in columns for period in column.periods[:1]}
    days = [column for column in columns if column.periods[0].kind == "as at"]
    months = {(period.end.year * 12 + period.end.month) for one in columns for period in one.periods if period.end}
    apart = kinds == {"month"} and len(months) > 1 and not any(is_open(column.periods) for column in columns)
    if not days and not (apart and all(month % 3 == 0 for month in months)):
        return list(columns)
    return [_as_quarter(column) for column in columns]


def _as_quarter(column: Column) -> Column:
    quarters = [ends_quarter(period) for period in column.periods]
    known = tuple(one for one in quarters if one is not None)
    return replace(column, periods=known, quarter_end=True) if len(known) == len(quarters) else column


def _down(table: Table) -> Wide | None:
    """A table whose periods stand down its side, turned so that they stand in its headings."""
    if not 2 < len(table.rows) <= MOST_TURNED:
        return None
    sides = zip_longest(*(cells[:DEEPEST] for _, cells in table.rows), fillvalue="")
    if max(sum(bool(periods_of(text)) and not _rest(text) for text in side) for side in sides) < 2:
        return None
    wide = _across(_turned(table), ())
    return replace(wide, turned=True) if wide is not None else None


def _turned(table: Table) -> Table:
    """The same cells with rows and columns exchanged; numbers stay those of the sheet."""
    height, width = table.rows[-1][0], max(len(cells) for _, cells in table.rows)
    columns = [[""] * height for _ in range(width)]
    for number, cells in table.rows:
        for column, cell in enumerate(cells):
            columns[column][number - 1] = cell
    rows = [(number, cells) for number, cells in enumerate(columns, 1) if any(cell.strip(BLANK) for cell in cells)]
    wrong = {(column, row): what for (row, column), what in table.wrong.items()}
    rounded = {(column, row): what for (row, column), what in table.rounded.items()}
    return Table(table.name, rows, wrong, table.hidden_columns, table.hidden_rows, rounded=rounded)
