"""Formatting of values, sizes, periods, codes and markers in words: the smallest pieces of every sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from metrics.analysis import unknown_shares
from metrics.catalogue.models import Comparator, Figure, Indicator
from metrics.catalogue.period import MONTHS, Period, day_words

HERE = ZoneInfo("Europe/London")
"""Whose clock on the wall times are told by."""

GRADES = {1: "outstanding", 2: "good", 3: "adequate", 4: "inadequate"}

CODES = {
    "c": "not shown, so that no child can be recognised",
    "x": "not available",
    "z": "not applicable",
    "low": "rounds to zero but is not zero",
}
"""What a code in place of a number means (GSS table symbols)."""

MARKERS = {
    "p": "provisional",
    "r": "revised",
    "e": "estimated or approximate",
    "f": "forecast: a prediction",
    "b": "break: not comparable with the figure before",
    "u": "low reliability",
}
"""What a letter in the marker column means (GSS table symbols)."""


def number(value: Decimal) -> str:
    """The digits as written, with commas between thousands."""
    return f"{value:,f}".replace("-", "−")


def plural(count: Decimal | int, singular: str, many: str | None = None) -> str:
    """The noun that fits the count: 1 week, 2 weeks."""
    return singular if abs(count) == 1 else many or f"{singular}s"


def listed(parts: Sequence[str]) -> str:
    """Parts as a list in a sentence: one, two and three."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def unfolded(words: str | None) -> str:
    """Words that may stand in several lines of a file, as one line."""
    return " ".join((words or "").split())


def numbered(indicator: Indicator) -> str:
    """The permanent number by which minutes and packs cite an indicator: Indicator 12; empty where it has none."""
    return f"Indicator {indicator.number}" if indicator.number else ""


def value_words(value: Decimal, indicator: Indicator) -> str:
    """A value with its unit: 9%, 46 weeks, 36 children, adequate."""
    return " ".join(part for part in value_parts(value, indicator) if part)


def value_parts(value: Decimal, indicator: Indicator) -> tuple[str, str]:
    """The same in two: what it is, and its unit's words, empty where it needs none: 46 and weeks; 9%."""
    if indicator.unit == "percent":
        return f"{number(value)}%", ""
    if indicator.unit == "grade":
        return GRADES[int(value)], ""
    if indicator.unit in ("weeks", "days"):
        return number(value), plural(value, indicator.unit.removesuffix("s"))
    if indicator.unit == "count":
        return number(value), counted(value, indicator.of or "")
    return number(value), indicator.unit


def counted(value: Decimal, of: str) -> str:
    """What is counted, in the number that fits: 1 child, 2 children; longer phrases stay as they are."""
    if abs(value) != 1:
        return of
    single = {"children": "child", "people": "person", "young people": "young person"}
    return single.get(of) or (of.removesuffix("s") if re.fullmatch(r"[\w’']+( \w+)?", of) else of)


def short_value(value: Decimal, indicator: Indicator) -> str:
    """A value for a mark on a chart: 9%, 46 weeks, 36."""
    return (
        number(value)
        if indicator.unit in ("count", "per 10,000", "percentage points")
        else value_words(value, indicator)
    )


def size_words(size: Decimal, indicator: Indicator) -> str:
    """The size of a difference, without a sign: 4 percentage points, 7 weeks, 2."""
    size = abs(size)
    size = size.quantize(Decimal(1)) if size == size.to_integral_value() else size
    if indicator.unit in ("percent", "percentage points"):
        return f"{number(size)} percentage {plural(size, 'point')}"
    if indicator.unit in ("weeks", "days"):
        return f"{number(size)} {plural(size, indicator.unit.removesuffix('s'))}"
    return number(size)


def figure_words(figure: Figure, indicator: Indicator, *, unit: bool = True) -> str:
    """A figure as a reader sees it: about 21%, 9%, or what its code means; its unit's words only with ``unit``."""
    if figure.value is None:
        return CODES[figure.code or "x"]
    about = "about " if figure.status == "approximate" else ""
    return about + (value_words(figure.value, indicator) if unit else value_parts(figure.value, indicator)[0])


def in_period(period: Period) -> str:
    """The period after its preposition as an officer types it: in 2013/14 Q1, in the 2011/12 academic year."""
    if not period.dated:
        return f"({undated_words(period)})"
    if period.kind == "as at":
        return f"at {period.label}"
    return f"in {with_article(period)}"


def undated_words(period: Period) -> str:
    """An undated figure's own words, and that no date is given."""
    return period.words if "no date" in period.words else f"{period.words}; no date given"


def publisher_words(publisher: str) -> str:
    """A publisher by the short name that people use: DfE, ONS."""
    return {"Department for Education": "DfE", "Office for National Statistics": "ONS"}.get(publisher, publisher)


def with_article(period: Period) -> str:
    """The period's words as an officer types them, with the article that its kind takes in a sentence."""
    years = ("academic year", "financial year", "rolling year")
    return f"the {period.words}" if period.kind in years else period.words


def counts_words(figure: Figure) -> str:
    """9 of 42, or nothing."""
    if figure.numerator is None or figure.denominator is None:
        return ""
    return f"{figure.numerator:,} of {figure.denominator:,}"


def area_words(comparator: Comparator) -> str:
    """Whose figure a comparator is; neighbours always with mean or median and their model (reporting: Comparator)."""
    which = neighbours_words(comparator)
    return f"{comparator.area} ({which})" if which else comparator.area


def neighbours_words(comparator: Comparator) -> str:
    """By mean or median and by which model: mean, May 2025 model; empty for who is no group of neighbours."""
    return ", ".join(part for part in (comparator.statistic, comparator.model) if part)


_AUTHORITIES = re.compile(r"\bthe (?:mean|median) of (\d+ of \d+ authorities)'")


def authorities_words(figure: Figure) -> str:
    """Of how many neighbours a mean or median is, as an import's note says: 8 of 10 authorities; else empty."""
    match = _AUTHORITIES.search(figure.note or "")
    return match[1] if match else ""


def unknown_words(figure: Figure, indicator: Indicator) -> str:
    """Who is not known, and the rate among those known: of 160, 14 (9%) not known; 92.5% of the 146 known."""
    share = unknown_shares.known_share(figure, indicator)
    if share is None:
        return ""
    if not share.unknown:
        return f"none of the {share.counted:,} is not known"
    percent = f"{number(share.share)}%" if share.share else "less than 0.5%"
    words = f"of {share.counted:,}, {share.unknown:,} ({percent}) not known"
    if share.rate is None:
        return words
    return f"{words}; {'about ' if share.about else ''}{number(share.rate)}% of the {share.known:,} known"


def moment(at: datetime, between: str = ", ") -> str:
    """A moment (aware) by the clock on the wall: 24 November 2026, 20:38."""
    local = at.astimezone(HERE)
    return f"{day_words(local.date())}{between}{local:%H:%M}"


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def months_of(period: Period) -> str:
    """A quarter's months in words: April to June 2013; empty for other kinds."""
    if period.kind != "quarter" or period.start is None or period.end is None:
        return ""
    return f"{MONTHS[period.start.month - 1]} to {MONTHS[period.end.month - 1]} {period.end.year}"


def reader_period(period: Period) -> str:
    """A period as a reader would say it: April to June 2013, school year 2011/12, year to March 2013, no date given."""
    if not period.dated or period.end is None:
        return undated_words(period)
    if period.kind == "quarter":
        return months_of(period)
    if period.kind == "academic year":
        return f"school year {period.label[:7]}"
    if period.kind == "financial year":
        return f"year to {MONTHS[period.end.month - 1]} {period.end.year}"
    return period.words


def the_period(period: Period) -> str:
    """The same with its article in a sentence: the year to March 2013, the school year 2011/12, 31 March 2013."""
    years = ("academic year", "financial year", "rolling year")
    return f"the {reader_period(period)}" if period.kind in years else reader_period(period)


def in_the_period(period: Period) -> str:
    """The same after its preposition: in the year to March 2013, at 31 March 2013; without a date in brackets."""
    if not period.dated:
        return f"({reader_period(period)})"
    return f"{'at' if period.kind == 'as at' else 'in'} {the_period(period)}"


def span_words(first: Period, last: Period) -> str:
    """From a first period to a last, for a reader: April 2013 to September 2016, school year 2011/12 to 2012/13."""
    if first.kind == last.kind == "quarter" and first.start and last.end:
        year = f" {first.start.year}" if first.start.year != last.end.year else ""
        return f"{MONTHS[first.start.month - 1]}{year} to {MONTHS[last.end.month - 1]} {last.end.year}"
    return reader_period(first) if first == last else f"{reader_period(first)} to {reader_period(last)}"


def with_counts(figure: Figure, indicator: Indicator) -> str:
    """The figure and what it is counted from: 35% (56 of 160)."""
    counts = counts_words(figure)
    return f"{figure_words(figure, indicator)}{f' ({counts})' if counts else ''}"


def short_period(period: Period) -> str:
    """The same where there is room for two words: Apr–Jun 2013, 2011/12, Mar 2013."""
    if period.start is None or period.end is None:
        return undated_words(period)
    first, last = MONTHS[period.start.month - 1][:3], MONTHS[period.end.month - 1][:3]
    if period.kind == "quarter":
        return f"{first}–{last} {period.end.year}"
    if period.kind == "academic year":
        return period.label[:7]
    return str(period.end.year) if period.kind == "calendar year" else f"{last} {period.end.year}"


def due_words(due: tuple[Period, date] | None, today: date) -> str:
    """When the next figure is due, and whether that day is past."""
    if due is None:
        return "no date is set for the next figure"
    period, day = due
    late = " (overdue)" if day < today else ""
    return f"{reader_period(period)}, due by {day_words(day)}{late}"


def cell(figure: Figure) -> str:
    """The value cell of a table: the digits, or the code in brackets."""
    return number(figure.value) if figure.value is not None else f"[{figure.code}]"


def marker(figure: Figure) -> str:
    """The letters of the marker column, such as [p] or [f]."""
    status = {"provisional": "p", "revised": "r", "approximate": "e", "predicted": "f"}.get(figure.status)
    letters = [status, "b" if getattr(figure, "break_before", None) else None, figure.marker]
    return " ".join(f"[{letter}]" for letter in letters if letter)


def size_of_file(count: int) -> str:
    """The size of a download: 812 bytes, 14 kB, 1.2 MB."""
    if count < 1000:
        return f"{count} bytes"
    return f"{round(count / 1000):,} kB" if count < 999_500 else f"{count / 1_000_000:.1f} MB"
