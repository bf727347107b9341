"""Periods as headings of columns: all that the words above a column may mean together, and the one that is certain.

"2013/14" above "Q1", "Q1 (Apr-Jun)", "30/06/2013", "Actual Q1 13/14": the mentions of one heading
narrow each other down, and a heading that leaves its year open says so.
"""

from __future__ import annotations

import re
from functools import lru_cache

from metrics.catalogue.period import Period, academic_year, calendar_year, financial_year, quarter
from metrics.catalogue.period_mentions import Mention, Span, mentions
from metrics.catalogue.period_text import period_of_days

_KIND_OF_YEAR = re.compile(r"\b(?:financial|academic)(?: years?)?\b|\b(?:fin )?year\b|\bFY\b", re.IGNORECASE)
_WORDS_OF_KIND = {
    "financial year": re.compile(r"\bfinancial\b|\bfin\b|\bFY\b", re.IGNORECASE),
    "academic year": re.compile(r"\bacademic\b", re.IGNORECASE),
}
_YEARS = {1: calendar_year, 4: financial_year, 9: academic_year}
"""The years of the contract by the month in which they begin."""

OPEN = 12
"""Periods that a text may mean, from which on it leaves its year open."""


@lru_cache(maxsize=4096)
def periods_of(text: str) -> tuple[Period, ...]:
    """The periods that the words of a heading may mean together; one where they are certain, none where none is named.

    A part of a year goes before a year; a year among the words narrows it down.
    """
    found = mentions(text)
    parts = [mention for mention in found if not mention.whole_year]
    if not parts:
        return _years(text, found)
    possible = [{period for span in mention.spans if (period := period_of_days(span)) is not None} for mention in parts]
    common = set.intersection(*possible)
    firsts = {span.first.year for mention in found if mention.whole_year for span in _financial(mention)}
    if len(common) > 1 and len(firsts) == 1:
        common = {period for period in common if first_of(period) in firsts}
    return tuple(sorted(common, key=lambda period: period.order))


def without_kind_of_year(text: str) -> str:
    """A text without the words that say what kind of year is meant."""
    return " ".join(_KIND_OF_YEAR.sub(" ", text).split())


def is_open(periods: tuple[Period, ...]) -> bool:
    """Whether so many are possible since their words name no year."""
    return len(periods) >= OPEN


def first_of(period: Period) -> int | None:
    """The year in which the financial year of a period begins; None of a longer or an undated one."""
    if period.start is None or period.end is None:
        return None
    first = period.end.year if period.end.month >= 4 else period.end.year - 1
    whole = financial_year(first)
    return first if whole.start is not None and whole.start <= period.start else None


def financial_years(text: str) -> set[int]:
    """The first years of the financial years that a text names without doubt, alone or as that of a quarter."""
    firsts: set[int] = set()
    for mention in mentions(text):
        if mention.whole_year:
            spans = _financial(mention)
            firsts.update([spans[0].first.year] if len(spans) == 1 else [])
        else:
            known = [period for span in mention.spans if (period := period_of_days(span)) is not None]
            first = first_of(known[0]) if len(known) == 1 else None
            firsts.update([first] if first is not None else [])
    return firsts


def ends_quarter(period: Period) -> Period | None:
    """The quarter that ends on a day or with a month; None where none does."""
    if period.end is None or period.kind not in ("as at", "month"):
        return None
    first = first_of(period)
    quarters = [quarter(first, number) for number in range(1, 5)] if first is not None else []
    return next((one for one in quarters if one.end == period.end), None)


def _financial(mention: Mention) -> list[Span]:
    return [span for span in mention.spans if (span.first.month, span.first.day) == (4, 1)]


def _years(text: str, found: tuple[Mention, ...]) -> tuple[Period, ...]:
    """The years that a text may mean, those of the kind that it says where it says one."""
    if len(found) != 1:
        return ()
    periods = tuple(_YEARS[span.first.month](span.first.year) for span in found[0].spans)
    said = tuple(kind for kind, words in _WORDS_OF_KIND.items() if words.search(text))
    return tuple(period for period in periods if period.kind in said) if said else periods
