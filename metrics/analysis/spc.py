"""Statistical process control (SPC): XmR limits, special causes and assurance.

The rules (reporting: Variation (XmR)), written out for readers on the page Sources
and method, are NHS England's Making Data Count as coded in NHSRplotthedots 0.2.2,
without outlier screening. Numbers are
compared as exact fractions, so a figure that stands on a mean or a limit is
never pushed beyond it by rounding.

"Final" in the table of reporting: How much may be said means an outcome: what is no
prediction. Provisional, approximate and revised figures count towards the 12, since
only predictions are left out of runs and limits (reporting: Predicted, provisional,
approximate) and since the same column would otherwise have no mark and no latest
figure for an indicator whose only figure is provisional, against the contract's latest,
which is the last figure that is not a prediction.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import groupby, pairwise
from math import lcm
from typing import Literal

from metrics.catalogue.field_types import Polarity, Unit
from metrics.catalogue.models import Indicator, Observation, Rebase
from metrics.catalogue.period import Period, following

Cause = Literal[
    "unusually high",
    "unusually low",
    "seven rising",
    "seven falling",
    "two of three near the upper limit",
    "two of three near the lower limit",
    "seven above the mean",
    "seven below the mean",
]
HIGH: tuple[Cause, ...] = (
    "unusually high",
    "seven rising",
    "two of three near the upper limit",
    "seven above the mean",
)
"""The causes that point upwards."""

RANGES: dict[Unit, tuple[Fraction | None, Fraction | None]] = {
    "percent": (Fraction(0), Fraction(100)),
    "percentage points": (None, None),
    "per 10,000": (Fraction(0), Fraction(10_000)),
}
"""What a unit can hold; others begin at zero and have no end."""

Assurance = Literal["consistently meets", "consistently misses", "sometimes meets"]
Why = Literal["", "no figure", "kind", "code", "gap", "few"]
Number = Decimal | float

POINTS_FOR_LIMITS = 12
"""Figures of one kind, unbroken and evenly spaced, before variation is judged (Making Data Count)."""

PER_MOVING_RANGE = Fraction("2.66")
"""Limits stand this many mean moving ranges from the mean: three standard deviations, 3 / 1.128 (Shewhart)."""


@dataclass(frozen=True)
class Limits:
    """What chance alone explains, in the unit of the figures and not clipped to its range; exact fractions."""

    mean: Fraction
    lower: Fraction
    upper: Fraction
    moving_range: Fraction


@dataclass(frozen=True)
class Spell:
    """Neighbouring figures with one special cause, oldest first."""

    cause: Cause
    figures: tuple[Observation, ...]


@dataclass(frozen=True)
class Stretch:
    """The figures between two rebases or breaks, with one special cause or None for each.

    ``why`` there are no limits: no figure; grades, or neither months nor quarters (kind);
    a code among the figures; a period left out (gap); fewer than 12 (few).
    ``at`` is the first period with a code, or the first one left out; ``rebase``
    says who started the stretch, when and why. Limits and causes come from all
    figures, those of the periods ``hidden`` too.
    """

    figures: tuple[Observation, ...]
    limits: Limits | None
    special_causes: tuple[Cause | None, ...]
    why: Why
    at: Period | None = None
    rebase: Rebase | None = None
    hidden: frozenset[Period] = frozenset()

    @property
    def visible(self) -> tuple[tuple[Cause | None, Observation], ...]:
        """The figures that are not hidden, each after its special cause."""
        pairs = zip(self.special_causes, self.figures, strict=True)
        return tuple((cause, figure) for cause, figure in pairs if figure.period not in self.hidden)

    @property
    def spells(self) -> tuple[Spell, ...]:
        """Each special cause with the neighbouring visible figures that it covers."""
        flagged = groupby(self.visible, key=lambda pair: pair[0])
        return tuple(Spell(cause, tuple(figure for _, figure in pairs)) for cause, pairs in flagged if cause)


Stretches = tuple[Stretch, ...]


@dataclass(frozen=True)
class Variation:
    """What may be said of the unbroken line that ends in the latest figure.

    ``points`` and ``special_causes`` cover the whole line; ``enough``, the
    limits, ``assurance`` and ``why`` speak of its latest stretch. ``earlier``
    are the stretches before the last break, which are only drawn and listed.
    """

    earlier: tuple[Stretch, ...]
    stretches: tuple[Stretch, ...]
    points: int
    enough: bool
    mean: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    special_causes: tuple[Cause | None, ...]
    assurance: Assurance | None
    why: Why

    @property
    def latest(self) -> Stretch:
        """The figures since the last rebase or break: those that limits and assurance speak of."""
        return self.stretches[-1]

    @property
    def since_rebase(self) -> int:
        """Figures in the latest stretch: those that count towards the 12."""
        return len(self.latest.figures)

    @property
    def every(self) -> tuple[Stretch, ...]:
        """All stretches with a figure to show, those before a break too, oldest first."""
        return tuple(part for part in self.earlier + self.stretches if part.visible or not part.figures)

    @property
    def cause_since(self) -> Period | None:
        """TEMP."""
        return None

    @property
    def latest_cause(self) -> Cause | None:
        """The special cause that the latest visible figure is part of."""
        return self.latest.visible[-1][0] if self.latest.visible else None

    @property
    def causes(self) -> dict[Period, Cause]:
        """The special cause of each period that has one, those before a break too."""
        return {
            figure.period: cause
            for stretch in self.every
            for figure, cause in zip(stretch.figures, stretch.special_causes, strict=True)
            if cause
        }


def variation_of(
    outcomes: Sequence[Observation], indicator: Indicator, target: Number | None, hidden: Collection[Period] = ()
) -> Variation:
    """What may be said of the variation of ``outcomes`` (``Reading.outcomes``: oldest first, one a period).

    ``hidden``: periods that are not shown. Their figures count all the same, but the latest
    stretch is the one that holds the latest visible figure.
    """
    *earlier_lines, latest_line = _lines(outcomes)
    graded = indicator.unit == "grade"
    unseen = frozenset(hidden)
    earlier = tuple(_stretch(part, graded, unseen) for line in earlier_lines for part in _parts(line))
    stretches = tuple(_stretch(part, graded, unseen) for part in _parts(latest_line))
    if outcomes and outcomes[-1].period in unseen:
        earlier, stretches = _up_to_visible(earlier, stretches)
    latest = stretches[-1]
    bounds = latest.limits
    return Variation(
        earlier=earlier,
        stretches=stretches,
        points=sum(len(stretch.figures) for stretch in stretches),
        enough=bounds is not None,
        mean=decimal(bounds.mean) if bounds else None,
        lower=decimal(bounds.lower) if bounds else None,
        upper=decimal(bounds.upper) if bounds else None,
        special_causes=tuple(cause for stretch in stretches for cause in stretch.special_causes),
        assurance=assurance(bounds, target, indicator.polarity) if bounds else None,
        why=latest.why,
    )


def _up_to_visible(earlier: Stretches, stretches: Stretches) -> tuple[Stretches, Stretches]:
    """Without the stretches after the last one that has a figure to show."""
    for number in reversed(range(len(stretches))):
        if stretches[number].visible:
            return earlier, stretches[: number + 1]
    for number in reversed(range(len(earlier))):
        if earlier[number].visible:
            return earlier[:number], (earlier[number],)
    return earlier, stretches


def clipped(value: Fraction, unit: Unit) -> Fraction:
    """A limit as it is drawn and said: not beyond what the unit can hold."""
    lowest, highest = RANGES.get(unit, (Fraction(0), None))
    value = value if lowest is None else max(value, lowest)
    return value if highest is None else min(value, highest)


def drawn_limits(stretches: Sequence[Stretch], unit: Unit) -> list[float]:
    """Every limit as it is drawn, for an axis to hold."""
    drawn = [stretch.limits for stretch in stretches if stretch.limits]
    return [float(clipped(bound, unit)) for bounds in drawn for bound in (bounds.lower, bounds.upper)]


def cause_verdict(cause: Cause, polarity: Polarity) -> Literal["better", "worse"] | None:
    """Whether a special cause is on the good side; None where neither direction is better."""
    if polarity == "neutral":
        return None
    return "better" if (cause in HIGH) == (polarity == "higher_is_better") else "worse"


def _lines(outcomes: Sequence[Observation]) -> list[list[Observation]]:
    """Figures and codes of the latest one's kind of period, cut at each break; at least one line."""
    lines: list[list[Observation]] = [[]]
    for outcome in outcomes:
        if outcome.period.kind == outcomes[-1].period.kind:
            if outcome.break_before and lines[-1]:
                lines.append([])
            lines[-1].append(outcome)
    return lines


def _parts(line: list[Observation]) -> list[list[Observation]]:
    """The line cut at each rebase; always at least one part, which may be empty."""
    parts: list[list[Observation]] = [[]]
    for observation in line:
        if observation.rebase_before and parts[-1]:
            parts.append([])
        parts[-1].append(observation)
    return parts


def _stretch(observations: list[Observation], graded: bool, hidden: frozenset[Period]) -> Stretch:
    figures = tuple(figure for figure in observations if figure.value is not None)
    values = [figure.value for figure in figures if figure.value is not None]
    why, at = _why(observations, graded)
    bounds = None if why else limits(values)
    causes: list[Cause | None] = [None] * len(values)
    if bounds:
        causes = special_causes(values, bounds)
    elif why == "few":
        causes = runs(values)
    rebase = observations[0].rebase_before if observations else None
    return Stretch(figures, bounds, tuple(causes), why, at, rebase, hidden)


def _why(observations: list[Observation], graded: bool) -> tuple[Why, Period | None]:
    """Why there are no limits, and which period stands in their way."""
    if not observations:
        return "no figure", None
    if graded or observations[0].period.kind not in ("month", "quarter"):
        return "kind", None
    if coded := [observation.period for observation in observations if observation.value is None]:
        return "code", coded[0]
    expected = [(following(before.period), after.period) for before, after in pairwise(observations)]
    if missing := [wanted for wanted, period in expected if wanted != period]:
        return "gap", missing[0]
    return ("few" if len(observations) < POINTS_FOR_LIMITS else ""), None


def limits(values: Sequence[Number]) -> Limits:
    """Mean plus and minus 2.66 mean moving ranges, of two values or more; no outlier screening."""
    numbers = [_exact(value) for value in values]
    common = lcm(*(number.denominator for number in numbers))
    whole = [number.numerator * (common // number.denominator) for number in numbers]
    mean = Fraction(sum(whole), common * len(whole))
    moving_range = Fraction(sum(abs(after - before) for before, after in pairwise(whole)), common * (len(whole) - 1))
    reach = PER_MOVING_RANGE * moving_range
    return Limits(mean, mean - reach, mean + reach, moving_range)


def special_causes(values: Sequence[Number], bounds: Limits) -> list[Cause | None]:
    """One entry a value: the first rule that it is part of, in the order of reporting: Variation (XmR)."""
    numbers = [_exact(value) for value in values]
    sides = [_sign(number, bounds.mean) for number in numbers]
    rules = (_beyond(numbers, bounds), runs(values), _two_of_three(numbers, sides, bounds), _seven_on_one_side(sides))
    return [next((cause for cause in causes if cause), None) for causes in zip(*rules, strict=True)]


def _beyond(numbers: list[Fraction], bounds: Limits) -> list[Cause | None]:
    high: list[Cause | None] = ["unusually high" if number > bounds.upper else None for number in numbers]
    return ["unusually low" if number < bounds.lower else cause for number, cause in zip(numbers, high, strict=True)]


def runs(values: Sequence[Number]) -> list[Cause | None]:
    """Seven figures in six consecutive strict rises or falls; all seven are named.

    A peak that ends a rise and starts a fall belongs to the fall, and a trough
    to the rise (as NHSRplotthedots has it).
    """
    causes: list[Cause | None] = [None] * len(values)
    for start, sign in _alike([_sign(_exact(after), _exact(before)) for before, after in pairwise(values)], 6):
        causes[start : start + 7] = ["seven rising" if sign > 0 else "seven falling"] * 7
    return causes


def _two_of_three(numbers: list[Fraction], sides: list[int], bounds: Limits) -> list[Cause | None]:
    """Points beyond two thirds of the way to a limit and not beyond it, two among three on one side of the mean."""
    two_thirds = (bounds.upper - bounds.mean) * 2 / 3
    high, low = bounds.mean + two_thirds, bounds.mean - two_thirds
    near = [high < number <= bounds.upper or bounds.lower <= number < low for number in numbers]
    causes: list[Cause | None] = [None] * len(numbers)
    for start, sign in _alike(sides, 3):
        close = [index for index in range(start, start + 3) if near[index]]
        for index in close if len(close) >= 2 else []:
            causes[index] = "two of three near the upper limit" if sign > 0 else "two of three near the lower limit"
    return causes


def _seven_on_one_side(sides: list[int]) -> list[Cause | None]:
    causes: list[Cause | None] = [None] * len(sides)
    for start, sign in _alike(sides, 7):
        causes[start : start + 7] = ["seven above the mean" if sign > 0 else "seven below the mean"] * 7
    return causes


def _alike(signs: list[int], length: int) -> list[tuple[int, int]]:
    """Where ``length`` signs in a row are the same and not zero: the first one's index, and the sign."""
    starts = range(len(signs) - length + 1)
    return [(start, signs[start]) for start in starts if abs(sum(signs[start : start + length])) == length]


def assurance(bounds: Limits, target: Number | None, polarity: Polarity) -> Assurance | None:
    """Whether chance alone keeps the figures on one side of the target; a target on a limit is not beyond it.

    None without a target, and where neither direction is better.
    """
    if target is None or polarity == "neutral":
        return None
    number = _exact(target)
    if bounds.lower <= number <= bounds.upper:
        return "sometimes meets"
    higher = polarity == "higher_is_better"
    return "consistently meets" if (number < bounds.lower) == higher else "consistently misses"


def _exact(value: Number) -> Fraction:
    """The number that is written: 0.1 is a tenth, not the nearest binary fraction."""
    return Fraction(value if isinstance(value, Decimal) else str(value))


def decimal(number: Fraction) -> Decimal:
    """To 28 digits, which holds every figure's own digits."""
    return Decimal(number.numerator) / Decimal(number.denominator)


def _sign(number: Fraction, other: Fraction) -> int:
    return (number > other) - (number < other)
