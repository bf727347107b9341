"""What a chart is asked to show beside its figures, and the scales that it shares with others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from metrics.catalogue.events import Event


@dataclass(frozen=True)
class Drawing:
    """Choices for one chart.

    ``limits`` are those of natural variation, ``intervals`` how far chance reaches at each
    figure with counts. ``fitted`` lets the value axis begin near the lowest value.
    ``days`` and ``values`` are what the axes must reach over, so that charts share them.
    """

    limits: bool = True
    intervals: bool = False
    fitted: bool = False
    days: tuple[date, date] | None = None
    values: tuple[float, float] | None = None
    events: tuple[Event, ...] = ()


PLAIN = Drawing()
