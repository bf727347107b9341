"""Palette, fonts, sizes, strokes and dash patterns, for light and dark; no Altair, so that HTML can have the colours.

The palette is the Analysis Function's (shared with afcharts), with twins of the
same hue for a dark page. Text has at least 4.5:1 against the page and marks at
least 3:1 (WCAG 2.2, 1.4.3 and 1.4.11); tests/charts/test_palette.py does the sums.
Red and green never stand against each other.
"""

from __future__ import annotations

from dataclasses import dataclass

IMAGE_FONT = "Arial, Liberation Sans, sans-serif"
"""What a downloaded picture can count on; an SVG shown as an image cannot use the page's own font."""

FONT = f"Source Sans, {IMAGE_FONT}"
"""The page's own font first."""

TEXT = 15
SMALL = 14
LINE = 3
MEDIUM = 2.25
THIN = 1.75
FAINT = 1.25
DOT = 120
DASH: list[float] = [7, 4]
PROPOSED_DASH: list[float] = [3, 4]
"""Sizes in pixels; dots are areas. Readable from the back of a committee room."""


@dataclass(frozen=True)
class Palette:
    """The colours of one theme; every one but ``grid`` is fit for text and marks on ``page``."""

    page: str
    ink: str
    quiet: str
    council: str
    target: str
    comparator: str
    partly: str
    neighbours: str
    published: str
    track: str
    grid: str


LIGHT = Palette(
    page="#ffffff",
    ink="#0b0c0c",
    quiet="#484d50",
    council="#12436d",
    target="#801650",
    comparator="#3d3d3d",
    partly="#6b6f73",
    neighbours="#6a4f9e",
    published="#1a7068",
    track="#8a9196",
    grid="#e4e7e9",
)

DARK = Palette(
    page="#0e1117",
    ink="#fafafa",
    quiet="#c0c4ca",
    council="#8ec1ee",
    target="#f4a3c8",
    comparator="#d0d3d6",
    partly="#9aa0a6",
    neighbours="#b9a1e6",
    published="#4fc9bd",
    track="#7d848c",
    grid="#2a2f37",
)
