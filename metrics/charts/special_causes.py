"""Special causes (SPC) on a chart: a disc with a shape at each figure, as far as there is room for them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import altair as alt

from metrics.charts import symbols, vega
from metrics.charts.axes import WIDE
from metrics.charts.chart_series import Mark, Series
from metrics.charts.geometry import Box, box_around, overlaps
from metrics.charts.plot_area import PlotArea

Row = dict[str, Any]

LARGE, SMALL, NONE = 9.0, 4.5, 2.5
"""Radius of a disc with room around it, of one where all is dense, and of a dot that stands for one without room."""

KEPT = ("x", "value", "narrow", "wide", "series", "period", "shown", "status", "source")
"""Where a shape stands, and what its tooltip tells; its disc has the description."""

INSIDE = 0.6
"""How far of the disc its shape reaches."""


def mark_area(radius: float) -> float:
    """The size that Vega gives a mark of this radius."""
    return round(4 * radius * radius, 1)


def radii(series: Series, plot: PlotArea, size: tuple[float, float]) -> dict[Mark, float]:
    """The radius of each special figure's mark: the end of a spell first, the latest first, none under another."""
    special = [mark for mark in series.marks if mark.cause]
    spots = {mark: plot.spot(mark, *size) for mark in special}
    places = sorted(spots[mark][0] for mark in special)
    closest = min((after - before for before, after in pairwise(places)), default=LARGE * 3)
    radius = max(SMALL, min(LARGE, closest / 2))
    taken: list[Box] = []
    radius_of = dict.fromkeys(special, NONE)
    for mark in [*reversed(series.spell_ends), *reversed(special)]:
        box = box_around(*spots[mark], radius - 0.5)
        if radius_of[mark] == NONE and not overlaps(box, taken):
            radius_of[mark] = radius
            taken.append(box)
    return radius_of


def sizes(narrow: float, wide: float) -> Row:
    """The two sizes of a mark, for ``SIZE`` to choose from."""
    return {"narrow": mark_area(narrow), "wide": mark_area(wide)}


SIZE = alt.ExprRef(f"{WIDE} ? datum.wide : datum.narrow")


def special_cause_layers(series: Series, rows: Sequence[Row], move: float, plot: PlotArea) -> list[alt.Chart]:
    """The shapes in the page's colour, each on its disc; hidden where the disc is only a dot."""
    shape_path = symbols.shared_path(series.causes) if series.causes else ""
    shapes = [
        {name: row[name] for name in KEPT} | {"shape": shape_path}
        for mark, row in zip(series.marks, rows, strict=True)
        if mark.cause and max(row["narrow"], row["wide"]) > mark_area(NONE)
    ]
    if not shapes:
        return []
    chosen = f"({WIDE} ? datum.wide : datum.narrow)"
    shape = vega.based(shapes).mark_point(
        aria=False,
        filled=True,
        fill=plot.palette.page,
        strokeWidth=0,
        xOffset=move,
        size=alt.ExprRef(f"{chosen} * {INSIDE * INSIDE}"),
        opacity=alt.ExprRef(f"{chosen} > {mark_area(NONE)} ? 1 : 0"),
    )
    return [shape.encode(x=plot.x, y=plot.y, shape=alt.Shape("shape:N", scale=None), tooltip=vega.tooltip())]
