"""Rows and columns that are hidden in a workbook and would come in, told of each sheet (contract: Uploads)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from metrics.uploads.section_rows import Section
from metrics.uploads.table import Table, displayed_name, letter
from metrics.wording.formatting import listed, plural

MOST = 8
"""Runs of rows that are named; more are counted."""


def hidden_questions(table: Table, parts: Sequence[Section]) -> Iterator[str]:
    """What is read of a sheet though its reader doesn't see it, rows first; ``parts`` are its sections, read."""
    taken = [one for section in parts for one in section.taken]
    numbers = {one.number for one in taken} & set(table.hidden_rows)
    columns = {column for one in taken for column in one.columns} & set(table.hidden_columns)
    sheet = f"of the sheet “{displayed_name(table.name)}”"
    if numbers:
        yield _question("Row", numbers, [str(number) for number in _runs(numbers)], sheet)
    if columns:
        yield _question("Column", columns, [letter(column) for column in sorted(columns)], sheet)


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
