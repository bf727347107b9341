"""Whose figures stand in which panel of an indicator's own chart, as series; ``panel_chart`` draws them.

The council's figures and the published series share a panel only where they are like for like: the same group,
definition and kind of period (reporting: Two voices). Nothing of one is ever joined with the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from metrics.analysis.reading import Reading
from metrics.analysis.voices import Voices, placed
from metrics.catalogue.models import Comparator, Figure, OwnFigure
from metrics.charts.chart_series import (
    PUBLISHED_SHAPE,
    QUIET_DASHES,
    SOLID,
    Mark,
    Series,
    Sources,
    area_shape,
    council_series,
    mark_of,
    mark_remark,
    predicted_series,
    publisher_name,
    short_area,
    stretches,
    unjoined,
)
from metrics.wording.formatting import area_words, capital, neighbours_words


@dataclass(frozen=True)
class Panel:
    """One panel: its head, its series, and whether it is the council's, where targets, limits and breaks stand."""

    head: str
    series: tuple[Series, ...]
    council: bool
    published: tuple[OwnFigure, ...] = ()


def panels_of(
    reading: Reading, area: str, sources: Sources, *, causes: bool = True, joined: bool = True
) -> list[Panel]:
    """The council's panel and that of the published series, or one where both are like for like or one is empty.

    ``joined``: a thin line stands between two figures, too.
    """
    voices, group = Voices(reading.indicator), reading.indicator.group
    published = placed(reading.own_series)
    council = [
        *council_series(reading, area, sources, dated=True, causes=causes),
        *(_undated(series, area) for series in council_series(reading, area, sources, dated=False)),
        *predicted_series(reading, area, sources),
    ]
    alike = [figure for figure in published if voices.like_for_like(figure)]
    apart = [figure for figure in published if not voices.like_for_like(figure)]
    others = voices.drawn(reading.comparators)
    beside = [figure for figure in others if voices.beside_published(figure)]
    own = [figure for figure in others if not voices.beside_published(figure)]
    if not joined:
        council = [unjoined(one) for one in council]
    panels = []
    if council:
        series = [*council, *_published(alike, reading, area, sources, beside=True), *_others(own, reading, sources)]
        head = _head([group] if group else [], _council_words(reading, alike, sources))
        panels.append(Panel(head, tuple(series), True, tuple(alike)))
    if apart:
        series = [*_published(apart, reading, area, sources), *_others(beside, reading, sources)]
        groups = list(dict.fromkeys(voices.definition(figure)[0] for figure in apart))
        head = _head([name for name in groups if name], f"published by {_publishers(apart, sources)}")
        panels.append(Panel(head, tuple(series), False, tuple(apart)))
    return panels


def _undated(series: Series, area: str) -> Series:
    return replace(series, name=f"{area}, no date given")


def _published(
    figures: Sequence[OwnFigure], reading: Reading, area: str, sources: Sources, *, beside: bool = False
) -> list[Series]:
    """A series for each definition, named by its group where there are several; the newest first.

    ``beside``: the council's own figures stand in the same panel, so that its short name is the publisher's.
    """
    by_definition: dict[tuple[str | None, str], list[OwnFigure]] = {}
    for figure in sorted(figures, key=lambda figure: figure.period.order):
        if figure.value is not None:
            by_definition.setdefault(Voices(reading.indicator).definition(figure), []).append(figure)
    several = len({group for group, _ in by_definition}) > 1
    series: list[Series] = []
    for (group, _), same in sorted(by_definition.items(), key=lambda one: one[1][-1].period.order, reverse=True):
        name, which = f"{area} ({_publishers(same, sources)})", (group or "") if several else ""
        told = f"{name}, {which}" if which else name
        marks = [_mark(figure, told, reading, sources, _later(figure)) for figure in same]
        short = _publishers(same, sources) if beside else area
        series.append(Series(name, "published", PUBLISHED_SHAPE, bool(series), stretches(marks), SOLID, which, short))
    return series


def _later(figure: OwnFigure) -> str:
    return "published later" if figure.published_after else ""


def _others(figures: Sequence[Comparator], reading: Reading, sources: Sources) -> list[Series]:
    """A quiet series for each area, broken where its group, kind of period or model changes."""
    by_area: dict[str, list[Comparator]] = {}
    for figure in figures:
        by_area.setdefault(figure.area.lower(), []).append(figure)
    taken: dict[str, int] = {}
    series = []
    for number, same in enumerate(by_area.values()):
        runs = [run for alike in _unbroken(same) for run in stretches([_other(f, reading, sources) for f in alike])]
        runs.sort(key=lambda run: run[-1].period.order)
        shape, hollow = area_shape(same[0].area, taken)
        dash = QUIET_DASHES[number % len(QUIET_DASHES)]
        name, which = _area_name(same)
        series.append(Series(name, "quiet", shape, hollow, tuple(runs), dash, which, short_area(same[0].area)))
    return series


def _unbroken(figures: Sequence[Comparator]) -> list[list[Comparator]]:
    """One area's figures by definition and model, each in the order of time."""
    by_definition: dict[object, list[Comparator]] = {}
    for figure in sorted(figures, key=lambda figure: figure.period.order):
        key = figure.group, figure.period.kind, figure.comparable, figure.model, figure.statistic
        by_definition.setdefault(key, []).append(figure)
    return list(by_definition.values())


def _other(figure: Comparator, reading: Reading, sources: Sources) -> Mark:
    same = figure.group == reading.indicator.group
    name = area_words(figure) if same else f"{area_words(figure)}, {figure.group}"
    return _mark(figure, capital(name), reading, sources, mark_remark(figure))


def _area_name(figures: Sequence[Comparator]) -> tuple[str, str]:
    """England; of neighbours also mean or median and every model that is drawn (reporting: Comparator)."""
    drawn = sorted(figures, key=lambda figure: figure.period.order)
    return capital(drawn[-1].area), _models(drawn)


def _models(drawn: Sequence[Comparator]) -> str:
    """By mean or median and by which models, in the order of time: mean, April 2021 model, then May 2025 model."""
    which = list(dict.fromkeys(words for figure in drawn if (words := neighbours_words(figure))))
    if len({figure.statistic for figure in drawn}) == 1 and drawn[0].statistic and len(which) > 1:
        models = list(dict.fromkeys(figure.model for figure in drawn if figure.model))
        return f"{drawn[0].statistic}, {', then '.join(models)}"
    return ", then ".join(which)


def _mark(figure: OwnFigure | Comparator, name: str, reading: Reading, sources: Sources, remark: str) -> Mark:
    return mark_of(figure, figure.period, figure.period, name, reading.indicator, sources, remark)


def _head(groups: Sequence[str], whose: str) -> str:
    return capital(", ".join(part for part in ("; ".join(groups), whose) if part))


def _council_words(reading: Reading, alike: Sequence[OwnFigure], sources: Sources) -> str:
    figures = [*reading.outcomes, *(prediction.observation for prediction in reading.predictions)]
    reported = f"as reported by {_publishers(figures, sources)}"
    return f"{reported}, and published by {_publishers(alike, sources)}" if alike else reported


def _publishers(figures: Iterable[Figure], sources: Sources) -> str:
    """Who published these figures, the first of them first."""
    return " and ".join(dict.fromkeys(publisher_name(sources.get(figure.source)) for figure in figures))
