"""Small numbers: counts of few people in a figure."""

from __future__ import annotations

import pytest

from metrics.analysis.small_numbers import counts_of_people, is_small
from tests.support import make
from tests.support.make import hub, indicator

Q1 = "2013/14 Q1"


@pytest.mark.parametrize(
    ("of", "value", "small"),
    [
        ("children", 5, True),
        ("children", 6, False),
        ("children", 0, False),
        ("homes", 5, False),
        ("children in homes", 5, True),
        ("children’s homes", 5, False),
        ("visits", 5, True),
    ],
)
def test_count_is_small_unless_it_is_of_things_without_doubt(of: str, value: int, small: bool) -> None:
    (an_indicator,) = make.catalogue(indicator(hub(Q1, value), unit="count", of=of)).indicators
    assert is_small(an_indicator.observations[0], an_indicator, 6) is small


def test_average_is_small_where_its_counts_are_and_not_where_its_value_is() -> None:
    lines = [hub("2012/13 Q4", 2, numerator=80, denominator=40), hub(Q1, 20, numerator=80, denominator=4)]
    (an_indicator,) = make.catalogue(indicator(*lines, unit="count", of="changes per child")).indicators
    assert [is_small(figure, an_indicator, 6) for figure in an_indicator.observations] == [False, True]


def test_people_are_each_count_what_is_left_and_those_who_are_known() -> None:
    assert counts_of_people(30, 41, 8) == [30, 41, 11, 8, 33, 3]
    assert counts_of_people(None, 41, None) == [41]
