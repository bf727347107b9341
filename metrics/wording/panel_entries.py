"""A challenge or an exception told whole: what was asked or went wrong, who answers, how it stands, what followed.

The same on the page Meeting, beside an indicator, in the pack and in its tables (contract: The panel's record; The
pack).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from metrics.analysis.challenges import ChallengeReading, ExceptionReading
from metrics.analysis.panel_readers import WITHHELD
from metrics.catalogue.panel_record import Recorded, Response, Update
from metrics.catalogue.period import Period, day_words
from metrics.wording import panel
from metrics.wording.formatting import capital, reader_period, unfolded


@dataclass(frozen=True)
class Followed:
    """What followed on it: "Answered, 12 November 2013", and its words; empty where there are none to be seen.

    ``private``: the words are not for publication. ``signed`` is who recorded it, and when.
    """

    what: str
    words: str
    private: bool
    signed: str

    @property
    def marked(self) -> str:
        """What followed, with its mark where the words are withheld."""
        return f"{self.what} ({WITHHELD})" if self.private else self.what


@dataclass(frozen=True)
class Told:
    """A challenge or an exception in words.

    ``indicator`` is an id, empty of a general challenge. ``texts`` and ``role`` are each a label and words: the
    question has no label, an exception has its cause and its action. ``due`` is empty where no day is set.
    ``private``: it is not for publication, so only who keeps the record sees it at all. ``signed`` as of ``Followed``.
    """

    name: str
    indicator: str
    period: str
    texts: tuple[tuple[str, str], ...]
    role: tuple[str, str]
    due: str
    state: str
    overdue: bool
    followed: tuple[Followed, ...]
    private: bool
    signed: str


def challenge_told(reading: ChallengeReading, today: date) -> Told:
    """A challenge as it stands on the day."""
    one = reading.challenge
    return Told(
        f"Challenge {one.number}",
        one.indicator or "",
        _period(one.period),
        (("", unfolded(one.asked)),),
        ("Who answers", unfolded(one.role)),
        day_words(reading.due) if reading.due else "",
        capital(panel.challenge_state(reading, today)),
        reading.overdue > 0,
        tuple(_followed(line) for line in reading.responses),
        not one.publish,
        _signed(one),
    )


def exception_told(reading: ExceptionReading, today: date) -> Told:
    """An exception as it stands on the day."""
    one = reading.report
    return Told(
        f"Exception {one.number}",
        one.indicator,
        _period(one.period),
        (("Cause", unfolded(one.cause)), ("Action", unfolded(one.action))),
        ("Responsible", unfolded(one.role)),
        day_words(reading.due),
        capital(panel.exception_state(reading, today)),
        reading.overdue > 0,
        tuple(_followed(line) for line in reading.updates),
        not one.publish,
        _signed(one),
    )


def _followed(line: Response | Update) -> Followed:
    words = "" if line.words in (None, WITHHELD) else unfolded(line.words)
    what = f"{capital(panel.FOLLOWED[line.kind])}, {day_words(line.day)}"
    return Followed(what, words, not line.publish, _signed(line))


def _signed(line: Recorded) -> str:
    return f"Recorded by {line.by} on {day_words(line.on)}"


def _period(period: Period | None) -> str:
    return reader_period(period) if period else ""
