"""The dated events on the disk, beside the data file: as they stand, or the last good version in their place.

They may be missing, and a fault in them never takes a figure off the screen (contract: Events: `events.yaml`).
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from metrics.catalogue.events import FILE, NONE, Event, Events, in_order
from metrics.catalogue.models import Catalogue
from metrics.catalogue.problems import Problem, Refused
from metrics.store import hand_edits, last_good, readings, series_file
from metrics.store.archive import NOTHING, archive_of, version


@dataclass(frozen=True)
class LoadedEvents:
    """The events to show, what is wrong with their file, and its version.

    ``stale``: with problems, the last good version. ``text``, ``missing`` and ``to_record`` as in ``data_file.Loaded``.
    """

    events: Events = NONE
    problems: tuple[Problem, ...] = ()
    version: str = NOTHING
    stale: bool = False
    text: str = ""
    missing: tuple[str, ...] = ()
    to_record: bool = False

    @property
    def in_order(self) -> tuple[Event, ...]:
        """Oldest first, undated ones last."""
        return in_order(self.events.events)


NO_EVENTS = LoadedEvents()
"""Where nothing was recorded."""


def load(path: Path, main: bytes, catalogue: Catalogue) -> LoadedEvents:
    """What stands beside the data file ``path``, which holds the bytes ``main`` and says ``catalogue``."""
    archive = archive_of(path, "events")
    try:
        content = series_file.read_bytes(archive, FILE)
        events = readings.parse_events(content, main, path.name)
    except Refused as refused:
        return _last_good(path, main, tuple(refused.problems))
    standing = hand_edits.standing(archive, content, catalogue)
    text = content.decode("utf-8")
    return LoadedEvents(events, (), version(content), False, text, standing.lost, standing.to_record)


def _last_good(path: Path, main: bytes, problems: tuple[Problem, ...]) -> LoadedEvents:
    for content in last_good.good_versions(path.with_name(FILE)):
        with contextlib.suppress(Refused):
            events = readings.parse_events(content, main, path.name)
            return LoadedEvents(events, problems, version(content), stale=True)
    return LoadedEvents(problems=problems)


def observe(path: Path, loaded: LoadedEvents, catalogue: Catalogue) -> None:
    """As ``data_file.observe``, of events that could be read."""
    if loaded.problems:
        return
    archive, file = archive_of(path, "events"), path.with_name(FILE)
    last_good.observe(archive, file, loaded.text, catalogue, to_record=loaded.to_record)
