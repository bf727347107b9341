"""Builds one change of the data file, row by row, with the faults of the rows themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from metrics.catalogue.amend import Addition, Kind, TargetEnd
from metrics.catalogue.models import Catalogue, Indicator, Target
from metrics.catalogue.period import day_words
from metrics.catalogue.series_identity import SERIES
from metrics.entry import corrections
from metrics.entry.already_recorded import is_recorded
from metrics.entry.batch import Batch, Signature
from metrics.entry.beside import Beside
from metrics.entry.cell_values import read_period, word
from metrics.entry.corrections import Correction
from metrics.entry.doubts import Doubt, DoubtKind
from metrics.entry.fault_list import FaultList
from metrics.entry.field_changes import FieldChanges
from metrics.entry.figures import EntryBuilder
from metrics.entry.headings import Headings
from metrics.entry.naming import IndicatorNames, indicator_id, indicator_names, no_indicator, no_source, source_id
from metrics.entry.new_entries import NewEntries
from metrics.entry.rows import Row
from metrics.entry.tolerances import read_tolerance, without_band
from metrics.store.recent_saves import FigureKey

LISTS: dict[str, Kind] = {"figure": "observations", "comparator": "comparators", "target": "targets"}

_ONCE = {"source": "name the source", "at": "say where in the source, such as “return of October 2013”"}
_IDENTITY: dict[str, tuple[str, ...]] = {
    "figure": ("period",),
    "comparator": (*SERIES, "period", "source", "words"),
    "target": ("kind", "label", "from", "words"),
}
"""What tells an entry from others of its kind in one indicator, apart from being predicted or not."""


FORMULA_ERRORS = frozenset(
    ("#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#N/A", "#SPILL!", "#CALC!", "#GETTING_DATA")
)
"""What spreadsheets show in place of a result (Microsoft's list of error values); as words they are nobody's."""

WITH_OWN_SENTENCE = ("indicator", "value", "numerator", "denominator", "code", "period", "tolerance")
"""Cells that are read as names, numbers, codes or periods, and have their own sentence for what is none."""


class Draft:
    """The change as it grows, row by row."""

    def __init__(
        self,
        catalogue: Catalogue,
        batch: Batch,
        signature: Signature,
        saved_lately: Callable[[], Mapping[FigureKey, int]] = dict,
    ) -> None:
        self.catalogue, self.batch = catalogue, batch
        self.faults = FaultList()
        self.unchanged: list[str] = []
        self.additions: list[tuple[Row, Addition]] = []
        self.ends: list[TargetEnd] = []
        self.corrections: list[tuple[Row, Correction]] = []
        self.new = NewEntries(catalogue, self.faults, self.unchanged)
        self.changes = FieldChanges(catalogue, batch, signature, self.faults, self.unchanged)
        self.unfinished: set[str] = set()
        self._beside, self._headings = Beside(catalogue), Headings(catalogue)
        self._builder = EntryBuilder(batch, signature, self.faults)
        self._first_rows: dict[tuple[str, ...], Row] = {}
        self._read_saved_lately = saved_lately
        for new_id, entry in batch.sources.items():
            self.new.add_source(Row("source", {}, "The new source"), new_id, dict(entry))

    def take(self, row: Row) -> None:
        """Take one row; those of new indicators and sources must come first."""
        for name, text in row.cells.items():
            if name not in WITH_OWN_SENTENCE and text.strip().upper() in FORMULA_ERRORS:
                what = (
                    f"'{text.strip()}' is what a spreadsheet shows where a formula fails; write the words, or clear it"
                )
                self.faults.add(row, name, what)
        if row.kind == "indicator":
            self.new.take_indicator(row)
        elif row.kind == "source":
            self.new.take_source(row)
        elif (indicator_id := self._indicator_id(row)) is not None:
            self._entry(row, indicator_id)

    @property
    def read_codes(self) -> list[str]:
        """Which cells held words or signs that were read as codes, in a sentence each."""
        return self._builder.read_codes

    @property
    def read_values(self) -> list[str]:
        """Which cells held more than a number and what was read of them, in a sentence each."""
        return self._builder.read_values

    @property
    def asked(self) -> list[Doubt]:
        """What is to be asked of the rows themselves."""
        beside = [Doubt(DoubtKind.BESIDE, one, facts=tuple(self._beside.asked)) for one in self._beside.question()]
        headings = [Doubt(DoubtKind.HEADING, one, facts=(one,)) for one in self._headings.questions()]
        return [*beside, *headings, *(doubt for _, correction in self.corrections for doubt in correction.asked)]

    @cached_property
    def _saved_lately(self) -> Mapping[FigureKey, int]:
        return self._read_saved_lately()

    @cached_property
    def _names(self) -> IndicatorNames:
        return indicator_names(self.catalogue, ((new_id, entry) for new_id, (_, entry) in self.new.indicators.items()))

    def _indicator_id(self, row: Row) -> str | None:
        name = row.cells.get("indicator") or row.cells.get("id") or row.cells.get("name") or ""
        found = indicator_id(name, self._names)
        if found is None:
            self.faults.add(row, "indicator", no_indicator(name, self._names))
        return found

    def _entry(self, row: Row, indicator_id: str) -> None:
        indicator = self.catalogue.indicator(indicator_id)
        if row.kind == "change":
            self._changed(row, indicator)
            return
        kind = LISTS[row.kind]
        if indicator is not None and (wrong := self._beside.fault(row, indicator, self._names)) is not None:
            self.faults.add(row, *wrong)
        if indicator is not None:
            self._headings.look_at(row, indicator, self.batch.status)
        if indicator is not None and self._corrects_words_alone(row, indicator):
            return
        new_entry = self.new.indicators[indicator_id][1] if indicator is None else {}
        unit, of = (indicator.unit, indicator.of) if indicator else (new_entry.get("unit"), new_entry.get("of"))
        entry, complete = self._builder.build(row, indicator, str(unit), of or "")
        self._cite(entry, row)
        if row.cells.get("tolerance"):
            polarity = indicator.polarity if indicator else new_entry.get("polarity")
            self._allow(row, entry, indicator, read_tolerance(row.cells["tolerance"], str(unit), of or ""), polarity)
        if not complete or self._is_repeated(row, indicator_id, entry):
            self.unfinished.add(indicator_id)
        elif indicator is None:
            self.new.add_entry(indicator_id, kind, row, entry)
        elif not (
            self._corrects(row, entry, indicator)
            or self._is_unchanged(row, entry, indicator)
            or self._ends_a_target(row, entry, indicator)
        ):
            self.additions.append((row, Addition(indicator_id, kind, entry)))

    def _changed(self, row: Row, indicator: Indicator | None) -> None:
        if indicator is None:
            self.faults.add(row, "indicator", "this indicator is new here; write its words into its own row")
        else:
            self.changes.take(row, indicator)

    def _corrects_words_alone(self, row: Row, indicator: Indicator) -> bool:
        """Whether the row has words and no figure, for a figure that stands: it then corrects that one's words."""
        text = row.cells.get("period")
        period = read_period(text, self.batch.period) if text else self.batch.period
        if not corrections.is_words_alone(row) or period is None:
            return False
        predicted = word(self.batch.status) == "predicted"
        entry = {"period": period.label, "status": "predicted" if predicted else None}
        found = self._standing(indicator, entry)
        if found is None:
            return False
        if not self._is_repeated(row, indicator.id, entry):
            self._correct(row, corrections.of_words(found, row.cells), indicator, period.label)
        return True

    def _corrects(self, row: Row, entry: dict[str, Any], indicator: Indicator) -> bool:
        """Whether the row corrects a figure that stands: its words, or what the signer saved within the hour."""
        if row.kind != "figure" or (found := self._standing(indicator, entry)) is None:
            return False
        stated = word(row.cells.get("status") or self.batch.status)
        final, status = stated == "final", corrections.less_settled(found, stated)
        words = {name: entry.get(name) for name in ("commentary", "note")} | {"reason": row.cells.get("reason")}
        figure = {name: value for name, value in entry.items() if name not in words}
        recorded = is_recorded(indicator, "observations", figure, final=final)
        minutes = None if recorded and not status else self._saved_lately.get(found.key)
        if recorded and minutes is None:
            correction = corrections.of_words(found, words)
        elif minutes is not None and corrections.may_amend(found, final=final):
            correction = corrections.of_figure(found, entry, minutes, status)
        else:
            return False
        self._correct(row, correction, indicator, str(entry["period"]))
        return True

    def _standing(self, indicator: Indicator, entry: Mapping[str, Any]) -> corrections.Standing | None:
        number = self.catalogue.indicators.index(indicator)
        return corrections.standing(indicator, number, entry["period"], predicted=entry["status"] == "predicted")

    def _correct(self, row: Row, correction: Correction | None, indicator: Indicator, period: str) -> None:
        """Take a correction; where there is none, the file says the same already."""
        if correction is None:
            self.unchanged.append(f"{indicator.title}, {period}: the file says the same already")
        else:
            self.corrections.append((row, correction))

    def _cite(self, entry: dict[str, Any], row: Row) -> None:
        """Source and place, the row's own or those of all rows; what is wrong for all is one fault."""
        source, titles = row.cells.get("source") or self.batch.source, self.new.source_titles()
        entry["source"] = source_id(source, titles) or source or None
        entry["at"] = row.cells.get("at") or self.batch.at or None
        for name, advice in _ONCE.items():
            if entry[name] is None:
                self.faults.add_of_cell(row, name, f"{advice}, here or once for all")
        if source and not source_id(source, titles):
            self.faults.add_of_cell(row, "source", no_source(source, titles))

    def _is_repeated(self, row: Row, indicator_id: str, entry: dict[str, Any]) -> bool:
        """Whether an earlier row gives the same figure of the same indicator, or another for its place."""
        if row.kind != "target" and entry["period"] is None:
            return False
        identity = (str(entry.get(name)) for name in _IDENTITY[row.kind])
        key = (row.kind, indicator_id, *identity, str(entry.get("status") == "predicted"))
        earlier = self._first_rows.setdefault(key, row)
        if earlier is not row:
            self.faults.add(row, "", f"this {row.kind} is given twice, first in {earlier.where}; keep one")
        return earlier is not row

    def _is_unchanged(self, row: Row, entry: dict[str, Any], indicator: Indicator) -> bool:
        """Whether the file holds all that this row says, so that sending it twice adds nothing."""
        final = word(row.cells.get("status") or self.batch.status) == "final"
        same = is_recorded(indicator, LISTS[row.kind], entry, final=final)
        if same:
            names = (entry.get(name) for name in ("area", "kind", "period"))
            label = ", ".join(str(name) for name in (indicator.title, *names) if name)
            self.unchanged.append(f"{label}: the file says the same already")
        return same

    def _ends_a_target(self, row: Row, entry: dict[str, Any], indicator: Indicator) -> bool:
        """Whether the row says a target that stands, with another end: it then ends, and gets no twin.

        (reporting: Target)
        """
        target = self._twin(entry, indicator) if row.kind == "target" else None
        if target is None:
            return False
        if target.until is None and isinstance(entry.get("until"), date):
            self.ends.append(TargetEnd(indicator.id, indicator.targets.index(target), entry["until"]))
        else:
            ends = f"and ends on {day_words(target.until)}" if target.until else "without an end"
            what = f"this target stands already {ends}; its end is changed on the page Change an indicator"
            self.faults.add(row, "until", what)
        return True

    def _allow(
        self, row: Row, entry: dict[str, Any], indicator: Indicator | None, band: Decimal | str, polarity: Any
    ) -> None:
        """Give a new target its tolerance, by the source of the target; one that stands already keeps its own."""
        if none := without_band(entry.get("value"), polarity):
            self.faults.add(row, "tolerance", none)
        elif isinstance(band, str):
            self.faults.add(row, "tolerance", band)
        elif (twin := self._twin(entry, indicator)) is None:
            if not {(row.where, "source"), (row.where, "at")} & self.faults.cells():  # told there, once
                entry["tolerance"] = {"value": band, "source": entry["source"], "at": entry["at"]}
        elif twin.tolerance is None or twin.tolerance.value != band:
            what = "this target stands already; its tolerance is changed on the page Change an indicator"
            self.faults.add(row, "tolerance", what)

    @staticmethod
    def _twin(entry: Mapping[str, Any], indicator: Indicator | None) -> Target | None:
        """The target that stands and is the same one, whatever its end."""
        own = (entry.get("kind"), entry.get("from"), entry.get("value"), entry.get("words"))
        targets = indicator.targets if indicator is not None else []
        return next((one for one in targets if own == (one.kind, one.from_, one.value, one.words)), None)

    def finish(self) -> None:
        """Put each new indicator's rows into it; the last row must have been taken."""
        self.new.fill(tuple(LISTS.values()))
        self.changes.refuse_beside({addition.indicator for _, addition in self.additions})
        for new_id, (row, entry) in self.new.indicators.items():
            if entry.get("why_missing") or not (entry["observations"] or new_id in self.unfinished):
                self._cite(entry, row)
