"""Periods that a file states beside its rows, in the name of a sheet, in titles or in headings, held against its rows'.

A figure is taken for the period of its row, or for the one chosen for all rows. Where the words
above it say another, somebody is asked before anything is taken (contract: Uploads).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from metrics.catalogue.period import Period
from metrics.catalogue.period_mentions import mentions
from metrics.catalogue.period_text import names_exactly, names_quarter, says_other
from metrics.entry.cell_values import read_period, word
from metrics.entry.rows import Row
from metrics.uploads.other_figures import of_predictions, other_words
from metrics.uploads.section_rows import VALUES, Section
from metrics.uploads.table import BLANK, Table, displayed_name, letter
from metrics.wording.formatting import listed, plural

SHOWN = 60
"""Characters of a title that are repeated in a question."""

MOST_PERIODS = 3
"""Periods that a question names one by one."""

_OF_FIGURES = ("indicator", "id", "name", "period", "value", "numerator", "denominator", "code", "status")
"""Fields whose headings say of which period the figures below are; a target's or a comment's may be another."""


_ABOVE = re.compile(r"\babove\b", re.IGNORECASE)


@dataclass(frozen=True)
class Statement:
    """A text that names a period or other figures, its place in words, and the rows that it stands over.

    ``sheet`` if it names one; ``of_values``: it is a heading of numbers, whose other words are held against each row.
    """

    text: str
    place: str
    rows: tuple[Row, ...]
    sheet: str = ""
    of_values: bool = False

    def contradicted(self, chosen: Period | None) -> list[tuple[Row, Period]]:
        """The rows that are of another period than the text says: all without one of their own, or all with one."""
        figures = [row for row in self.rows if row.kind in ("figure", "comparator")]
        without = [row for row in figures if not row.cells.get("period")]
        own = [(row, period) for row in figures if (period := _own_period(row, chosen)) is not None]
        wrong: list[tuple[Row, Period]] = []
        if chosen is not None and says_other(self.text, chosen):
            wrong += [(row, chosen) for row in without]
        if all(says_other(self.text, period) for _, period in own):
            wrong += own
        return wrong


def _own_period(row: Row, chosen: Period | None) -> Period | None:
    """The dated period of an outcome's own cell; a comparator and a prediction are of other periods as they should."""
    text = row.cells.get("period")
    if not text or row.kind != "figure" or word(row.cells.get("status", "")) == "predicted":
        return None
    period = read_period(text, chosen)
    return period if period is not None and period.dated else None


def statements(table: Table, above: Sequence[tuple[int, Sequence[str]]], parts: Sequence[Section]) -> list[Statement]:
    """What the name of a sheet, the rows ``above`` its headings, titles further down, and headings say of its rows."""
    taken = [(one.number, one.row) for section in parts for one in section.taken]
    rows = tuple(row for _, row in taken)
    place = parts[0].place
    titles = [(number, " | ".join(cell.strip(BLANK) for cell in cells if cell.strip(BLANK))) for number, cells in above]
    titles += [title for section in parts for title in section.titles]
    found: list[Statement] = []
    if table.name:
        found.append(Statement(displayed_name(table.name), "the name of the sheet", rows, displayed_name(table.name)))
    for number, text in titles:
        ends = _next_title(number, [title for title, _ in titles], [row for row, _ in taken])
        below = tuple(row for at, row in taken if number < at < ends)
        if not below or _ABOVE.search(text):
            below = tuple(row for at, row in taken if at < number)
        found.append(Statement(text, f"{place}row {number}", below))
    for section in parts:
        own = tuple(one.row for one in section.taken)
        for column, (heading, name) in enumerate(zip(section.table.rows[0][1], section.fields, strict=True), 1):
            if name in _OF_FIGURES:
                where = f"{place}column {letter(column)}"
                found.append(Statement(heading.strip(BLANK), where, own, of_values=name in VALUES))
    return [one for one in found if one.rows and (mentions(one.text) or other_words(one.text))]


def of_file_name(name: str, rows: Sequence[Row]) -> list[Statement]:
    """What the name of a file says, where it names a quarter; other dates in it may be those of saving it."""
    return [Statement(name, "the name of the file", tuple(rows))] if rows and names_quarter(name) else []


def _next_title(number: int, titles: Sequence[int], rows: Sequence[int]) -> int:
    """The row of the title that takes a title's place: the first one below rows that it stands over."""
    first = min((row for row in rows if row > number), default=number)
    return min((title for title in titles if title > first), default=1 + max([number, *rows]))


def other_sheets(found: Sequence[Statement], chosen: Period | None) -> list[Statement]:
    """Of a file with a sheet for each period, those of other periods, where one is of just the chosen one."""
    sheets = [one for one in found if one.sheet]
    if chosen is None or not any(names_exactly(one.text, chosen) for one in sheets):
        return []
    return [one for one in sheets if says_other(one.text, chosen)]


def period_questions(
    found: Sequence[Statement], chosen: Period | None, skipped: Sequence[Statement], kept: Collection[str]
) -> Iterator[str]:
    """What is to be asked: which sheets are ``skipped``, and which texts speak of another period than ``kept`` rows."""
    for sheet in skipped:
        count = sum(row.where not in kept for row in sheet.rows)
        if count and chosen is not None:
            rows = f"{count} {plural(count, 'row')} of it {plural(count, 'is', 'are')}"
            yield f"The sheet “{sheet.sheet}” names another period than {chosen.words}, and {rows} not taken"
    same_rows: dict[tuple[tuple[str, str], ...], list[Statement]] = {}
    for statement in found:
        wrong = [(row.where, period.words) for row, period in statement.contradicted(chosen) if row.where in kept]
        if wrong:
            same_rows.setdefault(tuple(wrong), []).append(statement)
    for rows_of, texts in same_rows.items():
        said = listed([f"“{_shortened(one.text)}” ({one.place})" for one in texts])
        periods = list(dict.fromkeys(words for _, words in rows_of))
        few = len(periods) <= MOST_PERIODS
        than = listed(periods) if few else f"the {len(periods)} in the column Period"
        rows, name = f"{len(rows_of)} {plural(len(rows_of), 'row')}", plural(len(texts), "names", "name")
        yield f"{said} {name} another period than {than}, for which {rows} would be taken"


def other_figures(found: Sequence[Statement], kept: Collection[str], council: str) -> Iterator[str]:
    """What is to be asked of texts that say other figures than the actual ones of the ``council``."""
    for one in found:
        words = "" if one.of_values else other_words(one.text, council)
        figures = [row for row in one.rows if row.kind == "figure" and row.where in kept]
        if words and of_predictions(words):
            figures = [row for row in figures if word(row.cells.get("status", "")) != "predicted"]
        if words and figures:
            rows = f"{len(figures)} {plural(len(figures), 'row')}"
            said = f"“{_shortened(one.text)}” ({one.place}) says “{words}”"
            yield f"{said}, and {rows} would be taken as the council's own actual figures"


def _shortened(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1].rstrip()}…"
