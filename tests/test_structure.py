"""The architecture as sentences: what may import what, held against the syntax trees."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import metrics
from tests.servers import ROOT

ROOMS = [line.split()[0] for line in (metrics.__doc__ or "").splitlines()[2:] if line.strip()]
ENTRIES = ("dashboard.py", "serve.py")
CHART_ROOMS = ("style", "labels", "lines", "strips", "pictures", "charts")
ONLY: dict[str, tuple[str, ...]] = {
    "streamlit": ("screen",),
    "altair": CHART_ROOMS,
    "vl_convert": ("pictures", "charts"),
    "pandas": ("frames", "tables", "measure"),
    "yaml": ("catalogue",),
}


def sources() -> Iterator[tuple[str, Path, ast.Module]]:
    for path in sorted((ROOT / "metrics").glob("*.py")):
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


def test_map_lists_every_room() -> None:
    found = {name for name, _, _ in sources()} - {"__init__", "__main__"}
    assert found == set(ROOMS), "metrics/__init__.py lists every room, and no other"


def test_rooms_import_only_from_rooms_below() -> None:
    wrong = []
    for name, _, tree in sources():
        if name not in ROOMS:
            continue
        for module in imported(tree):
            room = module.removeprefix("metrics.").split(".")[0]
            if module.startswith("metrics.") and ROOMS.index(room) >= ROOMS.index(name):
                wrong.append(f"metrics/{name}.py imports {room}, which stands above it in metrics/__init__.py")
    assert wrong == []


def test_libraries_stay_in_their_rooms() -> None:
    wrong = []
    for name, _, tree in sources():
        for module in imported(tree):
            library = module.split(".")[0]
            if library in ONLY and name not in ONLY[library]:
                rooms = ", ".join(f"metrics/{room}.py" for room in ONLY[library])
                wrong.append(f"metrics/{name}.py imports {library}; only {rooms} may")
    assert wrong == []


def test_only_store_touches_the_disk() -> None:
    disk = re.compile(r"(^open$|\.open$|\.(read|write)_(text|bytes)$|os\.(replace|unlink|remove|rename)$)")
    wrong = [
        f"metrics/{name}.py calls {call}; only metrics/store.py may"
        for name, _, tree in sources()
        for call in called(tree)
        if name != "store" and disk.search(call) and not call.startswith("store.")
    ]
    assert wrong == []


def test_clock_is_read_only_by_pages_entries_and_the_command_line() -> None:
    wrong = [
        f"metrics/{name}.py reads the clock with {call}; only dashboard.py, serve.py, pages and the command line may"
        for name, _, tree in sources()
        for call in called(tree)
        if name != "__main__" and re.search(r"\b(date\.today|datetime\.now|time\.time)$", call)
    ]
    assert wrong == []


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
    for path in [*(ROOT / "metrics").glob("*.py"), *(ROOT / "pages").glob("*.py"), *(ROOT / name for name in ENTRIES)]:
        text = path.read_text(encoding="utf-8")
        wrong += [f"{path.name} uses {word}" for word in ("unsafe_allow_html", "components.v1") if word in text]
        allowed = "json-schema.org"
        for address in re.findall(r"https?://[^\s\"')]+", text):
            if allowed not in address:
                wrong.append(f"{path.name} names the outside address {address}")
    assert wrong == []


def test_look_of_the_pages_fetches_nothing() -> None:
    assert not re.search(r"url\(|@import", (ROOT / "metrics" / "page.css").read_text(encoding="utf-8"))
