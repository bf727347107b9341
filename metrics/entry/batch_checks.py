"""What looks wrong of many new figures at once, and is asked about in one question.

A column of shares, last period's figures sent again, rows shifted by one, and one figure in two
rows (contract: Plausibility). The limits are ours.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from metrics.catalogue.models import Observation
from metrics.catalogue.period import Period
from metrics.entry.doubts import DoubtKind, Question
from metrics.entry.new_figure import SMALL, NewFigure, hundredfold
from metrics.entry.usual_change import RARE, is_far, numbers
from metrics.wording import formatting

Together = tuple[Question, Sequence[NewFigure]]
"""A question of several figures, and which they are."""

SAME = 5
"""One part in so many of the figures that is the same as before makes all of them worth a question."""


def shares(new: Sequence[NewFigure]) -> Iterator[Together]:
    """One question where two percentages or more may be shares."""
    found = [one for one in new if one.may_be_share()]
    if len(found) < 2:
        return
    each = formatting.listed([one.words for one in found])
    given = formatting.number(found[0].value)
    meant = formatting.short_value(hundredfold(found[0].value), found[0].indicator)
    words = f"{len(found)} percentages are below 1 ({each}); are these shares? {given} would be {meant}"
    yield Question(DoubtKind.SHARE, words), found


def copied(new: Sequence[NewFigure]) -> Iterator[Together]:
    """A question where figures of the last period came again, and one for each earlier period.

    Of the last one, where a fifth of the figures or more are its very figures, or those of three digits or two
    counts, which seldom are by chance. Small counts, and series that often stay the same, are none. Of an
    earlier one, where half of the figures, and five or more, are.
    """
    comparable = [one for one in new if one.before and one.old is None]
    again = [one for one in comparable if _is_last_again(one)]
    if len(again) * SAME < len(comparable):
        again = [one for one in again if _is_exact(one)]
    last_periods = {one.before[-1].period for one in again}
    if len(last_periods) == 1:
        yield Question(DoubtKind.COPIED, _copied_words(again, last_periods.pop())), again
    elif again:
        each = formatting.listed([f"{one.words} in {one.figure.period.words}" for one in again])
        words = f"{len(again)} figures are those of the period before ({each}); are they new, or were old ones copied?"
        yield Question(DoubtKind.COPIED, words), again
    of_period: dict[Period, list[tuple[NewFigure, Observation]]] = {}
    for one in comparable:
        for earlier in one.before[:-1]:
            of_period.setdefault(earlier.period, []).append((one, earlier))
    for period, known in of_period.items():
        same = [one for one, earlier in known if earlier.value == one.value and not one.is_small]
        if len(same) >= SAME and 2 * len(same) >= len(known):
            yield Question(DoubtKind.COPIED, _copied_words(same, period)), same


def _is_last_again(one: NewFigure) -> bool:
    values = numbers(one.before)
    stays = [later == earlier for earlier, later in pairwise(values)]
    often = len(stays) >= 3 and 3 * sum(stays) >= len(stays)
    return one.value == values[-1] and not one.is_small and not often


def _is_exact(one: NewFigure) -> bool:
    last = one.before[-1]
    counts = one.figure.numerator, one.figure.denominator
    if None not in counts:
        return counts == (last.numerator, last.denominator)
    return len(one.value.as_tuple().digits) >= 3 and one.value not in (0, 100)


def _copied_words(same: Sequence[NewFigure], period: Period) -> str:
    then = formatting.with_article(period)
    if len(same) == 1:
        (one,) = same
        now = formatting.figure_words(one.figure, one.indicator)
        subject = f"{one.indicator.title}, {one.figure.period.words}"
        return f"{subject}: {now} is the very figure of {then}; is it new, or was the old one copied?"
    each = formatting.listed([one.words for one in same])
    return f"{len(same)} figures are the very ones of {then} ({each}); are they new, or were the old ones copied?"


def shifted(far: Sequence[NewFigure], new: Sequence[NewFigure]) -> Iterator[Together]:
    """One question where most figures that are ``far`` from their own last ones fit those of a neighbouring row."""
    neighbours = {id(one): pair for one, *pair in _with_neighbours(new)}
    for side, where in ((1, "below"), (0, "above")):
        fitting = [one for one in far if _fits(one, neighbours[id(one)][side])]
        if len(fitting) >= 3 and 2 * len(fitting) >= len(far):
            each = formatting.listed([one.words for one in far])
            words = (
                f"{len(far)} figures are far from their own last ones ({each}), and {len(fitting)} of them are near "
                f"the last one of the row {where}; did the rows shift by one?"
            )
            yield Question(DoubtKind.SHIFTED, words), far
            return


Neighbour = NewFigure | None


def _with_neighbours(new: Sequence[NewFigure]) -> Iterator[tuple[NewFigure, Neighbour, Neighbour]]:
    """Each figure with those above and below it among the rows of its period."""
    for period in dict.fromkeys(one.figure.period for one in new):
        rows = [one for one in new if one.figure.period == period]
        yield from zip(rows, [None, *rows[:-1]], [*rows[1:], None], strict=True)


def _fits(one: NewFigure, other: Neighbour) -> bool:
    """Whether a figure is one that another row might have."""
    return other is not None and bool(other.before) and not is_far(other.indicator, other.before, one.figure, None)


def repeated(new: Sequence[NewFigure]) -> Iterator[Together]:
    """A question for each two rows of one period that hold the same figure.

    The same two counts, or the same value of three digits where it is a rare one for either: in rows that follow
    each other outside all before it, in others well on the way to an unusual change.
    """
    for first, second in _pairs(new):
        of = formatting.counts_words(first.figure)
        alike = of == formatting.counts_words(second.figure)
        what = of if of and alike else formatting.value_words(first.value, first.indicator)
        titles = f"{first.indicator.title} and {second.indicator.title}, {first.figure.period.words}"
        words = f"{titles}: both are {what}; is that right, or is one the other's?"
        yield Question(DoubtKind.REPEATED, words), (first, second)


def _pairs(new: Sequence[NewFigure]) -> Iterator[tuple[NewFigure, NewFigure]]:
    counts = Counter(_counts(one) for one in new)
    for key in [key for key, times in counts.items() if key is not None and times > 1]:
        yield from pairwise([one for one in new if _counts(one) == key])
    below = {id(one): after for one, _, after in _with_neighbours(new)}
    same: dict[tuple[object, ...], list[NewFigure]] = {}
    for one in new:
        if len(one.value.as_tuple().digits) >= 3 and one.value not in (0, 100) and not one.is_small:
            same.setdefault((one.figure.period, one.indicator.unit, one.value), []).append(one)
    for first, second in (pair for alike in same.values() for pair in pairwise(alike)):
        unlike = _unlike if below[id(first)] is second else _rare
        if (_counts(first) is None or _counts(second) is None) and (unlike(first) or unlike(second)):
            yield first, second


def _counts(one: NewFigure) -> tuple[int, int, Period] | None:
    numerator, denominator = one.figure.numerator, one.figure.denominator
    if numerator is None or denominator is None or numerator < SMALL or denominator - numerator < SMALL:
        return None
    return numerator, denominator, one.figure.period


def _unlike(one: NewFigure) -> bool:
    """Whether a figure is none that its indicator has had: outside all numbers before it, or the first."""
    values = numbers(one.before)
    return not values or not min(values) <= one.value <= max(values)


def _rare(one: NewFigure) -> bool:
    """Whether a figure is well on the way to an unusual change."""
    return bool(one.before) and is_far(one.indicator, one.before, one.figure, None, times=RARE)
