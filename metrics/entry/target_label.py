"""What a target is called that was given no label of its own and keeps to financial years."""

from __future__ import annotations

from datetime import date

from metrics.catalogue.period import financial_year
from metrics.entry import cell_values

LABELLED = ("council target", "national target")
"""Kinds of target that have a label by their year; limits and duties are called what they are."""


def target_label(kind: str, begins: str, ends: str = "") -> str:
    """A label from the first and the last day, as they were written; "" where they keep to no financial year.

    "Target 2014/15" from 1 April 2014 to 31 March 2015, and "Target from 2014/15" while no end is given, so that no
    label outlives its year.
    """
    first = cell_values.day(begins.strip())
    if kind not in LABELLED or not isinstance(first, date) or (first.month, first.day) != (4, 1):
        return ""
    year = financial_year(first.year)
    if not ends.strip():
        return f"Target from {_years(year.label)}"
    return f"Target {_years(year.label)}" if cell_values.day(ends.strip()) == year.end else ""


def _years(label: str) -> str:
    return label.split()[0]
