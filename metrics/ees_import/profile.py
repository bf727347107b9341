"""What a published file holds, so that its rows can be chosen: filters with their values, figures, and years."""

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

    ``times`` are as the file writes them, oldest first; ``odd`` are the columns of numbers in which a cell is
    neither a number nor a code: the first such cell, and its row.
    """

    rows: int
    filters: dict[str, tuple[str, ...]]
    figures: tuple[str, ...]
    times: tuple[str, ...]
    kinds: tuple[str, ...]
    columns: tuple[str, ...] = ()
    odd: dict[str, tuple[str, int]] = field(default_factory=dict)

    @property
    def reporting(self) -> bool:
        """Whether it counts in reporting years, which may be any kind of year."""
        return any(one.lower() == "reporting year" for one in self.kinds)


@dataclass
class _Column:
    """Its values, as far as they can be chosen from; its first word; whether it holds numbers, and only whole ones."""

    values: dict[str, None] = field(default_factory=dict)
    words: tuple[str, int] | None = None
    numbers: bool = False
    whole: bool = True

    def add(self, text: str, row: int) -> None:
        if text in self.values:
            return
        if len(self.values) < MOST:
            self.values[text] = None
        found = read_cell(text)
        if found is None:
            self.words = self.words or (text, row)
        self.numbers = self.numbers or (found is not None and found.value is not None)
        self.whole = self.whole and text.isdigit()

    def sorts(self, rows: int) -> bool:
        """Whether rows can be chosen by it: words, few words and numbers, or few whole numbers that come often."""
        count = len(self.values)
        if self.words is not None:
            return not self.numbers or count <= FEW
        return self.whole and 1 < count <= FEW and rows >= OFTEN * count


def profile_file(file: EesFile) -> Profile:
    """Read the file once, to its end.

    Raises:
        NoTable: it can't be read; the sentence names the column or the row.
    """
    ours = {column: file.place(column) for column in file.columns if is_filter_or_indicator(column)}
    columns = {column: _Column() for column in ours}
    when, kind = file.place("time_period"), file.place("time_identifier")
    times: dict[str, None] = {}
    kinds: dict[str, None] = {}
    rows = 0
    for line in file.lines():
        rows += 1
        times[line.cells[when].strip()] = None
        kinds[line.cells[kind].strip()] = None
        for column, place in ours.items():
            columns[column].add(line.cells[place].strip(), line.number)
    filters = {column: tuple(one.values) for column, one in columns.items() if one.sorts(rows)}
    figures = tuple(column for column, one in columns.items() if one.numbers or (not one.words and any(one.values)))
    odd = {column: one.words for column, one in columns.items() if one.numbers and one.words}
    return Profile(rows, filters, figures, tuple(sorted(times)), tuple(kinds), file.columns, odd)
