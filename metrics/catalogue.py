"""YAML text -> Catalogue, or every problem with its line number.

The one door: a hand edit, a form, an upload and the command line all pass
through ``parse``. The text is read event by event into plain data, so that
anchors, aliases, tags, duplicate keys and deep nesting are refused before
anything expands; YAML 1.1's guesses (``no`` -> False, ``9:30`` -> 570) are not
made.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from metrics import rules
from metrics.indicator import Catalogue, nearest
from metrics.rules import Loc

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DEEPEST = 12
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d{1,12})?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong with the file: the line, the place, and what to write instead."""

    line: int
    where: str
    what: str
    file: str = "indicators.yaml"

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{self.file} line {self.line}: {place}{self.what}"


class Refused(Exception):  # noqa: N818 - it names what happened to the text, as the command line says it
    """The text is no catalogue; ``problems`` holds every reason, in file order."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def parse(text: str | bytes, file: str = "indicators.yaml") -> Catalogue:
    """Read the whole file.

    Raises:
        Refused: with every problem at once, in file order (contract: Refused).
    """
    written = _decoded(text, file)
    data, doubled = read_data(written, file)
    try:
        catalogue = Catalogue.model_validate(data)
    except ValidationError as error:
        catalogue, wrong = None, error.errors()
    else:
        wrong = []
    found = [(_place(one), _sentence(one)) for one in wrong] + list(rules.findings(data))
    if found or doubled:
        places = Places(written, data)
        problems = [Problem(places.line(loc), places.where(loc), what, file) for loc, what in found]
        problems += [Problem(line, places.where(loc), what, file) for line, loc, what in doubled]
        raise Refused(sorted(set(problems)))
    assert catalogue is not None
    return catalogue


def _decoded(text: str | bytes, file: str) -> str:
    if isinstance(text, str):
        return text.removeprefix("\ufeff")
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = text[: error.start].count(b"\n") + 1
        what = "is not UTF-8 text from here on; save the file with the encoding UTF-8"
        raise Refused([Problem(line, "", what, file)]) from None


@dataclass
class _Open:
    """A mapping or list that is being read."""

    holder: dict[str, Any] | list[Any]
    step: str | int | None = None
    lines: dict[str, int] | None = None


def read_data(text: str, file: str = "indicators.yaml") -> tuple[dict[str, Any], list[tuple[int, Loc, str]]]:
    """Plain data of the YAML text, with numbers as Decimal at the digits written.

    Returns the data and its doubled keys as (line, place, sentence).

    Raises:
        Refused: not YAML, or YAML that could expand (anchors, aliases, tags),
            nests too deep, or is empty.
    """
    doubled: list[tuple[int, Loc, str]] = []
    opened: list[_Open] = []
    root: Any = None
    documents = 0
    try:
        for event in yaml.parse(text, Loader=Loader):
            _refuse_expanding(event, len(opened), file)
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _refused(event, "a second document starts here; keep one document, without '---'", file)
            elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                mapping = isinstance(event, yaml.MappingStartEvent)
                opened.append(_Open({} if mapping else [], None, {} if mapping else None))
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent, yaml.ScalarEvent)):
                value = _scalar(event) if isinstance(event, yaml.ScalarEvent) else opened.pop().holder
                if not opened:
                    root = value
                else:
                    _put(opened, value, event, doubled)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Refused([Problem(mark.line + 1 if mark else 1, "", _syntax(error), file)]) from None
    except yaml.YAMLError as error:
        line = text[: getattr(error, "position", 0)].count("\n") + 1
        what = "holds a character that text may not hold; delete what stands there"
        raise Refused([Problem(line, "", what, file)]) from None
    if not isinstance(root, dict):
        fault = "is empty" if root is None else "is not a list of 'key: value' lines"
        raise Refused([Problem(1, "", f"{fault}; it needs organisation, sources, themes and indicators", file)])
    return root, doubled


def _put(opened: list[_Open], value: Any, event: yaml.Event, doubled: list[tuple[int, Loc, str]]) -> None:
    top = opened[-1]
    line = _line(event)
    if isinstance(top.holder, list):
        top.holder.append(value)
    elif top.step is None:
        assert top.lines is not None
        key = str(value)
        if key in top.lines:
            loc = (*(len(o.holder) if isinstance(o.holder, list) else str(o.step) for o in opened[:-1]), key)
            doubled.append((line, loc, f"'{key}' is given twice; first on line {top.lines[key]}; keep one"))
        top.lines.setdefault(key, line)
        top.step = key
    else:
        top.holder.setdefault(str(top.step), value)
        top.step = None


def _scalar(event: yaml.ScalarEvent) -> Any:
    text: str = event.value
    if event.style:
        return text
    if text in ("", "~", "null"):
        return None
    if text in ("true", "false"):
        return text == "true"
    if _NUMBER.fullmatch(text):
        return Decimal(text)
    if _DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    return text


def _refuse_expanding(event: yaml.Event, depth: int, file: str) -> None:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        name = getattr(event, "anchor", "")
        sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
        raise _refused(event, f"'{sign}{name}' is an anchor or alias; write the value out, or quote the text", file)
    if (tag := getattr(event, "tag", None)) is not None:
        raise _refused(event, f"'{tag}' is a tag; take it out, or quote the text", file)
    if depth >= DEEPEST:
        raise _refused(event, f"brackets or lists nest more than {DEEPEST} deep; this can't be a figure", file)


def _refused(event: yaml.Event, what: str, file: str) -> Refused:
    return Refused([Problem(_line(event), "", what, file)])


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _syntax(error: yaml.MarkedYAMLError) -> str:
    problem = f"{error.context or ''} {error.problem or ''}"
    for sign, what in (
        ("token", "a character can't stand here (a tab, %, @ or `); use spaces, and quote the text"),
        ("mapping values are not allowed", "a colon too many; put quotes round text that holds ': '"),
        ("could not find expected ':'", "a key without its colon; write 'key: value'"),
        ("expected ',' or '}'", "a brace or comma is missing; close with }, and quote text that holds a comma"),
        ("expected ',' or ']'", "a bracket or comma is missing; close with ]"),
        ("unexpected end of stream", "a quotation mark is not closed; add the missing quote"),
        ("quoted scalar", "a quotation mark inside a quoted text; double it, or use the other kind of quote"),
        ("block collection", "the line is not in step with its neighbours; begin it in the same column"),
        ("block mapping", "the line is not in step with its neighbours; begin it in the same column"),
        ("block sequence", "the line is not in step with its neighbours; begin it in the same column"),
    ):
        if sign in problem:
            return what
    return "can't be read from here on; look for a missing quote, bracket or comma, or a colon without a space"


def _place(error: ErrorDetails) -> Loc:
    """pydantic's place in our data: the key of a wrong dict key stands before '[key]'."""
    return tuple(step for step in error["loc"] if step != "[key]")


def _sentence(error: ErrorDetails) -> str:
    kind, written = error["type"], error["input"]
    if kind == "contract":
        return str(error["ctx"]["message"])
    if kind == "missing":
        return "this key is missing"
    if kind == "extra_forbidden":
        key = str(error["loc"][-1])
        return f"unknown key '{key}'; {nearest(key, _known_keys(error['loc']))}"
    shown = "nothing" if written is None else f"'{written}'" if not isinstance(written, (dict, list)) else "this"
    if kind == "list_type":
        return f"{shown} is not a list; write entries that begin with '- ', or [] for none"
    if kind in ("model_type", "dict_type", "model_attributes_type"):
        return f"{shown} is not a group of 'key: value' pairs; write {{key: value, ...}}"
    return f"{shown} can't stand here; see the data dictionary on the page Sources and method"


def _known_keys(loc: tuple[int | str, ...]) -> list[str]:
    """The keys the contract knows at the place of an unknown one."""
    model: Any = Catalogue
    for step in loc[:-1]:
        if isinstance(step, str) and hasattr(model, "model_fields") and step in model.model_fields:
            model = _model_in(model.model_fields[step].annotation)
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(annotation: Any) -> Any:
    if hasattr(annotation, "model_fields"):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        if (model := _model_in(inner)) is not None:
            return model
    return None


class Places:
    """Line numbers and names of places in a text; composed only when something is wrong."""

    def __init__(self, text: str, data: dict[str, Any]) -> None:
        self.root = yaml.compose(text, Loader=Loader)
        self.data = data

    def line(self, loc: Loc) -> int:
        """The line of the place, or of the deepest part of it that is there."""
        node, line = self.root, 1
        for step in loc:
            if isinstance(node, yaml.MappingNode):
                pair = next((p for p in node.value if p[0].value == str(step)), None)
                if pair is None:
                    break
                line, node = pair[0].start_mark.line + 1, pair[1]
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                line = node.start_mark.line + 1
            else:
                break
        return line

    def where(self, loc: Loc) -> str:
        """The place in words: indicator by id, figure by period; never a bare index."""
        names: list[str] = []
        holder: Any = self.data
        for step in loc:
            name = str(step)
            if isinstance(step, int):
                holder = holder[step] if isinstance(holder, list) and step < len(holder) else None
                name = _entry_name(holder) or f"entry {step + 1}"
            elif isinstance(holder, dict):
                holder = holder.get(step)
            else:
                holder = None
            if name == "indicators" and not names:
                continue
            names.append(name)
        return " > ".join(names)


def _entry_name(entry: Any) -> str:
    if not isinstance(entry, dict):
        return ""
    if "area" in entry:
        return f"{entry['area']} {entry.get('period', '')}".strip()
    key = next((key for key in ("id", "period", "label", "words", "kind") if entry.get(key) is not None), None)
    return str(entry[key]) if key else ""
