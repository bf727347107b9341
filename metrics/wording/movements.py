"""What moved: from which figure to which, and how sure that is, in the few words of the home page's strip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from metrics.analysis.reading import Reading
from metrics.analysis.significance import says
from metrics.catalogue.models import Figure, Indicator
from metrics.wording import verdicts
from metrics.wording.cards import card_tag
from metrics.wording.formatting import figure_words, reader_period, value_parts


@dataclass(frozen=True)
class Movement:
    """One indicator that moved: 30% to 26%, and in which way and how surely."""

    reading: Reading
    figures: str
    words: str


def movements(readings: Sequence[Reading], most: int) -> tuple[list[Movement], int]:
    """What moved, those tested first and the wrong way beside the right way; and how many more there are.

    The two share the room alike as far as both need it.
    """
    counted = [reading for reading in readings if reading.counted]
    better, worse = (_surest([one for one in counted if says(one.verdict, side)]) for side in ("better", "worse"))
    few = min(len(worse), max(most // 2, most - len(better)))
    chosen = [*worse[:few], *better[: most - few]]
    return [_movement(reading) for reading in chosen], len(better) + len(worse) - len(chosen)


def _surest(readings: Sequence[Reading]) -> list[Reading]:
    return sorted(readings, key=lambda one: one.verdict is None or one.verdict.strength != "tested")


def _movement(reading: Reading) -> Movement:
    latest, verdict = reading.latest, reading.verdict
    assert latest is not None
    assert verdict is not None
    if not verdict.by_limits:
        tag = card_tag(reading, "better")
        figures = _from_to(reading.previous, latest, reading.indicator)
        return Movement(reading, figures, tag.words if tag else "")
    year = reading.year_before
    same_way = year is not None and year.change is not None and year.change.side == verdict.side
    was = year.earlier if same_way and year is not None else None
    words = verdicts.RUNNING.get(str(verdict.side), "")
    if verdict.since is not None:
        words += f" since {reader_period(verdict.since)}" if verdict.since != latest.period else ""
    figures = _from_to(was, latest, reading.indicator)
    return Movement(reading, figures, f"over a year: {words}" if was is not None else words)


def _from_to(was: Figure | None, now: Figure, indicator: Indicator) -> str:
    """30% to 26%; the unit's word stands once where it is the same: 53 to 46 weeks."""
    if was is None:
        return figure_words(now, indicator)
    units = {value_parts(one.value, indicator)[1] if one.value is not None else "" for one in (was, now)}
    return f"{figure_words(was, indicator, unit=len(units) > 1)} to {figure_words(now, indicator)}"
