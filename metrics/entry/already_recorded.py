"""Whether the data file has recorded already what a new entry says, so that sending it twice adds nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from metrics.catalogue.models import Comparator, Observation, Target
from metrics.catalogue.period import Period

UNSETTLED = ("provisional", "approximate")
"""What a figure may be before it is final; final with the same value is then a revision."""


def is_recorded(recorded: Observation | Comparator | Target, entry: Mapping[str, Any]) -> bool:
    """Whether an entry of the file, ``recorded``, says all that a new one does.

    Another place in the source is no difference; another source is one for a comparator,
    since two releases are two comparators.
    """
    skipped = {"status", "by", "on", "reason", "inferred", "at"}
    skipped |= set() if isinstance(recorded, Comparator) else {"source"}
    needed = {"kind": None, "from": None} if isinstance(recorded, Target) else {}
    fields = needed | {key: value for key, value in entry.items() if value is not None and key not in skipped}
    values = {key: getattr(recorded, "from_" if key == "from" else key, None) for key in fields}
    stated = any(key in fields for key in ("value", "code", "words"))
    return stated and all(_plain(values[key]) == _plain(value) for key, value in fields.items())


def _plain(value: object) -> object:
    return value.label if isinstance(value, Period) else value.strip() if isinstance(value, str) else value
