"""A column's unit, as far as its name tells it, against the indicator's: what is to be asked before figures are saved.

A file has a column of numbers beside one of percentages; either fits any indicator as long as nobody asks (ours).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from metrics.catalogue.models import Indicator
from metrics.catalogue.rates import comparable_between_areas
from metrics.ees_import.ees_file import EesFile, EesRow
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


_UNIT = re.compile(
    r"(value_|data_|measure_|measurement_)?units?(_of_measure(ment)?|_measure|_type|_label|_name|_code|_mult\w*)?|uom"
    r"|multiplier|scale"
)
_WRITTEN = {
    "percent": re.compile(r"%|per ?cent(age)?s?|pct|perc|proportion \(%\)|percentage of .*|% of .*"),
    "percentage points": re.compile(r"percentage points?|pp|ppts?"),
    "per 10,000": re.compile(r"(rates? )?per (10,?000|10 ?k)\b.*"),
    "weeks": re.compile(r"weeks?"),
    "days": re.compile(r"days?"),
    "count": re.compile(r"(numbers?|counts?|no\.?|n|headcount|average|mean|children|people|units?)( of .*)?"),
    "grade": re.compile(r"grades?"),
}
"""How a column of units writes the units that figures have here."""


def is_unit(column: str) -> bool:
    """Whether a column says in which unit its rows are."""
    return _UNIT.fullmatch(column) is not None


def written_unit_doubts(mapping: RowsOf, indicator: Indicator, file: EesFile, rows: Iterable[EesRow]) -> Iterator[str]:
    """What is to be asked of a column of units that says another one than the indicator's, in the figure's own rows."""
    places = [(place, column) for place, column in enumerate(file.columns) if is_unit(column)]
    places = [(place, column) for place, column in places if column not in mapping.columns]
    of_rows = list(rows) if places else []
    cells = {place: dict.fromkeys(row.cells[place].strip() for row in of_rows) for place, _ in places}
    for place, column in places:
        fits = _WRITTEN[indicator.unit]
        words = [cell for cell in cells[place] if cell and not fits.fullmatch(" ".join(cell.casefold().split()))]
        others = [cell for cell in words if cell not in ("1", "z", "x", ":") and cell.casefold() != indicator.of]
        if others:
            unit = f"a number of {indicator.of or 'something'}" if indicator.unit == "count" else f"in {indicator.unit}"
            told = f"the column {file.heading(column)} says '{others[0]}', and the indicator is {unit}"
            yield f"{indicator.title}: {told}; is it the right column?"


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
