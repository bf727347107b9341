"""What may be said of an indicator: latest, change, verdict, target, comparator, variation, confidence.

Every screen takes its verdicts from a reading. The rules are those of
docs/reporting.md, written out for readers on the page Sources and method;
the sentences are in ``wording``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Literal

from metrics.analysis.confidence import Difference, difference
from metrics.analysis.outcomes import Missing, previous_of, segment, standing_outcomes
from metrics.analysis.releases import counting_figures, may_be_drawn
from metrics.analysis.reporting_periods import due_by, next_period
from metrics.analysis.spc import Variation, variation_of
from metrics.analysis.verdicts import (
    Change,
    TargetReading,
    Verdict,
    against_target,
    change_between,
    compare,
    target_missed,
    worse_than_before,
    worse_than_comparator,
)
from metrics.catalogue.models import (
    Catalogue,
    Comparator,
    Indicator,
    Observation,
    OwnFigure,
    Said,
    Theme,
)
from metrics.catalogue.period import Period

Reason = Literal["target", "comparator", "change", "said"]


@dataclass(frozen=True)
class Prediction:
    """A predicted figure, and what came of it."""

    observation: Observation
    outcome: Observation | None
    overdue: bool


@dataclass(frozen=True)
class Reading:
    """All that may be said of one indicator, with no words in it.

    ``comparators`` and ``own_series`` are those that count (``counting``); the
    indicator holds every release's.
    """

    indicator: Indicator
    theme: Theme
    outcomes: tuple[Observation, ...]
    latest: Observation | None
    publisher: str
    comparators: tuple[Comparator, ...]
    own_series: tuple[OwnFigure, ...]
    previous: Observation | None
    missing: Missing | None
    change: Change | None
    target: TargetReading | None
    headline: Comparator | None
    against: Verdict | None
    predictions: tuple[Prediction, ...]
    points: int
    whole: tuple[Observation, ...] | None = None

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

    @property
    def chance_since(self) -> Difference | None:
        """How far chance alone reaches in the change; None without exact counts, or where the periods overlap."""
        latest, previous = self.latest, self.previous
        if latest is None or previous is None or _overlap(previous.period, latest.period):
            return None
        return difference(self.indicator, latest, previous)

    @property
    def chance_against(self) -> Difference | None:
        """How far chance alone reaches in the distance to a like-for-like comparator of the same period."""
        latest, headline = self.latest, self.headline
        if latest is None or headline is None or not _like_for_like(latest, headline):
            return None
        return difference(self.indicator, latest, headline)

    @property
    def counted(self) -> bool:
        """Whether it belongs in the counts of better and worse: an indicator that has a figure."""
        return self.theme.role == "indicators" and self.latest is not None

    @property
    def awaiting(self) -> bool:
        """Whether it has no outcome yet; a prediction is none."""
        return not self.outcomes

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
        reasons: list[Reason] = []
        if target_missed(self):
            reasons.append("target")
        if worse_than_comparator(self):
            reasons.append("comparator")
        if worse_than_before(self):
            reasons.append("change")
        if self.adverse:
            reasons.append("said")
        return tuple(reasons)


def read(catalogue: Catalogue, indicator: Indicator, today: date) -> Reading:
    """What may be said of ``indicator`` on the day ``today``."""
    outcomes = tuple(standing_outcomes(indicator))
    latest = outcomes[-1] if outcomes else None
    previous, missing = previous_of(outcomes)
    comparators = counting_figures(indicator.comparators, indicator, catalogue)
    headline = _headline(indicator, comparators, latest)
    return Reading(
        indicator=indicator,
        theme=catalogue.theme(indicator.theme),
        outcomes=outcomes,
        latest=latest,
        publisher=catalogue.sources[latest.source].publisher if latest else "",
        comparators=comparators,
        own_series=counting_figures(indicator.own_series, indicator, catalogue),
        previous=previous,
        missing=missing,
        change=change_between(indicator, latest, previous),
        target=against_target(catalogue, indicator, latest),
        headline=headline,
        against=_against(indicator, latest, headline),
        predictions=tuple(_predictions(indicator, outcomes, today)),
        points=len(segment(outcomes)),
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


def _against(indicator: Indicator, latest: Observation | None, headline: Comparator | None) -> Verdict | None:
    """Better or worse than the headline comparator: like for like and of the same period only."""
    if latest is None or latest.value is None or headline is None or headline.value is None:
        return None
    if not _like_for_like(latest, headline):
        return None
    return compare(indicator, latest.value, headline.value)[1]


def _like_for_like(latest: Observation, headline: Comparator) -> bool:
    return headline.comparable == "yes" and headline.period == latest.period


def _overlap(earlier: Period, later: Period) -> bool:
    """Whether some of the same days are counted in both, as in rolling years: the two are not independent."""
    return later.start is not None and earlier.end is not None and later.start <= earlier.end


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


def look_first(readings: list[Reading], most: int = 8) -> list[Reading]:
    """The indicators to look at first: gravest reason first, more reasons first, then file order."""
    rank: dict[Reason, int] = {"target": 0, "comparator": 1, "change": 2, "said": 3}
    grave = [reading for reading in readings if reading.reasons]
    return sorted(grave, key=lambda reading: (rank[reading.reasons[0]], -len(reading.reasons)))[:most]


def next_quarter_due(catalogue: Catalogue, readings: Sequence[Reading], today: date) -> tuple[Period, date] | None:
    """The quarter offered next, and the day by which it is due; None where no quarterly indicator has a date."""
    quarterly = [reading for reading in readings if reading.indicator.frequency == "quarter"]
    if not any(reading.latest and reading.latest.period.dated for reading in quarterly):
        return None
    period = next_period(catalogue, today)
    return period, due_by(catalogue, period)
