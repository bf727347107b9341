"""Reporting periods: which comes next, which indicators are due for it and by when; when figures were last updated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from metrics.catalogue.models import Catalogue, Indicator, Observation
from metrics.catalogue.period import Period, containing, following, is_over, preceding

CONSECUTIVE = ("month", "quarter", "academic year", "financial year", "calendar year")
"""Kinds of period that follow one on the other without gap or overlap."""


def next_period(catalogue: Catalogue, today: date, frequency: str = "quarter") -> Period:
    """The period after the newest of this frequency that is over and has a figure; the one before today's without any.

    A period that ends after ``today`` is a slip of the pen or a running one, and moves nothing. One that
    the council has begun to enter stays until every indicator that is due for it has its figure.
    """
    recorded = [
        observation.period
        for indicator in catalogue.indicators
        if indicator.frequency == frequency
        for observation in indicator.observations
        if observation.status != "predicted"
        and observation.period.kind == frequency
        and is_over(observation.period, today)
    ]
    if recorded:
        newest = max(recorded, key=lambda period: period.order)
        return newest if _begun(catalogue, newest) else following(newest) or newest
    return preceding(containing(today, frequency))


def due_by(catalogue: Catalogue, period: Period) -> date:
    """The day by which a period's figures are due: its end plus the organisation's ``due_days``."""
    assert period.end is not None
    return period.end + timedelta(days=catalogue.organisation.due_days)


def next_due(catalogue: Catalogue, indicator: Indicator, latest: Observation | None) -> tuple[Period, date] | None:
    """The period whose figure comes next, and the day by which it is due; None when it can't be told.

    The day is the period's end plus the organisation's ``due_days``. A figure
    counted within a quarter or month is not yet that quarter's or month's own.
    """
    if indicator.frequency == "inspection" or latest is None or latest.period.end is None:
        return None
    period = following(latest.period) if latest.period.kind != "as at" else None
    if period is None or period.kind != indicator.frequency:
        period = containing(latest.period.end, indicator.frequency)
        within = indicator.frequency in ("quarter", "month") and period.end != latest.period.end
        period = period if within else following(period) or period
    return period, due_by(catalogue, period)


def _begun(catalogue: Catalogue, period: Period) -> bool:
    """Whether some indicators have the council's own figure for a period while others with an earlier one lack it."""
    entered = [
        outcome for indicator in catalogue.indicators if (outcome := outcome_of_period(indicator, period)) is not None
    ]
    lasts = [last_outcome_before(indicator, period) for indicator in indicators_due(catalogue, period)]
    lacking = any(last is not None and (not last.period.dated or last.period.order < period.order) for last in lasts)
    return lacking and any(catalogue.sources[outcome.source].kind == "internal" for outcome in entered)


def skipped_periods(recorded: Iterable[Period], period: Period) -> tuple[Period, Period] | None:
    """The first and the last of the periods that lie between the newest ``recorded`` before this one and it.

    None where nothing lies between, where nothing of its kind comes before, or for a kind of which no two follow on.
    """
    earlier = [past for past in recorded if past.kind == period.kind and past.dated and past.order < period.order]
    if period.kind not in CONSECUTIVE or not earlier:
        return None
    first = following(max(earlier, key=lambda past: past.order))
    return None if first is None or first == period else (first, preceding(period))


def offered_periods(catalogue: Catalogue, today: date) -> list[Period]:
    """The periods to choose from: the quarter due next, then those around it and the years, newest first."""
    first = next_period(catalogue, today)
    nearby = [first]
    for _ in range(2):
        nearby.append(following(nearby[-1]) or nearby[-1])
    earlier = [first]
    for _ in range(6):
        earlier.append(preceding(earlier[-1]))
    frequencies = {indicator.frequency for indicator in catalogue.indicators} - {"quarter", "inspection"}
    years: list[Period] = []
    for frequency in sorted(frequencies):
        offered = next_period(catalogue, today, frequency)
        years += [offered, preceding(offered), following(offered) or offered]
    return list(dict.fromkeys([first, *years, *nearby[1:], *earlier[1:]]))


def indicators_due(catalogue: Catalogue, period: Period) -> list[Indicator]:
    """The indicators that are counted for such periods, have had a figure, and have none for this one; by theme."""
    return [
        indicator
        for indicator in _by_theme(catalogue)
        if _counted(indicator, period) and last_outcome_before(indicator, period) is not None
    ]


def indicators_not_due(catalogue: Catalogue, period: Period) -> list[Indicator]:
    """Every other indicator, those that await their first figure included; by theme."""
    listed = {indicator.id for indicator in indicators_due(catalogue, period)}
    return [indicator for indicator in _by_theme(catalogue) if indicator.id not in listed]


def outcome_of_period(indicator: Indicator, period: Period) -> Observation | None:
    """The outcome that the indicator has for this period already; a new one revises it."""
    outcomes = [line for line in indicator.observations if line.period == period and line.status != "predicted"]
    return outcomes[-1] if outcomes else None


def last_outcome_before(indicator: Indicator, period: Period) -> Observation | None:
    """The indicator's last outcome that isn't of this period: what a new figure is read against."""
    outcomes = [line for line in indicator.observations if line.status != "predicted" and line.period != period]
    dated = [line for line in outcomes if line.period.dated and period.dated and line.period.order < period.order]
    return (dated or outcomes)[-1] if outcomes else None


def _counted(indicator: Indicator, period: Period) -> bool:
    return indicator.frequency == period.kind and outcome_of_period(indicator, period) is None


def _by_theme(catalogue: Catalogue) -> list[Indicator]:
    order = {theme.id: number for number, theme in enumerate(catalogue.themes)}
    return sorted(catalogue.indicators, key=lambda indicator: order[indicator.theme])


def last_updated(catalogue: Catalogue, saved: date | None = None) -> date | None:
    """The newest publication or revision day among the council's own figures, or the day of the last signed save."""
    days = [
        day
        for indicator in catalogue.indicators
        for observation in indicator.observations
        for day in (catalogue.sources[observation.source].published, observation.on)
        if day is not None
    ]
    return max([*days, saved] if saved else days, default=None)


@dataclass(frozen=True)
class Return:
    """The newest quarter of the council's own figures: how many indicators have it, and how many have not."""

    period: Period
    entered: int
    to_come: int


def newest_return(catalogue: Catalogue, frequency: str = "quarter") -> Return | None:
    """How far the council's newest return has come; None before its first.

    To come are the indicators that are counted by the quarter, had a figure before and have none for this one.
    """
    own = {
        line.period
        for indicator in catalogue.indicators
        for line in indicator.observations
        if line.status != "predicted"
        and line.period.kind == frequency == indicator.frequency
        and catalogue.sources[line.source].kind == "internal"
    }
    if not own:
        return None
    newest = max(own, key=lambda period: period.order)
    reporting = [indicator for indicator in catalogue.indicators if indicator.frequency == frequency]
    entered = sum(1 for indicator in reporting if outcome_of_period(indicator, newest) is not None)
    return Return(newest, entered, len(indicators_due(catalogue, newest)))
