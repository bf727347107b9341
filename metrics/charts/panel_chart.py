"""The indicator's own chart over time: a panel for each voice, all on one axis of days and one scale of values."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import altair as alt

from metrics.analysis.reading import Reading
from metrics.catalogue.period import Period
from metrics.charts import vega
from metrics.charts.axes import WIDE, TimeAxis
from metrics.charts.chart_series import Series, target_spans
from metrics.charts.geometry import Axis, value_axis
from metrics.charts.labels import LINE_HEIGHT, TIGHT, Label, line_label, period_label, target_label
from metrics.charts.options import Drawing
from metrics.charts.palette import SMALL, Palette
from metrics.charts.panels import Panel
from metrics.charts.plot_area import PlotArea, room_at_left
from metrics.charts.time_chart import Content, axis_of, fewer, further_labels, layers_of, named_layers, room_for_target

PLOTS = {1: (270, 260), 2: (264, 136)}
"""The least height of a plot by how many panels there are: on a narrow page, and on one with a column of labels."""

LOW, HIGH = 16, 26
"""Between a panel's head and its plot: more where the council's values or the words of a break stand so high."""

BETWEEN = 24
CHARACTERS = 37, 116
"""Of a head's lines, on a narrow page and on a wide one, where its words shrink to the room that there is."""

PER_LETTER = 0.54
"""The mean width of a head's letter, as a part of its size."""

EARLY = 0.75
"""What ends before this share of the days has its labels at its end, and its targets end there too."""
OWN = ("council", "predicted")


@dataclass(frozen=True)
class Part:
    """A panel with what stands in it, before it has its place."""

    panel: Panel
    content: Content
    labels: Sequence[Label]
    ends: float


def panel_chart(
    reading: Reading,
    panels: Sequence[Panel],
    *,
    palette: Palette,
    area: str,
    drawing: Drawing,
    of: Sequence[Panel] | None = None,
) -> alt.LayerChart:
    """The panels under each other, on the same days and values.

    ``of``: all panels of the large chart that these are a part of, which decides whether their axis begins at zero.
    """
    every = [series for panel in panels for series in panel.series]
    first, last = _days(reading, panels, every, drawing)
    parts = [_part(reading, panel, first, last, every, area, drawing) for panel in panels]
    values = [value for part in parts for value in part.content.values]
    axis = axis_of(reading, every, values, drawing) if of is None else _axis_within(reading, of, values, area, drawing)
    under, layers = (0, 0), []
    for part in parts:
        plot = _plot(part, axis, palette, under, PLOTS[len(parts)])
        layers.append([*layers_of(part.content, plot), *_head_layers(part.panel, axis, plot)])
        layers[-1] += named_layers(part.labels, part.content, plot)
        between = BETWEEN + (20 if _apart(part.content) else 0)
        under = plot.feet[0] + between, plot.feet[1] + between
    return vega.panelled(layers, palette, plot.feet)


def _axis_within(
    reading: Reading, panels: Sequence[Panel], values: Sequence[float], area: str, drawing: Drawing
) -> Axis:
    """That of all these panels where it is fitted to their values, else one from zero for the given ones."""
    drawing = replace(drawing, few=False, phone=False)
    every = [series for panel in panels for series in panel.series]
    first, last = _days(reading, panels, every, drawing)
    parts = [_part(reading, panel, first, last, every, area, drawing) for panel in panels]
    whole = [value for part in parts for value in part.content.values]
    axis = axis_of(reading, every, whole, drawing)
    return axis if axis.low > 0 else value_axis(reading.indicator, values)


def _days(reading: Reading, panels: Sequence[Panel], every: Sequence[Series], drawing: Drawing) -> tuple[date, date]:
    days = [mark.period.end for series in every for mark in series.marks if mark.period.end]
    days += [figure.period.end for figure in reading.outcomes if figure.period.end and figure.code]
    days += [figure.period.end for panel in panels for figure in panel.published if figure.period.end and figure.code]
    days += drawing.days or ()
    first, last = min(days), max(days)
    if any(panel.council for panel in panels):
        last = room_for_target(reading.indicator.targets, first, last)
    return (first, last) if first < last else (first - timedelta(days=183), last + timedelta(days=183))


def _part(
    reading: Reading, panel: Panel, first: date, last: date, every: Sequence[Series], area: str, drawing: Drawing
) -> Part:
    """What stands in a panel: targets, limits, breaks and undated figures only in the council's."""
    until = _last(panel, reading, first, last)
    if panel.council:
        until = min(last, room_for_target(reading.indicator.targets, first, until))
    spans = target_spans(reading.indicator.targets, first, until) if panel.council else []
    shown = reading if panel.council else replace(reading, outcomes=())
    shown_drawing = drawing if panel.council else replace(drawing, limits=False)
    series, targets, left = fewer(panel.series, spans, drawing)
    period_axis = TimeAxis(first, last, series if drawing.phone else every, apart_shown=panel.council)
    content = Content(shown, area, shown_drawing, series, targets, period_axis, panel.published, left)
    ends = (until - period_axis.first) / (last - period_axis.first)
    return Part(panel, content, [replace(label, gap=TIGHT) for label in _labels(content)], ends)


def _last(panel: Panel, reading: Reading, first: date, last: date) -> date:
    """The day at which what a panel holds ends, where all right of it would be empty; else the last of all."""
    days = [mark.period.end for series in panel.series for mark in series.marks if mark.period.end]
    days += [figure.period.end for figure in panel.published if figure.period.end and figure.code]
    if panel.council:
        days += [figure.period.end for figure in reading.outcomes if figure.period.end and figure.code]
    ended = max(days, default=last)
    return ended if ended - first < EARLY * (last - first) else last


def _apart(content: Content) -> bool:
    return (
        isinstance(content.period_axis, TimeAxis)
        and content.period_axis.apart_shown
        and bool(content.period_axis.apart)
    )


def _labels(content: Content) -> list[Label]:
    """Names at the lines' ends: the council's in two lines, others in one as far as it goes."""
    newest = [series.marks[-1].covers for series in content.all_series if series.role == "published"][:1]
    labels = [_label(series, newest, remarked=_remarked(series, content)) for series in content.all_series]
    labels[1:1] = [target_label(target, content.reading.indicator) for target, _, _ in content.targets]
    return labels + further_labels(content)


def _remarked(series: Series, content: Content) -> bool:
    """Whether a label tells how a figure differs from the council's: only beside those, up to their time."""
    own = [mark.period.end for each in content.all_series if each.role in OWN for mark in each.marks]
    end = series.marks[-1].period.end
    return series.role in OWN or (bool(own) and (end is None or any(day is None or day >= end for day in own)))


def _label(series: Series, newest: Sequence[Period], *, remarked: bool) -> Label:
    """A series by its last figure; another area's is quiet, without the period where the published series ends."""
    mark = series.marks[-1]
    name = f"{series.name} {mark.value_label}"
    period = period_label(mark.covers) if series.role != "quiet" or mark.covers not in newest else ""
    detail = ", ".join(part for part in (period, mark.remark if remarked else "", series.which) if part)
    if not mark.period.dated:
        name = series.name
        detail = "; ".join(f"{one.value_label}, {one.period.words}" for one in series.marks)
    if series.role in ("quiet", "predicted") or series.hollow:
        name, detail = "", ", ".join(part for part in (name, detail) if part)
    return line_label(series, name, detail)


def _plot(part: Part, axis: Axis, palette: Palette, under: tuple[int, int], least: tuple[int, int]) -> PlotArea:
    lines = [len(_head_lines(part.panel, axis, characters)) for characters in CHARACTERS]
    head = LINE_HEIGHT * lines[0], LINE_HEIGHT * lines[1]
    least = least[0], least[1] + part.content.drawing.taller
    own = [mark.value for series in part.content.all_series if series.role in OWN for mark in series.marks]
    broken = any(outcome.break_before for outcome in part.content.outcomes)
    events = part.content.drawing.events
    top = HIGH if broken or events or any(axis.share(value) > 0.85 for value in own) else LOW
    phone = part.content.drawing.phone
    above = sum(label.height for label in part.labels)
    return PlotArea(
        part.content.period_axis,
        axis,
        palette,
        room_at_left(axis),
        above,
        top,
        height=head[0] + (0 if phone else above) + top + least[0],
        wide_height=head[1] + max(top + least[1], above),
        under=under,
        head=head,
        ends=part.ends,
        phone=phone,
    )


def _head_lines(panel: Panel, axis: Axis, characters: int) -> list[str]:
    """Whom the panel counts and who says so; for other units than percentages also what its values are."""
    title = f"{panel.head} ({axis.title[:1].lower()}{axis.title[1:]})" if axis.title else panel.head
    return textwrap.wrap(title, characters)


def _head_layers(panel: Panel, axis: Axis, plot: PlotArea) -> list[alt.Chart]:
    narrow, wide = (_head_lines(panel, axis, characters) for characters in CHARACTERS)
    deep = f"({WIDE} ? {LINE_HEIGHT * len(wide)} : {LINE_HEIGHT * len(narrow)})"
    longest = SMALL * PER_LETTER * max(map(len, wide))
    text = vega.based([{"narrow": "\n".join(narrow), "label": "\n".join(wide)}]).mark_text(
        aria=False,
        align="left",
        baseline="top",
        lineBreak="\n",
        lineHeight=LINE_HEIGHT,
        fontSize=alt.ExprRef(f"{WIDE} ? min({SMALL}, {SMALL} * (width + {plot.left - 4}) / {longest:g}) : {SMALL}"),
        fontWeight="bold",
        color=plot.palette.ink,
        x=4 - plot.left,
        y=alt.ExprRef(f"({WIDE} ? {plot.low} : {plot.under[0] + plot.head[0]}) - {deep}"),
        text=alt.ExprRef(f"{WIDE} ? datum.label : datum.narrow"),
    )
    return [text]
