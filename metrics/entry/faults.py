"""A fault (error message) of what was filled in: where it stands, and what to write instead."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing wrong with what was filled in: the place, and what to write instead."""

    where: str
    what: str
    field: str = ""
    row: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" if self.where else self.what
