"""The time chart: figures over time, or undated figures in their order, as dots, thin lines and rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

import altair as alt

from metrics.analysis.reading import Reading
from metrics.analysis.spc import Stretch, drawn_limits
from metrics.analysis.targets import DUTIES
from metrics.catalogue.models import Observation, OwnFigure, Target
from metrics.catalogue.period import Period
from metrics.charts import end_names, event_marks, intervals, points, reference_lines, value_labels, vega
from metrics.charts.axes import TimeAxis, WordAxis
from metrics.charts.chart_series import (
    Series,
    Sources,
    comparator_series,
    council_series,
    few,
    predicted_series,
    target_spans,
    tolerance_band,
    unjoined,
)
from metrics.charts.geometry import Axis, close_axis, value_axis
from metrics.charts.labels import (
    TIGHT,
    Label,
    cause_labels,
    limit_labels,
    note_labels,
    rebase_labels,
    series_label,
    target_label,
)
from metrics.charts.legend import REACHES, legend_layers
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
        *(
            series if drawing.own else unjoined(series)
            for series in council_series(reading, area, sources, dated=True, causes=drawing.causes)
        ),
        *predicted_series(reading, area, sources),
        *others,
    ]
    days = [mark.period.end for series in all_series for mark in series.marks if mark.period.end]
    days += [outcome.period.end for outcome in reading.outcomes if outcome.period.end and outcome.code]
    days += drawing.days or ()
    first, last = min(days), max(days)
    last = room_for_target(reading.indicator.targets, first, last)
    if first == last:
        first, last = first - timedelta(days=183), last + timedelta(days=183)
    targets = target_spans(reading.indicator.targets, first, last)
    shown, spans, left = fewer(all_series, targets, drawing)
    period_axis = TimeAxis(first, last, shown)
    return _chart(Content(reading, area, drawing, shown, spans, period_axis, left=left), palette)


def fewer(
    all_series: Sequence[Series], targets: Sequence[Span], drawing: Drawing
) -> tuple[Sequence[Series], Sequence[Span], int]:
    """What a phone has room for, a duty before any other target, and how many lines it leaves to the table."""
    if not drawing.few:
        return all_series, targets, 0
    duties = [span for span in targets if span[0].kind in DUTIES]
    shown, spans = few(all_series, len(targets), undated=not drawing.phone), duties[-1:] or targets[-1:]
    return shown, spans, len(all_series) - len(shown) + len(targets) - len(spans)


def room_for_target(targets: Sequence[Target], first: date, last: date) -> date:
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
    published: Sequence[OwnFigure] = ()
    left: int = 0

    @property
    def coded(self) -> Sequence[Observation | OwnFigure]:
        """Figures with a code in place of a number, each at its day."""
        own = [figure for figure in self.outcomes if figure.code]
        return [*own, *(figure for figure in self.published if figure.code)]

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

    @property
    def ringed(self) -> bool:
        """Whether unsettled figures have a ring: beside its figures a chart has at most two kinds of mark."""
        return not (self.drawing.events and any(series.causes for series in self.all_series))

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
            *(end for target, _, _ in self.targets for end in tolerance_band(target, self.reading.indicator) or ()),
            *drawn_limits(self.stretches, self.reading.indicator.unit),
            *self.chance,
            *(self.drawing.values or ()),
        ]


def _chart(content: Content, palette: Palette) -> alt.LayerChart:
    """Sizes first, then layer upon layer."""
    labels = _labels(content)
    axis = axis_of(content.reading, content.all_series, content.values, content.drawing)
    above = sum(label.height for label in labels)
    plot = plot_area(content.period_axis, axis, palette, above=above, phone=content.drawing.phone)
    layers = [*layers_of(content, plot), *named_layers(labels, content, plot)]
    return vega.finished(layers, palette, (plot.height, plot.wide_height or plot.height))


def named_layers(labels: Sequence[Label], content: Content, plot: PlotArea) -> list[alt.Chart]:
    """The labels; on a phone, where they are the key below, names at the line ends too."""
    ends = end_names.end_name_layers(labels, content.all_series, plot) if plot.phone else []
    return [*ends, *legend_layers(labels, plot)]


def axis_of(reading: Reading, all_series: Sequence[Series], values: Sequence[float], drawing: Drawing) -> Axis:
    """The value axis: from zero for two figures, whose difference it would overstate (reporting: How much may be said).

    A line of three or more may be fitted: on request, or, in the indicator's own chart, where all lies close together.
    """
    council = [len(series.marks) for series in all_series if series.role == "council"]
    published = [len(series.marks) for series in all_series if series.role == "published"]
    if 2 in council or max([*council, *published], default=0) < 3:
        return value_axis(reading.indicator, values)
    if drawing.own and not drawing.fitted:
        return close_axis(reading.indicator, values)
    return value_axis(reading.indicator, values, fitted=drawing.fitted)


def _labels(content: Content) -> list[Label]:
    all_series = content.all_series
    labels = [series_label(series) for series in all_series]
    if not any(series.role in ("council", "predicted") for series in all_series):
        labels.insert(0, Label(content.area, "no figure yet", "council", "none"))
    labels[2:2] = [target_label(target, content.reading.indicator) for target, _, _ in content.targets]
    labels += further_labels(content)
    return [replace(label, gap=TIGHT) for label in labels] if content.drawing.own else labels


def further_labels(content: Content) -> list[Label]:
    """What else is drawn beside series and targets: rings, bands, limits, special causes, breaks, codes."""
    all_series, labels = content.all_series, []
    labels += cause_labels(all_series)
    unsettled = {mark.status for mark in points.ringed_marks(all_series)}
    if unsettled and not content.ringed:
        labels.append(Label("", f"{' and '.join(sorted(unsettled))} figures: see the table", "note", "none"))
    elif unsettled:
        words = {"provisional": "provisional, may change"}
        told = " or ".join(words.get(status, status) for status in sorted(unsettled))
        labels.append(Label("Ring", told, "council", "ring", hollow=True))
    if content.chance:
        labels.append(Label("Light band", "margin of error, 95% of the time", "note", "band", True))
    if content.stretches:
        labels += [*limit_labels(content.reading), *rebase_labels(content.stretches)]
    if content.left:
        where = "in the table" if content.drawing.phone else "on the indicator’s page"
        labels.append(Label("", f"{content.left} more {where}", "note", "none"))
    if not isinstance(content.period_axis, TimeAxis):
        return labels
    if content.drawing.phone:
        marked = event_marks.marked(content.drawing.events, content.period_axis, event_marks.APART_ON_PHONE)
        labels += [_event_label(number, words) for number, words in enumerate(marked.values(), 1)]
    return labels + note_labels(content.outcomes, content.coded)


def _event_label(number: int, words: Sequence[str]) -> Label:
    """A phone's mark by its first event; the list below the charts has the others."""
    more = f"; {len(words) - 1} more in the list of events" if len(words) > 1 else ""
    return Label("", f"({number}) {words[0]}{more}", "note", "none")


def layers_of(content: Content, plot: PlotArea) -> list[alt.Chart]:
    """Everything in the plot; what comes first lies undermost."""
    reading, moved_series = content.reading, points.moved_right(content.all_series, plot)
    return [
        *intervals.limit_layers(content.stretches, reading.indicator.unit, plot),
        *(intervals.interval_layers(reading, moved_series, plot) if content.chance else []),
        *reference_lines.tolerance_layers(content.targets, reading.indicator, plot),
        reference_lines.gridlines(plot),
        *reference_lines.apart_layers(plot),
        *reference_lines.target_layers(content.targets, plot),
        *reference_lines.break_layers(content.outcomes, plot),
        *intervals.rebase_layers(content.stretches, plot),
        *event_marks.event_layers(content.drawing.events, plot),
        *points.line_layers(moved_series, plot),
        *points.point_layers(moved_series, plot),
        *(points.ring_layers(content.all_series, plot) if content.ringed else []),
        *value_labels.value_layers(
            moved_series,
            plot,
            across=[float(target.value or 0) for target, _, _ in content.targets],
            upright=_upright(content),
            heads=event_marks.event_shares(content.drawing.events, plot),
            ended=_ended(content, plot),
        ),
        *points.code_layers(content.coded, plot),
    ]


def _ended(content: Content, plot: PlotArea) -> list[Period]:
    """The last periods of the council's series whose values stand with their names at the lines' ends."""
    own = [series.marks[-1].period for series in content.all_series if series.role == "council"]
    return [period for period in own if plot.phone or plot.period_axis.share(period) >= REACHES * plot.ends]


def _upright(content: Content) -> list[float]:
    """The shares of the plot's width at which the rule of a break or a rebase stands."""
    period_axis = content.period_axis
    if not isinstance(period_axis, TimeAxis):
        return []
    days = reference_lines.break_days(content.outcomes) + intervals.rebase_days(content.stretches)
    return [(day - period_axis.first) / (period_axis.last - period_axis.first) for day in days]
