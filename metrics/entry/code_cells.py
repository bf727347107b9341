"""Cells of a row that say a code in place of a number: the code taken from them, or the question which one is meant."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from metrics.catalogue.codes import MEANINGS, Sign, is_bound, read_sign
from metrics.catalogue.rates import value_from_counts
from metrics.entry.fault_list import FaultList
from metrics.entry.rows import Row

_COUNTS = ("numerator", "denominator")
_COUNTED = ("count", "percent")
"""Units in which "<5" is a small number of people; in others, and of an average, it may be the figure's own bound."""


def take_codes(
    row: Row, entry: dict[str, Any], unit: str, faults: FaultList, *, average: bool = False
) -> Iterator[str]:
    """Put the codes that stand in place of numbers into ``entry``; each that had to be read is told in a sentence.

    ``average``: a count that is one of so many for each.

    A sign that may be more than one code, or stands where none can, is a fault (contract: Value or code).
    """
    typed = row.cells.get("code", "")
    if entry.get("code") in MEANINGS:
        if typed.strip("[]() ").lower() != entry["code"]:
            yield _told(row, "code", entry["code"])
    elif typed and (sign := read_sign(typed)) is not None and sign.codes:
        faults.add(row, "code", f"'{typed}' may be more than one thing; {sign.advice}")
    for name in ("value", *_COUNTS):
        if isinstance(entry.get(name), str) and (sign := read_sign(entry[name])) is not None:
            people = name in _COUNTS or (unit in _COUNTED and not average)
            yield from _take(row, name, sign if people else _doubtful(sign, entry[name]), entry, faults)
    if entry.get("code") in MEANINGS and entry.get("denominator") == 0:
        what = f"0 is no denominator; empty both counts, since the code {_named(entry['code'])} says all"
        faults.add(row, "denominator", what)
    numerator = entry.get("numerator")
    if entry.get("code") == "c" and isinstance(numerator, Decimal) and not _gives_value(row, entry, unit):
        what = f"the code {_named('c')} stands in this row, and the numerator would tell what it hides"
        faults.add(row, "numerator", f"{what}; empty the numerator")


def _gives_value(row: Row, entry: dict[str, Any], unit: str) -> bool:
    """Whether a figure's counts come to a value, which is told elsewhere as beside a code."""
    counts = entry.get("numerator"), entry.get("denominator")
    return row.kind == "figure" and value_from_counts(*counts, unit) is not None


def _take(row: Row, name: str, sign: Sign, entry: dict[str, Any], faults: FaultList) -> Iterator[str]:
    """One cell's code, where it can be one only and nothing in its row speaks against it."""
    text, given = entry[name], entry.get("code")
    code = given if given in sign.codes else sign.code
    if row.kind == "target":
        what = f"'{text}' is not a number, and a target has no code; write its number, or say it in Words"
        faults.add(row, name, what)
    elif name in _COUNTS and isinstance(entry.get("value"), Decimal):
        what = f"'{text}' is not a count; leave both counts empty if the value may be shown"
        faults.add(row, name, f"{what}, or put in place of the value the code {_either(sign)}" if sign.codes else what)
    elif code is None:
        faults.add(row, name, f"'{text}' is not a number; {sign.advice}")
    elif given and given != code:
        faults.add(row, name, f"'{text}' means {_named(code)}, and the code {given} stands beside it; keep one of them")
    elif name == "denominator" and entry.get("numerator") is not None:
        what = f"'{text}' means {_named(code)}, and the numerator beside it tells a part of it; empty the numerator"
        faults.add(row, name, what)
    else:
        del entry[name]
        entry["code"] = code
        yield _told(row, name, code)


def _doubtful(sign: Sign, text: str) -> Sign:
    """The same sign; a bound of what is no count of people may be the figure's own, and is asked about."""
    bound = sign.code is not None and is_bound(text)
    return Sign(sign.codes, "if the exact figure may be shown, write that") if bound else sign


def _told(row: Row, name: str, code: str) -> str:
    return f"{row.place(name)}: “{row.cells[name]}” is read as the code {_named(code)}"


def _either(sign: Sign) -> str:
    return " or ".join(map(_named, sign.codes))


def _named(code: str) -> str:
    return f"{code} ({MEANINGS[code]})"
