"""Change and side: one figure set beside another, which way it moved, and whether that way is the better one.

How sure such a verdict is, is for ``significance`` to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from metrics.catalogue.models import Figure, Indicator

Direction = Literal["up", "down", "same"]
Side = Literal["better", "worse", "same"]


@dataclass(frozen=True)
class Change:
    """Latest minus previous, in the indicator's unit (percentages: percentage points).

    ``side``: whether the way it moved is the better one, by the two values alone; None where
    neither way is better.
    """

    size: Decimal
    direction: Direction | None
    side: Side | None


def precision(*values: Decimal) -> Decimal:
    """One unit of the coarsest digit that all the values are written to."""
    return Decimal(1).scaleb(max(min(int(value.as_tuple().exponent), 0) for value in values))


def compare(indicator: Indicator, value: Decimal, other: Decimal) -> tuple[Direction, Side | None]:
    """Where ``value`` lies beside ``other``, to the precision published (reporting: Change and verdict)."""
    difference = value - other
    if abs(difference) < precision(value, other):
        return "same", "same" if indicator.polarity != "neutral" else None
    direction: Direction = "up" if difference > 0 else "down"
    if indicator.polarity == "neutral":
        return direction, None
    good = (difference > 0) == (indicator.polarity == "higher_is_better")
    return direction, "better" if good else "worse"


def change_between(indicator: Indicator, latest: Figure | None, previous: Figure | None) -> Change | None:
    if latest is None or previous is None or latest.value is None or previous.value is None:
        return None
    direction, side = compare(indicator, latest.value, previous.value)
    words_only = indicator.unit == "grade"
    return Change(latest.value - previous.value, None if words_only else direction, side)


def at_or_beyond(indicator: Indicator, value: Decimal, target: Decimal) -> bool:
    """On the good side of the target; equality is met (reporting: Target)."""
    return value >= target if indicator.polarity == "higher_is_better" else value <= target
