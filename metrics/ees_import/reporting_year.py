"""What a "Reporting year" of a published file is: a kind of year, a day of it, or the year that ends on that day.

The layout leaves it open, so a mapping says it (contract: Period kinds of published series).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any

from pydantic import BeforeValidator

from metrics.catalogue.field_types import describe, nearest_word, refuse
from metrics.catalogue.period import (
    MONTHS,
    Period,
    academic_year,
    as_at,
    calendar_year,
    day_words,
    financial_year,
    year_to,
)

YEARS = {"financial year": financial_year, "academic year": academic_year, "calendar year": calendar_year}

OFFERED = (
    *YEARS,
    *("as at 31 March", "as at 30 June", "as at 30 September", "as at 31 December"),
    *("year to 31 March", "year to 30 June", "year to 30 September"),
)
"""What a page offers to choose from; any other day of the year can be typed."""

WAYS = (
    "write one of: 'financial year', 'academic year', 'calendar year'; or a day of every year, such as "
    "'as at 31 March' or 'year to 30 September'"
)

_DAY = re.compile(r"(as at|year to) (\d{1,2})(?:st|nd|rd|th)? ([a-z]+)")


@dataclass(frozen=True)
class _Counted:
    """A kind as it is written: counted on a day or over the year that ends on it, by month and day."""

    at: bool
    month: int
    day: int


def canonical(written: str) -> str | None:
    """The one way to write a kind, in whatever capitals it came; None where it names none."""
    words = " ".join(written.lower().split())
    if words in YEARS:
        return words
    match = _DAY.fullmatch(words)
    if match is None or match[3].capitalize() not in MONTHS:
        return None
    month = MONTHS.index(match[3].capitalize()) + 1
    try:
        date(2001, month, int(match[2]))  # a year without 29 February: the day is to stand in every year
    except ValueError:
        return None
    return f"{match[1]} {int(match[2])} {MONTHS[month - 1]}"


def _check(written: Any) -> str:
    kind = canonical(written) if isinstance(written, str) else None
    if kind is not None:
        return kind
    close = nearest_word(written, YEARS)
    way = f"did you mean '{close}'?" if close else WAYS
    raise refuse(f"{describe(written)} is not a known kind of year; {way}")


ReportingYear = Annotated[str, BeforeValidator(_check)]
"""A kind, as ``canonical`` writes it."""


def period_of(kind: str, first: int, *, two_years: bool) -> Period | None:
    """The period of a reporting year of one of the kinds; None where the years written can't be of that kind.

    ``first`` is the year that the file writes, or the first of ``two_years`` (202425). A single year is the one
    that the period ends in, or that its day lies in. Of two years a day is the one that lies in them both as a
    financial and as an academic year; from April to August there is none.
    """
    if kind in YEARS:
        if kind == "calendar year":
            return None if two_years else calendar_year(first)
        return YEARS[kind](first if two_years else first - 1)
    counted = _counted(kind)
    if not two_years:
        day = date(first, counted.month, counted.day)
        return as_at(day) if counted.at else _year_to(day)
    if counted.at:
        if 4 <= counted.month <= 8:
            return None
        return as_at(date(first if counted.month >= 9 else first + 1, counted.month, counted.day))
    return None if (counted.month, counted.day) == (12, 31) else _year_to(date(first + 1, counted.month, counted.day))


def day_within(kind: str | None, year: Period) -> Period | None:
    """The day of a year that the file names by its kind, where the mapping says "as at" a day; else None."""
    if kind is None or not kind.startswith("as at") or year.start is None or year.end is None:
        return None
    counted = _counted(kind)
    days = (date(number, counted.month, counted.day) for number in dict.fromkeys((year.start.year, year.end.year)))
    return next((as_at(day) for day in days if year.start <= day <= year.end), None)


def kind_of(period: Period) -> str:
    """The kind that gives a period, as a mapping would write it: also of a month or a quarter, which none gives."""
    if period.kind == "as at" and period.end is not None:
        return f"as at {day_words(period.end).rsplit(' ', 1)[0]}"
    if period.kind == "rolling year" and period.end is not None:
        return f"year to {day_words(period.end).rsplit(' ', 1)[0]}"
    return period.kind


def _counted(kind: str) -> _Counted:
    match = _DAY.fullmatch(kind.lower())
    assert match is not None  # ``canonical`` wrote it
    return _Counted(match[1] == "as at", MONTHS.index(match[3].capitalize()) + 1, int(match[2]))


def _year_to(day: date) -> Period:
    """The year that ends on a day; one that ends with February begins with March."""
    if (day.month, day.day) == (2, 28):
        day = date(day.year, 3, 1) - timedelta(days=1)
    return year_to(day)
