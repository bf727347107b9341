"""Value labels: the council's values at their marks, as many as stand clear of each other, of marks and of lines."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise
from typing import Any

import altair as alt

from metrics.catalogue.period import Period
from metrics.charts import vega
from metrics.charts.axes import MARGIN, WIDE
from metrics.charts.chart_series import Mark, Series
from metrics.charts.geometry import Box, box_around, boxes_along, overlaps
from metrics.charts.legend import REACHES
from metrics.charts.palette import TEXT
from metrics.charts.plot_area import PlotArea
from metrics.charts.points import Moved

MANY = 12
"""With more figures than this only the first and the last have their value at the mark."""

REACH = 150
"""Pixels from a value's mark beyond which no dot and no line of a long series can touch it."""

SIDE = f"({WIDE} ? datum.wide : datum.narrow)"
OUT = 6
"""Pixels right of its mark at which a prediction's words end where lines are led to the column."""

LOOK: dict[str, Any] = {
    "aria": False,
    "fontSize": TEXT,
    "fontWeight": alt.ExprRef("datum.weight"),
    "lineBreak": "\n",
    "lineHeight": 17,
    "baseline": "middle",
    "align": alt.ExprRef(f"{WIDE} && datum.last ? 'right' : 'center'"),
    "xOffset": alt.ExprRef(f"{WIDE} && datum.last ? {OUT} : 0"),
    "yOffset": alt.ExprRef(f"{SIDE} - ({SIDE} < 0 && indexof(datum.shown, '\\n') > 0 ? 17 : 0)"),
    "opacity": alt.ExprRef(f"{SIDE} == 0 ? 0 : 1"),
}


def value_layers(
    moved_series: Sequence[Moved],
    plot: PlotArea,
    *,
    across: Sequence[float],
    upright: Sequence[float],
    heads: Sequence[float] = (),
    ended: Collection[Period] = (),
) -> list[alt.Chart]:
    """The values, each on a halo in the page's colour; in a wide plot others may find room than in a narrow one.

    ``across``, ``upright`` and ``heads``: as in ``room_for_values``. ``ended``: periods whose value stands at the
    line's end, in the column, where there is one.
    """
    own = labelled_marks([series for series, _ in moved_series], plot)
    narrow, wide = (
        room_for_values(own, moved_series, plot, size, across=across, upright=upright, heads=heads)
        for size in plot.sizes
    )
    if plot.phone:
        narrow = {i: side for i, side in narrow.items() if own[i].period not in ended}
    rows = [
        {
            "x": plot.period_axis.at(mark.period),
            "value": mark.value,
            "shown": "\n".join(value_lines(mark)),
            "last": _beside_leaders(mark, moved_series, plot),
            "weight": "normal" if mark.status == "predicted" else "bold",
            "narrow": narrow.get(i, 0),
            "wide": 0 if mark.period in ended else wide.get(i, 0),
            "colour": plot.palette.quiet if mark.status == "predicted" else plot.palette.council,
        }
        for i, mark in enumerate(own)
        if i in narrow or (i in wide and mark.period not in ended)
    ]
    if not rows:
        return []
    page = plot.palette.page
    halo = vega.based(rows).mark_text(**LOOK, stroke=page, strokeWidth=5, strokeJoin="round", color=page)
    text = vega.based(rows).mark_text(**LOOK).encode(color=alt.Color("colour:N", scale=None))
    return [layer.encode(x=plot.x, y=plot.y, text=alt.Text("shown:N")) for layer in (halo, text)]


def _beside_leaders(mark: Mark, moved_series: Sequence[Moved], plot: PlotArea) -> bool:
    """Whether a prediction stands where other lines are led from to the column of labels."""
    ends = [series.marks[-1].period for series, _ in moved_series if series.role not in ("council", "predicted")]
    led = any(plot.period_axis.share(period) >= REACHES * plot.ends for period in ends)
    return led and mark.status == "predicted" and plot.period_axis.share(mark.period) >= REACHES * plot.ends


def labelled_marks(all_series: Sequence[Series], plot: PlotArea) -> list[Mark]:
    """The council's marks that may have their value beside them, the latest first."""
    own = [mark for series in all_series if series.role in ("council", "predicted") for mark in series.marks]
    own.sort(key=lambda mark: plot.period_axis.share(mark.period), reverse=True)
    return [own[0], own[-1]] if len(own) > MANY else own


def value_lines(mark: Mark) -> list[str]:
    """The value, and under it that it was only predicted."""
    return [mark.value_label, "predicted"] if mark.status == "predicted" else [mark.value_label]


def room_for_values(
    own: Sequence[Mark],
    moved_series: Sequence[Moved],
    plot: PlotArea,
    size: tuple[float, float],
    *,
    across: Iterable[float] = (),
    upright: Iterable[float] = (),
    heads: Sequence[float] = (),
) -> dict[int, int]:
    """For each value that finds room: how far above (-) or below (+) its mark it stands.

    ``across``: values at which a rule crosses the plot; ``upright``: shares of its
    width at which one stands; ``heads``: those at which an event's mark stands above the plot.
    """
    inner, tall = size
    places = [plot.period_axis.share(mark.period) * inner for mark in own]

    def near(mark: Mark) -> bool:
        x = plot.period_axis.share(mark.period) * inner
        return any(abs(x - place) < REACH for place in places)

    dots: list[Box] = []
    lines: list[Box] = []
    for series, move in moved_series:
        spots = [plot.spot(mark, *size) for mark in series.marks if near(mark)]
        dots += [box_around(x + move, y) for x, y in spots]
        for run in series.runs:
            for before, after in pairwise(run):
                if len(run) <= MANY or near(before) or near(after):
                    lines += boxes_along(plot.spot(before, *size), plot.spot(after, *size))
    if plot.head[0]:
        dots.append((-REACH, -tall, inner + REACH, -plot.top))
    for value in across:
        y = plot.down(value, tall)
        lines.append((-MARGIN, y - 2, inner + MARGIN, y + 2))
    dots += [(share * inner - 10, -22, share * inner + 10, 0) for share in heads]
    lines += [(share * inner - 2, 0, share * inner + 2, tall) for share in heads]
    lines += [(share * inner - 2, 0, share * inner + 2, tall) for share in upright]
    return _placed(own, plot, size, dots, lines)


def _placed(
    own: Sequence[Mark], plot: PlotArea, size: tuple[float, float], dots: list[Box], lines: list[Box]
) -> dict[int, int]:
    taken: list[Box] = []
    placed: dict[int, int] = {}
    for i, mark in enumerate(own):
        choices = _choices(plot.spot(mark, *size), value_lines(mark), size[1])
        best = next((c for c in choices if not overlaps(c[1], [*dots, *taken, *lines])), None)
        best = best or next((c for c in choices if not overlaps(c[1], [*dots, *taken])), None)
        if best:
            placed[i] = best[0]
            taken.append(best[1])
    return placed


def _choices(spot: tuple[float, float], lines: list[str], tall: float) -> list[tuple[int, Box]]:
    """Above the mark, or below it where the plot still has room there."""
    x, y = spot
    half, deep = 4.4 * max(map(len, lines)) + 2, 17 * len(lines)
    above = (-20, (x - half, y - 11 - deep, x + half, y - 11))
    below = (20, (x - half, y + 11, x + half, y + 11 + deep))
    return [above, below] if below[1][3] < tall - 2 else [above]
