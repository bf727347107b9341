"""What is timed without a browser: reruns, the pictures drawn at start-up, and the command line."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from streamlit.testing.v1 import AppTest

from benchmarks.apps import ROOT, App
from benchmarks.samples import Samples, turns

RERUN, WARM_UP, CHECK = "server rerun", "all pictures drawn at start", "python -m metrics check"
PASSES = 2
_WARM = """
import time
from datetime import date
from metrics.screen import cached
began = time.perf_counter()
cached.warm(date.today())
print("took", 1000 * (time.perf_counter() - began))
"""


@contextmanager
def _environment(app: App) -> Iterator[None]:
    """This process in the environment and folder of an app."""
    before, folder = dict(os.environ), os.getcwd()
    os.environ.clear()
    os.environ.update(app.settings())
    os.chdir(app.folder)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
        os.chdir(folder)


def reruns(apps: Sequence[App], samples: Samples, runs: int) -> dict[str, int]:
    """Time the server's part of a rerun, after two warm runs, in two passes; the pictures or charts of each page."""
    running, pictures = {}, {}
    for app in apps:
        with _environment(app):
            running[app.name] = AppTest.from_file(app.folder / app.entry, default_timeout=300).run()
            shown = running[app.name].run()
        if shown.exception:
            raise RuntimeError(f"{app.name}: {shown.exception[0].value}")
        images = sum(one.proto.body.count("<img ") for one in shown.get("html"))
        pictures[app.name] = images or len(shown.get("vega_lite_chart"))
    known = {app.name: app for app in apps}
    for number in range(PASSES * runs):
        for name in turns(number, list(known)):
            with _environment(known[name]):
                began = time.perf_counter()
                running[name].run()
                samples.add(RERUN, name, 1000 * (time.perf_counter() - began))
    return pictures


def warm_ups(apps: Sequence[App], samples: Samples, rounds: int) -> None:
    """Time what serve.py does before the first visitor, imports apart, each time in a new process."""
    known = {app.name: app for app in apps}
    for number in range(rounds):
        for name in turns(number, list(known)):
            printed = _run([sys.executable, "-c", _WARM], known[name])
            samples.add(WARM_UP, name, float(printed.rpartition("took")[2]))


def checks(apps: Sequence[App], samples: Samples, rounds: int) -> None:
    """Time the check of the data file as a whole process, as a person or a hook runs it."""
    known = {app.name: app for app in apps}
    for number in range(rounds):
        for name in turns(number, list(known)):
            began = time.perf_counter()
            _run([sys.executable, "-m", "metrics", "check"], known[name])
            samples.add(CHECK, name, 1000 * (time.perf_counter() - began))


def _run(command: list[str], app: App) -> str:
    done = subprocess.run(command, cwd=ROOT, env=app.settings(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command[:4])} ({app.name}): {done.stderr[-2000:]}")
    return done.stdout
