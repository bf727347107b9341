"""Limits to the digits that keep every figure on its side, and the periods without a number by name."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.analysis.reading import Reading
from metrics.wording import segments
from tests.support.make import reading
from tests.support.quarterly import STEADY, quarters

PER_CHILD = [Decimal(value) for value in ("1.5", "1.4", "1.6", "1.5", "1.4", "1.5")] * 2


def bounds(one: Reading) -> list[str]:
    stretch = one.variation.latest
    assert stretch.limits is not None
    names = (stretch.limits.lower, stretch.limits.mean, stretch.limits.upper)
    return [segments.bound_words(bound, one.indicator, stretch) for bound in names]


def test_limit_that_would_round_to_an_unusual_figure_has_one_digit_more() -> None:
    one = reading(*quarters([*PER_CHILD, Decimal("1.9")]), unit="count", of="changes per child")
    assert one.variation.latest_cause == "unusually high"
    assert one.variation.upper is not None
    assert round(one.variation.upper, 3) == Decimal("1.870")
    assert bounds(one) == ["1.2", "1.5", "1.87"]


def test_mean_that_would_round_onto_a_shifted_figure_has_one_digit_more() -> None:
    values = [*[Decimal("50.6"), Decimal("49.3")] * 8, *[Decimal("50.0")] * 7]
    one = reading(*quarters(values))
    assert one.variation.latest_cause == "seven above the mean"
    assert bounds(one)[1] == "49.97%"
    steady = reading(*quarters([*STEADY, 50]))
    assert bounds(steady)[1] == "50.5%"


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(0, 60).map(lambda tenths: Decimal(tenths) / 10 + 40), min_size=12, max_size=30))
def test_no_figure_is_said_to_lie_on_the_other_side_of_a_limit(values: list[Decimal]) -> None:
    one = reading(*quarters(values), unit="percentage points")
    limits = one.variation.latest.limits
    assert limits is not None
    lower, _, upper = (Fraction(words.replace("−", "-")) for words in bounds(one))
    for value in map(Fraction, values):
        assert (value > limits.upper) == (value > upper)
        assert (value < limits.lower) == (value < lower)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([50, 51], ""),
        ([50, None, 51], "July to September 2010 is missing"),
        ([50, None, None, None, 51, None, 50], "July 2010 to March 2011 and July to September 2011 are missing"),
        ([50, "low", "c", 51], "October to December 2010 is not shown; July to September 2010 has no number"),
    ],
)
def test_periods_without_a_number_are_named_with_what_they_lack(values: list[Any], words: str) -> None:
    assert segments.gaps_words(reading(*quarters(values)).variation.latest) == words
