"""Events and judgements over time, in words: when something happened, as its source says it, and what is counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from metrics.analysis.reading import Reading
from metrics.analysis.timeline import Judgements
from metrics.catalogue.events import Event
from metrics.catalogue.models import Catalogue, Observation
from metrics.catalogue.period import MONTHS, day_words
from metrics.catalogue.recommendations import Gap
from metrics.wording.formatting import capital, figure_words, listed, plural, reader_period, undated_words

WHOLE_SERVICE = "The whole service"
"""The events that belong to no theme."""

NO_DATE = "No date is given"
"""Over the events whose source gives none."""

NONE_YET = "No event has been recorded yet."

NOT_GIVEN = "not given"
"""Where an inspection gave no grade on a judgement."""

NO_FIGURE = "no figure yet"

HOW_TO_JUDGE = (
    "A grade of the next inspection is a figure of its judgement: on the page {} type the month of the inspection as "
    "the period, name the report as a new source, and find the judgement by its name. It then stands here as a column."
)
"""For editors, beneath the judgements; ``{}`` is the link to that page."""

WORDS_ONLY = (
    "What inspectors and others say without giving a figure, in their own words, beside the indicator that would make "
    "a number of it."
)


def gap_words(gap: Gap, catalogue: Catalogue) -> str:
    """What a source says of something that it found unmeasured, in its words, else in ours, with its place."""
    said = f"“{gap.quote}”" if gap.quote else gap.words
    return f"{said} ({catalogue.sources[gap.source].publisher}, {gap.at})"


def month_words(first: date | None) -> str:
    """The month over its events: July 2013."""
    return NO_DATE if first is None else f"{MONTHS[first.month - 1]} {first.year}"


def when_words(event: Event) -> str:
    """When it happened: 8 July 2013; December 2012 to February 2013; autumn 2013, no date given."""
    if not event.date.dated:
        return undated_words(event.date)
    began = reader_period(event.date)
    return began if event.until is None else f"{began} to {event.until.words}"


def as_written(event: Event) -> str:
    """The source's own phrase for the date, where it differs from ours."""
    plain = (event.date.label, event.date.words, when_words(event))
    return f"the source writes “{event.as_written}”" if event.as_written and event.as_written not in plain else ""


def recorded(event: Event) -> str:
    """When it was recorded in the dashboard; empty for those that came with the file."""
    return f"recorded {day_words(event.on)}" if event.on else ""


def event_words(event: Event) -> str:
    """An event in a line: 8 July 2013: the permanent assistant director starts."""
    return f"{when_words(event)}: {event.words}"


def count_words(shown: int, of: int) -> str:
    """How many events are listed: 31 events; 7 of 31 events."""
    return f"{of} {plural(of, 'event')}" if shown == of else f"{shown} of {of} events"


def grade_words(grade: Observation | None, reading: Reading) -> str:
    """A judgement at an inspection: Adequate; not given."""
    return NOT_GIVEN if grade is None else capital(figure_words(grade, reading.indicator))


def inspection_words(judged: Judgements, number: int) -> str:
    """An inspection with its grades, for its mark on the axis: July 2013: overall effectiveness inadequate."""
    given = [
        f"{one.reading.indicator.title} {figure_words(grade, one.reading.indicator)}"
        for one in judged.judged
        if (grade := one.grades[number]) is not None
    ]
    return f"{reader_period(judged.inspections[number])}: {listed(given)}"


def figure_beside(reading: Reading) -> str:
    """The indicator's own latest figure beside what is told in words; that there is none yet."""
    latest = reading.latest
    if latest is None:
        return NO_FIGURE
    return f"{figure_words(latest, reading.indicator)}, {reader_period(latest.period)}"


def lanes_alt(lanes: Sequence[tuple[str, int]], first: date, last: date) -> str:
    """The picture of the events in words: how many each lane has, and from when to when."""
    counts = listed([f"{name} {count}" for name, count in lanes])
    return f"Events by theme from {month_words(first)} to {month_words(last)}: {counts}. All of them are listed below."


def report(catalogue: Catalogue, events: Sequence[Event]) -> str:
    """All events as plain text, a line each with its theme and its place."""
    lines = []
    for event in events:
        source = catalogue.sources[event.source]
        theme = f" [{catalogue.theme(event.theme).name}]" if event.theme else ""
        written = f"; {told}" if (told := as_written(event)) else ""
        lines.append(f"{event_words(event)}{theme} ({source.publisher}, {event.at}{written})")
    return "\n".join(lines or [NONE_YET]) + "\n"
