"""One save, and "Saved" when it is acknowledged: python -m tests.support.one_save FILE PERIOD [BYTES].

BYTES is the most that any file may grow to; the save is then repeated with new
periods until the disk is full, and each that was acknowledged is printed.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from metrics.store import hand_edits
from tests.support.data_files import add


def main(path: Path, period: str) -> None:
    add(path, period)
    os.write(1, b"Saved\n")


def until_full(path: Path, period: str) -> None:
    """Save until it is refused; prints every acknowledged period, then the sentence."""
    for number in range(10_000):
        try:
            add(path, f"undated: {period} {number}")
        except hand_edits.NotSaved as refused:
            print(refused)
            return
        print(f"undated: {period} {number}", flush=True)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        main(Path(sys.argv[1]), sys.argv[2])
    else:
        import resource

        if most := int(sys.argv[3]):
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        until_full(Path(sys.argv[1]), sys.argv[2])
