"""An upload (CSV, workbook or pasted table) -> rows as they were filled in, or every fault with its row and column.

What a file is goes by its bytes; its name is only displayed. Nothing here knows
the data file: whether an indicator exists or a number fits is said by ``entry.proposal``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from metrics.catalogue.period import Period
from metrics.entry.faults import Fault
from metrics.entry.matched_names import NamesRead
from metrics.entry.rows import FIELDS, Row
from metrics.entry.target_columns import TargetsRead
from metrics.uploads import column_matching, file_types, periods_read, sections, wide, wide_rows
from metrics.uploads.column_match import ColumnMatch
from metrics.uploads.hidden_cells import hidden_questions
from metrics.uploads.periods_read import PeriodRead
from metrics.uploads.section_rows import Section, clean, filled_cells, read_rows
from metrics.uploads.stated_periods import (
    Statement,
    of_file_name,
    other_figures,
    other_sheets,
    period_questions,
    statements,
)
from metrics.uploads.table import BLANK, HEADING_ROWS, Table, UnreadableTable, displayed_name, letter
from metrics.wording.formatting import plural

PASTED = "the pasted table"
UNREAD_SHEETS = ("help", "code", "list")
"""Our template's own sheets that hold no rows, in the normal form of ``column_matching``."""


@dataclass(frozen=True)
class Upload:
    """What was filled in, how its headings were understood, and all that is wrong, in the order of the file.

    ``temporary``: it was refused since it took too much time or memory just now. ``unread`` tells, in a
    sentence each, of sheets and rows that are not read, and of hidden ones that are. ``statements`` are the texts
    beside the rows that name a period; ``periods`` are the columns and sheets that are read as of one. ``read_as``
    tells of cells that are read otherwise than they are written, which is shown and not asked. ``new_names`` are the
    matches of names to be remembered with it, a name with an id each; ``targets``: those beside figures are read.
    """

    rows: tuple[Row, ...] = ()
    matches: tuple[ColumnMatch, ...] = ()
    faults: tuple[Fault, ...] = ()
    temporary: bool = False
    unread: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()
    periods: tuple[PeriodRead, ...] = ()
    read_as: tuple[str, ...] = ()
    new_names: tuple[tuple[str, str], ...] = ()
    targets: bool = True

    @property
    def has_targets(self) -> bool:
        """Whether a target stands beside any figure."""
        return any(row.kind == "figure" and row.beside.get("target") for row in self.rows)

    def with_targets(self, read: TargetsRead) -> Upload:
        """The same file with the targets beside its figures, unless they are not to be read."""
        if not self.has_targets:
            return self
        if not self.targets:
            count = sum(1 for row in self.rows if row.kind == "figure" and row.beside.get("target"))
            what = f"{count} {plural(count, 'target')} beside figures {plural(count, 'is', 'are')} left out as chosen"
            return replace(self, unread=(*self.unread, what))
        read_as = (*self.read_as, *read.unchanged)
        return replace(self, rows=(*self.rows, *read.rows), unread=(*self.unread, *read.asked), read_as=read_as)

    def with_names(self, names: NamesRead) -> Upload:
        """The same file with its names as they were read."""
        unread, read_as = (*self.unread, *names.asked), (*names.told, *self.read_as)
        return replace(self, rows=names.rows, unread=unread, read_as=read_as, new_names=names.new)

    @property
    def left_out(self) -> tuple[str, ...]:
        """What is filled in and not read: under unknown headings, above all headings, on other sheets."""
        under = (
            f"“{match.header}” ({match.place}) {match.why}: "
            f"{match.filled} {plural(match.filled, 'cell')} filled in under it will not be saved"
            f"{f' (such as “{match.example}”)' if match.example else ''}"
            for match in self.matches
            if match.filled
        )
        return (*under, *self.unread)

    def for_period(self, chosen: Period | None, council: str = "") -> Upload:
        """The same file as rows for a period that is chosen for all of them, with what its words say of others.

        ``council`` is the name of the council's area, which its own titles may say. Columns and sheets that are named
        for periods are read as of those; a sheet that only mentions another period beside one of the chosen is left.
        """
        read = [one.resolved(chosen) for one in self.periods] + periods_read.of_sheets(self.statements, chosen)
        rows = tuple(periods_read.with_periods(self.rows, read))
        statements = [replace(one, rows=_current(one.rows, rows)) for one in self.statements]
        skipped = other_sheets(statements, chosen)
        without = {row.where for sheet in skipped for row in sheet.rows if not row.cells.get("period")}
        rows = tuple(row for row in rows if row.where not in without)
        whole = [
            f"sheet {sheet.sheet}, "
            for sheet in skipped
            if sheet.rows and all(one.where in without for one in sheet.rows)
        ]
        open_faults, open_told = periods_read.unresolved(read)
        faults = tuple(fault for fault in self.faults if not fault.where.startswith(tuple(whole)))
        kept = {row.where for row in rows}
        asked = [*period_questions(statements, chosen, skipped, kept)]
        asked += other_figures(statements, kept, council)
        unread = (*periods_read.questions(read, chosen), *open_told, *self.unread, *asked)
        return replace(self, rows=rows, faults=(*open_faults, *faults), unread=unread, periods=tuple(read))


def _current(rows: Sequence[Row], now: Sequence[Row]) -> tuple[Row, ...]:
    """Rows as they are now, by their names."""
    named = {row.where: row for row in now}
    return tuple(named[row.where] for row in rows if row.where in named)


def read(data: bytes, name: str) -> Upload:
    """The rows of a CSV file or a workbook; ``name`` is what the reader called the file, and is only displayed."""
    label = displayed_name(name)
    try:
        tables, hidden, how = file_types.read_tables(data, name)
        found = _read_tables(tables, hidden, label)
        return replace(found, read_as=(*filter(None, [how]), *found.read_as))
    except UnreadableTable as unreadable:
        return Upload(faults=(unreadable.fault_in(label),), temporary=unreadable.temporary)


def read_pasted_rows(text: str) -> Upload:
    """The rows of a table copied from a spreadsheet, or of CSV text."""
    try:
        return _read_tables([file_types.read_pasted(text)], (), PASTED)
    except UnreadableTable as unreadable:
        return Upload(faults=(unreadable.fault_in(PASTED),), temporary=unreadable.temporary)


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
    said: list[Statement] = []
    periods: list[PeriodRead] = []
    read_as: list[str] = []
    headed = [
        (table, heads, wide.find(table, heads))
        for sheet in tables
        if column_matching.normalise(sheet.name) not in UNREAD_SHEETS
        for table in wide.blocks(sheet)
        for heads in [sections.heading_rows(table)]
    ]
    if not any(heads or across for _, heads, across in headed):
        what = (
            f"no row of headings was found; among the first {HEADING_ROWS} rows, one must hold 'Indicator' (or 'Id'), "
        )
        doubled = next(filter(None, (wide.doubled(table) for table, _, _ in headed)), "")
        raise UnreadableTable(doubled or what + "'Period' and 'Value', as in the template")
    for table, heads, across in headed:
        name = displayed_name(table.name)
        if not heads and across is None:
            matches.append(ColumnMatch(name, f"sheet {name}", None))
            unread.append(f"The sheet “{name}” has no row of headings and is not read")
            continue
        place = f"sheet {name}, " if table.name else "pasted " if label == PASTED else ""
        if across is not None:
            above, parts = across.above, list(wide_rows.sections_of(across, place))
            matches += wide_rows.matches(across, place)
        else:
            above, parts = table.rows[: heads[0]], list(_sections(table, heads, place))
            matches += [match for section in parts for match in _matches(section)]
        for section in parts:
            read_rows(section)
            rows += section.rows
            read_as += section.read_as
        unread += dict.fromkeys(words for section in parts for words in _of_indicators(section))
        unread += dict.fromkeys(words for section in parts for words in _targets_alone(section))
        faults += dict.fromkeys(fault for section in parts for fault in section.faults)
        if across is not None:
            periods += wide_rows.periods(across, parts, f"the sheet “{name}”" if table.name else label, place)
        unread += sections.rows_above(above, place)
        in_sheet = parts if across is None else wide_rows.as_in_the_sheet(table, across, parts)
        unread += dict.fromkeys(hidden_questions(table, in_sheet))
        notes = dict.fromkeys(note for part in parts for note in part.notes)
        unread += sections.notes_unread(list(notes), place)
        said += statements(table, above, parts)
    if not rows and not faults:
        faults.append(Fault(label, "no row is filled in; write at least one value beside its indicator"))
    said += of_file_name(re.split(r"[/\\]", label)[-1], rows) if label != PASTED else []
    return Upload(
        tuple(rows),
        tuple(matches),
        tuple(faults),
        unread=tuple(unread),
        statements=tuple(said),
        periods=tuple(periods),
        read_as=tuple(dict.fromkeys(read_as)),
    )


def _sections(table: Table, heads: Sequence[int], place: str) -> Iterator[Section]:
    """The parts of a table of one row a figure, each below headings of its own."""
    for number, part in enumerate(sections.split_sections(table, heads)):
        yield Section(part, column_matching.match_fields(part.rows[0][1]), place, number > 0)


def _of_indicators(section: Section) -> Iterator[str]:
    """Columns among figures that say what the indicators are, such as who answers for them."""
    heads = section.table.rows[0][1]
    for column, filled in section.of_indicator.items():
        place = section.column_name(column)
        yield (
            f"“{heads[column - 1].strip(BLANK)}” ({place}) says what the indicator is and nothing of its figure: "
            f"{filled} {plural(filled, 'cell')} filled in under it will not be saved"
        )


def _targets_alone(section: Section) -> Iterator[str]:
    """Targets that stand beside no figure, such as those of quarters to come."""
    taken = {one.number for one in section.taken if one.row.beside.get("target")}
    for column, name in enumerate(section.fields, 1):
        if name != "target":
            continue
        alone = [
            number
            for number, cells in section.table.rows[1:]
            if number not in taken and len(cells) >= column and clean(cells[column - 1])
        ]
        if alone:
            place, heading = section.column_name(column), section.table.rows[0][1][column - 1].strip(BLANK)
            count = len(alone)
            yield (
                f"“{heading}” ({place}): {count} {plural(count, 'target stands', 'targets stand')} beside no figure "
                f"and {plural(count, 'is', 'are')} not read"
            )


def _matches(section: Section) -> Iterator[ColumnMatch]:
    """Every heading and its field; a second column for one field, and a table that names no indicator, are faults."""
    number, cells = section.table.rows[0]
    seen: dict[str, int] = {}
    place = f"{section.place}row {number}, " if section.later else section.place
    for column, (cell, name) in enumerate(zip(cells, section.fields, strict=True), 1):
        if not cell.strip(BLANK):
            continue
        unread = [] if name else filled_cells(section.table, column)
        where, example = f"{place}column {letter(column)}", unread[0][:40] if unread else ""
        yield ColumnMatch(cell.strip(BLANK), where, name, len(unread), example=example)
        if name in seen and not FIELDS[name].reference:
            what = f"columns {letter(seen[name])} and {letter(column)} both mean {FIELDS[name].heading}; keep one"
            section.fault(number, column, what, name)
        elif name:
            seen[name] = column
    if not {"indicator", "id"} & set(seen):
        section.fault(number, 1, "no heading says which indicator; add a column 'Indicator' (or 'Id' for new ones)")
