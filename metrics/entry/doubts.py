"""What is to be looked at again before it is saved: each doubt by its kind and what it is about, and their ticks.

A doubt is told from another by its kind, its place and the figures that it was asked of, never by its sentence: whoever
ticked it has looked at these figures and no others. Many of one kind are one group with one tick (contract:
Plausibility).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from metrics.analysis.numbers_in_words import SmallNumber

FEW = 8
"""So many doubts are ticked one by one; of more, those of one heading have a tick together."""


class DoubtKind(StrEnum):
    """What is asked."""

    LEFT_OUT = "left out"
    """Something of a file that is not read, or read otherwise than it stands."""
    BESIDE = "beside"
    """What stands beside an indicator in a file isn't its own."""
    HEADING = "heading"
    COLUMN = "column"
    """A column of a published file may hold something else."""
    PART = "part"
    """Published rows may be a part of what is meant."""
    OTHER_PERIOD = "other period"
    TO_COME = "to come"
    """A period that is still to end."""
    GAP = "gap"
    FIRST = "first"
    """A period before every one that has a figure."""
    FREQUENCY = "frequency"
    RETIRED = "retired"
    """A figure for a time in which its indicator is no longer reported."""
    REVISES = "revises"
    REPLACES_WORDS = "replaces words"
    """Other words take the place of those that stand."""
    SHARE = "share"
    """A percentage may be written as a share."""
    ZERO = "zero"
    DECIMAL_POINT = "decimal point"
    SIGN = "sign"
    DIGITS = "digits"
    """Two digits may stand the other way round."""
    CHANGE = "change"
    """A larger change than is usual."""
    DENOMINATOR = "denominator"
    NOT_WHOLE = "not whole"
    SHIFTED = "shifted"
    COPIED = "copied"
    REPEATED = "repeated"
    HIDDEN = "hidden"
    """Readers won't be shown it."""
    PUBLISHED_SHARE = "published share"
    PUBLISHED_SCALE = "published scale"
    PUBLISHED_CHANGE = "published change"
    RELEASE = "release"
    """A release that is still to come."""
    AFTER_RELEASE = "after release"
    """A period that ends after its release."""
    TARGET_SIZE = "target size"
    TARGET_RATES_NONE = "target rates none"
    TARGET_DAY = "target day"
    TARGET_RATES_PAST = "target rates past"
    TARGET_BESIDE = "target beside"
    TARGET_ENDED = "target ended"
    CHANGED_FIELD = "changed field"
    """What was changed of an indicator itself."""
    SMALL_IN_WORDS = "small in words"
    """A small number of people in words that are for publication."""


_K = DoubtKind
_HEADINGS: dict[str, tuple[DoubtKind, ...]] = {
    "How the file was read": (_K.LEFT_OUT, _K.BESIDE, _K.HEADING, _K.COLUMN, _K.PART),
    "Periods": (_K.OTHER_PERIOD, _K.TO_COME, _K.GAP, _K.FIRST, _K.FREQUENCY, _K.RETIRED),
    "Revisions": (_K.REVISES,),
    "Words that take the place of others": (_K.REPLACES_WORDS,),
    "Unusual figures": (
        *(_K.SHARE, _K.ZERO, _K.DECIMAL_POINT, _K.SIGN, _K.DIGITS, _K.CHANGE, _K.DENOMINATOR, _K.NOT_WHOLE),
    ),
    "Figures that may be those of another row or period": (_K.SHIFTED, _K.COPIED, _K.REPEATED),
    "Figures that readers won’t be shown": (_K.HIDDEN,),
    "Unusual published figures": (_K.PUBLISHED_SHARE, _K.PUBLISHED_SCALE, _K.PUBLISHED_CHANGE),
    "Days of releases": (_K.RELEASE, _K.AFTER_RELEASE),
    "Targets": (
        *(_K.TARGET_SIZE, _K.TARGET_RATES_NONE, _K.TARGET_DAY, _K.TARGET_RATES_PAST),
        *(_K.TARGET_BESIDE, _K.TARGET_ENDED),
    ),
    "Changed fields": (_K.CHANGED_FIELD,),
    "Small numbers in words": (_K.SMALL_IN_WORDS,),
}
HEADINGS: dict[DoubtKind, str] = {kind: words for words, kinds in _HEADINGS.items() for kind in kinds}
"""Under which heading a kind stands where there are many doubts."""


class Question(NamedTuple):
    """What a check asks of one thing: its kind, and the sentence."""

    kind: DoubtKind
    words: str


@dataclass(frozen=True)
class Doubt:
    """One thing to look at again, and why, in words.

    ``indicators`` are the ids of those that it is about, ``periods`` their periods' labels, and ``facts`` the figures,
    targets or texts that it was asked of, as they stand: a tick counts for these alone.
    """

    kind: DoubtKind
    words: str
    indicators: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()

    @property
    def indicator(self) -> str:
        """The one that it is about; "" for several or none in particular."""
        return self.indicators[0] if len(self.indicators) == 1 else ""

    @property
    def heading(self) -> str:
        """Under which heading it stands where there are many."""
        return HEADINGS[self.kind]

    @property
    def key(self) -> str:
        """Another one for each thing to look at, the same for as long as that stays as it is."""
        return _digest((self.kind.value, self.indicators, self.periods, self.facts))


@dataclass(frozen=True)
class Tick:
    """What is confirmed at once: one doubt, or all of one heading."""

    key: str
    doubts: tuple[Doubt, ...]

    @property
    def heading(self) -> str:
        """The heading of several; "" where there is one."""
        return self.doubts[0].heading if len(self.doubts) > 1 else ""

    @property
    def words(self) -> str:
        """What is confirmed, in words."""
        if len(self.doubts) == 1:
            return f"I have looked again. {self.doubts[0].words}"
        return f"I have looked again at these {len(self.doubts)}: {self.heading}"


def ticks(doubts: Sequence[Doubt]) -> list[Tick]:
    """A tick for each doubt; of more than ``FEW``, one for those of each heading, behind single ones."""
    if len(doubts) <= FEW:
        return list(_ticks([(doubt,) for doubt in doubts]))
    groups: dict[str, list[Doubt]] = {}
    for doubt in doubts:
        groups.setdefault(doubt.heading, []).append(doubt)
    return list(_ticks(sorted((tuple(group) for group in groups.values()), key=lambda group: len(group) > 1)))


def _ticks(groups: Sequence[tuple[Doubt, ...]]) -> Iterator[Tick]:
    """A tick for each group; one with the key of another before it gets a number, so that each is given by itself."""
    seen: Counter[str] = Counter()
    for group in groups:
        key = group[0].key if len(group) == 1 else _digest(tuple(doubt.key for doubt in group))
        seen[key] += 1
        yield Tick(key if seen[key] == 1 else f"{key} {seen[key]}", group)


def lines(doubts: Sequence[Doubt]) -> Iterator[str]:
    """The doubts as lines of plain text, grouped as their ticks are."""
    for tick in ticks(doubts):
        indent = ""
        if tick.heading:
            yield f"{tick.heading} ({len(tick.doubts)}):"
            indent = "  "
        yield from (f"{indent}{doubt.words}" for doubt in tick.doubts)


def _digest(what: object) -> str:
    return hashlib.sha256(repr(what).encode("utf-8", "replace")).hexdigest()[:20]


def small_in_words(field: str, found: SmallNumber, below: int, *, private: bool = False) -> str:
    """What is asked of a small number in the words of a field; ``private``: they may be kept from publication."""
    number = f"a number of people below {below}"
    what = f"is {number}" if found.people else f"may be {number}, and readers aren't shown a figure of this indicator"
    way = "mark it as not for publication, or" if private else "or"
    return (
        f"{field}: “{found.phrase}” {what}; such numbers aren't published, so that nobody can be recognised. "
        f"Say it without the number, {way} confirm that nobody can be recognised"
    )
