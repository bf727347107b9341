"""A small chart of one published series as numbers: lines, dots and labels at their places, with no picture in it.

Across are percent of the plot's width, which the page decides; down are pixels of ``HEIGHT``.
So one chart fits a phone and a wall, and its words never change their size.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from metrics.analysis.published import PublishedReading
from metrics.analysis.reading import Reading
from metrics.catalogue.models import Comparator, Figure, Indicator, OwnFigure
from metrics.catalogue.period import Period
from metrics.catalogue.rates import comparable_between_areas
from metrics.catalogue.regions import ENGLAND
from metrics.charts.chart_series import unbroken
from metrics.charts.geometry import Axis, close_axis, labels_apart, value_axis
from metrics.wording.formatting import figure_words, neighbours_words, reader_period, short_value

HEIGHT = 132
TOP, FOOT = 10, 10
"""Room above the highest and below the lowest value, for half a dot."""
LINE = 18
"""Height of a label."""

Who = Literal["council", "England", "neighbours", "neighbour"]
WIDEST = 12
"""Letters of an area's name that fit beside a plot."""


@dataclass(frozen=True)
class Spot:
    """One figure: how far across and down, and what it tells."""

    x: float
    y: float
    words: str


@dataclass(frozen=True)
class Line:
    """Figures of one area; spots of one run are joined, runs never are."""

    who: Who
    runs: tuple[tuple[Spot, ...], ...]

    @property
    def spots(self) -> tuple[Spot, ...]:
        return tuple(spot for run in self.runs for spot in run)


@dataclass(frozen=True)
class EndLabel:
    """The name of a line with its latest value, at the line's end; ``top`` is its upper edge."""

    who: Who
    words: str
    top: float


@dataclass(frozen=True)
class Note:
    """Words at a place: a value at its gridline, a period or a code under its figure."""

    at: float
    words: str


@dataclass(frozen=True)
class SmallChart:
    """``starts_at``: where the scale begins, in words, where that is not zero.

    ``neighbours``: by which statistic and model they are one line. ``areas`` head the columns of ``table``,
    which holds every number drawn.
    """

    lines: tuple[Line, ...]
    labels: tuple[EndLabel, ...]
    values: tuple[Note, ...]
    periods: tuple[Note, ...]
    codes: tuple[Note, ...]
    starts_at: str
    neighbours: str
    areas: tuple[str, ...]
    table: tuple[tuple[Period, tuple[Figure | None, ...]], ...]


@dataclass(frozen=True)
class _Area:
    who: Who
    name: str
    figures: Sequence[OwnFigure | Comparator]


def small_chart(
    reading: Reading,
    published: PublishedReading,
    *,
    days: tuple[date, date] | None = None,
    neighbours: Collection[str] = (),
    from_zero: bool = False,
) -> SmallChart:
    """The series, England and the neighbours, of one source and definition; ``days`` are those that charts share.

    ``neighbours`` are the authorities to draw as dots, as far as their rows stand there. The scale is fitted to the
    figures where they lie close together, unless it is to start ``from_zero``.
    """
    areas = [_Area("council", reading.area, published.figures), *_others(reading, published)]
    single = [_Area("neighbour", name, rows) for name, rows in _each(reading, published, neighbours).items()]
    indicator, every = reading.indicator, [*areas, *single]
    numbers = [float(figure.value) for area in every for figure in area.figures if figure.value is not None]
    axis = _axis(indicator, numbers, from_zero)
    place = _Places(axis, _days(published, days))
    lines = tuple(_line(area, indicator, place) for area in (*single, *reversed(areas)))
    return SmallChart(
        lines=lines,
        labels=_labels(areas, indicator, place),
        values=tuple(Note(place.down(tick), _tick(tick, indicator)) for tick in (axis.low, axis.high)),
        periods=_periods(published, place),
        codes=tuple(
            Note(place.across(figure.period), f"[{figure.code}]") for figure in published.figures if figure.code
        ),
        neighbours=next((_model(area.figures[-1]) for area in areas if area.who == "neighbours"), ""),
        starts_at=_tick(axis.low, indicator) if axis.low > 0 else "",
        areas=tuple(area.name for area in every),
        table=_table(published, every),
    )


def has_each_neighbour(reading: Reading, published: PublishedReading, names: Collection[str]) -> bool:
    """Whether single neighbours' figures of this definition were brought."""
    return bool(_each(reading, published, names))


def _alike(reading: Reading, published: PublishedReading) -> list[Comparator]:
    """Other areas' numbers of the series' definition and kind of period, oldest first."""
    indicator = reading.indicator
    if not comparable_between_areas(indicator):
        return []
    kind = published.latest.period.kind
    found = [
        other
        for other in reading.comparators
        if other.value is not None and other.group == published.group and other.period.kind == kind != "undated"
    ]
    return sorted(found, key=lambda other: other.period.order)


def _others(reading: Reading, published: PublishedReading) -> list[_Area]:
    """England, and the neighbours of the newest model and statistic only: of another model they are others."""
    alike = _alike(reading, published)
    country = [other for other in alike if other.area == ENGLAND]
    means = [other for other in alike if other.statistic is not None]
    same = [other for other in means if (other.model, other.statistic) == (means[-1].model, means[-1].statistic)]
    areas = [_Area("England", ENGLAND, country), _Area("neighbours", "Neighbours", same)]
    return [area for area in areas if area.figures]


def _model(figure: OwnFigure | Comparator) -> str:
    return neighbours_words(figure) if isinstance(figure, Comparator) else ""


def _each(reading: Reading, published: PublishedReading, names: Collection[str]) -> dict[str, list[Comparator]]:
    single: dict[str, list[Comparator]] = {}
    for other in _alike(reading, published) if names else ():
        if other.area in names and other.statistic is None:
            single.setdefault(other.area, []).append(other)
    return single


def _axis(indicator: Indicator, numbers: Sequence[float], from_zero: bool) -> Axis:
    return value_axis(indicator, numbers) if from_zero else close_axis(indicator, numbers)


def _days(published: PublishedReading, shared: tuple[date, date] | None) -> tuple[date, date]:
    ends = [figure.period.end for figure in published.figures if figure.period.end]
    first, last = shared if shared and len(published.figures) > 1 else (min(ends), max(ends))
    return (first, last) if first < last else (first - timedelta(days=365), last)


@dataclass(frozen=True)
class _Places:
    axis: Axis
    days: tuple[date, date]

    def across(self, period: Period) -> float:
        """Percent of the width at which a period's last day stands."""
        first, last = self.days
        assert period.end is not None
        return round(100 * (period.end - first) / (last - first), 2)

    def down(self, value: float) -> float:
        return round(HEIGHT - FOOT - (HEIGHT - FOOT - TOP) * self.axis.share(value), 1)

    def holds(self, period: Period) -> bool:
        return period.end is not None and self.days[0] <= period.end <= self.days[1]


def _line(area: _Area, indicator: Indicator, place: _Places) -> Line:
    """Periods that follow on each other join; two figures alone are two dots, and a single neighbour's always."""

    def spot(figure: OwnFigure | Comparator) -> Spot:
        words = f"{area.name}, {reader_period(figure.period)}: {figure_words(figure, indicator)}"
        return Spot(place.across(figure.period), place.down(float(figure.value or 0)), words)

    shown = [figure for figure in area.figures if figure.value is not None and place.holds(figure.period)]
    dots = area.who == "neighbour" or len(shown) < 3
    runs = [(figure,) for figure in shown] if dots else unbroken(shown, lambda figure: figure.period)
    return Line(area.who, tuple(tuple(map(spot, run)) for run in runs))


def _labels(areas: Sequence[_Area], indicator: Indicator, place: _Places) -> tuple[EndLabel, ...]:
    """Names at the lines' ends, none on another; a value only where it is of the council's latest period."""
    latest = areas[0].figures[-1].period
    found = []
    for area in areas:
        last = next((figure for figure in reversed(area.figures) if figure.value is not None), None)
        if last is None or last.value is None or not place.holds(last.period):
            continue
        name = area.name if len(area.name) <= WIDEST else "The council"
        code = area.figures[-1].code
        value = short_value(last.value, indicator) if last.period == latest else f"[{code}]" if code else ""
        found.append((area.who, f"{name} {value}".strip(), place.down(float(last.value)) - LINE / 2))
    tops = labels_apart([top for _, _, top in found], LINE, low=-4, high=HEIGHT + 4)
    return tuple(EndLabel(who, words, round(top, 1)) for (who, words, _), top in zip(found, tops, strict=True))


def _periods(published: PublishedReading, place: _Places) -> tuple[Note, ...]:
    """The first and the last period of the series under the plot; one alone where both don't fit."""
    ends = dict.fromkeys((published.figures[0].period, published.figures[-1].period))
    notes = [Note(place.across(period), _year_words(period)) for period in ends]
    return tuple(notes if len(notes) == 1 or notes[1].at - notes[0].at > 40 else notes[1:])


def _year_words(period: Period) -> str:
    """A period under the plot, as short as can be: 2024/25, 2025."""
    named = period.kind in ("financial year", "academic year")
    return period.label[:7] if named or period.end is None else str(period.end.year)


def _tick(value: float, indicator: Indicator) -> str:
    return f"{value:,.10g}" + ("%" if indicator.unit == "percent" else "")


def _table(published: PublishedReading, areas: Sequence[_Area]) -> tuple[tuple[Period, tuple[Figure | None, ...]], ...]:
    """A row for each period of the series, newest first, and each area's figure of it."""
    by_area = [{figure.period: figure for figure in area.figures} for area in areas]
    periods = [figure.period for figure in reversed(published.figures)]
    return tuple((period, tuple(figures.get(period) for figures in by_area)) for period in periods)
