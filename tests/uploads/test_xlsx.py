"""A workbook's cells become the text that a person sees in them, read by a process of its own."""

from __future__ import annotations

import datetime
import os
import site
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from metrics.uploads import upload_reader, xlsx, xlsx_sandbox
from metrics.uploads.table import UnreadableTable
from tests.support import workbooks
from tests.support.servers import ROOT
from tests.support.workbooks import HEAD, saved


def one_cell(value: Any, number_format: str = "General", kind: str = "") -> tuple[str, str]:
    """The text of a cell, and what is wrong with it."""
    book = Workbook()
    page = book.worksheets[0]
    page["A1"] = "Indicator"
    page["B2"] = value
    page["B2"].number_format = number_format
    if kind:
        page["B2"].data_type = kind
    (table,), _ = xlsx.read_workbook(saved(book))
    said = next((cells[1] for number, cells in table.rows if number == 2), "")
    return said, table.wrong.get((2, 2), "")


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (24, "General", "24"),
        (24.0, "General", "24"),
        (21.4, "General", "21.4"),
        (0.1 + 0.2, "General", "0.3"),
        (-5, "General", "-5"),
        (0, "0", "0"),
        (15, "0.0", "15.0"),
        (1234567, "#,##0", "1234567"),
        (46, '0" weeks"', "46 weeks"),
        (0.26, "0%", "26%"),
        (0.07, "0%", "7%"),
        (0.15, "0.0%", "15.0%"),
        (0.264, "0%", "26.4%"),
        (0.5, '0"%"', "0.5%"),
        (1e15, "General", "1000000000000000"),
        (0.00025, "General", "0.00025"),
        (True, "General", "true"),
        ("2013/14 Q1", "General", "2013/14 Q1"),
        ("two\nlines", "@", "two\nlines"),
        (datetime.date(2013, 8, 23), "yyyy-mm-dd", "2013-08-23"),
        (datetime.date(2013, 8, 23), "[$-809]d mmmm yyyy", "2013-08-23"),
        (datetime.date(2013, 6, 1), "mmm-yy", "2013-06"),
        (datetime.date(2013, 1, 1), "yyyy", "2013"),
        (datetime.datetime(2013, 8, 23, 9, 30), "yyyy-mm-dd hh:mm", "2013-08-23 09:30:00"),
    ],
)
def test_cell_is_read_as_it_is_shown(value: Any, number_format: str, text: str) -> None:
    expected = f"{text} has too many digits; round it to what you publish, such as 0.0" if text == "0.00025" else ""
    assert one_cell(value, number_format) == (text, expected)


@pytest.mark.parametrize(
    ("value", "number_format", "what"),
    [
        (
            21.428571428571427,
            "General",
            "21.4285714285714 has too many digits; round it to what you publish, such as 21.4",
        ),
    ],
)
def test_number_that_was_worked_out_and_not_rounded_is_told(value: float, number_format: str, what: str) -> None:
    assert one_cell(value, number_format) == (what.split(" ")[0], what)


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (21.428571428571427, "0.00", "21.43"),
        (21.428571428571427, "0", "21"),
        (21.428571428571427, "0.##", "21.43"),
        (21.428571428571427, "#,##0.0", "21.4"),
        (3 / 14, "0.0%", "21.4%"),
        (3 / 14, "0%", "21%"),
        (0.89365951, "0%", "89%"),
    ],
)
def test_number_with_more_digits_than_anybody_types_is_what_its_cell_shows(
    value: float, number_format: str, text: str
) -> None:
    assert one_cell(value, number_format) == (text, "")


def test_cell_that_shows_an_error_is_told() -> None:
    assert one_cell("#DIV/0!", kind="e") == (
        "#DIV/0!",
        "this cell shows #DIV/0!; mend its formula, or type the number, "
        "or write the code z (not applicable) or x (not available)",
    )
    assert one_cell("#N/A", kind="e")[1] == (
        "this cell shows #N/A; mend its formula, or type the number, "
        "or write the code x (not available); if it can't apply, write z (not applicable)"
    )
    assert one_cell("#REF!", kind="e")[1] == "this cell shows #REF!; mend its formula, or type the number"


def test_formula_is_read_by_the_result_that_was_saved_with_it() -> None:
    row = '<row r="2"><c r="A2" t="str"><f>1&amp;2</f><v>neet</v></c><c r="C2"><f>SUM(A9)</f><v>26</v></c></row>'
    data = workbooks.exchanged(workbooks.SHEET, workbooks.sheet(workbooks.headings() + row))
    found = upload_reader.read(data, "figures.xlsx")
    assert (found.faults, [dict(row.cells) for row in found.rows]) == ((), [{"indicator": "neet", "value": "26"}])


def test_formula_without_a_saved_result_is_told_at_its_cell() -> None:
    book = Workbook()
    book.worksheets[0].append(HEAD)
    book.worksheets[0].append(["neet", "2013/14 Q1", "=2*13"])
    found = upload_reader.read(saved(book), "figures.xlsx")
    assert [str(fault) for fault in found.faults] == [
        "sheet Sheet, row 2, column C (Value): this cell holds a formula whose result was not saved; open the file "
        "in a spreadsheet program and save it again, or type the number"
    ]
    assert (found.faults[0].field, found.faults[0].row) == ("value", "sheet Sheet, row 2")


def test_text_that_begins_like_a_formula_stays_text_and_a_negative_number_a_number() -> None:
    data = workbooks.workbook(HEAD, ("neet", "=1+1", -5, "@SUM(A1)"), ("+44", "-", 2, "=HYPERLINK('x')"))
    found = upload_reader.read(data, "figures.xlsx")
    assert found.faults == ()
    assert [list(row.cells.values()) for row in found.rows] == [
        ["neet", "=1+1", "-5", "@SUM(A1)"],
        ["+44", "-", "2", "=HYPERLINK('x')"],
    ]


def test_shared_texts_are_read() -> None:
    found = upload_reader.read(workbooks.with_strings(workbooks.strings(*HEAD, "neet")), "figures.xlsx")
    assert [dict(row.cells) for row in found.rows] == [{"indicator": "neet", "value": "26"}]


def test_text_in_several_fonts_is_one_text() -> None:
    runs = workbooks.strings(*HEAD, "neet").replace(b"<t>neet</t>", b"<r><t>ne</t></r><r><t>et</t></r>")
    found = upload_reader.read(workbooks.with_strings(runs), "figures.xlsx")
    assert [dict(row.cells) for row in found.rows] == [{"indicator": "neet", "value": "26"}]


def test_sheets_are_read_by_their_names_and_others_are_named_as_not_read() -> None:
    book = Workbook()
    for name, rows in {
        "Figures": [HEAD, ("neet", "2013/14 Q1", 26)],
        "Comparators": [("Indicator", "Area", "Value"), ("neet", "England", 10)],
        "Notes": [("Ring Ann",)],
        "Help": [("How to fill in",)],
        "Old": [HEAD, ("neet", "2012/13 Q4", 30)],
    }.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    book["Old"].sheet_state = "hidden"
    found = upload_reader.read(saved(book), "figures.xlsx")
    assert [(row.kind, row.where) for row in found.rows] == [
        ("figure", "sheet Figures, row 2"),
        ("comparator", "sheet Comparators, row 2"),
    ]
    unread = [(match.header, match.place) for match in found.matches if match.field is None]
    assert unread == [
        ("Old", "sheet Old, which is hidden"),
        ("Sheet", "sheet Sheet"),
        ("Notes", "sheet Notes"),
    ]
    assert found.faults == ()


def test_sheet_that_lies_about_its_size_is_read_whole() -> None:
    rows = workbooks.headings() + f'<row r="2">{workbooks.text_cell("A2", "neet")}<c r="C2"><v>26</v></c></row>'
    whole = workbooks.sheet(rows).replace(b"<sheetData>", b'<dimension ref="A1:A1"/><sheetData>')
    found = upload_reader.read(workbooks.exchanged(workbooks.SHEET, whole), "figures.xlsx")
    assert [dict(row.cells) for row in found.rows] == [{"indicator": "neet", "value": "26"}]


def test_reading_that_takes_too_long_is_ended() -> None:
    before = children()
    with pytest.raises(
        UnreadableTable, match="takes too much memory or time to read; copy its rows into a new template"
    ):
        xlsx.read_workbook(workbooks.workbook(HEAD), seconds=0.001)
    assert children() <= before


def test_reading_that_takes_too_much_memory_is_ended() -> None:
    large = workbooks.sheet(f'<row r="1">{workbooks.text_cell("A1", "x" * 45_000_000)}</row>')
    data = workbooks.exchanged(workbooks.SHEET, large)
    with pytest.raises(
        UnreadableTable, match="takes too much memory or time to read; copy its rows into a new template"
    ):
        xlsx.read_workbook(data, memory=100_000_000)


def children() -> set[str]:
    """This process's own running children, where the system lists them."""
    return {
        entry.name
        for entry in Path("/proc").glob("[0-9]*")
        if (entry / "stat").exists() and f" {os.getpid()} " in (entry / "stat").read_text().rpartition(")")[2]
    }


def test_reading_process_refuses_xml_that_expands_and_loads_no_more_than_it_needs() -> None:
    told = (
        "import sys; from metrics.uploads import xlsx_sandbox; sys.modules['numpy'] = None;"
        "import openpyxl, openpyxl.xml.functions as xml; print(openpyxl.DEFUSEDXML, openpyxl.LXML,"
        " xml.iterparse.__module__, xml.fromstring.__module__, 'pandas' in sys.modules, 'streamlit' in sys.modules)"
    )
    answer = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert answer.stdout.split() == ["True", "False", "defusedxml.common", "defusedxml.common", "False", "False"]


def test_server_reads_no_workbook_itself() -> None:
    told = (
        "import sys; from metrics.uploads import upload_reader; import zipfile; zipfile.ZipFile = None;"
        f"print(len(upload_reader.read({workbooks.workbook(HEAD)!r}, 'return.xlsx').matches),"
        " 'openpyxl' in sys.modules, 'pandas' in sys.modules)"
    )
    answer = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True, cwd=ROOT)
    assert answer.stdout.split() == [str(len(HEAD)), "False", "False"]


READS = "print(xlsx.read_workbook(sys.stdin.buffer.read())[0][0].rows)"


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python without any packages, as where they stand in a folder of the user's."""
    folder = tmp_path_factory.mktemp("bare")
    venv.create(folder, symlinks=os.name == "posix")
    return folder / ("bin/python" if os.name == "posix" else "Scripts/python.exe")


def answer(python: Path, program: str) -> str:
    """What a program says that knows of a folder of packages by PYTHONPATH alone."""
    done = subprocess.run(
        [python, "-c", f"import sys; from metrics.uploads import xlsx; {program}"],
        input=workbooks.workbook(HEAD),
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), *site.getsitepackages()])},
        capture_output=True,
        check=False,
    )
    return (done.stdout + done.stderr).decode()


def test_packages_are_found_wherever_the_dashboard_has_them(bare: Path) -> None:
    assert answer(bare, READS).strip() == f"[[1, {list(HEAD)}]]"


def test_missing_packages_are_no_fault_of_the_workbook(bare: Path) -> None:
    hidden = "sys.path[:] = [one for one in sys.path if 'site-packages' not in one]; "
    assert xlsx_sandbox.NOT_INSTALLED in answer(bare, hidden + READS)


def test_limits_are_the_documented_ones() -> None:
    assert (xlsx_sandbox.ENTRIES, xlsx_sandbox.UNPACKED, xlsx_sandbox.TEXT) == (200, 50_000_000, 5_000_000)
