"""What nobody sees of a sheet (XLSX): rows and columns that are hidden, filtered out, folded away or have no size.

Runs in the sandbox, on the sheet's own XML, since openpyxl keeps none of this when it only reads.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import IO

from metrics.uploads.table import COLUMNS

HIDDEN = re.compile(rb"h\0?i\0?d\0?d\0?e\0?n|customHeight|\b(?:ht|width)\s{0,2}=\s{0,2}[\"'][0-2](?:\.\d|[\"'])")
"""Bytes without which a sheet hides nothing; most sheets are never gone through a second time."""

_TRUE = ("1", "true", "on", "t")

LOWEST = 3.0
"""Points of a row's height below which nothing in it can be read (ours); 15 is usual."""

NARROWEST = 0.5
"""Characters of a column's width below which nothing in it can be read (ours); 8 is usual."""


def hidden_places(source: IO[bytes]) -> tuple[list[int], list[int]]:
    """The numbers, from 1, of a sheet's hidden rows and of its hidden columns among those that are read."""
    from openpyxl.xml.functions import iterparse

    rows: list[int] = []
    columns: set[int] = set()
    number = 0
    for _, element in iterparse(source, events=("end",)):
        tag = element.tag.rpartition("}")[2]
        if tag == "row":
            number = int(element.get("r") or number + 1)
            if _hidden(element.attrib, "ht", LOWEST) or _no_height(element.attrib):
                rows.append(number)
        elif tag == "col" and _hidden(element.attrib, "width", NARROWEST):
            first, last = int(element.get("min") or 1), int(element.get("max") or COLUMNS)
            columns.update(range(max(first, 1), min(last, COLUMNS) + 1))
        elif tag == "sheetData":
            break
        if tag in ("row", "c"):
            element.clear()
    return rows, sorted(columns)


def _hidden(attributes: Mapping[str, str], size: str, least: float) -> bool:
    """Whether a row or column is said to be hidden, or has a ``size`` of less than it takes to read."""
    stated = attributes.get("hidden", "").strip().lower() in _TRUE
    return stated or (size in attributes and float(attributes[size]) < least)


def _no_height(attributes: Mapping[str, str]) -> bool:
    """Whether a row has a height of its own and none is given, which is how openpyxl writes a height of 0."""
    return attributes.get("customHeight", "").strip().lower() in _TRUE and "ht" not in attributes
