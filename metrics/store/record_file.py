"""The panel's record on the disk, beside the data file: as it stands, as a reader may see it, and its numbers.

It may be missing, and a fault in it never takes a figure off the screen (contract: The panel's record).
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from metrics.access import policy
from metrics.access.policy import Visitor
from metrics.analysis import panel_readers
from metrics.catalogue.models import Catalogue
from metrics.catalogue.panel_record import FILE, NONE, PanelRecord
from metrics.catalogue.problems import Problem, Refused
from metrics.store import hand_edits, last_good, numbers, readings, series_file
from metrics.store.access_file import access_settings
from metrics.store.archive import NOTHING, archive_of, version


@dataclass(frozen=True)
class LoadedRecord:
    """The record to show, what is wrong with its file, and its version.

    ``stale``: with problems, what can be read by itself, else the last good version; ``text``, ``missing`` and
    ``to_record`` as in ``data_file.Loaded``. ``highest`` is the highest number that was ever given.
    ``record`` is for those who keep it; everybody else sees it by ``seen_by``.
    """

    record: PanelRecord = NONE
    problems: tuple[Problem, ...] = ()
    version: str = NOTHING
    stale: bool = False
    text: str = ""
    missing: tuple[str, ...] = ()
    to_record: bool = False
    highest: int = 0


NO_RECORD = LoadedRecord()
"""Where nothing was recorded."""


def load(path: Path, main: bytes, catalogue: Catalogue) -> LoadedRecord:
    """What stands beside the data file ``path``, which holds the bytes ``main`` and says ``catalogue``."""
    archive = archive_of(path, "meetings")
    content = b""
    try:
        content = series_file.read_bytes(archive, FILE)
        record = readings.parse_record(content, main, path.name)
    except Refused as refused:
        return _by_itself(path, content, tuple(refused.problems))
    standing = hand_edits.standing(archive, content, catalogue)
    text, highest = content.decode("utf-8"), max(record.last_number, numbers.ever_given(path, "meetings"))
    return LoadedRecord(record, (), version(content), False, text, standing.lost, standing.to_record, highest)


def _by_itself(path: Path, content: bytes, problems: tuple[Problem, ...]) -> LoadedRecord:
    """The file whatever the data file lacks, or its last good version: nothing that was recorded is lost on screen."""
    for readable in (content, *last_good.good_versions(path.with_name(FILE))):
        with contextlib.suppress(Refused):
            if readable:
                return LoadedRecord(readings.parse_record_alone(readable), problems, version(readable), stale=True)
    return LoadedRecord(problems=problems)


def observe(path: Path, loaded: LoadedRecord, catalogue: Catalogue) -> None:
    """As ``data_file.observe``, of a record that could be read."""
    if loaded.problems:
        return
    archive, file = archive_of(path, "meetings"), path.with_name(FILE)
    last_good.observe(archive, file, loaded.text, catalogue, to_record=loaded.to_record)


def seen_by(path: Path, loaded: LoadedRecord, visitor: Visitor, now: datetime) -> PanelRecord:
    """The record as this visitor may see it: the one place where that is decided. ``now`` is aware.

    Who may write it sees all; for everybody else it is ``panel_readers.for_readers``.
    """
    if policy.write_refusal(access_settings(path), visitor, now, "record"):
        return panel_readers.for_readers(loaded.record)
    return loaded.record
