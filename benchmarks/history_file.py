"""Twelve years in one file, on screen: python -m benchmarks.history_file [--rounds N].

A scorecard of 25 indicators with 50 quarters as columns is given on the page Add a quarter and checked; the clock runs
from the file to the preview. The floor, in the same run, is a file of one figure, which costs the page alone.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page

from benchmarks.apps import ROOT, App, serving
from benchmarks.samples import Samples, load
from benchmarks.saving import HEAD, INDICATOR, line, quarter
from metrics.store import data_file
from tests.support import browsing, workbooks

INDICATORS, QUARTERS = 25, 50
FILE, FLOOR, HEIGHT = "25 indicators by 50 quarters", "floor: one figure", "height of the page"
MOST = 10_000
"""Milliseconds from the file to the preview."""


def scorecard(indicators: int, quarters: int) -> bytes:
    """A sheet with its quarters as columns; each figure another one than its neighbours."""
    rows = [
        [f"indicator-{number}", *(20 + (7 * number + 3 * place) % 23 for place in range(1, quarters + 1))]
        for number in range(indicators)
    ]
    return workbooks.workbook(["Indicator", *(quarter(place) for place in range(1, quarters + 1))], *rows)


def data() -> str:
    """Each indicator with the first quarter alone."""
    return HEAD + "".join(INDICATOR.format(number=number) + f"      - {line(0)}\n" for number in range(INDICATORS))


def previewed(browser: Browser, path: Path, file: bytes, what: str, samples: Samples) -> None:
    """Give the file, check it, and time the two together until the preview stands on screen."""
    path.with_name("access.toml").write_text('editing = "this computer"\n', encoding="utf-8")
    with serving(App("history", ROOT, "dashboard.py", {data_file.VARIABLE: str(path)})) as server:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.set_default_timeout(120_000)
        browsing.opened(page, f"{server.address}add")
        page.get_by_role("textbox", name="Place in the source").fill("Scorecards 2000 to 2012")
        page.get_by_role("tab", name="From a file").click()
        browsing.settled(page)
        began = time.perf_counter()
        _give(page, file)
        page.get_by_role("button", name="Check what will be saved").click()
        page.get_by_role("textbox", name="Your name", exact=True).wait_for()
        samples.add(what, "ms", 1000 * (time.perf_counter() - began))
        browsing.settled(page)
        high = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        samples.add(f"{HEIGHT}: {what}", "px", float(high))
        page.close()


def _give(page: Page, file: bytes) -> None:
    given = {"name": "scorecard.xlsx", "mimeType": "text/plain", "buffer": file}
    page.locator("input[type=file]").set_input_files(given)
    page.get_by_text("read.").first.wait_for()


def printed(samples: Samples) -> str:
    lines = [f"{'ms':44}{'least':>8}{'median':>8}"]
    for what in (FLOOR, FILE):
        lines.append(f"{what:44}{samples.least(what, 'ms'):8.0f}{samples.median(what, 'ms'):8.0f}")
        lines.append(f"{HEIGHT}, px{samples.median(f'{HEIGHT}: {what}', 'px'):43.0f}")
    reached = samples.median(FILE, "ms") <= MOST
    lines.append(f"{FILE}: at most {MOST:,} ms: {'reached' if reached else 'not reached'}")
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.history_file", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(arguments)
    program = browsing.find()
    if program is None:
        print(browsing.HOW_TO_GET_ONE, file=sys.stderr)
        return 0
    samples, before = Samples(), load()
    with browsing.started(program) as browser:
        for _ in range(options.rounds):
            for what, file in ((FLOOR, scorecard(1, 1)), (FILE, scorecard(INDICATORS, QUARTERS))):
                with tempfile.TemporaryDirectory(dir=Path(__file__).parent, prefix=".history-") as folder:
                    path = Path(folder) / "indicators.yaml"
                    path.write_text(data(), encoding="utf-8")
                    previewed(browser, path, file, what, samples)
    print(f"load average before {before}, after {load()}; {options.rounds} rounds")
    print(printed(samples))
    return 0


if __name__ == "__main__":
    sys.exit(main())
