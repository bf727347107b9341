"""What may be said of an indicator: latest, change, better or worse, target, comparator, variation, chance.

Every verdict of the product is made here once and only here. The rules are
shared/reporting.md's, written out for readers on the page Sources and method;
the sentences are in ``wording``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Literal, TypeVar

from metrics.chance import Difference, difference
from metrics.due import due_by
from metrics.indicator import (
    Catalogue,
    Comparator,
    Indicator,
    Observation,
    OwnFigure,
    Said,
    Source,
    Target,
    Theme,
)
from metrics.period import Period, containing, following
from metrics.variation import Variation, vary

Direction = Literal["up", "down", "same"]
Verdict = Literal["better", "worse", "same"]
Missing = Literal[
    "awaiting", "code", "one figure", "other kind", "break", "earlier code", "undated apart", "dated and undated"
]
Reason = Literal["target", "comparator", "change", "said"]
Others = TypeVar("Others", bound=Comparator | OwnFigure)


@dataclass(frozen=True)
class Change:
    """Latest minus previous, in the indicator's unit (percentages: percentage points)."""

    size: Decimal
    direction: Direction | None
    verdict: Verdict | None


@dataclass(frozen=True)
class TargetReading:
    """A target beside the latest figure. ``met`` is None where it is not rated, and ``unrated`` says why."""

    target: Target
    gap: Decimal | None
    met: bool | None
    close: bool
    unrated: Literal["", "words", "undated", "proposed", "not in force", "no figure", "neutral"]


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

        Where only some of a measure's years are read, ``whole`` holds the outcomes
        of all: choosing years starts no new limits.
        """
        if self.whole is None or self.latest is None:
            return vary(self.outcomes, self.indicator, rated_target(self))
        kind = self.latest.period.kind
        alike = [one for one in self.whole if one.period.kind == kind]
        shown = {one.period for one in self.outcomes}
        hidden = [one.period for one in alike if one.period not in shown]
        return vary(alike, self.indicator, rated_target(self), hidden)

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
        """Whether it belongs in the counts of better and worse: a measure that has a figure."""
        return self.theme.role == "measures" and self.latest is not None

    @property
    def awaiting(self) -> bool:
        """Whether it has no outcome yet; a prediction is none."""
        return not self.outcomes

    @property
    def adverse(self) -> tuple[Said, ...]:
        """The source's own adverse words, to be quoted; they are not said of a later figure of another source."""
        latest = self.latest
        known = [one for one in self.indicator.said if latest is None or one.source == latest.source]
        return tuple(said for said in known if said.direction == "worse")

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why this measure should be looked at first, gravest first (issue: Look here first)."""
        if not self.counted:
            return ()
        found: list[Reason] = []
        if self.target is not None and self.target.met is False:
            found.append("target")
        if self.against == "worse":
            found.append("comparator")
        if self.change is not None and self.change.verdict == "worse":
            found.append("change")
        if self.adverse:
            found.append("said")
        return tuple(found)


def read(catalogue: Catalogue, indicator: Indicator, today: date) -> Reading:
    """What may be said of ``indicator`` on the day ``today``."""
    outcomes = tuple(_outcomes(indicator))
    latest = outcomes[-1] if outcomes else None
    previous, missing = _previous(outcomes)
    comparators = counting(indicator.comparators, indicator, catalogue)
    headline = _headline(indicator, comparators, latest)
    return Reading(
        indicator=indicator,
        theme=catalogue.theme(indicator.theme),
        outcomes=outcomes,
        latest=latest,
        publisher=catalogue.sources[latest.source].publisher if latest else "",
        comparators=comparators,
        own_series=counting(indicator.own_series, indicator, catalogue),
        previous=previous,
        missing=missing,
        change=_change(indicator, latest, previous),
        target=_target(catalogue, indicator, latest),
        headline=headline,
        against=_against(indicator, latest, headline),
        predictions=tuple(_predictions(indicator, outcomes, today)),
        points=len(segment(outcomes)),
    )


def read_all(catalogue: Catalogue, today: date) -> list[Reading]:
    """Every indicator's reading, in file order."""
    return [read(catalogue, indicator, today) for indicator in catalogue.indicators]


def _outcomes(indicator: Indicator) -> list[Observation]:
    """The last outcome line of each period; predictions are not outcomes (contract: status).

    A break or rebase before the first line of a period stays when a revision replaces that line.
    """
    standing: dict[Period, Observation] = {}
    for observation in indicator.observations:
        if observation.status != "predicted":
            first = standing.get(observation.period)
            standing[observation.period] = _replacing(first, observation) if first is not None else observation
    return list(standing.values())


def _replacing(first: Observation, revision: Observation) -> Observation:
    """The revision, with what the line it replaces says of the figures before it."""
    names = ("break_before", "rebase_before")
    kept = {name: getattr(first, name) for name in names if getattr(first, name) and not getattr(revision, name)}
    return revision.model_copy(update=kept) if kept else revision


def segment(outcomes: tuple[Observation, ...]) -> list[Observation]:
    """The figures that may be joined with the latest: its kind of period, since the last break."""
    joined: list[Observation] = []
    for observation in reversed(outcomes):
        if observation.period.kind != outcomes[-1].period.kind:
            continue
        if observation.value is not None:
            joined.append(observation)
        if observation.break_before:
            break
    return joined[::-1]


def _previous(outcomes: tuple[Observation, ...]) -> tuple[Observation | None, Missing | None]:
    """The figure that the latest may be compared with, or why there is none (reporting: Change and verdict)."""
    if not outcomes:
        return None, "awaiting"
    latest = outcomes[-1]
    if latest.value is None:
        return None, "code"
    if len(outcomes) == 1:
        return None, "one figure"
    before = [one for one in outcomes[:-1] if one.period.kind == latest.period.kind]
    if not before:
        mixed = latest.period.dated != outcomes[-2].period.dated
        return None, "dated and undated" if mixed else "other kind"
    previous = before[-1]
    between = outcomes[outcomes.index(previous) + 1 :]
    if any(one.break_before and one.period.kind == latest.period.kind for one in between):
        return None, "break"
    if previous.value is None:
        return None, "earlier code"
    if not latest.period.dated and (previous.source, previous.at) != (latest.source, latest.at):
        return None, "undated apart"
    return previous, None


def precision(*values: Decimal) -> Decimal:
    """One unit of the coarsest digit that all the values are written to."""
    return Decimal(1).scaleb(max(min(int(value.as_tuple().exponent), 0) for value in values))


def _compare(indicator: Indicator, value: Decimal, other: Decimal) -> tuple[Direction, Verdict | None]:
    difference = value - other
    if abs(difference) < precision(value, other):
        return "same", "same" if indicator.polarity != "neutral" else None
    direction: Direction = "up" if difference > 0 else "down"
    if indicator.polarity == "neutral":
        return direction, None
    good = (difference > 0) == (indicator.polarity == "higher_is_better")
    return direction, "better" if good else "worse"


def _change(indicator: Indicator, latest: Observation | None, previous: Observation | None) -> Change | None:
    if latest is None or previous is None or latest.value is None or previous.value is None:
        return None
    direction, verdict = _compare(indicator, latest.value, previous.value)
    words_only = indicator.unit == "grade"
    return Change(latest.value - previous.value, None if words_only else direction, verdict)


def in_force(target: Target, day: date) -> bool:
    """Whether the target applies on ``day``; both its days count."""
    return target.from_ is not None and target.from_ <= day and (target.until is None or day <= target.until)


def _target(catalogue: Catalogue, indicator: Indicator, latest: Observation | None) -> TargetReading | None:
    """The target to read the latest figure against.

    Rated only where it is in force on the period's last day and not merely
    proposed; for an undated figure the target of its publication day is shown
    with the gap (reporting: Target).
    """
    numeric = [one for one in indicator.targets if one.value is not None]
    if not numeric:
        words = next((one for one in indicator.targets if one.words), None)
        return TargetReading(words, None, None, False, "words") if words else None
    if latest is None or latest.value is None:
        return TargetReading(numeric[-1], None, None, False, "no figure")
    day = latest.period.end or catalogue.sources[latest.source].published
    applying = [one for one in numeric if day is not None and in_force(one, day)]
    firm = [one for one in applying if one.kind != "proposed limit"]
    ended = [one for one in numeric if day is not None and one.until is not None and one.until < day]
    target = (firm or applying or ended or numeric[:1])[-1]
    assert target.value is not None
    gap = abs(latest.value - target.value)
    if not latest.period.dated:
        return TargetReading(target, gap, None, False, "undated")
    if not applying:
        return TargetReading(target, gap, None, False, "not in force")
    if target.kind == "proposed limit":
        return TargetReading(target, gap, None, False, "proposed")
    if indicator.polarity == "neutral":
        return TargetReading(target, gap, None, False, "neutral")
    met = at_or_beyond(indicator, latest.value, target.value)
    close = not met and target.tolerance is not None and gap <= target.tolerance.value
    return TargetReading(target, gap, met, close, "")


def at_or_beyond(indicator: Indicator, value: Decimal, target: Decimal) -> bool:
    """On the good side of the target; equality is met (reporting: Target)."""
    return value >= target if indicator.polarity == "higher_is_better" else value <= target


def drawn(indicator: Indicator, comparator: Comparator) -> bool:
    """Whether a comparator's number may stand on the chart (contract: Comparators).

    A dated number stands at its period; beside undated figures it needs a pairing.
    """
    if comparator.value is None or comparator.comparable == "no" or not comparator.period.dated:
        return False
    dated = any(one.period.dated for one in indicator.observations)
    return comparator.beside is not None or dated or not indicator.observations


def inspected(catalogue: Catalogue) -> date | None:
    """The day of the inspection's report: the newest published source that measures of frequency inspection cite."""
    judged = [one for one in catalogue.indicators if one.frequency == "inspection"]
    cited = [catalogue.sources[one.source] for indicator in judged for one in indicator.observations]
    days = [source.published for source in cited if source.kind == "published" and source.published]
    return max(days, default=None)


def counting(figures: Sequence[Others], indicator: Indicator, catalogue: Catalogue) -> tuple[Others, ...]:
    """Of several releases' figures of one thing and period the one that counts, at the place of the first.

    For a period that ended before the inspection's report that is one in force
    then, where there is one (contract: Comparators); of these, and for any other
    period, it is the newest. Words are no figure: all stay.
    """
    return tuple(_counted(figures, indicator, catalogue).values())


def replacing(figures: Sequence[Others], indicator: Indicator, catalogue: Catalogue) -> list[Others | None]:
    """Beside each figure the other release's that counts in its place; None where it counts itself."""
    counted = _counted(figures, indicator, catalogue)
    found = [counted[_what(one, indicator, number)] for number, one in enumerate(figures)]
    return [None if used is one else used for one, used in zip(figures, found, strict=True)]


def _counted(figures: Sequence[Others], indicator: Indicator, catalogue: Catalogue) -> dict[tuple[object, ...], Others]:
    releases: dict[tuple[object, ...], list[Others]] = {}
    for number, one in enumerate(figures):
        releases.setdefault(_what(one, indicator, number), []).append(one)
    day = inspected(catalogue) if len(releases) < len(figures) else None
    return {what: newest(_in_force(alike, day), catalogue.sources) for what, alike in releases.items()}


def _what(figure: Comparator | OwnFigure, indicator: Indicator, number: int) -> tuple[object, ...]:
    """What a figure is of, and when; words are no figure and stand alone, at their ``number``."""
    if isinstance(figure, OwnFigure):
        return figure.period, figure.group or indicator.group
    if figure.words is not None:
        return (number,)
    return figure.period, figure.area, figure.group, figure.model, figure.statistic


def _in_force(releases: list[Others], day: date | None) -> list[Others]:
    end = releases[0].period.end
    past = day is not None and end is not None and end < day
    return [one for one in releases if past and not one.published_after] or releases


def newest(releases: Sequence[Others], sources: Mapping[str, Source]) -> Others:
    """The one published last; a source without a day is as new as any, and of equals the later line counts."""
    days = [sources[one.source].published for one in releases]
    last = max((day for day in days if day is not None), default=None)
    return [one for one, day in zip(releases, days, strict=True) if day in (None, last)][-1]


def _headline(indicator: Indicator, comparators: Sequence[Comparator], latest: Observation | None) -> Comparator | None:
    """The first comparator with the indicator's own group, for the latest figure's period if there is one."""
    own = [one for one in comparators if drawn(indicator, one) and one.group == indicator.group]
    if not own:
        return None
    period = latest.period if latest else None
    paired = [one for one in own if period in (one.period, one.beside)]
    newest = max(one.period.order for one in own)
    return (paired or [one for one in own if one.period.order == newest])[0]


def _against(indicator: Indicator, latest: Observation | None, headline: Comparator | None) -> Verdict | None:
    """Better or worse than the headline comparator: like for like and of the same period only."""
    if latest is None or latest.value is None or headline is None or headline.value is None:
        return None
    if not _like_for_like(latest, headline):
        return None
    return _compare(indicator, latest.value, headline.value)[1]


def _like_for_like(latest: Observation, headline: Comparator) -> bool:
    return headline.comparable == "yes" and headline.period == latest.period


def _overlap(earlier: Period, later: Period) -> bool:
    """Whether some of the same days are counted in both, as in rolling years: the two are not independent."""
    return later.start is not None and earlier.end is not None and later.start <= earlier.end


def rated_target(reading: Reading) -> Decimal | None:
    """The target for assurance: only one that rates the latest figure (reporting: Target)."""
    return reading.target.target.value if reading.target and not reading.target.unrated else None


def _predictions(indicator: Indicator, outcomes: tuple[Observation, ...], today: date) -> list[Prediction]:
    found = []
    for observation in indicator.observations:
        if observation.status == "predicted":
            outcome = next((one for one in outcomes if one.period == observation.period), None)
            over = observation.period.end is not None and observation.period.end < today
            found.append(Prediction(observation, outcome, outcome is None and over))
    return found


def look_first(readings: list[Reading], most: int = 8) -> list[Reading]:
    """The measures to look at first: gravest reason first, more reasons first, then file order."""
    rank: dict[Reason, int] = {"target": 0, "comparator": 1, "change": 2, "said": 3}
    grave = [one for one in readings if one.reasons]
    return sorted(grave, key=lambda one: (rank[one.reasons[0]], -len(one.reasons)))[:most]


def next_due(catalogue: Catalogue, indicator: Indicator, latest: Observation | None) -> tuple[Period, date] | None:
    """The period whose figure comes next, and the day by which it is due; None when it can't be told.

    The day is the period's end plus the organisation's ``due_days``. A figure
    counted within a quarter or month is not yet that quarter's or month's own.
    """
    if indicator.frequency == "inspection" or latest is None or latest.period.end is None:
        return None
    period = following(latest.period) if latest.period.kind != "as at" else None
    if period is None or period.kind != indicator.frequency:
        period = containing(latest.period.end, indicator.frequency)
        within = indicator.frequency in ("quarter", "month") and period.end != latest.period.end
        period = period if within else following(period) or period
    return period, due_by(catalogue, period)


def last_updated(catalogue: Catalogue) -> date | None:
    """The newest publication or revision day among the council's own figures."""
    days = [
        day
        for indicator in catalogue.indicators
        for one in indicator.observations
        for day in (catalogue.sources[one.source].published, one.on)
        if day is not None
    ]
    return max(days, default=None)
