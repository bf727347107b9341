"""Where new text goes in hand-written YAML, by the positions that the parser reports.

A piece of text and the offset before which it goes; what it takes the place of is ``yaml_edit``'s to say.
Nothing here knows the contract, and nothing here is trusted: ``amend`` proves every result.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from metrics.catalogue.yaml_reader import Loader

_BREAK = re.compile(r"\r\n|\n|\r")
_GAP = re.compile(r"(?P<comma>[ \t]*,)?(?P<rest>[ \t]*(?:#[^\r\n]*)?(?=[\r\n]|\Z))?")
_COMMA_LATER = re.compile(r"(?>\s+|#[^\r\n]*+)*+,")


@dataclass(frozen=True)
class Piece:
    """Text that goes in before the character at ``offset``, in the place of the ``taken`` characters from there."""

    offset: int
    text: str
    taken: int = 0


@dataclass
class Node:
    """A part of the text; a mapping has as many ``keys`` as ``items``, a list has none; ``starts`` are the keys'.

    ``end`` is exact for scalars and brackets only: a block reaches to the next token,
    past comments that are none of its own.
    """

    start: int
    end: int
    column: int
    brackets: bool = False
    style: str = ""
    keys: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    items: list[Node] = field(default_factory=list)

    def __getitem__(self, key: str) -> Node:
        return self.items[self.keys.index(key)]


def tree(text: str, wanted: Collection[int]) -> Node:
    """The text's parts; of the list of indicators, the inner parts of those wanted only."""
    events = yaml.parse(text, Loader=Loader)
    next(events), next(events)
    return _node(events, next(events), (), wanted)


def _node(events: Iterator[Any], event: Any, path: tuple[str | int, ...], wanted: Collection[int]) -> Node:
    start = event.start_mark
    node = Node(start.index, event.end_mark.index, start.column)
    if isinstance(event, yaml.ScalarEvent):
        node.style = event.style or ""
        return node
    node.brackets = bool(event.flow_style)
    mapping = isinstance(event, yaml.MappingStartEvent)
    skipped = len(path) == 2 and path[0] == "indicators" and path[1] not in wanted
    for child in _to_end(events) if skipped else events:
        if isinstance(child, yaml.CollectionEndEvent):
            node.end = int(child.end_mark.index)  # type: ignore[union-attr]  # the C parser always gives marks
            break
        if mapping:
            node.keys.append(child.value)
            node.starts.append(child.start_mark.index)
            child = next(events)
        node.items.append(_node(events, child, (*path, node.keys[-1] if mapping else len(node.items)), wanted))
    return node


def _to_end(events: Iterator[Any]) -> Iterator[Any]:
    """The end of the collection that is open, and nothing of what it holds."""
    depth = 1
    for event in events:
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if not depth:
            yield event
            return


def insert(text: str, node: Node, parent: Node, anchor: int, bodies: list[str]) -> list[Piece]:
    """Put new items into a list or mapping: after its item number ``anchor``, or before all (-1).

    ``parent`` is the part that holds it. A body is one item as it stands in the
    node's style: with its dash in a block list, with its key in a mapping.
    """
    if node.brackets:
        return _in_brackets(text, node, parent, anchor, bodies)
    indent = " " * node.column
    if anchor < 0:
        line = line_break(text, node.start) + indent
        return [Piece(node.start, "".join(body + line for body in bodies))]
    offset = _line_end(text, end_of(text, node.items[anchor]))
    lines = [line for body in bodies for line in body.split("\n")]
    return [Piece(offset, "".join(line_break(text, offset) + (indent + line if line else "") for line in lines))]


def _in_brackets(text: str, node: Node, parent: Node, anchor: int, bodies: list[str]) -> list[Piece]:
    if not node.items:
        return [Piece(node.start + 1, _first_in_brackets(text, node, parent, bodies))]
    line = line_break(text, node.start) + " " * min(item.column for item in node.items)
    if anchor < 0:
        first = node.items[0].start
        between = "," + (line if _begins_its_line(text, first) else " ")
        return [Piece(first, "".join(body + between for body in bodies))]
    end = node.items[anchor].end
    gap = _GAP.match(text, end)
    assert gap is not None
    if gap["rest"] is None:
        return [Piece(gap.end(), "".join(f" {body}," if gap["comma"] else f", {body}" for body in bodies))]
    if gap["comma"]:
        return [Piece(gap.end(), "".join(f"{line}{body}," for body in bodies))]
    if _COMMA_LATER.match(text, end):
        return [Piece(gap.end(), "".join(f"{line}, {body}" for body in bodies))]
    return [Piece(end, ","), Piece(gap.end(), ",".join(line + body for body in bodies))]


def _first_in_brackets(text: str, node: Node, parent: Node, bodies: list[str]) -> str:
    """One item a line between the brackets, where nothing else stands there; else on their line."""
    if parent.brackets or text[node.start + 1 : node.end - 1].strip(" "):
        return ", ".join(bodies)
    line = line_break(text, node.start) + " " * (parent.column + 2)
    return "".join(f"{line}{body}," for body in bodies) + line


def spaced(text: str, node: Node) -> bool:
    """Whether a blank line stands before the last item of a block list; yes when there is but one."""
    if len(node.items) < 2:
        return True
    for line in reversed(text[node.items[-2].start : node.items[-1].start].splitlines()[:-1]):
        if not line.strip():
            return True
        if not line.lstrip().startswith("#"):
            return False
    return False


def end_of(text: str, node: Node) -> int:
    """The end of what a part says, before comments and blank lines that follow it."""
    while node.items and not node.brackets:
        node = node.items[-1]
    written = text[node.start : node.end]
    if node.style not in ("|", ">"):
        return node.end
    if "+" in written.split(maxsplit=1)[0]:  # keeps its blank lines
        return node.end - len(written) + len(re.sub(r"(\r\n|\n|\r)\Z", "", written))
    return node.start + len(written.rstrip())


def _line_end(text: str, offset: int) -> int:
    match = _BREAK.search(text, offset)
    return match.start() if match else len(text)


def line_break(text: str, offset: int) -> str:
    """The line break that is used here."""
    match = _BREAK.search(text, offset) or _BREAK.search(text)
    return match[0] if match else "\n"


def _begins_its_line(text: str, offset: int) -> bool:
    return not re.split(r"[\r\n]", text[max(0, offset - 1000) : offset])[-1].strip()


def joined(text: str, pieces: Iterable[Piece]) -> tuple[str, tuple[tuple[int, str], ...]]:
    """The text with its pieces, and what was added, by line number; blank lines are not listed.

    Of a line that something was taken of, the whole is listed.
    """
    parts: list[str] = []
    lines: list[tuple[int, str]] = []
    line, last = 1, 0
    changed: set[int] = set()
    for piece in in_order(pieces):
        parts += text[last : piece.offset], piece.text
        line += len(_BREAK.findall(text, last, piece.offset))
        last = piece.offset + piece.taken
        added = _BREAK.split(piece.text)
        lines += [(number, part) for number, part in enumerate(added, line)]
        if piece.taken and (piece.text or not _BREAK.match(text, piece.offset)):
            changed |= set(range(line, line + len(added)))
        line += len(added) - 1
    new = "".join([*parts, text[last:]])
    if changed:
        whole = _BREAK.split(new)
        lines = [(number, part) for number, part in lines if number not in changed]
        lines += [(number, whole[number - 1]) for number in changed]
        lines.sort(key=lambda numbered: numbered[0])
    return new, tuple((number, part) for number, part in lines if part.strip())


def in_order(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces as they follow in the text; what goes in stands before what is taken from the same place."""
    return sorted(pieces, key=lambda piece: (piece.offset, bool(piece.taken)))


def overlap(pieces: Iterable[Piece]) -> bool:
    """Whether a piece would go into what another one takes."""
    placed = in_order(pieces)
    return any(one.offset + one.taken > other.offset for one, other in itertools.pairwise(placed))


def lines_gone(text: str, pieces: Iterable[Piece]) -> tuple[tuple[int, str], ...]:
    """The lines of the text of which something is taken, whole, by their number; blank lines are not listed."""
    numbers: set[int] = set()
    for piece in pieces:
        if piece.taken:
            first = _BREAK.match(text, piece.offset)
            start = first.end() if first and not piece.text else piece.offset
            numbers |= set(range(line_of(text, start), line_of(text, piece.offset + piece.taken) + 1))
    whole = _BREAK.split(text)
    return tuple((number, whole[number - 1]) for number in sorted(numbers) if whole[number - 1].strip())


def line_of(text: str, offset: int) -> int:
    """The number of the line on which a character stands."""
    return len(_BREAK.findall(text, 0, offset)) + 1


def by_hand(text: str, pieces: Iterable[Piece]) -> list[tuple[int, str]]:
    """What is to be added by hand, and the line of the text in or below which it belongs."""
    return [
        (line_of(text, piece.offset), piece.text.strip("\r\n"))
        for piece in sorted(pieces, key=lambda piece: piece.offset)
    ]
