"""Imported series that stand in the data file -> the second file: both texts as they are after the move, proved.

Only whole lines are taken out, and the result is read again: nothing may be lost, doubled or changed
(contract: Two data files).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from metrics.catalogue import published_series, yaml_insert
from metrics.catalogue.amend import Addition, Amended, Change, Kind
from metrics.catalogue.diff import losses
from metrics.catalogue.documents import Document
from metrics.catalogue.load import parse
from metrics.catalogue.models import Catalogue, Cited
from metrics.catalogue.problems import Problem, Refused
from metrics.catalogue.published_series import PublishedSeries
from metrics.catalogue.yaml_insert import Node
from metrics.catalogue.yaml_reader import read_data

KINDS: tuple[Kind, ...] = ("comparators", "own_series")
_FROM_A_FILE = re.compile(r"[^,]+\.csv, ")
"""How the place of a figure begins that an import brought in."""

Rows = dict[tuple[int, Kind], list[int]]
"""Rows by number: of the indicator and the list, and in that list."""


@dataclass(frozen=True)
class Moved:
    """The data file's text without the rows, and the other's with them; no ``published`` where it has them already."""

    main: str
    published: Amended | None
    rows: int
    sources: tuple[str, ...]


def moved(text: str, published: str, sources: Collection[str] = (), file: str = "indicators.yaml") -> Moved | None:
    """Move what imports brought in: the rows of ``sources``, or those whose place is a published file; None for none.

    ``published`` is the second file's text; a move that was cut off after it was written is finished.

    Raises:
        Refused: a file can't be read, the rows stand in a way in which they can't be taken out safely, or the
            second file holds another number for one of them.
    """
    bare = text.removeprefix("\ufeff")
    before = parse(bare, file)
    rows = {key: numbers for key, numbers in _wanted(before, sources) if numbers}
    if not rows:
        return None
    data, _ = read_data(bare)
    gone = _unused(data, before, rows)
    rest = _without(bare, rows, gone, file)
    after = parse(rest, file)
    if after != _expected(before, rows, gone):
        raise _by_hand(file, 1)
    said = published_series.parse(published, after)
    change = _change(data, before, rows, gone, said)
    result = Document(published_series.FILE, published, after, said, "published").amended(change)
    if losses(before, result.catalogue) or losses(published_series.joined(after, said), result.catalogue):
        raise _by_hand(file, 1)
    mark = text[: len(text) - len(bare)]
    new = result if change.additions or change.sources else None
    return Moved(mark + rest, new, sum(map(len, rows.values())), tuple(gone))


def _wanted(catalogue: Catalogue, sources: Collection[str]) -> Iterator[tuple[tuple[int, Kind], list[int]]]:
    for number, indicator in enumerate(catalogue.indicators):
        for kind in KINDS:
            listed: list[Any] = getattr(indicator, kind)
            yield (number, kind), [place for place, row in enumerate(listed) if _imported(row, sources)]


def _imported(row: Cited, sources: Collection[str]) -> bool:
    return row.source in sources if sources else bool(_FROM_A_FILE.match(row.at))


def _unused(data: Any, before: Catalogue, rows: Rows) -> list[str]:
    """The sources of the rows that nothing else in the data file cites."""
    moving: set[int] = set()
    cited: set[str] = set()
    for (number, kind), places in rows.items():
        listed = getattr(before.indicators[number], kind)
        moving |= {id(data["indicators"][number][kind][place]) for place in places}
        cited |= {listed[place].source for place in places}
    return [source for source in before.sources if source in cited - set(_cited(data, moving))]


def _cited(data: Any, moving: Collection[int]) -> Iterator[str]:
    """Every source that is cited outside of the moving rows."""
    if id(data) in moving:
        return
    if isinstance(data, dict):
        if isinstance(source := data.get("source"), str):
            yield source
        for value in data.values():
            yield from _cited(value, moving)
    elif isinstance(data, list):
        for value in data:
            yield from _cited(value, moving)


def _without(text: str, rows: Rows, sources: Collection[str], file: str) -> str:
    """The text without the lines of the rows, of lists that become empty, and of the sources."""
    root = yaml_insert.tree(text, {number for number, _ in rows})
    cuts: list[tuple[int, int]] = []
    for (number, kind), places in rows.items():
        node = root["indicators"].items[number][kind]
        cuts += [_line(text, node.items[place], r"[ ]*- ", file) for place in places]
        if len(places) == len(node.items):
            cuts.append(_heading(text, node, kind, file))
    listed = root["sources"]
    cuts += [_line(text, listed[source], r"[ ]*\S+:[ ]+", file) for source in sources]
    for start, end in sorted(cuts, reverse=True):
        text = text[:start] + text[end:]
    return text


def _line(text: str, node: Node, above: str, file: str) -> tuple[int, int]:
    """The whole line of a row that has it for itself."""
    start, end = text.rfind("\n", 0, node.start) + 1, text.find("\n", node.end) + 1 or len(text)
    alone = re.fullmatch(above, text[start : node.start]) and not text[node.end : end].strip()
    if not alone or "\n" in text[node.start : node.end]:
        raise _by_hand(file, text.count("\n", 0, node.start) + 1)
    return start, end


def _heading(text: str, node: Node, kind: Kind, file: str) -> tuple[int, int]:
    """The line of the key above a list of which nothing stays."""
    above = text[: text.rfind("\n", 0, node.items[0].start) + 1]
    found = re.search(rf"^ *{kind}: *\r?\n\Z", above, re.MULTILINE)
    if found is None:
        raise _by_hand(file, above.count("\n") + 1)
    return found.start(), found.end()


def _by_hand(file: str, line: int) -> Refused:
    what = f"this can't be taken out safely as it is written; move it to {published_series.FILE} by hand"
    return Refused([Problem(line, "", what, file)])


def _expected(before: Catalogue, rows: Rows, gone: Collection[str]) -> Catalogue:
    indicators = list(before.indicators)
    for (number, kind), places in rows.items():
        kept = [row for place, row in enumerate(getattr(indicators[number], kind)) if place not in places]
        indicators[number] = indicators[number].model_copy(update={kind: kept})
    sources = {source_id: source for source_id, source in before.sources.items() if source_id not in gone}
    return before.model_copy(update={"indicators": indicators, "sources": sources})


def _change(data: Any, before: Catalogue, rows: Rows, gone: Collection[str], said: PublishedSeries) -> Change:
    """What the second file doesn't hold yet."""
    additions = []
    for (number, kind), places in sorted(rows.items()):
        indicator = before.indicators[number]
        series = said.indicator(indicator.id)
        there: list[Any] = getattr(series, kind) if series else []
        listed = getattr(indicator, kind)
        new = [place for place in places if listed[place] not in there]
        additions += [Addition(indicator.id, kind, data["indicators"][number][kind][place]) for place in new]
    sources = {source: data["sources"][source] for source in gone if said.sources.get(source) != before.sources[source]}
    return Change(tuple(additions), sources=sources)
