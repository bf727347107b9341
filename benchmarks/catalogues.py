"""Made-up data files of any size, for measuring how the dashboard grows: plausible walks, the same at every run."""

from __future__ import annotations

import random
from collections.abc import Iterator

from metrics.catalogue.period import Period, following, quarter

AREAS = ("England", "South East", "Statistical neighbours", "Unitary authorities", "London")
THEMES = (
    "Education",
    "Health",
    "Placements",
    "Planning",
    "Court",
    "Justice",
    "Voice",
    "Workforce",
    "Practice",
    "Leaving",
)
FIRST = 2006


def written(indicators: int, quarters: int, areas: int = len(AREAS)) -> str:
    """A data file with so many indicators, quarters each, and comparators' figures for each quarter."""
    drawn = random.Random(f"{indicators} {quarters} {areas}")
    return "".join(
        [_head(), *(part for number in range(indicators) for part in _indicator(number, quarters, areas, drawn))]
    )


def periods(count: int) -> list[Period]:
    """So many quarters, the first that of April to June ``FIRST``."""
    found = [quarter(FIRST, 1)]
    while len(found) < count:
        found.append(following(found[-1]) or found[-1])
    return found


def _head() -> str:
    themes = "".join(f"  - {{id: theme-{number}, name: {name}}}\n" for number, name in enumerate(THEMES))
    return (
        "organisation: {name: Anyshire Council, area: Anyshire, contact: performance hub}\n"
        "sources:\n"
        "  hub: {title: Quarterly return, publisher: Anyshire Council, kind: published, published: 2026-01-31}\n"
        "  others: {title: Quarterly figures, publisher: Department for Education, kind: published}\n"
        f"themes:\n{themes}indicators:\n"
    )


def _indicator(number: int, quarters: int, areas: int, drawn: random.Random) -> Iterator[str]:
    yield (
        f"  - id: indicator-{number}\n    name: Indicator number {number} of children looked after\n"
        f"    short_name: Indicator {number}\n    group: children\n    theme: theme-{number % len(THEMES)}\n"
        f"    unit: percent\n    polarity: {'higher' if number % 2 else 'lower'}_is_better\n    frequency: quarter\n"
        "    definition: Made up for measuring how fast the dashboard is.\n    targets:\n"
        f"      - {{value: {drawn.randint(20, 80)}, kind: council target, from: {FIRST}-04-01, "
        "source: hub, at: plan}\n"
    )
    yield "    comparators:\n"
    for area in AREAS[:areas]:
        for period, value in zip(periods(quarters), _walk(quarters, drawn), strict=True):
            whose = f"area: {area}, group: children, period: {period}"
            yield f"      - {{{whose}, value: {value}, source: others, at: table}}\n"
    yield "    observations:\n"
    for period, value in zip(periods(quarters), _walk(quarters, drawn), strict=True):
        yield f"      - {{period: {period}, value: {value}, source: hub, at: return}}\n"


def _walk(steps: int, drawn: random.Random) -> list[float]:
    value, found = drawn.uniform(20, 80), []
    for _ in range(steps):
        value = min(max(value + drawn.gauss(0, 2), 1), 99)
        found.append(round(value, 1))
    return found
