"""What is due: of a period, which figures are in, which are missing since when, and who answers (reporting: Time)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from metrics.analysis.reporting_periods import (
    CONSECUTIVE,
    awaited_from,
    due_by,
    first_return,
    is_due,
    next_period,
    offered_periods,
    outcome_of_period,
)
from metrics.catalogue.models import Catalogue, Indicator
from metrics.catalogue.period import Period, containing, following, is_over, preceding

State = Literal["missing", "not received", "passed over", "in"]
"""Of a figure that is due: there is none; it is recorded as not available (code x); there is none, and a later period
has one; it is there, also as another code."""
STATES: tuple[State, ...] = ("missing", "not received", "passed over", "in")


AHEAD = timedelta(days=366)
"""How far a calendar looks ahead."""


@dataclass(frozen=True)
class DueFigure:
    """One indicator's figure of one period that is due by ``day``.

    A missing one lacks every period from ``since`` on, whose figure was due by ``since_day``. ``reason`` is why it was
    not received, as recorded; empty where nothing is.
    """

    indicator: Indicator
    period: Period
    day: date
    state: State
    since: Period
    since_day: date
    reason: str = ""

    @property
    def owner(self) -> str:
        """The role that answers for it; empty where none is named."""
        return self.indicator.owner or ""


@dataclass(frozen=True)
class Round:
    """All figures that are due for one period by one day, in the order of the file's themes."""

    period: Period
    day: date
    figures: tuple[DueFigure, ...]

    def of(self, *states: State) -> list[DueFigure]:
        """Those in one of these states."""
        return [one for one in self.figures if one.state in states]

    def late(self, today: date) -> bool:
        """Whether the day by which they are due is past."""
        return self.day < today


def round_of(catalogue: Catalogue, period: Period, today: date) -> Round:
    """What is due for a period; no figures for one that no indicator is counted by."""
    floor = first_return(catalogue, today, period.kind) or next_period(catalogue, today, period.kind)
    themes = {theme.id: place for place, theme in enumerate(catalogue.themes)}
    listed = sorted(catalogue.indicators, key=lambda one: themes[one.theme])
    found = (_due_figure(catalogue, one, period, floor, today) for one in listed if one.frequency == period.kind)
    return Round(period, due_by(catalogue, period), tuple(one for one in found if one is not None))


def current_rounds(catalogue: Catalogue, today: date) -> list[Round]:
    """Of each frequency the round that comes next, quarters first; none of a frequency that has nothing due."""
    kinds = sorted(CONSECUTIVE, key=lambda kind: kind != "quarter")
    rounds = (round_of(catalogue, next_period(catalogue, today, kind), today) for kind in kinds)
    return [one for one in rounds if one.figures]


def calendar_rounds(catalogue: Catalogue, today: date) -> list[Round]:
    """The current rounds, and those of every frequency whose day lies within the year ahead; by day."""
    rounds = {one.period: one for one in current_rounds(catalogue, today)}
    for kind in CONSECUTIVE:
        period = preceding(containing(today, kind))
        while (day := due_by(catalogue, period)) <= today + AHEAD:
            if day >= today and period not in rounds and (made := round_of(catalogue, period, today)).figures:
                rounds[period] = made
            period = following(period) or period
    return sorted(rounds.values(), key=lambda one: one.day)


def next_round(catalogue: Catalogue, today: date) -> Round | None:
    """The quarter that comes next; None where no quarterly indicator has a dated figure or a day to begin."""
    quarterly = (one for one in catalogue.indicators if one.frequency == "quarter" and not one.retired)
    if not any(one.expected_from or any(line.period.dated for line in one.observations) for one in quarterly):
        return None
    return round_of(catalogue, next_period(catalogue, today), today)


def rounds_to_choose(catalogue: Catalogue, today: date) -> list[Round]:
    """The rounds that can be looked at by themselves: those offered for new figures that are over; newest first."""
    periods = [one for one in offered_periods(catalogue, today) if is_over(one, today)]
    ordered = sorted(periods, key=lambda one: (one.kind == "quarter", one.order), reverse=True)
    return [made for one in ordered if (made := round_of(catalogue, one, today)).figures]


def by_owner(rounds: Sequence[Round], owner: str | None = None) -> dict[str, list[DueFigure]]:
    """The figures under who answers for them, what is missing first; those without an owner last, under "".

    Only one's where ``owner`` is given.
    """
    figures = [one for each in rounds for one in each.figures if owner is None or one.owner == owner]
    names = sorted({one.owner for one in figures}, key=lambda name: (not name, name.casefold()))
    ordered = sorted(figures, key=lambda one: STATES.index(one.state))
    return {name: [one for one in ordered if one.owner == name] for name in names}


def _due_figure(
    catalogue: Catalogue, indicator: Indicator, period: Period, floor: Period, today: date
) -> DueFigure | None:
    """The figure of a period that is due of an indicator; None where none is, or its first figure is a later one."""
    if not is_due(catalogue, indicator):
        return None
    outcome = outcome_of_period(indicator, period)
    since = awaited_from(catalogue, indicator, today) or floor
    state: State
    if outcome is not None:
        state, since = ("not received" if outcome.code == "x" else "in"), period
    elif since.order <= period.order:
        state = "missing"
    elif _had_one_before(indicator, period):
        state, since = "passed over", period
    else:
        return None
    reason = outcome.note or "" if outcome is not None and outcome.code == "x" else ""
    return DueFigure(indicator, period, due_by(catalogue, period), state, since, due_by(catalogue, since), reason)


def _had_one_before(indicator: Indicator, period: Period) -> bool:
    kept = (line.period for line in indicator.observations if line.status != "predicted")
    return any(one.dated and one.order < period.order for one in kept)
