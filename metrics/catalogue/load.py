"""YAML text -> Catalogue, or every problem with its line number.

The one door: a hand edit, a form, an upload and the command line all pass
through ``parse``. The text is read event by event into plain data, so that
anchors, aliases, tags, duplicate keys and deep nesting are refused before
anything expands; YAML 1.1's guesses (``no`` -> False, ``9:30`` -> 570) are not
made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from metrics.catalogue import validation
from metrics.catalogue.models import PLAIN_NUMBER, Catalogue, Entry, describe, nearest
from metrics.catalogue.validation import Loc

Read = TypeVar("Read", bound=Entry)
Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DEEPEST = 12
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_UNSEEN = re.compile(
    r"(?P<tab>^[^#]*?\t)"
    r"|(?P<space>(?:^ *|[-:,{\[] ?)[\u00a0\u2007\u202f])"
    r"|(?P<other>[^\t\r -~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff])"
)
_WAYS_OUT = {
    "tab": "a tab stands here; use spaces",
    "space": "a no-break space stands here, which looks like a space and is none; type a space in its place",
    "other": "a character stands here that can't be seen and is no text; delete it, and save the file as UTF-8",
}


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong with the file: the line, the place, and what to write instead.

    ``loc`` is the place as data: keys, and numbers in lists. ``private`` problems lie in a
    figure of the council's own returns, which may count few people: their sentence
    repeats what is written and is for editors only (contract: Suppression).
    """

    line: int
    where: str
    what: str
    file: str = "indicators.yaml"
    loc: Loc = field(default=(), compare=False)
    private: bool = field(default=False, compare=False)

    def __str__(self) -> str:
        return self._located(self.where, self.what)

    @property
    def public(self) -> str:
        """The sentence for everyone: where it is, and what is wrong unless that could tell a small number."""
        if not self.private:
            return str(self)
        place = " > ".join(self.where.split(" > ")[:3])
        return self._located(
            place, "this line breaks a rule; the page Add a quarter and 'python -m metrics check' say which"
        )

    def _located(self, where: str, what: str) -> str:
        place = f"{where}: " if where else ""
        return f"{self.file} line {self.line}: {place}{what}"


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
    return read_file(text, file, Catalogue, validation.broken_rules)


def read_file(
    text: str | bytes, file: str, model: type[Read], rules: Callable[[dict[str, Any]], Iterable[validation.Finding]]
) -> Read:
    """Read any data file of ours as its model: the rules of YAML, of each field, and ``rules`` between them.

    Raises:
        Refused: with every problem at once, in file order.
    """
    written = _decoded(text, file)
    data, duplicates = read_data(written, file, needs=[name for name, required in _fields(model).items() if required])
    try:
        entry, errors = model.model_validate(data), []
    except ValidationError as error:
        entry, errors = None, error.errors()
    findings = [(_place(error), _sentence(error, model)) for error in errors] + list(rules(data))
    if findings or duplicates:
        places = Places(written, data)
        lines = [(places.line(loc), loc, what) for loc, what in findings] + duplicates
        problems = [
            Problem(line, places.where(loc), what, file, loc, _is_private(loc, data)) for line, loc, what in lines
        ]
        raise Refused(sorted(set(problems)))
    assert entry is not None
    return entry


def _is_private(loc: Loc, data: dict[str, Any]) -> bool:
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


def _decoded(text: str | bytes, file: str) -> str:
    if isinstance(text, bytes):
        raw = text
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            what = "the file is not UTF-8 text from here on; save it with the encoding UTF-8"
            raise Refused([Problem(line, "", what, file)]) from None
    text = text.removeprefix("\ufeff")
    unseen = ((number, _UNSEEN.search(line)) for number, line in enumerate(text.split("\n"), 1))
    problems = [Problem(number, "", _WAYS_OUT[str(match.lastgroup)], file) for number, match in unseen if match]
    if problems:
        raise Refused(problems)
    return text


@dataclass
class _Open:
    """A mapping or list that is being read."""

    holder: dict[str, Any] | list[Any]
    step: str | int | None = None
    lines: dict[str, int] | None = None


def read_data(
    text: str, file: str = "indicators.yaml", needs: Sequence[str] = ("organisation", "sources", "themes", "indicators")
) -> tuple[dict[str, Any], list[tuple[int, Loc, str]]]:
    """Plain data of the YAML text, with numbers as Decimal at the digits written.

    Returns the data and its duplicate keys as (line, place, sentence).

    Raises:
        Refused: not YAML, or YAML that could expand (anchors, aliases, tags),
            nests too deep, or is empty.
    """
    duplicates: list[tuple[int, Loc, str]] = []
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
                    _put(opened, value, event, duplicates, file)
    except yaml.MarkedYAMLError as error:
        line, what = _syntax(error, text.splitlines())
        raise Refused([Problem(line, "", what, file)]) from None
    except (yaml.YAMLError, UnicodeError):
        raise Refused([Problem(1, "", _WAYS_OUT["other"], file)]) from None
    if not isinstance(root, dict):
        fault = "the file is empty" if root is None else "the file does not begin with a line 'key: value'"
        keys = " and ".join([", ".join(needs[:-1]), needs[-1]] if len(needs) > 1 else needs)
        raise Refused([Problem(1, "", f"{fault}; it needs {keys}", file)])
    return root, duplicates


def _put(opened: list[_Open], value: Any, event: yaml.Event, duplicates: list[tuple[int, Loc, str]], file: str) -> None:
    top = opened[-1]
    line = _line(event)
    if isinstance(top.holder, list):
        top.holder.append(value)
    elif top.step is None:
        assert top.lines is not None
        if not isinstance(event, yaml.ScalarEvent):
            raise _refused(event, "a list or group stands where a key belongs; write 'key: value'", file)
        key = str(event.value)
        if key in top.lines:
            loc = (
                *(len(outer.holder) if isinstance(outer.holder, list) else str(outer.step) for outer in opened[:-1]),
                key,
            )
            duplicates.append((line, loc, f"'{key}' is given twice; first on line {top.lines[key]}; keep one"))
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
    if PLAIN_NUMBER.fullmatch(text):
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
        tag = tag.replace("tag:yaml.org,2002:", "!!")
        raise _refused(event, f"'{tag}' is a tag; take it out, or quote the text", file)
    if isinstance(event, yaml.CollectionStartEvent) and depth >= DEEPEST:
        raise _refused(
            event, f"brackets or lists nest more than {DEEPEST} deep; close them, or put quotes round the text", file
        )


def _refused(event: yaml.Event, what: str, file: str) -> Refused:
    return Refused([Problem(_line(event), "", what, file)])


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


# A part of the parser's own sentence -> whether the fault lies where its construct began, and our sentence.
_FAULTS = (
    ("simple key", True, "a key without its colon, or no space after the colon; write 'key: value'"),
    ("end of stream", True, "a quotation mark opens here and is not closed; add the missing one"),
    ("escape character", False, "a backslash stands in double quotes; use single quotes"),
    (
        "expected ',' or '}'",
        True,
        "the braces break off; add a comma or }, or quote text with a colon or quotation mark",
    ),
    (
        "expected ',' or ']'",
        True,
        "the brackets break off; add a comma or ], or quote text with a colon or quotation mark",
    ),
    ("node content", False, "something is missing after a brace, bracket or comma; write it, or close the bracket"),
    ("unexpected ':'", True, "text ends in a colon; put quotes round it, or write what comes after"),
    ("mapping values", False, "a colon too many; put quotes round text that holds ': ', or begin the line in step"),
    ("token", False, "text can't begin with {sign}; put quotes round it"),
    ("anchor", True, "text can't begin with {sign}; put quotes round it"),
    ("alias", True, "text can't begin with {sign}; put quotes round it"),
    ("block scalar", True, "text can't begin with {sign}; put quotes round it"),
    ("tag", True, "text can't begin with {sign}; put quotes round it"),
    ("sequence entries are", False, "text can't begin with {sign}; put quotes round it"),
    ("parsing a block", False, "the line is not in step with its neighbours; begin it in the same column"),
)


def _syntax(error: yaml.MarkedYAMLError, lines: list[str]) -> tuple[int, str]:
    """The line of a fault in the YAML itself, and what to write instead."""
    wording = f"{error.context or ''} {error.problem or ''}"
    phrase, began, what = next(
        (fault for fault in _FAULTS if fault[0] in wording),
        ("", False, "{sign} can't be read here; put quotes round text, or take it out"),
    )
    mark = (began and error.context_mark) or error.problem_mark or error.context_mark
    number = min(mark.line if mark else 0, len(lines) - 1)
    line, column = lines[number], mark.column if mark else 0
    if phrase == "parsing a block" and line[column : column + 1] in ("}", "]"):
        what = "a {sign} too many; take it out"
    elif phrase == "parsing a block" and line[:column].strip():
        what = "text goes on after its closing quotation mark or bracket; put quotes round all of it"
    elif phrase in ("parsing a block", "mapping values") and re.match(r"\s*-[^\s-]", line):
        what = "a dash without a space after it; write '- '"
    return number + 1, what.replace("{sign}", f"'{line[column : column + 1]}'")


def _place(error: ErrorDetails) -> Loc:
    """pydantic's place in our data: the key of a wrong dict key stands before '[key]'."""
    return tuple(step for step in error["loc"] if step != "[key]")


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
    return _fields(model)


def _fields(model: type[Entry]) -> dict[str, bool]:
    return {field.alias or name: field.is_required() for name, field in model.model_fields.items()}


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
                pair = next((pair for pair in node.value if pair[0].value == str(step)), None)
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
            if isinstance(step, int):
                holder = holder[step] if isinstance(holder, list) and step < len(holder) else None
                name = _entry_name(holder)
                if name and names == ["indicators"]:
                    names = []
                names.append(name or f"entry {step + 1}")
            else:
                if step == "period" and isinstance(holder, dict) and names[-1] == str(holder.get("period")):
                    names.pop()
                holder = holder.get(step) if isinstance(holder, dict) else None
                names.append(step)
        return " > ".join(names)


def _entry_name(entry: Any) -> str:
    if not isinstance(entry, dict):
        return ""
    scalars = {
        key: str(value)
        for key, value in entry.items()
        if value is not None and not isinstance(value, (bool, dict, list))
    }
    if scalars.get("area"):
        return f"{scalars['area']} {scalars.get('period', '')}".strip()
    return next((scalars[key] for key in ("id", "period", "label", "words", "kind", "measure") if scalars.get(key)), "")
