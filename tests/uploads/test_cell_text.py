"""A number format that shows something else than the number is told, and what it adds stays with the number."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from metrics.uploads import upload_reader
from metrics.uploads.upload_reader import Upload
from tests.support.workbooks import saved


def read(value: float, number_format: str) -> Upload:
    book = Workbook()
    page = book.worksheets[0]
    page.append(("Indicator", "Value"))
    page.append(("neet", value))
    page["B2"].number_format = number_format
    return upload_reader.read(saved(book), "figures.xlsx")


@pytest.mark.parametrize(
    ("number_format", "shown"),
    [
        ("General", "26"),
        ("0.0", "26.0"),
        ("#,##0", "26"),
        ('_-* #,##0.00_-;\\-* #,##0.00_-;_-* "-"??_-;_-@_-', "26.00"),
        ("0;[Red]-0", "26"),
        ('0" weeks"', "26 weeks"),
        ('0" months"', "26 months"),
        ('"<"0', "<26"),
        ('0"%"', "26%"),
        ('0.0"*"', "26.0*"),
        ('[<20]"c";0', "26"),
        ('[>=100]0;[<30]"<"0;0', "<26"),
        ("0\\ ", "26"),
    ],
)
def test_number_comes_as_its_cell_shows_it(number_format: str, shown: str) -> None:
    found = read(26, number_format)
    assert (found.faults, [row.cells["value"] for row in found.rows]) == ((), [shown])


@pytest.mark.parametrize(
    ("number_format", "shown"),
    [
        (";;;", "nothing"),
        ('"c"', "“c”"),
        ('[<30]"<30";0', "“<30”"),
        ('"[c]";-0;0', "“[c]”"),
        ("0,", "thousands or millions of it"),
        ("#,##0,,", "thousands or millions of it"),
    ],
)
def test_number_that_its_cell_does_not_show_is_refused_with_what_it_shows(number_format: str, shown: str) -> None:
    (fault,) = read(26, number_format).faults
    assert fault.what.startswith(f"this cell holds 26 and its number format shows {shown}; type ")
