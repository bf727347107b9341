"""A fault (error message) of what was filled in: where it stands, and what to write instead."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing wrong with what was filled in: the place, and what to write instead.

    ``field`` and ``row`` name the cell's heading and row; of a file's row ``table`` says what it is a row of, and
    ``number`` which, from 1: faults are told in their order.
    """

    where: str
    what: str
    field: str = ""
    row: str = ""
    table: str = dataclasses.field(default="", compare=False)
    number: int = dataclasses.field(default=0, compare=False)

    @property
    def order_of(self) -> str:
        """What its row is a row of: a sheet, or the row itself where it is none of a file."""
        return self.table if self.number else self.row

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" if self.where else self.what
