"""How far chance reaches: Wilson's and Newcombe's intervals as published, and only where they may be used."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.analysis.confidence import Counts, difference, difference_from_rate, interval, newcombe, wilson
from tests.support.make import counted, figure, reading

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


# Counts that are rounded, not all known, or lent


def test_rounded_counts_reach_from_the_lowest_share_to_the_highest() -> None:
    assert list(Counts(8500, 81770, rounded_to=10).extremes()) == [(8495, 81775), (8505, 81765)]
    assert list(Counts(9, 42).extremes()) == [(9, 42)]
    assert next(iter(Counts(0, 10, rounded_to=10).extremes()))[0] == 0, "nobody is fewer than none"
    low, high = Counts(10, 10, rounded_to=10).extremes()
    assert (low, high[0] / high[1]) == ((5, 15), 1), "no share is above all"


def test_difference_of_rounded_counts_reaches_as_far_as_either_extreme() -> None:
    """30 of 60 and 30 of 100: apart as exact counts; where the 30 is anything from 25 to 35, not."""
    exact = difference(Counts(30, 60), Counts(30, 100))
    assert (exact.low, exact.high) == pytest.approx((4.43, 34.70), abs=0.005)
    assert exact.beyond_chance
    rounded = difference(Counts(30, 60), Counts(30, 100, rounded_to=10))
    assert (rounded.low, rounded.high) == (newcombe(30, 60, 35, 95).low, newcombe(30, 60, 25, 105).high)
    assert (rounded.low, rounded.high) == pytest.approx((-2.69, 40.38), abs=0.005)
    assert not rounded.beyond_chance


@pytest.mark.parametrize(
    ("numerator", "low", "high", "beyond"),
    [(70, 0.95, 7.09, True), (66, 0.22, 6.21, True), (52, -2.30, 3.12, False)],
)
def test_rate_without_counts_is_fixed_and_wilsons_interval_decides(
    numerator: int, low: float, high: float, beyond: bool
) -> None:
    """Of 495 against 10.4%."""
    found = difference_from_rate(Counts(numerator, 495), Decimal("10.4"))
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.005)
    bounds = wilson(numerator, 495)
    assert (found.low, found.high) == pytest.approx((bounds[0] - 10.4, bounds[1] - 10.4))
    assert found.beyond_chance is beyond


def test_rounded_counts_against_a_fixed_rate_reach_as_far_as_either_extreme() -> None:
    found = difference_from_rate(Counts(70, 500, rounded_to=10), Decimal(10))
    assert (found.low, found.high) == pytest.approx((wilson(65, 505)[0] - 10, wilson(75, 495)[1] - 10))
    assert found.low < difference_from_rate(Counts(70, 500), Decimal(10)).low


def test_counts_among_the_known_leave_out_whose_status_is_not_known() -> None:
    assert Counts(71, 151, unknown=5).known == Counts(71, 146)
    assert Counts(710, 1510, 50, rounded_to=10).known == Counts(710, 1460, rounded_to=10)
    assert Counts(71, 151).known is None
    assert Counts(71, 151, unknown=0).known is None
    assert Counts(0, 5, unknown=5).known is None, "nobody is known"


def counts(line: dict[str, Any], *published: dict[str, Any], **keys: Any) -> Counts | None:
    return reading(line, own_series=list(published), **keys).counts


PUBLISHED = {"source": "law", "numerator": 9, "denominator": 42}


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [("21", "21.4"), ("21.4", "21.4"), ("21.43", "21.4"), ("21.4", "21")],
)
def test_published_figure_lends_its_counts_to_the_same_figure_of_the_council(ours: str, theirs: str) -> None:
    found = counts(figure(Q1, ours), figure(Q1, theirs, unknown=2, **PUBLISHED))
    assert found is not None
    assert (found.numerator, found.denominator, found.unknown, found.rounded_to) == (9, 42, 2, 1)
    assert found.lender is not None
    assert (found.lender.source, found.lender.value) == ("law", Decimal(theirs))


@pytest.mark.parametrize(
    "other",
    [
        figure(Q1, "20.0", numerator=8, denominator=40, source="law"),  # another value
        figure(Q1, "21.6", numerator=8, denominator=37, source="law"),  # 22% to the digits of 21%
        figure(Q4, "21.4", **PUBLISHED),  # another period
        figure(Q1, "21.4", group="care leavers", **PUBLISHED),  # another group
        figure(Q1, "21.4", comparable="partly", why="at 19", **PUBLISHED),
        figure(Q1, "21.4", comparable="no", why="at 19", **PUBLISHED),
        figure(Q1, "21.4", source="law"),  # no counts of its own
    ],
)
def test_figure_of_another_thing_lends_nothing(other: dict[str, Any]) -> None:
    assert counts(figure(Q1, 21), other) is None


def test_figure_with_counts_of_its_own_borrows_none() -> None:
    found = counts(counted(Q1, 90, 420), figure(Q1, "21.4", **PUBLISHED))
    assert found == Counts(90, 420)
    assert counts(figure(Q1, 9), figure(Q1, 9, **PUBLISHED), unit="count", of="children") is None


def test_rounded_counts_are_lent_as_rounded() -> None:
    lender = figure(Q1, "21.4", source="law", numerator=90, denominator=420, counts_rounded_to=10)
    found = counts(figure(Q1, 21), lender)
    assert found is not None
    assert (found.rounded_to, found.exact) == (10, False)
