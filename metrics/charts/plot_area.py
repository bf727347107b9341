"""The plot area of a time chart: its two axes, its size, and where it stands below its labels (legend)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import altair as alt

from metrics.charts.axes import COLUMN, MARGIN, NARROW, SPACIOUS, WIDE, WIDEST, TimeAxis, WordAxis
from metrics.charts.chart_series import Mark
from metrics.charts.geometry import Axis
from metrics.charts.palette import Palette
from metrics.wording.formatting import GRADES


@dataclass(frozen=True)
class PlotArea:
    """Where everything on a time chart stands, in pixels.

    ``left``: what the value axis takes; ``above``: the labels, where they stand above the plot and
    not in a column; ``top``: the title of the value axis and the heads of upright rules; ``height``:
    all of it, from the labels to the foot of the plot.
    """

    period_axis: TimeAxis | WordAxis
    axis: Axis
    palette: Palette
    left: int
    above: int
    top: int
    height: int

    @property
    def start(self) -> str:
        """The expression of where the values begin, below labels and title."""
        return f"({WIDE} ? {self.top} : {self.above + self.top})"

    @cached_property
    def x(self) -> alt.X:
        return self.period_axis.encoding(self.between)

    @cached_property
    def y(self) -> alt.Y:
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

    @property
    def inner(self) -> tuple[float, float, float]:
        """From the plot's left edge to its right one at each of the three widths."""
        return NARROW - 6 - self.left, WIDEST - COLUMN, SPACIOUS - COLUMN

    @property
    def between(self) -> list[float]:
        """From the first place to the last one at each of the three widths."""
        return [width - 2 * MARGIN for width in self.inner]

    @property
    def sizes(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Width between first and last place, and height of the plot: narrow, and with a column."""
        narrow, wide, _ = self.between
        return (narrow, self.height - self.above - self.top), (wide, self.height - self.top)

    def spot(self, mark: Mark, inner: float, tall: float) -> tuple[float, float]:
        """Where a mark lies in a plot of this size."""
        return self.period_axis.share(mark.period) * inner, self.down(mark.value, tall)

    def down(self, value: float, tall: float) -> float:
        """How far below the plot's top a value lies."""
        return (1 - self.axis.share(value)) * tall


def plot_area(period_axis: TimeAxis | WordAxis, axis: Axis, palette: Palette, *, above: int) -> PlotArea:
    """The area for figures on these axes, with ``above`` pixels of labels."""
    top = 62 if axis.title else 42
    height = max(300 if axis.unit == "grade" else 380, above + top + 210)
    return PlotArea(period_axis, axis, palette, _room(axis), above, top, height)


def _room(axis: Axis) -> int:
    """Pixels that the value axis takes at the left."""
    longest = max(map(len, GRADES.values())) if axis.unit == "grade" else max(len(f"{tick:,g}") for tick in axis.ticks)
    return 14 + round(7.4 * (longest + (axis.unit == "percent")))
