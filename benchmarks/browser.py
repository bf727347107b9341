"""What is timed in a browser, by the page's own clock: from navigation, a click or Back to the last picture drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal
from urllib.parse import urljoin

from playwright.sync_api import Browser, Error, Page

from benchmarks.apps import Server
from benchmarks.samples import Samples, turns

COLD, WARM = "page, empty cache", "page, loaded again"
INDICATOR = "indicator page, empty cache"
FIRST_CLICK, CLICK, BACK = "scorecard to indicator, first time", "scorecard to measure, again", "Back to the scorecard"
BEFORE = "scorecard of that round, empty cache"
VISITOR = "scorecard to indicator, first visitor"
VIEWPORT = {"width": 1440, "height": 900}
LINK = "tr:has(img) a[data-soft]"
"""A row of the scorecard with a picture has a chart on its indicator's page."""

Wanted = tuple[Literal["pictures", "charts"], int]

_CLOCK = "sessionStorage.setItem('began', performance.timeOrigin + performance.now())"
_UNTIL = """([kind, count, loading]) => new Promise((done, fail) => {
  const began = loading ? performance.timeOrigin : Number(sessionStorage.getItem('began'));
  const pictures = () => [...document.querySelectorAll('[data-testid=stMain] img')];
  const charts = () => [...document.querySelectorAll('[data-testid=stMain] [data-testid=stVegaLiteChart]')];
  const full = chart => chart.querySelector('svg.marks .role-mark :is(path, line, text)');
  const drawn = () => kind === 'pictures'
    ? !charts().length && pictures().length === count && pictures().every(one => one.complete && one.naturalWidth)
    : !pictures().some(one => one.checkVisibility()) && charts().length === count && charts().every(full);
  const until = performance.now() + 60000;
  (function look() {
    if (drawn()) {
      const took = performance.timeOrigin + performance.now() - began;
      return done({ took, anew: performance.timeOrigin >= began });
    }
    if (performance.now() > until)
      return fail(new Error(`not ${count} ${kind} but ${pictures().length} pictures, ${charts().length} charts`));
    requestAnimationFrame(look);
  })();
})"""


def _until(page: Page, wanted: Wanted, *, loading: bool) -> dict[str, Any]:
    """Milliseconds until all is drawn, and whether the document was loaded anew."""
    for _ in range(5):
        try:
            return dict(page.evaluate(_UNTIL, [*wanted, loading]))
        except Error as error:
            if "context was destroyed" not in str(error):
                raise
    raise RuntimeError(f"{page.url} is loaded again and again")


def _loaded(page: Page, address: str, wanted: Wanted) -> float:
    page.goto(address, wait_until="commit")
    return float(_until(page, wanted, loading=True)["took"])


def loads(
    browser: Browser, servers: Sequence[Server], wanted: Mapping[str, Wanted], samples: Samples, rounds: int
) -> None:
    """Each page with an empty cache, then loaded again in the same context; one round before is not counted."""
    known = {server.app.name: server for server in servers}
    for number in range(-1, rounds):
        for name in turns(number, list(known)):
            context = browser.new_context(viewport=VIEWPORT)  # type: ignore[arg-type]
            page = context.new_page()
            cold = _loaded(page, known[name].address, wanted[name])
            page.reload(wait_until="commit")
            warm = float(_until(page, wanted[name], loading=True)["took"])
            context.close()
            if number >= 0:
                samples.add(COLD, name, cold)
                samples.add(WARM, name, warm)


def journeys(browser: Browser, server: Server, pictures: int, samples: Samples, rounds: int) -> dict[str, Any]:
    """From the scorecard to an indicator and back, twice, and its page by itself; how often Back went astray."""
    name = server.app.name
    scorecard: Wanted = ("pictures", pictures)
    chart: Wanted = ("charts", 1)
    astray, anew, indicator = 0, 0, ""
    for number in range(-1, rounds):
        context = browser.new_context(viewport=VIEWPORT)  # type: ignore[arg-type]
        page = context.new_page()
        before = _loaded(page, server.address, scorecard)
        for what in (FIRST_CLICK, CLICK):
            link = page.locator(LINK).first
            indicator = urljoin(server.address, link.get_attribute("href") or "")
            page.evaluate(f"() => addEventListener('click', () => {_CLOCK}, {{ capture: true, once: true }})")
            link.click()
            there = _until(page, chart, loading=False)
            page.evaluate(f"() => {{ {_CLOCK}; history.back(); }}")
            back = _until(page, scorecard, loading=False)
            astray += page.url != server.address
            anew += there["anew"] + back["anew"]
            if number >= 0:
                samples.add(what, name, there["took"])
                samples.add(BACK, name, back["took"])
            elif what == FIRST_CLICK:
                samples.add(VISITOR, name, there["took"])
        context.close()
        context = browser.new_context(viewport=VIEWPORT)  # type: ignore[arg-type]
        alone = _loaded(context.new_page(), indicator, chart)
        context.close()
        if number >= 0:
            samples.add(BEFORE, name, before)
            samples.add(INDICATOR, name, alone)
    return {"back astray": astray, "loaded anew": anew, "indicator": indicator.removeprefix(server.address)}
