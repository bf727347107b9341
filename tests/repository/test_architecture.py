"""The architecture as sentences: the walls between packages, and the rules of disk, clock, pages and browser."""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import metrics
from tests.support.servers import ROOT

ENTRIES = ("dashboard.py", "serve.py")
LINT_IMPORTS = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
TRESPASSES = {
    "catalogue/period.py": ("from metrics.wording import findings", "Imports point down"),
    "charts/render.py": ("import streamlit", "Streamlit is imported in screen alone"),
    "exports/tidy.py": ("import altair", "Altair and vl-convert"),
    "analysis/reading.py": ("from pandas import DataFrame", "pandas is imported"),
    "wording/findings.py": ("import yaml", "YAML is imported"),
    "wording/formatting.py": ("import markdown_it", "Markdown is read"),
    "cli/run.py": ("import typst", "typst, pikepdf and XlsxWriter"),
    "entry/rows.py": ("import xlrd", "xlrd is imported"),
    "markup/elements.py": ("from openpyxl import Workbook", "openpyxl is imported"),
}
"""A line that each contract forbids, where it would stand, and how the contract's name begins."""


def packages() -> list[Path]:
    return sorted(path.parent for path in (ROOT / "metrics").glob("*/__init__.py"))


def rooms() -> Iterator[tuple[str, ast.Module]]:
    """Each module of metrics by its path below it, such as 'store/journal.py'."""
    for path in sorted((ROOT / "metrics").rglob("*.py")):
        yield path.relative_to(ROOT / "metrics").as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def test_packages_keep_their_contracts() -> None:
    done = subprocess.run(LINT_IMPORTS, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_each_contract_can_fail(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "metrics", tmp_path / "metrics", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for room, (line, _) in TRESPASSES.items():
        with (tmp_path / "metrics" / room).open("a", encoding="utf-8") as file:
            file.write(f"\n{line}\n")
    done = subprocess.run(LINT_IMPORTS, cwd=tmp_path, capture_output=True, text=True, check=False)
    told = re.findall(r"^(.+) (KEPT|BROKEN)$", done.stdout, flags=re.MULTILINE)
    broken = [name for name, state in told if state == "BROKEN"]
    assert done.returncode == 1
    assert len(broken) == len(told) == len(TRESPASSES), done.stdout
    assert [start for _, start in TRESPASSES.values() if not any(name.startswith(start) for name in broken)] == []


def test_map_and_signs_name_every_package() -> None:
    named = re.findall(r"^(\w+) {2,}\S", metrics.__doc__ or "", flags=re.MULTILINE)
    assert sorted(named) == [path.name for path in packages()], "metrics/__init__.py has a line for each package"
    for path in packages():
        sign = ast.get_docstring(ast.parse((path / "__init__.py").read_text(encoding="utf-8"))) or ""
        assert all(part in sign for part in ("May import:", "Begin with:")), f"{path.name}/__init__.py"


def called(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


_DISK = re.compile(
    r"(^(io\.)?open$|\.open$|\.(read|write)_(text|bytes)$|\.(unlink|mkdir|rename|touch|iterdir|glob)$"
    r"|^os\.(replace|remove|rmdir|makedirs|listdir|stat)$|^(tempfile|shutil)\.)"
)
_IN_MEMORY = {("uploads/xlsx_sandbox.py", "archive.open"), ("pack/pdf.py", "pikepdf.open")}
"""Looks like a file and is none: a part of a workbook, and a PDF, that are held in memory."""

_SHIPPED = {("pack/pdf.py", "TEMPLATE.read_bytes"), ("pack/printable.py", "FONTS.glob")}
"""The pack's own template and fonts, which are no data."""


def on_disk(room: str, tree: ast.Module) -> Iterator[str]:
    """Whatever opens, reads, writes or removes a file outside the store."""
    for call in called(tree):
        asks_the_store = call.startswith("data_file.") or (room, call) in _IN_MEMORY | _SHIPPED
        if _DISK.search(call) and not room.startswith("store/") and not asks_the_store:
            yield f"metrics/{room} calls {call}; only metrics/store may"


def clocks(room: str, tree: ast.Module) -> Iterator[str]:
    """Whatever asks for the day or the time."""
    for call in called(tree):
        asks = re.search(r"\b(date\.today|datetime\.(utc)?now|time\.(time|localtime))$", call)
        if asks and room != "__main__.py":
            yield f"metrics/{room} reads the clock with {call}; only entries, pages and the command line may"


@pytest.mark.parametrize("rule", [on_disk, clocks])
def test_rooms_keep_the_rule(rule: Callable[[str, ast.Module], Iterator[str]]) -> None:
    assert [fault for room, tree in rooms() for fault in rule(room, tree)] == []


@pytest.mark.parametrize(
    ("rule", "room", "line", "fault"),
    [
        (on_disk, "exports/tidy.py", "open('figures.csv')", "metrics/exports/tidy.py calls open; only metrics/store"),
        (on_disk, "screen/page_frame.py", "CSS.read_text()", "metrics/screen/page_frame.py calls CSS.read_text; only"),
        (on_disk, "catalogue/amend.py", "os.replace(a, b)", "metrics/catalogue/amend.py calls os.replace; only"),
        (clocks, "analysis/reading.py", "date.today()", "metrics/analysis/reading.py reads the clock with date.today"),
        (clocks, "cli/history.py", "datetime.datetime.now()", "metrics/cli/history.py reads the clock with datetime"),
    ],
)
def test_a_broken_rule_is_told_in_a_sentence(
    rule: Callable[[str, ast.Module], Iterator[str]], room: str, line: str, fault: str
) -> None:
    (told,) = rule(room, ast.parse(line))
    assert told.startswith(fault)


def test_store_may_be_asked_to_read() -> None:
    assert list(on_disk("screen/page_frame.py", ast.parse("data_file.read_bytes(path)"))) == []


def test_no_room_is_a_drawer_for_odds_and_ends() -> None:
    assert not {"utils", "common", "helpers", "misc"} & {Path(room).stem for room, _ in rooms()}


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


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
        allowed = (
            "json-schema.org",
            "www.w3.org/2000/svg",
            "www.w3.org/1999/xlink",
        )  # names of formats, which nobody opens
        for address in re.findall(r"https?://[^\s\"')]+", text):
            if not any(name in address for name in allowed):
                wrong.append(f"{path.name} names the outside address {address}")
    assert wrong == []


def test_look_of_the_pages_fetches_nothing() -> None:
    screen = ROOT / "metrics" / "screen"
    looks, scripts = list(screen.glob("*.css")), list(screen.glob("*.html"))
    assert {"page.css", "page_script.html"} < {path.name for path in (*looks, *scripts)}
    for path in looks:
        assert not re.search(r"url\(|@import", path.read_text(encoding="utf-8")), path.name
    for path in scripts:
        assert not re.search(r"https?:|\bimport\b|\bfetch\b|\bsrc\b", path.read_text(encoding="utf-8")), path.name


READS_WORDS = ("startswith", "endswith", "removeprefix", "removesuffix", "partition", "rpartition")
TELLING = ("wording/", "markup/", "cli/", "entry/", "pack/")
WORDS_OF_DATA = {
    "entry/field_words.py": ("the ",),
    "wording/targets.py": ("duty: ",),
    "markup/indicator_page.py": (". ",),
}
"""What is cut off where words are only placed and nothing follows from it: an article, a label, a sentence of data."""


def sentence_reads(room: str, tree: ast.Module) -> Iterator[str]:
    """Where a room asks of words how they begin or end by a phrase, or by the name of a constant."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in READS_WORDS):
            continue
        for part in (inner for given in node.args for inner in ast.walk(given)):
            phrase = isinstance(part, ast.Constant) and isinstance(part.value, str) and " " in part.value.strip("-")
            named = isinstance(part, ast.Name) and part.id.isupper() and part.id != "NEW_THEME"
            known = phrase and part.value in WORDS_OF_DATA.get(room, ())  # type: ignore[attr-defined]
            if (phrase or named) and not known:
                yield f"{room}:{node.lineno}"


def test_nothing_decides_by_how_a_sentence_of_ours_begins_or_ends() -> None:
    found = [one for room, tree in rooms() if room.startswith(TELLING) for one in sentence_reads(room, tree)]
    assert found == [], "give the room the data it needs; a sentence is for people"


@pytest.mark.parametrize("line", ["gap.endswith(SHORT)", 'words.startswith("no change")', 'what.partition(" of ")'])
def test_reading_a_sentence_is_found(line: str) -> None:
    assert [*sentence_reads("wording/tiles.py", ast.parse(line))] == ["wording/tiles.py:1"]
