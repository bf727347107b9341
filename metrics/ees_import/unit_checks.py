"""A column's unit, as far as its name tells it, against the indicator's: what is to be asked before figures are saved.

A file has a column of numbers beside one of percentages; either fits any indicator as long as nobody asks (ours).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from metrics.catalogue.models import Indicator
from metrics.catalogue.rates import comparable_between_areas
from metrics.ees_import.mapping import RowsOf

_WORDS = {
    "percentages": re.compile(r"(^|_)(percent\w*|per_?cent|pct|perc|pt|proportion|share)(_|$)|%"),
    "rates": re.compile(r"(^|_)(rates?|per_?\d[\d_,]*k?|ratio)(_|$)"),
    "averages": re.compile(r"(^|_)(avg|average|mean|median|score)(_|$)"),
    "durations": re.compile(r"(^|_)(days?|weeks?|months?)(_|$)"),
    "numbers": re.compile(r"(^|_)(counts?|numbers?|num|no|headcount|totals?|t|n|population|estimate)(_|$)"),
}
"""What a column holds, by the words of its name; the first that fits."""

_FITS = {
    "percent": ("percentages", "rates"),
    "percentage points": ("percentages", "rates"),
    "per 10,000": ("rates",),
    "weeks": ("averages", "durations"),
    "days": ("averages", "durations"),
    "grade": (),
}
_BARE, _OF_EACH = ("numbers",), ("averages", "rates", "durations")

_AVERAGE_ROW = re.compile(r"\b(average|mean|median|score)\b", re.IGNORECASE)
_PARTS = re.compile(r"\b(full[- ]time equivalents?|FTE)\b", re.IGNORECASE)


def held(column: str) -> str | None:
    """What a column holds by its name: percentages, rates, averages, durations, numbers; or None."""
    return next((what for what, words in _WORDS.items() if words.search(column)), None)


def unit_doubts(mapping: RowsOf, indicator: Indicator, values: Sequence[Decimal]) -> Iterator[str]:
    """What is to be asked of a mapping's column: whether it holds what the indicator is counted in.

    ``values`` are the numbers that come in by it.
    """
    bare = not comparable_between_areas(indicator)
    unit = f"a number of {indicator.of or 'something'}" if indicator.unit == "count" else f"in {indicator.unit}"
    fits = _FITS.get(indicator.unit) or ((_BARE if bare else _OF_EACH) if indicator.unit == "count" else ())
    what = held(mapping.column)
    if what is not None and what not in fits:
        told = f"the column {mapping.column} holds {what} by its name, and the indicator is {unit}"
        yield f"{indicator.title}: {told}; is it the right column?"
        return
    row = next((value for value in mapping.filters.values() if _AVERAGE_ROW.search(value)), None)
    if row is not None and "averages" not in fits:
        yield f"{indicator.title}: its rows are '{row}', and the indicator is {unit}; are they the right rows?"
        return
    parts = [value for value in values if value != value.to_integral_value()]
    if bare and parts and not _PARTS.search(f"{indicator.of} {indicator.name} {mapping.column.replace('_', ' ')}"):
        more = f" (and {len(parts) - 1} more like it)" if len(parts) > 1 else ""
        yield f"{indicator.title}: {parts[0]:f} is no whole number of {indicator.of}{more}; is it the right column?"
