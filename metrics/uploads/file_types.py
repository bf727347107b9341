"""The file type of an upload: its bytes, or a pasted text -> tables of cells, or the sentence that refuses them.

What a file is goes by its bytes; its name is only displayed, and checked against them.
"""

from __future__ import annotations

from collections.abc import Sequence

from metrics.uploads import column_matching, delimited, xlsx
from metrics.uploads.table import BLANK, Table, UnreadableTable
from metrics.uploads.xls_book import OLD

LARGEST = 5_000_000
"""Bytes of a file, or characters of a pasted text; more is refused before anything is read."""

_SPREADSHEETS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlsb", ".ods")
_TEXTS = (".csv", ".txt", ".tsv", ".tab")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")


def read_tables(data: bytes, name: str) -> tuple[Sequence[Table], Sequence[str], str]:
    """The tables of a CSV file or a workbook, the names of hidden sheets, and how a text was read if not plainly.

    Raises:
        UnreadableTable: too large, empty, neither text nor workbook, or not what its name says.
    """
    ending = name.lower().rstrip()
    if len(data) > LARGEST:
        raise UnreadableTable("the file is larger than 5 MB; keep the rows of one quarter, without pictures")
    if not data.strip():
        raise UnreadableTable("the file is empty; save it again from the spreadsheet, and upload that")
    if data.startswith((*_ZIP, OLD)):
        if ending.endswith(_TEXTS):
            raise UnreadableTable("the name says text and the file is a workbook; name it .xlsx, or save it as CSV")
        return (*xlsx.read_workbook(data), "")
    text, how = delimited.decode(data)
    if ending.endswith(_SPREADSHEETS):
        raise UnreadableTable("the name says workbook and the file is plain text; save it as .xlsx, or name it .csv")
    return [_table(text)], (), how


def read_pasted(text: str) -> Table:
    """The table of a pasted text.

    Raises:
        UnreadableTable: too large, empty, or no table.
    """
    if len(text) > LARGEST:
        raise UnreadableTable("this is more than 5 million characters; paste the rows of one quarter")
    return _table(delimited.checked_text(text.removeprefix("\ufeff")))


def _table(text: str) -> Table:
    if not text.strip(BLANK):
        raise UnreadableTable("nothing stands in it; fill in the template, and leave its headings")
    return delimited.parse_table(text, column_matching.count_headings)
