"""Periods in titles, headings and names of sheets, in every usual writing, held against the one that was chosen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.catalogue.period import PeriodError, parse
from metrics.catalogue.period_mentions import mentions
from metrics.catalogue.period_text import (
    names_exactly,
    names_part_of_year,
    names_quarter,
    says_other,
    without_periods,
    written_otherwise,
)

Q1, Q2 = parse("2013/14 Q1"), parse("2013/14 Q2")

FIRST_QUARTER = [
    *("Q1 2013/14", "Q1 2013-14", "Q1 13/14", "2013/14 Q1", "2013-14 Quarter 1", "Q1", "Qtr1", "Qtr 1 13-14", "q1"),
    *("Q1_2013_14", "Q1 1314", "201314 Q1", "Q1 FY13/14", "FY14 Q1", "2013/14Q1", "Q1, 2013/14", "Q1 (2013/14)"),
    *("1st quarter 2013/14", "First quarter", "Quarter one 2013-14", "Quarter: 1", "Quarter 1 of 2013/14", "Quarter I"),
    *("Q1 report for 2013/14", "2013/14 report, Q1", "Q1 2013", "2013 Q1", "Value Q1 2013/14", "Actual (Q1)"),
    *("April to June 2013", "Apr-Jun 2013", "Apr-Jun 13", "Apr – Jun 2013", "April - June", "Apr/May/Jun 2013"),
    *("April, May and June 2013", "1 April to 30 June 2013", "1st April 2013 - 30th June 2013"),
    *(
        "01/04/2013 - 30/06/2013",
        "quarter ended 30 June 2013",
        "3 months to June 2013",
        "between 1 April and 30 June 2013",
    ),
    *("June 2013", "Jun-13", "June '13", "Jun 13", "Value - June 2013", "Actual (June)", "June", "2013-06", "201306"),
    *("30 June 2013", "30th June 2013", "30/06/2013", "30.06.13", "30-06-2013", "2013-06-30", "June 30, 2013"),
    *("as at 30 June 2013", "end of June 2013", "LAC scorecard, Quarter 1 2013/14 (April to June 2013)"),
]
"""What may stand above figures of April to June 2013, and not above those of July to September."""


@pytest.mark.parametrize("written", FIRST_QUARTER)
def test_a_quarter_or_its_end_is_known_in_every_usual_writing(written: str) -> None:
    assert says_other(written, Q2)
    assert not says_other(written, Q1)


@pytest.mark.parametrize(
    "written",
    [
        *(
            "2012/13",
            "2014/15",
            "2012",
            "Q2 2012/13",
            "Quarter 2, 2012-13",
            "Q2 12/13",
            "Q3",
            "Q4 12/13",
            "Oct to Dec 13",
        ),
        *(
            "July 2013",
            "August 2013",
            "15 July 2013",
            "April to September 2013",
            "H1 2013/14",
            "first half of 2013/14",
            "year to 30 September 2013",
        ),
        *("Q2 2014/15", "Scorecard 2014-15 Q2", "Jul-Sep 2012", "September 2012", "Q1 compared with Q4 2012/13"),
        *("Return of February 2014", "Printed 1 June 2013"),
    ],
)
def test_any_other_period_is_another_one(written: str) -> None:
    assert says_other(written, Q2)


@pytest.mark.parametrize(
    "written",
    [
        *("Q2 2013/14", "Q2", "2013/14", "2013-14", "LAC scorecard 2013/14", "2013", "FY14", "FY 2013/14"),
        *("July to September 2013", "Jul-Sep 13", "September 2013", "30/09/2013", "Position at 30.09.2013"),
        *("Q2 2013/14 compared with Q1", "Q1 and Q2 2013/14", "Previous: Q1 2013/14 | Current: Q2 2013/14"),
        *("2013/14 Q2 vs 2012/13 Q2", "2012/13 to 2013/14", "Return of October 2013", "Printed 14 October 2013"),
        *(
            "Report run: 04/10/2013",
            "Children Act 1989",
            "NEET 16-17",
            "aged 16/17",
            "Year 11/12",
            "Figures may change",
        ),
        *("Prepared by June Smith", "Scorecard", "Sheet1", "Figures", "Key stage 2", "Five or more A*-C", "LAC1"),
        *("12 of 42", "1,234", "87.5", "Value (%)", "", "SFR32/2012"),
    ],
)
def test_a_text_that_may_be_of_the_period_or_names_none_is_no_other(written: str) -> None:
    assert not says_other(written, Q2)


@pytest.mark.parametrize(
    ("chosen", "same", "other"),
    [
        (
            "2012/13 financial year",
            ["2012/13", "2012-13", "Q4 2012/13", "H2 2012/13", "year to 31 March 2013"],
            ["2013/14", "Q1 2012/13"],
        ),
        ("2011/12 academic year", ["2011/12", "2011/12 academic year", "August 2012"], ["2012/13", "Q1"]),
        ("June 2013", ["Jun-13", "Q1 2013/14", "2013", "30 June 2013"], ["May 2013", "Q2"]),
        ("30 June 2013", ["June 2013", "Q1 2013/14", "30/06/13"], ["31 March 2013", "Q2 2013/14"]),
        ("undated: latest reported", ["Q1", "2012/13"], []),
    ],
)
def test_other_kinds_of_period_are_held_against_a_text_too(chosen: str, same: list[str], other: list[str]) -> None:
    assert [text for text in same if says_other(text, parse(chosen))] == []
    assert [text for text in other if not says_other(text, parse(chosen))] == []


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        *(("2013/14 q2", "2013/14 Q2"), ("Q2 13/14", "2013/14 Q2"), ("Jul-Sep 2013", "2013/14 Q2")),
        *(
            ("Jun-13", "June 2013"),
            ("30/06/2013", "30 June 2013"),
            ("1 April 2012 to 31 March 2013", "2012/13 financial year"),
        ),
        *(("12 months to June 2013", "year to 30 June 2013"), ("Q1", None), ("Q2 2013", None), ("2013-14", None)),
        *(
            ("April to September 2013", None),
            ("H1 2013/14", None),
            ("Value Q2 2013/14", None),
            ("Q1 and Q2 2013/14", None),
            ("soon", None),
        ),
    ],
)
def test_a_period_in_another_spelling_is_read_where_it_can_be_no_other(typed: str, period: str | None) -> None:
    read = written_otherwise(typed)
    assert (read.label if read else None) == period


def test_a_quarter_without_its_year_is_the_chosen_one_or_none() -> None:
    assert written_otherwise("Q2", Q2) == Q2
    assert written_otherwise("Jul-Sep", Q2) == Q2
    assert written_otherwise("Q1", Q2) is None
    assert written_otherwise("Q2 2013", Q2) is None


@pytest.mark.parametrize(
    ("heading", "rest"),
    [
        ("Value Q1 2013/14", "Value"),
        ("Q2 13/14 Actual", "Actual"),
        ("Value - June 2013", "Value"),
        ("Actual (Q1)", "Actual"),
        ("Jul-Sep 2013", ""),
        ("Value (%)", "Value (%)"),
    ],
)
def test_a_heading_is_left_without_the_period_in_it(heading: str, rest: str) -> None:
    assert without_periods(heading) == rest


def test_how_much_a_text_says_is_told() -> None:
    assert names_exactly("Q2 2013-14", Q2)
    assert names_exactly("Q2", Q2)
    assert not names_exactly("2013/14", Q2)
    assert names_part_of_year("June 2013")
    assert not names_part_of_year("Scorecard 2013/14")
    assert names_quarter("return_2013-14_q2_v3")
    assert not names_quarter("scorecard 2013-10-14")


@pytest.mark.parametrize(
    ("written", "way"),
    [
        ("2013/14 q2", "is not a period; write '2013/14 Q2'"),
        ("Jun-13", "is not a period; write 'June 2013'"),
        ("Q2", "is not a period; write it with its year, such as '2013/14 Q2'"),
        ("Q2 2013", "is not a period; write '2013/14 Q2' if July 2013 to September 2013 is meant"),
        ("Jul-Sep 2013", "is not a period; write '2013/14 Q2'"),
    ],
)
def test_a_file_by_hand_gets_the_one_right_spelling(written: str, way: str) -> None:
    with pytest.raises(PeriodError) as refused:
        parse(written)
    assert str(refused.value) == f"'{written}' {way}"


PIECES = st.sampled_from(
    ["Q1", "Q", "2013", "/", "14", "-", " ", "June", "Jun", "to", "31", "29 Feb", "1900", "FY", "year to "]
)


@given(
    st.one_of(
        st.text(max_size=40), st.lists(PIECES, max_size=8).map("".join), st.lists(PIECES, max_size=8).map(" ".join)
    )
)
def test_any_text_is_searched_and_its_mentions_stand_in_it(text: str) -> None:
    for mention in mentions(text):
        assert 0 <= mention.begin < mention.end <= len(text)
        assert mention.spans
        assert all(span.first <= span.last for span in mention.spans)
    says_other(text, Q1)
    written_otherwise(text, Q1)
    without_periods(text)
