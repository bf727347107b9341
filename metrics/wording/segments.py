"""The figures of a segment in words: their limits, to how many digits, their span, and the periods without a number."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from metrics.analysis.spc import Stretch, clipped
from metrics.analysis.verdicts import precision
from metrics.analysis.xmr import decimal
from metrics.catalogue.models import Indicator
from metrics.catalogue.period import Period, following
from metrics.wording.formatting import listed, number, reader_period, short_value, span_words


def constant(stretch: Stretch) -> bool:
    """Whether the figures never vary."""
    return len({figure.value for figure in stretch.figures}) == 1


NAMED = 4
"""So many periods or rows of periods without a number are named in a sentence; the rest are counted."""


def gaps(stretch: Stretch) -> list[str]:
    """The periods that have no number, each with what it lacks: July to September 2015 is missing."""
    hidden = [one.period for one in stretch.coded if one.code == "c"]
    others = [one.period for one in stretch.coded if one.code != "c"]
    kinds = ((stretch.missing, "is missing", "are missing"), (hidden, "is not shown", "are not shown"),
             (others, "has no number", "have no number"))  # fmt: skip
    return [f"{_periods(periods)} {one if len(periods) == 1 else many}" for periods, one, many in kinds if periods]


def _periods(periods: Sequence[Period]) -> str:
    """Periods, two or more that follow each other as one: April to December 2013 and July to September 2014."""
    rows: list[list[Period]] = []
    for period in periods:
        if rows and following(rows[-1][-1]) == period:
            rows[-1].append(period)
        else:
            rows.append([period])
    named = [_row(row) for row in rows[:NAMED]]
    more = sum(map(len, rows[NAMED:]))
    return listed([*named, f"{more} more"] if more else named)


def _row(row: Sequence[Period]) -> str:
    if len(row) == 2 and row[0].kind not in ("quarter", "month"):
        return f"{reader_period(row[0])} and {reader_period(row[1])}"
    return span_words(row[0], row[-1])


def gaps_words(stretch: Stretch) -> str:
    """Which periods of the figures have no number; empty where none lacks one."""
    return "; ".join(gaps(stretch))


def limits_words(indicator: Indicator, stretch: Stretch) -> str:
    """43.9% to 57.1%, average 50.5% (12 figures, April 2010 to March 2013), clipped to the unit's range."""
    bounds = stretch.limits
    if bounds is None:
        return ""
    lower, mean, upper = (bound_words(bound, indicator, stretch) for bound in (bounds.lower, bounds.mean, bounds.upper))
    count = len(stretch.figures)
    return f"{lower} to {upper}, average {mean} ({count} figures, {span_of(stretch)})"


def span_of(stretch: Stretch) -> str:
    """From which period to which the figures run."""
    return span_words(stretch.figures[0].period, stretch.figures[-1].period)


def bound_words(bound: Fraction, indicator: Indicator, stretch: Stretch) -> str:
    """A limit or mean with its unit, not beyond what the unit can hold.

    It has its figures' digits, and tenths at least; more where a figure would otherwise seem to lie on its other side.
    """
    if clipped(bound, indicator.unit) != bound:
        return short_value(decimal(clipped(bound, indicator.unit)), indicator)
    rounded = _rounded(bound, stretch, min(_digit(stretch), Decimal("0.1")))
    return short_value(rounded if rounded else abs(rounded), indicator)


FINEST = Decimal("1e-12")
"""No limit is written to more digits than a data file can hold."""


def _rounded(bound: Fraction, stretch: Stretch, digit: Decimal) -> Decimal:
    """To one unit of ``digit``, or finer until every figure lies on the side of it that its special cause tells."""
    rounded = decimal(bound).quantize(digit)
    while digit > FINEST and _contradicted(rounded, bound, stretch):
        digit /= 10
        rounded = decimal(bound).quantize(digit)
    return rounded


def _contradicted(rounded: Decimal, bound: Fraction, stretch: Stretch) -> bool:
    """Whether a figure is beyond a limit and not beyond the rounded one, or the reverse; or on the mean by rounding."""
    limits, shown = stretch.limits, Fraction(rounded)
    if limits is None:
        return False
    if bound in (limits.upper, limits.lower):
        values = [Fraction(figure.value) for figure in stretch.figures if figure.value is not None]
        above = bound == limits.upper and any((value > bound) != (value > shown) for value in values)
        return above or (bound == limits.lower and any((value < bound) != (value < shown) for value in values))
    pairs = zip(stretch.shown_causes, stretch.figures, strict=True)
    sided = [Fraction(figure.value or 0) for cause, figure in pairs if cause and "the mean" in cause]
    return any((value > bound, value < bound) != (value > shown, value < shown) for value in sided)


def exact_words(bound: Fraction, indicator: Indicator, stretch: Stretch) -> str:
    """The same as it is worked out, inside what the unit can hold or not, to one digit more than its figures."""
    return short_value(_exact(bound, stretch), indicator)


def exact_digits(bound: Fraction, stretch: Stretch) -> str:
    """The same without its unit, for a table."""
    return number(_exact(bound, stretch))


def _exact(bound: Fraction, stretch: Stretch) -> Decimal:
    return _rounded(bound, stretch, _digit(stretch) / 10)


def _digit(stretch: Stretch) -> Decimal:
    """One unit of the last digit that all the figures have."""
    return precision(*(figure.value for figure in stretch.figures if figure.value is not None))
