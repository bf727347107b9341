"""The council's outcomes: which line of a period stands, which may be joined, and which the latest is set against."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from metrics.catalogue.models import Indicator, Observation
from metrics.catalogue.period import Period

Missing = Literal[
    "awaiting", "code", "one figure", "other kind", "break", "earlier code", "undated apart", "dated and undated"
]


def standing_outcomes(indicator: Indicator) -> list[Observation]:
    """The last outcome line of each period; predictions are not outcomes (contract: Status).

    A break or rebase before the first line of a period stays when a revision replaces that line.
    """
    outcomes: dict[Period, Observation] = {}
    for observation in indicator.observations:
        if observation.status != "predicted":
            first = outcomes.get(observation.period)
            outcomes[observation.period] = _replacing(first, observation) if first is not None else observation
    return list(outcomes.values())


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


def previous_of(outcomes: tuple[Observation, ...]) -> tuple[Observation | None, Missing | None]:
    """The figure that the latest may be compared with, or why there is none (reporting: Change and verdict)."""
    if not outcomes:
        return None, "awaiting"
    latest = outcomes[-1]
    if latest.value is None:
        return None, "code"
    if len(outcomes) == 1:
        return None, "one figure"
    before = [outcome for outcome in outcomes[:-1] if outcome.period.kind == latest.period.kind]
    if not before:
        mixed = latest.period.dated != outcomes[-2].period.dated
        return None, "dated and undated" if mixed else "other kind"
    previous = before[-1]
    between = outcomes[outcomes.index(previous) + 1 :]
    if any(outcome.break_before and outcome.period.kind == latest.period.kind for outcome in between):
        return None, "break"
    if previous.value is None:
        return None, "earlier code"
    if not latest.period.dated and (previous.source, previous.at) != (latest.source, latest.at):
        return None, "undated apart"
    return previous, None


def a_year_before(latest: Observation, outcomes: Sequence[Observation]) -> Observation | None:
    """The outcome of the same quarter or month of the year before; None where there is none."""
    start = latest.period.start
    if latest.period.kind not in ("quarter", "month") or start is None:
        return None
    return next(
        (
            outcome
            for outcome in outcomes
            if outcome.period.kind == latest.period.kind and outcome.period.start == start.replace(year=start.year - 1)
        ),
        None,
    )


def overlap(earlier: Period, later: Period) -> bool:
    """Whether some of the same days are counted in both, as in rolling years: the two are not independent."""
    return later.start is not None and earlier.end is not None and later.start <= earlier.end
