"""How sure a verdict is: tested, too few to tell, or not tested (reporting: How sure a verdict is).

An indicator has one verdict of change and one of comparison. Where limits stand, only a
special cause decides a change; where they don't, counts decide by Newcombe's interval; and
where there are neither, the figures' own direction is told and called untested.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Literal

from metrics.analysis.confidence import Counts, Difference, difference, difference_from_rate
from metrics.analysis.spc import Variation, cause_verdict
from metrics.analysis.verdicts import Change, Direction, Side
from metrics.catalogue.models import Indicator
from metrics.catalogue.period import Period

Strength = Literal["tested", "too few to tell", "not tested"]


@dataclass(frozen=True)
class Verdict:
    """On which side a figure lies of another one, and how sure that is.

    ``side`` is of the two values, or of the special cause that decided (better, worse,
    same; None where neither way is better). ``strength`` is None where nothing is to be
    weighed: no difference, no better way, or a grade. ``interval`` is Newcombe's for all
    who were counted, ``known`` for those whose status is known, in percentage points.
    ``by_limits``: the limits decided, ``since`` is the first period of the special cause.
    ``direction``: above (up) or below a comparator, to the precision published.
    ``people`` more (or fewer, below zero) in the numerator would bring the figure level with
    the other or to its other side; None without exact counts.
    """

    side: Side | None
    strength: Strength | None
    interval: Difference | None = None
    known: Difference | None = None
    by_limits: bool = False
    since: Period | None = None
    people: int | None = None
    less_than_one: bool = False
    direction: Direction | None = None

    @property
    def said(self) -> Side | None:
        """Better, worse or same as it may be said and counted: None where too few were counted to tell."""
        return None if self.strength == "too few to tell" else self.side


def says(verdict: Verdict | None, side: Side, *strengths: Strength | None) -> bool:
    """Whether a verdict says this, with one of the strengths; with any that may be said where none is given.

    A grade's verdict has the strength None.
    """
    return verdict is not None and verdict.said == side and (not strengths or verdict.strength in strengths)


def of_change(
    indicator: Indicator, change: Change | None, counts: tuple[Counts | None, Counts | None], variation: Variation
) -> Verdict | None:
    """The verdict of change: by the limits where there are any, else by the counts of latest and previous.

    None where there are neither limits nor an earlier figure to compare with.
    """
    if variation.enough:
        return _by_limits(indicator, variation)
    return None if change is None else of_step(indicator, change, counts)


def _by_limits(indicator: Indicator, variation: Variation) -> Verdict | None:
    cause = variation.latest_cause
    if indicator.polarity == "neutral":
        return None
    if cause is None and variation.lower == variation.upper:  # nothing ever differed, so there is nothing to tell
        return Verdict("same", None, by_limits=True)
    if cause is None:
        return Verdict(None, "too few to tell", by_limits=True)
    return Verdict(cause_verdict(cause, indicator.polarity), "tested", by_limits=True, since=variation.cause_since)


def of_step(indicator: Indicator, change: Change, counts: tuple[Counts | None, Counts | None]) -> Verdict:
    """The verdict of one figure after another, by their counts alone."""
    if change.side in (None, "same") or indicator.unit == "grade":
        return Verdict(change.side, None)
    latest, previous = counts
    if latest is None or previous is None:
        return Verdict(change.side, "not tested")
    return _tested(change.side, difference(latest, previous), _among_known(latest, previous))


def _tested(
    side: Side | None, found: Difference, known: Difference | None, people: int | None = None, near: bool = False
) -> Verdict:
    """Tested where every interval leaves out zero, and nobody is less than one person away."""
    beyond = found.beyond_chance and (known is None or _agree(found, known)) and not near
    return Verdict(side, "tested" if beyond else "too few to tell", found, known, people=people, less_than_one=near)


def _agree(found: Difference, known: Difference) -> bool:
    return known.beyond_chance and (found.low > 0) == (known.low > 0)


def _among_known(one: Counts, other: Counts) -> Difference | None:
    """The difference among those whose status is known; None where that is everybody, and anything where nobody is."""
    if any(counts.unknown and counts.unknown >= counts.denominator for counts in (one, other)):
        return Difference(-100.0, 100.0)
    if one.known is None and other.known is None:
        return None
    return difference(one.known or one, other.known or other)


def of_comparison(
    indicator: Indicator, value: Decimal, other: Decimal, side: Side | None, counts: tuple[Counts | None, Counts | None]
) -> Verdict:
    """The verdict of the distance to a comparator that is like for like and of the same period.

    A comparator without counts is taken as fixed; a council's figure without counts can't be tested.
    """
    if side in (None, "same") or indicator.unit == "grade":
        return Verdict(side, None)
    own, theirs = counts
    if own is None:
        return Verdict(side, "not tested")
    people = people_between(own, value, other) if own.exact else None
    near = own.exact and abs(own.numerator - own.needed(other)) < 1
    if theirs is None:
        known = difference_from_rate(own.known, other) if own.known is not None else _among_known(own, own)
        return _tested(side, difference_from_rate(own, other), known, people, near)
    return _tested(side, difference(own, theirs), _among_known(own, theirs), people, near)


def people_between(counts: Counts, value: Decimal, other: Decimal) -> int:
    """How many more (fewer, below zero) in the numerator would bring the figure level with ``other`` or beyond it."""
    exact = counts.needed(other)
    if value < other:
        return int(exact.to_integral_value(ROUND_CEILING)) - counts.numerator
    return int(exact.to_integral_value(ROUND_FLOOR)) - counts.numerator


def people_to_target(indicator: Indicator, counts: Counts | None, target: Decimal) -> int | None:
    """How many more (fewer, below zero) in the numerator would have met the target; None where it is met.

    Only exact counts tell it (reporting: Target).
    """
    if counts is None or not counts.exact or indicator.polarity == "neutral":
        return None
    exact = counts.needed(target)
    up = indicator.polarity == "higher_is_better"
    wanted = int(exact.to_integral_value(ROUND_CEILING if up else ROUND_FLOOR))
    short = wanted - counts.numerator
    return short if short and (short > 0) == up else None
