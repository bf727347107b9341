"""The published reading: what a department publishes about the council, read by itself.

It is the second of two voices. Its figures are compared with each other, and with other areas' in the
same publication; never with the council's own (reporting: Two voices).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from metrics.analysis import significance
from metrics.analysis.confidence import Counts, counts_of
from metrics.analysis.outcomes import overlap
from metrics.analysis.significance import Verdict
from metrics.analysis.verdicts import Change, change_between, compare
from metrics.catalogue.models import Catalogue, Comparator, Indicator, OwnFigure
from metrics.catalogue.rates import comparable_between_areas
from metrics.catalogue.regions import ENGLAND, REGIONS

AreaKind = Literal["country", "region", "neighbours"]
"""Whom a published figure is set beside, in this order."""

_CLOSENESS = {"yes": 0, "partly": 1, "no": 2}


@dataclass(frozen=True)
class Step:
    """The latest figure after an earlier one of its series; ``verdict`` rests on the counts of the two alone."""

    earlier: OwnFigure
    change: Change
    verdict: Verdict


@dataclass(frozen=True)
class Beside:
    """England's, the region's or the neighbours' figure of the latest's source, definition and period.

    ``verdict`` is None where one of the two is no number.
    """

    comparator: Comparator
    kind: AreaKind
    verdict: Verdict | None


@dataclass(frozen=True)
class PublishedReading:
    """What may be said of one published series, with no words in it; it never has limits.

    ``figures`` are the council's, of one definition and one kind of period, oldest first, and each
    period's counting release only. ``others`` are other areas' of the latest's source, definition and period.
    """

    indicator: Indicator
    figures: tuple[OwnFigure, ...]
    publisher: str
    others: tuple[Comparator, ...]

    @property
    def latest(self) -> OwnFigure:
        """The newest figure, number or code: an older number never passes for the newest."""
        return self.figures[-1]

    @property
    def group(self) -> str | None:
        """Whom the series counts."""
        return self.latest.group or self.indicator.group

    @property
    def numbers(self) -> tuple[OwnFigure, ...]:
        """Those that are no codes."""
        return tuple(figure for figure in self.figures if figure.value is not None)

    @property
    def counts(self) -> Counts | None:
        """The latest figure's counts, exact or rounded."""
        return counts_of(self.indicator, self.latest)

    @property
    def previous(self) -> OwnFigure | None:
        """The figure before the latest, number or code."""
        return self.figures[-2] if len(self.figures) > 1 else None

    @cached_property
    def step(self) -> Step | None:
        """The change since the figure before; None where there is none or one of the two is a code."""
        return self._since(self.previous)

    @property
    def change(self) -> Change | None:
        """Of the last step."""
        return self.step.change if self.step else None

    @property
    def verdict(self) -> Verdict | None:
        """Of the last step."""
        return self.step.verdict if self.step else None

    @cached_property
    def since_first(self) -> Step | None:
        """The change since the series' first number; None where that is the figure before, or the latest."""
        first = next(iter(self.numbers), None)
        return None if first in (self.latest, self.previous) else self._since(first)

    @cached_property
    def beside(self) -> tuple[Beside, ...]:
        """England, then the region, then the neighbours, as far as they were published with the latest figure."""
        order: tuple[AreaKind, ...] = ("country", "region", "neighbours")
        found = [Beside(other, kind, self._against(other)) for other in self.others if (kind := _kind(other))]
        return tuple(sorted(found, key=lambda beside: order.index(beside.kind)))

    @property
    def england(self) -> Beside | None:
        return next((beside for beside in self.beside if beside.kind == "country"), None)

    def _since(self, earlier: OwnFigure | None) -> Step | None:
        change = change_between(self.indicator, self.latest, earlier)
        if change is None or earlier is None:
            return None
        shared = overlap(earlier.period, self.latest.period)
        counts = (None, None) if shared else (self.counts, counts_of(self.indicator, earlier))
        return Step(earlier, change, significance.of_step(self.indicator, change, counts))

    def _against(self, other: Comparator) -> Verdict | None:
        """Like for like by its making: one source, definition and period, whatever compares with the council's own."""
        if self.latest.value is None or other.value is None:
            return None
        direction, side = compare(self.indicator, self.latest.value, other.value)
        counts = self.counts, counts_of(self.indicator, other)
        verdict = significance.of_comparison(self.indicator, self.latest.value, other.value, side, counts)
        return replace(verdict, direction=direction)


def published_from(
    catalogue: Catalogue, indicator: Indicator, own_series: Sequence[OwnFigure], comparators: Sequence[Comparator]
) -> PublishedReading | None:
    """The reading of what is published about the council; None where nothing dated is.

    The figures are those that count (``releases.counting_figures``).
    """
    figures = _series(indicator, own_series)
    if not figures:
        return None
    latest = figures[-1]
    group = latest.group or indicator.group
    others = [
        other
        for other in (comparators if comparable_between_areas(indicator) else ())
        if (other.source, other.group, other.period) == (latest.source, group, latest.period) and other.words is None
    ]
    return PublishedReading(indicator, figures, catalogue.sources[latest.source].publisher, tuple(others))


def _series(indicator: Indicator, own_series: Sequence[OwnFigure]) -> tuple[OwnFigure, ...]:
    """The figures of the newest figure's definition and kind of period, oldest first.

    Of several definitions with a figure of that period the one nearest to the indicator's own is read.
    """
    dated = sorted((figure for figure in own_series if figure.period.dated), key=lambda figure: figure.period.order)
    if not dated:
        return ()
    newest = [figure for figure in dated if figure.period == dated[-1].period]
    latest = min(newest, key=lambda figure: _CLOSENESS[figure.comparable])
    group, kind = latest.group or indicator.group, latest.period.kind
    return tuple(
        figure for figure in dated if (figure.group or indicator.group) == group and figure.period.kind == kind
    )


def _kind(other: Comparator) -> AreaKind | None:
    """Which of the three an area is; None for a single authority, which is ranked with nobody."""
    if other.statistic is not None:
        return "neighbours"
    if other.area == ENGLAND:
        return "country"
    return "region" if other.area in REGIONS.values() else None
