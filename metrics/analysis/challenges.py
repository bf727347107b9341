"""The panel's challenges and exceptions as they stand on a day: their state, their age, and what is overdue.

(reporting: Meetings)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from metrics.catalogue.panel_record import Challenge, ExceptionReport, Meeting, PanelRecord, Response, Update
from metrics.catalogue.panel_rules import NEXT
from metrics.catalogue.period import Period

ChallengeState = Literal["open", "answered", "accepted", "reopened", "withdrawn"]
ExceptionState = Literal["open", "closed", "withdrawn"]

_AFTER: dict[str, ChallengeState] = {
    "answer": "answered",
    "accepted": "accepted",
    "reopened": "reopened",
    "withdrawn": "withdrawn",
}


@dataclass(frozen=True)
class ChallengeReading:
    """A challenge and what became of it, oldest first.

    ``age`` is in days, and ``meetings`` is how many were held since it was asked. ``due`` is the day that holds now;
    ``overdue`` is how many days it is past, 0 where it isn't or nobody waits for an answer.
    """

    challenge: Challenge
    responses: tuple[Response, ...]
    state: ChallengeState
    age: int
    meetings: int
    due: date | None
    overdue: int

    @property
    def waiting(self) -> bool:
        """Whether somebody owes an answer."""
        return self.state in ("open", "reopened")

    @property
    def settled(self) -> bool:
        """Whether nothing is to be done about it any more, by the panel or by whoever answers."""
        return self.state in ("accepted", "withdrawn")

    @property
    def next(self) -> tuple[str, ...]:
        """The kinds of line that may follow."""
        return NEXT["challenge"][self.responses[-1].kind if self.responses else "open"]

    @property
    def answer(self) -> Response | None:
        """The last answer, accepted or not."""
        return next((one for one in reversed(self.responses) if one.kind == "answer"), None)


@dataclass(frozen=True)
class ExceptionReading:
    """An exception and what became of it, oldest first.

    ``age`` and ``overdue`` are in days; ``due`` and ``expected_back`` are those that hold now, and ``back_passed``
    says that it is still open though it was expected back by now.
    """

    report: ExceptionReport
    updates: tuple[Update, ...]
    state: ExceptionState
    age: int
    due: date
    expected_back: Period | None
    overdue: int
    back_passed: bool

    @property
    def next(self) -> tuple[str, ...]:
        """The kinds of line that may follow."""
        return NEXT["exception"][self.updates[-1].kind if self.updates else "open"]


def read_challenges(record: PanelRecord, today: date) -> tuple[ChallengeReading, ...]:
    """Every challenge on the day ``today``, those that were withdrawn too, in the order of the record."""
    return tuple(_challenge(record, one, today) for one in record.challenges)


def _challenge(record: PanelRecord, challenge: Challenge, today: date) -> ChallengeReading:
    responses = tuple(one for one in record.responses if one.challenge == challenge.number)
    state = _AFTER[responses[-1].kind] if responses else "open"
    due = next((one.due for one in reversed(responses) if one.due), challenge.due)
    held = sum(1 for one in meetings_held(record) if challenge.asked_on < one.date <= today)
    late = (today - due).days if due and state in ("open", "reopened") else 0
    age = max((today - challenge.asked_on).days, 0)
    return ChallengeReading(challenge, responses, state, age, held, due, max(late, 0))


def read_exceptions(record: PanelRecord, today: date) -> tuple[ExceptionReading, ...]:
    """Every exception on the day ``today``, closed and withdrawn ones too, in the order of the record."""
    return tuple(_exception(record, one, today) for one in record.exceptions)


def _exception(record: PanelRecord, report: ExceptionReport, today: date) -> ExceptionReading:
    updates = tuple(one for one in record.updates if one.exception == report.number)
    last = updates[-1].kind if updates else "update"
    state: ExceptionState = "open" if last == "update" else last
    due = next((one.due for one in reversed(updates) if one.due), report.due)
    back = next((one.expected_back for one in reversed(updates) if one.expected_back), report.expected_back)
    late = (today - due).days if state == "open" else 0
    passed = state == "open" and back is not None and back.end is not None and back.end < today
    age = max((today - report.on).days, 0)
    return ExceptionReading(report, updates, state, age, due, back, max(late, 0), passed)


def open_challenges(readings: Iterable[ChallengeReading], indicator: str | None = None) -> list[ChallengeReading]:
    """Those that wait for an answer or for the panel's view of one, overdue ones first, then the oldest.

    Of one indicator (by id) where it is given; else of all, general ones too.
    """
    mine = [one for one in readings if not one.settled and indicator in (None, one.challenge.indicator)]
    return sorted(mine, key=lambda one: (-one.overdue, -one.age, one.challenge.number))


def open_exceptions(readings: Iterable[ExceptionReading], indicator: str | None = None) -> list[ExceptionReading]:
    """The same of exceptions: what is carried until it is closed."""
    mine = [one for one in readings if one.state == "open" and indicator in (None, one.report.indicator)]
    return sorted(mine, key=lambda one: (-one.overdue, -one.age, one.report.number))


def meetings_standing(record: PanelRecord) -> list[Meeting]:
    """Every meeting, cancelled ones too, earliest first: the last line of a day counts."""
    return sorted({one.date: one for one in record.meetings}.values(), key=lambda one: one.date)


def meetings_held(record: PanelRecord) -> list[Meeting]:
    """The meetings that take place, earliest first."""
    return [one for one in meetings_standing(record) if one.cancelled is None]


def meeting_before(record: PanelRecord, day: date) -> Meeting | None:
    """The last meeting before a day; None where there was none."""
    return next((one for one in reversed(meetings_held(record)) if one.date < day), None)


def looked_back_to(record: PanelRecord, day: date, today: date) -> Meeting | None:
    """The last meeting before the one of ``day``, of those that were held by ``today``; None where there was none.

    What a meeting opens with and what is called new both begin there (reporting: Meetings).
    """
    return meeting_before(record, min(day, today + timedelta(days=1)))


def next_meeting(record: PanelRecord, today: date) -> Meeting | None:
    """The first meeting on or after a day; None where none is planned."""
    return next((one for one in meetings_held(record) if one.date >= today), None)


ANSWER_DAYS, WRITE_UP_DAYS = 28, 14
"""Days for an answer where no meeting is planned, and days after a meeting within which its questions are written
up. (ours)"""


def answer_due(record: PanelRecord, today: date) -> date:
    """By when an answer is due unless another day is named: the next meeting after ``today``, else in 28 days."""
    coming = next_meeting(record, today + timedelta(days=1))
    return coming.date if coming else today + timedelta(days=ANSWER_DAYS)


def sitting(record: PanelRecord, today: date) -> Meeting | None:
    """The meeting at which a question that is recorded today was asked, unless another is named.

    The last one held, if it is not long ago: a question of months later would be called older than it is.
    """
    last = meeting_before(record, today + timedelta(days=1))
    return last if last and (today - last.date).days <= WRITE_UP_DAYS else None


def agenda_of(record: PanelRecord, day: date) -> tuple[str, ...]:
    """Ids of the indicators that a meeting looks at, in order; none where nothing was chosen yet."""
    return next((tuple(one.indicators) for one in reversed(record.agendas) if one.meeting == day), ())


@dataclass(frozen=True)
class LastTime:
    """What a meeting opens with: what was asked at the one before it, and what is older and not settled.

    Where there was none before it, ``asked`` is all that was asked so far.
    """

    meeting: Meeting | None
    asked: tuple[ChallengeReading, ...]
    older: tuple[ChallengeReading, ...]


def asked_last_time(record: PanelRecord, day: date, today: date) -> LastTime:
    """What the meeting of ``day`` opens with, as it stands on ``today``; what was withdrawn is left out.

    What was asked since the last meeting, between the two, counts as asked last time.
    """
    last = looked_back_to(record, day, today)
    standing = [one for one in read_challenges(record, today) if one.state != "withdrawn"]
    before = [one for one in standing if one.challenge.asked_on < day]
    since = [one for one in before if last is None or one.challenge.asked_on >= last.date]
    older = [one for one in before if one not in since and not one.settled]
    return LastTime(last, tuple(since), tuple(open_challenges(older)))
