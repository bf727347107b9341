"""Where periods stand on a chart: on an axis of days, or, without dates, on one of words."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

import altair as alt

from metrics.catalogue.period import Period
from metrics.charts.chart_series import Series, axis_words, end_words
from metrics.charts.geometry import named_ticks

MARGIN = 32
NARROW, WIDEST, SPACIOUS = 288, 560, 860
"""Widths of page or plot for which names and values are chosen: the narrowest, with a column, with room to spare."""

WIDE = "width > 560"
"""The expression of whether labels stand in a column at the plot's right, this many pixels wide."""
COLUMN = 260

PHONE, NAMES = 320, 74
"""Width of a phone's chart, and of the names at the right of its plot."""
PHONE_MARGINS = 22, 12
"""Pixels left of a phone's first place and right of its last one; elsewhere both are ``MARGIN``."""

APART = 0.16
"""What a figure without a date takes of an axis of days, which begins after it."""

PADDING = 0.3
"""Steps before the first and after the last place of an axis of words."""


Places = tuple[float, alt.ExprRef]
"""The pixels of the first place and of the last one."""


class TimeAxis:
    """Places on an axis of days; figures without a date stand apart, left of its first day (``since``)."""

    def __init__(self, first: date, last: date, all_series: Sequence[Series], *, apart_shown: bool = True) -> None:
        self.since, self.last, self.apart_shown = first, last, apart_shown
        every = list(dict.fromkeys(mark.period for series in all_series for mark in series.marks))
        self.periods = [period for period in every if period.dated]
        self.kinds: set[str] = {period.kind for period in self.periods}
        undated = [period for period in every if not period.dated]
        step = (last - first) * APART
        self.apart = {period: first - step * (len(undated) - i) for i, period in enumerate(undated)}
        self.first = min(self.apart.values(), default=first)

    def day(self, period: Period) -> date:
        """Where a period stands: at its end, or apart."""
        return period.end or self.apart[period]

    def at(self, period: Period) -> str:
        return self.day(period).isoformat()

    def share(self, period: Period) -> float:
        return (self.day(period) - self.first) / (self.last - self.first)

    @property
    def deep(self) -> int:
        """Pixels that its words take below the plot."""
        return 50 + 24 * bool(self._title())

    def encoding(self, inner: Sequence[float], places: Places) -> alt.X:
        named: dict[date, list[str]] = {}
        for period in self.periods:
            assert period.end is not None
            named.setdefault(period.end, end_words(period.end) if len(self.kinds) > 1 else axis_words(period))
        narrow, wide, spacious = (self._named(named, pixels) for pixels in inner)
        ticks = sorted(narrow | wide | spacious)
        words = f"width > {SPACIOUS} ? {_lookup(spacious)} : {WIDE} ? {_lookup(wide)} : {_lookup(narrow)}"
        axis = alt.Axis(
            values=alt.ExprRef(f"[{','.join(f'toDate({tick})' for tick in ticks)}]"),
            labelExpr=f"({words})['' + toNumber(datum.value)] || ''",
            labelOverlap=False,
            domain=False,
            ticks=False,
            title=self._title(),
            titlePadding=10,
            description="Periods, each at its end",
        )
        days = [_day(self.first), _day(self.last)]
        scale = alt.Scale(type="utc", domain=days, nice=False, range=list(places))
        return alt.X("x:T", scale=scale, axis=axis)

    def _named(self, named: dict[date, list[str]], inner: float) -> dict[int, list[str]]:
        """The periods that have room for their names in this width."""
        ends = sorted(named, reverse=True)
        places = [(end - self.first) / (self.last - self.first) * inner for end in ends]
        widths = [7.6 * max(map(len, named[end])) + 10 for end in ends]
        chosen = named_ticks(places, widths, _even(ends, alike=len(self.kinds) == 1))
        return {_milliseconds(ends[i]): named[ends[i]] for i in chosen}

    def _title(self) -> str | None:
        return {
            frozenset({"academic year"}): "School year, ending 31 August",
            frozenset({"financial year"}): "Financial year, ending 31 March",
        }.get(frozenset(self.kinds))


class WordAxis:
    """Places on an axis of undated words."""

    kinds: frozenset[str] = frozenset()

    def __init__(self, periods: Sequence[Period]) -> None:
        self.names = {period: "\n".join(textwrap.wrap(period.words, 14)) for period in periods}

    def at(self, period: Period) -> str:
        return self.names[period]

    def share(self, period: Period) -> float:
        return (list(self.names).index(period) + PADDING) / (len(self.names) - 1 + 2 * PADDING)

    @property
    def deep(self) -> int:
        """Pixels that its words take below the plot."""
        return 46 + 17 * max(name.count("\n") + 1 for name in self.names.values())

    def encoding(self, inner: Sequence[float], places: Places) -> alt.X:  # noqa: ARG002 - every word is named at every width
        axis = alt.Axis(
            labelExpr="split(datum.label, '\\n')",
            labelOverlap=False,
            labelLimit=150,
            domain=False,
            ticks=False,
            title="No dates given; the source's order",
            titlePadding=10,
        )
        scale = alt.Scale(type="point", domain=list(self.names.values()), padding=PADDING, range=list(places))
        return alt.X("x:O", scale=scale, axis=axis)


def _even(ends: Sequence[date], *, alike: bool) -> Iterator[list[int]]:
    """Choices of ends, the latest first: all, every second, then the month of the latest's in even years.

    The first two only where all are of one kind. Where the latest's month has but one year, the commonest month serves.
    """
    if not ends:
        return
    if alike:
        yield list(range(len(ends)))
        if len({before.month for before in ends}) > 2:
            yield list(range(0, len(ends), 2)) if _regular(ends) else []
    months = Counter(end.month for end in ends)
    month = ends[0].month if months[ends[0].month] > 1 else months.most_common(1)[0][0]
    same = [i for i, end in enumerate(ends) if end.month == month]
    for years in range(1, ends[0].year - ends[-1].year + 1):
        yield [i for i in same if (ends[same[0]].year - ends[i].year) % years == 0]


def _regular(ends: Sequence[date]) -> bool:
    """Whether no period is missing between the ends."""
    steps = [(after - before).days for after, before in pairwise(ends)]
    return max(steps, default=0) - min(steps, default=0) < 5


def _lookup(named: dict[int, list[str]]) -> str:
    """An expression that holds each tick's words: canonical labels only, never words of the file."""
    return "{" + ",".join(f"'{tick}':{words}" for tick, words in sorted(named.items())) + "}"


def _milliseconds(day: date) -> int:
    return (day - date(1970, 1, 1)).days * 86_400_000


def _day(day: date) -> alt.DateTime:
    return alt.DateTime(year=day.year, month=day.month, date=day.day, utc=True)
