"""A data file in the hands of whoever changes it: signed, allowed by access.toml at that moment, alone with the lock.

Every sentence ends with what to do. Where a change is refused, the file stands as
it was; where the disk failed at the very end, the sentence says that it may not.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from metrics.access import policy
from metrics.access.policy import Visitor
from metrics.catalogue import file_names
from metrics.catalogue.documents import Which
from metrics.catalogue.models import Catalogue
from metrics.catalogue.problems import Problem, Refused
from metrics.store import atomic_files, hand_edits, marking, readings
from metrics.store.access_file import access_settings
from metrics.store.archive import BESIDE, Archive, archive_of, version
from metrics.store.hand_edits import NotSaved
from metrics.store.journal import Entry, History, Kind, Lines

WAIT = 10.0
"""Seconds that a change waits for another to end."""

BUSY = "Not saved, since somebody else is saving just now. Try again in a moment."
UNSURE = (
    "The disk failed at the last step, so the new figures may already be in the file but may not last. "
    "Look at History before you save again."
)
RESTORE = "Restore an earlier version from History."
"""What helps where a file is not what it should be."""


@dataclass(frozen=True)
class Signed:
    """Who changes something, why, and when (aware)."""

    by: str
    reason: str
    at: datetime


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


@dataclass(frozen=True)
class LockedFile:
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
        gone: Lines = (),
        undoes: int | None = None,
        about: tuple[str, ...] = (),
    ) -> Entry:
        self._prove(content)
        return self.put_unproved(history, kind, content, lines, gone, undoes, about)

    def put_unproved(
        self,
        history: History,
        kind: Kind,
        content: bytes,
        lines: Lines | None = None,
        gone: Lines = (),
        undoes: int | None = None,
        about: tuple[str, ...] = (),
    ) -> Entry:
        """The same, where the other file is about to follow."""
        entry = replace(self.entry(history, kind, self.version, content, lines, gone, undoes), about=about)
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
        gone: Lines = (),
        undoes: int | None = None,
    ) -> Entry:
        """An entry of the journal; without ``lines``, those added and ``gone`` are found by comparison."""
        if lines is None:
            lines, gone = hand_edits.lines_between(self.archive, before, content)
        by, why, at = self.signed.by, self.signed.reason, self.signed.at.astimezone(UTC)
        mark = marking.mark(self.archive, before, content)
        return Entry(history.next, kind, at, by, why, before, version(content), lines, gone, undoes, mark=mark)

    def titles(self) -> Catalogue | None:
        """What the data file says, where the file in question is the other one: losses are told by its names."""
        if not self.archive.optional:
            return None
        try:
            return readings.parse_cached(Archive(self.path).current() or b"", self.path.name)
        except Refused:
            return None

    def _prove(self, content: bytes) -> None:
        """The file as it would be can be read, and goes together with the others as they stand.

        Two files that didn't go together before may be mended one after the other.

        Raises:
            NotSaved: it can't, or doesn't.
        """
        for beside in self._others:
            if refused := self._problem(content, beside):
                mending = not self.archive.optional and refused.file == BESIDE[beside]
                if not (mending and self._problem(self.content, beside)):
                    raise NotSaved(f"Not saved, since the two data files would not go together: {refused}")

    @property
    def _others(self) -> tuple[Which, ...]:
        """The files beside the data file that this one, or the data file itself, has to go together with."""
        if self.archive.optional:
            return (self.archive.which,)
        return tuple(which for which in BESIDE if which != "names")  # whether a name still fits is seen when it is used

    def _problem(self, content: bytes, beside: Which) -> Problem | None:
        """The first problem of the data file and one beside it, if this one held ``content``; None: there is none."""
        other = Archive(self.path) if self.archive.optional else archive_of(self.path, beside)
        both = (content, other.current() or b"")
        own, main = both if self.archive.optional else both[::-1]
        try:
            if beside == "names":
                file_names.parse(own)
            elif beside == "meetings":
                readings.parse_record(own, main, self.path.name)
            elif beside == "events":
                readings.parse_events(own, main, self.path.name)
            else:
                readings.parse_published(own, main, self.path.name)
        except Refused as refused:
            return refused.problems[0]
        return None

    def readable(self) -> bool:
        """Whether the file as it stands can be shown to anybody."""
        if self.archive.optional:
            return self._problem(self.content, self.archive.which) is None
        try:
            readings.parse_cached(self.content, self.archive.path.name)
        except Refused:
            return False
        return True

    def readable_version(self, name: str) -> bytes:
        """A kept version that today's rules can read."""
        content = hand_edits.version_bytes(self.archive, name)
        try:
            if self.archive.which == "names":
                file_names.parse(content)
            elif self.archive.which == "meetings":
                readings.parse_record_alone(content)
            elif self.archive.which == "events":
                readings.parse_events_alone(content)
            elif self.archive.which == "published":
                readings.parse_alone(content)
            else:
                readings.parse_cached(content, self.archive.path.name)
        except Refused as refused:
            raise NotSaved(f"That version can't be shown by today's rules: {refused.problems[0]}") from None
        return content


@contextmanager
def writing(
    path: Path, signed: Signed, visitor: Visitor, seen_version: str | None, which: Which = "indicators"
) -> Iterator[LockedFile]:
    """Alone with the file, and allowed to write; whatever the disk says becomes a sentence.

    Whoever writes a file beside the data file holds the data file's lock first, so that neither changes while the
    two are proved to go together.
    """
    main, archive = Archive(path), archive_of(path, which)
    signed = _signature(signed, visitor)
    before = ""
    try:
        with ExitStack() as locks:
            for held in (main,) if which == "indicators" else (main, archive):
                locks.enter_context(held.locked(WAIT))
            archive.sweep()
            what: policy.Written = "record" if which == "meetings" else "figures"
            if refused := policy.write_refusal(access_settings(path), visitor, signed.at, what):
                raise Denied(refused)
            content = archive.current()
            before = "" if content is None else version(content)
            if seen_version and not before:
                raise NotSaved(f"Not saved, since the file is gone. {RESTORE}")
            if seen_version is not None and seen_version != before:
                raise overtaken(archive, seen_version, before)
            yield LockedFile(path, archive, signed, content or b"", before)
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


def overtaken(archive: Archive, seen_version: str, current: str) -> Overtaken:
    """What came between the version that was looked at and the one that stands."""
    history = archive.read(current)
    entries = history.since(seen_version)
    return Overtaken(entries, by_hand=history.baseline != current or not entries)


def _sentence(error: OSError, archive: Archive, before: str) -> str:
    try:
        unchanged = archive.current_version() == before
    except OSError:
        unchanged = False
    if before and not unchanged:
        return UNSURE
    if error.errno in atomic_files.NO_ROOM:
        return "Not saved, since the disk is full or the account's room is used up. Make room, then save again."
    if error.errno in atomic_files.NO_RIGHT:
        folder = archive.path.parent.name
        return (
            f"Not saved, since the dashboard's account may not write to {archive.path.name}, its folder "
            f"'{folder}' or '{archive.folder.name}' in it. Ask IT for the right to write there."
        )
    return "Not saved, since the disk or the network drive failed; the old file stands. Try again, and tell IT."
