"""An uploaded file or a pasted table -> rows as they were filled in, or every fault with its row and column.

What a file is goes by its bytes; its name is only ever shown. Nothing here knows
the data file: whether a measure exists or a number fits is said by ``proposal``.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from metrics.catalogue.period import MONTHS
from metrics.entry.rows import FIELDS, KINDS, Fault, Kind, Row
from metrics.exports.tidy import guard_formula
from metrics.uploads import column_matching, file_types, sections
from metrics.uploads.delimited import BLANK, Table, UnreadableTable, letter
from metrics.wording.formatting import plural

MOST = 1_000
"""Faults of a sheet that are told at once; with more, the table itself is another one than the template's."""

PASTED = "the pasted table"
SILENT = ("help", "code", "list")
"""Our template's own sheets that hold no rows, in the normal form of ``headings``."""

_NAMES = ("measure", "id", "name")
_REFERENCE = ("name", "short_name", "theme", "unit", "of")
"""Fields of a measure that stand on other rows for reference only."""

_UNTOUCHED = {*_NAMES, *_REFERENCE, "what", "period", "source", "at", "status", "area", "group"}
_UNTOUCHED |= {"model", "statistic", "comparable", *(one.field for one in FIELDS.values() if one.reference)}
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

    ``passing``: it was refused since it took too much time or memory just now. ``unread`` tells, in a
    sentence each, of sheets and rows that are not read.
    """

    rows: tuple[Row, ...] = ()
    matches: tuple[ColumnMatch, ...] = ()
    faults: tuple[Fault, ...] = ()
    passing: bool = False
    unread: tuple[str, ...] = ()

    @property
    def left_out(self) -> tuple[str, ...]:
        """What is filled in and not read: under headings that are not known, above all headings, on other sheets."""
        under = (
            f"“{one.header}” ({one.place}) is no heading that is known: "
            f"{one.filled} {plural(one.filled, 'cell')} filled in under it will not be saved"
            for one in self.matches
            if one.filled
        )
        return (*under, *self.unread)


def read(data: bytes, name: str) -> Upload:
    """The rows of a CSV file or a workbook; ``name`` is what the reader called the file, and is only shown."""
    called = file_types.displayed_name(name)
    try:
        tables, hidden = file_types.read_tables(data, name)
        return _sheet(tables, hidden, called)
    except UnreadableTable as no:
        return _refused(called, no)


def read_pasted(text: str) -> Upload:
    """The rows of a table copied from a spreadsheet, or of CSV text."""
    try:
        return _sheet([file_types.read_pasted(text)], (), PASTED)
    except UnreadableTable as no:
        return _refused(PASTED, no)


def _refused(called: str, no: UnreadableTable) -> Upload:
    return Upload(faults=(Fault(f"{called}, {no.where}" if no.where else called, no.what),), passing=no.passing)


def faults_csv(faults: Iterable[Fault]) -> bytes:
    """The faults as CSV for a spreadsheet: place and what to do, UTF-8 with a byte-order mark, texts guarded."""
    written = io.StringIO(newline="")
    lines = csv.writer(written, quoting=csv.QUOTE_ALL)
    lines.writerow(["Place", "What to do"])
    lines.writerows([guard_formula(one.where), guard_formula(one.what)] for one in faults)
    return written.getvalue().encode("utf-8-sig", "replace")


@dataclass
class _Reading:
    """One table, or a part of one below headings of its own, on its way to rows; the headings are its first row.

    ``place`` is said before each row and column of it; ``later``: headings stand above it already.
    """

    table: Table
    fields: Sequence[str | None]
    place: str
    later: bool = False
    rows: list[Row] = field(default_factory=list)
    found: list[tuple[int, int, Fault]] = field(default_factory=list)

    @property
    def faults(self) -> list[Fault]:
        return [fault for _, _, fault in sorted(self.found, key=lambda one: one[:2])]

    def fault(self, number: int, column: int, what: str, name: str = "") -> None:
        row = f"{self.place}row {number}"
        if len(self.found) < MOST:
            heading = f" ({FIELDS[name].heading})" if name in FIELDS else ""
            self.found.append((number, column, Fault(f"{row}, column {letter(column)}{heading}", what, name, row)))


def _sheet(tables: Sequence[Table], hidden: Sequence[str], called: str) -> Upload:
    unseen = [file_types.displayed_name(one) for one in hidden]
    matches = [ColumnMatch(one, f"sheet {one}, which is hidden", None) for one in unseen]
    unread = [
        f"The sheet “{one}” is hidden and is not read" for one in unseen if column_matching.normalise(one) not in SILENT
    ]
    rows: list[Row] = []
    faults: list[Fault] = []
    reading = [(one, sections.heading_rows(one)) for one in tables if column_matching.normalise(one.name) not in SILENT]
    if not any(heads for _, heads in reading):
        what = "no row of headings was found; among the first 15 rows, one must hold 'Measure' (or 'Id'), "
        raise UnreadableTable(what + "'Period' and 'Value', as in the template")
    for table, heads in reading:
        name = file_types.displayed_name(table.name)
        if not heads:
            matches.append(ColumnMatch(name, f"sheet {name}", None))
            unread.append(f"The sheet “{name}” has no row of headings and is not read")
            continue
        place = f"sheet {name}, " if table.name else "pasted " if called == PASTED else ""
        unread += sections.rows_above(table.rows[: heads[0]], place)
        for number, part in enumerate(sections.split_sections(table, heads)):
            one = _Reading(part, column_matching.match_fields(part.rows[0][1]), place, number > 0)
            matches += _matches(one)
            _read_rows(one)
            rows += one.rows
            faults += one.faults
    if not rows and not faults:
        faults.append(Fault(called, "no row is filled in; write at least one value beside its measure"))
    return Upload(tuple(rows), tuple(matches), tuple(faults), unread=tuple(unread))


def _matches(one: _Reading) -> Iterator[ColumnMatch]:
    """Every heading and its field; a second column for one field, and a table that names no measure, are faults."""
    number, cells = one.table.rows[0]
    seen: dict[str, int] = {}
    place = f"{one.place}row {number}, " if one.later else one.place
    for column, (cell, name) in enumerate(zip(cells, one.fields, strict=True), 1):
        if not cell.strip(BLANK):
            continue
        yield ColumnMatch(
            cell.strip(BLANK), f"{place}column {letter(column)}", name, 0 if name else _filled(one, column)
        )
        if name in seen and not FIELDS[name].reference:
            what = f"columns {letter(seen[name])} and {letter(column)} both mean {FIELDS[name].heading}; keep one"
            one.fault(number, column, what, name)
        elif name:
            seen[name] = column
    if not {"measure", "id"} & set(seen):
        one.fault(number, 1, "no heading says which measure; add a column 'Measure' (or 'Id' for new ones)")


def _filled(one: _Reading, column: int) -> int:
    """How many cells under the heading of a column hold anything."""
    below = (cells for _, cells in one.table.rows[1:])
    return sum(1 for cells in below if len(cells) >= column and clean(cells[column - 1]))


def _read_rows(one: _Reading) -> None:
    own: Kind = column_matching.row_kind(one.table.name) or "figure"
    for number, cells in one.table.rows[1:]:
        if sections.repeats_heading(cells, one.table.rows[0][1]):
            continue
        columns = _columns(one, number, cells)
        filled = {name: clean(cells[column - 1]) for name, column in columns.items()}
        kind = column_matching.row_kind(filled["what"]) if "what" in filled else own
        if kind is None:
            ways = ", ".join(KINDS[:-1]) + f" or {KINDS[-1]}"
            one.fault(number, columns["what"], f"'{filled['what'][:40]}' is no kind of row; write {ways}", "what")
        elif kind in ("measure", "source") or not set(filled) <= _UNTOUCHED:
            _add_row(one, number, kind, filled, columns)


def _columns(one: _Reading, number: int, cells: Sequence[str]) -> dict[str, int]:
    """The column of each field that the row fills in; faults for cells without a heading and for marked cells."""
    columns: dict[str, int] = {}
    heads = one.table.rows[0][1]
    for column, cell in enumerate(cells, 1):
        name = one.fields[column - 1] if column <= len(one.fields) else None
        wrong = one.table.wrong.get((number, column))
        if name and name not in columns and not FIELDS[name].reference:
            if wrong:
                one.fault(number, column, wrong, name)
            if clean(cell):
                columns[name] = column
        elif clean(cell) and (column > len(heads) or not heads[column - 1].strip(BLANK)):
            way = "give the column a heading, or empty the cell; in a CSV, put quotes round a cell with the separator"
            one.fault(number, column, f"'{clean(cell)[:40]}' has no heading above it; {way}")
    return columns


def _add_row(one: _Reading, number: int, kind: Kind, filled: Mapping[str, str], columns: Mapping[str, int]) -> None:
    where = f"{one.place}row {number}"
    row = Row(kind, cells := {}, where, places := {})
    identity, instead = _identity(kind, filled)
    for name, text in filled.items():
        means = identity if name == instead else name
        if means != "what" and kind in FIELDS[means].kinds:
            cells[means] = _period(text) if means == "period" else text
            places[means] = f"{where}, column {letter(columns[name])}"
        elif name not in ("what", *_NAMES, *_REFERENCE):
            heading = FIELDS[name].heading
            what = f"{_KINDS[kind]} has no {heading}; empty this cell, or say in the column What what the row is"
            one.fault(number, columns[name], what, name)
    one.rows.append(row)


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
    """A date as spreadsheets make it of a period, in the words of the contract; 2011-12 may be two years and stays."""
    if found := re.fullmatch(r"(\d{4})-(\d\d)(?:-(\d\d))?", text, re.ASCII):
        year, month = int(found[1]), int(found[2])
        if 1 <= month <= 12 and (found[3] or (year + 1) % 100 != month):
            return f"{int(found[3])} {MONTHS[month - 1]} {year}" if found[3] else f"{MONTHS[month - 1]} {year}"
    return text
