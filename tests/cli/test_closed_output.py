"""python -m metrics COMMAND | head -1: a reader that is gone ends a command quietly, as Unix tools end."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.make import ROOT
from tests.support.published_files import office


def closed(*arguments: str, read: int = 0) -> tuple[int, bytes, bytes]:
    """The exit code, what was read before the pipe was closed, and what stood on standard error."""
    reader, writer = os.pipe()
    if not read:
        os.close(reader)
    command = [sys.executable, "-m", "metrics", *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdout=writer, stderr=subprocess.PIPE) as process:
        os.close(writer)
        begin = os.read(reader, read) if read else b""
        if read:
            os.close(reader)
        _, err = process.communicate(timeout=60)
    return process.returncode, begin, err


@pytest.mark.parametrize(
    "arguments",
    [
        *(["reading"], ["figures"], ["figures", "--format", "json"], ["schema"], ["template"], ["history"], ["check"]),
    ],
    ids=" ".join,
)
def test_every_command_ends_quietly_where_nobody_reads(arguments: list[str]) -> None:
    assert closed(*arguments) == (141, b"", b"")


def test_help_to_nobody_is_quiet() -> None:
    assert closed("--help") == (0, b"", b""), "argparse passes over it"


def test_a_reader_that_leaves_after_the_first_bytes_is_no_fault() -> None:
    code, begin, err = closed("reading", read=1)
    assert (code, begin, err) == (141, b"[", b"")


def test_a_refusal_to_nobody_is_quiet_too(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "metrics", "check", "--data", str(tmp_path / "none.yaml")]
    done = subprocess.run(command, cwd=ROOT, check=False, stdout=writer, stderr=writer)
    os.close(writer)
    assert done.returncode in (1, 141)


def test_a_change_that_is_refused_to_nobody_changes_nothing(tmp_path: Path) -> None:
    path = office(tmp_path)
    before = path.read_bytes()
    code, _, err = closed("undo", "--data", str(path), "--by", "Ann", "--reason", "x")
    assert (code, b"Traceback" in err, path.read_bytes() == before) == (1, False, True)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_an_output_that_is_full_is_told_in_a_sentence() -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "metrics", "check"]
        done = subprocess.run(command, cwd=ROOT, check=False, stdout=full, stderr=subprocess.PIPE)
    assert (done.returncode, done.stderr) == (
        1,
        b"what was asked for can't be printed: No space left on device\n",
    )
