"""What a template holds before anybody fills it in: a row for every figure that is awaited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from metrics.analysis.reporting_periods import last_outcome_before
from metrics.catalogue.models import Catalogue, Comparator, Indicator, Observation
from metrics.catalogue.period import Period
from metrics.entry.rows import Kind
from metrics.wording.formatting import figure_words

RECENT = 2
"""Years before the period within which a comparator must have had a figure to be asked for again."""


def rows(catalogue: Catalogue, period: Period, due: Sequence[str], kind: Kind) -> Iterator[Mapping[str, str]]:
    """The prefilled rows of a kind: a figure for each indicator, and a comparator wherever there was one lately.

    The indicators of ``due`` come first, in that order, then those of the period's frequency.
    """
    for indicator in _indicators(catalogue, period, due):
        unit = f"{indicator.unit} ({indicator.of})" if indicator.of else indicator.unit
        cells = {
            "what": kind,
            "indicator": indicator.id,
            "name": indicator.name,
            "theme": catalogue.theme(indicator.theme).name,
        }
        cells |= {"unit": unit, "period": period.label}
        if kind == "figure":
            last = last_outcome_before(indicator, period)
            yield cells | _last(indicator, last)
        elif kind == "comparator":
            for comparator in _recent(indicator, period):
                yield cells | _last(indicator, comparator) | {"area": comparator.area, "group": comparator.group}


def _indicators(catalogue: Catalogue, period: Period, due: Sequence[str]) -> list[Indicator]:
    first = [indicator for indicator_id in due if (indicator := catalogue.indicator(indicator_id)) is not None]
    return first + [
        indicator for indicator in catalogue.indicators if indicator.frequency == period.kind and indicator not in first
    ]


def _last(indicator: Indicator, figure: Observation | Comparator | None) -> dict[str, str]:
    if figure is None:
        return {}
    return {"last_period": figure.period.label, "last_value": figure_words(figure, indicator)}


def _recent(indicator: Indicator, period: Period) -> list[Comparator]:
    """The latest numbers of each area and group, for periods of the same kind and not long before."""
    latest: dict[tuple[str, str], Comparator] = {}
    for comparator in indicator.comparators:
        newest = latest.get((comparator.area, comparator.group))
        if _is_recent(comparator, period) and (newest is None or newest.period.order <= comparator.period.order):
            latest[comparator.area, comparator.group] = comparator
    return list(latest.values())


def _is_recent(comparator: Comparator, period: Period) -> bool:
    end = comparator.period.end
    if comparator.value is None or end is None or period.start is None or comparator.period.kind != period.kind:
        return False
    return comparator.period != period and 0 <= period.start.year - end.year <= RECENT
