"""The HTML of keeping the panel's record: the ways to a form, beside what it is about, and what stands over one.

(contract: The panel's record)
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import get_args

from markupsafe import Markup

from metrics.analysis.challenges import ChallengeReading, ExceptionReading
from metrics.catalogue.panel_record import Meeting, ResponseKind, UpdateKind
from metrics.catalogue.period import day_words
from metrics.markup.elements import page_link, paragraph
from metrics.markup.templating import part
from metrics.wording import panel as words

TEMPLATE = "record.html"

FEW = 9
"""Things of a list on the page Meeting (offered, new, asked for) that stand there at once; more are folded."""

KINDS = ("question", "meeting", "exception", "agenda", "cancel", *get_args(ResponseKind), *get_args(UpdateKind))
"""What the address may ask to record."""


def address(kind: str, of: object = "") -> str:
    """The address of a form on the page Meeting; ``of`` is the number, day or indicator that it is about."""
    return f"meeting?record={kind}{f'&of={of}' if of else ''}"


def anchor(name: str) -> str:
    """The place of a challenge or an exception on a page, by its name: challenge-4."""
    return name.lower().replace(" ", "-")


def place(name: str) -> str:
    """Where a challenge or an exception stands on the page Meeting, by its name."""
    return f"meeting#{anchor(name)}"


def challenge_ways(reading: ChallengeReading) -> list[Markup]:
    """What can follow on a challenge, each a link to its form."""
    number = reading.challenge.number
    ways = ((kind, words.way_words(kind, reading)) for kind in reading.next)
    return [_way(address(kind, number), told, f"challenge {number}") for kind, told in ways]


def exception_ways(reading: ExceptionReading) -> list[Markup]:
    """What can follow on an exception."""
    number = reading.report.number
    ways = ((kind, words.way_words(kind)) for kind in reading.next)
    return [_way(address(kind, number), told, f"exception {number}") for kind, told in ways]


def meeting_ways(meeting: Meeting, today: date) -> list[Markup]:
    """What can be recorded of a meeting that takes place; a past one isn't cancelled."""
    if meeting.cancelled is not None:
        return []
    of = f"of {day_words(meeting.date)}"
    ways = [_way(address("agenda", meeting.date), "Choose the agenda", of)]
    return ways + [_way(address("cancel", meeting.date), "Cancel", f"the meeting {of}")] * (meeting.date >= today)


def _way(to: str, told: str, of: str) -> Markup:
    return part(TEMPLATE, "way", to, told, of)


def bar(chosen: str) -> Markup:
    """What can be recorded at any time, and the way back; ``chosen`` is the kind whose form is open."""
    ways = {"question": "Record a question", "meeting": "Plan a meeting", "exception": "Report an exception"}
    links = [(address(kind), told, kind == chosen) for kind, told in ways.items()]
    return part(TEMPLATE, "bar", [*links, ("history?file=meetings", "History and undo", False)])


def heading(told: str, beneath: Sequence[str], arrives: str) -> Markup:
    """Over a form: what it records, what that is about, and the way out of it; ``arrives`` names the choice of it."""
    return part(TEMPLATE, "heading", told, beneath, arrives)


def saved(told: str, to: str, arrives: str) -> Markup:
    """That it is recorded, and where it stands; said only when it is on the disk."""
    line = Markup("{} {}").format(told, page_link(to, "See it in the record") if to else "")
    return paragraph(line, look="notice-line", role="status", arrives=arrives)


def exception_link(indicator_id: str) -> Markup:
    """From an indicator to the form of an exception of it."""
    link = page_link(address("exception", indicator_id), "Report an exception")
    return paragraph(Markup("{}: why it is so, and what is done about it").format(link), look="quiet")
