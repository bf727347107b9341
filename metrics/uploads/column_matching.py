"""Column matching: which column of an upload is which field, by headings matched forgivingly."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from difflib import get_close_matches
from functools import lru_cache

from metrics.catalogue.period_text import without_periods
from metrics.entry.rows import COLUMNS, KINDS, Kind
from metrics.uploads.table import BLANK

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


def field_of(cell: str) -> str | None:
    """The field of a heading as we write it; "%" by itself is the heading of a value."""
    return "value" if cell.strip(BLANK) == "%" else FIELD_OF.get(normalise(cell))


@lru_cache(maxsize=4096)
def _without_period(cell: str) -> str | None:
    """The field of a heading that names a period beside it."""
    bare = without_periods(cell)
    field = field_of(bare) if bare != cell else None
    return field if field in _OF_A_PERIOD else None


def match_fields(cells: Sequence[str]) -> list[str | None]:
    """The field of each cell of a heading row; one with a period, or misspelt, only where no other cell is of it.

    A reference number names the indicator only where nothing else does, and a bare number is a count only beside
    another figure.
    """
    words = [normalise(cell) for cell in cells]
    known = settled([field_of(cell) for cell in cells], words)
    dated = [_without_period(cell) for cell in cells]
    exact = [field or (other if other not in known else None) for field, other in zip(known, dated, strict=True)]
    return [field or _near(word, exact) for word, field in zip(words, exact, strict=True)]


def settled(fields: Sequence[str | None], words: Sequence[str]) -> list[str | None]:
    """The fields of a row of headings, each by itself -> what they are together; ``words`` are in normal form."""
    named = {"indicator", "name", "id"} & set(fields)
    alone = named and not {"value", "denominator"} & set(fields) and fields.count("numerator") == 1
    ref = next((at for at, field in enumerate(fields) if field == "ref"), None)
    found: list[str | None] = [
        "value" if alone and field == "numerator" and word in _NUMBER else field
        for field, word in zip(fields, words, strict=True)
    ]
    if ref is not None and not named:
        found[ref] = "indicator"
    firm = any(field == "value" and word not in _WEAK for field, word in zip(found, words, strict=True))
    weak = [at for at, (field, word) in enumerate(zip(found, words, strict=True)) if field == "value" and word in _WEAK]
    for at in weak if firm else weak[1:]:
        found[at] = None
    return found


_NUMBER = ("number", "count", "no", "total")
_WEAK = {
    normalise(word)
    for word in ("current", "performance", "percentage", "per cent", "latest", "rate", "this quarter", "achieved")
}
"""Headings that are of the value only where no other is, in normal form."""


def _near(word: str, taken: Sequence[str | None]) -> str | None:
    close = (
        {FIELD_OF[heading] for heading in get_close_matches(word, FIELD_OF, n=3, cutoff=NEAR)}
        if len(word) < 40
        else set()
    )
    return close.pop() if len(close) == 1 and not close & set(taken) else None


def count_headings(cells: Sequence[str]) -> int:
    """How many cells are headings as we write them, each field counted once."""
    fields = settled([field_of(cell) or _without_period(cell) for cell in cells], [normalise(cell) for cell in cells])
    return len({field for field in fields if field is not None})


def row_kind(text: str) -> Kind | None:
    """The kind of row that a cell or the name of a sheet means."""
    word = normalise(text)
    close = {_KINDS[name] for name in get_close_matches(word, _KINDS, n=3, cutoff=NEAR)} if len(word) < 40 else set()
    return _KINDS.get(word) or (close.pop() if len(close) == 1 else None)
