"""One change of the data file as it grows, row by row, and what is wrong with the rows themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, get_args

from metrics.analysis import reporting_periods
from metrics.catalogue.amend import Addition, Kind
from metrics.catalogue.models import Catalogue, Comparator, Indicator, Observation, Source, Status, Target, nearest
from metrics.catalogue.period import Period, PeriodError
from metrics.catalogue.period import parse as parse_period
from metrics.entry.already_recorded import UNSETTLED, is_recorded
from metrics.entry.cell_values import CONVERTED, bare, no_figure, number, slug, value_from_counts, word
from metrics.entry.rows import FIELDS, Fault, Row
from metrics.wording.formatting import listed

LISTS: dict[str, Kind] = {"figure": "observations", "comparator": "comparators", "target": "targets"}

_ONCE = {"source": "name the source", "at": "say where in the source, such as “return of October 2013”"}
_IDENTITY: dict[str, tuple[str, ...]] = {
    "figure": ("period",),
    "comparator": ("area", "group", "period", "source", "words", "model", "statistic"),
    "target": ("kind", "label", "from", "words"),
}
"""What tells an entry from others of its kind in one measure, beside being predicted or not."""


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


class Draft:
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
            for name in {bare(str(one)) for one in (id, *names)}:
                found.setdefault(name, []).append(id)
        return found

    def _whose(self, row: Row) -> str | None:
        """The id of the measure that a row names by id, name or short name; an id as it is written goes first."""
        asked = row.cells.get("measure") or row.cells.get("id") or row.cells.get("name") or ""
        found = self.names.get(bare(asked), [])
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
        whole = True
        if row.kind == "figure":
            whole = self._figure(row, entry, known, str(unit))
        elif row.kind == "comparator":
            whole = self._comparator(row, entry, str(unit))
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
        value = value_from_counts(*counts, unit)
        self._status(row, entry, known)
        if entry.get("value") is None and entry.get("code") is None:
            if value is None:
                self.fault(row, *no_figure(*counts, unit))
                return False
            entry |= {"value": value, "inferred": ["value"]}
        elif value is not None and entry.get("code") not in (None, "low"):
            self.fault(row, "code", f"a code stands beside counts that give {value}; keep the code or the counts")
        return True

    def _comparator(self, row: Row, entry: dict[str, Any], unit: str) -> bool:
        """Complete another's figure as ``_figure`` does; of the batch's source, it is as settled as the batch is."""
        if entry.get("status") is None and not row.cells.get("source") and word(self.batch.status) in UNSETTLED:
            entry["status"] = word(self.batch.status)
        counts = entry.get("numerator"), entry.get("denominator")
        said = any(entry.get(name) is not None for name in ("value", "code", "words"))
        if said or counts == (None, None):
            return True
        if (value := value_from_counts(*counts, unit)) is None:
            self.fault(row, *no_figure(*counts, unit))
            return False
        entry["value"] = value
        return True

    def _status(self, row: Row, entry: dict[str, Any], known: Indicator | None) -> None:
        status = str(entry.pop("status", None) or word(self.batch.status) or "final")
        period = _read_period(entry.get("period"))
        standing = (
            reporting_periods.outcome_of_period(known, period) if known is not None and period is not None else None
        )
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
        if reason and (standing is None or status == "predicted") and entry.get("code"):
            entry["note"] = "; ".join(one for one in (entry.get("note"), reason) if one)
        elif reason and (standing is None or status == "predicted"):
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
        found = [id for title, id in titles if bare(title) == bare(asked)]
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
        same = any(is_recorded(one, entry) for one in held)
        if same:
            names = (entry.get(name) for name in ("area", "kind", "period"))
            called = ", ".join(str(name) for name in (known.title, *names) if name)
            self.unchanged.append(f"{called}: the file says the same already")
        return same

    def _measure(self, row: Row) -> None:
        skipped = ("what", "measure", "source", "at")
        names = {name: text for name, text in row.cells.items() if text and name not in skipped}
        entry: dict[str, Any] = {name: CONVERTED.get(name, str)(text) for name, text in names.items()}
        themes = {bare(one): theme.id for theme in self.catalogue.themes for one in (theme.name, theme.id)}
        asked = names.get("theme", "")
        id = names.get("id") or slug(names.get("short_name") or names.get("name", ""))
        entry |= {"id": id, "theme": themes.get(bare(asked), asked) or None}
        if not id:
            field, way = ("id", "an id in Latin letters") if names.get("name") else ("name", "its name")
            self.fault(row, field, f"a new measure needs {way}; fill in {FIELDS[field].heading}")
        elif (known := self.catalogue.indicator(id)) is not None:
            self._known_measure(row, entry, known)
        elif id in self.measures:
            self.fault(row, "id", f"'{id}' is a measure already; give the new one an id of its own")
        else:
            self.measures[id] = row, entry
            if asked and bare(asked) not in themes:
                self.fault(row, "theme", f"'{asked}' is no theme; {nearest(asked, _theme_names(self.catalogue))}")

    def _known_measure(self, row: Row, entry: Mapping[str, Any], known: Indicator) -> None:
        """A measure that the file has: nothing is added, and another one may not take its id."""
        skipped = ("id", "measure", "source", "at", "kind")
        given = {name: one for name, one in entry.items() if one and name not in skipped and hasattr(known, name)}
        other = [name for name, one in given.items() if bare(str(one)) != bare(str(getattr(known, name) or ""))]
        if "name" in other or "unit" in other:
            self.fault(row, "id", f"'{known.id}' is a measure already; give the new one an id of its own")
        elif other:
            words = listed([FIELDS[name].heading.lower() for name in other])
            way = f"to change its {words}, edit the file by hand; here, empty this row"
            self.fault(row, other[0], f"'{known.id}' is a measure already, with another {words}; {way}")
        else:
            self.unchanged.append(f"{known.title}: the file has this measure already")

    def _source(self, row: Row) -> None:
        names = {"title": "title", "publisher": "publisher", "published": "published", "note": "note"}
        names |= {"source_kind": "kind"}
        entry = {key: CONVERTED.get(name, str)(row.cells[name]) for name, key in names.items() if row.cells.get(name)}
        self._add_source(row, row.cells.get("id") or slug(row.cells.get("title", "")), entry)

    def _add_source(self, row: Row, id: str, entry: dict[str, object]) -> None:
        if not id:
            field, way = ("id", "an id in Latin letters") if entry.get("title") else ("title", "its title")
            self.fault(row, field, f"a new source needs {way}; fill in {FIELDS[field].heading}")
        elif id in self.sources and self.sources[id][1] == entry:
            return
        elif (known := self.catalogue.sources.get(id)) is not None and _same_source(entry, known):
            if (told := f"{known.title}: the file has this source already") not in self.unchanged:
                self.unchanged.append(told)
        elif known is not None or id in self.sources:
            self.fault(row, "id", f"'{id}' is a source already; use it, or give the new one an id of its own")
        else:
            self.sources[id] = row, entry

    def finish(self) -> None:
        """Put each new measure's rows into it; the last row must have been taken."""
        for id, (row, entry) in self.measures.items():
            self._fill(id, entry)
            if entry.get("why_missing") or not (entry["observations"] or id in self.unfinished):
                self._cite(entry, row)

    def _fill(self, id: str, entry: dict[str, Any]) -> None:
        """Put a new measure's rows into its lists, its figures oldest first, whatever their order in the file."""
        self.inner.get((id, "observations"), []).sort(key=lambda pair: _order(pair[1]))
        entry["observations"] = []
        for kind in LISTS.values():
            if pairs := self.inner.get((id, kind)):
                entry[kind] = [inner for _, inner in pairs]

    def once(self) -> Iterator[Fault]:
        """One fault for all rows that lack a source or a place, or share a wrong one, since both can be set once."""
        for (name, what), rows in self.for_all.items():
            more = f" and {len(rows) - 1} more" if len(rows) > 1 else ""
            yield Fault(f"{rows[0].place(name)}{more}", what, name, rows[0].where)


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


def _read_period(asked: object) -> Period | None:
    try:
        return parse_period(str(asked)) if asked else None
    except PeriodError:
        return None


def _same_source(entry: Mapping[str, object], known: Source) -> bool:
    """Whether a source that is given as new says nothing that the file's own doesn't."""
    return all(value is None or bare(str(value)) == bare(str(getattr(known, name))) for name, value in entry.items())
