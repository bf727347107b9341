"""Rows of a form, a file or the command line -> one change of the data file, or every fault at once.

There is no validator here: each row becomes an entry of the contract, the change is
made to the text in memory (``amend``), and what ``catalogue.parse`` refuses is told
at the row and column it came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from metrics import due
from metrics.amend import Addition, Amended, ByHand, Change, Kind, amended, whose
from metrics.catalogue import Problem, Refused
from metrics.cells import CONVERTED, flag, number, worked_out
from metrics.columns import Fault, Row
from metrics.indicator import Catalogue, Comparator, Indicator, Observation, nearest
from metrics.period import Period, PeriodError
from metrics.period import parse as parse_period

LISTS: dict[str, Kind] = {"figure": "observations", "comparator": "comparators", "target": "targets"}
_NAMES = {"source_kind": "kind", "predicted_by": "predicted_by"}


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
    that says what the file says already is left out and named in ``unchanged``.
    """
    draft = _Draft(catalogue, batch, signature)
    given = list(rows)
    for row in sorted(given, key=lambda one: one.kind not in ("measure", "source")):
        draft.take(row)
    proposal = draft.proposal()
    if proposal.empty:
        return proposal
    try:
        result = amended(text, proposal.change, file, catalogue)
    except Refused as refused:
        found = [*proposal.faults, *draft.told(refused.problems, proposal)]
        order = {row.where: number for number, row in enumerate(given)}
        return replace(proposal, faults=tuple(sorted(found, key=lambda one: order.get(one.row, -1))))
    except ByHand as by_hand:
        lines = "; ".join(f"line {line}: {added}" for line, added in by_hand.lines)
        what = f"the file is written in a way that nothing can be put into safely; add by hand, in or below {lines}"
        return replace(proposal, faults=(*proposal.faults, Fault(file, what)))
    return proposal if proposal.faults else replace(proposal, amended=result)


class _Draft:
    """The change as it grows, row by row."""

    def __init__(self, catalogue: Catalogue, batch: Batch, signature: Signature) -> None:
        self.catalogue, self.batch, self.signature = catalogue, batch, signature
        self.faults: list[Fault] = []
        self.unchanged: list[str] = []
        self.additions: list[tuple[Row, Addition]] = []
        self.measures: dict[str, tuple[Row, dict[str, Any]]] = {}
        self.inner: dict[tuple[str, str], list[Row]] = {}
        self.sources: dict[str, tuple[Row | None, dict[str, object]]] = {
            id: (None, dict(one)) for id, one in batch.sources.items()
        }
        self.uncited: dict[str, list[Row]] = {"source": [], "at": []}
        self.taken: dict[tuple[str, ...], Row] = {}
        self.revised = 0

    def take(self, row: Row) -> None:
        if row.kind == "measure":
            self._measure(row)
        elif row.kind == "source":
            self._source(row)
        elif (id := self._whose(row)) is not None:
            self._entry(row, id)

    def fault(self, row: Row, name: str, what: str) -> None:
        self.faults.append(Fault(row.place(name) if name else row.where, what, name, row.where))

    def _whose(self, row: Row) -> str | None:
        """The id of the measure that a row names by id, name or short name."""
        asked = row.cells.get("measure") or row.cells.get("id") or row.cells.get("name") or ""
        if not asked:
            self.fault(row, "measure", "no measure is named; write its id or its name")
            return None
        known = names_of(self.catalogue.indicators)
        for id, (_, fresh) in self.measures.items():
            known |= {_bare(str(fresh[key])): id for key in ("id", "name", "short_name") if fresh.get(key)}
        found = known.get(_bare(asked))
        if found is None:
            self.fault(row, "measure", f"'{asked}' is no measure; {_meant(self.catalogue, asked)}")
        return found

    def _entry(self, row: Row, id: str) -> None:
        kind = LISTS[row.kind]
        known = self.catalogue.indicator(id)
        unit = known.unit if known else str(self.measures[id][1].get("unit", ""))
        entry = self._cited(self._values(row, unit), row)
        if kind != "targets":
            self._periods(entry, row)
        if row.kind == "figure":
            self._figure(entry, known, unit)
        if row.kind == "figure" and entry.get("value") is None and entry.get("code") is None:
            entry_is = "value" if "numerator" not in entry else "denominator"
            self.fault(row, entry_is, "there is no figure here; write a value, both counts, or a code")
            return
        if self._twice(row, id, entry):
            return
        if known is None:
            self.measures[id][1].setdefault(kind, []).append(entry)
            self.inner.setdefault((id, kind), []).append(row)
        elif not self._said_already(entry, known, kind):
            self.additions.append((row, Addition(id, kind, entry)))

    def _twice(self, row: Row, id: str, entry: dict[str, Any]) -> bool:
        """Whether an earlier row gives the same figure of the same measure, or another for its place."""
        names = ("period", "area", "group", "source", "words", "kind", "label", "from")
        told = names if row.kind != "figure" else ("period",)
        key = (row.kind, id, *(str(entry.get(name)) for name in told), str(entry.get("status") == "predicted"))
        earlier = self.taken.setdefault(key, row)
        if earlier is not row:
            self.fault(row, "", f"this {row.kind} is given twice, first in {earlier.where}; keep one")
        return earlier is not row

    def _values(self, row: Row, unit: str) -> dict[str, Any]:
        skipped = ("what", "measure", "id", "name", "theme", "unit", "source", "at")
        entry: dict[str, Any] = {}
        for name, text in row.cells.items():
            if name not in skipped:
                entry[_NAMES.get(name, name)] = CONVERTED.get(name, str)(text)
        if "value" in row.cells:
            entry["value"] = number(row.cells["value"], unit)
        if isinstance(entry.get("published_after"), str):
            entry["published_after"] = flag(entry["published_after"])
        return entry

    def _cited(self, entry: dict[str, Any], row: Row) -> dict[str, Any]:
        source = row.cells.get("source") or self.batch.source
        titles = {one.title.lower(): id for id, one in self.catalogue.sources.items()}
        entry["source"] = titles.get(source.lower(), source) or None
        entry["at"] = row.cells.get("at") or self.batch.at or None
        for name in ("source", "at"):
            if entry[name] is None:
                self.uncited[name].append(row)
        return entry

    def _periods(self, entry: dict[str, Any], row: Row) -> None:
        asked = row.cells.get("period")
        if not asked and self.batch.period is None:
            self.fault(row, "period", "no period is named; write for example 2013/14 Q2")
        entry["period"] = asked or (self.batch.period.label if self.batch.period else None)

    def _figure(self, entry: dict[str, Any], known: Indicator | None, unit: str) -> None:
        status = entry.get("status") or self.batch.status or "final"
        if entry.get("value") is None and entry.get("code") is None:
            value = worked_out(entry.get("numerator"), entry.get("denominator"), unit)
            if value is not None:
                entry |= {"value": value, "inferred": ["value"]}
        reason = entry.pop("reason", None)
        period = _period(entry.get("period"))
        if status == "predicted":
            entry.setdefault("predicted_by", self.batch.predicted_by or None)
        elif known is not None and period is not None and due.standing(known, period) is not None:
            status = "revised"
            entry |= {
                "by": self.signature.by,
                "on": self.signature.on,
                "reason": reason or self.signature.reason,
            }
        entry["status"] = None if status == "final" else status

    def _said_already(self, entry: dict[str, Any], known: Indicator, kind: Kind) -> bool:
        """Whether the file holds this very figure, so that sending it twice adds nothing."""
        period = _period(entry.get("period"))
        same: list[Observation | Comparator] = []
        if kind == "observations" and period is not None:
            predicted = entry.get("status") == "predicted"
            alike = [
                one for one in known.observations if one.period == period and (one.status == "predicted") == predicted
            ]
            same = list(alike[-1:])
        elif kind == "comparators":
            identity = (entry.get("area"), entry.get("group"), entry.get("source"))
            same = [
                one
                for one in known.comparators
                if (one.area, one.group, one.source) == identity and one.period == period
            ]
        told = ("value", "code", "numerator", "denominator", "commentary", "note")
        for one in same:
            if all(entry.get(key) is None or entry.get(key) == getattr(one, key, None) for key in told):
                whose_words = f"{known.title}, {one.period.label}"
                self.unchanged.append(f"{whose_words}: the file says the same already")
                return True
        if kind == "observations" and entry.get("status") == "revised":
            self.revised += 1
        return False

    def _measure(self, row: Row) -> None:
        names = {name: value for name, value in row.cells.items() if name not in ("what", "measure")}
        entry: dict[str, Any] = {name: CONVERTED.get(name, str)(text) for name, text in names.items()}
        entry["id"] = row.cells.get("id") or slug(row.cells.get("short_name") or row.cells.get("name", ""))
        entry["theme"] = _theme(self.catalogue, row.cells.get("theme", ""))
        if self.catalogue.indicator(entry["id"]) is not None or entry["id"] in self.measures:
            self.fault(row, "id", f"'{entry['id']}' is a measure already; give the new one an id of its own")
            return
        if entry.get("why_missing"):
            self._cited(entry, row)
        else:
            entry.pop("source", None), entry.pop("at", None)
        self.measures[entry["id"]] = row, entry

    def _source(self, row: Row) -> None:
        names = ("title", "publisher", "published", "source_kind", "note")
        entry = {_NAMES.get(one, one): CONVERTED.get(one, str)(row.cells[one]) for one in names if one in row.cells}
        id = row.cells.get("id") or slug(row.cells.get("title", ""))
        if id in self.catalogue.sources or id in self.sources:
            self.fault(row, "id", f"'{id}' is a source already; use it, or give the new one an id of its own")
        else:
            self.sources[id] = row, entry

    def proposal(self) -> Proposal:
        for _, entry in self.measures.values():
            entry.setdefault("observations", [])
        change = Change(
            tuple(one for _, one in self.additions),
            tuple(entry for _, entry in self.measures.values()),
            {id: entry for id, (_, entry) in self.sources.items()},
        )
        rows = tuple(row for row, _ in self.additions)
        faults = [*self._uncited(), *self.faults]
        return Proposal(change, rows, tuple(faults), tuple(self.unchanged), self.revised)

    def _uncited(self) -> Iterator[Fault]:
        """One fault for all rows that lack a source or a place, since both can be set once."""
        ways = {"source": "name the source", "at": "say where in the source, such as “return of October 2013”"}
        for name, rows in self.uncited.items():
            if rows:
                more = f" and {len(rows) - 1} more" if len(rows) > 1 else ""
                yield Fault(f"{rows[0].place(name)}{more}", f"{ways[name]}, here or once for all", name, rows[0].where)

    def told(self, problems: list[Problem], proposal: Proposal) -> tuple[Fault, ...]:
        """The contract's problems, each at the row and cell that it came from."""
        order = whose(self.catalogue, proposal.change)
        told = dict.fromkeys(self._told(one, order, proposal) for one in problems)
        known = {(row.where, name) for name, rows in self.uncited.items() for row in rows}
        return tuple(one for one in told if (one.row, one.field) not in known)

    def _told(self, problem: Problem, order: Mapping[tuple[int, str, int], int], proposal: Proposal) -> Fault:
        loc = problem.loc
        row: Row | None = None
        name = next((str(step) for step in reversed(loc) if isinstance(step, str)), "")
        if len(loc) > 1 and loc[0] == "indicators" and isinstance(loc[1], int):
            fresh = loc[1] - len(self.catalogue.indicators)
            inside = len(loc) > 3 and isinstance(loc[2], str) and isinstance(loc[3], int)
            if fresh >= 0:
                id = list(self.measures)[fresh]
                row = self.inner[id, str(loc[2])][int(loc[3])] if inside else self.measures[id][0]
            elif inside and (place := order.get((loc[1], str(loc[2]), int(loc[3])))) is not None:
                row = proposal.rows[place]
        elif len(loc) > 1 and loc[0] == "sources":
            row = self.sources.get(str(loc[1]), (None, {}))[0]
            name = "source_kind" if name == "kind" else name
        if row is None:
            return Fault(problem.where, problem.what)
        return Fault(row.place(name), problem.what, name, row.where)


def names_of(indicators: Iterable[Indicator]) -> dict[str, str]:
    """Every way to name a measure, in lower case, with its id; a name that two measures share names neither."""
    found: dict[str, set[str]] = {}
    for one in indicators:
        for name in {one.id, one.name, one.title}:
            found.setdefault(_bare(name), set()).add(one.id)
    return {name: ids.pop() for name, ids in found.items() if len(ids) == 1}


def _meant(catalogue: Catalogue, asked: str) -> str:
    """The measure that may have been meant, by id or by name; never a list of all of them."""
    by_name = " " in asked.strip()
    near = nearest(asked, [one.title if by_name else one.id for one in catalogue.indicators])
    return near if near.startswith("did") else "write the id or the name that the template gives"


def _bare(name: str) -> str:
    return " ".join(name.lower().split())


def slug(name: str) -> str:
    """An id from a name: lower-case words joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower().replace("'", "").replace("’", "")).strip("-")


def _theme(catalogue: Catalogue, asked: str) -> str | None:
    known = {_bare(one.name): one.id for one in catalogue.themes}
    return known.get(_bare(asked), asked) or None


def _period(asked: object) -> Period | None:
    try:
        return parse_period(str(asked)) if asked else None
    except PeriodError:
        return None
