"""Measures the dashboard beside the floor, in one run, and prints both with the goals."""

from __future__ import annotations

import argparse
import json
import logging
import sys
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks import apps, browser, processes, report
from benchmarks.samples import Samples, load
from metrics.store import data_file
from tests.support import browsing

ROUNDS, RUNS = 5, 10
SHORT_ROUNDS, SHORT_RUNS = 2, 3
OUTSIDE_A_SERVER = "streamlit.runtime.scriptrunner_utils.script_run_context"
"""What warns of every script that runs outside a server."""


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and say nothing by the exit code: a slow computer is no error."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--short", action="store_true", help=f"only {SHORT_ROUNDS} rounds, to see that it works")
    parser.add_argument("--rounds", type=int, help=f"rounds of page loads and checks (default: {ROUNDS})")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every time taken to this file too")
    options = parser.parse_args(arguments)
    rounds = options.rounds or (SHORT_ROUNDS if options.short else ROUNDS)
    runs = SHORT_RUNS if options.short else RUNS
    logging.getLogger(OUTSIDE_A_SERVER).disabled = True
    if rounds < 1:
        parser.error("--rounds must be 1 or more")
    samples = Samples()
    facts = measured(samples, rounds, runs)
    found = report.goals(samples, facts["pictures"], facts.get("journey", {}).get("back astray", 0))
    print(report.printed(facts, samples, found))
    if options.json:
        goals = [asdict(one) | {"reached": one.reached} for one in found]
        everything = {**facts, "milliseconds": samples.taken, "goals": goals}
        options.json.write_text(json.dumps(everything, indent=1) + "\n", encoding="utf-8")
    return 0


def measured(samples: Samples, rounds: int, runs: int) -> dict[str, Any]:
    """Fill ``samples``; what else there is to say of the run."""
    facts: dict[str, Any] = {"load before": load(), "rounds": rounds, "runs": runs}
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "indicators.yaml"
        data.write_text(
            apps.tenfold_data((apps.ROOT / data_file.DEFAULT).read_text(encoding="utf-8")), encoding="utf-8"
        )
        ten = apps.tenfold(data)
        every = [apps.SCORECARD, apps.TWELVE, apps.LEAN, ten]
        ours = [apps.SCORECARD, ten]
        _say("reruns")
        facts["pictures"] = processes.reruns(every, samples, runs)
        _say("the check and the pictures drawn at start")
        processes.checks(ours, samples, rounds)
        processes.warm_ups(ours, samples, min(rounds // 2, 3) or 1)
        facts |= _in_browser(every, facts["pictures"], samples, rounds)
    facts["load after"] = load()
    return facts


def _in_browser(every: list[apps.App], pictures: Mapping[str, int], samples: Samples, rounds: int) -> dict[str, Any]:
    program = browsing.find()
    if program is None:
        _say(browsing.HOW_TO_GET_ONE)
        return {}
    kinds: dict[str, browser.Wanted] = {
        app.name: ("charts" if app.folder == apps.FLOOR else "pictures", pictures[app.name]) for app in every
    }
    with ExitStack() as stack:
        _say("servers start")
        servers = [stack.enter_context(apps.serving(app)) for app in every]
        facts: dict[str, Any] = {
            "start": {one.app.name: one.seconds for one in servers},
            "memory after start": {one.app.name: one.megabytes() for one in servers},
        }
        opened = stack.enter_context(browsing.started(program))
        _say("pages")
        browser.loads(opened, servers, kinds, samples, rounds)
        _say("to an indicator and back")
        mine = servers[0]
        facts["journey"] = browser.journeys(opened, mine, pictures[mine.app.name], samples, rounds)
        facts["memory after all loads"] = {one.app.name: one.megabytes() for one in servers}
    return facts


def _say(what: str) -> None:
    print(f"... {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
