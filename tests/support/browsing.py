"""A browser for the tests: where it is found, how it is started, and when a page is ready to be judged."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge")
PLACES = (
    "/usr/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    *(
        str(Path(os.environ.get(folder, "C:/")) / inside)
        for folder in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
        for inside in ("Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe")
    ),
)
HOW_TO_GET_ONE = (
    "no browser found: install Chromium, Chrome or Edge (Debian: apt-get install chromium), "
    "or set BROWSER_PATH to its program"
)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find() -> str | None:
    """The program of a Chromium, Chrome or Edge on this computer, or None."""
    if given := os.environ.get("BROWSER_PATH"):
        return given
    on_path = (shutil.which(name) for name in NAMES)
    return next((found for found in (*on_path, *PLACES) if found and Path(found).exists()), None)


@contextmanager
def started(program: str) -> Iterator[Browser]:
    """A running browser without a window; what is expected of its pages may take as long as a loaded machine does."""
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield browser
        browser.close()


PRESSES = """(() => {
  let pressed = -1e9, begun = 0;
  for (const kind of ['click', 'change', 'keydown', 'popstate'])
    addEventListener(kind, () => { pressed = performance.now(); }, true);
  new MutationObserver(changes => {
    if (changes.some(one => one.target.getAttribute('data-test-script-state') === 'running')) begun = performance.now();
  }).observe(document, { subtree: true, attributes: true, attributeFilter: ['data-test-script-state'] });
  window.answered = () => begun >= pressed || performance.now() - pressed > 800;
})()"""
"""Run in every document before its own scripts: ``answered()`` is false from a press or a key until a run of the page
has begun that may be its answer, or until 0.8 seconds went by in which none began."""

READY = """() => {
  const footer = document.querySelector('footer'), problems = document.querySelector('.problems');
  if (!footer && !problems) return 'no footer';
  if (document.querySelector('[data-testid=stStatusWidget], [data-testid=stSkeleton], [data-stale=true]'))
    return 'still running';
  if (document.querySelector('[data-test-script-state=running]')) return 'still running';
  if (window.answered && !window.answered()) return 'a press may still be answered';
  for (const img of document.images) if (!img.complete || !img.naturalWidth) return 'an image is missing';
  const charts = [...document.querySelectorAll('[data-testid=stVegaLiteChart]')].filter(one => one.checkVisibility());
  for (const chart of charts) {
    const svg = chart.querySelector('svg.marks');
    if (!svg || !svg.querySelector('.role-mark path, .role-mark line, .role-mark text')) return 'a chart is empty';
    const room = chart.clientWidth;
    if (Math.abs(svg.getBoundingClientRect().width - room) > 24) return 'a chart does not fill its place yet';
  }
  return '';
}"""
"""What a page still waits for; nothing when every part of it is drawn."""


def settled(page: Page, *, within: float = 45_000) -> Page:
    """The page once its footer stands, its images and charts are drawn, and nothing runs any more (milliseconds)."""
    handle = page.wait_for_function(f"() => ({READY})() === ''", timeout=within, polling=100)
    handle.dispose()
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return page


def waits_for(page: Page) -> str:
    """What the page still waits for, in words, for the message of a failed test."""
    return str(page.evaluate(READY))


def opened(page: Page, address: str) -> Page:
    """The page at this address, loaded anew and settled."""
    page.goto(address, wait_until="commit")
    return settled(page)


def followed(page: Page, address: str) -> Page:
    """The same document moved to another address of the dashboard, as its own links do it, and settled."""
    before = page.locator("h1").inner_text()
    page.evaluate(
        "address => { history.pushState({}, '', address); dispatchEvent(new PopStateEvent('popstate')); }", address
    )
    page.wait_for_function("before => document.querySelector('h1')?.innerText !== before", arg=before, timeout=15_000)
    return settled(page)


def to_officers_page(page: Page, name: str) -> None:
    """Choose a page under "For officers" in the navigation of a wide window."""
    page.get_by_role("button", name="For officers", exact=True).click()
    page.get_by_role("menuitem", name=name, exact=True).click()


def box(page: Page, selector: str) -> dict[str, Any]:
    found = page.locator(selector).first.bounding_box()
    assert found is not None, f"{selector} is not on the page"
    return dict(found)
