"""CSV, or text with semicolons or tabs -> the cells of a table, its rows numbered as a spreadsheet numbers them.

Read here and not by the standard library's reader, which drops quotation marks
from a text that begins with one and takes everything after an unclosed one for
a single cell.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import islice

from metrics.uploads.table import BLANK, COLUMNS, HEADING_ROWS, ROWS, TOO_LONG, TOO_WIDE, Table, UnreadableTable, letter
from metrics.wording.formatting import listed

DELIMITERS = ("\t", ";", ",")

HEADING_CHARACTERS = 200_000
"""Characters in which the headings must stand."""

WIDEST = 16_384
"""Columns of the widest spreadsheet there is."""

_SEPARATOR_LINE = re.compile(r"\s*sep=([,;\t|])[ ,;\t]*(\r\n|\r|\n|\Z)", re.IGNORECASE)
_WAY_OUT = "in Excel, choose Save as and then 'CSV UTF-8 (Comma delimited)'"
NO_TEXT = "these bytes are no text; upload a CSV file or an .xlsx workbook"


_WINDOWS_SIGNS = "€…’”•–—™\xa0£§©°±·¼½¾×÷"
"""Signs that Windows' code page has where others have none, or have the same; opening quotes only before a word."""


def decode(data: bytes) -> tuple[str, str]:
    """The text of a file, and how it was read where that is to be shown: UTF-8, UTF-16 by its mark, or Windows.

    Excel's plain CSV is in the code page of Windows for western Europe. It is read so where every sign beyond ASCII is
    one that is certain: quotation marks, dashes and the like, or a letter with an accent within a word.

    Raises:
        UnreadableTable: bytes that are no such text; the row is named.
    """
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if wide else "utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = data[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        where = "" if wide else f"row {before.count(bytes([10])) + 1}"
        if b"\0" in data and not wide:
            raise UnreadableTable(NO_TEXT) from None
        if not wide and (windows := _windows(data)):
            shown = listed([f"“{word}”" for word in _words_beyond_ascii(windows)])
            return checked_text(windows), f"The text is in the code page of Windows, in which this stands: {shown}"
        raise UnreadableTable(f"the text is not UTF-8 from here on; {_WAY_OUT}", where) from None
    return checked_text(text), ""


_SOME_UTF8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")


def _windows(data: bytes) -> str:
    """The text in Windows' code page, where each sign beyond ASCII is certain; else nothing."""
    if _SOME_UTF8.search(data):
        return ""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return ""
    doubtful = re.sub(
        rf"[{_WINDOWS_SIGNS}]|(?<!\w)[‘“]|(?<=[A-Za-zà-öø-ÿ])[à-öø-ÿ]|[à-öø-ÿ](?=[a-z])|\b[À-ÖØ-Þ](?=[a-z])", "", text
    )
    return text if doubtful.isascii() else ""


def _words_beyond_ascii(text: str) -> list[str]:
    """A few words with signs beyond ASCII, each once."""
    found = re.findall(r"[^\s,;\"]*[^\x00-\x7f\s][^\s,;\"]*", text)
    return list(dict.fromkeys(word[:30] for word in found))[:4]


def checked_text(text: str) -> str:
    """The same text, where it is text.

    Raises:
        UnreadableTable: characters that no text holds, or a web page in place of a table.
    """
    if "\0" in text:
        raise UnreadableTable(NO_TEXT)
    if surrogate := re.search("[\ud800-\udfff]", text):
        row = len(text[: surrogate.start()].splitlines()) or 1
        raise UnreadableTable("half a character stands here; delete it", f"row {row}")
    if re.match(r"\s*<(!|\?|html|table)", text, re.IGNORECASE):
        raise UnreadableTable("this is a web page and no table; open it in a spreadsheet program and save it as .xlsx")
    return text


def parse_table(text: str, headings: Callable[[Sequence[str]], int]) -> Table:
    """The cells of a text; of tab, semicolon and comma, the one that gives the most headings and columns.

    ``headings`` counts the known headings in a row.

    Raises:
        UnreadableTable: more than ``ROWS`` rows or ``COLUMNS`` columns, or a quotation mark that is never closed.
    """
    separator_line = _SEPARATOR_LINE.match(text)
    body = text[separator_line.end() :] if separator_line else text
    begin = body[:HEADING_CHARACTERS]

    def fitness(delimiter: str) -> tuple[int, int]:
        head: list[Sequence[str]] = []
        with suppress(UnreadableTable):
            head.extend(cells for _, cells in islice(_rows(begin, delimiter), HEADING_ROWS))
        return max(map(headings, head), default=0), max(map(len, head), default=0)

    rows = list(_rows(body, separator_line[1] if separator_line else max(DELIMITERS, key=fitness)))
    if len(rows) > ROWS:
        raise UnreadableTable(TOO_LONG)
    return Table("", rows)


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything, up to one more than is allowed."""
    number, count, column = 1, 0, 0
    cells: list[str] = []
    for match in _pattern(delimiter).finditer(text):
        quoted, bare, end = match["quoted"], match["bare"], match["end"]
        column += 1
        cell = bare if quoted is None else quoted.replace('""', '"')
        if quoted is None and bare.count('"') == 1 and bare.lstrip(" ").startswith('"'):
            where = f"row {number}, column {letter(column)}"
            raise UnreadableTable(
                "a quotation mark opens this cell and is not closed; add the missing one, or take it out", where
            )
        filled = bool(cell.strip(BLANK))
        if column > (COLUMNS if filled else WIDEST):
            raise UnreadableTable(TOO_WIDE, f"row {number}")
        if filled:
            cells += [""] * (column - 1 - len(cells)) + [cell]
        if end == delimiter:
            continue
        if cells:
            yield number, cells
            count += 1
            if count > ROWS:
                return
        number, cells, column = number + 1, [], 0


def _pattern(delimiter: str) -> re.Pattern[str]:
    """One cell and what ends it; a cell is quoted only where its closing mark ends it, else it is as it stands."""
    sign = re.escape(delimiter)
    return re.compile(
        rf'(?: *"(?P<quoted>(?>(?:[^"]+|"")*))" *(?=[{sign}\r\n]|\Z)|(?P<bare>[^{sign}\r\n]*))'
        rf"(?P<end>{sign}|\r\n|\r|\n|\Z)"
    )
