"""The rules of axe-core on a page, and the views in which every page is judged."""

from __future__ import annotations

from collections.abc import Iterator

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

VIEWS = {"light": (1440, 900, "light"), "dark": (1440, 900, "dark"), "narrow": (320, 640, "light")}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
EXCUSED = {"landmark-contentinfo-is-top-level": {"enabled": False}}
"""Streamlit's main holds the whole page, so the footer that is named for screen readers stands within it."""


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}, "rules": EXCUSED})
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found.response["violations"]]


def wide_and_narrow(page: Page) -> Iterator[str]:
    """One page in both widths, laid out anew and not loaded anew: what differs is CSS and the charts' own width."""
    light = page.evaluate("matchMedia('(prefers-color-scheme: light)').matches")
    for name in ("light", "narrow") if light else ("dark",):
        width, height, _ = VIEWS[name]
        page.set_viewport_size({"width": width, "height": height})
        yield name
