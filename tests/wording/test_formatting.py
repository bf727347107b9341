"""Values, sizes, periods, codes and markers in words: units, singular and plural, the digits as they are written."""

from datetime import date
from decimal import Decimal

import pytest

from metrics.catalogue.models import Indicator
from metrics.catalogue.period import parse
from metrics.wording import formatting
from tests.support.make import TODAY, catalogue, figure, indicator, predicted, real, revised

Q4, Q1, Q2 = "2012/13 Q4", "2013/14 Q1", "2013/14 Q2"


def made(*observations: dict, **keys: object) -> Indicator:
    return catalogue(indicator(*observations, **keys)).indicators[0]


def worded(value: str, **keys: object) -> str:
    one = made(figure(Q1, value), **keys)
    return formatting.value_words(Decimal(value), one)


@pytest.mark.parametrize(
    ("value", "unit", "of", "words"),
    [
        ("87.5", "percent", None, "87.5%"),
        ("9.0", "percent", None, "9.0%"),
        ("46", "weeks", None, "46 weeks"),
        ("1", "weeks", None, "1 week"),
        ("0", "weeks", None, "0 weeks"),
        ("1.5", "weeks", None, "1.5 weeks"),
        ("1", "days", None, "1 day"),
        ("28", "days", None, "28 days"),
        ("65000", "count", "children", "65,000 children"),
        ("1", "count", "children", "1 child"),
        ("1", "count", "young people", "1 young person"),
        ("1", "count", "providers", "1 provider"),
        ("0", "count", "children", "0 children"),
        ("90.2", "per 10,000", None, "90.2 per 10,000"),
        ("-4.5", "percentage points", None, "−4.5 percentage points"),
        ("1", "grade", None, "outstanding"),
        ("2", "grade", None, "good"),
        ("3", "grade", None, "adequate"),
        ("4", "grade", None, "inadequate"),
    ],
)
def test_value_is_said_with_its_unit_in_the_number_that_fits(value, unit, of, words):
    assert worded(value, unit=unit, of=of) == words


@pytest.mark.parametrize(
    ("size", "unit", "words"),
    [
        ("-4", "percent", "4 percentage points"),
        ("1", "percent", "1 percentage point"),
        ("1.0", "percent", "1 percentage point"),
        ("-12.5", "percent", "12.5 percentage points"),
        ("-7", "weeks", "7 weeks"),
        ("-1", "weeks", "1 week"),
        ("1", "days", "1 day"),
        ("-2", "count", "2"),
        ("0.3", "per 10,000", "0.3"),
    ],
)
def test_size_of_a_difference_has_no_sign_and_no_percent_sign(size, unit, words):
    assert formatting.size_words(Decimal(size), made(figure(Q1, 3), unit=unit, of="children")) == words


def test_negative_number_has_a_minus_sign_and_no_hyphen():
    assert formatting.number(Decimal("-1234.50")) == "−1,234.50"
    assert formatting.cell(made(figure(Q1, "-4.5"), unit="percentage points").observations[0]) == "−4.5"


def test_digits_stay_as_they_are_written():
    assert [formatting.number(Decimal(value)) for value in ("9", "9.0", "9.00", "11.36")] == [
        "9",
        "9.0",
        "9.00",
        "11.36",
    ]


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2013/14 Q1", "in April to June 2013"),
        ("2011/12 academic year", "in the school year 2011/12"),
        ("2012/13 financial year", "in the year to March 2013"),
        ("June 2013", "in June 2013"),
        ("31 March 2013", "at 31 March 2013"),
        ("2011", "in 2011"),
        ("year to 30 September 2013", "in the year to 30 September 2013"),
        ("undated: latest reported", "(latest reported; no date given)"),
        ("undated: no date given", "(no date given)"),
    ],
)
def test_period_takes_the_preposition_of_its_kind(period, words):
    assert formatting.in_the_period(parse(period)) == words


def test_months_of_a_quarter_are_named():
    assert formatting.months_of(parse("2013/14 Q1")) == "April to June 2013"
    assert formatting.months_of(parse("2012/13 Q4")) == "January to March 2013"
    assert formatting.months_of(parse("June 2013")) == ""


def test_due_words_say_period_day_and_whether_it_is_past():
    due = parse(Q2), date(2013, 10, 30)
    assert formatting.due_words(due, date(2013, 10, 30)) == "July to September 2013, due by 30 October 2013"
    assert formatting.due_words(due, date(2013, 10, 31)).endswith("(overdue)")
    assert formatting.due_words(None, TODAY) == "no date is set for the next figure"


def test_markers_are_those_of_the_key():
    every = made(
        figure("2012/13 Q3", 30, status="provisional", marker="u", break_before="new definition"),
        figure(Q4, 30, status="approximate"),
        revised(Q4, 31),
        predicted(Q2, 20),
    )
    assert [formatting.marker(one) for one in every.observations] == ["[p] [b] [u]", "[e]", "[r]", "[f]"]
    assert {word.strip("[]") for one in every.observations for word in formatting.marker(one).split()} == set(
        formatting.MARKERS
    )


def test_one_of_anything_in_the_file_is_said_in_the_singular():
    homes = real("childrens-homes")
    assert homes.latest is not None
    assert formatting.figure_words(homes.latest, homes.indicator) == "1 children's home"


@pytest.mark.parametrize(
    ("size", "words"), [(812, "812 bytes"), (14_300, "14 kB"), (999_499, "999 kB"), (999_500, "1.0 MB")]
)
def test_size_of_a_download_is_said_in_bytes_kilobytes_or_megabytes(size, words):
    assert formatting.size_of_file(size) == words


@pytest.mark.parametrize(
    ("label", "words", "short"),
    [
        ("2013/14 Q1", "April to June 2013", "Apr–Jun 2013"),
        ("2011/12 academic year", "school year 2011/12", "2011/12"),
        ("2012/13 financial year", "year to March 2013", "Mar 2013"),
        ("2011", "2011", "2011"),
        ("June 2013", "June 2013", "Jun 2013"),
        ("30 September 2011", "30 September 2011", "Sep 2011"),
        ("year to 30 September 2013", "year to 30 September 2013", "Sep 2013"),
        ("undated: latest reported", "latest reported; no date given", "latest reported; no date given"),
    ],
)
def test_period_is_said_as_a_reader_would_say_it(label, words, short):
    period = parse(label)
    assert (formatting.reader_period(period), formatting.short_period(period)) == (words, short)


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("2024/25 financial year", "in the year to March 2025"),
        ("2024/25 academic year", "in the school year 2024/25"),
        ("year to 30 September 2025", "in the year to 30 September 2025"),
        ("30 September 2025", "at 30 September 2025"),
        ("2024", "in 2024"),
        ("undated: latest reported", "(latest reported; no date given)"),
    ],
)
def test_readers_period_takes_article_and_preposition(label, words):
    assert formatting.in_the_period(parse(label)) == words
