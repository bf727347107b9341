"""Series of quarters: steady figures, periods in a row, and figures as a data file holds them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from metrics.catalogue.period import Period, following, parse
from tests.support.make import figure

STEADY = (50, 52, 49, 51, 50, 53, 48, 51, 50, 52, 49, 51)
FIGURES = st.one_of(
    st.integers(0, 8),  # many ties and runs
    st.integers(0, 1000),
).map(lambda number: Decimal(number) / 10)
SERIES = st.lists(FIGURES, min_size=12, max_size=40)


def periods(count: int, first: str = "2010/11 Q1") -> list[Period]:
    found = [parse(first)]
    while len(found) < count:
        after = following(found[-1])
        assert after is not None
        found.append(after)
    return found


REBASED = {"rebase_before": {"reason": "new team", "by": "head of service", "on": date(2013, 9, 1)}}


def quarters(values: Any, first: str = "2010/11 Q1", **keys: Any) -> list[dict[str, Any]]:
    """One figure a quarter; None leaves the quarter out, a letter is its code. ``keys``: more of one, by its place."""
    found = []
    for place, (period, value) in enumerate(zip(periods(len(values), first), values, strict=True)):
        more = keys.get(f"at_{place}", {})
        if isinstance(value, str):
            found.append(figure(period.label, code=value, **more))
        elif value is not None:
            found.append(figure(period.label, value, **more))
    return found
