"""Plausibility checks of targets: what is unusual in a new one, what stands beside it, and what the end of one undoes.

Every firm target in force rates the figure (reporting: Target), so whoever enters or ends one is
asked once about what that changes (contract: Plausibility).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from metrics.analysis.targets import DUTIES, in_force, is_case_limit
from metrics.analysis.verdicts import at_or_beyond
from metrics.catalogue.models import Catalogue, Indicator, Observation, Target
from metrics.catalogue.period import day_words
from metrics.entry.doubts import Doubt, DoubtKind, Question
from metrics.entry.new_figure import hundredfold
from metrics.entry.size_checks import SLIP
from metrics.wording import formatting
from metrics.wording.targets import target_name

SHARE = 10
"""A percentage below 1 may be a share where the latest figure is this many times as high."""

YEARS = range(2000, 2051)
"""Years in which a target may begin or end without a question."""

LONG_AGO = 366
"""Days before today from which on a new target's first day is of a past that is rated already."""


def target_doubts(before: Catalogue, after: Catalogue, today: date) -> Iterator[Doubt]:
    """What is to be asked of each target that is new or ended and that something speaks against."""
    for new in after.indicators:
        recorded = before.indicator(new.id)
        old = recorded.targets if recorded is not None else []
        if old == new.targets:
            continue
        for was, now in zip(old, new.targets, strict=False):
            if was.until != now.until and now.until is not None:
                yield from (_doubt(new, new.title + ":", question, now) for question in _ended(new, was, now.until))
        for added in new.targets[len(old) :]:
            about = f"{new.title}: the new {added.kind or 'target'} of {_wanted(new, added)}"
            questions = [*_sizes(new, added), *_days(new, added, today)]
            yield from (_doubt(new, about, question, added) for question in questions)
            standing = [target for target in new.targets if target is not added and _overlap(target, added)]
            if recorded is not None:
                yield from (
                    _doubt(new, about, question, added, other) for question, other in _beside(new, added, standing)
                )


def _doubt(indicator: Indicator, about: str, question: Question, *targets: Target) -> Doubt:
    """A question of a target, and of the one that it is held against."""
    facts = tuple(f"{one.kind} {one.from_} {one.until} {one.value} {one.words}" for one in targets)
    return Doubt(question.kind, f"{about} {question.words}", (indicator.id,), (), facts)


def _ended(indicator: Indicator, target: Target, until: date) -> Iterator[Question]:
    """That the law no longer asks it, or that figures which it rates would be rated by it no more."""
    wanted = f"{_wanted(indicator, target)} ({target_name(target)})"
    rated = _rated(indicator, target, until)
    loses = ""
    if rated:
        figures = f"{len(rated)} {formatting.plural(len(rated), 'figure')}"
        loses = f"no longer rates {figures}, from {rated[0].period.words} on"
    if target.kind in DUTIES:
        beyond = f", and {loses}" if loses else ""
        words = f"{wanted} is asked by the law, and this ends it on {day_words(until)}{beyond}; did the law change?"
        yield Question(DoubtKind.TARGET_ENDED, words)
    elif loses:
        yield Question(DoubtKind.TARGET_ENDED, f"{wanted} ends on {day_words(until)} and {loses}; is that meant?")


def _rated(indicator: Indicator, target: Target, after: date = date.min) -> Sequence[Observation]:
    """The figures that a target rates whose periods end after a day, one of each period, in their order."""
    if target.value is None or target.kind == "proposed limit" or is_case_limit(indicator, target):
        return []
    of_period = {
        figure.period: figure
        for figure in indicator.observations
        if figure.status != "predicted"
        and figure.period.end is not None
        and figure.period.end > after
        and in_force(target, figure.period.end)
    }
    return list(of_period.values()) if indicator.polarity != "neutral" else []


def _sizes(indicator: Indicator, added: Target) -> Iterator[Question]:
    """A share in place of a percentage, ten times the latest figure or a tenth of it, and what rates nothing."""
    if added.value is None or added.kind == "proposed limit":
        return
    numbers = [one.value for one in indicator.observations if one.status != "predicted" and one.value is not None]
    last = numbers[-1] if numbers else None
    if _may_be_share(indicator, added.value, last):
        words = f"is below 1; was {formatting.short_value(hundredfold(added.value), indicator)} meant?"
        yield Question(DoubtKind.TARGET_SIZE, words)
    elif last is not None and indicator.unit != "grade" and _slipped(added.value, last):
        latest = formatting.value_words(last, indicator)
        words = f"is far from the latest figure, {latest}; is its decimal point in place?"
        yield Question(DoubtKind.TARGET_SIZE, words)
    if indicator.polarity == "neutral":
        words = "will rate no figure, since neither way is better here; is it a target?"
        yield Question(DoubtKind.TARGET_RATES_NONE, words)


def _may_be_share(indicator: Indicator, value: Decimal, last: Decimal | None) -> bool:
    return indicator.unit == "percent" and 0 < value < 1 and (last is None or abs(last) > SHARE * value)


def _slipped(value: Decimal, last: Decimal) -> bool:
    low, high = sorted((abs(value), abs(last)))
    return 0 < SLIP * low <= high


def _days(indicator: Indicator, added: Target, today: date) -> Iterator[Question]:
    """A first or last day in a year that is hardly meant, or a first one from which figures would be rated anew."""
    unlikely = [day for day in (added.from_, added.until) if day is not None and day.year not in YEARS]
    if unlikely:
        yield Question(DoubtKind.TARGET_DAY, f"has the day {day_words(unlikely[0])}; is the year right?")
    elif added.from_ is not None and (today - added.from_).days > LONG_AGO and (rated := _rated(indicator, added)):
        count = len(rated)
        figures = f"{count} {formatting.plural(count, 'figure')} that {formatting.plural(count, 'stands', 'stand')}"
        words = f"rates {figures} already, from {rated[0].period.words} on; is that meant?"
        yield Question(DoubtKind.TARGET_RATES_PAST, words)


def _beside(indicator: Indicator, added: Target, standing: Iterable[Target]) -> Iterator[tuple[Question, Target]]:
    """What holds on the same days: one of its kind, of which one must end, or a duty that asks for more."""
    if added.kind == "proposed limit":
        return
    for target in standing:
        words = f"{_wanted(indicator, target)} ({target_name(target)})"
        if target.kind == added.kind:
            sentence = (
                f"begins while the one of {words} still holds, and both will "
                f"{'rate each figure' if None not in (target.value, added.value) else 'be said of each figure'}; "
                "to end that one, send it once more with its last day in the column Until"
            )
            yield Question(DoubtKind.TARGET_BESIDE, sentence), target
        elif added.value is not None and target.value is not None and _softer(indicator, added, target):
            sentence = f"asks for less than the law: {words}; both will be said, the duty first; is that meant?"
            yield Question(DoubtKind.TARGET_BESIDE, sentence), target


def _wanted(indicator: Indicator, target: Target) -> str:
    return f"“{target.words}”" if target.value is None else formatting.value_words(target.value, indicator)


def _softer(indicator: Indicator, added: Target, duty: Target) -> bool:
    """Whether a figure may meet the new target and miss what the law asks."""
    if duty.kind not in DUTIES or is_case_limit(indicator, duty):
        return False
    assert added.value is not None
    assert duty.value is not None
    return indicator.polarity != "neutral" and not at_or_beyond(indicator, added.value, duty.value)


def _overlap(one: Target, other: Target) -> bool:
    """Whether there is a day on which both hold; a target without a first day holds on none."""
    if one.from_ is None or other.from_ is None:
        return False
    return one.from_ <= (other.until or date.max) and other.from_ <= (one.until or date.max)
