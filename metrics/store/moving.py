"""The move of imported rows from the data file to the published series, in one go (contract: Two data files)."""

from __future__ import annotations

from pathlib import Path

from metrics.access.policy import Visitor
from metrics.catalogue import published_series
from metrics.catalogue.move_series import Moved, moved
from metrics.store import hand_edits
from metrics.store.archive import Archive, version
from metrics.store.hand_edits import NotSaved
from metrics.store.journal import Entry
from metrics.store.locked_file import LockedFile, Signed, writing


def move(path: Path, sources: tuple[str, ...], signed: Signed, visitor: Visitor) -> tuple[Entry, Moved]:
    """Move imported rows from the data file to the published series: written there first, then taken out here.

    A process that is killed between the two leaves them in both, which is told as a problem of the published
    series; the data file's stand, and moving again finishes. ``sources`` as for ``move_series.moved``.

    Raises:
        Denied: as ``save``.
        NotSaved: there is nothing to move, or anything else.
    """
    with writing(path, signed, visitor, None, "published") as other:
        archive = Archive(path)
        content = archive.current() or b""
        own = LockedFile(path, archive, other.signed, content, version(content))
        done = moved(content.decode("utf-8", "replace"), other.content.decode("utf-8", "replace"), sources, path.name)
        if done is None:
            raise NotSaved("There is nothing to move: the data file holds no figures that an import brought in.")
        histories = [hand_edits.record_hand_edit(file.archive, file.content) for file in (own, other)]
        about = (f"{done.rows} published {'figure' if done.rows == 1 else 'figures'} moved to {published_series.FILE}",)
        if done.published is not None:
            bytes_after = done.published.text.encode("utf-8")
            other.put_unproved(histories[1], "save", bytes_after, done.published.lines_added, about=about)
        return own.put(histories[0], "save", done.main.encode("utf-8"), about=about), done
