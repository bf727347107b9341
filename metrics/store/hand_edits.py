"""What the journal knows of the data file: its first sight, changes by hand, and what they lost.

Every version that was ever shown is known to the journal, unless it lost figures
and nobody confirmed that, or the folder can't be written to.
"""

from __future__ import annotations

import contextlib
import functools
from datetime import UTC, datetime

from metrics.catalogue.diff import losses
from metrics.catalogue.load import Refused, parse
from metrics.catalogue.models import Catalogue
from metrics.store import atomic_files, journal
from metrics.store.archive import JOURNAL_GONE, Archive, version
from metrics.store.journal import Entry, History, Kind

UNTOLD = (
    "the version of the file that was known last is not kept, so nobody can tell whether figures are missing; "
    "compare the file with a backup, then confirm"
)


class NotSaved(Exception):  # noqa: N818 - it names what happened, as the screen says it
    """Nothing was changed, unless the sentence says otherwise; it says what to do."""


@functools.lru_cache(maxsize=4)
def parse_cached(written: bytes, file: str) -> Catalogue:
    """As ``catalogue.parse``, and the last few versions once only: a large one takes seconds, and none ever changes.

    Raises:
        Refused: as ``catalogue.parse``.
    """
    return parse(written, file)


def missing(archive: Archive, written: bytes, catalogue: Catalogue) -> tuple[str, ...]:
    """What the file has lost since it was last known; when nothing, the journal gets to know it, where it can.

    ``catalogue`` is what ``written`` holds. Needs no permission to write.
    """
    name = version(written)
    with contextlib.suppress(OSError, atomic_files.Busy, NotSaved):
        history = archive.read(name)
        if history.baseline == name and not history.pending:
            return ()
        if lost := lost_since(archive, history, written, catalogue):
            # A save that ended between the two readings is no loss; its stamp has the file read again.
            still = archive.current() == written and archive.read(name).entries == history.entries
            return lost if still else ()
        with archive.locked(0):
            if archive.current() == written:
                taken_in(archive, written, catalogue)
    return ()


def lost_since(
    archive: Archive, history: History, written: bytes, catalogue: Catalogue | None = None
) -> tuple[str, ...]:
    """What is missing against the version that the journal last knew.

    Raises:
        Refused: the file itself can't be read.
    """
    if history.baseline in ("", version(written)):
        return ()
    try:
        before = parse_cached(archive.kept(history.baseline) or b"", archive.path.name)
    except Refused:
        return (UNTOLD,)
    return losses(before, catalogue or parse_cached(written, archive.path.name))


def taken_in(archive: Archive, written: bytes, catalogue: Catalogue | None = None) -> History:
    """The settled history with the file in it as it stands; to be called by who holds the lock.

    Raises:
        NotSaved: figures are missing from the file, and nobody confirmed that.
        Refused: the file can't be read.
    """
    name = version(written)
    history = archive.settle(name)
    if history.baseline == name:
        return history
    if lost := lost_since(archive, history, written, catalogue):
        raise NotSaved(
            f"Not saved, since the file lost something by hand: {'; '.join(lost)}. "
            "Confirm that it was meant, or restore an earlier version; then save again."
        )
    kind: Kind = "by hand" if history.entries else "first seen"
    lines, gone = lines_between(archive, history.baseline, written) if history.entries else ((), ())
    gap = JOURNAL_GONE if archive.gone() else ""
    archive.note(Entry(history.next, kind, _changed(archive), "", gap, history.baseline, name, lines, gone), written)
    return archive.read(name)


def _changed(archive: Archive) -> datetime:
    """When the file was last written, as the disk has it."""
    seen = atomic_files.status(archive.path)
    return datetime.fromtimestamp(int(seen.st_mtime) if seen else 0, UTC)


def lines_between(archive: Archive, before: str, written: bytes) -> tuple[journal.Lines, journal.Lines]:
    """The lines that these bytes have beyond a kept version, and those that they lack."""
    return journal.changed_lines(_text(archive.kept(before) or b""), _text(written))


def _text(written: bytes) -> str:
    return written.decode("utf-8", "replace").removeprefix("\ufeff")


def version_bytes(archive: Archive, name: str) -> bytes:
    """The bytes of a version.

    Raises:
        NotSaved: they are not kept, or not as they were.
    """
    written = archive.kept(name)
    if written is None:
        raise NotSaved(f"The version '{name}' is not kept; take one that is listed in the history.")
    return written
