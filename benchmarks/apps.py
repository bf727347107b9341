"""What is measured: the dashboard, the same with ten times the indicators, and the floor in two forms."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from metrics.store import data_file

ROOT = Path(__file__).parents[1]
FLOOR = Path(__file__).with_name("floor")
START = 300
"""Seconds that a server may take until it answers."""


@dataclass(frozen=True)
class App:
    """One app: what it is called in the table, where it stands, and what it is told by its environment."""

    name: str
    folder: Path
    entry: str
    environment: Mapping[str, str] = field(default_factory=dict)

    def settings(self) -> dict[str, str]:
        """The environment of a process that runs this app."""
        inherited = {
            name: value for name, value in os.environ.items() if name not in (data_file.VARIABLE, "FLOOR_LEAN")
        }
        return inherited | dict(self.environment)


SCORECARD = App("scorecard", ROOT, "dashboard.py")
TWELVE = App("twelve specs", FLOOR, "app.py")
LEAN = App("twelve lean specs", FLOOR, "app.py", {"FLOOR_LEAN": "yes"})


def tenfold(data: Path) -> App:
    """The dashboard with the data of ``tenfold_data``."""
    return App("ten times", ROOT, "dashboard.py", {data_file.VARIABLE: str(data)})


def tenfold_data(written: str, times: int = 10) -> str:
    """The data file with every indicator standing there ``times`` times, each with an id and names of its own."""
    head, mark, rest = written.partition("\nindicators:\n")
    body, other, tail = rest.partition("\nother_numbers:")
    if not (mark and other):
        raise ValueError("the data file has no indicators: before its other_numbers:")
    copies = [body] + [_renamed(body, number) for number in range(2, times + 1)]
    return head + mark + "".join(copies) + other + tail


def _renamed(body: str, number: int) -> str:
    body = re.sub(r"(?m)^(  - id: \S+)$", rf"\1-{number}", body)
    body = re.sub(r"(?m)^(    number: )(\d+)$", lambda found: f"{found[1]}{1000 * number + int(found[2])}", body)
    return re.sub(r"(?m)^(    (?:short_)?name: .*?)(\"?)$", rf"\1 ({number})\2", body)


@dataclass
class Server:
    """A running app: its address, the seconds until it answered, and its process."""

    app: App
    address: str
    seconds: float
    process: int

    def megabytes(self) -> float | None:
        """Memory that the process holds, where the system says so (Linux)."""
        with contextlib.suppress(OSError, ValueError):
            found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{self.process}/status").read_text())
            return int(found[1]) / 1024 if found else None
        return None


@contextlib.contextmanager
def serving(app: App) -> Iterator[Server]:
    """The app behind its own serve.py on a free port; everything is built before it answers.

    Raises:
        RuntimeError: it did not start; the message ends with what it printed.
    """
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "serve.py", f"--server.port={port}"]
    with tempfile.TemporaryFile() as printed:
        began = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=app.folder,
            env=app.settings(),
            stdout=printed,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            if not _answers(process, f"http://127.0.0.1:{port}/_stcore/health"):
                printed.seek(0)
                raise RuntimeError(f"{app.name} did not start: {printed.read().decode(errors='replace')[-2000:]}")
            yield Server(app, f"http://127.0.0.1:{port}/", time.perf_counter() - began, process.pid)
        finally:
            _stop(process)


def _answers(process: subprocess.Popen[bytes], address: str) -> bool:
    until = time.monotonic() + START
    while time.monotonic() < until and process.poll() is None:
        with (
            contextlib.suppress(urllib.error.URLError, OSError),
            urllib.request.urlopen(address, timeout=5) as answer,
        ):
            return bool(answer.status == 200)
        time.sleep(0.02)
    return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End this server and what it started, by its own process group."""
    if os.name == "posix":
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
    else:
        process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
