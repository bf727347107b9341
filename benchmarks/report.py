"""The tables of one run: what was measured side by side, and the goals beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.apps import LEAN, SCORECARD, TWELVE
from benchmarks.browser import BACK, BEFORE, CLICK, COLD, FIRST_CLICK, INDICATOR, VISITOR, WARM
from benchmarks.processes import CHECK, RERUN, WARM_UP
from benchmarks.samples import Samples

ORDER = (RERUN, COLD, WARM, VISITOR, FIRST_CLICK, CLICK, BACK, INDICATOR, BEFORE, WARM_UP, CHECK)
TEN = "ten times"
PER_PICTURE = 1.5
PAGE = 0.8
"""What the first screen's page may take of the time of the twelve specs."""


@dataclass(frozen=True)
class Goal:
    """One goal: in words, what was measured and the most it may be, both in the same unit."""

    words: str
    measured: float
    most: float
    unit: str = "ms"

    @property
    def reached(self) -> bool:
        return self.measured <= self.most


def goals(samples: Samples, pictures: Mapping[str, int], back_astray: int) -> list[Goal]:
    """The goals whose parts were measured in this run, by medians."""
    found = []
    ours = SCORECARD.name
    for what in (RERUN, COLD, WARM):
        found += [
            _beside(what, floor, samples)
            for floor in (TWELVE.name, LEAN.name)
            if samples.has(what, ours) and samples.has(what, floor)
        ]
    if samples.has(FIRST_CLICK, ours):
        took = samples.median(FIRST_CLICK, ours)
        for what, page in ((INDICATOR, "indicator page"), (BEFORE, "scorecard")):
            found.append(Goal(f"{FIRST_CLICK}: half a cold load of the {page}", took, samples.median(what, ours) / 2))
        found.append(Goal("Back lands elsewhere than on the scorecard's address", back_astray, 0, "times"))
    for what in (RERUN, COLD, WARM, WARM_UP):
        if samples.has(what, ours) and samples.has(what, TEN):
            each = [samples.median(what, name) / pictures[name] for name in (ours, TEN)]
            found.append(Goal(f"ten times the indicators: {what}, per picture", each[1], PER_PICTURE * each[0]))
    return found


def _beside(what: str, floor: str, samples: Samples) -> Goal:
    part = PAGE if what in (COLD, WARM) and floor == TWELVE.name else 1
    words = f"{what}: at most {part} of {floor}" if part < 1 else f"{what}: no slower than {floor}"
    return Goal(words, samples.median(what, SCORECARD.name), part * samples.median(what, floor))


def printed(facts: Mapping[str, Any], samples: Samples, found: Sequence[Goal]) -> str:
    """Everything of one run, as text."""
    pictures: Mapping[str, int] = facts["pictures"]
    lines = [
        f"load average before {facts['load before']}, after {facts['load after']}; {facts['rounds']} rounds, "
        f"{facts['runs']} reruns in each of two passes; in turn, in one run",
        "pictures: " + ", ".join(f"{name} {count}" for name, count in pictures.items()),
        "",
    ]
    names = list(pictures)
    rows = [["median / least, ms", *names]]
    for what in ORDER:
        if what in samples.taken:
            rows.append([what, *(_cell(samples, what, name) for name in names)])
    for what, unit in (("start", "s"), ("memory after start", "MB"), ("memory after all loads", "MB")):
        if known := facts.get(what):
            rows.append([what, *(f"{known[name]:.1f} {unit}" if known.get(name) else "-" for name in names)])
    lines += _columns(rows)
    lines += ["", *_columns([["goal", "measured", "at most", ""], *(_goal(one) for one in found)])]
    return "\n".join(lines)


def _cell(samples: Samples, what: str, name: str) -> str:
    if not samples.has(what, name):
        return "-"
    return f"{samples.median(what, name):.1f} / {samples.least(what, name):.1f}"


def _goal(one: Goal) -> list[str]:
    measured, most = (f"{value:.{1 if one.unit == 'ms' else 0}f} {one.unit}" for value in (one.measured, one.most))
    return [one.words, measured, most, "reached" if one.reached else "not reached"]


def _columns(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
