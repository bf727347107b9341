"""YAML text -> Catalogue, or every problem with its line number.

The one door: a hand edit, a form, an upload and the command line all pass
through ``parse``.
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from pydantic import ValidationError

from metrics.catalogue import validation
from metrics.catalogue.models import Catalogue, Entry
from metrics.catalogue.places import Places
from metrics.catalogue.problem_codes import Message
from metrics.catalogue.problems import Loc, Problem, Refused, in_our_words, known_fields
from metrics.catalogue.yaml_reader import decoded, read_data

Read = TypeVar("Read", bound=Entry)


def parse(text: str | bytes, file: str = "indicators.yaml") -> Catalogue:
    """Read the whole file.

    Raises:
        Refused: with every problem at once, in file order (contract: Refused).
    """
    return read_file(text, file, Catalogue, validation.broken_rules)


def _is_unpublished(loc: Loc, data: dict[str, Any]) -> bool:
    """Whether a place lies in a figure that no published source gives."""
    entry: Any = data
    for step in loc[:4]:
        try:
            entry = entry[step]
        except (KeyError, IndexError, TypeError):
            return len(loc) >= 4
    sources = data.get("sources")
    source = sources.get(str(entry.get("source"))) if isinstance(entry, dict) and isinstance(sources, dict) else None
    published = isinstance(source, dict) and source.get("kind") == "published"
    return len(loc) >= 4 and loc[2] in ("observations", "own_series", "comparators") and not published


def read_file(
    text: str | bytes,
    file: str,
    model: type[Read],
    rules: Callable[[dict[str, Any]], Iterable[validation.Finding]],
    is_unpublished: Callable[[Loc, dict[str, Any]], bool] = _is_unpublished,
) -> Read:
    """Read any data file of ours as its model: the rules of YAML, of each field, and ``rules`` between them.

    ``is_unpublished`` says of a place in the data whether a sentence about it may repeat what isn't for readers.

    Raises:
        Refused: with every problem at once, in file order.
    """
    written = decoded(text, file)
    with _uncollected():
        keys = known_fields(model)
        data, duplicates = read_data(written, file, [name for name, needed in keys.items() if needed] or list(keys))
    with _uncollected():
        try:
            entry, errors = model.model_validate(data), []
        except ValidationError as error:
            entry, errors = None, error.errors()
        findings = [in_our_words(error, model) for error in errors] + list(rules(data))
    if findings or duplicates:
        places = Places(written, data)
        lines = [*((places.line(loc), loc, what) for loc, what in findings), *duplicates]
        problems = [
            Problem(
                line,
                places.where(loc),
                str(what),
                file,
                loc,
                is_unpublished(loc, data),
                places.where(loc[:4]),
                *((what.code, what.values) if isinstance(what, Message) else ()),
            )
            for line, loc, what in lines
        ]
        raise Refused(sorted(set(problems)))
    assert entry is not None
    return entry


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Without looks for garbage: a large file makes a million objects, all of which stay."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
