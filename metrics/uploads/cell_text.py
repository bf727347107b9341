"""A cell of a workbook (XLSX) -> its text, with the digits that its number format shows."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from metrics.catalogue.codes import read_sign

DIGITS = 4
"""Digits after the point; a number with more was worked out and not yet rounded."""


def text(cell: Any) -> tuple[str, str]:
    """A cell's text, and what is wrong with it or nothing; percent is 0-100 where the format shows per cent."""
    value, number_format = cell.value, getattr(cell, "number_format", "General")
    if value is None:
        return "", ""
    if cell.data_type == "e":
        sign = read_sign(str(value))
        code = f", or {sign.advice}" if sign is not None and "formula" not in sign.other else ""
        return str(value), f"this cell shows {value}; mend its formula, or type the number{code}"
    if isinstance(value, bool):
        return str(value).lower(), ""
    if isinstance(value, (int, float)):
        return _number(value, _bare(number_format))
    if isinstance(value, date):
        return _date(value, _bare(number_format)), ""
    return str(value).replace("_x000D_", ""), ""


def _bare(number_format: str) -> str:
    """A number format without its literal text, and without the parts for negative numbers and text."""
    return re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.', "", number_format).split(";")[0].lower()


def _number(value: float, number_format: str) -> tuple[str, str]:
    """A number with at most the 15 digits that a spreadsheet keeps, and at least those its format shows."""
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
