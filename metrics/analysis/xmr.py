"""XmR charts: limits, special causes and assurance of a row of numbers (reporting: Variation (XmR)).

The rules are those of NHSRplotthedots 0.2.2, without outlier screening. Numbers are compared
as exact fractions, so a figure that stands on a mean or a limit is never pushed beyond it by
rounding. Where periods have no number the row holds None, and nothing goes across it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import lcm
from typing import Literal, TypeVar

from metrics.catalogue.field_types import Polarity

Cause = Literal[
    "unusually high",
    "unusually low",
    "seven rising",
    "seven falling",
    "two of three near the upper limit",
    "two of three near the lower limit",
    "seven above the mean",
    "seven below the mean",
]

HIGH: tuple[Cause, ...] = (
    "unusually high",
    "seven rising",
    "two of three near the upper limit",
    "seven above the mean",
)
"""The causes that point upwards."""

Assurance = Literal["consistently meets", "consistently misses", "sometimes meets"]
Number = Decimal | float
_Some = TypeVar("_Some")

Values = Sequence[Number | None]
"""Figures in order; None where one or more periods have no number."""

PER_MOVING_RANGE = Fraction("2.66")
"""Limits stand this many mean moving ranges from the mean: three standard deviations, 3 / 1.128 (Shewhart)."""


@dataclass(frozen=True)
class Limits:
    """What chance alone explains, in the unit of the figures and not clipped to its range; exact fractions."""

    mean: Fraction
    lower: Fraction
    upper: Fraction
    moving_range: Fraction


def moving_ranges(values: Sequence[_Some | None]) -> list[tuple[_Some, _Some]]:
    """Each figure with the next, where no period stands between them."""
    return [(before, after) for before, after in pairwise(values) if before is not None and after is not None]


def limits(values: Values) -> Limits:
    """Mean plus and minus 2.66 mean moving ranges, of values with one moving range or more; no outlier screening."""
    numbers = [None if value is None else _exact(value) for value in values]
    common = lcm(*(number.denominator for number in numbers if number is not None))
    whole = [None if number is None else number.numerator * (common // number.denominator) for number in numbers]
    counted = [number for number in whole if number is not None]
    steps = [abs(after - before) for before, after in moving_ranges(whole)]
    mean = Fraction(sum(counted), common * len(counted))
    moving_range = Fraction(sum(steps), common * len(steps))
    reach = PER_MOVING_RANGE * moving_range
    return Limits(mean, mean - reach, mean + reach, moving_range)


def special_causes(values: Values, bounds: Limits) -> list[Cause | None]:
    """One entry a value: the first rule that it is part of, in the order of reporting: Variation (XmR)."""
    numbers = [None if value is None else _exact(value) for value in values]
    sides = [_sign(number, bounds.mean) for number in numbers]
    rules = (_beyond(numbers, bounds), runs(values), _two_of_three(numbers, sides, bounds), _seven_on_one_side(sides))
    return [next((cause for cause in causes if cause), None) for causes in zip(*rules, strict=True)]


def _beyond(numbers: list[Fraction | None], bounds: Limits) -> list[Cause | None]:
    return [
        "unusually high"
        if _sign(number, bounds.upper) > 0
        else "unusually low"
        if _sign(number, bounds.lower) < 0
        else None
        for number in numbers
    ]


def runs(values: Values) -> list[Cause | None]:
    """Seven figures in six consecutive strict rises or falls; all seven are named.

    A peak that ends a rise and starts a fall belongs to the fall, and a trough
    to the rise (as NHSRplotthedots has it).
    """
    numbers = [None if value is None else _exact(value) for value in values]
    causes: list[Cause | None] = [None] * len(values)
    steps = [0 if before is None else _sign(after, before) for before, after in pairwise(numbers)]
    for start, sign in _alike(steps, 6):
        causes[start : start + 7] = ["seven rising" if sign > 0 else "seven falling"] * 7
    return causes


def _two_of_three(numbers: list[Fraction | None], sides: list[int], bounds: Limits) -> list[Cause | None]:
    """Points beyond two thirds of the way to a limit and not beyond it, two among three on one side of the mean."""
    two_thirds = (bounds.upper - bounds.mean) * 2 / 3
    high, low = bounds.mean + two_thirds, bounds.mean - two_thirds
    near = [
        number is not None and (high < number <= bounds.upper or bounds.lower <= number < low) for number in numbers
    ]
    causes: list[Cause | None] = [None] * len(numbers)
    for start, sign in _alike(sides, 3):
        close = [index for index in range(start, start + 3) if near[index]]
        for index in close if len(close) >= 2 else []:
            causes[index] = "two of three near the upper limit" if sign > 0 else "two of three near the lower limit"
    return causes


def _seven_on_one_side(sides: list[int]) -> list[Cause | None]:
    causes: list[Cause | None] = [None] * len(sides)
    for start, sign in _alike(sides, 7):
        causes[start : start + 7] = ["seven above the mean" if sign > 0 else "seven below the mean"] * 7
    return causes


def _alike(signs: list[int], length: int) -> list[tuple[int, int]]:
    """Where ``length`` signs in a row are the same and not zero: the first one's index, and the sign."""
    starts = range(len(signs) - length + 1)
    return [(start, signs[start]) for start in starts if abs(sum(signs[start : start + length])) == length]


def assurance(bounds: Limits, target: Number | None, polarity: Polarity) -> Assurance | None:
    """Whether chance alone keeps the figures on one side of the target; a target on a limit is not beyond it.

    None without a target, and where neither direction is better.
    """
    if target is None or polarity == "neutral":
        return None
    number = _exact(target)
    if bounds.lower <= number <= bounds.upper:
        return "sometimes meets"
    higher = polarity == "higher_is_better"
    return "consistently meets" if (number < bounds.lower) == higher else "consistently misses"


def _exact(value: Number) -> Fraction:
    """The number that is written: 0.1 is a tenth, not the nearest binary fraction."""
    return Fraction(value if isinstance(value, Decimal) else str(value))


def decimal(number: Fraction) -> Decimal:
    """To 28 digits, which holds every figure's own digits."""
    return Decimal(number.numerator) / Decimal(number.denominator)


def _sign(number: Fraction | None, other: Fraction) -> int:
    """1 above the other, -1 below it; 0 where they are equal or there is no number."""
    return 0 if number is None else (number > other) - (number < other)
