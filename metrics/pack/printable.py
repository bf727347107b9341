"""Text as the pack's fonts can print it: PDF/UA refuses a character that a font lacks, and one must stop no pack."""

from __future__ import annotations

import functools
import unicodedata
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

FONTS = Path(__file__).with_name("fonts")

MISSING = "\N{WHITE SQUARE}"
"""Stands for a character that the fonts lack."""


def printable(text: str) -> str:
    """The text with what can't be printed shown as missing, and without what is never seen; in one line."""
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", text)
    told = text.translate({ord(one): shown for one in set(text) if (shown := _shown(one)) != one})
    return told if told.strip() or not text.strip() else MISSING


def _shown(one: str) -> str:
    if ord(one) in _characters() and not _unseen(one):
        return one
    if _unseen(one):
        return ""
    return " " if one.isspace() or unicodedata.category(one) == "Cc" else MISSING


def _unseen(one: str) -> bool:
    """Marks of direction, joiners, variation selectors, private and unpaired code points."""
    return unicodedata.category(one) in ("Cf", "Co", "Cs") or "\ufe00" <= one <= "\ufe0f"


@functools.cache
def _characters() -> frozenset[int]:
    """Code points that every one of the fonts has."""
    return frozenset.intersection(*(frozenset(TTFont(path).getBestCmap()) for path in sorted(FONTS.glob("*.ttf"))))
