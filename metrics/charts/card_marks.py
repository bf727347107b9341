"""What every card's chart has: its size, its letters, and the values beside the council's with their words."""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt

from metrics.analysis.reading import Reading
from metrics.catalogue.models import Comparator, Observation, Target
from metrics.charts.chart_series import mark_label, short_area
from metrics.charts.palette import Palette
from metrics.wording.formatting import short_value
from metrics.wording.targets import short_target_name

WIDTH, HEIGHT = 360, 100
TEXT = 15
LETTER = 8.3
"""Of the type's letters, digits among them, the mean width; what has bold letters is a tenth wider."""


@dataclass(frozen=True)
class CardChart:
    """The chart, and in words what it shows: each mark's label, and where its axis begins and ends."""

    chart: alt.LayerChart
    labels: tuple[str, ...]
    axis: str


@dataclass(frozen=True)
class Named:
    """A value beside the council's, with its words."""

    value: float
    words: str
    tint: str
    dash: tuple[float, float] = (1, 0)
    bold: bool = False

    @property
    def width(self) -> float:
        return len(self.words) * LETTER * (1.12 if self.bold else 1)


def comparator_marks(reading: Reading, shown: Observation, palette: Palette) -> list[Named]:
    """The headline comparator, only like for like and of the figure's own period."""
    headline = reading.headline
    if headline is None or headline.value is None or headline.comparable != "yes":
        return []
    if shown.period not in (headline.period, headline.beside):
        return []
    return [_beside(reading, headline, palette)]


def _beside(reading: Reading, comparator: Comparator, palette: Palette) -> Named:
    words = f"{short_area(comparator.area)} {mark_label(comparator, reading.indicator)}"
    return Named(float(comparator.value or 0), words, palette.comparator)


def target_marks(reading: Reading, palette: Palette) -> list[Named]:
    """The targets and proposals that the latest figure is held against, at most two."""
    held = [one.target for one in reading.drawn_targets if one.unrated not in ("not in force", "words")]
    return [target_mark(reading, target, palette) for target in held[:2]]


def target_mark(reading: Reading, target: Target, palette: Palette) -> Named:
    """A target by one word and its value, dashed."""
    assert target.value is not None
    words = f"{short_target_name(target)} {short_value(target.value, reading.indicator)}"
    dash = (2.0, 3.0) if target.kind == "proposed limit" else (5.0, 3.0)
    return Named(float(target.value), words, palette.target, dash)


def awaited(reading: Reading) -> list[Observation]:
    """Predictions whose outcome is not there."""
    return [one.observation for one in reading.predictions if one.outcome is None and one.observation.value is not None]


def foreseen_marks(reading: Reading, palette: Palette) -> list[Named]:
    """The newest prediction whose outcome is not there; at most one."""
    return [
        Named(float(one.value or 0), f"predicted {mark_label(one, reading.indicator)}", palette.quiet)
        for one in awaited(reading)[-1:]
    ]


def axis_end(value: float, reading: Reading) -> str:
    """An end of the axis with its unit: 0%, 20 weeks."""
    digits = f"{value:,.0f}" if value == int(value) else f"{value:g}"
    return f"{digits}%" if reading.indicator.unit == "percent" else digits
