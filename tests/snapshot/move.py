"""Moves and renames the rooms of metrics/ by table: python -m tests.snapshot.move move|rename|conflicts PACKAGE.

``move`` brings the rooms of one package into their folder; ``rename`` gives them their new names; both rewrite imports
and dotted module names in every file and touch nothing else. ``conflicts`` lists where a new name means something
else in a file already. Leaves the repository with the snapshot.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

ROOMS: dict[str, dict[str, str]] = {
    "catalogue": {
        "period": "period",
        "indicator": "models",
        "rules": "validation",
        "catalogue": "load",
        "insertion": "yaml_insert",
        "written": "yaml_write",
        "amend": "amend",
        "events": "events",
        "neighbours": "neighbours",
        "losses": "diff",
    },
    "access": {"settings": "permissions", "access": "policy"},
    "analysis": {
        "unknowns": "unknown_shares",
        "chance": "confidence",
        "variation": "spc",
        "outcomes": "outcomes",
        "verdicts": "verdicts",
        "others": "releases",
        "due": "reporting_periods",
        "reading": "reading",
        "disclosure": "suppression",
    },
    "wording": {"phrases": "formatting", "remarks": "uncertainty", "wording": "findings"},
    "store": {
        "journal": "journal",
        "files": "atomic_files",
        "archive": "archive",
        "known": "hand_edits",
        "changes": "transactions",
        "store": "data_file",
    },
    "exports": {"frames": "tidy", "spreadsheet": "xlsx", "readout": "reading_json", "tables": "chart_tables"},
    "charts": {
        "style": "style",
        "signs": "symbols",
        "drawing": "options",
        "marks": "chart_series",
        "layout": "geometry",
        "labels": "labels",
        "places": "axes",
        "values": "value_labels",
        "bands": "intervals",
        "badges": "special_causes",
        "dots": "points",
        "happenings": "event_marks",
        "lines": "time_chart",
        "strips": "bar_chart",
        "pictures": "sparkline",
        "charts": "render",
    },
    "entry": {
        "columns": "rows",
        "cells": "cell_values",
        "faults": "form_messages",
        "held": "already_recorded",
        "draft": "change_builder",
        "proposal": "proposal",
        "scale": "scale_checks",
        "doubts": "plausibility",
    },
    "uploads": {
        "delimited": "delimited",
        "headings": "column_matching",
        "celltext": "cell_text",
        "unpacking": "xlsx_sandbox",
        "workbook": "xlsx",
        "upload": "file_types",
        "sections": "sections",
        "sheet": "upload_reader",
        "prefilled": "template_rows",
        "template": "template",
    },
    "trends": {"choice": "view_state", "trends": "selection"},
    "ees_import": {
        "release": "ees_file",
        "survey": "profile",
        "mapping": "mapping",
        "areas": "areas",
        "selection": "row_selection",
        "remainders": "secondary_suppression",
        "unfound": "coverage",
        "published": "extract",
        "vintages": "reconcile",
        "intake": "request",
    },
    "markup": {
        "markup": "elements",
        "scorecard": "scorecard",
        "measure": "indicator_page",
        "sources": "method_page",
        "preview": "entry_preview",
        "explore": "trends_page",
        "past": "history_page",
    },
    "screen": {
        "signin": "sign_in",
        "screen": "page_frame",
        "showing": "indicator",
        "fields": "widgets",
        "entering": "edit_session",
        "form": "figures_form",
        "returns": "return_file",
        "signing": "sign_and_save",
        "saving": "change_review",
        "importing": "import_published",
        "exploring": "trends",
        "mending": "history",
    },
    "cli": {"console": "commands"},
}


def files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "*.py"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split() if name != "tests/snapshot/move.py" and (ROOT / name).is_file()]


def from_the_house(text: str, package: str) -> str:
    """``from metrics import a, b``: the rooms of this package from their folder, the others as they were."""

    def parted(found: re.Match[str]) -> str:
        names = [name.strip() for name in re.sub(r"[()]", "", found[2]).split(",") if name.strip()]
        moved = [name for name in names if name.split()[0] in ROOMS[package]]
        stayed = [name for name in names if name not in moved]
        lines = [f"{found[1]}from metrics import {', '.join(stayed)}{found[3] or ''}\n"] if stayed else []
        lines += [f"{found[1]}from metrics.{package} import {', '.join(moved)}{found[3] or ''}\n"] if moved else []
        return "".join(lines) if moved else found[0]

    return re.sub(r"^([ \t]*)from metrics import (\([^)]*\)|[^\n(#]*)(  #[^\n]*)?\n", parted, text, flags=re.MULTILINE)


def move(package: str, sign: str) -> None:
    folder = ROOT / "metrics" / package
    folder.mkdir(exist_ok=True)
    for room in ROOMS[package]:
        subprocess.run(["git", "mv", f"metrics/{room}.py", f"metrics/{package}/{room}.py"], cwd=ROOT, check=True)
    (folder / "__init__.py").write_text(sign, encoding="utf-8")
    subprocess.run(["git", "add", str(folder)], cwd=ROOT, check=True)
    rooms = "|".join(ROOMS[package])
    for path in files():
        text = path.read_text(encoding="utf-8")
        new = re.sub(rf"\bmetrics\.({rooms})\b(?!\.py)", rf"metrics.{package}.\1", text)
        new = from_the_house(new, package)
        if new != text:
            path.write_text(new, encoding="utf-8")
    tidy()


def tidy() -> None:
    subprocess.run([sys.executable, "-m", "ruff", "check", "--select", "I", "--fix", "-q", "."], cwd=ROOT, check=True)
    subprocess.run([sys.executable, "-m", "ruff", "format", "-q", "."], cwd=ROOT, check=True)


def bound(tree: ast.AST, name: str) -> Iterator[int]:
    """Lines that give this name a meaning other than a room's."""
    for node in ast.walk(tree):
        if (
            (isinstance(node, ast.Name) and node.id == name and not isinstance(node.ctx, ast.Load))
            or (isinstance(node, ast.arg) and node.arg == name)
            or (isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == name)
        ):
            yield node.lineno
        elif isinstance(node, ast.ImportFrom | ast.Import):
            for alias in node.names:
                if (alias.asname or alias.name.split(".")[0]) == name:
                    yield node.lineno


def imports_of(tree: ast.AST, package: str, room: str) -> list[tuple[ast.ImportFrom, ast.alias]]:
    return [
        (node, alias)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == f"metrics.{package}"
        for alias in node.names
        if alias.name == room
    ]


def conflicts(package: str) -> list[str]:
    found = []
    for path in files():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for room, new in ROOMS[package].items():
            if room == new or not (held := imports_of(tree, package, room)):
                continue
            if held[0][1].asname:
                found.append(f"{path.relative_to(ROOT)}: {room} as {held[0][1].asname}")
                continue
            lines = {node.lineno for node, _ in held}
            for name in (room, new):
                found += [
                    f"{path.relative_to(ROOT)}:{line}: {name} ({room} -> {new})"
                    for line in bound(tree, name)
                    if line not in lines
                ]
    return found


def rename(package: str) -> None:
    for room, new in ROOMS[package].items():
        if room != new:
            old, young = f"metrics/{package}/{room}.py", f"metrics/{package}/{new}.py"
            subprocess.run(["git", "mv", old, young], cwd=ROOT, check=True)
    for path in files():
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text)
        lines = [line.encode() for line in text.splitlines(keepends=True)]
        edits: list[tuple[int, int, str, str]] = []
        for room, new in ROOMS[package].items():
            held = imports_of(tree, package, room)
            if room == new or not held:
                continue
            edits += [(alias.lineno, alias.col_offset, room, new) for _, alias in held]
            if held[0][1].asname:
                continue
            edits += [
                (node.lineno, node.col_offset, room, new)
                for node in ast.walk(tree)
                if isinstance(node, ast.Name) and node.id == room and isinstance(node.ctx, ast.Load)
            ]
        for line, column, room, new in sorted(edits, reverse=True):
            held_line = lines[line - 1]
            assert held_line[column:].startswith(room.encode()), (path, line, room)
            lines[line - 1] = held_line[:column] + new.encode() + held_line[column + len(room.encode()) :]
        done = b"".join(lines).decode()
        for room, new in ROOMS[package].items():
            if room != new:
                done = re.sub(rf"\bmetrics\.{package}\.{room}\b", f"metrics.{package}.\0{new}", done)
        done = done.replace("\0", "")
        if done != text:
            path.write_text(done, encoding="utf-8")
    tidy()


if __name__ == "__main__":
    if sys.argv[1] == "move":
        move(sys.argv[2], sys.stdin.read())
    elif sys.argv[1] == "rename":
        rename(sys.argv[2])
    else:
        print(*conflicts(sys.argv[2]), sep="\n")
