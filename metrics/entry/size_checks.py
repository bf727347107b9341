"""What is unusual about the size of one new number: a slip of the pen, or a change that chance seldom makes.

The rules are ours (contract: Plausibility). At most one question is asked of the size, and one of the denominator.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from statistics import median

from metrics.catalogue.models import Observation
from metrics.entry.doubts import DoubtKind, Question
from metrics.entry.new_figure import SMALL, NewFigure, hundredfold
from metrics.entry.usual_change import RARE, RECENT, is_average, is_far, numbers, usual_change
from metrics.wording import formatting

SLIP = 5
"""A figure this many times the last one, or this part of it, may have its decimal point in the wrong place."""


def size(new: NewFigure) -> Iterator[Question]:
    """What is unusual about the size of a number: one question, and another about its denominator."""
    last = new.last
    if last is None or last.value is None:
        if new.may_be_share():
            now = formatting.short_value(new.value, new.indicator)
            yield Question(DoubtKind.SHARE, f"you wrote {now}, the first figure; was {_percent(new)} meant?")
        return
    if not new.before:
        yield from _far_off(new, last)
        return
    was, now = (formatting.figure_words(one, new.indicator) for one in (last, new.figure))
    values = numbers(new.before)
    if new.may_be_share():
        yield Question(DoubtKind.SHARE, f"{was} to {now}; was {_percent(new)} meant?")
    elif not new.value and all(values) and new.figure.denominator is None:
        yield Question(DoubtKind.ZERO, f"{was} to {now}; is it a true zero, or is there no figure?")
    elif _slipped(new, last.value) and _slipped(new, median(values[-RECENT:])):
        yield Question(DoubtKind.DECIMAL_POINT, f"{was} to {now}: is the decimal point in its place?")
    elif new.indicator.unit == "percentage points" and all(value * new.value < 0 for value in values):
        yield Question(DoubtKind.SIGN, f"{was} to {now}: the sign is another than ever before; is it right?")
    elif new.is_far:
        change = formatting.size_words(new.value - last.value, new.indicator)
        usual = _usual_words(new)
        words = f"{was} to {now} is a change of {change}, where more than {usual} is unusual; are both right?"
        yield Question(DoubtKind.CHANGE, words)
    elif (meant := _swapped(new)) is not None:
        words = f"{was} to {now}; was {formatting.value_words(meant, new.indicator)} meant?"
        yield Question(DoubtKind.DIGITS, words)
    counts = last.denominator, new.figure.denominator
    if counts[0] and counts[1] is not None and not counts[0] < 2 * counts[1] < 4 * counts[0]:
        moved = "fell" if counts[1] < counts[0] else "rose"
        words = f"the denominator {moved} from {counts[0]:,} to {counts[1]:,}; is it of the same group?"
        yield Question(DoubtKind.DENOMINATOR, words)


def _swapped(new: NewFigure) -> Decimal | None:
    """The number with two digits the other way round, where that is near those before it and the number is not."""
    if new.figure.denominator is not None or not is_far(new.indicator, new.before, new.figure, None, times=RARE):
        return None
    sign, digits, exponent = new.value.as_tuple()
    for place in range(len(digits) - 1):
        other = (*digits[:place], digits[place + 1], digits[place], *digits[place + 2 :])
        value = Decimal((sign, other, int(exponent)))
        figure = new.figure.model_copy(update={"value": value})
        if not is_far(new.indicator, new.before, figure, None, times=RARE / 2):
            return value
    return None


def _usual_words(new: NewFigure) -> str:
    """The largest usual change, in the digits of the new figure and one that a reader can do something with."""
    usual = usual_change(new.indicator, new.before, new.figure)
    places = 0 if usual >= 10 else max(1, -int(new.value.as_tuple().exponent)) if usual < 1 else 1
    return formatting.number(Decimal(f"{usual:.{places}f}"))


def _percent(new: NewFigure) -> str:
    return formatting.short_value(hundredfold(new.value), new.indicator)


def _far_off(new: NewFigure, last: Observation) -> Iterator[Question]:
    """A slip beside a figure that isn't comparable: the one revised, else the last of any kind.

    A percentage is also asked about where it is further from one of its kind of period, behind a code, than twice the
    usual change.
    """
    assert last.value is not None
    now, was = (formatting.short_value(value, new.indicator) for value in (new.value, last.value))
    when = formatting.in_period(last.period)
    wrote = f"you wrote {now}; the last figure was {was} {when}"
    alike = new.old is None and last.period.kind == new.figure.period.kind and new.indicator.unit == "percent"
    apart = abs(float(new.value - last.value))
    if new.may_be_share():
        yield Question(DoubtKind.SHARE, f"{wrote}; was {_percent(new)} meant?")
    elif _slipped(new, last.value):
        yield Question(DoubtKind.DECIMAL_POINT, f"{wrote}; is the decimal point in its place?")
    elif alike and apart > 2 * usual_change(new.indicator, [last], new.figure):
        yield Question(DoubtKind.CHANGE, f"{wrote}; are both right?")


def parts(new: NewFigure) -> Iterator[Question]:
    """Whether a count of people or things has decimals; an average may."""
    whole = new.value == new.value.to_integral_value()
    if new.indicator.unit == "count" and not whole and not is_average(new.indicator):
        words = f"{formatting.number(new.value)} is no whole number of {new.indicator.of}; is it right?"
        yield Question(DoubtKind.NOT_WHOLE, words)


def _slipped(new: NewFigure, was: Decimal) -> bool:
    """Whether a number is so many times another that a digit or the decimal point may have moved.

    A share of two counts can't slip, and a small count may well be a few times another.
    """
    low, high = sorted((abs(new.value), abs(was)))
    small = new.indicator.unit == "count" and not is_average(new.indicator) and high < SMALL
    return new.figure.denominator is None and not small and low > 0 and high >= SLIP * low
