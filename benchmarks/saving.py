"""How long a quarter takes to save: python -m benchmarks.saving [--rounds N].

A file of 100 indicators with 40 quarters each; 25 new figures in one save. All
parts take turns within one run, beside a floor: the same bytes written, flushed
and put in place without lock, proof, versions or journal.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from benchmarks.clicking import CLICK, clicked
from benchmarks.samples import Samples, load
from metrics.access.policy import Visitor
from metrics.catalogue.amend import Addition, Change
from metrics.store import data_file, locked_file, readings, transactions
from tests.support import browsing

T = TypeVar("T")

INDICATORS, QUARTERS, FIGURES = 100, 40, 25
LOAD, PREPARE, SAVE, FLOOR = "load", "prepare", "save on disk", "floor: write, flush, replace, flush folder"
MOST_ON_SCREEN = 2000
"""Milliseconds from the click on Save until "Saved" stands on screen."""
MOST = 500
"""Milliseconds that a save on the disk may take."""

HEAD = """\
organisation: {name: Medway Council, area: Medway, contact: the performance hub}
sources:
  hub: {title: Quarterly return, publisher: Medway Council, kind: internal}
themes:
  - {id: education, name: Education}
indicators:
"""
INDICATOR = """\
  - id: indicator-{number}
    name: Indicator number {number} of looked-after children
    group: looked-after children
    theme: education
    unit: percent
    polarity: lower_is_better
    frequency: quarter
    definition: What is counted, of whom, and when.
    observations:
"""


def quarter(number: int) -> str:
    """The period of a number of quarters after the first."""
    year = 2000 + number // 4
    return f"{year}/{(year + 1) % 100:02} Q{number % 4 + 1}"


def line(number: int) -> str:
    return f"{{period: {quarter(number)}, value: {10 + number % 7}, source: hub, at: return {number + 1}}}"


def data() -> str:
    """The file as it stands before the quarter is saved."""
    figures = "".join(f"      - {line(number)}\n" for number in range(QUARTERS))
    return HEAD + "".join(INDICATOR.format(number=number) + figures for number in range(INDICATORS))


def change() -> Change:
    entry = {"period": quarter(QUARTERS), "value": 12, "source": "hub", "at": f"return {QUARTERS + 1}"}
    numbers = range(0, INDICATORS, INDICATORS // FIGURES)
    return Change(tuple(Addition(f"indicator-{number}", "observations", entry) for number in numbers))


def _shown(path: Path) -> data_file.Loaded:
    """The file as a page loads it."""
    loaded = data_file.load(path)
    data_file.observe(path, loaded)
    return loaded


def one_round(samples: Samples, folder: Path) -> None:
    path = folder / "indicators.yaml"
    path.write_text(data(), encoding="utf-8")
    _shown(path)
    readings.parse_cached.cache_clear()
    loaded = timed(samples, LOAD, lambda: _shown(path))
    prepared = timed(samples, PREPARE, lambda: data_file.prepare(loaded, change(), path.name))
    signed = locked_file.Signed("the hub", "a quarter", datetime.now(UTC))
    timed(samples, FLOOR, lambda: bare(folder / "floor.yaml", prepared.amended.text.encode()))
    timed(samples, SAVE, lambda: transactions.save(path, prepared, signed, Visitor(console=True)))
    if path.read_text(encoding="utf-8") != prepared.amended.text:
        raise RuntimeError("the save did not put the new text in place")


def timed(samples: Samples, what: str, work: Callable[[], T]) -> T:
    began = time.perf_counter()
    result = work()
    samples.add(what, "ms", 1000 * (time.perf_counter() - began))
    return result


def bare(path: Path, written: bytes) -> None:
    """The least that puts bytes safely in the place of a file."""
    draft = path.with_suffix(".draft")
    with draft.open("wb") as file:
        file.write(written)
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, path)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)


def printed(samples: Samples) -> str:
    lines = [f"{FIGURES} figures into {INDICATORS} indicators of {QUARTERS} quarters ({len(data()) // 1000} kB)"]
    lines += [f"{'ms':44}{'least':>8}{'median':>8}"]
    for what in (LOAD, PREPARE, FLOOR, SAVE):
        lines.append(f"{what:44}{samples.least(what, 'ms'):8.1f}{samples.median(what, 'ms'):8.1f}")
    reached = samples.median(SAVE, "ms") <= MOST
    lines.append(f"{SAVE}: at most {MOST} ms: {'reached' if reached else 'not reached'}")
    if samples.has(CLICK, "ms"):
        lines.append(f"{CLICK:44}{samples.least(CLICK, 'ms'):8.1f}{samples.median(CLICK, 'ms'):8.1f}")
        reached = samples.median(CLICK, "ms") <= MOST_ON_SCREEN
        lines.append(f"{CLICK}: at most {MOST_ON_SCREEN:,} ms: {'reached' if reached else 'not reached'}")
    return "\n".join(lines)


def pasted() -> str:
    """The same quarter as rows copied from a spreadsheet; each another figure, so that nothing looks odd."""
    numbers = range(0, INDICATORS, INDICATORS // FIGURES)
    rows = [
        f"indicator-{number}\t{quarter(QUARTERS)}\t13.{number % 9 + 1}\thub\treturn {QUARTERS + 1}"
        for number in numbers
    ]
    return "\n".join(["Indicator\tPeriod\tValue\tSource\tPlace in the source", *rows])


def on_screen(samples: Samples, rounds: int) -> None:
    """The same save in a browser, where there is one."""
    program = browsing.find()
    if program is None:
        print(browsing.HOW_TO_GET_ONE, file=sys.stderr)
        return
    with browsing.started(program) as browser:
        for _ in range(rounds):
            with tempfile.TemporaryDirectory(dir=Path(__file__).parent, prefix=".saving-") as folder:
                path = Path(folder) / "indicators.yaml"
                path.write_text(data(), encoding="utf-8")
                clicked(browser, path, pasted(), samples)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.saving", description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--no-browser", action="store_true", help="leave out the save on screen")
    options = parser.parse_args(arguments)
    samples, before = Samples(), load()
    for _ in range(options.rounds):
        # Beside the repository's own data, since a temporary folder may be kept in memory.
        with tempfile.TemporaryDirectory(dir=Path(__file__).parent, prefix=".saving-") as folder:
            one_round(samples, Path(folder))
    if not options.no_browser:
        on_screen(samples, max(1, options.rounds // 3))
    print(f"load average before {before}, after {load()}; {options.rounds} rounds")
    print(printed(samples))
    return 0


if __name__ == "__main__":
    sys.exit(main())
