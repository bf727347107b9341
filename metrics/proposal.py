"""Rows of a form, a file or the command line -> one change of the data file, or every fault at once.

There is no validator here: each row becomes an entry of the contract, the change is
made to the text in memory (``amend``), and what ``catalogue.parse`` refuses is told
at the row and column it came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, get_args

from metrics import due
from metrics.amend import Addition, Amended, ByHand, Change, Kind, amended, whose
from metrics.catalogue import Problem, Refused
from metrics.cells import CONVERTED, no_figure, number, word, worked_out
from metrics.columns import FIELDS, Fault, Row
from metrics.indicator import Catalogue, Comparator, Indicator, Observation, Status, Target, nearest
from metrics.period import Period, PeriodError
from metrics.period import parse as parse_period

LISTS: dict[str, Kind] = {"figure": "observations", "comparator": "comparators", "target": "targets"}
UNSETTLED = ("provisional", "approximate")
"""What a figure may be before it is final; final with the same value is then a revision."""

_ONCE = {"source": "name the source", "at": "say where in the source, such as “return of October 2013”"}
_IDENTITY: dict[str, tuple[str, ...]] = {
    "figure": ("period",),
    "comparator": ("area", "group", "period", "source", "words", "model", "statistic"),
    "target": ("kind", "label", "from", "words"),
}
"""What tells an entry from others of its kind in one measure, beside being predicted or not."""

_NO_FIGURE = "since there are no observations"
_IN_A_FORM = (
    (r"this key is missing; add '.*", "", "this is missing; fill in {heading}"),
    (rf"this key is missing, {_NO_FIGURE}.*", "", "fill in {heading}, or give the measure its first figure"),
    (r"this key is missing, since the target has a value; (.*)", "", r"a target with a value needs this; \1"),
    (
        r"a count needs what is counted.*",
        "of",
        "a count needs what is counted; fill in {heading}, for example children",
    ),
    (r"is marked 'comparable: (\w+)'.*", "why", r"is marked '\1' without a reason; fill in {heading}"),
    (r"is predicted, but not by whom.*", "predicted_by", "is predicted, but not by whom; fill in {heading}"),
    (r"(.* is not a number; where there is none,) write 'code: x'.*", "", r"\1 leave it empty and write the code x"),
    (r"0 is no denominator.*", "", "0 is no denominator; leave out both counts, or write the code z and no value"),
    (r"((?:has (?:no|both) value|write exactly one of).*)", "value", r"\1"),
    (r"stands here twice.*", "value", "the file has another one of this source; give the newer release its own source"),
    (r"is empty; write something, or take the line out", "", "is empty; write something, or clear it"),
)
"""Sentences of the contract that speak of lines and keys: the field that is meant, and the words for a form."""


@dataclass(frozen=True)
class Batch:
    """What is set once for all rows; a row's own cell goes before it. ``sources`` are new ones by id."""

    period: Period | None = None
    source: str = ""
    at: str = ""
    status: str = ""
    predicted_by: str = ""
    sources: Mapping[str, Mapping[str, object]] = field(default_factory=dict)


@dataclass(frozen=True)
class Signature:
    """Who revises, on which day, and why where a row gives no reason of its own."""

    by: str
    on: date
    reason: str


@dataclass(frozen=True)
class Proposal:
    """What the rows come to. With faults there is no ``amended``; ``rows`` are those behind ``change.additions``."""

    change: Change
    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]
    unchanged: tuple[str, ...]
    revised: int = 0
    amended: Amended | None = None

    @property
    def empty(self) -> bool:
        return not (self.change.additions or self.change.indicators or self.change.sources)


def propose(
    catalogue: Catalogue, text: str, rows: Iterable[Row], batch: Batch, signature: Signature, file: str
) -> Proposal:
    """What ``rows`` add to ``text``, whose catalogue is ``catalogue``.

    A figure for a period that has one becomes a revision, signed by ``signature``; a row
    that says what the file says already is left out and named in ``unchanged``. Faults
    come in the order of the rows.
    """
    draft = _Draft(catalogue, batch, signature)
    given = list(rows)
    for row in sorted(given, key=lambda one: one.kind not in ("measure", "source")):
        draft.take(row)
    proposal = draft.proposal()
    if not proposal.empty:
        try:
            result = amended(text, proposal.change, file, catalogue)
            proposal = replace(proposal, amended=None if proposal.faults else result)
        except Refused as refused:
            proposal = replace(proposal, faults=(*proposal.faults, *draft.told(refused.problems, proposal)))
        except ByHand as by_hand:
            lines = "; ".join(f"line {line}: {added}" for line, added in by_hand.lines)
            what = f"the file is written in a way that nothing can be put into safely; add by hand, in or below {lines}"
            proposal = replace(proposal, faults=(*proposal.faults, Fault(file, what)))
    order = {row.where: number for number, row in reversed(list(enumerate(given)))}
    return replace(proposal, faults=tuple(sorted(proposal.faults, key=lambda one: order.get(one.row, -1))))


class _Draft:
    """The change as it grows, row by row."""

    def __init__(self, catalogue: Catalogue, batch: Batch, signature: Signature) -> None:
        self.catalogue, self.batch, self.signature = catalogue, batch, signature
        self.faults: list[Fault] = []
        self.unchanged: list[str] = []
        self.additions: list[tuple[Row, Addition]] = []
        self.measures: dict[str, tuple[Row, dict[str, Any]]] = {}
        self.inner: dict[tuple[str, str], list[tuple[Row, dict[str, Any]]]] = {}
        self.sources: dict[str, tuple[Row, dict[str, object]]] = {}
        self.for_all: dict[tuple[str, str], list[Row]] = {}
        self.taken: dict[tuple[str, ...], Row] = {}
        self.unfinished: set[str] = set()
        for id, one in batch.sources.items():
            self._add_source(Row("source", {}, "The new source"), id, dict(one))

    def take(self, row: Row) -> None:
        """Take one row; those of new measures and sources must come first."""
        if row.kind == "measure":
            self._measure(row)
        elif row.kind == "source":
            self._source(row)
        elif (id := self._whose(row)) is not None:
            self._entry(row, id)

    def fault(self, row: Row, name: str, what: str) -> None:
        self.faults.append(Fault(row.place(name) if name else row.where, what, name, row.where))

    def _wrong(self, row: Row, name: str, what: str) -> None:
        """A fault of the row's own cell; told once where it comes from what is set for all rows."""
        if row.cells.get(name):
            self.fault(row, name, what)
        else:
            self.for_all.setdefault((name, what), []).append(row)

    @cached_property
    def names(self) -> dict[str, list[str]]:
        """Every way to name a measure, in lower case, with the ids that it may mean."""
        found: dict[str, list[str]] = {}
        known = [(one.id, one.name, one.title) for one in self.catalogue.indicators]
        fresh = [(id, one.get("name", id), one.get("short_name", id)) for id, (_, one) in self.measures.items()]
        for id, *names in [*known, *fresh]:
            for name in {_bare(str(one)) for one in (id, *names)}:
                found.setdefault(name, []).append(id)
        return found

    def _whose(self, row: Row) -> str | None:
        """The id of the measure that a row names by id, name or short name; an id as it is written goes first."""
        asked = row.cells.get("measure") or row.cells.get("id") or row.cells.get("name") or ""
        found = self.names.get(_bare(asked), [])
        if asked in found or len(found) == 1:
            return asked if asked in found else found[0]
        if not asked:
            what = "no measure is named; write its id or its name"
        elif found:
            ids = " or ".join(f"'{id}'" for id in found)
            what = f"'{asked}' is the name of more than one measure; write the id, {ids}"
        else:
            what = f"'{asked}' is no measure; {_nearest_measure(self.catalogue, asked)}"
        self.fault(row, "measure", what)
        return None

    def _entry(self, row: Row, id: str) -> None:
        kind, known = LISTS[row.kind], self.catalogue.indicator(id)
        fresh = self.measures[id][1] if known is None else {}
        unit, of = (known.unit, known.of) if known else (fresh.get("unit"), fresh.get("of"))
        entry = self._values(row, str(unit), of or "")
        if row.kind != "target":
            self._period(entry, row)
        whole = row.kind != "figure" or self._figure(row, entry, known, str(unit))
        self._cite(entry, row)
        if not whole or self._twice(row, id, entry):
            self.unfinished.add(id)
        elif known is None:
            self.inner.setdefault((id, kind), []).append((row, entry))
        elif not self._said_already(row, entry, known):
            self.additions.append((row, Addition(id, kind, entry)))

    def _values(self, row: Row, unit: str, of: str) -> dict[str, Any]:
        skipped = ("what", "measure", "id", "name", "theme", "unit", "source", "at")
        given = {name: text for name, text in row.cells.items() if text and name not in skipped}
        entry: dict[str, Any] = {name: CONVERTED.get(name, str)(text) for name, text in given.items()}
        return entry | ({"value": number(given["value"], unit, of)} if "value" in given else {})

    def _period(self, entry: dict[str, Any], row: Row) -> None:
        asked = row.cells.get("period")
        if not asked and self.batch.period is None:
            self.fault(row, "period", "no period is named; write for example 2013/14 Q2")
        period = _read_period(asked) if asked else self.batch.period
        entry["period"] = period.label if period else asked

    def _figure(self, row: Row, entry: dict[str, Any], known: Indicator | None, unit: str) -> bool:
        """Complete a figure: its value from both counts, its status, its signature; whether there is a figure."""
        counts = entry.get("numerator"), entry.get("denominator")
        value = worked_out(*counts, unit)
        self._status(row, entry, known)
        if entry.get("value") is None and entry.get("code") is None:
            if value is None:
                self.fault(row, *no_figure(*counts, unit))
                return False
            entry |= {"value": value, "inferred": ["value"]}
        elif value is not None and entry.get("code") not in (None, "low"):
            self.fault(row, "code", f"a code stands beside counts that give {value}; keep the code or the counts")
        return True

    def _status(self, row: Row, entry: dict[str, Any], known: Indicator | None) -> None:
        status = str(entry.pop("status", None) or word(self.batch.status) or "final")
        period = _read_period(entry.get("period"))
        standing = due.standing(known, period) if known is not None and period is not None else None
        reason = entry.pop("reason", None)
        if status not in get_args(Status):
            self._wrong(row, "status", f"'{status}' is not a known status; {nearest(status, get_args(Status))}")
            status = "final"
        elif status == "predicted":
            entry.setdefault("predicted_by", self.batch.predicted_by or None)
        elif standing is not None:
            status = "revised"
            entry |= {"by": self.signature.by, "on": self.signature.on, "reason": reason or self.signature.reason}
        elif status == "revised" and period is not None:
            self._wrong(row, "status", f"{period.words} has no figure yet that could be revised; write final")
            status = "final"
        if reason and (standing is None or status == "predicted"):
            self.fault(row, "reason", "a reason is for a revision, and this is none; write it as a note")
        if row.cells.get("predicted_by") and status != "predicted":
            self.fault(row, "predicted_by", "this is no prediction; empty this cell, or give the status predicted")
        entry["status"] = None if status == "final" else status

    def _cite(self, entry: dict[str, Any], row: Row) -> None:
        """Source and place, the row's own or those of all rows; what is wrong for all is told once."""
        asked = row.cells.get("source") or self.batch.source
        entry["source"] = self._source_id(asked) or asked or None
        entry["at"] = row.cells.get("at") or self.batch.at or None
        for name, way in _ONCE.items():
            if entry[name] is None:
                self._wrong(row, name, f"{way}, here or once for all")
        if asked and not self._source_id(asked):
            near = nearest(asked, [*self.catalogue.sources, *self.sources])
            way = near if near.startswith("did") else "write the id or title of one, or add it as a new source"
            self._wrong(row, "source", f"'{asked}' is no source; {way}")

    def _source_id(self, asked: str) -> str | None:
        """The source that is named by its id or its title."""
        if asked in self.catalogue.sources or asked in self.sources:
            return asked
        titles = [(one.title, id) for id, one in self.catalogue.sources.items()]
        titles += [(str(one.get("title")), id) for id, (_, one) in self.sources.items()]
        found = [id for title, id in titles if _bare(title) == _bare(asked)]
        return found[0] if len(found) == 1 else None

    def _twice(self, row: Row, id: str, entry: dict[str, Any]) -> bool:
        """Whether an earlier row gives the same figure of the same measure, or another for its place."""
        if row.kind != "target" and entry["period"] is None:
            return False
        told = (str(entry.get(name)) for name in _IDENTITY[row.kind])
        key = (row.kind, id, *told, str(entry.get("status") == "predicted"))
        earlier = self.taken.setdefault(key, row)
        if earlier is not row:
            self.fault(row, "", f"this {row.kind} is given twice, first in {earlier.where}; keep one")
        return earlier is not row

    def _said_already(self, row: Row, entry: dict[str, Any], known: Indicator) -> bool:
        """Whether the file holds all that this row says, so that sending it twice adds nothing."""
        held: Sequence[Observation | Comparator | Target] = getattr(known, LISTS[row.kind])
        if row.kind == "figure":
            predicted = entry["status"] == "predicted"
            own = [one for one in known.observations if (one.status == "predicted") == predicted]
            last = [one for one in own if one.period.label == entry["period"]][-1:]
            final = word(row.cells.get("status") or self.batch.status) == "final"
            held = [one for one in last if not (final and one.status in UNSETTLED)]
        same = any(_holds(one, entry) for one in held)
        if same:
            names = (entry.get(name) for name in ("area", "kind", "period"))
            called = ", ".join(str(name) for name in (known.title, *names) if name)
            self.unchanged.append(f"{called}: the file says the same already")
        return same

    def _measure(self, row: Row) -> None:
        skipped = ("what", "measure", "source", "at")
        names = {name: text for name, text in row.cells.items() if text and name not in skipped}
        entry: dict[str, Any] = {name: CONVERTED.get(name, str)(text) for name, text in names.items()}
        themes = {_bare(one): theme.id for theme in self.catalogue.themes for one in (theme.name, theme.id)}
        asked = names.get("theme", "")
        id = names.get("id") or slug(names.get("short_name") or names.get("name", ""))
        entry |= {"id": id, "theme": themes.get(_bare(asked), asked) or None}
        if not id:
            field, way = ("id", "an id in Latin letters") if names.get("name") else ("name", "its name")
            self.fault(row, field, f"a new measure needs {way}; fill in {FIELDS[field].heading}")
        elif self.catalogue.indicator(id) is not None or id in self.measures:
            self.fault(row, "id", f"'{id}' is a measure already; give the new one an id of its own")
        else:
            self.measures[id] = row, entry
            if asked and _bare(asked) not in themes:
                self.fault(row, "theme", f"'{asked}' is no theme; {nearest(asked, _theme_names(self.catalogue))}")

    def _source(self, row: Row) -> None:
        names = {"title": "title", "publisher": "publisher", "published": "published", "note": "note"}
        names |= {"source_kind": "kind"}
        entry = {key: CONVERTED.get(name, str)(row.cells[name]) for name, key in names.items() if row.cells.get(name)}
        self._add_source(row, row.cells.get("id") or slug(row.cells.get("title", "")), entry)

    def _add_source(self, row: Row, id: str, entry: dict[str, object]) -> None:
        if not id:
            field, way = ("id", "an id in Latin letters") if entry.get("title") else ("title", "its title")
            self.fault(row, field, f"a new source needs {way}; fill in {FIELDS[field].heading}")
        elif id in self.catalogue.sources or id in self.sources:
            self.fault(row, "id", f"'{id}' is a source already; use it, or give the new one an id of its own")
        else:
            self.sources[id] = row, entry

    def proposal(self) -> Proposal:
        """What was taken so far."""
        for id, (row, entry) in self.measures.items():
            self._fill(id, entry)
            if entry.get("why_missing") or not (entry["observations"] or id in self.unfinished):
                self._cite(entry, row)
        change = Change(
            tuple(one for _, one in self.additions),
            tuple(entry for _, entry in self.measures.values()),
            {id: entry for id, (_, entry) in self.sources.items()},
        )
        rows = tuple(row for row, _ in self.additions)
        revised = sum(one.entry.get("status") == "revised" for _, one in self.additions)
        return Proposal(change, rows, (*self.faults, *self._once()), tuple(self.unchanged), revised)

    def _fill(self, id: str, entry: dict[str, Any]) -> None:
        """Put a new measure's rows into its lists, its figures oldest first, whatever their order in the file."""
        self.inner.get((id, "observations"), []).sort(key=lambda pair: _order(pair[1]))
        entry["observations"] = []
        for kind in LISTS.values():
            if pairs := self.inner.get((id, kind)):
                entry[kind] = [inner for _, inner in pairs]

    def _once(self) -> Iterator[Fault]:
        """One fault for all rows that lack a source or a place, or share a wrong one, since both can be set once."""
        for (name, what), rows in self.for_all.items():
            more = f" and {len(rows) - 1} more" if len(rows) > 1 else ""
            yield Fault(f"{rows[0].place(name)}{more}", what, name, rows[0].where)

    def told(self, problems: list[Problem], proposal: Proposal) -> tuple[Fault, ...]:
        """The contract's problems, each at the row and cell that it came from; one for a cell, as a rule."""
        order = whose(self.catalogue, proposal.change)
        cells = {(one.row, one.field) for one in self.faults if one.field}
        cells |= {(row.where, name) for (name, _), rows in self.for_all.items() for row in rows}
        awaiting = [self.measures[id][0] for id in self.unfinished if id in self.measures]
        found: dict[Fault, None] = {}
        for problem in problems:
            row, key = self._place(problem.loc, order, proposal)
            fault = _fault(row, key, problem)
            beside = row in awaiting and _NO_FIGURE in problem.what
            if not beside and (fault.row, fault.field) not in cells:
                found[fault] = None
        return tuple(found)

    def _place(
        self, loc: tuple[int | str, ...], order: Mapping[tuple[int, str, int], int], proposal: Proposal
    ) -> tuple[Row | None, str]:
        """The row that a place of the data lies in, and the key in it; no row where the rows aren't to blame."""
        count = len(self.catalogue.indicators)
        match loc:
            case ("sources", str(id), *rest) if id in self.sources:
                field = _field(rest, "id")
                return self.sources[id][0], "source_kind" if field == "kind" else field
            case ("indicators", int(number), str(kind), int(place), *rest) if number >= count:
                return self.inner[list(self.measures)[number - count], kind][place][0], _field(rest)
            case ("indicators", int(number), str(kind), int(place), *rest) if (number, kind, place) in order:
                return proposal.rows[order[number, kind, place]], _field(rest)
            case ("indicators", int(number), *rest) if number >= count:
                return self.measures[list(self.measures)[number - count]][0], _field(rest)
        return None, ""


def _fault(row: Row | None, field: str, problem: Problem) -> Fault:
    """A problem of the contract as a fault of its row, in words for who fills in a form."""
    if row is None:
        return Fault(problem.where, problem.what)
    what = problem.what
    for pattern, meant, words in _IN_A_FORM:
        if found := re.fullmatch(pattern, problem.what, re.DOTALL):
            field = meant or field
            what = found.expand(words).replace("{heading}", FIELDS[field].heading)
            break
    return Fault(row.place(field) if field else row.where, what, field, row.where)


def _field(rest: Sequence[int | str], otherwise: str = "") -> str:
    return str(rest[0]) if rest else otherwise


def _holds(one: Observation | Comparator | Target, entry: Mapping[str, Any]) -> bool:
    """Whether an entry of the file says all that a new one does.

    Another place in the source is no difference; another source is one for a comparator,
    since two releases are two comparators.
    """
    skipped = {"status", "by", "on", "reason", "inferred", "at"}
    skipped |= set() if isinstance(one, Comparator) else {"source"}
    needed = {"kind": None, "from": None} if isinstance(one, Target) else {}
    told = needed | {key: value for key, value in entry.items() if value is not None and key not in skipped}
    held = {key: getattr(one, "from_" if key == "from" else key, None) for key in told}
    says = any(key in told for key in ("value", "code", "words"))
    return says and all(_plain(held[key]) == _plain(value) for key, value in told.items())


def _plain(value: object) -> object:
    return value.label if isinstance(value, Period) else value.strip() if isinstance(value, str) else value


def _order(entry: Mapping[str, Any]) -> tuple[bool, tuple[date, int]]:
    """Dated figures by last day, then length; the others behind them as they come."""
    period = _read_period(entry["period"])
    return (False, period.order) if period and period.dated else (True, (date.max, 0))


def _nearest_measure(catalogue: Catalogue, asked: str) -> str:
    """The measure that may have been meant, by id or by name; never a list of all of them."""
    by_name = " " in asked.strip()
    near = nearest(asked, [one.title if by_name else one.id for one in catalogue.indicators])
    return near if near.startswith("did") else "write the id or the name that the template gives"


def _theme_names(catalogue: Catalogue) -> list[str]:
    return [one.name for one in catalogue.themes]


def _bare(name: str) -> str:
    return " ".join(name.lower().split())


def slug(name: str) -> str:
    """An id from a name: lower-case words joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower().replace("'", "").replace("’", "")).strip("-")


def _read_period(asked: object) -> Period | None:
    try:
        return parse_period(str(asked)) if asked else None
    except PeriodError:
        return None
