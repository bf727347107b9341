"""The published series on the disk, beside the data file: as they stand, or the last good version in their place.

They may be missing, and a fault in them never takes the data file's own figures off the screen
(contract: Two data files).
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from metrics.catalogue.models import Catalogue
from metrics.catalogue.problems import Problem, Refused
from metrics.catalogue.published_series import FILE, NONE, PublishedSeries
from metrics.store import atomic_files, hand_edits, last_good, readings
from metrics.store.archive import NOTHING, Archive, archive_of, version


@dataclass(frozen=True)
class LoadedSeries:
    """The published series to show, what is wrong with their file, and its version.

    ``stale`` is true when they are the last good version and not the file; with problems and without one, there
    are none. ``text``, ``missing`` and ``to_record`` as in ``data_file.Loaded``.
    """

    series: PublishedSeries = NONE
    problems: tuple[Problem, ...] = ()
    version: str = NOTHING
    stale: bool = False
    text: str = ""
    missing: tuple[str, ...] = ()
    to_record: bool = False


NO_SERIES = LoadedSeries()
"""Where nothing was brought in."""


def load(path: Path, main: bytes, catalogue: Catalogue) -> LoadedSeries:
    """What stands beside the data file ``path``, which holds the bytes ``main`` and says ``catalogue``."""
    archive = archive_of(path, "published")
    try:
        content = read_bytes(archive, FILE)
        series = readings.parse_published(content, main, path.name)
    except Refused as refused:
        return _last_good(path, main, tuple(refused.problems))
    standing = hand_edits.standing(archive, content, catalogue)
    text = content.decode("utf-8")
    return LoadedSeries(series, (), version(content), False, text, standing.lost, standing.to_record)


def read(path: Path, main: bytes) -> PublishedSeries:
    """What they say as they stand.

    Raises:
        Refused: they can't be read, or don't go together with the data file.
    """
    return readings.parse_published(read_bytes(archive_of(path, "published"), FILE), main, path.name)


def read_bytes(archive: Archive, file: str) -> bytes:
    """The bytes of a file beside the data file, none where there is none; ``file`` is its name.

    Raises:
        Refused: it is unreadable or too large, or a link that leads nowhere.
    """
    try:
        if archive.leads_nowhere:
            what = "the file is a link to a file that isn't there; bring that back, or take the link away"
            raise Refused([Problem(1, "", what, file)])
        status = atomic_files.status(archive.path)
        if status is not None and status.st_size > atomic_files.LARGEST:
            what = f"the file is larger than {atomic_files.LARGEST // 1_000_000} MB; this can't be a file of ours"
            raise Refused([Problem(1, "", what, file)])
        return archive.current() or b""
    except OSError:
        what = "the file can't be read; check that the dashboard's account may read it"
    raise Refused([Problem(1, "", what, file)])


def _last_good(path: Path, main: bytes, problems: tuple[Problem, ...]) -> LoadedSeries:
    for content in last_good.good_versions(path.with_name(FILE)):
        with contextlib.suppress(Refused):
            series = readings.parse_published(content, main, path.name)
            return LoadedSeries(series, problems, version(content), stale=True)
    return LoadedSeries(problems=problems)


def observe(path: Path, loaded: LoadedSeries, catalogue: Catalogue) -> None:
    """As ``data_file.observe``, of published series that could be read."""
    if loaded.problems:
        return
    archive, file = archive_of(path, "published"), path.with_name(FILE)
    last_good.observe(archive, file, loaded.text, catalogue, to_record=loaded.to_record)
