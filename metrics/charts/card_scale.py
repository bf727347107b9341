"""A card's chart of one or two figures: dots on a scale, no line between them (reporting: How much may be said)."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from metrics.analysis.reading import Reading
from metrics.catalogue.models import Observation
from metrics.charts import small_picture as small
from metrics.charts.card_marks import (
    HEIGHT,
    TEXT,
    WIDTH,
    CardChart,
    Named,
    axis_end,
    comparator_marks,
    foreseen_marks,
    target_marks,
)
from metrics.charts.chart_series import mark_label
from metrics.charts.geometry import Axis, labels_apart, value_axis
from metrics.charts.palette import Palette

SCALE, ABOVE, BELOW, ENDS = 42, 17, 68, 90
"""Of a scale: its rule, the council's labels, the others', and its two ends."""

SIDE = 12


def scale_chart(reading: Reading, palette: Palette) -> CardChart | None:
    latest = reading.latest
    shown = latest if latest is not None and latest.value is not None else _last_shown(reading)
    if shown is None:
        return None
    dots = [_own(reading, shown, palette, now=shown is latest)]
    if reading.previous is not None and reading.previous.value is not None and shown is latest:
        dots.insert(0, _own(reading, reading.previous, palette, now=False))
    foreseen = foreseen_marks(reading, palette)
    sides = [*comparator_marks(reading, shown, palette), *target_marks(reading, palette)]
    axis = _scale_axis(reading, [one.value for one in (*dots, *sides, *foreseen)])
    ends = [axis_end(axis.low, reading), axis_end(axis.high, reading)]
    layers = [small.rules([{"x": SIDE, "x2": WIDTH - SIDE, "y": SCALE}], palette.track, 2)]
    for one in sides:
        row = {"x": _at(axis, one.value), "y": SCALE - 12, "y2": SCALE + 12}
        layers.append(small.upright([row], one.tint, 3, one.dash))
    layers += [_dot(axis, one, palette.quiet, palette.page, 60) for one in foreseen]
    for one in dots:
        layers.append(_dot(axis, one, palette.council, palette.council if one.bold else palette.page, 190))
    layers += _along(axis, dots, ABOVE) + _along(axis, [*sides, *foreseen], BELOW)
    layers.append(small.labels([{"x": 0, "y": ENDS, "label": ends[0]}], palette.quiet, "left", TEXT))
    layers.append(small.labels([{"x": WIDTH, "y": ENDS, "label": ends[1]}], palette.quiet, "right", TEXT))
    told = tuple(one.words for one in (*dots, *sides, *foreseen))
    return CardChart(small.finished(layers, WIDTH, HEIGHT), told, f"from {ends[0]} to {ends[1]}")


ROOM = 1.3
"""How much farther than its largest value a scale goes that doesn't end at 100%."""


def _scale_axis(reading: Reading, values: Sequence[float]) -> Axis:
    """From zero: a share alone to 100%, shares beside each other farther than the largest of them."""
    highest = max(values, default=0.0)
    if reading.indicator.unit == "percent" and (len(values) == 1 or highest * ROOM > 50):
        return value_axis(reading.indicator, [0.0, 100.0])
    return value_axis(reading.indicator, [*values, highest * ROOM])


def _last_shown(reading: Reading) -> Observation | None:
    return next((outcome for outcome in reversed(reading.outcomes) if outcome.value is not None), None)


def _own(reading: Reading, outcome: Observation, palette: Palette, *, now: bool) -> Named:
    value = mark_label(outcome, reading.indicator)
    words = f"{reading.area} {value}" if now else f"was {value}"
    return Named(float(outcome.value or 0), words, palette.council, bold=now)


def _at(axis: Axis, value: float) -> float:
    return round(SIDE + (WIDTH - 2 * SIDE) * axis.share(value), 1)


def _dot(axis: Axis, one: Named, tint: str, fill: str, size: float) -> alt.Chart:
    return small.dots([{"x": _at(axis, one.value), "y": SCALE}], tint, fill, size)


def _along(axis: Axis, named: Sequence[Named], y: float) -> list[alt.Chart]:
    """Labels as near their marks as they can be without touching."""
    widths = [one.width + 8 for one in named]
    lefts = labels_apart(
        [_at(axis, one.value) - width / 2 for one, width in zip(named, widths, strict=True)], widths, high=WIDTH
    )
    return [
        small.labels(
            [{"x": round(left + width / 2, 1), "y": y, "label": one.words}], one.tint, "center", TEXT, one.bold
        )
        for one, left, width in zip(named, lefts, widths, strict=True)
    ]
