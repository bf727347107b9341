"""The data file on the disk: read whole, or the last good version in its place; its history and its stamp.

A file that can't be read as a catalogue is never shown as one: the last good
version stands in for it, with the list of problems. A file that lost figures
by hand is shown with their names until somebody confirms that it was meant.
Whoever changes the file holds the lock, may write by access.toml as it is at that
moment, and starts from the version that stands there; old and new are kept.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from metrics.catalogue.amend import Change, amended
from metrics.catalogue.models import Catalogue
from metrics.catalogue.problems import Problem, Refused
from metrics.store import atomic_files, hand_edits, last_good
from metrics.store.archive import Archive, version
from metrics.store.atomic_files import LARGEST
from metrics.store.journal import History
from metrics.store.transactions import Prepared

DEFAULT = Path("data/indicators.yaml")
VARIABLE = "INDICATORS_FILE"
LARGEST_PUBLISHED = 500_000_000
"""Bytes; the Department's own guide calls files above this very large."""
SWEEP_WAIT = 1.0
"""Seconds that a sweep waits for the lock: a reader may hold it for a moment, and doesn't sweep."""


@dataclass(frozen=True)
class Stamp:
    """What a file and its journal looked like when they were read: cheap to take, different after every change."""

    path: str
    mtime_ns: int
    size: int
    inode: int
    journal_mtime_ns: int = 0
    journal_size: int = -1


@dataclass(frozen=True)
class Loaded:
    """The data to show: a catalogue (or none), what is wrong with the file, and its version.

    ``stale`` is true when the catalogue is the last good version and not the file.
    ``text`` is the file as it stands, for ``prepare``; empty when it is broken.
    ``missing`` names what vanished or changed by hand, without values. ``to_record``:
    the journal doesn't know this version yet; ``observe`` tells it.
    """

    catalogue: Catalogue | None
    problems: tuple[Problem, ...]
    version: str
    stale: bool
    text: str = ""
    missing: tuple[str, ...] = ()
    to_record: bool = False


def locate(path: str | None = None) -> Path:
    """The data file: what was given, or the environment's INDICATORS_FILE, or data/indicators.yaml."""
    return Path(path or os.environ.get(VARIABLE) or DEFAULT)


def stamp(path: Path) -> Stamp:
    """The file's stamp; a missing file has one too, so that its coming back is noticed."""
    file, journal = _status(path), _status(Archive(path).journal)
    of_journal = (journal.st_mtime_ns, journal.st_size) if journal else (0, -1)
    if file is None:
        return Stamp(str(path), 0, -1, 0, *of_journal)
    return Stamp(str(path), file.st_mtime_ns, file.st_size, file.st_ino, *of_journal)


def _status(path: Path) -> os.stat_result | None:
    """What the disk says of a file; None where it says nothing."""
    with contextlib.suppress(OSError):
        return atomic_files.status(path)
    return None


def read_bytes(path: Path) -> bytes:
    """The file's bytes.

    Raises:
        Refused: the file is missing, unreadable or larger than ``LARGEST``.
    """
    try:
        if path.stat().st_size > LARGEST:
            what = f"the file is larger than {LARGEST // 1_000_000} MB; this can't be a file of figures"
            raise Refused([Problem(1, "", what, path.name)])
        return path.read_bytes()
    except FileNotFoundError:
        what = f"there is no such file; put it there, or name another with --data or {VARIABLE}"
    except OSError:
        what = "the file can't be read; check that the dashboard's account may read it"
    raise Refused([Problem(1, "", what, path.name)])


def read_sibling(path: Path, name: str) -> bytes | None:
    """The bytes of another data file in the folder of this one; None when there is none, or it can't be read."""
    try:
        return atomic_files.read_or_none(path.with_name(name))
    except OSError:
        return None


@contextlib.contextmanager
def open_published(path: Path) -> Iterator[BinaryIO]:
    """A published file, to be read a line at a time; it may be far larger than a data file.

    Raises:
        Refused: it is missing, unreadable or larger than ``LARGEST_PUBLISHED``.
    """
    try:
        if path.stat().st_size > LARGEST_PUBLISHED:
            what = f"the file is larger than {LARGEST_PUBLISHED // 1_000_000} MB; give one of fewer years or levels"
            raise Refused([Problem(1, "", what, path.name)])
        stream = path.open("rb")
    except FileNotFoundError:
        raise Refused([Problem(1, "", "there is no such file; check its name and folder", path.name)]) from None
    except OSError:
        raise Refused([Problem(1, "", "the file can't be read; is it a folder, or another's?", path.name)]) from None
    with stream:
        yield stream


def read(path: Path) -> Loaded:
    """The data file as it stands, and what it has lost by hand; nothing on the disk is changed.

    Raises:
        Refused: it can't be read as a catalogue.
    """
    content = read_bytes(path)
    catalogue = hand_edits.parse_cached(content, path.name)
    standing = hand_edits.standing(Archive(path), content, catalogue)
    return Loaded(
        catalogue, (), version(content), False, content.decode("utf-8"), standing.lost, to_record=standing.to_record
    )


def load(path: Path) -> Loaded:
    """As ``read``; when the file is broken, its problems and the last good version of it."""
    try:
        return read(path)
    except Refused as refused:
        problems = tuple(refused.problems)
    for content in last_good.good_versions(path):
        with contextlib.suppress(Refused):
            return Loaded(hand_edits.parse_cached(content, path.name), problems, version(content), stale=True)
    return Loaded(None, problems, "", stale=False)


def observe(path: Path, loaded: Loaded) -> None:
    """Take note of a file that is shown: a copy as the last good version, and what was edited by hand in the journal.

    One that lost something isn't recorded before that is confirmed. Where the disk
    doesn't let us write, nothing is noted and nobody is told.
    """
    if loaded.catalogue is None or loaded.stale:
        return
    content = loaded.text.encode("utf-8")
    last_good.keep(path, content)
    if loaded.to_record:
        hand_edits.take_note(Archive(path), content, loaded.catalogue)


def prepare(loaded: Loaded, change: Change, file: str) -> Prepared:
    """The change, proved against what was loaded, ready to be shown and saved.

    Raises:
        Refused: the change breaks the contract, or the file is broken already.
        ByHand: the style can't be inserted into safely.
    """
    if loaded.problems:
        raise Refused(list(loaded.problems))
    return Prepared(loaded.version, amended(loaded.text, change, file, loaded.catalogue))


def history(path: Path) -> History:
    """Every change of the file, oldest first, and a sentence for each thing that can't be read.

    Entries hold lines of the file, true values too: they are for editors only.
    """
    archive = Archive(path)
    try:
        return archive.read(archive.current_version())
    except OSError:
        return History(
            problems=(f"{archive.folder.name} can't be read; check that the dashboard's account may read it",)
        )


def version_text(path: Path, name: str) -> str:
    """The file as it was, with its line ends and its byte-order mark.

    Raises:
        NotSaved: that version is not kept.
    """
    return hand_edits.version_bytes(Archive(path), name).decode("utf-8", "replace")


def sweep(path: Path) -> None:
    """Remove what killed processes left unfinished; skipped while somebody saves, who sweeps, too."""
    archive = Archive(path)
    if not archive.folder.is_dir():
        return
    with contextlib.suppress(OSError, atomic_files.Busy), archive.locked(SWEEP_WAIT):
        archive.sweep()
        last_good.sweep(path)
