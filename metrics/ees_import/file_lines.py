"""The lines of a published file as text; files of other kinds are told by how they begin.

A line is read at a time, since real files have hundreds of megabytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from metrics.uploads.table import UnreadableTable

LONGEST = 100_000
"""Bytes of a row; no published row is longer."""

WRONG_FILE = "give the data file itself, a CSV file as downloaded from Explore Education Statistics"


def decoded_lines(stream: BinaryIO) -> Iterator[str]:
    """The file's lines as text, none longer than ``LONGEST``.

    Raises:
        UnreadableTable: it is another kind of file, or no UTF-8; the sentence says what to give instead.
    """
    for number, raw in enumerate(_lines(stream), 1):
        line = raw
        if number == 1:
            _refuse_other_files(raw)
            line = raw.removeprefix(b"\xef\xbb\xbf")
        if len(line) >= LONGEST and not line.endswith((b"\n", b"\r")):
            raise UnreadableTable(f"a row is longer than {LONGEST:,} characters; {WRONG_FILE}", f"row {number}")
        try:
            yield line.decode("utf-8")
        except UnicodeDecodeError:
            what = "the text is not UTF-8; download the file again, and don't save it from a spreadsheet"
            raise UnreadableTable(what, f"row {number}") from None


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Lines that end with a line feed, or all with a carriage return alone, as some spreadsheets save them."""
    raw = stream.readline(LONGEST)
    if raw.endswith(b"\n") or b"\r" not in raw:
        while raw:
            yield raw
            raw = stream.readline(LONGEST)
        return
    rest = b""
    while raw:
        *lines, rest = (rest + raw).split(b"\r")
        yield from (line + b"\r" for line in lines)
        if len(rest) >= LONGEST:
            break
        raw = stream.read(LONGEST)
    if rest:
        yield rest


_OTHER_FILES = {
    b"PK\x03\x04": f"this is a zip file or a workbook; open it, and {WRONG_FILE} (in a zip, in its folder data)",
    b"\xff\xfe": f"this is UTF-16 text, as a spreadsheet saves it; {WRONG_FILE}",
    b"\xfe\xff": f"this is UTF-16 text, as a spreadsheet saves it; {WRONG_FILE}",
    b"\x1f\x8b": "this is a compressed file (.gz); unpack it first",
    b"BZh": "this is a compressed file (.bz2); unpack it first",
    b"7z\xbc\xaf": "this is a compressed file (.7z); unpack it first",
    b"Rar!": "this is a compressed file (.rar); unpack it first",
    b"PAR1": f"this is a Parquet file; {WRONG_FILE}",
    b"\xd0\xcf\x11\xe0": f"this is an old workbook of Excel (.xls); {WRONG_FILE}",
    b"%PDF": f"this is a PDF; {WRONG_FILE}",
    b"{\\rtf": f"this is a document of a word processor; {WRONG_FILE}",
}
"""How files of other kinds begin, and what to give instead."""


def _refuse_other_files(begin: bytes) -> None:
    for signature, what in _OTHER_FILES.items():
        if begin.startswith(signature):
            raise UnreadableTable(what)
    if re.match(rb"(\xef\xbb\xbf)?\s*<", begin):
        raise UnreadableTable(f"this is a web page; {WRONG_FILE}")
    if re.match(rb"(\xef\xbb\xbf)?\s*[{\[]", begin):
        raise UnreadableTable(f"this is data for programs (JSON) and no table; {WRONG_FILE}")
    if b"\0" in begin:
        raise UnreadableTable(f"this is no text; {WRONG_FILE}")
