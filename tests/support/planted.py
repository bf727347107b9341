"""Markup planted into every text that the data contract lets in, and how to see whether any of it came alive.

The fields are read from the contract itself, so that a new one is planted as soon as it is there.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from typing import Annotated, Any, TypeVar
from xml.etree import ElementTree

from pydantic import BaseModel, TypeAdapter, ValidationError

from metrics.catalogue.period import Period
from metrics.catalogue.regions import ENGLAND

Model = TypeVar("Model", bound=BaseModel)

MARK = "planted"
"""The attribute that only a text of the data could bring into a page."""


@dataclass
class Planted:
    """Which fields each planted text stands in, by its number; England stays, since we know it by its name.

    ``whole`` fills optional fields that are empty, too. They may contradict each other, so that no file could hold
    them; what is shown is escaped all the same.
    """

    whole: bool = False
    where: dict[str, list[str]] = field(default_factory=dict)
    _made: dict[str, str] = field(default_factory=dict)

    def text(self, place: str, before: str = "") -> str:
        """Breaks out of an attribute, opens an element, and would be a formula in a cell; then what stood there.

        Where two fields had the same words they have the same again, since much depends on that.
        """
        number = self._made.setdefault(before or place, f"n{len(self._made)}")
        self.where.setdefault(number, []).append(place)
        return f"=1+\"'><i {MARK}={number}>&amp; {before}".rstrip()

    def into(self, entry: Model) -> Model:
        """A copy of an entry with every text in it, and in all entries below it, planted."""
        return entry.model_copy(update={name: self._value(entry, name) for name in type(entry).model_fields})

    def _value(self, entry: BaseModel, name: str) -> Any:
        value, place = getattr(entry, name), f"{type(entry).__name__}.{name}"
        if isinstance(value, BaseModel):
            return self.into(value)
        if isinstance(value, list) and value and isinstance(value[0], BaseModel):
            return [self.into(one) for one in value]
        if isinstance(value, dict):
            return {key: self.into(one) for key, one in value.items()}
        if isinstance(value, Period) and not value.dated:
            return _adapter(type(entry), name).validate_python(f"undated: {self.text(place)}")
        if (value is None and not self.whole) or not _takes_text(type(entry), name):
            return value
        return value if value == ENGLAND else self.text(place, value or "")


@cache
def _adapter(kind: type[BaseModel], name: str) -> TypeAdapter[Any]:
    info = kind.model_fields[name]
    return TypeAdapter(Annotated[info.annotation, *info.metadata, name])


@cache
def _takes_text(kind: type[BaseModel], name: str) -> bool:
    """Whether a field of the contract takes any words."""
    try:
        return _adapter(kind, name).validate_python("<b>words</b>") is not None
    except ValidationError:
        return False


def text_fields(kind: type[BaseModel]) -> set[str]:
    """Every field that takes any text, in this kind of entry and in all kinds below it."""
    found = {f"{kind.__name__}.{name}" for name in kind.model_fields if _takes_text(kind, name)}
    return found.union(*(text_fields(one) for info in kind.model_fields.values() for one in _kinds(info.annotation)))


def _kinds(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _kinds(inner)


class _Alive(HTMLParser):
    """The numbers of planted texts that became elements or attributes, and the drawings of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.numbers: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.numbers += [str(value) for name, value in attributes if name == MARK]
        self.words += [f"<{tag}> in {value}" for _, value in attributes if value and re.search(r"</?span|</b>", value)]

    def handle_data(self, data: str) -> None:
        self.words += re.findall(r"</?(?:span|b|a|p|td|li)\b[^>]*>", data)


def alive(html: str) -> list[str]:
    """What of a page is markup of the data, or shows its own tags since it was escaped twice; [] where all is well."""
    read = _Alive()
    read.feed(str(html))
    read.close()
    for drawing in re.findall(r"data:image/svg\+xml;base64,([^\"]+)", str(html)):
        read.numbers += alive_in_drawing(base64.b64decode(drawing).decode())
    return [f"alive: {number}" for number in read.numbers] + [f"shown as words: {words}" for words in read.words]


def alive_in_drawing(svg: str) -> list[str]:
    """The same of an SVG, which must be read as XML.

    Raises:
        ElementTree.ParseError: it is not well formed.
    """
    return [value for one in ElementTree.fromstring(svg).iter() for name, value in one.attrib.items() if name == MARK]
