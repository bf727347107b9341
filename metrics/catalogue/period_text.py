"""Periods in free text: those that a title, a heading or the name of a sheet says, held against a period.

"Q1 2013/14", "2013-14 Quarter 1", "Apr-Jun 13", "June 2013", "30/06/2013", "Q1" alone: each is
read by ``period_mentions`` as the days that it may mean.
"""

from __future__ import annotations

from metrics.catalogue.period import Period, as_at, month, quarter, year_to
from metrics.catalogue.period_mentions import YEARS_WITHOUT, Span, mentions


def says_other(text: str, period: Period) -> bool:
    """Whether a text names periods, and none that a figure of this one may stand below."""
    found = [mention for mention in mentions(text) if not mention.drawn_up_after(period)]
    exact = [mention for mention in found if not mention.whole_year]
    return bool(found) and not any(mention.holds(period) for mention in exact or found)


def names_exactly(text: str, period: Period) -> bool:
    """Whether a text names just this period among others, and not only a year that holds it."""
    days = period.start, period.end
    return any((span.first, span.last) == days for mention in mentions(text) for span in mention.spans)


def names_part_of_year(text: str) -> bool:
    """Whether a text names a period that is more than a year alone."""
    return any(not mention.whole_year for mention in mentions(text))


def names_quarter(text: str) -> bool:
    """Whether a text names a quarter of a financial year, with its year or without."""
    spans = (span for mention in mentions(text) for span in mention.spans[:1])
    return any((period := period_of_days(span)) is not None and period.kind == "quarter" for span in spans)


def without_periods(text: str) -> str:
    """A text without the periods that it names, and without blanks and signs that are left over at its ends."""
    if not mentions(text):
        return text
    rest, at = "", 0
    for mention in mentions(text):
        rest, at = f"{rest}{text[at : mention.begin]} ", mention.end
    return " ".join((rest + text[at:]).split()).strip(" -,:;–—()[]")


def written_otherwise(text: str, chosen: Period | None = None) -> Period | None:
    """The period that is the whole of a text in another spelling than ours, such as 'Q2 13/14' or 'Jul-Sep 2013'.

    None where it may be several; one without its year is the ``chosen`` one's, where it fits that exactly.
    """
    found = mentions(text)
    if len(found) != 1 or without_periods(text):
        return None
    periods = {period for span in found[0].spans if (period := period_of_days(span)) is not None}
    if len(periods) == 1 and len(found[0].spans) == 1:
        return periods.pop()
    return chosen if chosen in periods and len(periods) == len(YEARS_WITHOUT) else None


def our_spelling(text: str) -> str:
    """How to write a period that is spelt in another way, or what it leaves open; nothing where it is none."""
    if (period := written_otherwise(text)) is not None:
        return f"write '{period.label}'"
    found = mentions(text)
    quarters = [period_of_days(span) for mention in found for span in mention.spans if not mention.whole_year]
    first = quarters[0] if quarters and len(found) == 1 and not without_periods(text) else None
    if first is None or first.kind != "quarter" or first.start is None or first.end is None:
        return ""
    if len(quarters) == len(YEARS_WITHOUT):
        return f"write it with its year, such as '2013/14 {first.label[-2:]}'"
    begins, ends = (month(day.year, day.month).label for day in (first.start, first.end))
    return f"write '{first.label}' if {begins} to {ends} is meant"


def period_of_days(span: Span) -> Period | None:
    """The period of exactly these days, where our contract has one (contract: Period)."""
    if span.first == span.last:
        return as_at(span.first)
    if (span.last - span.first).days > 360:
        return year_to(span.last) if year_to(span.last).start == span.first else None
    begins = month(span.first.year, span.first.month)
    if (span.first, span.last) == (begins.start, begins.end):
        return begins
    first = span.first.year if span.first.month >= 4 else span.first.year - 1
    quarters = (quarter(first, number) for number in range(1, 5))
    return next((one for one in quarters if (one.start, one.end) == (span.first, span.last)), None)
