"""The journal of changes (audit trail) as text: one JSON object a line, read however damaged, and what a change did.

An entry is written before its change is made and a line ``{"done": number}`` after;
``{"void": number}`` stands for one that was never made. So a change that was cut off
is told by whether the file is the entry's ``before`` or its ``after``.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal, get_args

from metrics.analysis.reason_mark import Mark

Kind = Literal["first seen", "save", "by hand", "undo", "restore", "confirmed", "mapping"]
Lines = tuple[tuple[int, str], ...]

NAME = "journal.jsonl"


@dataclass(frozen=True)
class Entry:
    """One change of the data file: who, when, why, from which version to which, and the lines.

    ``lines`` are those that the change added, by their number in the new text, and
    ``gone`` those that it took away, by their number in the old. A change by hand
    carries the time of the file and no name. ``before`` is empty where no file was.
    A ``mapping`` is kept in another file of the folder; the data file stays as it is;
    ``beside`` is the version that it made of that other file.
    ``about`` names what was added, without values: lines may hold small numbers and
    are for editors, names are for everyone. ``mark`` decides whether the reason is;
    there is none in journals of before.
    """

    number: int
    kind: Kind
    at: datetime
    by: str
    reason: str
    before: str
    after: str
    lines: Lines = ()
    gone: Lines = ()
    undoes: int | None = None
    about: tuple[str, ...] = ()
    beside: str = ""
    mark: Mark | None = None

    def is_made(self, current: str, beside: Collection[str] = ()) -> bool:
        """Whether the files are what this change makes of them: the data file, and one of those beside it."""
        return self.after == current and (not self.beside or self.beside in beside)


@dataclass(frozen=True)
class History:
    """Every change that was made, oldest first, and a sentence for each thing that can't be read.

    ``pending`` holds changes whose outcome the journal doesn't tell: one is being made,
    or was cut off. ``next`` is the number of the change to come.
    """

    entries: tuple[Entry, ...] = ()
    problems: tuple[str, ...] = ()
    pending: tuple[Entry, ...] = ()
    next: int = 1

    @property
    def baseline(self) -> str:
        """The version that the journal last recorded; empty when it has none."""
        return self.entries[-1].after if self.entries else ""

    @property
    def last(self) -> Entry | None:
        """The newest change of the data file itself; a ``mapping`` leaves it as it was."""
        return next((entry for entry in reversed(self.entries) if entry.before != entry.after), None)

    def settled(self, current: str, beside: Collection[str] = ()) -> History:
        """The history with each pending change counted as made where the files are what it made of them."""
        done = [entry for entry in self.pending if entry.is_made(current, beside) and entry not in self.entries]
        return replace(self, entries=(*self.entries, *done))

    def since(self, version: str) -> tuple[Entry, ...]:
        """The changes after the file last was this version; none when it is not recorded."""
        places = [place for place, entry in enumerate(self.entries, 1) if entry.after == version]
        return self.entries[places[-1] :] if places else ()


def entry_line(entry: Entry) -> bytes:
    """An entry as a line."""
    fields: dict[str, object] = {
        "number": entry.number,
        "kind": entry.kind,
        "at": entry.at.astimezone(UTC).isoformat(),
        "by": entry.by,
        "reason": entry.reason,
        "before": entry.before,
        "after": entry.after,
        "lines": entry.lines,
    }
    fields |= {"gone": entry.gone} if entry.gone else {}
    fields |= {} if entry.undoes is None else {"undoes": entry.undoes}
    fields |= {"about": entry.about} if entry.about else {}
    fields |= {"beside": entry.beside} if entry.beside else {}
    fields |= {"mark": asdict(entry.mark)} if entry.mark else {}
    return _line(fields)


def outcome_line(outcome: Literal["done", "void"], number: int) -> bytes:
    """The line that says what became of an entry."""
    return _line({outcome: number})


def _line(fields: Mapping[str, object]) -> bytes:
    return (json.dumps(fields, ensure_ascii=False) + "\n").encode("utf-8", "replace")


def sound_length(raw: bytes) -> tuple[int, bytes]:
    """How many bytes of a journal to keep, and what must follow them before the next line.

    A last line that was torn off is to be cut away; one that only lacks its line end is kept.
    """
    whole, _, last = raw.rpartition(b"\n")
    if not last:
        return len(raw), b""
    if _read(last) is None:
        return len(whole) + 1 if whole or raw.startswith(b"\n") else 0, b""
    return len(raw), b"\n"


def parse(raw: bytes) -> History:
    """Read a journal; a damaged line is named in ``problems`` and the rest goes on."""
    entries: dict[int, Entry] = {}
    outcomes: dict[int, str] = {}
    problems: list[str] = []
    for number, line in enumerate(raw[: sound_length(raw)[0]].split(b"\n"), 1):
        if not line.strip():
            continue
        record = _read(line)
        if record is None or (isinstance(record, Entry) and record.number in entries):
            problems.append(
                f"{NAME} line {number} can't be read; the change that stood there is not shown, all others are"
            )
        elif isinstance(record, Entry):
            entries[record.number] = record
        else:
            outcomes.setdefault(*record)
    return History(
        tuple(entry for number, entry in entries.items() if outcomes.get(number) == "done"),
        tuple(problems),
        tuple(entry for number, entry in entries.items() if number not in outcomes),
        max([*entries, *outcomes], default=0) + 1,
    )


def _read(raw: bytes) -> Entry | tuple[int, str] | None:
    """An entry, or what became of one; None for what is neither."""
    try:
        record = json.loads(raw.decode("utf-8"))
        for outcome in ("done", "void"):
            if isinstance(record, dict) and set(record) == {outcome}:
                return int(record[outcome]), outcome
        return _entry(record)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError):
        return None


def _entry(record: dict[str, Any]) -> Entry:
    texts = {name: record[name] for name in ("by", "reason", "before", "after")}
    texts["beside"] = record.get("beside", "")
    undoes = record.get("undoes")
    if record["kind"] not in get_args(Kind) or not all(isinstance(text, str) for text in texts.values()):
        raise ValueError
    at = datetime.fromisoformat(record["at"]).astimezone(UTC)
    lines, gone = _lines(record["lines"]), _lines(record.get("gone", ()))
    about = tuple(str(name) for name in record.get("about", ()))
    undone = None if undoes is None else int(undoes)
    number, kind, mark = int(record["number"]), record["kind"], _mark(record.get("mark"))
    return Entry(number, kind, at, **texts, lines=lines, gone=gone, undoes=undone, about=about, mark=mark)


def _mark(record: Any) -> Mark | None:
    """A mark that is whole; whatever else stands there is none, so that nothing is shown for its sake."""
    match record:
        case {"touches": [*names], "small": bool(small), "below": int(below)}:
            return Mark(tuple(str(name) for name in names), small, below)
    return None


def _lines(pairs: Any) -> Lines:
    return tuple((int(number), str(text)) for number, text in pairs)


def changed_lines(before: str, after: str) -> tuple[Lines, Lines]:
    """The lines that ``after`` has beyond ``before``, and those it lacks; moves and line ends don't count."""
    old, new = before.splitlines(), after.splitlines()
    return _beyond(new, old), _beyond(old, new)


def _beyond(lines: list[str], others: list[str]) -> Lines:
    remaining = Counter(others)
    extra = []
    for number, text in enumerate(lines, 1):
        remaining[text] -= 1
        if remaining[text] < 0 and text.strip():
            extra.append((number, text))
    return tuple(extra)
