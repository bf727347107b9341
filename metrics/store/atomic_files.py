"""What the store needs of the disk: a lock for one writer at a time, atomic files (whole or none), lines that last.

Everything here raises OSError as it comes; ``transactions`` turns it into sentences. A
file is flushed before its name is, and a folder after, so that a power cut
leaves old or new.
"""

from __future__ import annotations

import contextlib
import errno
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

LARGEST = 50_000_000
"""Bytes; a data file above this is refused."""
LEFTOVER = ".saving"
"""How the names of our unfinished files end."""
NO_ROOM = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
"""What the system says where the disk, or the account's share of it, is full."""
NO_RIGHT = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
"""What it says where the account may not write."""
_BINARY = getattr(os, "O_BINARY", 0)
_POLL = 0.02
_TRIES = 5


class Busy(Exception):  # noqa: N818 - it names a state, not a fault
    """Somebody else holds the lock."""


@contextlib.contextmanager
def locked(path: Path, wait: float, like: os.stat_result | None) -> Iterator[None]:
    """Hold the kernel's lock on a file that is never deleted; threads shut each other out, too.

    The kernel lets go of it however a process ends.

    Raises:
        Busy: it was not to be had within ``wait`` seconds.
    """
    deadline = time.monotonic() + wait
    while (handle := _open_locked(path, like)) is None:
        if time.monotonic() >= deadline:
            raise Busy
        time.sleep(_POLL * random.uniform(0.5, 1))
    try:
        yield
    finally:
        _let_go(handle)


def _open_locked(path: Path, like: os.stat_result | None) -> int | None:
    new = not path.exists()
    handle = os.open(path, os.O_RDWR | os.O_CREAT | _BINARY, 0o666)
    try:
        if new:
            _like(handle, like)
        if _lock(handle):
            return handle
    except BaseException:
        os.close(handle)
        raise
    os.close(handle)
    return None


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _let_go(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
        os.close(handle)

    def _like(handle: int, like: os.stat_result | None) -> None:
        """Windows gives a new file the rights of its folder."""

    def flush_folder(folder: Path) -> None:
        """Windows has no such call; its journalled file system orders names itself."""

else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _let_go(handle: int) -> None:
        os.close(handle)

    def _like(handle: int, like: os.stat_result | None) -> None:
        """Give a new file the mode and, where allowed, the owner of the data file: it holds the same figures."""
        if like is not None:
            with contextlib.suppress(PermissionError):
                os.fchown(handle, like.st_uid, like.st_gid)
            os.fchmod(handle, like.st_mode & 0o777)

    def flush_folder(folder: Path) -> None:
        """Have the names in a folder written to the disk."""
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def status(path: Path) -> os.stat_result | None:
    """Size, times, mode and owner; None when there is no such file."""
    try:
        return os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None


def read_or_none(path: Path) -> bytes | None:
    """The bytes of a file; None when there is no such file."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def list_names(folder: Path) -> list[str]:
    """The names in a folder, sorted; none when there is no such folder."""
    try:
        return sorted(os.listdir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return []


def make_folder(folder: Path, like: os.stat_result | None) -> None:
    """Make a folder whose files may be reached by whoever may reach the data file."""
    if folder.is_dir():
        return
    with contextlib.suppress(FileExistsError):
        os.mkdir(folder)
        if like is not None and sys.platform != "win32":
            with contextlib.suppress(PermissionError):
                os.chown(folder, like.st_uid, like.st_gid)
            os.chmod(folder, 0o700 | (like.st_mode & 0o777) | (like.st_mode & 0o444) >> 2)
        flush_folder(folder.parent)


def write_draft(target: Path, content: bytes, like: os.stat_result | None, swept_as: str = "") -> Path:
    """The bytes on the disk under a name of ours next to the target, to be ``replace`` in its place.

    ``swept_as`` begins that name, for ``sweep``; the target's own name unless given.
    """
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{swept_as or target.name}.", suffix=LEFTOVER)
    try:
        try:
            _like(handle, like)
            _write(handle, content)
            os.fsync(handle)
        finally:
            os.close(handle)
    except BaseException:
        discard(Path(name))
        raise
    return Path(name)


def replace(draft: Path, target: Path) -> None:
    """Put a draft in the place of the target in one step; its folder is still to be flushed."""
    for attempt in range(_TRIES):
        try:
            os.replace(draft, target)
        except PermissionError:
            # A Windows virus scanner or reader may hold the file for a moment.
            if sys.platform != "win32" or attempt == _TRIES - 1:
                raise
            time.sleep(0.1)
        else:
            return


def write_whole(target: Path, content: bytes, like: os.stat_result | None) -> None:
    """Put these bytes in the place of the target in one step; its folder is still to be flushed.

    Raises:
        OSError: what stood there stands, and no draft is left.
    """
    draft = write_draft(target, content, like)
    try:
        replace(draft, target)
    except OSError:
        discard(draft)
        raise


def discard(draft: Path) -> None:
    """Remove a draft; one that can't be removed is swept later."""
    with contextlib.suppress(OSError):
        os.unlink(draft)


def append(path: Path, line: bytes, like: os.stat_result | None) -> None:
    """Add bytes to the end of a file and have them on the disk; a failure leaves the file as it was, if it can."""
    new = not path.exists()
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | _BINARY, 0o600)
    try:
        if new:
            _like(handle, like)
        size = os.fstat(handle).st_size
        try:
            _write(handle, line)
            os.fsync(handle)
        except BaseException:
            with contextlib.suppress(OSError):
                os.ftruncate(handle, size)
            raise
    finally:
        os.close(handle)
    if new:
        flush_folder(path.parent)


def truncate(path: Path, size: int) -> None:
    """Take away what follows the first ``size`` bytes; the next ``append`` has it on the disk."""
    handle = os.open(path, os.O_RDWR | _BINARY)
    try:
        os.ftruncate(handle, size)
    finally:
        os.close(handle)


def sweep(folder: Path, prefix: str = ".", suffix: str = LEFTOVER) -> None:
    """Remove unfinished files of ours, which a killed process left; only to be called by who holds the lock."""
    for name in list_names(folder):
        if name.startswith(prefix) and name.endswith(suffix):
            discard(folder / name)


def discard_output(handle: int) -> None:
    """Throw away whatever is written to an open handle from now on, as where a pipe's reader is gone."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, handle)
    os.close(nowhere)


def _write(handle: int, content: bytes) -> None:
    """All of it; the system may take less at a time."""
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(handle, rest) :]
