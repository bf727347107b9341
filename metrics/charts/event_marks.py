"""Events on a chart over time: a light upright rule at the end of each one's period, with its words at its head."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import altair as alt

from metrics.catalogue.events import Event
from metrics.charts import vega
from metrics.charts.axes import TimeAxis
from metrics.charts.plot_area import PlotArea

APART = 24
"""Marks that have room beside each other on a small chart's axis of days."""


def event_layers(events: Sequence[Event], plot: PlotArea) -> list[alt.Chart]:
    """One mark for each day, or for days that lie too near to be told apart, at the first of them.

    Events outside the days drawn, and those without a date, are only listed; so are all on an axis of words.
    """
    period_axis = plot.period_axis
    if not isinstance(period_axis, TimeAxis):
        return []
    near = (period_axis.last - period_axis.first) / APART
    by_day: dict[date, list[str]] = {}
    for end, event in sorted(((event.date.end, event) for event in events if event.date.end), key=lambda pair: pair[0]):
        if period_axis.first <= end <= period_axis.last:
            mark = next((day for day in by_day if end - day < near), end)
            by_day.setdefault(mark, []).append(f"{event.as_written or event.date.words}: {event.words}")
    if not by_day:
        return []
    rows = [{"x": day.isoformat(), "told": "; ".join(words)} for day, words in by_day.items()]
    base = vega.based(rows)
    rule = base.mark_rule(
        aria=False,
        color=plot.palette.track,
        strokeWidth=1,
        strokeDash=[2, 3],
        y=alt.ExprRef(f"{plot.start} - 4"),
        y2=plot.at_foot(),
    )
    head = base.mark_point(
        shape="triangle-down",
        filled=True,
        color=plot.palette.quiet,
        size=80,
        opacity=1,
        y=alt.ExprRef(f"{plot.start} - 8"),
    )
    tip = [alt.Tooltip("told:N", title="Event")]
    return [rule.encode(x=plot.x), head.encode(x=plot.x, description=alt.Description("told:N"), tooltip=tip)]


def event_words(chart_spec: Mapping[str, Any]) -> list[str]:
    """The dates and words of all events that are marked in a chart's dict, in the order of time."""
    rows = [
        row
        for layer in vega.flat_layers(chart_spec)
        for row in layer.get("data", {}).get("values", ())
        if "told" in row
    ]
    return [words for _, words in sorted({(row["x"], row["told"]) for row in rows})]
