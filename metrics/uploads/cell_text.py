"""A cell of a workbook (XLSX) -> its text, with the digits that its number format shows."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from metrics.catalogue.codes import read_sign

DIGITS = 4
"""Digits after the point; a number with more was worked out and not yet rounded."""


def text(cell: Any, *, worked_out: bool = False) -> tuple[str, str]:
    """A cell's text, and what is wrong with it or nothing; percent is 0-100 where the format shows per cent.

    A number that a formula ``worked_out`` has the digits that its format shows, and so has one with many digits.
    """
    value, number_format = cell.value, getattr(cell, "number_format", "General")
    if value is None:
        return "", ""
    if cell.data_type == "e":
        return str(value), of_error(str(value))
    if isinstance(value, bool):
        return str(value).lower(), ""
    if isinstance(value, (int, float)):
        return _displayed(value, number_format, worked_out=worked_out)
    if isinstance(value, date):
        return _date(value, _bare(number_format)), ""
    return str(value).replace("_x000D_", ""), ""


def _displayed(value: float, number_format: str, *, worked_out: bool) -> tuple[str, str]:
    """A number with the words that its format puts round it; a fault where the format shows something else."""
    section = _section(value, number_format)
    bare = _LITERAL.sub("", section).lower()
    shown, fault = _number(value, bare, worked_out=worked_out)
    before, after = _words(section)
    if not re.search(r"[0#?@]|general", bare):
        what = f"“{(before + after).strip()}”" if (before + after).strip() else "nothing"
        return shown, f"this cell holds {shown} and its number format shows {what}; type what is meant"
    if re.search(r"[0#?],+(?![,0#?])", bare):
        what = "thousands or millions of it"
        return shown, f"this cell holds {shown} and its number format shows {what}; type the number that is meant"
    significant = any(sign.isalnum() or sign in "<>\N{LESS-THAN OR EQUAL TO}*#%~†" for sign in before + after)
    return (f"{before.lstrip()}{shown}{after.rstrip()}" if significant else shown), fault


def of_error(shown: str) -> str:
    """What is wrong with a cell whose formula gave an error, and what to write instead."""
    sign = read_sign(shown)
    code = f", or {sign.advice}" if sign is not None and "formula" not in sign.other else ""
    return f"this cell shows {shown}; mend its formula, or type the number{code}"


def rounded_from(cell: Any, shown: str) -> str:
    """The number that a cell holds, where its text has fewer digits; "" where that is the same."""
    value, number = cell.value, re.search(r"-?\d+(?:\.\d+)?", shown)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or number is None:
        return ""
    exact = Decimal(f"{value:.15g}") * (100 if shown.endswith("%") else 1)
    sign = "%" if shown.endswith("%") else ""
    return "" if exact == Decimal(number[0]) else f"{exact.normalize():f}{sign}"


_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_WRITTEN = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|_.|\*.')
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\]")


def _section(value: float, number_format: str) -> str:
    """The part of a number format that shows a value: by its condition, or else by its sign."""
    sections: list[str] = re.findall(r'(?:"[^"]*"|\\.|[^;"\\])+|(?<=;)(?=;)|(?<=;)$|^(?=;)', number_format) or [""]
    if any(map(_CONDITION.search, sections)):
        met = (one for one in sections if (found := _CONDITION.search(one)) is None or _holds(value, found))
        return next(met, sections[-1])
    place = 1 if value < 0 else 2 if value == 0 else 0
    return sections[place] if place < len(sections) else sections[0]


def _holds(value: float, condition: re.Match[str]) -> bool:
    sign, bound = condition[1], float(condition[2])
    return {
        "<": value < bound,
        "<=": value <= bound,
        ">": value > bound,
        ">=": value >= bound,
        "=": value == bound,
        "<>": value != bound,
    }[sign]


def _words(section: str) -> tuple[str, str]:
    """The text that a part of a number format puts before its digits and behind them."""
    bare = re.search(r"[0#?@]|general", re.sub(_LITERAL, lambda found: " " * len(found[0]), section).lower())
    at = bare.start() if bare else len(section)
    texts = [(found.start() < at, found[1] or found[2] or "") for found in _WRITTEN.finditer(section)]
    return "".join(text for first, text in texts if first), "".join(text for first, text in texts if not first)


def _bare(number_format: str) -> str:
    """A number format without its literal text, and without the parts for negative numbers and text."""
    return re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.', "", number_format).split(";")[0].lower()


def _number(value: float, number_format: str, *, worked_out: bool) -> tuple[str, str]:
    """A number with at most the 15 digits that a spreadsheet keeps, and at least those its format shows.

    Where it has more than anybody types, or a formula gave it, it has those that its format shows.
    """
    sign = "%" if "%" in number_format else ""
    exact = Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value)
    if not exact.is_finite():
        return str(value), "this cell holds no number; type the number"
    exact = exact * 100 if sign else exact
    decimals = re.search(r"\.(0+)", number_format)
    fixed = len(decimals[1]) if decimals and "e" not in number_format else 0
    plain = f"{exact.normalize():f}"
    digits = len(plain.partition(".")[2])
    if digits < fixed:
        plain += ("" if digits else ".") + "0" * (fixed - digits)
    shown = re.search(r"\.([0#?]+)", number_format)
    most = len(shown[1]) if shown else 0
    plain_digits = re.search(r"[0#?]", number_format) and not re.search(r"e|/", number_format)
    if plain_digits and digits > most and (worked_out or digits > DIGITS):
        return f"{exact.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP):f}{sign}", ""
    if digits <= DIGITS:
        return plain + sign, ""
    step = Decimal(1).scaleb(-(fixed if decimals or sign else 1))
    rounded = f"{exact.quantize(step, ROUND_HALF_UP):f}{sign}"
    return plain + sign, f"{plain}{sign} has too many digits; round it to what you publish, such as {rounded}"


def _date(value: date, number_format: str) -> str:
    """Year-month-day; year-month, or the year alone, where the cell shows no more."""
    if isinstance(value, datetime) and (value.hour or value.minute or value.second):
        return value.isoformat(sep=" ")
    parts = 3 if "d" in number_format or "y" not in number_format else 2 if "m" in number_format else 1
    return "-".join(f"{value:%Y-%m-%d}".split("-")[:parts])
