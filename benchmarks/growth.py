"""How the page Trends grows with the data: python -m benchmarks.growth [--short] [--rounds N].

One process for each data file, all alive at once and asked in turns, so that every
round compares like with like on a busy computer. Each shows the first six of all its
indicators, so that today's data have as many charts as the others. The goal is of a rerun
of the same view; a new choice draws its six charts anew and takes longer.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.apps import ROOT, App
from benchmarks.catalogues import written
from benchmarks.samples import Samples, load, turns
from metrics.store import data_file

TODAY = "today’s data"
BY_INDICATORS = [(10, 80), (50, 80), (100, 80), (200, 80)]
BY_QUARTERS = [(200, 2), (200, 8), (200, 40)]
SHORT = [(10, 8), (40, 8)]
MOST = 2.0
"""Times that of today's data that a rerun of the same view with 200 indicators and 80 quarters may take."""

LOADED, RERUN, ANEW = "read, first run of the page and its six charts", "rerun", "six charts drawn anew"
WORKER = """
import logging, sys, time
logging.disable(logging.CRITICAL)
from streamlit.testing.v1 import AppTest
from metrics.screen import trends_charts
began = time.perf_counter()
page = AppTest.from_file("dashboard.py", default_timeout=900)
page.query_params["find"] = "all"
page.switch_page("pages/trends.py").run()
assert not page.exception, page.exception
charts = len(page.get("vega_lite_chart"))
print(1000 * (time.perf_counter() - began), charts, flush=True)
page.run()
for asked in sys.stdin:
    if asked.strip() == "anew":
        trends_charts._cards.clear()
    began = time.perf_counter()
    page.run()
    print(1000 * (time.perf_counter() - began), flush=True)
"""


@contextmanager
def worker(app: App) -> Iterator[subprocess.Popen[str]]:
    """A process that has run the page once and runs it again for each line it is sent."""
    command = [sys.executable, "-c", WORKER]
    process = subprocess.Popen(
        command, cwd=ROOT, env=app.settings(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def measured(files: dict[str, Path], rounds: int) -> tuple[Samples, dict[str, int]]:
    """Milliseconds of each data file's first run and reruns, and how many charts stand on its first screen."""
    samples, charts = Samples(), {}
    with ExitStack() as stack:
        workers = {}
        for name, path in files.items():
            workers[name] = stack.enter_context(
                worker(App(name, ROOT, "dashboard.py", {data_file.VARIABLE: str(path)}))
            )
            took, count = _line(workers[name], name).split()
            samples.add(LOADED, name, float(took))
            charts[name] = int(count)
            print(f"... {name} is ready", file=sys.stderr, flush=True)
        for number in range(-1, rounds):
            for name in turns(number, list(workers)):
                for what, words in ((RERUN, "again"), (ANEW, "anew")):
                    took = _asked(workers[name], words, name)
                    if number >= 0:
                        samples.add(what, name, took)
    return samples, charts


def _asked(process: subprocess.Popen[str], words: str, name: str) -> float:
    assert process.stdin is not None
    process.stdin.write(f"{words}\n")
    process.stdin.flush()
    return float(_line(process, name))


def _line(process: subprocess.Popen[str], name: str) -> str:
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        raise RuntimeError(f"the page did not run with {name}")
    return line


def counted(text: str) -> int:
    """Figures and comparators in a data file of the usual style."""
    return text.count("- {period") + text.count("- {area")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__)
    parser.add_argument("--short", action="store_true", help="two small files, to see that it works")
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args(arguments)
    sizes = SHORT if options.short else BY_INDICATORS + BY_QUARTERS
    before = load()
    with tempfile.TemporaryDirectory() as folder:
        files = {TODAY: ROOT / data_file.DEFAULT}
        for indicators, quarters in sizes:
            path = Path(folder) / f"{indicators}-{quarters}" / "indicators.yaml"
            path.parent.mkdir()
            path.write_text(written(indicators, quarters), encoding="utf-8")
            files[f"{indicators} indicators, {quarters} quarters"] = path
        figures = {name: counted(path.read_text(encoding="utf-8")) for name, path in files.items()}
        samples, charts = measured(files, options.rounds)
    print(report(samples, charts, figures))
    print(f"load before {before}, after {load()}; {options.rounds} rounds in turns")
    return 0


def report(samples: Samples, charts: dict[str, int], figures: dict[str, int]) -> str:
    """The growth curve as a table, with how each rerun compares with today's."""
    base = samples.median(RERUN, TODAY)
    heads = f"{'first run':>10} {'rerun':>8} {'least':>8} {'times':>6} {'anew':>8} {'times':>6}"
    rows = [f"{'data':32} {'figures':>8} {'charts':>6} {heads}"]
    for name in charts:
        first, rerun, least = samples.median(LOADED, name), samples.median(RERUN, name), samples.least(RERUN, name)
        rows.append(
            f"{name:32} {figures[name]:8,} {charts[name]:6} {first:10,.0f} {rerun:8.1f} {least:8.1f} "
            f"{rerun / base:6.2f} {samples.median(ANEW, name):8.0f} "
            f"{samples.median(ANEW, name) / samples.median(ANEW, TODAY):6.2f}"
        )
    largest = max(samples.median(RERUN, name) / base for name in charts)
    reached = "reached" if largest <= MOST else "not reached"
    goal = f"goal: a rerun of the same view takes at most {MOST:g} times today's: {largest:.2f}, {reached}"
    return "\n".join([*rows, goal, "a new choice draws its charts anew, which takes longer; there is no goal for it"])


if __name__ == "__main__":
    sys.exit(main())
