"""Field types of the data contract: vocabularies, and numbers, texts, ids, days and periods as they may be written.

Each type refuses what it can't take, in our own sentence with a way out, and
carries its part of the JSON schema. The entries that hold them are in ``models``.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

from metrics.catalogue import ids
from metrics.catalogue.codes import read_sign
from metrics.catalogue.names import near
from metrics.catalogue.period import WAYS, Period, PeriodError
from metrics.catalogue.period import parse as parse_period
from metrics.catalogue.problem_codes import ProblemCode

Unit = Literal["percent", "percentage points", "per 10,000", "weeks", "days", "grade", "count"]
Polarity = Literal["higher_is_better", "lower_is_better", "neutral"]
Frequency = Literal["month", "quarter", "financial year", "academic year", "calendar year", "inspection"]
Status = Literal["final", "provisional", "revised", "approximate", "predicted"]
Code = Literal["c", "x", "z", "low"]
TargetKind = Literal["statutory limit", "statutory duty", "proposed limit", "council target", "national target"]
Comparable = Literal["yes", "partly", "no"]
Relation = Literal["below", "above", "similar", "unstated"]
Statistic = Literal["mean", "median"]
SourceKind = Literal["published", "internal"]
Subject = Literal["level", "change"]
SaidDirection = Literal["better", "worse", "same", "unstated"]
Role = Literal["indicators", "judgements", "context"]
Marker = Literal["u"]

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
PLAIN_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d{1,12})?", re.ASCII)
_LONG_NUMBER = re.compile(r"-?\d{16,}(\.\d*)?", re.ASCII)


def refuse(message: str, code: ProblemCode = ProblemCode.OTHER, **values: str) -> PydanticCustomError:
    """An error that carries our own sentence with its code and values, and nothing of the library's."""
    return PydanticCustomError("contract", "{message}", {"message": message, "code": code, "values": values})


def nearest(written: object, words: Iterable[str]) -> str:
    """What to write instead of a key or a word of the contract: the nearest, or all of them.

    For names of the data, of which the likest may be another thing, it is ``nearest_name``.
    """
    choices = [str(word) for word in words]
    close = nearest_word(written, choices)
    return f"did you mean '{close}'?" if close else _one_of(choices)


def nearest_word(written: object, words: Iterable[str]) -> str | None:
    """The key or word of the contract that was likely meant; None where none is near."""
    return next(iter(difflib.get_close_matches(str(written), [*words], n=1, cutoff=0.6)), None)


def nearest_name(written: object, names: Iterable[str]) -> str:
    """What to write instead: the one name that is near (contract: Names), or all of them."""
    choices = [str(name) for name in names]
    meant = near(str(written), choices)
    return f"did you mean '{meant}'?" if meant else _one_of(choices)


def _one_of(choices: Sequence[str]) -> str:
    return "write " + ("" if len(choices) == 1 else "one of: ") + ", ".join(f"'{choice}'" for choice in choices)


def describe(written: object) -> str:
    """What stands in the file, in words for a reader."""
    if isinstance(written, bool):
        return f"'{str(written).lower()}'"
    if isinstance(written, (dict, list)):
        return "a list" if isinstance(written, list) else "a group of keys"
    return "nothing" if written is None else f"'{written}'"


def _refuse_blank(written: object, way: str) -> None:
    if written is None:
        raise refuse(f"is blank; {way}")


def one_of(name: str, vocabulary: Any, aliases: dict[str, str] | None = None) -> BeforeValidator:
    """Refuses whatever is not in the vocabulary, with the nearest word; ``aliases`` are other ways to write one."""
    words = get_args(vocabulary)

    def check(written: Any) -> Any:
        written = (aliases or {}).get(str(written), written)
        _refuse_blank(written, nearest("", words))
        if written not in words:
            raise refuse(f"{describe(written)} is not a known {name}; {nearest(written, words)}")
        return written

    return BeforeValidator(check)


def _number(written: Any) -> Decimal:
    if isinstance(written, Decimal) and written.is_finite():
        return written
    if isinstance(written, (int, float)) and not isinstance(written, bool) and Decimal(str(written)).is_finite():
        return Decimal(str(written))
    if isinstance(written, str) and PLAIN_NUMBER.fullmatch(written):
        raise refuse(f"'{written}' stands in quotes, which makes it text; write {written} without quotes")
    if isinstance(written, (str, int, float)) and (sign := read_sign(str(written))) is not None:
        ways = " or ".join(f"'code: {code}'" for code in sign.codes)
        way = f"where there is none, write {ways} in place of the value" if ways else sign.advice
        raise refuse(f"{describe(written)} is not a number; {way}")
    if _LONG_NUMBER.fullmatch(str(written)):
        raise refuse(f"{describe(written)} has more than 15 digits before the point; write the number that was meant")
    raise refuse(f"{describe(written)} is not a number; write {_plain(str(written)) or 'a plain number such as 87.5'}")


def _plain(written: str) -> str | None:
    """The number that a text means without doubt, as the file should hold it."""
    bare = re.sub(r"\s*(%|per ?cent|percentage points|weeks?|days?)$", "", written.strip().lstrip("£+"))
    bare = re.sub(r"(?<=\d)[,_](?=\d{3}(?!\d))", "", bare)
    bare = re.sub(r"^(-?\d+),(\d{1,2})$", r"\1.\2", bare)
    if not re.fullmatch(r"-?\d{1,15}(\.\d{0,12})?(e\+?\d)?", bare, re.ASCII | re.IGNORECASE):
        return None
    return f"{Decimal(bare):f}"


def _whole(written: Any) -> int:
    number = _number(written)
    if number != number.to_integral_value() or number < 0:
        raise refuse(f"{describe(written)} is not a whole number; write a count such as 42")
    return int(number)


def _refuse_unseen(written: str) -> None:
    if _UNSEEN.search(written):
        raise refuse("holds a character that can't be seen and is no text; delete it")


def _text(written: Any) -> str:
    if not isinstance(written, str):
        _refuse_blank(written, "write text")
        raise refuse(f"{describe(written)} is not words; write text, in quotes if it is a number or a date")
    _refuse_unseen(written)
    if all(one.isspace() or unicodedata.category(one) == "Cf" for one in written):  # marks of no width are no words
        raise refuse("is empty; write something, or take the line out", ProblemCode.EMPTY)
    return written.strip()


def _id(written: Any) -> str:
    _refuse_blank(written, "write lower-case words joined by hyphens, such as 'five-good-gcses'")
    if isinstance(written, (dict, list)) or not ids.is_id(str(written)):
        plain = ("" if isinstance(written, (dict, list)) else ids.hyphened(str(written))) or "five-good-gcses"
        raise refuse(f"{describe(written)} is not an id; write lower-case words joined by hyphens, such as '{plain}'")
    return str(written)


def _day(written: Any) -> date:
    if isinstance(written, date):
        return written
    told = describe(written)
    raise refuse(
        f"{told} is not a date; write year-month-day, such as 2013-08-23", ProblemCode.NOT_A_DATE, written=told
    )


def _flag(written: Any) -> bool:
    if not isinstance(written, bool):
        raise refuse(f"{describe(written)} is not true or false; write true, or take the line out")
    return written


def _period(written: Any) -> Period:
    if isinstance(written, Period):
        return written
    if isinstance(written, date):
        written = written.isoformat()
    _refuse_blank(written, WAYS)
    if isinstance(written, (bool, dict, list)):
        raise refuse(f"{describe(written)} is not a period; {WAYS}")
    _refuse_unseen(str(written))
    try:
        return parse_period(str(written))
    except PeriodError as error:
        raise refuse(str(error)) from None


def _quote(written: Any) -> str:
    text = _text(written)
    if len(text.split()) > 12:
        raise refuse(f"the quotation has {len(text.split())} words; keep to the twelve around the figure")
    return text


def _schema(check: Callable[[Any], Any], schema: dict[str, Any]) -> tuple[BeforeValidator, WithJsonSchema]:
    return BeforeValidator(check), WithJsonSchema(schema)


Number = Annotated[Decimal, *_schema(_number, {"type": "number"}), PlainSerializer(float)]
Whole = Annotated[int, *_schema(_whole, {"type": "integer", "minimum": 0})]
Text = Annotated[str, *_schema(_text, {"type": "string"})]
Id = Annotated[str, *_schema(_id, {"type": "string", "pattern": f"^{ids.PATTERN}$"})]
Day = Annotated[date, *_schema(_day, {"type": "string", "format": "date"})]
Flag = Annotated[bool, *_schema(_flag, {"type": "boolean"})]
Quote = Annotated[str, *_schema(_quote, {"type": "string"})]
When = Annotated[
    Period,
    *_schema(_period, {"type": ["string", "integer"], "examples": ["2013/14 Q1", "2011/12 academic year"]}),
    PlainSerializer(str),
]
