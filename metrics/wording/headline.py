"""The home page's finding: one or two lines made by rule from at most four facts (reporting: The first screen)."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.analysis.reading import Reading
from metrics.analysis.significance import says
from metrics.analysis.targets import DUTIES
from metrics.wording.formatting import capital, listed, value_words
from metrics.wording.verdicts import RIGHT_WAY, comparators_area

NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
"""Small numbers, written out as in running text."""

NAMED = 2
"""So many indicators that get worse are named."""

FACTS = 4


def number_words(count: int) -> str:
    """A count in running text: none, ten, 11."""
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def title(area: str) -> str:
    """What the home page and the papers for a meeting are called; ``area`` may be "the council"."""
    return f"How well {area} looks after its children"


def headline(readings: Sequence[Reading]) -> str:
    """The finding: the judgement while no newer figures stand, what moved, what is missed, what is behind.

    Improving and getting worse are said of special causes alone; of all else how sure it is.
    """
    counted = [reading for reading in readings if reading.counted]
    if not counted:
        return "No indicator has a figure yet."
    facts = [_judgement(readings), *_running(counted), _moved(counted), _missed(counted), _behind(counted)]
    return " ".join([capital(fact) for fact in facts if fact][:FACTS])


def newest_judgement(readings: Sequence[Reading]) -> Reading | None:
    """The first judgement, while no indicator has a figure of a later period; else None."""
    judged = [one for one in readings if one.theme.role == "judgements" and one.latest and one.latest.period.end]
    if not judged or judged[0].latest is None:
        return None
    ends = [one.latest.period.end for one in readings if one.counted and one.latest and one.latest.period.end]
    day = judged[0].latest.period.end
    return judged[0] if day is not None and all(end <= day for end in ends) else None


def _judgement(readings: Sequence[Reading]) -> str:
    reading = newest_judgement(readings)
    if reading is None or reading.latest is None or reading.latest.value is None:
        return ""
    return f"{reading.publisher} judged the service {value_words(reading.latest.value, reading.indicator)}."


def _running(counted: Sequence[Reading]) -> list[str]:
    """Getting worse, with names where they are one or two, and improving: by special causes alone."""
    worse = [one for one in counted if _by_limits(one, "worse")]
    better = [one for one in counted if _by_limits(one, "better")]
    facts = []
    if worse:
        names = listed([one.indicator.title for one in worse])
        are = f"{_indicators(len(worse))} {_is(len(worse))} getting worse"
        facts.append(f"{are}: {names}." if len(worse) <= NAMED else f"{are}.")
    if better:
        who = number_words(len(better)) if worse else _indicators(len(better))
        facts.append(f"{who} {_is(len(better))} improving{'' if worse else ' and none is getting worse'}.")
    return facts


def _by_limits(reading: Reading, side: str) -> bool:
    verdict = reading.verdict
    return verdict is not None and verdict.by_limits and verdict.strength == "tested" and verdict.side == side


def _moved(counted: Sequence[Reading]) -> str:
    """What moved where no limits decide, and how sure that is; nothing where limits say more of others."""
    if any(_by_limits(one, side) for one in counted for side in ("better", "worse")):
        return ""
    moved = [one for one in counted if says(one.verdict, "better") or says(one.verdict, "worse")]
    if not moved:
        return ""
    better = sum(says(one.verdict, "better") for one in moved)
    worse = len(moved) - better
    tested = sum(1 for one in moved if one.verdict is not None and one.verdict.strength == "tested")
    some = f"{number_words(tested)} of them tested"
    sure = {0: "none of it tested", len(moved): "more than chance"}.get(tested, some)
    if not better:
        return f"{_indicators(worse)} {RIGHT_WAY['worse']} and none the right way, {sure}."
    return f"{_indicators(better)} {RIGHT_WAY['better']} and {number_words(worse)} the wrong way, {sure}."


def _missed(counted: Sequence[Reading]) -> str:
    """How many legal duties and how many other targets the latest figures miss."""
    missed = [target.target for one in counted for target in one.targets if target.met is False]
    duties = sum(target.kind in DUTIES for target in missed)
    others = len(missed) - duties
    parts = [f"{number_words(duties)} legal {'duty' if duties == 1 else 'duties'}"] if duties else []
    parts += [f"{number_words(others)} {'target' if others == 1 else 'targets'}"] if others else []
    if parts:
        return f"{listed(parts)} {_is(duties + others)} missed."
    return "Every target and duty that can be rated is met." if _any_rated(counted) else ""


def _any_rated(counted: Sequence[Reading]) -> bool:
    return any(target.met is not None for one in counted for target in one.targets)


def _behind(counted: Sequence[Reading]) -> str:
    """How many are worse than their comparator, tested; what isn't tested stands on its tile."""
    behind = [one for one in counted if says(one.comparison, "worse", "tested")]
    if not behind:
        return ""
    return f"{_indicators(len(behind))} {_is(len(behind))} worse than {comparators_area(behind)}, more than chance."


def _indicators(count: int) -> str:
    return f"{number_words(count)} {'indicator' if count == 1 else 'indicators'}"


def _is(count: int) -> str:
    return "is" if count == 1 else "are"
