"""Published figures whose scale looks wrong: a share in place of a percentage, or a change of about a hundred times.

They are those of other areas and of the council as others published it; a whole file of them may be
of one scale, so each measure is asked about once for each of the two (ours).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal

from metrics.catalogue.models import Catalogue, Comparator, Indicator, OwnFigure
from metrics.wording import formatting

LEAST, MOST = 50, 200
"""Times that are about a hundred."""

Other = Comparator | OwnFigure


def scale_doubts(before: Catalogue, after: Catalogue, measures: Collection[str]) -> Iterator[tuple[str, str]]:
    """What is odd about the figures that ``after`` has beyond ``before``, of those measures and of new ones, by id."""
    for new in after.indicators:
        known = before.indicator(new.id)
        if known is None or new.id in measures:
            stood = {_key(one) for one in _numbers(known)} if known else set()
            yield from ((new.id, words) for words in _odd(new, stood, after.organisation.area))


def _odd(indicator: Indicator, stood: Collection[tuple[object, ...]], council: str) -> Iterator[str]:
    shares: list[str] = []
    leaps: list[str] = []
    series: dict[tuple[object, ...], list[Other]] = {}
    for one in sorted(_numbers(indicator), key=lambda one: one.period.order):
        series.setdefault(_series(one), []).append(one)
    for figures in series.values():
        old = [one for one in figures if _key(one) in stood]
        first = figures[0]
        if indicator.unit == "percent" and not old and 0 < _value(first) < 1 and first.denominator is None:
            shares.append(_share(indicator, first, council))
        before = [old[0] if old else first, *figures[:-1]]
        for other, figure in zip(before, figures, strict=True):
            if figure not in old and _leaps(_value(other), _value(figure)):
                leaps.append(_leap(indicator, other, figure, council))
    for words in (shares, leaps):
        if words:
            more = f" (and {len(words) - 1} more like it)" if len(words) > 1 else ""
            yield f"{indicator.title}, {words[0]}{more}"


def _share(indicator: Indicator, figure: Other, council: str) -> str:
    now, percent = _value(figure), Decimal(f"{_value(figure) * 100:f}").normalize()
    meant = formatting.short_value(Decimal(f"{percent:f}"), indicator)
    return f"{_name(figure, council)}: {formatting.short_value(now, indicator)} is the first figure; was {meant} meant?"


def _leap(indicator: Indicator, other: Other, figure: Other, council: str) -> str:
    was, now = (formatting.short_value(_value(one), indicator) for one in (other, figure))
    when = formatting.in_period(other.period)
    return f"{_name(figure, council)}: {now}, and {was} {when}: about a hundred times; are both of one scale?"


def _name(figure: Other, council: str) -> str:
    return f"{getattr(figure, 'area', council)}, {figure.period.words}"


def _numbers(indicator: Indicator) -> list[Other]:
    figures: list[Other] = [*indicator.comparators, *indicator.own_series]
    return [one for one in figures if one.value is not None and one.period.dated]


def _series(one: Other) -> tuple[object, ...]:
    told = tuple(getattr(one, name, None) for name in ("area", "group", "model", "statistic"))
    return type(one), *told, one.period.kind


def _key(one: Other) -> tuple[object, ...]:
    return *_series(one), one.period, one.source, one.value


def _value(one: Other) -> Decimal:
    assert one.value is not None
    return one.value


def _leaps(one: Decimal, other: Decimal) -> bool:
    low, high = sorted((abs(one), abs(other)))
    return low > 0 and LEAST * low <= high <= MOST * low
