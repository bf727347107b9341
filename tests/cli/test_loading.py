"""A command loads what it needs: charts, tables and the pages' library, which take seconds, stay out."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from metrics.store import data_file
from tests.support.data_files import add, begun
from tests.support.make import ROOT

SLOW = {"altair", "pandas", "streamlit"}
SIGNED = ("--by", "Ann", "--reason", "return of October 2013")


def loaded(*arguments: str | Path) -> set[str]:
    """The packages that a command loads, as Python itself tells of a whole process; it must succeed."""
    clean = {key: value for key, value in os.environ.items() if key != data_file.VARIABLE}
    command = [sys.executable, "-X", "importtime", "-m", "metrics", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, env=clean, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return set(re.findall(r"^import time:.*\| +(\w+)$", done.stderr, flags=re.MULTILINE))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with one save in its history."""
    made = begun(tmp_path, "2013/14 Q1")
    add(made, "2013/14 Q2")
    return made


@pytest.mark.parametrize(
    "arguments",
    [("check",), ("history",), ("template",), ("undo", *SIGNED), ("restore", "VERSION", *SIGNED)],
    ids=lambda arguments: arguments[0],
)
def test_command_loads_neither_charts_nor_tables_nor_pages(path: Path, arguments: tuple[str, ...]) -> None:
    first = data_file.history(path).entries[0].after
    given = [first if argument == "VERSION" else argument for argument in arguments]
    packages = loaded(*given, "--data", path)
    assert "metrics" in packages, "else it would prove nothing"
    assert packages & SLOW == set()


def test_confirm_loads_none_of_them(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace("26", "25"), encoding="utf-8")
    assert loaded("confirm", *SIGNED, "--data", path) & SLOW == set()


def test_add_of_a_csv_loads_none_of_them(path: Path) -> None:
    filled = path.with_name("return.csv")
    filled.write_text("Indicator,Period,Value,Source,Place\nneet,2013/14 Q3,23,report,page 1\n", encoding="utf-8")
    assert loaded("add", filled, *SIGNED, "--data", path) & SLOW == set()
    assert data_file.history(path).entries[-1].by == "Ann"


def test_figures_are_a_table_and_load_pandas(path: Path) -> None:
    assert loaded("figures", "--data", path) & SLOW == {"pandas"}, "so the test can fail"
