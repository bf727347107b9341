"""What kind of rule a problem breaks, as a code with values, for whoever says it in other words: a form, for example.

A sentence is for people; nothing is decided by it, and none is read back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class ProblemCode(StrEnum):
    """The kinds that another room says in its own words, or decides by; ``OTHER`` are all others."""

    OTHER = ""
    MISSING = "missing"
    """A key that an entry must have."""
    EMPTY = "empty"
    NOT_A_DATE = "not a date"
    """Values: ``written``."""
    WITHOUT_FIGURE = "without figure"
    """What an indicator without observations needs."""
    TARGET_INCOMPLETE = "target incomplete"
    """What a target with a value needs. Values: ``way``."""
    WORDS_MISSING = "words missing"
    """What a line of the panel's record needs to say. Values: ``way``."""
    NOT_COUNTED = "not counted"
    """A count that doesn't say what is counted."""
    WITHOUT_WHY = "without why"
    """Marked as not comparable, without a reason. Values: ``comparable``."""
    WITHOUT_PREDICTOR = "without predictor"
    ZERO_DENOMINATOR = "zero denominator"
    NO_SHARE = "no share"
    """Values: ``numerator``, ``denominator``."""
    NOT_PERCENT = "not percent"
    """Values: ``value``."""
    NOT_ONE_VALUE = "not one value"
    """Two of value, code and words, or none."""
    TWICE = "twice"
    """Two entries that nothing tells apart."""


@dataclass(frozen=True)
class Message:
    """A sentence of the contract with its code, and the values in it, by name."""

    words: str
    code: ProblemCode
    values: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.words


def message(code: ProblemCode, words: str, **values: object) -> Message:
    """A sentence with its code; ``values`` as they stand in it."""
    return Message(words, code, {name: str(value) for name, value in values.items()})
