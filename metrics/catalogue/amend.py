"""Amend the data file: YAML text + change -> YAML text; no byte is touched but those of the fields that are edited.

New lines are put in at the places that the YAML parser reports (``yaml_insert``), a field of an entry that stands
is changed in its place (``yaml_edit``), and the result is proved before anybody sees it: it must pass
``load.parse`` and be the old catalogue plus exactly the change. Give and keep the text as it stands in
the file, with its line ends and its byte-order mark.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Generic, Literal, TypeVar

from pydantic import ValidationError

from metrics.catalogue import yaml_edit, yaml_insert, yaml_write
from metrics.catalogue.field_types import nearest_name
from metrics.catalogue.load import parse
from metrics.catalogue.models import Catalogue, Comparator, Entry, Indicator, Observation, OwnFigure, Source, Target
from metrics.catalogue.period import Period, PeriodError
from metrics.catalogue.period import parse as parse_period
from metrics.catalogue.problems import Problem, Refused
from metrics.catalogue.published_series import PublishedSeries, SeriesOf
from metrics.catalogue.yaml_edit import Edit, NotEditable
from metrics.catalogue.yaml_insert import Node, Piece
from metrics.catalogue.yaml_reader import read_data

Kind = Literal["observations", "comparators", "targets", "own_series"]
Plain = dict[str, Any]
Order = dict[tuple[int, str], list[int | Plain]]
"""For a list of an indicator (by number and kind), what will stand in it: numbers of old entries, and new ones."""

_MODELS: dict[str, type[Entry]] = {
    "observations": Observation,
    "comparators": Comparator,
    "targets": Target,
    "own_series": OwnFigure,
}


@dataclass(frozen=True)
class Addition:
    """One new figure, comparator or target of an indicator, with the keys of the contract."""

    indicator: str
    kind: Kind
    entry: Mapping[str, object]


@dataclass(frozen=True)
class TargetEnd:
    """The last day of a target that stands open: of an indicator (by id), by its number in the list."""

    indicator: str
    number: int
    until: date


@dataclass(frozen=True)
class Change:
    """What is changed in one go: entries of known indicators, new indicators, new sources by id, ends of targets.

    ``edits`` are new values of fields that stand, or of fields of entries that stand.
    """

    additions: tuple[Addition, ...] = ()
    indicators: tuple[Mapping[str, object], ...] = ()
    sources: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    ends: tuple[TargetEnd, ...] = ()
    edits: tuple[Edit, ...] = ()


Whole = TypeVar("Whole", Catalogue, PublishedSeries)
Said = TypeVar("Said", bound=Entry)


@dataclass(frozen=True)
class Form(Generic[Whole]):
    """A kind of data file: how its text is read (text and file's name), and what an entry of its indicators is."""

    parse: Callable[[str, str], Whole]
    indicator: type[Indicator | SeriesOf]


DATA_FILE = Form(parse, Indicator)


@dataclass(frozen=True)
class AmendedText(Generic[Said]):
    """The proved text of any of the files, what it says itself, and the lines that differ, as in ``Amended``."""

    text: str
    said: Said
    lines_added: tuple[tuple[int, str], ...]
    lines_gone: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Amended:
    """The proved result: its text, its catalogue, and what was added, by line of the new text.

    ``catalogue`` is what both data files then say together. ``lines_added`` holds whole new lines,
    and where a list stands in brackets the pieces that were put into its line. Where a field was edited, its
    lines stand there as they are now, and in ``lines_gone`` as they were, by line of the old text. Blank lines
    are left out.
    """

    text: str
    catalogue: Catalogue
    lines_added: tuple[tuple[int, str], ...]
    lines_gone: tuple[tuple[int, str], ...] = ()


_SERIES = ("comparators", "own_series")


class ByHand(Exception):  # noqa: N818 - it says what to do, and is no fault of the program
    """A line can't be put safely into the way the file is written; nothing was changed.

    ``lines`` says what to add by hand: the line of the file in or below which it belongs, and the text.
    """

    def __init__(self, file: str, lines: list[tuple[int, str]]) -> None:
        what = "nothing can be put safely into the way this is written; write here by hand:"
        super().__init__("\n".join(f"{file} line {line}: {what}\n{text}" for line, text in lines))
        self.lines = lines


def amended(text: str, change: Change, file: str = "indicators.yaml", catalogue: Catalogue | None = None) -> Amended:
    """Add the change to the text of a data file that stands alone; ``catalogue`` is its own, to save a reading.

    Raises:
        Refused, ByHand, TypeError: as ``amended_text``.
    """
    result = amended_text(text, change, file, DATA_FILE, catalogue)
    return Amended(result.text, result.said, result.lines_added, result.lines_gone)


def amended_text(
    text: str, change: Change, file: str, form: Form[Whole], said: Whole | None = None
) -> AmendedText[Whole]:
    """Make the change in the text of either data file.

    A figure goes to its place among the periods, a revision below the line that it
    revises; anything else goes to the end of its list. ``said`` is what the text
    says, where the caller has it; it saves a reading.

    Raises:
        Refused: the text, or an entry of the change, breaks the contract; line
            numbers are those of the new text.
        ByHand: the style can't be inserted into safely.
        TypeError: a value that the data file has no form for (``yaml_write.plain_value``).
        ValueError: an edit, or the end of a target, of an entry that doesn't stand in the file.
    """
    change = _plain(change)
    before = said or form.parse(text, file)
    order = _order(before, change, file)
    byte_order_mark = "\ufeff" if text.startswith("\ufeff") else ""
    bare = text.removeprefix(byte_order_mark)
    edits = _edits(bare, before, change, file)
    root = _tree(bare, order, edits, len(before.indicators))
    added = list(_pieces(bare, root, change, order))
    try:
        pieces = added + list(yaml_edit.pieces(bare, root, edits))
        if yaml_insert.overlap(pieces):
            raise NotEditable
        joined, lines = yaml_insert.joined(bare, pieces)
        after = _proved(bare, joined, before, change, order, edits, form, file)
    except NotEditable:
        by_hand = yaml_edit.by_hand(bare, root, edits) + yaml_insert.by_hand(bare, added)
        raise ByHand(file, _culprits(text, change, file, form, before) or by_hand) from None
    return AmendedText(byte_order_mark + joined, after, lines, yaml_insert.lines_gone(bare, pieces))


def _tree(text: str, order: Order, edits: list[Edit], count: int) -> Node:
    """The parts of the text, with those of the indicators that are changed, and of the last one of ``count``."""
    numbers = [number for number, _ in order] + [int(edit.loc[1]) for edit in edits if edit.loc[0] == "indicators"]
    return yaml_insert.tree(text, {*numbers, count - 1})


def _proved(
    old: str, new: str, before: Whole, change: Change, order: Order, edits: list[Edit], form: Form[Whole], file: str
) -> Whole:
    """What the new text says, which is the old plus exactly the change.

    Raises:
        Refused: the change itself breaks the contract.
        NotEditable: the new text says anything else.
    """
    try:
        after = form.parse(new, file)
    except ValidationError:
        raise NotEditable from None
    except Refused:
        if _reads_as_meant(old, new, change, order, edits):
            raise
        raise NotEditable from None
    if not (edits or _equals_expected(after, before, change, order, form)):
        raise NotEditable
    if edits and not _reads_as_meant(old, new, change, order, edits):
        raise NotEditable
    return after


def _equals_expected(after: Whole, before: Whole, change: Change, order: Order, form: Form[Whole]) -> bool:
    try:
        return after == _expected(before, change, order, form)
    except ValidationError:
        return False


def placements(catalogue: Catalogue | PublishedSeries, change: Change) -> dict[tuple[int, str, int], int]:
    """Which addition (by number) will stand where: number of the indicator, list, number in that list.

    Raises:
        Refused: an addition names no indicator of ``catalogue``, which is what the changed file says itself.
    """
    change = _plain(change)
    numbers = {id(addition.entry): number for number, addition in enumerate(change.additions)}
    return {
        (indicator, kind, place): numbers[id(entry)]
        for (indicator, kind), entries in _order(catalogue, change, "indicators.yaml").items()
        for place, entry in enumerate(entries)
        if not isinstance(entry, int)
    }


def _plain(change: Change) -> Change:
    return Change(
        tuple(replace(addition, entry=yaml_write.plain_value(addition.entry)) for addition in change.additions),
        tuple(yaml_write.plain_value(indicator, yaml_write.INDICATOR) for indicator in change.indicators),
        {source_id: yaml_write.plain_value(source, yaml_write.SOURCE) for source_id, source in change.sources.items()},
        change.ends,
        tuple(map(yaml_edit.plain, change.edits)),
    )


def _number(before: Catalogue | PublishedSeries, indicator_id: str, file: str) -> int:
    """The place of an indicator in the file's list."""
    listed: Sequence[Indicator | SeriesOf] = before.indicators
    numbers = {indicator.id: number for number, indicator in enumerate(listed)}
    if (number := numbers.get(indicator_id)) is None:
        what = f"'{indicator_id}' is not in the list of indicators; {nearest_name(indicator_id, numbers)}"
        raise Refused([Problem(1, "indicators", what, file)])
    return number


def _edits(text: str, before: Catalogue | PublishedSeries, change: Change, file: str) -> list[Edit]:
    """Every edit that changes something, the ends of targets among them.

    Raises:
        Refused: an end names no indicator of the file.
        ValueError: an end names no open target, or an edit no entry that stands; whoever makes changes sees to that.
    """
    edits = list(change.edits)
    for end in change.ends:
        number = _number(before, end.indicator, file)
        if _targets(before, number)[end.number].until is not None:
            raise ValueError(f"target {end.number} of {end.indicator} has an end already")
        edits.append(Edit(("indicators", number, "targets", end.number, "until"), end.until))
    data = read_data(text, file)[0] if edits else {}
    return [edit for edit in edits if not yaml_edit.says_already(data, edit)]


def _targets(whole: Catalogue | PublishedSeries, number: int) -> list[Target]:
    """The targets of an indicator by its place in the list; published series have none."""
    indicator = whole.indicators[number]
    return indicator.targets if isinstance(indicator, Indicator) else []


def _order(before: Catalogue | PublishedSeries, change: Change, file: str) -> Order:
    order: Order = {}
    for addition in change.additions:
        number = _number(before, addition.indicator, file)
        old = getattr(before.indicators[number], addition.kind)
        entries = order.setdefault((number, addition.kind), list(range(len(old))))
        entry: Plain = addition.entry  # type: ignore[assignment]  # ``_plain`` made it a dict
        place = len(entries)
        if addition.kind == "observations":
            periods = [old[item].period if isinstance(item, int) else _period(item) for item in entries]
            place = _place(periods, _period(entry))
        entries.insert(place, entry)
    return order


def _period(entry: Plain) -> Period | None:
    try:
        return parse_period(str(entry.get("period")))
    except PeriodError:
        return None


def _place(periods: list[Period | None], new: Period | None) -> int:
    """Below the last figure of the same period; else by last day, then length; undated at the end."""
    if new is None:
        return len(periods)
    if new in periods:
        return len(periods) - periods[::-1].index(new)
    if not new.dated:
        return len(periods)
    dated = [(number, period) for number, period in enumerate(periods) if period is not None and period.dated]
    earlier = [number for number, period in dated if period.order <= new.order]
    if earlier:
        return earlier[-1] + 1
    return dated[0][0] if dated else len(periods)


def _pieces(text: str, root: Node, change: Change, order: Order) -> Iterator[Piece]:
    """Every insertion; of several at one place, inner lists come before what encloses them."""
    indicators, count = root["indicators"], len(root["indicators"].items)
    for number in sorted({number for number, _ in order}):
        lists = {kind: entries for (indicator, kind), entries in order.items() if indicator == number}
        yield from _in_indicator(text, indicators.items[number], indicators, lists)
    if change.indicators:
        bodies = [_indicator(text, indicators, dict(indicator)) for indicator in change.indicators]
        yield from yaml_insert.insert(text, indicators, root, count - 1, bodies)
    if change.sources:
        bodies = [
            f"{yaml_write.key_text(source_id)}: {yaml_write.flow(source)}"
            for source_id, source in change.sources.items()
        ]
        if "sources" in root.keys:
            yield from yaml_insert.insert(text, root["sources"], root, len(root["sources"].items) - 1, bodies)
        else:
            yield from yaml_insert.insert(
                text, root, root, -1, ["\n".join(["sources:", *(f"  {one}" for one in bodies)])]
            )


def _in_indicator(text: str, node: Node, parent: Node, lists: dict[str, list[int | Plain]]) -> Iterator[Piece]:
    missing: dict[int, list[str]] = {}
    for kind in sorted(lists, key=yaml_write.INDICATOR.index):
        if kind in node.keys:
            dash = "" if node[kind].brackets else "- "
            for anchor, entries in _gaps(lists[kind]).items():
                bodies = [dash + yaml_write.flow(entry) for entry in entries]
                yield from yaml_insert.insert(text, node[kind], node, anchor, bodies)
        else:
            missing.setdefault(_key_before(node, kind), []).append(_new_list(node, kind, lists[kind]))
    for anchor, bodies in missing.items():
        yield from yaml_insert.insert(text, node, parent, anchor, bodies)


def _gaps(entries: list[int | Plain]) -> dict[int, list[Plain]]:
    """The new entries by the number of the old entry that they follow; -1 before all."""
    gaps: dict[int, list[Plain]] = {}
    anchor = -1
    for item in entries:
        if isinstance(item, int):
            anchor = item
        else:
            gaps.setdefault(anchor, []).append(item)
    return gaps


def _key_before(node: Node, kind: str) -> int:
    """The number of the key below which a new list stands, as near to the usual order as the file's own is."""
    usual = yaml_write.INDICATOR[: yaml_write.INDICATOR.index(kind)]
    return max((number for number, key in enumerate(node.keys) if key in usual), default=0)


def _new_list(node: Node, kind: str, entries: list[int | Plain]) -> str:
    if node.brackets:
        return f"{kind}: {yaml_write.flow(entries)}"
    figures = next((node[key] for key in ("observations", *_SERIES) if key in node.keys), None)
    aside = 2 if figures is None or figures.brackets else max(figures.column - node.column, 0)
    dash = " " * aside + "- "
    return "\n".join([f"{kind}:", *(dash + yaml_write.flow(item) for item in entries)])


def _indicator(text: str, indicators: Node, entry: Plain) -> str:
    if indicators.brackets:
        return yaml_write.flow(entry)
    first, *others = yaml_write.block(entry)
    lines = ["- " + first, *("  " + line for line in others)]
    return "\n".join([""] * yaml_insert.spaced(text, indicators) + lines)


def _expected(before: Whole, change: Change, order: Order, form: Form[Whole]) -> Whole:
    """What the file said plus exactly the change, where nothing is edited."""
    indicators: list[Any] = list(before.indicators)
    for (number, kind), entries in order.items():
        old, model = getattr(indicators[number], kind), _MODELS[kind]
        new = [old[item] if isinstance(item, int) else model.model_validate(item) for item in entries]
        indicators[number] = indicators[number].model_copy(update={kind: new})
    indicators += [form.indicator.model_validate(indicator) for indicator in change.indicators]
    sources = {source_id: Source.model_validate(source) for source_id, source in change.sources.items()}
    return before.model_copy(update={"indicators": indicators, "sources": before.sources | sources})


def _reads_as_meant(text: str, joined: str, change: Change, order: Order, edits: list[Edit]) -> bool:
    """Whether the new text holds the old data plus the change; if it is refused, the change itself is."""
    try:
        actual, _ = read_data(joined)
    except Refused:
        return False
    expected, _ = read_data(text)
    for edit in edits:
        yaml_edit.put_into(expected, edit)
    for (number, kind), entries in order.items():
        old = expected["indicators"][number].get(kind)
        expected["indicators"][number][kind] = [old[item] if isinstance(item, int) else item for item in entries]
    expected["indicators"] += change.indicators
    expected["sources"] = {**change.sources, **expected.get("sources", {})}
    return bool(_stripped(actual) == _stripped(expected))


def _stripped(data: Any) -> Any:
    if isinstance(data, Mapping):
        return {key: _stripped(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_stripped(item) for item in data]
    return data.strip() if isinstance(data, str) else data


def _culprits(text: str, change: Change, file: str, form: Form[Whole], said: Whole) -> list[tuple[int, str]]:
    """What of a change in several parts can't be put in, when each is tried alone."""
    parts = [Change(additions=(addition,)) for addition in change.additions]
    parts += [Change(indicators=(indicator,)) for indicator in change.indicators]
    parts += [Change(sources={source_id: source}) for source_id, source in change.sources.items()]
    parts += [Change(ends=(end,)) for end in change.ends]
    parts += [Change(edits=(edit,)) for edit in change.edits]
    lines: list[tuple[int, str]] = []
    for part in parts if len(parts) > 1 else []:
        try:
            amended_text(text, part, file, form, said)
        except ByHand as error:
            lines += error.lines
        except Refused:
            pass
    return lines
