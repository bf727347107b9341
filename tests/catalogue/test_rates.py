"""Rates: percentages from counts as published, and the counts behind them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.catalogue.rates import (
    TENTH,
    comparable_between_areas,
    count_behind,
    percent,
    percent_range,
    value_from_counts,
)
from tests.support import make


@pytest.mark.parametrize(
    ("part", "whole", "digit", "expected"),
    [(1, 8, "1", "13"), (1, 8, "0.1", "12.5"), (1, 800, "0.1", "0.1"), (9, 42, "0.01", "21.43"), (0, 7, "1", "0")],
)
def test_percentage_is_rounded_half_up(part: int, whole: int, digit: str, expected: str) -> None:
    assert str(percent(part, whole, Decimal(digit))) == expected


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_percentage_is_the_nearest_whole_fraction_can_tell(part: int, whole: int) -> None:
    tenths, rest = divmod(part * 1000, whole)
    assert percent(part, whole, TENTH) == Decimal(tenths + (2 * rest >= whole)) / 10


@pytest.mark.parametrize(
    ("counts", "slack", "expected"),
    [
        (("9", "42"), "0", ("21", "21")),
        (("10", "40"), "2.5", ("18", "33")),
        (("40", "40"), "2.5", ("88", "100")),
        (("0", "1"), "2.5", ("0", "100")),
    ],
)
def test_rounded_counts_reach_to_either_side_but_not_outside_0_to_100(
    counts: tuple[str, str], slack: str, expected: tuple[str, str]
) -> None:
    numerator, denominator = map(Decimal, counts)
    assert tuple(map(str, percent_range(numerator, denominator, Decimal(slack), Decimal(1)))) == expected


@pytest.mark.parametrize(
    ("rate", "denominator", "out_of", "count"),
    [("21.4", 42, 100, 9), ("0", 42, 100, 0), ("60", 50_000, 10_000, 300), ("7.5", 100, 100, 8), ("0.5", 100, 100, 0)],
)
def test_count_behind_a_rate_is_the_nearest_whole_one(rate: str, denominator: int, out_of: int, count: int) -> None:
    assert count_behind(Decimal(rate), denominator, out_of) == count


@pytest.mark.parametrize(
    ("numerator", "denominator", "rate"),
    [
        ("9", "42", "21.4"),
        ("0", "42", "0.0"),
        ("42", "42", "100.0"),
        ("1", "1", "100.0"),
        ("1", "3", "33.3"),
        ("1", "800", "0.1"),
        ("2", "3", "66.7"),
    ],
)
def test_two_counts_give_a_percentage_to_one_place(numerator: str, denominator: str, rate: str) -> None:
    assert str(value_from_counts(Decimal(numerator), Decimal(denominator), "percent")) == rate


@pytest.mark.parametrize(
    ("numerator", "denominator", "unit"),
    [
        (Decimal(9), None, "percent"),
        (None, Decimal(42), "percent"),
        (Decimal(0), Decimal(0), "percent"),
        (Decimal(9), Decimal(0), "percent"),
        (Decimal(43), Decimal(42), "percent"),
        (Decimal(-1), Decimal(42), "percent"),
        (Decimal(1), Decimal(-42), "percent"),
        ("nine", Decimal(42), "percent"),
        (Decimal(9), Decimal(42), "per 10,000"),
        (Decimal(9), Decimal(42), "count"),
        (Decimal(9), Decimal(42), "weeks"),
    ],
)
def test_counts_that_give_no_percentage_give_none(numerator: object, denominator: object, unit: str) -> None:
    assert value_from_counts(numerator, denominator, unit) is None


@pytest.mark.parametrize(
    ("unit", "of", "name", "comparable"),
    [
        ("percent", None, "Children who are seen", True),
        ("per 10,000", None, "Looked-after children", True),
        ("weeks", None, "Time to the final order", True),
        ("days", None, "Days to a placement", True),
        ("grade", None, "Overall effectiveness", True),
        ("percentage points", None, "Gap to others", True),
        ("count", "cases per worker", "Caseload", True),
        ("count", "changes per child", "Changes of social worker", True),
        ("count", "cases", "Average caseload", True),
        ("count", "points", "Average score of the questionnaire", True),
        ("count", "children", "Children looked after", False),
        ("count", "young people", "Care leavers in higher education", False),
        ("count", "foster carers", "Approved foster carers", False),
        ("count", "children's homes", "Children's homes", False),
        ("count", "complaints per year", "Complaints", False),
        ("count", "children", "Permanent exclusions per academic year", False),
        ("count", "people", "Persons aged under 19", False),
        ("count", "children", "Operating homes", False),
        ("count", "children", "Average daily number of children", False),
    ],
)
def test_a_bare_count_can_t_be_compared_between_areas_and_a_rate_can(
    unit: str, of: str | None, name: str, comparable: bool
) -> None:
    entry = make.indicator(make.figure("2013", 1), unit=unit, name=name, **({"of": of} if of else {}))
    (indicator,) = make.catalogue(entry).indicators
    assert comparable_between_areas(indicator) is comparable


def test_of_the_shipped_counts_two_are_rates() -> None:
    counts = [indicator for indicator in make.whole().indicators if indicator.unit == "count"]
    assert [one.id for one in counts if comparable_between_areas(one)] == ["caseload", "changes-of-social-worker"]
