"""The two voices on one indicator: which published figures are like for like, and what stands by each voice.

The council's figures and the published series of it are never joined (reporting: Two voices). Only where both count
the same people in the same way, in the same kind of period, may they stand on one panel.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from metrics.analysis.releases import may_be_drawn
from metrics.catalogue.models import Comparator, Indicator, OwnFigure
from metrics.catalogue.rates import comparable_between_areas

Definition = tuple[str | None, str]
"""Of whom, and in which kind of period, figures are counted."""


def placed(figures: Iterable[OwnFigure]) -> list[OwnFigure]:
    """The published figures that have a place in time: numbers, and codes in place of one."""
    return [figure for figure in figures if figure.period.dated and (figure.value is not None or figure.code)]


@dataclass(frozen=True)
class Voices:
    """The council and its publishers on one indicator, and which of the two another area's figure stands by."""

    indicator: Indicator

    @property
    def published_over_time(self) -> bool:
        """Whether what is published of the council covers more than one period."""
        return len({figure.period for figure in placed(self.indicator.own_series)}) > 1

    @cached_property
    def council_speaks(self) -> bool:
        """Whether the council has a figure of its own that can be drawn."""
        return any(
            figure.value is not None and (figure.period.dated or figure.status != "predicted")
            for figure in self.indicator.observations
        )

    @cached_property
    def kinds(self) -> set[str]:
        """The kinds of period of the council's own outcomes."""
        outcomes = [figure for figure in self.indicator.observations if figure.status != "predicted"]
        return {outcome.period.kind for outcome in outcomes if outcome.period.dated}

    @cached_property
    def apart(self) -> set[Definition]:
        """The definitions of the published series that are not like for like with the council's figures."""
        return {self.definition(one) for one in placed(self.indicator.own_series) if not self.like_for_like(one)}

    def definition(self, figure: OwnFigure | Comparator) -> Definition:
        """What a figure counts; without words of its own it is the indicator's group."""
        return figure.group or self.indicator.group, figure.period.kind

    def like_for_like(self, figure: OwnFigure) -> bool:
        """Whether a published figure is of the council's own group and definition, in a kind of period it reports."""
        same = figure.group in (None, self.indicator.group) and figure.comparable == "yes"
        return same and figure.period.kind in self.kinds and self.council_speaks

    def beside_published(self, comparator: Comparator) -> bool:
        """Whether another area's figure stands by the published series: of its definition, and no bare count."""
        drawable = comparator.value is not None and comparator.period.dated
        drawable = drawable and comparable_between_areas(self.indicator)
        return drawable and self.definition(comparator) in self.apart

    def beside_council(self, comparator: Comparator) -> bool:
        """Whether another area's figure stands by the council's own: of its group, where the published series isn't."""
        same = comparator.group == self.indicator.group and self.council_speaks
        return same and may_be_drawn(self.indicator, comparator) and not self.beside_published(comparator)

    def on_own_chart(self, comparator: Comparator) -> bool:
        """Whether another area's figure is drawn on the indicator's own chart; all others are listed below it."""
        if not self.published_over_time:
            return may_be_drawn(self.indicator, comparator)
        return self.beside_published(comparator) or self.beside_council(comparator)

    def drawn(self, comparators: Sequence[Comparator]) -> list[Comparator]:
        """Of the figures that count those on the own chart; of two models of one period the later line's."""
        shown = [figure for figure in comparators if self.on_own_chart(figure)]
        if not self.published_over_time:
            return shown
        return list({(figure.area.lower(), figure.group, figure.period): figure for figure in shown}.values())
