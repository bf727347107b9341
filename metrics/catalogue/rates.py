"""Rates: a percentage from two counts, how far it reaches where they are rounded, and the count behind a rate.

It stands below ``analysis``, since validation holds a percentage against its counts
by the same arithmetic (contract: Numerator and denominator).
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

OUT_OF = {"percent": 100, "per 10,000": 10_000}
"""Units that are rates, and out of how many."""

TENTH = Decimal("0.1")


def percent(part: Decimal | int, whole: Decimal | int, digit: Decimal) -> Decimal:
    """A part as a percentage of the whole, which is above zero, rounded half up to ``digit``."""
    return (Decimal(part) / whole * 100).quantize(digit, ROUND_HALF_UP)


def percent_range(numerator: Decimal, denominator: Decimal, slack: Decimal, digit: Decimal) -> tuple[Decimal, Decimal]:
    """The lowest and highest percentage of two counts that may each be off by ``slack``; never outside 0 to 100.

    ``denominator`` is above zero and no count larger than it; at least one is counted.
    """
    lowest = percent(max(numerator - slack, Decimal(0)), denominator + slack, digit)
    share = min((numerator + slack) / max(denominator - slack, Decimal(1)), Decimal(1))
    return lowest, percent(share, 1, digit)


def value_from_counts(numerator: object, denominator: object, unit: str) -> Decimal | None:
    """The rate that two counts give, to one decimal place; None where they give none.

    Percent is out of 100 (contract: Numerator and denominator); "per 10,000" is not
    worked out, since its denominator is a population that the return doesn't hold.
    """
    if unit != "percent" or not isinstance(numerator, Decimal) or not isinstance(denominator, Decimal):
        return None
    if denominator <= 0 or not 0 <= numerator <= denominator:
        return None
    return percent(numerator, denominator, TENTH)


def count_behind(rate: Decimal, denominator: Decimal | int, out_of: int) -> int:
    """The whole count that a rate tells of, where only its denominator is given."""
    return round(rate * Decimal(denominator) / out_of)
