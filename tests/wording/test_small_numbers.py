"""What is said of small numbers: counts, what one is worth, how far chance reaches, whether two differ."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.analysis.reading import Reading
from metrics.wording import small_numbers
from tests.support.make import comparator, counted, figure, reading
from tests.support.quarterly import STEADY, quarters

Q4, Q1 = "2012/13 Q4", "2013/14 Q1"
HIGHER = {"polarity": "higher_is_better"}


# What one is worth


@pytest.mark.parametrize(
    ("keys", "one", "many"),
    [
        ({}, "one child", "42 children"),
        ({"name": "Care leavers in work", "group": "care leavers"}, "one care leaver", "42 care leavers"),
        ({"name": "Young people over 16 in work"}, "one young person", "42 young people"),
        ({"name": "Pathway plan reviews held on time"}, "one review", "42 reviews"),
        ({"name": "Looked-after children’s reviews held on time"}, "one review", "42 reviews"),
        ({"name": "Personal education plans of good quality"}, "one plan", "42 plans"),
        (
            {"name": "Looked-after children and care leavers told how to complain"},
            "one child or care leaver",
            "42 children and care leavers",
        ),
        ({"name": "Told in time", "of": "young people"}, "one young person", "42 young people"),
        ({"name": "Told in time", "of": "letters"}, "one letter", "42 letters"),
        ({"name": "Told in time", "group": "pupils"}, "one is", "42 counted"),
    ],
)
def test_noun_is_what_the_percentage_counts(keys: dict[str, Any], one: str, many: str) -> None:
    words = small_numbers.small_numbers(reading(figure(Q1, "21.4", numerator=9, denominator=42), **keys))
    assert words.startswith(f"9 of 42; {one} ")
    assert f"With {many}, the true rate" in words


def test_one_person_counted_is_said_in_the_singular() -> None:
    words = small_numbers.small_numbers(reading(figure(Q1, 100, numerator=1, denominator=1)))
    assert words.startswith("1 of 1; one child is 100.0 percentage points. With 1 child, the true rate")


def test_interval_is_rounded_outwards_and_finer_where_it_is_narrow() -> None:
    assert small_numbers.reach_words((11.7, 35.9)) == ("11%", "36%")
    assert small_numbers.reach_words((13.62, 15.61)) == ("13.6%", "15.7%")
    assert small_numbers.reach_words((0.0, 100.0)) == ("0%", "100%")


@given(st.floats(0, 100), st.floats(0, 100))
def test_words_of_an_interval_never_leave_a_part_of_it_out(one: float, other: float) -> None:
    low, high = sorted((one, other))
    told = [float(words.removesuffix("%")) for words in small_numbers.reach_words((low, high))]
    assert told[0] <= low + 1e-6
    assert told[1] >= high - 1e-6


# Whether two figures differ


def test_change_is_more_or_no_more_than_chance_alone_explains() -> None:
    falls = small_numbers.difference_words(reading(counted(Q4, 20, 40), counted(Q1, 9, 42)))
    assert falls == [
        "The change since January to March 2013 is more than chance explains (−46.3 to −7.8 percentage points)."
    ]
    slips = small_numbers.difference_words(reading(counted(Q4, 12, 40), counted(Q1, 9, 42)))
    assert slips == [
        "The change since January to March 2013 is no more than chance explains (−26.8 to +10.2 percentage points)."
    ]


def test_distance_to_the_comparator_is_more_or_no_more_than_chance_alone_explains() -> None:
    england = comparator(Q1, "14.6", numerator=708, denominator=4853)
    assert small_numbers.difference_words(reading(counted(Q1, 9, 42), comparators=[england])) == [
        "The distance to England is no more than chance explains (−2.9 to +21.4 percentage points)."
    ]
    assert small_numbers.difference_words(reading(counted(Q1, 20, 42), comparators=[england])) == [
        "The distance to England is more than chance explains (+18.7 to +47.7 percentage points)."
    ]


def test_rate_without_counts_is_set_beside_wilsons_interval() -> None:
    one = reading(counted(Q1, 70, 495), comparators=[comparator(Q1, "10.4")])
    assert small_numbers.difference_words(one) == [
        "The distance to England is more than chance explains (+0.9 to +7.1 percentage points)."
    ]


def test_difference_that_only_the_unknown_make_says_both_intervals() -> None:
    one = reading(counted(Q4, 71, 151, unknown=5), counted(Q1, 56, 160, unknown=14))
    assert small_numbers.difference_words(one) == [
        "The change since January to March 2013 is more than chance explains among all (−22.6 to "
        "−1.1 percentage points), "
        "and no more among those whose status is known (−21.3 to +1.1): too few to tell."
    ]


def test_distance_of_less_than_one_person_is_said_without_an_interval() -> None:
    one = reading(counted(Q1, 29, 42), comparators=[comparator(Q1, "70.8")])
    assert small_numbers.difference_words(one) == ["The distance to England is less than one child."]


@pytest.mark.parametrize(
    "one",
    [
        reading(counted(Q4, 9, 42), counted(Q1, 9, 42)),  # nothing changed
        reading(counted(Q4, 20, 40), counted(Q1, 9, 42), polarity="neutral"),
        reading(figure(Q4, 50), figure(Q1, 21), comparators=[comparator(Q1, 20)]),
        reading(counted(Q1, 9, 42), comparators=[comparator(Q4, 10)]),
    ],
)
def test_nothing_is_said_of_chance_where_nothing_is_tested(one: Reading) -> None:
    assert small_numbers.difference_words(one) == []


def test_nothing_is_said_of_the_chance_of_a_step_beside_limits() -> None:
    counts = {f"at_{place}": {"numerator": 100 * value, "denominator": 10_000} for place, value in enumerate(STEADY)}
    one = reading(*quarters(STEADY, **counts))
    assert one.step is not None
    assert one.step.strength == "tested"
    assert small_numbers.difference_words(one) == []


def test_rounded_counts_tell_a_difference_at_both_extremes_and_nothing_else() -> None:
    one = reading(counted(Q4, 200, 400), counted(Q1, 100, 400, counts_rounded_to=5))
    assert small_numbers.small_numbers(one) == (
        "The change since January to March 2013 is more than chance explains (−32.0 to −17.6 percentage points)."
    )
    close = reading(counted(Q4, 30, 100, counts_rounded_to=10), counted(Q1, 30, 60))
    assert small_numbers.difference_words(close) == [
        "The change since January to March 2013 is no more than chance explains (−2.7 to +40.4 percentage points)."
    ]


def test_undated_change_of_one_paragraph_is_said_without_a_period() -> None:
    one = reading(counted("undated: earlier", 20, 40), counted("undated: latest", 9, 42))
    assert small_numbers.difference_words(one) == [
        "The change is more than chance explains (−46.3 to −7.8 percentage points)."
    ]


def test_known_that_say_the_opposite_or_nothing_are_told_as_that() -> None:
    other = comparator(Q1, 40, numerator=4000, denominator=10_000, unknown=6000)
    told = " ".join(small_numbers.difference_words(reading(counted(Q1, 30, 40, unknown=0), comparators=[other])))
    assert "the other way round among those whose status is known (−40.2 to −14.2): too few to tell" in told
    nobody = " ".join(small_numbers.difference_words(reading(counted(Q4, 30, 60), counted(Q1, 0, 60, unknown=60))))
    assert "nobody's status is known: too few to tell" in nobody
    assert "100.0" not in nobody
