"""The time chart: figures over time, or undated figures in their order, as dots, thin lines and rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import altair as alt

from metrics.analysis.reading import Reading
from metrics.analysis.spc import Stretch, drawn_limits
from metrics.catalogue.models import Observation, Target
from metrics.charts import event_marks, intervals, points, reference_lines, value_labels, vega
from metrics.charts.axes import TimeAxis, WordAxis
from metrics.charts.chart_series import (
    Series,
    Sources,
    comparator_series,
    council_series,
    predicted_series,
    target_spans,
)
from metrics.charts.geometry import value_axis
from metrics.charts.labels import (
    Label,
    cause_labels,
    limit_labels,
    note_labels,
    rebase_labels,
    series_label,
    shift_labels,
    target_label,
)
from metrics.charts.legend import legend_layers
from metrics.charts.options import PLAIN, Drawing
from metrics.charts.palette import Palette
from metrics.charts.plot_area import PlotArea, plot_area
from metrics.charts.reference_lines import Span


def trend(
    reading: Reading,
    others: Sequence[Series],
    *,
    palette: Palette,
    area: str,
    sources: Sources,
    drawing: Drawing = PLAIN,
) -> alt.LayerChart:
    """Dated figures over time, with targets on their days; a period stands at its end (reporting: Time).

    ``others``: comparators, and the council's figures as others published them, each at its own period.
    """
    all_series = [
        *council_series(reading, area, sources, dated=True, causes=drawing.limits),
        *predicted_series(reading, area, sources),
        *others,
    ]
    days = [mark.period.end for series in all_series for mark in series.marks if mark.period.end]
    days += [outcome.period.end for outcome in reading.outcomes if outcome.period.end and outcome.code]
    days += drawing.days or ()
    first, last = min(days), max(days)
    last = _room_for_target(reading.indicator.targets, first, last)
    if first == last:
        first, last = first - timedelta(days=183), last + timedelta(days=183)
    targets = target_spans(reading.indicator.targets, first, last)
    period_axis = TimeAxis(first, last, all_series)
    return _chart(Content(reading, area, drawing, all_series, targets, period_axis), palette)


def _room_for_target(targets: Sequence[Target], first: date, last: date) -> date:
    """The last day to draw: a quarter into the next target where none applies to the days drawn."""
    begins = [
        target.from_
        for target in targets
        if target.value is not None and target.from_ is not None and target.from_ > last
    ]
    if target_spans(targets, first, last) or not begins or min(begins) - last > timedelta(days=366):
        return last
    return min(begins) + timedelta(days=91)


def change(
    reading: Reading, *, palette: Palette, area: str, sources: Sources, drawing: Drawing = PLAIN
) -> alt.LayerChart:
    """Undated figures in the file's order, on an axis of words (reporting: Time)."""
    own = council_series(reading, area, sources, dated=False)
    periods = [mark.period for series in own for mark in series.marks]
    always: list[Span] = [(target.target, date.min, date.max) for target in reading.drawn_targets]
    all_series = [*own, *comparator_series(reading, sources, at=periods)]
    return _chart(Content(reading, area, drawing, all_series, always, WordAxis(periods)), palette)


@dataclass(frozen=True)
class Content:
    """What stands on one chart, before anything has its place."""

    reading: Reading
    area: str
    drawing: Drawing
    all_series: Sequence[Series]
    targets: Sequence[Span]
    period_axis: TimeAxis | WordAxis

    @property
    def outcomes(self) -> Sequence[Observation]:
        """The council's dated outcomes; none on an axis of words."""
        dated = isinstance(self.period_axis, TimeAxis)
        return [outcome for outcome in self.reading.outcomes if outcome.period.dated] if dated else []

    @property
    def stretches(self) -> Sequence[Stretch]:
        """The figures that limits (SPC) are worked out from and drawn over; none on an axis of words."""
        dated = isinstance(self.period_axis, TimeAxis)
        return self.reading.variation.every if self.drawing.limits and dated else ()

    @cached_property
    def chance(self) -> Sequence[float]:
        """The ends of every confidence interval that is asked for."""
        return intervals.interval_values(self.reading, self.all_series) if self.drawing.intervals else []

    @property
    def values(self) -> list[float]:
        """Everything that the value axis must hold."""
        return [
            *(mark.value for series in self.all_series for mark in series.marks),
            *(float(target.value or 0) for target, _, _ in self.targets),
            *drawn_limits(self.stretches, self.reading.indicator.unit),
            *self.chance,
            *(self.drawing.values or ()),
        ]


def _chart(content: Content, palette: Palette) -> alt.LayerChart:
    """Sizes first, then layer upon layer."""
    labels = _labels(content)
    axis = value_axis(content.reading.indicator, content.values, fitted=content.drawing.fitted)
    plot = plot_area(content.period_axis, axis, palette, above=sum(label.height for label in labels))
    layers = [*_layers(content, plot), *legend_layers(labels, plot)]
    return vega.finished(layers, palette, plot.height)


def _labels(content: Content) -> list[Label]:
    reading, all_series, kinds = content.reading, content.all_series, set(content.period_axis.kinds)
    labels = [series_label(series, kinds) for series in all_series]
    if not any(series.role in ("council", "predicted") for series in all_series):
        labels.insert(0, Label(content.area, "no figure yet", "council", "none"))
    labels[2:2] = [target_label(target, reading.indicator) for target, _, _ in content.targets]
    if unsettled := {mark.status for mark in points.ringed_marks(all_series)}:
        labels.append(Label("Ringed", " or ".join(sorted(unsettled)), "council", "ring", hollow=True))
    if content.chance:
        labels.append(Label("Light band", "how far chance alone reaches, 95% of the time", "note", "square", True))
    if content.stretches:
        labels += [*limit_labels(reading), *cause_labels(all_series)]
        labels += [*rebase_labels(content.stretches), *shift_labels(content.stretches)]
    return labels + (note_labels(reading) if isinstance(content.period_axis, TimeAxis) else [])


def _layers(content: Content, plot: PlotArea) -> list[alt.Chart]:
    """Everything in the plot; what comes first lies undermost."""
    reading, moved_series = content.reading, points.moved_right(content.all_series, plot)
    return [
        *(intervals.interval_layers(reading, moved_series, plot) if content.chance else []),
        reference_lines.gridlines(plot),
        *intervals.limit_layers(content.stretches, reading.indicator.unit, plot),
        *reference_lines.target_layers(content.targets, plot),
        *reference_lines.break_layers(content.outcomes, plot),
        *intervals.rebase_layers(content.stretches, plot),
        *event_marks.event_layers(content.drawing.events, plot),
        *points.line_layers(moved_series, plot),
        *points.point_layers(moved_series, plot),
        *points.ring_layers(content.all_series, plot),
        *value_labels.value_layers(
            moved_series,
            plot,
            across=[float(target.value or 0) for target, _, _ in content.targets],
            upright=_upright(content),
        ),
        *points.code_layers(content.outcomes, plot),
    ]


def _upright(content: Content) -> list[float]:
    """The shares of the plot's width at which the rule of a break or a rebase stands."""
    period_axis = content.period_axis
    if not isinstance(period_axis, TimeAxis):
        return []
    days = reference_lines.break_days(content.outcomes) + intervals.rebase_days(content.stretches)
    return [(day - period_axis.first) / (period_axis.last - period_axis.first) for day in days]
