"""The time chart: figures over time, or undated figures in their order, as dots, thin lines and rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

import altair as alt

from metrics.analysis.reading import Reading
from metrics.analysis.spc import drawn_limits
from metrics.catalogue.models import Target
from metrics.charts import event_marks, intervals, points, value_labels, vega
from metrics.charts.axes import Extent, TimeAxis, WordAxis
from metrics.charts.chart_series import (
    Mark,
    Series,
    Sources,
    comparator_series,
    council_series,
    own_series,
    predicted_series,
    target_spans,
)
from metrics.charts.geometry import Axis, value_axis
from metrics.charts.labels import (
    PLOT_END,
    WIDE,
    Label,
    Row,
    cause_labels,
    label_layers,
    limit_labels,
    note_labels,
    rebase_labels,
    series_label,
    target_label,
)
from metrics.charts.options import PLAIN, Drawing
from metrics.charts.palette import DASH, PROPOSED_DASH, SMALL, TEXT, Palette
from metrics.wording.formatting import CODES, GRADES

Span = tuple[Target, date, date]


def trend(
    reading: Reading, *, palette: Palette, area: str, sources: Sources, drawing: Drawing = PLAIN
) -> alt.LayerChart:
    """Dated figures over time; a period stands at its end (reporting: Time)."""
    all_series = [
        *council_series(reading, area, sources, dated=True, causes=drawing.limits),
        *predicted_series(reading, area, sources),
        *comparator_series(reading, sources),
        *own_series(reading, area, sources),
    ]
    days = [mark.period.end for series in all_series for mark in series.marks if mark.period.end]
    days += [outcome.period.end for outcome in reading.outcomes if outcome.period.end and outcome.code]
    days += drawing.days or ()
    first, last = min(days), max(days)
    last = _room_for_target(reading.indicator.targets, first, last)
    if first == last:
        first, last = first - timedelta(days=183), last + timedelta(days=183)
    targets = target_spans(reading.indicator.targets, first, last)
    return _Plot(reading, all_series, targets, TimeAxis(first, last, all_series), palette, area, drawing).chart()


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
    target = reading.target.target if reading.target and reading.target.target.value is not None else None
    always: list[Span] = [(target, date.min, date.max)] if target else []
    all_series = [*own, *comparator_series(reading, sources, at=periods)]
    return _Plot(reading, all_series, always, WordAxis(periods), palette, area, drawing).chart()


def _room(axis: Axis) -> int:
    """Pixels that the value axis takes at the left."""
    longest = max(map(len, GRADES.values())) if axis.unit == "grade" else max(len(f"{tick:,g}") for tick in axis.ticks)
    return 14 + round(7.4 * (longest + (axis.unit == "percent")))


class _Plot:
    """One chart while it is put together: sizes first, then layer upon layer."""

    def __init__(
        self,
        reading: Reading,
        all_series: Sequence[Series],
        targets: Sequence[Span],
        period_axis: TimeAxis | WordAxis,
        palette: Palette,
        area: str,
        drawing: Drawing,
    ) -> None:
        self.reading, self.all_series, self.targets = reading, all_series, targets
        self.period_axis, self.palette, self.drawing = period_axis, palette, drawing
        values = [mark.value for series in all_series for mark in series.marks]
        values += [float(target.value or 0) for target, _, _ in targets]
        self.stretches = reading.variation.every if drawing.limits and isinstance(period_axis, TimeAxis) else ()
        self.intervals = intervals.interval_values(reading, all_series) if drawing.intervals else []
        values += drawn_limits(self.stretches, reading.indicator.unit) + self.intervals
        values += drawing.values or ()
        self.axis = value_axis(reading.indicator, values, fitted=drawing.fitted)
        self.left = _room(self.axis)
        self.labels = self._labels(area)
        self.key = sum(label.height for label in self.labels)
        self.top = 62 if self.axis.title else 42
        self.height = max(300 if self.axis.unit == "grade" else 380, self.key + self.top + 210)
        self.start = f"({WIDE} ? {self.top} : {self.key + self.top})"
        self.extent = Extent(period_axis, self.axis, self.left, self.key, self.top, self.height)
        self.x, self.y = period_axis.encoding(self.extent.between), self._y()
        self.moves = value_labels.sideways_moves(all_series, self.extent)

    def chart(self) -> alt.LayerChart:
        moved_series = list(zip(self.all_series, self.moves, strict=True))
        layers = [
            *self._bands(),
            self._gridlines(),
            *self._limits(),
            *self._target_rules(),
            *self._breaks(),
            *intervals.rebase_layers(self.stretches, self.x, self.palette, start=self.start, height=self.height),
            *self._events(),
            *points.line_layers(moved_series, self.extent, self.x, self.y, self.palette),
            *points.point_layers(moved_series, self.extent, self.x, self.y, self.palette),
            *self._rings(),
            *self._values(),
            *self._codes(),
            *label_layers(self.labels, self.axis, self.palette, self.top, self.height, self.left),
        ]
        return vega.finished(layers, self.palette, self.height)

    def _labels(self, area: str) -> list[Label]:
        kinds = set(self.period_axis.kinds)
        labels = [series_label(series, kinds) for series in self.all_series]
        if not any(series.role in ("council", "predicted") for series in self.all_series):
            labels.insert(0, Label(area, "no figure yet", "council", "none"))
        labels[2:2] = [target_label(target, self.reading.indicator) for target, _, _ in self.targets]
        settled = {mark.status for mark in self._ringed()}
        labels += [Label("Ringed", " or ".join(sorted(settled)), "council", "ring", hollow=True)] if settled else []
        if self.intervals:
            labels.append(Label("Light band", "how far chance alone reaches, 95% of the time", "note", "square", True))
        if self.stretches:
            labels += [*limit_labels(self.reading), *cause_labels(self.all_series), *rebase_labels(self.stretches)]
        return labels + (note_labels(self.reading) if isinstance(self.period_axis, TimeAxis) else [])

    def _y(self) -> alt.Y:
        axis = self.axis
        scale = alt.Scale(
            domain=[axis.low, axis.high], nice=False, zero=False, range=[self.height, alt.ExprRef(self.start)]
        )
        percent = "format(datum.value, ',~f') + '%'"
        words = {"percent": percent, "grade": f"{['', *GRADES.values()]}[datum.value]"}
        labels = alt.Axis(
            values=list(axis.ticks),
            labelExpr=words.get(axis.unit, "replace(format(datum.value, ',~f'), '-', '\u2212')"),
            labelOverlap=False,
            ticks=False,
            domain=False,
            title=axis.title or None,
            description=f"Values: {axis.title.lower() or axis.unit}",
            titleAngle=0,
            titleAlign="left",
            titleAnchor="start",
            titleBaseline="top",
            titleX=4 - self.left,
            minExtent=self.left,
            maxExtent=self.left,
            titleY=alt.ExprRef(f"{self.start} - 58"),
        )
        return alt.Y("value:Q", scale=scale, axis=labels)

    def _gridlines(self) -> alt.Chart:
        rows = [{"value": t, "colour": self.palette.track if t == 0 else self.palette.grid} for t in self.axis.ticks]
        rule = vega.based(rows).mark_rule(aria=False, strokeWidth=1, x=0, x2=alt.ExprRef(PLOT_END))
        layer: alt.Chart = rule.encode(y=self.y, color=alt.Color("colour:N", scale=None))
        return layer

    def _bands(self) -> list[alt.Chart]:
        if not self.intervals:
            return []
        moves = [move if series.marks else 0.0 for series, move in zip(self.all_series, self.moves, strict=True)]
        return intervals.interval_layers(
            self.reading, self.all_series, moves, self.period_axis, self.x, self.y, self.palette
        )

    def _limits(self) -> list[alt.Chart]:
        unit = self.reading.indicator.unit
        return intervals.limit_layers(self.stretches, unit, self.period_axis, self.x, self.y, self.palette)

    def _target_rules(self) -> list[alt.Chart]:
        layers = []
        for target, begins, ends in self.targets:
            proposed = target.kind == "proposed limit"
            look: Row = {
                "aria": False,
                "color": self.palette.target,
                "strokeWidth": 2 if proposed else 2.5,
                "strokeDash": PROPOSED_DASH if proposed else DASH,
            }
            value = float(target.value or 0)
            if isinstance(self.period_axis, TimeAxis):
                rows = [{"value": value, "x": day.isoformat()} for day in (begins, ends)]
                layers.append(vega.based(rows).mark_line(**look).encode(x=self.x, y=self.y))
            else:
                rule = vega.based([{"value": value}]).mark_rule(**look, x=0, x2=alt.ExprRef(PLOT_END))
                layers.append(rule.encode(y=self.y))
        return layers

    def _breaks(self) -> list[alt.Chart]:
        """A light upright rule between the last figure before a break and the first after it."""
        rows = [{"x": day.isoformat(), "label": "break"} for day in self._break_days()]
        if not rows:
            return []
        quiet = self.palette.quiet
        rule = vega.based(rows).mark_rule(
            aria=False, color=self.palette.track, strokeWidth=1.5, y=alt.ExprRef(f"{self.start} - 12"), y2=self.height
        )
        text = vega.based(rows).mark_text(aria=False, color=quiet, fontSize=SMALL, y=alt.ExprRef(f"{self.start} - 21"))
        return [rule.encode(x=self.x), text.encode(x=self.x, text=alt.Text("label:N"))]

    def _break_days(self) -> list[date]:
        """Half way between the last figure before a break and the first after it."""
        dated = (
            [outcome for outcome in self.reading.outcomes if outcome.period.end]
            if isinstance(self.period_axis, TimeAxis)
            else []
        )
        return [
            before.period.end + (after.period.end - before.period.end) / 2
            for before, after in pairwise(dated)
            if after.break_before and before.period.end and after.period.end
        ]

    def _broken(self) -> list[float]:
        period_axis = self.period_axis
        if not isinstance(period_axis, TimeAxis):
            return []
        days = self._break_days() + intervals.rebase_days(self.stretches)
        return [(day - period_axis.first) / (period_axis.last - period_axis.first) for day in days]

    def _events(self) -> list[alt.Chart]:
        if not isinstance(self.period_axis, TimeAxis):
            return []
        return event_marks.event_layers(
            self.drawing.events, self.period_axis, self.x, self.palette, start=self.start, height=self.height
        )

    def _ringed(self) -> list[Mark]:
        return [
            mark
            for series in self.all_series
            if series.role == "council"
            for mark in series.marks
            if mark.status in ("provisional", "approximate")
        ]

    def _rings(self) -> list[alt.Chart]:
        """A ring around a figure of the council's that is not settled."""
        rows = [{"x": self.period_axis.at(mark.period), "value": mark.value} for mark in self._ringed()]
        if not rows:
            return []
        ring = vega.based(rows).mark_point(
            aria=False, opacity=1, shape="circle", size=330, stroke=self.palette.council, strokeWidth=1.5
        )
        return [ring.encode(x=self.x, y=self.y)]

    def _values(self) -> list[alt.Chart]:
        """The council's values at their marks: as many as stand clear of each other and of every mark."""
        own = value_labels.labelled_marks(self.all_series, self.extent)
        across = [float(target.value or 0) for target, _, _ in self.targets]
        narrow, wide = (
            value_labels.room_for_values(
                own, self.all_series, self.moves, self.extent, size, across=across, upright=self._broken()
            )
            for size in self.extent.sizes
        )
        rows = [
            {
                "x": self.period_axis.at(mark.period),
                "value": mark.value,
                "shown": "\n".join(value_labels.value_lines(mark)),
                "narrow": narrow.get(i, 0),
                "wide": wide.get(i, 0),
            }
            for i, mark in enumerate(own)
            if i in narrow or i in wide
        ]
        if not rows:
            return []
        side = f"({WIDE} ? datum.wide : datum.narrow)"
        look: Row = {
            "aria": False,
            "fontSize": TEXT,
            "fontWeight": "bold",
            "lineBreak": "\n",
            "lineHeight": 17,
            "baseline": "middle",
            "yOffset": alt.ExprRef(f"{side} - ({side} < 0 && indexof(datum.shown, '\\n') > 0 ? 17 : 0)"),
            "opacity": alt.ExprRef(f"{side} == 0 ? 0 : 1"),
        }
        page, own_colour = self.palette.page, self.palette.council
        halo = vega.based(rows).mark_text(**look, stroke=page, strokeWidth=5, strokeJoin="round", color=page)
        text = vega.based(rows).mark_text(**look, color=own_colour)
        return [layer.encode(x=self.x, y=self.y, text=alt.Text("shown:N")) for layer in (halo, text)]

    def _codes(self) -> list[alt.Chart]:
        """A code stands at the foot of the plot, in the gap that it leaves."""
        rows = [
            {
                "x": self.period_axis.at(outcome.period),
                "label": f"[{outcome.code}]",
                "said": f"{outcome.period}: {CODES[outcome.code]}",
            }
            for outcome in self.reading.outcomes
            if outcome.code and outcome.period.dated and isinstance(self.period_axis, TimeAxis)
        ]
        if not rows:
            return []
        text = vega.based(rows).mark_text(color=self.palette.quiet, fontSize=SMALL, y=self.height - 12)
        return [text.encode(x=self.x, text=alt.Text("label:N"), description=alt.Description("said:N"))]
