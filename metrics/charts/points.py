"""The figures of every series on a chart: a dot each, and the lines that join them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from typing import Any

import altair as alt

from metrics.catalogue.models import Observation, OwnFigure
from metrics.charts import special_causes, vega
from metrics.charts.axes import WIDE
from metrics.charts.chart_series import Mark, Series
from metrics.charts.geometry import offsets
from metrics.charts.labels import role_colour
from metrics.charts.palette import DOT, FAINT, LINE, MEDIUM, SMALL, THIN
from metrics.charts.plot_area import PlotArea
from metrics.wording.formatting import CODES

Row = dict[str, Any]

Moved = tuple[Series, float]
"""A series, and how many pixels right of their places its marks stand, to hide no other's."""

MOVE = alt.ExprRef("datum.move")

RADIUS = DOT**0.5 / 2
"""Radius of an ordinary mark."""

FEW = 24
"""Up to so many figures of a series each has its dot."""

CODE = 20
"""Pixels that a code takes; where they stand closer on a narrow page they are smaller."""

SPACED = 8
"""Of a longer one by others about so many have theirs, evenly from the last on: they tell its line from the next."""

DASHES: dict[str, list[float]] = {"published": [6, 3]}

SIZES: dict[str, float] = {"council": DOT, "predicted": DOT * 0.5, "quiet": DOT * 0.35}
"""Areas of the dots by role; those of others are a little smaller than the council's."""


def moved_right(all_series: Sequence[Series], plot: PlotArea) -> list[Moved]:
    """Where a series' marks would lie under another's they move to the right, never half way to the next place.

    In long series, where all is dense, none moves; nor do quiet ones, whose lines tell where they go.
    """
    narrow = plot.sizes[0]
    shares = sorted({plot.period_axis.share(mark.period) for series in all_series for mark in series.marks})
    closest = min((after - before for before, after in pairwise(shares)), default=1) * narrow[0]
    if closest < 12:
        return [(series, 0.0) for series in all_series]
    spots = [
        [plot.spot(mark, *narrow) for mark in series.marks] if series.role != "quiet" else [] for series in all_series
    ]
    step = min(15, closest * 0.45)
    moves = offsets(spots, step, min(3, int(closest * 0.49 / step)))
    return list(zip(all_series, moves, strict=True))


def line_layers(moved_series: Sequence[Moved], plot: PlotArea) -> list[alt.Chart]:
    """The lines, a run each; the first series' are drawn first."""
    layers = []
    for group in _layers(moved_series):
        rows = [
            {"x": plot.period_axis.at(mark.period), "value": mark.value, "run": f"{position} {number}", "move": move}
            for position, (series, move) in enumerate(group)
            for number, run in enumerate(series.runs)
            for mark in run
            if len(run) > 1
        ]
        role, shape = group[0][0].role, group[0][0].shape
        if rows:
            line = vega.based(rows).mark_line(
                aria=False,
                color=role_colour(role, plot.palette, shape),
                strokeWidth=_thickness(group[0][0]),
                strokeDash=list(group[0][0].dash) or DASHES.get(role, [1, 0]),
                xOffset=MOVE,
            )
            layers.append(line.encode(x=plot.x, y=plot.y, detail=alt.Detail("run:N")))
    return layers


def _thickness(series: Series) -> float:
    """A line's width; between a voice's only two figures it is thin (reporting: How much may be said)."""
    if series.role in ("council", "published") and len(series.marks) <= 2:
        return THIN
    if series.role == "council":
        return LINE
    return {"quiet": FAINT, "published": MEDIUM}.get(series.role, THIN)


def point_layers(moved_series: Sequence[Moved], plot: PlotArea) -> list[alt.Chart]:
    """The dots and what they tell; the first series' lie on top."""
    return [layer for group in reversed(_layers(moved_series)) for layer in _marks(group[::-1], plot)]


def _layers(moved_series: Sequence[Moved]) -> list[list[Moved]]:
    """Neighbouring series of others with one look share a layer, since each costs time; the council's share none."""
    return [
        list(group)
        for _, group in groupby(
            moved_series,
            key=lambda pair: pair[0].name if _own(pair[0]) else (pair[0].role, pair[0].dash, pair[0].shape),
        )
    ]


def _own(series: Series) -> bool:
    """Whether it is the council's own series, predictions included."""
    return series.role in ("council", "predicted")


def _marks(group: Sequence[Moved], plot: PlotArea) -> list[alt.Chart]:
    first, moved = group[0]
    tint, own = role_colour(first.role, plot.palette, first.shape), _own(first)
    signed = own and any(mark.cause for mark in first.marks)
    rows = [row for series, move in group for row in _rows(series, move, plot)]
    if signed:
        radii = [special_causes.radii(first, plot, size) for size in plot.sizes]
        for row, mark in zip(rows, first.marks, strict=True):
            row |= {"stroke": plot.palette.page, "thick": 1} if mark.cause else {"stroke": tint, "thick": 2.5}
            row |= special_causes.sizes(*(radius_of.get(mark, RADIUS) for radius_of in radii))
    point = vega.based(rows).mark_point(
        size=special_causes.SIZE if signed else SIZES.get(first.role, DOT * 0.8),
        stroke=tint,
        strokeWidth=2.5 if first.role == "council" else 2 if first.role != "quiet" else 1.25,
        xOffset=MOVE,
    )
    if signed:
        stroke, thick = alt.Stroke("stroke:N", scale=None), alt.StrokeWidth("thick:Q", scale=None)
        point = point.encode(stroke=stroke, strokeWidth=thick)
    layer: alt.Chart = point.encode(
        x=plot.x,
        y=plot.y,
        shape=alt.Shape("shape:N", scale=None),
        fill=alt.Fill("fill:N", scale=None),
        opacity=alt.Opacity("opacity:Q", scale=None),
        description=alt.Description("description:N"),
        tooltip=vega.tooltip(),
    )
    return [layer, *(special_causes.special_cause_layers(first, rows, moved, plot) if signed else [])]


def _rows(series: Series, move: float, plot: PlotArea) -> list[Row]:
    """Every figure: where it stands, how it looks and what it tells; of a long series only some are seen."""
    alone = {run[0] for run in series.runs if len(run) == 1}
    seen = alone.union(series.marks[::-1][:: _stride(series)])
    return [
        {
            "x": plot.period_axis.at(mark.period),
            "value": mark.value,
            "series": series.name,
            "period": mark.covers.words,
            "shown": mark.value_label,
            "status": mark.state,
            "source": mark.source,
            "description": mark.description,
            "opacity": 1 if mark in seen or mark.cause is not None else 0,
            "fill": plot.palette.page if series.hollow else role_colour(series.role, plot.palette, series.shape),
            "shape": series.shape,
            "move": move,
        }
        for mark in series.marks
    ]


def _stride(series: Series) -> int:
    """How many figures there are from one dot to the next, counted from the last: whole years where it has quarters."""
    count = len(series.marks)
    if count <= FEW:
        return 1
    if _own(series):
        return count
    step = -(-count // SPACED)
    return -(-step // 4) * 4 if series.marks[-1].covers.kind == "quarter" else step


def ringed_marks(all_series: Iterable[Series]) -> list[Mark]:
    """The council's figures that are not settled (reporting: Predicted, provisional, approximate)."""
    return [
        mark
        for series in all_series
        if series.role == "council"
        for mark in series.marks
        if mark.status in ("provisional", "approximate")
    ]


def ring_layers(all_series: Iterable[Series], plot: PlotArea) -> list[alt.Chart]:
    """A ring around a figure of the council's that is not settled."""
    rows = [{"x": plot.period_axis.at(mark.period), "value": mark.value} for mark in ringed_marks(all_series)]
    if not rows:
        return []
    ring = vega.based(rows).mark_point(
        aria=False, opacity=1, shape="circle", size=330, stroke=plot.palette.council, strokeWidth=1.5
    )
    return [ring.encode(x=plot.x, y=plot.y)]


def code_layers(outcomes: Sequence[Observation | OwnFigure], plot: PlotArea) -> list[alt.Chart]:
    """A code stands at the foot of the plot, in the gap that it leaves."""
    rows = [
        {
            "x": plot.period_axis.at(outcome.period),
            "label": f"[{outcome.code}]",
            "said": f"{outcome.period}: {CODES[outcome.code]}",
        }
        for outcome in outcomes
        if outcome.code
    ]
    if not rows:
        return []
    places = sorted(plot.period_axis.share(outcome.period) * plot.sizes[0][0] for outcome in outcomes if outcome.code)
    dense = min((after - before for before, after in pairwise(places)), default=CODE) < CODE
    size = alt.ExprRef(f"{WIDE} ? {SMALL} : {SMALL - 3}") if dense else SMALL
    text = vega.based(rows).mark_text(color=plot.palette.quiet, fontSize=size, y=plot.at_foot(-12))
    return [text.encode(x=plot.x, text=alt.Text("label:N"), description=alt.Description("said:N"))]
