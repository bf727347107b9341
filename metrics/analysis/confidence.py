"""Confidence intervals: how far chance reaches in a share, and whether two differ by more than it explains.

Wilson's interval for one share, Newcombe's for the difference of two, both at
95% (reporting: Small numbers). Only percentages that come with exact counts are
judged; published rounded counts never are.
"""

from __future__ import annotations

from dataclasses import dataclass

from metrics.catalogue.models import Figure, Indicator

Z95 = 1.959963984540054
"""Standard normal deviate of a two-sided 95% interval."""


@dataclass(frozen=True)
class Difference:
    """The 95% interval of one percentage minus another, in percentage points."""

    low: float
    high: float

    @property
    def beyond_chance(self) -> bool:
        """Whether the two differ by more than chance alone explains: the interval leaves out zero."""
        return self.low > 0 or self.high < 0


def wilson(numerator: int, denominator: int) -> tuple[float, float]:
    """The 95% Wilson score interval of a proportion, as percentages 0 to 100 (Wilson 1927; OHID)."""
    share = numerator / denominator
    square = Z95 * Z95 / denominator
    centre = share + square / 2
    spread = Z95 * (share * (1 - share) / denominator + square / denominator / 4) ** 0.5
    low, high = (centre - spread) / (1 + square), (centre + spread) / (1 + square)
    return max(low, 0.0) * 100, min(high, 1.0) * 100


def exact_counts(indicator: Indicator, figure: Figure) -> tuple[int, int] | None:
    """Numerator and denominator of a percentage, where it comes with exact counts."""
    if indicator.unit != "percent" or figure.value is None or figure.counts_rounded_to > 1:
        return None
    if figure.numerator is None or not figure.denominator:
        return None
    return figure.numerator, figure.denominator


def interval(indicator: Indicator, figure: Figure) -> tuple[float, float] | None:
    """The Wilson interval of a percentage that comes with exact counts, in percent; otherwise None."""
    counts = exact_counts(indicator, figure)
    return None if counts is None else wilson(*counts)


def newcombe(numerator: int, denominator: int, other_numerator: int, other_denominator: int) -> Difference:
    """The 95% interval of the first proportion minus the other.

    Newcombe's method 10, from the two Wilson intervals (Newcombe 1998,
    Statistics in Medicine 17, 873-890). Counts as the contract has them:
    denominators above zero, numerators within them.
    """
    share, other = 100 * numerator / denominator, 100 * other_numerator / other_denominator
    low, high = wilson(numerator, denominator)
    other_low, other_high = wilson(other_numerator, other_denominator)
    below = ((share - low) ** 2 + (other_high - other) ** 2) ** 0.5
    above = ((high - share) ** 2 + (other - other_low) ** 2) ** 0.5
    return Difference(max(share - other - below, -100.0), min(share - other + above, 100.0))


def difference(indicator: Indicator, figure: Figure, other: Figure) -> Difference | None:
    """One figure minus another of the same indicator; None unless both are percentages with exact counts.

    Whether the two may be compared at all is for ``reading`` to say.
    """
    counts, other_counts = exact_counts(indicator, figure), exact_counts(indicator, other)
    return None if counts is None or other_counts is None else newcombe(*counts, *other_counts)
