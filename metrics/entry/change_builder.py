"""Builds one change of the data file, row by row, with the faults of the rows themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, get_args

from metrics.analysis import reporting_periods
from metrics.catalogue.amend import Addition, Kind
from metrics.catalogue.field_types import Status, nearest
from metrics.catalogue.ids import bare, slug
from metrics.catalogue.models import Catalogue, Comparator, Indicator, Observation, Source, Target
from metrics.catalogue.period import Period, PeriodError
from metrics.catalogue.period import parse as parse_period
from metrics.catalogue.rates import value_from_counts
from metrics.entry.already_recorded import UNSETTLED, is_recorded
from metrics.entry.cell_values import CONVERTED, no_figure, number, word
from metrics.entry.faults import Fault
from metrics.entry.rows import FIELDS, Row
from metrics.wording.formatting import listed

LISTS: dict[str, Kind] = {"figure": "observations", "comparator": "comparators", "target": "targets"}

_ONCE = {"source": "name the source", "at": "say where in the source, such as “return of October 2013”"}
_IDENTITY: dict[str, tuple[str, ...]] = {
    "figure": ("period",),
    "comparator": ("area", "group", "period", "source", "words", "model", "statistic"),
    "target": ("kind", "label", "from", "words"),
}
"""What tells an entry from others of its kind in one measure, apart from being predicted or not."""


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


NAME, WHY = "(your name)", "(why)"
"""Stand for who and why in a revision's lines until they are typed; nothing is saved with them."""


class Draft:
    """The change as it grows, row by row."""

    def __init__(self, catalogue: Catalogue, batch: Batch, signature: Signature) -> None:
        self.catalogue, self.batch, self.signature = catalogue, batch, signature
        self.faults: list[Fault] = []
        self.unchanged: list[str] = []
        self.additions: list[tuple[Row, Addition]] = []
        self.measures: dict[str, tuple[Row, dict[str, Any]]] = {}
        self.new_entries: dict[tuple[str, str], list[tuple[Row, dict[str, Any]]]] = {}
        self.sources: dict[str, tuple[Row, dict[str, object]]] = {}
        self.shared_faults: dict[tuple[str, str], list[Row]] = {}
        self.first_rows: dict[tuple[str, ...], Row] = {}
        self.unfinished: set[str] = set()
        for source_id, entry in batch.sources.items():
            self._add_source(Row("source", {}, "The new source"), source_id, dict(entry))

    def take(self, row: Row) -> None:
        """Take one row; those of new measures and sources must come first."""
        if row.kind == "measure":
            self._measure(row)
        elif row.kind == "source":
            self._source(row)
        elif (indicator_id := self._indicator_id(row)) is not None:
            self._entry(row, indicator_id)

    def fault(self, row: Row, name: str, what: str) -> None:
        self.faults.append(Fault(row.place(name) if name else row.where, what, name, row.where))

    def _cell_fault(self, row: Row, name: str, what: str) -> None:
        """A fault of the row's own cell; combined into one where it comes from what is set for all rows."""
        if row.cells.get(name):
            self.fault(row, name, what)
        else:
            self.shared_faults.setdefault((name, what), []).append(row)

    @cached_property
    def names(self) -> dict[str, list[str]]:
        """Every way to name a measure, in lower case, with the ids that it may mean."""
        ids: dict[str, list[str]] = {}
        recorded = [(indicator.id, indicator.name, indicator.title) for indicator in self.catalogue.indicators]
        new = [
            (indicator_id, entry.get("name", indicator_id), entry.get("short_name", indicator_id))
            for indicator_id, (_, entry) in self.measures.items()
        ]
        for indicator_id, *names in [*recorded, *new]:
            for name in {bare(str(text)) for text in (indicator_id, *names)}:
                ids.setdefault(name, []).append(indicator_id)
        return ids

    def _indicator_id(self, row: Row) -> str | None:
        """The id of the measure that a row names by id, name or short name; an id as it is written goes first."""
        name = row.cells.get("measure") or row.cells.get("id") or row.cells.get("name") or ""
        matches = self.names.get(bare(name), [])
        if name in matches or len(matches) == 1:
            return name if name in matches else matches[0]
        if not name:
            what = "no measure is named; write its id or its name"
        elif matches:
            ids = " or ".join(f"'{indicator_id}'" for indicator_id in matches)
            what = f"'{name}' is the name of more than one measure; write the id, {ids}"
        else:
            what = f"'{name}' is no measure; {_nearest_measure(self.catalogue, name)}"
        self.fault(row, "measure", what)
        return None

    def _entry(self, row: Row, indicator_id: str) -> None:
        kind, indicator = LISTS[row.kind], self.catalogue.indicator(indicator_id)
        new_entry = self.measures[indicator_id][1] if indicator is None else {}
        unit, of = (indicator.unit, indicator.of) if indicator else (new_entry.get("unit"), new_entry.get("of"))
        entry = self._values(row, str(unit), of or "")
        if row.kind != "target":
            self._period(entry, row)
        complete = True
        if row.kind == "figure":
            complete = self._figure(row, entry, indicator, str(unit))
        elif row.kind == "comparator":
            complete = self._comparator(row, entry, str(unit))
        self._cite(entry, row)
        if not complete or self._is_repeated(row, indicator_id, entry):
            self.unfinished.add(indicator_id)
        elif indicator is None:
            self.new_entries.setdefault((indicator_id, kind), []).append((row, entry))
        elif not self._is_unchanged(row, entry, indicator):
            self.additions.append((row, Addition(indicator_id, kind, entry)))

    def _values(self, row: Row, unit: str, of: str) -> dict[str, Any]:
        skipped = ("what", "measure", "id", "name", "theme", "unit", "source", "at")
        texts = {name: text for name, text in row.cells.items() if text and name not in skipped}
        entry: dict[str, Any] = {name: CONVERTED.get(name, str)(text) for name, text in texts.items()}
        return entry | ({"value": number(texts["value"], unit, of)} if "value" in texts else {})

    def _period(self, entry: dict[str, Any], row: Row) -> None:
        text = row.cells.get("period")
        if not text and self.batch.period is None:
            self.fault(row, "period", "no period is named; write for example 2013/14 Q2")
        period = _read_period(text) if text else self.batch.period
        entry["period"] = period.label if period else text

    def _figure(self, row: Row, entry: dict[str, Any], indicator: Indicator | None, unit: str) -> bool:
        """Complete a figure: its value from both counts, its status, its signature; whether there is a figure."""
        counts = entry.get("numerator"), entry.get("denominator")
        value = value_from_counts(*counts, unit)
        self._status(row, entry, indicator)
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
        stated = any(entry.get(name) is not None for name in ("value", "code", "words"))
        if stated or counts == (None, None):
            return True
        if (value := value_from_counts(*counts, unit)) is None:
            self.fault(row, *no_figure(*counts, unit))
            return False
        entry["value"] = value
        return True

    def _status(self, row: Row, entry: dict[str, Any], indicator: Indicator | None) -> None:
        status = str(entry.pop("status", None) or word(self.batch.status) or "final")
        period = _read_period(entry.get("period"))
        outcome = (
            reporting_periods.outcome_of_period(indicator, period)
            if indicator is not None and period is not None
            else None
        )
        reason = entry.pop("reason", None)
        if status not in get_args(Status):
            self._cell_fault(row, "status", f"'{status}' is not a known status; {nearest(status, get_args(Status))}")
            status = "final"
        elif status == "predicted":
            entry.setdefault("predicted_by", self.batch.predicted_by or None)
        elif outcome is not None:
            status = "revised"
            entry |= {"by": self.signature.by, "on": self.signature.on, "reason": reason or self.signature.reason}
        elif status == "revised" and period is not None:
            self._cell_fault(row, "status", f"{period.words} has no figure yet that could be revised; write final")
            status = "final"
        if reason and (outcome is None or status == "predicted") and entry.get("code"):
            entry["note"] = "; ".join(text for text in (entry.get("note"), reason) if text)
        elif reason and (outcome is None or status == "predicted"):
            self.fault(row, "reason", "a reason is for a revision, and this is none; write it as a note")
        if row.cells.get("predicted_by") and status != "predicted":
            self.fault(row, "predicted_by", "this is no prediction; empty this cell, or give the status predicted")
        entry["status"] = None if status == "final" else status

    def _cite(self, entry: dict[str, Any], row: Row) -> None:
        """Source and place, the row's own or those of all rows; what is wrong for all is one fault."""
        source = row.cells.get("source") or self.batch.source
        entry["source"] = self._source_id(source) or source or None
        entry["at"] = row.cells.get("at") or self.batch.at or None
        for name, advice in _ONCE.items():
            if entry[name] is None:
                self._cell_fault(row, name, f"{advice}, here or once for all")
        if source and not self._source_id(source):
            near = nearest(source, [*self.catalogue.sources, *self.sources])
            advice = near if near.startswith("did") else "write the id or title of one, or add it as a new source"
            self._cell_fault(row, "source", f"'{source}' is no source; {advice}")

    def _source_id(self, name: str) -> str | None:
        """The source that is named by its id or its title."""
        if name in self.catalogue.sources or name in self.sources:
            return name
        titles = [(source.title, source_id) for source_id, source in self.catalogue.sources.items()]
        titles += [(str(entry.get("title")), source_id) for source_id, (_, entry) in self.sources.items()]
        matches = [source_id for title, source_id in titles if bare(title) == bare(name)]
        return matches[0] if len(matches) == 1 else None

    def _is_repeated(self, row: Row, indicator_id: str, entry: dict[str, Any]) -> bool:
        """Whether an earlier row gives the same figure of the same measure, or another for its place."""
        if row.kind != "target" and entry["period"] is None:
            return False
        identity = (str(entry.get(name)) for name in _IDENTITY[row.kind])
        key = (row.kind, indicator_id, *identity, str(entry.get("status") == "predicted"))
        earlier = self.first_rows.setdefault(key, row)
        if earlier is not row:
            self.fault(row, "", f"this {row.kind} is given twice, first in {earlier.where}; keep one")
        return earlier is not row

    def _is_unchanged(self, row: Row, entry: dict[str, Any], indicator: Indicator) -> bool:
        """Whether the file holds all that this row says, so that sending it twice adds nothing."""
        existing: Sequence[Observation | Comparator | Target] = getattr(indicator, LISTS[row.kind])
        if row.kind == "figure":
            predicted = entry["status"] == "predicted"
            observations = [figure for figure in indicator.observations if (figure.status == "predicted") == predicted]
            last = [figure for figure in observations if figure.period.label == entry["period"]][-1:]
            final = word(row.cells.get("status") or self.batch.status) == "final"
            existing = [figure for figure in last if not (final and figure.status in UNSETTLED)]
        same = any(is_recorded(recorded, entry) for recorded in existing)
        if same:
            names = (entry.get(name) for name in ("area", "kind", "period"))
            label = ", ".join(str(name) for name in (indicator.title, *names) if name)
            self.unchanged.append(f"{label}: the file says the same already")
        return same

    def _measure(self, row: Row) -> None:
        skipped = ("what", "measure", "source", "at")
        names = {name: text for name, text in row.cells.items() if text and name not in skipped}
        entry: dict[str, Any] = {name: CONVERTED.get(name, str)(text) for name, text in names.items()}
        themes = {bare(name): theme.id for theme in self.catalogue.themes for name in (theme.name, theme.id)}
        theme_name = names.get("theme", "")
        indicator_id = names.get("id") or slug(names.get("short_name") or names.get("name", ""))
        entry |= {"id": indicator_id, "theme": themes.get(bare(theme_name), theme_name) or None}
        if not indicator_id:
            column, advice = ("id", "an id in Latin letters") if names.get("name") else ("name", "its name")
            self.fault(row, column, f"a new measure needs {advice}; fill in {FIELDS[column].heading}")
        elif (recorded := self.catalogue.indicator(indicator_id)) is not None:
            self._recorded_measure(row, entry, recorded)
        elif indicator_id in self.measures:
            self.fault(row, "id", f"'{indicator_id}' is a measure already; give the new one an id of its own")
        else:
            self.measures[indicator_id] = row, entry
            if theme_name and bare(theme_name) not in themes:
                self.fault(
                    row, "theme", f"'{theme_name}' is no theme; {nearest(theme_name, _theme_names(self.catalogue))}"
                )

    def _recorded_measure(self, row: Row, entry: Mapping[str, Any], indicator: Indicator) -> None:
        """A measure that the file has: nothing is added, and another one may not take its id."""
        skipped = ("id", "measure", "source", "at", "kind")
        given = {
            name: value for name, value in entry.items() if value and name not in skipped and hasattr(indicator, name)
        }
        other = [name for name, value in given.items() if bare(str(value)) != bare(str(getattr(indicator, name) or ""))]
        if "name" in other or "unit" in other:
            self.fault(row, "id", f"'{indicator.id}' is a measure already; give the new one an id of its own")
        elif other:
            words = listed([FIELDS[name].heading.lower() for name in other])
            advice = f"to change its {words}, edit the file by hand; here, empty this row"
            self.fault(row, other[0], f"'{indicator.id}' is a measure already, with another {words}; {advice}")
        else:
            self.unchanged.append(f"{indicator.title}: the file has this measure already")

    def _source(self, row: Row) -> None:
        names = {"title": "title", "publisher": "publisher", "published": "published", "note": "note"}
        names |= {"source_kind": "kind"}
        entry = {key: CONVERTED.get(name, str)(row.cells[name]) for name, key in names.items() if row.cells.get(name)}
        self._add_source(row, row.cells.get("id") or slug(row.cells.get("title", "")), entry)

    def _add_source(self, row: Row, source_id: str, entry: dict[str, object]) -> None:
        if not source_id:
            column, advice = ("id", "an id in Latin letters") if entry.get("title") else ("title", "its title")
            self.fault(row, column, f"a new source needs {advice}; fill in {FIELDS[column].heading}")
        elif source_id in self.sources and self.sources[source_id][1] == entry:
            return
        elif (recorded := self.catalogue.sources.get(source_id)) is not None and _same_source(entry, recorded):
            if (message := f"{recorded.title}: the file has this source already") not in self.unchanged:
                self.unchanged.append(message)
        elif recorded is not None or source_id in self.sources:
            self.fault(row, "id", f"'{source_id}' is a source already; use it, or give the new one an id of its own")
        else:
            self.sources[source_id] = row, entry

    def finish(self) -> None:
        """Put each new measure's rows into it; the last row must have been taken."""
        for indicator_id, (row, entry) in self.measures.items():
            self._fill(indicator_id, entry)
            if entry.get("why_missing") or not (entry["observations"] or indicator_id in self.unfinished):
                self._cite(entry, row)

    def _fill(self, indicator_id: str, entry: dict[str, Any]) -> None:
        """Put a new measure's rows into its lists, its figures oldest first, whatever their order in the file."""
        self.new_entries.get((indicator_id, "observations"), []).sort(key=lambda pair: _order(pair[1]))
        entry["observations"] = []
        for kind in LISTS.values():
            if pairs := self.new_entries.get((indicator_id, kind)):
                entry[kind] = [new_entry for _, new_entry in pairs]

    def combined_faults(self) -> Iterator[Fault]:
        """One fault for all rows that lack a source or a place, or share a wrong one, since both can be set once."""
        for (name, what), rows in self.shared_faults.items():
            more = f" and {len(rows) - 1} more" if len(rows) > 1 else ""
            yield Fault(f"{rows[0].place(name)}{more}", what, name, rows[0].where)


def _order(entry: Mapping[str, Any]) -> tuple[bool, tuple[date, int]]:
    """Dated figures by last day, then length; the others behind them as they come."""
    period = _read_period(entry["period"])
    return (False, period.order) if period and period.dated else (True, (date.max, 0))


def _nearest_measure(catalogue: Catalogue, name: str) -> str:
    """The measure that may have been meant, by id or by name; never a list of all of them."""
    by_name = " " in name.strip()
    near = nearest(name, [indicator.title if by_name else indicator.id for indicator in catalogue.indicators])
    return near if near.startswith("did") else "write the id or the name that the template gives"


def _theme_names(catalogue: Catalogue) -> list[str]:
    return [theme.name for theme in catalogue.themes]


def _read_period(value: object) -> Period | None:
    try:
        return parse_period(str(value)) if value else None
    except PeriodError:
        return None


def _same_source(entry: Mapping[str, object], source: Source) -> bool:
    """Whether a source that is given as new says nothing that the file's own doesn't."""
    return all(value is None or bare(str(value)) == bare(str(getattr(source, name))) for name, value in entry.items())
