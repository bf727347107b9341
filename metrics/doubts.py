"""What of a quarter's new figures looks wrong though it may be right: each is to be ticked before saving.

The rules are the issue's ("warnings that must be ticked") and one of ours, the slip of
a decimal point; nothing here refuses anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from metrics import disclosure, due, wording
from metrics.amend import Addition
from metrics.indicator import Catalogue, Indicator, Observation
from metrics.period import PeriodError
from metrics.period import parse as parse_period

SLIP = 5
"""A figure this many times the last one, or this part of it, may have its decimal point in the wrong place (ours)."""


@dataclass(frozen=True)
class Doubt:
    """One thing to look at again: of which measure, and why, in words."""

    indicator: str
    words: str


def doubts(before: Catalogue, after: Catalogue, additions: Iterable[Addition]) -> list[Doubt]:
    """Every doubt about the added figures, in the order they were given."""
    shown = disclosure.published(after)
    found: list[Doubt] = []
    for addition in additions:
        new, known = after.indicator(addition.indicator), before.indicator(addition.indicator)
        if addition.kind == "observations" and new is not None and known is not None:
            figure = _added(new, addition)
            hidden = shown.indicator(new.id)
            if figure is not None and hidden is not None:
                sentences = [*_about(known, figure), *_hidden(hidden, figure)]
                found += [Doubt(new.id, f"{new.title}, {figure.period.words}: {one}") for one in sentences]
    return found


def _added(indicator: Indicator, addition: Addition) -> Observation | None:
    try:
        period = parse_period(str(addition.entry.get("period")))
    except PeriodError:
        return None
    predicted = addition.entry.get("status") == "predicted"
    alike = [one for one in indicator.observations if one.period == period and (one.status == "predicted") == predicted]
    return alike[-1] if alike else None


def _about(known: Indicator, figure: Observation) -> Iterator[str]:
    last = due.last_before(known, figure.period)
    if last is None or last.value is None or figure.value is None:
        return
    was, now = wording.figure_words(last, known), wording.figure_words(figure, known)
    changes = _changes(known, last)
    if figure.value == last.value:
        yield f"{now} is the very figure of {wording.the(last.period)}; is it new, or was the old one copied?"
    elif changes and abs(figure.value - last.value) > max(changes):
        size = wording.size_words(figure.value - last.value, known)
        yield f"{was} to {now} is a change of {size}, larger than any before; are both right?"
    elif _slipped(figure.value, last.value):
        yield f"{was} to {now}: is the decimal point in its place?"
    if last.denominator and figure.denominator is not None and figure.denominator * 2 <= last.denominator:
        yield f"the denominator fell from {last.denominator:,} to {figure.denominator:,}; is it of the same group?"


def _changes(known: Indicator, last: Observation) -> list[Decimal]:
    """The sizes of the changes between neighbouring figures up to ``last``, of its kind of period."""
    standing = {one.period: one for one in known.observations if one.status != "predicted"}
    alike = [one for one in standing.values() if one.period.kind == last.period.kind and one.value is not None]
    values = [one.value for one in alike if one.value is not None]
    return [abs(after - one) for one, after in pairwise(values)]


def _slipped(now: Decimal, was: Decimal) -> bool:
    low, high = sorted((abs(now), abs(was)))
    return low > 0 and high >= SLIP * low


def _hidden(shown: Indicator, figure: Observation) -> Iterator[str]:
    """Whether readers get a code in place of the figure, though it has a number (contract: Suppression)."""
    alike = [one for one in shown.observations if one.period == figure.period and one.status == figure.status]
    if figure.value is not None and alike and alike[-1].value is None:
        yield "so few are counted that readers won't be shown this figure, so that no child can be recognised"
