"""Rows of a form, a file or the command line -> one change of the data file, or every fault at once.

There is no validator here: each row becomes an entry of the contract, the change is
made to the text in memory (``amend``), and what ``load.parse`` refuses becomes a fault
at the row and column it came from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from metrics.catalogue import yaml_write
from metrics.catalogue.amend import Amended, ByHand, Change
from metrics.catalogue.documents import Document
from metrics.catalogue.problem_codes import ProblemCode
from metrics.catalogue.problems import Problem, Refused
from metrics.catalogue.yaml_edit import Edit
from metrics.entry.batch import NAME, WHY, Batch, Signature
from metrics.entry.change_builder import Draft
from metrics.entry.corrections import Correction
from metrics.entry.doubts import Doubt
from metrics.entry.faults import Fault
from metrics.entry.form_messages import form_message
from metrics.entry.rows import Row
from metrics.store.recent_saves import FigureKey


@dataclass(frozen=True)
class Proposal:
    """What the rows come to. With faults there is no ``amended``; ``rows`` are those behind ``change.additions``.

    ``unchanged`` names what the file says already; ``notices`` say what was looked for and not found; ``doubts`` are
    what is to be looked at again before it is saved, beside those of ``plausibility``.
    ``corrections`` are what is changed of figures that stand, in place; ``fields`` the edits of what else stands.
    ``read_codes`` says of which cells words or signs were read as codes, and ``read_values`` of which as numbers.
    """

    change: Change
    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]
    unchanged: tuple[str, ...]
    revised: int = 0
    amended: Amended | None = None
    notices: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    read_codes: tuple[str, ...] = ()
    read_values: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    fields: tuple[Edit, ...] = ()

    @property
    def amends(self) -> bool:
        """Whether it amends what its signer just saved, which nobody else may sign."""
        return any(one.amends for one in self.corrections)

    @property
    def empty(self) -> bool:
        change = self.change
        return not (change.additions or change.indicators or change.sources or change.ends or change.edits)


def propose(
    document: Document,
    rows: Iterable[Row],
    batch: Batch,
    signature: Signature,
    ever_given: Callable[[], int] = lambda: 0,
    saved_lately: Callable[[], Mapping[FigureKey, int]] = dict,
) -> Proposal:
    """What ``rows`` add to a data file.

    A figure for a period that has one becomes a revision, signed by ``signature``; a row
    that says what the file says already is left out and named in ``unchanged``; other words for a figure that stands
    correct them in place, and so does another figure for one that the signer saved within the hour:
    ``saved_lately`` gives those, with the minutes since (``store/recent_saves``). Faults
    come in the order of the rows. A new indicator has the next number; ``ever_given`` is asked for the highest that
    an indicator ever had, also where it was undone (``store/numbers``).
    """
    draft = Draft(document.catalogue, batch, signature, saved_lately)
    given = list(rows)
    for row in sorted(given, key=lambda row: row.kind not in ("indicator", "source")):
        draft.take(row)
    draft.new.give_numbers(ever_given)
    proposal = _so_far(draft)
    if not proposal.empty:
        so_far = proposal
        proposal = prove(
            so_far,
            document,
            lambda problems: _contract_faults(draft, problems, so_far, document.placements(so_far.change)),
        )
    places = {row.where: number for number, row in reversed(list(enumerate(given)))}
    return replace(proposal, faults=tuple(sorted(proposal.faults, key=lambda fault: places.get(fault.row, -1))))


def prove(
    proposal: Proposal,
    document: Document,
    explain: Callable[[list[Problem]], Iterable[Fault]],
) -> Proposal:
    """The proposal with its change made to the document, or with more faults; with any fault there is no ``amended``.

    ``explain`` gives the faults of what the contract refuses, at the places where they came from.
    """
    try:
        result = document.amended(proposal.change)
    except Refused as refused:
        return replace(proposal, faults=(*proposal.faults, *explain(refused.problems)))
    except ByHand as by_hand:
        lines = "; ".join(f"line {line}: {added}" for line, added in by_hand.lines)
        what = f"the file is written in a way that nothing can be put into safely; add by hand, in or below {lines}"
        return replace(proposal, faults=(*proposal.faults, Fault(document.file, what)))
    return proposal if proposal.faults else replace(proposal, amended=result)


_WAITING = {"by": NAME, "reason": WHY}
"""Keys of what is signed in the file itself, and what stands in them until somebody signs."""


def signed(proposal: Proposal, document: Document, by: str, why: str) -> Proposal:
    """The proposal with who and why wherever its change waits for them, proved anew; itself where nothing does.

    Revisions hold both in the file itself; a row's own reason stays.
    """
    if proposal.amended is None or not any(True for _ in _unsigned(proposal.change)):
        return proposal
    unproved = replace(proposal, change=_signed(proposal.change, by, why), amended=None)
    order = document.placements(unproved.change)
    return prove(unproved, document, lambda problems: _refused_signature(unproved, problems, order))


def _waits(key: object, value: object) -> bool:
    """Whether a key holds what stands there until somebody signs."""
    return key in _WAITING and _WAITING[str(key)] == value


def _signed(value: Any, by: str, why: str) -> Any:
    """A change, or a part of it, with who and why in each entry that waits for them."""
    if isinstance(value, Mapping):
        given = {"by": by, "reason": why}
        return {key: given[key] if _waits(key, one) else _signed(one, by, why) for key, one in value.items()}
    if isinstance(value, tuple):
        return tuple(_signed(one, by, why) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: _signed(getattr(value, one.name), by, why) for one in fields(value)})
    return value


def _unsigned(value: object) -> Iterator[Mapping[str, object]]:
    """The entries of a change that wait for who or why."""
    if isinstance(value, Mapping):
        if any(_waits(key, one) for key, one in value.items()):
            yield value
        else:
            yield from (found for one in value.values() for found in _unsigned(one))
    elif isinstance(value, tuple):
        yield from (found for one in value for found in _unsigned(one))
    elif is_dataclass(value) and not isinstance(value, type):
        yield from (found for one in fields(value) for found in _unsigned(getattr(value, one.name)))


def _refused_signature(
    proposal: Proposal, problems: Iterable[Problem], order: Mapping[tuple[int, str, int], int]
) -> Iterator[Fault]:
    for problem in problems:
        match problem.loc:
            case ("indicators", int(number), str(kind), int(place), *rest) if (number, kind, place) in order:
                yield form_message(proposal.rows[order[number, kind, place]], _field(rest), problem)
            case _:
                yield form_message(None, "", problem)


def signed_lines(proposal: Proposal, by: str, why: str) -> tuple[tuple[int, str], ...]:
    """The lines that a proved proposal adds, as they will be signed; "" for what nobody has typed yet.

    Nothing is proved here: an entry's text stands in one line, and another text of the same entry goes in its place.
    """
    if proposal.amended is None:
        return ()
    texts = [(_text(entry), _text(_signed(entry, by or NAME, why or WHY))) for entry in _unsigned(proposal.change)]
    return tuple((number, _replaced(line, texts)) for number, line in proposal.amended.lines_added)


def _text(entry: Mapping[str, object]) -> str:
    return yaml_write.flow(yaml_write.plain_value(entry))


def _replaced(line: str, texts: Iterable[tuple[str, str]]) -> str:
    """The line with the first of these texts that stands in it exchanged."""
    return next((line.replace(waiting, now) for waiting, now in texts if waiting in line), line)


def _so_far(draft: Draft) -> Proposal:
    """What was taken, finished, and not yet put into the file."""
    draft.finish()
    change = Change(
        tuple(addition for _, addition in draft.additions),
        tuple(entry for _, entry in draft.new.indicators.values()),
        {source_id: entry for source_id, (_, entry) in draft.new.sources.items()},
        tuple(draft.ends),
        (*draft.changes.edits, *(edit for _, correction in draft.corrections for edit in correction.edits)),
    )
    rows = tuple(row for row, _ in draft.additions)
    revised = sum(addition.entry.get("status") == "revised" for _, addition in draft.additions)
    faults, unchanged, codes = draft.faults.combined(), draft.unchanged, draft.read_codes
    asked, values = tuple(draft.asked), tuple(draft.read_values)
    corrected = tuple(correction for _, correction in draft.corrections)
    changed = tuple(draft.changes.edits)
    return Proposal(
        change,
        rows,
        tuple(faults),
        tuple(unchanged),
        revised,
        None,
        (),
        asked,
        tuple(codes),
        values,
        corrected,
        changed,
    )


def _contract_faults(
    draft: Draft, problems: list[Problem], proposal: Proposal, order: Mapping[tuple[int, str, int], int]
) -> tuple[Fault, ...]:
    """The contract's problems, each at the row and cell that it came from; one for a cell, as a rule."""
    cells, indicators = draft.faults.cells(), draft.new.indicators
    awaiting = [indicators[indicator_id][0] for indicator_id in draft.unfinished if indicator_id in indicators]
    faults: dict[Fault, None] = {}
    for problem in problems:
        row, key = _place(draft, problem.loc, order, proposal)
        fault = form_message(row, key, problem)
        expected = row in awaiting and problem.code == ProblemCode.WITHOUT_FIGURE
        if not expected and (fault.row, fault.field) not in cells:
            faults[fault] = None
    return tuple(faults)


def _place(
    draft: Draft, loc: tuple[int | str, ...], order: Mapping[tuple[int, str, int], int], proposal: Proposal
) -> tuple[Row | None, str]:
    """The row that a place of the data lies in, and the key in it; no row where the rows aren't to blame."""
    count, new = len(draft.catalogue.indicators), draft.new
    if (changed := draft.changes.row_at(loc)) is not None:
        return changed, "new"
    indicators = list(new.indicators)
    match loc:
        case ("sources", str(source_id), *rest) if source_id in new.sources:
            field = _field(rest, "id")
            return new.sources[source_id][0], "source_kind" if field == "kind" else field
        case ("indicators", int(number), str(kind), int(place), *rest) if number >= count:
            return new.entries[indicators[number - count], kind][place][0], _field(rest)
        case ("indicators", int(number), str(kind), int(place), *rest) if (number, kind, place) in order:
            return proposal.rows[order[number, kind, place]], _field(rest)
        case ("indicators", int(number), "observations", int(place), *rest):
            above = sum((number, "observations", other) in order for other in range(place))
            standing = {(one.standing.number, one.standing.place): row for row, one in draft.corrections}
            return standing.get((number, place - above)), _field(rest)
        case ("indicators", int(number), *rest) if number >= count:
            return new.indicators[indicators[number - count]][0], _field(rest)
    return None, ""


def _field(rest: Sequence[int | str], otherwise: str = "") -> str:
    return str(rest[0]) if rest else otherwise
