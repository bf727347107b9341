"""The panel's record for tests: lines with defaults, as YAML text and read through its one door."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from metrics.catalogue import panel_record, yaml_write
from metrics.catalogue.panel_amend import ORDER, NewLine, RecordDocument
from metrics.catalogue.panel_record import ListName, PanelRecord
from tests.support.make import Entry, catalogue, figure, indicator

JULY, OCTOBER, JANUARY = date(2013, 7, 15), date(2013, 10, 15), date(2014, 1, 14)
"""Days of meetings."""

MAIN = catalogue(indicator(figure("2013/14 Q1", 26)), indicator(figure("2013/14 Q1", 90), id="reviews", name="Reviews"))
"""What the data file says: two indicators, neet and reviews."""


def line(day: date = OCTOBER, **keys: Any) -> Entry:
    return {**keys, "by": "Clerk", "on": day}


def meeting(day: date = OCTOBER, **keys: Any) -> Entry:
    return line(keys.pop("on", date(2013, 7, 1)), **{"date": day, "title": "Corporate parenting panel", **keys})


def challenge(number: int = 1, day: date = OCTOBER, **keys: Any) -> Entry:
    """A question on NEET, asked on ``day`` between two meetings unless ``keys`` say at which."""
    asked = {"indicator": "neet", "asked": "Why is it so?", "role": "Head of the virtual school"}
    return line(day, **{"number": number, **asked, **keys})


def response(number: int = 1, kind: str = "answer", day: date = OCTOBER, **keys: Any) -> Entry:
    words = {} if kind == "accepted" else {"words": "Staff left."}
    return line(day, **{"challenge": number, "kind": kind, **words, **keys})


def exception(number: int = 2, day: date = OCTOBER, **keys: Any) -> Entry:
    of = {"indicator": "neet", "period": "2013/14 Q1", "cause": "Staff left", "action": "Recruit", "role": "Head"}
    return line(day, **{"number": number, **of, "due": date(2013, 12, 1), **keys})


def update(number: int = 2, kind: str = "update", day: date = OCTOBER, **keys: Any) -> Entry:
    return line(day, **{"exception": number, "kind": kind, "words": "Posts are filled.", **keys})


def record_text(**lists: list[Entry]) -> str:
    """The YAML text of a record, a list by its name, a line a line."""
    return "".join(
        f"{name}:\n" + "".join(f"  - {yaml_write.flow(yaml_write.plain_value(one, ORDER))}\n" for one in lines)
        for name, lines in lists.items()
    )


def record(**lists: list[Entry]) -> PanelRecord:
    return panel_record.parse(record_text(**lists), MAIN)


def document(**lists: list[Entry]) -> RecordDocument:
    """The record as it is to be added to."""
    text = record_text(**lists)
    return RecordDocument(text, panel_record.parse(text, MAIN), MAIN)


def filled(name: ListName, entry: Mapping[str, object]) -> NewLine:
    """A line as a recorder fills it in: without number, signature and day."""
    return NewLine(name, {key: value for key, value in entry.items() if key not in ("number", "by", "on")})


def a_year() -> str:
    """The text of a record with a line of every kind: open, overdue, answered, accepted, withheld, closed."""
    return record_text(
        meetings=[meeting(JULY), meeting(OCTOBER, place="Gun Wharf"), meeting(JANUARY, cancelled="Snow")],
        agendas=[line(meeting=OCTOBER, indicators=["neet"])],
        challenges=[
            challenge(1, meeting=JULY, due=OCTOBER),
            challenge(3, meeting=JULY, indicator=None),
            challenge(4, meeting=JULY, period="2013/14 Q1"),
            challenge(5, asked="Private?", publish=False),
        ],
        responses=[response(3), response(4, publish=False), response(4, "accepted")],
        exceptions=[exception(2, expected_back="2013/14 Q4"), exception(6)],
        updates=[update(2), update(6, "closed")],
    )
