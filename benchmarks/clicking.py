"""What an officer waits for after pressing Save: from the click until "Saved" is on screen, in a real browser."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.apps import ROOT, App, serving
from benchmarks.samples import Samples
from metrics.store import data_file

CLICK = "click to “Saved” on screen"

_UNTIL_SAVED = """() => new Promise((done, failed) => {
  const began = Number(sessionStorage.getItem("began"));
  setTimeout(() => failed(new Error("nothing was saved within a minute")), 60000);
  (function look() {
    if (document.querySelector(".saved")) return done(performance.timeOrigin + performance.now() - began);
    requestAnimationFrame(look);
  })();
})"""
_CLOCK = "sessionStorage.setItem('began', performance.timeOrigin + performance.now())"


def clicked(browser: Browser, path: Path, rows: str, samples: Samples) -> None:
    """Paste these rows on the page Add a quarter, check, sign, and time the save of them all."""
    path.with_name("access.toml").write_text('editing = "this computer"\n', encoding="utf-8")
    with serving(App("saving", ROOT, "dashboard.py", {data_file.VARIABLE: str(path)})) as server:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.set_default_timeout(120_000)  # a busy machine reads and proves long before there is anything to press
        page.goto(f"{server.address}add")
        page.get_by_role("tab", name="Paste from a spreadsheet").click()
        page.get_by_role("textbox", name="Copy the rows").fill(rows)
        page.get_by_role("button", name="Check what will be saved").click()
        page.get_by_role("textbox", name="Your name").fill("The hub")
        page.get_by_role("textbox", name="Why: what this is").fill("A quarter")
        page.keyboard.press("Tab")
        page.wait_for_timeout(2000)
        page.evaluate(f"() => addEventListener('click', () => {_CLOCK}, {{ capture: true, once: true }})")
        page.get_by_role("button", name="Save", exact=True).click()
        samples.add(CLICK, "ms", float(page.evaluate(_UNTIL_SAVED)))
        page.close()
