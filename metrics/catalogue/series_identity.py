"""What tells one series of others' figures of an indicator from another: the one list of keys for every room.

A figure of a series is told from the others of it by its period; where a release stands beside an older one, by its
source too (contract: Comparators).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

SERIES = ("area", "group", "model", "statistic")
"""Whose figures they are, of whom, and of neighbours by which model and statistic."""


def series_of(figure: Any) -> tuple[object, ...]:
    """The series of a figure, as an entry of the file or as an object; None for a key that it doesn't have."""
    if isinstance(figure, Mapping):
        return tuple(figure.get(name) for name in SERIES)
    return tuple(getattr(figure, name, None) for name in SERIES)
