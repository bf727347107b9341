"""The panel's record: meetings.yaml beside the data file -> what was asked, answered and agreed, or every problem.

It is append-only: whatever happens is a new line below, the last counts and all of them stay
(contract: The panel's record). It holds no figures, and the figures never need it.
"""

from __future__ import annotations

import functools
from collections.abc import Collection
from datetime import date as day_type
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from metrics.catalogue import panel_rules
from metrics.catalogue.field_types import Day, Id, Text, When, Whole, describe, one_of, refuse
from metrics.catalogue.load import read_file
from metrics.catalogue.models import Catalogue, Entry
from metrics.catalogue.problems import Loc
from metrics.catalogue.published_series import is_blank
from metrics.catalogue.yaml_reader import decoded

FILE = "meetings.yaml"

BEGINNING = (
    "# yaml-language-server: $schema=meetings.schema.json\n"
    "# What the panel asked, was answered and agreed. Lines are added below and none is changed or taken out.\n"
)
"""What a new file begins with."""

ResponseKind = Literal["answer", "accepted", "reopened", "withdrawn"]
UpdateKind = Literal["update", "closed", "withdrawn"]
ListName = Literal["meetings", "agendas", "challenges", "responses", "exceptions", "updates"]
"""The lists of the file, in the order in which a new one has them."""


def _publish(written: Any) -> bool:
    if not isinstance(written, bool):
        raise refuse(f"{describe(written)} is not true or false; write false, or take the key out")
    return written


Publish = Annotated[bool, BeforeValidator(_publish), WithJsonSchema({"type": "boolean"})]


class Recorded(Entry):
    """Any line of the record: who wrote it down, and when."""

    by: Text = Field(description="Who recorded it.")
    on: Day = Field(description="The day it was recorded.")


class Meeting(Recorded):
    """A meeting of the panel; a later line of the same date counts in its place."""

    date: Day = Field(description="The day of the meeting, which is also its name.")
    title: Text = Field(description="What is meeting: Corporate parenting panel.")
    place: Text | None = Field(None, description="Where it meets.")
    cancelled: Text | None = Field(None, description="Why it does not take place.")


class Agenda(Recorded):
    """The indicators that a meeting looks at; a later line of the same meeting counts in its place."""

    meeting: Day = Field(description="The day of the meeting.")
    indicators: list[Id] = Field(description="Ids of the indicators, in the order in which they are taken.")


class Challenge(Recorded):
    """A question of the panel that somebody is to answer."""

    number: Whole = Field(description="Given by the program and never used again, nor for an exception.")
    indicator: Id | None = Field(None, description="Id of the indicator it is about; left out for a general one.")
    period: When | None = Field(None, description="The period of the figure that it is about.")
    asked: Text = Field(description="The question, as it was asked.")
    meeting: Day | None = Field(None, description="The meeting it was asked at; left out where it was between two.")
    role: Text = Field(description="The role that is to answer, and no person's name.")
    due: Day | None = Field(None, description="The day by which the answer is due.")
    publish: Publish = Field(True, description="False: not for publication, seen by recorders and editors only.")

    @property
    def asked_on(self) -> day_type:
        """The day of its meeting, else the day it was recorded."""
        return self.meeting or self.on


class Response(Recorded):
    """What became of a challenge: an answer, and whether the panel accepted it."""

    challenge: Whole = Field(description="The challenge's number.")
    kind: Annotated[ResponseKind, one_of("kind of response", ResponseKind)] = Field(
        description="answer; accepted or reopened by the panel; withdrawn where it was recorded by mistake."
    )
    words: Text | None = Field(None, description="The answer, or why it was reopened or withdrawn.")
    due: Day | None = Field(None, description="Where it is reopened: the day by which a better answer is due.")
    given: Day | None = Field(None, description="The day it was given, where it was recorded on a later one.")
    publish: Publish = Field(True, description="False: the words are not for publication.")

    @property
    def day(self) -> day_type:
        return self.given or self.on


class ExceptionReport(Recorded):
    """Why an indicator is not where it should be in a period, and what is done, by whom, by when."""

    number: Whole = Field(description="Given by the program and never used again, nor for a challenge.")
    indicator: Id = Field(description="Id of the indicator.")
    period: When = Field(description="The period of the figure.")
    cause: Text = Field(description="Why it is so.")
    action: Text = Field(description="What is done about it.")
    role: Text = Field(description="The role that is responsible, and no person's name.")
    due: Day = Field(description="The day by which the action is done.")
    expected_back: When | None = Field(None, description="The day or period in which it is expected back on target.")
    publish: Publish = Field(True, description="False: not for publication, seen by recorders and editors only.")


class Update(Recorded):
    """What became of an exception; it is carried until it is closed."""

    exception: Whole = Field(description="The exception's number.")
    kind: Annotated[UpdateKind, one_of("kind of update", UpdateKind)] = Field(
        description="update; closed; withdrawn where it was recorded by mistake."
    )
    words: Text = Field(description="What was done, how it was closed, or why it was withdrawn.")
    due: Day | None = Field(None, description="A new day by which the action is done.")
    expected_back: When | None = Field(None, description="When it is now expected back on target.")
    given: Day | None = Field(None, description="The day it happened, where it was recorded on a later one.")
    publish: Publish = Field(True, description="False: the words are not for publication.")

    @property
    def day(self) -> day_type:
        return self.given or self.on


class PanelRecord(Entry):
    """The whole file."""

    meetings: list[Meeting] = Field(default_factory=list, description="The panel's meetings.")
    agendas: list[Agenda] = Field(default_factory=list, description="What the meetings look at.")
    challenges: list[Challenge] = Field(default_factory=list, description="What the panel asked.")
    responses: list[Response] = Field(default_factory=list, description="What became of challenges.")
    exceptions: list[ExceptionReport] = Field(
        default_factory=list, description="Why figures are off, and what is done."
    )
    updates: list[Update] = Field(default_factory=list, description="What became of exceptions.")

    @property
    def last_number(self) -> int:
        """The highest number of a challenge or an exception; 0 where there is none."""
        numbers = [one.number for one in self.challenges] + [one.number for one in self.exceptions]
        return max(numbers, default=0)


NONE = PanelRecord()

LINES: dict[ListName, type[Recorded]] = {
    "meetings": Meeting,
    "agendas": Agenda,
    "challenges": Challenge,
    "responses": Response,
    "exceptions": ExceptionReport,
    "updates": Update,
}
"""What a line of each list is."""


def parse(text: str | bytes, main: Catalogue, file: str = FILE) -> PanelRecord:
    """Read the whole file as what stands beside the data file, which says ``main``; a blank one holds nothing.

    Raises:
        Refused: with every problem at once, in file order (contract: Refused, The panel's record).
    """
    return _read(text, file, [indicator.id for indicator in main.indicators])


def parse_alone(text: str | bytes, file: str = FILE) -> PanelRecord:
    """The record by itself, whatever indicators the data file has.

    Raises:
        Refused: as ``parse``, except for indicators that the data file hasn't.
    """
    return _read(text, file, None)


def _read(text: str | bytes, file: str, indicators: Collection[str] | None) -> PanelRecord:
    written = decoded(text, file)
    if is_blank(written):
        return NONE
    rules = functools.partial(panel_rules.broken_rules, indicators=indicators)
    return read_file(written, file, PanelRecord, rules, _is_unpublished)


def _is_unpublished(loc: Loc, _: dict[str, Any]) -> bool:
    """Whether a place lies in what somebody said: its problem may repeat a line that is not for publication."""
    return loc[:1] not in ((), ("meetings",), ("agendas",))
