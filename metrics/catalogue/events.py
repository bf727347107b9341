"""Dated events that may explain a figure: events.yaml beside the data file -> events, or every problem with its line.

An event is drawn at the end of the period that its date names; one whose source gives
no date ("undated: autumn 2013") is listed and not drawn (reporting: Time).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import Field

from metrics.catalogue.field_types import Day, Id, Text, When, nearest_name
from metrics.catalogue.load import read_file
from metrics.catalogue.models import Catalogue, Cited, Entry
from metrics.catalogue.period import Period, PeriodError
from metrics.catalogue.period import parse as parse_period
from metrics.catalogue.problems import Loc
from metrics.catalogue.published_series import is_blank
from metrics.catalogue.validation import Finding
from metrics.catalogue.yaml_reader import decoded

FILE = "events.yaml"

BEGINNING = "# Dated events that may explain a figure, one a line: {date, words, theme, source, at}.\n"
"""What a new file begins with."""


class Event(Cited):
    """Something that happened, when, and who says so."""

    date: When = Field(description="The day, month or other period; 'undated: ...' where the source gives none.")
    until: When | None = Field(None, description="Where it lasted: the day, month or other period in which it ended.")
    words: Text = Field(description="What happened, in a few words.")
    theme: Id | None = Field(None, description="Id of the theme it belongs to; none for all.")
    as_written: Text | None = Field(None, description="The source's own phrase for the date.")
    by: Text | None = Field(None, description="Who recorded it, where that was done in the dashboard.")
    on: Day | None = Field(None, description="The day it was recorded there.")


class Events(Entry):
    """The whole file, in its own order."""

    events: list[Event]


NONE = Events(events=[])


def parse(text: str | bytes, catalogue: Catalogue, file: str = FILE) -> tuple[Event, ...]:
    """The events, oldest first, undated ones last; none in a blank file.

    Raises:
        Refused: with every problem at once; sources and themes are those of ``catalogue``.
    """
    return in_order(parse_file(text, catalogue, file).events)


def parse_file(text: str | bytes, catalogue: Catalogue, file: str = FILE) -> Events:
    """The whole file as what stands beside the data file, which says ``catalogue``.

    Raises:
        Refused: as ``parse``.
    """
    vocabularies = {"source": list(catalogue.sources), "theme": [theme.id for theme in catalogue.themes]}
    return _read(text, file, vocabularies)


def parse_alone(text: str | bytes, file: str = FILE) -> Events:
    """The file by itself, whatever sources and themes the data file has.

    Raises:
        Refused: as ``parse``, except for sources and themes that the data file hasn't.
    """
    return _read(text, file, {})


def in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    """Events in the order of time, undated ones last in the order of the file."""
    listed = list(events)
    dated = sorted((event for event in listed if event.date.dated), key=lambda event: event.date.order)
    return (*dated, *(event for event in listed if not event.date.dated))


def _read(text: str | bytes, file: str, vocabularies: Mapping[str, list[str]]) -> Events:
    written = decoded(text, file)
    if is_blank(written):
        return NONE
    return read_file(written, file, Events, lambda data: _findings(data, vocabularies), _is_unpublished)


def _is_unpublished(_: Loc, __: Mapping[str, Any]) -> bool:
    """Events hold nothing that readers may not see."""
    return False


def _findings(data: Mapping[str, Any], vocabularies: Mapping[str, list[str]]) -> Iterator[Finding]:
    entries = data.get("events")
    for number, event in enumerate(entries if isinstance(entries, list) else []):
        if not isinstance(event, dict):
            continue
        for key, names in vocabularies.items():
            value = event.get(key)
            if isinstance(value, str) and value not in names:
                way = nearest_name(value, sorted(names))
                yield ("events", number, key), f"'{value}' is no {key} of the data file; {way}"
        if what := _wrong_span(_period(event.get("date")), _period(event.get("until"))):
            yield ("events", number, "until"), what


def _period(written: object) -> Period | None:
    """A period as far as it can be read; what can't be is told of its own field."""
    try:
        return parse_period(str(written)) if written is not None else None
    except PeriodError:
        return None


def _wrong_span(first: Period | None, last: Period | None) -> str:
    """Why an event can't have lasted from the one to the other; empty where it can."""
    if first is None or last is None:
        return ""
    if not first.dated:
        return f"'{last}' ends what has no date to begin with; say both in the words of 'date'"
    if last.dated and last.order[0] <= first.order[0]:
        return f"'{last}' does not end after '{first}', which is the date; write a later one, or take the key out"
    return ""


def of_theme(events: tuple[Event, ...], theme: str | None) -> tuple[Event, ...]:
    """The events of one theme and those of all themes; every event where no theme is asked for."""
    return tuple(event for event in events if theme is None or event.theme in (None, theme))
