"""What happened, in the order of time: events by month, of one theme or of all; and judgements by inspection.

The dates are those of the file of events; nothing is dated that its source does not date (reporting: Time).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from metrics.analysis.reading import Reading
from metrics.catalogue.events import Event
from metrics.catalogue.models import Observation
from metrics.catalogue.period import Period
from metrics.catalogue.recommendations import Gap

WHOLE = "whole"
"""Asks for the events that belong to no theme, those of the whole service. (It is no id of a theme of ours.)"""


@dataclass(frozen=True)
class Month:
    """The events of one month; ``first`` is its first day, None for those without a date."""

    first: date | None
    events: tuple[Event, ...]


def months(events: Iterable[Event], *, newest_first: bool = False) -> list[Month]:
    """Events under their months, in the order of time or its reverse; those without a date always last.

    An event belongs to the month in which the period of its date ends, as on charts.
    """
    grouped: dict[date, list[Event]] = {}
    undated: list[Event] = []
    for event in events:
        if event.date.end is None:
            undated.append(event)
        else:
            grouped.setdefault(event.date.end.replace(day=1), []).append(event)
    ordered = [
        Month(first, tuple(sorted(grouped[first], key=lambda one: one.date.order, reverse=newest_first)))
        for first in sorted(grouped, reverse=newest_first)
    ]
    return ordered + [Month(None, tuple(undated))] * bool(undated)


def of_theme(events: Iterable[Event], theme: str) -> tuple[Event, ...]:
    """The events of one theme, or with ``WHOLE`` those of none; all of them where nothing is asked for."""
    wanted = None if theme == WHOLE else theme
    return tuple(event for event in events if not theme or event.theme == wanted)


@dataclass(frozen=True)
class Judged:
    """One judgement over time: the inspectors' grade of each inspection, None where none is given."""

    reading: Reading
    grades: tuple[Observation | None, ...]


@dataclass(frozen=True)
class Judgements:
    """Every judgement at every inspection that gave one; ``inspections`` are the dated ones, oldest first."""

    inspections: tuple[Period, ...]
    judged: tuple[Judged, ...]

    @property
    def breaks(self) -> tuple[str, ...]:
        """Why grades of different inspections are not joined, each reason once."""
        given = (grade for one in self.judged for grade in one.grades if grade is not None)
        return tuple(dict.fromkeys(grade.break_before for grade in given if grade.break_before))


def judgements(readings: Sequence[Reading]) -> Judgements:
    """The judgements of the data file, an indicator a row; a grade that was only predicted is none."""
    rows = [one for one in readings if one.theme.role == "judgements"]
    by_row = [{grade.period: grade for grade in one.outcomes if grade.value is not None} for one in rows]
    dated = {period for grades in by_row for period in grades if period.dated}
    inspections = tuple(sorted(dated, key=lambda period: period.order))
    judged = (Judged(one, tuple(map(grades.get, inspections))) for one, grades in zip(rows, by_row, strict=True))
    return Judgements(inspections, tuple(judged))


def told_in_words(readings: Sequence[Reading], theme: str = "", gaps: Iterable[Gap] = ()) -> list[Reading]:
    """The indicators of which a source speaks without a figure of its own, in the order of the file.

    Such an indicator would make a number of what is told; it stays here once it has one, which then stands beside.
    ``gaps`` are those of the recommendations, whose sources speak of the indicators that they propose: what they found
    stays told though the data file no longer says why a figure was missing.
    """
    asked = gaps_by_indicator(gaps)
    listed = (one for one in readings if theme in ("", one.theme.id))
    return [one for one in listed if _in_words_only(one, asked.get(one.indicator.id, ()))]


def gaps_by_indicator(gaps: Iterable[Gap]) -> dict[str, tuple[Gap, ...]]:
    """The gaps for which each indicator is proposed, by its id."""
    found: dict[str, tuple[Gap, ...]] = {}
    for gap in gaps:
        for one in gap.indicators:
            found[one] = (*found.get(one, ()), gap)
    return found


def _in_words_only(reading: Reading, gaps: Iterable[Gap]) -> bool:
    indicator = reading.indicator
    if reading.theme.role == "judgements":
        return False
    speaking = {said.source for said in indicator.said} | {
        other.source for other in indicator.comparators if other.words is not None and other.value is None
    }
    speaking |= {gap.source for gap in gaps}
    speaking |= {indicator.source} if indicator.why_missing and indicator.source else set()
    return bool(speaking - {line.source for line in indicator.observations})
