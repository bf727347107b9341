"""history, undo, restore and confirm: the journal (audit trail) on the command line."""

from __future__ import annotations

import heapq
import json

from metrics.catalogue.documents import Which
from metrics.cli.run import VISITOR, Run, tell
from metrics.store import data_file, transactions
from metrics.store.archive import BESIDE
from metrics.store.journal import Entry

FILES: tuple[Which, ...] = ("indicators", *BESIDE)


def undo(run: Run) -> int:
    """Undo the last save."""
    return run.change(lambda signed: transactions.undo(run.path, signed, VISITOR, which=_which(run)), "undone")


def restore(run: Run) -> int:
    """Bring back an earlier version, byte for byte."""
    version = run.options.version
    return run.change(
        lambda signed: transactions.restore(run.path, version, signed, VISITOR, which=_which(run)),
        f"restored: version {version}",
    )


def confirm(run: Run) -> int:
    """Sign that what is gone from the file was meant to go."""
    return run.change(lambda signed: transactions.confirm(run.path, signed, VISITOR, which=_which(run)), "confirmed")


def history(run: Run) -> int:
    """Every change of all files, or of the one that is asked for, newest first: who, when, why, and the lines."""
    files: list[list[tuple[str, Entry]]] = []
    for which in FILES if run.options.file is None else (_which(run),):
        recorded = data_file.history(run.path, which)
        tell(recorded.problems, error=True)
        name = BESIDE.get(which, run.path.name)
        files.append([(name, entry) for entry in reversed(recorded.entries)])
    newest = list(heapq.merge(*files, key=lambda named: named[1].at, reverse=True))  # each file's stay in their order
    if run.options.format == "json":
        print(json.dumps([_as_json(name, entry) for name, entry in newest], indent=1, ensure_ascii=False))
        return 0
    for name, entry in newest:
        _print_entry(name, entry)
    if not newest:
        print("no change has been journalled yet")
    return 0


def _which(run: Run) -> Which:
    """The file that is asked for; the data file itself unless another is."""
    return next((which for which in FILES if which == run.options.file), "indicators")


def _print_entry(name: str, entry: Entry) -> None:
    who = f", {entry.by}" if entry.by else ""
    of = f" of {name}" if name in BESIDE.values() else ""
    what = f"{entry.kind}{who}: {entry.reason or '-'}"
    print(f"{entry.number}  {entry.at:%Y-%m-%d %H:%M} UTC  {what}  (version {entry.after}{of})")
    for sign, lines in (("+", entry.lines), ("-", entry.gone)):
        tell(f"  {sign} {number:>5}  {line}" for number, line in lines)


def _as_json(name: str, entry: Entry) -> dict[str, object]:
    return {
        "file": name,
        "number": entry.number,
        "kind": entry.kind,
        "at": entry.at.isoformat(),
        "by": entry.by,
        "reason": entry.reason,
        "before": entry.before,
        "after": entry.after,
        "lines": [{"line": number, "text": text} for number, text in entry.lines],
        "gone": [{"line": number, "text": text} for number, text in entry.gone],
        "about": list(entry.about),
        "undoes": entry.undoes,
        "beside": entry.beside or None,
    }
