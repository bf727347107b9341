"""The sentences on variation: SPC limits, special causes, assurance, rebases. Limits and causes come from ``spc``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from metrics.analysis.reading import Reading
from metrics.analysis.spc import (
    POINTS_FOR_LIMITS,
    Assurance,
    Cause,
    Spell,
    Stretch,
    cause_verdict,
    clipped,
    decimal,
)
from metrics.analysis.verdicts import precision
from metrics.catalogue.models import Indicator
from metrics.catalogue.period import day_words
from metrics.wording.formatting import (
    capital,
    number,
    short_value,
)

CAUSES: dict[Cause, str] = {
    "unusually high": "unusually high",
    "unusually low": "unusually low",
    "seven rising": "run of seven in a row up",
    "seven falling": "run of seven in a row down",
    "two of three near the upper limit": "two of three near the upper limit",
    "two of three near the lower limit": "two of three near the lower limit",
    "seven above the mean": "shift of seven in a row above the mean",
    "seven below the mean": "shift of seven in a row below the mean",
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
    """How many figures there are of those that a judgement on variation needs."""
    count = reading.variation.since_rebase
    return f"{count} of the {POINTS_FOR_LIMITS} figures that are needed to tell a real change from chance"


def variation_words(reading: Reading) -> list[Remark]:
    """All that may be said of variation: how much is known, the latest figure's special cause, assurance, rebases."""
    if not reading.outcomes:
        return []
    variation = reading.variation
    moved = series_moved_words(variation.latest)
    remarks = [Remark(words) for words in (_limits_sentence(reading), moved) if words]
    if (cause := cause_remark(reading)) is not None:
        remarks.append(Remark(f"{cause.words}; {_meaning(reading)}.", cause.sign))
    elif variation.enough and not moved:
        remarks.append(Remark("The latest figure is within these limits: nothing unusual."))
    if (assured := assurance_remark(reading)) is not None:
        remarks.append(Remark(f"{assured.words}: {_where(reading)}.", assured.sign))
    return remarks + [Remark(words) for words in rebase_words(reading)]


def variation_text(reading: Reading) -> str:
    """The same as one text."""
    return " ".join(remark.words for remark in variation_words(reading))


def _limits_sentence(reading: Reading) -> str:
    """The limits of the latest figures, or calmly why there are none."""
    variation = reading.variation
    latest, when = variation.latest, variation.latest.at
    if latest.limits:
        return f"Chance alone would explain figures {limits_words(reading.indicator, latest)}."
    if reading.indicator.unit == "grade":
        return "Judgements are compared in words only."
    if rarely := _rarely(reading):
        needed = f"{POINTS_FOR_LIMITS} quarterly or monthly figures"
        return f"A real change can be told from chance only from {needed}; {rarely}."
    if variation.why in ("code", "gap") and when is not None:
        lack = "has no number" if variation.why == "code" else "is missing"
        return f"No limits: {when.words} {lack}, and {POINTS_FOR_LIMITS} figures in a row are needed."
    return f"{capital(points_words(reading))}."


def _rarely(reading: Reading) -> str:
    """Why figures never come to limits, however many there will be; empty where they may."""
    kind, frequency = reading.outcomes[-1].period.kind, reading.indicator.frequency
    if reading.variation.why == "kind":
        these = {"as at": "are of single days", "undated": "have no dates"}.get(kind, "cover whole years")
        return f"these {these}"
    if frequency in ("quarter", "month"):
        return ""
    return f"this indicator is reported {'at inspections' if frequency == 'inspection' else f'every {frequency}'}"


def series_moved_words(stretch: Stretch) -> str:
    """That one mean doesn't describe the figures, where half or more of them are special causes; else empty."""
    special = sum(1 for cause in stretch.special_causes if cause)
    if not stretch.limits or 2 * special < len(stretch.figures):
        return ""
    return (
        f"The series has moved so much that one mean doesn’t describe it: {special} of the {len(stretch.figures)} "
        f"figures are more than chance would explain; look at the line rather than the mean."
    )


def limits_words(indicator: Indicator, stretch: Stretch) -> str:
    """between 43.9% and 57.1% (mean 50.5%; 12 figures, 2010/11 Q1 to 2012/13 Q4), clipped to the unit's range."""
    bounds = stretch.limits
    if bounds is None:
        return ""
    lower, mean, upper = (bound_words(bound, indicator, stretch) for bound in (bounds.lower, bounds.mean, bounds.upper))
    count = len(stretch.figures)
    return f"between {lower} and {upper} (mean {mean}; {count} figures, {span_of(stretch)})"


def span_of(stretch: Stretch) -> str:
    """From which period to which the figures run."""
    return f"{stretch.figures[0].period.words} to {stretch.figures[-1].period.words}"


def bound_words(bound: Fraction, indicator: Indicator, stretch: Stretch) -> str:
    """A limit or mean with its unit, to its figures' digits and tenths at least, not beyond what the unit can hold."""
    if clipped(bound, indicator.unit) != bound:
        return short_value(decimal(clipped(bound, indicator.unit)), indicator)
    rounded = _rounded(bound, stretch)
    return short_value(rounded if rounded else abs(rounded), indicator)


def _rounded(bound: Fraction, stretch: Stretch) -> Decimal:
    return decimal(bound).quantize(min(_digit(stretch), Decimal("0.1")))


def exact_words(bound: Fraction, indicator: Indicator, stretch: Stretch) -> str:
    """The same as it is worked out, inside what the unit can hold or not, to three digits more than its figures."""
    return short_value(_exact(bound, stretch), indicator)


def exact_digits(bound: Fraction, stretch: Stretch) -> str:
    """The same without its unit, for a table."""
    return number(_exact(bound, stretch))


def _exact(bound: Fraction, stretch: Stretch) -> Decimal:
    return decimal(bound).quantize(_digit(stretch) / 1000)


def _digit(stretch: Stretch) -> Decimal:
    """One unit of the last digit that all the figures have."""
    return precision(*(figure.value for figure in stretch.figures if figure.value is not None))


def cause_words(cause: Cause, indicator: Indicator) -> str:
    """A special cause with its verdict: unusually high (worse)."""
    verdict = cause_verdict(cause, indicator.polarity)
    return f"{CAUSES[cause]} ({verdict})" if verdict else CAUSES[cause]


def cause_remark(reading: Reading) -> Remark | None:
    """The special cause that the latest figure is part of, in few words; None where there is none."""
    cause = reading.variation.latest_cause
    return None if cause is None else Remark(capital(cause_words(cause, reading.indicator)), cause)


def _meaning(reading: Reading) -> str:
    """What the latest figure's special cause consists of."""
    stretch = reading.variation.latest
    cause, bounds = stretch.special_causes[-1], stretch.limits
    if cause in ("unusually high", "unusually low") and bounds is not None:
        high = cause == "unusually high"
        limit, side = (bounds.upper, "above") if high else (bounds.lower, "below")
        edge = "upper" if high else "lower"
        beyond = Decimal(stretch.figures[-1].value or 0) - _rounded(limit, stretch)
        in_words = bound_words if (beyond > 0 if high else beyond < 0) else exact_words
        return f"{side} {in_words(limit, reading.indicator, stretch)}, the {edge} limit"
    return "chance alone seldom does that"


def assurance_words(reading: Reading) -> Remark | None:
    """The same in few words, where the target stands beside it."""
    assured = reading.variation.assurance
    return None if assured is None else _assured(reading, assured, "it")


def assurance_remark(reading: Reading) -> Remark | None:
    """Whether chance alone keeps the figures on one side of the target: Consistently misses 60%."""
    assured, target = reading.variation.assurance, reading.target
    if assured is None or target is None or target.target.value is None:
        return None
    name = target.target.label or target.target.kind or "target"
    value = short_value(target.target.value, reading.indicator)
    return _assured(reading, assured, name if name.startswith(value) else f"{value} ({name})")


def _assured(reading: Reading, assured: Assurance, target: str) -> Remark:
    """Assurance in words; where the latest figure contradicts it, that the two disagree."""
    met = reading.target.met if reading.target else None
    if (assured, met) in (("consistently meets", False), ("consistently misses", True)):
        would, latest = DISAGREE[assured]
        words = f"Its limits would have it {would} {target}, but {latest}"
        return Remark(words, "limits and latest figure disagree")
    return Remark(capital(assured) if target == "it" else f"{capital(assured)} {target}", assured)


def _where(reading: Reading) -> str:
    """Where the target lies beside the limits."""
    bounds, target = reading.variation.latest.limits, reading.target
    assert bounds is not None
    assert target is not None
    wanted = Fraction(target.target.value or 0)
    side = "above" if wanted > bounds.upper else "below" if wanted < bounds.lower else "between"
    return f"the target lies {side} the limits"


def rebase_words(reading: Reading) -> list[str]:
    """Who started the limits anew, when and why, newest first, since the last break."""
    return [f"{words}." for words in reversed(list(_rebases(reading)))]


def _rebases(reading: Reading) -> Iterator[str]:
    for stretch in reading.variation.stretches[1:]:
        if stretch.rebase and stretch.figures:
            signed = f"{stretch.rebase.by}, {day_words(stretch.rebase.on)}"
            yield f"Limits start anew in {stretch.figures[0].period.words}: {stretch.rebase.reason} ({signed})"


def notable(reading: Reading) -> list[str]:
    """What of the variation belongs into a finding: a special cause, and a target that is always met or missed."""
    remarks = [cause_remark(reading), assurance_remark(reading)]
    return [remark.words for remark in remarks if remark is not None and remark.sign != "sometimes meets"]


def picture_words(reading: Reading) -> str:
    """What a reader of the chart sees of variation, for a picture that stands alone; at most three are named."""
    variation = reading.variation
    if moved := series_moved_words(variation.latest):
        return moved
    spells = [spell for stretch in variation.every for spell in stretch.spells]
    if not spells:
        return ""
    named = "; ".join(_spell(spell) for spell in spells[-3:])
    if len(spells) <= 3:
        return f"Marked as special: {named}."
    count = sum(len(spell.figures) for spell in spells)
    return f"{count} figures are marked as special, the last of them: {named}."


def _spell(spell: Spell) -> str:
    until = f" to {spell.figures[-1].period.words}" if len(spell.figures) > 1 else ""
    return f"{_spell_name(spell)}, {spell.figures[0].period.words}{until}"


def _spell_name(spell: Spell) -> str:
    """What a spell is called so that its span is true: an earlier rule may have taken some of its figures."""
    name, count = CAUSES[spell.cause], len(spell.figures)
    if "seven" not in name:
        return f"among {name}" if "two of three" in name and count == 1 else name
    if count < 7:
        return f"part of a {name}"
    if count > 7 and _turns(spell):
        return name.replace("run of seven in a row", "runs of seven or more in a row")
    return name.replace("seven", str(count)) if count > 7 else name


def _turns(spell: Spell) -> bool:
    """Whether a spell of rises or falls is more than one run."""
    values = [figure.value for figure in spell.figures if figure.value is not None]
    ups = {after > before for before, after in pairwise(values)}
    return spell.cause in ("seven rising", "seven falling") and len(ups) > 1
