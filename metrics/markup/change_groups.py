"""The HTML of a change in groups, before it is saved: what is different from what stands, and what is new.

What is equal is told beside them (``entry_preview.unchanged``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple

from markupsafe import Markup

from metrics.entry.grouping import Groups
from metrics.markup.templating import piece

FEW = 12
"""Rows of different things that are shown at once; more are folded."""


def groups(found: Groups) -> Markup:
    """The two groups with their counts; different things first, old before new."""
    html = Markup()
    if found.different:
        heads = ("Indicator", "Of", "Stands now", "Would be", "With it")
        title = f"{len(found.different)} different from what stands: old and new"
        table = _table("Different from what stands", heads, list(map(astuple, found.different)))
        html += piece("fold", title, table, open=len(found.different) <= FEW)
    if found.new:
        table = _table("New", ("Indicator", "What", "Figure", "With it"), list(map(astuple, found.new)))
        html += piece("fold", f"{len(found.new)} new", table)
    return html


def _table(name: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Markup:
    """A table, without its last column where no row has anything in it."""
    if not any(row[-1] for row in rows):
        heads, rows = heads[:-1], [row[:-1] for row in rows]
    return piece("stacked_table", name, heads, rows)
