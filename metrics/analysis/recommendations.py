"""What an inspection asked for, as the figures show it; and which of the gaps in measurement are closed.

Every state follows from the readings by one rule and none is typed (reporting: Recommendations). A figure can show
that something moves, and never that it is done.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from metrics.analysis.reading import Reading
from metrics.analysis.significance import Verdict, says
from metrics.analysis.verdicts import Change, change_between
from metrics.catalogue.models import Catalogue, Indicator, Observation, OwnFigure
from metrics.catalogue.period import Period
from metrics.catalogue.recommendations import Gap, Recommendation, Recommendations

State = Literal["wrong way", "right way", "figures", "awaiting", "no indicator"]
"""The rule, worst first: any indicator is tested worse; every one is tested better; some have figures; all await their
first; there is no indicator."""
STATES: tuple[State, ...] = ("wrong way", "right way", "figures", "awaiting", "no indicator")

GapState = Literal["closed", "partly", "published only", "open"]
"""Of a gap: every proposed indicator has a figure of the council's own (and a target, where that was lacking); some
have, or the target is lacking; only a department publishes figures; there are none."""
GAP_STATES: tuple[GapState, ...] = ("closed", "partly", "published only", "open")

STILL = timedelta(days=366)
"""A recommendation whose figures haven't moved for longer is said not to move. (ours)"""


@dataclass(frozen=True)
class Moved:
    """The newest period in which a figure differs from the one before it, and by how much.

    ``published``: the figure is a department's and not the council's.
    """

    reading: Reading
    period: Period
    change: Change
    published: bool


class _OfIndicators:
    """What figures the indicators have of which something is read."""

    readings: tuple[Reading, ...]

    @property
    def own(self) -> tuple[Reading, ...]:
        """Those with a figure of the council's."""
        return tuple(one for one in self.readings if has_figure(one))

    @property
    def published(self) -> tuple[Reading, ...]:
        """Those with a figure that a department publishes, and none of the council's."""
        return tuple(one for one in self.readings if only_published(one))


@dataclass(frozen=True)
class RecommendationReading(_OfIndicators):
    """What was asked, with the readings of the indicators that would show it, on a day.

    ``due`` counts from the publication of its source. ``own`` have a figure of the council's, ``published`` only one
    that a department publishes; ``better`` and ``worse`` are tested so in either voice. ``retired`` are named for it
    and no longer reported, so that they count for nothing.
    """

    recommendation: Recommendation
    due: date
    readings: tuple[Reading, ...]
    moved: Moved | None
    retired: tuple[Reading, ...] = ()

    @property
    def worse(self) -> tuple[Reading, ...]:
        return tuple(one for one in self.readings if _tested(one, "worse"))

    @property
    def better(self) -> tuple[Reading, ...]:
        return tuple(one for one in self.readings if _tested(one, "better") and not _tested(one, "worse"))

    @property
    def state(self) -> State:
        """The first of the rule that holds (reporting: Recommendations)."""
        if not self.readings:
            return "no indicator"
        if self.worse:
            return "wrong way"
        if len(self.better) == len(self.readings):
            return "right way"
        return "figures" if self.own or self.published else "awaiting"

    @property
    def owners(self) -> tuple[str, ...]:
        """The roles that answer for its indicators, each once; none where the data file names none."""
        return tuple(dict.fromkeys(one.indicator.owner for one in self.readings if one.indicator.owner))

    def still(self, today: date) -> bool:
        """Whether its day is past and no figure of it has moved for a year; one that has no date doesn't count."""
        moved = self.moved.period.end if self.moved is not None else None
        return self.due < today and (moved is None or moved + STILL < today)


@dataclass(frozen=True)
class GapReading(_OfIndicators):
    """Something that wasn't measured, with the readings of the indicators that are proposed for it.

    ``retired`` as in ``RecommendationReading``: what is no longer reported closes no gap.
    """

    gap: Gap
    readings: tuple[Reading, ...]
    retired: tuple[Reading, ...] = ()

    @property
    def without_target(self) -> tuple[Reading, ...]:
        """Where a target was lacking: those that still have none."""
        lacking = self.readings if self.gap.kind == "no target" else ()
        return tuple(one for one in lacking if all(target.value is None for target in one.indicator.targets))

    @property
    def state(self) -> GapState:
        if self.readings and len(self.own) == len(self.readings) and not self.without_target:
            return "closed"
        if self.own:
            return "partly"
        return "published only" if self.published else "open"

    @property
    def to_measure(self) -> tuple[Indicator, ...]:
        """The indicators whose first figure is still to come."""
        return tuple(one.indicator for one in self.readings if not has_figure(one))


def _gravity(one: RecommendationReading) -> int:
    return STATES.index(one.state)


@dataclass(frozen=True)
class RecommendationReadings:
    """The whole file as the figures show it, in its order."""

    recommendations: tuple[RecommendationReading, ...]
    gaps: tuple[GapReading, ...]

    def of(self, state: State) -> tuple[RecommendationReading, ...]:
        return tuple(one for one in self.recommendations if one.state == state)

    def gaps_of(self, state: GapState) -> tuple[GapReading, ...]:
        return tuple(one for one in self.gaps if one.state == state)

    def still(self, today: date) -> tuple[RecommendationReading, ...]:
        """Those that a meeting may ask about since none of their figures moves, worst state first."""
        return tuple(sorted((one for one in self.recommendations if one.still(today)), key=_gravity))


def read_recommendations(
    said: Recommendations, catalogue: Catalogue, readings: Iterable[Reading]
) -> RecommendationReadings:
    """The file ``said`` beside the readings of the data files, which say ``catalogue``; small numbers suppressed."""
    known = {one.indicator.id: one for one in readings}
    asked = []
    for one in said.recommendations:
        published = catalogue.sources[one.source].published
        assert published is not None, "the file's own rule"
        mine, retired = _of(one.indicators, known)
        asked.append(RecommendationReading(one, one.due(published), mine, last_moved(mine), retired))
    gaps = (GapReading(one, *_of(one.indicators, known)) for one in said.gaps)
    return RecommendationReadings(tuple(asked), tuple(gaps))


def has_figure(reading: Reading) -> bool:
    """Whether the council has a figure of it: a number, or one that is too small to be shown; no prediction."""
    return any(one.value is not None or one.code in ("c", "low") for one in reading.outcomes)


def only_published(reading: Reading) -> bool:
    """Whether a department publishes numbers of it and the council has no figure."""
    return not has_figure(reading) and reading.published is not None and bool(reading.published.numbers)


def verdicts(reading: Reading) -> tuple[Verdict, ...]:
    """The verdicts of change that count: the council's, and a department's unless it is of another indicator."""
    published = reading.published
    counted = published is not None and published.latest.comparable != "no"
    found = (reading.verdict, published.verdict if published is not None and counted else None)
    return tuple(one for one in found if one is not None)


def _tested(reading: Reading, side: Literal["better", "worse"]) -> bool:
    return any(says(one, side, "tested") for one in verdicts(reading))


def _of(ids: Sequence[str], known: dict[str, Reading]) -> tuple[tuple[Reading, ...], tuple[Reading, ...]]:
    """The readings of these indicators: those that are reported, and the retired ones."""
    found = [known[one] for one in ids if one in known]
    return tuple(one for one in found if not one.retired), tuple(one for one in found if one.retired)


def last_moved(readings: Iterable[Reading]) -> Moved | None:
    """The newest change of any figure in either voice; one without a date only where no other is known."""
    found = [moved for one in readings for moved in _moves(one)]
    dated = [one for one in found if one.period.dated]
    return max(dated, key=lambda one: one.period.order, default=next(iter(found), None))


def _moves(reading: Reading) -> list[Moved]:
    own = _last_change(reading.indicator, reading.outcomes)
    published = reading.published
    counted = published is not None and published.latest.comparable != "no"
    others = _last_change(reading.indicator, published.figures) if published is not None and counted else None
    found = [(own, False), (others, True)]
    return [Moved(reading, *change, by_others) for change, by_others in found if change is not None]


def _last_change(indicator: Indicator, figures: Sequence[Observation | OwnFigure]) -> tuple[Period, Change] | None:
    """The newest of the figures that isn't what the one before it was, of its kind of period and without a break."""
    for earlier, later in reversed([*pairwise(figures)]):
        broken = isinstance(later, Observation) and later.break_before
        if broken or earlier.period.kind != later.period.kind:
            continue
        change = change_between(indicator, later, earlier)
        if change is not None and change.direction != "same" and change.side != "same":
            return later.period, change
    return None
