"""What is due as a calendar file: iCalendar (RFC 5545), an all-day event for the day by which a round is due.

An event has the same UID in each file of one council, so that a calendar moves it instead of adding a second one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from metrics.analysis.due import DueFigure, Round
from metrics.catalogue.ids import slug
from metrics.wording import due as words

WIDTH = 75
"""Octets of a line before it is folded."""

REMINDER = "-P7D"
"""A week before the day."""


def due_ics(organisation: str, rounds: Sequence[Round], now: datetime, owner: str | None = None) -> bytes:
    """The rounds that lack figures, of one owner where named; none gives a calendar without events.

    Args:
        organisation: the council's name, which keeps the UIDs apart from those of another.
        now: aware; when the file is made.
        owner: who answers, "" for figures without an owner; None for all.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Medway//Corporate parenting dashboard//EN", "METHOD:PUBLISH"]
    lines += ["CALSCALE:GREGORIAN"]
    for made in rounds:
        lacking = [one for one in made.of("missing") if owner is None or one.owner == owner]
        if lacking:
            lines += _event(organisation, made, lacking, now, owner)
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in _folded(line)).encode(
        "utf-8", "replace"
    )


def _event(
    organisation: str, made: Round, lacking: Sequence[DueFigure], now: datetime, owner: str | None
) -> Iterator[str]:
    whose = "" if owner is None else f"-{slug(owner) or 'nobody'}"
    yield "BEGIN:VEVENT"
    yield f"UID:due-{slug(made.period.label)}{whose}@{slug(organisation) or 'council'}"
    yield f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{made.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{made.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(words.event_title(made, lacking))}"
    yield f"DESCRIPTION:{_text(words.event_text(lacking))}"
    yield "TRANSP:TRANSPARENT"
    yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:{REMINDER}")
    yield f"DESCRIPTION:{_text(words.event_title(made, lacking))}"
    yield from ("END:VALARM", "END:VEVENT")


def _text(words: str) -> str:
    """A text as a value of that kind (3.3.11): escaped, without control characters."""
    lines = words.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    kept = "".join(sign for sign in lines if sign == "\n" or (sign >= " " and sign != "\x7f"))
    return kept.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """The line in parts of at most 75 octets (3.1), none cut within a character; the later ones begin with a blank."""
    part, size = "", 0
    for sign in line:
        octets = len(sign.encode("utf-8", "replace"))
        if size + octets > WIDTH:
            yield part
            part, size = " ", 1
        part, size = part + sign, size + octets
    yield part
