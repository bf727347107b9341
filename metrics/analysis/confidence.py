"""Confidence intervals: how far chance reaches in a share, and whether two differ by more than it explains.

Wilson's interval for one share, Newcombe's for the difference of two, both at 95%
(reporting: Small numbers). Counts that a source rounds judge by both extremes of their
rounding, and counts that the council's own publisher lends stand beside their lender
(reporting: How sure a verdict is).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from metrics.catalogue.models import Figure, Indicator, OwnFigure
from metrics.catalogue.period import Period

Z95 = 1.959963984540054
"""Standard normal deviate of a two-sided 95% interval."""


@dataclass(frozen=True)
class Counts:
    """How many of how many: ``unknown`` of them are not known, None where the source doesn't say.

    ``rounded_to`` is 1 for exact counts. ``lender`` is the published figure whose counts
    these are, where the council's own figure has none.
    """

    numerator: int
    denominator: int
    unknown: int | None = None
    rounded_to: int = 1
    lender: OwnFigure | None = None

    @property
    def exact(self) -> bool:
        return self.rounded_to == 1

    @property
    def share(self) -> float:
        """In percent."""
        return 100 * self.numerator / self.denominator

    def needed(self, rate: Decimal) -> Decimal:
        """The numerator, not whole, that would give a rate in percent."""
        return rate * self.denominator / 100

    @property
    def known(self) -> Counts | None:
        """The same among those whose status is known; None where all are, or nobody is."""
        left = self.denominator - (self.unknown or 0)
        if not self.unknown or left <= 0:
            return None
        return Counts(min(self.numerator, left), left, rounded_to=self.rounded_to)  # rounding may put it above

    def extremes(self) -> Iterator[tuple[float, float]]:
        """The counts that give the lowest and the highest share; of exact counts the counts themselves."""
        half = 0 if self.exact else self.rounded_to / 2
        low, high = max(self.numerator - half, 0), self.numerator + half
        yield low, self.denominator + half
        if half:
            least = max(self.denominator - half, 1)
            yield min(high, least), least


@dataclass(frozen=True)
class Difference:
    """The 95% interval of one percentage minus another, in percentage points."""

    low: float
    high: float

    @property
    def beyond_chance(self) -> bool:
        """Whether the two differ by more than chance alone explains: the interval leaves out zero."""
        return self.low > 0 or self.high < 0


def wilson(numerator: float, denominator: float) -> tuple[float, float]:
    """The 95% Wilson score interval of a proportion, as percentages 0 to 100 (Wilson 1927; OHID)."""
    share = numerator / denominator
    square = Z95 * Z95 / denominator
    centre = share + square / 2
    spread = Z95 * (share * (1 - share) / denominator + square / denominator / 4) ** 0.5
    low, high = (centre - spread) / (1 + square), (centre + spread) / (1 + square)
    return max(low, 0.0) * 100, min(high, 1.0) * 100


def counts_of(indicator: Indicator, figure: Figure) -> Counts | None:
    """The counts that a percentage comes with, exact or rounded; None without both."""
    if indicator.unit != "percent" or figure.value is None:
        return None
    if figure.numerator is None or not figure.denominator:
        return None
    return Counts(figure.numerator, figure.denominator, figure.unknown, max(figure.counts_rounded_to, 1))


def lent_counts(indicator: Indicator, figure: Figure, period: Period, published: Iterable[OwnFigure]) -> Counts | None:
    """The figure's own counts, or those of a published figure of equal group, period and value.

    Equal means to the digits of the coarser of the two: 21% and 21.4% are one figure,
    of which the report gives no counts and the Department does (reporting: How sure a verdict is).
    """
    own = counts_of(indicator, figure)
    if own is not None or figure.value is None or figure.numerator is not None or figure.denominator is not None:
        return own
    for other in published:
        alike = other.comparable == "yes" and (other.group or indicator.group) == indicator.group
        counts = counts_of(indicator, other)
        if alike and other.period == period and counts is not None and _equal(figure.value, other.value):
            return Counts(counts.numerator, counts.denominator, counts.unknown, counts.rounded_to, other)
    return None


def _equal(value: Decimal, other: Decimal | None) -> bool:
    """Whether one is the other, written to fewer digits."""
    if other is None:
        return False
    exponents = [min(int(number.as_tuple().exponent), 0) for number in (value, other)]
    digit = Decimal(1).scaleb(max(exponents))
    return value.quantize(digit, "ROUND_HALF_UP") == other.quantize(digit, "ROUND_HALF_UP")


def interval(indicator: Indicator, figure: Figure) -> tuple[float, float] | None:
    """The Wilson interval of a percentage that comes with exact counts, in percent; otherwise None."""
    counts = counts_of(indicator, figure)
    return wilson(counts.numerator, counts.denominator) if counts is not None and counts.exact else None


def newcombe(numerator: float, denominator: float, other_numerator: float, other_denominator: float) -> Difference:
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


def difference(counts: Counts, other: Counts) -> Difference:
    """The interval of one share minus another: as far as it reaches at any extreme of rounded counts.

    It leaves out zero only where both extremes do, and on the same side.
    """
    pairs = product(counts.extremes(), other.extremes())
    return _reach(newcombe(*one, *two) for one, two in pairs)


def difference_from_rate(counts: Counts, rate: Decimal) -> Difference:
    """The interval of a share minus a rate that comes without counts and is taken as fixed (as OHID does)."""
    bounds = [wilson(*extreme) for extreme in counts.extremes()]
    return _reach(Difference(low - float(rate), high - float(rate)) for low, high in bounds)


def _reach(differences: Iterable[Difference]) -> Difference:
    every = list(differences)
    return Difference(min(each.low for each in every), max(each.high for each in every))
