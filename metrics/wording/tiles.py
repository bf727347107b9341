"""The number tiles of the home page: how many are in each state, in words, and in small what that is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from metrics.analysis.reading import Reading
from metrics.analysis.states import STATES, UNCLEAR, State, changed
from metrics.wording import verdicts
from metrics.wording.formatting import plural
from metrics.wording.tallies import tested_words

TILES: dict[str, State] = {
    "better": STATES["better"],
    "worse": STATES["worse"],
    "missed": STATES["missed"],
    "behind": STATES["behind"],
    "unclear": UNCLEAR,
}
"""The states that have a tile, by their words in the address."""


@dataclass(frozen=True)
class Tile:
    """A count, what it counts, and what it is worth. ``clause``: the words are said of them, not by them (no change
    can be told)."""

    count: int
    words: str
    worth: str
    clause: bool = False


def tile(key: str, readings: Sequence[Reading]) -> Tile:
    """The tile of one state; ``readings`` are those that are counted."""
    found = [reading for reading in readings if TILES[key].found(reading)]
    if key == "unclear":
        return _unclear(found)
    words = {
        "better": _moved("better", found),
        "worse": _moved("worse", found),
        "missed": f"{plural(len(found), 'misses', 'miss')} a target or duty",
        "behind": f"worse than {_area(readings)}",
    }[key]
    return Tile(len(found), words, _worth(key, found, readings))


def _moved(side: str, found: Sequence[Reading]) -> str:
    """Improving, or moved the right way, or both where some are tested by limits and some are not."""
    limits = [reading for reading in found if reading.verdict is not None and reading.verdict.by_limits]
    if not limits:
        return verdicts.RIGHT_WAY[side]
    if len(limits) == len(found):
        return verdicts.RUNNING[side]
    return f"{verdicts.RUNNING[side]} or {verdicts.RIGHT_WAY[side]}"


def _worth(key: str, found: Sequence[Reading], readings: Sequence[Reading]) -> str:
    if key == "missed":
        return f"of {sum(map(TILES[key].could_be, readings))} that can be rated"
    could = sum(map(TILES[key].could_be, readings))
    if key == "behind":
        near = _near(readings)
        return "; ".join(part for part in (_sure(key, found), near) if part) or f"of {could} that can be compared"
    if not found:
        return f"of {could} that can be compared"
    pairs = all(len(reading.outcomes) == len(("before", "now")) for reading in found)
    return _sure(key, found) + (": two figures each" if pairs and not STATES[key].tested(found) else "")  # type: ignore[index]


def _unclear(found: Sequence[Reading]) -> Tile:
    """Of whose change nothing can be said: what they are called, and why it is so."""
    alone = sum(1 for reading in found if not changed(reading))
    if not found or alone == len(found):
        return Tile(len(found), "with no earlier figure", "so no change can be told")
    if not alone:
        return Tile(len(found), verdicts.TOO_FEW, "no more than chance explains")
    worth = f"{len(found) - alone} {verdicts.TOO_FEW}, {alone} no earlier figure"
    return Tile(len(found), "no change can be told", worth, clause=True)


def _sure(key: str, found: Sequence[Reading]) -> str:
    """Not tested, all tested, 10 tested and 2 not."""
    words = tested_words(TILES[key], found)
    if words in ("none tested", "not tested"):
        return "not tested"
    tested = TILES[key].tested(found) or 0
    return words if tested in (0, len(found)) else f"{tested} tested, {len(found) - tested} not"


def _near(readings: Sequence[Reading]) -> str:
    """How many lie on the wrong side of their comparator by too few people to tell."""
    few = [
        reading.comparison
        for reading in readings
        if reading.comparison is not None
        and reading.comparison.side == "worse"
        and reading.comparison.strength == "too few to tell"
    ]
    return f"{len(few)} more too few to tell" if few else ""


def _area(readings: Sequence[Reading]) -> str:
    """England, where every comparator that counts is England's."""
    areas = {
        reading.headline.area for reading in readings if reading.comparison is not None and reading.headline is not None
    }
    return areas.pop() if len(areas) == 1 else "a comparator" if areas else "England"


def chosen_words(key: str, readings: Sequence[Reading]) -> str:
    """What a chosen tile shows, as a heading and for a screen reader: 3 indicators worse than England."""
    one = tile(key, readings)
    joined = f"of which {one.words}" if one.clause else one.words
    return f"{one.count} {plural(one.count, 'indicator')} {joined}"
