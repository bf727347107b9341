"""What is typed into a cell is read only where it is meant without doubt; anything else stays as typed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.entry.cell_values import CONVERTED, day, no_figure, parse_number, word


@pytest.mark.parametrize(
    ("typed", "unit", "of", "read"),
    [
        ("26", "percent", "", "26"),
        ("26.0", "percent", "", "26.0"),
        ("26%", "percent", "", "26"),
        ("26 %", "percent", "", "26"),
        ("26 per cent", "percent", "", "26"),
        ("26 Percent", "percent", "", "26"),
        ("-4.5", "percentage points", "", "-4.5"),
        ("−4.5", "percentage points", "", "-4.5"),
        ("4 percentage points", "percentage points", "", "4"),
        ("4pp", "percentage points", "", "4"),
        ("45 weeks", "weeks", "", "45"),
        ("1 week", "weeks", "", "1"),
        ("641 days", "days", "", "641"),
        ("58.2 per 10,000", "per 10,000", "", "58.2"),
        ("1,234", "count", "children", "1234"),
        ("1,234,567.8", "count", "", "1234567.8"),
        ("1,234 children", "count", "children", "1234"),
        ("12 cases per worker", "count", "cases per worker", "12"),
        ("good", "grade", "", "2"),
        ("adequate", "grade", "", "3"),
        ("inadequate", "grade", "", "4"),
        ("Outstanding", "grade", "", "1"),
        ("4", "grade", "", "4"),
    ],
)
def test_number_is_read_with_the_indicators_own_unit_and_thousands_commas(
    typed: str, unit: str, of: str, read: str
) -> None:
    found = parse_number(typed, unit, of)
    assert isinstance(found, Decimal)
    assert str(found) == read, "the digits are those typed"


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("45%", "weeks"),
        ("45 weeks", "percent"),
        ("45 weeks", ""),
        ("26%%", "percent"),
        ("about 26", "percent"),
        ("26,5", "percent"),
        ("12,34", "count"),
        ("0,123", "count"),
        ("1 234", "count"),
        ("1.234,5", "count"),
        ("1e3", "count"),
        ("٢٦", "percent"),
        ("007", "count"),
        ("26-28", "percent"),
        ("n/a", "percent"),
        ("", "percent"),
        ("adequate", "percent"),
        ("12 children", "count"),
        ("nan", "count"),
        ("Infinity", "count"),
        ("1" * 40, "count"),
    ],
)
def test_doubtful_number_stays_as_typed(typed: str, unit: str) -> None:
    assert parse_number(typed, unit) == typed
    assert isinstance(parse_number(typed, unit), str)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=3))
def test_number_keeps_every_digit(value: Decimal) -> None:
    assert str(parse_number(f"{value:f}")) == f"{value:f}"


@given(st.text(max_size=12), st.sampled_from(["percent", "weeks", "count", "grade", ""]))
def test_anything_typed_is_a_number_or_stays_as_typed(typed: str, unit: str) -> None:
    found = parse_number(typed, unit)
    assert found == typed if isinstance(found, str) else found.is_finite()


@pytest.mark.parametrize(
    "typed",
    [
        "2014-04-01",
        "1 April 2014",
        "1 april 2014",
        "1 Apr 2014",
        "1/4/2014",
        "01/04/2014",
        "1.4.2014",
        "1-4-2014",
        "1st April 2014",
        "Tuesday, 1st April, 2014",
    ],
)
def test_day_is_read_as_it_is_written_in_britain(typed: str) -> None:
    assert day(typed) == date(2014, 4, 1)


@pytest.mark.parametrize(
    "typed",
    [
        "4/13/2014",
        "1/4/14",
        "1 Marble 2014",
        "1 Ap 2014",
        "30 February 2014",
        "2014-02-30",
        "April 2014",
        "Monday 1 April 2014",
        "2014",
        "soon",
        "",
    ],
)
def test_doubtful_day_stays_as_typed(typed: str) -> None:
    assert day(typed) == typed


def test_september_may_be_short_and_may_is_not_march() -> None:
    assert day("1 Sept 2013") == date(2013, 9, 1)
    assert day("1 May 2013") == date(2013, 5, 1)


@pytest.mark.parametrize(
    ("field", "typed", "read"),
    [
        ("code", "[X]", "x"),
        ("code", "k", "low"),
        ("status", "Provisional", "provisional"),
        ("unit", "%", "percent"),
        ("unit", "Number", "count"),
        ("polarity", "Lower is better", "lower_is_better"),
        ("polarity", "neither", "neutral"),
        ("frequency", "Quarterly", "quarter"),
        ("kind", "Council Target", "council target"),
        ("comparable", "Partly", "partly"),
    ],
)
def test_word_is_read_in_the_contracts_spelling(field: str, typed: str, read: str) -> None:
    assert CONVERTED[field](typed) == read


@pytest.mark.parametrize(
    ("field", "typed"),
    [("frequency", "annual"), ("frequency", "yearly"), ("status", "neither"), ("status", "%"), ("code", "number")],
)
def test_word_with_two_meanings_or_of_another_column_stays(field: str, typed: str) -> None:
    assert CONVERTED[field](typed) == typed


def test_word_without_a_vocabulary_is_only_made_small() -> None:
    assert word("Finall") == "finall"


@pytest.mark.parametrize(
    ("numerator", "denominator", "unit", "field", "what"),
    [
        (None, None, "percent", "value", "there is no figure here; write a value, both counts, or a code"),
        (Decimal(9), None, "percent", "denominator", "there is no figure here"),
        (None, Decimal(9), "percent", "numerator", "there is no figure here"),
        ("nine", Decimal(9), "percent", "numerator", "'nine' is not a whole number; write a count such as 42"),
        (Decimal(9), "many", "percent", "denominator", "'many' is not a whole number"),
        (Decimal(-9), Decimal(9), "percent", "numerator", "'-9' is not a whole number"),
        (Decimal(0), Decimal(0), "percent", "denominator", "0 is no denominator"),
        (Decimal(10), Decimal(9), "percent", "denominator", "10 of 9 is no share"),
        (Decimal(9), Decimal(42), "count", "value", "isn't worked out in this unit"),
    ],
)
def test_counts_that_give_nothing_are_told_at_the_one_to_mend(
    numerator: object, denominator: object, unit: str, field: str, what: str
) -> None:
    name, sentence = no_figure(numerator, denominator, unit)
    assert name == field
    assert what in sentence
