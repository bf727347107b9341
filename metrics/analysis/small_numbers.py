"""Small numbers: whether a figure, or a line of the data file, counts few people (contract: Suppression).

What follows from it, and for whom, is decided in ``suppression``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from metrics.catalogue.models import Figure, Indicator
from metrics.catalogue.rates import OUT_OF, count_behind

THINGS = ("centres", "homes", "providers", "exclusions", "complaints", "cases", "weeks", "days", "reviews", "replies")
"""Counts of these are not counts of people, unless they only say more of people, as in "children in homes"."""

PEOPLE = re.compile(
    r"\b(child(ren)?|people|persons?|boys?|girls?|bab(y|ies)|infants?|teenagers?|pupils?|students?|siblings?|adults?"
    r"|parents?|mothers?|fathers?|carers?|leavers?|adopters?|workers?|staff|famil(y|ies))\b(?!['’])"
)
"""Words for people; a possessive, as in "children's homes", is none."""


def is_small(figure: Figure, indicator: Indicator, below: int) -> bool:
    """Whether a count of people, or its complement, is below ``below`` and not zero."""
    value, denominator = figure.value, figure.denominator
    numerator: Decimal | int | None = figure.numerator
    of = (indicator.of or "").lower()
    if indicator.unit == "count":
        if " per " in of:
            return _small_average(figure, of, below)
        if _things(of):
            return False
        numerator = numerator if value is None else value
    elif numerator is None and value is not None and denominator is not None and indicator.unit in OUT_OF:
        numerator = count_behind(value, denominator, OUT_OF[indicator.unit])
    return any(0 < count < below for count in counts_of_people(numerator, denominator, figure.unknown))


def _things(of: str) -> bool:
    """Whether what is counted is without doubt not people."""
    return not PEOPLE.search(of) and any(word in THINGS for word in re.findall(r"[a-z]+", of))


def _small_average(figure: Figure, of: str, below: int) -> bool:
    """Whether an average's counts tell of few people: its value is no count, "changes per child" are of children."""
    above, _, under = of.partition(" per ")
    pairs = ((figure.numerator, above), (figure.denominator, under))
    return any(count is not None and 0 < count < below and not _things(words) for count, words in pairs)


def counts_of_people(
    numerator: Decimal | int | None, denominator: Decimal | int | None, unknown: Decimal | int | None
) -> list[Decimal | int]:
    """How many people a figure's counts tell of: each, the remainder, and with ``unknown`` those who are known."""
    rest = None if numerator is None or denominator is None else denominator - numerator
    counts = [numerator, denominator, rest, unknown]
    if unknown is not None:  # who is known, and who is known to be without the outcome
        counts += [None if count is None else count - unknown for count in (denominator, rest)]
    return [count for count in counts if count is not None]


_ENTRY = re.compile(r"\{[^{}]*\}|^\s*- ", re.MULTILINE)
_COUNT = re.compile(r"""\b(value|numerator|denominator|unknown)["']?\s*:\s*["']?(\d+(?:\.\d+)?)""")
_CODE = re.compile(r"""\bcode["']?\s*:\s*["']?c\b""")


def small_in_lines(lines: Iterable[str], below: int) -> bool:
    """Whether lines of the data file may hold a small count, whatever their style; of which unit they don't say."""
    if not below:
        return False
    text = "\n".join(lines)
    entries = [entry for entry in _ENTRY.findall(text) if entry.startswith("{")] + _ENTRY.split(text)
    return any(_CODE.search(entry) is not None or _small_in(entry, below) for entry in entries)


def _small_in(entry: str, below: int) -> bool:
    given = {name: Decimal(number) for name, number in _COUNT.findall(entry)}
    value, denominator = given.get("value"), given.get("denominator")
    numerators: list[Decimal | int | None] = [
        given.get("numerator"),
        value if value is not None and value == int(value) else None,
    ]
    if value is not None and denominator is not None and "numerator" not in given:
        numerators += [count_behind(value, denominator, base) for base in OUT_OF.values()]
    counts = [count for part in numerators for count in counts_of_people(part, denominator, given.get("unknown"))]
    return any(0 < count < below for count in counts)
