"""What a chart is asked to show beside its figures, and the scales that it shares with others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from metrics.catalogue.events import Event


@dataclass(frozen=True)
class Drawing:
    """Choices for one chart.

    ``limits``: the usual range with its mean; ``causes``: a mark at each figure that is more than chance;
    ``intervals``: the margin of error at each figure with counts. ``fitted`` lets the value axis begin near
    the lowest value, if there are more than two figures; with ``own`` it does so where they lie close together.
    ``days`` and ``values`` are what the axes must reach over, so that charts share them.
    ``panels``: the published series has a panel of its own where it isn't like for like. ``own``: the indicator's own
    chart, which also has a thin line between two figures. ``few``: three lines at most; how many more there are is
    said, and they stand in the table. ``phone``: names at the line ends, and the key below the plot. ``taller``: pixels
    by which each panel's plot is higher than it need be.
    """

    limits: bool = False
    causes: bool = True
    intervals: bool = False
    fitted: bool = False
    days: tuple[date, date] | None = None
    values: tuple[float, float] | None = None
    events: tuple[Event, ...] = ()
    panels: bool = False
    own: bool = False
    few: bool = False
    phone: bool = False
    taller: int = 0


PLAIN = Drawing()
OWN = Drawing(panels=True, own=True)
"""The indicator's own chart."""
