"""Small numbers: whether a figure counts few people (contract: Suppression).

What follows from it, and for whom, is decided in ``suppression``.
"""

from __future__ import annotations

import re
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
