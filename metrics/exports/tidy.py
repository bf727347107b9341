"""Catalogue -> a tidy pandas table and its CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from metrics.analysis.reading import Reading
from metrics.analysis.releases import replacements
from metrics.catalogue.models import Catalogue, Comparator, Figure, Indicator, Observation, OwnFigure, Source, Target
from metrics.exports.formula_guard import guard_formula
from metrics.wording import formatting

COLUMNS = (
    "indicator",
    "name",
    "theme",
    "unit",
    "polarity",
    "series",
    "area",
    "group",
    "period",
    "period_kind",
    "period_start",
    "period_end",
    "value",
    "code",
    "status",
    "numerator",
    "denominator",
    "source",
    "at",
    "note",
)
"""The columns that ``python -m metrics figures`` prints, these and no others (contract: The command line)."""

DOWNLOAD_COLUMNS = (
    "comparable",
    "model",
    "statistic",
    "marker",
    "unknown",
    "counts_rounded_to",
    "publisher",
    "source_title",
    "release_used",
    "published_after",
    "commentary",
    "caution",
    "owner",
    "verdict",
    "strength",
    "indicator_number",
)
"""What a download has beside them: how far a figure can be compared, which neighbours it is of and by mean or
median, of how many nothing is known, and who published it. ``release_used`` is the source of the release that
counts for what a published figure is of; where that is another than ``source``, the figure has been replaced.
``published_after`` the inspection's report; ``commentary`` is of the figure, ``caution`` of the indicator, ``owner``
the role that answers for it. ``verdict`` (better, worse, same) and ``strength`` (tested, too few to tell, not tested)
are of the change that ends in the latest figure (reporting: How sure a verdict is), and stand in its row alone.
``indicator_number`` is the permanent number that minutes cite."""

NOTHING: Mapping[str, str] = {}


def figures(catalogue: Catalogue, ids: set[str] | None = None, readings: Iterable[Reading] = ()) -> pd.DataFrame:
    """Every figure, comparator number and target number: one row each, ``COLUMNS`` and then ``DOWNLOAD_COLUMNS``.

    Comparisons and targets in words have no number and no row; values are in
    the indicator's unit (percent 0-100). Verdicts come from ``readings``; without them none is told.
    """
    chosen = [indicator for indicator in catalogue.indicators if ids is None or indicator.id in ids]
    known = {reading.indicator.id: reading for reading in readings}
    return frame(row for indicator in chosen for row in rows(indicator, catalogue, known.get(indicator.id)))


def frame(rows: Iterable[Mapping[str, Any]], before: Mapping[str, str] = NOTHING) -> pd.DataFrame:
    """Rows of ``rows`` as a table; ``before`` are columns of their own that stand first, each with its pandas type."""
    table = pd.DataFrame(list(rows), columns=[*before, *COLUMNS, *DOWNLOAD_COLUMNS])
    counts = dict.fromkeys(("numerator", "denominator", "unknown", "counts_rounded_to", "indicator_number"), "Int64")
    return table.astype({"value": "float64", **counts, **before})


def rows(indicator: Indicator, catalogue: Catalogue, reading: Reading | None = None) -> Iterator[dict[str, Any]]:
    """An indicator's rows by column; a value is a Decimal with its digits as published.

    Its own figures, what others publish of the council, other areas, targets. ``mark`` beside the columns is how the
    marker column of a table shows status, break and reliability: [p], [b] [u] (GSS table symbols).
    """
    area, sources = catalogue.organisation.area, catalogue.sources
    for observation in indicator.observations:
        yield _row(indicator, "own", area, indicator.group, observation, sources) | _verdict(observation, reading)
    for own, other in zip(indicator.own_series, replacements(indicator.own_series, indicator, catalogue), strict=True):
        yield _row(indicator, "own_series", area, own.group, own, sources) | _published(own, other)
    for figure, used in zip(
        indicator.comparators, replacements(indicator.comparators, indicator, catalogue), strict=True
    ):
        if figure.words is None:
            row = _row(indicator, "comparator", figure.area, figure.group, figure, sources) | _published(figure, used)
            yield row | {"model": figure.model, "statistic": figure.statistic}
    for target in indicator.targets:
        if target.value is not None:
            yield _target_row(indicator, target, sources)


def _verdict(observation: Observation, reading: Reading | None) -> dict[str, Any]:
    """The verdict of change and its strength, in the row of the latest figure."""
    if reading is None or reading.verdict is None or observation != reading.latest:
        return {}
    return {"verdict": reading.verdict.said, "strength": reading.verdict.strength}


def _shared(indicator: Indicator, source: Source) -> dict[str, Any]:
    return {name: getattr(indicator, name) for name in ("name", "theme", "unit", "polarity", "caution", "owner")} | {
        "indicator": indicator.id,
        "indicator_number": indicator.number,
        "publisher": source.publisher,
        "source_title": source.title,
    }


def _published(figure: Comparator | OwnFigure, used: Comparator | OwnFigure | None) -> dict[str, Any]:
    return {"comparable": figure.comparable, "release_used": (used or figure).source}


def _row(
    indicator: Indicator, series: str, area: str, group: str | None, figure: Figure, sources: Mapping[str, Source]
) -> dict[str, Any]:
    period = figure.period  # type: ignore[attr-defined]  # every kind of figure with a row has one
    counted = figure.numerator is not None or figure.denominator is not None
    return _shared(indicator, sources[figure.source]) | {
        "series": series,
        "area": area,
        "group": group,
        "period": period.label,
        "period_kind": period.kind,
        "period_start": period.start.isoformat() if period.start else None,
        "period_end": period.end.isoformat() if period.end else None,
        "value": figure.value,
        "code": figure.code,
        "status": figure.status,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "source": figure.source,
        "at": figure.at,
        "note": figure.note,
        "marker": figure.marker,
        "mark": formatting.marker(figure),
        "published_after": getattr(figure, "published_after", None) or None,
        "commentary": getattr(figure, "commentary", None),
        "unknown": figure.unknown,
        "counts_rounded_to": figure.counts_rounded_to if counted else None,
    }


def _target_row(indicator: Indicator, target: Target, sources: Mapping[str, Source]) -> dict[str, Any]:
    assert target.value is not None
    return _shared(indicator, sources[target.source]) | {
        "series": "target",
        "period": target.label or target.kind,
        "period_start": target.from_.isoformat() if target.from_ else None,
        "period_end": target.until.isoformat() if target.until else None,
        "value": target.value,
        "status": target.kind,
        "source": target.source,
        "at": target.at,
        "note": target.note,
    }


def csv_bytes(table: pd.DataFrame) -> bytes:
    """The table as CSV for a spreadsheet: UTF-8 with a byte-order mark, texts guarded, numbers left numbers."""
    safe = table.copy()
    for name in safe.columns:
        if not pd.api.types.is_numeric_dtype(safe[name]):
            safe[name] = safe[name].map(guard_formula)
    text: str = safe.to_csv(index=False, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    return text.encode("utf-8-sig")
