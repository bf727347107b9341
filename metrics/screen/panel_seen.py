"""The panel's record as this visitor may see it, and what waits in it, for the pages beside Meeting.

(contract: The panel's record)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from metrics.access import policy
from metrics.analysis.challenges import read_challenges, read_exceptions
from metrics.catalogue.panel_record import NONE, PanelRecord
from metrics.screen import page_frame, sign_in
from metrics.store import access_file, data_file, record_file
from metrics.wording.waiting import Waiting, waiting


@dataclass(frozen=True)
class Seen:
    """The record as this visitor may see it, whether they keep it, and whether its file has problems."""

    record: PanelRecord
    keeps: bool
    faulty: bool


def seen(now: datetime) -> Seen:
    """The record for the visitor of this run; ``now`` is aware."""
    path = data_file.locate()
    loaded = page_frame.load_cached(data_file.stamp(path)).record
    if loaded.record == NONE:  # nothing is to be hidden or followed: who asks makes no difference
        return Seen(NONE, keeps=False, faulty=bool(loaded.problems))
    visitor = sign_in.visitor()
    keeps = not policy.write_refusal(access_file.access_settings(path), visitor, now, "record")
    return Seen(record_file.seen_by(path, loaded, visitor, now), keeps, bool(loaded.problems))


def what_waits(record: PanelRecord, today: date, *, faulty: bool) -> Waiting:
    """What the home page tells of a record as somebody may see it."""
    return waiting(read_challenges(record, today), read_exceptions(record, today), faulty)
