"""The architecture as sentences: what may import what, held against the syntax trees (design: Imports point down)."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import ROOT

ENTRIES = ("dashboard.py", "serve.py")
CHART_ROOMS = (
    "style",
    "labels",
    "places",
    "bands",
    "badges",
    "dots",
    "happenings",
    "lines",
    "strips",
    "pictures",
    "charts",
)
SCREEN_ROOMS = (
    "screen",
    "signin",
    "showing",
    "fields",
    "entering",
    "form",
    "returns",
    "signing",
    "saving",
    "importing",
    "exploring",
    "mending",
)
ONLY: dict[str, tuple[str, ...]] = {
    "streamlit": SCREEN_ROOMS,
    "altair": CHART_ROOMS,
    "vl_convert": ("pictures", "charts"),
    "pandas": ("frames", "tables", "measure", "spreadsheet"),
    "yaml": ("catalogue", "insertion"),
    "openpyxl": ("celltext", "unpacking", "template", "spreadsheet"),
}


def sources() -> Iterator[tuple[str, Path, ast.Module]]:
    for path in sorted((ROOT / "metrics").rglob("*.py")):
        yield path.stem, path, ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "metrics":
            yield from (f"metrics.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def called(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


def astray(name: str, tree: ast.Module) -> Iterator[str]:
    """Libraries outside the rooms that they are for."""
    for module in imported(tree):
        library = module.split(".")[0]
        if library in ONLY and name not in ONLY[library]:
            rooms = [*(f"metrics/{room}.py" for room in ONLY[library]), *(["pages"] if library == "streamlit" else [])]
            yield f"metrics/{name}.py imports {library}; only {' and '.join(rooms)} may"


DISK = ("store", "files")
IN_MEMORY = {"unpacking": "archive.open"}
"""Looks like a file and is none: a part of a workbook that is held in memory."""


def on_disk(name: str, tree: ast.Module) -> Iterator[str]:
    """Whatever opens, reads, writes or removes a file outside the rooms that are for it."""
    disk = re.compile(
        r"(^(io\.)?open$|\.open$|\.(read|write)_(text|bytes)$|\.(unlink|mkdir|rename|touch|iterdir|glob)$"
        r"|^os\.(replace|remove|rmdir|makedirs|listdir|stat)$|^(tempfile|shutil)\.)"
    )
    for call in called(tree):
        if name not in DISK and disk.search(call) and not call.startswith("store.") and call != IN_MEMORY.get(name):
            yield f"metrics/{name}.py calls {call}; only {' and '.join(f'metrics/{one}.py' for one in DISK)} may"


def clocks(name: str, tree: ast.Module) -> Iterator[str]:
    """Whatever asks for the day or the time."""
    for call in called(tree):
        if name != "__main__" and re.search(r"\b(date\.today|datetime\.(utc)?now|time\.(time|localtime))$", call):
            yield f"metrics/{name}.py reads the clock with {call}; only entries, pages and the command line may"


def test_imports_point_down_from_package_to_package() -> None:
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("rule", [astray, on_disk, clocks])
def test_rooms_keep_the_rule(rule) -> None:  # type: ignore[no-untyped-def]
    assert [fault for name, _, tree in sources() for fault in rule(name, tree)] == []


@pytest.mark.parametrize(
    ("rule", "room", "line", "fault"),
    [
        (
            astray,
            "charts",
            "import streamlit as st",
            "metrics/charts.py imports streamlit; only metrics/screen.py and metrics/signin.py",
        ),
        (
            astray,
            "reading",
            "from pandas import DataFrame",
            "metrics/reading.py imports pandas; only metrics/frames.py",
        ),
        (astray, "tables", "import altair.vegalite", "metrics/tables.py imports altair; only metrics/style.py and"),
        (astray, "frames", "import yaml", "metrics/frames.py imports yaml; only metrics/catalogue.py and"),
        (on_disk, "frames", "open('figures.csv')", "metrics/frames.py calls open; only metrics/store.py and"),
        (on_disk, "screen", "CSS.read_text()", "metrics/screen.py calls CSS.read_text; only metrics/store.py and"),
        (on_disk, "amend", "os.replace(a, b)", "metrics/amend.py calls os.replace; only metrics/store.py and"),
        (clocks, "reading", "date.today()", "metrics/reading.py reads the clock with date.today"),
        (clocks, "wording", "datetime.datetime.now()", "metrics/wording.py reads the clock with datetime.datetime.now"),
    ],
)
def test_a_broken_rule_is_told_in_a_sentence(rule, room: str, line: str, fault: str) -> None:  # type: ignore[no-untyped-def]
    (told,) = rule(room, ast.parse(line))
    assert told.startswith(fault)


def test_store_may_be_asked_to_read() -> None:
    assert list(on_disk("screen", ast.parse("store.read_bytes(path)"))) == []


def test_no_room_is_a_drawer_for_odds_and_ends() -> None:
    assert not {"utils", "common", "helpers", "misc"} & {name for name, _, _ in sources()}


def test_pages_pick_call_and_place() -> None:
    wrong = []
    for path in [*sorted((ROOT / "pages").glob("*.py")), *(ROOT / name for name in ENTRIES)]:
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text)
        if len(text.splitlines()) > 80:
            wrong.append(f"{path.name} has more than 80 lines; it does a room's work")
        if any(isinstance(node, ast.Try) for node in ast.walk(tree)):
            wrong.append(f"{path.name} holds a try; rooms answer with data or sentences")
        for module in imported(tree):
            if module.split(".")[0] in ("pandas", "altair", "yaml"):
                wrong.append(f"{path.name} imports {module}; rooms do")
    assert wrong == []


def test_nothing_unsafe_is_handed_to_the_browser() -> None:
    wrong = []
    for path in [*(ROOT / "metrics").rglob("*.py"), *(ROOT / "pages").glob("*.py"), *(ROOT / name for name in ENTRIES)]:
        text = path.read_text(encoding="utf-8")
        wrong += [f"{path.name} uses {word}" for word in ("unsafe_allow_html", "components.v1") if word in text]
        allowed = "json-schema.org"
        for address in re.findall(r"https?://[^\s\"')]+", text):
            if allowed not in address:
                wrong.append(f"{path.name} names the outside address {address}")
    assert wrong == []


def test_look_of_the_pages_fetches_nothing() -> None:
    assert not re.search(r"url\(|@import", next((ROOT / "metrics").rglob("page.css")).read_text(encoding="utf-8"))
