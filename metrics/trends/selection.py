"""What the page Trends draws: the indicators that were chosen, cut to the years, with scales they share."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from metrics.analysis.confidence import interval
from metrics.analysis.reading import Reading, read
from metrics.analysis.significance import Verdict
from metrics.analysis.spc import drawn_limits
from metrics.analysis.states import STATES, State
from metrics.catalogue.events import Event
from metrics.catalogue.models import Catalogue, Comparator, Indicator, Observation, OwnFigure
from metrics.charts.options import Drawing
from metrics.trends.view_state import Finding, ViewState, hiding_word
from metrics.trends.word_search import by_word

A_SCREEN = 6
"""Small charts on one screen; more are paged."""

Rank = tuple[float, float]
"""Where an indicator stands in an order, gravest highest: a size as a share, and among those against zero the size."""
NOWHERE: Rank = (0.0, 0.0)


def select(readings: Sequence[Reading], choice: ViewState) -> list[Reading]:
    """The indicators that the choice asks for, less those with nothing to draw; chosen by name in that order."""
    if choice.indicators:
        by_id = {reading.indicator.id: reading for reading in readings}
        return [by_id[indicator_id] for indicator_id in choice.indicators if indicator_id in by_id]
    if choice.word:
        return by_word(readings, choice.word)
    drawable = [reading for reading in readings if _drawable(reading.indicator)]
    if choice.theme:
        return [reading for reading in drawable if reading.theme.id == choice.theme]
    return _by_finding([reading for reading in drawable if reading.counted], choice)


def _drawable(indicator: Indicator) -> bool:
    return bool(
        indicator.observations
        or indicator.own_series
        or any(comparator.value is not None for comparator in indicator.comparators)
    )


def _by_finding(readings: Sequence[Reading], choice: ViewState) -> list[Reading]:
    """The indicators that a finding chooses: tested before not tested, then the largest first; or all in file order."""
    if choice.finding == "all":
        return list(readings)
    state = state_of(choice.finding)
    found = state.found if state else _changed
    verdict = state.verdict if state else STATES["better"].verdict
    size = {"missed": _missed_by, "behind": _behind_by}.get(choice.finding, _moved)
    return sorted(
        filter(found, readings), key=lambda reading: (_strength(reading, verdict), size(reading)), reverse=True
    )


def state_of(finding: Finding) -> State | None:
    """The state of the council's own figures that a finding asks for; None where it asks for none."""
    return next((state for name, state in STATES.items() if name == finding), None)


def _strength(reading: Reading, verdict: Callable[[Reading], Verdict | None] | None) -> int:
    """Whether the verdict that an indicator was chosen by is tested; such stand first."""
    found = verdict(reading) if verdict is not None else None
    return int(found is not None and found.strength == "tested")


def _changed(reading: Reading) -> bool:
    """Whether the words tell of a change: not below the published precision (reporting: Change and verdict)."""
    change = reading.change
    return change is not None and bool(change.size) and "same" not in (change.direction, change.side)


def _missed_by(reading: Reading) -> Rank:
    missed = [target for target in reading.targets if target.met is False]
    return max((size_of(target.gap, target.target.value) for target in missed), default=NOWHERE)


def _behind_by(reading: Reading) -> Rank:
    values = [
        figure.value for figure in (reading.latest, reading.headline) if figure is not None and figure.value is not None
    ]
    return size_of(values[0] - values[1], values[1]) if len(values) == 2 else NOWHERE


def _moved(reading: Reading) -> Rank:
    change, previous = reading.change, reading.previous
    return size_of(change.size, previous.value) if change is not None and previous is not None else NOWHERE


def size_of(size: Decimal | None, of: Decimal | None) -> Rank:
    """A size as a share of what it is measured against, so that percent and weeks can be set in one order.

    Against zero any size is beyond every share; such sizes stand first, the largest of them before the others.
    """
    if not size or of is None:
        return NOWHERE
    return (float(abs(size / of)), 0.0) if of else (math.inf, float(abs(size)))


def narrow(catalogue: Catalogue, reading: Reading, choice: ViewState, today: date) -> Reading:
    """The reading of the indicator in the chosen years only, without what is hidden; words and chart say the same.

    Limits, special causes and assurance stay those of all years, as on the indicator's own page.
    """
    if choice.first is None and choice.last is None and not choice.hidden:
        return reading
    indicator = reading.indicator
    within = indicator.model_copy(
        update={
            "observations": [observation for observation in indicator.observations if _within(observation, choice)],
            "own_series": [figure for figure in indicator.own_series if _within(figure, choice)],
            "comparators": [figure for figure in indicator.comparators if _within(figure, choice)],
        }
    )
    narrowed = reading if _same(within, indicator) else read(catalogue, within, today)
    visible = within.model_copy(
        update={
            "own_series": [] if "published" in choice.hidden else within.own_series,
            "targets": [] if "target" in choice.hidden else within.targets,
            "comparators": [figure for figure in within.comparators if hiding_word(figure.area) not in choice.hidden],
        }
    )
    others = tuple(figure for figure in narrowed.comparators if hiding_word(figure.area) not in choice.hidden)
    return replace(
        narrowed,
        indicator=visible,
        comparators=others,
        own_series=narrowed.own_series if visible.own_series else (),
        published=narrowed.published if visible.own_series else None,
        whole=None if narrowed is reading else reading.outcomes,
    )


def _same(part: Indicator, whole: Indicator) -> bool:
    return all(
        len(getattr(part, name)) == len(getattr(whole, name)) for name in ("observations", "own_series", "comparators")
    )


def _within(figure: Observation | OwnFigure | Comparator, choice: ViewState) -> bool:
    """Whether the period ends in the chosen years; undated figures have no year and always stay."""
    end = figure.period.end
    if end is None:
        return True
    return (choice.first is None or end.year >= choice.first) and (choice.last is None or end.year <= choice.last)


def years(readings: Sequence[Reading]) -> tuple[int, int] | None:
    """The first and the last year in which any figure's period ends."""
    ends = [
        figure.period.end.year for reading in readings for figure in _figures(reading.indicator) if figure.period.end
    ]
    return (min(ends), max(ends)) if ends else None


def _figures(indicator: Indicator) -> list[Observation | OwnFigure | Comparator]:
    comparators = [figure for figure in indicator.comparators if figure.value is not None and figure.comparable != "no"]
    return [*indicator.observations, *indicator.own_series, *comparators]


def drawings(
    readings: Sequence[Reading], choice: ViewState, events: Mapping[str, tuple[Event, ...]]
) -> dict[str, Drawing]:
    """How each indicator's chart is drawn: days always shared, values where the unit is and the choice wants it."""
    values = {} if choice.own_scale else shared_values(readings, choice)
    days = shared_days(readings)
    return {
        reading.indicator.id: Drawing(
            limits="limits" not in choice.hidden,
            causes="limits" not in choice.hidden,
            intervals=choice.chance,
            fitted=choice.fitted,
            days=days,
            values=values.get(unit(reading.indicator)),
            events=events.get(reading.indicator.id, ()),
            panels=True,
        )
        for reading in readings
    }


def shared_days(readings: Sequence[Reading]) -> tuple[date, date] | None:
    """The days from the first to the last figure of all charts."""
    ends = [figure.period.end for reading in readings for figure in _figures(reading.indicator) if figure.period.end]
    return (min(ends), max(ends)) if ends else None


def shared_values(readings: Sequence[Reading], choice: ViewState) -> dict[str, tuple[float, float]]:
    """The lowest and highest of all that is drawn by unit, for each unit that two or more of the charts share."""
    by_unit: dict[str, list[Reading]] = {}
    for reading in readings:
        by_unit.setdefault(unit(reading.indicator), []).append(reading)
    ranges = {}
    for name, group in by_unit.items():
        values = [value for reading in group for value in _values(reading, choice)]
        if len(group) > 1 and values:
            ranges[name] = min(values), max(values)
    return ranges


def unit(indicator: Indicator) -> str:
    """What two charts must have in common to share a scale: the unit, and for counts what is counted."""
    return f"{indicator.unit} {indicator.of or ''}".strip()


def _values(reading: Reading, choice: ViewState) -> list[float]:
    """Figures, targets, limits unless they are hidden, and how far chance reaches where that is asked for."""
    indicator = reading.indicator
    figures = [*_figures(indicator), *indicator.targets]
    values = [float(figure.value) for figure in figures if figure.value is not None]
    if "limits" not in choice.hidden:
        values += drawn_limits(reading.variation.every, indicator.unit)
    intervals = [interval(indicator, outcome) for outcome in reading.outcomes] if choice.chance else []
    return values + [bound for bounds in intervals if bounds for bound in bounds]


def page_of(readings: Sequence[Reading], choice: ViewState) -> tuple[list[Reading], int, int]:
    """The indicators of one screen, its number, and how many screens there are; a large chart has one to itself."""
    size = 1 if choice.large else A_SCREEN
    pages = max(1, -(-len(readings) // size))
    page = min(choice.page, pages)
    return list(readings[size * (page - 1) : size * page]), page, pages
