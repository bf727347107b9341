"""How much a figure may well differ from those before it: what chance and the series itself make usual.

The rule is ours (contract: Plausibility). It needs no history: with one figure before it, the size of
the unit says what is usual; each further one lets the series speak for itself. It decides what is
asked before saving, and nothing of what is said to readers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from statistics import median

from metrics.analysis import confidence
from metrics.catalogue.models import Figure, Indicator

TIMES = 2.3
"""A change is unusual beyond this many standard deviations of a change: about one in fifty by chance."""

WEIGHT = 3
"""As many steps of the series weigh as much as the size of its unit."""

RARE = 0.6
"""So far on the way to an unusual change, a figure that another error would explain is asked about."""

RECENT = 8
"""The figures whose middle, beside the last one, a new figure may be near to."""

COUNTED = 300
"""How many a percentage is taken to be of where its counts are not given."""

_SHARE = {"per 10,000": 0.08, "weeks": 0.12, "days": 0.12, "average": 0.12}
_LEAST = {"weeks": 1.0, "days": 4.0, "percentage points": 4.0}
AVERAGE = re.compile(r"\b(per|each|average|mean|median|full[- ]time equivalents?|FTE)\b", re.IGNORECASE)
"""Words of a count that is no count of whole things."""

_NORMAL_MEDIAN = 1.4826
"""From the median of absolute differences to their standard deviation, were they normal."""


def is_average(indicator: Indicator) -> bool:
    """Whether a count is one of so many for each, which may have decimals."""
    return indicator.unit == "count" and AVERAGE.search(f"{indicator.of} {indicator.name}") is not None


def usual_change(indicator: Indicator, before: Sequence[Figure], figure: Figure) -> float:
    """The largest change that asks no question, in the indicator's unit; ``before`` are comparable, oldest first.

    Its standard deviation is first that of the unit: of a percentage by its counts (Newcombe) or as of 300,
    of a count by its root (Poisson), of a duration, rate or average as a share of the last figure. The
    median step of the series (its moving ranges) then weighs in, step by step.
    """
    last = before[-1]
    variance = _unit_deviation(indicator, last, figure) ** 2
    steps = [abs(later - earlier) for earlier, later in pairwise(numbers(before))]
    if steps:
        own = float(_NORMAL_MEDIAN * float(median(steps)))
        variance = (WEIGHT * variance + len(steps) * own**2) / (WEIGHT + len(steps))
    return max(float(TIMES * variance**0.5), 2 * _last_digit(last, figure))


def is_far(
    indicator: Indicator, before: Sequence[Figure], figure: Figure, old: Decimal | None, times: float = 1
) -> bool:
    """Whether a number is further than usual from the last one, from the middle of the recent ones, and from ``old``.

    So nobody is asked again where a series comes back from an unusual figure, or goes on from a new level.
    ``times``: than so many times the usual change.
    """
    assert figure.value is not None
    recent = numbers(before)[-RECENT:]
    near_to = [recent[-1], median(recent), *([old] if old is not None else [])]
    usual = times * usual_change(indicator, before, figure)
    return indicator.unit != "grade" and all(abs(float(figure.value - other)) > usual for other in near_to)


def numbers(figures: Sequence[Figure]) -> list[Decimal]:
    return [figure.value for figure in figures if figure.value is not None]


def _unit_deviation(indicator: Indicator, last: Figure, figure: Figure) -> float:
    """The standard deviation of a change, as far as the unit tells it."""
    assert last.value is not None
    value = abs(float(last.value))
    kind = "average" if is_average(indicator) else indicator.unit
    if kind == "percent":
        return _percent_deviation(indicator, last, figure)
    if kind == "count":
        return float((2 * max(value, 1)) ** 0.5)
    return max(_SHARE.get(kind, 0) * value, _LEAST.get(kind, 0))


def _percent_deviation(indicator: Indicator, last: Figure, figure: Figure) -> float:
    counts, earlier = (confidence.counts_of(indicator, one) for one in (figure, last))
    if counts is not None and counts.exact and earlier is not None and earlier.exact:
        difference = confidence.difference(counts, earlier)
        return (difference.high - difference.low) / 2 / confidence.Z95
    assert last.value is not None
    counted = next((one.denominator for one in (figure, last) if one.denominator), COUNTED)
    share = min(max(float(last.value) / 100, 0.05), 0.95)
    return float(100 * (2 * share * (1 - share) / counted) ** 0.5)


def _last_digit(*figures: Figure) -> float:
    """The worth of the last digit of the coarsest figure."""
    exponents = [int(figure.value.as_tuple().exponent) for figure in figures if figure.value is not None]
    return float(10 ** min(max(exponents), 0))
