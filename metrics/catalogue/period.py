"""What a period is: parse, order, label, compare like with like.

A period names its own kind in the words a person would use ("2013/14 Q1",
"2011/12 academic year", "undated: latest reported"). Two texts with the same
first and last day are one period of one kind: "year to 31 March 2013" is read
as "2012/13 financial year".
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, get_args

Kind = Literal[
    "month",
    "quarter",
    "financial year",
    "academic year",
    "calendar year",
    "rolling year",
    "as at",
    "undated",
]
KINDS: tuple[Kind, ...] = get_args(Kind)

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MONTH = "|".join(MONTHS)
_YEAR = r"([12]\d{3})"
_YEARS = re.compile(rf"{_YEAR}\s*[/-]\s*(\d{{2}}|\d{{4}})(?:\s+(academic|financial)(?: year)?)?")
_QUARTER = re.compile(rf"{_YEAR}/(\d{{2}}) Q([1-4])")
_MONTH_YEAR = re.compile(rf"({_MONTH}) {_YEAR}")
_DAY = re.compile(rf"(\d{{1,2}}) ({_MONTH}) {_YEAR}")
_ISO_DAY = re.compile(rf"{_YEAR}-(\d{{2}})-(\d{{2}})")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_ISO_MONTH = re.compile(rf"{_YEAR}-(\d{{2}})")
_QUARTER_DASHED = re.compile(r"(\d{4})\s*[-–]\s*\d{2} ?Q([1-4])", re.I)
_QUARTER_FIRST = re.compile(rf"Q([1-4])[ ,]+{_YEAR}\s*[/-]\s*(\d{{2}}|\d{{4}})", re.I)

WAYS = (
    "write one of: '2013/14 Q1', '2011/12 academic year', '2012/13 financial year', "
    "'June 2013', '31 March 2013', '2011', 'year to 30 September 2013', 'undated: words'"
)


class PeriodError(ValueError):
    """A text that names no period; the message says what to write instead."""


@dataclass(frozen=True)
class Period:
    """One period of time, or an undated figure's own words.

    ``label`` is the canonical text, ``start`` and ``end`` the first and last
    day (both None when undated). Equality is by kind and days, so two ways of
    writing one period are equal; undated periods are equal by their words.
    """

    kind: Kind
    start: date | None
    end: date | None
    label: str

    @property
    def dated(self) -> bool:
        return self.end is not None

    @property
    def words(self) -> str:
        """The label for a reader: an undated period without its marker."""
        return self.label.removeprefix("undated: ")

    @property
    def order(self) -> tuple[date, int]:
        """Sort key of a dated period: last day, then length (contract: Period)."""
        if self.start is None or self.end is None:
            raise PeriodError(f"'{self.label}' has no date to order by")
        return self.end, (self.end - self.start).days

    def __str__(self) -> str:
        return self.label


def academic_year(first: int) -> Period:
    """The academic year that starts on 1 September of ``first``."""
    return Period("academic year", date(first, 9, 1), date(first + 1, 8, 31), f"{_span(first)} academic year")


def financial_year(first: int) -> Period:
    """The financial year that starts on 1 April of ``first``."""
    return Period("financial year", date(first, 4, 1), date(first + 1, 3, 31), f"{_span(first)} financial year")


def calendar_year(year: int) -> Period:
    return Period("calendar year", date(year, 1, 1), date(year, 12, 31), str(year))


def quarter(first: int, number: int) -> Period:
    """Quarter ``number`` (1 to 4) of the financial year that starts in ``first``."""
    begins = 3 * number + 1
    year = first if begins <= 12 else first + 1
    start = date(year, (begins - 1) % 12 + 1, 1)
    return Period("quarter", start, add_months(start, 3) - timedelta(days=1), f"{_span(first)} Q{number}")


def month(year: int, number: int) -> Period:
    start = date(year, number, 1)
    return Period("month", start, date(year, number, monthrange(year, number)[1]), f"{MONTHS[number - 1]} {year}")


def as_at(day: date) -> Period:
    return Period("as at", day, day, day_words(day))


def year_to(day: date) -> Period:
    """The year that ends on ``day``; a named year where the days are the same."""
    start = _back_one_year(day) + timedelta(days=1)
    for named in (academic_year, financial_year):
        if named(start.year).start == start and named(start.year).end == day:
            return named(start.year)
    if (start.month, start.day) == (1, 1) and (day.month, day.day) == (12, 31):
        return calendar_year(day.year)
    return Period("rolling year", start, day, f"year to {day_words(day)}")


def undated(words: str) -> Period:
    return Period("undated", None, None, f"undated: {words}")


@lru_cache(maxsize=8192)
def parse(text: str) -> Period:
    """Read a period as a person writes it.

    Raises:
        PeriodError: the text is no period, or could be two; the message offers
            what to write (contract: Period).
    """
    written = " ".join(text.split())
    try:
        return _dated(written) or _undated(written)
    except (ValueError, OverflowError) as error:
        if isinstance(error, PeriodError):
            raise
        raise PeriodError(f"'{text}' is not a date in the calendar; {WAYS}") from None


def _dated(written: str) -> Period | None:
    if match := _QUARTER.fullmatch(written):
        return quarter(_first_of_span(written, match[1], match[2], f" Q{match[3]}"), int(match[3]))
    if match := _MONTH_YEAR.fullmatch(written):
        return month(int(match[2]), MONTHS.index(match[1]) + 1)
    if match := _DAY.fullmatch(written):
        return as_at(_day(match))
    if written.startswith("year to ") and (match := _DAY.fullmatch(written.removeprefix("year to "))):
        return year_to(_day(match))
    if re.fullmatch(_YEAR, written):
        return calendar_year(int(written))
    if match := _YEARS.fullmatch(written):
        return _years(written, match)
    return None


def _years(written: str, match: re.Match[str]) -> Period:
    if _ISO_MONTH.fullmatch(written) and (int(match[1]) + 1) % 100 != int(match[2]):
        raise PeriodError(f"'{written}' is not a period; {_hint(written)}")
    kind = f" {match[3]} year" if match[3] else ""
    first = _first_of_span(written, match[1], match[2], kind)
    if not kind:
        raise PeriodError(f"'{written}' could be an academic or a financial year; {_both(first)}")
    return academic_year(first) if match[3] == "academic" else financial_year(first)


def _undated(written: str) -> Period:
    if written.startswith("undated:"):
        words = written.removeprefix("undated:").strip()
        if not words:
            raise PeriodError("'undated:' needs words; write for example 'undated: latest reported'")
        return undated(words)
    raise PeriodError(f"'{written}' is not a period; {_hint(written)}")


def _hint(written: str) -> str:
    if match := _QUARTER_DASHED.fullmatch(written):
        return f"write '{_span(int(match[1]))} Q{match[2]}', with a slash"
    if match := _QUARTER_FIRST.fullmatch(written):
        return f"write '{_span(int(match[2]))} Q{match[1]}'"
    if iso := from_iso(written):
        return f"write '{iso.label}'"
    if match := _DAY_FIRST.fullmatch(written):
        return f"write '{day_words(date(int(match[3]), int(match[2]), int(match[1])))}'"
    for name in MONTHS:
        if re.fullmatch(rf"{name[:3]}[a-z]*\.? \d{{4}}", written, re.I):
            return f"write '{name} {written[-4:]}'"
    from metrics.catalogue.period_text import our_spelling  # it rests on the periods of this room

    return our_spelling(written) or WAYS


def from_iso(written: str) -> Period | None:
    """The day or month of a text such as 2013-06-30 or 2013-06, which spreadsheets make of a period; else None.

    2011-12 may be two years, and is no month (contract: Period).

    Raises:
        ValueError: it is no day of the calendar.
    """
    if match := _ISO_DAY.fullmatch(written):
        return as_at(date(int(match[1]), int(match[2]), int(match[3])))
    if (match := _ISO_MONTH.fullmatch(written)) and (int(match[1]) + 1) % 100 != int(match[2]):
        return month(int(match[1]), int(match[2]))
    return None


def _first_of_span(written: str, first: str, second: str, rest: str) -> int:
    year = int(first)
    if int(second) != (year + 1 if len(second) == 4 else (year + 1) % 100):
        way = f"write '{_span(year)}{rest}'" if rest else _both(year)
        raise PeriodError(f"'{written}' does not name two years in a row; {way}")
    return year


def _both(first: int) -> str:
    return f"write '{_span(first)} academic year' or '{_span(first)} financial year'"


def _span(first: int) -> str:
    return f"{first}/{(first + 1) % 100:02d}"


def _day(match: re.Match[str]) -> date:
    return date(int(match[3]), MONTHS.index(match[2]) + 1, int(match[1]))


def day_words(day: date) -> str:
    """A date in words: 31 March 2013."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def add_months(day: date, months: int) -> date:
    """The same day some months later, or that month's last day where it has no such day."""
    count = day.year * 12 + day.month - 1 + months
    year, number = divmod(count, 12)
    return date(year, number + 1, min(day.day, monthrange(year, number + 1)[1]))


def _back_one_year(day: date) -> date:
    if (day.month, day.day) == (2, 28) and monthrange(day.year - 1, 2)[1] == 29:
        return date(day.year - 1, 2, 29)
    return add_months(day, -12)


def _on_one_year(day: date) -> date:
    """The same day next year; the last day of a month stays the last (28 February 2011, 29 February 2012)."""
    after = day + timedelta(days=1)
    return add_months(after, 12) - timedelta(days=1) if after.day == 1 else add_months(day, 12)


def following(period: Period) -> Period | None:
    """The next period of the same kind, one step later; None when undated.

    A date ("as at") and a rolling year step by one year, since nothing in the
    text says how often they are counted.
    """
    if period.start is None or period.end is None:
        return None
    if period.kind == "quarter":
        first, number = int(period.label[:4]), int(period.label[-1])
        return quarter(first, number + 1) if number < 4 else quarter(first + 1, 1)
    if period.kind == "month":
        after = period.end + timedelta(days=1)
        return month(after.year, after.month)
    if period.kind == "as at":
        return as_at(_on_one_year(period.end))
    if period.kind == "rolling year":
        return year_to(_on_one_year(period.end))
    if period.kind == "calendar year":
        return calendar_year(period.start.year + 1)
    first = period.start.year + 1
    return academic_year(first) if period.kind == "academic year" else financial_year(first)


def containing(day: date, frequency: str) -> Period:
    """The period of ``frequency`` ("month", "quarter", or a kind of year) that ``day`` falls in."""
    if frequency == "month":
        return month(day.year, day.month)
    if frequency == "quarter":
        first = day.year if day.month >= 4 else day.year - 1
        return quarter(first, (day.month - 4) % 12 // 3 + 1)
    if frequency == "calendar year":
        return calendar_year(day.year)
    if frequency == "academic year":
        return academic_year(day.year if day.month >= 9 else day.year - 1)
    return financial_year(day.year if day.month >= 4 else day.year - 1)


def preceding(period: Period) -> Period:
    """The month, quarter or year that ends the day before this one starts.

    Raises:
        PeriodError: an undated period.
    """
    if period.start is None:
        raise PeriodError(f"'{period.label}' has no date that another period could end before")
    return containing(period.start - timedelta(days=1), period.kind)


def is_over(period: Period, today: date) -> bool:
    """Whether a period has ended by this day; one without dates has."""
    return period.end is None or period.end <= today
