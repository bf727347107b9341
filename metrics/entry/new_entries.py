"""New indicators and new sources, with the rows that belong to a new indicator."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from metrics.catalogue.amend import Kind
from metrics.catalogue.field_types import nearest_name
from metrics.catalogue.ids import bare, slug
from metrics.catalogue.models import Catalogue, Indicator, Source
from metrics.catalogue.names import evened
from metrics.entry.cell_values import CONVERTED, period_or_none
from metrics.entry.fault_list import FaultList
from metrics.entry.naming import IndicatorNames, indicator_names
from metrics.entry.rows import FIELDS, Row
from metrics.wording.formatting import listed

_SOURCE_KEYS = {"title": "title", "publisher": "publisher", "published": "published", "note": "note"}
_SOURCE_KEYS |= {"source_kind": "kind"}


class NewEntries:
    """What the rows add beside figures: ``indicators`` and ``sources`` by id, each with its row.

    ``entries`` are the rows of new indicators, by indicator and list; ``unchanged`` names what the file has already.
    """

    def __init__(self, catalogue: Catalogue, faults: FaultList, unchanged: list[str]) -> None:
        self.catalogue, self.faults, self.unchanged = catalogue, faults, unchanged
        self.indicators: dict[str, tuple[Row, dict[str, Any]]] = {}
        self.sources: dict[str, tuple[Row, dict[str, object]]] = {}
        self.entries: dict[tuple[str, str], list[tuple[Row, dict[str, Any]]]] = {}

    def source_titles(self) -> dict[str, str]:
        """The titles of all sources by id, those of the file first."""
        recorded = {source_id: source.title for source_id, source in self.catalogue.sources.items()}
        return recorded | {source_id: str(entry.get("title")) for source_id, (_, entry) in self.sources.items()}

    def take_indicator(self, row: Row) -> None:
        skipped = ("what", "indicator", "source", "at")
        names = {name: text for name, text in row.cells.items() if text and name not in skipped}
        entry: dict[str, Any] = {name: CONVERTED.get(name, str)(text) for name, text in names.items()}
        themes = {evened(name): theme.id for theme in self.catalogue.themes for name in (theme.name, theme.id)}
        theme_name = names.get("theme", "")
        indicator_id = names.get("id") or slug(names.get("short_name") or names.get("name", ""))
        entry |= {"id": indicator_id, "theme": themes.get(evened(theme_name), theme_name) or None}
        if not indicator_id:
            column, advice = ("id", "an id in Latin letters") if names.get("name") else ("name", "its name")
            self.faults.add(row, column, f"a new indicator needs {advice}; fill in {FIELDS[column].heading}")
        elif (recorded := self.catalogue.indicator(indicator_id)) is not None:
            self._recorded_indicator(row, entry, recorded)
        elif indicator_id in self.indicators:
            self._taken(row, indicator_id)
        else:
            self.indicators[indicator_id] = row, entry
            self._refuse_namesake(row, names)
            if theme_name and evened(theme_name) not in themes:
                near = nearest_name(theme_name, [theme.name for theme in self.catalogue.themes])
                self.faults.add(row, "theme", f"'{theme_name}' is no theme; {near}")

    def give_numbers(self, ever_given: Callable[[], int]) -> None:
        """The next numbers, where the file has numbers at all (contract: Number, ask and why it matters)."""
        last = self.catalogue.last_number
        if self.indicators and (last or not self.catalogue.indicators):
            highest = max(last, ever_given())
            for number, (_, entry) in enumerate(self.indicators.values(), highest + 1):
                entry["number"] = number

    def _refuse_namesake(self, row: Row, names: Mapping[str, str]) -> None:
        """Two indicators of one name could not be told apart in the next file (contract: Names)."""
        for field in ("name", "short_name"):
            if names.get(field) and (known := self._known.matches(names[field])):
                advice = "give its figures to that one, or the new one another name"
                self.faults.add(row, field, f"'{names[field]}' is the name of the indicator '{known[0]}'; {advice}")

    @cached_property
    def _known(self) -> IndicatorNames:
        return indicator_names(self.catalogue, ())

    def _taken(self, row: Row, indicator_id: str) -> None:
        self.faults.add(row, "id", f"'{indicator_id}' is an indicator already; give the new one an id of its own")

    def _recorded_indicator(self, row: Row, entry: Mapping[str, Any], indicator: Indicator) -> None:
        """An indicator that the file has: nothing is added, and another one may not take its id."""
        skipped = ("id", "indicator", "source", "at", "kind")
        given = {
            name: value for name, value in entry.items() if value and name not in skipped and hasattr(indicator, name)
        }
        other = [name for name, value in given.items() if not _same(name, value, getattr(indicator, name))]
        if "name" in other or "unit" in other:
            self._taken(row, indicator.id)
        elif other:
            words = listed([FIELDS[name].heading.lower() for name in other])
            advice = (
                f"to change its {words}, use the page Change an indicator or a row of changes; here, empty this row"
            )
            self.faults.add(row, other[0], f"'{indicator.id}' is an indicator already, with another {words}; {advice}")
        else:
            self.unchanged.append(f"{indicator.title}: the file has this indicator already")

    def take_source(self, row: Row) -> None:
        entry = {
            key: CONVERTED.get(name, str)(row.cells[name]) for name, key in _SOURCE_KEYS.items() if row.cells.get(name)
        }
        self.add_source(row, row.cells.get("id") or slug(row.cells.get("title", "")), entry)

    def add_source(self, row: Row, source_id: str, entry: dict[str, object]) -> None:
        """One more source; nothing where it is given already or in the file, and a fault where its id is another's."""
        if not source_id:
            column, advice = ("id", "an id in Latin letters") if entry.get("title") else ("title", "its title")
            self.faults.add(row, column, f"a new source needs {advice}; fill in {FIELDS[column].heading}")
        elif source_id in self.sources and self.sources[source_id][1] == entry:
            return
        elif (recorded := self.catalogue.sources.get(source_id)) is not None and _same_source(entry, recorded):
            if (message := f"{recorded.title}: the file has this source already") not in self.unchanged:
                self.unchanged.append(message)
        elif recorded is not None or source_id in self.sources:
            what = f"'{source_id}' is a source already; use it, or give the new one an id of its own"
            self.faults.add(row, "id", what)
        else:
            self.sources[source_id] = row, entry

    def add_entry(self, indicator_id: str, kind: Kind, row: Row, entry: dict[str, Any]) -> None:
        self.entries.setdefault((indicator_id, kind), []).append((row, entry))

    def fill(self, kinds: tuple[Kind, ...]) -> None:
        """Put each new indicator's rows into its lists, its figures oldest first, whatever their order in the file."""
        for indicator_id, (_, entry) in self.indicators.items():
            self.entries.get((indicator_id, "observations"), []).sort(key=lambda pair: _order(pair[1]))
            entry["observations"] = []
            for kind in kinds:
                if pairs := self.entries.get((indicator_id, kind)):
                    entry[kind] = [new_entry for _, new_entry in pairs]


def _same(field: str, given: object, recorded: object) -> bool:
    """Whether a cell says what the file has; a name does however it is punctuated (contract: Names)."""
    key = evened if field in ("name", "short_name") else bare
    return key(str(given)) == key(str(recorded or ""))


def _order(entry: Mapping[str, Any]) -> tuple[bool, tuple[date, int]]:
    """Dated figures by last day, then length; the others behind them as they come."""
    period = period_or_none(entry["period"])
    return (False, period.order) if period and period.dated else (True, (date.max, 0))


def _same_source(entry: Mapping[str, object], source: Source) -> bool:
    """Whether a source that is given as new says nothing that the file's own doesn't."""
    return all(value is None or bare(str(value)) == bare(str(getattr(source, name))) for name, value in entry.items())
