"""A table of cells, from CSV or a workbook: its limits, its places, and the refusal of what is none.

What every reader of an uploaded file shares, whatever the file is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from metrics.entry.faults import Fault

ROWS = 5_000
COLUMNS = 80
HEADING_ROWS = 15
"""Rows among which headings are looked for."""

LONGEST_NAME = 255
"""Characters of a file's name, as long as file systems take them."""

BLANK = " \t\r\n\xa0\u2007\u202f\u200b\u200e\u200f\u2060\ufeff"
"""What stands around a cell's text without being seen."""

TOO_LONG = f"more than {ROWS:,} rows have something in them; keep the rows of one quarter"
TOO_WIDE = f"something stands beyond the {COLUMNS} columns that are read; keep the columns of the template"


class UnreadableTable(Exception):  # noqa: N818 - it names what was found, and its text is a sentence for the reader
    """What was given is no table; ``where`` is the row or cell where that showed, or nothing.

    ``temporary``: it took too much time or memory now, and may be read at another time.
    """

    def __init__(self, what: str, where: str = "", *, temporary: bool = False) -> None:
        super().__init__(what)
        self.what, self.where, self.temporary = what, where, temporary

    def fault_in(self, name: str) -> Fault:
        """The fault of a file or of a pasted table: its name and the place in it, and what is wrong."""
        return Fault(f"{name}, {self.where}" if self.where else name, self.what)


@dataclass(frozen=True)
class Table:
    """The rows that hold anything, each with its number, and what is wrong with single cells.

    ``name`` is the sheet's, or nothing; ``wrong`` is by row number and column number, both from 1. Hidden rows and
    columns are those that nobody sees in the spreadsheet; ``merged`` cells are given as B2:B4. ``rounded`` is what
    cells hold that show fewer digits, and are read as they show.
    """

    name: str
    rows: Sequence[tuple[int, Sequence[str]]]
    wrong: Mapping[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[str, ...] = ()
    rounded: Mapping[tuple[int, int], str] = field(default_factory=dict)


def letter(column: int) -> str:
    """A column's letters, from its number: 1 is A, 28 is AB."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def displayed_name(name: str) -> str:
    """A name of a file or a sheet as text for a reader: whole, without its folder and without what can't be seen."""
    bare = re.split(r"[/\\]", name)[-1]
    spaced = "".join(" " if unicodedata.category(sign) == "Zs" else sign for sign in bare)
    shown = "".join(sign for sign in spaced if sign.isprintable()).strip()
    return (shown if len(shown) <= LONGEST_NAME else f"{shown[: LONGEST_NAME - 1]}…") or "the file"
