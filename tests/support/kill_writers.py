"""Kill processes while they save, again and again: python -m tests.support.kill_writers --kills 500 --writers 1.

Writers add one figure after the other and tell each that was acknowledged; a reader
looks at the file all the while. After every kill, each acknowledged figure must be
there. A new file is begun now and then, so that saving stays quick. Ends with 1 and
a sentence when a promise is broken. Needs fork, so not for Windows.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from metrics.access.policy import Visitor
from metrics.catalogue.amend import Addition, Change
from metrics.store import data_file, last_good, locked_file, transactions
from tests.support.data_files import observed
from tests.support.make import figure, indicator, text

ME = Visitor(console=True)
FIGURES = 120
"""In one file, before the next is begun."""
LONGEST = 0.3
"""Seconds from one kill to the next."""


def added(path: Path, name: str) -> None:
    """Save one more figure, named by its undated period, however often others come first."""
    while True:
        loaded = observed(path)
        entry = figure(f"undated: {name}", len(name))
        prepared = data_file.prepare(loaded, Change((Addition("neet", "observations", entry),)), path.name)
        try:
            transactions.save(path, prepared, locked_file.Signed(name, "a figure", datetime.now(UTC)), ME)
        except locked_file.Overtaken:
            continue
        return


def names(loaded: data_file.Loaded) -> list[str]:
    """The figures of a sound file by the words of their periods."""
    if loaded.problems or loaded.missing or loaded.catalogue is None:
        raise AssertionError(f"a reader saw {[*map(str, loaded.problems), *loaded.missing]}")
    return [one.period.words for one in loaded.catalogue.indicators[0].observations]


@dataclass
class Child:
    """A process of ours and what it tells."""

    process: int
    told: int
    lines: list[str] = field(default_factory=list)

    def until_ready(self) -> None:
        """Wait for its first word."""
        if (word := os.read(self.told, 1)) != b"!":
            raise AssertionError(f"a process did not start: {(word + os.read(self.told, 10_000)).decode()}")

    def end(self, sign: int) -> int:
        """End it, take down what it told, and its exit status."""
        os.kill(self.process, sign)
        status = os.waitpid(self.process, 0)[1]
        with os.fdopen(self.told, "rb") as rest:
            self.lines = rest.read().decode().splitlines()
        return status


def started(work: Callable[[int], None]) -> Child:
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        status = 1
        try:
            os.close(reading)
            work(writing)
            status = 0
        except BaseException as fault:
            os.write(writing, f"fault {type(fault).__name__}: {fault}\n".encode())
        finally:
            os._exit(status)
    os.close(writing)
    child = Child(process, reading)
    child.until_ready()
    return child


def writer(path: Path, name: str, alone: bool) -> Child:
    """Sweeps, then saves figures until it is killed."""

    def work(told: int) -> None:
        data_file.sweep(path)
        if alone and (left := leftovers(path)):
            raise AssertionError(f"leftovers were not swept at start: {left}")
        os.write(told, b"!")
        for number in range(1_000_000):
            added(path, f"{name} {number}")
            os.write(told, f"{name} {number}\n".encode())

    return started(work)


def reader(path: Path) -> Child:
    """Reads until it is told to end; a missing, shorter or invalid file is a fault."""

    def work(told: int) -> None:
        ended: list[int] = []
        signal.signal(signal.SIGTERM, lambda sign, _: ended.append(sign))
        os.write(told, b"!")
        seen, reads = 0, 0
        while not ended:
            count = len(names(observed(path)))
            if count < seen:
                raise AssertionError(f"a reader saw {count} figures after {seen}")
            seen, reads = count, reads + 1
            time.sleep(0.005)
        os.write(told, f"{reads}\n".encode())

    return started(work)


def stop(children: list[Child]) -> None:
    """Leave no process behind, whatever happened."""
    for child in children:
        with contextlib.suppress(ProcessLookupError, ChildProcessError):
            os.kill(child.process, signal.SIGKILL)
            os.waitpid(child.process, 0)


def leftovers(path: Path) -> list[str]:
    """What writers left unfinished; the reader, who is alive, may be at the copy of the last good version."""
    drafts = [one.name for one in path.parent.rglob("*.saving")]
    return [name for name in drafts if not name.startswith(f".{last_good.copy_path(path).name}.")]


class Trial:
    """One file, its writers and its reader."""

    def __init__(self, path: Path, writers: int, counts: Counter[str]) -> None:
        path.write_text(text(indicator(figure("undated: first", 1))), encoding="utf-8")
        names(observed(path))
        self.path, self.counts, self.acknowledged = path, counts, ["first"]
        self.reader = reader(path)
        self.started, self.alone = 0, writers == 1
        self.writers = [self._writer() for _ in range(writers)]

    def _writer(self) -> Child:
        self.started += 1
        return writer(self.path, f"w{self.started}", self.alone)

    def kill(self) -> None:
        """Kill one writer after a while; whatever it had acknowledged must be in the file."""
        time.sleep(random.uniform(0, LONGEST))
        killed = self.writers.pop(random.randrange(len(self.writers)))
        killed.end(signal.SIGKILL)
        self.counts["kills"] += 1
        if faults := [one for one in killed.lines if one.startswith("fault")]:
            raise AssertionError(f"a writer failed: {faults}")
        self.acknowledged += killed.lines
        if self.alone:
            left = leftovers(self.path)
            self.counts["leftovers swept"] += len(left)
            self.counts["kills in the middle of a save"] += bool(left or self._pending())
        there = names(observed(self.path))
        if lost := set(self.acknowledged) - set(there):
            raise AssertionError(f"acknowledged figures are lost: {sorted(lost)}")
        if len(set(there)) != len(there):
            raise AssertionError("a figure stands twice")

    def _pending(self) -> bool:
        written = (self.path.with_name("indicators.history") / "journal.jsonl").read_bytes()
        return written.count(b'{"number"') != written.count(b'{"done"') + written.count(b'{"void"')

    def again(self) -> bool:
        """Start another writer in the place of the killed one, unless the file has grown enough."""
        if len(self.acknowledged) > FIGURES:
            return False
        self.writers.append(self._writer())
        return True

    def end(self) -> None:
        """Kill all, then look at everything that they left."""
        while self.writers:
            self.kill()
        if self.reader.end(signal.SIGTERM) != 0:
            raise AssertionError(f"the reader says: {self.reader.lines}")
        self.counts["reads"] += int(self.reader.lines[-1])
        self.counts["figures acknowledged"] += len(self.acknowledged) - 1
        data_file.sweep(self.path)
        if left := leftovers(self.path):
            raise AssertionError(f"leftovers were not swept: {left}")
        self._journal()

    def _journal(self) -> None:
        history = data_file.history(self.path)
        signed = {one.by for one in history.entries}
        if history.problems or history.pending:
            raise AssertionError(f"the journal is not whole: {history.problems}, {history.pending}")
        if untold := set(self.acknowledged[1:]) - signed:
            raise AssertionError(f"acknowledged figures without their entry: {sorted(untold)}")
        if signed - {"", *names(observed(self.path))}:
            raise AssertionError("the journal tells of figures that are not there")
        for entry in history.entries:
            data_file.version_text(self.path, entry.after)


def one_file(path: Path, writers: int, kills: int, counts: Counter[str]) -> None:
    trial = Trial(path, writers, counts)
    try:
        while counts["kills"] < kills:
            trial.kill()
            if not trial.again():
                break
        trial.end()
        counts["files"] += 1
    finally:
        stop([*trial.writers, trial.reader])


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.support.kill_writers", description=__doc__)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--writers", type=int, default=1, help="at once")
    parser.add_argument("--seed", type=int, default=None)
    options = parser.parse_args(arguments)
    seed = options.seed if options.seed is not None else random.randrange(10**6)
    random.seed(seed)
    counts: Counter[str] = Counter()
    try:
        while counts["kills"] < options.kills:
            with tempfile.TemporaryDirectory() as folder:
                one_file(Path(folder) / "indicators.yaml", options.writers, options.kills, counts)
    except AssertionError as broken:
        print(f"seed {seed}: {broken}", file=sys.stderr)
        return 1
    print(f"seed {seed}, writers at once {options.writers}: " + ", ".join(f"{k} {n}" for k, n in counts.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
