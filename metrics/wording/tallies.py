"""Counts of verdicts in words: how many moved which way and how many of those are tested; what is missed or behind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from metrics.analysis.reading import Reading
from metrics.analysis.significance import says
from metrics.analysis.states import State, changed, target_missed, target_rates
from metrics.wording import verdicts
from metrics.wording.formatting import listed


def tested_words(state: State, readings: Sequence[Reading]) -> str:
    """What a count is worth: none tested, 2 tested, all tested; empty where nothing is tested or nobody is in it."""
    tested, count = state.tested(readings), sum(map(state.found, readings))
    if tested is None or not count:
        return ""
    if tested == 0:
        return _none_tested(count)
    if tested == count:
        return "tested" if count == 1 else "all tested"
    return f"{tested} tested"


def moved_words(side: Literal["better", "worse"], readings: Sequence[Reading]) -> str:
    """How many moved which way, the tested and the others apart: 10 improving, 2 moved the right way, not tested.

    Where none is tested: 5 moved the right way, none tested (reporting: How sure a verdict is).
    """
    found = [reading.verdict for reading in readings if reading.verdict and says(reading.verdict, side)]
    limits = sum(1 for verdict in found if verdict.by_limits)
    counts = sum(1 for verdict in found if verdict.strength == "tested" and not verdict.by_limits)
    rest = len(found) - limits - counts
    if not limits + counts:
        return f"{rest} {verdicts.RIGHT_WAY[side]}" + (f", {_none_tested(rest)}" if rest else "")
    parts = [f"{limits} {verdicts.RUNNING[side]}"] if limits else []
    parts += [f"{counts} {side}, more than chance"] if counts else []
    return ", ".join([*parts, *([f"{rest} {verdicts.RIGHT_WAY[side]}, not tested"] if rest else [])])


def _none_tested(count: int) -> str:
    return "not tested" if count == 1 else "none tested"


def change_tally(readings: Sequence[Reading]) -> list[str]:
    """How many moved which way, what that is worth, how many are too few to tell, unchanged, or alone."""
    return _tally(readings, _SIDES)


_SIDES: tuple[Literal["better", "worse"], ...] = ("better", "worse")


def _tally(readings: Sequence[Reading], sides: Iterable[Literal["better", "worse"]]) -> list[str]:
    few = sum(1 for reading in readings if reading.verdict and reading.verdict.strength == "too few to tell")
    level = sum(1 for reading in readings if reading.verdict and reading.verdict.said == "same")
    alone = sum(1 for reading in readings if not changed(reading))
    parts = [moved_words(side, readings) for side in sides]
    parts += [f"{few} {verdicts.TOO_FEW}"] if few else []
    parts += [f"{level} unchanged"] if level else []
    return parts + ([f"{alone} with no comparable earlier figure"] if alone else [])


def theme_tally(group: Sequence[Reading]) -> str:
    """The same for one theme, without what counts nothing."""
    return "; ".join(_tally(group, [side for side in _SIDES if any(says(one.verdict, side) for one in group)]))


def counts_sentence(readings: Iterable[Reading]) -> str:
    """The scorecard's one sentence of counts, each with what it is worth."""
    all_readings = list(readings)
    counted = [reading for reading in all_readings if reading.counted]
    clauses = change_tally(counted)
    rated = [reading for reading in counted if target_rates(reading)]
    if rated:
        missed = sum(map(target_missed, rated))
        clauses.append(f"{missed or 'none'} of {len(rated)} {'misses' if missed == 1 else 'miss'} a target or duty")
    clauses += behind_clause(counted)
    if only := sum(1 for reading in all_readings if reading.only_published and not reading.retired):
        clauses.append(f"{only} more {'is' if only == 1 else 'are'} {ONLY_PUBLISHED}")
    if waiting := sum(1 for reading in all_readings if reading.awaiting):
        clauses.append(f"{waiting} {'' if only else 'more '}{'has' if waiting == 1 else 'have'} no figure yet")
    return "; ".join(clauses) + "."


ONLY_PUBLISHED = "published every year and not reported by the council"
"""What an indicator is called that only a department has figures of (reporting: Two voices)."""


def behind_clause(counted: Sequence[Reading]) -> list[str]:
    """Of those on the wrong side of a like-for-like comparator how many are tested, not tested, or too few to tell.

    Those too few to tell are said in people, where their counts are known.
    """
    wrong = [reading for reading in counted if reading.comparison is not None and reading.comparison.side == "worse"]
    if not any(reading.comparison is not None for reading in counted):
        return []
    whose = verdicts.comparators_area(wrong)
    if not wrong:
        return ["none is on the wrong side of a like-for-like comparator"]
    strengths = [reading.comparison.strength for reading in wrong if reading.comparison is not None]
    compared = sum(1 for reading in counted if reading.comparison is not None)
    tested, untested, graded = (strengths.count(strength) for strength in ("tested", "not tested", None))
    parts = [f"{_are(tested)} worse (more than chance)"] if tested else []
    parts += [f"{_are(untested)} worse (not tested)"] if untested else []
    parts += [f"{_are(graded)} worse"] if graded else []
    if few := strengths.count("too few to tell"):
        away = ", ".join(words for words in map(verdicts.nearest_words, wrong) if words)
        lie = f"{few} {'lies' if few == 1 else 'lie'} on its wrong side, {verdicts.TOO_FEW}"
        parts.append(lie + (f" ({away})" if away else ""))
    return [f"of {compared} that can be compared with {whose} figure, {listed(parts)}"]


def _are(count: int) -> str:
    return f"{count} {'is' if count == 1 else 'are'}"
