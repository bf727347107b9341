"""Rows on a line of their own are read at once, and mean what the YAML parser makes of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.catalogue.problems import Refused
from metrics.catalogue.row_reader import without_rows
from metrics.catalogue.yaml_reader import _plain, _read, read_data
from tests.support.make import DATA

NEEDS = ("a",)
WRITTEN = st.text(alphabet="ab9 .:,-#'\"{}[]&*!|>%@`?\\/()£–\u00e9~", max_size=12)
ROWS = st.lists(st.tuples(st.sampled_from(["period", "value", "at", "note"]), WRITTEN), min_size=1, max_size=4)


def outcome(read, text: str) -> object:
    try:
        return read(text, "f", NEEDS)
    except Refused as refused:
        return [str(problem) for problem in refused.problems]


@given(st.lists(ROWS, max_size=4))
def test_whatever_stands_in_rows_is_read_as_the_parser_reads_it(rows):
    lines = ["  - {" + ", ".join(f"{key}: {value}" for key, value in row) + "}\n" for row in rows]
    text = "a:\n" + "".join(lines) + "b: 1\n"
    assert outcome(read_data, text) == outcome(_read, text)


@pytest.mark.parametrize(
    "text",
    [
        "a: |\n  - {value: 1}\n  text\n",
        "a: 'x\n  - {value: 1}\n  '\n",
        "# note\n# - {value: 1}\na:\n  - {value: 1}\n",
        "a:\n  - {value: 1, value: 2}\n",
        "a:\n  - {value: 1}\na:\n  - {value: 2}\n",
        "a:\n  - {value: 1}\n    more\n",
        "a:\n  - {value: 1}\n   - {value: 2}\n",
        "a:\n  - {value: 1}\n  - a-row-that-was-read-already\n",
        "a: text\n  - {value: 1}\n",
        "a:\r\n  - {value: 1.50, on: 2013-08-23, at: true}\r\n  - {value: -1, at: null}\r\n",
        "a:\n  - {value: 1}  # note\n  - {}\n  - {at: [x]}\n  - {at: 'x'}\n",
        "- {value: 1}\n",
    ],
)
def test_every_other_way_to_write_is_left_to_the_parser(text):
    assert outcome(read_data, text) == outcome(_read, text)


def test_the_shipped_data_are_read_alike_and_nearly_all_rows_at_once():
    text = DATA.read_text(encoding="utf-8")
    data, _ = read_data(text)
    assert data == _read(text, "f", NEEDS)[0]
    _, rows = without_rows(text, _plain)
    assert len(rows) > 0.6 * text.count("\n      - {")
