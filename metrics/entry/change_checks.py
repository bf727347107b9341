"""Plausibility checks of changed fields: what turns every verdict, joins what can't be joined, or comes too early.

Each is one question to whoever changes an indicator (contract: Plausibility).
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from datetime import date

from metrics.analysis.numbers_in_words import small_numbers
from metrics.catalogue.models import Catalogue, Indicator, Target
from metrics.catalogue.period import day_words
from metrics.entry.changeable import BY_NAME
from metrics.entry.doubts import Doubt, DoubtKind, small_in_words
from metrics.wording.formatting import plural, size_words
from metrics.wording.polarity import WAYS

_A_NUMBER = re.compile(r"\d")


_SAID = ("caution", "ask", "why_it_matters", "note")
"""Words that tell how things are, and may count people in doing so; not those that tell what is counted."""


def change_doubts(before: Catalogue, after: Catalogue, today: date, hiding: Container[str] = ()) -> Iterator[Doubt]:
    """A question for each changed field that something speaks against; it stands for as long as its words do.

    ``hiding`` are the ids of indicators of which readers aren't shown a figure.
    """
    for new in after.indicators:
        old = before.indicator(new.id)
        if old is not None and old != new:
            for words in _of_indicator(old, new, today):
                yield Doubt(DoubtKind.CHANGED_FIELD, f"{new.title}: {words}", (new.id,), facts=(words,))
            yield from _small_numbers(old, new, after.organisation.suppress_below, hidden=new.id in hiding)


def _small_numbers(old: Indicator, new: Indicator, below: int, *, hidden: bool) -> Iterator[Doubt]:
    """A question for each small number of people in new words, which every reader is shown."""
    stood = set(_said(old))
    for name, text in _said(new):
        for found in small_numbers(text, below, hidden) if (name, text) not in stood else ():
            words = small_in_words(f"{new.title}, {BY_NAME[name].words.lower()}", found, below)
            yield Doubt(DoubtKind.SMALL_IN_WORDS, words, (new.id,), facts=(name, found.phrase))


def _said(indicator: Indicator) -> Iterator[tuple[str, str]]:
    """The words of an indicator in which people may be counted, by field."""
    for name in _SAID:
        yield name, getattr(indicator, name) or ""
    yield "retired", indicator.retired.reason if indicator.retired else ""
    for line in indicator.observations:
        yield "break_before", line.break_before or ""
        yield "rebase_before", line.rebase_before.reason if line.rebase_before else ""


def _of_indicator(old: Indicator, new: Indicator, today: date) -> Iterator[str]:
    figures = len(old.observations)
    counted = f"{figures} {plural(figures, 'figure')}"
    if old.polarity != new.polarity and figures:
        yield (
            f"{WAYS[new.polarity].lower()} now, where it was “{WAYS[old.polarity].lower()}”; this turns every verdict "
            f"of {counted}; is that meant?"
        )
    if old.frequency != new.frequency and figures:
        yield (
            f"it is reported by the {new.frequency} now, and its {counted} so far by the {old.frequency}; figures of "
            "two kinds of period are not joined or compared; is that meant?"
        )
    if old.definition != new.definition and figures and not _new_break(old, new):
        yield (
            "it has another definition, and its line goes on as before; if it counts something else now, put a break "
            "before the first such figure, too; does it count the same as before?"
        )
    if new.ask and old.ask != new.ask and _A_NUMBER.search(new.ask):
        yield "the question to ask holds a number, which goes out of date; is that meant?"
    if new.retired is not None and new.retired != old.retired:
        yield from _retired(new, new.retired.on, today)
    for was, now in zip(old.targets, new.targets, strict=False):
        if was.tolerance != now.tolerance and _is_wide(new, now):
            assert now.tolerance is not None
            yield f"a tolerance of {size_words(now.tolerance.value, new)} is wide beside its target; is that meant?"


TOO_WIDE = 10
"""A band of more percentage points is hardly meant. (ours)"""


def _is_wide(indicator: Indicator, target: Target) -> bool:
    band, wanted = target.tolerance, target.value
    if band is None or wanted is None:
        return False
    return band.value >= abs(wanted) or (indicator.unit == "percent" and band.value > TOO_WIDE)


def _new_break(old: Indicator, new: Indicator) -> bool:
    breaks = [{one.period for one in each.observations if one.break_before} for each in (old, new)]
    return bool(breaks[1] - breaks[0])


def _retired(new: Indicator, on: date, today: date) -> Iterator[str]:
    ends = [one.period.end for one in new.observations if one.status != "predicted" and one.period.end is not None]
    if on > today:
        yield f"it leaves every count as soon as this is saved, though {day_words(on)} is still to come; is that meant?"
    elif ends and max(ends) > on:
        yield f"it has figures for days after {day_words(on)}; is the day right?"
