"""The few words of a card on the home page: its one tag, and what its chart shows."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.analysis.reading import Reading
from metrics.analysis.significance import Verdict
from metrics.analysis.states import changed
from metrics.analysis.targets import DUTIES
from metrics.wording import verdicts
from metrics.wording.verdicts import TOO_FEW, Tag


def card_tag(reading: Reading, show: str = "") -> Tag | None:
    """One tag by its strength: of the state that was asked for, else of the gravest reason to look at it.

    Only what is tested, and a legal duty missed, is filled.
    """
    if show in ("better", "worse"):
        return _change(reading)
    if show == "missed":
        return _missed(reading)
    if show == "behind":
        return verdicts.comparison_tag(reading)
    if show in ("unclear", "few") or not reading.reasons:
        return _change(reading) if changed(reading) else Tag("no earlier figure", "few")
    reason = reading.reasons[0]
    if reason in ("duty", "target"):
        return _missed(reading)
    if reason in ("getting worse", "moved the wrong way"):
        return _change(reading)
    return verdicts.comparison_tag(reading) if reason != "said" else Tag(_concern(reading), "stated")


def _concern(reading: Reading) -> str:
    ending = "’" if reading.publisher.endswith("s") else "’s"
    return f"{reading.publisher}{ending} concern" if reading.publisher else "the report’s concern"


def _missed(reading: Reading) -> Tag | None:
    """A legal duty before all others; a target is a plain fact that no test has weighed."""
    missed = [target.target for target in reading.targets if target.met is False]
    if any(target.kind in DUTIES for target in missed):
        return Tag("legal duty missed", "worse tested")
    return Tag("target missed", "worse stated") if missed else None


def _change(reading: Reading) -> Tag | None:
    """Improving or getting worse without the period, which stands beside it; else as everywhere."""
    verdict = reading.verdict
    if verdict is not None and _running(verdict) and verdict.side in verdicts.RUNNING:
        return Tag(verdicts.RUNNING[verdict.side], "better tested" if verdict.side == "better" else "worse tested")
    if verdict is not None and verdict.strength == "too few to tell":
        return Tag(TOO_FEW, "few")
    return verdicts.change_tag(reading)


def _running(verdict: Verdict) -> bool:
    return verdict.by_limits and verdict.strength == "tested"


def chart_alt(reading: Reading, labels: Sequence[str], axis: str) -> str:
    """A card's chart in words: each mark with its value, and the axis."""
    dated = [outcome for outcome in reading.outcomes if outcome.value is not None and outcome.period.dated]
    many = f"{len(dated)} figures, the last " if axis and len(dated) > len(("before", "now")) else ""
    return f"Chart: {many}{'; '.join(labels)}. Axis {axis}."
