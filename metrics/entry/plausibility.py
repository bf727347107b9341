"""Plausibility checks of a quarter's new figures: warnings of what looks wrong though it may be right.

Each is to be ticked before saving, so they are few: what many figures have in common is one
question, and how much a figure may change is told by chance and by its own series
(contract: Plausibility). Nothing here refuses anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from metrics.analysis import reporting_periods, suppression
from metrics.analysis.reading import read
from metrics.catalogue.amend import Addition
from metrics.catalogue.diff import lacking
from metrics.catalogue.models import Catalogue, Indicator, Observation
from metrics.catalogue.period import Period, day_words, is_over
from metrics.catalogue.period import parse as parse_period
from metrics.entry import batch_checks, change_checks, scale_checks, size_checks, target_checks
from metrics.entry.doubts import Doubt, DoubtKind, Question
from metrics.entry.new_figure import NewFigure, figure_facts, new_figure
from metrics.entry.rows import Row
from metrics.wording import formatting
from metrics.wording.retirement import retired_words

NAMED = 12
"""So many indicators are named in one question; of more it is said how many."""

FEW = "so few are counted that readers won't be shown this figure, so that no child can be recognised"


@dataclass(frozen=True)
class _Asked:
    """One question of one figure, before those that say the same of several are put together."""

    indicator: Indicator
    period: Period
    question: Question
    facts: tuple[str, ...]


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

    First come, once for all, what of a file is ``left_out``, that it says other periods than the one ``chosen``
    for it, and what many figures have in common; ``rows`` are those behind ``additions``, and what was typed on
    the page is none of a file.
    A figure is doubted against those before it of its kind of period, up to a break or a
    code (reporting: Change and verdict). A prediction is a guess and isn't doubted; that
    readers won't be shown it is a warning all the same.
    """
    suppressed = suppression.suppress(after)
    added = list(additions)
    outcomes: dict[str, Sequence[Observation]] = {}
    asked: list[_Asked] = []
    new: list[tuple[NewFigure, int]] = []
    for indicator_id, figure in _added(before, after, added):
        indicator, displayed = after.indicator(indicator_id), suppressed.indicator(indicator_id)
        assert indicator is not None
        assert displayed is not None
        if indicator_id not in outcomes:
            outcomes[indicator_id] = read(after, indicator, date.max).outcomes
        recorded = before.indicator(indicator_id)
        old = reporting_periods.outcome_of_period(recorded, figure.period) if recorded else None
        of_it = [*_revises(indicator, figure, old)]
        if figure.status != "predicted":
            of_it += _period(outcomes[indicator_id], figure, old, today, recorded)
            of_it += _kind(indicator, outcomes[indicator_id], figure)
            of_it += _retired(indicator, figure, old)
        place = len(asked) + len(of_it)
        of_it += _hidden(displayed, figure)
        facts = figure_facts(indicator, figure, old)
        asked += [_Asked(indicator, figure.period, question, facts) for question in of_it]
        if figure.value is not None and figure.status != "predicted":
            new.append((new_figure(indicator, outcomes[indicator_id], figure, old), place))
    together, of_each = _sizes([one for one, _ in new])
    for (one, place), questions in reversed(list(zip(new, of_each, strict=True))):
        asked[place:place] = [_Asked(one.indicator, one.figure.period, question, one.facts) for question in questions]
    warnings = [Doubt(DoubtKind.LEFT_OUT, f"{one}; is that meant?", facts=(one,)) for one in left_out]
    warnings += _other_periods(rows, added, chosen)
    warnings += [_of_several(question, figures) for question, figures in together]
    warnings += _put_together(asked)
    of_others = {addition.indicator for addition in added if addition.kind in ("comparators", "own_series")}
    scales = scale_checks.scale_doubts(before, after, of_others)
    targets = target_checks.target_doubts(before, after, today)
    changed = change_checks.change_doubts(before, after, today, suppression.hidden_periods(suppressed))
    return [*warnings, *scales, *targets, *changed, *_hidden_comparators(before, after, suppressed)]


def _of_several(question: Question, figures: Sequence[NewFigure]) -> Doubt:
    """A question of several figures together."""
    periods = {one.figure.period: None for one in figures}
    facts = tuple(fact for one in figures for fact in one.facts)
    return Doubt(*question, _ids(one.indicator for one in figures), tuple(period.label for period in periods), facts)


def _ids(indicators: Iterable[Indicator]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(indicator.id for indicator in indicators))


def _put_together(asked: Sequence[_Asked]) -> Iterator[Doubt]:
    """The questions in their order, those of the same words as one."""
    alike: dict[Question, list[_Asked]] = {}
    for one in asked:
        alike.setdefault(one.question, []).append(one)
    for (kind, words), same in alike.items():
        names = list(dict.fromkeys(one.indicator.title for one in same))
        periods = sorted({one.period for one in same}, key=lambda period: period.order)
        more = [f"{len(names) - NAMED} more"] if len(names) > NAMED else []
        what = formatting.listed([*names[:NAMED], *more])
        when = periods[0].words if len(periods) == 1 else f"{periods[0].words} to {periods[-1].words}"
        counted = f"{len(same)} figures of " if len(same) > 1 else ""
        yield Doubt(
            kind,
            f"{counted}{what}, {when}: {words}",
            _ids(one.indicator for one in same),
            tuple(period.label for period in periods),
            tuple(fact for one in same for fact in one.facts),
        )


def _sizes(new: Sequence[NewFigure]) -> tuple[list[batch_checks.Together], list[list[Question]]]:
    """What is unusual about the numbers: of several together, and of each."""
    together = list(batch_checks.shares(new))
    shares = [one for _, figures in together for one in figures]
    others = [one for one in new if one not in set(shares)]
    far = [one for one in others if one.is_far]
    shift = list(batch_checks.shifted(far, others))
    together += [*shift, *batch_checks.copied(others), *batch_checks.repeated(others)]
    covered = {*shares, *(far if shift else [])}
    return together, [[*([] if one in covered else size_checks.size(one)), *size_checks.parts(one)] for one in new]


def _other_periods(rows: Sequence[Row], additions: Sequence[Addition], chosen: Period | None) -> Iterator[Doubt]:
    """Whether outcomes of a file name another period of the chosen kind; for other kinds and predictions they must."""
    periods = [
        parse_period(str(addition.entry["period"]))
        for row, addition in zip(rows, additions, strict=False)
        if row.places
        and not row.by_heading
        and addition.kind == "observations"
        and addition.entry.get("status") != "predicted"
    ]
    others = [period for period in periods if chosen is not None and period.kind == chosen.kind and period != chosen]
    if chosen is not None and others:
        counts = Counter(sorted(others, key=lambda period: period.order))
        phrases = [
            f"{period.words} for {count} {formatting.plural(count, 'figure')}" for period, count in counts.items()
        ]
        words = f"the file says {formatting.listed(phrases)}, the page {chosen.words}; which is meant?"
        facts = (chosen.label, *(f"{period.label} {count}" for period, count in counts.items()))
        yield Doubt(DoubtKind.OTHER_PERIOD, words, (), tuple(period.label for period in counts), facts)


def _added(before: Catalogue, after: Catalogue, additions: Sequence[Addition]) -> Iterator[tuple[str, Observation]]:
    """The figures that ``after`` has beyond ``before``, or with other numbers, each with its indicator's id."""
    added: list[tuple[str, Observation]] = []
    for addition in additions:
        new = after.indicator(addition.indicator)
        if new is not None and addition.kind == "observations":
            period, predicted = parse_period(str(addition.entry["period"])), addition.entry.get("status") == "predicted"
            own = [
                observation
                for observation in new.observations
                if observation.period == period and (observation.status == "predicted") == predicted
            ]
            added += ((new.id, observation) for observation in own[-1:])
    yield from added
    for new in after.indicators:
        recorded = before.indicator(new.id)
        if recorded is None:
            yield from ((new.id, observation) for observation in new.observations)
        elif recorded != new:
            other = lacking(recorded.observations, new.observations)
            yield from ((new.id, observation) for observation in other if (new.id, observation) not in added)


def _revises(indicator: Indicator, figure: Observation, old: Observation | None) -> Iterator[Question]:
    """That a figure of the file is revised, so that nobody overwrites a colleague's by one press."""
    if figure.status == "revised" and old is not None:
        was = formatting.figure_words(old, indicator)
        was = was if old.value is not None else f"“{was}”"
        words = f"this revises {was} of {formatting.with_article(old.period)}, which stays in the file; is that meant?"
        yield Question(DoubtKind.REVISES, words)


def _period(
    outcomes: Sequence[Observation],
    figure: Observation,
    old: Observation | None,
    today: date,
    recorded: Indicator | None,
) -> Iterator[Question]:
    """Whether an outcome's period is still to end, leaves out the one that is due, or comes before all others.

    ``old`` is what it revises; ``recorded`` is the indicator as it stands.
    """
    period = figure.period
    if period.end is not None and not is_over(period, today):
        words = f"it ends on {day_words(period.end)}, which is still to come; is the period right?"
        yield Question(DoubtKind.TO_COME, words)
    if old is None and (gap := reporting_periods.skipped_periods([one.period for one in outcomes], period)):
        between = gap[0].words if gap[0] == gap[1] else f"{gap[0].words} to {gap[1].words}"
        yield Question(DoubtKind.GAP, f"no figure for {between} stands before it; is the period right?")
    alike = [one.period for one in recorded.observations if one.period.kind == period.kind] if recorded else []
    if old is None and period.dated and alike and all(period.order < other.order for other in alike):
        yield Question(DoubtKind.FIRST, "its period is before every one that has a figure; is the period right?")


def _kind(indicator: Indicator, outcomes: Sequence[Observation], figure: Observation) -> Iterator[Question]:
    """Whether an outcome's period is of a kind that its indicator doesn't have."""
    kinds = {other.period.kind for other in outcomes if other.period != figure.period} | {
        indicator.frequency,
        "undated",
    }
    if figure.period.kind not in kinds and indicator.frequency != "inspection":
        words = f"this indicator is reported by the {indicator.frequency}; is the period right?"
        yield Question(DoubtKind.FREQUENCY, words)


def _retired(indicator: Indicator, figure: Observation, old: Observation | None) -> Iterator[Question]:
    """Whether a new outcome is of a time in which its indicator isn’t reported (contract: Retired indicators)."""
    retired, end = indicator.retired, figure.period.end
    if retired is not None and old is None and (end is None or end >= retired.on):
        said = retired_words(indicator).rstrip(".")
        yield Question(DoubtKind.RETIRED, f"it is no longer reported ({said}); is a figure meant?")


def _hidden_comparators(before: Catalogue, after: Catalogue, suppressed: Catalogue) -> Iterator[Doubt]:
    """Which new comparators readers get a code for, though they have a number."""
    for new, displayed in zip(after.indicators, suppressed.indicators, strict=True):
        recorded = before.indicator(new.id)
        old = recorded.comparators if recorded is not None else []
        for true, visible in zip(new.comparators, displayed.comparators, strict=True):
            if true.value is not None and visible.value is None and true not in old:
                whose = f"{new.title}, {true.area}, {true.period.words}"
                facts = (f"{true.area} {true.period.label} {true.source}: {true.value} {true.numerator}",)
                yield Doubt(DoubtKind.HIDDEN, f"{whose}: {FEW}", (new.id,), (true.period.label,), facts)


def _hidden(displayed: Indicator, figure: Observation) -> Iterator[Question]:
    """Whether readers get a code in place of the figure, though it has a number (contract: Suppression)."""
    alike = [
        observation
        for observation in displayed.observations
        if observation.period == figure.period and observation.status == figure.status
    ]
    if figure.value is not None and alike[-1].value is None:
        yield Question(DoubtKind.HIDDEN, FEW)
