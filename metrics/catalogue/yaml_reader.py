"""YAML text -> plain data, read event by event; its syntax faults in our own words.

Anchors, aliases, tags, duplicate keys and deep nesting are refused before anything
expands; YAML 1.1's guesses (``no`` -> False, ``9:30`` -> 570) are not made.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import yaml

from metrics.catalogue.field_types import PLAIN_NUMBER
from metrics.catalogue.problems import Loc, Problem, Refused
from metrics.catalogue.row_reader import put_back, without_rows

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


def decoded(text: str | bytes, file: str) -> str:
    """The text without its byte-order mark.

    Raises:
        Refused: it is not UTF-8, or holds a character that can't be seen.
    """
    if isinstance(text, bytes):
        raw = text
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            what = "the file is not UTF-8 text from here on; save it with the encoding UTF-8"
            raise Refused([Problem(line, "", what, file)]) from None
    text = text.removeprefix("\ufeff")
    if all(line.isascii() and line.isprintable() for line in text.split("\n")):
        return text  # as most files are; the search for what can't be seen takes far longer
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
    short, rows = without_rows(text, _plain)
    if rows:
        with contextlib.suppress(Refused):  # its lines are told by the whole text
            data, duplicates = _read(short, file, needs)
            if not duplicates and put_back(data, rows):
                return data, []
    return _read(text, file, needs)


def _read(text: str, file: str, needs: Sequence[str]) -> tuple[dict[str, Any], list[tuple[int, Loc, str]]]:
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
    return event.value if event.style else _plain(event.value)


def _plain(text: str) -> Any:
    """What text without quotation marks says."""
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
