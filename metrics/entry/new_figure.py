"""A new number of the council's own, with the numbers that it can be held against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from metrics.catalogue.models import Indicator, Observation
from metrics.entry.usual_change import is_far
from metrics.wording import formatting

SMALL = 10
"""A count below it stays the same, or grows to a few times as many, without a question."""


@dataclass(frozen=True, eq=False)
class NewFigure:
    """A new outcome, with the comparable numbers before it, oldest first, and the last number of any kind of period.

    ``old`` is the outcome of the same period that it revises.
    """

    indicator: Indicator
    figure: Observation
    before: tuple[Observation, ...]
    last: Observation | None
    old: Observation | None

    @property
    def value(self) -> Decimal:
        assert self.figure.value is not None
        return self.figure.value

    @property
    def words(self) -> str:
        """The indicator and its new figure."""
        return f"{self.indicator.title} {formatting.short_value(self.value, self.indicator)}"

    @property
    def facts(self) -> tuple[str, ...]:
        """The figure and those that it is held against, as a doubt of it is told from others."""
        return figure_facts(self.indicator, self.figure, self.last, self.old)

    @property
    def is_small(self) -> bool:
        """Whether it is a grade or a small count, which are often the same as another."""
        return self.indicator.unit == "grade" or (self.indicator.unit == "count" and self.value < SMALL)

    @cached_property
    def is_far(self) -> bool:
        """Whether it is further than usual from those before it."""
        old = self.old.value if self.old is not None else None
        return bool(self.before) and is_far(self.indicator, self.before, self.figure, old)

    def may_be_share(self) -> bool:
        """Whether a percentage may be written as a share, as spreadsheets hold it: 0.24 for 24%."""
        if self.indicator.unit != "percent" or self.figure.denominator is not None or not 0 < self.value < 1:
            return False
        return self.last is None or not self.last.value or abs(self.last.value) > 10 * self.value


def figure_facts(indicator: Indicator, *figures: Observation | None) -> tuple[str, ...]:
    """Figures of an indicator as they stand, each by its period, status and numbers (``doubts.Doubt``)."""
    return tuple(
        f"{indicator.id} {one.period.label} {one.status}: {one.value} {one.code} {one.numerator}/{one.denominator}"
        for one in figures
        if one is not None
    )


def hundredfold(share: Decimal) -> Decimal:
    """The percentage that a share is, in plain digits."""
    return Decimal(f"{(share * 100).normalize():f}")


def new_figure(
    indicator: Indicator, outcomes: Sequence[Observation], figure: Observation, old: Observation | None
) -> NewFigure:
    """A number among its indicator's ``outcomes``; ``old`` is the one that it revises.

    Comparable are those before it of its kind of period, up to a break or a code. The last number is the last of
    them; where there is none, the one that it revises, else the last of any kind.
    """
    before = _comparable(outcomes, figure)
    place = [outcome.period for outcome in outcomes].index(figure.period)
    others = [old] if old is not None else [*outcomes[place + 1 :], *outcomes[:place]]
    any_kind = [outcome for outcome in others if outcome.value is not None]
    last = before[-1] if before else any_kind[-1] if any_kind else None
    return NewFigure(indicator, figure, tuple(before), last, old)


def _comparable(outcomes: Sequence[Observation], figure: Observation) -> list[Observation]:
    """The numbers before a figure that it may be compared with, oldest first; none across a break or a code."""
    place = [outcome.period for outcome in outcomes].index(figure.period)
    figures: list[Observation] = []
    after = outcomes[place]
    for outcome in reversed([outcome for outcome in outcomes[:place] if outcome.period.kind == figure.period.kind]):
        apart = not outcome.period.dated and (outcome.source, outcome.at) != (figure.source, figure.at)
        if after.break_before or apart or outcome.value is None:
            break
        figures.append(outcome)
        after = outcome
    return figures[::-1]
