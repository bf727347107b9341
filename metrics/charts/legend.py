"""The legend of a time chart: its labels, each near its own mark, or as a key above a narrow plot.

In a plot wider than 560 pixels the labels stand in a column at its right, each
near its own mark; in a narrower one they stand above it, as a key. One
specification holds both, since the server does not know the reader's width.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import altair as alt

from metrics.charts import vega
from metrics.charts.axes import MARGIN, WIDE
from metrics.charts.geometry import labels_apart
from metrics.charts.labels import LINE_HEIGHT, Label, Row, role_colour
from metrics.charts.palette import DOT, SMALL, Palette
from metrics.charts.plot_area import PlotArea

SYMBOLS = {
    "rule": "M-1.3,0H1.3",
    "break": "M0,-0.8V0.8",
    "rebase": "M0,-1V-.5M0,-.25V.25M0,.5V1",
    "none": "M0,0",
    "band": "M-1.3,-.8H1.3V.8H-1.3Z",
    "ring": "M-1,0A1,1,0,1,1,1,0A1,1,0,1,1,-1,0M-.45,0A.45,.45,0,1,1,.45,0A.45,.45,0,1,1,-.45,0",
}
KEY_DASH = {"target": [5, 3], "proposed": [2, 3], "predicted": [1, 0]}
LED = 120
"""So many pixels from its line's end a label may stand and still be led to; the symbol tells whose it is."""

BELOW = 40
"""So many pixels below a plot without panels labels may stand, beside the axis' words, to be nearer their lines."""

REACHES = 0.97
"""From this share of the panel's own days on a line ends at the column, and is led to its label."""


def legend_layers(labels: Sequence[Label], plot: PlotArea) -> list[alt.Chart]:
    """The labels as layers: symbols, shapes on discs, names, details."""
    names: list[Row] = []
    details: list[Row] = []
    shapes: list[Row] = []
    above = float(plot.key)
    for label, side in zip(labels, _sides(labels, plot), strict=True):
        name, detail = label.lines()
        tint = role_colour(label.role, plot.palette, label.symbol)
        row: Row = {"colour": tint, "side": round(side, 1) + 9, "key": above + 9}
        down = LINE_HEIGHT * len(name)
        names.append({**row, "label": "\n".join(name)})
        details.append({**row, "side": row["side"] + down, "key": above + 9 + down, "label": "\n".join(detail)})
        shapes.append(row | _look(label, tint, plot.palette))
        above += label.height
    badges = [row for row, label in zip(shapes, labels, strict=True) if label.badge]
    discs = [row | {"symbol": "circle"} if label.badge else row for row, label in zip(shapes, labels, strict=True)]
    return [
        *_leaders(labels, [row["side"] for row in shapes], plot),
        _symbols(discs, plot),
        *([_badges(badges, plot)] if badges else []),
        _texts([row for row in names if row["label"]], "bold", plot),
        _texts(details, "normal", plot),
    ]


def at_end(label: Label, plot: PlotArea) -> bool:
    """Whether the label's line ends where the column of labels begins."""
    return label.at is not None and plot.period_axis.share(label.at) >= REACHES * plot.ends


def _leaders(labels: Sequence[Label], sides: Sequence[float], plot: PlotArea) -> list[alt.Chart]:
    """A fine line from each line's end to its label, in the line's own dash; none to a label that stands far off."""
    (_, tall), axis = plot.sizes[1], plot.axis
    rows: list[Row] = []
    for run, (label, side) in enumerate(zip(labels, sides, strict=True)):
        if label.value is None or label.at is None or label.role == "predicted" or not at_end(label, plot):
            continue
        look = {
            "x": plot.period_axis.at(label.at),
            "led": run,
            "colour": role_colour(label.role, plot.palette, label.symbol),
            "dash": list(label.dash) or [1, 0],
        }
        if abs(side - plot.starts[1] - plot.down(label.value, tall)) > LED:
            continue
        beside = axis.low + (1 - (side - plot.starts[1]) / tall) * (axis.high - axis.low)
        rows += [look | {"value": label.value, "out": 9}, look | {"value": round(beside, 3), "out": MARGIN + 6}]
    if not rows:
        return []
    mark = vega.based(rows).mark_line(
        aria=False, strokeWidth=1, xOffset=alt.ExprRef("datum.out"), opacity=alt.ExprRef(f"{WIDE} ? 1 : 0")
    )
    led: alt.Chart = mark.encode(
        x=plot.x,
        y=plot.y,
        order=alt.Order("out:Q"),
        detail=alt.Detail("led:N"),
        color=alt.Color("colour:N", scale=None),
        strokeDash=alt.StrokeDash("dash:N", scale=None),
    )
    return [led]


def _sides(labels: Sequence[Label], plot: PlotArea) -> list[float]:
    """How far down each label stands in the column: at its value, others at foot or head, and none over another."""
    (_, inner), top = plot.sizes[1], plot.starts[1] - LINE_HEIGHT / 2
    heights = [label.height for label in labels]
    high = plot.feet[1] + (0 if plot.head[0] else BELOW)

    def sides(others: float) -> list[float]:
        shares = [others if label.value is None else 1 - plot.axis.share(label.value) for label in labels]
        return labels_apart([top + inner * share for share in shares], heights, low=plot.low, high=high)

    def moved(placed: Sequence[float]) -> float:
        return sum(
            abs(side - top - inner * (1 - plot.axis.share(label.value)))
            for side, label in zip(placed, labels, strict=True)
            if label.value is not None
        )

    return min((sides(1.0), sides(-0.1)), key=moved)


def _look(label: Label, tint: str, palette: Palette) -> Row:
    return {
        "symbol": SYMBOLS.get(label.symbol, label.symbol),
        "fill": palette.grid if label.symbol == "band" else palette.page if label.hollow else tint,
        "dash": KEY_DASH.get(label.role, [1, 0]),
    }


def _place(plot: PlotArea, column: int, key: int) -> Row:
    """Where a part of every label stands: so far right in the column, or in the key from the picture's left edge."""
    return {
        "aria": False,
        "x": alt.ExprRef(f"{WIDE} ? {plot.column(column)} : {key - plot.left}"),
        "y": alt.ExprRef(f"{WIDE} ? datum.side : datum.key"),
    }


def _symbols(rows: list[Row], plot: PlotArea) -> alt.Chart:
    mark = vega.based(rows).mark_point(**_place(plot, 14, 9), opacity=1, size=DOT, strokeWidth=2)
    layer: alt.Chart = mark.encode(
        shape=alt.Shape("symbol:N", scale=None),
        stroke=alt.Stroke("colour:N", scale=None),
        fill=alt.Fill("fill:N", scale=None),
        strokeDash=alt.StrokeDash("dash:N", scale=None),
    )
    return layer


def _badges(rows: list[Row], plot: PlotArea) -> alt.Chart:
    """The shapes on their discs."""
    mark = vega.based(rows).mark_point(
        **_place(plot, 14, 9), opacity=1, filled=True, fill=plot.palette.page, strokeWidth=0, size=DOT * 0.55
    )
    layer: alt.Chart = mark.encode(shape=alt.Shape("symbol:N", scale=None))
    return layer


def _texts(rows: list[Row], weight: Literal["normal", "bold"], plot: PlotArea) -> alt.Chart:
    mark = vega.based(rows).mark_text(
        **_place(plot, 28, 25),
        align="left",
        baseline="middle",
        lineBreak="\n",
        lineHeight=LINE_HEIGHT,
        fontSize=SMALL,
        fontWeight=weight,
    )
    layer: alt.Chart = mark.encode(text=alt.Text("label:N"), color=alt.Color("colour:N", scale=None))
    return layer
