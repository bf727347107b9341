"""What nobody sees of a sheet (XLSX): rows and columns that are hidden, filtered out, folded away or have no size.

Runs in the sandbox, on the sheet's own XML, since openpyxl keeps none of this when it only reads.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import IO

from metrics.uploads.table import COLUMNS

HIDDEN = re.compile(
    rb"h\0?i\0?d\0?d\0?e\0?n|customHeight|zeroHeight|mergeCell|\b(?:ht|width|defaultRowHeight|defaultColWidth)\s{0,2}=\s{0,2}[\"'][0-2](?:\.\d|[\"'])"
)
"""Bytes without which a sheet hides nothing; most sheets are never gone through a second time."""

_TRUE = ("1", "true", "on", "t")

LOWEST = 3.0
"""Points of a row's height below which nothing in it can be read (ours); 15 is usual."""

NARROWEST = 0.5
"""Characters of a column's width below which nothing in it can be read (ours); 8 is usual."""


NARROWEST_USUAL = 1.0
"""As ``NARROWEST``, of the width that all columns of a sheet have which say no other (ours)."""

MOST_MERGED = 2_000
"""Merged cells of a sheet that are looked at."""


def hidden_places(source: IO[bytes]) -> tuple[list[int], list[int], list[str]]:
    """The numbers, from 1, of a sheet's hidden rows and of its hidden columns among those that are read.

    Last come its merged cells, such as B2:B4. A size that is set for the whole sheet holds where none of its own is.
    """
    from openpyxl.xml.functions import iterparse

    rows: list[int] = []
    columns: set[int] = set()
    sized: set[int] = set()
    merged: list[str] = []
    number, low, narrow = 0, False, False
    for _, element in iterparse(source, events=("end",)):
        tag = element.tag.rpartition("}")[2]
        if tag == "row":
            number = int(element.get("r") or number + 1)
            unsized = low and "ht" not in element.attrib
            if _hidden(element.attrib, "ht", LOWEST) or _no_height(element.attrib) or unsized:
                rows.append(number)
        elif tag == "sheetFormatPr":
            zero = element.get("zeroHeight", "").strip().lower() in _TRUE
            low = zero or float(element.get("defaultRowHeight") or LOWEST) < LOWEST
            narrow = float(element.get("defaultColWidth") or 1) < NARROWEST_USUAL
        elif tag == "col":
            first, last = int(element.get("min") or 1), int(element.get("max") or COLUMNS)
            of_it = range(max(first, 1), min(last, COLUMNS) + 1)
            sized.update(of_it if "width" in element.attrib else ())
            columns.update(of_it if _hidden(element.attrib, "width", NARROWEST) else ())
        elif tag == "mergeCell" and len(merged) < MOST_MERGED:
            merged.append(str(element.get("ref") or ""))
        if tag in ("row", "c"):
            element.clear()
    columns.update(set(range(1, COLUMNS + 1)) - sized if narrow else ())
    return rows, sorted(columns), merged


def _hidden(attributes: Mapping[str, str], size: str, least: float) -> bool:
    """Whether a row or column is said to be hidden, or has a ``size`` of less than it takes to read."""
    stated = attributes.get("hidden", "").strip().lower() in _TRUE
    return stated or (size in attributes and float(attributes[size]) < least)


def _no_height(attributes: Mapping[str, str]) -> bool:
    """Whether a row has a height of its own and none is given, which is how openpyxl writes a height of 0."""
    return attributes.get("customHeight", "").strip().lower() in _TRUE and "ht" not in attributes
