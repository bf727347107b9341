"""The history folder next to a data file: its lock, its journal (audit trail), and every version saved or seen.

    indicators.history/lock           held while somebody saves; never deleted
    indicators.history/journal.jsonl  what was changed
    indicators.history/versions/      the file, byte for byte, by the version's name

Reading it needs no permission to write. Whatever writes here holds the lock. The
data file itself is the one that a link leads to, so that all who share it share
one lock.
"""

from __future__ import annotations

import hashlib
import os
import re
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from pathlib import Path

from metrics.catalogue import events, file_names, panel_record, published_series
from metrics.catalogue.documents import Which
from metrics.store import atomic_files, journal
from metrics.store.journal import Entry, History

JOURNAL_GONE = "the journal of changes is gone, though older versions of the file are kept; restore it from a backup"


def version(content: bytes) -> str:
    """A short name for exactly these bytes."""
    return hashlib.sha256(content).hexdigest()[:16]


NOTHING = version(b"")
"""The version of published series that nobody brought in yet: no file, or one without a byte."""

BESIDE: dict[Which, str] = {
    "published": published_series.FILE,
    "meetings": panel_record.FILE,
    "events": events.FILE,
    "names": file_names.FILE,
}
"""The files beside the data file that are saved with a history of their own."""


def folder_of(path: Path) -> Path:
    """The folder that holds the history of a file, beside the one that a link leads to."""
    real = os.path.realpath(path)
    return Path(f"{os.path.splitext(real)[0]}.history")


class Archive:
    """The history of one file; ``which`` it is its name tells.

    Those beside the data file may be missing, and then are as an empty file is (``optional``).
    """

    def __init__(self, path: Path, like: Path | None = None) -> None:
        """``like``: a file whose mode and owner new ones take where this one is not there yet."""
        self.which: Which = next((which for which, name in BESIDE.items() if name == path.name), "indicators")
        self.optional = self.which != "indicators"
        self.like = like
        self.path = Path(os.path.realpath(path))
        self._given = path
        self.beside = Path(os.path.realpath(path.parent))
        self.folder = folder_of(path)
        self.journal = self.folder / journal.NAME
        self.versions = self.folder / "versions"

    def locked(self, wait: float) -> AbstractContextManager[None]:
        """Make the folder where there is none, and hold its lock.

        Raises:
            atomic_files.Busy: somebody else held it for ``wait`` seconds.
            OSError: the folder can't be made.
        """
        for folder in (self.folder, self.versions):
            atomic_files.make_folder(folder, self._like())
        return atomic_files.locked(self.folder / "lock", wait, self._like())

    @property
    def leads_nowhere(self) -> bool:
        """Whether a link stands in the file's place, and what it leads to is gone: a drive that isn't there."""
        return self._given.is_symlink() and not self._given.exists()

    def current(self) -> bytes | None:
        """The data file as it stands; None when there is none and there should be."""
        content = atomic_files.read_or_none(self.path)
        return b"" if content is None and self.optional else content

    def current_version(self) -> str:
        """The version of the data file as it stands; empty when there is none."""
        content = self.current()
        return "" if content is None else version(content)

    def sweep(self) -> None:
        """Remove what killed processes left unfinished; to be called by who holds the lock."""
        atomic_files.sweep(self.path.parent, f".{self.path.name}.")
        atomic_files.sweep(self.beside, f".{self._swept_as}.")
        atomic_files.sweep(self.versions)

    def read(self, current: str) -> History:
        """The history, where the file is the version ``current``; nothing on the disk is changed."""
        history = journal.parse(atomic_files.read_or_none(self.journal) or b"")
        history = history.settled(current, self._versions_beside(history))
        problems = list(history.problems)
        names = set(atomic_files.list_names(self.versions))
        if self.journal_gone():
            problems.append(f"{self.folder.name}: {JOURNAL_GONE}")
        problems += [
            f"{self.folder.name}: the version {entry.after} of change {entry.number} is not kept; it can't be restored"
            for entry in history.entries
            if f"{entry.after}.yaml" not in names
        ]
        return replace(history, problems=tuple(problems))

    def journal_gone(self) -> bool:
        """Whether versions are kept, and the journal that would tell of them is not."""
        return bool(atomic_files.list_names(self.versions)) and not self.journal.exists()

    def settle(self, current: str) -> History:
        """The same, having mended what a killed process left: a torn line, and changes without an outcome."""
        if not self.journal.exists() and not self.journal_gone():
            self.add(b"")  # a journal stands before any version does, so that its loss is noticed
        raw = atomic_files.read_or_none(self.journal) or b""
        whole, needed = journal.sound_length(raw)
        if whole < len(raw):
            atomic_files.truncate(self.journal, whole)
        if needed:
            self.add(needed)
        history = journal.parse(raw)
        beside = self._versions_beside(history)
        for entry in history.pending:
            self.add(journal.outcome_line("done" if entry.is_made(current, beside) else "void", entry.number))
        return self.read(current)

    def add(self, lines: bytes) -> None:
        """Put whole lines at the end of the journal, and have them on the disk."""
        atomic_files.append(self.journal, lines, self._like())

    def note(self, entry: Entry, content: bytes) -> None:
        """Write down a change that stands in the file already, and keep the file as it is now."""
        self.keep(content)
        self.add(journal.entry_line(entry) + journal.outcome_line("done", entry.number))

    def keep(self, content: bytes) -> None:
        """Keep these bytes as a version, unless they are kept already."""
        name = version(content)
        if self.read_version(name) is None:
            atomic_files.write_whole(self.versions / f"{name}.yaml", content, self._like())
        atomic_files.flush_folder(self.versions)

    def read_version(self, name: str) -> bytes | None:
        """The bytes of a version; None when they are not kept, or not as they were."""
        if not re.fullmatch(r"[0-9a-f]{16}", name):
            return None
        with suppress(OSError):
            content = atomic_files.read_or_none(self.versions / f"{name}.yaml")
            if content is not None and version(content) == name:
                return content
        return None

    def put(self, content: bytes, entry: Entry) -> bool:
        """Make a change: journal first, then the file in one step, then its folder, then the journal's last word.

        False when the disk failed after the file was replaced, so that the change
        stands but may not outlast a power cut.

        Raises:
            OSError: the disk failed before; the old file stands.
        """
        self.keep(content)
        return self._put(self.path, content, entry)

    def sibling(self, name: str) -> Path:
        """Another file of the folder, changed under this lock; the one that a link leads to."""
        return Path(os.path.realpath(self.beside / name))

    def put_sibling(self, name: str, content: bytes, entry: Entry) -> bool:
        """The same of another file; the data file, which stays as it is, must be kept already."""
        target = self.sibling(name)
        atomic_files.sweep(target.parent, f".{self._swept_as}.")  # a link may lead out of the folder that is swept
        return self._put(target, content, entry, self._swept_as)

    def _put(self, target: Path, content: bytes, entry: Entry, swept_as: str = "") -> bool:
        draft = atomic_files.write_draft(target, content, atomic_files.status(target) or self._like(), swept_as)
        try:
            self.add(journal.entry_line(entry))
            atomic_files.replace(draft, target)
        except OSError:
            atomic_files.discard(draft)
            with suppress(OSError):
                self.settle(self.current_version())
            if atomic_files.read_or_none(target) == content:
                return False
            raise
        try:
            atomic_files.flush_folder(target.parent)
            self.add(journal.outcome_line("done", entry.number))
        except OSError:
            return False
        return True

    @property
    def _swept_as(self) -> str:
        """The name that drafts of other files carry, so that they are known as ours whatever they are drafts of."""
        return f"beside.{self.path.name}"

    def _versions_beside(self, history: History) -> frozenset[str]:
        """The versions of the other files of the folder, where a pending change is of one of them."""
        if not any(entry.beside for entry in history.pending):
            return frozenset()
        files = [self.beside / name for name in atomic_files.list_names(self.beside) if name.endswith(".yaml")]
        return frozenset(version(atomic_files.read_or_none(file) or b"") for file in files if file.is_file())

    def _like(self) -> os.stat_result | None:
        """Whose mode and owner new files take: the data file's, or where it is gone the journal's."""
        own = atomic_files.status(self.path) or atomic_files.status(self.journal)
        return own or (atomic_files.status(self.like) if self.like else None)


def archive_of(path: Path, which: Which = "indicators") -> Archive:
    """The history of the data file ``path``, or of a file beside it."""
    return Archive(path) if which == "indicators" else Archive(path.with_name(BESIDE[which]), like=path)
