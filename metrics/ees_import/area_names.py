"""Names of areas: which two are one in other words, and which is only a part of an area."""

from __future__ import annotations

import re
from collections.abc import Iterable

WAY_OUT = "ask the publisher which is right, or take these rows out"

NO_AREA = frozenset({"", "x", "z", ":", "c", "-", "n/a", "na", "not applicable", "not available", "none", "null"})
"""Cells that name no area."""

_CODE = re.compile(r"[a-z]\d{8}|\d{3}")
_KINDS = frozenset(
    {
        *(
            "ua",
            "la",
            "unitary",
            "authority",
            "local",
            "council",
            "borough",
            "county",
            "city",
            "metropolitan",
            "district",
        ),
        *("london", "royal", "of", "the", "and", "upon", "on", "mbc", "cc", "bc", "lb", "towns"),
    }
)
"""Words that say what kind of area one is, and make no other of it (ours)."""

_APART = frozenset(
    {
        *("north", "south", "east", "west", "inner", "outer", "central", "mid", "other", "rest", "part", "greater"),
        *("excl", "excluding", "exc", "except", "without", "less", "outside", "minus"),
    }
)
"""Words that make another area, or a part of it."""

_JOINED = re.compile(r"\band\b|&|\+|/")

_WHOLE = frozenset({"region", "total", "all", "average", "overall"})
"""Words behind an area's name that leave it the whole area."""


def is_code(text: str) -> bool:
    """Whether a folded text is a code of the ONS (E06000035) or the Department's old one (887)."""
    return _CODE.fullmatch(text) is not None


def same_name(one: str, other: str) -> bool:
    """Whether two folded names may be of one area: one has some words of the other, and the rest tells nothing else.

    "Medway Council" may be Medway and "Kingston upon Hull, City of" Hull; "Kent and Medway" is another than Medway,
    and so are North and West Northamptonshire.
    """
    first, second = _words(one), _words(other)
    if first == second:
        return True
    longer = one if len(first) > len(second) else other
    joined = len(first) > len(second) and _JOINED.search(longer) is not None
    return (first < second or second < first) and not joined and not (first ^ second) & _APART


def is_part(name: str, wholes: Iterable[str]) -> bool:
    """Whether a folded name is of less than one of some areas: 'england (excluding london)'."""
    for whole in wholes:
        rest = name.removeprefix(whole)
        if rest != name and re.match(r"\W", rest) and set(re.findall(r"[^\W_]+", rest)) - _WHOLE:
            return True
    return False


def alike(one: str, other: str) -> bool:
    """Whether either name may be the other in other words; what stands in brackets behind them is not read."""
    first, second = (re.sub(r"\s*\(.*?\)", "", name).strip() or name for name in (one, other))
    return same_name(first, second)


def _words(name: str) -> set[str]:
    """What tells an area from others; all its words where they only tell its kind."""
    words = set(re.findall(r"[^\W_]+", name.replace("'", "").replace("’", "")))
    return words - _KINDS or words
