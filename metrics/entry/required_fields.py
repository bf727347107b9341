"""Which fields of a form have to be filled in, by the contract's own models, so that they can be marked beforehand."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel

from metrics.catalogue.models import Comparator, Indicator, Source, Target
from metrics.entry.rows import FIELDS, Kind

ALWAYS, WITH_A_VALUE = "required", "required with a value"

_MODELS: dict[Kind, type[BaseModel]] = {
    "comparator": Comparator,
    "target": Target,
    "indicator": Indicator,
    "source": Source,
}
_GIVEN = ("id", "period", "source", "at")
"""Made from other fields, or set once for all rows."""


@cache
def required_fields(kind: Kind) -> dict[str, str]:
    """How far each field of such a row has to be filled in; fields that may stay empty are left out.

    (contract: Required)
    """
    named = {"indicator": ALWAYS} if kind in ("figure", "comparator", "target") else {}
    model = _MODELS.get(kind)
    columns = {name: ALWAYS for name, field in model.model_fields.items() if field.is_required()} if model else {}
    if kind == "source":
        columns["source_kind"] = columns.pop("kind")
    if kind == "target":
        columns |= {"kind": WITH_A_VALUE, "from": WITH_A_VALUE}
    return named | {name: how for name, how in columns.items() if name in FIELDS and name not in _GIVEN}
