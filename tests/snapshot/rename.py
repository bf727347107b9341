"""Renames public functions and classes by table: python -m tests.snapshot.rename TABLE.

A line of the table is ``package.room: old>new old>new``. Definitions, imports, uses as ``room.name`` and dotted names
in strings are rewritten; where a local of the new name would hide it, the line is told and nothing is written.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.snapshot.move import ROOT, files, tidy

Edit = tuple[int, int, str, str]
Scope = (
    ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def bindings(scope: Scope) -> set[str]:
    """Names that are local to a function or comprehension."""
    found: set[str] = set()
    if not isinstance(scope, COMPREHENSIONS):
        every = scope.args
        args = [*every.posonlyargs, *every.args, *every.kwonlyargs, *filter(None, (every.vararg, every.kwarg))]
        found |= {one.arg for one in args}

    def look(node: ast.AST, top: bool) -> None:
        if not top and isinstance(node, Scope):
            if isinstance(node, ast.FunctionDef):
                found.add(node.name)
            return
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        if isinstance(node, ast.ExceptHandler) and node.name:
            found.add(node.name)
        if isinstance(node, ast.MatchAs | ast.MatchStar) and node.name:
            found.add(node.name)
        if isinstance(node, ast.Import | ast.ImportFrom):
            found.update((one.asname or one.name).split(".")[0] for one in node.names)
        for child in ast.iter_child_nodes(node):
            look(child, False)

    look(scope, True)
    return found


def names(tree: ast.AST) -> Iterator[tuple[ast.Name, list[set[str]]]]:
    """Each name of a module with what the scopes around it hold."""

    def walk(node: ast.AST, around: list[set[str]]) -> Iterator[tuple[ast.Name, list[set[str]]]]:
        if isinstance(node, ast.Name):
            yield node, around
        inner = [*around, bindings(node)] if isinstance(node, Scope) else around
        if isinstance(node, ast.ClassDef):
            fields = {one.target.id for one in node.body if isinstance(one, ast.AnnAssign)}  # type: ignore[union-attr]
            for child in node.body:
                if isinstance(child, ast.AnnAssign):
                    yield from walk(child.annotation, inner)
                    yield from walk(child.value, [*inner, fields]) if child.value else ()
                else:
                    yield from walk(child, inner)
            for child in (*node.bases, *node.decorator_list, *node.keywords):
                yield from walk(child, inner)
            return
        for child in ast.iter_child_nodes(node):
            yield from walk(child, inner)

    yield from walk(tree, [])


def renamed(path: Path, table: dict[str, dict[str, str]], wrong: list[str]) -> str:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    here = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    edits: list[Edit] = []
    free: dict[str, str] = {}
    rooms: dict[str, dict[str, str]] = {}
    lines = text.splitlines()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name in table.get(here, {}):
            column = lines[node.lineno - 1].index(node.name)
            edits.append(
                (node.lineno, len(lines[node.lineno - 1][:column].encode()), node.name, table[here][node.name])
            )
            free[node.name] = table[here][node.name]
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module in table:
            for alias in node.names:
                if new := table[node.module].get(alias.name):
                    edits.append((alias.lineno, alias.col_offset, alias.name, new))
                    if alias.asname is None:
                        free[alias.name] = new
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                if f"{node.module}.{alias.name}" in table:
                    rooms[alias.asname or alias.name] = table[f"{node.module}.{alias.name}"]
    for node, around in names(tree):
        if node.id in free and not any(node.id in scope for scope in around):
            edits.append((node.lineno, node.col_offset, node.id, free[node.id]))
            if any(free[node.id] in scope for scope in around):
                wrong.append(f"{here}:{node.lineno}: a local hides {free[node.id]}")
    for node in ast.walk(tree):
        used = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in rooms
        if used and (new := rooms[node.value.id].get(node.attr)):
            end = node.end_col_offset or 0
            edits.append((node.end_lineno or 0, end - len(node.attr.encode()), node.attr, new))
    held = [line.encode() for line in text.splitlines(keepends=True)]
    for line, column, old, new in sorted(set(edits), reverse=True):
        assert held[line - 1][column:].startswith(old.encode()), (path, line, old)
        held[line - 1] = held[line - 1][:column] + new.encode() + held[line - 1][column + len(old.encode()) :]
    done = b"".join(held).decode()
    for room, changes in table.items():
        for old, new in changes.items():
            done = re.sub(rf"\b{re.escape(room)}\.{old}\b", f"{room}.{new}", done)
            if room == here:
                done = done.replace(f"``{old}``", f"``{new}``")
    return done


def main() -> int:
    table: dict[str, dict[str, str]] = {}
    for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
        if line.strip():
            room, _, changes = line.partition(":")
            table[f"metrics.{room.strip()}"] = dict(one.split(">") for one in changes.split())  # type: ignore[misc]
    wrong: list[str] = []
    done = {path: renamed(path, table, wrong) for path in files()}
    for room, changes in table.items():
        text = (ROOT / f"{room.replace('.', '/')}.py").read_text(encoding="utf-8")
        wrong += [
            f"{room} has no {old}" for old in changes if not re.search(rf"^(def|class) {old}\b", text, re.MULTILINE)
        ]
    if wrong:
        print(*wrong, sep="\n")
        return 1
    for path, text in done.items():
        path.write_text(text, encoding="utf-8")
    tidy()
    return 0


if __name__ == "__main__":
    sys.exit(main())
