"""A card's chart of three figures and more: a line whose end is labelled, what is beside it named at its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import altair as alt

from metrics.analysis.reading import Reading
from metrics.catalogue.models import Target
from metrics.charts import small_picture as small
from metrics.charts.card_marks import (
    HEIGHT,
    LETTER,
    TEXT,
    WIDTH,
    CardChart,
    Named,
    awaited,
    axis_end,
    foreseen_marks,
    target_mark,
)
from metrics.charts.chart_series import Mark, Series, comparator_series, short_area, target_spans
from metrics.charts.geometry import Axis, labels_apart, value_axis
from metrics.charts.palette import Palette
from metrics.charts.small_picture import Row
from metrics.wording.formatting import short_period

DIGIT = 9.6
"""Of the axis' numbers the widest: per cent signs are wide."""

UPPER, LOWER, BASE, DATES = 12, 68, 76, 91
"""Of a line: the highest and the lowest value, the rule below them, and the dates."""


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


def line_chart(reading: Reading, series: Series, palette: Palette) -> CardChart:
    foreseen = [one for one in awaited(reading)[-1:] if one.period.dated]
    days = [_day(mark) for mark in series.marks] + [one.period.end for one in foreseen if one.period.end]
    assert reading.latest is not None
    days.append(reading.latest.period.end or days[-1])
    others = _others(reading, min(days), max(days))
    spans = target_spans([one.target for one in reading.drawn_targets], min(days), max(days))[:2]
    ends = _line_ends(reading, series, others, [target for target, *_ in spans], palette)
    values = [mark.value for mark in (*series.marks, *(mark for run in others for mark in run))]
    axis = value_axis(reading.indicator, values + [one.value for one in ends], fitted=True)
    numbers = [axis_end(axis.low, reading), axis_end(axis.high, reading)]
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
        ends.append(Named(mark.value, f"{short_area(reading.headline.area)} {mark.value_label}", palette.comparator))
    ends += [target_mark(reading, target, palette) for target in targets]
    return ends + [one for one in foreseen_marks(reading, palette) if awaited(reading)[-1].period.dated]


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
