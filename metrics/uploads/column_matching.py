"""Column matching: which column of an upload is which field, by headings matched forgivingly."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from difflib import get_close_matches
from functools import lru_cache

from metrics.catalogue.period_text import without_periods
from metrics.entry.rows import COLUMNS, KINDS, Kind

NEAR = 0.85
"""How alike a misspelt heading must be, from 0 to 1."""

_KINDS: dict[str, Kind] = {
    "observation": "figure",
    "comparison": "comparator",
    "benchmark": "comparator",
    "limit": "target",
    "new target": "target",
    "measure": "indicator",
    "new measure": "indicator",
    "new indicator": "indicator",
    "new source": "source",
    **{kind: kind for kind in KINDS},
}


def normalise(text: str) -> str:
    """A heading's words in lower case, each without its plural s; punctuation, units in brackets and signs gone."""
    seen = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    bare = re.sub(r"\(.*?\)|\[.*?\]", " ", seen.lower())
    words = re.findall(r"[^\W_]+", bare) or re.findall(r"[^\W_]+", seen.lower())
    return " ".join(
        word[:-1] if len(word) > 3 and word.endswith("s") and word[-2] not in "su" else word for word in words
    )


def _fields_by_heading() -> dict[str, str]:
    exact = {normalise(word): column.field for column in COLUMNS for word in column.aliases}
    return exact | {normalise(word): column.field for column in COLUMNS for word in (column.field, column.heading)}


FIELD_OF = _fields_by_heading()
"""Normal form -> field; a heading and a field's name win over other words for a column."""


_OF_A_PERIOD = ("indicator", "value", "numerator", "denominator", "code", "status", "commentary")
"""Fields whose heading may name the period of what stands below: "Actual Q2 2013/14"."""


@lru_cache(maxsize=4096)
def _without_period(cell: str) -> str | None:
    """The field of a heading that names a period beside it."""
    bare = without_periods(cell)
    field = FIELD_OF.get(normalise(bare)) if bare != cell else None
    return field if field in _OF_A_PERIOD else None


def match_fields(cells: Sequence[str]) -> list[str | None]:
    """The field of each cell of a heading row; one with a period, or misspelt, only where no other cell is of it."""
    words = [normalise(cell) for cell in cells]
    known = [FIELD_OF.get(word) for word in words]
    dated = [_without_period(cell) for cell in cells]
    exact = [field or (other if other not in known else None) for field, other in zip(known, dated, strict=True)]
    return [field or _near(word, exact) for word, field in zip(words, exact, strict=True)]


def _near(word: str, taken: Sequence[str | None]) -> str | None:
    close = (
        {FIELD_OF[heading] for heading in get_close_matches(word, FIELD_OF, n=3, cutoff=NEAR)}
        if len(word) < 40
        else set()
    )
    return close.pop() if len(close) == 1 and not close & set(taken) else None


def count_headings(cells: Sequence[str]) -> int:
    """How many cells are headings as we write them, each field counted once."""
    fields = (FIELD_OF.get(normalise(cell)) or _without_period(cell) for cell in cells)
    return len({field for field in fields if field is not None})


def row_kind(text: str) -> Kind | None:
    """The kind of row that a cell or the name of a sheet means."""
    word = normalise(text)
    close = {_KINDS[name] for name in get_close_matches(word, _KINDS, n=3, cutoff=NEAR)} if len(word) < 40 else set()
    return _KINDS.get(word) or (close.pop() if len(close) == 1 else None)
