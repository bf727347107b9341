"""The chart of a card on the first screen: a dot or two on a scale, or a line whose end is labelled.

One figure is a dot, two are two dots and no line, three and more are a line (reporting: How much
may be said). Comparator, target and prediction are named where they stand. Its size is fixed and it is
scaled to the card: at 288 px, the narrowest, its words are still 12 px high.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import altair as alt

from metrics.analysis.reading import Reading
from metrics.catalogue.models import Comparator, Observation, Target
from metrics.charts import small_picture as small
from metrics.charts.chart_series import Mark, Series, comparator_series, council_series, mark_label, target_spans
from metrics.charts.geometry import Axis, labels_apart, value_axis
from metrics.charts.palette import LIGHT, Palette
from metrics.charts.small_picture import Row
from metrics.wording.formatting import short_period, short_value

WIDTH, HEIGHT = 360, 100
TEXT = 15
LETTER = 8.3
"""Of the type's letters, digits among them, the mean width; what has bold letters is a tenth wider."""

DIGIT = 9.6
"""Of the axis' numbers the widest: per cent signs are wide."""

UPPER, LOWER, BASE, DATES = 12, 68, 76, 91
"""Of a line: the highest and the lowest value, the rule below them, and the dates."""

SCALE, ABOVE, BELOW, ENDS = 42, 17, 68, 90
"""Of a scale: its rule, the council's labels, the others', and its two ends."""

SIDE = 12
LINE_FROM = 3
"""A line is drawn from so many figures on."""

KIND_WORDS = {"proposed limit": "Proposed", "statutory limit": "Limit", "statutory duty": "Duty"}
"""What a target is called where there is room for a word; any other is a target."""


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


def card_chart(reading: Reading, palette: Palette = LIGHT) -> CardChart | None:
    """The chart of the latest figure and those before it; None where no figure is a number, or it is a grade."""
    if reading.indicator.unit == "grade" or not any(outcome.value is not None for outcome in reading.outcomes):
        return None
    series = _line_series(reading)
    return _scale(reading, palette) if series is None else _line(reading, series, palette)


def card_svg(reading: Reading) -> tuple[str, CardChart] | None:
    """The chart as one SVG that follows light and dark by itself, and what it shows."""
    card = card_chart(reading)
    return None if card is None else (small.both_schemes(card.chart), card)


def _line_series(reading: Reading) -> Series | None:
    """The dated figures of the latest's kind where there are enough for a line."""
    if reading.latest is None or not reading.latest.period.dated:
        return None
    own = council_series(reading, reading.area, {}, dated=True, causes=False)
    same = [one for one in own if one.marks[0].period.kind == reading.latest.period.kind]
    return same[0] if same and len(same[0].marks) >= LINE_FROM else None


# ---- one or two figures: dots on a scale -------------------------------------------------------------


def _scale(reading: Reading, palette: Palette) -> CardChart | None:
    latest = reading.latest
    shown = latest if latest is not None and latest.value is not None else _last_shown(reading)
    if shown is None:
        return None
    dots = [_own(reading, shown, palette, now=shown is latest)]
    if reading.previous is not None and reading.previous.value is not None and shown is latest:
        dots.insert(0, _own(reading, reading.previous, palette, now=False))
    foreseen = _foreseen(reading, palette)
    sides = [*_comparator(reading, shown, palette), *_targets(reading, palette)]
    axis = _scale_axis(reading, [one.value for one in (*dots, *sides, *foreseen)])
    ends = [_end(axis.low, reading), _end(axis.high, reading)]
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


def _end(value: float, reading: Reading) -> str:
    """An end of the axis with its unit: 0%, 20 weeks."""
    digits = f"{value:,.0f}" if value == int(value) else f"{value:g}"
    return f"{digits}%" if reading.indicator.unit == "percent" else digits


# ---- what stands beside the figures ------------------------------------------------------------------


def _comparator(reading: Reading, shown: Observation, palette: Palette) -> list[Named]:
    """The headline comparator, only like for like and of the figure's own period."""
    headline = reading.headline
    if headline is None or headline.value is None or headline.comparable != "yes":
        return []
    if shown.period not in (headline.period, headline.beside):
        return []
    return [_beside(reading, headline, palette)]


def _beside(reading: Reading, comparator: Comparator, palette: Palette) -> Named:
    words = f"{_area(comparator)} {mark_label(comparator, reading.indicator)}"
    return Named(float(comparator.value or 0), words, palette.comparator)


def _area(comparator: Comparator) -> str:
    if "neighbour" in comparator.area.lower():
        return "Neighbours"
    return comparator.area if len(comparator.area) <= 12 else comparator.area.split()[0]


def _targets(reading: Reading, palette: Palette) -> list[Named]:
    """The targets and proposals that the latest figure is held against, at most two."""
    held = [one.target for one in reading.drawn_targets if one.unrated not in ("not in force", "words")]
    return [_target(reading, target, palette) for target in held[:2]]


def _target(reading: Reading, target: Target, palette: Palette) -> Named:
    assert target.value is not None
    words = f"{KIND_WORDS.get(target.kind or '', 'Target')} {short_value(target.value, reading.indicator)}"
    dash = (2.0, 3.0) if target.kind == "proposed limit" else (5.0, 3.0)
    return Named(float(target.value), words, palette.target, dash)


def _awaited(reading: Reading) -> list[Observation]:
    """Predictions whose outcome is not there."""
    return [one.observation for one in reading.predictions if one.outcome is None and one.observation.value is not None]


def _foreseen(reading: Reading, palette: Palette) -> list[Named]:
    return [
        Named(float(one.value or 0), f"predicted {mark_label(one, reading.indicator)}", palette.quiet)
        for one in _awaited(reading)[-1:]
    ]


# ---- three and more: a line --------------------------------------------------------------------------


@dataclass(frozen=True)
class Frame:
    """Where days and values stand."""

    left: float
    right: float
    first: int
    last: int
    axis: Axis

    def x(self, day: date) -> float:
        share = (day.toordinal() - self.first) / max(self.last - self.first, 1)
        return round(self.left + (self.right - self.left) * share, 1)

    def y(self, value: float) -> float:
        return round(LOWER - (LOWER - UPPER) * self.axis.share(value), 1)


def _line(reading: Reading, series: Series, palette: Palette) -> CardChart:
    foreseen = [one for one in _awaited(reading)[-1:] if one.period.dated]
    days = [_day(mark) for mark in series.marks] + [one.period.end for one in foreseen if one.period.end]
    assert reading.latest is not None
    days.append(reading.latest.period.end or days[-1])
    others = _others(reading, min(days), max(days))
    spans = target_spans([one.target for one in reading.drawn_targets], min(days), max(days))[:2]
    ends = _line_ends(reading, series, others, [target for target, *_ in spans], palette)
    values = [mark.value for mark in (*series.marks, *(mark for run in others for mark in run))]
    axis = value_axis(reading.indicator, values + [one.value for one in ends], fitted=True)
    numbers = [_end(axis.low, reading), _end(axis.high, reading)]
    gutter = max(map(len, numbers)) * DIGIT + 8
    frame = Frame(
        gutter, WIDTH - 14 - max(one.width for one in ends), min(days).toordinal(), max(days).toordinal(), axis
    )
    layers = [
        small.rules([{"x": gutter, "x2": frame.right, "y": BASE}], palette.track, 1),
        small.labels(_numbers(frame, numbers, gutter), palette.quiet, "right", TEXT),
        *_dates(frame, min(days), series, reading, palette),
        *_target_lines(frame, spans, palette),
        *_other_lines(frame, others, palette),
        *_own_line(frame, series, palette),
    ]
    for one in foreseen:
        row = {"x": frame.x(one.period.end or max(days)), "y": frame.y(float(one.value or 0))}
        layers.append(small.dots([row], palette.quiet, palette.page, 60))
    layers += _end_labels(frame, ends)
    told = tuple(one.words for one in ends)
    return CardChart(small.finished(layers, WIDTH, HEIGHT), told, f"from {numbers[0]} to {numbers[1]}")


def _day(mark: Mark) -> date:
    assert mark.period.end is not None
    return mark.period.end


def _others(reading: Reading, first: date, last: date) -> list[list[Mark]]:
    """The headline comparator's figures within these days, in unbroken stretches."""
    headline = reading.headline
    if headline is None or headline.comparable != "yes" or headline.value is None:
        return []
    for series in comparator_series(reading, {}):
        if any(mark.covers == headline.period and mark.value == float(headline.value) for mark in series.marks):
            runs = [[mark for mark in run if first <= _day(mark) <= last] for run in series.runs]
            return [run for run in runs if run]
    return []


def _line_ends(
    reading: Reading, series: Series, others: Sequence[Sequence[Mark]], targets: Sequence[Target], palette: Palette
) -> list[Named]:
    """What is named at the right: the latest figure, comparator, targets and prediction, each with its value."""
    latest, last = reading.latest, series.marks[-1]
    now = latest is not None and latest.period == last.period
    words = f"{reading.area} {last.value_label}" if now else f"was {last.value_label}"
    ends = [Named(last.value, words, palette.council, bold=now)]
    if others and reading.headline is not None:
        mark = others[-1][-1]
        ends.append(Named(mark.value, f"{_area(reading.headline)} {mark.value_label}", palette.comparator))
    ends += [_target(reading, target, palette) for target in targets]
    return ends + [one for one in _foreseen(reading, palette) if _awaited(reading)[-1].period.dated]


def _numbers(frame: Frame, numbers: Sequence[str], gutter: float) -> list[Row]:
    """The axis' two ends; the lower one says where a fitted axis begins."""
    return [
        {"x": gutter - 5, "y": frame.y(frame.axis.low), "label": numbers[0]},
        {"x": gutter - 5, "y": frame.y(frame.axis.high), "label": numbers[1]},
    ]


def _dates(frame: Frame, first: date, series: Series, reading: Reading, palette: Palette) -> list[alt.Chart]:
    """The first and the latest period under the rule."""
    assert reading.latest is not None
    earliest = next(mark.period for mark in series.marks if _day(mark) == first)
    words = short_period(reading.latest.period)
    end = min(frame.x(reading.latest.period.end or first), WIDTH - len(words) * LETTER / 2)
    return [
        small.labels([{"x": 0, "y": DATES, "label": short_period(earliest)}], palette.quiet, "left", TEXT),
        small.labels([{"x": round(end, 1), "y": DATES, "label": words}], palette.quiet, "center", TEXT),
    ]


def _target_lines(frame: Frame, spans: Sequence[tuple[Target, date, date]], palette: Palette) -> list[alt.Chart]:
    return [
        small.rules(
            [{"x": frame.x(begins), "x2": frame.x(ends), "y": frame.y(float(target.value or 0))}],
            palette.target, 2, (2, 3) if target.kind == "proposed limit" else (5, 3),
        )
        for target, begins, ends in spans
    ]  # fmt: skip


def _rows(frame: Frame, runs: Sequence[Sequence[Mark]]) -> list[Row]:
    return [
        {"x": frame.x(_day(mark)), "y": frame.y(mark.value), "run": number}
        for number, run in enumerate(runs)
        for mark in run
    ]


def _other_lines(frame: Frame, others: Sequence[Sequence[Mark]], palette: Palette) -> list[alt.Chart]:
    """A thin grey line with a square at each of its periods."""
    if not others:
        return []
    rows = _rows(frame, others)
    return [
        small.line(rows, palette.comparator, 1.25),
        small.dots(rows, palette.comparator, palette.comparator, 36, "square", 0),
    ]


def _own_line(frame: Frame, series: Series, palette: Palette) -> list[alt.Chart]:
    """The council's line, a gap where a period is missing, and dots at its end and at what stands alone."""
    tint = palette.council
    alone = [[run[0]] for run in series.runs if len(run) == 1]
    layers = [small.dots(_rows(frame, alone), tint, tint, 50)] if alone else []
    end = _rows(frame, [[series.marks[-1]]])
    return [small.line(_rows(frame, series.runs), tint, 3), *layers, small.dots(end, tint, tint, 130)]


def _end_labels(frame: Frame, ends: Sequence[Named]) -> list[alt.Chart]:
    tops = labels_apart([frame.y(one.value) - 8.5 for one in ends], 17, low=0, high=DATES - 8)
    return [
        small.labels(
            [{"x": round(frame.right + 12, 1), "y": round(top + 8.5, 1), "label": one.words}],
            one.tint, "left", TEXT, one.bold,
        )
        for one, top in zip(ends, tops, strict=True)
    ]  # fmt: skip
