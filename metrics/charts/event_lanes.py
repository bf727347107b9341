"""Where events stand on one axis of time, a lane a theme: shares of the width, as HTML draws them (no Altair).

An event stands at the end of the period that its date names, as on the charts of figures (reporting: Time); one that
lasted between two dated periods is a bar from its first day to its last. Without a date it stands nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from metrics.catalogue.events import Event
from metrics.catalogue.period import containing

APART = 0.014
"""Dots of one lane nearer than this share of the width are one dot that says how many it stands for."""

LABELS = 9
"""Years that are named at most, so that their names have room beside each other."""


@dataclass(frozen=True)
class Axis:
    """The first day and the last one drawn."""

    first: date
    last: date

    def share(self, day: date) -> float:
        """How far along a day stands, 0 to 1."""
        return round((day - self.first) / (self.last - self.first), 4)

    @property
    def years(self) -> list[tuple[str, float]]:
        """The years that begin within it, and where; every second or fifth one where there are many."""
        starts = [year for year in range(self.first.year, self.last.year + 1) if date(year, 1, 1) >= self.first]
        step = next((step for step in (1, 2, 5, 10, 25, 100) if len(starts) <= LABELS * step), 1000)
        return [(f"{year}", self.share(date(year, 1, 1))) for year in starts if year % step == 0]


@dataclass(frozen=True)
class Dot:
    """One mark: where it stands, where a bar begins (else the same), and the words of each event it stands for."""

    at: float
    start: float
    told: tuple[str, ...]


def axis_of(days: Sequence[date]) -> Axis | None:
    """From the quarter of the first day to the end of the quarter of the last; None without a day."""
    if not days:
        return None
    start, end = containing(min(days), "quarter").start, containing(max(days), "quarter").end
    assert start is not None
    assert end is not None
    return Axis(start, end)


def days_of(events: Sequence[Event]) -> list[date]:
    """The days that have to be on the axis."""
    ends = [event.until.end if event.until is not None and event.until.end else event.date.end for event in events]
    starts = [event.date.start if event.until is not None else event.date.end for event in events]
    return [day for day in (*starts, *ends) if day is not None]


def dots(events: Sequence[Event], axis: Axis, words: Callable[[Event], str]) -> list[Dot]:
    """The marks of one lane from left to right, with the words of their events."""
    placed: list[Dot] = []
    for event in sorted((one for one in events if one.date.dated), key=lambda one: one.date.order):
        start, end = event.date.start, event.until.end if event.until is not None else None
        assert event.date.end is not None
        assert start is not None
        if end is not None:
            placed.append(Dot(axis.share(end), axis.share(start), (words(event),)))
            continue
        at = axis.share(event.date.end)
        near = next((n for n, one in enumerate(placed) if one.at == one.start and abs(at - one.at) < APART), None)
        if near is None:
            placed.append(Dot(at, at, (words(event),)))
        else:
            placed[near] = Dot(placed[near].at, placed[near].start, (*placed[near].told, words(event)))
    return placed


def moments(told: Mapping[date, str], axis: Axis) -> list[Dot]:
    """Marks of days, each with its words."""
    return [Dot(axis.share(day), axis.share(day), (words,)) for day, words in sorted(told.items())]
