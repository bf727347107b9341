"""Events on a chart over time: a light upright rule at the end of each one's period, with its number at its head."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import altair as alt

from metrics.catalogue.events import Event
from metrics.charts import vega
from metrics.charts.axes import TimeAxis
from metrics.charts.plot_area import PlotArea

APART, APART_ON_PHONE = 18, 9
"""Marks that have room beside each other on a small chart's axis of days, and on a phone's."""

HEAD = 10
"""Pixels above the plot at which a number stands in its ring."""


def marked(events: Sequence[Event], period_axis: TimeAxis, apart: int) -> dict[date, list[str]]:
    """The marks in the order of time, each with the words of its events.

    There is one for each day, or at the first of days that lie too near to be told apart. Events outside the days
    drawn, and those without a date, have none.
    """
    near = (period_axis.last - period_axis.first) / apart
    by_day: dict[date, list[str]] = {}
    for end, event in sorted(((event.date.end, event) for event in events if event.date.end), key=lambda pair: pair[0]):
        if period_axis.first <= end <= period_axis.last:
            mark = next((day for day in by_day if end - day < near), end)
            by_day.setdefault(mark, []).append(f"{event.as_written or event.date.words}: {event.words}")
    return by_day


def event_shares(events: Sequence[Event], plot: PlotArea) -> list[float]:
    """How far along the days each mark stands, 0 to 1."""
    axis = plot.period_axis
    if not isinstance(axis, TimeAxis):
        return []
    return [(day - axis.first) / (axis.last - axis.first) for day in _marked_on(events, plot)]


def _marked_on(events: Sequence[Event], plot: PlotArea) -> dict[date, list[str]]:
    assert isinstance(plot.period_axis, TimeAxis)
    return marked(events, plot.period_axis, APART_ON_PHONE if plot.phone else APART)


def event_layers(events: Sequence[Event], plot: PlotArea) -> list[alt.Chart]:
    """A numbered mark for each that ``marked`` gives; on an axis of words all are only listed."""
    if not isinstance(plot.period_axis, TimeAxis):
        return []
    by_day = _marked_on(events, plot)
    rows = [
        {"x": day.isoformat(), "told": "; ".join(words), "number": f"{number}"}
        for number, (day, words) in enumerate(by_day.items(), 1)
    ]
    if not rows:
        return []
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
        shape="circle",
        fill=plot.palette.page,
        stroke=plot.palette.quiet,
        strokeWidth=1.25,
        size=260,
        opacity=1,
        y=alt.ExprRef(f"{plot.start} - {HEAD}"),
    )
    number = base.mark_text(
        aria=False, color=plot.palette.ink, fontSize=11, fontWeight="bold", y=alt.ExprRef(f"{plot.start} - {HEAD}")
    )
    tip = [alt.Tooltip("told:N", title="Event")]
    return [
        rule.encode(x=plot.x),
        head.encode(x=plot.x, description=alt.Description("told:N"), tooltip=tip),
        number.encode(x=plot.x, text=alt.Text("number:N"), tooltip=tip),
    ]


def event_words(chart_spec: Mapping[str, Any]) -> list[str]:
    """The dates and words of all events that are marked in a chart's dict, in the order of time."""
    rows = [
        row
        for layer in vega.flat_layers(chart_spec)
        for row in layer.get("data", {}).get("values", ())
        if "told" in row
    ]
    return [words for _, words in sorted({(row["x"], row["told"]) for row in rows})]
