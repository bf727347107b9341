"""A published file (CSV) in the layout of Explore Education Statistics -> its rows, one at a time, and their cells.

The layout is the Department for Education's Open Data Standards: time_period and
time_identifier say when, geographic_level and the columns of areas say where, and every
other column is a filter or an indicator. Columns come in any order. A file is never held
whole, since real ones have hundreds of megabytes.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import BinaryIO, Literal, get_args

from metrics.catalogue.field_types import Code, Marker, nearest
from metrics.catalogue.period import MONTHS, Period, month, quarter
from metrics.ees_import import reporting_year
from metrics.ees_import.file_lines import WRONG_FILE, decoded_lines
from metrics.ees_import.reporting_year import YEARS
from metrics.uploads.table import UnreadableTable, letter

ROWS = 5_000_000
"""More rows than any published file has had; more is refused."""

LAYOUT = ("time_period", "time_identifier", "geographic_level")
"""Columns that every file of the layout has."""

AREAS = ("country_code", "country_name", "region_code", "region_name", "old_la_code", "la_name", "new_la_code")
_OTHER_AREAS = re.compile(
    r"(lad|pcon|lsip|ward|opportunity_area|english_devolved_area|mayoral_combined_authority|local_enterprise_partnership"
    r"|rsc_region_lead|trust|sponsor|provider|institution|planning_area|school|local_authority_selection_status)"
    r"_?(code|name|id|ukprn|urn|laestab|estab)?|laestab|urn"
)
"""Columns of areas that no indicator here is counted for."""

Level = Literal["National", "Regional", "Local authority"]
LEVELS: dict[str, Level] = {level.lower(): level for level in get_args(Level)}

CODES: dict[str, Code] = {
    "c": "c",
    "z": "z",
    "x": "x",
    ":": "x",
    "u": "x",
    "": "x",
    "low": "low",
    "k": "low",
    "~": "low",
}
"""DfE's Open Data Standards, Data symbols: ':' and '~' are obsolete words for x and low, k is an older one for low.

u says that a number is of low reliability; where it stands in the place of the number there
is none, so the code is x and the marker u. A blank cell holds no number either.
"""

_NUMBER = re.compile(r"-?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?([eE][+-]?\d{1,2})?|-?\.\d+", re.ASCII)
FINEST = Decimal("0.000001")
"""Digits beyond are debris of a computer's arithmetic, as in 132.29999999999998."""


@dataclass(frozen=True)
class EesRow:
    """One row: its number in the file, and its cells in the order of the columns."""

    number: int
    cells: Sequence[str]


@dataclass(frozen=True)
class Cell:
    """What a cell of an indicator says: a number, or the code that stands in its place."""

    value: Decimal | None = None
    code: Code | None = None
    marker: Marker | None = None
    blank: bool = False


class EesFile:
    """A file that is being read; ``name`` is only displayed.

    Raises:
        UnreadableTable: it is no such file; the sentence names the column or the row.
    """

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self.name = name
        self._rows = csv.reader(_separated_by_commas(decoded_lines(stream)), strict=True)
        headings = self._next()
        while headings is not None and not any(heading.strip() for heading in headings):
            headings = self._next()
        headings = headings or []
        self.columns = _columns(headings)
        self._headings = tuple(" ".join(heading.split()) for heading in headings)
        self._index = {column: place for place, column in enumerate(self.columns)}

    def place(self, column: str) -> int:
        """Where a column stands.

        Raises:
            UnreadableTable: there is none of that name; the nearest is offered.
        """
        if column not in self._index:
            raise UnreadableTable(f"there is no column {column}; {nearest(column, self.columns)}")
        return self._index[column]

    def heading(self, column: str) -> str:
        """A column's heading as the file writes it; the name itself where there is no such column."""
        return self._headings[self._index[column]] if column in self._index else column

    def rows(self) -> Iterator[EesRow]:
        """Every row, once.

        Raises:
            UnreadableTable: a row of another length than the headings, text that can't be read, or too many rows.
        """
        width, count = len(self.columns), 0
        while (cells := self._next()) is not None:
            if not cells:
                continue
            count += 1
            if len(cells) != width:
                what = f"this row has {len(cells)} cells and the headings are {width}; download the file again"
                raise UnreadableTable(what, f"row {self._rows.line_num}")
            if count > ROWS:
                raise UnreadableTable(f"the file has more than {ROWS:,} rows; give a file of fewer years or levels")
            yield EesRow(self._rows.line_num, cells)

    def _next(self) -> list[str] | None:
        try:
            return next(self._rows, None)
        except csv.Error as error:
            what = "a quotation mark is not closed, or stands where none belongs; download the file again"
            if "new-line" in str(error):
                what = "a line ends in another way than the others (a carriage return alone); download the file again"
            raise UnreadableTable(what, f"row {self._rows.line_num}") from None


_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}
"""What stands between values in place of commas, where a spreadsheet wrote the file."""


_SEPARATOR_LINE = re.compile(r"\s*\"?sep=(.)\"?[\s,]*", re.IGNORECASE)


def _separated_by_commas(lines: Iterator[str]) -> Iterator[str]:
    """The same lines; where the headings are separated otherwise, the file is told and not guessed at.

    Numbers beside semicolons may have decimal commas.

    Raises:
        UnreadableTable: semicolons, tabs or vertical bars stand between the values.
    """
    begun = False
    for line in lines:
        if not begun and line.strip():
            begun = True
            told = _SEPARATOR_LINE.fullmatch(line)
            separator = told[1] if told else _separator(line)
            if separator in _SEPARATORS:
                what = f"the values are separated by {_SEPARATORS[separator]}, and the layout has commas between them"
                way = "download the file again and give it unopened, or save it as 'CSV UTF-8 (Comma delimited)'"
                raise UnreadableTable(f"{what}; {way}")
            if told:
                begun = False
                line = "\n"  # in its place, so that the other lines keep their numbers
        yield line


def _separator(headings: str) -> str:
    """What separates the headings of a file: what leaves the columns of the layout, else commas."""
    split = {one: [folded_name(name.strip("\"'\r\n ")) for name in headings.split(one)] for one in (",", *_SEPARATORS)}
    return next((one for one, names in split.items() if all(name in names for name in LAYOUT)), ",")


def _columns(headings: Sequence[str]) -> tuple[str, ...]:
    columns = tuple(folded_name(heading) for heading in headings)
    if not any(columns):
        raise UnreadableTable(f"the file is empty; {WRONG_FILE}")
    if {"col_name", "col_type"} <= set(columns):
        raise UnreadableTable(f"this file only describes the columns of another (.meta.csv); {WRONG_FILE}")
    for column in LAYOUT:
        if column not in columns:
            raise UnreadableTable(f"there is no column {column}, which every file of the layout has; {WRONG_FILE}")
    for place, column in enumerate(columns):
        if not column:
            raise UnreadableTable(f"column {letter(place + 1)} has no heading; download the file again")
        if column in columns[:place]:
            where = f"in {letter(columns.index(column) + 1)} and in {letter(place + 1)}"
            raise UnreadableTable(
                f"the column {column} stands twice, {where}; if it does in the file as downloaded, ask the publisher"
                " which is right"
            )
    return columns


def folded_name(heading: str) -> str:
    """The name of a column, the same however a heading or a mapping spells it: in lower case, with _ for blanks."""
    return re.sub(r"\s+", "_", heading.strip().lower())


@lru_cache(maxsize=4096)
def folded_text(text: str) -> str:
    """A cell's words, the same in whatever capitals and with whatever blanks they come."""
    return " ".join(text.casefold().split())


def is_filter_or_indicator(column: str) -> bool:
    """Whether a column is a filter or an indicator, and none of the layout's own."""
    return column not in (*LAYOUT, *AREAS) and not _OTHER_AREAS.fullmatch(column)


def read_cell(text: str) -> Cell | None:
    """What a cell says; None where it is neither a number nor a known code."""
    written = text.strip()
    code = CODES.get(written.lower())
    if code is not None:
        return Cell(None, code, "u" if written.lower() == "u" else None, not written)
    if not _NUMBER.fullmatch(written):
        return None
    value = Decimal(written.replace(",", ""))
    if not -20 < value.adjusted() < 15:
        return None
    if int(value.as_tuple().exponent) < -6:
        value = value.quantize(FINEST, ROUND_HALF_UP).normalize()
    return Cell(Decimal(f"{value:f}"))


def read_period(time_period: str, identifier: str, reporting: str | None, where: str) -> Period:
    """The period that a row names; ``reporting`` is what a "Reporting year" means in this file.

    A day (as at 31 March) is the kind of a file that names its years by another word, too
    (contract: Period kinds of published series).

    Raises:
        UnreadableTable: no period that the data file knows; the sentence names the column.
    """
    written, kind = time_period.strip(), " ".join(identifier.split()).lower()
    year = _year(written, where)
    four = len(written) == 4
    if kind == "reporting year":
        return _reporting_year(written, year, reporting, where)
    if kind in YEARS or re.fullmatch(r"financial year q[1-4]", kind):
        if four != (kind == "calendar year"):
            digits = "four digits, such as 2025" if kind == "calendar year" else "six digits, such as 202425"
            raise UnreadableTable(
                f"column time_period: '{written}' is no {kind}; the layout writes it in {digits}", where
            )
        if kind not in YEARS:
            return quarter(year, int(kind[-1]))
        return reporting_year.day_within(reporting, YEARS[kind](year)) or YEARS[kind](year)
    if kind.capitalize() in MONTHS:
        if not four:
            what = f"'{written}' is no year of a month; the layout writes it in four digits, such as 2025"
            raise UnreadableTable(f"column time_period: {what}", where)
        return month(year, MONTHS.index(kind.capitalize()) + 1)
    kinds = "Reporting year, Financial year, Academic year, Calendar year, Financial year Q1 to Q4, and months"
    raise UnreadableTable(
        f"column time_identifier: '{identifier.strip()}' is no kind of period here; {kinds} are", where
    )


def _reporting_year(written: str, year: int, reporting: str | None, where: str) -> Period:
    if reporting is None:
        what = "this is a Reporting year, and the mapping does not say which"
        ways = "'reporting_year: financial year', or academic year, calendar year, as at 31 March, year to 30 September"
        raise UnreadableTable(f"column time_identifier: {what}; add {ways} and the like", where)
    period = reporting_year.period_of(reporting, year, two_years=len(written) == 6)
    if period is None:
        kind = f"no {reporting}" if reporting in YEARS else f"no year with one day '{reporting}'"
        raise UnreadableTable(f"column time_period: '{written}' is {kind}; the mapping says that it is", where)
    return period


def _year(written: str, where: str) -> int:
    if not re.fullmatch(r"[12]\d{3}(\d\d)?", written, re.ASCII):
        what = f"column time_period: '{written}' is not how the layout writes a year; it writes 2025 or 202425"
        raise UnreadableTable(what, where)
    first = int(written[:4])
    if len(written) == 6 and int(written[4:]) != (first + 1) % 100:
        raise UnreadableTable(
            f"column time_period: '{written}' does not name two years in a row, as 202425 does", where
        )
    return first
