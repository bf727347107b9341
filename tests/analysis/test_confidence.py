"""How far chance reaches: Wilson's and Newcombe's intervals as published, and only where they may be used."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.analysis.confidence import difference, interval, newcombe, wilson
from tests.support.make import comparator, figure, reading

Q4, Q1 = "2012/13 Q4", "2013/14 Q1"

# One share


@pytest.mark.parametrize(
    ("numerator", "denominator", "low", "high"),
    [
        (81, 263, 25.527, 36.625),  # Newcombe, Statistics in Medicine 17 (1998), Table I, method 3
        (15, 148, 6.238, 16.054),
        (0, 20, 0.0, 16.113),
        (1, 29, 0.6113, 17.176),
    ],
)
def test_wilson_interval_is_as_published(numerator: int, denominator: int, low: float, high: float) -> None:
    assert wilson(numerator, denominator) == pytest.approx((low, high), abs=0.006)


def test_wilson_interval_solves_its_own_equation() -> None:
    """Each bound p is where the count lies 1.96 standard errors away: (x/n - p)^2 = z^2 p (1 - p) / n."""
    for bound in wilson(9, 42):
        p = bound / 100
        assert (9 / 42 - p) ** 2 == pytest.approx(1.959964**2 * p * (1 - p) / 42, rel=1e-6)
    assert wilson(9, 42) == pytest.approx((11.7, 35.9), abs=0.05)


@given(st.integers(1, 100_000).flatmap(lambda most: st.tuples(st.integers(0, most), st.just(most))))
def test_wilson_interval_holds_its_share_and_stays_a_percentage(counts: tuple[int, int]) -> None:
    numerator, denominator = counts
    low, high = wilson(numerator, denominator)
    assert 0 <= low <= numerator / denominator * 100 + 1e-9
    assert numerator / denominator * 100 - 1e-9 <= high <= 100


def bounds(unit: str = "percent", **keys: Any) -> tuple[float, float] | None:
    one = reading(figure(Q1, keys.pop("value", "21.4"), **keys), unit=unit)
    assert one.latest is not None
    return interval(one.indicator, one.latest)


def test_interval_needs_exact_counts_of_a_percentage() -> None:
    assert bounds(numerator=9, denominator=42) == wilson(9, 42)
    assert bounds() is None
    assert bounds(value="14", numerator=100, denominator=740, counts_rounded_to=10) is None
    assert bounds("per 10,000", numerator=9, denominator=42) is None


# Two shares


@pytest.mark.parametrize(
    ("counts", "low", "high", "apart"),
    [
        ((56, 70, 48, 80), 5.24, 33.39, True),
        ((9, 10, 3, 10), 17.05, 80.90, True),
        ((6, 7, 2, 7), 5.82, 80.62, True),
        ((5, 56, 0, 29), -3.81, 19.26, False),
        ((0, 10, 0, 20), -16.11, 27.75, False),
        ((0, 10, 0, 10), -27.75, 27.75, False),
        ((10, 10, 0, 20), 67.91, 100, True),
        ((10, 10, 0, 10), 60.75, 100, True),
    ],
)
def test_interval_of_a_difference_is_newcombe_s(
    counts: tuple[int, int, int, int], low: float, high: float, apart: bool
) -> None:
    """Newcombe 1998, Table II, contrasts (a) to (h), method 10."""
    found = newcombe(*counts)
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.005)
    assert found.beyond_chance is apart


COUNTS = st.integers(1, 200).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@settings(deadline=None)
@given(COUNTS, COUNTS)
def test_difference_turned_round_changes_only_its_sign(one: tuple[int, int], other: tuple[int, int]) -> None:
    found, turned = newcombe(*one, *other), newcombe(*other, *one)
    assert (turned.low, turned.high) == pytest.approx((-found.high, -found.low))
    assert -100 <= found.low <= 100 * one[0] / one[1] - 100 * other[0] / other[1] + 1e-9
    assert found.low <= found.high <= 100
    assert found.beyond_chance == turned.beyond_chance


@settings(deadline=None)
@given(COUNTS)
def test_proportion_does_not_differ_from_itself(counts: tuple[int, int]) -> None:
    assert not newcombe(*counts, *counts).beyond_chance


def test_interval_never_leaves_a_hundred_points_by_rounding() -> None:
    assert newcombe(0, 1, 25, 25).low == -100
    assert newcombe(25, 25, 0, 1).high == 100


# What may be compared


def counted(period: str, numerator: int, denominator: int, **keys: Any) -> dict[str, Any]:
    return figure(period, round(100 * numerator / denominator, 1), numerator=numerator, denominator=denominator, **keys)


def test_change_is_judged_by_the_interval_of_the_difference() -> None:
    falls = reading(counted(Q4, 20, 40), counted(Q1, 9, 42))
    assert falls.chance_since == newcombe(9, 42, 20, 40)
    assert falls.chance_since.beyond_chance
    slips = reading(counted(Q4, 12, 40), counted(Q1, 9, 42)).chance_since
    assert slips is not None
    assert not slips.beyond_chance


def test_change_without_exact_counts_of_both_figures_is_not_judged() -> None:
    assert reading(figure(Q4, 30), counted(Q1, 9, 42)).chance_since is None
    assert reading(counted(Q4, 12, 40), figure(Q1, 21)).chance_since is None
    assert reading(counted(Q4, 200, 400, counts_rounded_to=5), counted(Q1, 9, 42)).chance_since is None
    assert reading(counted(Q4, 12, 40), figure(Q1, code="c")).chance_since is None


def test_unlike_figures_are_never_judged() -> None:
    assert reading(counted(Q4, 30, 40), counted(Q1, 9, 42, break_before="new definition")).chance_since is None
    assert reading(counted("2012/13 financial year", 30, 40), counted(Q1, 9, 42)).chance_since is None


def test_figures_that_count_the_same_days_are_not_judged() -> None:
    overlapping = reading(counted("year to 30 June 2012", 30, 40), counted("year to 30 September 2012", 9, 42))
    assert overlapping.change is not None
    assert overlapping.chance_since is None
    apart = reading(counted("year to 30 June 2012", 30, 40), counted("year to 30 June 2013", 9, 42))
    assert apart.chance_since is not None


ENGLAND = {"numerator": 708, "denominator": 4853}


def test_distance_to_a_like_for_like_comparator_of_the_same_period_is_judged() -> None:
    one = reading(counted(Q1, 9, 42), comparators=[comparator(Q1, "14.6", **ENGLAND)])
    assert one.chance_against == newcombe(9, 42, 708, 4853)


@pytest.mark.parametrize(
    "other",
    [
        comparator(Q4, "14.6", **ENGLAND),
        comparator(Q1, "14.6", comparable="partly", why="another count", **ENGLAND),
        comparator(Q1, "14.6", group="care leavers", **ENGLAND),
        comparator(Q1, "14.6"),
        comparator(Q1, "14.6", counts_rounded_to=10, numerator=710, denominator=4850),
    ],
)
def test_unlike_or_uncounted_comparator_is_not_judged(other: dict[str, Any]) -> None:
    assert reading(counted(Q1, 9, 42), comparators=[other]).chance_against is None


def test_neither_way_better_is_still_judged_for_chance() -> None:
    one = reading(counted(Q4, 20, 40), counted(Q1, 9, 42), polarity="neutral")
    assert one.chance_since is not None


def test_difference_of_another_unit_is_not_judged() -> None:
    one = reading(figure(Q4, 30, numerator=12, denominator=40), figure(Q1, 21), unit="count", of="children")
    assert difference(one.indicator, one.outcomes[0], one.outcomes[0]) is None
