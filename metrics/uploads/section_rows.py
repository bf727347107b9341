"""One section of an upload (CSV, workbook or pasted) below its headings -> its rows, and faults at their cells."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from metrics.catalogue.names import unit_of
from metrics.catalogue.period import from_iso
from metrics.catalogue.period_text import names_part_of_year, without_periods
from metrics.entry.faults import Fault
from metrics.entry.rows import FIELDS, KINDS, Kind, Row
from metrics.exports.formula_guard import guard_formula
from metrics.uploads import column_matching, sections
from metrics.uploads.other_figures import is_note, other_words
from metrics.uploads.table import BLANK, Table, letter

MOST_FAULTS = 1_000
"""Faults of a sheet that are listed at once; with more, the table itself is another one than the template's."""

VALUES = ("value", "numerator", "denominator")
"""Fields of numbers, whose headings may say of each row what they are."""

_NAMES = ("indicator", "id", "name")
_REFERENCE = ("name", "short_name", "theme", "unit", "of")
"""Fields of an indicator that stand on other rows for reference only."""
_BESIDE = (*_NAMES, *_REFERENCE, *(column.field for column in FIELDS.values() if column.reference))
"""Fields that say of which indicator a row is, or repeat what is known of it."""

_UNTOUCHED = {*_NAMES, *_REFERENCE, "what", "period", "source", "at", "status", "area", "group"}
_UNTOUCHED |= {"model", "statistic", "comparable", *(column.field for column in FIELDS.values() if column.reference)}
"""What a template or a filled-down column leaves on a row that nobody filled in."""

_OF_INDICATOR = ("polarity", "frequency", "definition", "caution", "owner", "why_missing")
"""Fields that say what an indicator is, which scorecards have beside its figures."""

_KINDS: dict[Kind, str] = {
    "figure": "a figure",
    "comparator": "a comparator",
    "target": "a target",
    "indicator": "a new indicator",
    "source": "a source",
    "change": "a change",
}


@dataclass(frozen=True)
class Taken:
    """A row as it was read: its number, and the columns, from 1, that its cells came from."""

    number: int
    columns: frozenset[int]
    row: Row


@dataclass
class Section:
    """One table, or a part of one below headings of its own, on its way to rows; the headings are its first row.

    ``place`` is said before each row and column of it; ``later``: headings stand above it already.
    ``part`` names what is read of each row, where a row holds several figures; ``turned``: the table was turned, and
    what is a row here is a column of the sheet.
    ``titles`` are rows among the others that hold nothing but a period, or say other figures, each with its number;
    ``notes`` are those that say something else of the figures; ``read_as`` tells which cells were read otherwise than
    they hold; ``of_indicator`` are columns that say what the indicators are, each with how many cells it fills in.
    """

    table: Table
    fields: Sequence[str | None]
    place: str
    later: bool = False
    part: str = ""
    turned: bool = False
    taken: list[Taken] = field(default_factory=list)
    titles: list[tuple[int, str]] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)
    read_as: list[str] = field(default_factory=list)
    of_indicator: dict[int, int] = field(default_factory=dict)
    cell_faults: list[tuple[int, int, Fault]] = field(default_factory=list)

    @property
    def rows(self) -> list[Row]:
        return [one.row for one in self.taken]

    @property
    def faults(self) -> list[Fault]:
        return [fault for _, _, fault in sorted(self.cell_faults, key=lambda cell_fault: cell_fault[:2])]

    @property
    def of_what(self) -> str:
        """What the rows are rows of."""
        return f"{self.place}{self.part}"

    def row_name(self, number: int) -> str:
        """What a row, or what is read of it, is called."""
        along = f"column {letter(number)}" if self.turned else f"row {number}"
        return f"{self.of_what}{along}"

    def column_name(self, column: int) -> str:
        """What a column is called."""
        return f"{self.place}row {column}" if self.turned else f"{self.place}column {letter(column)}"

    def cell_name(self, number: int, column: int) -> str:
        """Where a cell stands in the sheet."""
        row, at = (column, number) if self.turned else (number, column)
        return f"{self.place}row {row}, column {letter(at)}"

    def fault(self, number: int, column: int, what: str, name: str = "") -> None:
        """Note what is wrong with the cell of a row and a column, both from 1; ``name`` is its field."""
        if len(self.cell_faults) < MOST_FAULTS:
            heading = f" ({FIELDS[name].heading})" if name in FIELDS else ""
            where, row = f"{self.cell_name(number, column)}{heading}", self.row_name(number)
            fault = Fault(where, what, name, row, self.of_what, number)
            self.cell_faults.append((number, column, fault))


def read_rows(section: Section) -> None:
    """Add the rows of a section that somebody filled in, and the faults of their cells."""
    names = (section.table.name, without_periods(section.table.name))
    own: Kind = next(filter(None, map(column_matching.row_kind, names)), "figure")
    for number, cells in section.table.rows[1:]:
        if sections.repeats_heading(cells, section.table.rows[0][1]):
            continue
        columns = _columns(section, number, cells)
        filled = {name: clean(cells[column - 1]) for name, column in columns.items()}
        kind = column_matching.row_kind(filled["what"]) if "what" in filled else own
        if kind is None:
            ways = ", ".join(KINDS[:-1]) + f" or {KINDS[-1]}"
            section.fault(number, columns["what"], f"'{filled['what'][:40]}' is no kind of row; write {ways}", "what")
        elif kind in ("indicator", "source") or not set(filled) <= _UNTOUCHED:
            _add_row(section, number, kind, filled, columns | _references(section, cells), cells)
        elif len(filled) == 1:
            title = next(iter(filled.values()))
            if names_part_of_year(title) or other_words(title):
                section.titles.append((number, title))
            elif is_note(title):
                section.notes.append((number, title))


def _columns(section: Section, number: int, cells: Sequence[str]) -> dict[str, int]:
    """The column of each field that the row fills in; faults for cells without a heading and for marked cells."""
    columns: dict[str, int] = {}
    heads = section.table.rows[0][1]
    for column, cell in enumerate(cells, 1):
        name = section.fields[column - 1] if column <= len(section.fields) else None
        wrong = section.table.wrong.get((number, column))
        if name and name not in columns and not FIELDS[name].reference:
            if wrong and name == "value" and (counts := _of_counts(section, cells, cell)):
                place = section.cell_name(number, column)
                section.read_as.append(f"{place}: {clean(cell)} is {counts}, and is worked out from these counts")
                continue
            if wrong:
                section.fault(number, column, wrong, name)
            if clean(cell):
                columns[name] = column
        elif clean(cell) and (column > len(heads) or not heads[column - 1].strip(BLANK)):
            way = "give the column a heading, or empty the cell; in a CSV, put quotes round a cell with the separator"
            section.fault(number, column, f"'{clean(cell)[:40]}' has no heading above it; {way}")
    return columns


def _of_counts(section: Section, cells: Sequence[str], value: str) -> str:
    """The two counts of a row of which a number with too many digits is the share, in words; "" where it is none."""
    beside = dict(zip(section.fields, map(clean, cells), strict=False))
    counts = [beside.get(name, "") for name in ("numerator", "denominator")]
    share = re.fullmatch(r"(\d+\.\d+)%?", clean(value))
    if share is None or not all(re.fullmatch(r"\d{1,9}", count) for count in counts) or not int(counts[1]):
        return ""
    exact = int(counts[0]) / int(counts[1])
    near = any(abs(float(share[1]) - of) < 1e-9 * max(of, 1) for of in (exact, 100 * exact))
    return f"{counts[0]} of {counts[1]}" if near else ""


def _references(section: Section, cells: Sequence[str]) -> dict[str, int]:
    """The column of each field that the template fills in for reading only."""
    columns: dict[str, int] = {}
    for column, (cell, name) in enumerate(zip(cells, section.fields, strict=False), 1):
        if name and FIELDS[name].reference and clean(cell):
            columns.setdefault(name, column)
    return columns


def _add_row(
    section: Section,
    number: int,
    kind: Kind,
    filled: Mapping[str, str],
    columns: Mapping[str, int],
    texts: Sequence[str],
) -> None:
    where = section.row_name(number)
    heads = section.table.rows[0][1]
    headings = {name: heads[columns[name] - 1].strip(BLANK) for name in VALUES if name in filled}
    headings = {name: heading for name, heading in headings.items() if _says_more(heading)}
    row = Row(kind, cells := {}, where, places := {}, beside := {}, headings, table=section.of_what, number=number)
    identity, stand_in = _identity(kind, filled)
    read: list[int] = []
    for name, text in filled.items():
        field_name = identity if name == stand_in else name
        if field_name != "what" and kind in FIELDS[field_name].kinds:
            cells[field_name] = _period(text) if field_name == "period" else text
            places[field_name] = section.cell_name(number, columns[name])
            read.append(columns[name])
        elif kind == "figure" and "what" not in filled and name in _OF_INDICATOR:
            section.of_indicator[columns[name]] = section.of_indicator.get(columns[name], 0) + 1
        elif name not in ("what", *_NAMES, *_REFERENCE):
            heading = FIELDS[name].heading
            what = f"{_KINDS[kind]} has no {heading}; empty this cell, or say in the column What what the row is"
            section.fault(number, columns[name], what, name)
    if kind in ("figure", "comparator", "target"):
        for name in (one for one in columns if one not in cells and one not in ("what", stand_in)):
            if name in _BESIDE:
                text = clean(texts[columns[name] - 1])
                beside[name] = _period(text) if name == "last_period" else text
                places[name] = section.cell_name(number, columns[name])
    for column in read:
        if exact := section.table.rounded.get((number, column)):
            shown = f"{exact} is read as {clean(texts[column - 1])}, as the cell shows it"
            section.read_as.append(f"{section.cell_name(number, column)}: {shown}")
    section.taken.append(Taken(number, frozenset(read), row))


def _says_more(heading: str) -> bool:
    """Whether a heading has brackets, or is a unit but for its period."""
    return "(" in heading or "[" in heading or unit_of(without_periods(heading)) is not None


def _identity(kind: Kind, filled: Mapping[str, str]) -> tuple[str, str]:
    """The field that names a row of this kind, and the one filled in that stands for it: its own, or another name."""
    identity = "id" if kind in ("indicator", "source") else "indicator"
    others = [name for name in _NAMES if name in filled and kind not in FIELDS[name].kinds]
    return identity, identity if identity in filled else next(iter(others), identity)


def clean(cell: str) -> str:
    """A cell's text without blanks and unseen marks around it, and without the quote that guards a formula."""
    text = cell.strip(BLANK)
    return text[1:] if text.startswith("'") and guard_formula(text[1:]) == text else text


def filled_cells(table: Table, column: int) -> list[str]:
    """What stands under the heading of a column, from 1, without empty cells."""
    cells = (clean(cells[column - 1]) for _, cells in table.rows[1:] if len(cells) >= column)
    return [cell for cell in cells if cell]


def _period(text: str) -> str:
    """A date as spreadsheets make it of a period, in words; what is no day of the calendar is refused later."""
    try:
        period = from_iso(text)
    except ValueError:
        return text
    return period.label if period else text
