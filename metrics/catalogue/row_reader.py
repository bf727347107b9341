"""Rows that stand on a line of their own, read at once: most of a data file, and most of the time of reading it.

A line such as ``- {period: 2013/14 Q1, value: 26, source: report}`` means the same wherever it stands in a list.
Such lines are read here and a short sign is left in their place for the YAML parser; what is written in any other
way is left to it. Whoever gets None reads the whole text by the parser.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

_INNER = r"[^\s,:#?{}\[\]\"\\&*!|>@`]"
_PLAIN = rf"(?:[A-Za-z0-9£€(]|-(?=\d))(?:{_INNER}|[ :](?={_INNER}))*"
_VALUE = rf"\"[^\"\\\n]*\"|{_PLAIN}"
_PAIR = re.compile(rf"([a-z_]+): ({_VALUE})(?:, |\Z)")
_ROW = re.compile(r"^( *- )\{([^\n\r]*)\}(?=\r?$)", re.MULTILINE)
_SIGN = "a-row-that-was-read-already"

Scalar = Callable[[str], Any]


def without_rows(text: str, scalar: Scalar) -> tuple[str, list[dict[str, Any]]]:
    """The text with a sign in the place of each such row, line by line the same, and the rows in order.

    ``scalar`` reads text without quotation marks.
    """
    rows: list[dict[str, Any]] = []
    known: dict[str, Any] = {}

    def read(match: re.Match[str]) -> str:
        pairs = _PAIR.findall(inner := match[2])
        if sum(len(key) + len(value) + 4 for key, value in pairs) - 2 != len(inner):
            return match[0]
        row: dict[str, Any] = {}
        for key, value in pairs:
            if value[0] == '"':
                row[key] = value[1:-1]
                continue
            if value not in known:
                known[value] = scalar(value)
            row[key] = known[value]
        if len(row) != len(pairs):
            return match[0]
        rows.append(row)
        return f"{match[1]}{_SIGN}"

    return ("", []) if _SIGN in text else (_ROW.sub(read, text), rows)


def put_back(data: Any, rows: list[dict[str, Any]]) -> bool:
    """Put the rows in the place of their signs; false where a sign stands anywhere but in a list of its own."""
    rest = iter(rows)
    found = _put_back(data, rest)
    return found == len(rows)


def _put_back(data: Any, rest: Any) -> int:
    found = 0
    values = data.values() if isinstance(data, dict) else data
    for number, value in enumerate(values):
        if isinstance(value, (dict, list)):
            found += _put_back(value, rest)
        elif value == _SIGN and isinstance(data, list):
            data[number] = next(rest)
            found += 1
    return found
