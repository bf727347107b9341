"""The sentences on small numbers: counts, what one child is worth, and how far chance alone reaches.

Nothing is judged here: intervals come from ``confidence``, verdicts from ``significance``.
"""

from __future__ import annotations

import math
from decimal import Decimal

from metrics.analysis.confidence import Counts, Difference, wilson
from metrics.analysis.reading import Reading
from metrics.analysis.significance import Verdict
from metrics.catalogue.models import Indicator
from metrics.wording.formatting import area_words, counted, counts_words, plural, the_period
from metrics.wording.nouns import NOUNS, counted_noun, one_of


def worth_words(indicator: Indicator, counts: Counts | None) -> str:
    """What one is worth, for a percentage with exact counts: one child is 2.4 percentage points."""
    if counts is None or not counts.exact:
        return ""
    noun = counted_noun(indicator)
    single = f"one {NOUNS.get(noun) or counted(Decimal(1), noun)}".strip()
    size = 100 / counts.denominator
    points = f"{size:.1f}" if size >= 0.1 else f"{size:.2g}"
    return f"{single} is {points} percentage {plural(Decimal(points), 'point')}"


def counted_words(reading: Reading) -> str:
    """The latest figure's counts, and whose they are where they are lent: 29 of 42 (Department for Education)."""
    counts = reading.counts
    if counts is None:
        return counts_words(reading.latest) if reading.latest else ""
    about = "" if counts.exact else "about "
    lender = f" (counts: {reading.lender})" if reading.lender else ""
    return f"{about}{counts.numerator:,} of {counts.denominator:,}{lender}"


def chance_words(indicator: Indicator, counts: Counts | None) -> str:
    """How far chance reaches, rounded outwards, for a percentage with exact counts."""
    if counts is None or not counts.exact:
        return ""
    low, high = reach_words(wilson(counts.numerator, counts.denominator))
    noun = counted_noun(indicator) or "counted"
    people = NOUNS.get(noun, noun) if counts.denominator == 1 else noun
    return f"With {counts.denominator:,} {people}, the true rate may be anywhere from {low} to {high}."


def reach_words(bounds: tuple[float, float]) -> tuple[str, str]:
    """The ends of an interval of a percentage, rounded outwards: 11% and 36%."""
    scale = 1 if bounds[1] - bounds[0] >= 5 else 10
    low = math.floor(round(bounds[0] * scale, 6)) / scale
    high = math.ceil(round(bounds[1] * scale, 6)) / scale
    return f"{low:g}%", f"{high:g}%"


def difference_words(reading: Reading) -> list[str]:
    """Whether the change, and the distance to the comparator, are more than chance explains."""
    sentences, step, comparison = [], reading.step, reading.comparison
    if step is not None and step.interval and not reading.variation.enough:
        previous = reading.previous
        when = f"since {the_period(previous.period)} " if previous is not None and previous.period.dated else ""
        sentences.append(f"The change {when}is {_beyond(step, step.interval, reading.indicator)}.")
    if comparison is not None and comparison.interval and reading.headline is not None:
        beyond = _beyond(comparison, comparison.interval, reading.indicator)
        sentences.append(f"The distance to {area_words(reading.headline)} is {beyond}.")
    return sentences


def _beyond(verdict: Verdict, interval: Difference, indicator: Indicator) -> str:
    """Whether it is more than chance, with the interval to a tenth of a percentage point."""
    reach = f"{_points(interval.low)} to {_points(interval.high)} percentage points"
    if verdict.strength == "tested":
        return f"more than chance explains ({reach})"
    if verdict.less_than_one:
        return f"less than one {one_of(indicator) or 'person'}"
    if verdict.known is not None and interval.beyond_chance:
        return f"more than chance explains among all ({reach}), and {_among_known(verdict.known)}: too few to tell"
    return f"no more than chance explains ({reach})"


def _among_known(known: Difference) -> str:
    among = f"{_points(known.low)} to {_points(known.high)}"
    if (known.low, known.high) == (-100, 100):
        return "nobody's status is known"
    if known.beyond_chance:
        return f"the other way round among those whose status is known ({among})"
    return f"no more among those whose status is known ({among})"


def _points(size: float) -> str:
    return f"{size:+.1f}".replace("-", "−")


def small_numbers(reading: Reading) -> str:
    """All that may be said of chance in the latest figure; empty without exact counts."""
    indicator, counts = reading.indicator, reading.counts
    worth = worth_words(indicator, counts)
    sentences = [f"{counted_words(reading)}; {worth}." if worth else "", chance_words(indicator, counts)]
    return " ".join(words for words in [*sentences, *difference_words(reading)] if words)
