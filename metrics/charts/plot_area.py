"""The plot area of a time chart: its two axes, its size, and where it stands below its labels (legend)."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from functools import cached_property

import altair as alt

from metrics.charts.axes import (
    COLUMN,
    MARGIN,
    NAMES,
    NARROW,
    PHONE,
    PHONE_MARGINS,
    SPACIOUS,
    WIDE,
    WIDEST,
    TimeAxis,
    WordAxis,
)
from metrics.charts.chart_series import Mark
from metrics.charts.geometry import Axis
from metrics.charts.palette import Palette
from metrics.wording.formatting import GRADES

TITLE_LINE = 18
"""Pixels of a line of the value axis' title."""


@dataclass(frozen=True)
class PlotArea:
    """Where everything on a time chart stands, in pixels.

    ``left``: what the value axis takes; ``above``: the labels, where they stand above the plot and
    not in a column; ``top``: the title of the value axis and the heads of upright rules; ``height``:
    all of it, from the labels to the foot of the plot. Of two panels the lower one begins ``under`` so many
    pixels; what differs between a narrow page and one with a column comes in pairs of that order. ``head``:
    the height of a panel's own head, above its labels. ``ends``: the share of its days at which what it holds
    ends; the column of labels stands there. ``phone``: as a phone has it, with names at the line ends and the labels
    as a key below the plot.
    """

    period_axis: TimeAxis | WordAxis
    axis: Axis
    palette: Palette
    left: int
    above: int
    top: int
    height: int
    wide_height: int | None = None
    under: tuple[int, int] = (0, 0)
    head: tuple[int, int] = (0, 0)
    ends: float = 1
    phone: bool = False

    @property
    def starts(self) -> tuple[int, int]:
        """Where the values begin, below labels and title."""
        narrow, wide = self.under
        return narrow + self.head[0] + (0 if self.phone else self.above) + self.top, wide + self.head[1] + self.top

    @property
    def feet(self) -> tuple[int, int]:
        """Where the plot ends."""
        narrow, wide = self.under
        return narrow + self.height, wide + (self.wide_height or self.height)

    @property
    def key(self) -> int:
        """Where the labels begin on a narrow page: above the plot, on a phone below its axis."""
        return self.feet[0] + self.period_axis.deep if self.phone else self.under[0] + self.head[0]

    @property
    def margins(self) -> tuple[int, int]:
        """Pixels of a narrow plot before its first place and after its last one."""
        return PHONE_MARGINS if self.phone else (MARGIN, MARGIN)

    @property
    def end(self) -> str:
        """The expression of the plot's right edge."""
        return f"({WIDE} ? width - {COLUMN} : width{f' - {NAMES}' if self.phone else ''})"

    @property
    def low(self) -> int:
        """Above where no label in the column stands."""
        return self.under[1] + self.head[1]

    @property
    def start(self) -> str:
        """The expression of where the values begin."""
        narrow, wide = self.starts
        return f"({WIDE} ? {wide} : {narrow})"

    def across(self, share: float, right: float = 0) -> str:
        """The expression of a place so far along the days, and so many pixels right of it."""
        left = self.margins[0]
        return f"{left + right:g} + {share:.4f} * ({self.end} - {sum(self.margins)})"

    def column(self, right: float) -> str:
        """The expression of a place in the column of labels."""
        return self.across(self.ends, MARGIN + right)

    def at_foot(self, down: int = 0) -> int | alt.ExprRef:
        """So many pixels below the plot's foot: a number where that is the same at every width."""
        narrow, wide = self.feet
        return narrow + down if narrow == wide else alt.ExprRef(f"({WIDE} ? {wide + down} : {narrow + down})")

    @cached_property
    def x(self) -> alt.X:
        return self.period_axis.encoding(
            self.between, (self.margins[0], alt.ExprRef(f"{self.end} - {self.margins[1]}"))
        )

    @cached_property
    def y(self) -> alt.Y:
        axis = self.axis
        scale = alt.Scale(
            domain=[axis.low, axis.high], nice=False, zero=False, range=[self.at_foot(), alt.ExprRef(self.start)]
        )
        percent = "format(datum.value, ',~f') + '%'"
        words = {"percent": percent, "grade": f"{['', *GRADES.values()]}[datum.value]"}
        labels = alt.Axis(
            values=list(axis.ticks),
            labelExpr=words.get(axis.unit, "replace(format(datum.value, ',~f'), '-', '\u2212')"),
            labelOverlap=False,
            ticks=False,
            domain=False,
            orient="left",
            title=None if self.head[0] or not axis.title else _title_lines(axis) if self.phone else axis.title,
            description=f"Values: {axis.title.lower() or axis.unit}",
            titleAngle=0,
            titleAlign="left",
            titleAnchor="start",
            titleBaseline="top",
            titleX=4 - self.left,
            minExtent=self.left,
            maxExtent=self.left,
            titleY=alt.ExprRef(f"{self.start} - {self.top - 4 if self.phone else 58}"),
        )
        return alt.Y("value:Q", scale=scale, axis=labels)

    @property
    def inner(self) -> tuple[float, float, float]:
        """From the plot's left edge to its right one at each of the three widths."""
        narrow = PHONE - NAMES - 2 if self.phone else NARROW - 6
        return narrow - self.left, WIDEST - COLUMN, SPACIOUS - COLUMN

    @property
    def between(self) -> list[float]:
        """From the first place to the last one at each of the three widths."""
        return [width - sum(self.margins) for width in self.inner]

    @property
    def sizes(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Width between first and last place, and height of the plot: narrow, and with a column."""
        narrow, wide, _ = self.between
        tall, tall_wide = (foot - start for foot, start in zip(self.feet, self.starts, strict=True))
        return (narrow, tall), (wide, tall_wide)

    def spot(self, mark: Mark, inner: float, tall: float) -> tuple[float, float]:
        """Where a mark lies in a plot of this size."""
        return self.period_axis.share(mark.period) * inner, self.down(mark.value, tall)

    def down(self, value: float, tall: float) -> float:
        """How far below the plot's top a value lies."""
        return (1 - self.axis.share(value)) * tall


def plot_area(
    period_axis: TimeAxis | WordAxis, axis: Axis, palette: Palette, *, above: int, phone: bool = False
) -> PlotArea:
    """The area for figures on these axes, with ``above`` pixels of labels; ``phone``: as a phone has it."""
    top = (62 if axis.title else 42) + (TITLE_LINE * (len(_title_lines(axis)) - 1) if phone else 0)
    least = 280 if axis.unit == "grade" else 350
    height = top + 264 if phone else max(least, above + top + 264)
    wide_height = max(least, above + 20)
    left = room_at_left(axis)
    return PlotArea(period_axis, axis, palette, left, above, top, height, wide_height=wide_height, phone=phone)


def _title_lines(axis: Axis) -> list[str]:
    """The value axis' title in lines that a phone has room for."""
    return textwrap.wrap(axis.title, 48) or [""]


def room_at_left(axis: Axis) -> int:
    """Pixels that the value axis takes at the left."""
    longest = max(map(len, GRADES.values())) if axis.unit == "grade" else max(len(f"{tick:,g}") for tick in axis.ticks)
    return 14 + round(7.4 * (longest + (axis.unit == "percent")))
