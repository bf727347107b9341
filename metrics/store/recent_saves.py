"""The figures that somebody saved within the hour, as the journal (audit trail) tells: who, when, and which.

Another figure for one of them is a slip that is mended, not a revision (contract: Corrections).
"""

from __future__ import annotations

import contextlib
from datetime import datetime, timedelta
from pathlib import Path

from metrics.catalogue.models import Catalogue, Observation
from metrics.catalogue.problems import Refused
from metrics.store.archive import Archive
from metrics.store.journal import Entry
from metrics.store.readings import parse_cached

WITHIN = timedelta(hours=1)

FigureKey = tuple[str, str, bool]
"""An indicator's id, the label of a period, and whether the figure is a prediction."""


def saved_lately(path: Path, by: str, now: datetime) -> dict[FigureKey, int]:
    """The last figures of their periods that ``by`` saved within the hour before ``now`` (aware), with minutes since.

    None of a figure that somebody changed since, that was undone, or whose file was changed by hand; and none at all
    where the history or one of its versions can't be read: another figure is then a revision.
    """
    archive = Archive(path)
    with contextlib.suppress(OSError, Refused, LookupError):
        current = archive.current_version()
        history = archive.read(current)
        recent = [entry for entry in history.entries if timedelta() <= now - entry.at < WITHIN]
        if by and history.baseline == current and any(entry.by == by for entry in recent):
            return _since(archive, by, recent, now)
    return {}


def _since(archive: Archive, by: str, recent: list[Entry], now: datetime) -> dict[FigureKey, int]:
    saved: dict[FigureKey, datetime] = {}
    for entry in recent:
        if entry.before in ("", entry.after):
            continue
        old, new = (_figures(archive, name) for name in (entry.before, entry.after))
        own = entry.kind == "save" and entry.by == by
        for key in {*old, *new}:
            was, now_there = old.get(key, []), new.get(key, [])
            if own and len(now_there) > len(was):
                saved[key] = entry.at
            elif not own and was != now_there:
                saved.pop(key, None)
    return {key: int((now - at).total_seconds()) // 60 for key, at in saved.items()}


def _figures(archive: Archive, name: str) -> dict[FigureKey, list[Observation]]:
    """The figures of a kept version by indicator, period and kind.

    Raises:
        LookupError: it isn't kept.
        Refused: today's rules can't read it.
    """
    content = archive.read_version(name)
    if content is None:
        raise LookupError(name)
    catalogue: Catalogue = parse_cached(content, archive.path.name)
    found: dict[FigureKey, list[Observation]] = {}
    for indicator in catalogue.indicators:
        for figure in indicator.observations:
            key = indicator.id, figure.period.label, figure.status == "predicted"
            found.setdefault(key, []).append(figure)
    return found
