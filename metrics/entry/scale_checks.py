"""Published figures that are a share in place of a percentage, that change about a hundred times, or that jump.

They are those of other areas and of the council as others published it; a whole file of them may be
of one scale, so each indicator is asked about once for each of the first two, and each series once
for a jump, from the year before or from another release (contract: Plausibility).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from statistics import median
from typing import NamedTuple

from metrics.analysis.releases import newest_release
from metrics.catalogue.models import Catalogue, Comparator, Indicator, OwnFigure, Source
from metrics.catalogue.period import Period
from metrics.catalogue.series_identity import series_of
from metrics.entry.doubts import Doubt, DoubtKind
from metrics.entry.usual_change import RARE, RECENT, is_average, numbers, usual_change
from metrics.wording import formatting

LEAST, MOST = 50, 200
"""Times that are about a hundred."""

COUNTED = 300
"""Of so many at the most a published percentage is taken to be: whole years of England move too little by chance."""

LEAST_SHARE = 0.1
"""A count that moves by less than this part of it is usual."""

Other = Comparator | OwnFigure


def scale_doubts(before: Catalogue, after: Catalogue, indicators: Collection[str]) -> Iterator[Doubt]:
    """What is unusual in the figures that ``after`` adds to ``before``, of those indicators (by id) and of new ones."""
    for new in after.indicators:
        recorded = before.indicator(new.id)
        if recorded is None or new.id in indicators:
            earlier = {_key(figure) for figure in _numbers(recorded)} if recorded else set()
            yield from _unusual(new, earlier, after)


def _unusual(indicator: Indicator, earlier: Collection[tuple[object, ...]], after: Catalogue) -> Iterator[Doubt]:
    council, sources = after.organisation.area, after.sources
    shares: list[_Unusual] = []
    leaps: list[_Unusual] = []
    jumps: list[list[_Unusual]] = []
    series: dict[tuple[object, ...], list[Other]] = {}
    for figure in sorted(_numbers(indicator), key=lambda figure: figure.period.order):
        series.setdefault(_series(figure), []).append(figure)
    for figures in series.values():
        old = [figure for figure in figures if _key(figure) in earlier]
        first = figures[0]
        if indicator.unit == "percent" and not old and 0 < _value(first) < 1 and first.denominator is None:
            shares.append(_Unusual(_share(indicator, first, council), first))
        before, told = [old[0] if old else first, *figures[:-1]], len(leaps)
        for other, figure in zip(before, figures, strict=True):
            if figure not in old and _leaps(_value(other), _value(figure)):
                leaps.append(_Unusual(_leap(indicator, other, figure, council), figure, other))
        jumps += [_jumped(indicator, figures, earlier, sources, council)] if len(leaps) == told else []
    found = [(DoubtKind.PUBLISHED_SHARE, shares), (DoubtKind.PUBLISHED_SCALE, leaps)]
    for kind, alike in (*found, *((DoubtKind.PUBLISHED_CHANGE, jump) for jump in jumps)):
        if alike:
            more = f" (and {len(alike) - 1} more like it)" if len(alike) > 1 else ""
            periods = tuple(dict.fromkeys(one.figure.period.label for one in alike))
            facts = tuple(fact for one in alike for fact in one.facts)
            yield Doubt(kind, f"{indicator.title}, {alike[0].words}{more}", (indicator.id,), periods, facts)


class _Unusual(NamedTuple):
    """A figure that is unusual, the one that it is held against, and the question."""

    words: str
    figure: Other
    other: Other | None = None

    @property
    def facts(self) -> list[str]:
        figures = [one for one in (self.figure, self.other) if one is not None]
        return [" ".join(map(str, (*_series(one)[1:], one.period.label, one.source, one.value))) for one in figures]


def _jumped(
    indicator: Indicator,
    figures: Sequence[Other],
    earlier: Collection[tuple[object, ...]],
    sources: Mapping[str, Source],
    council: str,
) -> list[_Unusual]:
    """The new figures of a series that differ unusually from another release of their period, or from those before.

    One that comes with its counts is held against them by the contract, and is not asked about.
    """
    periods: dict[Period, list[Other]] = {}
    for one in figures:
        periods.setdefault(one.period, []).append(one)
    jumps: list[_Unusual] = []
    standing = [figure for figure in figures if _key(figure) in earlier]
    before: list[Other] = []
    for releases in periods.values():
        newest = newest_release(releases, sources)
        others = [figure for figure in releases if figure is not newest and figure.source != newest.source]
        if _key(newest) not in earlier and newest.numerator is None and indicator.unit != "grade":
            other = newest_release(others, sources) if others else None
            if other is not None and _is_far(indicator, [other], newest, RARE):
                release = f"in the release “{sources[other.source].title}”"
                jumps.append(_Unusual(_jump(indicator, newest, other, release, council), newest, other))
            elif other is None and (beside := before or standing[:1]) and _is_far(indicator, beside, newest, 1):
                when = formatting.in_period(beside[-1].period)
                jumps.append(_Unusual(_jump(indicator, newest, beside[-1], when, council), newest, beside[-1]))
        before.append(newest)
    return jumps


def _is_far(indicator: Indicator, before: Sequence[Other], figure: Other, times: float) -> bool:
    """Whether a figure is more than so many usual changes from the last one and from the middle of the recent ones."""
    known = [_of_few(one) for one in before]
    usual = usual_change(indicator, known, _of_few(figure))
    values = numbers(known)[-RECENT:]
    if indicator.unit == "count" and not is_average(indicator):
        usual = max(usual, LEAST_SHARE * abs(float(values[-1])))
    return all(abs(float(_value(figure) - other)) > times * usual for other in (values[-1], median(values)))


def _of_few(figure: Other) -> Other:
    """The figure as one of ``COUNTED`` at the most, and without the counts that would say more."""
    counted = min(figure.denominator or COUNTED, COUNTED)
    return figure.model_copy(update={"numerator": None, "denominator": counted})


def _jump(indicator: Indicator, figure: Other, other: Other, when: str, council: str) -> str:
    now, was = (formatting.short_value(_value(one), indicator) for one in (figure, other))
    return f"{_name(figure, council)}: {now}, and {was} {when}; are both right?"


def _share(indicator: Indicator, figure: Other, council: str) -> str:
    now, percent = _value(figure), Decimal(f"{_value(figure) * 100:f}").normalize()
    meant = formatting.short_value(Decimal(f"{percent:f}"), indicator)
    return f"{_name(figure, council)}: {formatting.short_value(now, indicator)} is the first figure; was {meant} meant?"


def _leap(indicator: Indicator, other: Other, figure: Other, council: str) -> str:
    was, now = (formatting.short_value(_value(published), indicator) for published in (other, figure))
    when = formatting.in_period(other.period)
    return f"{_name(figure, council)}: {now}, and {was} {when}: about a hundred times; are both of one scale?"


def _name(figure: Other, council: str) -> str:
    return f"{getattr(figure, 'area', council)}, {figure.period.words}"


def _numbers(indicator: Indicator) -> list[Other]:
    figures: list[Other] = [*indicator.comparators, *indicator.own_series]
    return [figure for figure in figures if figure.value is not None and figure.period.dated]


def _series(figure: Other) -> tuple[object, ...]:
    return type(figure), *series_of(figure), figure.period.kind


def _key(figure: Other) -> tuple[object, ...]:
    return *_series(figure), figure.period, figure.source, figure.value


def _value(figure: Other) -> Decimal:
    assert figure.value is not None
    return figure.value


def _leaps(first: Decimal, second: Decimal) -> bool:
    low, high = sorted((abs(first), abs(second)))
    return low > 0 and LEAST * low <= high <= MOST * low
