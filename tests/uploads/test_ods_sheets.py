"""An OpenDocument spreadsheet is read as a workbook is, in the same sandbox, and a hostile one is refused."""

from __future__ import annotations

import io
import zipfile

import pytest

from metrics.uploads import upload_reader
from metrics.uploads.upload_reader import Upload

NAMESPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
)


def text(words: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{words}</text:p></table:table-cell>'


def number(value: str, shown: str, kind: str = "float", more: str = "") -> str:
    of = f'office:value-type="{kind}" office:value="{value}" {more}'
    return f"<table:table-cell {of}><text:p>{shown}</text:p></table:table-cell>"


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def table(*rows: str, name: str = "Figures", style: str = "shown") -> str:
    return f'<table:table table:name="{name}" table:style-name="{style}">{"".join(rows)}</table:table>'


def ods(*tables: str, before: str = "", manifest: str = "") -> bytes:
    styles = "".join(
        f'<style:style style:name="{name}" style:family="table"><style:table-properties table:display="{shown}"/>'
        "</style:style>"
        for name, shown in (("shown", "true"), ("hidden", "false"))
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<office:document-content {NAMESPACES}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>"
        f"{''.join(tables)}</office:spreadsheet></office:body></office:document-content>"
    )
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        kind = "application/vnd.oasis.opendocument.spreadsheet"
        archive.writestr("mimetype", kind, compress_type=zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return written.getvalue()


def read(*rows: str) -> Upload:
    return upload_reader.read(ods(table(row(text("Indicator"), text("Value"), text("Note")), *rows)), "scorecard.ods")


@pytest.mark.parametrize(
    ("cell", "value", "told"),
    [
        (number("26", "26"), "26", ""),
        (number("0.895", "90%", "percentage"), "89.5%", ""),
        (number("0.895", "90%", "percentage", 'table:formula="of:=1-0.105"'), "90%", "89.5% is read as 90%"),
        (number("24.8803827751196", "24.9"), "24.9", "24.8803827751196 is read as 24.9"),
        (number("88", "88.0"), "88.0", ""),
        (number("1388", "1,388"), "1388", ""),
        (number("41", "41 weeks"), "41 weeks", ""),
        (number("3", "&lt;5"), "<5", ""),
        (text("c"), "c", ""),
        (text('two<text:s text:c="2"/>words'), "two  words", ""),
    ],
)
def test_cell_is_read_as_it_is_shown(cell: str, value: str, told: str) -> None:
    found = read(row(text("neet"), cell))
    assert found.faults == ()
    assert [one.cells["value"] for one in found.rows] == [value]
    assert [told in words for words in found.read_as] == ([True] if told else [])


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        (number("0", "#DIV/0!", more='table:formula="of:=1/0"'), "this cell shows #DIV/0!; mend its formula"),
        (number("24.8803827751196", "24.8803827751"), "24.8803827751196 has too many digits"),
        (number("26", ""), "this cell holds 26 and shows “”; type what is meant"),
    ],
)
def test_cell_that_can_not_be_read_is_told(cell: str, what: str) -> None:
    (fault,) = read(row(text("neet"), cell)).faults
    assert fault.where == "sheet Figures, row 2, column B (Value)"
    assert fault.what.startswith(what)


def test_repeated_cells_and_rows_dates_and_notes_beside_cells_keep_their_places() -> None:
    empty = '<table:table-cell table:number-columns-repeated="2"/>'
    day = 'office:value-type="date" office:date-value="2013-09-01"'
    date = f"<table:table-cell {day}><text:p>Sep 13</text:p></table:table-cell>"
    note = '<table:table-cell office:value-type="string"><office:annotation><text:p>aside</text:p></office:annotation>'
    data = ods(
        table(
            row(text("Indicator"), empty, text("Period"), text("Value")),
            row(empty, more='table:number-rows-repeated="7"'),
            row(note + "<text:p>neet</text:p></table:table-cell>", empty, date, number("26", "26")),
            row(empty, more='table:number-rows-repeated="1048000"'),
        )
    )
    (only,) = upload_reader.read(data, "scorecard.ods").rows
    assert only.where == "sheet Figures, row 9"
    assert dict(only.cells) == {"indicator": "neet", "period": "September 2013", "value": "26"}
    assert only.places["value"] == "sheet Figures, row 9, column E"


def test_what_is_hidden_is_told() -> None:
    heads = row(text("Indicator"), text("Value"))
    data = ods(
        table(heads, row(text("neet"), number("26", "26"), more='table:visibility="filter"')),
        table(heads, row(text("neet"), number("27", "27")), name="Old", style="hidden"),
    )
    found = upload_reader.read(data, "scorecard.ods")
    assert [one.cells["value"] for one in found.rows] == ["26"]
    assert found.left_out[0] == "The sheet “Old” is hidden and is not read"
    assert found.left_out[1].startswith("Row 2 of the sheet “Figures” is hidden in the workbook")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (ods(table(row(text("x").replace(">", ' table:number-columns-repeated="9999999">', 1)))), "80 columns"),
        (ods(table(row(text("x"), more='table:number-rows-repeated="1000000"'))), "more than 5,000 rows"),
        (ods(table(row(text("x"))), before='<!DOCTYPE a [<!ENTITY b "c">]>'), "text that would expand"),
        (ods(table(row(text("x"))), manifest="<manifest:encryption-data/>"), "has a password"),
        (ods(table(row(text("x" * 2_000), more='table:number-rows-repeated="4000"'))), "5 million characters"),
        (ods("<broken>"), "can't be read"),
    ],
    ids=range(6),
)
def test_hostile_one_is_refused(data: bytes, what: str) -> None:
    found = upload_reader.read(data, "scorecard.ods")
    assert found.rows == ()
    assert what in found.faults[0].what
