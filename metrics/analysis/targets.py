"""Targets and duties: which of them rate the latest figure, and whether it meets them (reporting: Target)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from metrics.analysis.confidence import Counts
from metrics.analysis.significance import people_to_target
from metrics.analysis.verdicts import at_or_beyond
from metrics.catalogue.models import Catalogue, Indicator, Observation, Target

Unrated = Literal["", "words", "undated", "proposed", "not in force", "no figure", "neutral", "single case", "rounded"]


@dataclass(frozen=True)
class TargetReading:
    """A target beside the latest figure. ``met`` is None where it is not rated, and ``unrated`` says why.

    ``gap`` is the distance in the indicator's unit, without a sign; None where there is no figure
    to measure. ``people``: how many more in the numerator (fewer, below zero) would have met it, where counts tell;
    ``unknown``: of some the status is not known. ``not_shown``: it is missed by a figure that is suppressed.
    """

    target: Target
    gap: Decimal | None
    met: bool | None
    close: bool
    unrated: Unrated
    people: int | None = None
    not_shown: bool = False
    unknown: bool = False


DUTIES = ("statutory duty", "statutory limit")
"""Kinds of target that the law sets."""


def in_force(target: Target, day: date) -> bool:
    """Whether the target applies on ``day``; both its days count."""
    return target.from_ is not None and target.from_ <= day and (target.until is None or day <= target.until)


def is_case_limit(indicator: Indicator, target: Target) -> bool:
    """Whether the law sets it for a single case, so that an average can't miss it: 26 weeks, which a court may extend.

    (reporting: Target)
    """
    return target.kind == "statutory limit" and indicator.unit in ("weeks", "days")


def targets_of(
    catalogue: Catalogue, indicator: Indicator, latest: Observation | None, counts: Counts | None
) -> tuple[TargetReading, ...]:
    """Every target that stands beside the latest figure, the leading one first.

    All firm ones in force on the period's last day rate it, a statutory duty first; limits of
    single cases and proposals follow unrated. Where none is in force the one that applied
    last is told, or the first that will. For an undated figure those of its publication day are
    shown with the gap (reporting: Target).
    """
    numeric = [target for target in indicator.targets if target.value is not None]
    worded = [target for target in indicator.targets if target.value is None]
    duties = tuple(TargetReading(target, None, None, False, "words") for target in worded if target.kind in DUTIES)
    if not numeric:
        return duties or tuple(TargetReading(target, None, None, False, "words") for target in worded[:1])
    return _numeric_targets(catalogue, indicator, latest, counts, numeric) + duties


def _numeric_targets(
    catalogue: Catalogue,
    indicator: Indicator,
    latest: Observation | None,
    counts: Counts | None,
    numeric: list[Target],
) -> tuple[TargetReading, ...]:
    def ranked(targets: list[Target]) -> list[Target]:
        return sorted(targets, key=lambda target: _rank(indicator, target, indicator.targets.index(target)))

    if latest is None:
        open_ones = [target for target in numeric if target.until is None] or numeric[-1:]
        return tuple(TargetReading(target, None, None, False, "no figure") for target in ranked(open_ones))
    day = latest.period.end or catalogue.sources[latest.source].published
    applying = ranked([target for target in numeric if day is not None and in_force(target, day)])
    if not applying:
        ended = [target for target in numeric if day is not None and target.until is not None and target.until < day]
        applying = (ended or numeric[:1])[-1:]
        return tuple(_beside(indicator, target, latest, counts, "not in force") for target in applying)
    return tuple(_beside(indicator, target, latest, counts, "") for target in applying)


def _rank(indicator: Indicator, target: Target, place: int) -> tuple[int, int]:
    """Duties, then what else rates, the last of the file first; then limits of single cases, then proposals."""
    if target.kind == "proposed limit":
        return 3, -place
    if is_case_limit(indicator, target):
        return 2, -place
    return (0 if target.kind in DUTIES else 1), -place


def _beside(
    indicator: Indicator, target: Target, latest: Observation, counts: Counts | None, unrated: Unrated
) -> TargetReading:
    assert target.value is not None
    unrated = _unrated(indicator, target, latest) or unrated
    if latest.value is None:
        missed = not unrated and _missed_unseen(indicator, target, latest)
        met, why = (False, unrated) if missed else (None, unrated or "no figure")
        return TargetReading(target, None, met, close=False, unrated=why, not_shown=missed)
    gap = abs(latest.value - target.value)
    if unrated:
        return TargetReading(target, gap, None, False, unrated)
    met = meets(indicator, latest.value, counts, target.value)
    if met != at_or_beyond(indicator, latest.value, target.value):  # the published digits would say the opposite
        if counts is None or counts.lender is not None:
            return TargetReading(target, gap, None, False, "rounded")
        gap = _gap_by_counts(counts, target.value)
    close = not met and target.tolerance is not None and gap <= target.tolerance.value
    people = None if met else people_to_target(indicator, counts, target.value)
    return TargetReading(target, gap, met, close, "", people, unknown=bool(counts and counts.unknown))


def meets(indicator: Indicator, value: Decimal, counts: Counts | None, target: Decimal) -> bool:
    """Whether a figure meets a target, by exact counts where it has them: 599 of 600 is not all (reporting: Target)."""
    if counts is None or not counts.exact or indicator.unit != "percent":
        return at_or_beyond(indicator, value, target)
    return at_or_beyond(indicator, Decimal(100 * counts.numerator), target * counts.denominator)


def _gap_by_counts(counts: Counts, target: Decimal) -> Decimal:
    """The distance that the counts tell, to as many digits as it takes to be one."""
    gap = abs(Decimal(100 * counts.numerator) / counts.denominator - target)
    digit = Decimal("0.1")
    while gap and not gap.quantize(digit):
        digit /= 10
    return gap.quantize(digit)


def _unrated(indicator: Indicator, target: Target, latest: Observation) -> Unrated:
    if not latest.period.dated:
        return "undated"
    if target.kind == "proposed limit":
        return "proposed"
    if is_case_limit(indicator, target):
        return "single case"
    return "neutral" if indicator.polarity == "neutral" else ""


def _missed_unseen(indicator: Indicator, target: Target, latest: Observation) -> bool:
    """Whether a figure that is suppressed for its own small count misses a target that only all, or none, can meet.

    A remainder of zero is never suppressed, so that it can be told without telling a number
    (reporting: Target).
    """
    if not latest.short_of_all or indicator.unit != "percent":
        return False
    return target.value == (100 if indicator.polarity == "higher_is_better" else 0)
