"""Drafts: what editors have filled in and not saved yet, kept beside the data until it is saved or too old.

    indicators.drafts/quarter-8d969eef6ecad3c2.json          what stands in the form of one person
    indicators.drafts/quarter-8d969eef6ecad3c2.aside.json    what they put away, to be taken back
    indicators.drafts/quarter-8d969eef6ecad3c2.damaged.json  what can't be read, as it was

A draft is one person's: the file's name is made of the address that they signed in with, or it is the one of whoever
sits at this computer. It holds true values, small numbers too, so only the dashboard's account may read it.
(contract: Drafts)
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from metrics.store import atomic_files

DAYS = 14
"""How long a draft is kept that nobody goes on with."""

LARGEST_FILE = 500_000
"""Bytes of an uploaded file that is kept within a draft; a larger one is to be given again."""

_ASIDE, _DAMAGED = ".aside.json", ".damaged.json"

Value = str | bool | int | list[str]
"""What one field holds: words, a tick, how many blocks there are, or the entries chosen from a list."""


class NotKept(Exception):  # noqa: N818 - it names what happened, as the screen says it
    """The draft could not be written; the sentence says why and what to do."""


@dataclass(frozen=True)
class Draft:
    """What was filled in at one moment.

    ``at`` is aware. ``fields`` are by the names that the page gave them; ``files`` are uploaded ones, name and bytes.
    ``left_out`` names files that were too large. ``version`` is that of the data which the filling in began on,
    ``checked_by`` the run of the server in which it stood checked and ready to be saved, else "".
    """

    at: datetime
    fields: Mapping[str, Value] = field(default_factory=dict)
    files: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    version: str = ""
    checked_by: str = ""

    def same_as(self, other: Draft | None) -> bool:
        """Whether the two hold the same, whenever they were written."""
        return other is not None and _content(self) == _content(other)


@dataclass(frozen=True)
class Found:
    """What stands in a draft's place: the draft, and its bytes by a short name (``stamp``), "" where there is none.

    ``damaged`` is the name of the file in which one that can't be read was put away.
    """

    draft: Draft | None = None
    stamp: str = ""
    damaged: str = ""


def place(path: Path, form: str, owner: str) -> Path:
    """Where the draft of a form lies: beside the data file ``path``, by the digest of whose it is."""
    real = Path(os.path.realpath(path))
    digest = hashlib.sha256(owner.encode("utf-8")).hexdigest()[:16]
    return real.with_name(f"{real.stem}.drafts") / f"{form}-{digest}.json"


def aside(draft: Path) -> Path:
    """Where a draft lies that was put away."""
    return draft.with_name(draft.name.removesuffix(".json") + _ASIDE)


def stamp(draft: Path) -> str:
    """The bytes of a draft by a short name; "" where there is none, or none that can be read."""
    with suppress(OSError):
        return _stamp(atomic_files.read_or_none(draft))
    return ""


def read(draft: Path, now: datetime) -> Found:
    """The draft that lies there; one that is too old is removed, one that can't be read is put away."""
    try:
        content = atomic_files.read_or_none(draft)
    except OSError:
        return Found()
    if content is None:
        return Found()
    try:
        found = _parsed(content)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, binascii.Error):
        damaged = draft.with_name(draft.name.removesuffix(".json") + _DAMAGED)
        with suppress(OSError):
            atomic_files.replace(draft, damaged)
        return Found(damaged=damaged.name)
    if now - found.at > timedelta(days=DAYS):
        atomic_files.discard(draft)
        return Found()
    return Found(found, _stamp(content))


def write(draft: Path, content: Draft) -> str:
    """Put a draft in its place in one step, for the dashboard's account alone; its stamp.

    Raises:
        NotKept: the disk didn't take it; what lay there lies there.
    """
    written = json.dumps(_content(content) | {"at": content.at.isoformat()}, ensure_ascii=False).encode(
        "utf-8", "replace"
    )
    try:
        with suppress(FileExistsError):
            os.mkdir(draft.parent, 0o700)
        atomic_files.write_whole(draft, written, None)
    except OSError as error:
        raise NotKept(_sentence(error, draft)) from error
    return _stamp(written)


def drop(draft: Path, seen: str) -> None:
    """Remove a draft, unless it is no longer the one that was seen; one that can't be removed grows old."""
    if seen and stamp(draft) == seen:
        atomic_files.discard(draft)


def put_aside(draft: Path) -> bool:
    """Put a draft away, in place of what was put away before; whether there was one to be taken back."""
    try:
        atomic_files.replace(draft, aside(draft))
    except OSError:
        return False
    return True


def take_back(draft: Path, now: datetime) -> Found:
    """What was put away, and from now on stands in its place again."""
    with suppress(OSError):
        atomic_files.replace(aside(draft), draft)
    return read(draft, now)


def sweep(draft: Path, now: datetime) -> None:
    """Remove whatever lies in the folder of this draft for too long, and what killed processes left."""
    for name in atomic_files.list_names(draft.parent):
        found = atomic_files.status(draft.parent / name)
        days = DAYS if name.endswith(".json") else 1
        if found is not None and now.timestamp() - found.st_mtime > timedelta(days=days).total_seconds():
            atomic_files.discard(draft.parent / name)


def _content(draft: Draft) -> dict[str, object]:
    files = {key: [name, base64.b64encode(data).decode("ascii")] for key, (name, data) in draft.files.items()}
    return {
        "fields": dict(draft.fields),
        "files": files,
        "left_out": list(draft.left_out),
        "version": draft.version,
        "checked_by": draft.checked_by,
    }


def _parsed(content: bytes) -> Draft:
    """The draft that bytes hold.

    Raises:
        ValueError, KeyError, TypeError, AttributeError, RecursionError: they hold none.
    """
    held = json.loads(content)
    at = datetime.fromisoformat(held["at"])
    fields = {str(key): _value(value) for key, value in held["fields"].items()}
    files = {key: (str(name), base64.b64decode(data, validate=True)) for key, (name, data) in held["files"].items()}
    if at.tzinfo is None:
        raise ValueError("a time without its zone")
    return Draft(at, fields, files, tuple(map(str, held["left_out"])), str(held["version"]), str(held["checked_by"]))


def _value(value: object) -> Value:
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return value
    if isinstance(value, str | bool | int):
        return value
    raise ValueError("no value of a field")


def _stamp(content: bytes | None) -> str:
    return "" if content is None else hashlib.sha256(content).hexdigest()[:16]


def _sentence(error: OSError, draft: Path) -> str:
    if error.errno in atomic_files.NO_ROOM:
        return "the disk is full or the account’s room is used up. Make room; then it is kept with the next field"
    if error.errno in atomic_files.NO_RIGHT:
        folder = draft.parent
        return (
            f"the dashboard’s account may not write to the folder “{folder.name}” or may not make it in "
            f"“{folder.parent.name}”. Ask IT for the right to write there"
        )
    return "the disk or the network drive failed. Tell IT"
