"""Times of one run, by what was measured and of which app."""

from __future__ import annotations

import os
from collections import defaultdict
from statistics import median


class Samples:
    """Every time taken, in milliseconds: ``add`` while measuring, ``median`` and ``least`` afterwards."""

    def __init__(self) -> None:
        self.taken: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))

    def add(self, what: str, app: str, milliseconds: float) -> None:
        self.taken[what][app].append(milliseconds)

    def has(self, what: str, app: str) -> bool:
        return bool(self.taken.get(what, {}).get(app))

    def median(self, what: str, app: str) -> float:
        return median(self.taken[what][app])

    def least(self, what: str, app: str) -> float:
        return min(self.taken[what][app])


def turns(round: int, apps: list[str]) -> list[str]:
    """The apps of one round, in the other order every second time: A B, B A, A B."""
    return apps if round % 2 == 0 else apps[::-1]


def load() -> list[float] | None:
    """How busy this computer is: the load averages of 1, 5 and 15 minutes, where the system has them."""
    return [round(one, 2) for one in os.getloadavg()] if hasattr(os, "getloadavg") else None
