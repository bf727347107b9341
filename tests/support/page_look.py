"""What look.js finds on a page, as data to assert on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from metrics.charts.palette import DARK, LIGHT

LOOK = Path(__file__).with_name("look.js").read_text(encoding="utf-8")
LOOK = LOOK[LOOK.index("({ decoration") :]
DECORATION = [LIGHT.grid, DARK.grid, LIGHT.page, DARK.page]
"""Colours that carry nothing: gridlines, and the page's own colour behind labels."""


@dataclass(frozen=True)
class Look:
    """Faults are sentences; an empty list is a page without that fault."""

    pale: list[str]
    overlaps: list[str]
    cut: list[str]
    wide: list[str]
    charts: int
    marks: int
    texts: int


def look(page: Page, roots: str | None = None) -> Look:
    """Look at the whole page, or at the SVG pictures in the shadow roots of the elements ``roots`` selects."""
    found: dict[str, Any] = page.evaluate(LOOK, {"decoration": DECORATION, "roots": roots})
    pale = [
        f"{one['ratio']}:1 where {one['needs']}:1 is needed: {one['words']}"
        for one in (*found["texts"], *found["marks"])
        if one["ratio"] < one["needs"]
    ]
    return Look(
        pale=list(dict.fromkeys(pale)),
        overlaps=found["overlaps"],
        cut=found["cut"],
        wide=found["wide"],
        charts=found["charts"],
        marks=found["visibleMarks"],
        texts=len(found["texts"]),
    )
