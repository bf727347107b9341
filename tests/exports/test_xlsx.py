"""A table as a workbook: numbers stay numbers, and no text becomes a formula."""

import io

import pandas as pd
import pytest
from openpyxl import load_workbook

from metrics.exports import tidy, xlsx
from tests.support.make import DATA, parse

HOSTILE = ["=1+1", "+cmd|' /C calc'!A0", "-5", "@SUM(A1)", "plain", '=HYPERLINK("http://x.example")', "\t=2"]


def read_back(written: bytes) -> list[list[tuple[object, str]]]:
    sheet = load_workbook(io.BytesIO(written)).worksheets[0]
    return [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows()]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_a_formula(text: str) -> None:
    rows = read_back(xlsx.xlsx_bytes(pd.DataFrame({"note": [text], "n": [1.5]}), "Figures"))
    assert rows[1][0] == (text, "s")
    assert rows[1][1] == (1.5, "n")


def test_numbers_stay_numbers_and_blanks_stay_blank() -> None:
    table = tidy.figures(parse(DATA.read_bytes()), {"neet"})
    rows = read_back(xlsx.xlsx_bytes(table, "NEET"))
    assert [cell[0] for cell in rows[0]] == [*tidy.COLUMNS, *tidy.DOWNLOAD_COLUMNS]
    value = list(tidy.COLUMNS).index("value")
    assert [row[value] for row in rows[1:3]] == [(30, "n"), (26, "n")]
    assert rows[1][list(tidy.COLUMNS).index("code")] == (None, "n")


def test_name_of_the_sheet_is_one_that_a_spreadsheet_takes() -> None:
    book = load_workbook(io.BytesIO(xlsx.xlsx_bytes(pd.DataFrame({"a": [1]}), "A*-C: [five] or more / " + "x" * 40)))
    assert len(book.sheetnames[0]) <= 31
    assert not set(book.sheetnames[0]) & set("[]:*?/\\")
