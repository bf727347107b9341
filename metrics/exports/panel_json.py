"""The panel's record as JSON: meetings, challenges and exceptions with their states (contract: The command line)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from metrics.analysis.agenda import Offer
from metrics.analysis.challenges import ChallengeReading, ExceptionReading, agenda_of
from metrics.catalogue.panel_record import Meeting, PanelRecord, Response, Update


def meetings_json(record: PanelRecord, today: date) -> list[dict[str, object]]:
    """Every meeting, by its last line, earliest first."""
    standing: dict[date, Meeting] = {one.date: one for one in record.meetings}
    return [
        {
            "date": day.isoformat(),
            "title": meeting.title,
            "place": meeting.place,
            "cancelled": meeting.cancelled,
            "past": day < today,
            "indicators": list(agenda_of(record, day)),
            "challenges": [one.number for one in record.challenges if one.meeting == day],
        }
        for day, meeting in sorted(standing.items())
    ]


def offers_json(offers: Sequence[Offer]) -> list[dict[str, object]]:
    """What is offered for the next agenda, and why."""
    return [{"indicator": one.reading.indicator.id, "reasons": list(one.reasons)} for one in offers]


def challenge_json(reading: ChallengeReading) -> dict[str, object]:
    """A challenge, its state, and what became of it."""
    one = reading.challenge
    return {
        "number": one.number,
        "indicator": one.indicator,
        "period": str(one.period) if one.period else None,
        "asked": one.asked,
        "asked_on": one.asked_on.isoformat(),
        "meeting": _day(one.meeting),
        "role": one.role,
        "due": _day(reading.due),
        "state": reading.state,
        "age_days": reading.age,
        "meetings_since": reading.meetings,
        "overdue_days": reading.overdue,
        "responses": [_step(response) for response in reading.responses],
        "by": one.by,
        "publish": one.publish,
    }


def exception_json(reading: ExceptionReading) -> dict[str, object]:
    """An exception, its state, and what became of it."""
    one = reading.report
    return {
        "number": one.number,
        "indicator": one.indicator,
        "period": str(one.period),
        "cause": one.cause,
        "action": one.action,
        "role": one.role,
        "due": _day(reading.due),
        "expected_back": str(reading.expected_back) if reading.expected_back else None,
        "state": reading.state,
        "age_days": reading.age,
        "overdue_days": reading.overdue,
        "back_passed": reading.back_passed,
        "updates": [_step(update) for update in reading.updates],
        "on": one.on.isoformat(),
        "by": one.by,
        "publish": one.publish,
    }


def _step(line: Response | Update) -> dict[str, object]:
    words, due = line.words, _day(line.due)
    return {
        "kind": line.kind,
        "words": words,
        "day": line.day.isoformat(),
        "due": due,
        "by": line.by,
        "publish": line.publish,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
