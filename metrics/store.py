"""The only room that touches the disk: the data file, and the copy of its last good version.

Reading only, so far. A file that can't be read as a catalogue is never shown as
one: the last good version stands in for it, beside the list of problems.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from metrics.catalogue import Problem, Refused, parse
from metrics.indicator import Catalogue

DEFAULT = Path("data/indicators.yaml")
VARIABLE = "INDICATORS_FILE"
LARGEST = 50_000_000
"""Bytes; a data file above this is refused before it is read."""


@dataclass(frozen=True)
class Stamp:
    """What a file looked like when it was read: cheap to take, different after every save."""

    path: str
    mtime_ns: int
    size: int
    inode: int


@dataclass(frozen=True)
class Loaded:
    """The data to show: a catalogue (or none), what is wrong with the file, and its version.

    ``stale`` is true when the catalogue is the last good version and not the file.
    """

    catalogue: Catalogue | None
    problems: tuple[Problem, ...]
    version: str
    stale: bool


def data_file(given: str | None = None) -> Path:
    """The data file: what was given, or the environment's INDICATORS_FILE, or data/indicators.yaml."""
    return Path(given or os.environ.get(VARIABLE) or DEFAULT)


def stamp(path: Path) -> Stamp:
    """The file's stamp; a missing file has one too, so that its coming back is noticed."""
    try:
        seen = path.stat()
    except OSError:
        return Stamp(str(path), 0, -1, 0)
    return Stamp(str(path), seen.st_mtime_ns, seen.st_size, seen.st_ino)


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


def load(path: Path) -> Loaded:
    """Read the data file; when it is broken, its problems and the last good version of it."""
    try:
        written = read_bytes(path)
        catalogue = parse(written, path.name)
    except Refused as refused:
        return _last_good(path, tuple(refused.problems))
    _keep(path, written)
    return Loaded(catalogue, (), version(written), stale=False)


def version(written: bytes) -> str:
    """A short name for exactly these bytes."""
    return hashlib.sha256(written).hexdigest()[:16]


def last_good_path(path: Path) -> Path:
    """Where the copy of the last good version is kept: beside the file, hidden."""
    return path.with_name(f".{path.stem}.last-good.yaml")


def _last_good(path: Path, problems: tuple[Problem, ...]) -> Loaded:
    try:
        written = last_good_path(path).read_bytes()
        return Loaded(parse(written, path.name), problems, version(written), stale=True)
    except (OSError, Refused):
        return Loaded(None, problems, "", stale=False)


def _keep(path: Path, written: bytes) -> None:
    """Keep a copy of a good version; a folder that can't be written to only costs the copy."""
    kept = last_good_path(path)
    with contextlib.suppress(OSError):
        if kept.exists() and kept.read_bytes() == written:
            return
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=kept.name, suffix=".new")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(written)
                file.flush()
                os.fsync(file.fileno())
            os.replace(name, kept)
        except OSError:
            os.unlink(name)
