"""The sentences on variation: SPC limits, special causes, assurance, rebases. Limits and causes come from ``spc``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from metrics.analysis.reading import Reading
from metrics.analysis.spc import (
    POINTS_FOR_LIMITS,
    RANGES_FOR_LIMITS,
    Spell,
    Stretch,
    cause_verdict,
)
from metrics.analysis.targets import TargetReading
from metrics.analysis.xmr import Assurance, Cause
from metrics.catalogue.models import Indicator
from metrics.catalogue.period import day_words
from metrics.wording.formatting import (
    capital,
    plural,
    reader_period,
    short_value,
    span_words,
)
from metrics.wording.segments import bound_words, constant, gaps, gaps_words, limits_words, span_of
from metrics.wording.targets import named_target

CAUSES: dict[Cause, str] = {
    "unusually high": "unusually high",
    "unusually low": "unusually low",
    "seven rising": "seven in a row up",
    "seven falling": "seven in a row down",
    "two of three near the upper limit": "lately higher than usual",
    "two of three near the lower limit": "lately lower than usual",
    "seven above the mean": "seven in a row above average",
    "seven below the mean": "seven in a row below average",
}
"""What a special cause is called on every screen."""

Sign = Cause | Assurance | Literal["limits and latest figure disagree"]
"""What a small shape stands for."""

DISAGREE: dict[Assurance, tuple[str, str]] = {
    "consistently meets": ("meet", "the latest figure doesn’t"),
    "consistently misses": ("miss", "the latest figure meets it"),
}
"""What the limits would have of the target, and what the latest figure does instead."""


@dataclass(frozen=True)
class Remark:
    """A sentence, and the small shape that stands before it; None for a sentence alone."""

    words: str
    sign: Sign | None = None


def points_words(reading: Reading) -> str:
    """How many figures, and steps between them, there are of those that a judgement on variation needs."""
    variation, early = reading.variation, "too early to tell a real change from chance"
    so_far = f"{variation.since_rebase} {plural(variation.since_rebase, 'figure')} so far"
    if variation.why != "few moving ranges":
        return f"{early}: {so_far}, {POINTS_FOR_LIMITS} needed"
    kind = variation.latest.figures[-1].period.kind
    return (
        f"{early}: {so_far}, and {variation.latest.moving_ranges or 'none'} of the {RANGES_FOR_LIMITS} steps from one "
        f"{kind} to the next that are needed, since {' and '.join(gaps(variation.latest))}"
    )


def variation_words(reading: Reading) -> list[Remark]:
    """All that may be said of variation: how much is known, the latest figure's special cause, assurance, rebases."""
    if not reading.outcomes:
        return []
    variation = reading.variation
    latest = variation.latest
    remarks = [Remark(_limits_sentence(reading))]
    if (cause := variation.shown_cause) is not None:
        remarks.append(Remark(f"{capital(cause_words(cause, reading.indicator))}; {_meaning(reading)}.", cause))
    elif latest.shown_limits and latest.latest_place is not None and not constant(latest):
        remarks.append(Remark("The latest figure is within its usual range."))
    if without := _gaps_sentence(reading):
        remarks.append(Remark(without))
    if assured := assurance_remarks(reading):
        remarks += [Remark(f"{one.words}: {_where(reading, target)}.", one.sign) for one, target in assured]
    elif unassured := _unassured(reading):
        remarks.append(Remark(unassured))
    return remarks + [Remark(words) for words in rebase_words(reading)]


def variation_text(reading: Reading) -> str:
    """The same as one text."""
    return " ".join(remark.words for remark in variation_words(reading))


def _limits_sentence(reading: Reading) -> str:
    """The limits of the latest figures, or calmly why there are none."""
    variation = reading.variation
    if variation.latest.limits:
        return shifted_words(reading) or _explained(reading.indicator, variation.latest)
    if reading.indicator.unit == "grade":
        return "Judgements are compared in words only."
    if rarely := _rarely(reading):
        return f"{rarely}: telling a real change from chance takes {POINTS_FOR_LIMITS} quarterly or monthly ones."
    return f"{capital(points_words(reading))}."


def _explained(indicator: Indicator, stretch: Stretch) -> str:
    """What chance alone would explain; of figures that never vary only what they are."""
    bounds, count = stretch.limits, len(stretch.figures)
    if constant(stretch):
        value = short_value(stretch.figures[-1].value or Decimal(0), indicator)
        return f"Every one of the {count} figures is {value} ({span_of(stretch)})."
    if bounds is not None and bounds.lower == bounds.upper:
        line = bound_words(bounds.mean, indicator, stretch)
        return (
            f"Where one figure follows another the two are the same, so that average and usual range are {line} "
            f"({count} figures, {span_of(stretch)})."
        )
    return f"Usual range: {limits_words(indicator, stretch)}."


def _gaps_sentence(reading: Reading) -> str:
    """Which periods have no number, and that nothing goes across them; empty where that is said already."""
    latest, why = reading.variation.latest, reading.variation.why
    said = why == "few moving ranges" or (why and _rarely(reading))
    if said or not (named := gaps_words(latest)):
        return ""
    them = "it" if len(latest.without_number) == 1 else "them"
    return f"{named}: no step and no run is counted across {them}."


def _rarely(reading: Reading) -> str:
    """Why figures never come to limits, however many there will be; empty where they may."""
    kind, frequency = reading.outcomes[-1].period.kind, reading.indicator.frequency
    if reading.variation.why == "kind":
        these = {"as at": "are of single days", "undated": "have no dates"}.get(kind, "are yearly")
        return f"These figures {these}"
    if frequency in ("quarter", "month"):
        return ""
    return f"These figures come {'with inspections' if frequency == 'inspection' else f'every {frequency}'}"


def shifted_words(reading: Reading) -> str:
    """That the level has shifted, so that neither limits nor assurance are shown; else empty."""
    variation = reading.variation
    if not variation.shifted:
        return ""
    aimed = variation.target is not None and variation.polarity != "neutral"
    unsaid = ", nor is it said whether the target is always met or missed" if aimed else ""
    return (
        f"The level has shifted: {_special(variation.latest)}. Read the line, not the average: no usual "
        f"range is drawn{unsaid}."
    )


def _special(stretch: Stretch) -> str:
    special = sum(1 for cause in stretch.special_causes if cause)
    since = f"{len(stretch.figures)} figures since {reader_period(stretch.figures[0].period)}"
    return f"{special} of the {since} are more than chance explains"


def rebase_offer(reading: Reading) -> str:
    """How an officer starts new limits where the level has shifted; else empty."""
    if not reading.variation.shifted:
        return ""
    return (
        "If the service itself changed, start new limits before the first figure of the new level: “Change this "
        "indicator”, Breaks and new limits. It is dated and signed; earlier figures stay as they are."
    )


def cause_words(cause: Cause, indicator: Indicator) -> str:
    """A special cause with its verdict: unusually high (worse)."""
    verdict = cause_verdict(cause, indicator.polarity)
    return f"{CAUSES[cause]} ({verdict})" if verdict else CAUSES[cause]


def cause_remark(reading: Reading) -> Remark | None:
    """The special cause that is shown of the latest figure, and that the level has shifted; None where neither is."""
    cause, shifted = reading.variation.shown_cause, reading.variation.shifted
    parts = [cause_words(cause, reading.indicator) if cause else "", "the level has shifted" if shifted else ""]
    words = "; ".join(part for part in parts if part)
    return Remark(capital(words), cause) if words else None


def _meaning(reading: Reading) -> str:
    """What the latest figure's special cause consists of."""
    stretch, cause = reading.variation.latest, reading.variation.shown_cause
    bounds = stretch.shown_limits
    if cause in ("unusually high", "unusually low") and bounds is not None:
        high = cause == "unusually high"
        limit, side, end = (bounds.upper, "above", "top") if high else (bounds.lower, "below", "bottom")
        return f"{side} {bound_words(limit, reading.indicator, stretch)}, the {end} of its usual range"
    return "chance alone seldom does that"


def assurance_words(reading: Reading, target: TargetReading) -> Remark | None:
    """Whether chance alone keeps the figures on one side of a target, in few words, where it stands beside them."""
    assured = _assurance(reading, target)
    return None if assured is None else _assured(reading, target, assured, "it")


def assurance_remarks(reading: Reading) -> list[tuple[Remark, TargetReading]]:
    """The same of each target that rates the latest figure, named: Consistently misses the council target of 60%."""
    remarks = []
    for target in reading.targets:
        if (assured := _assurance(reading, target)) is not None and target.target.value is not None:
            named = f"the {named_target(target.target, reading.indicator)}"
            remarks.append((_assured(reading, target, assured, named), target))
    return remarks


def _assurance(reading: Reading, target: TargetReading) -> Assurance | None:
    """Only a target that rates the latest figure is judged by the limits (reporting: Target)."""
    return None if target.unrated or target.not_shown else reading.variation.assurance_for(target.target.value)


def _assured(reading: Reading, target: TargetReading, assured: Assurance, named: str) -> Remark:
    """Assurance in words; where the latest figure contradicts it, that the two disagree."""
    if (assured, target.met) in (("consistently meets", False), ("consistently misses", True)):
        would, latest = DISAGREE[assured]
        words = f"By its usual range it would {would} {named}, but {latest}"
        return Remark(words, "limits and latest figure disagree")
    if assured == "sometimes meets" and constant(reading.variation.latest):
        return Remark(f"Every figure meets {named}")
    return Remark(capital(assured) if named == "it" else f"{capital(assured)} {named}", assured)


def _where(reading: Reading, target: TargetReading) -> str:
    """Where a target lies beside the limits, or beside figures that never vary."""
    latest = reading.variation.latest
    assert latest.limits is not None
    wanted, lower, upper = Fraction(target.target.value or 0), latest.limits.lower, latest.limits.upper
    value = short_value(target.target.value or Decimal(0), reading.indicator)
    if constant(latest):
        return f"{value} lies {'above' if wanted > upper else 'below' if wanted < lower else 'at'} every figure"
    if wanted in (lower, upper):
        return f"{value} lies at the end of its usual range"
    side = "above" if wanted > upper else "below" if wanted < lower else "within"
    return f"{value} lies {side} its usual range"


def _unassured(reading: Reading) -> str:
    """Why it is not said whether a target is always met, where limits stand without assurance; else empty."""
    latest, target = reading.variation.latest, reading.variation.target
    if target is None or reading.indicator.polarity == "neutral" or not (latest.shown_limits and latest.coded):
        return ""
    without = "; ".join(gaps(replace(latest, missing=())))
    return (
        f"Not said whether the target is always met or always missed: {without}, and such figures may all lie on one "
        f"side."
    )


def rebase_words(reading: Reading) -> list[str]:
    """Who started the limits anew, when and why, newest first, since the last break."""
    return [f"{words}." for words in reversed(list(_rebases(reading)))]


def _rebases(reading: Reading) -> Iterator[str]:
    for stretch in reading.variation.stretches[1:]:
        if stretch.rebase and stretch.figures:
            signed = f"{stretch.rebase.by}, {day_words(stretch.rebase.on)}"
            start = reader_period(stretch.figures[0].period)
            yield f"A new usual range starts in {start}: {stretch.rebase.reason} ({signed})"


def notable(reading: Reading, *, beside_line: bool = False) -> list[str]:
    """What of the variation belongs into a finding: a special cause, and a target that is always met or missed.

    ``beside_line``: beside it stands the one line on how sure the figure is (``opening.in_one_line``), which tells a
    special cause or that the level has shifted. That isn't told again; where both are so, both are told here.
    """
    cause, variation = cause_remark(reading), reading.variation
    if beside_line and not (variation.shifted and variation.shown_cause is not None):
        cause = None
    assured = [remark for remark, _ in assurance_remarks(reading) if remark.sign not in ("sometimes meets", None)]
    return [remark.words for remark in ([cause] if cause else []) + assured]


def picture_words(reading: Reading) -> str:
    """What a reader of the chart sees of variation, for a picture that stands alone; at most three are named."""
    variation = reading.variation
    shifted = f"{_special(variation.latest)}, so no usual range is drawn." if variation.shifted else ""
    marked = _marked([spell for stretch in variation.every for spell in stretch.spells])
    return " ".join(words for words in (shifted, marked) if words)


def _marked(spells: Sequence[Spell]) -> str:
    if not spells:
        return ""
    named = "; ".join(_spell(spell) for spell in spells[-3:])
    if len(spells) <= 3:
        return f"Marked as special: {named}."
    count = sum(len(spell.figures) for spell in spells)
    return f"{count} figures are marked as special, the last of them: {named}."


def _spell(spell: Spell) -> str:
    return f"{_spell_name(spell)}, {span_words(spell.figures[0].period, spell.figures[-1].period)}"


def _spell_name(spell: Spell) -> str:
    """What a spell is called so that its span is true: an earlier rule may have taken some of its figures."""
    name, count = CAUSES[spell.cause], len(spell.figures)
    if "seven" not in name:
        return name
    if count < 7:
        return f"part of {name}"
    if count > 7 and _turns(spell):
        return name.replace("seven in a row", "seven or more in a row")
    return name.replace("seven", str(count)) if count > 7 else name


def _turns(spell: Spell) -> bool:
    """Whether a spell of rises or falls is more than one run."""
    values = [figure.value for figure in spell.figures if figure.value is not None]
    ups = {after > before for before, after in pairwise(values)}
    return spell.cause in ("seven rising", "seven falling") and len(ups) > 1
