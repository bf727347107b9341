"""history, undo, restore and confirm: the journal (audit trail) on the command line."""

from __future__ import annotations

import json

from metrics.cli.run import VISITOR, Run, tell
from metrics.store import data_file, transactions
from metrics.store.journal import Entry


def undo(run: Run) -> int:
    """Undo the last save."""
    return run.change(lambda signed: transactions.undo(run.path, signed, VISITOR), "undone")


def restore(run: Run) -> int:
    """Bring back an earlier version, byte for byte."""
    version = run.options.version
    return run.change(
        lambda signed: transactions.restore(run.path, version, signed, VISITOR), f"restored: version {version}"
    )


def confirm(run: Run) -> int:
    """Sign that what is gone from the file was meant to go."""
    return run.change(lambda signed: transactions.confirm(run.path, signed, VISITOR), "confirmed")


def history(run: Run) -> int:
    """Every change, newest first: who, when, why, and the lines."""
    recorded = data_file.history(run.path)
    tell(recorded.problems, error=True)
    newest = list(reversed(recorded.entries))
    if run.options.format == "json":
        print(json.dumps([_as_json(entry) for entry in newest], indent=1, ensure_ascii=False))
        return 0
    for entry in newest:
        _print_entry(entry)
    if not newest:
        print("no change has been journalled yet")
    return 0


def _print_entry(entry: Entry) -> None:
    who = f", {entry.by}" if entry.by else ""
    what = f"{entry.kind}{who}: {entry.reason or '-'}"
    print(f"{entry.number}  {entry.at:%Y-%m-%d %H:%M} UTC  {what}  (version {entry.after})")
    for sign, lines in (("+", entry.lines), ("-", entry.gone)):
        tell(f"  {sign} {number:>5}  {line}" for number, line in lines)


def _as_json(entry: Entry) -> dict[str, object]:
    return {
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
