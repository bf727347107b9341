"""The indicator's own chart over time: a panel for each voice, all on one axis of days and one scale of values."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal

import altair as alt

from metrics.analysis.reading import Reading
from metrics.charts import vega
from metrics.charts.axes import WIDE, TimeAxis
from metrics.charts.chart_series import Series, Sources, target_spans
from metrics.charts.geometry import Axis, value_axis
from metrics.charts.labels import LINE_HEIGHT, Label, period_label, series_label, target_label
from metrics.charts.legend import legend_layers
from metrics.charts.options import Drawing
from metrics.charts.palette import SMALL, Palette
from metrics.charts.panels import Panel
from metrics.charts.plot_area import PlotArea, room_at_left
from metrics.charts.time_chart import Content, further_labels, layers_of, room_for_target

NARROW_PLOT, WIDE_PLOT = 160, 150
"""The least height of one panel's plot on a narrow page, and on one with a column for the labels."""

HEADROOM = 24
"""Between a panel's head and its plot: for values above the highest marks."""

BETWEEN = 16
CHARACTERS = 37, 76
"""Of a head's lines, on a narrow page and on a wide one."""

TIGHT = 4


@dataclass(frozen=True)
class Part:
    """A panel with what stands in it, before it has its place."""

    panel: Panel
    content: Content
    labels: Sequence[Label]


def panel_chart(
    reading: Reading, panels: Sequence[Panel], *, palette: Palette, area: str, sources: Sources, drawing: Drawing
) -> alt.LayerChart:
    """The panels under each other, on the same days and values."""
    every = [series for panel in panels for series in panel.series]
    first, last = _days(reading, panels, every, drawing)
    parts = [_part(reading, panel, first, last, every, area, drawing) for panel in panels]
    values = [value for part in parts for value in part.content.values]
    axis = value_axis(reading.indicator, values, fitted=drawing.fitted)
    under, layers = (0, 0), []
    for part in parts:
        plot = _plot(part, axis, palette, under)
        layers.append([*layers_of(part.content, plot), *_head_layers(part.panel, axis, plot)])
        layers[-1] += legend_layers(part.labels, plot)
        between = BETWEEN + (10 if _apart(part.content) else 0)
        under = plot.feet[0] + between, plot.feet[1] + between
    return vega.panelled(layers, palette, plot.feet)


def _days(reading: Reading, panels: Sequence[Panel], every: Sequence[Series], drawing: Drawing) -> tuple[date, date]:
    days = [mark.period.end for series in every for mark in series.marks if mark.period.end]
    figures = [*reading.outcomes, *(figure for panel in panels for figure in panel.published)]
    days += [figure.period.end for figure in figures if figure.period.end and figure.code]
    days += drawing.days or ()
    first, last = min(days), max(days)
    if any(panel.council for panel in panels):
        last = room_for_target(reading.indicator.targets, first, last)
    return (first, last) if first < last else (first - timedelta(days=183), last + timedelta(days=183))


def _part(
    reading: Reading, panel: Panel, first: date, last: date, every: Sequence[Series], area: str, drawing: Drawing
) -> Part:
    """What stands in a panel: targets, limits, breaks and undated figures only in the council's."""
    targets = target_spans(reading.indicator.targets, first, last) if panel.council else []
    shown = reading if panel.council else replace(reading, outcomes=())
    shown_drawing = drawing if panel.council else replace(drawing, limits=False)
    period_axis = TimeAxis(first, last, every, apart_shown=panel.council)
    content = Content(shown, area, shown_drawing, panel.series, targets, period_axis, panel.published)
    return Part(panel, content, [replace(label, gap=TIGHT) for label in _labels(content)])


def _apart(content: Content) -> bool:
    return isinstance(content.period_axis, TimeAxis) and content.period_axis.apart_shown and bool(content.period_axis.apart)


def _labels(content: Content) -> list[Label]:
    kinds, indicator = set(content.period_axis.kinds), content.reading.indicator
    newest = [series.marks[-1].covers for series in content.all_series if series.role == "published"][:1]
    labels = []
    for series in content.all_series:
        quiet = series.role == "quiet"
        labels.append(_quiet_label(series, kinds, newest) if quiet else _label(series, kinds))
    labels[1:1] = [target_label(target, indicator) for target, _, _ in content.targets]
    return labels + further_labels(content)


def _label(series: Series, kinds: set[str]) -> Label:
    """A series by its last figure; figures without a date each by its own words."""
    if series.marks[-1].period.dated:
        return series_label(series, kinds)
    told = "; ".join(f"{mark.value_label}, {mark.period.words}" for mark in series.marks)
    return replace(series_label(series, kinds), detail=told)


def _quiet_label(series: Series, kinds: set[str], newest: Sequence[Any]) -> Label:
    """Another area in one quiet line: England 38.1%; with its period where that isn't the published series' last."""
    mark = series.marks[-1]
    period = "" if mark.covers in newest else period_label(mark.covers, kinds)
    told = ", ".join(part for part in (f"{series.name} {mark.value_label}", period, mark.remark) if part)
    return Label("", told, series.role, series.shape, series.hollow, mark.value)


def _plot(part: Part, axis: Axis, palette: Palette, under: tuple[int, int]) -> PlotArea:
    lines = [len(_head_lines(part.panel, axis, characters)) for characters in CHARACTERS]
    head = LINE_HEIGHT * lines[0], LINE_HEIGHT * lines[1]
    above = sum(label.height for label in part.labels)
    wide = max(WIDE_PLOT + HEADROOM, above) + head[1]
    height = head[0] + above + HEADROOM + NARROW_PLOT
    left = room_at_left(axis)
    return PlotArea(part.content.period_axis, axis, palette, left, above, HEADROOM, height, wide, under, head)


def _head_lines(panel: Panel, axis: Axis, characters: int) -> list[str]:
    """Whom the panel counts and who says so; for other units than percentages also what its values are."""
    title = f"{panel.head} ({axis.title[:1].lower()}{axis.title[1:]})" if axis.title else panel.head
    return textwrap.wrap(title, characters)


def _head_layers(panel: Panel, axis: Axis, plot: PlotArea) -> list[alt.Chart]:
    narrow, wide = ("\n".join(_head_lines(panel, axis, characters)) for characters in CHARACTERS)
    weight: Literal["bold"] = "bold"
    text = vega.based([{"narrow": narrow, "label": wide}]).mark_text(
        aria=False,
        align="left",
        baseline="top",
        lineBreak="\n",
        lineHeight=LINE_HEIGHT,
        fontSize=SMALL,
        fontWeight=weight,
        color=plot.palette.ink,
        x=4 - plot.left,
        y=alt.ExprRef(f"({WIDE} ? {plot.under[1]} : {plot.under[0]})"),
        text=alt.ExprRef(f"{WIDE} ? datum.label : datum.narrow"),
    )
    return [text]
