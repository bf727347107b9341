"""The forms of the panel's record, and of events: what each asks, what stands there at first, the line it comes to.

Each form makes a line of the record (contract: The panel's record); what it may not say is told by
``panel_lines.propose``, at the field that it came from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal, TypeVar

from metrics.analysis.challenges import (
    ChallengeReading,
    ExceptionReading,
    agenda_of,
    answer_due,
    meetings_held,
    meetings_standing,
    next_meeting,
    sitting,
)
from metrics.catalogue.documents import Which
from metrics.catalogue.line_amend import NewLine
from metrics.catalogue.models import Catalogue, Indicator
from metrics.catalogue.panel_record import ListName, Meeting, PanelRecord
from metrics.catalogue.period import Period, day_words
from metrics.entry import cell_values
from metrics.entry.faults import Fault
from metrics.entry.panel_lines import LABELS
from metrics.wording import panel as words
from metrics.wording.formatting import reader_period

FieldKind = Literal["line", "words", "day", "period", "choice", "order", "tick"]
"""A line of text, several lines, a day or a period as they are typed, one of a list, several in an order, a tick."""


@dataclass(frozen=True)
class Field:
    """One field: ``name`` is the contract's key, ``preset`` what stands there at first, as it would be typed.

    ``options`` are the values of a choice or an order and the words that they are shown in; of an order ``first``
    are those that stand there already, and ``offered`` may be added at once.
    """

    name: str
    kind: FieldKind = "line"
    preset: str = ""
    label: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    first: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    example: str = ""

    @property
    def words(self) -> str:
        """What the field is called."""
        return self.label or LABELS[self.name]


@dataclass(frozen=True)
class Form:
    """What is asked for one line of the list ``name``; ``given`` are the keys that nobody fills in.

    ``id`` names the form and what it is about; ``also`` are lines that go with it. ``watches``: the line says
    something of what stands in the record, so it is not saved where that changed since the form was opened.
    """

    id: str
    heading: str
    button: str
    name: ListName | Literal["events"]
    fields: tuple[Field, ...]
    given: Mapping[str, object] = field(default_factory=dict)
    watches: bool = True
    also: tuple[NewLine, ...] = ()

    @property
    def which(self) -> Which:
        """The file that it adds to."""
        return "events" if self.name == "events" else "meetings"

    def lines(self, typed: Mapping[str, object], today: date) -> list[NewLine]:
        """The lines of what stands in the fields, by their names; a day that is today's needs no ``given``."""
        line = dict(self.given)
        for one in self.fields:
            value = _value(one, typed.get(one.name))
            if value not in ("", None) and not (one.name == "given" and value == today):
                line[one.name] = value
        return [NewLine(self.name, line), *self.also]

    def faults(self, found: Sequence[Fault]) -> list[Fault]:
        """The faults in the order of the fields, each under the name that its field has here."""
        names = [one.name for one in self.fields]
        told = [
            replace(one, where=self.fields[names.index(one.field)].words) if one.field in names else one
            for one in found
        ]
        return sorted(told, key=lambda one: names.index(one.field) if one.field in names else -1)


def _value(asked: Field, typed: object) -> object:
    """What a field holds, for the contract; as it was typed where it can't be told."""
    if asked.kind == "tick":
        return False if typed else None
    if asked.kind == "order":
        return list(typed) if isinstance(typed, Sequence) else []
    text = str(typed or "").strip()
    day = cell_values.day(text) if asked.kind == "day" or (asked.kind == "choice" and asked.name == "meeting") else text
    if asked.kind == "period" and (period := cell_values.read_period(text)) is not None:
        return period.label
    return day


PRIVATE = Field("publish", "tick", label="Not for publication: only recorders and editors see it")


def _day(name: str, preset: date | None = None, label: str = "") -> Field:
    return Field(name, "day", day_words(preset) if preset else "", label, example="23 August 2013")


BETWEEN = "between two meetings"
"""Stands for the meeting of a question that was asked at none."""


def question(
    record: PanelRecord, today: date, indicator: Indicator | None = None, period: Period | None = None
) -> Form:
    """A question of the panel on an indicator and the period of its latest figure, or in general."""
    at = sitting(record, today)
    meetings = {"": BETWEEN} | {
        one.date.isoformat(): words.meeting_words(one) for one in reversed(meetings_held(record)) if one.date <= today
    }
    about = {"indicator": indicator.id if indicator else None, "period": period.label if indicator and period else None}
    return Form(
        question_id(indicator),
        "Record a question about this" if indicator else "Record a question",
        "Record the question",
        "challenges",
        (
            Field("asked"),
            Field("role", preset=_who_answers(record, indicator) if indicator else ""),
            _day("due", answer_due(record, today)),
            Field("meeting", "choice", at.date.isoformat() if at else "", "Asked at", meetings),
            PRIVATE,
        ),
        {key: value for key, value in about.items() if value},
        watches=False,
    )


def question_id(indicator: Indicator | None) -> str:
    """What the form of a question is called: one for each indicator, and one in general."""
    return f"question {indicator.id}" if indicator else "question"


def _who_answers(record: PanelRecord, indicator: Indicator) -> str:
    """The role that the indicator names, else the one that was last asked about it."""
    asked = (one.role for one in reversed(record.challenges) if one.indicator == indicator.id)
    return indicator.owner or next(asked, "")


def meeting(record: PanelRecord) -> Form:
    """A meeting to come: what meets, and where, as the last time."""
    last: Meeting | None = next(reversed(meetings_standing(record)), None)
    title, place = (last.title, last.place or "") if last else ("Corporate parenting panel", "")
    fields = (_day("date"), Field("title", preset=title), Field("place", preset=place))
    return Form("meeting", "Plan a meeting", "Record the meeting", "meetings", fields)


def cancelled(record: PanelRecord, one: Meeting) -> Form:
    """That a meeting does not take place, and why; its agenda is then empty."""
    given = {"date": one.date, "title": one.title, "place": one.place}
    emptied = (NewLine("agendas", {"meeting": one.date, "indicators": []}),) if agenda_of(record, one.date) else ()
    heading = f"Cancel the meeting of {day_words(one.date)}"
    return Form(
        f"cancel {one.date}", heading, "Cancel the meeting", "meetings", (Field("cancelled"),), given, also=emptied
    )


def agenda(one: Meeting, titles: Mapping[str, str], chosen: Sequence[str], offered: Sequence[str] = ()) -> Form:
    """The indicators that a meeting looks at; ``titles`` are all of them by id, ``chosen`` are on it now.

    ``offered`` may be added at once.
    """
    now = tuple(name for name in chosen if name in titles)
    fields = (Field("indicators", "order", options=titles, first=now, offered=tuple(offered)),)
    heading = f"Agenda of {day_words(one.date)}"
    return Form(f"agenda {one.date}", heading, "Save the agenda", "agendas", fields, {"meeting": one.date})


SAYS: dict[str, str] = {
    "answer": "The answer",
    "reopened": "Why it is reopened, or what is asked further",
    "update": "What was done",
    "closed": "How it was closed",
    "withdrawn": "Why it is withdrawn",
}
"""What the words of a line that follows are asked for."""

WHEN: dict[str, str] = {
    "answer": "Answered on",
    "accepted": "Accepted on",
    "reopened": "Reopened on",
    "update": "On which day",
    "closed": "Closed on",
    "withdrawn": "Withdrawn on",
}


def response(record: PanelRecord, of: ChallengeReading, kind: str, today: date) -> Form:
    """What becomes of a challenge; accepting an answer needs no words, and reopening it another day."""
    number, fields = of.challenge.number, list[Field]()
    if kind in SAYS:
        fields.append(Field("words", "words", label=SAYS[kind]))
    if kind == "reopened":
        fields.append(_day("due", answer_due(record, today), "A better answer by"))
    fields.append(_day("given", today, WHEN[kind]))
    if kind in SAYS and of.challenge.publish:
        fields.append(PRIVATE)
    heading = f"{words.way_words(kind, of)}: challenge {number}"
    given = {"challenge": number, "kind": kind}
    return Form(f"{kind} {number}", heading, words.way_words(kind, of), "responses", tuple(fields), given)


def exception(record: PanelRecord, indicator: Indicator, periods: Sequence[Period], today: date) -> Form:
    """Why an indicator is off in a period, and what is done; ``periods`` have a figure, the latest is last."""
    options = {one.label: reader_period(one) for one in reversed(periods)}
    coming = next_meeting(record, today)
    return Form(
        f"exception {indicator.id}",
        f"Report an exception: {indicator.title}",
        "Record the exception",
        "exceptions",
        (
            Field("period", "choice", next(iter(options), ""), options=options),
            Field("cause", "words"),
            Field("action", "words"),
            Field("role", preset=_who_answers(record, indicator), label="Who is responsible, by role"),
            _day("due", coming.date if coming else None),
            Field("expected_back", "period", example="2014/15 Q1, or a day"),
            PRIVATE,
        ),
        {"indicator": indicator.id},
        watches=False,
    )


def update(of: ExceptionReading, kind: str, today: date) -> Form:
    """What becomes of an exception; an update may set new days."""
    number, fields = of.report.number, [Field("words", "words", label=SAYS[kind])]
    if kind == "update":
        fields.append(_day("due", label="By when, if that changes"))
        back = "Expected back on target, if that changes"
        fields.append(Field("expected_back", "period", label=back, example="2014/15 Q1, or a day"))
    fields.append(_day("given", today, WHEN[kind]))
    if of.report.publish:
        fields.append(PRIVATE)
    heading = f"{words.way_words(kind)}: exception {number}"
    given = {"exception": number, "kind": kind}
    return Form(f"{kind} {number}", heading, words.way_words(kind), "updates", tuple(fields), given)


EVENT = "event"
"""What the form of an event is called."""

WHOLE_SERVICE = "The whole service"
"""Stands for the theme of an event that belongs to all of them."""


def event(catalogue: Catalogue) -> Form:
    """Something that happened and may explain a figure; a source of the council's own is offered first."""
    themes = {"": WHOLE_SERVICE} | {one.id: one.name for one in catalogue.themes if one.role != "judgements"}
    sources = {name: one.title for name, one in catalogue.sources.items()}
    own = next((name for name, one in catalogue.sources.items() if one.kind == "internal"), "")
    fields = (
        Field("words", label="What happened, in a few words"),
        Field("date", "period", label="When: a day or a month", example="15 October 2013, or October 2013"),
        Field("until", "period", label="Until, where it lasted", example="leave blank, or December 2013"),
        Field("theme", "choice", label="Theme", options=themes),
        Field("source", "choice", own, "Source", sources),
        Field("at", label="Place in the source", example="minutes of 15 October 2013, item 4"),
        Field("as_written", label="The date as the source writes it, where that differs"),
    )
    return Form(EVENT, "Add an event", "Add the event", "events", fields, watches=False)


Name = TypeVar("Name", bound=str)


def moved(chosen: Sequence[Name], one: Name, by: int) -> list[Name]:
    """The list with one of it moved by so many places, to its end at most."""
    rest = [other for other in chosen if other != one]
    place = min(max(chosen.index(one) + by, 0), len(rest))
    return [*rest[:place], one, *rest[place:]]
