"""What a published file holds, so that its rows can be chosen: filters with their values, figures, and years."""

from __future__ import annotations

from dataclasses import dataclass, field

from metrics.release import Release, cell, is_ours

MOST = 300
"""Values of a column that can be chosen from; a column of words with more is no filter that anybody chooses by hand."""


@dataclass(frozen=True)
class Survey:
    """Filters hold words, figures numbers and codes; ``times`` are as the file writes them, oldest first."""

    rows: int
    filters: dict[str, tuple[str, ...]]
    figures: tuple[str, ...]
    times: tuple[str, ...]
    kinds: tuple[str, ...]
    columns: tuple[str, ...] = ()

    @property
    def reporting(self) -> bool:
        """Whether it counts in reporting years, which may be any kind of year."""
        return any(one.lower() == "reporting year" for one in self.kinds)


@dataclass
class _Column:
    words: bool = False
    values: dict[str, None] = field(default_factory=dict)

    def add(self, text: str) -> None:
        if text in self.values:
            return
        if len(self.values) < MOST:
            self.values[text] = None
        self.words = self.words or cell(text) is None


def survey(file: Release) -> Survey:
    """Read the file once, to its end.

    Raises:
        NoTable: it can't be read; the sentence names the column or the row.
    """
    ours = {column: file.place(column) for column in file.columns if is_ours(column)}
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
            columns[column].add(line.cells[place].strip())
    filters = {column: tuple(one.values) for column, one in columns.items() if one.words}
    figures = tuple(column for column, one in columns.items() if not one.words and any(one.values))
    return Survey(rows, filters, figures, tuple(sorted(times)), tuple(kinds), file.columns)
