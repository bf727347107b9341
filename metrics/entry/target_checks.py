"""Plausibility checks of new targets: one that a duty goes beyond, and one beside an open target of its kind.

Both would stand, and every firm target in force rates the figure (reporting: Target), so whoever enters them is
asked once (contract: Plausibility).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from metrics.analysis.targets import is_case_limit
from metrics.analysis.verdicts import at_or_beyond
from metrics.catalogue.amend import Addition
from metrics.catalogue.models import Catalogue, Indicator, Target
from metrics.wording import formatting
from metrics.wording.targets import target_name


def target_doubts(before: Catalogue, after: Catalogue, additions: Iterable[Addition]) -> Iterator[tuple[str, str]]:
    """The indicator's id and the question, of each new target that something speaks against."""
    touched = dict.fromkeys(addition.indicator for addition in additions if addition.kind == "targets")
    for indicator_id in touched:
        old, new = before.indicator(indicator_id), after.indicator(indicator_id)
        if old is None or new is None:
            continue
        for added in new.targets[len(old.targets) :]:
            standing = [target for target in new.targets if target is not added and _overlap(target, added)]
            yield from ((indicator_id, words) for words in _questions(new, added, standing))


def _questions(indicator: Indicator, added: Target, standing: Iterable[Target]) -> Iterator[str]:
    if added.value is None or added.kind == "proposed limit":
        return
    new = f"{indicator.title}: the new {added.kind or 'target'} of {formatting.value_words(added.value, indicator)}"
    for target in standing:
        if target.value is None:
            continue
        words = f"{formatting.value_words(target.value, indicator)} ({target_name(target)})"
        if target.kind == added.kind:
            yield (
                f"{new} begins while the one of {words} still holds, and both will rate each figure; "
                "to end that one, send it once more with its last day in the column Until"
            )
        elif _softer(indicator, added, target):
            yield f"{new} asks for less than the law: {words}; both will be said, the duty first; is that meant?"


def _softer(indicator: Indicator, added: Target, duty: Target) -> bool:
    """Whether a figure may meet the new target and miss what the law asks."""
    if duty.kind not in ("statutory duty", "statutory limit") or is_case_limit(indicator, duty):
        return False
    assert added.value is not None
    assert duty.value is not None
    return indicator.polarity != "neutral" and not at_or_beyond(indicator, added.value, duty.value)


def _overlap(one: Target, other: Target) -> bool:
    """Whether there is a day on which both hold; a target without a first day holds on none."""
    if one.from_ is None or other.from_ is None:
        return False
    return one.from_ <= (other.until or date.max) and other.from_ <= (one.until or date.max)
