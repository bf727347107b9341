"""Change one field of hand-written YAML in place: a field's new value -> the pieces of text to put in and take out.

A value is replaced where it stands and a new key goes to its place of order; comments, line ends and the style
of everything else stay. As ``yaml_insert``, nothing here is trusted: ``amend`` proves every result.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Final

from metrics.catalogue import yaml_insert, yaml_write
from metrics.catalogue.problems import Loc
from metrics.catalogue.yaml_insert import Node, Piece


class Removed(Enum):
    """The value of a key that is to be there no more."""

    REMOVED = "removed"


REMOVED: Final = Removed.REMOVED


@dataclass(frozen=True)
class Edit:
    """The new value of one field; ``loc`` is its place in the file, as in ``Problem.loc``.

    A key that isn't there yet is put in, and so is a list's item whose number is that of the next one. The value
    is plain: text, a Decimal or int, a date, bool, list or mapping, or ``REMOVED``. ``told`` is how the history
    names what was changed, without a value; without it, the field's key does.
    """

    loc: Loc
    value: object
    told: str = ""


class NotEditable(Exception):  # noqa: N818 - it says that the style is left alone, and is no fault of the program
    """A field stands in a way that it can't be changed in safely."""


Plain = str | Decimal | date | bool | list[Any] | dict[str, Any]


def order_of(loc: Loc) -> Sequence[str]:
    """The usual order of the keys of the mapping that holds the field ``loc``."""
    match loc:
        case ("indicators", int(), _):
            return yaml_write.INDICATOR
        case ("sources", *_):
            return yaml_write.SOURCE
    return yaml_write.ENTRY


def plain(edit: Edit) -> Edit:
    """The edit with its value as the file's reader gives it.

    Raises:
        TypeError: a value that the data file has no form for (``yaml_write.plain_value``).
    """
    if edit.value is REMOVED:
        return edit
    return replace(edit, value=yaml_write.plain_value(edit.value, order_of((*edit.loc, ""))))


def holder_of(data: Any, loc: Loc) -> Any:
    """The mapping or list of the plain data that holds the field, or is to hold it.

    Raises:
        ValueError: there is none at that place.
    """
    for step in loc[:-1]:
        if not _has(data, step):
            raise ValueError(f"nothing stands at {loc}")
        data = data[step]
    last = loc[-1]
    if not (isinstance(data, dict) and isinstance(last, str)) and not (
        isinstance(data, list) and isinstance(last, int) and 0 <= last <= len(data)
    ):
        raise ValueError(f"nothing can stand at {loc}")
    return data


def _has(data: Any, step: str | int) -> bool:
    if isinstance(data, dict):
        return step in data
    return isinstance(data, list) and isinstance(step, int) and 0 <= step < len(data)


def says_already(data: Any, edit: Edit) -> bool:
    """Whether the plain data has this value at this place, so that there is nothing to change."""
    holder = holder_of(data, edit.loc)
    if not _has(holder, edit.loc[-1]):
        return edit.value is REMOVED
    value = holder[edit.loc[-1]]
    return type(value) is type(edit.value) and bool(value == edit.value)


def put_into(data: Any, edit: Edit) -> None:
    """Make the edit in the plain data."""
    holder, last = holder_of(data, edit.loc), edit.loc[-1]
    if edit.value is REMOVED:
        holder.pop(last, None)
    elif isinstance(holder, list) and last == len(holder):
        holder.append(edit.value)
    else:
        holder[last] = edit.value


def pieces(text: str, root: Node, edits: Sequence[Edit]) -> Iterator[Piece]:
    """What to put in and take out for these edits; ``root`` is the ``tree`` of the text with all that they touch.

    Raises:
        NotEditable: a field stands in a way that it can't be changed in safely.
    """
    added: dict[Loc, list[Edit]] = {}
    removed = {edit.loc for edit in edits if edit.value is REMOVED}
    for edit in edits:
        *_, node = _path(root, edit.loc[:-1])
        place = _place(node, edit.loc[-1])
        if place is None:
            added.setdefault(edit.loc[:-1], []).append(edit)
        elif edit.value is REMOVED:
            yield _removal(text, node, place)
        else:
            yield from _replacement(text, node, place, edit)
    for loc, new in added.items():
        yield from _insertions(text, root, loc, new, removed)


def _path(root: Node, loc: Loc) -> list[Node]:
    """The parts of the text from the root to the place ``loc``."""
    nodes = [root]
    for step in loc:
        place = _place(nodes[-1], step)
        if place is None:
            raise NotEditable
        nodes.append(nodes[-1].items[place])
    return nodes


def _place(node: Node, step: str | int) -> int | None:
    """Which item of a part a key or number names; None: none yet."""
    if isinstance(step, str):
        return node.keys.index(step) if step in node.keys else None
    return step if not node.keys and step < len(node.items) else None


def _insertions(text: str, root: Node, loc: Loc, new: list[Edit], removed: set[Loc]) -> Iterator[Piece]:
    """New keys, each at its place of order, or new items at the end of a list."""
    nodes = _path(root, loc)
    node, parent = nodes[-1], nodes[-2] if len(nodes) > 1 else nodes[-1]
    if not node.brackets and not node.items:
        raise NotEditable
    order = order_of((*loc, ""))
    rank = {key: number for number, key in enumerate(order)}
    bodies: dict[int, list[str]] = {}
    for edit in sorted(new, key=lambda edit: rank.get(str(edit.loc[-1]), len(rank))):
        key = edit.loc[-1]
        if isinstance(key, int):
            anchor, body = len(node.items) - 1, ("" if node.brackets else "- ") + yaml_write.flow(edit.value)
        elif node.brackets:
            anchor, body = _anchor(node, key, order, loc, removed), _pair(key, edit.value)
        else:
            anchor = _anchor(node, key, order, loc, removed)
            body = "\n".join(yaml_write.block({key: edit.value}))
        bodies.setdefault(anchor, []).append(body)
    for anchor, together in bodies.items():
        yield from yaml_insert.insert(text, node, parent, anchor, together)


def _pair(key: str, value: Any) -> str:
    return f"{yaml_write.key_text(key)}: {yaml_write.flow(value)}"


def _anchor(node: Node, key: str, order: Sequence[str], loc: Loc, removed: set[Loc]) -> int:
    """The number of the key below which a new one stands; -1 where the first one goes."""
    usual = order[: order.index(key)] if key in order else node.keys
    found = max((number for number, one in enumerate(node.keys) if one in usual), default=0)
    return -1 if not found and node.keys and (*loc, node.keys[0]) in removed else found


def _replacement(text: str, parent: Node, place: int, edit: Edit) -> Iterator[Piece]:
    """The new value in the place of the old."""
    node, value = parent.items[place], edit.value
    end = yaml_insert.end_of(text, node)
    if node.style in ("|", ">") and isinstance(value, str):
        yield from _in_block_text(text, node, end, value)
        return
    if _has_comment(text, node, node.start, end):
        raise NotEditable
    if node.items and not node.brackets and parent.keys:
        yield from _block_collection(text, parent, place, end, value)
        return
    gap = " " if text[node.start - 1 : node.start] in (":", "-", ",") else ""
    yield Piece(node.start, gap + yaml_write.flow(value), end - node.start)


def _block_collection(text: str, parent: Node, place: int, end: int, value: Any) -> Iterator[Piece]:
    """A list or mapping of several lines below its key: its lines go, and the key gets the new value."""
    node = parent.items[place]
    if isinstance(value, list) and value and all(isinstance(item, Mapping) for item in value) and not node.keys:
        line = yaml_insert.line_break(text, node.start) + " " * node.column
        yield Piece(node.start, line.join("- " + yaml_write.flow(item) for item in value), end - node.start)
        return
    between = text[parent.starts[place] : node.start]
    colon = between.rfind(":")
    if colon < 0 or between[colon + 1 :].strip():
        raise NotEditable
    start = parent.starts[place] + colon + 1
    yield Piece(start, " " + yaml_write.flow(value), end - start)


_HEADER = re.compile(r"(?P<sign>[|>][-+\d]*)(?P<rest>[^\r\n]*)(?P<gap>\r\n|\n|\r)(?P<indent> +)")


def _in_block_text(text: str, node: Node, end: int, value: str) -> Iterator[Piece]:
    """Text below its key, folded or line by line: it stays so where it can be written so, else it goes on one line."""
    header = _HEADER.match(text, node.start, end)
    if header is None:
        raise NotEditable
    start, line = header.end(), header["gap"] + header["indent"]
    if header["sign"] in (">", ">-") and yaml_write.folds(value):
        lines = textwrap.wrap(value, yaml_write.WIDTH, break_long_words=False, break_on_hyphens=False)
    elif header["sign"] in ("|", "|-") and all(map(yaml_write.folds, value.split("\n"))):
        lines = value.split("\n")
    else:
        sign = len(header["sign"])
        yield Piece(node.start, yaml_write.flow(value), sign)
        yield Piece(header.start("gap"), "", end - header.start("gap"))
        return
    yield Piece(start, line.join(lines), end - start)


def _removal(text: str, parent: Node, place: int) -> Piece:
    """A key and its value go; a comment behind the value stays, on a line of its own."""
    if not parent.keys or len(parent.items) == 1:
        raise NotEditable
    node = parent.items[place]
    end = yaml_insert.end_of(text, node)
    if not place:
        start, end = parent.starts[0], parent.starts[1]
    elif parent.brackets:
        start = parent.items[place - 1].end
    else:
        start = text.rfind("\n", 0, parent.starts[place])
        start -= text[start - 1 : start] == "\r"
        rest = re.compile(r"[ \t]*").match(text, end)
        assert rest is not None
        end = rest.end()
        if text[end : end + 1] not in ("", "\n", "\r"):
            start = parent.starts[place]
        elif text[start : parent.starts[place]].strip():
            raise NotEditable
    if _has_comment(text, parent, start, end):
        raise NotEditable
    return Piece(start, "", end - start)


def _has_comment(text: str, node: Node, start: int, end: int) -> bool:
    """Whether a comment stands between the values of this stretch of the text."""
    last, between = start, []
    for one in _scalars(node):
        if start <= one.start < end:
            between.append(text[last : one.start])
            if one.style in ("|", ">"):
                between.append(text[one.start : one.end].partition("\n")[0])
            last = one.end
    return "#" in "".join([*between, text[last:end] if last < end else ""])


def _scalars(node: Node) -> Iterator[Node]:
    if not node.items:
        yield node
    for item in node.items:
        yield from _scalars(item)


def by_hand(text: str, root: Node, edits: Sequence[Edit]) -> list[tuple[int, str]]:
    """What is to be changed by hand, and the line of the text where the field stands or belongs."""
    lines = []
    for edit in edits:
        node, key = root, edit.loc[-1]
        for step in edit.loc:
            place = _place(node, step)
            if place is None:
                break
            node = node.items[place]
        what = f"take out '{key}'" if edit.value is REMOVED else yaml_write.flow(edit.value)
        named = isinstance(key, str) and edit.value is not REMOVED
        lines.append((yaml_insert.line_of(text, node.start), _pair(str(key), edit.value) if named else what))
    return lines
