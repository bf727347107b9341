"""Mean and median of the statistical neighbours: over which of them, to which decimals, and when there is none."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest

from metrics.catalogue.field_types import Statistic
from metrics.ees_import import neighbour_average
from tests.support.published_files import (
    BASE,
    entries,
    only,
    row,
    table,
    take,
    told,
    towns,
)


def average(*percents: str, statistic: Statistic = "mean") -> Any:
    return take(table([row("England", percent="50"), *towns(*percents)]), statistic=statistic)


@pytest.mark.parametrize(
    ("percents", "statistic", "value", "note"),
    [
        (("80", "90", "84", "85", "91"), "mean", "86", "the mean of 5 of 5 authorities' figures as published."),
        (("80", "90", "84", "85", "91"), "median", "85", "the median of 5 of 5 authorities' figures as published."),
        (("80", "90", "84", "85"), "median", "84.5", "the median of 4 of 5 .* Left out: Elton \\(no row\\)."),
        (("80", "c", "84", "85", "91"), "mean", "85", "the mean of 4 of 5 .* Left out: Barton \\(c\\)."),
        (("80", "c", "k", "85", "91"), "mean", "85.3", "3 of 5 .* Left out: Barton \\(c\\) and Carton \\(low\\)."),
        (("80.5", "u", "", "85.25", "91"), "mean", "85.58", "Left out: Barton \\(u\\) and Carton \\(blank\\)."),
        (("66.6666666667", "33.3333333333", "50", "41.2", "10"), "mean", "40.24", "5 of 5"),
        (("66.6666666667", "33.3333333333", "41.1111111111", "1", "2"), "median", "33.333", "5 of 5"),
        (("90", "90", "90"), "mean", "90", "3 of 5"),
        (("0", "0", "1"), "mean", "0.3", "Left out: Dalton \\(no row\\) and Elton \\(no row\\)."),
    ],
)
def test_neighbours_are_averaged_over_those_that_are_shown(
    percents: tuple[str, ...], statistic: Statistic, value: str, note: str
) -> None:
    one = entries(average(*percents, statistic=statistic))[-1]
    assert one["value"] == Decimal(value)
    assert str(one["value"]) == value, "one decimal more than most are published to, and no more"
    assert (one["area"], one["model"], one["statistic"]) == ("Statistical neighbours", "May 2025 model", statistic)
    assert re.search(note, one["note"])


@pytest.mark.parametrize("percents", [("80", "90", "c", "c", "c"), ("80",), ("c", "c", "c", "c", "c")])
def test_fewer_than_three_are_no_average(percents: tuple[str, ...]) -> None:
    found = average(*percents)
    assert [one[0] for one in told(found)] == ["England"]
    (few,) = [one for one in found.messages if "too few for a mean" in one]
    assert few.startswith("Not in education, employment or training: only")
    assert "neighbours (May 2025 model) have a figure in 2024/25, too few" in few


def test_no_neighbours_are_taken_where_none_are_asked_for() -> None:
    found = take(table(BASE), model=None)
    assert [one[0] for one in told(found)] == ["England", "South East"]


def test_a_neighbour_that_is_no_number_is_a_fault_at_its_row() -> None:
    assert only(average("80", "many", "84", "85")) == (
        "file.csv, row 4: column child_percent: 'many' is neither a number nor one of the codes "
        "c, k, low, u, x, z, ':' and '~'"
    )


def test_an_average_has_one_decimal_more_than_most_of_its_figures() -> None:
    figures = [Decimal(text) for text in ("1", "2", "4")]
    assert neighbour_average.average(figures, "mean") == Decimal("2.3")
    assert neighbour_average.average(figures, "median") == Decimal(2)
    assert str(neighbour_average.average([Decimal("10"), Decimal("20"), Decimal("30")], "mean")) == "20"
