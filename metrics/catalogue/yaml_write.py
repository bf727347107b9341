"""Contract data -> YAML text, on one line, as a careful hand would write it.

Text is quoted only where our reader, or a YAML 1.1 or 1.2 reader, could take
it for something else.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from metrics.catalogue.field_types import PLAIN_NUMBER
from metrics.catalogue.period import Period

INDICATOR = (
    *(
        "id",
        "number",
        "name",
        "short_name",
        "group",
        "theme",
        "unit",
        "of",
        "polarity",
        "frequency",
        "expected_from",
        "retired",
        "owner",
    ),
    *("why_it_matters", "definition", "ask", "caution", "note", "standard", "said", "comparators", "own_series"),
    *("targets", "why_missing", "source", "at", "observations"),
)
ENTRY = (
    *("area", "group", "period", "words", "about", "direction", "value", "code", "kind", "label", "from", "until"),
    *("relation", "numerator", "denominator", "unknown", "counts_rounded_to", "marker", "status", "predicted_by"),
    *("reason", "by", "on", "as_written", "comparable", "why", "published_after", "beside", "model", "statistic"),
    *("inferred", "break_before", "rebase_before", "tolerance", "source", "at", "quote", "note", "commentary"),
)
SOURCE = ("title", "publisher", "published", "kind", "url", "licence", "note")
WIDTH = 104

_HIDDEN = re.compile("[\x00-\x1f\x7f-\xa0\u2007\u2028\u2029\u202f\ufeff\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_PLAIN = re.compile(r"[^\W_](?:[^:,?\[\]{}#]*[^:,?\[\]{}# ])?|[(£€$][^:,?\[\]{}#]*[^:,?\[\]{}# ]")
_GUESSED = re.compile(
    r"[\d._+-]+(e[+-]?\d+)?|0[xob][\da-f_]+|y(es)?|no?|true|false|on|off|null|nan|inf", re.ASCII | re.IGNORECASE
)
_SHORT = {"\n": r"\n", "\t": r"\t", "\r": r"\r", '"': r"\"", "\\": r"\\"}


def plain_value(value: object, order: Iterable[str] = ENTRY) -> Any:
    """The value as ``yaml_reader.read_data`` will read it back; keys without a value are left out.

    Raises:
        TypeError: a value that the data file has no form for, such as a float
            (its digits as written are lost already).
    """
    if isinstance(value, Mapping):
        rank = {key: place for place, key in enumerate(order)}
        keys = sorted((key for key in value if value[key] is not None), key=lambda key: rank.get(key, len(rank)))
        return {str(key): plain_value(value[key]) for key in keys}
    if isinstance(value, (list, tuple)):
        return [plain_value(item) for item in value]
    if isinstance(value, (str, Period)):
        # Half a character can't be written as UTF-8; the contract refuses what can't be seen, at its place.
        return _SURROGATE.sub("\x00", str(value))
    if isinstance(value, bool) or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    if isinstance(value, (int, Decimal)):
        return _number(Decimal(value))
    raise TypeError(f"{value!r} has no form in the data file; give text, a Decimal, a date, a list or a mapping")


def _number(value: Decimal) -> Decimal | str:
    """Digits as given; what is no plain number becomes text, which the contract then refuses by name."""
    if value.is_finite() and -30 < value.adjusted() < 30 and PLAIN_NUMBER.fullmatch(f"{value:f}"):
        return Decimal(f"{value:f}")
    return str(value)


def flow(value: Any) -> str:
    """A plain value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key_text(key)}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else scalar(value)


def scalar(text: str) -> str:
    """Text that any YAML reader reads back as exactly this text."""
    if _HIDDEN.search(text):
        return '"' + re.sub(rf'["\\]|{_HIDDEN.pattern}', lambda match: _escape(match[0]), text) + '"'
    if _safe(text):
        return text
    return "'" + text.replace("'", "''") + "'" if '"' in text or "\\" in text else f'"{text}"'


def key_text(key: str) -> str:
    """A key; those of the contract stand bare, ``on`` too, as in every hand-written line."""
    return key if re.fullmatch("[a-z_]+", key) else scalar(key)


def _safe(text: str) -> bool:
    return bool(_PLAIN.fullmatch(text)) and not _GUESSED.fullmatch(text)


def _escape(character: str) -> str:
    code = ord(character)
    return _SHORT.get(character) or (f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}")


def block(entry: dict[str, Any]) -> list[str]:
    """An indicator in lines: one key a line, long text folded, one figure a line."""
    lines: list[str] = []
    for key, value in entry.items():
        if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
            lines += [f"{key}:", *(f"  - {flow(item)}" for item in value)]
        elif key in ("definition", "caution") and isinstance(value, str) and folds(value):
            folded = textwrap.wrap(value, WIDTH, break_long_words=False, break_on_hyphens=False)
            lines += [f"{key}: >-", *(f"  {line}" for line in folded)]
        else:
            lines.append(f"{key_text(key)}: {flow(value)}")
    return lines


def folds(text: str) -> bool:
    """Whether the spaces between words are all that line breaks need stand for."""
    return bool(re.fullmatch(r"[^ ]+( [^ ]+)*", text)) and not _HIDDEN.search(text)
