"""A chart's SVG in a frame of words, and the same as PNG, so that it stands alone wherever it is pasted."""

from __future__ import annotations

import re
import struct
import textwrap
import zlib
from collections.abc import Sequence

from markupsafe import Markup

from metrics.charts.palette import IMAGE_FONT, Palette
from metrics.wording.pictures import Caption

MARGIN = 20
TITLE, TITLE_LINE = 20, 25
WORDS, WORDS_LINE = 13, 18
"""Sizes and heights of lines in pixels, of the title and of all other words."""

PER_LETTER = 0.5
"""The mean width of a letter in these fonts, as a part of its size; a little too wide, so that no line is cut."""

_SIZE = re.compile(r'width="([\d.]+)" height="([\d.]+)"')
_TAG = re.compile(r"<[^>]*>")
_SPOKEN = re.compile(r' (?:aria-[a-z]+|role)="[^"]*"')

_FRAME = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" role="img" '
    'width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}">'
    "<title>{title}</title><desc>{description}</desc>"
    '<rect width="100%" height="100%" fill="{page}"/>{above}'
    '<g transform="translate({margin},{top:g})">{chart}</g>{below}</svg>'
)
_LINE = Markup(
    '<text x="{x}" y="{y:g}" font-family="{font}" font-size="{size}" font-weight="{weight}" fill="{fill}">'
    "{words}</text>"
)


def framed(chart: str, caption: Caption, palette: Palette) -> str:
    """The chart with its words over and beneath it; its name and its description are those of the whole picture."""
    found = _SIZE.search(chart)
    width, height = (float(found[1]), float(found[2])) if found else (0.0, 0.0)
    above, top = _block((caption.title,), MARGIN, width, palette.ink, TITLE, TITLE_LINE, "bold")
    words, top = _block(caption.above, top, width, palette.quiet, WORDS, WORDS_LINE)
    below, end = _block(caption.below, top + height + MARGIN / 2, width, palette.quiet, WORDS, WORDS_LINE)
    return str(
        _FRAME.format(
            width=width + 2 * MARGIN,
            height=end + MARGIN / 2,
            title=caption.title,
            description=caption.description,
            page=palette.page,
            margin=MARGIN,
            top=top,
            above=above + words,
            below=below,
            chart=Markup(_silent(chart)),
        )
    )


def _block(
    texts: Sequence[str], top: float, width: float, fill: str, size: int, line: int, weight: str = "normal"
) -> tuple[Markup, float]:
    """Lines of words from ``top`` on, and where they end."""
    letters = max(20, int(width / (size * PER_LETTER)))
    lines = [part for words in texts for part in textwrap.wrap(words, letters, break_on_hyphens=False)]
    drawn = [
        _LINE.format(
            x=MARGIN, y=top + number * line + size, font=IMAGE_FONT, size=size, weight=weight, fill=fill, words=words
        )
        for number, words in enumerate(lines)
    ]
    return Markup("").join(drawn), top + len(lines) * line + (MARGIN / 2 if lines else 0)


def _silent(chart: str) -> str:
    """The chart without names of its parts, which tell axes in codes of days; the frame's description tells it."""
    return _TAG.sub(lambda tag: _SPOKEN.sub("", tag[0]), chart)


def with_words(png: bytes, caption: Caption) -> bytes:
    """The PNG with title, description and everything beneath the picture as text that programs can read (iTXt)."""
    texts = {
        "Title": caption.title,
        "Description": caption.description,
        "Comment": "\n".join((*caption.above, *caption.below)),
    }
    chunks = b"".join(_chunk(name, words) for name, words in texts.items() if words)
    after_head = 8 + 25  # the signature, and the chunk IHDR
    return png[:after_head] + chunks + png[after_head:]


def _chunk(name: str, words: str) -> bytes:
    body = b"iTXt" + name.encode("latin-1") + b"\0\0\0\0\0" + words.encode("utf-8")
    return struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
