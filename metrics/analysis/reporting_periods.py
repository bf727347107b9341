"""Reporting periods: which comes next, which indicators are due for it and by when; when figures were last updated."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from metrics.catalogue.models import Catalogue, Indicator, Observation
from metrics.catalogue.period import Period, containing, following, is_over, preceding

CONSECUTIVE = ("month", "quarter", "academic year", "financial year", "calendar year")
"""Kinds of period that follow one on the other without gap or overlap."""


def next_period(catalogue: Catalogue, today: date, frequency: str = "quarter") -> Period:
    """The oldest period since the council's first return that lacks a figure which is due, else that after the newest.

    A period that ends after ``today`` is a slip of the pen or a running one, and moves nothing. Where no period
    of this frequency has a figure it is the newest that an indicator awaits, or that before today's (reporting: Time).
    """
    counted = [one for one in catalogue.indicators if one.frequency == frequency]
    recorded = [line.period for one in counted for line in _outcomes(one) if _counts(line.period, frequency, today)]
    due = [one for one in counted if is_due(catalogue, one)]
    if not recorded:
        ended = [start for one in due if (start := awaited_from(catalogue, one, today)) and is_over(start, today)]
        return max(ended, key=_order) if ended else preceding(containing(today, frequency))
    if returned := _returned(catalogue, today, frequency):
        first, last = min(returned, key=_order), max(returned, key=_order)
        starts = (awaited_from(catalogue, one, today) or first for one in due)
        if lacking := [start for start in starts if start.order <= last.order]:
            return max(first, min(lacking, key=_order), key=_order)
    newest = max(recorded, key=_order)
    return following(newest) or newest


def first_return(catalogue: Catalogue, today: date, frequency: str = "quarter") -> Period | None:
    """The first period that is over and has a figure of the council's own returns; None before there is one."""
    return min(_returned(catalogue, today, frequency), key=_order, default=None)


def newest_return(catalogue: Catalogue, today: date, frequency: str = "quarter") -> Period | None:
    """The newest such period."""
    return max(_returned(catalogue, today, frequency), key=_order, default=None)


def _returned(catalogue: Catalogue, today: date, frequency: str) -> list[Period]:
    return [
        line.period
        for indicator in catalogue.indicators
        if indicator.frequency == frequency
        for line in _outcomes(indicator)
        if catalogue.sources[line.source].kind == "internal" and _counts(line.period, frequency, today)
    ]


def is_due(catalogue: Catalogue, indicator: Indicator) -> bool:
    """Whether figures of an indicator are expected of the council, period by period (reporting: Time).

    They are where it has had a figure of the council's own, or ``expected_from`` says so; never for judgements, service
    facts, what comes with an inspection, and what is retired (contract: Retired indicators).
    """
    counted = (
        indicator.frequency != "inspection"
        and not indicator.retired
        and catalogue.theme(indicator.theme).role == "indicators"
    )
    return counted and bool(indicator.expected_from or _outcomes(indicator))


def awaited_from(catalogue: Catalogue, indicator: Indicator, today: date) -> Period | None:
    """The first period of which a figure is awaited: the one after its last figure, none before ``expected_from``.

    Where no figure has a date it is the one in which the newest of their sources was published, since the figure is of
    a time before that. None where none is due, and where that has no day either: the first return's is the first then.
    """
    if not is_due(catalogue, indicator):
        return None
    dated = _dated(indicator, today)
    after = next_due(catalogue, indicator, max(dated, key=lambda line: line.period.order)) if dated else None
    published = [] if dated else [catalogue.sources[line.source].published for line in _outcomes(indicator)]
    days = [indicator.expected_from, max(filter(None, published), default=None)]
    starts = [containing(day, indicator.frequency) for day in days if day is not None]
    return max([*starts, *([after[0]] if after else [])], key=_order, default=None)


def _outcomes(indicator: Indicator) -> list[Observation]:
    return [line for line in indicator.observations if line.status != "predicted"]


def _dated(indicator: Indicator, today: date) -> list[Observation]:
    """The outcomes of periods that are over; where none is, of those that the file dates."""
    dated = [line for line in _outcomes(indicator) if line.period.dated]
    return [line for line in dated if is_over(line.period, today)] or dated


def _counts(period: Period, frequency: str, today: date) -> bool:
    return period.kind == frequency and is_over(period, today)


def _order(period: Period) -> tuple[date, int]:
    return period.order


def due_by(catalogue: Catalogue, period: Period) -> date:
    """The day by which a period's figures are due: its end plus the organisation's ``due_days``."""
    assert period.end is not None
    return period.end + timedelta(days=catalogue.organisation.due_days)


def next_due(catalogue: Catalogue, indicator: Indicator, latest: Observation | None) -> tuple[Period, date] | None:
    """The period whose figure comes next, and the day by which it is due; None when it can't be told.

    The day is the period's end plus the organisation's ``due_days``; a retired indicator has none. A figure
    counted within a quarter or month is not yet that quarter's or month's own.
    """
    never = indicator.frequency == "inspection" or indicator.retired is not None
    if never or latest is None or latest.period.end is None:
        return None
    period = following(latest.period) if latest.period.kind != "as at" else None
    if period is None or period.kind != indicator.frequency:
        period = containing(latest.period.end, indicator.frequency)
        within = indicator.frequency in ("quarter", "month") and period.end != latest.period.end
        period = period if within else following(period) or period
    return period, due_by(catalogue, period)


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
    """The periods to choose from: the quarter due next, then those around it and the years, newest first.

    Those after it reach to the second after the newest that has a figure.
    """
    first = next_period(catalogue, today)
    begun = [
        line.period
        for indicator in catalogue.indicators
        for line in _outcomes(indicator)
        if line.period.kind == "quarter" and is_over(line.period, today)
    ]
    nearby, newest = [first], max([first, *begun], key=_order)
    while len(nearby) < 3 or nearby[-3].order < newest.order:
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
    """The indicators that are counted for such periods, have had a figure or are expected, and have none; by theme."""
    return [
        indicator
        for indicator in _by_theme(catalogue)
        if _counted(indicator, period)
        and (last_outcome_before(indicator, period) is not None or _expected(indicator, period))
    ]


def indicators_not_due(catalogue: Catalogue, period: Period) -> list[Indicator]:
    """Every other indicator, those that await their first figure and the retired included; by theme."""
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
    counted = indicator.frequency == period.kind and not indicator.retired
    return counted and outcome_of_period(indicator, period) is None


def _expected(indicator: Indicator, period: Period) -> bool:
    first = indicator.expected_from
    return first is not None and period.end is not None and period.end >= first


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
