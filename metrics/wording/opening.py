"""How an indicator's page opens: the finding in at most two lines, and what may be said of it in one.

What the two lines have no room for stands beneath the chart, and nothing is lost.
"""

from __future__ import annotations

from dataclasses import dataclass

from metrics.analysis.reading import Reading
from metrics.wording import findings, published, small_numbers, uncertainty
from metrics.wording.formatting import capital
from metrics.wording.segments import bound_words
from metrics.wording.uncertainty import Remark

ROOM = 230
"""So many letters have room in two lines above the chart of a window 1,440 pixels wide."""


@dataclass(frozen=True)
class Opening:
    """The finding as it stands above the chart, and the rest of it for beneath."""

    words: str
    rest: str


def opening(reading: Reading) -> Opening:
    """The finding, clause by clause as long as two lines have room; the first always."""
    clauses, sentences = findings.own_clauses(reading), findings.own_sentences(reading)
    if reading.only_published:
        sentences = [_published(reading), *sentences]
    words, rest = clauses[0], []
    for clause in clauses[1:]:
        longer = f"{words}; {clause}"
        words, cut = (longer, "") if len(longer) < ROOM else (words, clause)
        rest += [cut] if cut else []
    words = f"{words}."
    for sentence in sentences:
        longer = f"{words} {sentence}."
        words, cut = (longer, "") if len(longer) <= ROOM else (words, sentence)
        rest += [cut] if cut else []
    return Opening(words, " ".join(f"{capital(one)}." for one in rest))


def _published(reading: Reading) -> str:
    """What a department publishes of an indicator that the council doesn't report; the figure alone if that is long."""
    whole = published.finding(reading)
    return whole if len(whole) < ROOM - len("The council reports no figure. .") else published.figure(reading)


def in_one_line(reading: Reading) -> Remark | None:
    """The one sentence on how much the latest figure allows to be said; None where nothing is judged of it."""
    remarks, variation = uncertainty.variation_words(reading) if reading.counted else [], reading.variation
    if not remarks:
        return None
    if not variation.enough:
        differences = small_numbers.difference_words(reading)
        return Remark(differences[0]) if differences else remarks[0]
    if variation.shown_cause is not None:
        return remarks[1]
    return _within(reading) or remarks[0]


def _within(reading: Reading) -> Remark | None:
    """That the latest figure lies in its usual range; None where no limits stand or the figures never vary."""
    latest, indicator = reading.variation.latest, reading.indicator
    bounds = latest.shown_limits
    if bounds is None or latest.latest_place is None or bounds.lower == bounds.upper:
        return None
    low, high = (bound_words(bound, indicator, latest) for bound in (bounds.lower, bounds.upper))
    return Remark(f"The latest figure is within its usual range, {low} to {high}: nothing unusual.")
