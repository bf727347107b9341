"""Periods: read as a person writes them, ordered by last day, and never guessed."""

from calendar import monthrange
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.catalogue.period import (
    MONTHS,
    Period,
    PeriodError,
    academic_year,
    as_at,
    calendar_year,
    containing,
    financial_year,
    following,
    from_iso,
    is_over,
    month,
    parse,
    preceding,
    quarter,
    undated,
    year_to,
)

YEARS = st.integers(1000, 2997)
DAYS = st.dates(date(1001, 1, 1), date(2998, 12, 31))
WORDS = st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=12)
STEPPED = st.one_of(
    st.builds(academic_year, YEARS),
    st.builds(financial_year, YEARS),
    st.builds(calendar_year, YEARS),
    st.builds(quarter, YEARS, st.integers(1, 4)),
    st.builds(month, YEARS, st.integers(1, 12)),
)
DATED = st.one_of(STEPPED, st.builds(as_at, DAYS), st.builds(year_to, DAYS))
UNDATED = st.lists(WORDS, min_size=1, max_size=4).map(" ".join).map(undated)

FORMS = [
    ("2011/12 academic year", "academic year", (2011, 9, 1), (2012, 8, 31), "2011/12 academic year"),
    ("2011/12 academic", "academic year", (2011, 9, 1), (2012, 8, 31), "2011/12 academic year"),
    ("1999/00 academic year", "academic year", (1999, 9, 1), (2000, 8, 31), "1999/00 academic year"),
    ("2012/13 financial year", "financial year", (2012, 4, 1), (2013, 3, 31), "2012/13 financial year"),
    ("2012-13 financial year", "financial year", (2012, 4, 1), (2013, 3, 31), "2012/13 financial year"),
    ("2012/2013 financial year", "financial year", (2012, 4, 1), (2013, 3, 31), "2012/13 financial year"),
    ("2013/14 Q1", "quarter", (2013, 4, 1), (2013, 6, 30), "2013/14 Q1"),
    ("2013/14 Q2", "quarter", (2013, 7, 1), (2013, 9, 30), "2013/14 Q2"),
    ("2013/14 Q3", "quarter", (2013, 10, 1), (2013, 12, 31), "2013/14 Q3"),
    ("2013/14 Q4", "quarter", (2014, 1, 1), (2014, 3, 31), "2013/14 Q4"),
    ("June 2013", "month", (2013, 6, 1), (2013, 6, 30), "June 2013"),
    ("February 2012", "month", (2012, 2, 1), (2012, 2, 29), "February 2012"),
    ("December 2013", "month", (2013, 12, 1), (2013, 12, 31), "December 2013"),
    ("31 March 2013", "as at", (2013, 3, 31), (2013, 3, 31), "31 March 2013"),
    ("01 March 2013", "as at", (2013, 3, 1), (2013, 3, 1), "1 March 2013"),
    ("2011", "calendar year", (2011, 1, 1), (2011, 12, 31), "2011"),
    ("year to 30 September 2013", "rolling year", (2012, 10, 1), (2013, 9, 30), "year to 30 September 2013"),
    ("year to 28 February 2013", "rolling year", (2012, 3, 1), (2013, 2, 28), "year to 28 February 2013"),
    ("year to 29 February 2012", "rolling year", (2011, 3, 1), (2012, 2, 29), "year to 29 February 2012"),
    ("  2013/14   Q1 ", "quarter", (2013, 4, 1), (2013, 6, 30), "2013/14 Q1"),
]

REFUSED = [
    ("2011/12", "could be an academic or a financial year; write '2011/12 academic year' or '2011/12 financial year'"),
    ("2011-12", "could be an academic or a financial year; write '2011/12 academic year' or '2011/12 financial year'"),
    (
        "2011/2012",
        "could be an academic or a financial year; write '2011/12 academic year' or '2011/12 financial year'",
    ),
    ("2011/13", "does not name two years in a row; write '2011/12 academic year' or '2011/12 financial year'"),
    ("2013/15 Q1", "does not name two years in a row; write '2013/14 Q1'"),
    ("2013/2114 financial year", "does not name two years in a row; write '2013/14 financial year'"),
    ("Q1 2013/14", "is not a period; write '2013/14 Q1'"),
    ("2013-06", "is not a period; write 'June 2013'"),
    ("2013-06-30", "is not a period; write '30 June 2013'"),
    ("june 2013", "is not a period; write 'June 2013'"),
    ("Jun 2013", "is not a period; write 'June 2013'"),
    ("Sept. 2013", "is not a period; write 'September 2013'"),
    ("undated:", "needs words; write for example 'undated: latest reported'"),
    ("31 June 2013", "is not a date in the calendar; write one of: '2013/14 Q1', "),
    ("year to 30 February 2013", "is not a date in the calendar; write one of: '2013/14 Q1', "),
    ("2013-13-45", "is not a date in the calendar; write one of: '2013/14 Q1', "),
    ("2013/14 Q5", "is not a period; write one of: '2013/14 Q1', "),
    ("0999", "is not a period; write one of: '2013/14 Q1', "),
    ("last summer", "is not a period; write one of: '2013/14 Q1', "),
    ("", "is not a period; write one of: '2013/14 Q1', "),
]


def refusal(text: str) -> str:
    """What is said of a text that is no period; nothing when it is one."""
    try:
        parse(text)
    except PeriodError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(("text", "kind", "start", "end", "label"), FORMS, ids=[form[0] for form in FORMS])
def test_form_is_read_with_its_kind_days_and_label(text, kind, start, end, label):
    assert parse(text) == Period(kind, date(*start), date(*end), label)


@pytest.mark.parametrize(("text", "says"), REFUSED, ids=[form[0] or "nothing" for form in REFUSED])
def test_text_that_is_no_period_is_refused_with_what_to_write(text, says):
    assert refusal(text).startswith(f"'{text}' {says}")


@pytest.mark.parametrize("text", [form[0] for form in REFUSED], ids=[form[0] or "nothing" for form in REFUSED])
def test_every_suggestion_of_a_refusal_can_be_read(text):
    suggestions = refusal(text).partition("; write ")[2].split("'")[1::2]
    assert suggestions
    for suggestion in suggestions:
        assert refusal(suggestion) == ""


@pytest.mark.parametrize(
    ("rolling", "named"),
    [
        ("year to 31 March 2013", "2012/13 financial year"),
        ("year to 31 August 2012", "2011/12 academic year"),
        ("year to 31 December 2011", "2011"),
    ],
)
def test_rolling_year_with_the_days_of_a_named_year_is_that_year(rolling, named):
    assert parse(rolling) == parse(named)
    assert parse(rolling).label == named


@settings(deadline=None)
@given(YEARS)
def test_rolling_year_is_the_named_year_in_every_year(first):
    assert parse(f"year to 31 March {first + 1}") == financial_year(first)
    assert parse(f"year to 31 August {first + 1}") == academic_year(first)
    assert parse(f"year to 31 December {first}") == calendar_year(first)


def test_undated_words_are_kept_and_shown_without_the_marker():
    period = parse("undated:  latest   reported")
    assert (period.kind, period.start, period.end, period.dated) == ("undated", None, None, False)
    assert (period.label, period.words) == ("undated: latest reported", "latest reported")


def test_undated_periods_are_equal_by_their_words():
    assert parse("undated: earlier") == parse("undated:earlier")
    assert parse("undated: earlier") != parse("undated: latest reported")


@settings(deadline=None)
@given(UNDATED)
def test_undated_period_never_compares_by_date(period):
    with pytest.raises(PeriodError, match="has no date to order by"):
        _ = period.order
    assert following(period) is None


@settings(deadline=None)
@given(st.one_of(DATED, UNDATED))
def test_label_is_read_back_as_the_same_period(period):
    assert parse(period.label) == period
    assert str(period) == period.label


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.text(),
        st.text(st.sampled_from("0123456789/-Qyear toundated:acmicfl ")),
        st.from_regex(r"(year to )?\d{1,2} [A-Z][a-z]{2,8} \d{4}", fullmatch=True),
        st.from_regex(r"\d{4}[/-]\d{2,4}([/-]\d{2}| Q\d| (academic|financial) year)?", fullmatch=True),
        st.builds("{} {} {}".format, st.integers(0, 40), st.sampled_from(MONTHS), st.integers(0, 9999)),
    )
)
def test_any_text_is_refused_with_a_way_out_or_read_and_written_again(text):
    says = refusal(text)
    if says:
        assert "; write " in says
    else:
        assert parse(parse(text).label) == parse(text)


@settings(deadline=None)
@given(DATED)
def test_dated_period_ends_no_sooner_than_it_starts(period):
    assert period.start is not None
    assert period.end is not None
    assert period.start <= period.end


@settings(deadline=None)
@given(st.lists(DATED, min_size=2, max_size=8))
def test_order_is_by_last_day_and_then_by_length(periods):
    ordered = sorted(periods, key=lambda period: period.order)
    for before, after in pairwise(ordered):
        assert before.end <= after.end
        if before.end == after.end:
            assert before.start >= after.start


@settings(deadline=None)
@given(DATED, DATED)
def test_periods_of_the_same_days_are_one_period_and_one_kind(one, other):
    same_days = (one.start, one.end) == (other.start, other.end)
    assert (one == other) is same_days
    assert (one.order == other.order) is same_days


def test_shorter_period_stands_before_the_longer_that_ends_on_the_same_day():
    labels = ["2012/13 financial year", "March 2013", "31 March 2013", "2012/13 Q4", "February 2013"]
    assert sorted(labels, key=lambda label: parse(label).order) == [
        "February 2013",
        "31 March 2013",
        "March 2013",
        "2012/13 Q4",
        "2012/13 financial year",
    ]


@settings(deadline=None)
@given(STEPPED)
def test_following_period_starts_on_the_day_after_and_is_of_the_same_kind(period):
    after = following(period)
    assert after is not None
    assert after.start == period.end + timedelta(days=1)
    assert after.kind == period.kind
    assert parse(after.label) == after


@settings(deadline=None)
@given(DAYS.filter(lambda day: (day.month, day.day) != (2, 28) or monthrange(day.year, 2)[1] == 28))
def test_rolling_year_is_followed_by_the_year_that_starts_on_the_day_after(day):
    period = year_to(day)
    after = following(period)
    assert after is not None
    assert after.start == day + timedelta(days=1)
    assert after.kind == period.kind


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("2012/13 Q4", "2013/14 Q1"),
        ("2013/14 Q1", "2013/14 Q2"),
        ("1999/00 Q4", "2000/01 Q1"),
        ("December 2012", "January 2013"),
        ("2011/12 academic year", "2012/13 academic year"),
        ("2012/13 financial year", "2013/14 financial year"),
        ("2011", "2012"),
        ("31 March 2013", "31 March 2014"),
        ("28 February 2011", "29 February 2012"),
        ("29 February 2012", "28 February 2013"),
        ("year to 30 September 2013", "year to 30 September 2014"),
        ("year to 28 February 2011", "year to 29 February 2012"),
    ],
)
def test_period_is_followed_by(before, after):
    assert following(parse(before)) == parse(after)


@settings(deadline=None)
@given(DAYS, st.sampled_from(["month", "quarter", "financial year", "academic year", "calendar year"]))
def test_period_containing_a_day_contains_it_and_is_of_the_kind_asked_for(day, frequency):
    period = containing(day, frequency)
    assert period.start <= day <= period.end
    assert period.kind == frequency


@pytest.mark.parametrize(
    ("day", "frequency", "label"),
    [
        (date(2013, 3, 31), "quarter", "2012/13 Q4"),
        (date(2013, 4, 1), "quarter", "2013/14 Q1"),
        (date(2013, 3, 31), "financial year", "2012/13 financial year"),
        (date(2013, 4, 1), "financial year", "2013/14 financial year"),
        (date(2013, 8, 31), "academic year", "2012/13 academic year"),
        (date(2013, 9, 1), "academic year", "2013/14 academic year"),
        (date(2013, 12, 31), "calendar year", "2013"),
        (date(2012, 2, 29), "month", "February 2012"),
    ],
)
def test_day_at_the_edge_falls_in(day, frequency, label):
    assert containing(day, frequency).label == label


def test_dates_in_figures_are_days_and_months_but_not_two_years() -> None:
    assert [str(from_iso(text)) for text in ("2013-06-30", "2013-06")] == ["30 June 2013", "June 2013"]
    assert [from_iso(text) for text in ("2011-12", "2013/14 Q1", "30 June 2013", "")] == [None] * 4
    for text in ("2013-02-31", "2013-13"):
        with pytest.raises(ValueError):  # noqa: PT011 - whatever the calendar says of it
            from_iso(text)


@pytest.mark.parametrize(
    ("label", "over"), [("31 October 2013", True), ("October 2013", True), ("2013/14 Q3", False), ("undated: x", True)]
)
def test_period_is_over_on_its_last_day(label: str, over: bool) -> None:
    assert is_over(parse(label), date(2013, 10, 31)) is over


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("2013/14 Q1", "2012/13 Q4"),
        ("January 2014", "December 2013"),
        ("2013/14 financial year", "2012/13 financial year"),
        ("2013/14 academic year", "2012/13 academic year"),
        ("2013", "2012"),
    ],
)
def test_period_before_ends_the_day_before(label: str, expected: str) -> None:
    assert preceding(parse(label)).label == expected


def test_nothing_comes_before_what_has_no_date() -> None:
    with pytest.raises(PeriodError):
        preceding(parse("undated: latest"))
