"""A batch: what is set once for all rows, and the signature of whoever revises."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from metrics.catalogue.period import Period


@dataclass(frozen=True)
class Batch:
    """What is set once for all rows; a row's own cell goes before it. ``sources`` are new ones by id."""

    period: Period | None = None
    source: str = ""
    at: str = ""
    status: str = ""
    predicted_by: str = ""
    sources: Mapping[str, Mapping[str, object]] = field(default_factory=dict)


@dataclass(frozen=True)
class Signature:
    """Who revises, on which day, and why where a row gives no reason of its own."""

    by: str
    on: date
    reason: str


NAME, WHY = "(your name)", "(why)"
"""Stand for who and why in a revision's lines until they are typed; nothing is saved with them."""
