"""Names that spreadsheets use, on the disk beside the data file: as they stand, or the last good version.

They may be missing, and a fault in them takes no figure off the screen (contract: Names that files use).
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from metrics.access.policy import Visitor
from metrics.catalogue import file_names
from metrics.catalogue.amend import ByHand
from metrics.catalogue.file_names import FILE, NONE, FileNames, NameLine, NamesDocument
from metrics.catalogue.models import Catalogue
from metrics.catalogue.problems import Problem, Refused
from metrics.store import hand_edits, last_good, series_file, transactions
from metrics.store.archive import NOTHING, archive_of, version
from metrics.store.hand_edits import NotSaved
from metrics.store.journal import Entry
from metrics.store.locked_file import Signed


@dataclass(frozen=True)
class LoadedNames:
    """The matched names, what is wrong with their file, and its version; the rest as in ``data_file.Loaded``."""

    names: FileNames = NONE
    problems: tuple[Problem, ...] = ()
    version: str = NOTHING
    stale: bool = False
    text: str = ""
    missing: tuple[str, ...] = ()
    to_record: bool = False

    def document(self) -> NamesDocument:
        """The file as it is to be added to.

        Raises:
            Refused: it has problems.
        """
        if self.problems:
            raise Refused(list(self.problems))
        return NamesDocument(self.text, self.names)


NO_NAMES = LoadedNames()
"""Where no name was matched."""


def load(path: Path, catalogue: Catalogue) -> LoadedNames:
    """What stands beside the data file ``path``, which says ``catalogue``."""
    archive = archive_of(path, "names")
    try:
        content = series_file.read_bytes(archive, FILE)
        names = file_names.parse(content)
    except Refused as refused:
        return _last_good(path, tuple(refused.problems))
    standing = hand_edits.standing(archive, content, catalogue)
    return LoadedNames(names, (), version(content), False, content.decode("utf-8"), standing.lost, standing.to_record)


def _last_good(path: Path, problems: tuple[Problem, ...]) -> LoadedNames:
    for content in last_good.good_versions(path.with_name(FILE)):
        with contextlib.suppress(Refused):
            return LoadedNames(file_names.parse(content), problems, version(content), stale=True)
    return LoadedNames(problems=problems)


def observe(path: Path, loaded: LoadedNames, catalogue: Catalogue) -> None:
    """As ``data_file.observe``, of names that could be read."""
    if not loaded.problems:
        archive = archive_of(path, "names")
        last_good.observe(archive, path.with_name(FILE), loaded.text, catalogue, to_record=loaded.to_record)


def add(path: Path, loaded: LoadedNames, lines: Sequence[NameLine], signed: Signed, visitor: Visitor) -> Entry:
    """Put lines into the file beside the data file ``path``, as a signed change of its own.

    Raises:
        Denied, Overtaken, NotSaved: as ``transactions.save``; also where the file has problems.
    """
    try:
        amended = loaded.document().amended(lines)
    except Refused as refused:
        raise NotSaved(f"Not saved, since {FILE} can't be read as it stands: {refused.problems[0]}") from None
    except ByHand as by_hand:
        added = "; ".join(f"line {line}: {words}" for line, words in by_hand.lines)
        raise NotSaved(
            f"Not saved, since nothing can be put into {FILE} safely; add by hand, in or below {added}"
        ) from None
    about = tuple(
        f"the name “{line.name}” " + (f"read as '{line.indicator}'" if line.indicator else "taken back")
        for line in lines
    )
    return transactions.save(path, transactions.Prepared(loaded.version, amended, about, "names"), signed, visitor)
