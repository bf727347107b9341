"""Rows and columns that are hidden in a workbook and would come in, told of each sheet (contract: Uploads)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from metrics.uploads.section_rows import Section
from metrics.uploads.table import Table, displayed_name, letter
from metrics.wording.formatting import listed, plural

_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")

MOST = 8
"""Runs of rows that are named; more are counted."""


def hidden_questions(table: Table, parts: Sequence[Section]) -> Iterator[str]:
    """What is read of a sheet though its reader doesn't see it, rows first; ``parts`` are its sections, read."""
    taken = [one for section in parts for one in section.taken]
    numbers = {one.number for one in taken} & set(table.hidden_rows)
    columns = {column for one in taken for column in one.columns} & set(table.hidden_columns)
    sheet = f"of the sheet “{displayed_name(table.name)}”"
    heads = {part.table.rows[0][0] for part in parts if part.taken} & set(table.hidden_rows)
    if heads:
        named = f"{plural(len(heads), 'Row')} {listed([str(number) for number in sorted(heads)])} {sheet}"
        are = plural(len(heads), "is", "are")
        yield f"{named}, with the headings, {are} hidden in the workbook and read all the same"
    if merged := list(_merged(table, parts)):
        more = [f"{len(merged) - MOST} more"] if len(merged) > MOST else []
        which = listed([*merged[:MOST], *more])
        yield f"The cells {which} {sheet} are merged over several rows, and only the first row gets what stands in them"
    if numbers:
        yield _question("Row", numbers, [str(number) for number in _runs(numbers)], sheet)
    if columns:
        yield _question("Column", columns, [letter(column) for column in sorted(columns)], sheet)


def _merged(table: Table, parts: Sequence[Section]) -> Iterator[str]:
    """Merged cells of columns that are read, over several rows of which another one than the first holds something."""
    for ref in table.merged:
        if (match := _RANGE.fullmatch(ref)) is None:
            continue
        columns = range(_column(match[1]), _column(match[3]) + 1)
        first, last = int(match[2]), int(match[4])
        for part in parts:
            head = part.table.rows[0][0]
            below = {number for number, _ in part.table.rows[1:] if first < number <= last}
            read = any(column <= len(part.fields) and part.fields[column - 1] for column in columns)
            if first > head and below and read:
                yield ref


def _column(letters: str) -> int:
    number = 0
    for sign in letters:
        number = 26 * number + ord(sign) - ord("A") + 1
    return number


def _question(what: str, places: Collection[int], named: Sequence[str], sheet: str) -> str:
    more = [f"{len(named) - MOST} more"] if len(named) > MOST else []
    which = f"{plural(len(places), what)} {listed([*named[:MOST], *more])} {sheet}"
    are, it = plural(len(places), "is", "are"), plural(len(places), "it", "them")
    verb = plural(len(places), "comes", "come")
    return f"{which} {are} hidden in the workbook and {verb} in all the same (to leave {it} out, delete {it} there)"


def _runs(numbers: Collection[int]) -> list[str]:
    """Numbers in their order, three or more in a row as one run: 4, 7 to 9."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [
        name
        for run in runs
        for name in ([f"{run[0]} to {run[-1]}"] if len(run) > 2 else [str(number) for number in run])
    ]
