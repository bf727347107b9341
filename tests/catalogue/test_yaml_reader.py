"""YAML text -> plain data: nothing expands, nothing is guessed, and what is given twice is told with its place."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from metrics.catalogue.problems import Refused
from metrics.catalogue.yaml_reader import decoded, read_data


def test_scalars_are_what_is_written_and_no_guess() -> None:
    text = "a: 1.50\nb: no\nc: true\nd: 2013-08-23\ne: 2013-13-01\nf: '7'\ng: ~\nh: 9:30\n"
    data, duplicates = read_data(text)
    assert data == {
        "a": Decimal("1.50"),
        "b": "no",
        "c": True,
        "d": date(2013, 8, 23),
        "e": "2013-13-01",
        "f": "7",
        "g": None,
        "h": "9:30",
    }
    assert str(data["a"]) == "1.50"
    assert duplicates == []


def test_key_given_twice_is_told_with_line_and_place_and_the_first_stands() -> None:
    data, duplicates = read_data("list:\n  - {a: 1}\n  - {b: 2,\n     b: 3}\n")
    assert data == {"list": [{"a": 1}, {"b": 2}]}
    assert duplicates == [(4, ("list", 1, "b"), "'b' is given twice; first on line 3; keep one")]


@pytest.mark.parametrize(
    ("text", "line", "begins"),
    [
        ("a: 1\nb: &x 2", 2, "'&x' is an anchor"),
        ("a: !!str 2", 1, "'!!str' is a tag"),
        ("a: 1\n---\nb: 2", 2, "a second document"),
        ("- a", 1, "the file does not begin with a line 'key: value'; it needs name and area"),
        ("a: 'x", 1, "a quotation mark opens here"),
    ],
)
def test_what_could_expand_or_is_no_yaml_is_refused_at_its_line(text: str, line: int, begins: str) -> None:
    with pytest.raises(Refused) as refused:
        read_data(text, "some.yaml", ["name", "area"])
    (problem,) = refused.value.problems
    assert (problem.file, problem.line) == ("some.yaml", line)
    assert problem.what.startswith(begins)


def test_bytes_become_text_without_their_byte_order_mark() -> None:
    assert decoded("\ufeffå: 1".encode(), "some.yaml") == "å: 1"
