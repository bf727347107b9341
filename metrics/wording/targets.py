"""Targets and duties in words: met or not, by how much and by how many people, or why it isn't rated."""

from __future__ import annotations

import re

from metrics.analysis.reading import Reading
from metrics.analysis.targets import TargetReading, Unrated
from metrics.catalogue.models import Indicator, Target
from metrics.wording.formatting import size_words, value_words
from metrics.wording.nouns import PEOPLE, counted_noun, one_of
from metrics.wording.verdicts import people_words

MET = {True: "met", False: "not met"}
"""What is said of a figure that a target rates."""

UNRATED: dict[Unrated, str] = {
    "words": "it is given in words",
    "undated": "the figure has no date",
    "proposed": "it was only proposed",
    "not in force": "it was not in force then",
    "no figure": "there is no figure to rate",
    "neutral": "neither way is better",
    "single case": "the law sets it for the single case",
    "rounded": "its digits and the counts behind them say opposite things",
}

_TIMELY = re.compile(
    r"\b(on time|in time|within (the )?(timescales?|time|statutory \w+|\d+ (working )?(hour|day|week|month)s?))\b",
    re.IGNORECASE,
)
"""Names of indicators that count what was done in time, so that the rest was late."""


def target_name(target: Target) -> str:
    return target.label or target.kind or "target"


def targets_words(reading: Reading) -> list[str]:
    """Where the latest figure stands against each of its targets, the leading one first."""
    return [target_words(reading, target) for target in reading.targets]


def target_words(reading: Reading, target: TargetReading) -> str:
    """Where the latest figure stands against one target."""
    name, wanted = target_name(target.target), target.target.value
    if wanted is None:
        return f"“{target.target.words}” (no figure given)"
    value = value_words(wanted, reading.indicator)
    if target.not_shown:
        return f"missed, number not shown: {value} ({name})"
    if target.gap is None:
        return f"{value} ({name})"
    state = "" if target.met is None else f"{MET[target.met]}: "
    asides = [f"not rated, since {UNRATED[target.unrated]}"] if target.met is None else []
    asides += ["within the tolerance"] if target.close else []
    if name.startswith(value):  # a label such as "26 weeks proposed" says its number already
        named = f"{name} ({'; '.join(asides)})" if asides else name
    else:
        named = f"{value} ({'; '.join([name, *asides])})"
    if reading.indicator.unit == "grade":
        return f"{state}{named} wanted"
    people = missed_in_people(reading.indicator, target)
    return f"{state}{target_gap(reading, target)} {named}" + (f"; {people}" if people else "")


def target_gap(reading: Reading, target: TargetReading) -> str:
    """The distance to the target: 12.5 percentage points below, level with."""
    latest, wanted = reading.latest, target.target.value
    if not target.gap or latest is None or latest.value is None or wanted is None:
        return "level with"
    side = "above" if latest.value > wanted else "below"
    return f"{size_words(target.gap, reading.indicator)} {side}"


def missed_in_people(indicator: Indicator, target: TargetReading) -> str:
    """A missed target in people: 12 reviews were late; 3 more reviews would have met it. Empty without exact counts."""
    if target.people is None:
        return ""
    noun = counted_noun(indicator)
    late = target.target.value == 100 and not target.unknown  # of those not known nobody can say so
    if late and target.people > 0 and noun not in PEOPLE and _TIMELY.search(indicator.name):
        if target.people == 1:
            return f"one {one_of(indicator)} was late".replace("  ", " ")
        return f"{target.people:,} {noun} were late".replace("  ", " ")
    return f"{people_words(target.people, indicator)} would have met it"
