"""The sheets of an OpenDocument spreadsheet (ODS) -> what ``xlsx_sandbox`` gives of a workbook; runs in the sandbox.

Its cells hold what they show, so that a formula or a number with many digits is read as it is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import IO, Any

from metrics.uploads.cell_text import DIGITS, of_error
from metrics.uploads.table import COLUMNS, ROWS, TOO_LONG, TOO_WIDE, UnreadableTable, letter

FAULTY_CELLS = 1_000
"""Cells of a sheet that can't be read as they are; up to here each has its fault."""

_HIDDEN = ("collapse", "filter")
_SHOWN_NUMBER = re.compile(r"[-\N{MINUS SIGN}]?(\d{1,3}(?:,\d{3})+|\d*)(\.\d+)? ?%?")


def sheets(content: IO[bytes], characters: int, too_much: str) -> tuple[list[dict[str, Any]], list[str]]:
    """The visible sheets and the names of the hidden ones; more ``characters`` in all are refused by ``too_much``.

    Raises:
        UnreadableTable: a sheet with more rows, columns, characters or faulty cells than are read.
    """
    from openpyxl.xml.functions import iterparse

    found: list[dict[str, Any]] = []
    hidden: list[str] = []
    hidden_styles: set[str] = set()
    style, sheet = "", _Sheet("")
    for event, element in iterparse(content, events=("start", "end")):
        tag = _bare(element.tag)
        if event == "start":
            if tag == "style":
                style = _attributes(element).get("name", "")
            elif tag == "table" and not sheet.open:
                sheet = _Sheet(_attributes(element).get("name", "")[:31], _attributes(element).get("style-name", ""))
            continue
        if tag == "table-properties" and _attributes(element).get("display") == "false":
            hidden_styles.add(style)
        elif tag == "table-column":
            sheet.column(_attributes(element))
        elif tag == "table-row":
            characters -= sheet.row(element)
            if characters < 0:
                raise UnreadableTable(too_much, f"sheet {sheet.name}, row {sheet.number}")
            element.clear()
        elif tag == "table" and sheet.open:
            if sheet.style in hidden_styles:
                hidden.append(sheet.name)
            else:
                found.append(sheet.content())
            sheet = _Sheet("")
    return found, hidden


class _Sheet:
    """One sheet as its rows come."""

    def __init__(self, name: str, style: str = "") -> None:
        self.name, self.style, self.open = name, style, bool(name)
        self.number = self._columns = 0
        self.rows: list[tuple[int, list[str]]] = []
        self.wrong: list[tuple[int, int, str]] = []
        self.rounded: list[tuple[int, int, str]] = []
        self.hidden_rows: list[int] = []
        self.hidden_columns: list[int] = []
        self.merged: list[str] = []

    def column(self, said: dict[str, str]) -> None:
        """Take one description of columns."""
        count = _count(said, "number-columns-repeated")
        if said.get("visibility") in _HIDDEN:
            last = min(self._columns + count, COLUMNS)
            self.hidden_columns += range(self._columns + 1, last + 1)
        self._columns += count

    def row(self, element: Any) -> int:
        """Take one row, as often as it is repeated; how many characters that were."""
        said = _attributes(element)
        times = _count(said, "number-rows-repeated")
        cells: list[str] = []
        column = 0
        for cell in element:
            if _bare(cell.tag) not in ("table-cell", "covered-table-cell"):
                continue
            of_cell = _attributes(cell)
            repeated = _count(of_cell, "number-columns-repeated")
            text, fault, exact = _cell(cell, of_cell)
            if text or fault:
                if column + repeated > COLUMNS:
                    place = f"sheet {self.name}, row {self.number + 1}, column {letter(column + 1)}"
                    raise UnreadableTable(TOO_WIDE, place)
                cells += [""] * (column - len(cells)) + [text] * repeated
                self._note(of_cell, column + 1, fault, exact)
            column += repeated
        first = self.number + 1
        self.number += times
        if not any(cells) and not (self.wrong and self.wrong[-1][0] == first):
            return 0
        if len(self.rows) + times > ROWS:
            raise UnreadableTable(TOO_LONG, f"sheet {self.name}, row {first}")
        self.rows += [(number, list(cells)) for number in range(first, first + times)]
        if said.get("visibility") in _HIDDEN:
            self.hidden_rows += range(first, first + times)
        return times * sum(map(len, cells))

    def _note(self, said: dict[str, str], column: int, fault: str, exact: str) -> None:
        number = self.number + 1
        if fault:
            self.wrong.append((number, column, fault))
        if len(self.wrong) > FAULTY_CELLS:
            what = f"more than {FAULTY_CELLS:,} cells are like this one: {fault}"
            raise UnreadableTable(what, f"sheet {self.name}, row {number}, column {letter(column)}")
        if exact and len(self.rounded) < FAULTY_CELLS:
            self.rounded.append((number, column, exact))
        down, across = _count(said, "number-rows-spanned"), _count(said, "number-columns-spanned")
        if down > 1 or across > 1:
            self.merged.append(f"{letter(column)}{number}:{letter(column + across - 1)}{number + down - 1}")

    def content(self) -> dict[str, Any]:
        """The sheet as ``xlsx_sandbox`` gives one."""
        names = ("name", "rows", "wrong", "rounded", "hidden_rows", "hidden_columns", "merged")
        return {name: getattr(self, name) for name in names}


def _cell(cell: Any, said: dict[str, str]) -> tuple[str, str, str]:
    """A cell's text, what is wrong with it, and the number that it holds where it shows another."""
    shown = "\n".join("".join(_texts(one)) for one in cell if _bare(one.tag) == "p").strip()
    kind, formula = said.get("value-type", ""), said.get("formula", "")
    if formula and re.match(r"#|Err:", shown):
        return shown, of_error(shown), ""
    if kind == "date":
        value = said.get("date-value", shown)
        return (value[:7] if len(re.findall(r"\w+", shown)) == 2 else value.removesuffix("T00:00:00")), "", ""
    if kind not in ("float", "percentage"):
        return shown, "", ""
    return _number(shown, said.get("value", ""), percent=kind == "percentage", formula=bool(formula))


def _number(shown: str, value: str, *, percent: bool, formula: bool) -> tuple[str, str, str]:
    """A number with the digits typed, else with those shown."""
    try:
        exact = Decimal(value) * (100 if percent else 1)
    except InvalidOperation:
        return shown, "this cell holds no number; type the number", ""
    sign = "%" if percent else ""
    plain = f"{exact.normalize():f}"
    if not _SHOWN_NUMBER.fullmatch(shown) or not re.search(r"\d", shown):
        words = re.search(r"[A-Za-z<>*#~]", shown) and re.search(r"\d", shown)
        what = f"this cell holds {plain}{sign} and shows “{shown[:30]}”; type what is meant"
        return (shown, "", "") if words else (plain + sign, what, "")
    digits = re.sub(r"[,% ]", "", shown.replace("\N{MINUS SIGN}", "-"))
    places, held = (len(text.partition(".")[2]) for text in (digits, plain))
    if held <= max(places, 0 if formula else DIGITS):
        return plain + ("." if places and not held else "") + "0" * max(places - held, 0) + sign, "", ""
    if places > DIGITS:
        return plain + sign, f"{plain}{sign} has too many digits; round it to what you publish", ""
    return digits + sign, "", plain + sign


def _texts(element: Any) -> Iterator[str]:
    """The words of a paragraph, with its blanks and without what is noted beside it."""
    yield element.text or ""
    for one in element:
        tag = _bare(one.tag)
        if tag == "s":
            yield " " * min(_count(_attributes(one), "c"), 100)
        elif tag in ("tab", "line-break"):
            yield " "
        elif tag != "annotation":
            yield from _texts(one)
        yield one.tail or ""


def _bare(tag: Any) -> str:
    return str(tag).rpartition("}")[2]


def _attributes(element: Any) -> dict[str, str]:
    """An element's attributes by their bare names; a number of the office's goes before another's."""
    return {_bare(name): value for name, value in element.attrib.items() if "calcext" not in name}


def _count(said: dict[str, str], name: str) -> int:
    text = said.get(name, "1")
    return int(text) if re.fullmatch(r"\d{1,7}", text) else 1
