"""The last good version: a hidden copy of the data file (a cache), shown while the file itself is broken."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from metrics.catalogue.models import Catalogue
from metrics.store import atomic_files, hand_edits
from metrics.store.archive import Archive, version
from metrics.store.hand_edits import NotSaved


def copy_path(path: Path) -> Path:
    """Where the copy is kept: next to the file, hidden."""
    return path.with_name(f".{path.stem}.last-good.yaml")


def keep(path: Path, content: bytes) -> None:
    """Keep a copy of a good version; a folder that can't be written to only costs the copy."""
    copy = copy_path(path)
    with contextlib.suppress(OSError):
        if atomic_files.read_or_none(copy) != content:
            atomic_files.write_whole(copy, content, None)


def observe(archive: Archive, path: Path, text: str, catalogue: Catalogue, *, to_record: bool) -> None:
    """Take note of a file that is shown: a copy as the last good version, and what was edited by hand in the journal.

    ``path`` is the file's; ``to_record``: it was edited by hand, and lost nothing that isn't confirmed. Where the disk
    doesn't let us write, nothing is noted and nobody is told.
    """
    content = text.encode("utf-8")
    if content:
        keep(path, content)
    if to_record:
        hand_edits.take_note(archive, content, catalogue)


def good_versions(path: Path) -> Iterator[bytes]:
    """Good versions, the newest first: what the journal says was saved after the copy was taken, and the copy."""
    archive, copy = Archive(path), None
    with contextlib.suppress(OSError):
        copy = atomic_files.read_or_none(copy_path(path))
    with contextlib.suppress(OSError, NotSaved):
        history = archive.read("")
        if history.baseline and (copy is None or history.since(version(copy))):
            yield hand_edits.version_bytes(archive, history.baseline)
    if copy is not None:
        yield copy


def sweep(path: Path) -> None:
    """Remove copies that killed processes left unfinished."""
    atomic_files.sweep(path.parent, f".{copy_path(path).name}.")
