"""Diff of two panel's records, or of two files of events: which lines are gone or were changed by hand, by name.

A line of the record is named without its words, which may not be for publication; an event by them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from metrics.catalogue.diff import Loss
from metrics.catalogue.events import Event, Events
from metrics.catalogue.models import Entry
from metrics.catalogue.panel_record import (
    LINES,
    Agenda,
    Challenge,
    ExceptionReport,
    Meeting,
    PanelRecord,
    Response,
    Update,
)
from metrics.catalogue.period import day_words


def record_losses(before: PanelRecord, after: PanelRecord) -> tuple[Loss, ...]:
    """Each line of the record ``before`` that the one ``after`` no longer has as it was."""
    return tuple(loss for name in LINES for loss in _lost(getattr(before, name), getattr(after, name)))


def event_losses(before: Events, after: Events) -> tuple[Loss, ...]:
    """Each event of the file ``before`` that the one ``after`` no longer has as it was."""
    return tuple(_lost(before.events, after.events))


def _lost(old: Sequence[Entry], new: Sequence[Entry]) -> Iterator[Loss]:
    left = list(new)
    lost = []
    for line in old:
        if line in left:
            left.remove(line)
        else:
            lost.append(line)
    for line in lost:
        other = next((one for one in left if line_name(one) == line_name(line)), None)
        if other is not None:
            left.remove(other)
        yield Loss(line_name(line), "is gone" if other is None else "was changed")


def line_name(line: Entry) -> str:
    """What a line is called, without what it says; an event is called by its date and words."""
    match line:
        case Event():
            return f"the event of {line.date.words}: {line.words}"
        case Meeting():
            return f"the meeting of {day_words(line.date)}"
        case Agenda():
            return f"the agenda of {day_words(line.meeting)}"
        case Challenge():
            return f"challenge {line.number}"
        case ExceptionReport():
            return f"exception {line.number}"
        case Response():
            kinds = {"answer": "an answer to", "accepted": "the acceptance of", "reopened": "the reopening of"}
            return f"{kinds.get(line.kind, 'the withdrawal of')} challenge {line.challenge}"
        case Update():
            kinds = {"update": "an update of", "closed": "the closing of"}
            return f"{kinds.get(line.kind, 'the withdrawal of')} exception {line.exception}"
    raise TypeError(f"{type(line).__name__} is no line of the record, and no event")
