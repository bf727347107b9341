"""Save, undo, restore, confirm: each signed, allowed by access.toml at that moment, alone in holding the lock.

Every sentence ends with what to do. Where a change is refused, the file stands as
it was; where the disk failed at the very end, the sentence says that it may not.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from metrics.access import policy
from metrics.access.policy import Visitor
from metrics.catalogue import published_series
from metrics.catalogue.amend import Amended
from metrics.catalogue.documents import Which
from metrics.catalogue.models import Catalogue
from metrics.catalogue.move_series import Moved, moved
from metrics.catalogue.problems import Problem, Refused
from metrics.store import atomic_files, hand_edits, journal
from metrics.store.access_file import access_settings
from metrics.store.archive import Archive, archive_of, version
from metrics.store.hand_edits import NotSaved
from metrics.store.journal import Entry, History, Kind, Lines

WAIT = 10.0
"""Seconds that a change waits for another to end."""

BUSY = "Not saved, since somebody else is saving just now. Try again in a moment."
UNSURE = (
    "The disk failed at the last step, so the new figures may already be in the file but may not last. "
    "Look at History before you save again."
)
_RESTORE = "Restore an earlier version from History."
_NO_ROOM = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_NO_RIGHT = {errno.EACCES, errno.EPERM, errno.EROFS}


@dataclass(frozen=True)
class Signed:
    """Who changes something, why, and when (aware)."""

    by: str
    reason: str
    at: datetime


@dataclass(frozen=True)
class Prepared:
    """A proved change of one file, the version of that file that it was built on, and the names of what it adds."""

    before: str
    amended: Amended
    about: tuple[str, ...] = ()
    which: Which = "indicators"


@dataclass(frozen=True)
class PreparedSibling:
    """The new bytes of another file by its name, those that it had (None: there was none), and names of what is new."""

    name: str
    before: bytes | None
    content: bytes
    about: tuple[str, ...]


class Denied(Exception):  # noqa: N818 - it names what happened, as the screen says it
    """This visitor may not write; the sentence says why and what to do."""


class Overtaken(Exception):  # noqa: N818 - it names what happened, as the screen says it
    """The file is no longer the version that was looked at; nothing was changed.

    ``entries`` are the changes that came since, ``changes`` the same in words; ``by_hand`` says whether the
    file was edited outside the dashboard, too.
    """

    def __init__(self, entries: tuple[Entry, ...], by_hand: bool) -> None:
        self.changes = "; ".join(
            [_entry_words(entry) for entry in entries] + ["the file was changed by hand"] * by_hand
        )
        super().__init__(
            f"Not saved, since the file changed meanwhile: {self.changes}. "
            "Look at your change again on the new version, then save."
        )
        self.entries = entries
        self.by_hand = by_hand


def _entry_words(entry: Entry) -> str:
    by = f" by {entry.by}" if entry.by else ""
    reason = f" ({entry.reason})" if entry.reason else ""
    return f"change {entry.number}, {entry.kind}{by}{reason}"


def save(path: Path, prepared: Prepared, signed: Signed, visitor: Visitor) -> Entry:
    """Put a prepared change into the file. When this returns, it is on the disk and in the journal.

    Raises:
        Denied: the visitor may not write, by access.toml as it is now.
        Overtaken: the file is no longer the version that the change was built on.
        NotSaved: anything else.
    """
    with _writing(path, signed, visitor, prepared.before, prepared.which) as file:
        history = hand_edits.record_hand_edit(file.archive, file.content, file.titles())
        text, added = prepared.amended.text, prepared.amended.lines_added
        content = text.encode("utf-8")
        if content == file.content or not only_inserts(file.content.decode("utf-8"), text, added):
            raise NotSaved("Not saved, since this is no addition to the file as it stands. Build the change again.")
        if len(content) > atomic_files.LARGEST:
            raise NotSaved(f"Not saved, since the file would be larger than {atomic_files.LARGEST // 1_000_000} MB.")
        return file.put(history, "save", content, added, about=prepared.about)


def undo(
    path: Path, signed: Signed, visitor: Visitor, seen_version: str | None = None, which: Which = "indicators"
) -> Entry:
    """Bring back the file as it was before the last save, undo or restore; rows chosen since stay chosen.

    ``seen_version`` is the one that the person looked at, so that nobody undoes what they never saw.

    Raises:
        Denied, Overtaken: as ``save``.
        NotSaved: the last change can't be undone, or anything else.
    """
    with _writing(path, signed, visitor, seen_version, which) as file:
        history = file.archive.settle(file.version)
        last = history.last
        if last is None and file.archive.optional and not file.content:
            raise NotSaved("No published figures were brought in yet, so there is nothing to undo.")
        if last is None or history.baseline != file.version:
            raise NotSaved(f"The file was changed by hand since the last save, which can't be undone. {_RESTORE}")
        if last.kind not in ("save", "undo", "restore") or not last.before:
            raise NotSaved(f"The last change is '{last.kind}', which can't be undone. {_RESTORE}")
        return file.put(history, "undo", file.readable_version(last.before), undoes=last.number, about=last.about)


def restore(
    path: Path,
    name: str,
    signed: Signed,
    visitor: Visitor,
    seen_version: str | None = None,
    which: Which = "indicators",
) -> Entry:
    """Bring back any version that is kept, byte for byte; the file as it stands is kept, broken or not.

    ``name`` is the version's; ``seen_version`` as for ``undo``, and of no weight where the file can't be read.

    Raises:
        Denied, Overtaken: as ``save``.
        NotSaved: that version is not kept, breaks today's rules, or is what the file holds; or anything else.
    """
    with _writing(path, signed, visitor, None, which) as file:
        if seen_version not in (None, file.version) and file.readable():
            raise _overtaken(file.archive, str(seen_version), file.version)
        if name == file.version:
            raise NotSaved("The file holds that version already, so there is nothing to restore.")
        content = file.readable_version(name)
        history = file.archive.settle(file.version)
        if file.version:
            file.archive.keep(file.content)
        return file.put(history, "restore", content)


def confirm(
    path: Path, signed: Signed, visitor: Visitor, seen_version: str | None = None, which: Which = "indicators"
) -> Entry:
    """Sign that what is missing from the file was meant to go; ``seen_version`` as for ``undo``.

    Raises:
        Denied, Overtaken: as ``save``.
        NotSaved: nothing is missing, or anything else.
    """
    with _writing(path, signed, visitor, seen_version, which) as file:
        history = file.archive.settle(file.version)
        if not (lost := hand_edits.lost_since(file.archive, history, file.content, file.titles())):
            raise NotSaved("Nothing is missing from the file, so there is nothing to confirm.")
        entry = replace(file.entry(history, "confirmed", history.baseline, file.content), about=lost)
        file.archive.note(entry, file.content)
        return entry


def save_sibling(path: Path, prepared: PreparedSibling, signed: Signed, visitor: Visitor) -> Entry:
    """Replace another file of the data file's folder; the data file stays as it is, and the journal says who and what.

    Raises:
        Denied: as ``save``.
        NotSaved: that file changed meanwhile, or anything else.
    """
    with _writing(path, signed, visitor, None) as file:
        name, before, content = prepared.name, prepared.before, prepared.content
        if atomic_files.read_or_none(file.archive.sibling(name)) != before:
            raise NotSaved(f"Not saved, since {name} changed meanwhile. Look at your change again, then save.")
        history = hand_edits.record_hand_edit(file.archive, file.content)
        lines, _ = journal.changed_lines(*(text.decode("utf-8", "replace") for text in (before or b"", content)))
        entry = file.entry(history, "mapping", file.version, file.content, lines)
        entry = replace(entry, about=prepared.about, beside=version(content))
        file.archive.keep(file.content)
        if not file.archive.put_sibling(name, content, entry):
            what = f"The disk failed at the last step, so {name} may hold the new lines already"
            raise NotSaved(f"{what}. Look at it before you save again.")
        return entry


def move(path: Path, sources: tuple[str, ...], signed: Signed, visitor: Visitor) -> tuple[Entry, Moved]:
    """Move imported rows from the data file to the published series: written there first, then taken out here.

    A process that is killed between the two leaves them in both, which is told as a problem of the published
    series; the data file's stand, and moving again finishes. ``sources`` as for ``move_series.moved``.

    Raises:
        Denied: as ``save``.
        NotSaved: there is nothing to move, or anything else.
    """
    with _writing(path, signed, visitor, None, "published") as other:
        archive = Archive(path)
        content = archive.current() or b""
        own = _LockedFile(path, archive, other.signed, content, version(content))
        done = moved(content.decode("utf-8", "replace"), other.content.decode("utf-8", "replace"), sources, path.name)
        if done is None:
            raise NotSaved("There is nothing to move: the data file holds no figures that an import brought in.")
        histories = [hand_edits.record_hand_edit(file.archive, file.content) for file in (own, other)]
        about = (f"{done.rows} published figures moved to {published_series.FILE}",)
        if done.published is not None:
            bytes_after = done.published.text.encode("utf-8")
            other.put_unproved(histories[1], "save", bytes_after, done.published.lines_added, about=about)
        return own.put(histories[0], "save", done.main.encode("utf-8"), about=about), done


@dataclass(frozen=True)
class _LockedFile:
    """The file of somebody who holds the lock and may write; ``version`` is empty where there is no file."""

    path: Path
    archive: Archive
    signed: Signed
    content: bytes
    version: str

    def put(
        self,
        history: History,
        kind: Kind,
        content: bytes,
        lines: Lines | None = None,
        undoes: int | None = None,
        about: tuple[str, ...] = (),
    ) -> Entry:
        self._prove(content)
        return self.put_unproved(history, kind, content, lines, undoes, about)

    def put_unproved(
        self,
        history: History,
        kind: Kind,
        content: bytes,
        lines: Lines | None = None,
        undoes: int | None = None,
        about: tuple[str, ...] = (),
    ) -> Entry:
        """The same, where the other file is about to follow."""
        entry = replace(self.entry(history, kind, self.version, content, lines, undoes), about=about)
        if not self.archive.put(content, entry):
            raise NotSaved(UNSURE)
        return entry

    def entry(
        self,
        history: History,
        kind: Kind,
        before: str,
        content: bytes,
        lines: Lines | None = None,
        undoes: int | None = None,
    ) -> Entry:
        added, gone = (lines, ()) if lines is not None else hand_edits.lines_between(self.archive, before, content)
        by, why, at = self.signed.by, self.signed.reason, self.signed.at.astimezone(UTC)
        return Entry(history.next, kind, at, by, why, before, version(content), added, gone, undoes)

    def titles(self) -> Catalogue | None:
        """What the data file says, where the file in question is the other one: losses are told by its names."""
        if not self.archive.optional:
            return None
        try:
            return hand_edits.parse_cached(Archive(self.path).current() or b"", self.path.name)
        except Refused:
            return None

    def _prove(self, content: bytes) -> None:
        """The file as it would be can be read, and goes together with the other one as it stands.

        Two files that didn't go together before may be mended one after the other.

        Raises:
            NotSaved: it can't, or doesn't.
        """
        if refused := self._problem(content):
            if not self.archive.optional and refused.file == published_series.FILE and self._problem(self.content):
                return
            raise NotSaved(f"Not saved, since the two data files would not go together: {refused}")

    def _problem(self, content: bytes) -> Problem | None:
        """The first problem of both files if this one held ``content``; None where there is none."""
        other = Archive(self.path) if self.archive.optional else archive_of(self.path, "published")
        both = (content, other.current() or b"")
        published, main = both if self.archive.optional else both[::-1]
        try:
            hand_edits.parse_published(published, main, self.path.name)
        except Refused as refused:
            return refused.problems[0]
        return None

    def readable(self) -> bool:
        """Whether the file as it stands can be shown to anybody."""
        if self.archive.optional:
            return self._problem(self.content) is None
        try:
            hand_edits.parse_cached(self.content, self.archive.path.name)
        except Refused:
            return False
        return True

    def readable_version(self, name: str) -> bytes:
        """A kept version that today's rules can read."""
        content = hand_edits.version_bytes(self.archive, name)
        try:
            if self.archive.optional:
                hand_edits.parse_alone(content)
            else:
                hand_edits.parse_cached(content, self.archive.path.name)
        except Refused as refused:
            raise NotSaved(f"That version can't be shown by today's rules: {refused.problems[0]}") from None
        return content


@contextmanager
def _writing(
    path: Path, signed: Signed, visitor: Visitor, seen_version: str | None, which: Which = "indicators"
) -> Iterator[_LockedFile]:
    """Alone with the file, and allowed to write; whatever the disk says becomes a sentence.

    Whoever writes the published series holds the data file's lock first, so that neither changes while the two
    are proved to go together.
    """
    main, archive = Archive(path), archive_of(path, which)
    signed = _signature(signed, visitor)
    before = ""
    try:
        with ExitStack() as locks:
            for held in (main,) if which == "indicators" else (main, archive):
                locks.enter_context(held.locked(WAIT))
            archive.sweep()
            if refused := policy.write_refusal(access_settings(path), visitor, signed.at):
                raise Denied(refused)
            content = archive.current()
            before = "" if content is None else version(content)
            if seen_version and not before:
                raise NotSaved(f"Not saved, since the file is gone. {_RESTORE}")
            if seen_version is not None and seen_version != before:
                raise _overtaken(archive, seen_version, before)
            yield _LockedFile(path, archive, signed, content or b"", before)
    except atomic_files.Busy:
        raise NotSaved(BUSY) from None
    except Refused as refused:
        raise NotSaved(f"Not saved, since the file can't be read as it stands: {refused.problems[0]}") from None
    except OSError as error:
        raise NotSaved(_sentence(error, archive, before)) from error


def _signature(signed: Signed, visitor: Visitor) -> Signed:
    """Who signs, as far as a sign-in tells, and why; a change without either is refused."""
    if refused := policy.signature_refusal(visitor, signed.by):
        raise NotSaved(refused)
    if not signed.reason.strip():
        raise NotSaved("Say why, in a few words, such as “return of October 2013”: every change has its reason.")
    return Signed(policy.signer(visitor, signed.by), signed.reason.strip(), signed.at)


def _overtaken(archive: Archive, seen_version: str, current: str) -> Overtaken:
    history = archive.read(current)
    entries = history.since(seen_version)
    return Overtaken(entries, by_hand=history.baseline != current or not entries)


def only_inserts(old: str, new: str, added: Lines) -> bool:
    """Whether the new text is the old with characters put in; ``added`` are lines of the new one, to be quick."""
    inserted = set(added)
    lines = enumerate(new.splitlines(keepends=True), 1)
    rest = "".join(line for number, line in lines if (number, line.rstrip("\r\n")) not in inserted)
    return _contains_in_order(old, rest) or _contains_in_order(old, new)


def _contains_in_order(old: str, new: str) -> bool:
    """Whether each old character is found in turn; of a line that stands whole, all are."""
    position = 0
    for line in old.splitlines(keepends=True):
        if new.startswith(line, position):
            position += len(line)
            continue
        for character in line:
            position = new.find(character, position) + 1
            if not position:
                return False
    return True


def _sentence(error: OSError, archive: Archive, before: str) -> str:
    try:
        unchanged = archive.current_version() == before
    except OSError:
        unchanged = False
    if before and not unchanged:
        return UNSURE
    if error.errno in _NO_ROOM:
        return "Not saved, since the disk is full or the account's room is used up. Make room, then save again."
    if error.errno in _NO_RIGHT:
        folder = archive.path.parent.name
        return (
            f"Not saved, since the dashboard's account may not write to {archive.path.name}, its folder "
            f"'{folder}' or '{archive.folder.name}' in it. Ask IT for the right to write there."
        )
    return "Not saved, since the disk or the network drive failed; the old file stands. Try again, and tell IT."
