"""A hostile file does no harm: each gets a clear sentence, and the server's memory returns to where it was."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import io
import os
import random
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from metrics.uploads import upload_reader
from metrics.uploads.table import UnreadableTable
from metrics.uploads.xlsx import read_workbook
from tests.support import workbooks
from tests.support.workbooks import (
    HEAD,
    SHEET,
    exchanged,
    headings,
    packed,
    parts,
    strings,
    text_cell,
    with_strings,
    workbook,
)

SPOILT = int(os.environ.get("SPOILT_WORKBOOKS", "10"))
"""Pairs of workbooks with changed bytes that are read; SPOILT_WORKBOOKS=2000 is the long run."""

ROOM = 40_000_000
"""Bytes that the server may have grown by after a hostile file: what Python's allocator keeps for later."""

AGAIN = "open it in a spreadsheet program, save it again as .xlsx, and upload that"
BROKEN = f"this workbook can't be read; {AGAIN}, or save the sheet as CSV"
EXPANDS = f"this workbook holds text that would expand (a DOCTYPE or ENTITY); {AGAIN}"
TOO_MUCH = "this workbook takes too much memory or time to read; copy its rows into a new template"
LARGE = "this workbook unpacks to more than 50 MB; keep the rows of one quarter, without pictures"
NO_TEXT = "these bytes are no text; upload a CSV file or an .xlsx workbook"
NO_WORKBOOK = f"this is no .xlsx workbook; {AGAIN}"
TEXT_AS_WORKBOOK = "the name says workbook and the file is plain text; save it as .xlsx, or name it .csv"
WORKBOOK_AS_TEXT = "the name says text and the file is a workbook; name it .xlsx, or save it as CSV"
NOT_FILLED_IN = "no row is filled in; write at least one value beside its indicator"
NO_HEADINGS = (
    "no row of headings was found; among the first 15 rows, one must hold 'Indicator' (or 'Id'), 'Period' and 'Value', "
    "as in the template"
)
WIDE = "something stands beyond the 80 columns that are read; keep the columns of the template"
NOT_UTF8 = "the text is not UTF-8 from here on; in Excel, choose Save as and then 'CSV UTF-8 (Comma delimited)'"
LAUGHS = (
    "<!DOCTYPE w [<!ENTITY a '"
    + "ha" * 50
    + "'>"
    + "".join(f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
OUTSIDE = '<!DOCTYPE w [<!ENTITY i SYSTEM "file:///etc/passwd">]>'


def resident() -> int:
    """Bytes of this process that are in memory, where the system tells; what is freed is given back to it first."""
    gc.collect()
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)
    status = Path("/proc/self/status")
    if not status.exists():
        return 0
    (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) * 1024


@pytest.fixture(autouse=True)
def _memory_returns() -> Iterator[None]:
    upload_reader.read(workbook(HEAD), "figures.xlsx")
    before = resident()
    yield
    assert resident() - before < ROOM


def told(data: bytes, name: str = "figures.xlsx") -> list[str]:
    found = upload_reader.read(data, name)
    assert found.rows == ()
    return [str(fault) for fault in found.faults]


def test_one_cell_in_the_far_corner() -> None:
    corner = f'<row r="1048576">{text_cell("XFD1048576", "x")}</row>'
    assert told(exchanged(SHEET, workbooks.sheet(headings() + corner))) == [
        "figures.xlsx, sheet Figures, row 1048576, column XFD: something stands beyond the 80 columns that are read; "
        "keep the columns of the template"
    ]


def test_row_that_no_spreadsheet_has() -> None:
    assert told(exchanged(SHEET, workbooks.sheet(f'<row r="99999999999">{text_cell("A1", "x")}</row>'))) == [
        f"figures.xlsx: {BROKEN}"
    ]


def test_zip_bomb() -> None:
    bomb = exchanged(SHEET, workbooks.sheet(" " * 60_000_000))
    assert len(bomb) < 100_000
    assert told(bomb) == [f"figures.xlsx: {LARGE}"]


def test_zip_bomb_in_many_parts() -> None:
    bomb = packed(parts(workbook(HEAD)) | {f"xl/media/{number}.bin": b"\0" * 1_000_000 for number in range(60)})
    assert told(bomb) == [f"figures.xlsx: {LARGE}"]


def test_zip_bomb_that_lies_about_its_size() -> None:
    bomb = exchanged(SHEET, workbooks.sheet(" " * 60_000_000))
    with zipfile.ZipFile(io.BytesIO(bomb)) as archive:
        size = struct.pack("<L", archive.getinfo(SHEET).file_size)
    lying = bomb.replace(size, struct.pack("<L", 400))
    assert lying != bomb
    assert told(lying) == [f"figures.xlsx: {BROKEN}"]


@pytest.mark.parametrize("cell", ["<c><v>1</v></c>", ""])
def test_workbook_with_a_million_rows(cell: str) -> None:
    rows = "".join(f'<row r="{number}">{cell}</row>' for number in range(2, 1_000_001))
    assert told(exchanged(SHEET, workbooks.sheet(headings() + rows))) == [
        "figures.xlsx: this workbook has more than 100,000 rows, empty or not; copy its rows into a new template"
    ]


def test_workbook_with_a_few_thousand_rows_too_many() -> None:
    rows = "".join(f'<row r="{number}"><c><v>1</v></c></row>' for number in range(2, 9_000))
    assert told(exchanged(SHEET, workbooks.sheet(headings() + rows))) == [
        "figures.xlsx, sheet Figures, row 5001: more than 5,000 rows have something in them; "
        "keep the rows of one quarter"
    ]


@pytest.mark.slow
def test_formulas_without_results_all_over() -> None:
    cells = "<c><f>1/0</f></c>" * 80
    rows = "".join(f'<row r="{number}">{cells}</row>' for number in range(2, 5_000))
    (only,) = told(exchanged(SHEET, workbooks.sheet(headings() + rows)))
    assert only.startswith("figures.xlsx, sheet Figures, row 14, column AO: more than 1,000 cells are like this one: ")


def test_sheet_with_a_name_of_millions_of_characters() -> None:
    named = parts(workbook(HEAD))["xl/workbook.xml"].replace(b'"Figures"', b'"' + b"F" * 20_000_000 + b'"')
    (row,) = upload_reader.read(exchanged("xl/workbook.xml", named), "figures.xlsx").rows
    assert row.where == f"sheet {'F' * 31}, row 2"


def test_empty_rows_are_no_rows() -> None:
    rows = "".join(f'<row r="{number}"/>' for number in range(2, 90_000))
    assert told(exchanged(SHEET, workbooks.sheet(headings() + rows))) == [f"figures.xlsx: {NOT_FILLED_IN}"]


def test_cell_of_millions_of_characters() -> None:
    rows = f'{headings()}<row r="2">{text_cell("A2", "x" * 20_000_000)}</row>'
    assert told(exchanged(SHEET, workbooks.sheet(rows))) == [
        "figures.xlsx, sheet Figures, row 2: this workbook holds more than 5 million characters; "
        "keep the rows of one quarter"
    ]


@pytest.mark.parametrize("before", [LAUGHS, OUTSIDE], ids=["entity bomb", "entity outside"])
@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"])
def test_text_that_expands(part: str, before: str) -> None:
    good = parts(workbook(HEAD, ("neet", "2013/14 Q1", 26, "less")))[part].decode()
    declared, _, rest = good.partition("?>") if good.startswith("<?") else ("<?xml version='1.0'", "", good)
    assert told(exchanged(part, f"{declared}?>{before}{rest}".encode())) == [f"figures.xlsx: {EXPANDS}"]


@pytest.mark.parametrize("before", [LAUGHS, OUTSIDE], ids=["entity bomb", "entity outside"])
def test_shared_text_that_expands(before: str) -> None:
    assert told(with_strings(strings(*HEAD, "&i;", before=before))) == [f"figures.xlsx: {EXPANDS}"]


@pytest.mark.slow
def test_millions_of_shared_texts() -> None:
    with pytest.raises(UnreadableTable) as no:
        read_workbook(with_strings(strings(*HEAD, "neet", *[""] * 2_500_000)), seconds=3)
    assert no.value.what == TOO_MUCH


def test_text_that_expands_in_two_bytes_a_character() -> None:
    words = f'<row r="1">{text_cell("A1", "&amp;i;").replace("&amp;", "&")}</row>'
    wide = workbooks.sheet(words, LAUGHS).decode().replace("UTF-8", "UTF-16").encode("utf-16")
    assert told(exchanged(SHEET, wide)) == [f"figures.xlsx: {EXPANDS}"]


@pytest.mark.slow
def test_workbook_of_100_000_entries() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for number in range(40_000):
            archive.writestr(f"{number}", b"")
    data = written.getvalue()
    assert told(data) == ["figures.xlsx: this workbook has more than 200 parts; keep the sheets of the template only"]
    with zipfile.ZipFile(written, "a") as archive:
        for number in range(40_000, 100_000):
            archive.writestr(f"{number}", b"")
    assert told(written.getvalue()) == [
        "figures.xlsx: the file is larger than 5 MB; keep the rows of one quarter, without pictures"
    ]


def test_parts_named_like_paths_are_never_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    data = packed(parts(workbook(HEAD, ("neet", "2013/14 Q1", 26))) | {"../../x": b"x", "/tmp/x": b"x"})
    found = upload_reader.read(data, "../../x")
    assert [dict(row.cells) for row in found.rows] == [{"indicator": "neet", "period": "2013/14 Q1", "value": "26"}]
    assert list(tmp_path.iterdir()) == []


def test_name_like_a_path_is_only_shown_and_without_its_folders() -> None:
    assert told(b"", "../../etc/passwd\n\x1b[31m\u202e") == [
        "passwd[31m: the file is empty; save it again from the spreadsheet, and upload that"
    ]


def locked() -> bytes:
    """A workbook whose parts say that they are encrypted."""
    data = bytearray(workbook(HEAD))
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(sign)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(sign, at + 4)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "name", "what"),
    [
        (b"Indicator,Value\nneet,26\n", "figures.xlsx", TEXT_AS_WORKBOOK),
        (b"Indicator,Value\nneet,26\n", "FIGURES.XLS", TEXT_AS_WORKBOOK),
        (workbook(HEAD), "figures.csv", WORKBOOK_AS_TEXT),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
            "figures.xls",
            BROKEN,
        ),
        (locked(), "figures.xlsx", "this workbook has a password; save it without one"),
        (packed({"word/document.xml": b"<w/>"}), "figures.xlsx", NO_WORKBOOK),
        (b"PK\x05\x06" + b"\0" * 18, "figures.xlsx", NO_WORKBOOK),
        (b"PK\x03\x04" + b"no zip at all" * 100, "figures.xlsx", NO_WORKBOOK),
        (workbook(HEAD)[:-40], "figures.xlsx", NO_WORKBOOK),
        (exchanged(SHEET, b"<worksheet"), "figures.xlsx", BROKEN),
        (exchanged(SHEET, workbooks.sheet('<row r="1"><c r="A1" t="s"><v>99</v></c></row>')), "figures.xlsx", BROKEN),
        (with_strings(b"\xff\xfe\xfd"), "figures.xlsx", BROKEN),
        (workbook(), "figures.xlsx", NO_HEADINGS),
        (workbook(HEAD), "figures.xlsx", NOT_FILLED_IN),
        (b"\0" * 1000, "figures.csv", NO_TEXT),
        (b"Indicator,Value\nneet,2\x006\n", "figures.csv", NO_TEXT),
        (b"%PDF-1.4\n\xe2\xe3\xcf\xd3\n\0", "figures.csv", NO_TEXT),
        (b"\xff\xfe\0\xd8x\0", "figures.csv", NOT_UTF8),
        (b" \r\n \t ", "figures.csv", "the file is empty; save it again from the spreadsheet, and upload that"),
        (
            b"\xef\xbb\xbf\n",
            "figures.csv",
            "nothing stands in it; fill in the template, and leave its headings",
        ),
        (b"Indicator,Period,Value\n", "figures.csv", NOT_FILLED_IN),
        (
            b"<html><table><tr><td>Indicator</td></tr></table></html>",
            "figures.xls",
            "this is a web page and no table; open it in a spreadsheet program and save it as .xlsx",
        ),
        (
            b"Indicator,Value\n" * 400_000,
            "figures.csv",
            "the file is larger than 5 MB; keep the rows of one quarter, without pictures",
        ),
        (b'"' * 4_000_001, "figures.csv", NO_HEADINGS),
    ],
    ids=range(24),
)
def test_refused_with_a_sentence(data: bytes, name: str, what: str) -> None:
    assert told(data, name) == [f"{name}: {what}"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"Indicator,Value\nneet,26\nca\x89,5\n", f"figures.csv, row 3: {NOT_UTF8}"),
        (b"Indicator,Value\nchildren\xe2\x80\x99s,26\nca\xe9,5\n", f"figures.csv, row 3: {NOT_UTF8}"),
        (b"Indicator,Value\r\nneet,\xed\xa0\x80\r\n", f"figures.csv, row 2: {NOT_UTF8}"),
        (
            b'Indicator,Value\nneet,26\ncla,"5\niro,7\n',
            "figures.csv, row 3, column B: a quotation mark opens this cell and is not closed; "
            "add the missing one, or take it out",
        ),
        (
            b"Indicator,Value\n" + b'"a"",""b\n' * 100_000,
            "figures.csv: more than 5,000 rows have something in them; keep the rows of one quarter",
        ),
        (
            b"Indicator,Value\n" + b"," * 4_000_000,
            f"figures.csv, row 2: {WIDE}",
        ),
        (
            b"Indicator,Value\n" + b"m,1\n" * 1_000_000,
            "figures.csv: more than 5,000 rows have something in them; keep the rows of one quarter",
        ),
        (
            b"Indicator,Value\nneet,26" + b",x" * 1_000_000,
            f"figures.csv, row 2: {WIDE}",
        ),
    ],
    ids=range(8),
)
def test_refused_at_its_row(data: bytes, said: str) -> None:
    (only,) = told(data, "figures.csv")
    assert only.startswith(said)


def test_workbook_with_any_bytes_spoilt_is_read_or_refused() -> None:
    chance = random.Random(3)
    good = with_strings(strings(*HEAD, "neet"))
    for _ in range(SPOILT):
        part = chance.choice(sorted(parts(good)))
        content = bytearray(parts(good)[part])
        for _ in range(chance.randint(1, 4)):
            content[chance.randrange(len(content))] = chance.choice(b'<>&"/=0123456789abz ')
        for data in (packed(parts(good) | {part: bytes(content)}), spoilt(good, chance)):
            found = upload_reader.read(data, "figures.xlsx")
            assert found.rows or found.faults


def spoilt(data: bytes, chance: random.Random) -> bytes:
    """The bytes with one of them changed."""
    place = chance.randrange(len(data))
    return data[:place] + bytes([chance.randrange(256)]) + data[place + 1 :]


def test_fifty_megabytes() -> None:
    assert told(b"PK\x03\x04" + bytes(50_000_000)) == [
        "figures.xlsx: the file is larger than 5 MB; keep the rows of one quarter, without pictures"
    ]


def test_half_a_character_pasted() -> None:
    found = upload_reader.read_pasted_rows("Indicator\tValue\nneet\t2\ud8006\n")
    assert [str(fault) for fault in found.faults] == [
        "the pasted table, row 2: half a character stands here; delete it"
    ]


def test_marks_that_turn_the_direction_of_writing_are_no_part_of_names_and_numbers() -> None:
    found = upload_reader.read("\u202eIndicator\u202c,Value\n\u200fneet\u200e,\u200e26\u200f\n".encode(), "figures.csv")
    assert [dict(row.cells) for row in found.rows] == [{"indicator": "neet", "value": "26"}]
