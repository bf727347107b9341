"""The tolerance of a target as somebody wrote it: how far from it still counts as close (contract: Targets)."""

from __future__ import annotations

import re
from decimal import Decimal

from metrics.catalogue.field_types import Polarity
from metrics.entry.cell_values import parse_number

_AROUND = re.compile(r"^(±|\+/?-|within)\s*", re.IGNORECASE)
_POINTS = re.compile(r"\s*(percentage points?|pp|pts?)$", re.IGNORECASE)


def read_tolerance(text: str, unit: str, of: str) -> Decimal | str:
    """The width of the band in the indicator's unit ("±2", "2 percentage points"); or why it is none."""
    written = _AROUND.sub("", text.strip())
    value = parse_number(_POINTS.sub("", written) if unit == "percent" else written, unit, of)
    if not isinstance(value, Decimal) or value <= 0:
        return f"'{text}' is no width of a band; write a number above zero such as 2"
    return value


def without_band(value: object, polarity: Polarity) -> str:
    """Why no figure can be close to a target; "" where one can. ``value`` is the target's own."""
    if value is None:
        return "this target has no number, so that no figure is close to it"
    if polarity == "neutral":
        return "this target is of an indicator of which neither way is better, so that no figure is close to it"
    return ""
