"""A row's figure, comparator or target -> an entry of the contract: its values, period, rate from counts and status."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, get_args

from metrics.analysis import reporting_periods
from metrics.catalogue.field_types import Status, nearest
from metrics.catalogue.models import Indicator
from metrics.catalogue.period import Period
from metrics.catalogue.rates import value_from_counts
from metrics.entry.already_recorded import UNSETTLED
from metrics.entry.batch import Batch, Signature
from metrics.entry.cell_values import CONVERTED, no_figure, parse_number, period_or_none, read_period, word
from metrics.entry.code_cells import take_codes
from metrics.entry.fault_list import FaultList
from metrics.entry.rows import Row
from metrics.entry.usual_change import AVERAGE
from metrics.entry.written_values import take_written

_NOT_VALUES = ("what", "indicator", "id", "name", "theme", "unit", "source", "at", "tolerance")


@dataclass(frozen=True)
class EntryBuilder:
    """Builds the entries of rows, all of one batch and signature; what is wrong goes to ``faults``.

    ``read_codes`` tells in a sentence each of every cell in which words or a sign were read as a code, ``read_values``
    of every one that holds more than a number.
    """

    batch: Batch
    signature: Signature
    faults: FaultList
    read_codes: list[str] = field(default_factory=list)
    read_values: list[str] = field(default_factory=list)

    def build(self, row: Row, indicator: Indicator | None, unit: str, of: str) -> tuple[dict[str, Any], bool]:
        """The entry without its source, and whether it is complete; ``indicator`` is None for a new one.

        ``unit`` is the indicator's, and ``of`` what it counts.
        """
        entry = _values(row, unit, of)
        self.read_values.extend(take_written(row, entry, unit, of))
        average = unit == "count" and AVERAGE.search(f"{of} {indicator.name if indicator else ''}") is not None
        self.read_codes.extend(take_codes(row, entry, unit, self.faults, average=average))
        if row.kind == "target":
            return entry, True
        self._period(row, entry)
        if row.kind == "figure":
            return entry, self._figure(row, entry, indicator, unit)
        return entry, self._comparator(row, entry, unit)

    def _period(self, row: Row, entry: dict[str, Any]) -> None:
        text = row.cells.get("period")
        if not text and self.batch.period is None:
            self.faults.add(row, "period", "no period is named; write for example 2013/14 Q2")
        period = read_period(text, self.batch.period) if text else self.batch.period
        entry["period"] = period.label if period else text

    def _figure(self, row: Row, entry: dict[str, Any], indicator: Indicator | None, unit: str) -> bool:
        """Complete a figure: its value from both counts, its status, its signature; whether there is a figure."""
        counts = entry.get("numerator"), entry.get("denominator")
        value = value_from_counts(*counts, unit)
        self._status(row, entry, indicator)
        if entry.get("value") is None and entry.get("code") is None:
            if value is None:
                self._no_figure(row, counts, unit)
                return False
            entry |= {"value": value, "inferred": ["value"]}
        elif value is not None and entry.get("code") not in (None, "low"):
            keep = (
                "empty both counts, since they would tell it" if entry["code"] == "c" else "keep the code or the counts"
            )
            self.faults.add(row, "code", f"a code stands beside counts that give {value}; {keep}")
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
            self._no_figure(row, counts, unit)
            return False
        entry["value"] = value
        return True

    def _no_figure(self, row: Row, counts: tuple[object, object], unit: str) -> None:
        """That counts give no figure, unless the cell to mend has its fault already."""
        name, what = no_figure(*counts, unit)
        if (row.where, name) not in self.faults.cells():
            self.faults.add(row, name, what)

    def _status(self, row: Row, entry: dict[str, Any], indicator: Indicator | None) -> None:
        """Give a figure its status: one for a period that has an outcome revises it, and is signed."""
        period, reason = period_or_none(entry.get("period")), entry.pop("reason", None)
        has_outcome = (
            indicator is not None
            and period is not None
            and reporting_periods.outcome_of_period(indicator, period) is not None
        )
        status = self._stated_status(row, entry, period, has_outcome)
        if status == "predicted":
            entry.setdefault("predicted_by", self.batch.predicted_by or None)
        elif status == "revised" and has_outcome:
            entry |= {"by": self.signature.by, "on": self.signature.on, "reason": reason or self.signature.reason}
        if reason and (status == "predicted" or not has_outcome):
            self._misplaced_reason(row, entry, reason)
        if row.cells.get("predicted_by") and status != "predicted":
            self.faults.add(row, "predicted_by", "this is no prediction; empty this cell, or give the status predicted")
        entry["status"] = None if status == "final" else status

    def _stated_status(self, row: Row, entry: dict[str, Any], period: Period | None, has_outcome: bool) -> str:
        """The status of the row or of all rows, as it is after all for a period with an outcome, or without."""
        status = str(entry.pop("status", None) or word(self.batch.status) or "final")
        if status not in get_args(Status):
            what = f"'{status}' is not a known status; {nearest(status, get_args(Status))}"
            self.faults.add_of_cell(row, "status", what)
            return "final"
        if status == "predicted":
            return status
        if has_outcome:
            return "revised"
        if status == "revised" and period is not None:
            what = f"{period.words} has no figure yet that could be revised; write final"
            self.faults.add_of_cell(row, "status", what)
            return "final"
        return status

    def _misplaced_reason(self, row: Row, entry: dict[str, Any], reason: str) -> None:
        """A reason of a figure that revises none: the note of a code, and a fault of a number."""
        if entry.get("code"):
            entry["note"] = "; ".join(text for text in (entry.get("note"), reason) if text)
        else:
            self.faults.add(row, "reason", "a reason is for a revision, and this is none; write it as a note")


def _values(row: Row, unit: str, of: str) -> dict[str, Any]:
    texts = {name: text for name, text in row.cells.items() if text and name not in _NOT_VALUES}
    entry: dict[str, Any] = {name: CONVERTED.get(name, str)(text) for name, text in texts.items()}
    return entry | ({"value": parse_number(texts["value"], unit, of)} if "value" in texts else {})
