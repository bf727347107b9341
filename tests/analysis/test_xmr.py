"""XmR charts: limits and causes of a row of numbers as Making Data Count has them, and nothing across a gap."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings

from metrics.analysis.xmr import Cause, Limits, assurance, limits, moving_ranges, runs, special_causes
from tests.support.quarterly import FIGURES, SERIES
from tests.support.spc_vectors import DIFFERENCES, MIRRORED

ROUND = Limits(Fraction(50), Fraction(41), Fraction(59), Fraction(0))
"""Limits whose two thirds are 44 and 56."""


def test_last_rising_figure_before_a_plateau_is_rising_unlike_theirs() -> None:
    assert DIFFERENCES["plateau between runs"]
    assert runs([1, 2, 3, 4, 5, 6, 7, 7, 6, 5, 4, 3, 2, 1]) == ["seven rising"] * 7 + ["seven falling"] * 7


def test_figure_on_a_limit_is_not_beyond_it_where_binary_fractions_say_so() -> None:
    assert DIFFERENCES["rounding"]
    values = [5.1, 5.1, 4.5, 4.2, 5.1, 4.2, 4.1, 4.1, 4.4, 4.9, 6.0, 4.5, 4.6, 4.6, 6.3]
    mean, moves = sum(values) / 15, [abs(after - one) for one, after in pairwise(values)]
    assert values[-1] > mean + 2.66 * sum(moves) / 14
    assert limits(values).upper == Fraction("6.3")
    assert special_causes(values, limits(values))[-1] is None


@settings(deadline=None)
@given(SERIES, FIGURES)
def test_adding_a_number_to_every_figure_moves_the_limits_by_it(values: list[Decimal], by: Decimal) -> None:
    before, after = limits(values), limits([value + by for value in values])
    moved = Fraction(by)
    assert (after.mean, after.lower, after.upper) == (before.mean + moved, before.lower + moved, before.upper + moved)
    assert after.moving_range == before.moving_range


@settings(deadline=None)
@given(SERIES)
def test_limits_stand_two_point_six_six_mean_moving_ranges_from_the_mean(values: list[Decimal]) -> None:
    found = limits(values)
    mean_move = sum(abs(after - one) for one, after in pairwise(values)) / Decimal(len(values) - 1)
    assert found.upper - found.mean == found.mean - found.lower
    assert float(found.upper - found.mean) == pytest.approx(float(mean_move) * 2.66)
    assert float(found.mean) == pytest.approx(float(sum(values)) / len(values))


@pytest.mark.parametrize(
    ("value", "cause"), [(59, None), ("59.1", "unusually high"), (41, None), ("40.9", "unusually low")]
)
def test_figure_is_unusual_only_beyond_a_limit(value: Any, cause: Cause | None) -> None:
    assert special_causes([50, Decimal(value), 50], ROUND) == [None, cause, None]


@pytest.mark.parametrize(
    ("values", "near"),
    [
        ([57, 51, 57], [0, 2]),
        ([57, 57, 51], [0, 1]),
        ([51, 57, 57], [1, 2]),
        ([57, 58, 59], [0, 1, 2]),
        ([57, 61, 57], [0, 2]),  # the one outside may be the third
        ([57, 51, 51, 57], []),  # two of four
        ([57, 49, 57], []),  # one on the other side of the mean
        ([57, 50, 57], []),  # one on the mean
        ([57, 51, 56], []),  # two thirds of the way is not beyond two thirds
        ([57, 51, 60], []),  # one outside the limit does not count
        ([57, 51, 43], []),  # near different limits
    ],
)
def test_two_of_three_near_one_limit_are_named_and_no_other(values: list[float], near: list[int]) -> None:
    found = special_causes(values, ROUND)
    upper: Cause = "two of three near the upper limit"
    assert [index for index, cause in enumerate(found) if cause == upper] == near
    assert {cause for cause in found if cause} <= {upper, "unusually high"}


def test_seven_rising_are_all_named_and_six_are_not() -> None:
    assert runs([3, 1, 2, 3, 4, 5, 6, 7, 7]) == [None, *["seven rising"] * 7, None]
    assert runs([3, 1, 2, 3, 4, 5, 6, 6]) == [None] * 8
    assert runs([9, 1, 2, 3, 4, 5, 6, 7, 8]) == [None, *["seven rising"] * 8]


def test_tie_breaks_a_run() -> None:
    assert not any(runs([1, 2, 3, 4, 4, 5, 6, 7, 8]))


def test_peak_between_two_runs_belongs_to_the_fall() -> None:
    assert runs([*range(1, 8), *range(6, 0, -1)]) == ["seven rising"] * 6 + ["seven falling"] * 7


def test_seven_on_one_side_of_the_mean_are_all_named_and_six_are_not() -> None:
    assert special_causes([49, 51, 52, 51, 52, 51, 52, 51, 49], ROUND) == [None, *["seven above the mean"] * 7, None]
    assert not any(special_causes([49, 51, 52, 51, 52, 51, 52, 49], ROUND))


def test_figure_on_the_mean_breaks_seven_on_one_side() -> None:
    assert not any(special_causes([51, 52, 51, 52, 50, 51, 52, 51, 52], ROUND))


def test_first_rule_that_matches_names_the_figure() -> None:
    found = special_causes([51, 52, 53, 57, 58, 59, 60, 57, 51, 58], ROUND)
    high: list[Cause | None] = ["unusually high"]
    near: list[Cause | None] = ["two of three near the upper limit"]
    assert found == ["seven rising"] * 6 + high + near + ["seven above the mean"] + near


@settings(deadline=None)
@given(SERIES)
def test_mirrored_series_mirrors_its_causes(values: list[Decimal]) -> None:
    mirrored = [100 - value for value in values]
    found = special_causes(values, limits(values))
    assert special_causes(mirrored, limits(mirrored)) == [MIRRORED[cause] for cause in found]


@settings(deadline=None)
@given(SERIES)
def test_adding_a_number_changes_no_cause(values: list[Decimal]) -> None:
    moved = [value + Decimal("0.1") for value in values]
    assert special_causes(moved, limits(moved)) == special_causes(values, limits(values))


@pytest.mark.parametrize(
    ("target", "higher", "lower"),
    [
        (60, "consistently misses", "consistently meets"),
        (59, "sometimes meets", "sometimes meets"),
        (50, "sometimes meets", "sometimes meets"),
        (41, "sometimes meets", "sometimes meets"),
        (40, "consistently meets", "consistently misses"),
        (None, None, None),
    ],
)
def test_assurance_follows_polarity_and_a_target_on_a_limit_is_not_beyond_it(
    target: float | None, higher: str | None, lower: str | None
) -> None:
    assert assurance(ROUND, target, "higher_is_better") == higher
    assert assurance(ROUND, target, "lower_is_better") == lower
    assert assurance(ROUND, target, "neutral") is None


def test_gap_gives_no_moving_range_and_breaks_every_row() -> None:
    assert moving_ranges([1, None, 2, 3, None]) == [(2, 3)]
    assert limits([50, 52, None, 60, 61]) == Limits(
        Fraction("55.75"), Fraction("51.76"), Fraction("59.74"), Fraction("1.5")
    )
    assert not any(runs([1, 2, 3, None, 4, 5, 6, 7]))
    assert runs([9, None, *range(7)]) == [None, None, *["seven rising"] * 7]
    assert not any(special_causes([57, None, 57, 51], ROUND))
    assert not any(special_causes([51, 52, 51, None, 52, 51, 52, 51], ROUND))
    assert special_causes([None, 60, None], ROUND) == [None, "unusually high", None]
