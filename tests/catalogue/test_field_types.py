"""Field types: what each takes, and the sentence with which it refuses anything else."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

import pytest
from pydantic import TypeAdapter, ValidationError

from metrics.catalogue import field_types
from metrics.catalogue.field_types import Day, Flag, Id, Number, Quote, Text, When, Whole, one_of
from metrics.catalogue.period import parse

Size = Annotated[Literal["small", "large"], one_of("size", Literal["small", "large"], {"s": "small"})]


def refusal(kind: Any, written: object) -> str:
    with pytest.raises(ValidationError) as raised:
        TypeAdapter(kind).validate_python(written)
    (error,) = raised.value.errors()
    return str(error["ctx"]["message"])


@pytest.mark.parametrize(
    ("kind", "written", "value"),
    [
        (Number, Decimal("30.0"), Decimal("30.0")),
        (Number, 1.1, Decimal("1.1")),
        (Whole, Decimal(12), 12),
        (Text, "  some words ", "some words"),
        (Id, "neet", "neet"),
        (Id, Decimal(2013), "2013"),
        (Day, date(2013, 8, 23), date(2013, 8, 23)),
        (Flag, True, True),
        (When, Decimal(2013), parse("2013")),
        (Size, "s", "small"),
    ],
)
def test_what_is_meant_is_taken(kind: Any, written: object, value: object) -> None:
    assert TypeAdapter(kind).validate_python(written) == value


@pytest.mark.parametrize(
    ("kind", "written", "sentence"),
    [
        (Number, "26%", "'26%' is not a number; write 26"),
        (Number, "1,234", "'1,234' is not a number; write 1234"),
        (Number, "7", "'7' stands in quotes, which makes it text; write 7 without quotes"),
        (Number, "n/a", "'n/a' is not a number; where there is none, write 'code: x' in place of the value"),
        (
            Number,
            "*",
            "'*' is not a number; where there is none, write 'code: c' or 'code: x' in place of the value",
        ),
        (Number, "c", "'c' is not a number; where there is none, write 'code: c' in place of the value"),
        (Number, "<5", "'<5' is not a number; where there is none, write 'code: c' in place of the value"),
        (
            Number,
            "9" * 16,
            f"'{'9' * 16}' has more than 15 digits before the point; write the number that was meant",
        ),
        (Number, "zero", "'zero' is not a number; write 0"),
        (Number, True, "'true' is not a number; write a plain number such as 87.5"),
        (Whole, Decimal("1.5"), "'1.5' is not a whole number; write a count such as 42"),
        (Text, " ", "is empty; write something, or take the line out"),
        (Text, "\u200b\u00a0\u2060", "is empty; write something, or take the line out"),
        (Text, "a\0b", "holds a character that can't be seen and is no text; delete it"),
        (Id, "Five GCSEs", "'Five GCSEs' is not an id; write lower-case words joined by hyphens, such as 'five-gcses'"),
        (Day, "23/8/2013", "'23/8/2013' is not a date; write year-month-day, such as 2013-08-23"),
        (Flag, "yes", "'yes' is not true or false; write true, or take the line out"),
        (When, date(2013, 3, 31), "'2013-03-31' is not a period; write '31 March 2013'"),
        (Quote, "w " * 13, "the quotation has 13 words; keep to the twelve around the figure"),
        (Size, "lagre", "'lagre' is not a known size; did you mean 'large'?"),
        (Size, None, "is blank; write one of: 'small', 'large'"),
    ],
)
def test_anything_else_is_refused_with_a_way_out(kind: Any, written: object, sentence: str) -> None:
    assert refusal(kind, written) == sentence


@pytest.mark.parametrize(
    ("written", "words"),
    [(None, "nothing"), (True, "'true'"), ([1], "a list"), ({}, "a group of keys"), (Decimal("1.0"), "'1.0'")],
)
def test_what_stands_in_the_file_is_described_in_words(written: object, words: str) -> None:
    assert field_types.describe(written) == words
