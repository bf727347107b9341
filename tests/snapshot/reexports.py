"""Gives every public name one address: python -m tests.snapshot.reexports rewrites imports by way of another room."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

from tests.snapshot.move import ROOT, bound, files, tidy

Addresses = dict[str, dict[str, str]]


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def passed_on() -> Addresses:
    """Room -> name that it only imports -> the room where that name is made."""
    found: Addresses = {}
    for path in sorted((ROOT / "metrics").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in tree.body:
            if isinstance(node, ast.ImportFrom) and (node.module or "").count(".") == 2:
                for alias in node.names:
                    if alias.asname in (None, alias.name):
                        found.setdefault(module_of(path), {})[alias.name] = node.module or ""
    return found


def origin(room: str, name: str, addresses: Addresses) -> str:
    while (further := addresses.get(room, {}).get(name)) is not None:
        room = further
    return room


def main() -> int:
    addresses = passed_on()
    for path in files():
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text)
        lines = [line.encode() for line in text.splitlines(keepends=True)]
        edits: list[tuple[int, int, int, str]] = []
        adding: set[str] = set()
        rooms = {
            alias.asname or alias.name: f"{node.module}.{alias.name}"
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in rooms:
                room = rooms[node.value.id]
                true = origin(room, node.attr, addresses)
                if true != room:
                    short = true.rsplit(".", 1)[1]
                    edits.append((node.value.lineno, node.value.col_offset, len(node.value.id.encode()), short))
                    adding.add(true)
            if isinstance(node, ast.ImportFrom) and node.module in addresses:
                moved = {alias.name: origin(node.module, alias.name, addresses) for alias in node.names}
                if any(true != node.module for true in moved.values()):
                    indent = " " * node.col_offset
                    new = "".join(
                        f"{indent}from {moved[alias.name]} import {alias.name}"
                        + (f" as {alias.asname}" if alias.asname and alias.asname != alias.name else "")
                        + "\n"
                        for alias in node.names
                    )
                    for line in range(node.lineno, (node.end_lineno or 0) + 1):
                        lines[line - 1] = b""
                    lines[node.lineno - 1] = new.encode()
        for line, column, length, short in sorted(edits, reverse=True):
            lines[line - 1] = lines[line - 1][:column] + short.encode() + lines[line - 1][column + length :]
        done = b"".join(lines).decode()
        for true in sorted(adding):
            package, short = true.rsplit(".", 1)
            if any(bound(tree, short)) and rooms.get(short) != true:
                print(f"{path.relative_to(ROOT)}: {short} is something else here, lines {[*bound(tree, short)]}")
            if rooms.get(short) != true:
                first = re.search(r"^from metrics\.", done, re.MULTILINE)
                assert first, path
                done = f"{done[: first.start()]}from {package} import {short}\n{done[first.start() :]}"
        if done != text:
            path.write_text(done, encoding="utf-8")
    tidy()
    return 0


if __name__ == "__main__":
    sys.exit(main())
