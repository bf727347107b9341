"""Mentions of periods in free text: each with the days that it may mean, whatever words it is written in.

Nothing is decided by a guess: a text that may mean several periods keeps all of them, and
``period_text`` holds them against a period that somebody chose.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from metrics.catalogue.period import (
    Period,
    academic_year,
    calendar_year,
    financial_year,
    month,
    year_to,
)
from metrics.catalogue.period_words import Days, Quarter, Year, plain_text, tokens

LONGEST = 400
"""Characters of a text that are searched."""

MADE_WITHIN = 92
"""Days after a period's end on which a return of it is drawn up: "printed 14 October" says no other period (ours)."""

YEARS_WITHOUT = range(1980, 2101)
"""The years that a mention without one may be of."""


@dataclass(frozen=True)
class Span:
    """First and last day of what a text may mean; a ``whole_year`` may also only say in which year a period lies."""

    first: date
    last: date
    whole_year: bool = False

    def holds(self, period: Period) -> bool:
        """Whether a figure of the period may stand below these words.

        It may where the days are the same, where a year or quarter holds the period, and where
        the words name the last month or a day of the last month, as figures at a period's end do.
        """
        if period.start is None or period.end is None:
            return True
        begins = abs((self.first - period.start).days) <= 1
        if begins and self.last == period.end:
            return True
        if self.first <= period.start and period.end <= self.last:
            return self.whole_year or (self.last - self.first).days <= 92
        ends = (self.last.year, self.last.month) == (period.end.year, period.end.month)
        return period.start <= self.first and self.last <= period.end and ends


@dataclass(frozen=True)
class Mention:
    """One period in a text: where it stands, and all that it may mean.

    ``made``: it may be the day on which the text was drawn up ("printed 14 October 2013").
    """

    begin: int
    end: int
    spans: tuple[Span, ...]
    made: bool = False

    @property
    def whole_year(self) -> bool:
        return all(span.whole_year for span in self.spans)

    def holds(self, period: Period) -> bool:
        """Whether it may be of this period."""
        return any(span.holds(period) for span in self.spans)

    def drawn_up_after(self, period: Period) -> bool:
        """Whether it is the day on which a return of this period was drawn up."""
        soon = period.end is not None and self.spans[0].first <= period.end + timedelta(days=MADE_WITHIN)
        return self.made and period.end is not None and self.spans[0].first > period.end and soon


_JOINED = re.compile(r" ?(?:-|to|till?|until|through|thru|up to|to the end of|to end of|to end) ?", re.IGNORECASE)
_LISTED = re.compile(r" ?(?:/|,|&|and|, and) ?", re.IGNORECASE)
_BETWEEN = re.compile(r"[ ,(:;/.-]*(?:(?:of|for|in|the|financial|fiscal|year|fy|f/y)[ ,(:;/.-]*)*", re.IGNORECASE)
_ENDING = re.compile(
    r"(?P<length>year|12 months?|twelve months?|yr|quarter|3 months?|three months?)[ -]+(?:to|up to|end(?:ing|ed)?)"
    r"(?: on)?(?: the)?(?: end(?: of)?)? ?$",
    re.IGNORECASE,
)
_MADE = re.compile(
    r"\b(?:produced|printed|updated|published|run|created|dated|date|extract\w*|version|issued|return|report|submitted|"
    r"received|meeting|panel|committee|board|prepared|refreshed|downloaded|saved|draft)\b[^\d]{0,20}$",
    re.IGNORECASE,
)
_FILLERS = {"for", "in", "of", "the", "to", "at", "as", "end"}
"""A month's name without day or year counts beside these and one word more; in a longer text it may be a person's."""


@lru_cache(maxsize=4096)
def mentions(text: str) -> tuple[Mention, ...]:
    """The periods that a text names, in their order."""
    plain = plain_text(text[:LONGEST])
    found = tokens(plain)
    days = _days(plain, [token for token in found if isinstance(token, Days)])
    quarters = _quarters(plain, [token for token in found if not isinstance(token, Days)])
    return tuple(sorted((*days, *quarters), key=lambda mention: mention.begin))


def _days(plain: str, tokens: Sequence[Days]) -> Iterator[Mention]:
    """Days and months, those that are joined ("April to June") as one."""
    runs: list[list[Days]] = []
    for token in tokens:
        if runs and _joins(plain[runs[-1][-1].end : token.begin], runs[-1][-1]):
            runs[-1].append(token)
        else:
            runs.append([token])
    for run in runs:
        if len(run) == 1 and run[0].day is None and run[0].year is None and not _nearly_alone(plain, run[0]):
            continue
        begin, before = run[0].begin, plain[: run[0].begin]
        ending = _ENDING.search(before) if len(run) == 1 else None
        spans = tuple(_span(run, year, ending["length"] if ending else "") for year in _years_of(run))
        yield Mention(ending.start() if ending else begin, run[-1].end, spans, bool(_MADE.search(before)))


def _nearly_alone(plain: str, token: Days) -> bool:
    """Whether a month's bare name is what a text is about."""
    others = re.findall(r"[^\W\d_]+", f"{plain[: token.begin]} {plain[token.end :]}".lower())
    capital = plain[token.begin].isupper() or not others
    return capital and len([word for word in others if word not in _FILLERS]) <= 1


def _joins(between: str, last: Days) -> bool:
    return bool(_JOINED.fullmatch(between) or (last.year is None and _LISTED.fullmatch(between)))


def _years_of(run: Sequence[Days]) -> Sequence[int]:
    """The years in which a run may end."""
    last = run[-1].year
    return [last] if last is not None else YEARS_WITHOUT


def _span(run: Sequence[Days], year: int, length: str) -> Span:
    """The days of a run that ends in a year; one that begins later in the year than it ends begins a year before."""
    last = _last_day(run[-1], year)
    if length:
        if not re.match("quarter|3|three", length, re.IGNORECASE):
            start = year_to(last).start
            assert start is not None
            return Span(start, last)
        months = last.year * 12 + last.month - 3
        return Span(date(months // 12, months % 12 + 1, 1), last)
    begins = run[0].year or (year if (run[0].number, run[0].day or 1) <= (last.month, last.day) else year - 1)
    first = date(begins, run[0].number, min(run[0].day or 1, 28 if run[0].number == 2 else 31))
    return Span(min(first, last), max(first, last))


def _last_day(token: Days, year: int) -> date:
    ends = month(year, token.number).end
    assert ends is not None
    return ends if token.day is None else date(year, token.number, min(token.day, ends.day))


def _quarters(plain: str, tokens: Sequence[Quarter | Year]) -> Iterator[Mention]:
    """Quarters, each with its year where one stands beside it or anywhere in the text, and years by themselves."""
    years = [token for token in tokens if isinstance(token, Year)]
    beside: dict[Quarter, Year] = {}
    for place, token in enumerate(tokens):
        if isinstance(token, Quarter) and (year := _beside(plain, tokens, place, beside.values())) is not None:
            beside[token] = year
    strong = [year for year in years if not year.weak or year in beside.values()]
    for token in tokens:
        if isinstance(token, Quarter):
            year = beside.get(token)
            ends = (token,) if year is None else (token, year)
            spans = tuple(_quarter_spans(token, strong if year is None else [year]))
            yield Mention(min(one.begin for one in ends), max(one.end for one in ends), spans)
        elif token in strong and token not in beside.values():
            yield Mention(token.begin, token.end, tuple(_year_spans(token)))


def _beside(plain: str, tokens: Sequence[Quarter | Year], place: int, taken: Collection[Year]) -> Year | None:
    """The year next to a quarter that no other has taken: the nearer one, and of two equally near the one before it."""
    begin, end = tokens[place].begin, tokens[place].end
    near: list[tuple[int, Year]] = []
    for other in (*tokens[max(place - 1, 0) : place], *tokens[place + 1 : place + 2]):
        gap = plain[other.end : begin] if other.end <= begin else plain[end : other.begin]
        if isinstance(other, Year) and other not in taken and _BETWEEN.fullmatch(gap):
            near.append((len(gap), other))
    return min(near, key=lambda pair: pair[0])[1] if near else None


def _quarter_spans(token: Quarter, years: Sequence[Year]) -> Iterator[Span]:
    """The days of a quarter or half in each of the years, or in any year where the text names none."""
    if not years:
        yield from (_part(first, 4, token) for first in YEARS_WITHOUT)
    for year in years:
        yield from (_part(first, 4, token) for first in _firsts(year))
        if year.single:
            yield _part(year.first, 1, token)


def _part(year: int, begins: int, token: Quarter) -> Span:
    """A quarter or half of the year that begins in a month."""
    first = 12 * year + begins - 1 + token.months * (token.number - 1)
    last = month(*_month_of(first + token.months - 1)).end
    assert last is not None
    return Span(date(*_month_of(first), 1), last)


def _month_of(count: int) -> tuple[int, int]:
    """Year and month of a count of months."""
    return count // 12, count % 12 + 1


def _firsts(year: Year) -> list[int]:
    return [year.first, year.first - 1] if year.single else [year.first]


def _year_spans(year: Year) -> Iterator[Span]:
    for first in _firsts(year):
        yield Span(*_ends(financial_year(first)), whole_year=True)
        yield Span(*_ends(academic_year(first)), whole_year=True)
    if year.single:
        yield Span(*_ends(calendar_year(year.first)), whole_year=True)


def _ends(period: Period) -> tuple[date, date]:
    assert period.start is not None
    assert period.end is not None
    return period.start, period.end
