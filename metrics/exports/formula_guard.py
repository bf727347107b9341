"""The guard against formula injection: text that no spreadsheet takes for a formula (ASVS 1.2.10)."""

from __future__ import annotations

from typing import Any

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")


def guard_formula(value: Any) -> Any:
    """A text behind a single quote where it begins, after blanks, with = + - @ or the like; else the value as it is."""
    if isinstance(value, str) and value.lstrip(" ").startswith(_STARTS):
        return "'" + value
    return value
