"""What a meeting's pack costs: python -m benchmarks.pack [--short] [--rounds N].

Made of data of 40 and of 200 indicators with 13 quarters each, all of them in the pack: the PDF with every chart drawn
before, the PDF with none, and the workbook. Times are this process's processor time, so that a busy computer doesn't
lengthen them. Goals: 40 indicators in at most 2 s, 6 s with the charts, the workbook in 1 s; 200 in six times that.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from datetime import date
from statistics import median

from benchmarks.catalogues import written
from benchmarks.samples import load
from metrics.analysis.reading import read_all
from metrics.analysis.suppression import suppress
from metrics.catalogue.load import parse
from metrics.catalogue.panel_record import NONE
from metrics.pack import pdf, pictures, workbook
from metrics.pack.contents import Choice, DataVersion, contents

SIZES, SHORT = (40, 200), (5, 10)
QUARTERS = 13
DAY = date(2013, 12, 1)
GOALS = {"PDF, charts drawn before": 2.0, "PDF, charts not drawn": 6.0, "workbook": 1.0}
"""Seconds for 40 indicators."""

GROWTH = 6
"""So many times that for 200."""


def measured(indicators: int, rounds: int) -> tuple[dict[str, float], dict[str, int]]:
    """Seconds of each form, the median of the rounds, and the sizes in bytes."""
    catalogue = suppress(parse(written(indicators, QUARTERS)))
    readings = read_all(catalogue, DAY)

    def packed() -> pdf.Pack:
        return contents(catalogue, readings, NONE, DAY, Choice(everything=True), DataVersion("0" * 16, DAY))

    def drawn() -> dict[str, str]:
        return {one.indicator.id: pictures.picture(catalogue, one) for one in readings}

    charts = drawn()
    ways: dict[str, Callable[[], bytes]] = {
        "PDF, charts drawn before": lambda: pdf.pdf(packed(), charts, DAY),
        "PDF, charts not drawn": lambda: pdf.pdf(packed(), drawn(), DAY),
        "workbook": lambda: workbook.workbook(packed(), catalogue, DAY),
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    sizes: dict[str, int] = {}
    for _ in range(rounds):
        for name, make in ways.items():
            began = time.process_time()
            sizes[name] = len(make())
            times[name].append(time.process_time() - began)
    return {name: median(taken) for name, taken in times.items()}, sizes


def report(counts: Sequence[int], rounds: int) -> str:
    """A line for each form and size, with its goal."""
    lines = []
    for number, count in enumerate(counts):
        times, sizes = measured(count, rounds)
        for name, seconds in times.items():
            goal = GOALS[name] * (GROWTH if number else 1)
            told = "reached" if seconds <= goal else "MISSED"
            size = f"{sizes[name] / 1000:,.0f} kB"
            lines.append(f"{count} indicators, {name}: {seconds:.2f} s of at most {goal:.0f} ({told}), {size}")
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; a slow computer is no error."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pack", description=__doc__)
    parser.add_argument("--short", action="store_true", help="two small packs, to see that it works")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(arguments)
    before = load()
    print(report(SHORT if options.short else SIZES, 1 if options.short else options.rounds))
    print(f"processor time, the median of the rounds; load before {before}, after {load()}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
