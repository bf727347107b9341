"""What a person types into a cell -> a value for the contract.

Only what is meant without doubt is read: "26%" where the unit is percent, "1,234",
"1 April 2014", "Higher is better". Anything else stays text as typed, so that the
contract refuses it by its own sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from metrics.indicator import PLAIN_NUMBER
from metrics.period import MONTHS

_UNITS = {
    "percent": r"\s*(%|per ?cent)",
    "percentage points": r"\s*(percentage points?|pp)",
    "weeks": r"\s*weeks?",
    "days": r"\s*days?",
    "per 10,000": r"\s*per 10,?000",
}
_WORDS = {
    "%": "percent",
    "percentage": "percent",
    "numbers": "count",
    "number": "count",
    "higher is better": "higher_is_better",
    "lower is better": "lower_is_better",
    "neither": "neutral",
    "quarterly": "quarter",
    "monthly": "month",
    "annual": "financial year",
    "yearly": "financial year",
}
_DAY = re.compile(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})")
_DAY_WORDS = re.compile(r"(\d{1,2}) ([A-Za-z]+) (\d{4})")


def number(text: str, unit: str = "") -> Decimal | str:
    """A plain number at the digits typed; thousands commas and the measure's own unit are taken off."""
    bare = re.sub(rf"{_UNITS[unit]}$", "", text, flags=re.IGNORECASE) if unit in _UNITS else text
    bare = bare.replace("\N{MINUS SIGN}", "-")
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", bare):
        bare = bare.replace(",", "")
    return Decimal(bare) if PLAIN_NUMBER.fullmatch(bare) else text


def day(text: str) -> date | str:
    """A date as ISO, in words, or as day/month/year, which is how it is written in Britain."""
    try:
        if found := _DAY.fullmatch(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := _DAY_WORDS.fullmatch(text):
            months = [name[:3].lower() for name in MONTHS]
            return date(int(found[3]), months.index(found[2][:3].lower()) + 1, int(found[1]))
        return date.fromisoformat(text)
    except ValueError:
        return text


def word(text: str) -> str:
    """A word of one of the contract's vocabularies, in its own spelling where it is meant without doubt."""
    bare = text.strip("[] ").lower()
    return _WORDS.get(bare, bare)


def flag(text: str) -> bool | str:
    return {"yes": True, "true": True, "no": False, "false": False}.get(text.lower(), text)


CONVERTED: dict[str, Callable[[str], object]] = {
    **dict.fromkeys(("code", "status", "unit", "polarity", "frequency", "kind", "source_kind"), word),
    **dict.fromkeys(("relation", "comparable", "statistic"), word),
    **dict.fromkeys(("from", "until", "published"), day),
    **dict.fromkeys(("numerator", "denominator"), number),
}
"""How each field is read; a value also needs its unit, and every other field stays text."""


def worked_out(numerator: object, denominator: object, unit: str) -> Decimal | None:
    """The rate that two counts give, to one decimal place; None where they give none.

    Percent is out of 100 (contract: numerator / denominator); "per 10,000" is not
    worked out, since its denominator is a population that the return doesn't hold.
    """
    if unit != "percent" or not isinstance(numerator, Decimal) or not isinstance(denominator, Decimal):
        return None
    if denominator <= 0 or not 0 <= numerator <= denominator:
        return None
    return (numerator / denominator * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
