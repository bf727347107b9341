"""Save, undo, restore, confirm: each signed, and made by who alone holds the file (``locked_file``)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from metrics.access.policy import Visitor
from metrics.analysis.reason_mark import mark_beside
from metrics.catalogue.amend import Amended, AmendedText
from metrics.catalogue.documents import Which
from metrics.catalogue.panel_record import PanelRecord
from metrics.store import atomic_files, hand_edits, journal, marking, numbers
from metrics.store.archive import version
from metrics.store.hand_edits import NotSaved
from metrics.store.journal import Entry, Lines
from metrics.store.locked_file import RESTORE, Signed, overtaken, writing


@dataclass(frozen=True)
class Prepared:
    """A proved change of one file, the version of that file that it was built on, and the names of what it adds.

    ``only_by`` is who alone may sign it, since it amends what they saved; "" where anybody may.
    """

    before: str
    amended: Amended | AmendedText[PanelRecord]
    about: tuple[str, ...] = ()
    which: Which = "indicators"
    only_by: str = ""


@dataclass(frozen=True)
class PreparedSibling:
    """The new bytes of another file by its name, those that it had (None: there was none), and names of what is new.

    ``touches`` are the ids of the indicators that what is new serves.
    """

    name: str
    before: bytes | None
    content: bytes
    about: tuple[str, ...]
    touches: tuple[str, ...]


def save(path: Path, prepared: Prepared, signed: Signed, visitor: Visitor) -> Entry:
    """Put a prepared change into the file. When this returns, it is on the disk and in the journal.

    Raises:
        Denied: the visitor may not write, by access.toml as it is now.
        Overtaken: the file is no longer the version that the change was built on.
        NotSaved: anything else.
    """
    with writing(path, signed, visitor, prepared.before, prepared.which) as file:
        if prepared.only_by and prepared.only_by != file.signed.by:
            what = f"it amends a figure that {prepared.only_by} saved within the hour"
            raise NotSaved(f"Not saved, since {what}. Check it again under your own name: it is then a revision.")
        history = hand_edits.record_hand_edit(file.archive, file.content, file.titles())
        text, added, gone = prepared.amended.text, prepared.amended.lines_added, prepared.amended.lines_gone
        content = text.encode("utf-8")
        if content == file.content or not only_changes(file.content.decode("utf-8"), text, added, gone):
            raise NotSaved("Not saved, since this is no change of the file as it stands. Build the change again.")
        if prepared.which == "meetings" and (number := numbers.given_before(history.entries, added)):
            raise NotSaved(f"Not saved, since number {number} was given before. Record it again under a new number.")
        if len(content) > atomic_files.LARGEST:
            raise NotSaved(f"Not saved, since the file would be larger than {atomic_files.LARGEST // 1_000_000} MB.")
        return file.put(history, "save", content, added, gone, about=prepared.about)


def undo(
    path: Path, signed: Signed, visitor: Visitor, seen_version: str | None = None, which: Which = "indicators"
) -> Entry:
    """Bring back the file as it was before the last save, undo or restore; rows chosen since stay chosen.

    ``seen_version`` is the one that the person looked at, so that nobody undoes what they never saw.

    Raises:
        Denied, Overtaken: as ``save``.
        NotSaved: the last change can't be undone, or anything else.
    """
    with writing(path, signed, visitor, seen_version, which) as file:
        history = file.archive.settle(file.version)
        last = history.last
        if last is None and not file.archive.journal_gone():
            raise NotSaved("Nothing was saved here yet, so there is nothing to undo.")
        if last is None or history.baseline != file.version:
            raise NotSaved(f"The file was changed by hand since the last save, which can't be undone. {RESTORE}")
        if last.kind not in ("save", "undo", "restore") or not last.before:
            raise NotSaved(f"The last change is '{last.kind}', which can't be undone. {RESTORE}")
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
    with writing(path, signed, visitor, None, which) as file:
        if seen_version not in (None, file.version) and file.readable():
            raise overtaken(file.archive, str(seen_version), file.version)
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
    with writing(path, signed, visitor, seen_version, which) as file:
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
    with writing(path, signed, visitor, None) as file:
        name, before, content = prepared.name, prepared.before, prepared.content
        if atomic_files.read_or_none(file.archive.sibling(name)) != before:
            raise NotSaved(f"Not saved, since {name} changed meanwhile. Look at your change again, then save.")
        history = hand_edits.record_hand_edit(file.archive, file.content)
        lines, _ = journal.changed_lines(*(text.decode("utf-8", "replace") for text in (before or b"", content)))
        entry = file.entry(history, "mapping", file.version, file.content, lines)
        now = marking.as_catalogue(file.archive, file.content)
        mark = None if now is None else mark_beside(prepared.touches, now)
        entry = replace(entry, about=prepared.about, beside=version(content), mark=mark)
        file.archive.keep(file.content)
        if not file.archive.put_sibling(name, content, entry):
            what = f"The disk failed at the last step, so {name} may hold the new lines already"
            raise NotSaved(f"{what}. Look at it before you save again.")
        return entry


def only_changes(old: str, new: str, added: Lines, gone: Lines) -> bool:
    """Whether the new text is the old with characters put in, and without the lines that are ``gone``.

    ``gone`` are lines of the old text by their number there, as a change of fields gives them; the lines that they
    became are among those ``added``.
    """
    taken = dict(gone)
    lines = list(enumerate(old.removeprefix("\ufeff").splitlines(keepends=True), 1))
    if any(number > len(lines) or lines[number - 1][1].rstrip("\r\n") != line for number, line in taken.items()):
        return False
    rest = "".join(line for number, line in lines if number not in taken)
    return old.startswith("\ufeff") == new.startswith("\ufeff") and only_inserts(rest, new, added)


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
