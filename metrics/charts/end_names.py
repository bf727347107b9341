"""The names at the line ends of a phone's chart, each with its value; the key below the plot tells the rest."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import pairwise

import altair as alt

from metrics.charts import vega
from metrics.charts.chart_series import Series
from metrics.charts.geometry import Box, box_around, boxes_along, labels_apart, overlaps
from metrics.charts.labels import Label, Row, role_colour
from metrics.charts.legend import REACHES
from metrics.charts.plot_area import PlotArea
from metrics.charts.value_labels import labelled_marks, value_lines

SIZE, LINE = 13, 15
CHARACTERS = 10
LETTER = 7
LATE = 0.7
"""From this share of the days on the newest figures have their names right of the plot."""
GAP = 3
"""Pixels between a mark and its name, and between two names."""


def end_name_layers(labels: Sequence[Label], all_series: Sequence[Series], plot: PlotArea) -> list[alt.Chart]:
    """Names right of the plot for lines that reach its end, each led to; beside its last mark for one that doesn't."""
    named = [label for label in labels if label.end and label.value is not None]
    shares = [plot.period_axis.share(label.at) for label in named if label.at is not None]
    reached = max(shares, default=0.0)
    reached = reached if reached > LATE else 1.0
    right = [label for label in named if label.at is None or plot.period_axis.share(label.at) >= REACHES * reached]
    rows, leaders = _right(right, plot)
    rows += _within([label for label in named if label not in right], all_series, plot)
    if not rows:
        return []
    text = vega.based(rows).mark_text(
        aria=False,
        align="left",
        baseline="top",
        lineBreak="\n",
        lineHeight=LINE,
        fontSize=SIZE,
        fontWeight=alt.ExprRef("datum.weight"),
        x=alt.ExprRef("datum.across"),
        y=alt.ExprRef("datum.down"),
    )
    layers = [text.encode(text=alt.Text("label:N"), color=alt.Color("colour:N", scale=None))]
    if leaders:
        rule = vega.based(leaders).mark_rule(
            aria=False,
            strokeWidth=1,
            x=alt.ExprRef("datum.across"),
            x2=alt.ExprRef("datum.until"),
            y=alt.ExprRef("datum.down"),
            y2=alt.ExprRef("datum.below"),
        )
        layers.insert(0, rule.encode(color=alt.Color("colour:N", scale=None)))
    return layers


def _lines(label: Label) -> list[str]:
    return [line for part in label.end.split("\n") for line in textwrap.wrap(part, CHARACTERS)]


def _right(labels: Sequence[Label], plot: PlotArea) -> tuple[list[Row], list[Row]]:
    (inner, tall), top = plot.sizes[0], plot.starts[0]
    heights = [LINE * len(_lines(label)) + GAP for label in labels]
    wanted = [
        top + plot.down(label.value or 0, tall) - height / 2 for label, height in zip(labels, heights, strict=True)
    ]
    rows, leaders = [], []
    begins = plot.margins[0] + inner + plot.margins[1] + GAP
    for label, side, height in zip(
        labels, labels_apart(wanted, heights, low=0, high=plot.feet[0] + LINE), heights, strict=True
    ):
        rows.append(_row(label, begins, side, plot))
        share = 1.0 if label.at is None else plot.period_axis.share(label.at)
        at, middle = top + plot.down(label.value or 0, tall), side + (height - GAP) / 2
        if abs(at - middle) > GAP:
            starts = plot.margins[0] + share * inner + (GAP if label.at is None else 2 * GAP)
            tint = role_colour(label.role, plot.palette, label.symbol)
            leaders.append(
                {"across": starts, "until": begins - 1, "down": round(at, 1), "below": round(middle, 1), "colour": tint}
            )
    return rows, leaders


def _within(labels: Sequence[Label], all_series: Sequence[Series], plot: PlotArea) -> list[Row]:
    """Right of, below or above each last mark, clear of all marks, lines and values; else above."""
    size, (left, _), top = plot.sizes[0], plot.margins, plot.starts[0]
    taken: list[Box] = []
    for series in all_series:
        taken += [box_around(*plot.spot(mark, *size), 6) for mark in series.marks]
        for run in series.runs:
            for before, after in pairwise(run):
                taken += boxes_along(plot.spot(before, *size), plot.spot(after, *size))
    for mark in labelled_marks(all_series, plot):
        x, y = plot.spot(mark, *size)
        if mark.period not in [label.at for label in labels]:
            taken.append((x - 24, y - 11 - 17 * len(value_lines(mark)), x + 24, y))
    rows = []
    for label in labels:
        assert label.at is not None
        lines = _lines(label)
        wide, deep = LETTER * max(map(len, lines)), LINE * len(lines)
        x = plot.period_axis.share(label.at) * size[0]
        y = plot.down(label.value or 0, size[1])
        centred = min(max(x - wide / 2, -left), size[0] - wide)
        corners = [(x + 9, y - deep / 2), (centred, y + 10), (centred, y - 12 - deep)]
        boxes = [(across, down, across + wide, down + deep) for across, down in corners]
        inside = [box for box in boxes if box[3] < size[1] and box[2] < size[0] + plot.margins[1]]
        best = next((box for box in inside if not overlaps(box, taken)), boxes[-1])
        taken.append(best)
        rows.append(_row(label, left + best[0], top + best[1], plot))
    return rows


def _row(label: Label, across: float, down: float, plot: PlotArea) -> Row:
    return {
        "label": "\n".join(_lines(label)),
        "across": round(across, 1),
        "down": round(down, 1),
        "weight": "bold" if label.role in ("council", "published") else "normal",
        "colour": role_colour(label.role, plot.palette, label.symbol),
    }
