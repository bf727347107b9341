"""Text as the pack's fonts can print it: PDF/UA refuses a character that a font lacks, and one must stop no pack."""

from __future__ import annotations

import functools
import struct
import unicodedata
from pathlib import Path

FONTS = Path(__file__).with_name("fonts")

MISSING = "\N{WHITE SQUARE}"
"""Stands for a character that the fonts lack."""


def printable(text: str) -> str:
    """The text with what can't be printed shown as missing, and without what is never seen; in one line."""
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", text)
    return text.translate({ord(one): shown for one in set(text) if (shown := _shown(one)) != one})


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
    return frozenset.intersection(*(_of_font(path.read_bytes()) for path in sorted(FONTS.glob("*.ttf"))))


def _of_font(font: bytes) -> frozenset[int]:
    """The code points of a TrueType font's table cmap, of the basic plane (format 4)."""
    (tables,) = struct.unpack_from(">H", font, 4)
    starts = {font[12 + 16 * n :][:4]: struct.unpack_from(">I", font, 12 + 16 * n + 8)[0] for n in range(tables)}
    cmap = starts[b"cmap"]
    (encodings,) = struct.unpack_from(">H", font, cmap + 2)
    for n in range(encodings):
        platform, encoding, offset = struct.unpack_from(">HHI", font, cmap + 4 + 8 * n)
        if (platform, encoding) == (3, 1):
            return _format_4(font, cmap + offset)
    raise ValueError("the font has no table of Unicode characters")


def _format_4(font: bytes, at: int) -> frozenset[int]:
    """Segments of code points; a segment's gap stands where the glyph is 0."""
    (double,) = struct.unpack_from(">H", font, at + 6)
    count = double // 2
    ends, starts, deltas, ranges = (
        struct.unpack_from(f">{count}H", font, at + 14 + part * double + (2 if part else 0)) for part in range(4)
    )
    range_table = at + 16 + 3 * double
    found = set()
    for n, (start, end, delta, shift) in enumerate(zip(starts, ends, deltas, ranges, strict=True)):
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = (code + delta) & 0xFFFF
            if shift:
                (glyph,) = struct.unpack_from(">H", font, range_table + 2 * n + shift + 2 * (code - start))
            if glyph:
                found.add(code)
    return frozenset(found)
