"""The profile of a published file, so that its rows can be chosen: filters with their values, figures, and years."""

from __future__ import annotations

from dataclasses import dataclass, field

from metrics.ees_import.ees_file import EesFile, is_filter_or_indicator, read_cell

FEW = 40
"""Whole numbers of a column that may be a filter, as ages are; a column of figures has more of them (ours)."""

OFTEN = 5
"""Rows that each of those numbers stands in, at the least, on average."""

MOST = 300
"""Values of a column that can be chosen from; a column of words with more is no filter that anybody chooses by hand."""


@dataclass(frozen=True)
class Profile:
    """Filters hold words or few whole numbers, figures numbers and codes; some columns may be either.

    ``times`` are as the file writes them, oldest first; ``unparsed`` are the columns of numbers in which a cell is
    neither a number nor a code: the first such cell, and its row.
    """

    rows: int
    filters: dict[str, tuple[str, ...]]
    figures: tuple[str, ...]
    times: tuple[str, ...]
    kinds: tuple[str, ...]
    columns: tuple[str, ...] = ()
    unparsed: dict[str, tuple[str, int]] = field(default_factory=dict)

    @property
    def reporting(self) -> bool:
        """Whether it counts in reporting years, which may be any kind of year."""
        return any(kind.lower() == "reporting year" for kind in self.kinds)


@dataclass
class _Column:
    """Its values, as far as they can be chosen from; its first word; whether it holds numbers, and only whole ones."""

    values: dict[str, None] = field(default_factory=dict)
    first_word: tuple[str, int] | None = None
    numbers: bool = False
    whole: bool = True

    def add(self, text: str, row: int) -> None:
        if text in self.values:
            return
        if len(self.values) < MOST:
            self.values[text] = None
        cell = read_cell(text)
        if cell is None:
            self.first_word = self.first_word or (text, row)
        self.numbers = self.numbers or (cell is not None and cell.value is not None)
        self.whole = self.whole and text.isdigit()

    def selects_rows(self, rows: int) -> bool:
        """Whether rows can be chosen by it: words, few words and numbers, or few whole numbers that come often."""
        count = len(self.values)
        if self.first_word is not None:
            return not self.numbers or count <= FEW
        return self.whole and 1 < count <= FEW and rows >= OFTEN * count


def profile_file(file: EesFile) -> Profile:
    """Read the file once, to its end.

    Raises:
        UnreadableTable: it can't be read; the sentence names the column or the row.
    """
    places = {column: file.place(column) for column in file.columns if is_filter_or_indicator(column)}
    columns = {column: _Column() for column in places}
    when, kind = file.place("time_period"), file.place("time_identifier")
    times: dict[str, None] = {}
    kinds: dict[str, None] = {}
    rows = 0
    for row in file.rows():
        rows += 1
        times[row.cells[when].strip()] = None
        kinds[row.cells[kind].strip()] = None
        for column, place in places.items():
            columns[column].add(row.cells[place].strip(), row.number)
    filters = {column: tuple(cells.values) for column, cells in columns.items() if cells.selects_rows(rows)}
    figures = tuple(
        column for column, cells in columns.items() if cells.numbers or (not cells.first_word and any(cells.values))
    )
    unparsed = {column: cells.first_word for column, cells in columns.items() if cells.numbers and cells.first_word}
    return Profile(rows, filters, figures, tuple(sorted(times)), tuple(kinds), file.columns, unparsed)
