"""An uploaded file or a pasted table -> rows as they were filled in, or every fault with its row and column.

What a file is goes by its bytes; its name is only displayed. Nothing here knows
the data file: whether a measure exists or a number fits is said by ``entry.proposal``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from metrics.catalogue.period import MONTHS
from metrics.entry.faults import Fault
from metrics.entry.rows import FIELDS, KINDS, Kind, Row
from metrics.exports.formula_guard import guard_formula
from metrics.uploads import column_matching, file_types, sections
from metrics.uploads.table import BLANK, HEADING_ROWS, Table, UnreadableTable, displayed_name, letter
from metrics.wording.formatting import plural

MOST_FAULTS = 1_000
"""Faults of a sheet that are listed at once; with more, the table itself is another one than the template's."""

PASTED = "the pasted table"
UNREAD_SHEETS = ("help", "code", "list")
"""Our template's own sheets that hold no rows, in the normal form of ``column_matching``."""

_NAMES = ("measure", "id", "name")
_REFERENCE = ("name", "short_name", "theme", "unit", "of")
"""Fields of a measure that stand on other rows for reference only."""

_UNTOUCHED = {*_NAMES, *_REFERENCE, "what", "period", "source", "at", "status", "area", "group"}
_UNTOUCHED |= {"model", "statistic", "comparable", *(column.field for column in FIELDS.values() if column.reference)}
"""What a template or a filled-down column leaves on a row that nobody filled in."""

_KINDS: dict[Kind, str] = {
    "figure": "a figure",
    "comparator": "a comparator",
    "target": "a target",
    "measure": "a new measure",
    "source": "a source",
}


@dataclass(frozen=True)
class ColumnMatch:
    """How a heading was understood; ``field`` is None where the column (or the whole sheet) is not read.

    ``filled``: how many cells are filled in under a heading that is not read.
    """

    header: str
    place: str
    field: str | None
    filled: int = 0


@dataclass(frozen=True)
class Upload:
    """What was filled in, how its headings were understood, and all that is wrong, in the order of the file.

    ``temporary``: it was refused since it took too much time or memory just now. ``unread`` tells, in a
    sentence each, of sheets and rows that are not read.
    """

    rows: tuple[Row, ...] = ()
    matches: tuple[ColumnMatch, ...] = ()
    faults: tuple[Fault, ...] = ()
    temporary: bool = False
    unread: tuple[str, ...] = ()

    @property
    def left_out(self) -> tuple[str, ...]:
        """What is filled in and not read: under unknown headings, above all headings, on other sheets."""
        under = (
            f"“{match.header}” ({match.place}) is no heading that is known: "
            f"{match.filled} {plural(match.filled, 'cell')} filled in under it will not be saved"
            for match in self.matches
            if match.filled
        )
        return (*under, *self.unread)


def read(data: bytes, name: str) -> Upload:
    """The rows of a CSV file or a workbook; ``name`` is what the reader called the file, and is only displayed."""
    label = displayed_name(name)
    try:
        tables, hidden = file_types.read_tables(data, name)
        return _read_tables(tables, hidden, label)
    except UnreadableTable as unreadable:
        return Upload(faults=(unreadable.fault_in(label),), temporary=unreadable.temporary)


def read_pasted(text: str) -> Upload:
    """The rows of a table copied from a spreadsheet, or of CSV text."""
    try:
        return _read_tables([file_types.read_pasted(text)], (), PASTED)
    except UnreadableTable as unreadable:
        return Upload(faults=(unreadable.fault_in(PASTED),), temporary=unreadable.temporary)


@dataclass
class _Section:
    """One table, or a part of one below headings of its own, on its way to rows; the headings are its first row.

    ``place`` is said before each row and column of it; ``later``: headings stand above it already.
    """

    table: Table
    fields: Sequence[str | None]
    place: str
    later: bool = False
    rows: list[Row] = field(default_factory=list)
    cell_faults: list[tuple[int, int, Fault]] = field(default_factory=list)

    @property
    def faults(self) -> list[Fault]:
        return [fault for _, _, fault in sorted(self.cell_faults, key=lambda cell_fault: cell_fault[:2])]

    def fault(self, number: int, column: int, what: str, name: str = "") -> None:
        row = f"{self.place}row {number}"
        if len(self.cell_faults) < MOST_FAULTS:
            heading = f" ({FIELDS[name].heading})" if name in FIELDS else ""
            self.cell_faults.append(
                (number, column, Fault(f"{row}, column {letter(column)}{heading}", what, name, row))
            )


def _read_tables(tables: Sequence[Table], hidden: Sequence[str], label: str) -> Upload:
    unseen = [displayed_name(sheet) for sheet in hidden]
    matches = [ColumnMatch(sheet, f"sheet {sheet}, which is hidden", None) for sheet in unseen]
    unread = [
        f"The sheet “{sheet}” is hidden and is not read"
        for sheet in unseen
        if column_matching.normalise(sheet) not in UNREAD_SHEETS
    ]
    rows: list[Row] = []
    faults: list[Fault] = []
    headed = [
        (table, sections.heading_rows(table))
        for table in tables
        if column_matching.normalise(table.name) not in UNREAD_SHEETS
    ]
    if not any(heads for _, heads in headed):
        what = f"no row of headings was found; among the first {HEADING_ROWS} rows, one must hold 'Measure' (or 'Id'), "
        raise UnreadableTable(what + "'Period' and 'Value', as in the template")
    for table, heads in headed:
        name = displayed_name(table.name)
        if not heads:
            matches.append(ColumnMatch(name, f"sheet {name}", None))
            unread.append(f"The sheet “{name}” has no row of headings and is not read")
            continue
        place = f"sheet {name}, " if table.name else "pasted " if label == PASTED else ""
        unread += sections.rows_above(table.rows[: heads[0]], place)
        for number, part in enumerate(sections.split_sections(table, heads)):
            section = _Section(part, column_matching.match_fields(part.rows[0][1]), place, number > 0)
            matches += _matches(section)
            _read_rows(section)
            rows += section.rows
            faults += section.faults
    if not rows and not faults:
        faults.append(Fault(label, "no row is filled in; write at least one value beside its measure"))
    return Upload(tuple(rows), tuple(matches), tuple(faults), unread=tuple(unread))


def _matches(section: _Section) -> Iterator[ColumnMatch]:
    """Every heading and its field; a second column for one field, and a table that names no measure, are faults."""
    number, cells = section.table.rows[0]
    seen: dict[str, int] = {}
    place = f"{section.place}row {number}, " if section.later else section.place
    for column, (cell, name) in enumerate(zip(cells, section.fields, strict=True), 1):
        if not cell.strip(BLANK):
            continue
        yield ColumnMatch(
            cell.strip(BLANK), f"{place}column {letter(column)}", name, 0 if name else _filled(section, column)
        )
        if name in seen and not FIELDS[name].reference:
            what = f"columns {letter(seen[name])} and {letter(column)} both mean {FIELDS[name].heading}; keep one"
            section.fault(number, column, what, name)
        elif name:
            seen[name] = column
    if not {"measure", "id"} & set(seen):
        section.fault(number, 1, "no heading says which measure; add a column 'Measure' (or 'Id' for new ones)")


def _filled(section: _Section, column: int) -> int:
    """How many cells under the heading of a column hold anything."""
    below = (cells for _, cells in section.table.rows[1:])
    return sum(1 for cells in below if len(cells) >= column and clean(cells[column - 1]))


def _read_rows(section: _Section) -> None:
    own: Kind = column_matching.row_kind(section.table.name) or "figure"
    for number, cells in section.table.rows[1:]:
        if sections.repeats_heading(cells, section.table.rows[0][1]):
            continue
        columns = _columns(section, number, cells)
        filled = {name: clean(cells[column - 1]) for name, column in columns.items()}
        kind = column_matching.row_kind(filled["what"]) if "what" in filled else own
        if kind is None:
            ways = ", ".join(KINDS[:-1]) + f" or {KINDS[-1]}"
            section.fault(number, columns["what"], f"'{filled['what'][:40]}' is no kind of row; write {ways}", "what")
        elif kind in ("measure", "source") or not set(filled) <= _UNTOUCHED:
            _add_row(section, number, kind, filled, columns)


def _columns(section: _Section, number: int, cells: Sequence[str]) -> dict[str, int]:
    """The column of each field that the row fills in; faults for cells without a heading and for marked cells."""
    columns: dict[str, int] = {}
    heads = section.table.rows[0][1]
    for column, cell in enumerate(cells, 1):
        name = section.fields[column - 1] if column <= len(section.fields) else None
        wrong = section.table.wrong.get((number, column))
        if name and name not in columns and not FIELDS[name].reference:
            if wrong:
                section.fault(number, column, wrong, name)
            if clean(cell):
                columns[name] = column
        elif clean(cell) and (column > len(heads) or not heads[column - 1].strip(BLANK)):
            way = "give the column a heading, or empty the cell; in a CSV, put quotes round a cell with the separator"
            section.fault(number, column, f"'{clean(cell)[:40]}' has no heading above it; {way}")
    return columns


def _add_row(section: _Section, number: int, kind: Kind, filled: Mapping[str, str], columns: Mapping[str, int]) -> None:
    where = f"{section.place}row {number}"
    row = Row(kind, cells := {}, where, places := {})
    identity, stand_in = _identity(kind, filled)
    for name, text in filled.items():
        field_name = identity if name == stand_in else name
        if field_name != "what" and kind in FIELDS[field_name].kinds:
            cells[field_name] = _period(text) if field_name == "period" else text
            places[field_name] = f"{where}, column {letter(columns[name])}"
        elif name not in ("what", *_NAMES, *_REFERENCE):
            heading = FIELDS[name].heading
            what = f"{_KINDS[kind]} has no {heading}; empty this cell, or say in the column What what the row is"
            section.fault(number, columns[name], what, name)
    section.rows.append(row)


def _identity(kind: Kind, filled: Mapping[str, str]) -> tuple[str, str]:
    """The field that names a row of this kind, and the one filled in that stands for it: its own, or another name."""
    identity = "id" if kind in ("measure", "source") else "measure"
    others = [name for name in _NAMES if name in filled and kind not in FIELDS[name].kinds]
    return identity, identity if identity in filled else next(iter(others), identity)


def clean(cell: str) -> str:
    """A cell's text without blanks and unseen marks around it, and without the quote that guards a formula."""
    text = cell.strip(BLANK)
    return text[1:] if text.startswith("'") and guard_formula(text[1:]) == text else text


def _period(text: str) -> str:
    """A date as spreadsheets make it of a period, in words (contract: Period); 2011-12 may be two years and stays."""
    if match := re.fullmatch(r"(\d{4})-(\d\d)(?:-(\d\d))?", text, re.ASCII):
        year, month = int(match[1]), int(match[2])
        if 1 <= month <= 12 and (match[3] or (year + 1) % 100 != month):
            return f"{int(match[3])} {MONTHS[month - 1]} {year}" if match[3] else f"{MONTHS[month - 1]} {year}"
    return text
