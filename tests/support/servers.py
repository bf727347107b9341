"""A real server for the tests, as a reader meets it: streamlit run serve.py on a free port."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
START = 90
"""Seconds that a server may take until it answers: it draws every picture first."""
UNHURRIED = {"CHARTS_AHEAD": "no"}
"""How servers of the tests are set: to draw every large chart, of which a test shows a few, takes a core for long."""


@contextlib.contextmanager
def serving(
    data_file: Path | None = None,
    settings: Mapping[str, str] | None = None,
    secrets: str | None = None,
    folder: Path = ROOT,
    port: int = 0,
) -> Iterator[str]:
    """The address of a running dashboard, which shows ``data_file`` or the data of the repository.

    ``settings`` are further environment variables, or others than UNHURRIED; ``secrets`` is the text of its
    secrets.toml, in which Streamlit itself replaces ``{port}`` within redirect_uri. Without it there are no
    secrets, whatever the developer has set up. ``folder`` holds ``serve.py``, which may be a copy
    (``later.dashboard_in``). ``port`` is that of a server which was stopped and is started again.

    Raises:
        RuntimeError: it did not start on any of five ports; the message ends with what it printed.
    """
    with tempfile.TemporaryFile() as printed, tempfile.TemporaryDirectory() as hidden:
        written = Path(hidden) / "secrets.toml"
        if secrets is not None:
            written.write_text(secrets, encoding="utf-8")
        for _ in range(5):
            at = port or free_port()
            process = _start(at, _environment(data_file, UNHURRIED | dict(settings or {})), written, printed, folder)
            try:
                if _answers(process, at):
                    yield f"http://127.0.0.1:{at}"
                    return
            finally:
                stop(process)
        printed.seek(0)
        raise RuntimeError(f"the dashboard did not start: {printed.read().decode(errors='replace')[-2000:]}")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _environment(data_file: Path | None, settings: Mapping[str, str]) -> dict[str, str]:
    found = {name: value for name, value in os.environ.items() if name != "INDICATORS_FILE"}
    if data_file is not None:
        found["INDICATORS_FILE"] = str(data_file)
    return {**found, **settings}


def _start(
    port: int, environment: Mapping[str, str], secrets: Path, printed: object, folder: Path
) -> subprocess.Popen[bytes]:
    options = [f"--server.port={port}", f"--secrets.files={secrets}"]
    return subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "serve.py", *options],
        cwd=folder,
        env=environment,
        stdout=printed,  # type: ignore[call-overload]
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def _answers(process: subprocess.Popen[bytes], port: int) -> bool:
    """Whether this process answers on the port; a port taken meanwhile ends it, and another is tried."""
    until = time.monotonic() + START
    while time.monotonic() < until and process.poll() is None:
        health = f"http://127.0.0.1:{port}/_stcore/health"
        with contextlib.suppress(urllib.error.URLError, OSError), urllib.request.urlopen(health, timeout=5) as answer:
            return bool(answer.status == 200) and process.poll() is None
        time.sleep(0.1)
    return False


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a process of the tests and what it started, by its own process group."""
    if process.poll() is not None:
        return
    if os.name == "posix":
        os.killpg(process.pid, signal.SIGTERM)
    else:
        process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
