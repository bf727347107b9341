"""How a heading of an upload was understood."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ColumnMatch:
    """How a heading was understood; ``field`` is None where the column (or the whole sheet) is not read.

    ``filled``: how many cells are filled in under a heading that is not read, and ``why`` it isn't; ``example`` is
    the first of them.
    """

    header: str
    place: str
    field: str | None
    filled: int = 0
    why: str = "is no heading that is known"
    example: str = ""
