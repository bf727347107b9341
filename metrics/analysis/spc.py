"""Statistical process control (SPC): how much may be said of an indicator's variation, segment by segment.

The rules (reporting: Variation (XmR)), written out for readers on the page Sources and method, are
NHS England's Making Data Count; ``xmr`` works out limits and special causes. A segment runs from the
last break or rebase. A period that is missing or has a code never ends it: no moving range and no
row of figures goes across it.

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
from itertools import pairwise
from typing import Literal

from metrics.analysis.xmr import (
    HIGH,
    Assurance,
    Cause,
    Limits,
    Number,
    assurance,
    decimal,
    limits,
    moving_ranges,
    runs,
    special_causes,
)
from metrics.catalogue.field_types import Polarity, Unit
from metrics.catalogue.models import Indicator, Observation, Rebase
from metrics.catalogue.period import Period, following

RANGES: dict[Unit, tuple[Fraction | None, Fraction | None]] = {
    "percent": (Fraction(0), Fraction(100)),
    "percentage points": (None, None),
    "per 10,000": (Fraction(0), Fraction(10_000)),
}
"""What a unit can hold; others begin at zero and have no end."""

Why = Literal["", "no figure", "kind", "few", "few moving ranges"]

POINTS_FOR_LIMITS = 12
"""Figures of one kind since the last break or rebase, before variation is judged (NHSRplotthedots)."""

RANGES_FOR_LIMITS = 8
"""Moving ranges among them, since none is taken across a period without a number (ours)."""


@dataclass(frozen=True)
class Spell:
    """Neighbouring figures with one special cause, oldest first."""

    cause: Cause
    figures: tuple[Observation, ...]


@dataclass(frozen=True)
class Stretch:
    """The figures between two rebases or breaks (a segment), with one special cause or None for each.

    ``why`` there are no limits: no figure; grades, or neither months nor quarters (kind);
    fewer than 12 figures (few); fewer than 8 ``moving_ranges`` among them. ``coded`` are
    the outcomes with a code, ``missing`` the periods left out; ``rebase`` says who started
    the stretch, when and why. ``shown_causes`` are ``special_causes``, or only the runs where
    it is ``shifted``. Limits and causes come from all figures, those of the periods ``hidden`` too.
    """

    figures: tuple[Observation, ...]
    limits: Limits | None
    special_causes: tuple[Cause | None, ...]
    why: Why
    shown_causes: tuple[Cause | None, ...]
    moving_ranges: int = 0
    outcomes: tuple[Observation, ...] = ()
    missing: tuple[Period, ...] = ()
    rebase: Rebase | None = None
    hidden: frozenset[Period] = frozenset()

    @property
    def shifted(self) -> bool:
        """Whether the level has shifted: half of the figures or more are special causes, so no mean describes them."""
        return _shifted(self.limits, self.special_causes)

    @property
    def shown_limits(self) -> Limits | None:
        """The limits as far as they are drawn and said: none where the level has shifted."""
        return None if self.shifted else self.limits

    @property
    def without_number(self) -> tuple[Period, ...]:
        """The periods inside that are missing or have a code, oldest first; undated ones have no place among them."""
        coded = (one.period for one in self.coded if one.period.dated)
        return tuple(sorted((*self.missing, *coded), key=lambda period: period.order))

    @property
    def coded(self) -> tuple[Observation, ...]:
        """The outcomes that have a code in place of a number."""
        return tuple(outcome for outcome in self.outcomes if outcome.value is None)

    @property
    def visible(self) -> tuple[tuple[Cause | None, Observation], ...]:
        """The figures that are not hidden, each after the special cause that is shown of it."""
        pairs = zip(self.shown_causes, self.figures, strict=True)
        return tuple((cause, figure) for cause, figure in pairs if figure.period not in self.hidden)

    @property
    def spells(self) -> tuple[Spell, ...]:
        """Each special cause that is shown, with the visible figures that it covers, one period after the other."""
        spells: list[Spell] = []
        for cause, figure in self.visible:
            last = spells[-1] if spells else None
            if last and last.cause == cause and following(last.figures[-1].period) == figure.period:
                spells[-1] = Spell(cause, (*last.figures, figure))
            elif cause:
                spells.append(Spell(cause, (figure,)))
        return tuple(spells)

    @property
    def latest_place(self) -> int | None:
        """Which figure is the latest visible outcome; None where that has a code, or there is none."""
        seen = [outcome for outcome in self.outcomes if outcome.period not in self.hidden]
        if not seen or seen[-1].value is None:
            return None
        return next(place for place, figure in enumerate(self.figures) if figure is seen[-1])


Stretches = tuple[Stretch, ...]


@dataclass(frozen=True)
class Variation:
    """What may be said of the line since the last break, up to the latest figure.

    ``points`` and ``special_causes`` cover the whole line; ``enough``, the
    limits, ``assurance`` and ``why`` speak of its latest stretch. ``earlier``
    are the stretches before the last break, which are only drawn and listed.
    ``target`` is the leading one that rates the latest figure, in the indicator's unit.
    """

    earlier: tuple[Stretch, ...]
    stretches: tuple[Stretch, ...]
    points: int
    enough: bool
    mean: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    special_causes: tuple[Cause | None, ...]
    why: Why
    target: Number | None
    polarity: Polarity

    @property
    def shifted(self) -> bool:
        """Whether half of the latest stretch or more are special causes: neither limits nor assurance are shown."""
        return self.latest.shifted

    @property
    def assurance(self) -> Assurance | None:
        """Whether chance alone keeps the figures on one side of the leading target."""
        return self.assurance_for(self.target)

    def assurance_for(self, target: Number | None) -> Assurance | None:
        """Whether chance alone keeps the figures on one side of ``target``, in the indicator's unit.

        None without limits or target, where neither direction is better, where the level has
        shifted, and where figures are suppressed or coded: those may all lie on one side.
        """
        bounds = self.latest.shown_limits
        return None if bounds is None or self.latest.coded else assurance(bounds, target, self.polarity)

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
    def latest_cause(self) -> Cause | None:
        """The special cause that the latest visible figure is part of, also where the level has shifted."""
        place = self.latest.latest_place
        return None if place is None else self.latest.special_causes[place]

    @property
    def shown_cause(self) -> Cause | None:
        """The same as far as it is shown: only a run where the level has shifted."""
        place = self.latest.latest_place
        return None if place is None else self.latest.shown_causes[place]

    @property
    def cause_since(self) -> Period | None:
        """The first period of the spell of special causes on one side that ends in the latest visible figure.

        The spell is unbroken: each of its periods follows the one before, and where the level has shifted and a run
        is all that is marked, it is that run. None where the latest has no special cause.
        """
        stretch, place, cause = self.latest, self.latest.latest_place, self.latest_cause
        if place is None or cause is None:
            return None
        causes = stretch.shown_causes if self.shown_cause else stretch.special_causes
        cause = causes[place] or cause
        while place > 0:
            before = causes[place - 1]
            if before is None or (before in HIGH) != (cause in HIGH):
                break
            if following(stretch.figures[place - 1].period) != stretch.figures[place].period:
                break
            place -= 1
        return stretch.figures[place].period

    @property
    def causes(self) -> dict[Period, Cause]:
        """The special cause that is shown of each period that has one, those before a break too."""
        return {
            figure.period: cause
            for stretch in self.every
            for figure, cause in zip(stretch.figures, stretch.shown_causes, strict=True)
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
        why=latest.why,
        target=target,
        polarity=indicator.polarity,
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
    drawn = [bounds for stretch in stretches if (bounds := stretch.shown_limits)]
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
    values = _with_gaps(observations)
    ranges = len(moving_ranges(values))
    why = _why(observations, graded, len(figures), ranges)
    bounds = None if why else limits(values)
    rows: list[Cause | None] = [None] * len(values) if why == "kind" else runs(values)
    causes = special_causes(values, bounds) if bounds else rows
    special, in_rows = (
        tuple(cause for cause, value in zip(found, values, strict=True) if value is not None)
        for found in (causes, rows)
    )
    return Stretch(
        figures=figures,
        limits=bounds,
        special_causes=special,
        why=why,
        shown_causes=in_rows if _shifted(bounds, special) else special,
        moving_ranges=ranges,
        outcomes=tuple(observations),
        missing=() if why == "kind" else _missing(observations),
        rebase=observations[0].rebase_before if observations else None,
        hidden=hidden,
    )


def _shifted(bounds: Limits | None, causes: Sequence[Cause | None]) -> bool:
    return bounds is not None and 2 * sum(1 for cause in causes if cause) >= len(causes)


def _why(observations: list[Observation], graded: bool, figures: int, ranges: int) -> Why:
    """Why there are no limits."""
    if not observations:
        return "no figure"
    if graded or observations[0].period.kind not in ("month", "quarter"):
        return "kind"
    if not figures:
        return "no figure"
    if figures < POINTS_FOR_LIMITS:
        return "few"
    return "few moving ranges" if ranges < RANGES_FOR_LIMITS else ""


def _missing(observations: list[Observation]) -> tuple[Period, ...]:
    """The months or quarters left out between one outcome and the next."""
    missing: list[Period] = []
    for before, after in pairwise(observations):
        period = following(before.period)
        while period is not None and period.order < after.period.order:
            missing.append(period)
            period = following(period)
    return tuple(missing)


def _with_gaps(observations: list[Observation]) -> list[Number | None]:
    """The figures in order, with one None for each code and for each place where periods are left out."""
    values: list[Number | None] = []
    for place, observation in enumerate(observations):
        if place and following(observations[place - 1].period) != observation.period:
            values.append(None)
        values.append(observation.value)
    return values
