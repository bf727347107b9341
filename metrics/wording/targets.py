"""Targets and duties in words: met or not, by how much and by how many people, or why it isn't rated."""

from __future__ import annotations

import re
from dataclasses import dataclass

from metrics.analysis.reading import Reading
from metrics.analysis.targets import TargetReading, Unrated
from metrics.catalogue.models import Indicator, Target
from metrics.wording.formatting import number, size_words, value_words
from metrics.wording.nouns import PEOPLE, counted_noun, one_of
from metrics.wording.verdicts import people_words

MET = {True: "met", False: "missed"}
"""What is said of a figure that a target rates."""

KINDS = {"statutory duty": "legal duty", "statutory limit": "legal limit"}
"""What readers call the kinds that the law sets; the others are called as the data file calls them."""

UNRATED: dict[Unrated, str] = {
    "words": "it is given in words",
    "undated": "the figure has no date",
    "proposed": "the limit was only proposed",
    "not in force": "it was not in force then",
    "no figure": "there is no figure to rate",
    "neutral": "neither way is better",
    "single case": "the law sets it for each single case",
    "rounded": "its digits and the counts behind them say opposite things",
}

_TIMELY = re.compile(
    r"\b(on time|in time|within (the )?(timescales?|time|statutory \w+|\d+ (working )?(hour|day|week|month)s?))\b",
    re.IGNORECASE,
)
"""Names of indicators that count what was done in time, so that the rest was late."""


@dataclass(frozen=True)
class Standing:
    """Where the latest figure stands against a target: ``met`` or ``missed``, empty where it is not scored; and by
    how much, from what, in words that don't repeat it."""

    state: str
    words: str


def target_name(target: Target) -> str:
    return target.label or target.kind or "target"


def short_target_name(target: Target) -> str:
    """What a line is called where there is room for a word."""
    words = {"proposed limit": "Proposed", "statutory limit": "Limit", "statutory duty": "Duty"}
    return words.get(target.kind or "", "Target")


def named_target(target: Target, indicator: Indicator) -> str:
    """A target by its kind and its value, or its words: legal duty of 100%."""
    value = f"“{target.words}”" if target.value is None else value_words(target.value, indicator)
    return f"{kind_words(target)} of {value}"


def targets_words(reading: Reading) -> list[str]:
    """Where the latest figure stands against each of its targets, the leading one first."""
    return [target_words(reading, target) for target in reading.targets]


def target_words(reading: Reading, target: TargetReading) -> str:
    """Where the latest figure stands against one target, in a clause; short of it needs no word that it is missed."""
    return _worded(reading, target, aloud=True)


def standing(reading: Reading, target: TargetReading) -> Standing:
    """The same for a table, where met or missed stands in a tag before the words."""
    return Standing("" if target.met is None else MET[target.met], _worded(reading, target, aloud=False))


def _worded(reading: Reading, target: TargetReading, *, aloud: bool) -> str:
    wanted = target.target.value
    if wanted is None:
        return f"“{target.target.words}” (no figure given)"
    named = named_target(target.target, reading.indicator)
    if target.gap is None and not target.not_shown:
        return _joined(named, target)
    graded = target.not_shown or reading.indicator.unit == "grade"
    if graded:
        verb = {True: "meets ", False: "misses ", None: "beside "}[target.met] if aloud else ""
        return _joined(f"{verb}the {named}", target)
    evident = target.met is None or _short_of(reading, target)
    state = "" if evident or not aloud else f" ({MET[bool(target.met)]})"
    people = missed_in_people(reading.indicator, target)
    return _joined(f"{target_gap(reading, target)} the {named}{state}", target, people)


def _joined(standing: str, target: TargetReading, people: str = "") -> str:
    """With what the target asks, and what is to be known of the figure beside it."""
    asides = ["the number is not shown"] if target.not_shown else []
    asides += [f"not scored, as {UNRATED[target.unrated]}"] if target.met is None and target.gap is not None else []
    asides += ["within the tolerance"] if target.close else []
    asked = _asked(target.target)
    return "; ".join([f"{standing}: {asked}" if asked else standing, *asides, *([people] if people else [])])


def kind_words(target: Target) -> str:
    """What readers call the kind of a target: legal duty, legal limit, target."""
    return KINDS.get(target.kind or "", target.kind or "target")


def _asked(target: Target) -> str:
    """What a target's label says beyond its kind and its number: every review on time."""
    label = (target.label or "").removeprefix("duty: ")
    said = label.lower() in (target.kind, kind_words(target), "target")
    numbered = target.value is not None and re.search(rf"(?<![\d.]){number(target.value)}(?![\d.])", label)
    return "" if said or numbered else label


def _short_of(reading: Reading, target: TargetReading) -> bool:
    """Whether the latest figure falls short of a target, which needs no word that it is missed."""
    latest, wanted = reading.latest, target.target.value
    if not target.gap or latest is None or latest.value is None or wanted is None:
        return False
    return target.met is False and latest.value < wanted


def target_gap(reading: Reading, target: TargetReading) -> str:
    """The distance to the target: 12.5 percentage points short of, 20 weeks longer than, exactly at."""
    latest, wanted = reading.latest, target.target.value
    if not target.gap or latest is None or latest.value is None or wanted is None:
        return "exactly at"
    above, indicator = latest.value > wanted, reading.indicator
    sides = SIDES.get(indicator.unit, ("above", "below"))
    side = "short of" if _short_of(reading, target) else sides[0 if above else 1]
    return f"{size_words(target.gap, indicator)} {side}"


SIDES = {
    "weeks": ("longer than", "shorter than"),
    "days": ("longer than", "shorter than"),
    "count": ("more than", "fewer than"),
}
"""On which side of a target a figure lies, in the words of its unit; above or below in every other."""


def were_late(indicator: Indicator, target: TargetReading) -> bool:
    """Whether those who miss a target were late: things that are counted in time, of which all should be."""
    if not target.people or target.people < 0 or target.target.value != 100:
        return False
    known = not target.unknown  # of those not known nobody can say so
    return known and counted_noun(indicator) not in PEOPLE and _TIMELY.search(indicator.name) is not None


def missed_in_people(indicator: Indicator, target: TargetReading) -> str:
    """A missed target in people: 12 reviews were late; 3 more reviews would have met it. Empty without exact counts."""
    if target.people is None:
        return ""
    if were_late(indicator, target):
        if target.people == 1:
            return f"one {one_of(indicator)} was late".replace("  ", " ")
        return f"{target.people:,} {counted_noun(indicator)} were late".replace("  ", " ")
    return f"{people_words(target.people, indicator)} would have met it"
