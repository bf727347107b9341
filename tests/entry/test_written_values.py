"""A value that is written with more than a number is read with what it says, and that is told; the rest is refused."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from metrics.entry.rows import Row
from metrics.entry.written_values import take_written


def taken(text: str, unit: str = "percent", **cells: str) -> tuple[dict[str, Any], list[str]]:
    row = Row("figure", {"value": text, **cells}, "row 2", {"value": "row 2, column C"})
    entry: dict[str, Any] = {"value": text, **cells}
    told = list(take_written(row, entry, unit, ""))
    return entry, told


COUNTS = {"numerator": Decimal(52), "denominator": Decimal(209)}


@pytest.mark.parametrize(
    ("text", "entry", "said"),
    [
        ("52/209", COUNTS, "52 of 209"),
        ("52 of 209", COUNTS, "52 of 209"),
        ("52 out of 209", COUNTS, "52 of 209"),
        ("24.9% (52/209)", COUNTS | {"value": Decimal("24.9")}, "24.9%, 52 of 209"),
        ("52/209 (24.9%)", COUNTS | {"value": Decimal("24.9")}, "24.9%, 52 of 209"),
        ("24.9 - 52/209", COUNTS | {"value": Decimal("24.9")}, "24.9, 52 of 209"),
        ("1,052/2,209", {"numerator": Decimal(1052), "denominator": Decimal(2209)}, "1052 of 2209"),
        ("89.5 (p)", {"value": Decimal("89.5"), "status": "provisional"}, "89.5, provisional"),
        ("89.5% [P]", {"value": Decimal("89.5"), "status": "provisional"}, "89.5%, provisional"),
        ("89.5 (prov.)", {"value": Decimal("89.5"), "status": "provisional"}, "89.5, provisional"),
        ("52/209 (p)", COUNTS | {"status": "provisional"}, "52 of 209, provisional"),
    ],
)
def test_what_a_value_says_is_read_and_told(text: str, entry: dict[str, Any], said: str) -> None:
    assert taken(text) == (entry, [f"row 2, column C (Value): “{text}” is read as {said}"])


@pytest.mark.parametrize("text", ["2013/14", "52/0", "c.40", "1 in 4", "£1", "89.5*", "52//209", "soon"])
def test_what_may_be_something_else_stays_as_it_is(text: str) -> None:
    assert taken(text) == ({"value": text}, [])


def test_counts_are_only_of_percentages_without_counts_of_their_own() -> None:
    assert taken("52/209", "count") == ({"value": "52/209"}, [])
    assert taken("52/209", numerator="52") == ({"value": "52/209", "numerator": "52"}, [])
