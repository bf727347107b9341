"""Dated events that may explain a figure: data/events.yaml -> events, or every problem with its line.

An event is drawn at the end of the period that its date names; one whose source gives
no date ("undated: autumn 2013") is listed and not drawn (reporting: Time).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import Field

from metrics.catalogue.field_types import Id, Text, When, nearest_name
from metrics.catalogue.load import read_file
from metrics.catalogue.models import Catalogue, Cited, Entry
from metrics.catalogue.validation import Finding

FILE = "events.yaml"


class Event(Cited):
    """Something that happened, when, and who says so."""

    date: When = Field(description="The day, month or other period; 'undated: ...' where the source gives none.")
    words: Text = Field(description="What happened, in a few words.")
    theme: Id | None = Field(None, description="Id of the theme it belongs to; none for all.")
    as_written: Text | None = Field(None, description="The source's own phrase for the date.")


class Events(Entry):
    """The whole file."""

    events: list[Event]


def parse(text: str | bytes, catalogue: Catalogue, file: str = FILE) -> tuple[Event, ...]:
    """The events, oldest first, undated ones last.

    Raises:
        Refused: with every problem at once; sources and themes are those of ``catalogue``.
    """
    events = read_file(text, file, Events, lambda data: _findings(data, catalogue)).events
    dated = sorted((event for event in events if event.date.dated), key=lambda event: event.date.order)
    return (*dated, *(event for event in events if not event.date.dated))


def _findings(data: Mapping[str, Any], catalogue: Catalogue) -> Iterator[Finding]:
    vocabularies = {"source": list(catalogue.sources), "theme": [theme.id for theme in catalogue.themes]}
    entries = data.get("events")
    for number, event in enumerate(entries if isinstance(entries, list) else []):
        for key, names in vocabularies.items():
            value = event.get(key) if isinstance(event, dict) else None
            if isinstance(value, str) and value not in names:
                way = nearest_name(value, sorted(names))
                yield ("events", number, key), f"'{value}' is no {key} of the data file; {way}"


def of_theme(events: tuple[Event, ...], theme: str | None) -> tuple[Event, ...]:
    """The events of one theme and those of all themes; every event where no theme is asked for."""
    return tuple(event for event in events if theme is None or event.theme in (None, theme))
