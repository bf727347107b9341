"""What of a reading is drawn, and what is joined: series of marks, with no picture in it.

The rules on lines, gaps, predictions and comparators are kept here (reporting: Predicted,
provisional, approximate; Comparator; Time); ``time_chart``, ``bar_chart`` and ``sparkline``
only place what they are given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Literal, TypeVar

from metrics.analysis.reading import Reading
from metrics.analysis.releases import may_be_drawn
from metrics.analysis.xmr import Cause
from metrics.catalogue.models import Comparator, Figure, Indicator, Observation, Source, Target
from metrics.catalogue.period import MONTHS, Period, following
from metrics.wording.findings import comparator_name
from metrics.wording.formatting import authorities_words, publisher_words, short_period, short_value, unknown_words
from metrics.wording.uncertainty import CAUSES

Role = Literal[
    "council",
    "predicted",
    "comparator",
    "partly",
    "quiet",
    "published",
    "target",
    "proposed",
    "limit",
    "mean",
    "note",
]
Sources = Mapping[str, Source]
One = TypeVar("One")

AREA_SHAPES = {"England": "diamond", "South East": "square", "statistical neighbours": "triangle-up"}
SPARE_SHAPES = ("triangle-down", "triangle-left", "triangle-right")
SHAPE_TINTS = {"diamond": "comparator", "square": "partly", "triangle-up": "neighbours"}
"""The palette's colours of other areas by their shapes; any other area's is the region's."""
SOLID = (1.0, 0.0)
QUIET_DASHES: tuple[tuple[float, ...], ...] = (SOLID, (7, 3), (2, 3), (7, 3, 2, 3))
"""The lines of other areas, in their order: they differ in dash, in shape and in colour."""
PUBLISHED_SHAPE = "cross"
STAR = "M0,-1L.24,-.32L.95,-.31L.38,.12L.59,.81L0,.4L-.59,.81L-.38,.12L-.95,-.31L-.24,-.32Z"
"""The council's figures of a second kind of period."""

PLURALS: dict[str, str] = {
    "month": "months",
    "quarter": "quarters",
    "financial year": "financial years",
    "academic year": "academic years",
    "calendar year": "calendar years",
    "rolling year": "years to a date",
    "as at": "at a date",
    "undated": "undated",
}


@dataclass(frozen=True)
class Mark:
    """One figure at the place where it is drawn; ``aside`` is told where its label has no room for more."""

    period: Period
    value: float
    value_label: str
    status: str
    source: str
    description: str
    covers: Period
    remark: str = ""
    cause: Cause | None = None
    aside: str = ""

    @property
    def state(self) -> str:
        """How settled the figure is, and whatever else is told of it, for who points at it."""
        return ", ".join(part for part in (self.status, self.remark, self.aside) if part)


@dataclass(frozen=True)
class Series:
    """Figures of one thing. Marks of one run are joined by a line; runs never are.

    ``dash``: its line's own, if any. ``which``: of whom, or by which model, where the name alone doesn't tell.
    ``short``: its name in a word or two, for a line's end on a phone. ``causes_at_ends``: whether only the last
    figure of several in a row that are part of a special cause tells it.
    """

    name: str
    role: Role
    shape: str
    hollow: bool
    runs: tuple[tuple[Mark, ...], ...]
    dash: tuple[float, ...] = ()
    which: str = ""
    short: str = ""
    causes_at_ends: bool = False

    @property
    def causes(self) -> tuple[Cause, ...]:
        """The special causes that its figures are part of, each once."""
        return tuple(dict.fromkeys(mark.cause for mark in self.marks if mark.cause))

    @property
    def spell_ends(self) -> list[Mark]:
        """The last figure of each stretch of figures that are part of one special cause."""
        after = (*self.marks[1:], None)
        return [
            mark
            for mark, next_mark in zip(self.marks, after, strict=True)
            if mark.cause and (next_mark is None or next_mark.cause != mark.cause)
        ]

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The figures themselves."""
        return tuple(mark for run in self.runs for mark in run)


def mark_label(figure: Figure, indicator: Indicator) -> str:
    """A value as a mark's label: about 21%."""
    if figure.value is None:
        return ""
    return ("about " if figure.status == "approximate" else "") + short_value(figure.value, indicator)


def mark_of(
    figure: Figure,
    covers: Period,
    at: Period,
    name: str,
    indicator: Indicator,
    sources: Sources,
    remark: str = "",
    cause: Cause | None = None,
) -> Mark:
    source = sources.get(figure.source)
    words = mark_label(figure, indicator)
    unsettled = figure.status if figure.status in ("provisional", "revised") else ""
    remark = ", ".join(part for part in (unsettled, remark, CAUSES[cause] if cause else "") if part)
    aside = ", ".join(part for part in (authorities_words(figure), unknown_words(figure, indicator)) if part)
    parts = [words, "predicted" if figure.status == "predicted" else "", remark, aside]
    when = covers.label if covers.dated else f"{covers.words} (no date given)"
    return Mark(
        period=at,
        value=float(figure.value or 0),
        value_label=words,
        status=figure.status,
        source=f"{source.title}, {figure.at}" if source else figure.at,
        description=f"{name}, {when}: {', '.join(part for part in parts if part)}",
        covers=covers,
        remark=remark,
        cause=cause,
        aside=aside,
    )


def may_join(before: Observation, after: Observation, indicator: Indicator) -> bool:
    """Whether a line may run from one dated outcome to the next of the same kind."""
    if before.value is None or after.value is None or after.break_before:
        return False
    if before.period.kind != after.period.kind or after.period.kind in ("rolling year", "undated"):
        return False
    if after.period.kind == "as at":
        assert before.period.end is not None
        assert after.period.end is not None
        return indicator.frequency == "inspection" or (after.period.end - before.period.end).days <= 400
    return following(before.period) == after.period


def broken_pairs(outcomes: Iterable[Observation]) -> list[tuple[Observation, Observation]]:
    """Neighbouring dated outcomes between which the file says that the line breaks."""
    dated = [outcome for outcome in outcomes if outcome.period.dated]
    return [(before, after) for before, after in pairwise(dated) if after.break_before]


def _runs(observations: Iterable[Observation], indicator: Indicator) -> list[list[Observation]]:
    runs: list[list[Observation]] = []
    before: Observation | None = None
    for observation in observations:
        if before is not None and may_join(before, observation, indicator):
            runs[-1].append(observation)
        elif observation.value is not None:
            runs.append([observation])
        before = observation
    return runs


def council_series(reading: Reading, area: str, sources: Sources, *, dated: bool, causes: bool = True) -> list[Series]:
    """The council's own outcomes: a series per kind of period, the latest's first; a run per unbroken stretch.

    ``causes``: whether each says which special cause it is part of.
    """
    indicator = reading.indicator
    special = reading.variation.causes if causes else {}
    own = [figure for figure in reading.outcomes if figure.period.dated == dated]
    kinds = list(dict.fromkeys(figure.period.kind for figure in reversed(own)))
    series: list[Series] = []
    for kind in kinds:
        same = [figure for figure in own if figure.period.kind == kind]
        runs = _runs(same, indicator) if dated else [[figure] for figure in same if figure.value is not None]
        marks = tuple(
            tuple(
                mark_of(
                    figure, figure.period, figure.period, area, indicator, sources, cause=special.get(figure.period)
                )
                for figure in run
            )
            for run in runs
        )
        if marks:
            name = f"{area}, {PLURALS[kind]}" if len(kinds) > 1 else area
            series.append(Series(name, "council", STAR if series else "circle", False, marks, short=area))
    return series


def predicted_series(reading: Reading, area: str, sources: Sources) -> list[Series]:
    """Predictions, each joined to nothing (reporting: Predicted, provisional, approximate)."""
    runs = tuple(
        (mark_of(figure, figure.period, figure.period, area, reading.indicator, sources),)
        for figure in (prediction.observation for prediction in reading.predictions)
        if figure.value is not None and figure.period.dated
    )
    return [Series(f"{area}, predicted", "predicted", "circle", True, runs, short=area)] if runs else []


def unjoined(series: Series) -> Series:
    """The series without a line where it has no more than two figures (reporting: How much may be said)."""
    return series if len(series.marks) > 2 else replace(series, runs=tuple((mark,) for mark in series.marks))


def mark_remark(figure: Comparator) -> str:
    parts = []
    if figure.comparable == "partly":
        parts.append("partly comparable")
    if figure.published_after:
        parts.append("published later")
    return ", ".join(parts)


def comparator_series(reading: Reading, sources: Sources, at: Iterable[Period] | None = None) -> list[Series]:
    """The comparators that may be drawn, one series per area, group and kind of period.

    ``at``: the undated figures that they may stand beside; without it they stand
    at the period they cover.
    """
    indicator = reading.indicator
    places = None if at is None else set(at)
    groups: dict[tuple[str, str, str, str], list[Comparator]] = {}
    for figure in reading.comparators:
        if may_be_drawn(indicator, figure) and (places is None or figure.beside in places):
            name = comparator_name(figure, indicator)
            name = f"{name}, {figure.group}" if figure.group == indicator.group else name
            name = name[0].upper() + name[1:]
            groups.setdefault((name, figure.period.kind, figure.comparable, figure.area), []).append(figure)
    taken: dict[str, int] = {}
    series: list[Series] = []
    for (name, _, comparable, area), figures in groups.items():
        if places is None:
            figures = sorted(figures, key=lambda figure: figure.period.order)
        shape, hollow = area_shape(area, taken)
        marks = [
            mark_of(figure, figure.period, figure.beside if places and figure.beside else figure.period, name,
                  indicator, sources, mark_remark(figure))
            for figure in figures
        ]  # fmt: skip
        role: Role = "partly" if comparable == "partly" else "comparator"
        dash = QUIET_DASHES[len(series) % len(QUIET_DASHES)]
        series.append(Series(name, role, shape, hollow, stretches(marks), dash, short=short_area(area)))
    return series


def stretches(marks: Sequence[Mark]) -> tuple[tuple[Mark, ...], ...]:
    """The marks of a series as its line has them."""
    return unbroken(marks, lambda mark: mark.covers)


def unbroken(figures: Sequence[One], period: Callable[[One], Period]) -> tuple[tuple[One, ...], ...]:
    """Periods that follow each other join; years that share days and dates far apart don't (reporting: Two voices)."""
    runs: list[list[One]] = []
    for figure in figures:
        if runs and following(period(runs[-1][-1])) == period(figure):
            runs[-1].append(figure)
        else:
            runs.append([figure])
    return tuple(map(tuple, runs))


def short_area(area: str) -> str:
    """An area's name where there is room for a word or two."""
    if "neighbour" in area.lower():
        return "Neighbours"
    return area if len(area) <= 12 else area.split()[0]


def area_shape(area: str, taken: dict[str, int]) -> tuple[str, bool]:
    """A shape of its own for each area; the area's second group has it hollow."""
    usual = next((shape for name, shape in AREA_SHAPES.items() if name.lower() in area.lower()), None)
    free = [shape for shape in SPARE_SHAPES if shape not in taken]
    shape = usual if usual and taken.get(usual, 0) < 2 else (free or list(SPARE_SHAPES))[0]
    taken[shape] = taken.get(shape, 0) + 1
    return shape, taken[shape] == 2


def own_series(reading: Reading, area: str, sources: Sources) -> list[Series]:
    """The council's own figures as others published them: apart, and never joined with its own.

    Those of the same indicator are not joined with those of only partly the same, which are hollow beside them.
    """
    indicator = reading.indicator
    groups: dict[tuple[str, str, str], list[Mark]] = {}
    for figure in reading.own_series:
        if figure.value is None or figure.comparable == "no" or not figure.period.dated:
            continue
        source = sources.get(figure.source)
        name = f"{area}, as {publisher_name(source)} published"
        name = name if figure.group in (None, indicator.group) else f"{name}, {figure.group}"
        remarks = ", ".join(
            words
            for words, yes in (
                ("partly the same indicator", figure.comparable == "partly"),
                ("published later", figure.published_after),
            )
            if yes
        )
        mark = mark_of(figure, figure.period, figure.period, name, indicator, sources, remarks)
        groups.setdefault((name, figure.period.kind, figure.comparable), []).append(mark)
    whole = {name for name, _, comparable in groups if comparable == "yes"}
    series = []
    for (name, _, comparable), marks in groups.items():
        marks.sort(key=lambda mark: mark.period.order)
        hollow = comparable == "partly" and name in whole
        series.append(Series(name, "published", PUBLISHED_SHAPE, hollow, stretches(marks), short=area))
    return series


def publisher_name(source: Source | None) -> str:
    return "others" if source is None else publisher_words(source.publisher)


def target_spans(targets: Iterable[Target], first: date, last: date) -> list[tuple[Target, date, date]]:
    """Each numeric target over the days from ``first`` to ``last`` on which it is in force or proposed."""
    spans = []
    for target in targets:
        if target.value is None or target.from_ is None:
            continue
        begins, ends = max(target.from_, first), min(target.until or last, last)
        if begins <= ends:
            spans.append((target, begins, ends))
    return spans


MOST = 3
"""Lines that a phone has room for, a target among them."""


def few(all_series: Sequence[Series], targets: int, *, undated: bool = False) -> list[Series]:
    """The council's own series, and of the rest the first comparator and the published one, as far as there is room.

    ``undated``: none of the council's figures without a date is left out, since one may be the latest.
    """
    own = [series for series in all_series if series.role in ("council", "predicted")]
    apart = [one for one in own[1:] if undated and one.role == "council" and not one.marks[-1].period.dated]
    own = [*own[:1], *apart, *(series for series in own[1:] if series.role == "predicted")]
    theirs = [series for series in all_series if series.role == "published" and not series.hollow][:1]
    others = [series for series in all_series if series.role in ("comparator", "quiet")][:1]
    lines = sum(series.role != "predicted" for series in own) + min(targets, 1)
    return [*map(_marked_at_ends, own), *[*theirs, *others][: max(MOST - lines, 0)]]


def _marked_at_ends(series: Series) -> Series:
    """The series with its special causes at the last figure of each spell alone, where a mark has its full size."""
    ends = series.spell_ends
    if all(mark.cause is None or mark in ends for mark in series.marks):
        return series
    runs = tuple(tuple(mark if mark in ends else replace(mark, cause=None) for mark in run) for run in series.runs)
    return replace(series, runs=runs, causes_at_ends=True)


def tolerance_band(target: Target, indicator: Indicator) -> tuple[float, float] | None:
    """From where to where a figure misses a target by no more than its tolerance; None without one."""
    if target.value is None or target.tolerance is None or indicator.polarity == "neutral":
        return None
    way = 1 if indicator.polarity == "lower_is_better" else -1
    value = float(target.value)
    low, high = sorted((value, value + way * float(target.tolerance.value)))
    return low, high


def axis_words(period: Period) -> list[str]:
    """A period as an axis names it, in one or two short lines: Jan–Mar 2013, 2012/13, March 2025."""
    if period.end is None:
        return [period.words]
    if period.kind in ("academic year", "financial year"):
        return [period.label[:7]]
    if period.kind == "calendar year":
        return [period.label]
    if period.kind == "quarter":
        return short_period(period).split()
    ends = end_words(period.end)
    return ["year to", " ".join(ends)] if period.kind == "rolling year" else ends


def end_words(end: date) -> list[str]:
    """The month in which a period ends, as an axis names it that holds periods of several kinds."""
    month = MONTHS[end.month - 1]
    return [month if len(month) < 6 else month[:3], str(end.year)]
