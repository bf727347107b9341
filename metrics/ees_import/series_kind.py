"""The kind of period of a series: one that the data file has begun at a day, or by the year, goes on as it began.

A file of another kind of year, or a mapping that makes one of its "Reporting year", would begin the same series anew,
never joined with the first (contract: Period kinds of published series).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from metrics.catalogue.models import Indicator
from metrics.catalogue.period import Period, parse
from metrics.catalogue.series_identity import series_of
from metrics.ees_import import reporting_year
from metrics.ees_import.extracted_figure import ExtractedFigure
from metrics.ees_import.mapping import FILE, RowsOf


def other_kind(
    mapping: RowsOf, indicator: Indicator, figures: Iterable[ExtractedFigure], *, reporting: bool
) -> str | None:
    """Why a mapping's figures don't go on the series that stands; None where they do, or where none stands.

    ``reporting``: the file counts in reporting years, so that the mapping says of which kind they are.
    """
    for figure in figures:
        entry, kind = figure.addition.entry, figure.addition.kind
        standing = _periods(indicator, kind, entry)
        begun = {reporting_year.kind_of(period) for period in standing}
        period = parse(str(entry["period"]))
        if begun and reporting_year.kind_of(period) not in begun:
            return _sentence(mapping, indicator, standing[-1], period, reporting=reporting)
    return None


def begun_kinds(indicator: Indicator) -> list[str]:
    """The kinds of period, as a mapping writes them, of the council's published series that stand; newest first."""
    periods = sorted((one.period for one in indicator.own_series if one.period.dated), key=lambda period: period.order)
    kinds = dict.fromkeys(reporting_year.kind_of(period) for period in reversed(periods))
    return [kind for kind in kinds if reporting_year.canonical(kind) is not None]


def _sentence(mapping: RowsOf, indicator: Indicator, standing: Period, new: Period, *, reporting: bool) -> str:
    begun = reporting_year.kind_of(standing)
    where = f"({mapping.group}) in the data file is written as {standing.words}"
    if reporting_year.canonical(begun) and (reporting or standing.kind == "as at"):
        goes_on = f"write 'reporting_year: {begun}' in the mapping (data/{FILE}), or choose it on the page"
        return f"{indicator.id}: the series {where}, and this mapping would begin it anew as {new.words}; {goes_on}"
    anew = f"this file's {_plural(reporting_year.kind_of(new))} would begin it anew as {new.words}"
    group = f"give the mapping (data/{FILE}) a group of its own, such as '{mapping.group}, by the {new.kind}'"
    return f"{indicator.id}: the series {where}, and {anew}; ask the publisher if that is a slip, or {group}"


def _plural(kind: str) -> str:
    return kind if " to " in kind or "at " in kind else f"{kind}s"


def _periods(indicator: Indicator, kind: str, entry: Mapping[str, Any]) -> Sequence[Period]:
    """The dated periods of the numbers that stand of one series, oldest first."""
    figures = indicator.own_series if kind == "own_series" else indicator.comparators
    alike = [
        figure.period
        for figure in figures
        if figure.period.dated and getattr(figure, "words", None) is None and series_of(figure) == series_of(entry)
    ]
    return sorted(alike, key=lambda period: period.order)
