"""Catalogue -> tidy pandas, and text that a spreadsheet can't take for a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

import pandas as pd

from metrics.indicator import Catalogue, Figure, Indicator, Target

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
"""The columns of the tidy table, one row a figure (contract: The command line)."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")


def figures(catalogue: Catalogue, ids: set[str] | None = None) -> pd.DataFrame:
    """Every figure, comparator number and target number: one row each, ``COLUMNS`` wide.

    Comparisons and targets in words have no number and no row; values are in
    the indicator's unit (percent 0-100).
    """
    chosen = [one for one in catalogue.indicators if ids is None or one.id in ids]
    rows = [row for indicator in chosen for row in _rows(indicator, catalogue.organisation.area)]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    counts = {"numerator": "Int64", "denominator": "Int64"}
    return table.astype({"value": "float64", **counts})


def _rows(indicator: Indicator, area: str) -> Iterator[dict[str, Any]]:
    for observation in indicator.observations:
        yield _row(indicator, "own", area, indicator.group, observation)
    for own in indicator.own_series:
        yield _row(indicator, "own_series", area, own.group, own)
    for comparator in indicator.comparators:
        if comparator.words is None:
            yield _row(indicator, "comparator", comparator.area, comparator.group, comparator)
    for target in indicator.targets:
        if target.value is not None:
            yield _target_row(indicator, target)


def _shared(indicator: Indicator) -> dict[str, Any]:
    return {name: getattr(indicator, name) for name in ("name", "theme", "unit", "polarity")} | {
        "indicator": indicator.id
    }


def _row(indicator: Indicator, series: str, area: str, group: str | None, figure: Figure) -> dict[str, Any]:
    period = figure.period  # type: ignore[attr-defined]  # every kind of figure with a row has one
    return _shared(indicator) | {
        "series": series,
        "area": area,
        "group": group,
        "period": period.label,
        "period_kind": period.kind,
        "period_start": period.start.isoformat() if period.start else None,
        "period_end": period.end.isoformat() if period.end else None,
        "value": None if figure.value is None else float(figure.value),
        "code": figure.code,
        "status": figure.status,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "source": figure.source,
        "at": figure.at,
        "note": figure.note,
    }


def _target_row(indicator: Indicator, target: Target) -> dict[str, Any]:
    assert target.value is not None
    return _shared(indicator) | {
        "series": "target",
        "period": target.label or target.kind,
        "period_start": target.from_.isoformat() if target.from_ else None,
        "period_end": target.until.isoformat() if target.until else None,
        "value": float(target.value),
        "status": target.kind,
        "source": target.source,
        "at": target.at,
        "note": target.note,
    }


def guarded(value: Any) -> Any:
    """A text that no spreadsheet takes for a formula: a single quote before = + - @ (ASVS 1.2.10)."""
    if isinstance(value, str) and value.lstrip(" ").startswith(_FORMULA_STARTS):
        return "'" + value
    return value


def csv_bytes(table: pd.DataFrame) -> bytes:
    """The table as CSV for a spreadsheet: UTF-8 with a byte-order mark, texts guarded, numbers left numbers."""
    safe = table.copy()
    for name in safe.columns:
        if not pd.api.types.is_numeric_dtype(safe[name]):
            safe[name] = safe[name].map(guarded)
    text: str = safe.to_csv(index=False, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    return text.encode("utf-8-sig")
