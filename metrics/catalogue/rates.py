"""Rates: a percentage from two counts, how far it reaches where they are rounded, the count behind a rate; bare counts.

It stands below ``analysis``, since validation holds a percentage against its counts
by the same arithmetic (contract: Numerator and denominator).
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from metrics.catalogue.models import Indicator

OUT_OF = {"percent": 100, "per 10,000": 10_000}
"""Units that are rates, and out of how many."""

TENTH = Decimal("0.1")

_OVER_TIME = r"(?:annual|yearly|quarterly|monthly|weekly|daily)\b"
_OF_EACH = re.compile(
    r"\bper\b(?!\s+(?:(?:calendar|financial|academic)\s+)?(?:year|annum|quarter|month|week|day|term)s?\b)"
    rf"|\b(?:rate|ratio|median|score)s?\b|\b(?:average|mean)\b(?!\s+{_OVER_TIME})",
    re.IGNORECASE,
)
"""Words of a count told of each of something, as cases per worker or an average; "per year" is a count still."""


def comparable_between_areas(indicator: Indicator) -> bool:
    """Whether figures of areas of different size can stand beside each other (reporting: Two voices).

    Shares, rates, durations, grades and averages can. A bare count, of children, carers or homes, can't: it tells
    how large an area is. A count such as cases per worker is a rate, by its own words or those of its name (ours).
    """
    return indicator.unit != "count" or any(_OF_EACH.search(words or "") for words in (indicator.of, indicator.name))


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
