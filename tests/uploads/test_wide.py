"""A scorecard with its quarters as columns is read into one row a figure, however its headings say the periods."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook

from metrics.catalogue.period import Period, parse
from metrics.uploads import upload_reader
from metrics.uploads.upload_reader import Upload
from tests.support.workbooks import SHEET, exchanged, headings, saved, sheet, text_cell

Q2 = parse("2013/14 Q2")
Rows = Sequence[Sequence[Any]]


def book(
    rows: Rows, sheet: str = "Scorecard", merged: Sequence[str] = (), formats: dict[str, str] | None = None
) -> bytes:
    made = Workbook()
    page = made.worksheets[0]
    page.title = sheet
    for row in rows:
        page.append(list(row))
    for cells in merged:
        page.merge_cells(cells)
    for cell, number_format in (formats or {}).items():
        page[cell].number_format = number_format
    return saved(made)


def read(data: bytes, chosen: Period | None = Q2, name: str = "scorecard.xlsx") -> Upload:
    return upload_reader.read(data, name).for_period(chosen, "Medway")


def figures(upload: Upload) -> list[tuple[str, str, str]]:
    assert upload.faults == ()
    return [(row.cells["indicator"], row.cells["period"], row.cells["value"]) for row in upload.rows]


TWO = [("NEET", "2013/14 Q1", "26"), ("Reviews", "2013/14 Q1", "88"), ("NEET", "2013/14 Q2", "24")]
"""The same three figures, which every sheet below holds."""


@pytest.mark.parametrize(
    "heads",
    [
        ("Q1 2013/14", "Q2 2013/14"),
        ("2013/14 Q1", "2013/14 Q2"),
        ("Q1 13/14", "Q2 13/14"),
        ("Q1 2013-14", "Q2 2013-14"),
        ("2013/14 Quarter 1", "2013/14 Quarter 2"),
        ("Apr-Jun 2013", "Jul-Sep 2013"),
        ("April to June 2013", "July to September 2013"),
        ("Q1 (Apr - Jun 13)", "Q2 (Jul - Sep 13)"),
        ("Q1 13/14 Actual", "Q2 13/14 Actual"),
        ("Actual Q1 2013/14", "Actual Q2 2013/14"),
        ("Q1 2013/14 %", "Q2 2013/14 %"),
        ("30/06/2013", "30/09/2013"),
        ("30 June 2013", "30 September 2013"),
        (date(2013, 6, 30), date(2013, 9, 30)),
        ("As at 30 June 2013", "As at 30 September 2013"),
        ("End of June 2013", "End of September 2013"),
        ("Jun-13", "Sep-13"),
        ("Q1", "Q2"),
        ("Qtr 1", "Qtr 2"),
        ("Apr-Jun", "Jul-Sep"),
    ],
)
def test_headings_in_every_usual_writing_give_the_same_rows(heads: tuple[Any, Any]) -> None:
    found = read(book([("Indicator", *heads), ("NEET", 26, 24), ("Reviews", 88, None)]))
    assert figures(found) == TWO
    assert [one.period for one in found.periods] == [parse("2013/14 Q1"), Q2]
    (asked,) = found.left_out
    assert asked.startswith("The headings of the sheet “Scorecard” name periods, and are read so: ")
    assert "Value of 2013/14 Q1" in asked


def test_rows_stand_where_the_sheet_has_them() -> None:
    found = read(book([("LAC scorecard",), (), ("Indicator", "Unit", "Q1", "Q2"), ("NEET", "%", 26, 24)]))
    first = found.rows[0]
    assert first.where == "sheet Scorecard, column C, row 4"
    assert first.places["value"] == "sheet Scorecard, row 4, column C"
    assert first.beside == {"unit": "%"}
    assert first.by_heading


@pytest.mark.parametrize("merged", [(), ("B1:E1", "F1:G1"), ("A1:A2", "B1:E1", "F1:G1")])
def test_years_stand_above_the_quarters(merged: tuple[str, ...]) -> None:
    rows = [
        ("Indicator", "2012/13", None, None, None, "2013/14", None),
        (None, "Q1", "Q2", "Q3", "Q4", "Q1", "Q2"),
        ("NEET", 30, 29, 28, 27, 26, 24),
    ]
    found = read(book(rows, merged=merged))
    assert [period for _, period, _ in figures(found)] == [
        *(f"2012/13 Q{number}" for number in range(1, 5)),
        "2013/14 Q1",
        "2013/14 Q2",
    ]
    assert "6 of them as 2012/13 Q1 to 2013/14 Q2" in found.left_out[-1] + found.left_out[0]


def test_quarters_stand_above_actual_and_target() -> None:
    rows = [
        ("Ref", "Performance Indicator", "Q1 2013/14", None, "Q2 2013/14", None, "Commentary"),
        (None, None, "Actual", "Target", "Actual", "Target", None),
        ("LAC1", "NEET", 26, 20, 24, 20, "Better"),
        ("LAC2", "Reviews", 88, 95, None, 95, None),
    ]
    found = read(book(rows, merged=("C1:D1", "E1:F1")))
    assert figures(found) == TWO
    assert [row.beside.get("target") for row in found.rows] == ["20", "95", "20"]
    assert (
        "“Q2 2013/14 Target” (sheet Scorecard, column F): 1 target stands beside no figure and is not read"
        in found.left_out
    )
    assert any("“Commentary” (sheet Scorecard, column G) names no period" in words for words in found.left_out)
    assert not any("stands above the headings" in words for words in found.left_out)


def test_counts_and_commentary_of_a_period_go_into_its_row() -> None:
    rows = [
        (
            "Indicator",
            "Q1 2013/14 Numerator",
            "Q1 2013/14 Denominator",
            "Q2 13/14 Numerator",
            "Q2 13/14 Denominator",
            "Q2 13/14 Commentary",
        ),
        ("NEET", 54, 208, 52, 209, "Better"),
    ]
    found = read(book(rows))
    assert [dict(row.cells) for row in found.rows] == [
        {"indicator": "NEET", "numerator": "54", "denominator": "208", "period": "2013/14 Q1"},
        {"indicator": "NEET", "numerator": "52", "denominator": "209", "commentary": "Better", "period": "2013/14 Q2"},
    ]


def test_periods_down_the_side_are_turned() -> None:
    found = read(book([("Quarter", "NEET", "Reviews"), ("2013/14 Q1", 26, 88), ("2013/14 Q2", 24, None)]))
    assert figures(found) == TWO
    assert found.rows[0].where == "sheet Scorecard, row 2, column B"
    assert found.rows[1].places["value"] == "sheet Scorecard, row 2, column C"


def test_years_stand_beside_quarters_down_the_side() -> None:
    rows = [
        ("Looked-after children: scorecard of the service",),
        ("Year", "Quarter", "NEET", "Reviews"),
        ("2012/13", "Q4", 27, 87),
        ("2013/14", "Q1", 26, 88),
        (None, "Q2", 24, None),
    ]
    found = read(book(rows))
    assert sorted(figures(found)) == sorted([*TWO, ("NEET", "2012/13 Q4", "27"), ("Reviews", "2012/13 Q4", "87")])


def test_year_of_the_row_goes_with_the_quarter_of_the_heading() -> None:
    rows = [("Indicator", "Year", "Q1", "Q2"), ("NEET", "2012/13", 30, 29), ("NEET", "2013/14", 26, 24)]
    found = read(book(rows))
    assert sorted(figures(found)) == [
        ("NEET", "2012/13 Q1", "30"),
        ("NEET", "2012/13 Q2", "29"),
        ("NEET", "2013/14 Q1", "26"),
        ("NEET", "2013/14 Q2", "24"),
    ]
    assert [one.period.label for one in found.periods if one.period] == [period for _, period, _ in figures(found)]
    (asked,) = found.left_out
    assert "“2012/13 Q1” (column C) as Value of 2012/13 Q1" in asked
    assert "chosen" not in asked


def test_table_below_a_table_has_the_periods_of_its_own_headings() -> None:
    rows = [
        ("Indicator", "Q1 2012/13", "Q2 2012/13"),
        ("NEET", 30, 29),
        (),
        (None, "2013/14", "2013/14"),
        ("Indicator", "Q1", "Q2"),
        ("NEET", 26, 24),
    ]
    assert [(period, value) for _, period, value in figures(read(book(rows)))] == [
        ("2012/13 Q1", "30"),
        ("2012/13 Q2", "29"),
        ("2013/14 Q1", "26"),
        ("2013/14 Q2", "24"),
    ]


def test_months_stay_months() -> None:
    found = read(book([("Indicator", "Jul-13", "Aug-13", "Sep-13"), ("NEET", 26, 25, 24)]))
    assert [period for _, period, _ in figures(found)] == ["July 2013", "August 2013", "September 2013"]


@pytest.mark.parametrize("title", ["Scorecard 2012/13", "LAC scorecard Q4 2012-13"])
def test_year_of_the_title_goes_before_the_chosen_one(title: str) -> None:
    found = read(book([(title,), ("Indicator", "Q1", "Q2"), ("NEET", 30, 29)]))
    assert [period for _, period, _ in figures(found)] == ["2012/13 Q1", "2012/13 Q2"]
    assert not any("chosen" in words for words in found.left_out)


def test_year_of_the_chosen_period_is_told_and_without_one_it_is_a_fault() -> None:
    data = book([("Indicator", "Q1", "Q2"), ("NEET", 26, 24)])
    assert read(data).left_out[0].endswith("; the year is that of the chosen period")
    found = read(data, None)
    assert not found.rows
    assert str(found.faults[0]) == (
        "sheet Scorecard, column B: “Q1” may be more than one period; "
        "write its year in the heading, or choose a period of that year for the file"
    )


def test_heading_that_may_be_two_periods_is_a_fault_with_the_spelling() -> None:
    found = read(book([("Indicator", "Q1 2013", "Q2 2013"), ("NEET", 26, 24)]))
    assert "write '2013/14 Q1' if April 2013 to June 2013 is meant" in str(found.faults[0])


def test_year_beside_quarters_is_not_read_and_told() -> None:
    found = read(book([("Indicator", "2012/13 outturn", "Q1 2013/14", "Q2 2013/14"), ("NEET", 27, 26, 24)]))
    assert [value for _, _, value in figures(found)] == ["26", "24"]
    assert (
        "Sheet Scorecard, column B: “2012/13 outturn” may be more than one period; write '2012/13 financial year' or "
        "'2012/13 academic year'; 1 row below it is not read"
    ) in found.left_out


def test_kind_of_year_in_the_heading_settles_it() -> None:
    rows = [("Indicator", "2011/12 financial year", "2012/13 financial year"), ("NEET", 27, 26)]
    assert [period for _, period, _ in figures(read(book(rows)))] == [
        "2011/12 financial year",
        "2012/13 financial year",
    ]


def test_a_sheet_for_each_quarter_is_read_as_its_own() -> None:
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in (("Q1 2013-14", [("NEET", 26), ("Reviews", 88)]), ("Q2 2013-14", [("NEET", 24)])):
        page = made.create_sheet(name)
        for row in [("Indicator", "Value"), *rows]:
            page.append(row)
    made.create_sheet("Notes").append(["Contact the hub"])
    found = read(saved(made))
    assert figures(found) == TWO
    assert found.left_out == (
        "The names of the sheets name periods, and are read so: “Q1 2013-14” (sheet Q1 2013-14) as Value of 2013/14 Q1 "
        "and “Q2 2013-14” (sheet Q2 2013-14) as Value of 2013/14 Q2",
        "The sheet “Notes” has no row of headings and is not read",
    )


def test_one_column_named_for_the_chosen_period_needs_no_question() -> None:
    data = book([("Indicator", "Jul - Sep 2013"), ("NEET", 24)])
    assert figures(read(data)) == [("NEET", "2013/14 Q2", "24")]
    assert read(data).left_out == ()
    assert len(read(data, parse("2013/14 Q1")).left_out) == 1


def test_names_are_found_below_a_heading_that_is_not_known() -> None:
    rows = [("No.", "What we count", "2013/14 Q1", "2013/14 Q2"), (1, "NEET", 26, 24), (2, "Reviews", 88, None)]
    assert figures(read(book(rows))) == TWO


def test_csv_and_pasted_text_are_read_alike() -> None:
    text = "Indicator,Q1 2013/14,Q2 2013/14\nNEET,26,24\nReviews,88,\n"
    assert figures(read(text.encode(), name="scorecard.csv")) == TWO
    pasted = upload_reader.read_pasted_rows(text.replace(",", "\t")).for_period(Q2)
    assert figures(pasted) == TWO


def test_two_columns_of_one_period_are_not_both_read() -> None:
    found = read(book([("Indicator", "Q1 2013/14", "2013/14 Q1", "Q2 2013/14"), ("NEET", 26, 27, 24)]))
    what = "“Q1 2013/14” (column B) and “2013/14 Q1” both mean Value of one period; keep one"
    assert [str(fault) for fault in found.faults] == [f"sheet Scorecard, row 1, column C (Value): {what}"]


def test_hidden_row_and_unreadable_cell_are_told_once() -> None:
    made = Workbook()
    page = made.worksheets[0]
    for row in [("Indicator", "Q1 2013/14", "Q2 2013/14"), ("NEET", 26, 24), ("Reviews", "#N/A", 89)]:
        page.append(row)
    page["B3"].data_type = "e"
    page.row_dimensions[2].hidden = True
    found = read(saved(made))
    assert sum("Row 2 of the sheet" in words for words in found.left_out) == 1
    assert [fault.where for fault in found.faults] == ["sheet Sheet, row 3, column B (Value)"]


def test_long_tables_stay_what_they_are() -> None:
    rows = [("Indicator", "Period", "Value"), ("NEET", "2013/14 Q1", 26), ("NEET", "2013/14 Q2", 24)]
    found = read(book(rows))
    assert [row.by_heading for row in found.rows] == [False, False]
    assert found.periods == ()


def test_formula_has_the_digits_that_its_cell_shows_and_that_is_told() -> None:
    found = upload_reader.read(
        exchanged(
            SHEET,
            sheet(
                headings()
                + '<row r="2">'
                + text_cell("A2", "neet")
                + text_cell("B2", "2013/14 Q2")
                + '<c r="C2"><f>1/8+0.12</f><v>0.245</v></c></row>'
            ),
        ),
        "figures.xlsx",
    )
    assert [row.cells["value"] for row in found.rows] == ["0.245"]
    assert found.read_as == ()


def test_number_that_its_cell_shows_rounded_is_told() -> None:
    data = book([("Indicator", "Value"), ("NEET", 0.8936595107)], formats={"B2": "0%"})
    found = upload_reader.read(data, "figures.xlsx")
    assert [row.cells["value"] for row in found.rows] == ["89%"]
    assert found.read_as == ("sheet Scorecard, row 2, column B: 89.36595107% is read as 89%, as the cell shows it",)


def test_value_that_was_worked_out_of_its_counts_gives_way_to_them() -> None:
    rows = [("Indicator", "Value", "Numerator", "Denominator"), ("NEET", 100 * 52 / 209, 52, 209)]
    found = upload_reader.read(book(rows), "figures.xlsx")
    assert [dict(row.cells) for row in found.rows] == [{"indicator": "NEET", "numerator": "52", "denominator": "209"}]
    assert "is 52 of 209, and is worked out from these counts" in found.read_as[0]
    other = [("Indicator", "Value", "Numerator", "Denominator"), ("NEET", 100 * 53 / 209, 52, 209)]
    assert "too many digits" in str(upload_reader.read(book(other), "figures.xlsx").faults[0])


def test_plain_csv_of_excel_is_read_and_told_where_its_signs_are_certain() -> None:
    text = "Indicator,Value,Note\nneet,5,Zoë’s team – £5 “caught up”\n"
    found = upload_reader.read(text.encode("cp1252"), "figures.csv")
    assert found.rows[0].cells["note"] == "Zoë’s team – £5 “caught up”"
    assert found.read_as[0].startswith("The text is in the code page of Windows, in which this stands: “Zoë’s”, “–”")


@pytest.mark.parametrize("encoding", ["mac_roman", "cp850"])
def test_text_of_another_code_page_is_refused(encoding: str) -> None:
    found = upload_reader.read("Indicator,Value,Note\nneet,5,Zoë\n".encode(encoding), "figures.csv")
    assert "not UTF-8" in str(found.faults[0])


def test_reference_numbers_beside_names_and_headings_of_councils_are_known() -> None:
    rows = [("Ref", "Measure", "%"), ("LAC 01", "NEET", 24)]
    found = upload_reader.read(book(rows), "figures.xlsx")
    assert [dict(row.cells) for row in found.rows] == [{"indicator": "NEET", "value": "24"}]
    assert found.rows[0].headings == {"value": "%"}
    assert found.left_out == ()
    alone = upload_reader.read(book([("Ref", "Current"), ("neet", 24)]), "figures.xlsx")
    assert [dict(row.cells) for row in alone.rows] == [{"indicator": "neet", "value": "24"}]


def test_heading_that_says_how_a_number_is_best_read_gives_way_to_a_firm_one() -> None:
    rows = [("Measure", "Actual", "Performance"), ("NEET", 24, "up")]
    found = upload_reader.read(book(rows), "figures.xlsx")
    assert [dict(row.cells) for row in found.rows] == [{"indicator": "NEET", "value": "24"}]
    assert "“Performance”" in found.left_out[0]


@pytest.mark.parametrize("again", ["Q1 2013/14", "Apr-Jun 2013"])
def test_two_columns_of_one_period_are_named_where_they_are_refused(again: str) -> None:
    upload = read(book([("Indicator", "Q1 2013/14", again), ("neet", 25, 27)]))
    assert upload.rows == ()
    assert [fault.what for fault in upload.faults] == [
        f"the headings 'Q1 2013/14' and '{again}' of row 1 are of one period; keep one column for each period, "
        "or say in each heading what it holds, such as Actual and Target"
    ]
