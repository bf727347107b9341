"""What chance explains, drawn: mean and limits (SPC) of each stretch, and the confidence interval of each figure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

import altair as alt

from metrics.analysis.confidence import interval
from metrics.analysis.reading import Reading
from metrics.analysis.spc import Stretch, clipped
from metrics.catalogue.field_types import Unit
from metrics.charts import vega
from metrics.charts.chart_series import Mark, Series
from metrics.charts.plot_area import PlotArea
from metrics.charts.points import Moved

Row = dict[str, Any]


def limit_layers(stretches: Sequence[Stretch], unit: Unit, plot: PlotArea) -> list[alt.Chart]:
    """The usual range as one pale band with its mean as a thin line, over the figures that they are worked out from."""
    rows = [
        {
            "x": plot.period_axis.at(end.period),
            "value": float(clipped(stretch.shown_limits.lower, unit)),
            "high": float(clipped(stretch.shown_limits.upper, unit)),
            "mean": float(stretch.shown_limits.mean),
            "run": i,
        }
        for i, stretch in enumerate(stretches)
        if stretch.shown_limits
        for _, end in (stretch.visible[0], stretch.visible[-1])
    ]
    if not rows:
        return []
    base, run = vega.based(rows), alt.Detail("run:N")
    band = base.mark_area(aria=False, fill=plot.palette.grid, opacity=1)
    means = [{"x": row["x"], "value": row["mean"], "run": row["run"]} for row in rows]
    mean = vega.based(means).mark_line(aria=False, color=plot.palette.quiet, strokeWidth=1.25)
    return [
        band.encode(x=plot.x, y=plot.y, y2=alt.Y2("high:Q"), detail=run),
        mean.encode(x=plot.x, y=plot.y, detail=run),
    ]


def rebase_days(stretches: Sequence[Stretch]) -> list[date]:
    """Half way between the last figure before a rebase and the first after it."""
    ends = [
        (earlier.figures[-1].period.end, later.figures[0].period.end)
        for earlier, later in pairwise(stretches)
        if later.rebase and earlier.figures and later.figures
    ]
    return [before + (after - before) / 2 for before, after in ends if before and after]


def rebase_layers(stretches: Sequence[Stretch], plot: PlotArea) -> list[alt.Chart]:
    """A dashed upright rule where limits start anew; its words stand among the labels."""
    rows = [{"x": day.isoformat()} for day in rebase_days(stretches)]
    if not rows:
        return []
    rule = vega.based(rows).mark_rule(
        aria=False,
        color=plot.palette.track,
        strokeWidth=1.5,
        strokeDash=[5, 4],
        y=alt.ExprRef(plot.start),
        y2=plot.at_foot(),
    )
    return [rule.encode(x=plot.x)]


def intervals(reading: Reading, series: Series) -> list[list[tuple[Mark, tuple[float, float]]]]:
    """Each run of the council's figures that come with exact counts, with their Wilson intervals in percent."""
    figures = {outcome.period: outcome for outcome in reading.outcomes}
    parts: list[list[tuple[Mark, tuple[float, float]]]] = []
    for run in series.runs:
        part: list[tuple[Mark, tuple[float, float]]] = []
        for mark in run:
            bounds = interval(reading.indicator, figures[mark.period]) if mark.period in figures else None
            if bounds is not None:
                part.append((mark, bounds))
            elif part:
                parts, part = [*parts, part], []
        if part:
            parts.append(part)
    return parts


def interval_values(reading: Reading, all_series: Sequence[Series]) -> list[float]:
    """The ends of every interval that is drawn, for the axis to hold."""
    own = [series for series in all_series if series.role == "council"]
    return [bound for series in own for part in intervals(reading, series) for _, bounds in part for bound in bounds]


def interval_layers(reading: Reading, moved_series: Sequence[Moved], plot: PlotArea) -> list[alt.Chart]:
    """A light band where neighbouring figures have their counts, an upright rule where one has."""
    layers = []
    for series, move in moved_series:
        if series.role != "council":
            continue
        parts = intervals(reading, series)
        band = [_row(plot, mark, bounds, i) for i, part in enumerate(parts) if len(part) > 1 for mark, bounds in part]
        lone = [_row(plot, *part[0], i) for i, part in enumerate(parts) if len(part) == 1]
        if band:
            area = vega.based(band).mark_area(
                aria=False, fill=plot.palette.grid, stroke=plot.palette.track, strokeWidth=1, opacity=1, xOffset=move
            )
            layers.append(area.encode(x=plot.x, y=plot.y, y2=alt.Y2("high:Q"), detail=alt.Detail("run:N")))
        if lone:
            rule = vega.based(lone).mark_rule(aria=False, color=plot.palette.track, strokeWidth=2, xOffset=move)
            layers.append(rule.encode(x=plot.x, y=plot.y, y2=alt.Y2("high:Q")))
    return layers


def _row(plot: PlotArea, mark: Mark, bounds: tuple[float, float], run: int) -> Row:
    return {
        "x": plot.period_axis.at(mark.period),
        "value": round(bounds[0], 4),
        "high": round(bounds[1], 4),
        "run": run,
    }
