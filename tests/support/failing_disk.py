"""Save while the disk fails: python -m tests.support.failing_disk FOLDER WAY HOW LONG, for tests.test_crash.

Lets the first, then the second, then the third ... operation of a save fail, each
time in a fresh copy of the folder, until a save passes untouched. WAY is the error
(EIO, ENOSPC), HOW whether the operation fails before it is done or after, LONG
whether it alone fails or all that follow, too. Prints how many were made to fail.
"""

from __future__ import annotations

import errno
import io
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from metrics.store import archive, data_file, hand_edits, locked_file, transactions
from metrics.store.journal import parse
from tests.support.data_files import CONSOLE, add, journal, observed, prepared, signed, unfinished

OPERATIONS = (
    *("open", "close", "write", "fsync", "replace", "unlink", "ftruncate", "fstat", "stat", "lstat"),
    *("fchmod", "fchown", "mkdir", "listdir"),
)
FREED = ("close",)
"""What must be done even when it fails, or it would be this program that keeps the lock."""


class Disk:
    """The operations of the system, of which one fails by number, or all from there on."""

    def __init__(self, fails: int, way: str, how: str, long: str) -> None:
        self.fails, self.error, self.how, self.long = fails, getattr(errno, way), how, long
        self.count, self.failed = 0, ""
        self.real = {name: getattr(os, name) for name in OPERATIONS} | {"io": io.open}

    def __enter__(self) -> Disk:
        for name in OPERATIONS:
            setattr(os, name, self.failing(name, self.real[name]))
        io.open = self.failing("io", self.real["io"])
        return self

    def __exit__(self, *_: object) -> None:
        for name in OPERATIONS:
            setattr(os, name, self.real[name])
        io.open = self.real["io"]

    def failing(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def operation(*given: Any, **named: Any) -> Any:
            self.count += 1
            if self.count != self.fails and not (self.long == "on" and self.count > self.fails):
                return real(*given, **named)
            self.failed = self.failed or f"{name}{given[:1]}"
            if self.how == "after" or name in FREED:
                real(*given, **named)
            raise OSError(self.error, os.strerror(self.error))

        return operation


def tried(folder: Path, disk: Disk) -> None:
    """One save on a disk that fails; what it leaves must be old or new, and as it was said to be."""
    path = folder / "indicators.yaml"
    change = prepared(path, "2013/14 Q3", 22)
    old, new = path.read_bytes(), change.amended.text.encode()
    said = "saved"
    with disk:
        try:
            transactions.save(path, change, signed(), CONSOLE)
        except hand_edits.NotSaved as refused:
            said = str(refused)
    now = path.read_bytes()
    assert now in (old, new), "the file is neither old nor new"
    assert said != "saved" or now == new, "a figure was acknowledged and is not there"
    assert said in ("saved", locked_file.UNSURE) or now == old, f"the file is new, and it says: {said}"
    assert said != locked_file.UNSURE or "may already be in the file" in said
    if disk.long == "once" and said not in ("saved", locked_file.UNSURE):
        left = journal(path).read_bytes()
        assert left.endswith(b"\n"), "half a line stays in the journal"
        assert parse(left).pending == (), "the journal doesn't tell that nothing was saved"
    loaded = observed(path)
    assert (loaded.problems, loaded.missing) == ((), ()), "a reader is told of a fault"
    add(path, "2013/14 Q4", 21)
    history = data_file.history(path)
    assert (history.problems, history.pending) == ((), ()), "the journal is not whole"
    told = [one.lines for one in history.entries if one.after == archive.version(new)]
    assert bool(told) == (now == new), "the journal and the file tell of different saves"
    assert unfinished(path) == [], "something unfinished lies about"
    assert path.stat().st_mode & 0o777 == 0o640, "the file's mode is another"


def main(folder: Path, way: str, how: str, long: str) -> int:
    locked_file.WAIT = 0.1
    number = 0
    while True:
        number += 1
        copy = folder.with_name(f"{folder.name}-{number}")
        shutil.copytree(folder, copy)
        disk = Disk(number, way, how, long)
        try:
            tried(copy, disk)
        except AssertionError as broken:
            print(f"operation {number}, {disk.failed}: {broken}", file=sys.stderr)
            return 1
        shutil.rmtree(copy)
        if not disk.failed:
            print(number - 1)
            return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:]))
