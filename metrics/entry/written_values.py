"""Values that are written with more than a number: two counts, a short unit, or a mark of how settled they are.

"52/209", "12 of 48", "24.9% (52/209)", "89.5 (p)", ".895". What is read of one is told on the preview (contract:
Value or code); what may be something else stays text and is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from metrics.catalogue.rates import value_from_counts
from metrics.entry.cell_values import parse_number
from metrics.entry.rows import Row

_COUNT = r"(\d{1,3}(?:,\d{3})+|\d+)"
_OF = rf"{_COUNT} ?(?:/|of|out of) ?{_COUNT}"
_COUNTS = re.compile(_OF, re.IGNORECASE)
_VALUE_FIRST = re.compile(rf"(?P<value>[\d.]+ ?%?) ?(?:[(\[] ?{_OF} ?[)\]]|[-–:,;] ?{_OF})", re.IGNORECASE)
_COUNTS_FIRST = re.compile(
    rf"{_OF} ?(?:[(\[] ?(?P<value>[\d.]+ ?%?) ?[)\]]|[-–:,;=] ?(?P<other>[\d.]+ ?%))", re.IGNORECASE
)
_MARKED = re.compile(
    r"(?P<value>.*\d ?%?) ?(?:[(\[] ?(?P<mark>p|prov(?:isional)?|r|rev(?:ised)?)\.? ?[)\]])", re.IGNORECASE
)


def take_written(row: Row, entry: dict[str, Any], unit: str, of: str) -> Iterator[str]:
    """Put what a value's text says into ``entry``; each that is more than a number is told in a sentence.

    Counts are taken only of a percentage without counts of its own, and a mark only where no status is given.
    """
    text = entry.get("value")
    if not isinstance(text, str):
        return
    written = " ".join(text.split())
    told: list[str] = []
    if row.kind == "figure" and not entry.get("status") and (match := _MARKED.fullmatch(written)):
        status = "provisional" if match["mark"].lower().startswith("p") else "revised"
        written = match["value"].strip()
        entry["status"] = status
        told.append(status)
    counts = _counts(written) if unit == "percent" and row.kind != "target" else None
    if counts is not None and entry.get("numerator") is None and entry.get("denominator") is None:
        value, numerator, denominator = counts
        if value_from_counts(numerator, denominator, unit) is None:
            return
        entry |= {"numerator": numerator, "denominator": denominator}
        if value:
            entry["value"] = parse_number(value, unit, of)
        else:
            del entry["value"]
        told.insert(0, f"{value + ', ' if value else ''}{numerator} of {denominator}")
    elif told:
        entry["value"] = parse_number(written, unit, of)
        told.insert(0, written)
    if told:
        yield f"{row.place('value')}: “{row.cells['value']}” is read as {', '.join(told)}"


def _counts(text: str) -> tuple[str, Decimal, Decimal] | None:
    """The value that stands beside two counts, or nothing, and the counts; None where there are none."""
    if match := _COUNTS.fullmatch(text):
        return "", _whole(match[1]), _whole(match[2])
    if match := _VALUE_FIRST.fullmatch(text):
        numbers = [group for group in match.groups()[1:] if group]
        return match["value"].strip(), _whole(numbers[0]), _whole(numbers[1])
    if match := _COUNTS_FIRST.fullmatch(text):
        return (match["value"] or match["other"]).strip(), _whole(match[1]), _whole(match[2])
    return None


def _whole(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))
