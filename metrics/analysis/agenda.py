"""The agenda offered to a meeting: indicators with the reasons for which the panel may want to look at them.

Every reason is a reading's own; nothing is judged here (reporting: Meetings).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from metrics.analysis.challenges import ExceptionReading
from metrics.analysis.reading import Reading, by_gravity
from metrics.analysis.reporting_periods import next_due
from metrics.analysis.significance import says
from metrics.analysis.states import england_beside, target_missed
from metrics.catalogue.models import Catalogue
from metrics.catalogue.period import following

AgendaReason = Literal[
    "duty", "getting worse", "behind", "behind as published", "target", "changed", "no figure", "prediction due"
]
"""Why an indicator is offered: a duty missed; getting worse; tested worse than its comparator, or than England as a
department publishes it; a target missed; changed since the last meeting; no figure for two quarters; a prediction
whose period is over."""


@dataclass(frozen=True)
class Offer:
    """An indicator that is offered, and why; ``quarters`` are without a figure where that is a reason."""

    reading: Reading
    reasons: tuple[AgendaReason, ...]


def offered(
    catalogue: Catalogue, readings: Sequence[Reading], today: date, changed: Collection[str] = ()
) -> tuple[Offer, ...]:
    """The indicators that are offered, in the order of "Ask about these first"; judgements and context are none.

    Nor is one that is retired.

    ``changed`` are the ids of those that have a new or revised figure since the last meeting (``since_last``).
    """
    asked = [one for one in readings if one.theme.role == "indicators" and not one.retired]
    found = {id(one): _reasons(catalogue, one, today, changed) for one in asked}
    chosen = [one for one in readings if found.get(id(one))]
    return tuple(Offer(one, found[id(one)]) for one in by_gravity(chosen, readings))


def _reasons(catalogue: Catalogue, reading: Reading, today: date, changed: Collection[str]) -> tuple[AgendaReason, ...]:
    missed = target_missed(reading)
    found: list[tuple[bool, AgendaReason]] = [
        ("duty" in reading.reasons, "duty"),
        ("getting worse" in reading.reasons, "getting worse"),
        ("worse than comparator" in reading.reasons, "behind"),
        (says(england_beside(reading), "worse", "tested"), "behind as published"),
        (missed and "duty" not in reading.reasons, "target"),
        (reading.indicator.id in changed, "changed"),
        (_without_figure(catalogue, reading, today), "no figure"),
        (any(prediction.overdue for prediction in reading.predictions), "prediction due"),
    ]
    return tuple(reason for holds, reason in found if holds)


def _without_figure(catalogue: Catalogue, reading: Reading, today: date) -> bool:
    """Whether the figures of two quarters or more are due and not there; a code for not available is no figure."""
    if reading.indicator.frequency != "quarter":
        return False
    figures = [figure for figure in reading.outcomes if figure.code != "x"]
    due = next_due(catalogue, reading.indicator, figures[-1] if figures else None)
    second = following(due[0]) if due else None
    if second is None or second.end is None:
        return False
    return second.end + timedelta(days=catalogue.organisation.due_days) < today


def without_exception(
    readings: Sequence[Reading], exceptions: Sequence[ExceptionReading]
) -> tuple[tuple[Reading, tuple[AgendaReason, ...]], ...]:
    """Indicators whose latest figure misses a duty or target, or is getting worse, and that lack an exception of it.

    One of an earlier period that is still open serves too: it is carried until it is closed.
    """
    told = {(one.report.indicator, one.report.period) for one in exceptions if one.state != "withdrawn"}
    carried = {one.report.indicator for one in exceptions if one.state == "open"}
    found: list[tuple[Reading, tuple[AgendaReason, ...]]] = []
    for reading in readings:
        latest, why = reading.latest, tuple(reason for reason in _OFF_TRACK if reason in reading.reasons)
        if latest is None or not why or reading.indicator.id in carried:
            continue
        if (reading.indicator.id, latest.period) not in told:
            found.append((reading, why))
    return tuple(found)


_OFF_TRACK: tuple[Literal["duty", "getting worse", "target"], ...] = ("duty", "getting worse", "target")
