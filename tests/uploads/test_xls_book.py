"""An old workbook (XLS) is read as a new one is, in the same sandbox, and a hostile one is refused."""

from __future__ import annotations

import io
import random
import struct
from collections.abc import Sequence
from datetime import date

import pytest
import xlwt

from metrics.uploads import upload_reader
from metrics.uploads.upload_reader import Upload
from metrics.uploads.xls_book import ENCRYPTED
from metrics.uploads.xlsx_sandbox import BROKEN, LOCKED

HEAD = ("Indicator", "Value", "Note")


def shown(number_format: str) -> xlwt.XFStyle:
    return xlwt.easyxf(num_format_str=number_format)


def book() -> xlwt.Workbook:
    return xlwt.Workbook()


def sheet(of: xlwt.Workbook, rows: Sequence[Sequence[object]], name: str = "Figures") -> xlwt.Worksheet:
    added = of.add_sheet(name)
    for number, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, tuple):
                added.write(number, column, cell[0], shown(cell[1]))
            elif cell is not None:
                added.write(number, column, cell)
    return added


def saved(of: xlwt.Workbook) -> bytes:
    written = io.BytesIO()
    of.save(written)
    return written.getvalue()


def read(*rows: Sequence[object]) -> Upload:
    made = book()
    sheet(made, [HEAD, *rows])
    return upload_reader.read(saved(made), "scorecard.xls")


def with_result(data: bytes, result: float) -> bytes:
    """Every formula with its result, as a program that works them out saves it."""
    at, changed = data.find(struct.pack("<HH", 0x0006, 0)[:2]), bytearray(data)
    stream = 512
    while stream + 4 <= len(changed):
        code, length = struct.unpack("<HH", changed[stream : stream + 4])
        if code == 0 and length == 0:
            break
        if code == 0x0006:
            changed[stream + 10 : stream + 20] = struct.pack("<dH", result, 0)
        stream += 4 + length
    assert at > 0
    return bytes(changed)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ((0.895, "0.0%"), "89.5%"),
        ((89.5, "General"), "89.5"),
        ((52, "0"), "52"),
        ((179 / 2.003, "0"), "89"),
        ((5, '0" weeks"'), "5 weeks"),
        ((1234, "#,##0"), "1234"),
        ("24 %", "24 %"),
        ("n/a", "n/a"),
        (("26", "@"), "26"),
    ],
)
def test_values_are_read_as_their_cells_show_them(cell: object, value: str) -> None:
    upload = read(("neet", cell))
    assert upload.faults == ()
    assert [row.cells["value"] for row in upload.rows] == [value]


def test_number_that_is_read_shorter_than_it_is_held_is_told() -> None:
    assert read(("neet", (0.893659510733899, "0%"))).read_as == (
        "sheet Figures, row 2, column B: 89.3659510733899% is read as 89%, as the cell shows it",
    )


def test_dates_are_days_months_or_years_as_the_cell_shows_them() -> None:
    made = book()
    day = date(2013, 9, 30)
    rows = [("neet", 26, (day, "DD/MM/YYYY")), ("neet", 27, (day, "MMM-YY"))]
    sheet(made, [("Indicator", "Value", "Period"), *rows])
    upload = upload_reader.read(saved(made), "scorecard.xls")
    assert [row.cells["period"] for row in upload.rows] == ["30 September 2013", "September 2013"]


def test_formula_without_a_result_is_a_fault_and_one_with_it_is_its_number() -> None:
    made = book()
    added = sheet(made, [HEAD, ("neet",)])
    added.write(1, 1, xlwt.Formula("52/209*100"), shown("0.0"))
    data = saved(made)
    refused = upload_reader.read(data, "scorecard.xls")
    assert "holds a formula whose result was not saved" in str(refused.faults[0])
    upload = upload_reader.read(with_result(data, 24.880382775), "scorecard.xls")
    assert [row.cells["value"] for row in upload.rows] == ["24.9"]


def test_hidden_rows_columns_and_sheets_and_merged_cells_are_told() -> None:
    made = book()
    added = sheet(made, [HEAD, ("neet", 26), ("agency-social-workers", 20)])
    added.row(2).hidden = True
    added.col(1).hidden = True
    added.write_merge(1, 2, 2, 2, "for both")
    other = sheet(made, [HEAD, ("neet", 99)], "Old")
    other.visibility = 1
    upload = upload_reader.read(saved(made), "scorecard.xls")
    assert [row.cells["value"] for row in upload.rows] == ["26", "20"]
    told = "\n".join(upload.left_out)
    assert "Row 3 of the sheet “Figures” is hidden in the workbook" in told
    assert "Column B of the sheet “Figures” is hidden" in told
    assert "The cells C2:C3 of the sheet “Figures” are merged" in told
    assert "The sheet “Old” is hidden and is not read" in told


def test_quarters_as_columns_come_in_from_an_old_workbook_too() -> None:
    made = book()
    sheet(made, [("Measure", "Q1 2013/14", "Q2 2013/14"), ("neet", 26, 25.5)], "Scorecard")
    upload = upload_reader.read(saved(made), "scorecard.xls").for_period(None)
    assert [(row.cells["period"], row.cells["value"]) for row in upload.rows] == [
        ("2013/14 Q1", "26"),
        ("2013/14 Q2", "25.5"),
    ]


def whole() -> bytes:
    made = book()
    sheet(made, [HEAD, *(("neet", number) for number in range(40))])
    return saved(made)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, BROKEN),
        (whole()[:700], BROKEN),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + ENCRYPTED, LOCKED),
    ],
    ids=["nothing", "cut off", "with a password"],
)
def test_what_is_no_workbook_is_refused_with_a_sentence(data: bytes, what: str) -> None:
    assert [str(fault) for fault in upload_reader.read(data, "figures.xls").faults] == [f"figures.xls: {what}"]


def test_password_of_an_old_workbook_is_told() -> None:
    data = bytearray(whole())
    at = data.find(struct.pack("<HH", 0x0042, 2))  # the code page, which stands near the beginning of every book
    data[at : at + 2] = struct.pack("<H", 0x002F)
    assert [str(fault) for fault in upload_reader.read(bytes(data), "figures.xls").faults] == [f"figures.xls: {LOCKED}"]


@pytest.mark.parametrize("seed", range(12))
def test_damaged_bytes_give_rows_or_faults_and_never_an_error(seed: int) -> None:
    chance, data = random.Random(seed), bytearray(whole())
    for _ in range(40):
        data[chance.randrange(8, len(data))] = chance.randrange(256)
    upload = upload_reader.read(bytes(data), "figures.xls")
    assert upload.rows or upload.faults


def test_more_rows_than_are_read_are_refused() -> None:
    made = book()
    sheet(made, [HEAD, *(("neet", number) for number in range(5_100))])
    assert "more than 5,000 rows" in str(upload_reader.read(saved(made), "figures.xls").faults[0])
