"""Coverage: what was looked for in a published file and isn't there, in few sentences, so that no row goes unsaid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from metrics.catalogue.period import Period
from metrics.wording.formatting import listed

MOST = 3
"""Periods that are named one by one; more are given as a number with the first and the last."""


@dataclass
class CoverageGaps:
    """What one file has no row of, and where too few neighbours have a figure: for each mapping and period."""

    _areas: dict[str, dict[str, list[Period]]] = field(default_factory=dict)
    _few: dict[tuple[str, str, str], list[Period]] = field(default_factory=dict)

    def add_missing(self, title: str, name: str, periods: Iterable[Period]) -> None:
        if missing := list(dict.fromkeys(periods)):
            self._areas.setdefault(title, {})[name] = missing

    def add_too_few(self, title: str, have: str, what: str, period: Period) -> None:
        """That only some neighbours ``have`` a figure for a period, too few for ``what``."""
        self._few.setdefault((title, have, what), []).append(period)

    def messages(self) -> Iterator[str]:
        for title, areas in self._areas.items():
            for names, periods in _together(areas):
                yield f"{title}: no row of {' or of '.join(names)} in {periods_in_words(periods)}"
        for (title, have, what), periods in self._few.items():
            yield f"{title}: {have} in {periods_in_words(list(dict.fromkeys(periods)))}, too few for a {what}"


def _together(areas: Mapping[str, Sequence[Period]]) -> Iterator[tuple[list[str], Sequence[Period]]]:
    """Areas that are missing in the very same periods."""
    by_periods: dict[tuple[Period, ...], list[str]] = {}
    for name, periods in areas.items():
        by_periods.setdefault(tuple(periods), []).append(name)
    yield from ((names, periods) for periods, names in by_periods.items())


def periods_in_words(periods: Sequence[Period]) -> str:
    """Periods of one mapping, oldest first: 2020/21 and 2021/22."""
    names = [period.words.removesuffix(f" {period.kind}") for period in periods]
    return listed(names) if len(names) <= MOST else f"{len(names)} periods, {names[0]} to {names[-1]}"


def area_with_article(name: str) -> str:
    """England, Medway, London; the South East."""
    compass = ("north", "south", "east", "west")
    return f"the {name}" if name.lower().startswith(compass) and " " in name else name
