"""What is due as CSV: a row for each figure, what is in too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from metrics.analysis.due import DueFigure
from metrics.exports.plain_csv import csv_bytes

HEADS = (
    *("period", "due", "owner", "number", "indicator", "id", "state"),
    *("missing_since", "since_due", "days_overdue", "reason"),
)
"""Days are written 2013-10-30; ``days_overdue`` counts from the period's own day, 0 where it isn't past."""


def due_csv(owners: Mapping[str, Sequence[DueFigure]], today: date) -> bytes:
    """A row for each figure, under who answers for it (contract: The command line)."""
    return csv_bytes(HEADS, (_row(one, today) for figures in owners.values() for one in figures))


def _row(one: DueFigure, today: date) -> tuple[object, ...]:
    missing = one.state == "missing"
    return (
        one.period.label,
        one.day.isoformat(),
        one.owner,
        one.indicator.number,
        one.indicator.name,
        one.indicator.id,
        one.state,
        one.since.label if missing else "",
        one.since_day.isoformat() if missing else "",
        max(0, (today - one.day).days) if missing else "",
        one.reason,
    )
