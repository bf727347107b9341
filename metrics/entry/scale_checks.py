"""Published figures whose scale looks wrong: a share in place of a percentage, or a change of about a hundred times.

They are those of other areas and of the council as others published it; a whole file of them may be
of one scale, so each indicator is asked about once for each of the two (ours).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal

from metrics.catalogue.models import Catalogue, Comparator, Indicator, OwnFigure
from metrics.wording import formatting

LEAST, MOST = 50, 200
"""Times that are about a hundred."""

Other = Comparator | OwnFigure


def scale_doubts(before: Catalogue, after: Catalogue, indicators: Collection[str]) -> Iterator[tuple[str, str]]:
    """What is unusual in the figures that ``after`` adds to ``before``, of those indicators and of new ones, by id."""
    for new in after.indicators:
        recorded = before.indicator(new.id)
        if recorded is None or new.id in indicators:
            earlier = {_key(figure) for figure in _numbers(recorded)} if recorded else set()
            yield from ((new.id, words) for words in _unusual(new, earlier, after.organisation.area))


def _unusual(indicator: Indicator, earlier: Collection[tuple[object, ...]], council: str) -> Iterator[str]:
    shares: list[str] = []
    leaps: list[str] = []
    series: dict[tuple[object, ...], list[Other]] = {}
    for figure in sorted(_numbers(indicator), key=lambda figure: figure.period.order):
        series.setdefault(_series(figure), []).append(figure)
    for figures in series.values():
        old = [figure for figure in figures if _key(figure) in earlier]
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
    was, now = (formatting.short_value(_value(published), indicator) for published in (other, figure))
    when = formatting.in_period(other.period)
    return f"{_name(figure, council)}: {now}, and {was} {when}: about a hundred times; are both of one scale?"


def _name(figure: Other, council: str) -> str:
    return f"{getattr(figure, 'area', council)}, {figure.period.words}"


def _numbers(indicator: Indicator) -> list[Other]:
    figures: list[Other] = [*indicator.comparators, *indicator.own_series]
    return [figure for figure in figures if figure.value is not None and figure.period.dated]


def _series(figure: Other) -> tuple[object, ...]:
    identity = tuple(getattr(figure, name, None) for name in ("area", "group", "model", "statistic"))
    return type(figure), *identity, figure.period.kind


def _key(figure: Other) -> tuple[object, ...]:
    return *_series(figure), figure.period, figure.source, figure.value


def _value(figure: Other) -> Decimal:
    assert figure.value is not None
    return figure.value


def _leaps(first: Decimal, second: Decimal) -> bool:
    low, high = sorted((abs(first), abs(second)))
    return low > 0 and LEAST * low <= high <= MOST * low
