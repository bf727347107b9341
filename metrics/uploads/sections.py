"""A table of an upload -> its sections, each below headings of its own, as tables are copied below each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, zip_longest

from metrics.uploads import column_matching
from metrics.uploads.table import BLANK, HEADING_ROWS, Table


def heading_rows(table: Table) -> list[int]:
    """Where rows of headings stand: the one with the most known headings, two at least, and others that differ."""
    counts = [column_matching.count_headings(cells) for _, cells in table.rows[:HEADING_ROWS]]
    if not any(count >= 2 for count in counts):
        return []
    best = counts.index(max(counts))
    return [place for place, (_, cells) in enumerate(table.rows) if place == best or _is_head(cells)]


def _is_head(cells: Sequence[str]) -> bool:
    """Whether a row is one of headings without doubt: it says which indicator, and half of its cells are headings."""
    filled = [cell for cell in cells if cell.strip(BLANK)]
    named = {column_matching.FIELD_OF.get(column_matching.normalise(cell)) for cell in filled} & {"indicator", "id"}
    headings = column_matching.count_headings(cells) if named else 0
    return headings >= 2 and 2 * headings >= len(filled)


def rows_above(rows: Sequence[tuple[int, Sequence[str]]], place: str) -> Iterator[str]:
    """Rows above all headings, in which more than a title stands."""
    for number, cells in rows:
        filled = [cell.strip(BLANK) for cell in cells if cell.strip(BLANK)]
        if len(filled) > 1:
            words = ", ".join(f"“{cell[:20]}”" for cell in filled[:3])
            where = f"{place}row {number}"
            yield f"{where[:1].upper()}{where[1:]} ({words}) stands above the headings and is not read"


def notes_unread(notes: Sequence[tuple[int, str]], place: str) -> Iterator[str]:
    """Notes that stand by themselves among or below the rows, in one question."""
    if notes:
        words = "; ".join(f"“{text[:80]}” ({place}row {number})" for number, text in notes[:5])
        yield f"A note among the rows is not read, and nothing of it will be saved: {words}"


def split_sections(table: Table, heads: Sequence[int]) -> Iterator[Table]:
    """Each run of rows below headings of its own, which are its first row; headings that only come again end none."""
    starts: list[int] = []
    for head in heads:
        if not starts or not repeats_heading(table.rows[head][1], table.rows[starts[-1]][1]):
            starts.append(head)
    for start, end in pairwise([*starts, len(table.rows)]):
        yield replace(table, rows=table.rows[start:end])


def repeats_heading(cells: Sequence[str], head: Sequence[str]) -> bool:
    """Whether a row only says its table's headings again."""
    pairs = zip_longest(cells, head, fillvalue="")
    return all(
        column_matching.normalise(cell) == column_matching.normalise(above)
        for cell, above in pairs
        if cell.strip(BLANK)
    )
