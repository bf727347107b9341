"""Reference lines of a time chart: gridlines, targets over their days, and the upright rules of breaks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import altair as alt

from metrics.catalogue.models import Indicator, Observation, Target
from metrics.charts import vega
from metrics.charts.axes import TimeAxis
from metrics.charts.chart_series import broken_pairs, tolerance_band
from metrics.charts.palette import DASH, PROPOSED_DASH, SMALL
from metrics.charts.plot_area import PlotArea

Span = tuple[Target, date, date]
"""A target, and the first and the last of the days drawn on which it applies."""


def gridlines(plot: PlotArea) -> alt.Chart:
    palette = plot.palette
    rows = [{"value": tick, "colour": palette.track if tick == 0 else palette.grid} for tick in plot.axis.ticks]
    rule = vega.based(rows).mark_rule(aria=False, strokeWidth=1, x=0, x2=alt.ExprRef(plot.end))
    layer: alt.Chart = rule.encode(y=plot.y, color=alt.Color("colour:N", scale=None))
    return layer


def apart_layers(plot: PlotArea) -> list[alt.Chart]:
    """An upright rule between figures without a date and the days, and what the former are (reporting: Time)."""
    axis = plot.period_axis
    if not isinstance(axis, TimeAxis) or not axis.apart or not axis.apart_shown:
        return []
    days = sorted(axis.apart.values())
    rule = vega.based([{"x": (days[-1] + (axis.since - days[-1]) / 2).isoformat()}]).mark_rule(
        aria=False, color=plot.palette.track, strokeWidth=1, y=alt.ExprRef(plot.start), y2=plot.at_foot(18)
    )
    words = "no\ndate" if plot.phone else "no date"
    text = vega.based([{"x": (days[0] + (days[-1] - days[0]) / 2).isoformat(), "label": words}]).mark_text(
        aria=False, color=plot.palette.quiet, fontSize=SMALL, lineBreak="\n", y=plot.at_foot(18)
    )
    return [rule.encode(x=plot.x), text.encode(x=plot.x, text=alt.Text("label:N"))]


def target_layers(targets: Sequence[Span], plot: PlotArea) -> list[alt.Chart]:
    """Each target over its days; on an axis of words, which has none, across the whole plot."""
    layers = []
    for target, begins, ends in targets:
        proposed = target.kind == "proposed limit"
        look: dict[str, Any] = {
            "aria": False,
            "color": plot.palette.target,
            "strokeWidth": 2 if proposed else 2.5,
            "strokeDash": PROPOSED_DASH if proposed else DASH,
        }
        value = float(target.value or 0)
        if isinstance(plot.period_axis, TimeAxis):
            rows = [{"value": value, "x": day.isoformat()} for day in (begins, ends)]
            layers.append(vega.based(rows).mark_line(**look).encode(x=plot.x, y=plot.y))
        else:
            rule = vega.based([{"value": value}]).mark_rule(**look, x=0, x2=alt.ExprRef(plot.end))
            layers.append(rule.encode(y=plot.y))
    return layers


def tolerance_layers(targets: Sequence[Span], indicator: Indicator, plot: PlotArea) -> list[alt.Chart]:
    """A light band on the side of a target on which its tolerance lies."""
    layers = []
    for target, begins, ends in targets:
        band = tolerance_band(target, indicator)
        if band is None:
            continue
        row = {"value": band[0], "high": band[1]}
        look: dict[str, Any] = {"aria": False, "color": plot.palette.target, "opacity": 0.12}
        if isinstance(plot.period_axis, TimeAxis):
            rows = [row | {"x": day.isoformat()} for day in (begins, ends)]
            mark = vega.based(rows).mark_area(**look).encode(x=plot.x)
        else:
            mark = vega.based([row]).mark_rect(**look, x=0, x2=alt.ExprRef(plot.end))
        layers.append(mark.encode(y=plot.y, y2=alt.Y2("high:Q")))
    return layers


def break_days(outcomes: Iterable[Observation]) -> list[date]:
    """Half way between the last figure before a break and the first after it."""
    ends = [(before.period.end, after.period.end) for before, after in broken_pairs(outcomes)]
    return [before + (after - before) / 2 for before, after in ends if before and after]


def break_layers(outcomes: Iterable[Observation], plot: PlotArea) -> list[alt.Chart]:
    """A light upright rule between the last figure before a break and the first after it."""
    rows = [{"x": day.isoformat(), "label": "break"} for day in break_days(outcomes)]
    if not rows:
        return []
    rule = vega.based(rows).mark_rule(
        aria=False, color=plot.palette.track, strokeWidth=1.5, y=alt.ExprRef(f"{plot.start} - 12"), y2=plot.at_foot()
    )
    text = vega.based(rows).mark_text(
        aria=False, color=plot.palette.quiet, fontSize=SMALL, y=alt.ExprRef(f"{plot.start} - 21")
    )
    return [rule.encode(x=plot.x), text.encode(x=plot.x, text=alt.Text("label:N"))]
