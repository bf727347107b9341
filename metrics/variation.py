"""Variation: XmR limits, special causes, assurance, and whether two small proportions differ.

The rules are shared/reporting.md's (Variation (XmR), Small numbers), written
out for readers on the page Sources and method: NHS England's Making Data Count
as coded in NHSRplotthedots 0.2.2, without outlier screening. Numbers are
compared as exact fractions, so a figure that stands on a mean or a limit is
never pushed beyond it by rounding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from metrics.indicator import Indicator, Observation, Polarity
from metrics.period import following
from metrics.reading import POINTS_FOR_LIMITS, Reading, wilson

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
Assurance = Literal["consistently meets", "consistently misses", "sometimes meets"]
Why = Literal["", "no figure", "kind", "code", "gap", "few"]
Number = Decimal | float

PER_MOVING_RANGE = Fraction("2.66")
"""Limits stand this many mean moving ranges from the mean: three standard deviations, 3 / 1.128 (Shewhart)."""


@dataclass(frozen=True)
class Limits:
    """What chance alone explains, in the unit of the figures and not clipped to its range; exact fractions."""

    mean: Fraction
    lower: Fraction
    upper: Fraction
    moving_range: Fraction


@dataclass(frozen=True)
class Stretch:
    """The figures between two rebases, with one special cause or None for each.

    ``why`` there are no limits: no figure; neither months nor quarters (kind);
    a code among the figures; a period left out (gap); fewer than 12 (few).
    """

    figures: tuple[Observation, ...]
    limits: Limits | None
    special_causes: tuple[Cause | None, ...]
    why: Why


@dataclass(frozen=True)
class Variation:
    """What may be said of the unbroken line that ends in the latest figure.

    ``points`` and ``special_causes`` cover the whole line; ``enough``, the
    limits, ``assurance`` and ``why`` speak of its latest stretch.
    """

    stretches: tuple[Stretch, ...]
    points: int
    enough: bool
    mean: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    special_causes: tuple[Cause | None, ...]
    assurance: Assurance | None
    why: Why

    @property
    def since_rebase(self) -> int:
        """Figures in the latest stretch: those that count towards the 12."""
        return len(self.stretches[-1].figures)


def vary(outcomes: Sequence[Observation], indicator: Indicator, target: Number | None) -> Variation:
    """What may be said of the variation of ``outcomes`` (``Reading.outcomes``: oldest first, one a period)."""
    stretches = tuple(_stretch(part) for part in _parts(_line(outcomes)))
    latest = stretches[-1]
    bounds = latest.limits
    return Variation(
        stretches=stretches,
        points=sum(len(one.figures) for one in stretches),
        enough=bounds is not None,
        mean=_decimal(bounds.mean) if bounds else None,
        lower=_decimal(bounds.lower) if bounds else None,
        upper=_decimal(bounds.upper) if bounds else None,
        special_causes=tuple(cause for one in stretches for cause in one.special_causes),
        assurance=assurance(bounds, target, indicator.polarity) if bounds else None,
        why=latest.why,
    )


def rated_target(reading: Reading) -> Decimal | None:
    """The target for assurance: only one that rates the latest figure (reporting: Target)."""
    return reading.target.target.value if reading.target and not reading.target.unrated else None


def _line(outcomes: Sequence[Observation]) -> list[Observation]:
    """Figures and codes of the latest one's kind of period, since the last break."""
    joined = [one for one in outcomes if one.period.kind == outcomes[-1].period.kind]
    breaks = [index for index, one in enumerate(joined) if one.break_before]
    return joined[breaks[-1] :] if breaks else joined


def _parts(line: list[Observation]) -> list[list[Observation]]:
    """The line cut at each rebase; always at least one part, which may be empty."""
    parts: list[list[Observation]] = [[]]
    for observation in line:
        if observation.rebase_before and parts[-1]:
            parts.append([])
        parts[-1].append(observation)
    return parts


def _stretch(observations: list[Observation]) -> Stretch:
    figures = tuple(one for one in observations if one.value is not None)
    values = [one.value for one in figures if one.value is not None]
    why = _why(observations)
    bounds = None if why else limits(values)
    causes: list[Cause | None] = [None] * len(values)
    if bounds:
        causes = special_causes(values, bounds)
    elif why == "few":
        causes = runs(values)
    return Stretch(figures, bounds, tuple(causes), why)


def _why(observations: list[Observation]) -> Why:
    if not observations:
        return "no figure"
    if observations[0].period.kind not in ("month", "quarter"):
        return "kind"
    if any(one.value is None for one in observations):
        return "code"
    if any(following(one.period) != after.period for one, after in pairwise(observations)):
        return "gap"
    return "few" if len(observations) < POINTS_FOR_LIMITS else ""


def limits(values: Sequence[Number]) -> Limits:
    """Mean plus and minus 2.66 mean moving ranges, of two values or more; no outlier screening."""
    numbers = [_exact(value) for value in values]
    mean = sum(numbers, Fraction()) / len(numbers)
    moving_range = sum((abs(after - one) for one, after in pairwise(numbers)), Fraction()) / (len(numbers) - 1)
    reach = PER_MOVING_RANGE * moving_range
    return Limits(mean, mean - reach, mean + reach, moving_range)


def special_causes(values: Sequence[Number], bounds: Limits) -> list[Cause | None]:
    """One entry a value: the first rule that it is part of, in the order of reporting: Variation (XmR)."""
    numbers = [_exact(value) for value in values]
    sides = [_sign(number - bounds.mean) for number in numbers]
    rules = (_beyond(numbers, bounds), runs(values), _two_of_three(numbers, sides, bounds), _seven_on_one_side(sides))
    return [next((cause for cause in found if cause), None) for found in zip(*rules, strict=True)]


def _beyond(numbers: list[Fraction], bounds: Limits) -> list[Cause | None]:
    high: list[Cause | None] = ["unusually high" if number > bounds.upper else None for number in numbers]
    return ["unusually low" if one < bounds.lower else cause for one, cause in zip(numbers, high, strict=True)]


def runs(values: Sequence[Number]) -> list[Cause | None]:
    """Seven figures in six consecutive strict rises or falls; all seven are named.

    A peak that ends a rise and starts a fall belongs to the fall, and a trough
    to the rise (as NHSRplotthedots has it).
    """
    numbers = [_exact(value) for value in values]
    found: list[Cause | None] = [None] * len(numbers)
    for start, sign in _alike([_sign(after - one) for one, after in pairwise(numbers)], 6):
        found[start : start + 7] = ["seven rising" if sign > 0 else "seven falling"] * 7
    return found


def _two_of_three(numbers: list[Fraction], sides: list[int], bounds: Limits) -> list[Cause | None]:
    """Points beyond two thirds of the way to a limit and not beyond it, two among three on one side of the mean."""
    third = (bounds.upper - bounds.mean) / 3
    near = [2 * third < abs(number - bounds.mean) <= 3 * third for number in numbers]
    found: list[Cause | None] = [None] * len(numbers)
    for start, sign in _alike(sides, 3):
        close = [index for index in range(start, start + 3) if near[index]]
        for index in close if len(close) >= 2 else []:
            found[index] = "two of three near the upper limit" if sign > 0 else "two of three near the lower limit"
    return found


def _seven_on_one_side(sides: list[int]) -> list[Cause | None]:
    found: list[Cause | None] = [None] * len(sides)
    for start, sign in _alike(sides, 7):
        found[start : start + 7] = ["seven above the mean" if sign > 0 else "seven below the mean"] * 7
    return found


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


def newcombe(numerator: int, denominator: int, other_numerator: int, other_denominator: int) -> tuple[float, float]:
    """The 95% interval of the first proportion minus the other, in percentage points.

    Newcombe's method 10, from the two Wilson intervals (Newcombe 1998,
    Statistics in Medicine 17, 873-890). Counts as the contract has them:
    denominators above zero, numerators within them.
    """
    share, other = 100 * numerator / denominator, 100 * other_numerator / other_denominator
    low, high = wilson(numerator, denominator)
    other_low, other_high = wilson(other_numerator, other_denominator)
    below = ((share - low) ** 2 + (other_high - other) ** 2) ** 0.5
    above = ((high - share) ** 2 + (other - other_low) ** 2) ** 0.5
    return max(share - other - below, -100.0), min(share - other + above, 100.0)


def differ(numerator: int, denominator: int, other_numerator: int, other_denominator: int) -> bool:
    """Whether two proportions differ by more than chance alone explains: Newcombe's interval leaves out zero."""
    low, high = newcombe(numerator, denominator, other_numerator, other_denominator)
    return low > 0 or high < 0


def _exact(value: Number) -> Fraction:
    """The number that is written: 0.1 is a tenth, not the nearest binary fraction."""
    return Fraction(str(value))


def _decimal(number: Fraction) -> Decimal:
    """To 28 digits, which holds every figure's own digits."""
    return Decimal(number.numerator) / Decimal(number.denominator)


def _sign(number: Fraction) -> int:
    return (number > 0) - (number < 0)
