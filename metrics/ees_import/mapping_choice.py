"""A new mapping from what was chosen on a page: its rows, where its counts stand, and whether it is like for like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from metrics.catalogue.field_types import Comparable
from metrics.catalogue.models import Indicator
from metrics.ees_import.mapping import RowsOf


@dataclass(frozen=True)
class CountChoice:
    """Where counts stand, as far as it is chosen: their column, what they are out of, and how many are not known.

    ``out_of_rows`` and ``unknown_rows`` are the filters in which those rows differ from the figure's own;
    ``rounded_to`` is to what the file rounds counts of England and of regions, 1 when exact.
    """

    column: str
    out_of_column: str | None = None
    out_of_rows: Mapping[str, str] | None = None
    unknown_rows: Mapping[str, str] | None = None
    rounded_to: int = 1


@dataclass(frozen=True)
class MappingChoice:
    """What was chosen and typed for one indicator; ``reporting_year`` only for a file that counts in such years."""

    indicator: Indicator
    rows: Mapping[str, str]
    value: str
    counts: CountChoice | None = None
    group: str = ""
    comparable: Comparable = "yes"
    why: str = ""
    reporting_year: str | None = None


def chosen_mapping(choice: MappingChoice) -> RowsOf | None:
    """The mapping; None while it is still to be said why it is not like for like.

    Without words of its own, its group is the indicator's.
    """
    why = choice.why.strip()
    if choice.comparable != "yes" and not why:
        return None
    entry = {
        "indicator": choice.indicator.id,
        "rows": dict(choice.rows),
        "value": choice.value,
        **(_counts(choice.counts) if choice.counts else {}),
        "group": choice.group.strip() or choice.indicator.group or "not stated",
        "comparable": choice.comparable,
        "why": why or None,
        "reporting_year": choice.reporting_year,
    }
    return RowsOf.model_validate({name: part for name, part in entry.items() if part or name == "rows"})


def _counts(counts: CountChoice) -> dict[str, object]:
    """Numerator and denominator; none while nothing says what the counts are out of: a column, rows, or both."""
    if counts.out_of_column is None and not counts.out_of_rows:
        return {}
    return {
        "numerator": {"column": counts.column},
        "denominator": _count(counts.out_of_column or counts.column, counts.out_of_rows),
        "counts_rounded_to": {"national": counts.rounded_to, "regional": counts.rounded_to},
        "unknown": _count(counts.column, counts.unknown_rows) if counts.unknown_rows else None,
    }


def _count(column: str, rows: Mapping[str, str] | None) -> dict[str, object]:
    return {"column": column, **({"rows": dict(rows)} if rows else {})}
