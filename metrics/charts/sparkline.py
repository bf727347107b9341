"""The sparkline of a scorecard row: two or more points, or a strip, at a fixed size, in light and dark at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import altair as alt

from metrics.analysis.reading import Reading
from metrics.catalogue.period import Period
from metrics.charts import small_picture as small
from metrics.charts.chart_series import (
    Mark,
    Series,
    broken_pairs,
    council_series,
    mark_label,
    predicted_series,
    target_spans,
    unjoined,
)
from metrics.charts.geometry import Axis, labels_apart, value_axis
from metrics.charts.labels import role_colour
from metrics.charts.palette import LIGHT, Palette
from metrics.wording.formatting import number
from metrics.wording.targets import short_target_name

WIDTH, HEIGHT = 330, 56
LEFT, RIGHT = 40, 232
UPPER, LOWER = 10, 48
LABELS = 244
"""Where the words at the right begin: those of the latest figure, of target and comparator."""

Span = tuple[date, date]
"""The first and the last day of an axis of time."""

LINE_FROM = 3
"""A line is drawn from so many figures on (reporting: How much may be said)."""


def time_span(readings: Iterable[Reading]) -> Span | None:
    """The days that all pictures share, so that they can be read one under the other; None where there is no time."""
    days = [
        mark.period.end
        for reading in readings
        if reading.latest is None or reading.latest.period.dated
        for series in _series(reading)
        for mark in series.marks
        if mark.period.end is not None
    ]
    return (min(days), max(days)) if days and min(days) < max(days) else None


def picture(reading: Reading, *, palette: Palette = LIGHT, span: Span | None = None) -> alt.LayerChart | None:
    """Two or more figures over time, one percentage as a dot from 0 to 100; None where words do better.

    ``span``: the axis of time that this picture shares with others; its own figures' without it.
    """
    own = _series(reading)
    marks = [mark for series in own for mark in series.marks]
    places = {mark.period for mark in marks}
    if reading.indicator.unit == "grade":
        return None
    if len(places) > 1:
        return _line(reading, own, palette, span)
    if reading.indicator.unit == "percent" and len(marks) == 1:
        return _strip(reading, own[0], palette)
    return None


def _series(reading: Reading) -> list[Series]:
    """The figures of the latest's own kind of period, and predictions."""
    latest = reading.latest
    dated = latest is None or latest.period.dated
    own = [unjoined(series) for series in council_series(reading, "", {}, dated=dated)]
    return own[:1] + (predicted_series(reading, "", {}) if dated else [])


def _line(reading: Reading, own: Sequence[Series], palette: Palette, span: Span | None) -> alt.LayerChart:
    marks = sorted((mark for series in own for mark in series.marks), key=_order(own))
    first = _digits(reading, marks[0])
    across = _across(marks, max(LEFT, 20 + 7 * len(first)), span)
    start = min(across.values()) - 8
    sides = [*_targets(reading, marks, across), *_others(reading, marks, across)]
    axis = value_axis(reading.indicator, [mark.value for mark in marks] + [side.value for side in sides])
    base = start if span is None or not marks[0].period.dated else LEFT - 8
    layers = [small.rules([{"x": base, "x2": RIGHT + 4, "y": _y(axis, 0)}], palette.track, 1)]
    layers += _breaks(reading, across, palette)
    layers += _side_layers([*_latest(reading), *sides], axis, palette)
    for series in own:
        layers += _series_layers(series, axis, across, palette)
    if len(own[0].marks) > 1:  # a single figure is named at the right
        row = {"x": start, "y": _y(axis, marks[0].value), "label": first}
        layers.append(small.labels([row], palette.quiet, "right"))
    return small.finished(layers, WIDTH, HEIGHT)


def _order(own: Sequence[Series]) -> Any:
    positions = {mark: i for i, mark in enumerate(mark for series in own for mark in series.marks)}
    return lambda mark: mark.period.order if mark.period.dated else positions[mark]


def _across(marks: Sequence[Mark], left: float, span: Span | None) -> dict[Period, float]:
    """Where each period stands: by its last day, or in order where there are no dates."""
    places = [mark.period.end.toordinal() if mark.period.end else i for i, mark in enumerate(marks)]
    first, last = min(places), max(places)
    if span is not None and marks[0].period.end:
        first, last = min(first, span[0].toordinal()), max(last, span[1].toordinal())
    step = (RIGHT - 8 - left) / (last - first)
    return {mark.period: left + (at - first) * step for mark, at in zip(marks, places, strict=True)}


def _day_at(day: date, across: dict[Period, float]) -> float:
    """Where a day stands between the periods that are drawn."""
    days = sorted((period.end.toordinal(), x) for period, x in across.items() if period.end)
    (first, left), (last, right) = days[0], days[-1]
    return left + (day.toordinal() - first) * (right - left) / (last - first)


def _breaks(reading: Reading, across: dict[Period, float], palette: Palette) -> list[alt.Chart]:
    """A short upright rule before the first figure after a break."""
    drawn = [outcome for outcome in reading.outcomes if outcome.period in across]
    rows = [
        {"x": round((across[before.period] + across[after.period]) / 2, 1), "y": UPPER - 6, "y2": LOWER}
        for before, after in broken_pairs(drawn)
    ]
    return [small.upright(rows, palette.track, 1)] if rows else []


def _y(axis: Axis, value: float) -> float:
    return round(LOWER - (LOWER - UPPER) * axis.share(value), 1)


def _digits(reading: Reading, mark: Mark) -> str:
    figure = next((o for o in reading.indicator.observations if o.period == mark.period and o.value is not None), None)
    return number(figure.value) if figure is not None and figure.value is not None else ""


@dataclass(frozen=True)
class Side:
    """A target or comparator beside the figures: from where to where its mark runs, and its words at the right.

    The latest figure has words there too, and no mark but its own.
    """

    value: float
    words: str
    start: float
    end: float
    dash: tuple[float, float]
    role: Literal["latest", "target", "comparator"]

    def tint(self, palette: Palette) -> str:
        return {"latest": palette.council, "target": palette.target, "comparator": palette.comparator}[self.role]


def _latest(reading: Reading) -> list[Side]:
    """The latest figure's digits; that it is not shown, where it is a code."""
    latest = reading.latest
    if latest is None:
        return []
    if latest.value is None:
        return [Side(0, "not shown" if latest.code == "c" else "no number", 0, 0, (1, 0), "latest")]
    return [Side(float(latest.value), mark_label(latest, reading.indicator), 0, 0, (1, 0), "latest")]


def _targets(reading: Reading, marks: Sequence[Mark], across: dict[Period, float] | None = None) -> list[Side]:
    """The reading's own target, over those of the days drawn on which it applies."""
    target = reading.target.target if reading.target else None
    if target is None or target.value is None:
        return []
    days = [mark.period.end for mark in marks if mark.period.end]
    start, end = LEFT - 8.0, RIGHT + 6.0
    if days:
        spans = target_spans([target], min(days), max(days))
        if not spans:
            return []
        if across:
            start, end = (_day_at(day, across) for day in spans[0][1:])
            start, end = (start - 8 if start < end else start), (end + 14 if spans[0][2] == max(days) else end)
    proposed = target.kind == "proposed limit"
    words = f"{short_target_name(target)} {number(target.value)}"
    return [Side(float(target.value), words, start, end, (2, 3) if proposed else (5, 3), "target")]


def _others(reading: Reading, marks: Sequence[Mark], across: dict[Period, float] | None = None) -> list[Side]:
    """The headline comparator, at the period that it covers or stands beside, where that is drawn."""
    headline = reading.headline
    period = next((m.period for m in marks if headline and m.period in (headline.period, headline.beside)), None)
    if headline is None or headline.value is None or period is None:
        return []
    area = headline.area if len(headline.area) <= 10 else _initials(headline.area)
    at = across[period] if across else 0
    words = f"{area} {mark_label(headline, reading.indicator).removesuffix('%')}"
    return [Side(float(headline.value), words, at - 12, at + 12, (1, 0), "comparator")]


def _initials(area: str) -> str:
    return "Neighbours" if "neighbour" in area.lower() else area.split()[0]


def _side_layers(sides: Sequence[Side], axis: Axis, palette: Palette) -> list[alt.Chart]:
    """Target and comparator as a rule where each applies; the words of all at the right, kept apart."""
    ys = [_y(axis, side.value) for side in sides]
    tops = labels_apart([y - 7 for y in ys], 15, low=0, high=HEIGHT)
    layers = []
    for side, y, top in zip(sides, ys, tops, strict=True):
        tint = side.tint(palette)
        if side.role != "latest":
            row = {"x": round(side.start, 1), "x2": round(side.end, 1), "y": y}
            layers.append(small.rules([row], tint, 1.75, side.dash))
        label = {"x": LABELS, "y": round(top + 7.5, 1), "label": side.words}
        layers.append(small.labels([label], tint, "left", bold=side.role == "latest"))
    return layers


def _series_layers(series: Series, axis: Axis, across: dict[Period, float], palette: Palette) -> list[alt.Chart]:
    """A line from three figures on, and dots; a prediction is small, hollow and joined to nothing."""
    if series.role == "predicted":
        rows = [{"x": round(across[mark.period], 1), "y": _y(axis, mark.value)} for mark in series.marks]
        return [small.dots(rows, palette.quiet, palette.page, 30, thick=1.5)]
    tint = role_colour(series.role, palette)
    rows = [
        {"x": round(across[mark.period], 1), "y": _y(axis, mark.value), "run": run_number}
        for run_number, run in enumerate(series.runs)
        for mark in run
        if len(run) > 1 and mark.period in across
    ]
    layers = [small.line(rows, tint, 2)] if rows and len(series.marks) >= LINE_FROM else []
    alone = {run[0] for run in series.runs if len(run) == 1}
    seen = [m for m in series.marks if len(series.marks) <= 8 or m in alone or m == series.marks[-1]]
    dots = [{"x": round(across[mark.period], 1), "y": _y(axis, mark.value)} for mark in seen]
    return [*layers, small.dots(dots, tint, tint)]


def _strip(reading: Reading, series: Series, palette: Palette) -> alt.LayerChart:
    """A dot on a line from 0 to 100."""
    mark = series.marks[0]
    sides = [*(_targets(reading, [mark]) if mark.period.dated else []), *_others(reading, [mark])]
    start, end, y = 12, RIGHT, 24

    def at(value: float) -> float:
        return round(start + (end - start) * value / 100, 1)

    tint = palette.council
    layers = [
        small.rules([{"x": start, "x2": end, "y": y}], palette.track, 2),
        small.rules([{"x": start, "x2": at(mark.value), "y": y}], tint, 4, (2, 4) if series.hollow else (1, 0)),
        small.labels([{"x": start, "y": y + 18, "label": "0"}], palette.quiet, "center"),
        small.labels([{"x": end, "y": y + 18, "label": "100"}], palette.quiet, "center"),
    ]
    for side in sides:
        row = {"x": at(side.value), "y": y - 9, "y2": y + 9}
        layers.append(small.upright([row], side.tint(palette), 2, (3, 2) if side.role == "target" else (1, 0)))
    named = [*(_latest(reading) if not series.hollow else []), *sides]
    for i, side in enumerate(named):
        top = y + (i - (len(named) - 1) / 2) * 16
        label = {"x": LABELS, "y": top, "label": side.words}
        layers.append(small.labels([label], side.tint(palette), "left", bold=side.role == "latest"))
    layers.append(small.dots([{"x": at(mark.value), "y": y}], tint, palette.page if series.hollow else tint))
    return small.finished(layers, WIDTH, HEIGHT)


def picture_svg(reading: Reading, span: Span | None = None) -> str | None:
    """The picture as one SVG that follows light and dark by itself; None where there is no picture."""
    chart = picture(reading, span=span)
    return None if chart is None else small.both_schemes(chart)
