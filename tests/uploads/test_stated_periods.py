"""A file whose own words name another period than its figures are taken for is asked about, and no other file is."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from metrics.catalogue.period import Period, parse
from metrics.uploads import upload_reader
from metrics.uploads.upload_reader import Upload
from tests.support.workbooks import saved

Q1, Q2 = parse("2013/14 Q1"), parse("2013/14 Q2")
BODY = "Indicator,Value\nneet,26\n"


def book(**sheets: list[tuple[object, ...]]) -> bytes:
    """A workbook with these sheets; their names are given in Python's letters and read back."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        page = made.create_sheet(name.replace("__", " ").replace("_", "-"))
        for row in rows:
            page.append(row)
    return saved(made)


ONE: list[tuple[object, ...]] = [("Indicator", "Value"), ("neet", 26)]


def csv(text: str, chosen: Period | None = Q2, name: str = "figures.csv") -> Upload:
    return upload_reader.read(text.encode(), name).for_period(chosen)


def workbook(chosen: Period | None = Q2, **sheets: list[tuple[object, ...]]) -> Upload:
    return upload_reader.read(book(**sheets), "figures.xlsx").for_period(chosen)


def test_sheet_named_for_another_quarter_is_asked_about() -> None:
    found = workbook(Q1__2013_14=ONE)
    assert found.left_out == (
        "“Q1 2013-14” (the name of the sheet) names another period than 2013/14 Q2, for which 1 row would be taken",
    )
    assert len(found.rows) == 1
    assert workbook(Q1, Q1__2013_14=ONE).left_out == ()


def test_title_of_another_quarter_is_asked_about_in_every_kind_of_file() -> None:
    title = "LAC scorecard, Quarter 1 2013/14 (April to June 2013)"
    found = workbook(Scorecard=[(title,), (), *ONE])
    assert found.left_out == (
        f"“{title}” (sheet Scorecard, row 1) names another period than 2013/14 Q2, for which 1 row would be taken",
    )
    told = f"“{title}” (row 1) names another period than 2013/14 Q2, for which 1 row would be taken"
    assert csv(f'"{title}"\n\n{BODY}').left_out == (told,)
    pasted = upload_reader.read_pasted_rows(f"{title}\n\n" + BODY.replace(",", "\t")).for_period(Q2)
    assert pasted.left_out == (told.replace("(row 1)", "(pasted row 1)"),)
    assert csv(f'"{title}"\n\n{BODY}', Q1).left_out == ()


@pytest.mark.parametrize("heading", ["Actual (Q1)", "Value Q1 2013/14", "Value - June 2013", "Result [Apr-Jun 13]"])
def test_heading_of_another_period_is_read_as_its_column_and_asked_about(heading: str) -> None:
    found = csv(f"Indicator,{heading}\nneet,26\n")
    assert [dict(row.cells) for row in found.rows] == [{"indicator": "neet", "value": "26"}]
    assert found.left_out == (
        f"“{heading}” (column B) names another period than 2013/14 Q2, for which 1 row would be taken",
    )
    assert csv(f"Indicator,{heading}\nneet,26\n", Q1).left_out == ()


def test_heading_of_the_indicators_may_name_the_period_too() -> None:
    (told,) = csv("Indicator - Quarter 1,Value\nneet,26\n").left_out
    assert told.startswith("“Indicator - Quarter 1” (column A) names another period than 2013/14 Q2")


def test_sheet_of_comparators_is_one_with_a_period_in_its_name() -> None:
    found = workbook(Comparators__Q2=[("Indicator", "Area", "Value"), ("neet", "England", 10)])
    assert [row.kind for row in found.rows] == ["comparator"]
    assert (found.faults, found.left_out) == ((), ())


def test_texts_of_the_same_rows_are_one_question() -> None:
    found = workbook(Q1=[("Quarter 1",), ("Indicator", "Actual (Q1)"), ("neet", 26), ("cla", 5)])
    assert found.left_out == (
        "“Q1” (the name of the sheet), “Quarter 1” (sheet Q1, row 1) and “Actual (Q1)” (sheet Q1, column B) name "
        "another period than 2013/14 Q2, for which 2 rows would be taken",
    )


@pytest.mark.parametrize(
    "title",
    [
        *("Q2 2013/14", "Quarter 2", "July to September 2013", "Jul-Sep 13", "2013/14", "As at 30 September 2013"),
        *(
            "Q2 2013/14 compared with Q1",
            "Q2 | Last quarter: Q1 2013/14",
            "Return of October 2013",
            "Children Act 1989",
        ),
    ],
)
def test_the_chosen_period_and_what_goes_with_it_is_not_asked_about(title: str) -> None:
    assert csv(f"{title}\n{BODY}").left_out == ()


def test_headings_of_other_things_may_name_other_periods() -> None:
    text = "Indicator,Value (Q2),Last figure (Q1),Target 2014/15,Commentary on Q1\nneet,26,28,,\n"
    assert csv(text).left_out == ()
    assert csv("Targets 2014/15\nWhat,Indicator,Value,From\ntarget,neet,20,1 April 2014\n").left_out == ()


def test_rows_with_a_period_of_their_own_are_held_against_the_title_all_together() -> None:
    head = "Indicator,Period,Value\n"
    same = "neet,2013/14 Q2,26\ncla,2013/14 Q2,5\n"
    assert csv(f"Quarter 1 2013/14\n{head}{same}", None).left_out == (
        "“Quarter 1 2013/14” (row 1) names another period than 2013/14 Q2, for which 2 rows would be taken",
    )
    assert csv(f"Quarter 1 2013/14\n{head}neet,2013/14 Q1,26\ncla,2013/14 Q2,5\n", None).left_out == ()
    assert csv(f"Quarter 2 2013/14\n{head}{same}", None).left_out == ()
    assert csv(f"Quarter 2 2013/14\n{head}{same}", Q1).left_out == (), "the page and the cells are held elsewhere"


def test_rows_without_a_period_among_others_are_asked_about_by_themselves() -> None:
    found = csv("Quarter 1 2013/14\nIndicator,Period,Value\nneet,2013/14 Q1,26\ncla,,5\n")
    assert found.left_out == (
        "“Quarter 1 2013/14” (row 1) names another period than 2013/14 Q2, for which 1 row would be taken",
    )


def test_comparators_and_predictions_are_of_other_periods_as_they_should() -> None:
    text = (
        "Q2 2013/14\nWhat,Indicator,Period,Value,Area,Status\ncomparator,neet,2011/12 academic year,20,England,\n"
        "figure,neet,2013/14 Q4,24,,predicted\n"
    )
    assert csv(text).left_out == ()


def test_tables_below_each_other_have_titles_of_their_own() -> None:
    text = f"Quarter 2 2013/14\n{BODY}\nQuarter 1 2013/14\nIndicator,Value\ncla,5\n"
    assert csv(text).left_out == (
        "“Quarter 1 2013/14” (row 5) names another period than 2013/14 Q2, for which 1 row would be taken",
    )
    within = "Indicator,Value\nQuarter 1\nneet,26\nQuarter 2\ncla,5\nirο,6\n"
    (told,) = csv(within).left_out
    assert told.startswith("“Quarter 1” (row 2) names another period than 2013/14 Q2, for which 1 row")


def test_of_sheets_that_only_mention_periods_the_chosen_ones_is_taken_and_that_is_asked() -> None:
    other: list[tuple[object, ...]] = [("Indicator", "Value"), ("neet", "abc")]
    found = workbook(Q1__return=ONE, Q2__return=[("Indicator", "Value"), ("neet", 24)], Q3__return=other)
    assert [(row.where, row.cells["value"]) for row in found.rows] == [("sheet Q2 return, row 2", "24")]
    assert found.faults == ()
    assert found.left_out == (
        "The sheet “Q1 return” names another period than 2013/14 Q2, and 1 row of it is not taken",
        "The sheet “Q3 return” names another period than 2013/14 Q2, and 1 row of it is not taken",
    )


def test_rows_of_another_quarters_sheet_that_name_their_period_are_taken() -> None:
    rows: list[tuple[object, ...]] = [("Indicator", "Period", "Value"), ("neet", "2013/14 Q1", 26)]
    found = workbook(Q1=rows, Q2=[("Indicator", "Value"), ("neet", 24)])
    assert [row.where for row in found.rows] == ["sheet Q1, row 2", "sheet Q2, row 2"]
    assert found.left_out == ()


def test_name_of_the_file_is_asked_about_where_it_names_another_quarter() -> None:
    assert csv(BODY, Q2, "returns/LAC_Q1_2013-14_v2.csv").left_out == (
        "“LAC_Q1_2013-14_v2.csv” (the name of the file) names another period than 2013/14 Q2, for which 1 row would "
        "be taken",
    )
    assert csv(BODY, Q2, "quarter-2013-14-q2.csv").left_out == ()
    assert csv(BODY, Q2, "Q1/scorecard 2013-06-30 v1.4.csv").left_out == ()


def test_without_a_chosen_period_and_without_a_column_there_is_nothing_to_hold_a_title_against() -> None:
    assert csv(f"Quarter 1 2013/14\n{BODY}", None).left_out == ()


def test_long_title_is_shortened_and_many_periods_are_counted() -> None:
    rows = "".join(f"neet,20{year}/{year + 1:02d} Q1,26\n" for year in range(14, 20))
    (told,) = csv(f"{'A long title ' * 8}Q2 2013/14\nIndicator,Period,Value\n{rows}", None).left_out
    assert "A long title A long title A long title A long title A long…” (row 1)" in told
    assert told.endswith("names another period than the 6 in the column Period, for which 6 rows would be taken")


@pytest.mark.parametrize("title", ["Q II 2012/13", "2Q16", "Q I", "4Q12"])
def test_quarter_in_other_spellings_is_asked_about(title: str) -> None:
    (words,) = csv(f"{title}\n{BODY}").left_out
    assert "another period" in words


@pytest.mark.parametrize("title", ["Q II 2013/14", "2Q13", "Visits (regulation 33 of 2010)", "Working Together 2015"])
def test_own_quarter_and_years_of_laws_and_guidance_are_not(title: str) -> None:
    assert csv(f"{title}\n{BODY}").left_out == ()
