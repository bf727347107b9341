"""What a person types into a cell -> a value for the contract.

Only what is meant without doubt is read: "26%" where the unit is percent, "1,234",
"1 April 2014", "Higher is better". Anything else stays text as typed, so that the
contract refuses it by its own sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import partial

from metrics.catalogue.codes import read_sign
from metrics.catalogue.field_types import PLAIN_NUMBER
from metrics.catalogue.period import MONTHS, Period, PeriodError
from metrics.catalogue.period import parse as parse_period
from metrics.catalogue.period_text import written_otherwise

_UNITS = {
    "percent": r"\s*(%|per ?cent|pct)",
    "percentage points": r"\s*(percentage points?|pp)",
    "weeks": r"\s*(?:weeks?|wks?)\.?",
    "days": r"\s*days?",
    "per 10,000": r"\s*per 10,?000",
}
_GRADES = {"outstanding": 1, "good": 2, "adequate": 3, "inadequate": 4}
_WORDS = {
    "unit": {"%": "percent", "percentage": "percent", "number": "count", "numbers": "count"},
    "polarity": {
        "higher is better": "higher_is_better",
        "lower is better": "lower_is_better",
        "neither": "neutral",
    },
    "frequency": {"quarterly": "quarter", "monthly": "month"},
    "status": {
        **dict.fromkeys(("p", "prov", "provisional figure"), "provisional"),
        **dict.fromkeys(("f", "actual", "actuals", "final figure", "confirmed"), "final"),
        **dict.fromkeys(("r", "rev", "revision"), "revised"),
        **dict.fromkeys(("forecast", "prediction", "projected"), "predicted"),
    },
}
"""What people write for a word of the contract. "Annual" isn't here: it could be any of three kinds of year."""

_DAY = re.compile(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})")
_DAY_WORDS = re.compile(r"(?:([A-Za-z]+),? )?(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]+),? (\d{4})")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def parse_number(text: str, unit: str = "", of: str = "") -> Decimal | str:
    """A plain number at the digits typed; thousands commas and the indicator's own unit are taken off.

    A count's unit is what it counts (``of``); a grade may be given as its word.
    """
    if unit == "grade" and text.lower() in _GRADES:
        return Decimal(_GRADES[text.lower()])
    pattern = rf"\s*{re.escape(of)}" if unit == "count" and of else _UNITS.get(unit)
    digits = re.sub(rf"{pattern}$", "", text, flags=re.IGNORECASE) if pattern else text
    digits = digits.replace("\N{MINUS SIGN}", "-")
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", digits):
        digits = digits.replace(",", "")
    digits = re.sub(r"^(-?)(?=\.\d)", r"\g<1>0", digits)
    return Decimal(digits) if PLAIN_NUMBER.fullmatch(digits) else text


def day(text: str) -> date | str:
    """A date as ISO, in words, or as day/month/year, which is how it is written in Britain.

    Of a date with its weekday, both must agree: else one of them is a slip.
    """
    try:
        if match := _DAY.fullmatch(text):
            return date(int(match[3]), int(match[2]), int(match[1]))
        if match := _DAY_WORDS.fullmatch(text):
            told = date(int(match[4]), _month(match[3]), int(match[2]))
            return told if match[1] is None or match[1].lower() == _WEEKDAYS[told.weekday()] else text
        return date.fromisoformat(text)
    except ValueError:
        return text


def _month(name: str) -> int:
    """The number of a month by its name or the beginning of it; 0, which no date has, where it is none."""
    starts = [month.lower().startswith(name.lower()) for month in MONTHS]
    return starts.index(True) + 1 if len(name) >= 3 and True in starts else 0


def period_or_none(value: object) -> Period | None:
    """The period of a label or of what was typed; None where it is none."""
    try:
        return parse_period(str(value)) if value else None
    except PeriodError:
        return None


def read_period(text: str, chosen: Period | None = None) -> Period | None:
    """The period that was typed, however it is spelt; a quarter without its year is the one ``chosen`` for all rows."""
    return period_or_none(text) or written_otherwise(text, chosen)


def word(text: str, synonyms: Mapping[str, str] | None = None) -> str:
    """A word of one of the contract's vocabularies, in its own spelling where it is meant without doubt."""
    term = text.strip("[] ").lower()
    return (synonyms or {}).get(term, term)


def code_word(text: str) -> str:
    """A code by its letter or in words, such as k, [C] or "suppressed"; what may be several stays as typed."""
    sign = read_sign(text)
    return (sign.code if sign is not None else None) or word(text)


_VOCABULARIES = (
    *("status", "unit", "polarity", "frequency", "kind", "source_kind"),
    *("relation", "comparable", "statistic"),
)
CONVERTED: dict[str, Callable[[str], object]] = {
    **{name: partial(word, synonyms=_WORDS.get(name)) for name in _VOCABULARIES},
    "code": code_word,
    **dict.fromkeys(("from", "until", "published"), day),
    **dict.fromkeys(("numerator", "denominator"), parse_number),
}
"""How each field is read; a value also needs its unit, and every other field stays text."""


def no_figure(numerator: object, denominator: object, unit: str) -> tuple[str, str]:
    """Why two counts, or what there is of them, give no figure: the field to mend, and what to write."""
    counts = {"numerator": numerator, "denominator": denominator}
    missing = [name for name, count in counts.items() if count is None]
    if unit != "percent":
        return "value", "there is no figure here; write its value, which isn't worked out in this unit, or a code"
    if missing:
        field = "value" if len(missing) == 2 else missing[0]
        return field, "there is no figure here; write a value, both counts, or a code"
    for name, count in counts.items():
        if not isinstance(count, Decimal) or count < 0:
            return name, f"'{count}' is not a whole number; write a count such as 42"
    if denominator == 0:
        return "denominator", "0 is no denominator; leave both counts out and write the code z"
    return "denominator", f"{numerator} of {denominator} is no share; check both counts"
