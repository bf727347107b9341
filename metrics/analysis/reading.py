"""What may be said of an indicator: latest, change, verdict, target, comparator, variation, confidence.

Every screen takes its verdicts from a reading. The rules are those of
docs/reporting.md, written out for readers on the page Sources and method;
the sentences are in ``wording``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Literal

from metrics.analysis import significance
from metrics.analysis.confidence import Counts, counts_of, lent_counts
from metrics.analysis.outcomes import Missing, a_year_before, overlap, previous_of, segment, standing_outcomes
from metrics.analysis.published import PublishedReading, published_from
from metrics.analysis.releases import counting_figures, may_be_drawn
from metrics.analysis.significance import Verdict, says
from metrics.analysis.spc import Variation, variation_of
from metrics.analysis.targets import DUTIES, TargetReading, targets_of
from metrics.analysis.verdicts import Change, change_between, compare
from metrics.catalogue.models import (
    Catalogue,
    Comparator,
    Indicator,
    Observation,
    OwnFigure,
    Said,
    Theme,
)

Reason = Literal[
    "duty", "getting worse", "worse than comparator", "target", "moved the wrong way", "behind, not tested", "said"
]
"""Why to look at an indicator, gravest first (reporting: How sure a verdict is)."""

RANK: dict[Reason, int] = {
    "duty": 0,
    "getting worse": 1,
    "worse than comparator": 2,
    "target": 3,
    "moved the wrong way": 4,
    "behind, not tested": 4,
    "said": 5,
}


@dataclass(frozen=True)
class Prediction:
    """A predicted figure, and what came of it."""

    observation: Observation
    outcome: Observation | None
    overdue: bool


@dataclass(frozen=True)
class Reading:
    """All that may be said of one indicator, with no words in it.

    ``lending`` are the published figures whose counts may be lent, also where ``own_series`` is hidden;
    ``lender`` is the publisher whose counts the latest figure is tested by, where it has none of its own.

    ``comparators`` and ``own_series`` are those that count (``counting``); the
    indicator holds every release's. ``published`` is the other voice, a reading of its own.
    """

    indicator: Indicator
    theme: Theme
    outcomes: tuple[Observation, ...]
    latest: Observation | None
    publisher: str
    lender: str
    area: str
    comparators: tuple[Comparator, ...]
    own_series: tuple[OwnFigure, ...]
    previous: Observation | None
    missing: Missing | None
    change: Change | None
    targets: tuple[TargetReading, ...]
    headline: Comparator | None
    predictions: tuple[Prediction, ...]
    points: int
    published: PublishedReading | None = None
    lending: tuple[OwnFigure, ...] = ()
    whole: tuple[Observation, ...] | None = None

    @property
    def drawn_targets(self) -> tuple[TargetReading, ...]:
        """Those with a value that aren't hidden from the chart."""
        shown = [id(target) for target in self.indicator.targets]
        return tuple(one for one in self.targets if one.target.value is not None and id(one.target) in shown)

    @property
    def target(self) -> TargetReading | None:
        """The leading target: a duty before all others (reporting: Target)."""
        return self.targets[0] if self.targets else None

    @cached_property
    def variation(self) -> Variation:
        """Limits, special causes and assurance; worked out once for each reading, when first asked for.

        Where only some of an indicator's years are read, ``whole`` holds the outcomes
        of all: choosing years starts no new limits.
        """
        if self.whole is None or self.latest is None:
            return variation_of(self.outcomes, self.indicator, rated_target(self))
        kind = self.latest.period.kind
        alike = [outcome for outcome in self.whole if outcome.period.kind == kind]
        visible = {outcome.period for outcome in self.outcomes}
        hidden = [outcome.period for outcome in alike if outcome.period not in visible]
        return variation_of(alike, self.indicator, rated_target(self), hidden)

    @cached_property
    def counts(self) -> Counts | None:
        """The latest figure's counts: its own, or lent by a published figure of the same thing."""
        return self.counts_of(self.latest)

    def counts_of(self, outcome: Observation | None) -> Counts | None:
        """Any outcome's counts, its own or lent."""
        return None if outcome is None else lent_counts(self.indicator, outcome, outcome.period, self.lending)

    @cached_property
    def verdict(self) -> Verdict | None:
        """The verdict of change, and how sure it is; None without limits and without a change."""
        if self.latest is None or self.latest.value is None:
            return None
        return significance.of_change(self.indicator, self.change, self._counts_since(self.previous), self.variation)

    @cached_property
    def step(self) -> Verdict | None:
        """The change since the figure before by the two alone; with limits it is not said whether it is better."""
        return None if self.change is None else self._step(self.change, self.previous)

    @cached_property
    def year_before(self) -> YearBefore | None:
        """The change since the same quarter or month a year before, or why there is none; None for other kinds."""
        latest = self.latest
        if latest is None or latest.value is None or latest.period.kind not in ("quarter", "month"):
            return None
        if self.indicator.frequency not in ("quarter", "month"):  # a judgement's month is its day
            return None
        every = self.whole or self.outcomes
        earlier = a_year_before(latest, every)
        if earlier is None or earlier.value is None:
            return YearBefore(earlier, None, None, "no figure" if earlier is None else "code")
        since = every[every.index(earlier) + 1 :]
        if any(outcome.break_before and outcome.period.kind == latest.period.kind for outcome in since):
            return YearBefore(earlier, None, None, "break")
        change = change_between(self.indicator, latest, earlier)
        assert change is not None
        verdict = None if self.variation.enough else self._step(change, earlier)  # limits alone decide then
        return YearBefore(earlier, change, verdict, None)

    def _step(self, change: Change, earlier: Observation | None) -> Verdict | None:
        return significance.of_step(self.indicator, change, self._counts_since(earlier))

    def _counts_since(self, earlier: Observation | None) -> tuple[Counts | None, Counts | None]:
        """Latest's and an earlier figure's counts; none where their periods share days, as rolling years do."""
        if self.latest is None or earlier is None or overlap(earlier.period, self.latest.period):
            return None, None
        return self.counts, self.counts_of(earlier)

    @cached_property
    def comparison(self) -> Verdict | None:
        """The verdict of comparison: with the headline comparator, like for like and of the same period only."""
        latest, headline, indicator = self.latest, self.headline, self.indicator
        if latest is None or latest.value is None or headline is None or headline.value is None:
            return None
        if not _like_for_like(latest, headline):
            return None
        direction, side = compare(indicator, latest.value, headline.value)
        counts = self.counts, counts_of(indicator, headline)
        verdict = significance.of_comparison(indicator, latest.value, headline.value, side, counts)
        return replace(verdict, direction=direction)

    @property
    def counted(self) -> bool:
        """Whether it belongs in the counts of better and worse: an indicator that has a figure and isn't retired."""
        return self.theme.role == "indicators" and self.latest is not None and not self.retired

    @property
    def retired(self) -> bool:
        """Whether it is no longer reported: it keeps its history, and is in no count (contract: Retired indicators)."""
        return self.indicator.retired is not None

    @property
    def awaiting(self) -> bool:
        """Whether nobody has a figure of it yet, and one is to come; a prediction is none."""
        return not self.outcomes and not self.only_published and not self.retired

    @property
    def only_published(self) -> bool:
        """Whether a department publishes numbers of it and the council reports none (reporting: Two voices)."""
        return not self.outcomes and self.published is not None and bool(self.published.numbers)

    @property
    def adverse(self) -> tuple[Said, ...]:
        """The source's own adverse words, to be quoted; they are not said of a later figure of another source."""
        latest = self.latest
        quotable = [said for said in self.indicator.said if latest is None or said.source == latest.source]
        return tuple(said for said in quotable if said.direction == "worse")

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why this indicator should be looked at first, gravest first."""
        if not self.counted:
            return ()
        missed = [target for target in self.targets if target.met is False]
        duty = any(target.target.kind in DUTIES for target in missed)
        found: list[tuple[bool, Reason]] = [
            (duty, "duty"),
            (says(self.verdict, "worse", "tested"), "getting worse"),
            (says(self.comparison, "worse", "tested"), "worse than comparator"),
            (bool(missed) and not duty, "target"),
            (says(self.verdict, "worse", "not tested", None), "moved the wrong way"),
            (says(self.comparison, "worse", "not tested", None), "behind, not tested"),
            (bool(self.adverse), "said"),
        ]
        return tuple(reason for holds, reason in found if holds)


@dataclass(frozen=True)
class YearBefore:
    """The figure of a year before the latest; ``missing`` says why there is no change since then."""

    earlier: Observation | None
    change: Change | None
    verdict: Verdict | None
    missing: Literal["no figure", "code", "break"] | None


def read(catalogue: Catalogue, indicator: Indicator, today: date) -> Reading:
    """What may be said of ``indicator`` on the day ``today``."""
    outcomes = tuple(standing_outcomes(indicator))
    latest = outcomes[-1] if outcomes else None
    previous, missing = previous_of(outcomes)
    comparators = counting_figures(indicator.comparators, indicator, catalogue)
    headline = _headline(indicator, comparators, latest)
    own_series = counting_figures(indicator.own_series, indicator, catalogue)
    counts = lent_counts(indicator, latest, latest.period, own_series) if latest else None
    return Reading(
        indicator=indicator,
        theme=catalogue.theme(indicator.theme),
        outcomes=outcomes,
        latest=latest,
        publisher=catalogue.sources[latest.source].publisher if latest else "",
        lender=catalogue.sources[counts.lender.source].publisher if counts and counts.lender else "",
        area=catalogue.organisation.area,
        comparators=comparators,
        own_series=own_series,
        previous=previous,
        missing=missing,
        change=change_between(indicator, latest, previous),
        targets=targets_of(catalogue, indicator, latest, counts),
        headline=headline,
        predictions=tuple(_predictions(indicator, outcomes, today)),
        points=len(segment(outcomes)),
        published=published_from(catalogue, indicator, own_series, comparators),
        lending=own_series,
    )


def read_all(catalogue: Catalogue, today: date) -> list[Reading]:
    """Every indicator's reading, in file order."""
    return [read(catalogue, indicator, today) for indicator in catalogue.indicators]


def _headline(indicator: Indicator, comparators: Sequence[Comparator], latest: Observation | None) -> Comparator | None:
    """The first comparator with the indicator's own group, for the latest figure's period if there is one."""
    own = [figure for figure in comparators if may_be_drawn(indicator, figure) and figure.group == indicator.group]
    if not own:
        return None
    period = latest.period if latest else None
    paired = [figure for figure in own if period in (figure.period, figure.beside)]
    newest = max(figure.period.order for figure in own)
    return (paired or [figure for figure in own if figure.period.order == newest])[0]


def _like_for_like(latest: Observation, headline: Comparator) -> bool:
    return headline.comparable == "yes" and headline.period == latest.period


def rated_target(reading: Reading) -> Decimal | None:
    """The target for assurance: only one that rates the latest figure (reporting: Target)."""
    return reading.target.target.value if reading.target and not reading.target.unrated else None


def _predictions(indicator: Indicator, outcomes: tuple[Observation, ...], today: date) -> list[Prediction]:
    predictions = []
    for observation in indicator.observations:
        if observation.status == "predicted":
            outcome = next((outcome for outcome in outcomes if outcome.period == observation.period), None)
            over = observation.period.end is not None and observation.period.end < today
            predictions.append(Prediction(observation, outcome, outcome is None and over))
    return predictions


def look_first(readings: Sequence[Reading], most: int | None = None) -> list[Reading]:
    """The indicators to look at first: gravest reason first, more reasons first, then file order; old figures last."""
    return by_gravity([reading for reading in readings if reading.reasons], readings)[:most]


def by_gravity(chosen: Sequence[Reading], readings: Sequence[Reading]) -> list[Reading]:
    """Any choice of indicators in that order, those without a reason behind those with one."""
    newest = max((day for reading in readings if reading.counted and (day := _last_day(reading))), default=None)
    return sorted(chosen, key=lambda reading: (_is_old(reading, newest), _rank(reading), -len(reading.reasons)))


def _last_day(reading: Reading) -> date | None:
    return reading.latest.period.end if reading.latest else None


PERIODS_OLD = 4
"""A figure is old that lies more than so many of its own periods before the newest of all. (ours)"""

_MONTHS = {"month": 1, "quarter": 3, "financial year": 12, "academic year": 12, "calendar year": 12}


def _is_old(reading: Reading, newest: date | None) -> bool:
    """Whether its latest figure is old beside the newest of all; what has no date has no age."""
    day, months = _last_day(reading), _MONTHS.get(reading.indicator.frequency)
    if day is None or newest is None or months is None:
        return False
    return (newest.year - day.year) * 12 + newest.month - day.month > PERIODS_OLD * months


def _rank(reading: Reading) -> int:
    """Of the gravest reason; a target that is missed while the figure is tested better goes behind one that isn't."""
    if not reading.reasons:
        return 2 * len(RANK)
    first = reading.reasons[0]
    improving = first == "target" and says(reading.verdict, "better", "tested")
    return 2 * RANK[first] + improving
