"""Titles, names of sheets and notes that say other figures than the council's actual ones are asked about."""

from __future__ import annotations

import pytest

from metrics.catalogue.period import parse
from metrics.uploads import upload_reader
from metrics.uploads.other_figures import other_words
from tests.support.workbooks import workbook

Q2 = parse("2013/14 Q2")
BODY = "Indicator,Value\nneet,26\ncla,400\n"


def asked(text: str) -> list[str]:
    return list(upload_reader.read(text.encode(), "figures.csv").for_period(Q2, "Medway").left_out)


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("England, Q2 2013/14", "England"),
        ("South East", "South East"),
        ("Kent County Council scorecard", "Kent"),
        ("Predicted outturn", "Predicted"),
        ("Forecast for the year", "Forecast"),
        ("Targets", "Targets"),
        ("DRAFT - do not use", "DRAFT"),
        ("Old figures", "Old"),
        ("test_upload", "test"),
        ("LAC scorecard (YTD)", "YTD"),
        ("Cumulative", "Cumulative"),
        ("Boys only", "Boys"),
        ("Previous quarter", "Previous quarter"),
        ("Last Quarter's figures", "Last Quarter's"),
    ],
)
def test_title_that_says_other_figures_is_asked_about(title: str, words: str) -> None:
    assert asked(f'"{title}"\n{BODY}') == [
        f"“{title}” (row 1) says “{words}”, and 2 rows would be taken as the council's own actual figures"
    ]


@pytest.mark.parametrize(
    "title",
    [
        *("LAC scorecard Q2 2013/14", "Medway and England", "Actuals against targets", "Performance against targets"),
        *("Boys and girls", "Children aged 16 years old", "Young people in care", "Latest figures", "Northern team"),
        *("Figures", "Sheet1", "Corporate parenting panel", "Westbrook homes", "Contest", "Household"),
    ],
)
def test_title_that_says_nothing_else_is_not(title: str) -> None:
    assert asked(f'"{title}"\n{BODY}') == []


def test_another_councils_name_is_told_from_ones_own() -> None:
    assert other_words("Thurrock Council return", "Medway") == "Thurrock Council"
    assert other_words("Medway Council return", "Medway") == ""


def test_name_of_a_sheet_is_asked_about_and_a_sheet_of_targets_is_not() -> None:
    rows = [("Indicator", "Value"), ("neet", 26)]
    found = upload_reader.read(workbook(*rows, sheet="Forecast"), "figures.xlsx").for_period(Q2, "Medway")
    assert found.left_out == (
        "“Forecast” (the name of the sheet) says “Forecast”, and 1 row would be taken as the council's own actual "
        "figures",
    )
    assert upload_reader.read(workbook(*rows, sheet="Targets"), "figures.xlsx").for_period(Q2, "Medway").left_out == ()


def test_prediction_may_stand_below_a_title_that_says_so() -> None:
    assert asked("Predicted outturn\nIndicator,Value,Status\nneet,26,predicted\n") == []


def test_note_below_the_rows_that_names_another_period_is_asked_about() -> None:
    (words,) = asked(f"{BODY}\nThe figures above are for July to September 2016\n")
    assert words == (
        "“The figures above are for July to September 2016” (row 5) names another period than 2013/14 Q2, for which "
        "2 rows would be taken"
    )
    assert asked(f"{BODY}\nThe figures above are for July to September 2013\n") == []


@pytest.mark.parametrize("note", ["All figures are provisional", "Values are in days", "Note: two homes left out"])
def test_other_notes_below_the_rows_are_told(note: str) -> None:
    assert asked(f"{BODY}\n{note}\n") == [
        f"A note among the rows is not read, and nothing of it will be saved: “{note}” (row 5)"
    ]


def test_rows_that_nobody_filled_in_are_no_notes() -> None:
    assert asked(f"{BODY}Records with all key documents present\nRepeat referrals,\n") == []
