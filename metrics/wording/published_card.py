"""The words of a small chart of a published series: its finding, its change over the years shown, its alt text."""

from __future__ import annotations

from metrics.analysis.published import Beside, PublishedReading, Step
from metrics.analysis.significance import Verdict
from metrics.catalogue.models import Indicator, Source
from metrics.wording.formatting import (
    capital,
    figure_words,
    in_the_period,
    publisher_words,
    size_words,
    the_period,
    with_counts,
)
from metrics.wording.published import ALIKE

SURE = {"tested": "more than chance", "not tested": "not tested"}


def latest_words(published: PublishedReading) -> str:
    """35% (56 of 160) in the year to March 2025; of a code, what it means, and the number before it."""
    latest, indicator = published.latest, published.indicator
    words = f"{capital(with_counts(latest, indicator))} {in_the_period(latest.period)}"
    if latest.value is not None or not published.numbers:
        return words
    last = published.numbers[-1]
    return f"{words}; before that {with_counts(last, indicator)} {in_the_period(last.period)}"


def beside_words(beside: Beside | None, indicator: Indicator, *, rated: bool = True) -> str:
    """worse than England’s 40%, more than chance; unless ``rated`` only above or below. Empty without one."""
    if beside is None or beside.verdict is None:
        return ""
    name = "England’s" if beside.kind == "country" else "the neighbours’"
    name = f"{beside.comparator.area}’s" if beside.kind == "region" else name
    other, verdict = f"{name} {figure_words(beside.comparator, indicator)}", beside.verdict
    place = {"up": "above", "down": "below", "same": "level with"}.get(verdict.direction or "", "beside")
    if not rated or verdict.side in (None, "same"):
        return f"{place} {other}"
    if verdict.strength == "too few to tell":
        return f"{place} {other}, too few to tell"
    return f"{verdict.side} than {other}{_sure(verdict)}"


def _sure(verdict: Verdict) -> str:
    return f", {SURE[verdict.strength]}" if verdict.strength in SURE else ""


def over_words(step: Step | None, indicator: Indicator, *, rated: bool = True) -> str:
    """up 12 percentage points since 2018/19: moved the wrong way, more than chance; empty where nothing is compared."""
    if step is None:
        return ""
    since = f"since {the_period(step.earlier.period)}"
    if step.change.direction == "same":
        return f"no change as published {since}"
    moved = f"{step.change.direction} {size_words(step.change.size, indicator)} {since}"
    if not rated or step.verdict.side in (None, "same"):
        return moved
    if step.verdict.strength == "too few to tell":
        return f"{moved}: too few to tell"
    way = "moved the right way" if step.verdict.side == "better" else "moved the wrong way"
    return f"{moved}: {way}{_sure(step.verdict)}"


def finding(published: PublishedReading, beside: Beside | None, over: Step | None, *, rated: bool = True) -> str:
    """The latest figure, where it lies beside another area, and how it changed over the years shown."""
    indicator = published.indicator
    change = over_words(over, indicator, rated=rated)
    clauses = [latest_words(published), beside_words(beside, indicator, rated=rated)]
    sentence = "; ".join(clause for clause in clauses if clause)
    return f"{sentence}. {capital(change)}." if change else f"{sentence}."


def source_words(source: Source) -> str:
    """DfE, Children's social work workforce: 2025."""
    return f"{publisher_words(source.publisher)}, {source.title}"


def whom_words(published: PublishedReading) -> str:
    """Whom the series counts, and where that makes it another indicator than the council's; empty without a group."""
    alike = ALIKE[published.latest.comparable]
    return capital("; ".join(words for words in (published.group, alike) if words))


def alt(published: PublishedReading, areas: tuple[str, ...], beside: Beside | None, starts_at: str) -> str:
    """A small chart's alternative text: what is drawn, and its first and latest figure."""
    first, indicator = published.numbers[0], published.indicator
    drawn = f"Chart of {len(published.numbers)} {'figure' if len(published.numbers) == 1 else 'figures'}"
    whose = f" with {' and '.join(areas[1:3])}" if len(areas) > 1 else ""
    start = (
        f"; first {figure_words(first, indicator)} {in_the_period(first.period)}" if first != published.latest else ""
    )
    scale = f"; the scale starts at {starts_at}" if starts_at else ""
    against = beside_words(beside, indicator, rated=False)
    latest = f"; latest {latest_words(published)}" + (f", {against}" if against else "")
    return f"{indicator.title}: {drawn}{whose}{start}{latest}{scale}."
