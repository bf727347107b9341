"""Plausibility checks of a quarter's new figures: warnings of what looks wrong though it may be right.

Each is to be ticked before saving. The rules are ours: every revision, the slip of a
decimal point, a part of a person, and a period of a kind that the indicator doesn't have,
that isn't over, or that leaves others out. Nothing here refuses anything.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from metrics.analysis import reporting_periods, suppression
from metrics.analysis.reading import read
from metrics.catalogue.amend import Addition
from metrics.catalogue.models import Catalogue, Indicator, Observation
from metrics.catalogue.period import Period, day_words, is_over
from metrics.catalogue.period import parse as parse_period
from metrics.entry import scale_checks
from metrics.entry.rows import Row
from metrics.wording import formatting

SLIP = 5
"""A figure this many times the last one, or this part of it, may have its decimal point in the wrong place (ours)."""

FEW = "so few are counted that readers won't be shown this figure, so that no child can be recognised"

_AVERAGE = re.compile(r"\b(per|average|mean|median|full[- ]time equivalents?|FTE)\b", re.IGNORECASE)
"""Words of a count that may have decimals."""


@dataclass(frozen=True)
class Doubt:
    """One thing to look at again: of which indicator ("" for all), and why, in words."""

    indicator: str
    words: str


def doubts(
    before: Catalogue,
    after: Catalogue,
    additions: Iterable[Addition],
    today: date,
    chosen: Period | None = None,
    rows: Sequence[Row] = (),
    left_out: Iterable[str] = (),
) -> list[Doubt]:
    """Every doubt about the added figures, in the order they were given; then about new indicators' figures.

    First come, once for all, what of a file is ``left_out``, and that it says other periods than the one ``chosen``
    for it; ``rows`` are those behind ``additions``, and what was typed on the page is none of a file.
    A figure is doubted against those before it of its kind of period, up to a break or a
    code (reporting: Change and verdict). A prediction is a guess and isn't doubted; that
    readers won't be shown it is a warning all the same.
    """
    suppressed = suppression.suppress(after)
    added = list(additions)
    warnings = [Doubt("", f"{sentence}; is that meant?") for sentence in left_out]
    warnings += _other_periods(rows, added, chosen)
    for indicator_id, figure in _added(before, after, added):
        new, displayed = after.indicator(indicator_id), suppressed.indicator(indicator_id)
        if new is not None and displayed is not None:
            outcomes = read(after, new, date.max).outcomes
            recorded = before.indicator(indicator_id)
            old = reporting_periods.outcome_of_period(recorded, figure.period) if recorded else None
            unusual = [*_period(outcomes, figure, old, today), *_against_others(new, outcomes, figure, old)]
            sentences = [*_revises(new, figure, old), *unusual, *_hidden(displayed, figure)]
            warnings += [
                Doubt(indicator_id, f"{new.title}, {figure.period.words}: {sentence}") for sentence in sentences
            ]
    of_others = {addition.indicator for addition in added if addition.kind in ("comparators", "own_series")}
    scales = [Doubt(indicator_id, words) for indicator_id, words in scale_checks.scale_doubts(before, after, of_others)]
    return [*warnings, *scales, *_hidden_comparators(before, after, suppressed)]


def _other_periods(rows: Sequence[Row], additions: Sequence[Addition], chosen: Period | None) -> Iterator[Doubt]:
    """Whether outcomes of a file name another period of the chosen kind; for other kinds and predictions they must."""
    periods = [
        parse_period(str(addition.entry["period"]))
        for row, addition in zip(rows, additions, strict=False)
        if row.places and addition.kind == "observations" and addition.entry.get("status") != "predicted"
    ]
    others = [period for period in periods if chosen is not None and period.kind == chosen.kind and period != chosen]
    if chosen is not None and others:
        counts = Counter(sorted(others, key=lambda period: period.order))
        phrases = [
            f"{period.words} for {count} {formatting.plural(count, 'figure')}" for period, count in counts.items()
        ]
        yield Doubt("", f"the file says {formatting.listed(phrases)}, the page {chosen.words}; which is meant?")


def _added(before: Catalogue, after: Catalogue, additions: Iterable[Addition]) -> Iterator[tuple[str, Observation]]:
    """The figures that ``after`` has beyond ``before``, each with its indicator's id."""
    for addition in additions:
        new = after.indicator(addition.indicator)
        if new is not None and addition.kind == "observations":
            period, predicted = parse_period(str(addition.entry["period"])), addition.entry.get("status") == "predicted"
            own = [
                observation
                for observation in new.observations
                if observation.period == period and (observation.status == "predicted") == predicted
            ]
            yield from ((new.id, observation) for observation in own[-1:])
    for new in after.indicators:
        if before.indicator(new.id) is None:
            yield from ((new.id, observation) for observation in new.observations)


def _revises(indicator: Indicator, figure: Observation, old: Observation | None) -> Iterator[str]:
    """That a figure of the file is revised, so that nobody overwrites a colleague's by one press."""
    if figure.status == "revised" and old is not None:
        was = formatting.figure_words(old, indicator)
        was = was if old.value is not None else f"“{was}”"
        yield f"this revises {was} of {formatting.with_article(old.period)}, which stays in the file; is that meant?"


def _period(
    outcomes: Sequence[Observation], figure: Observation, old: Observation | None, today: date
) -> Iterator[str]:
    """Whether an outcome's period is still to end, or leaves out the one that is due; ``old`` is what it revises."""
    period = figure.period
    if figure.status == "predicted":
        return
    if period.end is not None and not is_over(period, today):
        yield f"it ends on {day_words(period.end)}, which is still to come; is the period right?"
    if old is None and (gap := reporting_periods.skipped_periods([one.period for one in outcomes], period)):
        between = gap[0].words if gap[0] == gap[1] else f"{gap[0].words} to {gap[1].words}"
        yield f"no figure for {between} stands before it; is the period right?"


def _against_others(
    indicator: Indicator, outcomes: Sequence[Observation], figure: Observation, old: Observation | None
) -> Iterator[str]:
    """What is unusual about an outcome among the others of its indicator; ``old`` is the one that it revises."""
    if figure.status == "predicted":
        return
    kinds = {other.period.kind for other in outcomes if other.period != figure.period} | {
        indicator.frequency,
        "undated",
    }
    if figure.period.kind not in kinds and indicator.frequency != "inspection":
        yield f"this indicator is reported by the {indicator.frequency}; is the period right?"
    if figure.value is None:
        return
    yield from _parts(indicator, figure.value)
    before = _comparable(outcomes, figure)
    if not before:
        yield from _far_off(indicator, outcomes, figure, old)
    else:
        values = [outcome.value for outcome in (*before, old) if outcome is not None and outcome.value is not None]
        changes = [abs(later - earlier) for earlier, later in pairwise(values)]
        yield from _against_last(indicator, before[-1], figure, changes)


def _comparable(outcomes: Sequence[Observation], figure: Observation) -> list[Observation]:
    """The numbers before a figure that it may be compared with, oldest first; none across a break or a code."""
    place = [outcome.period for outcome in outcomes].index(figure.period)
    figures: list[Observation] = []
    after = outcomes[place]
    for outcome in reversed([outcome for outcome in outcomes[:place] if outcome.period.kind == figure.period.kind]):
        apart = not outcome.period.dated and (outcome.source, outcome.at) != (figure.source, figure.at)
        if after.break_before or apart or outcome.value is None:
            break
        figures.append(outcome)
        after = outcome
    return figures[::-1]


def _against_last(
    indicator: Indicator, last: Observation, figure: Observation, changes: Sequence[Decimal]
) -> Iterator[str]:
    """What is unusual about the step from the last figure; ``changes`` are the sizes of those before it."""
    assert last.value is not None
    assert figure.value is not None
    was, now = formatting.figure_words(last, indicator), formatting.figure_words(figure, indicator)
    change = figure.value - last.value
    if not change:
        then = formatting.with_article(last.period)
        yield f"{now} is the very figure of {then}; is it new, or was the old one copied?"
    elif changes and abs(change) > max(changes):
        size = formatting.size_words(change, indicator)
        yield f"{was} to {now} is a change of {size}, larger than any before; are both right?"
    elif _slipped(figure.value, last.value):
        yield f"{was} to {now}: is the decimal point in its place?"
    if last.denominator and figure.denominator is not None and figure.denominator * 2 <= last.denominator:
        yield f"the denominator fell from {last.denominator:,} to {figure.denominator:,}; is it of the same group?"


def _far_off(
    indicator: Indicator, outcomes: Sequence[Observation], figure: Observation, old: Observation | None
) -> Iterator[str]:
    """The slip of a decimal point where no figure is comparable: against the one revised, else the last of any kind.

    A first percentage below one may be a share, as spreadsheets hold percentages (ours).
    """
    assert figure.value is not None
    place = [outcome.period for outcome in outcomes].index(figure.period)
    earlier, later = outcomes[:place], outcomes[place + 1 :]
    candidates = [old] if old is not None else [*later, *earlier]
    numbers = [outcome for outcome in candidates if outcome.value is not None]
    last = numbers[-1] if numbers else None
    if last is None and indicator.unit == "percent" and 0 < figure.value < 1 and figure.denominator is None:
        now, percent = formatting.short_value(figure.value, indicator), Decimal(f"{float(figure.value * 100):g}")
        yield f"you wrote {now}, the first figure; was {formatting.short_value(percent, indicator)} meant?"
    if last is not None and last.value is not None and _slipped(figure.value, last.value):
        now, was = formatting.short_value(figure.value, indicator), formatting.short_value(last.value, indicator)
        when = formatting.in_period(last.period)
        yield f"you wrote {now}; the last figure was {was} {when}; is the decimal point in its place?"


def _parts(indicator: Indicator, value: Decimal) -> Iterator[str]:
    """Whether a count of people or things has decimals; an average may."""
    whole = value == value.to_integral_value()
    if indicator.unit == "count" and not whole and not _AVERAGE.search(f"{indicator.of} {indicator.name}"):
        yield f"{formatting.number(value)} is no whole number of {indicator.of}; is it right?"


def _slipped(now: Decimal, was: Decimal) -> bool:
    low, high = sorted((abs(now), abs(was)))
    return low > 0 and high >= SLIP * low


def _hidden_comparators(before: Catalogue, after: Catalogue, suppressed: Catalogue) -> Iterator[Doubt]:
    """Which new comparators readers get a code for, though they have a number."""
    for new, displayed in zip(after.indicators, suppressed.indicators, strict=True):
        recorded = before.indicator(new.id)
        old = recorded.comparators if recorded is not None else []
        for true, visible in zip(new.comparators, displayed.comparators, strict=True):
            if true.value is not None and visible.value is None and true not in old:
                whose = f"{new.title}, {true.area}, {true.period.words}"
                yield Doubt(new.id, f"{whose}: {FEW}")


def _hidden(displayed: Indicator, figure: Observation) -> Iterator[str]:
    """Whether readers get a code in place of the figure, though it has a number (contract: Suppression)."""
    alike = [
        observation
        for observation in displayed.observations
        if observation.period == figure.period and observation.status == figure.status
    ]
    if figure.value is not None and alike[-1].value is None:
        yield FEW
