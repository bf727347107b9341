"""A workbook (XLSX, ODS, XLS) -> the cells of its sheets as text, read in the sandbox: a process with its own limits.

The server never opens the archive itself: it hands the bytes to ``xlsx_sandbox`` and
takes text back, so that a hostile workbook costs it nothing but the wait.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

from metrics.uploads.table import Table, UnreadableTable
from metrics.uploads.xlsx_sandbox import BROKEN, MEMORY, SECONDS, TOO_MUCH, TOO_MUCH_EXIT

_AT_ONCE = threading.BoundedSemaphore(2)
"""So many workbooks are read at once; others wait, so that uploads together can't use up the machine."""


def read_workbook(data: bytes, seconds: float = SECONDS, memory: int = MEMORY) -> tuple[list[Table], list[str]]:
    """The sheets that a person sees, and the names of the hidden ones; ``memory`` is in bytes.

    Raises:
        UnreadableTable: no workbook, one with a password, past a limit or broken, or nothing to read it with.
    """
    with _AT_ONCE:
        answer = json.loads(_answer(data, seconds, memory))
    if "refused" in answer:
        raise UnreadableTable(answer["refused"], answer["where"])
    tables = [
        Table(
            sheet["name"],
            sheet["rows"],
            {(row, column): what for row, column, what in sheet["wrong"]},
            frozenset(sheet["hidden_rows"]),
            frozenset(sheet["hidden_columns"]),
            tuple(sheet["merged"]),
            {(row, column): exact for row, column, exact in sheet["rounded"]},
        )
        for sheet in answer["sheets"]
    ]
    return tables, answer["hidden"]


def _answer(data: bytes, seconds: float, memory: int) -> bytes:
    """What the reading process printed; nothing of it is left running. It finds packages where this process does."""
    environment = {name: os.environ[name] for name in ("SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    process = subprocess.Popen(
        [sys.executable, "-m", "metrics.uploads.xlsx_sandbox", str(memory)],
        cwd=Path(__file__).parents[2],
        env=environment | {"PYTHONUTF8": "1", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        printed, _ = process.communicate(data, timeout=seconds)
    except subprocess.TimeoutExpired:
        raise UnreadableTable(TOO_MUCH, temporary=True) from None
    finally:
        _end(process)
    if process.returncode == TOO_MUCH_EXIT or process.returncode < 0:
        raise UnreadableTable(TOO_MUCH, temporary=True)
    if process.returncode or not printed:
        raise UnreadableTable(BROKEN)
    return printed


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and its group if it still runs, and close its pipes."""
    if process.poll() is None:
        if os.name == "posix":
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
