"""What of a reading is drawn, and what is joined: series of marks, with no picture in it.

The rules of shared/reporting.md on lines, gaps, predictions and comparators are
kept here; ``charts`` and ``pictures`` only place what they are given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from metrics.analysis.reading import Reading
from metrics.analysis.releases import may_be_drawn
from metrics.analysis.spc import Cause
from metrics.catalogue.models import Comparator, Figure, Indicator, Observation, Source, Target
from metrics.catalogue.period import MONTHS, Period, following
from metrics.wording.findings import comparator_name
from metrics.wording.formatting import authorities_words, short_value, unknown_words
from metrics.wording.uncertainty import CAUSES

Role = Literal[
    "council", "predicted", "comparator", "partly", "published", "target", "proposed", "limit", "mean", "note"
]
Sources = Mapping[str, Source]

AREA_SHAPES = {"England": "diamond", "South East": "square", "statistical neighbours": "triangle-up"}
SPARE_SHAPES = ("triangle-down", "triangle-left", "triangle-right")
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
    shown: str
    status: str
    source: str
    described: str
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
    """Figures of one thing. Marks of one run are joined by a line; runs never are."""

    name: str
    role: Role
    shape: str
    hollow: bool
    runs: tuple[tuple[Mark, ...], ...]

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The figures themselves: of a prediction's run only the prediction."""
        if self.role == "predicted":
            return tuple(run[-1] for run in self.runs)
        return tuple(mark for run in self.runs for mark in run)


def mark_label(figure: Figure, indicator: Indicator) -> str:
    """A value as a mark's label: about 21%."""
    if figure.value is None:
        return ""
    return ("about " if figure.status == "approximate" else "") + short_value(figure.value, indicator)


def _mark(
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
    told = [words, "predicted" if figure.status == "predicted" else "", remark, aside]
    when = covers.label if covers.dated else f"{covers.words} (no date given)"
    return Mark(
        period=at,
        value=float(figure.value or 0),
        shown=words,
        status=figure.status,
        source=f"{source.title}, {figure.at}" if source else figure.at,
        described=f"{name}, {when}: {', '.join(part for part in told if part)}",
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


def _runs(observations: Iterable[Observation], indicator: Indicator) -> list[list[Observation]]:
    runs: list[list[Observation]] = []
    before: Observation | None = None
    for one in observations:
        if before is not None and may_join(before, one, indicator):
            runs[-1].append(one)
        elif one.value is not None:
            runs.append([one])
        before = one
    return runs


def council_series(reading: Reading, area: str, sources: Sources, *, dated: bool, causes: bool = True) -> list[Series]:
    """The council's own outcomes: a series per kind of period, the latest's first; a run per unbroken stretch.

    ``causes``: whether each says which special cause it is part of.
    """
    indicator = reading.indicator
    special = reading.variation.causes if causes else {}
    own = [one for one in reading.outcomes if one.period.dated == dated]
    kinds = list(dict.fromkeys(one.period.kind for one in reversed(own)))
    found: list[Series] = []
    for kind in kinds:
        same = [one for one in own if one.period.kind == kind]
        runs = _runs(same, indicator) if dated else _undated_runs(reading, same)
        marks = tuple(
            tuple(
                _mark(one, one.period, one.period, area, indicator, sources, cause=special.get(one.period))
                for one in run
            )
            for run in runs
        )
        if marks:
            name = f"{area}, {PLURALS[kind]}" if len(kinds) > 1 else area
            found.append(Series(name, "council", STAR if found else "circle", False, marks))
    return found


def _undated_runs(reading: Reading, own: list[Observation]) -> list[list[Observation]]:
    """Undated figures join only where the reading compares them."""
    runs: list[list[Observation]] = []
    for one in own:
        if one.value is None:
            continue
        if one == reading.latest and reading.previous is not None and runs and runs[-1][-1] == reading.previous:
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def predicted_series(reading: Reading, area: str, sources: Sources) -> list[Series]:
    """Predictions, each joined (dotted) from the last outcome before it where that is the period before."""
    indicator = reading.indicator
    runs = []
    for prediction in reading.predictions:
        one = prediction.observation
        if one.value is None or not one.period.dated:
            continue
        earlier = [
            o for o in reading.outcomes if o.period.kind == one.period.kind and o.period.order < one.period.order
        ]
        joined = [earlier[-1], one] if earlier and may_join(earlier[-1], one, indicator) else [one]
        runs.append(tuple(_mark(o, o.period, o.period, area, indicator, sources) for o in joined))
    return [Series(f"{area}, predicted", "predicted", "circle", True, tuple(runs))] if runs else []


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
    for one in reading.comparators:
        if may_be_drawn(indicator, one) and (places is None or one.beside in places):
            name = comparator_name(one, indicator)
            name = f"{name}, {one.group}" if one.group == indicator.group else name
            name = name[0].upper() + name[1:]
            groups.setdefault((name, one.period.kind, one.comparable, one.area), []).append(one)
    taken: dict[str, int] = {}
    found = []
    for (name, _, comparable, area), figures in groups.items():
        if places is None:
            figures = sorted(figures, key=lambda one: one.period.order)
        shape, hollow = _shape(area, taken)
        marks = [
            _mark(one, one.period, one.beside if places and one.beside else one.period, name, indicator, sources,
                  mark_remark(one))
            for one in figures
        ]  # fmt: skip
        role: Role = "partly" if comparable == "partly" else "comparator"
        found.append(Series(name, role, shape, hollow, _stretches(marks)))
    return found


def _stretches(marks: list[Mark]) -> tuple[tuple[Mark, ...], ...]:
    """Neighbouring periods join; rolling years and dates far apart don't."""
    runs: list[list[Mark]] = []
    for mark in marks:
        last = runs[-1][-1] if runs else None
        if last and mark.covers.kind != "rolling year" and following(last.covers) == mark.covers:
            runs[-1].append(mark)
        else:
            runs.append([mark])
    return tuple(map(tuple, runs))


def _shape(area: str, taken: dict[str, int]) -> tuple[str, bool]:
    """A shape of its own for each area; the area's second group has it hollow."""
    known = next((shape for name, shape in AREA_SHAPES.items() if name.lower() in area.lower()), None)
    free = [shape for shape in SPARE_SHAPES if shape not in taken]
    shape = known if known and taken.get(known, 0) < 2 else (free or list(SPARE_SHAPES))[0]
    taken[shape] = taken.get(shape, 0) + 1
    return shape, taken[shape] == 2


def own_series(reading: Reading, area: str, sources: Sources) -> list[Series]:
    """The council's own figures as others published them: apart, and never joined with its own.

    Those of the same measure are not joined with those of only partly the same, which are hollow beside them.
    """
    indicator = reading.indicator
    groups: dict[tuple[str, str, str], list[Mark]] = {}
    for one in reading.own_series:
        if one.value is None or one.comparable == "no" or not one.period.dated:
            continue
        source = sources.get(one.source)
        name = f"{area}, as {_publisher(source)} published"
        name = name if one.group in (None, indicator.group) else f"{name}, {one.group}"
        remarks = ", ".join(
            words
            for words, yes in (
                ("partly the same measure", one.comparable == "partly"),
                ("published later", one.published_after),
            )
            if yes
        )
        mark = _mark(one, one.period, one.period, name, indicator, sources, remarks)
        groups.setdefault((name, one.period.kind, one.comparable), []).append(mark)
    whole = {name for name, _, comparable in groups if comparable == "yes"}
    found = []
    for (name, _, comparable), marks in groups.items():
        marks.sort(key=lambda mark: mark.period.order)
        hollow = comparable == "partly" and name in whole
        found.append(Series(name, "published", PUBLISHED_SHAPE, hollow, _stretches(marks)))
    return found


def _publisher(source: Source | None) -> str:
    if source is None:
        return "others"
    return "DfE" if source.publisher == "Department for Education" else source.publisher


def target_spans(targets: Iterable[Target], first: date, last: date) -> list[tuple[Target, date, date]]:
    """Each numeric target over the days from ``first`` to ``last`` on which it is in force or proposed."""
    found = []
    for one in targets:
        if one.value is None or one.from_ is None:
            continue
        begins, ends = max(one.from_, first), min(one.until or last, last)
        if begins <= ends:
            found.append((one, begins, ends))
    return found


def axis_words(period: Period) -> list[str]:
    """A period as an axis names it, in one or two short lines."""
    if period.end is None:
        return [period.words]
    if period.kind == "quarter":
        return [period.label[-2:], period.label[:7]]
    if period.kind in ("academic year", "financial year"):
        return [period.label[:7]]
    if period.kind == "calendar year":
        return [period.label]
    if period.kind == "month":
        return [MONTHS[period.end.month - 1][:3], str(period.end.year)]
    day = f"{period.end.day} {MONTHS[period.end.month - 1][:3]}"
    return [f"to {day}" if period.kind == "rolling year" else day, str(period.end.year)]
