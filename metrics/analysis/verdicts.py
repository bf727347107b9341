"""Verdicts, better or worse, met or missed: one figure set against another, or against a target; what is adverse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, Protocol

from metrics.catalogue.models import Catalogue, Indicator, Observation, Target

Direction = Literal["up", "down", "same"]
Verdict = Literal["better", "worse", "same"]
Adverse = Literal["worse", "missed", "behind"]


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


def precision(*values: Decimal) -> Decimal:
    """One unit of the coarsest digit that all the values are written to."""
    return Decimal(1).scaleb(max(min(int(value.as_tuple().exponent), 0) for value in values))


def compare(indicator: Indicator, value: Decimal, other: Decimal) -> tuple[Direction, Verdict | None]:
    difference = value - other
    if abs(difference) < precision(value, other):
        return "same", "same" if indicator.polarity != "neutral" else None
    direction: Direction = "up" if difference > 0 else "down"
    if indicator.polarity == "neutral":
        return direction, None
    good = (difference > 0) == (indicator.polarity == "higher_is_better")
    return direction, "better" if good else "worse"


def change_between(indicator: Indicator, latest: Observation | None, previous: Observation | None) -> Change | None:
    if latest is None or previous is None or latest.value is None or previous.value is None:
        return None
    direction, verdict = compare(indicator, latest.value, previous.value)
    words_only = indicator.unit == "grade"
    return Change(latest.value - previous.value, None if words_only else direction, verdict)


def in_force(target: Target, day: date) -> bool:
    """Whether the target applies on ``day``; both its days count."""
    return target.from_ is not None and target.from_ <= day and (target.until is None or day <= target.until)


def against_target(catalogue: Catalogue, indicator: Indicator, latest: Observation | None) -> TargetReading | None:
    """The target to read the latest figure against.

    Rated only where it is in force on the period's last day and not merely
    proposed; for an undated figure the target of its publication day is shown
    with the gap (reporting: Target).
    """
    numeric = [target for target in indicator.targets if target.value is not None]
    if not numeric:
        words = next((target for target in indicator.targets if target.words), None)
        return TargetReading(words, None, None, False, "words") if words else None
    if latest is None or latest.value is None:
        return TargetReading(numeric[-1], None, None, False, "no figure")
    day = latest.period.end or catalogue.sources[latest.source].published
    applying = [target for target in numeric if day is not None and in_force(target, day)]
    firm = [target for target in applying if target.kind != "proposed limit"]
    ended = [target for target in numeric if day is not None and target.until is not None and target.until < day]
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


class Judged(Protocol):
    """Whatever has the three verdicts of an indicator's latest figure, as a reading does."""

    @property
    def change(self) -> Change | None: ...
    @property
    def target(self) -> TargetReading | None: ...
    @property
    def against(self) -> Verdict | None: ...


def worse_than_before(judged: Judged) -> bool:
    return judged.change is not None and judged.change.verdict == "worse"


def target_missed(judged: Judged) -> bool:
    """Whether a target or duty that rates the latest figure is not met."""
    return judged.target is not None and judged.target.met is False


def worse_than_comparator(judged: Judged) -> bool:
    return judged.against == "worse"


@dataclass(frozen=True)
class AdverseFinding:
    """A finding that indicators are chosen by: its label, whether it is ``found``, and whether it could be at all."""

    label: str
    found: Callable[[Judged], bool]
    could_be: Callable[[Judged], bool]


ADVERSE: dict[Adverse, AdverseFinding] = {
    "worse": AdverseFinding("Worse than before", worse_than_before, lambda judged: judged.change is not None),
    "missed": AdverseFinding(
        "Target or duty missed",
        target_missed,
        lambda judged: judged.target is not None and judged.target.met is not None,
    ),
    "behind": AdverseFinding("Worse than comparator", worse_than_comparator, lambda judged: judged.against is not None),
}
"""By their words in addresses: of the scorecard, and of the page Trends."""
