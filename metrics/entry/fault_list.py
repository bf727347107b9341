"""The faults (error messages) of rows, collected as they are found; what is wrong for all rows is one fault."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from metrics.entry.faults import Fault
from metrics.entry.rows import Row


@dataclass
class FaultList:
    """The faults of the rows as they are found; ``shared`` are those of what is set once for all rows."""

    own: list[Fault] = field(default_factory=list)
    shared: dict[tuple[str, str], list[Row]] = field(default_factory=dict)

    def add(self, row: Row, name: str, what: str) -> None:
        self.own.append(row.fault(name, what))

    def add_of_cell(self, row: Row, name: str, what: str) -> None:
        """A fault of the row's own cell; combined into one where it comes from what is set for all rows."""
        if row.cells.get(name):
            self.add(row, name, what)
        else:
            self.shared.setdefault((name, what), []).append(row)

    def combined(self) -> Iterator[Fault]:
        """All of them; what many rows lack or share that can be set once for all is one fault."""
        yield from self.own
        for (name, what), rows in self.shared.items():
            more = f" and {len(rows) - 1} more" if len(rows) > 1 else ""
            fault = rows[0].fault(name, what)
            yield replace(fault, where=f"{fault.where}{more}")

    def cells(self) -> set[tuple[str, str]]:
        """The cells that have a fault, each by its row and its field."""
        cells = {(fault.row, fault.field) for fault in self.own if fault.field}
        return cells | {(row.where, name) for (name, _), rows in self.shared.items() for row in rows}
