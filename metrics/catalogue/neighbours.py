"""Statistical neighbours: data/neighbours.yaml -> the models.

A model is a list of authorities of one date. Which one a comparator rests on stands on it,
with mean or median; a new model is a new entry, and what was drawn from an old one stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import Field

from metrics.catalogue.field_types import Id, Text
from metrics.catalogue.load import read_file
from metrics.catalogue.models import Entry
from metrics.catalogue.validation import Finding

FILE = "neighbours.yaml"


class Authority(Entry):
    """One neighbour, by its code and its name."""

    code: Text = Field(description="The authority's nine-character code, as the column new_la_code has it.")
    name: Text


class Model(Entry):
    """One list of neighbours, and where it is published."""

    id: Id = Field(description="What it is chosen by, such as 2025.")
    name: Text = Field(description="What stands on charts: its date and the word model.")
    of: Text = Field(description="Code of the authority whose neighbours they are.")
    source: Text = Field(description="Who published the list, and where it was read.")
    authorities: list[Authority] = Field(description="Nearest first.")


class Models(Entry):
    """The whole file."""

    models: list[Model]


def parse(text: str | bytes, file: str = FILE) -> tuple[Model, ...]:
    """The models in the order of the file; the last is the newest.

    Raises:
        Refused: with every problem at once, at its line.
    """
    return tuple(read_file(text, file, Models, _findings).models)


def _findings(data: Mapping[str, Any]) -> Iterator[Finding]:
    models = data.get("models")
    ids: set[str] = set()
    for number, model in enumerate(models if isinstance(models, list) else []):
        if not isinstance(model, dict):
            continue
        model_id = str(model.get("id"))
        if model_id in ids:
            yield ("models", number, "id"), f"'{model_id}' stands twice among the models; give each its own id"
        ids.add(model_id)
        codes: set[str] = set()
        authorities = model.get("authorities")
        for place, authority in enumerate(authorities if isinstance(authorities, list) else []):
            code = str(authority.get("code")) if isinstance(authority, dict) else ""
            if code in codes:
                yield ("models", number, "authorities", place, "code"), f"'{code}' stands twice in this model; keep one"
            codes.add(code)
