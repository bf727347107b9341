"""The sentences of the panel's meetings: ages, states, what is due, reasons, and what is new since the last one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from metrics.analysis.agenda import AgendaReason
from metrics.analysis.challenges import ChallengeReading, ExceptionReading
from metrics.analysis.panel_readers import WITHHELD
from metrics.analysis.reading import Reading
from metrics.analysis.since_last import FigureNews, RecordNews
from metrics.catalogue.models import Source
from metrics.catalogue.panel_record import Meeting
from metrics.catalogue.period import day_words
from metrics.wording import news
from metrics.wording.formatting import capital, in_the_period, listed, plural, publisher_words, unfolded
from metrics.wording.verdicts import comparators_area

RESPONSES = {"answer": "answered", "accepted": "accepted", "reopened": "reopened", "withdrawn": "withdrawn"}
FOLLOWED = {**RESPONSES, "update": "update", "closed": "closed"}
"""What followed on a challenge or an exception."""

WAYS = {
    "answer": "Record the answer",
    "accepted": "Accept the answer",
    "reopened": "Reopen",
    "withdrawn": "Withdraw",
    "update": "Record an update",
    "closed": "Close",
}
"""What can follow, as whoever keeps the record is offered it."""

NOTHING_NEW = news.nothing_new(last=True)
NOT_KEPT = news.NOT_KEPT


def meeting_words(meeting: Meeting) -> str:
    """What meets, when and where: Corporate parenting panel, 15 October 2013, Gun Wharf."""
    parts = (unfolded(meeting.title), day_words(meeting.date), unfolded(meeting.place))
    return ", ".join(part for part in parts if part)


def days_ago(days: int) -> str:
    """today, yesterday, 43 days ago."""
    return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")


def challenge_state(reading: ChallengeReading, today: date) -> str:
    """How a challenge stands: asked 43 days ago, 1 meeting since; no answer, due 12 days ago."""
    meetings = f", {reading.meetings} {plural(reading.meetings, 'meeting')} since" if reading.meetings else ""
    return f"asked {days_ago(reading.age)}{meetings}; {_standing(reading, today)}"


def way_words(kind: str, reading: ChallengeReading | None = None) -> str:
    """What can follow on a challenge or an exception; an answer that is there already is corrected by another."""
    return "Correct the answer" if kind == "answer" and reading and reading.state == "answered" else WAYS[kind]


def recorded_words(about: Sequence[str]) -> str:
    """That lines are recorded, by their names: Challenge 4 is recorded."""
    return f"{capital(listed(about))} {plural(len(about), 'is', 'are')} recorded."


def moved_words(title: str, place: int, of: int) -> str:
    """Where one of an agenda stands, once it was moved: Reviews held on time is now 2 of 7."""
    return f"{title} is now {place} of {of}."


def add_words(count: int) -> str:
    """The button that puts what is offered first on an agenda."""
    return f"Add the {count} that are offered first" if count > 1 else "Add the one that is offered first"


def waiting_words(waiting: Sequence[ChallengeReading]) -> str:
    """How many challenges wait for an answer, and how many of them are overdue."""
    if not waiting:
        return "No challenge waits for an answer."
    overdue = sum(1 for one in waiting if one.overdue)
    late = f", {overdue} of them overdue" if overdue else ", none overdue"
    return f"{len(waiting)} {plural(len(waiting), 'challenge')}{late}."


def _standing(reading: ChallengeReading, today: date) -> str:
    if reading.state == "open":
        return f"no answer{_due(reading.due, today)}"
    if reading.state == "reopened":
        return f"reopened, no new answer{_due(reading.due, today)}"
    day = reading.responses[-1].day
    when = f"{RESPONSES[reading.responses[-1].kind]} {days_ago(max((today - day).days, 0))}"
    return f"{when}, for the panel to accept or reopen" if reading.state == "answered" else when


def _due(due: date | None, today: date) -> str:
    if due is None:
        return ", no day set"
    if due < today:
        return f", due {days_ago((today - due).days)}"
    return ", due today" if due == today else f", due by {day_words(due)}"


def exception_state(reading: ExceptionReading, today: date) -> str:
    """How an exception stands: open for 43 days, action due 12 days ago; expected back in July to September 2013."""
    if reading.state != "open":
        ago = max((today - reading.updates[-1].day).days, 0)
        return f"{reading.state} {days_ago(ago)}"
    age = "opened today" if not reading.age else f"open for {reading.age} {plural(reading.age, 'day')}"
    words = f"{age}, action{_due(reading.due, today)[1:]}"
    if reading.expected_back is None:
        return words
    was = "it was expected" if reading.back_passed else "expected"
    return f"{words}; {was} back on target {in_the_period(reading.expected_back)}"


def answer_words(reading: ChallengeReading) -> str:
    """The last answer, or that it is not for publication; empty where there is none."""
    if reading.answer is None or reading.answer.words is None:
        return ""
    return "The answer is not for publication." if reading.answer.words == WITHHELD else reading.answer.words


def reason_words(reason: AgendaReason, reading: Reading) -> str:
    """Why an indicator is offered for the agenda, in a few words."""
    if reason == "behind":
        return f"worse than {comparators_area([reading])}, more than chance"
    if reason == "behind as published" and reading.published is not None:
        return f"worse than England, more than chance, as {publisher_words(reading.published.publisher)} publishes it"
    return _REASONS[reason]


_REASONS: dict[AgendaReason, str] = {
    "duty": "a legal duty is missed",
    "getting worse": "getting worse",
    "target": "a target is missed",
    "changed": "changed since the last meeting",
    "no figure": "no figure for two quarters or more",
    "prediction due": "a predicted result is overdue",
}


def since_last_words(
    figures: FigureNews | None, record: RecordNews, sources: Mapping[str, Source] = MappingProxyType({})
) -> list[str]:
    """All that is new since the last meeting, a sentence each, or that nothing is; ``sources`` name releases."""
    found = news.groups(figures, record, sources)
    return [sentence for group in found for sentence in group.sentences] or [NOTHING_NEW]
