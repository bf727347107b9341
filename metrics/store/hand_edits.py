"""Edits by hand, which the journal (audit trail) records when the file is read next, and the figures they lost.

Every version that was ever shown is recorded in the journal, unless it lost figures
and nobody confirmed that, or the folder can't be written to.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from metrics.catalogue.diff import Loss, edited, losses, series_losses
from metrics.catalogue.models import Catalogue
from metrics.catalogue.panel_diff import record_losses
from metrics.catalogue.problems import Refused
from metrics.store import atomic_files, journal, marking
from metrics.store.archive import JOURNAL_GONE, Archive, version
from metrics.store.journal import Entry, History, Kind
from metrics.store.readings import parse_alone, parse_cached, parse_record_alone

VERSION_GONE = (
    "the version of the file that was known last is not kept, so nobody can tell whether figures are missing; "
    "compare the file with a backup, then confirm"
)


class NotSaved(Exception):  # noqa: N818 - it names what happened, as the screen says it
    """Nothing was changed, unless the sentence says otherwise; it says what to do."""


@dataclass(frozen=True)
class Standing:
    """How a file stands to what the journal last recorded: what it lost, and whether it is sound and to be recorded."""

    lost: tuple[str, ...] = ()
    to_record: bool = False


def standing(archive: Archive, content: bytes, catalogue: Catalogue) -> Standing:
    """The standing of a file; nothing on the disk is changed.

    ``catalogue`` is what the data file says, also where the file in question is one beside it.
    Where the history can't be read, nobody can tell, and nothing is to be done.
    """
    name = version(content)
    with contextlib.suppress(OSError):
        history = archive.read(name)
        if history.baseline == name and not history.pending:
            return Standing()
        if archive.optional and not content and not history.baseline:
            return Standing()  # nothing was ever brought in
        if lost := lost_since(archive, history, content, catalogue):
            # A save that ended between the two readings is no loss; its stamp has the file read again.
            unchanged = archive.current() == content and archive.read(name).entries == history.entries
            return Standing(lost if unchanged else ())
        return Standing(to_record=True)
    return Standing()


def take_note(archive: Archive, content: bytes, catalogue: Catalogue) -> None:
    """Have the journal record a file that was shown, unless somebody else is at it, or the disk refuses."""
    with contextlib.suppress(OSError, atomic_files.Busy, NotSaved), archive.locked(0):
        if archive.current() == content:
            record_hand_edit(archive, content, catalogue)


def lost_since(
    archive: Archive, history: History, content: bytes, catalogue: Catalogue | None = None
) -> tuple[str, ...]:
    """What is missing against the version that the journal last recorded; ``catalogue`` as for ``standing``.

    Raises:
        Refused: the file itself can't be read.
    """
    if history.baseline in ("", version(content)):
        return ()
    kept = archive.read_version(history.baseline)
    if kept is None:
        return (VERSION_GONE,)
    if archive.which == "published":
        return _lost_series(kept, content, catalogue)
    if archive.which == "meetings":
        return _lost_lines(kept, content)
    try:
        before = parse_cached(kept, archive.path.name)
    except Refused:
        return (VERSION_GONE,)
    return _words(losses(before, catalogue or parse_cached(content, archive.path.name)))


def _lost_series(kept: bytes, content: bytes, main: Catalogue | None) -> tuple[str, ...]:
    try:
        before = parse_alone(kept)
    except Refused:
        return (VERSION_GONE,)
    titles = {indicator.id: indicator.title for indicator in main.indicators} if main is not None else {}
    return _words(series_losses(before, parse_alone(content), titles))


def _words(found: tuple[Loss, ...]) -> tuple[str, ...]:
    return tuple(str(loss) for loss in found)


def _lost_lines(kept: bytes, content: bytes) -> tuple[str, ...]:
    try:
        before = parse_record_alone(kept)
    except Refused:
        return (VERSION_GONE,)
    return _words(record_losses(before, parse_record_alone(content)))


def record_hand_edit(archive: Archive, content: bytes, catalogue: Catalogue | None = None) -> History:
    """Record the file as it stands, and give the settled history with it; to be called by who holds the lock.

    Raises:
        NotSaved: figures are missing from the file, and nobody confirmed that.
        Refused: the file can't be read.
    """
    name = version(content)
    history = archive.settle(name)
    if history.baseline == name:
        return history
    if lost := lost_since(archive, history, content, catalogue):
        raise NotSaved(
            f"Not saved, since the file lost something by hand: {'; '.join(lost)}. "
            "Confirm that it was meant, or restore an earlier version; then save again."
        )
    kind: Kind = "by hand" if history.entries else "first seen"
    lines, gone = lines_between(archive, history.baseline, content) if history.entries else ((), ())
    gap = JOURNAL_GONE if archive.journal_gone() else ""
    mark = marking.mark(archive, history.baseline, content)
    at, about = _changed(archive), _edited(archive, history, content)
    entry = Entry(history.next, kind, at, "", gap, history.baseline, name, lines, gone, about=about, mark=mark)
    archive.note(entry, content)
    return replace(history, entries=(*history.entries, entry), next=history.next + 1)


def _edited(archive: Archive, history: History, content: bytes) -> tuple[str, ...]:
    """The indicators and fields of the data file that were edited by hand, by name; none where nothing tells."""
    kept = archive.read_version(history.baseline) if history.entries and not archive.optional else None
    with contextlib.suppress(Refused):
        if kept is not None:
            return edited(parse_cached(kept, archive.path.name), parse_cached(content, archive.path.name))
    return ()


def _changed(archive: Archive) -> datetime:
    """When the file was last written, as the disk has it."""
    status = atomic_files.status(archive.path) or atomic_files.status(archive.journal)
    return datetime.fromtimestamp(int(status.st_mtime) if status else 0, UTC)


def lines_between(archive: Archive, before: str, content: bytes) -> tuple[journal.Lines, journal.Lines]:
    """The lines that these bytes have beyond a kept version, and those that they lack."""
    return journal.changed_lines(_text(archive.read_version(before) or b""), _text(content))


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace").removeprefix("\ufeff")


def version_bytes(archive: Archive, name: str) -> bytes:
    """The bytes of a version.

    Raises:
        NotSaved: they are not kept, or not as they were.
    """
    content = archive.read_version(name)
    if content is None:
        raise NotSaved(f"The version '{name}' is not kept; take one that is listed in the history.")
    return content
