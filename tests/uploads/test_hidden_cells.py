"""Rows and columns that nobody sees in the workbook are asked about before they come in, and others are not."""

from __future__ import annotations

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from metrics.uploads import upload_reader, xlsx
from tests.support import workbooks
from tests.support.workbooks import saved

HEAD = ("Indicator", "Period", "Value", "Shoe size", "Note")
ROWS = [(f"indicator-{number}", "2013/14 Q2", 20 + number, None, "seen") for number in range(2, 10)]


def sheet(name: str = "Figures") -> tuple[Workbook, Worksheet]:
    """A workbook with a figure in each of the rows 2 to 9."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = name
    for row in (HEAD, *ROWS):
        page.append(row)
    return book, page


def asked(book: Workbook) -> tuple[str, ...]:
    found = upload_reader.read(saved(book), "return.xlsx")
    assert found.faults == ()
    assert len(found.rows) == 8, "nothing is left out"
    return found.left_out


def exchanged(rows: str, columns: str = "") -> tuple[str, ...]:
    """What is asked of a sheet whose rows and columns are written in XML."""
    data = workbooks.sheet(workbooks.headings() + rows).replace(b"<sheetData>", f"{columns}<sheetData>".encode())
    return upload_reader.read(workbooks.exchanged(workbooks.SHEET, data), "return.xlsx").left_out


ONE = workbooks.text_cell("A2", "neet") + '<c r="C2"><v>26</v></c>'
ROW_2 = (
    "Row 2 of the sheet “Figures” is hidden in the workbook and comes in all the same "
    "(to leave it out, delete it there)",
)


def test_hidden_rows_are_named_with_their_sheet() -> None:
    book, page = sheet("Q2")
    for number in (4, 7):
        page.row_dimensions[number].hidden = True
    assert asked(book) == (
        "Rows 4 and 7 of the sheet “Q2” are hidden in the workbook and come in all the same "
        "(to leave them out, delete them there)",
    )


def test_rows_of_no_height_folded_and_filtered_rows_are_hidden_too() -> None:
    book, page = sheet()
    page.row_dimensions[3].height = 0
    page.row_dimensions.group(5, 7, outline_level=1, hidden=True)
    page.auto_filter.ref = "A1:E9"
    page.auto_filter.add_filter_column(2, ["22"])
    page.row_dimensions[9].hidden = True
    (told,) = asked(book)
    assert told.startswith("Rows 3, 5 to 7 and 9 of the sheet “Figures” are hidden")


def test_many_hidden_rows_are_counted() -> None:
    book = Workbook()
    page = book.worksheets[0]
    page.append(HEAD)
    for number in range(2, 42):
        page.append((f"indicator-{number}", "2013/14 Q2", number))
        page.row_dimensions[number].hidden = number % 2 == 0
    (told,) = upload_reader.read(saved(book), "return.xlsx").left_out
    assert told.startswith("Rows 2, 4, 6, 8, 10, 12, 14, 16 and 12 more of the sheet “Sheet” are hidden")


@pytest.mark.parametrize("how", ["hidden", "width"])
def test_hidden_columns_that_are_read_are_named(how: str) -> None:
    book, page = sheet()
    for letter in ("C", "E"):
        if how == "hidden":
            page.column_dimensions[letter].hidden = True
        else:
            page.column_dimensions[letter].width = 0.1
    (told,) = asked(book)
    assert told.startswith("Columns C and E of the sheet “Figures” are hidden in the workbook and come in all the same")


def test_what_is_hidden_and_not_read_is_not_asked_about() -> None:
    book, page = sheet()
    page.column_dimensions["D"].hidden = True
    page.append(("indicator-10", "2013/14 Q2"))
    page.row_dimensions[10].hidden = page.row_dimensions[30].hidden = True
    assert asked(book) == ()


def test_sheet_that_hides_nothing_is_asked_about_nothing() -> None:
    book, page = sheet()
    page.row_dimensions[3].height = 30
    page.column_dimensions["B"].width = 4
    page.row_dimensions.group(5, 7, outline_level=1, hidden=False)
    assert asked(book) == ()


@pytest.mark.parametrize(
    "row",
    [
        f'<row r="2" hidden="true">{ONE}</row>',
        f'<row r="2" hidden="1" ht="0" customHeight="1">{ONE}</row>',
        f'<row r="2" ht="0.75" customHeight="1">{ONE}</row>',
        f"<row hidden='1'>{ONE}</row>",
        f'<row r="2" zeroHeight="1" hidden = "1">{ONE}</row>',
    ],
)
def test_every_way_to_write_a_hidden_row_is_known(row: str) -> None:
    assert exchanged(row) == ROW_2


def test_a_sheet_in_another_encoding_is_looked_through_too() -> None:
    plain = workbooks.sheet(workbooks.headings() + f'<row r="2" hidden="1">{ONE}</row>').decode()
    wide = plain.replace("UTF-8", "UTF-16").encode("utf-16")
    assert upload_reader.read(workbooks.exchanged(workbooks.SHEET, wide), "return.xlsx").left_out == ROW_2


def test_columns_hidden_to_the_end_of_the_sheet_are_known_within_those_that_are_read() -> None:
    (told,) = exchanged(f'<row r="2">{ONE}</row>', '<cols><col min="3" max="16384" hidden="1"/></cols>')
    assert told.startswith("Column C of the sheet “Figures” is hidden")


def test_a_size_that_is_no_number_is_a_broken_workbook_and_no_traceback() -> None:
    data = workbooks.sheet(workbooks.headings() + f'<row r="2" hidden="0" ht="tall">{ONE}</row>')
    found = upload_reader.read(workbooks.exchanged(workbooks.SHEET, data), "return.xlsx")
    assert ["can't be read" in fault.what for fault in found.faults] == [True]


def test_reading_process_says_what_is_hidden_of_each_sheet() -> None:
    book, page = sheet()
    page.row_dimensions[2].hidden = True
    other = book.create_sheet("Comparators")
    other.append(("Indicator", "Area", "Value"))
    other.column_dimensions["B"].hidden = True
    tables, _ = xlsx.read_workbook(saved(book))
    assert [(table.hidden_rows, table.hidden_columns) for table in tables] == [
        (frozenset({2}), frozenset()),
        (frozenset(), frozenset({2})),
    ]


def test_hidden_headings_are_asked_about() -> None:
    book, page = sheet()
    page.row_dimensions[1].hidden = True
    assert asked(book) == (
        "Row 1 of the sheet “Figures”, with the headings, is hidden in the workbook and read all the same",
    )


@pytest.mark.parametrize("sizes", ['zeroHeight="1" defaultRowHeight="15"', 'defaultRowHeight="0.5"'])
def test_height_of_all_rows_hides_those_without_one_of_their_own(sizes: str) -> None:
    told = exchanged(f'<row r="2">{ONE}</row>', f"<sheetFormatPr {sizes}/>")
    assert told[-1:] == ROW_2
    assert "with the headings" in told[0]


def test_width_of_all_columns_hides_those_without_one_of_their_own() -> None:
    own = '<cols><col min="1" max="1" width="12"/></cols>'
    (told,) = exchanged(f'<row r="2">{ONE}</row>', f'<sheetFormatPr defaultColWidth="0.4" defaultRowHeight="15"/>{own}')
    assert told.startswith("Column C of the sheet “Figures” is hidden")


def test_cells_merged_over_rows_are_asked_about() -> None:
    book, page = sheet()
    page.merge_cells("E3:E4")
    (told,) = asked(book)
    assert told == (
        "The cells E3:E4 of the sheet “Figures” are merged over several rows, and only the first row gets what stands "
        "in them"
    )
    book, page = sheet()
    page.merge_cells("D3:D4")
    page.merge_cells("A2:A2")
    assert asked(book) == ()
