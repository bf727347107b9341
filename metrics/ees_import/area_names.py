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

_WHOLE = frozenset({"region", "total", "all", "average", "overall"})
"""Words behind an area's name that leave it the whole area."""


def is_code(text: str) -> bool:
    """Whether a folded text is a code of the ONS (E06000035) or the Department's old one (887)."""
    return _CODE.fullmatch(text) is not None


def same_name(one: str, other: str) -> bool:
    """Whether two folded names are of one area: ``one`` only adds what kind of area it is, or is shortened."""
    first, second = _words(one), _words(other)
    return first <= second


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
    return same_name(first, second) or same_name(second, first)


def _words(name: str) -> set[str]:
    """What tells an area from others; all its words where they only tell its kind."""
    words = set(re.findall(r"[^\W_]+", name.replace("'", "").replace("’", "")))
    return words - _KINDS or words
