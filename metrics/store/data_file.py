"""The data files on the disk: read whole, or the last good version in their place; their histories and their stamp.

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
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from metrics.catalogue import published_series
from metrics.catalogue.amend import Change
from metrics.catalogue.documents import Document, FigureFile, Which
from metrics.catalogue.event_amend import EventsDocument
from metrics.catalogue.models import Catalogue
from metrics.catalogue.panel_amend import RecordDocument
from metrics.catalogue.problems import Problem, Refused
from metrics.store import (
    atomic_files,
    events_file,
    hand_edits,
    journal,
    last_good,
    names_file,
    readings,
    record_file,
    series_file,
)
from metrics.store.archive import BESIDE, NOTHING, Archive, archive_of, folder_of, version
from metrics.store.atomic_files import LARGEST
from metrics.store.events_file import LoadedEvents
from metrics.store.journal import History
from metrics.store.names_file import LoadedNames
from metrics.store.record_file import LoadedRecord
from metrics.store.series_file import LoadedSeries
from metrics.store.transactions import Prepared

DEFAULT = Path("data/indicators.yaml")
VARIABLE = "INDICATORS_FILE"
LARGEST_PUBLISHED = 500_000_000
"""Bytes; the Department's own guide calls files above this very large."""
SWEEP_WAIT = 1.0
"""Seconds that a sweep waits for the lock: a reader may hold it for a moment, and doesn't sweep."""


@dataclass(frozen=True)
class Stamp:
    """What the data files and their journals looked like when read: cheap to take, different after every change.

    ``beside`` has the same numbers of each file beside the data file and its journal.
    """

    path: str
    mtime_ns: int
    size: int
    inode: int
    journal_mtime_ns: int = 0
    journal_size: int = -1
    beside: tuple[int, ...] = ()


@dataclass(frozen=True)
class Loaded:
    """The data to show: the catalogue of both data files (or none), what is wrong with them, and their versions.

    ``problems`` are those of both. ``version``, ``text``, ``missing`` and ``to_record`` are the data
    file's own, ``published`` has those of the other; ``main`` is what the data file says itself.
    ``stale`` is true when something that is shown is not what its file holds.
    ``text`` is the file as it stands, for ``prepare``; empty when it is broken.
    ``missing`` names what vanished or changed by hand, without values. ``to_record``:
    the journal doesn't know this version yet; ``observe`` tells it.
    ``record`` is the panel's, ``events`` are dated events, and ``names`` are those that files use; their problems are
    their own: figures never need them.
    """

    catalogue: Catalogue | None
    problems: tuple[Problem, ...]
    version: str
    stale: bool
    text: str = ""
    missing: tuple[str, ...] = ()
    to_record: bool = False
    main: Catalogue | None = None
    published: LoadedSeries = series_file.NO_SERIES
    record: LoadedRecord = record_file.NO_RECORD
    events: LoadedEvents = events_file.NO_EVENTS
    names: LoadedNames = names_file.NO_NAMES

    @property
    def key(self) -> str:
        """A name for exactly the figures that are shown: another when either of their files changes; for caches."""
        return self.version if self.published.version == NOTHING else f"{self.version}+{self.published.version}"

    @property
    def left_out(self) -> bool:
        """Whether published series stand on the disk that can't be shown, in no version."""
        return bool(self.published.problems) and not self.published.stale

    @property
    def every_problem(self) -> tuple[Problem, ...]:
        """Those of figures and record: with one no paper is made, and no command tells of the record.

        (contract: The pack)
        """
        return (*self.problems, *self.record.problems)

    def of(self, which: Which) -> LoadedFile:
        """What is known of one of the files."""
        if which != "indicators":
            beside: dict[str, LoadedSeries | LoadedRecord | LoadedEvents | LoadedNames]
            beside = {"published": self.published, "meetings": self.record, "events": self.events, "names": self.names}
            other = beside[which]
            return LoadedFile(other.version, other.text, other.problems, other.missing)
        own = tuple(problem for problem in self.problems if problem not in self.published.problems)
        return LoadedFile(self.version, self.text, own, self.missing)

    def document(self, file: str, which: FigureFile = "indicators") -> Document:
        """One of the two that hold figures as it is to be changed; ``file`` is the data file's name.

        Raises:
            Refused: the files have problems.
        """
        if self.problems or self.main is None:
            raise Refused(list(self.problems))
        name = file if which == "indicators" else published_series.FILE
        return Document(name, self.of(which).text, self.main, self.published.series, which)

    def record_document(self) -> RecordDocument:
        """The panel's record as it is to be added to.

        Raises:
            Refused: it has problems, or the data file has.
        """
        return RecordDocument(self.record.text, self.record.record, self._sound_main(self.record.problems))

    def events_document(self) -> EventsDocument:
        """The dated events as they are to be added to.

        Raises:
            Refused: they have problems, or the data file has.
        """
        return EventsDocument(self.events.text, self.events.events, self._sound_main(self.events.problems))

    def _sound_main(self, beside: tuple[Problem, ...]) -> Catalogue:
        """What the data file says, where neither it nor a file beside it has problems."""
        own = () if self.main is not None and self.text else self.problems
        if own or beside or self.main is None:
            raise Refused([*own, *beside])
        return self.main


@dataclass(frozen=True)
class LoadedFile:
    """One of the files: version, text, problems, and what vanished from it by hand."""

    version: str
    text: str
    problems: tuple[Problem, ...]
    missing: tuple[str, ...]


def locate(path: str | None = None) -> Path:
    """The data file: what was given, or the environment's INDICATORS_FILE, or data/indicators.yaml."""
    return Path(path or os.environ.get(VARIABLE) or DEFAULT)


def stamp(path: Path) -> Stamp:
    """The stamp of all files; a missing file has one too, so that its coming back is noticed."""
    beside = (number for name in BESIDE.values() for number in _numbers(path.with_name(name)))
    return Stamp(str(path), *_numbers(path), tuple(beside))


def _numbers(path: Path) -> tuple[int, int, int, int, int]:
    """Time, size and number of a file, time and size of its journal."""
    folder = folder_of(path) if os.path.islink(path) else path.with_suffix(".history")
    file, log = _status(path), _status(folder / journal.NAME)
    of_journal = (log.st_mtime_ns, log.st_size) if log else (0, -1)
    if file is None:
        return (0, -1, 0, *of_journal)
    return (file.st_mtime_ns, file.st_size, file.st_ino, *of_journal)


def _status(path: Path) -> os.stat_result | None:
    """What the disk says of a file; None where it says nothing."""
    with contextlib.suppress(OSError):
        return atomic_files.status(path)
    return None


def read_bytes(path: Path) -> bytes:
    """The data file's bytes.

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


def read_given(path: Path) -> bytes:
    """The bytes of a file of figures that somebody names, such as a spreadsheet.

    Raises:
        Refused: it is missing, unreadable or larger than ``LARGEST``.
    """
    with _opened(path, LARGEST, "this can't be a file of figures") as stream:
        return stream.read()


def open_published(path: Path) -> contextlib.AbstractContextManager[BinaryIO]:
    """A published file, to be read a line at a time; it may be far larger than a data file.

    Raises:
        Refused: it is missing, unreadable or larger than ``LARGEST_PUBLISHED``.
    """
    return _opened(path, LARGEST_PUBLISHED, "give one of fewer years or levels")


@contextlib.contextmanager
def _opened(path: Path, largest: int, too_large: str) -> Iterator[BinaryIO]:
    try:
        if path.stat().st_size > largest:
            what = f"the file is larger than {largest // 1_000_000} MB; {too_large}"
            raise Refused([Problem(1, "", what, path.name)])
        stream = path.open("rb")
    except FileNotFoundError:
        raise Refused([Problem(1, "", "there is no such file; check its name and folder", path.name)]) from None
    except OSError:
        raise Refused([Problem(1, "", "the file can't be read; is it a folder, or another's?", path.name)]) from None
    with stream:
        yield stream


def read(path: Path) -> Loaded:
    """The data files as they stand, and what they have lost by hand; nothing on the disk is changed.

    Raises:
        Refused: they can't be read as a catalogue; with the problems of both.
    """
    loaded = load(path)
    if loaded.problems:
        raise Refused(list(loaded.problems))
    return loaded


def read_catalogue(path: Path) -> Catalogue:
    """What both data files say, whatever their histories tell.

    Raises:
        Refused: as ``read``.
    """
    content = read_bytes(path)
    main = readings.parse_cached(content, path.name)
    return published_series.joined(main, series_file.read(path, content))


def load(path: Path) -> Loaded:
    """As ``read``; when a file is broken, its problems, and the last good version of it beside the other file."""
    try:
        content = read_bytes(path)
        main = readings.parse_cached(content, path.name)
    except Refused as refused:
        return _last_good(path, tuple(refused.problems))
    standing = hand_edits.standing(Archive(path), content, main)
    own = Loaded(main, (), version(content), False, content.decode("utf-8"), standing.lost, standing.to_record)
    return _beside(own, path, content, main)


def _last_good(path: Path, problems: tuple[Problem, ...]) -> Loaded:
    """The last good version of a data file with problems, which stand above whatever can be shown."""
    for content in last_good.good_versions(path):
        with contextlib.suppress(Refused):
            main = readings.parse_cached(content, path.name)
            return _beside(Loaded(main, problems, version(content), stale=True), path, content, main)
    return Loaded(None, problems, "", stale=False)


def _beside(own: Loaded, path: Path, content: bytes, main: Catalogue) -> Loaded:
    """A data file that was loaded, joined with the published series, the panel's record and the events beside it."""
    published = series_file.load(path, content, main)
    return replace(
        own,
        catalogue=published_series.joined(main, published.series),
        problems=own.problems + published.problems,
        stale=own.stale or bool(published.problems),
        main=main,
        published=published,
        record=record_file.load(path, content, main),
        events=events_file.load(path, content, main),
        names=names_file.load(path, main),
    )


def observe(path: Path, loaded: Loaded) -> None:
    """Take note of the files that are shown, each as ``last_good.observe`` says."""
    if loaded.main is None or not loaded.text:
        return
    last_good.observe(Archive(path), path, loaded.text, loaded.main, to_record=loaded.to_record)
    series_file.observe(path, loaded.published, loaded.main)
    record_file.observe(path, loaded.record, loaded.main)
    events_file.observe(path, loaded.events, loaded.main)
    names_file.observe(path, loaded.names, loaded.main)


def prepare(loaded: Loaded, change: Change, file: str, which: FigureFile = "indicators") -> Prepared:
    """The change to one of the files, proved against what was loaded, ready to be shown and saved.

    Raises:
        Refused: the change breaks the contract, or the file is broken already.
        ByHand: the style can't be inserted into safely.
    """
    return Prepared(loaded.of(which).version, loaded.document(file, which).amended(change), which=which)


def history(path: Path, which: Which = "indicators") -> History:
    """Every change of one of the files, oldest first, and a sentence for each thing that can't be read.

    Entries hold lines of the file, true values too: they are for editors only.
    """
    archive = archive_of(path, which)
    try:
        return archive.read(archive.current_version())
    except OSError:
        return History(
            problems=(f"{archive.folder.name} can't be read; check that the dashboard's account may read it",)
        )


def version_text(path: Path, name: str, which: Which = "indicators") -> str:
    """The file as it was, with its line ends and its byte-order mark.

    Raises:
        NotSaved: that version is not kept.
    """
    return hand_edits.version_bytes(archive_of(path, which), name).decode("utf-8", "replace")


def sweep(path: Path) -> None:
    """Remove what killed processes left unfinished; skipped while somebody saves, who sweeps, too."""
    for file in (path, *(path.with_name(name) for name in BESIDE.values())):
        archive = Archive(file)
        if archive.folder.is_dir():
            with contextlib.suppress(OSError, atomic_files.Busy), archive.locked(SWEEP_WAIT):
                archive.sweep()
                last_good.sweep(file)
