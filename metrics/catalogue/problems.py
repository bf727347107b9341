"""Problems of a data file: line, place and sentence; pydantic's validation errors in our own words.

No sentence of a library reaches a reader: each kind of error is told as what stands
in the file and what to write instead (contract: Refused).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic_core import ErrorDetails

from metrics.catalogue.field_types import describe, nearest
from metrics.catalogue.models import Entry
from metrics.catalogue.problem_codes import Message, ProblemCode

Loc = tuple[str | int, ...]
"""A place in a file: keys, and numbers in lists."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong with the file: the line, the place, and what to write instead.

    ``loc`` is the place as data: keys, and numbers in lists. ``unpublished`` problems lie in a
    figure that no published source gives and that may count few people: their sentence
    repeats what is written (``analysis.suppression.problem_for_readers``), and ``entry`` is
    the place as far as everyone may read it. ``code`` says which rule is broken, ``values`` what
    stands in the sentence.
    """

    line: int
    where: str
    what: str
    file: str = "indicators.yaml"
    loc: Loc = field(default=(), compare=False)
    unpublished: bool = field(default=False, compare=False)
    entry: str = field(default="", compare=False)
    code: ProblemCode = field(default=ProblemCode.OTHER, compare=False)
    values: Mapping[str, str] = field(default_factory=dict, compare=False)

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{self.file} line {self.line}: {place}{self.what}"


class Refused(Exception):  # noqa: N818 - it names what happened to the text, as the command line says it
    """The text is no catalogue; ``problems`` holds every reason, in file order."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def in_our_words(error: ErrorDetails, model: type[Entry]) -> tuple[Loc, str | Message]:
    """Where and what one of pydantic's errors is; the key of a wrong dict key stands before its '[key]'."""
    return tuple(step for step in error["loc"] if step != "[key]"), _coded(error, model)


def _coded(error: ErrorDetails, model: type[Entry]) -> str | Message:
    """The sentence, with its code where it has one."""
    words, given = _sentence(error, model), error.get("ctx", {})
    code = ProblemCode.MISSING if error["type"] == "missing" else ProblemCode(given.get("code", ""))
    return Message(words, code, given.get("values", {})) if code else words


def _sentence(error: ErrorDetails, model: type[Entry]) -> str:
    kind, written, key = error["type"], error["input"], str(error["loc"][-1])
    if kind == "contract":
        return str(error["ctx"]["message"])
    if kind == "missing":
        return f"this key is missing; add '{key}: ...'"
    if kind == "extra_forbidden":
        return _unknown_key(key, written, list(_known_keys(error["loc"][:-1], model)))
    if kind == "list_type":
        way = f"write [{written}]" if key == "inferred" else "write entries that begin with '- ', or [] for none"
        return "is blank; " + way if written is None else f"{describe(written)} is not a list; {way}"
    if kind in ("model_type", "dict_type", "model_attributes_type"):
        keys = _known_keys(error["loc"], model) if kind != "dict_type" else {}
        needed = [f"{key}: ..." for key, required in keys.items() if required] or ["key: value"]
        way = "write {" + ", ".join(needed) + "}"
        return "is blank; " + way if written is None else f"{describe(written)} is not a group of keys; {way}"
    return f"{describe(written)} can't stand here; see the data dictionary on the page Sources and method"


def _unknown_key(key: str, written: Any, keys: list[str]) -> str:
    if key == "<<":
        return "'<<' is a merge key; write the keys out"
    begins, colon, rest = (part.strip() for part in key.partition(":"))
    if written is None and colon and begins in keys:
        return f"'{key}' is a key without a value; write '{begins}: {rest}', with a space after the colon only"
    if written is None and not re.fullmatch("[a-z_]+", key):
        return (
            f"'{key}' stands after a comma, where a key belongs; "
            "put quotes round text that holds a comma, and write numbers without"
        )
    return f"unknown key '{key}'; {nearest(key, keys)}"


def _known_keys(loc: tuple[int | str, ...], root: type[Entry]) -> dict[str, bool]:
    """The keys that the contract knows in the entry at a place, and whether they are required."""
    model: Any = root
    for step in loc:
        if isinstance(step, str) and step in model.model_fields:
            model = _model_in(model.model_fields[step].annotation) or model
    return known_fields(model)


def known_fields(model: type[Entry]) -> dict[str, bool]:
    """The keys that an entry may hold, and whether they are required."""
    return {info.alias or name: info.is_required() for name, info in model.model_fields.items()}


def _model_in(annotation: Any) -> Any:
    if hasattr(annotation, "model_fields"):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        if (model := _model_in(inner)) is not None:
            return model
    return None
