"""A question for whoever answers: the one written with the indicator, else one made by rule from its state.

No question guesses a cause, and one that is written holds no figure that could go stale (reporting: The first screen).
"""

from __future__ import annotations

from metrics.analysis.reading import Reading
from metrics.analysis.states import changed
from metrics.analysis.targets import TargetReading
from metrics.wording.formatting import reader_period, value_words
from metrics.wording.nouns import counted_noun
from metrics.wording.targets import were_late


def question(reading: Reading) -> str:
    """What to ask about an indicator."""
    return reading.indicator.ask or _by_state(reading)


def asked_of(reading: Reading) -> str:
    """What to ask where anything is: of an indicator that has a figure or a question of its own, and isn't retired."""
    if reading.retired or not (reading.counted or reading.indicator.ask):
        return ""
    return question(reading)


def _by_state(reading: Reading) -> str:
    missed = [target for target in reading.targets if target.met is False]
    if missed:
        return _missed(reading, missed[0])
    verdict, comparison = reading.verdict, reading.comparison
    if verdict is not None and verdict.said == "worse":
        return f"What changed {_since(reading)}?"
    if comparison is not None and comparison.said == "worse" and reading.headline is not None:
        return f"What do areas with better figures do that {reading.area} does not?"
    if not changed(reading):
        return "When is the next figure due?"
    if verdict is not None and verdict.said == "better":
        return "What made the difference, and will it last?"
    return "What would show that this is getting better?"


def _missed(reading: Reading, target: TargetReading) -> str:
    """Which 12 reviews were late? Where nobody is counted: what will bring it to 95%, and by when?"""
    if target.people is not None and were_late(reading.indicator, target):
        noun = counted_noun(reading.indicator)
        return "Which one was late?" if target.people == 1 else f"Which {target.people:,} {noun} were late?"
    if target.target.value is None:
        return "What will meet it, and by when?"
    return f"What will bring it to {value_words(target.target.value, reading.indicator)}, and by when?"


def _since(reading: Reading) -> str:
    """Since the first period of a special cause, in it where it is the latest; else since the figure before."""
    verdict, previous, latest = reading.verdict, reading.previous, reading.latest
    if verdict is not None and verdict.since is not None:
        alone = latest is not None and verdict.since == latest.period
        return f"{'in' if alone else 'since'} {reader_period(verdict.since)}"
    if previous is not None and previous.period.dated:
        return f"since {reader_period(previous.period)}"
    return "since the earlier figure"
