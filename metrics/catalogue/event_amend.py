"""The dated events as they are to be added to (``line_amend``): the one list, and the keys of a line in their order."""

from __future__ import annotations

from dataclasses import dataclass

from metrics.catalogue import events
from metrics.catalogue.events import Event, Events
from metrics.catalogue.line_amend import LineDocument, LineFile

ORDER = ("date", "until", "as_written", "words", "theme", "source", "at", "by", "on")
"""The keys of a line as a new one has them."""


@dataclass(frozen=True)
class EventsDocument(LineDocument[Events]):
    """The file of events, its text, and the data file's own catalogue."""

    form = LineFile(events.FILE, Events, {"events": Event}, ORDER, events.BEGINNING, events.parse_file)
