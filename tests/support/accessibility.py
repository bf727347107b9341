"""The rules of axe-core on a page, and the views in which every page is judged."""

from __future__ import annotations

import os
from collections.abc import Iterator

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

VIEWS = {"light": (1440, 900, "light"), "dark": (1440, 900, "dark"), "narrow": (320, 640, "light")}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
EXCUSED = {"landmark-contentinfo-is-top-level": {"enabled": False}}
"""Streamlit's main holds the whole page, so the footer that is named for screen readers stands within it."""


OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "rules": EXCUSED, "resultTypes": ["violations"]}
"""With resultTypes axe judges the same and only describes what fails, which takes half of the time."""


def violations(page: Page) -> list[str]:
    """What axe finds, a sentence each; its program is given to a document once."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found = page.evaluate("options => axe.run(options).then(one => one.violations)", OPTIONS)
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]


EVERY_VIEW = bool(os.environ.get("EVERY_VIEW"))
"""Whether every page is walked with every data in every scheme, or once each (CONTRIBUTING.md, long runs)."""


def wide_and_narrow(page: Page) -> Iterator[str]:
    """One page in both widths, laid out anew and not loaded anew: what differs is CSS and the charts' own width."""
    for name in ("light", "narrow"):
        width, height, _ = VIEWS[name]
        page.set_viewport_size({"width": width, "height": height})
        yield name.replace("light", "wide")
    page.set_viewport_size({"width": 1440, "height": 900})


def every_view(page: Page) -> Iterator[str]:
    """A page without charts of Altair, which take another scheme only when loaded anew, in all views in one load."""
    for name, (width, height, scheme) in VIEWS.items():
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        page.wait_for_function(IN_SCHEME, arg=scheme)
        yield name
    page.set_viewport_size({"width": 1440, "height": 900})


IN_SCHEME = r"""scheme => {
  const paper = getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor;
  return (parseInt(paper.match(/\d+/)[0]) < 128) === (scheme === 'dark');
}"""
"""Whether the page is drawn in this scheme."""
