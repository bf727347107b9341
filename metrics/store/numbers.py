"""Numbers that are given once and never again, of indicators and in the panel's record: what the journals tell of them.

(contract: Number, ask and why it matters; The panel's record)
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable
from pathlib import Path

from metrics.catalogue.documents import Which
from metrics.store.archive import archive_of
from metrics.store.journal import Entry, Lines

_NUMBER = re.compile(r"""(?:^\s*(?:-\s*)?\{?|[\[,]\s*\{)\s*["']?number["']?\s*:\s*(\d{1,15})\b""")
"""At the beginning of a line of a file, however it is written; in its words it is none."""


def numbers_in(lines: Lines) -> set[int]:
    """The numbers that lines of a file give."""
    return {int(number) for _, line in lines for number in _NUMBER.findall(line)}


def given_before(entries: Iterable[Entry], lines: Lines) -> int | None:
    """The first number that ``lines`` give a second time, also where the first was undone; None where there is none."""
    given = {number for entry in entries for number in numbers_in(entry.lines)}
    return min(given & numbers_in(lines), default=None)


def ever_given(path: Path, which: Which) -> int:
    """The highest number that a journalled change gave or took out, undone or not; 0 where nothing tells."""
    with contextlib.suppress(OSError):
        entries = archive_of(path, which).read("").entries
        told = (number for entry in entries for number in numbers_in((*entry.lines, *entry.gone)))
        return max(told, default=0)
    return 0
