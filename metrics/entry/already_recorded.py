"""Whether the data file has recorded already what a new entry says, so that sending it twice adds nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from metrics.catalogue.amend import Kind
from metrics.catalogue.models import Comparator, Indicator, Observation, Target
from metrics.catalogue.period import Period

UNSETTLED = ("provisional", "approximate")
"""What a figure may be before it is final; final with the same value is then a revision."""


def is_recorded(indicator: Indicator, kind: Kind, entry: Mapping[str, Any], *, final: bool) -> bool:
    """Whether an indicator's list ``kind`` says all that a new entry does; ``final``: the row says that it is final.

    A figure is compared with the last one of its period: an outcome with the outcome, a
    prediction with the prediction.
    """
    recorded: Sequence[Observation | Comparator | Target] = getattr(indicator, kind)
    if kind == "observations":
        predicted = entry["status"] == "predicted"
        observations = [figure for figure in indicator.observations if (figure.status == "predicted") == predicted]
        last = [figure for figure in observations if figure.period.label == entry["period"]][-1:]
        recorded = [figure for figure in last if not (final and figure.status in UNSETTLED)]
    return any(_says_all(other, entry) for other in recorded)


def _says_all(recorded: Observation | Comparator | Target, entry: Mapping[str, Any]) -> bool:
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
